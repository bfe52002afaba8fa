// @ts-check
/** The pages: pictures from the server, repainted only where they changed, each paragraph an area to point at. */
import { announce, ask, complain, fire, h, on, screen, t } from "./base.js";

const PT = 96 / 72;
/** How large a page is; 0 fits it into the window. */
let zoom = 0;

/** The part of the screen that scrolls. */
const scroll = h("div", { class: "scroll", tabindex: "0", role: "region" });
const near = new IntersectionObserver(seen, { root: scroll, rootMargin: "120% 0px" });
/** Pages far from the window give their picture back: forty of them are a quarter of a million elements. */
const far = new IntersectionObserver(left, { root: scroll, rootMargin: "400% 0px" });
const mark = h("div", { class: "mark", hidden: true });
const percent = h("span", {}, "100 %");
const place = h("span", { class: "where", "aria-live": "off" });

/** How large pages are drawn: as chosen, else so that the first fits. */
function size() {
  const wide = (screen.shown?.pages[0]?.width ?? 595) * PT;
  return zoom || Math.min(1.25, Math.max(0.35, (scroll.clientWidth - 40) / wide));
}

function fit() {
  scroll.style.setProperty("--zoom", String(size()));
  scroll.classList.toggle("fits", !zoom); // a page on its side as wide as the others
  scroll.classList.toggle("narrow", (screen.shown?.pages[0]?.width ?? 595) * PT * size() < 560); // no room for words in the margin
  percent.textContent = `${Math.round(size() * 100)} %`;
}

export function build() {
  new ResizeObserver(() => keep(fit)).observe(scroll);
  scroll.setAttribute("aria-label", t("pages"));
  scroll.addEventListener("scroll", () => requestAnimationFrame(tellPage), { passive: true });
  scroll.addEventListener("click", (event) => {
    const area = areaOf(event.target);
    if (area) choose(area);
  });
  scroll.addEventListener("pointerover", (event) => hover(areaOf(event.target)));
  scroll.addEventListener("keydown", keys);
  return scroll;
}

export function tools() {
  const step = (/** @type {number} */ by) => () => {
    zoom = Math.min(2.5, Math.max(0.4, Math.round((size() + by) * 10) / 10));
    keep(fit);
  };
  return [
    h("span", { class: "group" },
      h("button", { class: "button", "aria-label": t("previousPage"), onclick: () => turn(-1) }, "‹"), place,
      h("button", { class: "button", "aria-label": t("nextPage"), onclick: () => turn(1) }, "›")),
    h("span", { class: "group zoom" },
      h("button", { class: "button", "aria-label": t("zoomOut"), onclick: step(-0.1) }, "−"),
      h("button", { class: "button", title: t("fit"), onclick: () => { zoom = 0; keep(fit); } }, percent),
      h("button", { class: "button", "aria-label": t("zoomIn"), onclick: step(0.1) }, "+")),
  ];
}

/** @param {EventTarget|null} target @returns {SVGElement|null} */
function areaOf(target) {
  return target instanceof Element ? /** @type {SVGElement|null} */ (target.closest(".at.live")) : null;
}

/** @param {SVGElement} area */
export function placeOf(area) { return screen.shown?.areas[area.dataset.at ?? ""]; }

/** @param {SVGElement} area */
function choose(area) {
  const found = placeOf(area);
  if (found) fire("pick", { area, place: found });
}

/** @param {SVGElement|null} area */
function hover(area) {
  const sheet = /** @type {HTMLElement|null} */ (area?.closest(".sheet") ?? null);
  mark.hidden = !area || !sheet;
  if (!area || !sheet) return;
  const box = area.getBoundingClientRect();
  const frame = sheet.getBoundingClientRect();
  sheet.append(mark);
  mark.style.left = `calc(${(100 * (box.left - frame.left)) / frame.width}% - 12px)`;
  mark.style.top = `${(100 * (box.top - frame.top)) / frame.height}%`;
  mark.style.height = `${(100 * box.height) / frame.height}%`;
}

