// @ts-check
/** The left column: documents by folder with state and findings, the contents of the one that is open. */
import { ask, at, bare, capital, complain, fire, h, on, renew, screen, t } from "./base.js";
import { begin, importing } from "./work.js";

const list = h("div", { class: "documents" });
const contents = h("div", { class: "contents" });
const find = h("input", { class: "find", type: "search", placeholder: t("search") });
/** @type {Record<string, any>} */
const counts = {};
const asked = new Set();
let counting = false;

export function build() {
  find.placeholder = t("search");
  find.setAttribute("aria-label", t("search"));
  find.addEventListener("input", draw);
  at("left").append(h("h2", { class: "caps" }, t("documents")), find,
    h("button", { class: "item new", id: "new", onclick: () => begin().catch(complain) }, `+ ${t("newDocument")}`),
    h("button", { class: "item new", id: "import", onclick: importing }, `+ ${t("importWord")}`), list);
  at("left").append(h("div", { class: "upper" }, ...at("left").childNodes), contents);
  draw();
}

function draw() {
  const wanted = bare(find.value);
  const folders = new Map();
  for (const one of screen.documents) {
    if (wanted && !bare(`${one.title} ${one.kind} ${one.id}`).includes(wanted)) continue;
    const name = one.group ?? one.folder;
    if (!folders.has(name)) folders.set(name, []);
    folders.get(name).push(one);
  }
  const folded = new Set([...list.querySelectorAll("details:not([open])")].map((one) => one.getAttribute("data-folder")));
  const fresh = !list.childElementCount;
  renew(list, ...[...folders].map(([folder, items]) => {
    const here = items.some((/** @type {any} */ one) => one.id === screen.shown?.id);
    const open = Boolean(wanted) || here || (!fresh && !folded.has(folder));
    const sum = items.reduce((/** @type {number} */ all, /** @type {any} */ one) => all + (counts[one.id]?.error ?? 0), 0);
    return h("details", { open, "data-folder": folder }, h("summary", { class: "folder", title: items[0].folder }, folder,
      sum && !open ? h("span", { class: "badge error" }, String(sum)) : null), h("ul", {}, ...items.map(item)));
  }));
}

/** @param {any} one */
function item(one) {
  const count = counts[one.id];
  const badge = !count ? null : count.unreadable ? h("span", { class: "badge error", title: count.unreadable }, "!")
    : count.error ? h("span", { class: "badge error" }, h("span", { class: "hidden" }, t("errors", { count: "" })), String(count.error))
      : count.warning ? h("span", { class: "badge warning" }, h("span", { class: "hidden" }, t("warnings", { count: "" })), String(count.warning)) : null;
  return h("li", {}, h("button", { class: "item", "aria-current": screen.shown?.id === one.id ? "true" : null, title: one.title, onclick: () => fire("open", one.id) },
    h("span", {}, h("span", { class: "words" }, one.title), h("span", { class: "state" }, [one.kind, count?.state].filter(Boolean).join(" · "))), badge));
}

/** Ask for the findings of one document after the other, of those not asked for yet: no page waits for it. */
export async function count(again = /** @type {string[]} */ ([])) {
  for (const id of again) asked.delete(id);
  if (counting) return;
  counting = true;
  try {
    for (let one; (one = screen.documents.find((found) => !asked.has(found.id))); draw()) {
      counts[one.id] = await ask("count", { doc: one.id });
      asked.add(one.id);
    }
  } catch { /* the next list asks again */ }
  counting = false;
}

/** The documents anew; the findings of those that changed are counted again. @param {string[]} [changed] */
export async function refresh(changed) {
  screen.documents = (await ask("start")).documents;
  draw();
  count(changed);
}

/** What is known of the findings of the document that is open. @param {any} found */
export function counted(found) {
  if (screen.shown) counts[screen.shown.id] = { state: screen.shown.state, ...found };
  draw();
}

function drawContents() {
  const shown = screen.shown;
  contents.hidden = !shown?.outline.length;
  renew(contents, h("h2", { class: "caps" }, t("contents")), h("ul", {}, ...(shown?.outline ?? []).map((entry) =>
    h("li", {}, h("button", { class: `item d${Math.min(entry.depth, 3)}`, "data-file": entry.file, "data-line": entry.line,
      onclick: () => fire("place", { file: shown?.files[entry.file], line: entry.line }) }, capital(entry.name))))));
}

on("shown", () => { drawContents(); draw(); });
on("reading", (/** @type {number[]} */ place) => {
  const items = /** @type {HTMLElement[]} */ ([...contents.querySelectorAll(".item")]);
  let best = null;
  for (const one of items) {
    one.removeAttribute("aria-current");
    if (Number(one.dataset.file) < place[0] || (Number(one.dataset.file) === place[0] && Number(one.dataset.line) <= place[1])) best = one;
  }
  if (best && best.getAttribute("aria-current") !== "true") {
    best.setAttribute("aria-current", "true");
    const frame = contents.getBoundingClientRect();
    const own = best.getBoundingClientRect();
    if (own.top < frame.top + 40 || own.bottom > frame.bottom - 40) contents.scrollTop += own.top - frame.top - frame.height / 2;
  }
});
