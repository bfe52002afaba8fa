// @ts-check
/** The box in which a provision is edited where it stands. What is typed lives in it and in sessionStorage until it is
 *  saved; nothing is written over a text that was changed meanwhile. */
import { announce, ask, at as byId, capital, complain, fire, form, h, later, on, Refused, screen, t, tell, toast } from "./base.js";
import { offering } from "./offers.js";
import * as pages from "./pages.js";
import * as running from "./running.js";
import { markTools } from "./marks.js";
import { newChart, newTable, openTable } from "./table.js";
import { openFields } from "./fields.js";
import { pastOf } from "./history.js";
import { note } from "./notes.js";
import { picture } from "./picture.js";
import { back, finish, forth, keep } from "./undo.js";
import { menu } from "./work.js";

/** @typedef {{sort: string, level: string, name: string, label: string, file: string, line: number, first: number, last: number,
 *   text: string, hash: string, can: string[], levels: string[], cells: any, charts: [string, string][]}} Provision */
/** @typedef {{made: HTMLElement, text: HTMLTextAreaElement, prints: HTMLElement, found: Provision, act: string, level: string, was: string,
 *   said: string, saving?: Promise<void>}} Open `said`: the lines of comments above the text, which stay where they are */

const KEY = "draftkit-open";
/** What may be a reference whose number was typed. */
const TYPED = /(điểm [a-zđ]|khoản \d|điều \d|chương [IVX]|phụ lục [IVX])/i;
/** @type {Open|null} */
let open = null;
let stepping = false;
/** Counts what opens or leaves a box: an answer that comes after the next of these opens none. */
let turn = 0;

export function build() {
  on("pick", (/** @type {{area: Element, place: (string|number)[]}} */ picked) => pick(picked.area, picked.place).catch(complain));
  on("shown", () => { // also when somebody else wrote: what is open may be another text by now
    if (open && !open.made.isConnected) draw(open);
    if (open) foresee();
  });
  new ResizeObserver(() => { if (open) draw(open); }).observe(byId("middle"));
  on("at", (/** @type {{file: string, line: number}} */ { file, line }) => { if (!open) for (const { point } of [pages, running]) point(file, line); });
  on("text", (/** @type {Provision} */ found) => { if (leave()) begin(found, "replace", null, null); });
  document.addEventListener("keydown", keys);
}

/** @param {Element} area @param {(string|number)[]} place */
async function pick(area, place) {
  if (!leave()) return;
  const shown = screen.shown;
  if (!shown) return;
  const mine = ++turn;
  if (typeof place[0] === "string") return openFields(String(place[0]));
  const found = await provisionAt(shown.files[place[0]], Number(place[1]));
  if (mine !== turn) return;
  if (found.cells) return openTable(found, Number(place[2] ?? 0), Number(place[3] ?? 0));
  begin(found, "replace", null, area);
}

/** @param {string} file @param {number} line @returns {Promise<Provision>} */
async function provisionAt(file, line) {
  const found = await ask("provision", { doc: screen.shown?.id ?? "", file, line });
  return { ...found, name: found.name || t("here") };
}

/** @param {string} level */
function levelName(level) {
  const known = /** @type {Record<string, string>} */ (/** @type {any} */ (screen.shown)?.levels ?? {});
  const alike = Object.keys(known).filter((one) => known[one] === known[level]);
  return alike.length > 1 && known[level] ? t("levelOf", { name: known[level], depth: alike.indexOf(level) + 1 }) : known[level] ?? t("paragraph");
}

/** The lines of comments for colleagues above a text, and the text. @param {string} text @returns {[string, string]} */
function parted(text) {
  const said = /^(?:[ \t]*%%(?:[ \t].*)?\n)*/.exec(text)?.[0] ?? "";
  return [said, text.slice(said.length)];
}

/** The comments above the text of a box, as comments. @param {Open} one */
function comments({ said, found, made, text }) {
  made.querySelector(".said")?.remove();
  if (said) text.before(h("button", { class: "said", type: "button", title: t("notesHelp"), onclick: () => fire("remark", { file: found.file, line: found.first }) },
    `${t("comment")}: ${said.replace(/^[ \t]*%%[ \t]*/gm, "").trimEnd()}`));
}

/**
 * Open the box. @param {Provision} found @param {string} act @param {string|null} value what stands in it, or null @param {Element|null} area
 * @param {string} [level]
 */