/** Show the pages of the document; those with the same digest stay as they are. */
export function show() {
  const shown = screen.shown;
  if (!shown) return;
  const sheets = /** @type {HTMLElement[]} */ ([...scroll.querySelectorAll(".sheet")]);
  scroll.classList.toggle("grey", shown.problem !== null);
  keep(() => {
    fit();
    shown.pages.forEach((page, index) => {
      const sheet = sheets[index] ?? scroll.appendChild(h("div", { class: "sheet wait" }));
      sheet.dataset.page = String(index);
      sheet.style.setProperty("--w", `${page.width * PT}px`);
      sheet.style.setProperty("--ratio", `${page.width} / ${page.height}`);
      if (sheet.dataset.document !== shown.id) {
        sheet.querySelector("svg")?.remove();
        sheet.classList.add("wait");
        delete sheet.dataset.digest;
        sheet.dataset.document = shown.id;
      }
      for (const observer of [near, far]) {
        observer.unobserve(sheet);
        observer.observe(sheet);
      }
    });
    sheets.slice(shown.pages.length).forEach((sheet) => sheet.remove());
  });
  for (const sheet of scroll.querySelectorAll(".sheet")) enliven(/** @type {HTMLElement} */ (sheet));
  requestAnimationFrame(tellPage);
}

/** Do something that moves the pages, and keep the provision that is read where it is. @param {() => void} work */
function keep(work) {
  const top = scroll.getBoundingClientRect().top;
  const first = [...scroll.querySelectorAll(".at.live")].find((one) => one.getBoundingClientRect().bottom > top + 40);
  const name = first?.getAttribute("data-at");
  const before = first?.getBoundingClientRect().top ?? 0;
  work();
  const now = name ? scroll.querySelector(`.at.live[data-at="${name}"]`) : null;
  if (now) scroll.scrollTop += now.getBoundingClientRect().top - before;
}

/** @param {IntersectionObserverEntry[]} entries */
function seen(entries) {
  for (const entry of entries) {
    const sheet = /** @type {HTMLElement} */ (entry.target);
    if (entry.isIntersecting) paint(sheet).catch(complain);
  }
}

/** @param {IntersectionObserverEntry[]} entries */
function left(entries) {
  for (const { isIntersecting, target } of entries) {
    const sheet = /** @type {HTMLElement} */ (target);
    if (isIntersecting || !sheet.dataset.digest || sheet.querySelector(".box, .at.here")) continue;
    delete sheet.dataset.digest;
    delete sheet.dataset.asked;
    sheet.replaceChildren();
    sheet.classList.add("wait");
  }
}

/** @type {WeakMap<HTMLElement, Promise<void>>} */
const painting = new WeakMap();

/** Ask for the picture of a page when it is not the one that is shown. @param {HTMLElement} sheet */
function paint(sheet) {
  const shown = screen.shown;
  const page = shown?.pages[Number(sheet.dataset.page)];
  if (sheet.dataset.digest === page?.digest) delete sheet.dataset.asked; // a picture on its way shows what is gone
  if (!shown || !page || sheet.dataset.digest === page.digest) return Promise.resolve();
  if (sheet.dataset.asked === page.digest) return painting.get(sheet) ?? Promise.resolve();
  sheet.dataset.asked = page.digest;
  const made = fetched(sheet, shown, page);
  painting.set(sheet, made);
  return made;
}

/** @param {HTMLElement} sheet @param {import("./base.js").Shown} shown @param {import("./base.js").Page} page */
async function fetched(sheet, shown, page) {
  const query = new URLSearchParams({ doc: shown.id, n: sheet.dataset.page ?? "0", v: page.digest });
  const answer = await fetch(`/api/page?${query}`);
  if (!answer.ok && sheet.dataset.asked === page.digest) delete sheet.dataset.asked;
  if (!answer.ok || sheet.dataset.asked !== page.digest) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  if (parsed.localName !== "svg" || sheet.dataset.asked !== page.digest) return;
  for (const one of parsed.querySelectorAll("script, foreignObject")) one.remove();
  for (const one of parsed.querySelectorAll("a")) one.replaceWith(...one.childNodes);
  const old = sheet.querySelector("svg");
  const known = old && new Set([...old.querySelectorAll(".at.live")].map((one) => one.getAttribute("data-at")));
  parsed.removeAttribute("width");
  parsed.removeAttribute("height");
  parsed.setAttribute("role", "group");
  parsed.setAttribute("aria-label", t("page", { number: Number(sheet.dataset.page) + 1, count: shown.pages.length }));
  const made = document.importNode(parsed, true);
  if (old) old.replaceWith(made);
  else sheet.prepend(made);
  sheet.classList.remove("wait");
  sheet.dataset.digest = page.digest;
  delete sheet.dataset.asked;
  enliven(sheet);
  if (known) for (const one of made.querySelectorAll(".at.live")) {
    if (!known.has(one.getAttribute("data-at"))) one.classList.add("fresh");
  }
  annotate(sheet);
  fire("painted", sheet);
}

