// @ts-check
/** What is pasted from Word or a web page: each paragraph stays one, a table becomes the lines of a table. */

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, table";
const END = "\f"; // stands where a line ends within a paragraph or a cell
const WRITTEN = ".box textarea, .source textarea";

document.addEventListener("paste", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement) || !box.matches(WRITTEN)) return;
  const text = written(event.clipboardData?.getData("text/html") ?? "");
  if (!text) return;
  event.preventDefault();
  const [before, behind] = [box.value.slice(0, box.selectionStart), box.value.slice(box.selectionEnd)];
  const start = text.startsWith("|") && !/(^|\n)$/.test(before) ? "\n\n" : "";
  const end = text.endsWith("|") && !/^(\n|$)/.test(behind) ? "\n\n" : "";
  document.execCommand("insertText", false, start + text + end); // as typed: it can be taken back by Ctrl+Z
});

/** The text of several paragraphs or of a table; empty where what is pasted is no more than words, and where some of it
 * would be lost: numbers of a list, words that stand in no paragraph, a table in a cell. @param {string} html */
function written(html) {
  const body = read(html);
  const found = [...body.querySelectorAll(BLOCKS)].filter((one) => !one.parentElement?.closest("table") && (one.matches("table") || !one.querySelector(BLOCKS)));
  const made = found.map((one) => (one instanceof HTMLTableElement ? table(one) : said(one))).filter(Boolean);
  const bare = (/** @type {string} */ text) => text.replace(/\s/g, "");
  if (!found.length && body.dataset.signs) return said(body);
  if (body.querySelector("ol, caption, td table") || bare(found.map(said).join("")) !== bare(said(body))) return "";
  return made.length > 1 || body.dataset.signs || made.some((one) => one.includes("\n|---|")) ? made.join("\n\n") : "";
}

/** What was copied, with a sign where a line ends; raised and lowered signs and footnotes are written as ours are, those
 * with names that no other paste gave. @param {string} html */
function read(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const one of body.querySelectorAll("style, script")) one.remove();
  for (const one of body.querySelectorAll("br, td :is(p, div, li), th :is(p, div, li)")) one.before(END);
  const name = Math.floor(Date.now() / 1000 % 46656).toString(36);
  for (const one of body.querySelectorAll('a[href*="#_ftn"]')) {
    const [, back, number] = /#_ftn(ref)?(\d+)$/.exec(one.getAttribute("href") ?? "") ?? [];
    if (number) one.replaceWith(`[^c${name}${number}]${back ? ":" : ""}`);
    body.dataset.signs = "1";
  }
  for (const one of body.querySelectorAll("sup, sub")) {
    const words = one.textContent?.trim();
    if (!words || words.startsWith("[^")) continue;
    one.replaceWith(one.tagName === "SUP" ? `^${words}^` : `~${words}~`);
    body.dataset.signs = "1";
  }
  return body;
}

/** The lines of an element, as it has them. @param {Element} one */
function said(one) {
  return (one.textContent ?? "").split(END).map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n");
}

/** The lines of a table, each cell where it stands; the words of an only cell. @param {HTMLTableElement} one */
function table(one) {
  const [head, ...rows] = cells(one).map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", "<br>")).join(" | ")} |`);
  return rows.length || one.rows[0]?.cells.length > 1 ? [head, `|${"---|".repeat(cells(one)[0].length)}`, ...rows].join("\n") : said(one);
}

/** The words of the cells of a table, row for row, each where it stands. @param {HTMLTableElement} one */
function cells(one) {
  const grid = [...one.rows].map(() => /** @type {string[]} */ ([]));
  [...one.rows].forEach((row, at) => [...row.cells].forEach((cell) => {
    let from = 0;
    while (grid[at][from] !== undefined) from += 1;
    const taken = grid.slice(at, cell.rowSpan ? at + cell.rowSpan : grid.length);
    for (let next = from; next < from + cell.colSpan; next += 1) for (const below of taken) below[next] = "";
    grid[at][from] = said(cell);
  }));
  const wide = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: wide }, (_, at) => row[at] ?? ""));
}

/** Cells copied from a sheet or a table; none where what is copied is no more than words. @param {DataTransfer|null} copied */
export function copiedCells(copied) {
  const body = read(copied?.getData("text/html") ?? "");
  const all = body.querySelectorAll("table");
  const text = copied?.getData("text/plain").replace(/\r?\n$/, "") ?? "";
  const found = all.length === 1 ? cells(all[0]) : all.length || !text.includes("\t") ? [] : text.split(/\r?\n/).map((row) => row.split("\t"));
  return found.length > 1 || found.some((row) => row.length > 1) ? found : [];
}
