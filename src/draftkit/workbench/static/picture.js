// @ts-check
/** A picture put after a provision: it is not taken without words for those who do not see it. */
import { form, h, labelled, screen, t, tell } from "./base.js";
import { finish } from "./undo.js";
import { dropping, handOver } from "./work.js";

/** @param {{file: string, line: number, hash: string, name: string}} found */
export function picture(found) {
  /** @type {File|null} */ let file = null;
  const shown = h("img", { class: "preview", alt: "", hidden: true });
  const alt = h("textarea", { rows: "2", id: "alt", required: true });
  const caption = h("input", { id: "picture-caption" });
  const drop = dropping(([first]) => {
    file = first;
    URL.revokeObjectURL(shown.src);
    shown.src = URL.createObjectURL(file);
    shown.hidden = false;
    alt.focus();
  }, { accept: ".png,.jpg,.jpeg,.svg", word: t("dropPicture") });
  const made = form(t("pictureAfter", { name: found.name }), [drop, shown, labelled(t("alt"), alt, t("altHelp")), labelled(t("pictureCaption"), caption)], t("save"), async () => {
    if (!file) return void drop.querySelector("input")?.focus();
    const [name] = await handOver([file]);
    finish(await tell("put-picture", { doc: screen.shown?.id, file: found.file, line: found.line, hash: found.hash,
      picture: name, alt: alt.value, caption: caption.value }));
    made.close();
  }, { main: { id: "put-picture" } });
  made.addEventListener("close", () => URL.revokeObjectURL(shown.src));
}
