// @ts-check
/** A text for the public approved, with who does it and when. */
import { form, h, labelled, on, screen, t, tell } from "./base.js";
import { finish } from "./undo.js";
import { held } from "./dossier.js";
import { kept } from "./fields.js";
import { takeTable } from "./series.js";

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
    const table = await takeTable(rows);
    const given = { doc: shown?.id, by: by.value, day: kept("ngay", day.value.trim()), rows: table };
    await run(given, [], () => made.close());
  }, { main: { id: "approve-it" } });
}

/** Approve, once all that is doubtful was seen. @param {any} given @param {any[]} seen @param {() => void} answered */
async function run(given, seen, answered) {
  const done = await tell("approve", { ...given, seen });
  answered();
  if (done.errors.length) return held(t("notApproved"), done.errors);
  if (done.warnings.length) return held(t("approveDoubts"), done.warnings, t("approveDoubtsHelp"), { word: t("approveAnyway"),
    act: () => run(given, done.warnings, () => undefined) });
  finish(done);
  if (done.against.length) held(t("approvedBut"), done.against);
}
