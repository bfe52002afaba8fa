// @ts-check
/** A document for each row of a table: all of them in one file, and the rows of which none could be made. */
import { ask, complain, fire, form, h, labelled, on, screen, t, tell, toast } from "./base.js";
import { held } from "./dossier.js";
import { long } from "./long.js";
import { handOver, keepAll, keepPacked } from "./work.js";

on("series", () => series().catch(complain));

/** Hand over the table of a series, whose columns are nothing that the text lacks. @param {HTMLInputElement} rows */
export async function takeTable(rows) {
  const [table] = await handOver([...(rows.files ?? [])]);
  if (table) {
    await tell("give-columns", { doc: screen.shown?.id, rows: table });
    fire("checked");
  }
  return table;
}

export async function series() {
  const doc = screen.shown?.id ?? "";
  const formats = await ask("formats", { doc });
  const format = h("select", { id: "series-format" }, ...formats.map((/** @type {any} */ one) => h("option", { value: one.name }, one.title)));
  const rows = h("input", { id: "series-rows", type: "file", accept: ".csv,.xlsx", required: true });
  form(t("makeSeries"), [h("p", {}, t("seriesHelp")), labelled(t("seriesRows"), rows), labelled(t("format"), format)], t("makeSeriesNow"), async (made) => {
    const table = await takeTable(rows);
    const done = await long("make-series", { doc, rows: table, format: format.value }, t("making"));
    if (!done) return;
    await (done.files.length > 1 ? keepPacked(done.files, done.name) : keepAll(done.files));
    made.close();
    const said = [t("seriesMade", { count: done.files.length }), ...done.notes].join(" ");
    if (done.errors.length) held(t("seriesLeft"), [...done.errors, ...done.warnings], said);
    else if (done.warnings.length) held(t("seriesDoubts"), done.warnings, said);
    else toast(said);
  }, { main: { id: "make-series" } });
}
