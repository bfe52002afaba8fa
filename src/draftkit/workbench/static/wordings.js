// @ts-check
/** What two people changed at once: both wordings as the pages print them, one of them to be chosen. */
import { ask, complain, day, dialog, fire, h, on, Refused, screen, t, tell, toast } from "./base.js";
import { back, keep } from "./undo.js";
import { saveVersion } from "./history.js";

/** Draws the open choice anew, when there is one: it may be taken back, or made in another window. */
let redraw = async () => undefined;

/** Show all that waits for a choice, until nothing does. */
async function open() {
  const body = h("div", { class: "round" });
  const made = dialog(t("twoWordings"), [h("p", { class: "ground" }, t("wordingsHelp")), body], [], "wide-one");
  redraw = async () => {
    if (!made.isConnected) return;
    const found = await ask("two-wordings", { doc: screen.shown?.id ?? "" });
    body.replaceChildren(...found.map((/** @type {any} */ one, /** @type {number} */ index) => passage(one, `${index + 1} / ${found.length}`)));
    if (!found.length) made.close();
    else /** @type {HTMLElement|null} */ (body.querySelector(".button"))?.focus();
  };
  await redraw();
}

/** @param {any} one @param {string} count */
function passage(one, count) {
  const take = (/** @type {string} */ text) => async () => {
    try {
      const done = await tell("choose-wording", { ...one, doc: screen.shown?.id, text });
      fire("wrote", done.document);
      keep(done.undo);
      await redraw();
      toast(done.left ? t("wordingTaken", { count: done.left }) : t("allWordingsTaken"),
        done.left ? { action: t("undo"), act: back } : { action: t("saveVersion"), act: saveVersion });
    } catch (error) {
      if (!(error instanceof Refused && error.status === 409)) return complain(error);
      toast(t("stale"), { error: true });
      await redraw();
    }
  };
  const side = (/** @type {0|1} */ which) => {
    const person = one.people[which];
    const said = one.edits.map((/** @type {[string, string]} */ edit) => edit[0] === edit[1] ? edit[0] : edit[which] && h("mark", {}, edit[which]));
    return h("section", {}, h("p", {}, h("strong", {}, person?.who || t(which ? "theirsOf" : "ours"))),
      h("p", { class: "ground" }, person ? `${day(person.when)} · ${person.sentence}` : ""),
      h("p", { class: "edits" }, ...(said.some(Boolean) ? said : [t("leftOut")])),
      h("button", { class: "button", type: "button", onclick: take(which ? one.theirs : one.ours) }, t("takeThis")));
  };
  const own = h("textarea", { rows: "3", "aria-label": t("ownWording"), value: one.ours.trimEnd() });
  return h("article", { class: "card warning" }, h("p", { class: "where" }, `${count} · ${one.where}`), h("div", { class: "sides" }, side(0), side(1)),
    h("details", {}, h("summary", {}, t("ownWording")), h("div", { class: "field" }, own),
      h("button", { class: "button", type: "button", onclick: () => take(own.value)() }, t("save"))));
}

on("shown", () => redraw().catch(complain));
on("wordings", () => open().catch(complain));
