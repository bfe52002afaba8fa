// @ts-check
/** The buttons of the head: make files, begin documents, take in Word files, compare. */
import { ask, complain, dialog, fire, form, h, on, screen, send, t, tell, toast } from "./base.js";
import { begun, laid } from "./fields.js";
import { long } from "./long.js";

/** Keep what the server sends as a file. @param {Response} answer */
async function keep(answer) {
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? String(answer.status));
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "tep";
  const address = URL.createObjectURL(await answer.blob());
  const link = h("a", { href: address, download: decodeURIComponent(name), hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** Ask for a file with what it is made of, and keep it. @param {string} name @param {any} given */
async function keepMade(name, given) {
  const headers = { "Content-Type": "application/json", "X-Draftkit": "1" };
  await keep(await fetch(`/api/${name}`, { method: "POST", headers, body: JSON.stringify(given) }));
}

/** Keep files that were made in one. @param {string[]} files @param {string} name */
export const keepPacked = (files, name) => keepMade("packed", { files, name });

/** Keep files that were made. @param {string[]} files */
export async function keepAll(files) {
  for (const file of files) await keep(await fetch(`/api/made?${new URLSearchParams({ file })}`));
}

/** @param {string} format @param {string} [more] what else is said of it */
export async function make(format, more = "") {
  const made = await long("make", { doc: screen.shown?.id, format }, t("making"));
  if (!made) return;
  await keepAll(made.files);
  const names = made.files.map((/** @type {string} */ file) => file.split("/").pop());
  const words = [names.length ? t("madeFiles", { files: names.join(", ") }) : "", more, ...made.notes].filter(Boolean).join(" · ");
  toast(words, { error: made.refused });
}

/** A button with a list under it. @param {string} word @param {() => Promise<{name?: string, word: string, act: () => any}[]>} items @param {string} [sort] */
export function menu(word, items, sort = "") {
  const list = h("div", { class: "list", role: "menu", hidden: true });
  const button = h("button", { class: `button ${sort}`, "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => toggle().catch(complain) }, word, " ▾");
  const close = () => { list.hidden = true; button.setAttribute("aria-expanded", "false"); };
  const toggle = async () => {
    if (!list.hidden) return close();
    const found = await items();
    list.replaceChildren(...found.map((one) => h("button", { class: "item", role: "menuitem", "data-name": one.name, onclick: () => {
      close();
      button.focus(); // where a dialog gives the keyboard back to
      Promise.resolve(one.act()).catch(complain);
    } }, one.word)));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    /** @type {HTMLElement|null} */ (list.querySelector(".item"))?.focus();
  };
  list.addEventListener("keydown", (event) => {
    const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".item")]);
    const now = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by) { event.preventDefault(); all[(now + by + all.length) % all.length]?.focus(); }
    if (event.key === "Escape") { event.preventDefault(); close(); button.focus(); }
  });
  const made = h("div", { class: "menu", onfocusout: (/** @type {FocusEvent} */ { relatedTarget: next }) => {
    if (next instanceof Node && !made.contains(next)) close();
  } }, button, list);
  document.addEventListener("pointerdown", (event) => { if (!made.contains(/** @type {Node} */ (event.target))) close(); });
  return made;
}

export function makeMenu() {
  return menu(t("make"), async () => [...(await ask("formats", { doc: screen.shown?.id ?? "" })).map((/** @type {any} */ one) => ({
    name: one.name,
    word: one.name === "docx" ? t("makeWord") : one.name === "pdf" ? t("makePdf") : t("makeOther", { format: one.title }),
    act: () => make(one.name),
  })), { name: "series", word: t("makeSeries"), act: () => fire("series") },
  ...(screen.shown?.english ? [{ name: "english", word: t("makeEnglish"), act: english }] : [])], "main");
}

/** Begin the copy that is worded in English. */
async function english() {
  const { doc } = await tell("begin-english", { doc: screen.shown?.id });
  fire("listed");
  fire("open", doc);
}

const WORD = ".docx,.docm,.doc,.rtf,.odt";

/** A place to drop files. @param {(files: File[]) => any} work @param {{many?: boolean, accept?: string, word?: string}} [how] */
export function dropping(work, { many = false, accept = WORD, word = t(many ? "dropMany" : "dropOne") } = {}) {
  const taken = (/** @type {File[]} */ files) => { if (files.length) Promise.resolve(work(files)).catch(complain); };
  const chooser = h("input", { type: "file", accept, multiple: many, class: "hidden", id: "chooser",
    onchange: () => taken([...(chooser.files ?? [])]) });
  const made = h("div", { class: "drop" }, h("p", {}, word),
    h("label", { class: "button", for: "chooser" }, t("chooseFile")), chooser);
  made.addEventListener("dragover", (event) => { event.preventDefault(); made.classList.add("over"); });
  made.addEventListener("dragleave", () => made.classList.remove("over"));
  made.addEventListener("drop", (event) => {
    event.preventDefault();
    made.classList.remove("over");
    taken([...(event.dataTransfer?.files ?? [])]);
  });
  return made;
}

/** @param {File[]} files @returns {Promise<string[]>} */
export async function handOver(files) {
  const names = [];
  for (const file of files) names.push((await send("upload", {}, file)).file);
  return names;
}

/** Ask for reviewed files, then show what they bring. */
export function receive() {
  const made = dialog(t("receive"), [h("p", {}, t("receiveHelp")), dropping((files) => look(files), { many: true })], []);
  const look = async (/** @type {File[]} */ files) => {
    const names = await handOver(files);
    const look = (/** @type {string|undefined} */ doc) => long("round", { files: names, doc }, t("readingFiles"));
    const found = await look("").catch(() => look(screen.shown?.id));
    if (!found) return;
    made.close();
    fire("round", { ...found, names });
  };
}

