// @ts-check
/** The whole files, for those who like text. */
import { ask, complain, fire, h, Refused, screen, t, tell, toast } from "./base.js";
import { offering } from "./offers.js";

const choice = h("select", { onchange: () => open(choice.value, 1).catch(complain) });
/** The lines as the box breaks them, not seen: each carries its number where the box begins it. */
const lines = h("div", { class: "lines", "aria-hidden": "true", tabindex: "-1" });
const text = h("textarea", { spellcheck: "false", autocomplete: "off" });
const save = h("button", { class: "button main", onclick: () => write().catch(complain) });
const scroll = h("div", { class: "scroll" });
let file = "";
/** The file that is shown, or will be when its answer comes. */
let aim = "";
let hash = "";
let was = "";
/** Counts what is asked for: an answer that comes after a later question is of no use. */
let asked = 0;
/** @param {string} name */
const key = (name) => `draftkit-source ${name}`;
/** What was typed in a file and is not saved. @param {string} name @returns {{hash: string, was: string, text: string}|null} */
const held = (name) => JSON.parse(sessionStorage.getItem(key(name)) ?? "null");
/** Keep what is typed in a file until it is saved. @param {string} name @param {string} hash @param {string} was @param {string} text */
function hold(name, hash, was, text) {
  if (text === was) sessionStorage.removeItem(key(name));
  else sessionStorage.setItem(key(name), JSON.stringify({ hash, was, text }));
}
/** A file of a dossier that was asked for, and beside which document. */
let beside = { doc: "", file: "" };

export function build() {
  choice.setAttribute("aria-label", t("source"));
  text.setAttribute("aria-label", t("source"));
  save.textContent = t("save");
  text.addEventListener("input", count);
  text.addEventListener("scroll", () => { lines.scrollTop = text.scrollTop; });
  text.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key === "s")) {
      event.preventDefault();
      write().catch(complain);
    }
  });
  offering(text);
  scroll.append(h("div", { class: "source" }, h("div", { class: "head" }, choice, save, h("span", {}, t("keysSource"))), lines, text));
  return scroll;
}

function count() {
  save.disabled = text.value === was;
  hold(file, hash, was, text.value);
  const now = text.value.split("\n");
  const old = /** @type {HTMLElement[]} */ ([...lines.children]);
  const same = (/** @type {number} */ a, /** @type {number} */ b) => now[a] === old[b].textContent;
  let [first, last] = [0, 0];
  while (first < Math.min(now.length, old.length) && same(first, first)) first += 1;
  while (last < Math.min(now.length, old.length) - first && same(now.length - 1 - last, old.length - 1 - last)) last += 1;
  for (const gone of old.slice(first, old.length - last)) gone.remove();
  const rest = lines.children[first] ?? null;
  for (const one of now.slice(first, now.length - last)) lines.insertBefore(h("div", {}, one), rest);
  const wrong = new Set(screen.findings.filter((one) => one.file === file && one.severity !== "info").map((one) => one.line));
  if (screen.shown?.problem?.file === file && screen.shown.problem.line) wrong.add(screen.shown.problem.line);
  [...lines.children].forEach((one, index) => one.classList.toggle("wrong", wrong.has(index + 1)));
  lines.scrollTop = text.scrollTop;
}

export async function show() {
  const shown = screen.shown;
  if (!shown) return;
  const files = beside.doc === shown.id ? [...shown.files, beside.file] : shown.files;
  choice.replaceChildren(...files.map((name) => h("option", { value: name, title: name }, name.split("/").pop())));
  const wanted = files.includes(aim) ? aim : shown.files.find((name) => name.endsWith(".md")) ?? shown.files[0];
  if (!wanted) return;
  choice.value = wanted;
  if (wanted !== file || text.value === was) await load(wanted);
  count();
}

/** @param {string} name */
async function load(name) {
  const mine = ++asked;
  aim = name;
  const found = await ask("source", { doc: screen.shown?.id ?? "", file: name });
  if (mine !== asked) return;
  const kept = held(name);
  const top = text.scrollTop;
  const same = name === file;
  [file, hash, was] = [name, kept?.hash ?? found.hash, kept?.was ?? found.text];
  const now = kept?.text ?? found.text;
  if (text.value !== now) text.value = now;
  if (same) text.scrollTop = top;
  else if (kept) toast(t("reopened"));
  count();
}

/** @param {string} name @param {number} line */
export async function open(name, line) {
  if (screen.shown && name && !screen.shown.files.includes(name)) {
    beside = { doc: screen.shown.id, file: name };
    await show();
  }
  if (name && name !== file) await load(name);
  choice.value = file;
  const all = text.value.split("\n");
  const start = all.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (all[line - 1]?.length ?? 0));
  const above = /** @type {HTMLElement|undefined} */ (lines.children[line - 1])?.offsetTop ?? 0;
  text.scrollTop = Math.max(0, above - text.clientHeight / 3);
}

async function write() {
  fire("saving");
  try {
    const [name, sent] = [file, text.value];
    const shown = await tell("write-source", { doc: screen.shown?.id, file, hash, text: sent });
    if (name === file) [hash, was] = [shown.hash, sent];
    else hold(name, shown.hash, sent, held(name)?.text ?? sent); // the file was left: what was typed meanwhile stays
    fire("wrote", shown.document);
    count();
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    toast(t("stale"), { error: true, action: t("takeTheirs"), act: () => {
      sessionStorage.removeItem(key(file));
      load(file).catch(complain);
    } });
  }
}
