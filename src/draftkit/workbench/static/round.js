// @ts-check
/** Nhận bản sửa: what reviewers changed, beside the provision, accepted or refused one by one, then written. */
import { announce, capital, complain, day, fire, form, h, on, Refused, screen, t, tell, toast } from "./base.js";
import { back, keep } from "./undo.js";
import { openFields } from "./fields.js";

/** @param {any} found */
function show(found) {
  /** @type {{numbers: number[], conflict: number, chosen: boolean|number|null, card: HTMLElement}[]} */
  const items = [];
  let at = 0;

  const pair = (/** @type {any} */ one) => h("p", { class: "edits" }, one.before ?? "", one.old ? h("del", {}, one.old) : "", one.old && one.new && !one.before ? " " : "", one.new ? h("ins", {}, one.new) : "", one.after ?? "");
  const head = (/** @type {any} */ one) => h("p", {}, h("span", { class: "where" }, capital(one.where || one.file)), " ",
    h("span", { class: "ground" }, one.authors.join(", ")), " ",
    h("button", { class: "button quiet", type: "button", onclick: () => beside(one) }, t("goThere")));
  /** The page beside the list, at the place. @param {any} one */
  const beside = async (one) => {
    made.classList.add("beside");
    fire("open", { doc: found.doc, file: one.file, line: one.line });
  };
  const choose = (/** @type {typeof items[0]} */ item, /** @type {boolean|number|null} */ what) => {
    item.chosen = what;
    body.dispatchEvent(new Event("input", { bubbles: true })); // not to be left without a question
    for (const button of item.card.querySelectorAll("[data-choice]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-choice") === String(what)));
    }
    item.card.classList.toggle("taken", taken().includes(item));
    item.card.classList.toggle("refused", what === false);
    total();
  };
  const button = (/** @type {string} */ word, /** @type {any} */ choice, /** @type {() => void} */ work) =>
    h("button", { class: "button", type: "button", "data-choice": String(choice), "aria-pressed": "false", onclick: work }, word);

  const body = h("div", { class: "round" });
  for (const numbers of found.groups) {
    const card = h("article", { class: "card", tabindex: "-1" });
    const item = { numbers, conflict: -1, chosen: /** @type {any} */ (null), card };
    card.append(...numbers.flatMap((/** @type {number} */ number) => [head(found.edits[number]), pair(found.edits[number])]),
      h("div", { class: "row" }, button(t("accept"), true, () => choose(item, true)), button(t("refuse"), false, () => choose(item, false))));
    items.push(item);
    body.append(card);
  }
  found.conflicts.forEach((/** @type {any[]} */ edits, /** @type {number} */ conflict) => {
    const card = h("article", { class: "card warning", tabindex: "-1" });
    const item = { numbers: [], conflict, chosen: /** @type {any} */ (null), card };
    const same = edits.filter((one) => one.line === edits[0].line);
    card.append(h("p", { class: "where" }, t("conflict")), ...same.flatMap((one, number) => [head(one), pair(one),
      h("div", { class: "row" }, button(t("takeThis"), number, () => choose(item, number)))]),
    h("div", { class: "row" }, button(t("takeNone"), false, () => choose(item, false))));
    items.push(item);
    body.append(card);
  });
  for (const one of found.questions) {
    body.append(h("article", { class: "card error" }, h("p", { class: "where" }, `${t("question")}: ${one.where || one.file}`), pair(one), h("p", {}, one.reason), h("p", { class: "ground" }, one.authors.join(", ")),
      one.file ? h("div", { class: "row" }, h("button", { class: "button quiet", type: "button", onclick: () => one.key.startsWith("gia_tri") && screen.shown?.id === found.doc ? openFields(one.key).catch(complain) : beside(one) }, t("goThere"))) : h("p", { class: "ground" }, one.key)));
  }
  if (found.comments.length) body.append(h("h3", {}, t("comments")), h("p", { class: "ground" }, t(found.registered ? "toRegister" : "toNotes")), ...found.comments.map(comment));

  const sum = h("span", { class: "push", role: "status" });
  const taken = () => items.filter((item) => item.chosen === true || typeof item.chosen === "number");
  const total = () => {
    sum.textContent = t("takenOf", { taken: taken().length, count: items.length });
  };
  const write = async (/** @type {HTMLDialogElement} */ made) => {
    const chosen = taken().length;
    const edits = items.filter((item) => item.chosen === true).flatMap((item) => item.numbers);
    const conflicts = Object.fromEntries(items.filter((item) => typeof item.chosen === "number").map((item) => [item.conflict, item.chosen]));
    try {
      const done = await tell("write-round", { doc: found.doc, files: found.names, digest: found.digest, edits, conflicts });
      made.close();
      fire("open", found.doc);
      keep(done.undo);
      toast(t("roundWritten", { count: chosen, left: items.length - chosen }), { action: t("undo"), act: back });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      toast(t("stale"), { error: true });
    }
  };
  const all = (/** @type {boolean} */ what) => () => items.filter((item) => item.conflict < 0 && item.chosen === null).forEach((item) => choose(item, what));
  const made = form(t("roundOf", { name: found.title }), [
    ...found.notices.map((/** @type {string} */ notice) => h("p", { class: "ground" }, notice)),
    h("p", { class: "ground" }, t("roundKeys")), body], t("writeRound"), write,
  { sort: "wide-one", more: [h("button", { class: "button", onclick: all(true) }, t("acceptRest")), sum], main: { id: "write-round" } });
  const step = (/** @type {number} */ by) => {
    at = Math.max(0, Math.min(items.length - 1, at + by));
    items[at]?.card.focus();
    items[at]?.card.scrollIntoView({ block: "nearest" });
    announce(items[at]?.card.textContent ?? "");
  };
  made.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLTextAreaElement) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "a" && items[at]) { choose(items[at], items[at].conflict < 0 ? true : 0); step(1); }
    if (event.key === "r" && items[at]) { choose(items[at], false); step(1); }
  });
  total();
  items[0]?.card.focus();
}

/** @param {any} one @returns {HTMLElement} */
function comment(one) {
  return h("article", { class: "card" }, h("p", {}, h("span", { class: "where" }, capital(one.where || "")), " ", h("span", { class: "ground" }, [one.author, one.date && day(one.date)].filter(Boolean).join(" · "))),
    one.quote ? h("p", { class: "ground" }, `“${one.quote}”`) : null, h("p", {}, one.text), ...one.replies.map(comment));
}

on("round", show);