/** @type {{file: string, line: number, text: string}[]} */
let remarks = [];

/** The notes for colleagues beside what they are about. @param {HTMLElement} sheet */
function annotate(sheet) {
  for (const one of sheet.querySelectorAll(".remark")) one.remove();
  const files = screen.shown?.files ?? [];
  const frame = sheet.getBoundingClientRect();
  for (const one of remarks) {
    const found = areaBelow(files.indexOf(one.file), one.line);
    const area = found && String(found.page) === sheet.dataset.page ? sheet.querySelector(`[data-at="${found.area}"]`) : null;
    if (!area) continue;
    const top = (100 * (area.getBoundingClientRect().top - frame.top)) / frame.height;
    const made = h("button", { class: "remark", title: one.text, onclick: () => fire("remark", one) }, h("span", {}, one.text));
    made.style.top = `${top}%`;
    sheet.append(made);
  }
}

on("remarks", (/** @type {typeof remarks} */ found) => {
  remarks = found;
  for (const sheet of scroll.querySelectorAll(".sheet")) annotate(/** @type {HTMLElement} */ (sheet));
});

/** Areas that come from somewhere can be pointed at; those with findings show it. @param {HTMLElement} sheet */
function enliven(sheet) {
  const flags = flagged();
  for (const area of sheet.querySelectorAll("svg .at")) {
    const found = screen.shown?.areas[area.getAttribute("data-at") ?? ""];
    area.classList.toggle("live", Boolean(found));
    const severity = found && typeof found[0] === "number" ? flags.get(`${found[0]}:${found[1]}`) : undefined;
    area.classList.toggle("flag", severity === "error" || severity === "warning");
    area.classList.toggle("warning", severity === "warning");
  }
}

/** The line at or above another of which something is printed; 0 for none. @param {number} file @param {number} line */
function startAt(file, line, starts = Object.values(screen.shown?.areas ?? {})) {
  return starts.reduce((best, one) =>
    one[0] === file && Number(one[1]) <= line ? Math.max(best, Number(one[1])) : best, 0);
}

/** The places with findings. @returns {Map<string, string>} */
function flagged() {
  const found = new Map();
  const files = screen.shown?.files ?? [];
  const starts = Object.values(screen.shown?.areas ?? {});
  for (const finding of screen.findings) {
    const file = files.indexOf(finding.file);
    const best = startAt(file, finding.line, starts);
    const key = `${file}:${best}`;
    if (best && found.get(key) !== "error") found.set(key, finding.severity);
  }
  return found;
}

on("findings", () => {
  for (const sheet of scroll.querySelectorAll(".sheet")) enliven(/** @type {HTMLElement} */ (sheet));
});

/** What stands at a line of a file, or is the first below it: a note stands above what it is about.
 *  @param {number} file @param {number} line */
function areaBelow(file, line) {
  const starts = Object.values(screen.shown?.areas ?? {}).filter((one) => one[0] === file && Number(one[1]) >= line).map((one) => Number(one[1]));
  return areaAt(file, starts.length ? Math.min(...starts) : line);
}

/** Where a line of a file is printed: page and area; the nearest line above when it is not printed itself.
 *  @param {number} file @param {number} line */
export function areaAt(file, line) {
  const shown = screen.shown;
  if (!shown) return null;
  const best = startAt(file, line);
  const names = new Set(Object.keys(shown.areas).filter((name) => shown.areas[name][0] === file && shown.areas[name][1] === best));
  const page = shown.pages.findIndex((one) => one.areas.some((area) => names.has(String(area))));
  const area = page < 0 ? 0 : shown.pages[page].areas.find((one) => names.has(String(one)));
  return page < 0 ? null : { page, area: Number(area) };
}

/** Go to a place and show it; the area when it is there. @param {{page: number, area: number}|null} where
 *  @param {boolean} [seen] stay where it is in sight */
