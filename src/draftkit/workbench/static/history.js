// @ts-check
/** Saved versions: save with a sentence, look back, go back. */
import { ask, complain, dialog, fire, h, screen, t, tell, toast } from "./base.js";
import * as right from "./right.js";
import { compare } from "./work.js";

/** Save what there is as a version. */
export function saveVersion() {
  if (screen.shown?.problem?.waiting) return fire("wordings");
  const sentence = h("textarea", { rows: "2", id: "sentence" });
  const who = h("input", { id: "who", autocomplete: "name", value: localStorage.getItem("draftkit-who") ?? "" });
  const save = async () => {
    const empty = [sentence, who].find((one) => !one.value.trim());
    if (empty) { empty.setAttribute("aria-invalid", "true"); return empty.focus(); }
    if (who.value) localStorage.setItem("draftkit-who", who.value);
    const done = await tell("save-version", { sentence: sentence.value.trim(), who: who.value.trim() });
    made.close();
    toast(done.version ? t("versionSaved", { number: done.version.number }) : t("nothingNew"));
    right.open("history");
  };
  const made = dialog(t("saveVersion"), [
    h("div", { class: "field" }, h("label", { for: "sentence" }, `${t("sentence")} *`), sentence),
    h("div", { class: "field" }, h("label", { for: "who" }, `${t("yourName")} *`), who)], [
    h("button", { class: "button", onclick: () => made.close() }, t("cancel")),
    h("button", { class: "button main", id: "save-version", onclick: () => save().catch(complain) }, t("saveVersion"))]);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save().catch(complain); }
  });
  sentence.focus();
  if (!who.value) ask("versions", { doc: screen.shown?.id ?? "" }).then((found) => { who.value ||= found.you; }).catch(() => undefined);
}

/** @param {string} when */
export function day(when) { return new Date(when).toLocaleString(screen.language, { dateStyle: "short", timeStyle: "short" }); }

/** @param {HTMLElement} panel */
async function draw(panel) {
  const id = screen.shown?.id ?? "";
  const found = await ask("versions", { doc: id }).catch((error) => ({ kept: false, unsaved: false, versions: [], copies: [], error: String(error.message) }));
  if (id !== screen.shown?.id) return;
  panel.replaceChildren(
    found.error ? h("p", { class: "note" }, found.error) : "",
    screen.shown?.problem?.waiting ? h("article", { class: "card warning" }, h("p", {}, screen.shown.problem.message),
      h("div", { class: "row" }, h("button", { class: "button soft", onclick: () => fire("wordings") }, t("chooseWordings")))) : "",
    found.unsaved ? h("p", { class: "note" }, t("notInVersion")) : "",
    ...(found.versions.length ? found.versions.map(card) : [h("p", { class: "note" }, t("noVersions"))]),
    h("button", { class: "button", onclick: saveVersion }, t("saveVersion")),
    ...(found.copies.length ? [h("h3", {}, t("copies")), ...found.copies.map((/** @type {any} */ one) => copy(one, found.you))] : []));
}

/** The copy of somebody else. @param {any} one @param {string} you */
function copy(one, you) {
  const take = () => {
    const who = h("input", { id: "who", autocomplete: "name", value: localStorage.getItem("draftkit-who") || you });
    const made = dialog(t("takeIn"), [h("p", {}, t("takeInHelp", { who: one.who })),
      h("div", { class: "field" }, h("label", { for: "who" }, `${t("yourName")} *`), who)], [
      h("button", { class: "button", onclick: () => made.close() }, t("cancel")),
      h("button", { class: "button main", id: "take-in", onclick: () => run().catch(complain) }, t("takeIn"))]);
    const run = async () => {
      if (!who.value.trim()) { who.setAttribute("aria-invalid", "true"); return who.focus(); }
      localStorage.setItem("draftkit-who", who.value.trim());
      const done = await tell("take-in", { doc: screen.shown?.id, id: one.id, who: who.value.trim() });
      made.close();
      fire("listed");
      fire("wrote", done.document);
      right.open("history");
      toast(done.waiting ? t("tookInWaiting", { count: done.waiting }) : t("tookIn", { who: one.who, number: done.version.number }));
      if (done.document.problem?.waiting) fire("wordings");
    };
  };
  return h("article", { class: "card" }, h("p", { class: "where" }, one.sentence), h("p", { class: "ground" }, `${one.who} · ${day(one.when)}`),
    h("div", { class: "row" },
      h("button", { class: "button quiet", onclick: () => compare({ version: one.id }, t("copyOf", { who: one.who, name: one.sentence })).catch(complain) }, t("compareThis")),
      h("button", { class: "button quiet", onclick: take }, t("takeIn"))));
}

/** @param {any} one */
function card(one) {
  const back = () => {
    const made = dialog(t("version", { number: one.number }), [h("p", {}, t("goBackSure"))], [
      h("button", { class: "button", onclick: () => made.close() }, t("cancel")),
      h("button", { class: "button main", onclick: () => { made.close(); restore(one).catch(complain); } }, t("goBack"))]);
  };
  return h("article", { class: "card" }, h("p", { class: "where" }, one.sentence), h("p", { class: "ground" }, `${t("version", { number: one.number })} · ${one.who} · ${day(one.when)}`),
    h("div", { class: "row" },
      h("button", { class: "button quiet", onclick: () => compare({ version: one.id }, t("version", { number: one.number })).catch(complain) }, t("compareThis")),
      h("button", { class: "button quiet", onclick: back }, t("goBack"))));
}

/** @param {any} one */
async function restore(one) {
  const done = await tell("restore", { doc: screen.shown?.id, version: one.number, who: localStorage.getItem("draftkit-who") ?? "" });
  fire("wrote", done.document);
  toast(t("wentBack", { number: one.number }));
}

/** What a provision said in each version. @param {{label: string, name: string}} found */
export async function pastOf(found) {
  toast(t("loading"));
  const told = await ask("past", { doc: screen.shown?.id ?? "", label: found.label, name: found.name[0].toLowerCase() + found.name.slice(1) });
  document.querySelector(".toast")?.remove();
  dialog(t("pastOf", { name: found.name }), told.length ? told.map((/** @type {any} */ one) => h("article", { class: "card" },
    h("p", { class: "ground" }, `${one.sentence} · ${one.who} · ${day(one.when)}`), h("pre", {}, one.text))) : [h("p", { class: "note" }, t("noVersions"))], []);
}

right.part("history", () => t("history"), draw);
