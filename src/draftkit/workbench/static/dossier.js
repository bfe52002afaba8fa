// @ts-check
/** The dossier that a document is part of, and the consolidated text of what it amends. */
import { ask, capital, complain, dialog, fire, form, h, labelled, on, screen, t, tell, toast } from "./base.js";
import { finish } from "./undo.js";
import { long } from "./long.js";
import { openRegister } from "./registers.js";
import { keepAll } from "./work.js";

/** @typedef {{title: string, sort: string, doc: string}} Paper */
/** @typedef {{file: string, title: string, error?: string, line?: number|null, stages: {name: string, papers: Paper[]}[],
 *   registers: {file: string, sort: string, open: number, count: number}[]}} Dossier */

export const buttons = [
  h("button", { class: "button", id: "dossier", hidden: true, onclick: () => choose().catch(complain) }),
  h("button", { class: "button", id: "consolidate", hidden: true, onclick: () => amended().catch(complain) }),
];
/** @type {Dossier[]} */ let dossiers = [];
/** @type {{name: string, called: string, why: string}[]} */ let acts = [];
let known = "";

on("shown", async (/** @type {import("./base.js").Shown} */ shown) => {
  if (shown.id === known || shown.problem) return;
  known = shown.id;
  /** @type {{stages: any[]}} */ let begun;
  [dossiers, acts, begun] = await Promise.all(["dossiers", "amended-acts", "dossier-form"].map((one) => ask(one, { doc: known }))).catch(() => [[], [], { stages: [] }]);
  if (known !== screen.shown?.id) return;
  buttons[0].textContent = t("dossier");
  buttons[1].textContent = t("consolidate");
  buttons[0].hidden = !dossiers.length && !begun.stages.length;
  buttons[1].hidden = !acts.length;
});

/** Which stage of which dossier. */
async function choose() {
  dossiers = await ask("dossiers", { doc: screen.shown?.id ?? "" });
  if (!dossiers.length) return begin();
  const stages = dossiers.flatMap((one) => one.stages.map((stage) => ({ one, stage })));
  const select = h("select", { id: "stage", onchange: () => draw() }, ...stages.map(({ one, stage }, number) =>
    h("option", { value: number }, dossiers.length > 1 ? `${one.title}: ${stage.name}` : capital(stage.name))));
  const pending = h("input", { type: "checkbox", id: "pending" });
  const list = h("div");
  const draw = () => list.replaceChildren(...(stages.length ? [h("p", {}, h("strong", {}, stages[Number(select.value)].one.title)),
    h("ol", { class: "papers" }, ...stages[Number(select.value)].stage.papers.map(paper)),
    h("div", { class: "row tools" }, ...stages[Number(select.value)].one.registers.map((one) => h("button", { class: "button", type: "button", "data-register": one.sort, onclick: () => register(one, stages[Number(select.value)].one.file).catch(complain) },
      t(one.sort), one.open || one.error ? " " : null, one.open || one.error ? h("span", { class: "badge error" }, one.error ? t("unreadable") : t("commentsOpen", { count: one.open })) : null)))] : []));
  const made = form(t("dossier"), [
    ...dossiers.filter((one) => one.error).map((one) => h("p", { class: "problem" }, one.error ?? "", " ",
      h("button", { class: "button quiet", type: "button", onclick: () => { made.close(); fire("source", { file: one.file, line: one.line ?? 1 }); } }, t("goThere")))),
    labelled(t("stage"), select), list, h("p", {}, h("label", {}, pending, " ", t("allowPending")))], t("makeDossier"), async () => {
    const { one, stage } = stages[Number(select.value)];
    const done = await long("dossier", { file: one.file, stage: stage.name, pending: pending.checked }, t("makingDossier"));
    if (!done) return;
    if (done.held.length) return held(t("heldBack"), done.held);
    await keepAll(done.files.filter((/** @type {string} */ file) => file.endsWith(".zip")));
    made.close();
    const told = [t("dossierMade", { count: done.files.length - 1 }), ...done.notes].join(" ");
    if (done.errors.length) return held(t("errors", { count: done.errors.length }), done.errors, `${told} ${t("dossierErrors")}`);
    toast(told);
  }, { main: { id: "make-dossier", disabled: !stages.length }, more: [h("button", { class: "button quiet push", type: "button", onclick: () => {
    made.close();
    fire("source", { file: (stages[Number(select.value)]?.one ?? dossiers[0]).file, line: 1 });
  } }, t("source"))] });
  /** @param {Paper} one */
  function paper(one) {
    return h("li", {}, one.doc && one.doc !== screen.shown?.id
      ? h("button", { class: "button quiet", onclick: () => { made.close(); fire("open", one.doc); } }, one.title)
      : h("span", { class: "words" }, one.title), one.sort === "document" ? null : h("span", { class: "ground" }, ` ${t(`paper_${one.sort}`)}`));
  }
  draw();
}

