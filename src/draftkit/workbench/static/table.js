// @ts-check
/** A table as a grid of cells, whether it is typed in the text or kept in a CSV file. */
import { fire, form, h, labelled, Refused, screen, t, tell, toast } from "./base.js";
import { finish } from "./undo.js";
import { offering } from "./offers.js";
import { copiedCells } from "./paste.js";

const grows = CSS.supports("field-sizing", "content"); // a cell is as high as its words by itself, at any width

/** A new table after a provision. @param {any} found */
export function newTable(found) {
  const rows = [[t("ordinal"), "", ""], ["1", "", ""], ["2", "", ""]];
  openTable({ ...found, cells: { rows, align: ["center", "", ""], above: [], fresh: "tableAfter" } }, 0, 1);
}

/** The figures of a new chart after a provision. @param {any} found */
export function newChart(found) {
  const role = h("select", { id: "chart" }, ...found.charts.map((/** @type {[string, string]} */ [name, shape]) => h("option", { value: name }, t(shape))));
  const below = h("input", { id: "chart-source" });
  const rows = [["", ""], ["", ""], ["", ""]];
  openTable({ ...found, cells: { rows, align: ["", "right"], above: [], fresh: "chartAfter", role, below } }, 0, 0);
}

/** @param {any} found the provision @param {number} row @param {number} column where the cursor goes */
export function openTable(found, row, column) {
  /** @type {string[][]} */ const rows = found.cells.rows.map((/** @type {string[]} */ one) => [...one]);
  /** @type {string[]} */ const align = [...found.cells.align];
  const above = h("textarea", { rows: String(Math.max(1, found.cells.above.length)), id: "above" });
  above.value = found.cells.above.join("\n");
  const body = h("tbody");
  const { fresh, role, below } = found.cells;
  let [atRow, atColumn] = [row, column];
  /** @type {{rows: boolean, columns: boolean}|undefined} */ const stay = found.cells.stay;

  const draw = () => {
    body.replaceChildren(...rows.map((cells, index) => h("tr", {}, ...cells.map((cell, number) => {
      const box = h("textarea", { rows: "1", "aria-label": t("cell", { row: index + 1, column: number + 1 }), "data-cell": `${index}:${number}`,
        onfocus: () => { [atRow, atColumn] = [index, number]; },
        oninput: () => { rows[index][number] = stay ? box.value : box.value.replace(/\n/g, " "); fit(box); },
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.isComposing) return;
          const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if ((event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey) || (by && event.altKey)) {
            event.preventDefault();
            if (!by && index === rows.length - 1 && !stay?.rows) change(anotherRow)();
            focus(index + (by || 1), number);
          }
        } });
      box.value = cell;
      offering(box);
      return h(index ? "td" : "th", {}, box);
    }))));
    const boxes = grows ? [] : [...body.querySelectorAll("textarea")];
    const heights = boxes.map((box) => box.scrollHeight); // all asked before any is set: the page is laid out once
    boxes.forEach((box, index) => { box.style.height = `${heights[index] + 2}px`; });
  };
  const fit = (/** @type {HTMLTextAreaElement} */ box) => { if (!grows) { box.style.height = "auto"; box.style.height = `${box.scrollHeight + 2}px`; } };
  const focus = (/** @type {number} */ one, /** @type {number} */ two) => {
    /** @type {HTMLElement|null} */ (body.querySelector(`[data-cell="${one}:${two}"]`))?.focus();
  };
  /** Rows that are numbered 1, 2, 3 … stay so when one comes or goes. */
  const counting = (/** @type {() => void} */ work) => () => {
    const numbered = rows.length > 1 && rows.slice(1).every((cells, index) => cells[0].trim() === String(index + 1));
    work();
    if (numbered) rows.slice(1).forEach((cells, index) => { cells[0] = String(index + 1); });
  };
  const anotherRow = counting(() => { rows.splice(atRow + 1, 0, rows[0].map(() => "")); });
  const change = (/** @type {() => void} */ work) => () => { work(); body.dispatchEvent(new Event("input", { bubbles: true })); draw(); focus(Math.min(atRow, rows.length - 1), Math.min(atColumn, rows[0].length - 1)); };
  /** Cells copied from a sheet or a table take the places of those from here on; rows and columns that lack come. @param {string[][]} given */
  const put = (given) => {
    const wide = stay?.columns ? rows[0].length : Math.max(rows[0].length, ...given.map((cells) => atColumn + cells.length));
    for (const cells of rows) while (cells.length < wide) cells.push("");
    while (align.length < wide) align.push(align.at(-1) ?? "");
    while (!stay?.rows && rows.length < atRow + given.length) rows.push(rows[0].map(() => ""));
    given.forEach((cells, index) => cells.forEach((cell, number) => {
      rows[atRow + index][atColumn + number] = stay ? cell : cell.replaceAll("\n", "<br>");
    }));
  };
  body.addEventListener("paste", (event) => {
    const given = copiedCells(event.clipboardData);
    const short = given.length > 0 && ((stay?.rows && atRow + given.length > rows.length) || (stay?.columns && given.some((cells) => atColumn + cells.length > rows[0].length)));
    if (given.length) event.preventDefault();
    if (short) toast(t("pasteTooLarge"), { error: true });
    else if (given.length) change(() => put(given))();
  });
  const tool = (/** @type {string} */ word, /** @type {() => void} */ work) => h("button", { class: "button", type: "button", onclick: change(work) }, word);

  const how = () => (stay ? { do: "csv", csv: found.cells.hash, rows } : { do: fresh ? "new-table" : "table", role: role?.value, below: below?.value, rows, align, above: above.value.trim() ? above.value.split("\n") : [] });
  form(t(fresh ?? "tableIn", { name: found.name }), [
    stay ? h("p", { class: "ground" }, t("keptIn", { file: found.cells.file }), " ",
      h("button", { class: "button quiet", type: "button", onclick: () => { body.closest("dialog")?.close(); fire("text", found); } }, t("tableSource")))
      : labelled(t(role ? "pictureCaption" : "caption"), above),
    ...(role ? [labelled(t("chartShape"), role), labelled(t("chartSource"), below, t("chartSourceHelp"))] : []),
    h("div", { class: "row tools" },
      !stay?.rows && tool(t("rowBelow"), anotherRow),
      !stay?.rows && tool(t("rowDelete"), counting(() => { if (atRow && rows.length > 2) rows.splice(atRow, 1); })),
      !stay?.columns && tool(t("columnRight"), () => { for (const cells of rows) cells.splice(atColumn + 1, 0, ""); align.splice(atColumn + 1, 0, ""); }),
      !stay?.columns && tool(t("columnDelete"), () => { if (rows[0].length > 1) { for (const cells of rows) cells.splice(atColumn, 1); align.splice(atColumn, 1); } })),
    h("div", { class: "wide" }, h("table", { class: "grid" }, body)),
  ], t("save"), async (made) => {
    try {
      const done = await tell("edit", { doc: screen.shown?.id, file: found.file, line: found.line, hash: found.hash, ...how() });
      made.close();
      finish(done);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      toast(t("stale"), { error: true });
    }
  }, { sort: "wide-one", more: [h("span", { class: "push" }, t("gridKeys"))] });
  draw();
  focus(row, column);
}