export function importing() {
  const made = dialog(t("importWord"), [h("p", {}, t("importHelp")), dropping((files) => run(files), { many: true, word: t("dropImport") })], []);
  const run = async (/** @type {File[]} */ files) => {
    const told = [];
    let last = "";
    const take = async (/** @type {File} */ file) => {
      const [name] = await handOver([file]);
      return long("import", { file: name }, `${file.name}: ${t("readingFiles")}`);
    };
    for (const file of files) {
      const report = await take(file).catch((error) => ({ error: error.message }));
      if (!report) break;
      told.push(...(files.length > 1 ? [h("h3", {}, file.name)] : []), ...(report.error ? [h("p", { class: "problem" }, report.error)] : imported(report)));
      last = report.doc || last;
    }
    if (!told.length) return;
    made.close();
    fire("listed");
    if (last) fire("open", last);
    dialog(t("importReport"), told, []);
  };
}

/** What an import says of a file. @param {any} report */
function imported(report) {
  const counts = report.counts.filter((/** @type {[string, number]} */ one) => one[1]);
  return [h("p", {}, h("strong", {}, report.complete ? t("importWhole") : t("importNotWhole"))),
    h("p", {}, `${report.kind}: ${Object.entries(report.units).map(([name, count]) => `${count} ${name}`).join(", ")}`),
    h("p", {}, t("importCounts", { counts: counts.map((/** @type {[string, number]} */ one) => `${one[1]} ${one[0]}`).join(", ") })),
    ...report.losses.map((/** @type {string} */ loss) => h("p", {}, loss)),
    h("ul", {}, ...report.remarks.map((/** @type {any[]} */ one) => h("li", { class: "card" }, h("strong", {}, `${one[0]}: `), one[2], one[3] ? ` → ${one[3]}` : "")))];
}

let beginning = false;

/** A new document: which kind, then its keys. */
export async function begin() {
  if (beginning) return;
  beginning = true;
  try {
    await beginForm();
  } finally { beginning = false; }
}

async function beginForm() {
  const kinds = await ask("kinds");
  const groups = [...new Set(kinds.map((/** @type {any} */ one) => one.group))];
  const choice = h("select", { id: "kind" }, ...groups.map((group) => h("optgroup", { label: group || t("otherKinds") },
    ...kinds.filter((/** @type {any} */ one) => one.group === group).map((/** @type {any} */ one) => h("option", { value: one.name }, one.title)))));
  choice.value = kinds.some((/** @type {any} */ one) => one.name === "decree") ? "decree" : kinds[0].name;
  const holder = h("div");
  /** @type {ReturnType<typeof laid>["asked"]} */
  let asked = [];
  const draw = async () => {
    const typed = asked.flatMap(({ boxes }) => boxes.filter(({ box, was }) => box.value !== was)).map(({ box }) => box);
    const { asked: now, nodes } = laid((await ask("form", { kind: choice.value })).fields, "n");
    asked = now;
    holder.replaceChildren(...nodes);
    for (const one of typed) { // what was typed goes along to another kind
      const box = /** @type {HTMLTextAreaElement|null} */ (holder.querySelector(`[id="${one.id}"]`));
      if (box) box.value = one.value;
    }
  };
  choice.addEventListener("change", () => draw().catch(complain));
  await draw();
  form(t("newDocument"), [h("div", { class: "field" }, h("label", { for: "kind" }, t("kind")), choice), holder], t("beginIt"), async (made) => {
    const values = Object.fromEntries(asked.map((found) => [found.one.name, begun(found)]));
    const done = await tell("begin", { kind: choice.value, values });
    made.close();
    fire("listed");
    fire("open", done.doc);
  }, { main: { id: "begin" } });
}

/** What changed since another state. @param {Record<string, string>} with_ @param {string} name */
export async function compare(with_, name) {
  const given = { doc: screen.shown?.id, ...with_ };
  const found = await long("compare", given, t("comparing"));
  if (!found) return;
  const button = (/** @type {string} */ word, /** @type {string} */ what, sort = "") =>
    h("button", { class: `button ${sort}`, onclick: () => keepMade(what, given).catch(complain) }, word);
  dialog(t("comparedWith", { name }), found.total ? found.data.documents[0].changes.map((/** @type {any} */ one, /** @type {number} */ index) =>
    change(one, found.changes[index]?.lines ?? [])) : [h("p", { class: "note" }, t("noChanges"))],
  found.total ? [button(t("tableOf"), "table"), button(t("redline"), "redline", "main")] : [], "wide-one");
}

/** @param {any} one @param {string[]} lines */
function change(one, lines) {
  const texts = [one.title, ...one.texts, ...one.inner.flatMap((/** @type {any} */ part) => [part.title, ...part.texts])].filter((edits) => edits?.length);
  return h("article", { class: "card" }, h("p", { class: "where" }, lines[0] ?? ""),
    ...(texts.length ? texts.map((edits) => h("p", { class: "edits" }, ...edits.flatMap(piece))) : lines.slice(1).map((line) => h("p", {}, line))));
}

/** @param {any} edit */
export function piece(edit) {
  if (edit.same !== undefined) return [edit.same];
  return [edit.old ? h("del", {}, edit.old) : "", edit.new ? h("ins", {}, edit.new) : ""];
}

export function compareWithFile() {
  const made = dialog(t("compareFile"), [dropping(async (files) => {
    const [file] = await handOver([files[0]]);
    made.close();
    await compare({ file }, files[0].name);
  })], []);
}

on("compare", (/** @type {{with: Record<string, string>, name: string}} */ what) => compare(what.with, what.name).catch(complain));
