// @ts-check
/** What is pasted from Word or a web page: each paragraph stays one, a table becomes the lines of a table. */

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, table";
const WRITTEN = ".box textarea, .source textarea";

document.addEventListener("paste", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLTextAreaElement) || !box.matches(WRITTEN)) return;
  const text = written(event.clipboardData?.getData("text/html") ?? "");
  if (!text) return;
  event.preventDefault();
  const within = text.startsWith("|") && !/(^|\n)$/.test(box.value.slice(0, box.selectionStart));
  document.execCommand("insertText", false, within ? `\n\n${text}` : text); // as typed: it can be taken back by Ctrl+Z
});

/** The text of several paragraphs or of a table; empty where what is pasted is no more than words, and where some of it
 * would be lost: numbers of a list, words that stand in no paragraph. @param {string} html */
function written(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const one of body.querySelectorAll("style, script")) one.remove();
  const found = [...body.querySelectorAll(BLOCKS)].filter((one) => !one.parentElement?.closest("table") && (one.matches("table") || !one.querySelector(BLOCKS)));
  const made = found.map((one) => (one instanceof HTMLTableElement ? table(one) : said(one))).filter(Boolean);
  const bare = (/** @type {string} */ text) => text.replace(/\s/g, "");
  if (body.querySelector("ol") || bare(found.map(said).join("")) !== bare(said(body))) return "";
  return made.length > 1 || found.some((one) => one.matches("table")) ? made.join("\n\n") : "";
}

/** @param {Element} one */
function said(one) { return (one.textContent ?? "").replace(/\s+/g, " ").trim(); }

/** @param {HTMLTableElement} one */
function table(one) {
  const rows = [...one.rows].map((row) => [...row.cells].flatMap((cell) => [said(cell).replaceAll("|", "\\|"), ...Array(cell.colSpan - 1).fill("")]));
  if (!rows.length) return "";
  const wide = Math.max(0, ...rows.map((row) => row.length));
  const lines = rows.map((row) => `| ${[...row, ...Array(wide - row.length).fill("")].join(" | ")} |`);
  return [lines[0], `|${"---|".repeat(wide)}`, ...lines.slice(1)].join("\n");
}
