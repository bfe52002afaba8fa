// @ts-check
/** The registers of a dossier: the comments on its draft with what is done about each, and the explanations. */
import { ask, complain, day, dialog, fire, h, labelled, on, Refused, screen, t, tell, toast } from "./base.js";
import { finish } from "./undo.js";
import { keysForm } from "./fields.js";
import { offering } from "./offers.js";
import { dropping, handOver } from "./work.js";

/** What whoever answers comments fills in. */
const ANSWER = ["quyet_dinh", "tra_loi"];
/** Draws the list of comments that is open anew. @type {(() => void)|null} */
let redraw = null;
on("wrote", () => redraw?.());

/** A register, at what stands on a line of it. @param {string} file @param {number} [line] */
export async function openRegister(file, line = 0) {
  const found = await ask("entries", { file }).catch((error) => { // a register that no form can show is mended as it is typed
    const at = Number(/:(\d+): /.exec(error.message)?.[1] ?? 1);
    toast(error.message, { error: true, action: t("source"), act: () => { shut(); fire("source", { file, line: at }); } });
  });
  if (!found) return undefined;
  shut();
  if (found.sort === "comments") return comments(file, found, line);
  const [one] = found.entries;
  const key = one.fields.findLast((/** @type {any} */ other) => other.line && other.line <= line)?.name ?? "";
  return offered(keysForm(t("reasons"), one.fields, key, (touched) => put(file, one, touched), { above: problems(one), more: [sourceOf(file, line)] }));
}

/** What is wrong in an entry. @param {{wrong: string[]}} one */
function problems(one) { return one.wrong.map((why) => h("p", { class: "problem" }, why)); }

/** `@` and `{{` are offered in the boxes of a form. @param {HTMLElement} made */
function offered(made) { for (const box of made.querySelectorAll("textarea")) offering(box); }

/** The file as it is typed, for what no form can mend. @param {string} file @param {number} line */
function sourceOf(file, line) {
  return h("button", { class: "button quiet push", type: "button", onclick: () => { shut(); fire("source", { file, line: line || 1 }); } }, t("source"));
}

/** Close the dialogs that are open, save one. @param {HTMLDialogElement} [save] */
function shut(save) { for (const one of /** @type {NodeListOf<HTMLDialogElement>} */ (document.querySelectorAll("dialog[open]"))) if (one !== save) one.close(); }

/** Write what was typed. @param {string} file @param {any} one the entry, null: a new one
 *  @param {{name: string, value: any}[]|null} touched nothing: it goes */
async function put(file, one, touched) {
  const values = touched && Object.fromEntries(touched.map(({ name, value }) => [name, Array.isArray(value) && value.length === 1 ? value[0] : value]));
  try {
    return await tell("put-entry", { doc: screen.shown?.id, file, at: one?.at, hash: one?.hash, values });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    toast(t("stale"), { error: true });
    return undefined;
  }
}

/** @param {string} file @param {any} found @param {number} line */
function comments(file, found, line) {
  const cards = h("div");
  const which = h("select", { id: "which", onchange: () => draw() }, h("option", { value: "open" }), h("option", { value: "all" }));
  const quiet = (/** @type {string} */ word, /** @type {() => void} */ work) => h("button", { class: "button quiet", type: "button", onclick: work }, word);
  const draw = () => {
    const open = found.entries.filter((/** @type {any} */ one) => one.open);
    [which.options[0].textContent, which.options[1].textContent] = [t("commentsOpen", { count: open.length }), t("commentsAll", { count: found.entries.length })];
    wrong.replaceChildren(...problems(found));
    const shown = which.value === "open" ? open : found.entries;
    cards.replaceChildren(...(shown.length ? shown.map(card) : [h("p", { class: "note" }, t(found.entries.length ? "noneOpen" : "noComments"))]));
  };
  const card = (/** @type {any} */ one) => h("article", { class: `card ${one.open ? "error" : ""}`, "data-entry": one.at },
    h("p", {}, h("span", { class: "where" }, `${one.name} · ${one.about}`)),
    h("p", { class: "ground" }, [one.who, one.date && day(one.date)].filter(Boolean).join(" · ")),
    h("p", { class: "said-by" }, one.text),
    h("p", {}, h("strong", {}, one.decided ? `${one.decided[0].toUpperCase()}${one.decided.slice(1)}.` : t("undecided")), " ", one.answer),
    ...problems(one),
    h("div", { class: "row" }, h("button", { class: "button soft", type: "button", onclick: () => edit(one, 0) }, t(one.open ? "answerIt" : "editIt")),
      one.place && quiet(t("goThere"), () => {
        made.classList.add("beside");
        fire("open", { doc: found.draft, ...one.place });
      })));
  const edit = (/** @type {any} */ one, /** @type {number} */ line) => {
    const key = line > one.line && one.fields.findLast((/** @type {any} */ other) => other.line && other.line <= line)?.name || ANSWER[0];
    offered(keysForm(t("commentOf", { name: one.name, who: one.who }), one.fields, key, (touched) => put(file, one, touched), {
      above: [h("p", { class: "where" }, one.about), h("p", { class: "said-by" }, one.text), ...problems(one)],
      first: (other) => ANSWER.includes(other.name),
      more: [h("button", { class: "button danger push", type: "button", onclick: (/** @type {Event} */ event) => {
        if (!confirm(t("deleteWhat", { name: one.name }))) return;
        put(file, one, null).then((done) => {
          if (!done) return;
          /** @type {Element} */ (event.target).closest("dialog")?.close();
          finish(done);
        }).catch(complain);
      } }, t("delete"))] }));
  };
  const add = () => offered(keysForm(t("newComment"), found.new, "co_quan", (touched) => {
    const typed = Object.fromEntries(touched.map(({ name, value }) => [name, value]));
    return put(file, null, found.new.map((/** @type {any} */ { name, value }) => ({ name, value: typed[name] ?? value })).filter((/** @type {any} */ one) => one.value));
  }, { first: (one) => !ANSWER.includes(one.name) && one.name !== "quy_dinh_cu" }));
  const mails = () => {
    const asked = dialog(t("takeMails"), [h("p", {}, t("mailsHelp")), dropping((files) => take(files), { many: true, accept: ".eml,.mbox", word: t("dropMails") })], []);
    const take = async (/** @type {File[]} */ files) => {
      const done = await tell("take-in-mails", { doc: screen.shown?.id, file, files: await handOver(files) });
      asked.close();
      which.value = "open";
      finish({ ...done, told: [] });
      dialog(t("takeMails"), done.told.map((/** @type {string} */ line) => h("p", {}, line)), []);
    };
  };
  const button = (/** @type {string} */ word, /** @type {() => void} */ work, sort = "") => h("button", { class: `button ${sort}`, type: "button", onclick: work }, word);
  which.value = found.entries.some((/** @type {any} */ one) => one.open) ? "open" : "all";
  const wrong = h("div");
  const made = dialog(t("register"), [labelled(t("showWhich"), which), wrong, cards],
    [sourceOf(file, line), button(t("takeMails"), mails), button(t("newComment"), add, "main")], "wide-one");
  redraw = () => ask("entries", { file }).then((now) => { found = now; draw(); }).catch(complain);
  made.addEventListener("close", () => { redraw = null; });
  draw();
  const one = line && found.entries.findLast((/** @type {any} */ other) => other.line <= line);
  if (one) edit(one, line);
}
