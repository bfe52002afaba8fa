// @ts-check
/** The right column: findings, comments, history. */
import { announce, ask, at, complain, fire, form, h, labelled, renew, screen, t, tell, toast } from "./base.js";
import { finish } from "./undo.js";
import { keysForm } from "./fields.js";
import * as left from "./left.js";

/** @type {Record<string, {word: () => string, draw: (panel: HTMLElement) => void|Promise<void>}>} */
const parts = { findings: { word: () => t("findings"), draw: drawFindings } };
const ORDER = ["findings", "notes", "history"];
const bar = h("div", { class: "tabs", role: "tablist" });
const panel = h("div", { class: "panel", role: "tabpanel", tabindex: "0", id: "panel" });
let shown = "findings";
let stepped = -1;

/** Another part of the column. @param {string} name @param {() => string} word @param {(panel: HTMLElement) => any} draw */
export function part(name, word, draw) { parts[name] = { word, draw }; }

export function build() {
  at("right").append(bar, panel);
  bar.addEventListener("keydown", (event) => {
    const names = ORDER.filter((name) => parts[name]);
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    open(names[(names.indexOf(shown) + by + names.length) % names.length]);
    /** @type {HTMLElement|null} */ (bar.querySelector("[aria-selected=true]"))?.focus();
  });
  drawTabs();
}

/** @type {Record<string, number|string>} */
export const numbers = {};

function drawTabs() {
  renew(bar, ...ORDER.filter((name) => parts[name]).map((name) => h("button", {
    class: "tab", role: "tab", id: `tab-${name}`, "aria-selected": String(name === shown), "aria-controls": "panel",
    tabindex: name === shown ? "0" : "-1", onclick: () => open(name) }, [parts[name].word(), numbers[name]].filter((word) => word !== undefined).join(" "))));
  panel.setAttribute("aria-labelledby", `tab-${shown}`);
}

/** @param {string} name */
export function open(name) {
  shown = name;
  drawTabs();
  Promise.resolve(parts[name].draw(panel)).catch(complain);
}

/** Ask for the findings again, and draw what is open. */
export async function refresh() {
  const id = screen.shown?.id;
  if (!id) return;
  const found = await ask("findings", { doc: id }).catch(() => null);
  if (id !== screen.shown?.id) return;
  screen.findings = found ?? [];
  const count = (/** @type {string} */ word) => screen.findings.filter((one) => one.severity === word).length;
  const sums = { error: count("error"), warning: count("warning"), info: count("info") };
  numbers.findings = screen.shown?.problem ? "" : screen.findings.length;
  const remarks = await ask("notes", { doc: id }).catch(() => []);
  if (id !== screen.shown?.id) return;
  numbers.notes = remarks.length || "";
  fire("remarks", remarks);
  if (found) left.counted(sums);
  else await left.count([id]);
  at("check").replaceChildren(t("check"), " ", ...(sums.error + sums.warning
    ? [h("span", { class: `badge ${sums.error ? "error" : "warning"}` }, String(sums.error + sums.warning))] : []));
  fire("findings");
  drawTabs();
  await parts[shown].draw(panel);
}

function drawFindings() {
  stepped = -1;
  const none = h("p", { class: "note" }, screen.shown?.problem ? screen.shown.problem.message : t("noFindings"));
  const looked = h("details", { class: "looked", open: !screen.findings.length });
  const several = screen.findings.filter((one) => one.mends).length > 2
    ? [h("button", { class: "button", id: "mend-all", onclick: () => mendAll().catch(complain) }, t("mendAll"))] : [];
  renew(panel, ...several, ...(screen.findings.length ? screen.findings.map(card) : [none]), ...(screen.shown?.problem ? [] : [looked]));
  if (screen.shown && !screen.shown.problem) look(looked, screen.shown.id).catch(() => undefined);
}

/** All that anybody would mend in the same way. */
async function mendAll() {
  const done = await tell("mend-all", { doc: screen.shown?.id });
  finish(done);
  toast(t("mended", { count: done.count }));
}

/** What was looked at, and what was set aside with which reason. @param {HTMLElement} made @param {string} id */
async function look(made, id) {
  const told = await ask("looked-at", { doc: id });
  const aside = (/** @type {any} */ one) => h("article", { class: "card" }, h("p", {}, h("strong", {}, one.rules.join(", ")), ` ${one.reason}`),
    h("div", { class: "row" }, h("button", { class: "button quiet", onclick: () => fire("place", { file: one.file, line: one.line }) }, t("goThere"))));
  made.replaceChildren(h("summary", {}, t("lookedAt", { count: told.count })),
    h("ul", { class: "plain" }, ...told.sorts.map((/** @type {[string, number]} */ one) => h("li", {}, `${one[0]}: ${one[1]}`))),
    told.aside.length ? h("h3", {}, t("setAside", { count: told.aside.length })) : "", ...told.aside.map(aside));
}

