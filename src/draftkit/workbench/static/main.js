// @ts-check
/** The screen is put together here: head, left, middle, right, foot. */
import { announce, ask, at, complain, fire, h, on, screen, setWords, t, toast } from "./base.js";
import * as left from "./left.js";
import * as pages from "./pages.js";
import * as right from "./right.js";
import * as running from "./running.js";
import * as source from "./source.js";
import * as box from "./box.js";
import { openFields } from "./fields.js";
import * as find from "./find.js";
import * as dossier from "./dossier.js";
import * as approving from "./approve.js";
import * as work from "./work.js";
import "./notes.js";
import { saveVersion } from "./history.js";
import { back } from "./undo.js";
import "./wordings.js";
import "./round.js";
import "./series.js";
import "./paste.js";

const saved = h("span", { class: "saved", hidden: true });
const undo = h("button", { class: "button quiet", id: "undo", hidden: true, onclick: () => back() });
const title = h("h1");
const views = /** @type {Record<string, HTMLElement>} */ ({});
const holder = h("div", { class: "holder" });
/** A window with room for one column. */
const small = matchMedia("(max-width: 860px)");
/** @type {Element|null} */ let opener = null;

function head() {
  undo.append(t("undo"));
  undo.title = "Ctrl+Z";
  on("undoable", (/** @type {number} */ count) => { undo.hidden = !count; });
  at("top").append(
    h("button", { class: "button only-small", onclick: () => reveal("left") }, t("documents")),
    h("span", { class: "brand" }, h("img", { src: "/static/icon.svg", alt: "" }), h("span", {}, "draftkit")),
    h("div", { class: "title" }, title, saved, undo),
    h("div", { class: "actions", role: "toolbar", "aria-label": t("actions") },
      h("button", { class: "button", id: "check", title: "F8", onclick: () => { right.open("findings"); reveal("right"); } }, t("check")),
      h("button", { class: "button", id: "receive", onclick: work.receive }, t("receive")),
      work.menu(t("compare"), comparable),
      ...dossier.buttons,
      approving.button,
      h("button", { class: "button", id: "version", onclick: saveVersion }, t("saveVersion")),
      work.makeMenu()));
  for (const id of ["left", "right"]) at(id).prepend(h("button", { class: "button quiet only-small shut", onclick: () => reveal("") }, t("close")));
  document.addEventListener("pointerdown", ({ target }) => {
    if (!/** @type {Element} */ (target).closest(".open, dialog")) reveal("");
  });
  small.addEventListener("change", () => reveal(""));
  at("bottom").append(h("span", { id: "told" }), h("span", { id: "count" }), h("span", { class: "push" }, t("local")));
}

/** Show a column where there is room for one only, or (none) the text again; what lies under it cannot be reached then.
 * @param {string} id */
function reveal(id) {
  const shut = document.querySelector(".open");
  if (!shut && !id) return;
  const now = document.activeElement; // none behind the last control of the column
  const inside = shut && (shut.contains(now) || now === document.body);
  if (id && !inside) opener = now;
  for (const one of ["left", "right"]) at(one).classList.toggle("open", one === id);
  for (const one of ["top", ...REGIONS]) at(one).inert = small.matches && Boolean(id) && one !== id;
  if (!small.matches) return;
  if (id) /** @type {HTMLElement|null} */ (at(id).querySelector(".shut"))?.focus();
  else if (inside) /** @type {HTMLElement|null} */ (opener !== document.body && opener || stop("middle"))?.focus({ preventScroll: true });
}

const REGIONS = ["left", "middle", "right"];

/** Where the keyboard goes in a part of the screen. @param {string} id @returns {HTMLElement|undefined} */
function stop(id) {
  const all = /** @type {NodeListOf<HTMLElement>} */ (at(id).querySelectorAll("[aria-current], input, .scroll[tabindex], textarea, .begin, [role=tab][aria-selected=true]"));
  const seen = [...all].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  return seen.find((one) => one.closest(".box")) ?? seen[0];
}

/** From one column to the next. @param {number} by */
function round(by) {
  const now = REGIONS.findIndex((id) => at(id).contains(document.activeElement));
  for (let step = 1; step <= REGIONS.length; step += 1) {
    const next = stop(REGIONS[(Math.max(now, by < 0 ? 0 : -1) + by * step + REGIONS.length * step) % REGIONS.length]);
    if (next) return next.focus();
  }
}

