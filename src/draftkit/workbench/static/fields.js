// @ts-check
/** The metadata as a form: each key with its help, wherever it is printed. */
import { ask, complain, dialog, h, Refused, screen, t, tell, toast } from "./base.js";
import { finish } from "./box.js";

/** A box for a value. @param {string} shape @param {string} value @param {Record<string, any>} props */
export function input(shape, value, props) {
  if (shape === "text" || shape === "number" || shape === "document") {
    const one = h("textarea", { rows: "1", ...props });
    one.value = value;
    return one;
  }
  if (shape === "date") return h("input", { placeholder: "2026-12-31", inputmode: "numeric", value, ...props });
  const many = h("textarea", { rows: String(Math.min(12, Math.max(2, value.split("\n").length))), ...props });
  many.value = value;
  return many;
}

/** @param {string} key the key to begin with: `chu_ky.ho_ten`, `noi_nhan.0` */
export async function openFields(key) {
  const all = await ask("fields", { doc: screen.shown?.id ?? "" });
  const top = key.split(".")[0];
  /** @type {{one: any, box: HTMLInputElement|HTMLTextAreaElement, was: string}[]} */
  const boxes = [];
  const body = all.filter((/** @type {any} */ one) => one.key !== "loai" && one.key !== "gia_tri").map((/** @type {any} */ one) => {
    const yaml = one.shape === "yaml";
    const was = yaml ? one.text : one.value;
    const box = /** @type {HTMLTextAreaElement} */ (input(one.shape, was, { id: `f-${one.key}`, "aria-describedby": `h-${one.key}`, spellcheck: "false" }));
    boxes.push({ one, box, was });
    return h("div", { class: "field", "data-key": one.key },
      h("label", { for: `f-${one.key}` }, one.help ? one.help[0].toUpperCase() + one.help.slice(1) : one.key, one.required ? " *" : ""),
      h("span", { class: "help", id: `h-${one.key}` }, [one.key, one.shape === "list" ? t("onePerLine") : yaml ? t("asTyped") : ""].filter(Boolean).join(" · ")), box);
  });
  const save = async () => {
    let done = null;
    for (const { one, box, was } of boxes) {
      if (box.value === was) continue;
      const value = one.shape === "list" ? box.value.split("\n").map((line) => line.trim()).filter(Boolean) : box.value.trim();
      const given = one.shape === "yaml" && box.value.trim() ? { source: box.value } : { value: value.length ? value : null };
      try {
        done = await tell("edit", { doc: screen.shown?.id, do: "key", key: one.key, hash: one.hash, ...given });
      } catch (error) {
        box.focus();
        box.setAttribute("aria-invalid", "true");
        if (error instanceof Refused && error.status === 409) toast(t("stale"), { error: true });
        else complain(error);
        if (done) finish(done);
        return;
      }
    }
    made.close();
    if (done) finish(done);
  };
  const made = dialog(t("metadata"), body, [h("button", { class: "button", onclick: () => made.close() }, t("cancel")),
    h("button", { class: "button main", onclick: () => save().catch(complain) }, t("save"))]);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save().catch(complain); }
  });
  const first = boxes.find(({ one }) => one.key === top);
  first?.box.focus();
  first?.box.scrollIntoView({ block: "center" });
}
