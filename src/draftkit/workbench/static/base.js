// @ts-check
/** What all parts use: elements, words, questions to the server, what is known of the screen. */

/** @typedef {{digest: string, width: number, height: number, areas: number[]}} Page */
/** @typedef {{name: string, depth: number, file: number, line: number, level: string}} Entry */
/** @typedef {{id: string, title: string, kind: string, state: string, pages: Page[], files: string[], outline: Entry[],
 *   areas: Record<string, (number|string)[]>, english?: boolean, gated?: boolean, marked?: boolean, problem: {message: string, file: string, line: number|null, waiting?: number}|null}} Shown */
/** @typedef {{rule: string, severity: string, message: string, provision: string, file: string, line: number,
 *   column: number, where?: string, mends?: boolean, valueless?: string}} Finding */

/** @type {Record<string, string>} */
let words = {};

/** @param {Record<string, string>} given */
export function setWords(given) { words = given; }

/**
 * A word of the screen in the language of the reader, its fields filled in.
 * @param {string} name @param {Record<string, string|number>} [values]
 */
export function t(name, values = {}) {
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

/**
 * An element. Texts become text, never markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, any>} [props] @param {(Node|string|null|undefined|false)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value") /** @type {any} */ (made).value = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false).map(
    (child) => /** @type {Node|string} */ (child)));
  return made;
}

/** @param {string} id */
export function at(id) { return /** @type {HTMLElement} */ (document.getElementById(id)); }

/** The server said no: `status` 409 is a stale text, 422 something the drafter can mend. */
export class Refused extends Error {
  /** @param {number} status @param {any} data */
  constructor(status, data) {
    super(data?.error ?? String(status));
    this.status = status;
    this.data = data;
  }
}

/** @param {Response} answer */
async function read(answer) {
  const data = await answer.json().catch(() => ({ error: answer.statusText }));
  if (!answer.ok) throw new Refused(answer.status, data);
  return data;
}

/** @param {string} path @param {RequestInit} [how] */
async function reach(path, how) {
  try {
    return await fetch(path, how);
  } catch {
    throw new Refused(0, { error: t("offline") });
  }
}

/** @param {string} name @param {Record<string, string|number>} [given] @returns {Promise<any>} */
export async function ask(name, given = {}) {
  const query = new URLSearchParams(Object.entries(given).map(([key, value]) => [key, String(value)]));
  return read(await reach(`/api/${name}?${query}`));
}