/** What the document can be compared with. */
async function comparable() {
  const others = screen.documents.filter((one) => one.id !== screen.shown?.id && one.kind === screen.shown?.kind).slice(0, 12);
  const kept = await ask("versions", { doc: screen.shown?.id ?? "" }).catch(() => ({ versions: [], copies: [] }));
  return [...kept.versions.slice(0, 5).map((/** @type {any} */ one) => ({ word: `${t("version", { number: one.number })}: ${one.sentence}`,
    act: () => work.compare({ version: one.id }, t("version", { number: one.number })) })),
  ...kept.copies.slice(0, 8).map((/** @type {any} */ one) => ({ word: t("copyOf", { who: one.who, name: one.sentence }),
    act: () => work.compare({ version: one.id }, t("copyOf", { who: one.who, name: one.sentence })) })),
  { word: t("compareFile"), act: work.compareWithFile },
    ...others.map((one) => ({ word: one.title, act: () => work.compare({ other: one.id }, one.title) }))];
}

function middle() {
  views.pages = pages.build();
  views.running = running.build();
  views.source = source.build();
  const names = { pages: t("pages"), running: t("running"), source: t("source") };
  const buttons = Object.entries(names).map(([name, word]) => h("button", {
    class: "tab", "data-how": name, title: `Alt+${Object.keys(names).indexOf(name) + 1}`, "aria-pressed": "false", onclick: () => look(/** @type {any} */ (name)) }, word));
  const more = h("span", { class: "bar", id: "page-tools" }, ...pages.tools(),
    h("button", { class: "button quiet", title: "Ctrl+F", onclick: find.open }, t("find")));
  at("middle").append(
    h("div", { class: "bar" }, h("div", { class: "switch", role: "group", "aria-label": t("view") }, ...buttons), more),
    find.build(), h("div", { id: "problem" }), holder);
  holder.append(...Object.values(views));
}

/** Show the document as pages, running text or source. @param {"pages"|"running"|"source"} how */
export function look(how) {
  screen.how = how;
  for (const button of document.querySelectorAll("[data-how]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-how") === how));
  }
  for (const [name, view] of Object.entries(views)) view.hidden = name !== how;
  at("page-tools").hidden = how !== "pages";
  if (how !== "pages") find.shut();
  refresh();
}

function refresh() {
  if (!screen.shown) return;
  if (screen.how === "pages") pages.show();
  if (screen.how === "running") running.show().catch(complain);
  if (screen.how === "source") source.show().catch(complain);
}

/** Take in what the server says of a document, and show it. @param {any} shown */
export function take(shown) {
  const other = screen.shown?.id !== shown.id;
  if (other) {
    screen.findings = [];
    saved.hidden = true;
  }
  screen.shown = shown;
  title.textContent = title.title = shown.title ?? shown.id;
  document.title = `${shown.title ?? shown.id} · draftkit`;
  at("count").textContent = t("pageCount", { count: shown.pages.length });
  at("told").textContent = [shown.kind, shown.state].filter(Boolean).join(" · ");
  problem(shown.problem);
  refresh();
  if (other) views.pages.scrollTop = 0;
  fire("shown", shown);
}

/** What keeps the document from being read, and the way to mend it. @param {import("./base.js").Shown["problem"]} found */
function problem(found) {
  if (!found) return at("problem").replaceChildren();
  const pages = screen.shown?.pages.length ? t(found.waiting ? "waitingPages" : "problem") : "";
  const mend = found.waiting ? h("button", { class: "button main", id: "wordings", onclick: () => fire("wordings") }, t("chooseWordings"))
    : h("button", { class: "button", onclick: () => fire("source", { file: found.file, line: found.line ?? 1 }) }, t("goThere"));
  at("problem").replaceChildren(h("div", { class: "banner", role: "alert" }, h("span", {}, found.message), h("span", {}, pages), mend));
}

/** @param {string} id */
export async function open(id) {
  document.body.classList.remove("none");
  if (!views.pages.isConnected) holder.replaceChildren(...Object.values(views));
  reveal("");
  box.leave();
  take(await ask("document", { doc: id }));
  location.hash = encodeURIComponent(id);
  await painted();
  await right.refresh();
}

/** A document, or a place in one. @param {string|{doc: string, file: string, line: number}} one */
async function reach(one) {
  const id = typeof one === "string" ? one : one.doc;
  if (id === one || id !== screen.shown?.id) await open(id).then(() => announce(screen.shown?.title ?? id));
  if (document.activeElement === document.body) stop("middle")?.focus({ preventScroll: true }); // the form that began it is gone
  if (typeof one !== "string" && one.line) fire("place", one);
}

/** @type {(() => void)[]} */
let waiting = [];
on("painted", () => { for (const go of waiting.splice(0)) go(); });

/** Until a page stands there, or a moment has passed: what is asked for before it would be answered before it. @returns {Promise<void>} */
function painted() {
  if (screen.how !== "pages" || !screen.shown?.pages.length) return Promise.resolve();
  return new Promise((go) => { waiting.push(go); window.setTimeout(go, 600); });
}

/** A text was saved here. @param {any} shown */
function wrote(shown) {
  take(shown);
  saved.hidden = false;
  saved.className = "saved";
  saved.textContent = t("saved", { time: new Date().toLocaleTimeString(screen.language, { hour: "2-digit", minute: "2-digit" }) });
  right.refresh().catch(complain);
}