/** A new dossier of the document: its name, its stages; the papers they need are begun with it. */
export async function begin() {
  const asked = await ask("dossier-form", { doc: screen.shown?.id ?? "" });
  const title = h("textarea", { id: "dossier-title", rows: "2", required: true });
  title.value = asked.title;
  const boxes = asked.stages.map((/** @type {any} */ one) => ({ ...one, box: h("input", { type: "checkbox" }) }));
  form(t("newDossier"), [h("p", {}, t("newDossierHelp")), labelled(t("dossierTitle"), title), h("fieldset", { class: "amendments" }, h("legend", {}, t("stages")),
    ...boxes.map((/** @type {any} */ one) => h("label", { class: "amendment" }, one.box, h("span", {}, `${capital(one.name)}: `, h("span", { class: "ground" }, one.papers.join("; "))))))],
  t("beginDossier"), async (made) => {
    const stages = boxes.filter((/** @type {any} */ one) => one.box.checked).map((/** @type {any} */ one) => one.name);
    await tell("begin-dossier", { doc: screen.shown?.id, title: title.value, stages });
    made.close();
    fire("listed");
    return choose();
  }, { main: { id: "begin-dossier" }, sort: "wide-one" });
}

/** A register of a dossier, begun when there is none. @param {{file: string, sort: string}} one @param {string} dossier */
async function register({ file, sort }, dossier) {
  if (file) return openRegister(file);
  const begun = await tell("begin-register", { doc: screen.shown?.id, dossier, sort });
  finish(begun);
  return openRegister(begun.file);
}

/** What keeps a dossier or a document from going out, or is wrong in it; `yes` does what was asked for all the same.
 * @param {string} title @param {any[]} found @param {string} [above] @param {{word: string, act: () => Promise<any>}} [yes] */
export function held(title, found, above = "", yes = undefined) {
  const here = (/** @type {any} */ one) => one.doc && one.doc === screen.shown?.id;
  const named = (/** @type {any} */ one) => screen.documents.find((/** @type {any} */ other) => other.id === one.doc)?.title ?? (one.register ? t(one.register) : one.file);
  const made = dialog(title, [above && h("p", {}, above), ...found.map((one) => h("article", { class: `card ${yes ? "warning" : "error"}` },
    here(one) ? null : h("p", { class: "where" }, named(one)), h("p", {}, one.message), here(one) && !one.line ? null : h("div", { class: "row" },
      h("button", { class: "button quiet", onclick: () => {
        if (one.register) return openRegister(one.file, one.line).catch(complain);
        made.close();
        fire(one.doc ? "open" : "source", one);
      } }, t("goThere")))))], yes ? [h("button", { class: "button main", id: "all-the-same", onclick: () => {
    made.close();
    yes.act().catch(complain);
  } }, yes.word)] : []);
}

/** Consolidate what the document amends. */
async function amended() {
  acts = await ask("amended-acts", { doc: screen.shown?.id ?? "" });
  const able = acts.filter((one) => one.name);
  const select = h("select", { id: "act" }, ...able.map((one) => h("option", { value: one.name }, one.called)));
  const agency = h("input", { id: "agency", placeholder: "BCT" });
  const list = h("fieldset", { class: "amendments" });
  /** @type {{at: string, said: string, why: string, box: HTMLInputElement}[]} */
  let told = [];
  const draw = async () => {
    if (!select.value) return;
    list.replaceChildren(h("legend", {}, t("loading")));
    const found = await ask("amendments", { doc: screen.shown?.id ?? "", name: select.value });
    const legend = h("legend");
    const count = () => { legend.textContent = t("amendments", { taken: told.filter((one) => one.box.checked).length, count: told.length });
      /** @type {HTMLButtonElement} */ (made.querySelector("#make-consolidated")).disabled = !told.some((one) => one.box.checked);
    };
    told = found.map((/** @type {any} */ one) => ({ ...one, box: h("input", { type: "checkbox", checked: !one.why, disabled: Boolean(one.why), onchange: count }) }));
    list.replaceChildren(legend, ...told.map((one) => h("label", { class: "amendment" }, one.box,
      h("span", {}, h("span", { class: "ground" }, `${one.at}: `), one.said, one.why ? h("span", { class: "problem" }, one.why) : null))));
    count();
  };
  const made = form(t("consolidate"), [h("p", {}, t("consolidateHelp")),
    ...acts.filter((one) => one.why).map((one) => h("p", { class: "problem" }, `${one.called}: ${one.why}`)),
    labelled(t("amendedAct"), select), labelled(t("agency"), agency), list], t("consolidateIt"), async () => {
    const without = told.filter((one) => !one.box.checked).map(({ at, said }) => ({ at, said }));
    const done = await long("consolidate", { doc: screen.shown?.id, name: select.value, agency: agency.value.trim(), without }, t("consolidating"));
    if (!done) return;
    made.close();
    fire("listed");
    fire("open", done.doc);
    const left = without.length + done.undone;
    dialog(t("consolidated"), [h("p", {}, h("strong", {}, left ? t("notAllDone", { count: left }) : t("allDone"))),
      h("ul", { class: "plain" }, ...without.map((one) => h("li", {}, `${t("leftOut")} ${one.at}: ${one.said}`))),
      h("ul", { class: "plain" }, ...done.lines.map((/** @type {string} */ line) => h("li", {}, line)))], []);
  }, { sort: "wide-one", main: { id: "make-consolidated", disabled: true } });
  select.addEventListener("change", () => draw().catch(complain));
  await draw().catch((error) => { list.replaceChildren(); complain(error); });
}
