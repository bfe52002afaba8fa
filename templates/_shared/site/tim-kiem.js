// Finds words by their beginnings in tim-kiem-du-lieu.js: one typed with accents as it is typed, one without in any spelling.
(function () {
  "use strict";
  var rows = window.DU_LIEU || [], MOST = 50;
  var bare = function (text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  };
  // “hoá đơn” and “hóa đơn” are one word: the tone of an open oa, oe, uy goes to its first letter.
  var words_of = function (text) {
    return " " + text.normalize("NFD").toLowerCase()
      .replace(/([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/gu, "$1$3$2")
      .normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, " ");
  };
  var field = document.getElementById("_tim");
  var list = document.getElementById("_ket-qua");
  var said = document.getElementById("_ket-qua-so");
  var ready = rows.map(function (row) {
    var all = words_of([row[0], row[2], row[3], row[4]].join(" "));
    return { row: row, title: words_of(row[0]), all: all, plain: bare(all) };
  });
  var has = function (text, plain, word) {
    return word === bare(word) ? plain.indexOf(" " + word) >= 0 : text.indexOf(" " + word) >= 0;
  };
  var show = function () {
    var words = words_of(field.value).split(" ").filter(Boolean);
    list.textContent = "";
    if (!words.length) { said.textContent = "Gõ từ cần tìm vào ô ở đầu trang; có dấu hoặc không dấu đều được."; return; }
    var found = [];
    ready.forEach(function (one) {
      if (!words.every(function (word) { return has(one.all, one.plain, word); })) { return; }
      var plain = bare(one.title);
      found.push([words.filter(function (word) { return has(one.title, plain, word); }).length, one.row]);
    });
    found.sort(function (a, b) { return b[0] - a[0]; });
    said.textContent = found.length ? found.length + " kết quả cho “" + field.value + "”" + (found.length > MOST ? "; dưới đây là " + MOST + " kết quả đầu." : ".") : "Không tìm thấy “" + field.value + "”. Thử ít từ hơn; tin dài chỉ được tìm trong tiêu đề, tóm tắt và phần đầu.";
    found.slice(0, MOST).forEach(function (one) {
      var item = document.createElement("li"), link = document.createElement("a"), line = document.createElement("span");
      link.href = one[1][1];
      link.textContent = one[1][0];
      line.className = "dong";
      line.textContent = one[1][2] + (one[1][3] ? " · " + one[1][3] : "");
      item.append(link, " ", line);
      list.append(item);
    });
  };
  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  show();
})();
