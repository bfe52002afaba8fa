// @ts-check
/** What could be written at the cursor: `@` offers labels by what they print, `{{` values. */
import { bare, complain, fire, h, screen, t, tell } from "./base.js";

const START = /(@[\w.\u00c0-\u1ef9-]*(?: [\w\u00c0-\u1ef9]+){0,5}|\{\{\s*[\w.]*)$/;

/** @typedef {{text: string, detail: string, more: string, sort: string, replaces: number, file?: string, line?: number}} Offer
 *  Of the sort `new` is what has no label yet: it gets one when it is taken. */

/** Offer completions in a box of text. @param {HTMLTextAreaElement} box
 *  @param {{file: string, first: number, last: number}} [own] what is being edited there */
export function offering(box, own) {
  const list = h("div", { class: "offers", role: "listbox", tabindex: "0", "aria-label": t("offered"), id: `o${Math.random().toString(36).slice(2)}`, hidden: true });
  /** @type {Offer[]} */ let all = [];
  let at = 0;
  let chosen = () => {};
  let asked = "";
  let ready = "";
  box.setAttribute("aria-autocomplete", "list");

  const close = () => {
    list.remove();
    list.hidden = true;
    asked = ready = "";
    box.removeAttribute("aria-activedescendant");
    box.removeAttribute("aria-controls");
  };

  /** @returns {Promise<void>} */
  const look = async () => {
    const before = box.value.slice(0, box.selectionStart);
    const found = START.exec(before.slice(before.lastIndexOf("\n") + 1));
    if (!found || box.selectionStart !== box.selectionEnd) return close();
    const typed = found[0].replace(/^(@|\{\{\s*)/, "");
    const key = found[0].startsWith("@") ? (typed.includes(".") ? `@${typed.split(".")[0]}.` : "@") : "{{";
    if (ready !== key) {
      if (asked === key) return;
      asked = key;
      const told = await tell("offered", { doc: screen.shown?.id, before: before.slice(before.lastIndexOf("\n") + 1, before.length - found[0].length) + key, unnamed: key === "@" });
      if (asked !== key) return;
      all = told.offers.filter((/** @type {Offer} */ one) => one.file !== own?.file || !one.line || one.line < own.first || one.line > own.last);
      ready = key;
      return look(); // more may have been typed meanwhile
    }
    const wanted = plain(typed);
    const fit = all.filter((one) => plain(`${one.text} ${one.detail} ${one.more}`).includes(wanted))
      .sort((one, two) => rank(one, wanted) - rank(two, wanted)).slice(0, 50);
    if (!fit.length || all.some((one) => one.text === typed.split(" ")[0] && typed !== one.text) || (fit.length === 1 && fit[0].text === typed)) return close();
    at = 0;
    draw(fit, typed.length);
  };

  /** @param {Offer[]} fit @param {number} typed */
  const draw = (fit, typed) => {
    list.replaceChildren(...fit.map((one, index) => h("div", {
      role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === at),
      onpointerdown: (/** @type {Event} */ event) => { event.preventDefault(); take(one, typed).catch(complain); } },
      h("b", {}, one.detail || one.text), h("small", {}, [one.sort === "value" ? `{{ ${one.text} }}` : one.text && `@${one.text}`, one.more].filter(Boolean).join(" · ")))));
    chosen = () => take(fit[at], typed);
    if (!list.isConnected) {
      box.closest("dialog, main")?.append(list);
      addEventListener("resize", close, { once: true });
    }
    list.hidden = false;
    box.setAttribute("aria-controls", list.id);
    const spot = caret(box);
    const width = Math.min(480, innerWidth * 0.92);
    const edge = Math.max(box.getBoundingClientRect().right, width + 8); // what stands beside the box stays in sight
    list.style.left = `${Math.max(4, Math.min(spot.left, edge - width, innerWidth - width - 8))}px`;
    const below = spot.bottom + 6;
    const room = [innerHeight - below - 8, spot.top - 14]; // the line that is typed in stays in sight
    const above = room[0] < 200 && room[1] > room[0];
    list.style.maxHeight = `${Math.min(304, room[Number(above)])}px`;
    list.style.top = above ? `${spot.top - list.offsetHeight - 6}px` : `${below}px`;
    box.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };

  /** @param {Offer} one @param {number} typed */
  const take = async (one, typed) => {
    const end = box.selectionStart;
    const before = box.value.slice(0, end);
    if (one.sort === "new") {
      close();
      const done = await tell("put-label", { doc: screen.shown?.id, file: one.file, line: one.line });
      fire("labelled", done);
      one = { ...one, text: done.label, sort: "unit" };
      if (box.value.slice(0, end) !== before) return; // somebody typed on
    }
    const rest = box.value.slice(end);
    const after = one.sort === "value" && !/^\s*\}\}/.test(rest) ? " }}" : "";
    const space = one.sort === "value" && box.value[end - typed - 1] === "{" ? " " : "";
    box.setRangeText(space + one.text + after, end - typed, end, "end");
    close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };

  box.addEventListener("input", (event) => {
    if (/** @type {InputEvent} */ (event).isComposing) return;
    look().catch(complain);
  });
  box.addEventListener("compositionend", () => look().catch(complain));
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const items = /** @type {HTMLElement[]} */ ([...list.children]);
    if (event.key === "Escape") { event.preventDefault(); event.stopImmediatePropagation(); close(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      items[at].setAttribute("aria-selected", "false");
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      items[at].setAttribute("aria-selected", "true");
      items[at].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", items[at].id);
    }
    if ((event.key === "Enter" && !event.ctrlKey) || event.key === "Tab") {
      event.preventDefault();
      event.stopImmediatePropagation();
      Promise.resolve(chosen()).catch(complain);
    }
  }, true);
}

/** A text for searching: the signs between the words of a label are blanks. @param {string} text */
function plain(text) { return bare(text).replace(/[-_]/g, " "); }

/** How well an offer fits what was typed: its label or title, then what it prints, then its text. @param {Offer} one @param {string} wanted */
function rank(one, wanted) {
  const [text, detail, more, title] = [one.text, one.detail, one.more, one.more.split("\n")[0]].map((part) => ` ${plain(part)} `);
  const starts = (/** @type {string} */ part) => part.includes(` ${wanted}`);
  const whole = (/** @type {string} */ part) => part.includes(` ${wanted} `);
  return text.startsWith(` ${wanted}`) ? 0 : whole(text) || whole(title) ? 1 : starts(text) || starts(title) ? 2 : starts(detail) ? 3 : text.includes(wanted) ? 4 : starts(more) ? 5 : 6;
}

/** Where the cursor of a box stands on the screen. @param {HTMLTextAreaElement} box */
function caret(box) {
  const style = getComputedStyle(box);
  const twin = h("div");
  for (const name of ["font", "lineHeight", "padding", "width", "letterSpacing", "tabSize"]) {
    /** @type {any} */ (twin.style)[name] = /** @type {any} */ (style)[name];
  }
  twin.style.whiteSpace = "pre-wrap";
  twin.style.overflowWrap = "break-word";
  twin.style.position = "absolute";
  twin.style.visibility = "hidden";
  twin.style.boxSizing = "border-box";
  const mark = h("span", {}, "\u200b");
  twin.append(box.value.slice(0, box.selectionStart), mark);
  document.body.append(twin);
  const own = box.getBoundingClientRect();
  const spot = { left: own.left + mark.offsetLeft - box.scrollLeft, top: own.top + mark.offsetTop - box.scrollTop, bottom: 0 };
  spot.bottom = spot.top + Number.parseFloat(style.lineHeight);
  twin.remove();
  return spot;
}
