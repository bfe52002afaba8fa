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

/** A box for a value. @param {string} shape @param {string} value @param {Record<string, any>} props */
export function input(shape, value, props) {
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
      box: input(!one.parts ? one.type : many ? "list" : "text", part.value, { id, "aria-describedby": help && !one.parts ? `${id}-help` : null, spellcheck: "false" }) };
  }));
  const id = boxes[0].box.id;
  const made = one.parts
    ? h("fieldset", { class: "field", "data-key": one.name, title: one.name }, h("legend", {}, label),
      ...boxes.flatMap((/** @type {any} */ part) => [h("label", { class: "help", for: part.box.id }, part.word), part.box]))
    : h("div", { class: "field", "data-key": one.name, title: one.name }, h("label", { for: id }, label),
      help ? h("span", { class: "help", id: `${id}-help` }, help) : null, boxes[0].box);
  return { one, made, boxes };
}

/** The keys of a form: what must be there or is, then the others, folded. @param {any[]} all @param {string} prefix */
export function laid(all, prefix) {
  const filled = (/** @type {any} */ one) => one.required || one.value || one.parts?.some((/** @type {any} */ part) => part.value);
  const some = all.filter(filled);
  const asked = [...some, ...all.filter((one) => !filled(one))].map((one) => asking(one, prefix));
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

/** The form. @param {string} key the one to begin with: `chu_ky.ho_ten`, `noi_nhan.0`
 *  @param {boolean} [only] no form, and false, when it does not ask for that */
export async function openFields(key, only = false) {
  const all = await ask("fields", { doc: screen.shown?.id ?? "" });
  const [top, inner] = key.split(".");
  if (only && !all.some((/** @type {any} */ one) => one.name === top)) return false;
  const { asked, nodes } = laid(all.filter((/** @type {any} */ one) => one.name !== "loai"), "f");
  form(t("metadata"), nodes, t("save"), async (made) => {
    let done = null;
    for (const found of asked) {
      const { one, boxes } = found;
      const touched = boxes.find((/** @type {any} */ part) => part.box.value !== part.was);
      if (!touched) continue;
      try {
        done = await tell("edit", { doc: screen.shown?.id, do: "key", key: one.name, hash: one.hash, ...valueOf(found) });
      } catch (error) {
        touched.box.focus();
        touched.box.setAttribute("aria-invalid", "true");
        if (error instanceof Refused && error.status === 409) toast(t("stale"), { error: true });
        else complain(error);
        if (done) finish(done);
        return;
      }
    }
    made.close();
    if (done) finish(done);
  });
  const boxes = asked.find((/** @type {any} */ found) => found.one.name === top)?.boxes ?? [];
  const first = (boxes.find((/** @type {any} */ part) => part.name === inner) ?? boxes[0])?.box;
  if (first?.closest("details")) first.closest("details").open = true;
  first?.focus();
  first?.scrollIntoView({ block: "center" });
  return true;
}
