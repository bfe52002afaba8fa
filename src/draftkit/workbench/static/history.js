// @ts-check
/** Saved versions: save with a sentence, look back, go back. */
import { ask, complain, day, dialog, fire, form, h, labelled, renew, screen, t, tell, toast } from "./base.js";
import * as right from "./right.js";
import { compare, piece } from "./work.js";

/** Save what there is as a version. */
export function saveVersion() {
  if (screen.shown?.problem?.waiting) return fire("wordings");
  const sentence = h("textarea", { rows: "2", id: "sentence", required: true });
  const who = signed("", t("saveVersion"), t("saveVersion"), [labelled(t("sentence"), sentence)], async (who) => {
    const done = await tell("save-version", { sentence: sentence.value.trim(), who });
    return () => toast(done.version ? t("versionSaved", { number: done.version.number }) : t("nothingNew"));
  }, "save-version");
  if (!who.value) ask("versions", { doc: screen.shown?.id ?? "" }).then((found) => { who.value ||= found.you; }).catch(() => undefined);
}

const WHO = "draftkit-who";

/** Who works here, as far as it was said. */
export const me = () => localStorage.getItem(WHO) ?? "";

/** A form that asks who makes a version. @param {string} you @param {string} title @param {string} word @param {Node[]} nodes
 * @param {(who: string) => Promise<() => any>} act gives what is done once the form is gone @param {string} [id] */
function signed(you, title, word, nodes, act, id) {
  const who = h("input", { id: "who", autocomplete: "name", required: true, value: me() || you });
  form(title, [...nodes, labelled(t("yourName"), who)], word, async (made) => {
    localStorage.setItem(WHO, who.value.trim());
    const then = await act(who.value.trim());
    made.close();
    then();
    right.open("history");
  }, { main: { id } });
  return who;
}

/** @param {HTMLElement} panel */
async function draw(panel) {
  const id = screen.shown?.id ?? "";
  const found = await ask("versions", { doc: id }).catch((error) => ({ kept: false, unsaved: false, versions: [], copies: [], error: String(error.message) }));
  if (id !== screen.shown?.id) return;
  renew(panel,
    found.error ? h("p", { class: "note" }, found.error) : "",
    screen.shown?.problem?.waiting ? h("article", { class: "card warning" }, h("p", {}, screen.shown.problem.message),
      h("div", { class: "row" }, h("button", { class: "button soft", onclick: () => fire("wordings") }, t("chooseWordings")))) : "",
    h("div", { class: "row" }, found.unsaved ? h("p", { class: "ground" }, t("notInVersion")) : "", h("button", { class: "button", onclick: saveVersion }, t("saveVersion"))),
    ...(found.versions.length ? found.versions.map((/** @type {any} */ one) => card(one, found.you)) : [h("p", { class: "note" }, t("noVersions"))]),
    ...(found.copies.length ? [h("h3", {}, t("copies")), ...found.copies.map((/** @type {any} */ one) => copy(one, found.you))] : []));
}

/** The copy of somebody else. @param {any} one @param {string} you */
function copy(one, you) {
  const take = () => signed(you, t("takeIn"), t("takeIn"), [h("p", {}, t("takeInHelp", { who: one.who }))], async (who) => {
    const done = await tell("take-in-copy", { doc: screen.shown?.id, id: one.id, who });
    return () => {
      fire("listed");
      fire("wrote", done.document);
      toast(done.waiting ? t("tookInWaiting", { count: done.waiting }) : t("tookIn", { who: one.who, number: done.version.number }));
      if (done.document.problem?.waiting) fire("wordings");
    };
  }, "take-in");
  return h("article", { class: "card" }, h("p", { class: "where" }, one.sentence), h("p", { class: "ground" }, `${one.who} · ${day(one.when)}`),
    h("div", { class: "row" },
      h("button", { class: "button quiet", onclick: () => compare({ version: one.id }, t("copyOf", { who: one.who, name: one.sentence })).catch(complain) }, t("compareThis")),
      screen.shown?.problem?.waiting ? null : h("button", { class: "button quiet", onclick: take }, t("takeIn"))));
}

/** @param {any} one @param {string} you */
function card(one, you) {
  const back = () => signed(you, `${t("goBack")}: ${one.sentence}`, t("goBack"), [h("p", {}, t("goBackSure"))], async (who) => {
    const done = await tell("restore-version", { doc: screen.shown?.id, version: one.number, who });
    return () => {
      fire("wrote", done.document);
      toast(t("wentBack", { number: one.number }));
    };
  }, "go-back");
  return h("article", { class: "card" }, h("p", { class: "where" }, one.sentence), h("p", { class: "ground" }, `${t("version", { number: one.number })} · ${one.who} · ${day(one.when)}`),
    h("div", { class: "row" },
      h("button", { class: "button quiet", onclick: () => compare({ version: one.id }, t("version", { number: one.number })).catch(complain) }, t("compareThis")),
      h("button", { class: "button quiet", onclick: back }, t("goBack"))));
}

/** What a provision said in each version. @param {{label: string, name: string}} found */
export async function pastOf(found) {
  toast(t("loading"));
  const told = await ask("past-of", { doc: screen.shown?.id ?? "", label: found.label, name: found.name });
  document.querySelector(".toast")?.remove();
  dialog(t("pastOf", { name: found.name }), told.length ? told.map((/** @type {any} */ one) => h("article", { class: "card" },
    h("p", { class: "ground" }, `${one.sentence} · ${one.who} · ${day(one.when)}`), h("p", { class: "edits" }, ...one.edits.flatMap(piece)))) : [h("p", { class: "note" }, t("noVersions"))], []);
}

right.part("history", () => t("history"), draw);
