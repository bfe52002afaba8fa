// @ts-check
/** The metadata as a form: each key with its help, wherever it is printed. */
import { ask, capital, complain, form, h, Refused, screen, t, tell, toast } from "./base.js";
import { finish } from "./undo.js";

/** A day as people write it, of one as it is kept. @param {string} name of the key or part @param {string} text */
const written = (name, text) => name.startsWith("ngay") ? text.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3/$2/$1") : text;

/** A day as it is kept, of one as people write it; what is none stays. @param {string} name of the key or part @param {string} text */
export function kept(name, text) {
  return !name.startsWith("ngay") ? text : text.trim().replace(/^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/,
    (_, day, month, year) => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** A box for a value. @param {string} shape @param {string} value @param {Record<string, any>} props
 *  @param {[string, string][]} [values] what it may be, with how each is called */
export function input(shape, value, props, values) {
  if (shape === "truth") values = [["", "…"], ["true", t("yes")], ["false", t("no")]];
  if (values) {
    const other = values.some((one) => one[0] === value) ? [] : [[value, value || "…"]]; // what stands there stays to be seen
    const one = h("select", props, ...[...other, ...values].map(([name, word]) => h("option", { value: name }, word)));
    one.value = value;
    return one;
  }
  if (shape === "text" || shape === "number" || shape === "document") {
    const one = h("textarea", { rows: "1", ...props });
    one.value = value;
    return one;
  }
  if (shape === "date") return h("input", { placeholder: "31/12/2026", inputmode: "numeric", value, ...props });
  const many = h("textarea", { rows: String(Math.min(12, Math.max(2, value.split("\n").length))), ...props });
  many.value = value;
  return many;
}

/** @typedef {{name: string, part: string, at: number, was: string, word: string, box: any}} Asked a box: `part` of the map number `at` */

/** The way from a folder to a document of the project. @param {string} home @param {string} id */
function wayTo(home, id) {
  const [from, to] = [home.split("/"), id.split("/")];
  while (from.length && to.length && from[0] === to[0]) { from.shift(); to.shift(); }
  return [...from.map(() => ".."), ...to].join("/");
}

/** The documents of the project to choose from, below what names some: a path more, or one in the place of all that is
 *  said of another. @param {any} one @param {Asked[]} boxes @param {() => HTMLElement[]} parts */
function choosing(one, boxes, parts) {
  const others = screen.documents.filter((other) => other.id !== screen.shown?.id || one.home.endsWith("/-"));
  const select = h("select", { "aria-label": t("chooseDocument"), "data-documents": one.name, onchange: () => {
    const way = select.value && wayTo(one.home, select.value);
    if (one.parts) {
      one.chosen = way;
      for (const part of parts()) part.hidden = Boolean(way);
    } else if (way) {
      const [{ box }] = boxes;
      box.value = one.type === "list" ? [...box.value.split("\n").filter(Boolean), way].join("\n") : way;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      select.value = "";
    }
  } }, h("option", { value: "" }, t("chooseDocument")), ...others.map((other) => h("option", { value: other.id }, `${other.title} · ${other.kind}`)));
  return select;
}

/** A key as it is asked for: its name, how to type it, a box, or one for each part of a map, of each map of a list.
 * @param {any} one @param {string} prefix what the names of the boxes begin with */
export function asking(one, prefix) {
  const named = (/** @type {any} */ key) => key.help ? capital(key.help) : key.name;
  const word = named(one); // the parts of a map, which stand below it, are named there
  const label = (one.items || one.parts ? word.replace(/:? *\{[^{}]*\}$/, "") : word) + (one.required ? " *" : "");
  const help = one.type === "list" ? t("onePerLine") : one.type === "yaml" ? t("asTyped") : "";
  const was = one.type === "yaml" ? one.text ?? one.value : written(one.name, one.value);
  const groups = one.items ?? [one.parts ?? [{ name: "", value: was }]];
  const boxes = /** @type {Asked[]} */ (groups.flatMap((/** @type {any[]} */ parts, /** @type {number} */ at) => parts.map((part) => {
    const name = one.items ? `${at}.${part.name}` : part.name;
    const id = `${prefix}-${one.name}${name && `-${name}`}`;
    const many = part.value.includes("\n");
    part.value = written(part.name, part.value);
    return { name, part: part.name, at, was: part.value, word: named(part),
      box: input(part.name ? many ? "list" : "text" : one.type, part.value, { id, "aria-describedby": help && !part.name ? `${id}-help` : null, spellcheck: "false" }, one.values) };
  })));
  const lines = (/** @type {Asked[]} */ some) => some.flatMap((part) => [h("label", { class: "help", for: part.box.id }, part.word), part.box]);
  const item = (/** @type {number} */ at) => lines(boxes.filter((part) => part.at === at));
  const id = boxes[0].box.id;
  const said = one.parts ? lines(boxes) : [];
  const choice = one.home === undefined ? null : choosing(one, boxes, () => said);
  const made = one.items || one.parts
    ? h("fieldset", { class: "field", "data-key": one.name, title: one.name }, h("legend", {}, label), choice, ...(one.parts ? said
      : groups.map((/** @type {any} */ _, /** @type {number} */ at) => at < groups.length - 1 ? h("div", { class: "card one" }, ...item(at))
        : h("details", { class: "one" }, h("summary", {}, t("addOne")), ...item(at)))))
    : h("div", { class: "field", "data-key": one.name, title: one.name }, h("label", { for: id }, label),
      help ? h("span", { class: "help", id: `${id}-help` }, help) : null, boxes[0].box, choice);
  return { one, made, boxes };
}

/** Whether a key must be there or is. @param {any} one */
const filled = (one) => one.required || one.value || [...(one.items ?? []), one.parts ?? []].flat().some((/** @type {any} */ part) => part.value);

/** The keys of a form: those asked for first, then the others, folded. @param {any[]} all @param {string} prefix
 *  @param {(one: any) => any} [first] */
export function laid(all, prefix, first = filled) {
  const some = all.filter(first);
  const asked = [...some, ...all.filter((one) => !first(one))].map((one) => asking(one, prefix));
  const made = asked.map((found) => found.made);
  const rest = made.slice(some.length);
  return { asked, nodes: [...made.slice(0, some.length), ...(rest.length ? [h("details", {}, h("summary", {}, t("moreKeys", { count: rest.length })), ...rest)] : [])] };
}

/** What is chosen of yes and no. @type {Record<string, boolean>} */
const TRUTH = { true: true, false: false };

/** What was typed, as the value that is kept; parts that were not touched stay as they are. @param {ReturnType<typeof asking>} field */
function valueOf({ one, boxes }) {
  const lines = (/** @type {string} */ text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (one.type === "truth") return { value: TRUTH[boxes[0].box.value] ?? null };
  if (one.chosen) return { value: one.chosen };
  if (!one.parts && !one.items) {
    const value = one.type === "list" ? lines(boxes[0].box.value) : kept(one.name, boxes[0].box.value.trim());
    return one.type === "yaml" && value ? { source: boxes[0].box.value } : { value: value.length ? value : null };
  }
  const all = (one.items ?? [one.parts]).map((/** @type {any} */ _, /** @type {number} */ at) => ({ ...(one.items ? one.kept?.[at] : one.kept) }));
  for (const { part, at, box, was } of boxes) {
    if (box.value === was) continue;
    const [value, typed] = [all[at], lines(kept(part, box.value))];
    value[part] = typed.length > 1 || (typed.length && Array.isArray(value[part])) ? typed : typed[0] ?? null;
    if (value[part] === null) delete value[part];
  }
  const some = all.filter((/** @type {any} */ value) => Object.keys(value).length);
  return { value: some.length ? one.items ? some : some[0] : null };
}

/** What a new document begins with: every part as it is typed. @param {ReturnType<typeof asking>} field */
export function begun({ one, boxes }) {
  if (one.type === "truth") return TRUTH[boxes[0].box.value] ?? "";
  if (one.chosen) return one.chosen;
  const part = (/** @type {number} */ at) => Object.fromEntries(boxes.filter((other) => other.at === at).map((other) => [other.part, kept(other.part, other.box.value)]));
  return one.items ? one.items.map((/** @type {any} */ _, /** @type {number} */ at) => part(at)) : one.parts ? part(0) : kept(one.name, boxes[0].box.value);
}

/** A form of keys; what was changed in it is written. @param {string} title @param {any[]} all @param {string} key the one to begin
 *  with: `chu_ky.ho_ten`, `noi_nhan.0`
 *  @param {(touched: {name: string, value: any, one: any, box: HTMLElement}[]) => Promise<any>} write what came of it
 *  @param {{above?: Node[], more?: (Node|null)[], first?: (one: any) => any, said?: string}} [how] `said`: what is
 *  found at the part to begin with */
export function keysForm(title, all, key, write, { above = [], more = [], first, said = "" } = {}) {
  const { asked, nodes } = laid(all, "f", first);
  const [top, ...inner] = key.split(".");
  const made = form(title, [...above, ...nodes], t("save"), async (made) => {
    const touched = asked.flatMap((found) => {
      const box = found.boxes.find((/** @type {any} */ part) => found.one.chosen || part.box.value !== part.was)?.box;
      return box ? [{ name: found.one.name, one: found.one, box, ...valueOf(found) }] : [];
    });
    const done = touched.length ? await write(/** @type {any} */ (touched)) : null;
    if (done === undefined) return;
    made.close();
    if (done) finish(done);
  }, { more });
  const boxes = asked.find((/** @type {any} */ found) => found.one.name === top)?.boxes ?? [];
  const box = (boxes.find((part) => part.name === inner.join(".")) ?? boxes.find((part) => said && part.was && said.includes(part.was)) ?? boxes[0])?.box;
  for (let fold = box?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  box?.focus();
  box?.scrollIntoView({ block: "center" });
  return made;
}

/** The form of the metadata. @param {string} key the one to begin with
 *  @param {{line: number, message?: string}} [where] what stands there; no form, and false, when no key does */
export async function openFields(key, where) {
  const all = await ask("metadata", { doc: screen.shown?.id ?? "" });
  const named = all.find((/** @type {any} */ one) => one.name === key.split(".")[0]);
  const found = named ?? (where && all.find((/** @type {any} */ one) => one.line && one.line <= where.line && where.line <= one.last));
  if (where && !found) return false;
  keysForm(t("metadata"), all.filter((/** @type {any} */ one) => one.name !== "loai"), named ? key : found?.name ?? "", async (touched) => {
    let done = null;
    for (const { one, name, box, ...value } of touched) {
      try {
        done = await tell("edit", { doc: screen.shown?.id, do: "key", key: name, hash: one.hash, ...value });
      } catch (error) {
        box.focus();
        box.setAttribute("aria-invalid", "true");
        if (error instanceof Refused && error.status === 409) toast(t("stale"), { error: true });
        else complain(error);
        if (done) finish(done);
        return undefined;
      }
    }
    return done;
  }, { said: where?.message });
  return true;
}
