// @ts-check
/** A picture put after a provision: it is not taken without words for those who do not see it. */
import { complain, dialog, h, screen, t, tell } from "./base.js";
import { finish } from "./box.js";
import { dropping, handOver } from "./work.js";

/** @param {{file: string, line: number, hash: string, name: string}} found */
export function picture(found) {
  /** @type {File|null} */ let file = null;
  const shown = h("img", { class: "preview", alt: "", hidden: true });
  const alt = h("textarea", { rows: "2", id: "alt", required: true });
  const caption = h("input", { id: "picture-caption" });
  const drop = dropping(([first]) => {
    file = first ?? null;
    if (!file) return;
    URL.revokeObjectURL(shown.src);
    shown.src = URL.createObjectURL(file);
    shown.hidden = false;
    alt.focus();
  }, { accept: ".png,.jpg,.jpeg,.svg", word: t("dropPicture") });
  const save = async () => {
    if (!file || !alt.value.trim()) return void (file ? alt : drop.querySelector("input"))?.focus();
    const [name] = await handOver([file]);
    finish(await tell("put-picture", { doc: screen.shown?.id, file: found.file, line: found.line, hash: found.hash,
      picture: name, alt: alt.value, caption: caption.value }));
    made.close();
  };
  const made = dialog(t("pictureAfter", { name: found.name }), [drop, shown,
    h("div", { class: "field" }, h("label", { for: "alt" }, `${t("alt")} *`), h("span", { class: "help" }, t("altHelp")), alt),
    h("div", { class: "field" }, h("label", { for: "picture-caption" }, t("pictureCaption")), caption)], [
    h("button", { class: "button", onclick: () => made.close() }, t("cancel")),
    h("button", { class: "button main", id: "put-picture", onclick: () => save().catch(complain) }, t("save"))]);
  made.addEventListener("close", () => URL.revokeObjectURL(shown.src));
}
