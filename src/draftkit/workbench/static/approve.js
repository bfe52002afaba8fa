// @ts-check
/** A text for the public approved, with who does it and when. */
import { complain, form, h, labelled, on, screen, t, tell, toast } from "./base.js";
import { finish } from "./box.js";
import { held } from "./dossier.js";
import { kept } from "./fields.js";
import { handOver } from "./work.js";

export const button = h("button", { class: "button", id: "approve", hidden: true, onclick: () => approve() });

on("shown", (/** @type {import("./base.js").Shown} */ shown) => {
  button.textContent = t("approve");
  button.hidden = !shown.gated || Boolean(shown.problem);
});

export function approve() {
  const shown = screen.shown;
  const by = h("input", { id: "by", required: true, autocomplete: "name" });
  const day = h("input", { id: "day", inputmode: "numeric", placeholder: "31/12/2026" });
  const rows = h("input", { id: "rows", type: "file", accept: ".csv,.xlsx" });
  form(t("approve"), [h("p", {}, t("approveHelp")), shown?.marked ? h("p", {}, t("approveMarked")) : "",
    labelled(t("approvedBy"), by), labelled(t("approvedOn"), day, t("approvedToday")),
    labelled(t("approvedRows"), rows, t("approvedRowsHelp"))], t("approve"), async (made) => {
    const [table] = await handOver([...(rows.files ?? [])]);
    const done = await tell("approve", { doc: shown?.id, by: by.value, day: kept("ngay", day.value.trim()), rows: table });
    made.close();
    if (done.errors.length) return held(t("notApproved"), done.errors);
    finish(done);
    if (done.against.length) held(t("approvedBut"), done.against);
  }, { main: { id: "approve-it" } });
}