/** Set a finding aside, with a reason that others will read. @param {import("./base.js").Finding} one */
function setAside(one) {
  const reason = h("textarea", { rows: "2", id: "reason", required: true });
  form(t("setAsideIt"), [h("p", {}, one.message), labelled(t("reason"), reason, t("reasonHelp"))], t("save"), async (made) => {
    finish(await tell("set-aside-finding", { doc: screen.shown?.id, rule: one.rule, file: one.file, line: one.line, column: one.column, reason: reason.value }));
    made.close();
  }, { main: { id: "set-aside" } });
}

/** @param {import("./base.js").Finding} one */
function card(one) {
  const why = h("div", { class: "why", hidden: true });
  const made = h("article", { class: `card ${one.severity}`, tabindex: "-1" },
    h("p", {}, h("span", { class: "hidden" }, `${t(one.severity)}: `), one.where ? h("span", { class: "where" }, `${one.where}: `) : null, one.message),
    h("p", { class: "ground" }, one.provision),
    h("div", { class: "row" },
      h("button", { class: "button quiet", onclick: () => fire("place", one) }, t("goThere")),
      h("button", { class: "button quiet", "aria-expanded": "false", onclick: (/** @type {Event} */ event) => explain(one.rule, why, event) }, t("why")),
      h("button", { class: "button quiet", onclick: () => setAside(one) }, t("setAsideIt"))),
    why);
  if (one.valueless) made.querySelector(".row")?.prepend(h("button", { class: "button soft", onclick: () => fill(one.valueless) }, t("fillValue")));
  if (one.mends) {
    mendable.set(made, one);
    seen.observe(made);
  }
  return made;
}

/** What mends a finding is asked for once its card is seen: of thousands nobody looks at all. @type {WeakMap<Element, import("./base.js").Finding>} */
const mendable = new WeakMap();
const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const one = isIntersecting ? mendable.get(target) : undefined;
    if (!one) continue;
    seen.unobserve(target);
    offer(one, /** @type {HTMLElement} */ (target.querySelector(".row"))).catch(() => undefined);
  }
});

/** Type the value of a name. @param {string|undefined} name */
export function fill(name) {
  keysForm(t("fillValue"), [{ name: "value", type: "text", required: true, help: `{{ ${name} }}`, value: "" }], "value", ([{ value }]) =>
    tell("fill-value", { doc: screen.shown?.id, name, value }));
}

/** Ask what mends a finding, one after the other. @type {Promise<any>} */
let asking = Promise.resolve();

/** @param {import("./base.js").Finding} one @param {HTMLElement} row */
function offer(one, row) {
  const given = { doc: screen.shown?.id ?? "", rule: one.rule, file: one.file, line: one.line, column: one.column };
  asking = asking.then(async () => {
    if (!row.isConnected) return;
    const found = await ask("offered-fixes", given);
    row.prepend(...found.slice(0, 4).map((/** @type {any} */ fix, /** @type {number} */ number) => h("button", { class: "button soft", onclick: () =>
      tell("fix", { ...given, number }).then(finish).catch(complain) }, fix.title)));
  }).catch(() => undefined);
  return asking;
}

/** @param {string} rule @param {HTMLElement} why @param {Event} event */
async function explain(rule, why, event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  why.hidden = !why.hidden;
  button.setAttribute("aria-expanded", String(!why.hidden));
  if (why.hidden || why.childNodes.length) return;
  try {
    const told = await ask("explain", { rule });
    const example = (/** @type {[string, boolean][]} */ lines) => h("pre", { tabindex: "0" }, ...lines.flatMap(([line, marked]) =>
      [marked ? h("mark", {}, line) : line, "\n"]));
    why.append(h("p", {}, h("strong", {}, `${told.rule} ${told.title}`)), h("p", {}, told.explanation),
      h("p", { class: "ground" }, t("ground", { source: told.source })),
      ...(told.wrong.length ? [h("h3", {}, t("wrong")), example(told.wrong)] : []),
      ...(told.right.length ? [h("h3", {}, t("right")), example(told.right)] : []));
  } catch (error) { complain(error); }
}

/** Go to the next or previous finding. @param {number} by */
export function step(by) {
  if (!screen.findings.length) return;
  if (shown !== "findings") open("findings");
  stepped = (stepped + by + screen.findings.length) % screen.findings.length;
  const one = screen.findings[stepped];
  const made = /** @type {HTMLElement|undefined} */ (panel.querySelectorAll(".card")[stepped]);
  made?.scrollIntoView({ block: "nearest" });
  announce(one.message);
  fire("place", one);
}