export async function go(where, seen = false) {
  const sheet = where && /** @type {HTMLElement|undefined} */ (scroll.querySelectorAll(".sheet")[where.page]);
  if (!sheet) return null;
  if (!seen) sheet.scrollIntoView({ block: "nearest" });
  await paint(sheet);
  const area = /** @type {SVGElement|null} */ (sheet.querySelector(`[data-at="${where.area}"]`));
  if (!area) return null;
  const box = area.getBoundingClientRect();
  const frame = scroll.getBoundingClientRect();
  if (!seen || box.top < frame.top + 20 || box.bottom > frame.bottom - 20) scroll.scrollTop += box.top - frame.top - frame.height / 3;
  if (box.left < frame.left || box.right > frame.right) scroll.scrollLeft += box.left - frame.left - 40; // a wide page
  current(area);
  return area;
}

/** @param {SVGElement} area */
function current(area) {
  for (const one of scroll.querySelectorAll(".at.here")) {
    one.classList.remove("here");
    one.removeAttribute("tabindex");
    one.removeAttribute("role");
  }
  area.classList.add("here");
  hover(area);
}

/** @param {number} by */
function turn(by) {
  const sheets = [...scroll.querySelectorAll(".sheet")];
  sheets[Math.min(sheets.length - 1, Math.max(0, pageNow() + by))]?.scrollIntoView({ block: "start" });
}

function pageNow() {
  const top = scroll.getBoundingClientRect().top + scroll.clientHeight / 3;
  const sheets = [...scroll.querySelectorAll(".sheet")];
  const found = sheets.findIndex((one) => one.getBoundingClientRect().bottom > top);
  return Math.max(0, found);
}

function tellPage() {
  const count = screen.shown?.pages.length ?? 0;
  place.textContent = `${count ? pageNow() + 1 : 0} / ${count}`;
  const box = scroll.getBoundingClientRect();
  const first = [...scroll.querySelectorAll(".at.live")].find((one) => one.getBoundingClientRect().top > box.top + 60);
  const found = first && placeOf(/** @type {SVGElement} */ (first));
  if (found && typeof found[0] === "number") fire("reading", found);
}

/** Arrows go from paragraph to paragraph, Enter opens. @param {KeyboardEvent} event */
function keys(event) {
  if (event.target !== scroll || event.altKey || event.ctrlKey || event.metaKey) return; // a box or a note has keys of its own
  const here = /** @type {SVGElement|null} */ (scroll.querySelector(".at.here"));
  if (event.key === "Enter" && here) {
    event.preventDefault();
    choose(here);
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = inOrder();
  const top = scroll.getBoundingClientRect().top;
  const from = here ? all.indexOf(here) : all.findIndex((one) => one.getBoundingClientRect().top > top) - 1;
  const next = all[from + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  current(next);
  next.scrollIntoView({ block: "nearest" });
  say(next);
}

/** The areas as they are read: of a cell, which is drawn twice, what stands in it, row by row. */
function inOrder() {
  const seen = new Set();
  const name = (/** @type {SVGElement} */ one) => `${one.closest("svg")?.ariaLabel} ${one.dataset.at}`;
  return /** @type {SVGElement[]} */ ([...scroll.querySelectorAll("path.at.live")]).reverse()
    .filter((one) => !seen.has(name(one)) && seen.add(name(one))).reverse();
}

/** What is printed there, for those who do not see it. @param {SVGElement} area */
function say(area) {
  ask("words", { doc: screen.shown?.id ?? "", area: area.dataset.at ?? "" }).then((said) => announce(said || t("emptyBox"))).catch(() => undefined);
}

/** The paragraph that the keyboard is on. @returns {SVGElement|null} */
export function here() { return scroll.querySelector(".at.here"); }

/** The area of a line, when its page is drawn. @param {number} file @param {number} line @returns {SVGElement|null} */
export function drawn(file, line) {
  const found = areaAt(file, line);
  return found && scroll.querySelector(`.sheet[data-page="${found.page}"] [data-at="${found.area}"]`);
}

/** Put the keyboard on a provision once it is painted. @param {string} file @param {number} line */
export function point(file, line) {
  const found = screen.how === "pages" ? areaAt(screen.shown?.files.indexOf(file) ?? -1, line) : null;
  if (!found) return;
  scroll.focus({ preventScroll: true });
  go(found, true).then((area) => area && say(area)).catch(complain);
}
