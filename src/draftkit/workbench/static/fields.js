// @ts-check
/** The metadata as a form: each key with its help, wherever it is printed. */
import { ask, capital, complain, form, h, Refused, screen, t, tell, toast } from "./base.js";
import { finish } from "./box.js";

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

/** A key as it is asked for: its name, how to type it, a box, or one for each part of a map.
 * @param {any} one @param {string} prefix what the names of the boxes begin with */
export function asking(one, prefix) {
  const named = (/** @type {any} */ key) => key.help ? capital(key.help) : key.name;
  const label = named(one) + (one.required ? " *" : "");
  const help = one.type === "list" ? t("onePerLine") : one.type === "yaml" ? t("asTyped") : "";
  const was = one.type === "yaml" ? one.text ?? one.value : written(one.name, one.value);
  const boxes = /** @type {{name: string, box: any, was: string}[]} */ ((one.parts ?? [{ name: "", value: was }]).map((/** @type {any} */ part) => {
    const id = `${prefix}-${one.name}${part.name && `-${part.name}`}`;
    const many = part.value.includes("\n");
    part.value = written(part.name, part.value);
    return { name: part.name, was: part.value, word: named(part),
      box: input(!one.parts ? one.type : many ? "list" : "text", part.value, { id, "aria-describedby": help && !one.parts ? `${id}-help` : null, spellcheck: "false" }, one.values) };
  }));
  const id = boxes[0].box.id;
  const made = one.parts
    ? h("fieldset", { class: "field", "data-key": one.name, title: one.name }, h("legend", {}, label),
      ...boxes.flatMap((/** @type {any} */ part) => [h("label", { class: "help", for: part.box.id }, part.word), part.box]))
    : h("div", { class: "field", "data-key": one.name, title: one.name }, h("label", { for: id }, label),
      help ? h("span", { class: "help", id: `${id}-help` }, help) : null, boxes[0].box);
  return { one, made, boxes };
}

/** Whether a key must be there or is. @param {any} one */
const filled = (one) => one.required || one.value || one.parts?.some((/** @type {any} */ part) => part.value);

/** The keys of a form: those asked for first, then the others, folded. @param {any[]} all @param {string} prefix
 *  @param {(one: any) => any} [first] */
export function laid(all, prefix, first = filled) {
  const some = all.filter(first);
  const asked = [...some, ...all.filter((one) => !first(one))].map((one) => asking(one, prefix));
  const made = asked.map((found) => found.made);
  const rest = made.slice(some.length);
  return { asked, nodes: [...made.slice(0, some.length), ...(rest.length ? [h("details", {}, h("summary", {}, t("moreKeys", { count: rest.length })), ...rest)] : [])] };
}

/** What was typed, as the value that is kept; parts that were not touched stay as they are. @param {ReturnType<typeof asking>} field */
function valueOf({ one, boxes }) {
  const lines = (/** @type {string} */ text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!one.parts) {
    const value = one.type === "list" ? lines(boxes[0].box.value) : kept(one.name, boxes[0].box.value.trim());
    return one.type === "yaml" && value ? { source: boxes[0].box.value } : { value: value.length ? value : null };
  }
  const value = { ...one.kept };
  for (const { name, box, was } of boxes) {
    if (box.value === was) continue;
    const typed = lines(kept(name, box.value));
    value[name] = typed.length > 1 || (typed.length && Array.isArray(value[name])) ? typed : typed[0] ?? null;
    if (value[name] === null) delete value[name];
  }
  return { value: Object.keys(value).length ? value : null };
}

/** A form of keys; what was changed in it is written. @param {string} title @param {any[]} all @param {string} key the one to begin
 *  with: `chu_ky.ho_ten`, `noi_nhan.0`
 *  @param {(touched: {name: string, value: any, one: any, box: HTMLElement}[]) => Promise<any>} write what came of it
 *  @param {{above?: Node[], more?: (Node|null)[], first?: (one: any) => any}} [how] */
export function keysForm(title, all, key, write, { above = [], more = [], first } = {}) {
  const { asked, nodes } = laid(all, "f", first);
  const [top, inner] = key.split(".");
  const made = form(title, [...above, ...nodes], t("save"), async (made) => {
    const touched = asked.flatMap((found) => {
      const box = found.boxes.find((/** @type {any} */ part) => part.box.value !== part.was)?.box;
      return box ? [{ name: found.one.name, one: found.one, box, ...valueOf(found) }] : [];
    });
    const done = touched.length ? await write(/** @type {any} */ (touched)) : null;
    if (done === undefined) return;
    made.close();
    if (done) finish(done);
  }, { more });
  const boxes = asked.find((/** @type {any} */ found) => found.one.name === top)?.boxes ?? [];
  const box = (boxes.find((/** @type {any} */ part) => part.name === inner) ?? boxes[0])?.box;
  if (box?.closest("details")) box.closest("details").open = true;
  box?.focus();
  box?.scrollIntoView({ block: "center" });
  return made;
}

/** The form of the metadata. @param {string} key the one to begin with
 *  @param {boolean} [only] no form, and false, when it does not ask for that */
export async function openFields(key, only = false) {
  const all = await ask("fields", { doc: screen.shown?.id ?? "" });
  if (only && !all.some((/** @type {any} */ one) => one.name === key.split(".")[0])) return false;
  keysForm(t("metadata"), all.filter((/** @type {any} */ one) => one.name !== "loai"), key, async (touched) => {
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
  });
  return true;
}