function begin(found, act, value, area, level = "") {
  leave(true); // another that an answer opened meanwhile
  const heading = capital(act === "insert" ? t("newAfter", { level: levelName(level), name: found.name }) : found.name);
  const text = h("textarea", { rows: "1", spellcheck: "false", autocomplete: "off", "aria-label": act === "insert" ? heading : t("sourceOf", { name: found.name }) });
  const [said, was] = act === "insert" ? ["", ""] : parted(found.text);
  text.value = value ?? was;
  const prints = h("div", { class: "prints", "aria-live": "polite" });
  const made = h("div", { class: "box", role: "group", "aria-label": t("edit", { name: found.name }) });
  open = { made, text, prints, found, act, level, was, said };
  const can = (/** @type {string} */ what) => act === "replace" && found.can.includes(what);
  const tool = (/** @type {string} */ word, /** @type {() => void} */ work, sort = "") =>
    h("button", { class: `button ${sort}`, type: "button", onclick: work }, word);
  made.append(
    h("div", { class: "tools" },
      h("span", { class: "name" }, heading),
      can("up") && tool("↑", () => run({ do: "move", up: true }), "").appendChild(h("span", { class: "hidden" }, t("up"))).parentElement,
      can("down") && tool("↓", () => run({ do: "move", up: false }), "").appendChild(h("span", { class: "hidden" }, t("down"))).parentElement,
      can("split") && tool(t("split"), () => run({ do: "split", offset: [...(open?.said ?? "") + text.value.slice(0, text.selectionStart)].length })),
      can("join") && tool(t("join"), () => run({ do: "join" })),
      act === "replace" && TYPED.test(found.text) ? tool(t("follow"), () => link().catch(complain), "follow") : null,
      act === "replace" && found.levels.length ? adding(found) : null,
      act === "replace" ? tool(t("comment"), () => settled().then((now) => now && note(now)).catch(complain)) : null,
      act === "replace" && found.sort === "unit" ? tool(t("history"), () => pastOf(found).catch(complain)) : null,
      can("delete") && tool(t("delete"), remove, "danger")),
    text, prints,
    h("div", { class: "end" }, markTools(text), h("span", { class: "keys" }, t("keys")), h("span", { class: "push" }),
      tool(t("cancel"), () => leave(true)), tool(t("save"), () => save(), "main")));
  text.addEventListener("input", () => { grow(); remember(); foresee(); });
  text.addEventListener("keydown", typed);
  open.made.addEventListener("keydown", ends);
  offering(text, act === "insert" ? undefined : found);
  comments(open);
  draw(open, area);
  text.focus();
  const end = /[ \t]*\{#[^}\n]*\}[ \t]*$/.exec(text.value)?.index ?? text.value.length;
  text.setSelectionRange(end, end);
  foresee();
}

/** Make the typed references of a provision count by themselves. */
async function link() {
  const found = await settled();
  if (found) finish(await tell("put-links", { doc: screen.shown?.id, file: found.file, line: found.first, last: found.last }));
}

/** What can be added after a provision; the like of it first. @param {Provision} found */
function adding(found) {
  const levels = [...found.levels].sort((one, two) => Number(two === found.level) - Number(one === found.level));
  const aside = /** @type {Record<string, (found: Provision) => void>} */ ({ table: newTable, ...(found.charts.length && { chart: newChart }), picture });
  const item = (/** @type {string} */ name, /** @type {string} */ word, /** @type {() => any} */ act) => ({ name, word: t("addLevel", { level: capital(word) }), act });
  return menu(t("add"), async () => [...levels.map((one) => item(one, levelName(one), () => insert(one))),
    ...Object.entries(aside).map(([one, work]) => item(one, t(one), () => settled().then((now) => now && work(now)).catch(complain)))]);
}

/** Put the box where its provision is printed. @param {Open} one @param {Element|null} [area] */
function draw(one, area) {
  const shown = screen.shown;
  if (!shown) return;
  const had = document.activeElement;
  const file = shown.files.indexOf(one.found.file);
  const mine = area ?? (screen.how === "running" ? running.find(file, one.found.line) : pages.drawn(file, one.found.line));
  const home = /** @type {HTMLElement|null} */ (mine?.closest(".sheet, .running") ?? null);
  if (!mine || !home) {
    byId("middle").append(one.made);
    Object.assign(one.made.style, { left: "5%", top: "20%", width: "90%" });
    return grow();
  }
  const frame = home.getBoundingClientRect();
  const boxes = [...home.querySelectorAll(".at.live")].filter((other) => {
    const place = pages.placeOf(/** @type {any} */ (other));
    return place && place[0] === file && Number(place[1]) >= one.found.first && Number(place[1]) <= one.found.last;
  }).concat([mine]).map((other) => other.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  const top = Math.min(...boxes.map((box) => box.top));
  const bottom = Math.max(...boxes.map((box) => box.bottom));
  home.append(one.made);
  const width = Math.min(Math.max(right - left + 44, 460), frame.width - 12);
  one.made.style.left = `${Math.max(6, Math.min(left - frame.left - 20, frame.width - width - 6))}px`;
  one.made.style.width = `${width}px`;
  const tools = one.made.querySelector(".tools")?.getBoundingClientRect().height ?? 0;
  one.made.style.top = `${one.act === "insert" ? bottom - frame.top + 6 : Math.max(4, top - frame.top - tools - 12)}px`;
  byId("middle").classList.add("dimmed");
  grow();
  inSight(one);
  // what is moved within the page loses the focus, and what is typed would go nowhere
  if (one.made.contains(had)) /** @type {HTMLElement} */ (had).focus({ preventScroll: true });
  else if (!had || had === document.body) one.text.focus({ preventScroll: true });
}

/** The whole box where it has room, else from its top on. @param {Open} one */
function inSight({ made }) {
  const around = made.closest(".scroll");
  if (!around) return;
  const [frame, box] = [around.getBoundingClientRect(), made.getBoundingClientRect()];
  const above = box.top - frame.top - 8;
  around.scrollTop += above < 0 ? above : Math.max(0, Math.min(above, box.bottom - frame.bottom + 8));
}

function grow() {
  if (!open) return;
  open.text.style.height = "auto";
  open.text.style.height = `${open.text.scrollHeight + 2}px`;
}

/** What is typed survives a reload of the window. */
function remember() {
  if (!open) return;
  const { found, act, level, text, was } = open;
  if (text.value === was) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify({ doc: screen.shown?.id, found, act, level, text: text.value }));
}

/** The request that the box stands for. @param {Record<string, any>} [more] */
function request(more = {}) {
  const { found, act, level, text, said } = /** @type {Open} */ (open);
  return { doc: screen.shown?.id, do: act, file: found.file, line: found.line, hash: found.hash, text: said + text.value, level, ...more };
}

const foresee = later(180, async () => {
  const now = open;
  if (!now) return;
  const titled = now.act === "insert" && /** @type {any} */ (screen.shown)?.titled?.includes(now.level);
  if (!now.text.value.trim()) return now.prints.replaceChildren(h("span", {}, t(titled ? "emptyUnit" : "emptyBox")));
  const { hash } = now.found;
  try {
    const told = await tell("preview", request());
    if (open !== now) return;
    const again = now.act === "replace" && now.found.sort === "unit" && now.found.levels.length && /\n$/.test(now.text.value.slice(0, now.text.selectionEnd));
    now.prints.replaceChildren(again ? h("p", {}, t("enterAgain", { level: levelName(now.found.level) })) : "", h("span", {}, `${t("willPrint")} `), h("strong", {}, told.lines.slice(0, 12).join("\n")),
      ...told.told.map((/** @type {string} */ line) => h("p", { class: "problem" }, line)));
    inSight(now); // what it prints pushed its end down
  } catch (error) {
    if (open !== now || !(error instanceof Refused) || hash !== now.found.hash) return;
    if (error.status === 409) stale(error.data.now);
    else now.prints.replaceChildren(h("span", { class: "problem" }, error.message));
  }
});

/** Leave the box; what was typed and not saved is asked about. @param {boolean} [sure] */
export function leave(sure = false) {
  if (!open) return true;
  const { found, act, level, text } = open;
  const typed = text.value !== open.was && text.value.trim() ? text.value : "";
  if (!sure && typed && !confirm(t("leaveUnsaved"))) return false;
  turn += 1;
  open.made.remove();
  open = null;
  sessionStorage.removeItem(KEY);
  byId("middle").classList.remove("dimmed");
  pages.point(found.file, found.line);
  if (sure && typed) toast(t("leftUnsaved"), { action: t("writeOn"), act: () => { if (leave()) begin(found, act, typed, null, level); } });
  return true;
}

/** @returns {Promise<boolean>} */
async function save() {
  if (!open) return true;
  if (open.text.value === open.was) { leave(true); return true; }
  return carry(request());
}

/** Carry out an operation and show what came of it. @param {Record<string, any>} what */
async function carry(what) {
  const mine = open;
  while (mine?.saving) await mine.saving; // one after the other: a second click writes nothing twice
  if (open !== mine) return null;
  let go = () => {};
  if (mine) {
    mine.text.readOnly = true; // until it is written: what is typed meanwhile would go with the box
    mine.saving = new Promise((done) => { go = () => done(undefined); });
  }
  fire("saving");
  try {
    const done = await tell("edit", what);
    if (open === mine) { // a box opened meanwhile stays, with what is typed in it
      mine?.made.remove();
      open = null;
      sessionStorage.removeItem(KEY);
      byId("middle").classList.remove("dimmed");
    }
    finish({ ...done, at: done.at ?? { file: what.file, line: what.line } }); // of what is gone its neighbour
    return done;
  } catch (error) {
    fire("failed");
    if (error instanceof Refused && error.status === 409) stale(error.data.now);
    else complain(error);
    return null;
  } finally {
    if (mine) [mine.text.readOnly, mine.saving] = [false, undefined];
    go();
  }
}

/** Do something to the provision in the box; what was typed in it is saved first. @param {Record<string, any>} what */
async function run(what) {
  if (!open || stepping) return;
  stepping = true;
  const mine = turn;
  try {
    let place = { file: open.found.file, line: open.found.line, hash: open.found.hash };
    if (open.text.value !== open.was) {
      const done = await carry(request());
      if (!done?.at) return;
      place = done.at;
    }
    const done = await carry({ doc: screen.shown?.id, ...place, ...what });
    if (done?.at && what.do !== "delete" && mine === turn) await edit(done.at.file, done.at.line);
  } finally { stepping = false; }
}

function remove() {
  const name = open?.found.name ?? "";
  form(t("deleteWhat", { name }), [h("p", {}, t("deleteSure"))], t("delete"), (made) => {
    made.close();
    if (open) open.text.value = open.was;
    return run({ do: "delete" });
  });
}

/** Save what was typed and leave the box: its provision as it stands then, or none where it cannot be saved. @returns {Promise<Provision|null>} */
async function settled() {
  if (!open) return null;
  const [found, mine] = [open.found, turn];
  if (open.text.value === open.was) {
    leave(true);
    return found;
  }
  const done = await carry(request());
  const now = done?.at ? await provisionAt(done.at.file, done.at.line) : null;
  return mine === turn ? now : null;
}

/** A new provision after the one in the box. @param {string} level */
async function insert(level) {
  const found = await settled();
  if (found) begin(found, "insert", "", null, level);
}

/** Open the box of a provision. @param {string} file @param {number} line */
export async function edit(file, line) {
  if (!leave()) return;
  const mine = ++turn;
  const number = screen.shown?.files.indexOf(file) ?? -1;
  if (screen.how === "pages") await pages.go(pages.areaAt(number, line));
  const found = await provisionAt(file, line);
  if (mine !== turn) return;
  if (found.cells) return openTable(found, 0, 0);
  begin(found, "replace", null, null);
}

on("labelled", async (/** @type {any} */ done) => {
  const mine = open;
  fire("wrote", done.document);
  keep(done.undo);
  if (!mine) return;
  const now = await provisionAt(mine.found.file, mine.found.line); // the label may stand in or below it: that is no change of others
  const bare = (/** @type {string} */ text) => text.replace(/[ \t]*\{#[^}\n]*\}/g, ""); // the new label may be that of what an insert stands behind
  if (open !== mine || (mine.act === "insert" ? bare(now.text) !== bare(mine.found.text) : now.text !== mine.found.text)) return;
  mine.found.hash = now.hash;
  mine.made.querySelector(".stale")?.remove();
  foresee();
});
on("edit", (/** @type {{file: string, line: number}} */ place) => edit(place.file, place.line).catch(complain));

/** The text was changed elsewhere: both are shown. @param {Provision|undefined} now */
function stale(now) {
  if (!open) return void toast(t("stale"), { error: true });
  open.made.querySelector(".stale")?.remove();
  const mine = open;
  mine.prints.after(h("div", { class: "stale", role: "alert" }, h("p", {}, t("stale")),
    ...(now?.text === undefined ? [] : [h("p", {}, t("theirs")), h("pre", {}, now.text),
      h("button", { class: "button", onclick: () => { take(now); mine.text.value = mine.was; grow(); foresee(); } }, t("takeTheirs")), " ",
      h("button", { class: "button", onclick: () => { take(now); save(); } }, t("saveMine"))])));
  /** @param {Provision} found */
  function take(found) {
    mine.found = { ...mine.found, ...found, name: found.name || mine.found.name };
    if (mine.act !== "insert") [mine.said, mine.was] = parted(found.text);
    comments(mine);
    mine.made.querySelector(".stale")?.remove();
  }
}

/** What ends the work in a box, wherever in it the keyboard is. @param {KeyboardEvent} event */
function ends(event) {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); }
  else if (event.key === "Escape") { event.preventDefault(); leave(true); }
}

/** @param {KeyboardEvent} event */
function typed(event) {
  if (event.isComposing || !open || event.ctrlKey || event.metaKey) return;
  const text = open.text;
  const rest = text.value.slice(text.selectionEnd);
  const end = text.selectionStart === text.selectionEnd && /^[ \t]*(\{#[^}\n]*\})?\s*$/.test(rest);
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    const up = event.key === "ArrowUp";
    move(open.found, up, run);
  } else if (event.key === "Enter" && end && !event.shiftKey && text.value.slice(0, text.selectionStart).endsWith("\n") && open.act === "replace" && open.found.sort === "unit") {
    event.preventDefault();
    text.value = text.value.slice(0, text.selectionStart).replace(/\n+$/, "") + rest;
    const level = open.found.levels.includes(open.found.level) ? open.found.level : open.found.levels[0];
    if (level) insert(level).catch(complain);
  } else if (event.key === "Enter" && end && open.act === "replace" && open.found.sort === "unit" && open.found.levels.length) {
    announce(t("enterAgain", { level: levelName(open.found.level) }));
  }
}

/** Move a provision past its neighbour, if there is one. @param {Provision} found @param {boolean} up @param {(how: {do: string, up: boolean}) => any} work */
function move(found, up, work) { return found.can.includes(up ? "up" : "down") ? work({ do: "move", up }) : toast(t("stays")); }

/** Keys outside the box. @param {KeyboardEvent} event */
function keys(event) {
  const target = /** @type {Element} */ (event.target);
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !target.closest("input, textarea, select, dialog")) {
    const key = event.key.toLowerCase();
    const again = key === "y" || (key === "z" && event.shiftKey);
    if (again || key === "z") { event.preventDefault(); (again ? forth : back)(); }
  }
  if (open || event.isComposing || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const here = pages.here();
  const place = here && pages.placeOf(here);
  if (!place || typeof place[0] !== "number" || !screen.shown) return;
  event.preventDefault();
  const up = event.key === "ArrowUp";
  provisionAt(screen.shown.files[place[0]], Number(place[1])).then((found) =>
    move(found, up, (how) => carry({ doc: screen.shown?.id, ...how, file: found.file, line: found.line, hash: found.hash }))).catch(complain);
}

/** What was typed and not saved before the window was closed or loaded anew. */
const before = JSON.parse(sessionStorage.getItem(KEY) ?? "null");

/** Open it again; where another box is open by now, it is offered. */
export async function reopen() {
  const kept = before;
  if (!kept || kept.doc !== screen.shown?.id) return false;
  const again = () => begin(kept.found, kept.act, kept.text, null, kept.level);
  const mine = turn;
  const file = screen.shown?.files.indexOf(kept.found.file) ?? -1;
  if (screen.how === "pages" && !open) await pages.go(pages.areaAt(file, kept.found.line));
  const now = await provisionAt(kept.found.file, kept.found.line).catch(() => null);
  if (open || mine !== turn) {
    toast(t("leftUnsaved"), { action: t("writeOn"), act: () => { if (leave()) again(); } });
    return false;
  }
  again();
  if (now && now.hash !== kept.found.hash) stale(now);
  return true;
}