on("listed", () => left.refresh().catch(complain));
on("failed", () => { saved.textContent = t("notSaved"); });
on("reveal", reveal);
on("checked", () => right.refresh().catch(complain));
on("open", (/** @type {string|{doc: string, file: string, line: number}} */ one) => reach(one).catch(complain));
on("source", (/** @type {{file: string, line: number}} */ { file, line }) => { look("source"); source.open(file, line).catch(complain); });
on("wrote", wrote);
on("saving", () => { saved.hidden = false; saved.className = "saved busy"; saved.textContent = t("saving"); });
on("place", async (/** @type {{file: string, line: number, message?: string, edit?: boolean}} */ where) => {
  reveal("");
  const file = screen.shown?.files.indexOf(where.file) ?? -1;
  if (screen.how === "source") return source.open(where.file, where.line);
  if (!file && await openFields("", where).catch(complain)) return; // what stands among the metadata is mended in their form
  if (screen.how === "running") return running.go(file, where.line);
  const found = pages.areaAt(file, where.line);
  if (!found) return unprinted(where).catch(complain);
  await pages.go(found);
  if (where.edit) fire("edit", { file: where.file, line: where.line });
});

/** Go to what no page shows: a key of the metadata opens the form, all else the source.
 * @param {{file: string, line: number, message?: string}} where */
async function unprinted(where) {
  const key = /“([a-z]+(?:_[a-z]+)*)”/.exec(where.message ?? "")?.[1] ?? "";
  if (where.file === screen.shown?.files[0] && await openFields(key, where)) return;
  fire("source", where);
}

/** Nothing is there yet: the two ways to begin. What is shown of a project without documents. @param {{name: string, folder: string}} project */
function welcome({ name, folder }) {
  document.body.classList.add("none");
  title.textContent = name;
  const card = (/** @type {string} */ name, /** @type {string} */ help, /** @type {() => any} */ act) =>
    h("button", { class: "button begin", onclick: () => Promise.resolve(act()).catch(complain) }, h("strong", {}, name), h("span", {}, help));
  holder.replaceChildren(h("div", { class: "welcome" }, h("p", {}, t("empty", { folder })),
    card(t("newDocument"), t("newHelp"), work.begin), card(t("importWord"), t("importHelp"), work.importing)));
}

function listen() {
  const events = new EventSource("/api/events");
  events.onopen = async () => { // what changed before this line was open, or while it was broken
    if (!screen.shown) return;
    const now = await ask("document", { doc: screen.shown.id });
    if (now.id === screen.shown?.id && JSON.stringify(now.pages) !== JSON.stringify(screen.shown.pages)) take(now);
  };
  events.onmessage = async (message) => {
    const event = JSON.parse(message.data);
    if (event.event === "changed") {
      left.refresh(event.documents).catch(complain);
      if (screen.shown && event.documents.includes(screen.shown.id)) {
        take(await ask("document", { doc: screen.shown.id }));
        right.refresh().catch(complain);
      }
    }
    fire(event.event, event);
  };
}

function keys(/** @type {KeyboardEvent} */ event) {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) reveal("");
  if (event.key === "F6" && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    round(event.shiftKey ? -1 : 1);
  }
  if (event.key === "F8") {
    event.preventDefault();
    right.step(event.shiftKey ? -1 : 1);
  }
  if (event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey) && screen.how === "pages" && screen.shown) {
    event.preventDefault();
    find.open();
  }
  if (event.key.toLowerCase() === "p" && (event.ctrlKey || event.metaKey) && screen.shown?.pages.length) { // the window itself is no page
    event.preventDefault();
    work.make("pdf", t("printIt")).catch(complain);
  }
  if (event.altKey && ["1", "2", "3"].includes(event.key)) {
    event.preventDefault();
    look(/** @type {any} */ (["pages", "running", "source"][Number(event.key) - 1]));
  }
}

async function start() {
  const found = await ask("start");
  setWords(found.texts);
  screen.language = found.language;
  document.documentElement.lang = found.language;
  screen.documents = found.documents;
  at("skip").textContent = t("toText");
  document.body.dataset.print = t("printHelp");
  at("left").setAttribute("aria-label", t("menu"));
  at("right").setAttribute("aria-label", t("panel"));
  head();
  middle();
  left.build();
  right.build();
  box.build();
  document.addEventListener("keydown", keys);
  look(small.matches ? "running" : "pages");
  const wanted = decodeURIComponent(location.hash.slice(1));
  const first = found.documents.find((/** @type {any} */ one) => one.id === wanted) ?? found.documents[0];
  if (first) await open(first.id);
  else welcome(found);
  listen();
  left.count();
  box.reopen().then((again) => again && toast(t("reopened"))).catch(complain);
}

start().catch((error) => { at("middle").append(h("p", { class: "note", role: "alert" }, String(error.message ?? error))); });
