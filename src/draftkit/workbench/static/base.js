// @ts-check
/** What all parts use: elements, words, questions to the server, what is known of the screen. */

/** @typedef {{digest: string, width: number, height: number, areas: number[]}} Page */
/** @typedef {{name: string, depth: number, file: number, line: number, level: string}} Entry */
/** @typedef {{id: string, title: string, kind: string, state: string, pages: Page[], files: string[], outline: Entry[],
 *   areas: Record<string, (number|string)[]>, problem: {message: string, file: string, line: number|null, waiting?: number}|null}} Shown */
/** @typedef {{rule: string, severity: string, message: string, provision: string, file: string, line: number,
 *   column: number, where?: string, mends?: boolean}} Finding */

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

/** @param {unknown} error */
export function complain(error) {
  if (!(error instanceof Refused)) console.error(error);
  toast(error instanceof Error ? error.message : String(error), { error: true });
}

/**
 * A dialog with head, body and foot; it goes when it is closed.
 * @param {string} title @param {(Node|string)[]} body @param {(Node|string|null)[]} foot @param {string} [sort]
 */
export function dialog(title, body, foot, sort = "") {
  const name = `d${Math.random().toString(36).slice(2)}`;
  const made = h("dialog", { class: sort, "aria-labelledby": name },
    h("div", { class: "inner" },
      h("div", { class: "head" }, h("h2", { id: name }, title),
        h("button", { class: "button quiet", type: "button", onclick: () => made.close() }, t("close"))),
      h("div", { class: "body" }, ...body),
      foot.length ? h("div", { class: "foot" }, ...foot) : null));
  made.addEventListener("close", () => made.remove());
  document.body.append(made);
  made.showModal();
  /** @type {HTMLElement|null} */ (made.querySelector(".body input, .body select, .body textarea, .foot .main"))?.focus();
  return made;
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