/** @param {string} name @param {any} body @returns {Promise<any>} */
export async function tell(name, body) {
  const headers = { "Content-Type": "application/json", "X-Draftkit": "1" };
  return read(await reach(`/api/${name}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

/** Send a file with a question. @param {string} name @param {Record<string, string>} given @param {File} file */
export async function send(name, given, file) {
  const query = new URLSearchParams({ ...given, name: file.name });
  const headers = { "Content-Type": "application/octet-stream", "X-Draftkit": "1" };
  return read(await reach(`/api/${name}?${query}`, { method: "POST", headers, body: file }));
}

/** Everything that parts of the screen share; nothing that the files do not hold. */
export const screen = {
  /** @type {Shown|null} */ shown: null,
  /** @type {string} */ language: "vi",
  /** @type {"pages"|"running"|"source"} */ how: "pages",
  /** @type {Finding[]} */ findings: [],
  /** @type {any[]} */ documents: [],
};

const listeners = /** @type {Record<string, ((given: any) => void)[]>} */ ({});

/** @param {string} name @param {(given: any) => void} work */
export function on(name, work) { (listeners[name] ??= []).push(work); }

/** @param {string} name @param {any} [given] */
export function fire(name, given) { for (const work of listeners[name] ?? []) work(given); }

/** Say something to those who do not see it. @param {string} text */
export function announce(text) { at("live").textContent = text; }

/** @type {number|undefined} */
let clock;

/** Where something must be put to be reached: what lies under an open dialog cannot be. @returns {Element} */
export function front() { return [...document.querySelectorAll("dialog[open]")].pop() ?? document.body; }

/**
 * A short word at the foot of the window. @param {string} text
 * @param {{error?: boolean, action?: string, act?: () => void}} [how]
 */
export function toast(text, how = {}) {
  document.querySelector(".toast")?.remove();
  const close = () => made.remove();
  const made = h("div", { class: `toast${how.error ? " error" : ""}`, role: how.error ? "alert" : "status" }, h("span", {}, text),
    how.action && h("button", { onclick: () => { close(); how.act?.(); } }, how.action));
  front().append(made);
  clearTimeout(clock);
  if (!how.error) clock = window.setTimeout(close, 6000);
  else made.append(h("button", { onclick: close }, t("close")));
}

/** What takes the place of all in a part of the screen; the keyboard stays on what says the same, else on its neighbour.
 * @param {Element} home @param {(Node|string)[]} children */
export function renew(home, ...children) {
  const stops = () => /** @type {HTMLElement[]} */ ([...home.querySelectorAll("button, summary, [tabindex]")]);
  const was = stops();
  const had = was.findIndex((one) => one === document.activeElement);
  home.replaceChildren(...children);
  if (had < 0) return;
  const alike = (/** @type {HTMLElement} */ one) => one.textContent === was[had].textContent;
  const now = stops();
  (now.filter(alike)[was.slice(0, had).filter(alike).length] ?? now[Math.min(had, now.length - 1)])?.focus({ preventScroll: true });
}

/** @param {unknown} error */
export function complain(error) {
  if (!(error instanceof Refused)) console.error(error);
  toast(error instanceof Error ? error.message : String(error), { error: true });
}

/** A text with a capital, as the head of something. @param {string} text */
export function capital(text) { return text.slice(0, 1).toUpperCase() + text.slice(1); }

/** A moment or a day as people write it. @param {string} when */
export function day(when) {
  const [date, time] = /** @type {const} */ ([{ day: "2-digit", month: "2-digit", year: "numeric" }, { hour: "2-digit", minute: "2-digit" }]);
  return new Date(when).toLocaleString(screen.language, when.includes("T") ? { ...date, ...time } : date);
}

/**
 * A dialog with head, body and foot; it goes when it is closed.
 * @param {string} title @param {(Node|string)[]} body @param {(Node|string|null)[]} foot @param {string} [sort]
 * @param {boolean} [left] whether its foot has a button to leave it
 */
export function dialog(title, body, foot, sort = "", left = false) {
  const name = `d${Math.random().toString(36).slice(2)}`;
  const made = h("dialog", { class: sort, "aria-labelledby": name },
    h("div", { class: "inner" },
      h("div", { class: "head" }, h("h2", { id: name }, title),
        !left && h("button", { class: "button quiet", type: "button", onclick: () => made.close() }, t("close"))),
      h("div", { class: "body" }, ...body),
      foot.length ? h("div", { class: "foot" }, ...foot) : null));
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  /** @type {HTMLElement|null} */ (made.querySelector(".body input, .body select, .body textarea, .foot .main"))?.focus();
  return made;
}

/**
 * A dialog with something to do, by its button or Ctrl+Enter. What was typed in it is not left without a question.
 * @param {string} title @param {(Node|string)[]} body @param {string} word @param {(made: HTMLDialogElement) => any} act closes it when it is done
 * @param {{sort?: string, more?: (Node|string|null)[], main?: Record<string, any>}} [how] `more` stands before the buttons
 */
export function form(title, body, word, act, { sort = "", more = [], main = {} } = {}) {
  let [typed, busy] = [false, false];
  const leave = () => { if (!typed || confirm(t("leaveUnsaved"))) made.close(); };
  const run = async () => {
    const empty = /** @type {HTMLInputElement|undefined} */ ([...made.querySelectorAll("input, textarea")].find((/** @type {any} */ one) => one.required && !one.value.trim()));
    empty?.setAttribute("aria-invalid", "true");
    if (empty) return empty.focus();
    if (busy) return; // a second click would write a second time
    busy = true;
    try { await act(made); } finally { busy = false; }
  };
  const button = h("button", { class: "button main", type: "button", ...main, onclick: () => run().catch(complain) }, word);
  const made = dialog(title, body, [...more, h("button", { class: "button", type: "button", onclick: leave }, t("cancel")), button], sort, true);
  made.addEventListener("input", () => { typed = true; });
  made.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    if (!button.disabled) button.click();
  });
  return made;
}

/** A line to be typed in, with its name. @param {string} word @param {HTMLElement} box @param {string} [help] */
export function labelled(word, box, help = "") {
  const name = `${box.id}-help`;
  if (help) box.setAttribute("aria-describedby", name);
  return h("div", { class: "field" }, h("label", { for: box.id }, box.hasAttribute("required") ? `${word} *` : word), help && h("span", { class: "help", id: name }, help), box);
}

/** A text without marks and case, for searching. @param {string} text */
export function bare(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** @param {number} wait @param {(...given: any[]) => void} work */
export function later(wait, work) {
  let timer = 0;
  return (/** @type {any[]} */ ...given) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => work(...given), wait);
  };
}
