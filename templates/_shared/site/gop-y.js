// The form of comments: opens a mail with a labelled subject, or copies the same words. Without this script the browser sends the fields by mail itself.
(function () {
  "use strict";
  var form = document.querySelector("#_gop-y form");
  var told = document.getElementById("_da-chep"), copy = document.getElementById("_chep"), block = document.getElementById("_khoi");
  var value = function (id) { return document.getElementById(id).value.trim(); };
  var subject = function () {
    var about = value("_quy-dinh"), name = form.dataset.chuDe;
    return about ? name.replace("Góp ý ", "Góp ý " + about + " ") : name;
  };
  var body = function () {
    return "Ý kiến: " + value("_y-kien") + "\nLý do: " + value("_ly-do") + "\nNgười góp ý: " + value("_nguoi") + "\n";
  };
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    location.href = "mailto:" + form.dataset.den + "?subject=" + encodeURIComponent(subject()) + "&body=" + encodeURIComponent(body());
    told.textContent = form.dataset.mo;
  });
  copy.hidden = false;
  copy.addEventListener("click", function () {
    if (!form.reportValidity()) { return; }
    block.value = subject() + "\n" + body();
    var done = function () { told.textContent = form.dataset.chep + " " + form.dataset.den + "."; };
    var open = function () {
      block.closest("details").open = true;
      block.select();
      if (document.execCommand("copy")) { done(); } else { told.textContent = form.dataset.chon + " " + form.dataset.den + "."; }
    };
    if (navigator.clipboard) { navigator.clipboard.writeText(block.value).then(done, open); } else { open(); }
  });
})();
