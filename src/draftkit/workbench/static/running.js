// @ts-check
/** The document as running text: for reading on a telephone, for searching, for screen readers. */
import { ask, fire, h, screen, t } from "./base.js";

const CENTER = /^(frame\.(agency|number|date|mark|stamps|title|authority)|chapter|part|section|annex|type|title|subsection|table-caption|figure-caption|giua|annexed|attachment|quote-centered)/;
const scroll = h("div", { class: "scroll", tabindex: "0", role: "region" });

export function build() {
  scroll.setAttribute("aria-label", t("running"));
  scroll.addEventListener("click", (event) => pick(event.target));
  scroll.addEventListener("keydown", keys);
  return scroll;
}

/** Arrows go from line to line, Enter opens, as on the pages: a document is one stop of the Tab key, not a thousand.
 * @param {KeyboardEvent} event */
function keys(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (/** @type {Element} */ (event.target).closest(".box") || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Enter") pick(event.target);
  if (!by) return;
  const all = /** @type {HTMLElement[]} */ ([...scroll.querySelectorAll("[data-line], [data-field]")]);
  const now = all.findIndex((one) => one === event.target);
  const first = all.findIndex((one) => one.getBoundingClientRect().bottom > scroll.getBoundingClientRect().top + 8);
  const next = all[now < 0 ? first : now + by];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** @param {EventTarget|null} target */
function pick(target) {
  const found = target instanceof HTMLElement ? /** @type {HTMLElement|null} */ (target.closest("[data-line], [data-field]")) : null;
  if (found && !getSelection()?.toString()) fire("pick", { area: found, place: found.dataset.field ? [found.dataset.field] : [Number(found.dataset.file), Number(found.dataset.line)] });
}

export async function show() {
  const shown = screen.shown;
  if (!shown) return;
  const lines = shown.problem && !shown.pages.length ? [] : await ask("text", { doc: shown.id });
  const top = scroll.scrollTop;
  scroll.replaceChildren(h("article", { class: "running" }, h("h2", { class: "hidden" }, shown.title), ...lines.map(line)));
  scroll.scrollTop = top;
  if (wanted && lines.length) go(...wanted);
  wanted = null;
}

/** Where to go when the text is drawn the next time. @type {[number, number]|null} */
let wanted = null;

/** What was written stands there. @param {string} file @param {number} line */
export function point(file, line) { wanted = screen.how === "running" ? [screen.shown?.files.indexOf(file) ?? -1, line] : null; }

/** @param {any} one */
function line(one) {
  const place = one.at ? { "data-file": one.at[0], "data-line": one.at[1], tabindex: "-1" } : one.field ? { "data-field": one.field, tabindex: "-1" } : {};
  if (one.role === "table") {
    return h("div", { class: "wide", ...place, tabindex: "0" }, h("table", {}, ...one.rows.map((/** @type {string[]} */ row, /** @type {number} */ index) =>
      h("tr", {}, ...row.map((cell) => h(index < one.heads ? "th" : "td", row.length === 1 ? { colspan: one.rows[0].length } : {}, cell))))));
  }
  const tag = one.head ? "h3" : "p";
  const centred = CENTER.test(one.role) && !one.role.startsWith("article");
  return h(/** @type {"p"} */ (tag), { class: centred ? "center" : tag === "p" ? "first" : null, "data-role": one.role, ...place }, one.text);
}

/** @param {number} file @param {number} number */
export function go(file, number) {
  const best = find(file, number);
  best?.scrollIntoView({ block: "center" });
  best?.focus();
}

/** @param {number} file @param {number} number @returns {HTMLElement|null} */
export function find(file, number) {
  let best = null;
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (scroll.querySelectorAll(`[data-file="${file}"]`))) {
    if (Number(one.dataset.line) <= number) best = one;
  }
  return best;
}
