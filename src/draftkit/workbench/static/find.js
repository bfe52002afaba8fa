// @ts-check
/** Find words on the pages: their letters are drawn, so the search of the browser does not see them. */
import { announce, ask, complain, dialog, fire, h, later, on, screen, t, tell as order } from "./base.js";
import { finish } from "./undo.js";
import * as pages from "./pages.js";

const field = h("input", { type: "search", class: "find" });
const other = h("input", { type: "search", class: "find" });
const told = h("span", { role: "status" });
const bar = h("div", { class: "bar seek", role: "search", hidden: true });
/** @type {number[][]} */
let places = [];
let now = -1;

/** The bar above the pages, opened by Ctrl+F. */
export function build() {
  field.setAttribute("aria-label", t("findWords"));
  field.placeholder = t("findWords");
  other.setAttribute("aria-label", t("exchangeFor"));
  other.placeholder = t("exchangeFor");
  const button = (/** @type {string} */ sign, /** @type {string} */ word, /** @type {() => any} */ act) =>
    h("button", { class: "button quiet", "aria-label": word, title: word, onclick: act }, sign);
  bar.append(field, told, button("‹", t("previousFound"), () => step(-1)), button("›", t("nextFound"), () => step(1)),
    h("button", { class: "button quiet", onclick: () => everywhere().catch(complain) }, t("everyDocument")),
    other, h("button", { class: "button quiet", onclick: () => exchange().catch(complain) }, t("exchangeAll")),
    h("button", { class: "button quiet", onclick: close }, t("close")));
  field.addEventListener("input", later(200, () => look().catch(complain)));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); close(); }
    if (event.key === "Enter" && event.target === field) { event.preventDefault(); step(event.shiftKey ? -1 : 1); }
  });
  on("shown", () => { if (!bar.hidden) look(false).catch(complain); });
  return bar;
}

export function open() {
  bar.hidden = false;
  field.focus();
  field.select();
}

/** Put the bar away. */
export function shut() { bar.hidden = true; }

function close() {
  shut();
  /** @type {HTMLElement|null} */ (document.querySelector("#middle .scroll"))?.focus({ preventScroll: true });
}

/** Where the words stand. @param {boolean} [move] */
async function look(move = true) {
  const words = field.value.trim();
  places = words && screen.shown ? await ask("find", { doc: screen.shown.id, words }) : [];
  now = move ? -1 : Math.min(now, places.length - 1);
  if (move && places.length) step(1);
  else tell();
}

/** Exchange the words wherever they stand. */
async function exchange() {
  const empty = [field, other].find((one) => !one.value.trim());
  if (empty) return empty.focus();
  finish(await order("exchange", { doc: screen.shown?.id, words: field.value, by: other.value }));
}

/** The documents that hold the words. */
async function everywhere() {
  const words = field.value.trim();
  if (!words) return field.focus();
  const found = await ask("found-in", { words });
  const name = (/** @type {string} */ doc) => screen.documents.find((one) => one.id === doc)?.title ?? doc;
  const made = dialog(`${t("everyDocument")}: “${words}”`, found.length ? found.map((/** @type {any} */ one) => h("p", {},
    h("button", { class: "button quiet", onclick: () => { made.close(); fire("open", one.doc); } }, name(one.doc)), h("span", { class: "ground" }, ` ${one.count}`)))
    : [h("p", { class: "note" }, t("notFound"))], []);
}

/** @param {number} by */
function step(by) {
  if (places.length) {
    now = (Math.max(now, by < 0 ? 0 : -1) + by + places.length) % places.length;
    pages.go({ page: places[now][0], area: places[now][1] }).catch(complain);
  }
  tell();
}

function tell() {
  told.textContent = field.value.trim() ? (places.length ? `${now + 1} / ${places.length}` : t("notFound")) : "";
  announce(told.textContent);
}
