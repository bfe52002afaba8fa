// @ts-check
/** Notes for colleagues: in the source, never printed, shown here. */
import { ask, complain, fire, form, h, on, renew, screen, t, tell } from "./base.js";
import { finish } from "./undo.js";
import { me } from "./history.js";
import * as right from "./right.js";

/** @param {HTMLElement} panel */
async function draw(panel) {
  const id = screen.shown?.id ?? "";
  const found = await ask("notes", { doc: id }).catch(() => []);
  if (id !== screen.shown?.id) return;
  renew(panel, h("p", { class: "ground" }, t("notesHelp")), ...(found.length ? found.map((/** @type {any} */ one) =>
    h("article", { class: "card", tabindex: "-1", "data-note": `${one.file}:${one.line}` }, h("p", {}, one.where ? h("span", { class: "where" }, `${one.where}: `) : null, one.text),
      h("div", { class: "row" },
        h("button", { class: "button quiet", onclick: () => fire("place", { file: one.file, line: one.line }) }, t("goThere")),
        h("button", { class: "button quiet", onclick: () => tell("take-note", { doc: id, ...one }).then(finish).catch(complain) }, t("settled")))))
    : [h("p", { class: "note" }, t("noNotes"))]));
}

/** Write a note at a provision. @param {{file: string, line: number, hash: string, name: string}} found */
export function note(found) {
  const text = h("textarea", { rows: "3", "aria-label": t("comment"), required: true });
  form(`${t("comment")}: ${found.name}`, [h("p", { class: "ground" }, t("notesHelp")), h("div", { class: "field" }, text)], t("save"), async (made) => {
    const done = await tell("put-note", { doc: screen.shown?.id, file: found.file, line: found.line, hash: found.hash, text: text.value, who: me() });
    made.close();
    finish(done);
    right.open("notes");
  });
}

on("remark", (/** @type {{file: string, line: number}} */ one) => {
  right.open("notes");
  fire("reveal", "right");
  setTimeout(() => /** @type {HTMLElement|null} */ (document.querySelector(`.card[data-note="${CSS.escape(`${one.file}:${one.line}`)}"]`))?.focus(), 200);
});

right.part("notes", () => t("comments"), draw);
