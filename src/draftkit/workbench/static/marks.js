// @ts-check
/** Bold, italic, raised and lowered signs, footnotes: by the keys that word processors have, and by buttons. */
import { ask, complain, h, screen, t } from "./base.js";

const WRITTEN = ".box textarea, .source textarea, .grid textarea";
/** What a line of a text begins and ends with that is no part of its words: its number, its label. */
const LINE = /^(\s*(?:#+\s+(?:\p{L}+(?:\s+[\p{L}\d]+)?\.\s+)?|\d+[a-zđ]*(?:\.\d+)*\.\s+|[a-zđ]{1,3}\)\s+|[-+*>]\s+)?)(.*?)(\s*(?:\{#[^}\n]*\}\s*)?)$/u;
/** @type {Record<string, {mark: string, sign: string, key: string}>} */
const MARKS = { bold: { mark: "**", sign: "B", key: "b" }, italic: { mark: "*", sign: "I", key: "i" },
  raised: { mark: "^", sign: "x²", key: "." }, lowered: { mark: "~", sign: "x₂", key: "," } };

/** Put a text in the place of what is selected, so that Ctrl+Z takes it back. @param {HTMLTextAreaElement} box @param {string} text */
function put(box, text) {
  box.focus();
  document.execCommand("insertText", false, text);
}

/** Bold or italics that begin or end among words. @type {Record<string, RegExp>} */
const AMONG = { "**": /\*\*/g, "*": /(?<![*\\])\*(?!\*)/g };

/** Words with a mark around all of them, or without it where they have it. @param {string} words @param {string} mark */
function marked(words, mark) {
  const among = AMONG[mark] ?? /(?!)/g;
  const inside = words.slice(mark.length, -mark.length);
  const has = inside && words === mark + inside + mark && inside === inside.replace(among, "") && (mark !== "*" || !/^\*\*[^*]/.test(words));
  return has ? inside : mark + words.replace(among, "") + mark;
}

/** @param {HTMLTextAreaElement} box @param {string} mark */
function toggle(box, mark) {
  let [start, end] = [box.selectionStart, box.selectionEnd];
  const around = box.value.slice(start - mark.length, end + mark.length);
  const stars = /\**$/.exec(box.value.slice(0, start))?.[0].length ?? 0; // two of them are no italics around the words
  if (start < end && start >= mark.length && (mark !== "*" || stars % 2) && marked(around, mark) === box.value.slice(start, end)) [start, end] = [start - mark.length, end + mark.length];
  box.setSelectionRange(start, end);
  const made = box.value.slice(start, end).split("\n").map((line) => {
    const [, before, words, behind] = LINE.exec(line) ?? ["", "", line, ""];
    return before + (words ? marked(words, mark) : "") + behind;
  }).join("\n");
  put(box, start === end ? mark + mark : made);
  const now = start === end ? start + mark.length : start + made.length;
  box.setSelectionRange(start === end ? now : start, now);
}

/** A footnote at the cursor, with a number that no file of the document has; its words are typed at the end. @param {HTMLTextAreaElement} box */
async function note(box) {
  const at = box.selectionEnd;
  const texts = await Promise.all((screen.shown?.files ?? []).map((file) => ask("source", { doc: screen.shown?.id ?? "", file })));
  const all = [box.value, ...texts.map((one) => one.text)].join("\n");
  let number = 1;
  while (all.includes(`[^${number}]`)) number += 1;
  box.setSelectionRange(at, at);
  put(box, `[^${number}]`);
  box.setSelectionRange(box.value.length, box.value.length);
  put(box, `${/\n$/.test(box.value) ? "" : "\n"}\n[^${number}]: `);
}

/** The buttons of a box. @param {HTMLTextAreaElement} box */
export function markTools(box) {
  const tool = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {string} */ keys, /** @type {() => any} */ act) => h("button", { class: `button glyph ${name}`, type: "button",
    title: `${t(name)} (${keys})`, onpointerdown: (/** @type {Event} */ event) => event.preventDefault(), onclick: act },
    h("span", { "aria-hidden": "true" }, sign), h("span", { class: "hidden" }, t(name)));
  return h("span", { class: "marks", role: "group", "aria-label": t("marks") },
    ...Object.entries(MARKS).map(([name, { mark, sign, key }]) => tool(name, sign, `Ctrl+${key.toUpperCase()}`, () => toggle(box, mark))),
    tool("footnote", t("footnoteSign"), "Ctrl+Alt+F", () => note(box).catch(complain)));
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement) || !box.matches(WRITTEN) || event.isComposing || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
  const found = event.altKey ? null : Object.values(MARKS).find(({ key }) => key === event.key.toLowerCase());
  if (found) toggle(box, found.mark);
  else if (event.altKey && event.code === "KeyF" && !box.closest(".grid")) note(box).catch(complain);
  else return;
  event.preventDefault();
});
