// The pages of a document beside its text, drawn by the workbench: what was saved last. A click goes to the line.
"use strict";

const { randomBytes } = require("node:crypto");
const path = require("node:path");
const vscode = require("vscode");

const inside = (file, name) => file.includes(`/${name}/`) || file.endsWith(`/${name}`);
const slashes = (file) => file.split(path.sep).join("/");

// Asks the workbench; its address bears a token, which it takes once and gives a cookie for.
async function asker(address) {
  const { origin } = new URL(address);
  const answer = await fetch(address, { redirect: "manual" });
  const cookie = (answer.headers.get("set-cookie") || "").split(";")[0];
  return async (name, given = {}) => {
    const found = await fetch(`${origin}/api/${name}?${new URLSearchParams(given)}`, { headers: { cookie } });
    if (!found.ok) throw new Error(await found.text());
    return found;
  };
}

class Pages {
  constructor(address, failed) {
    this.ask = asker(address);
    this.failed = failed;
    this.panel = vscode.window.createWebviewPanel(
      "draftkit.pages",
      "draftkit",
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] }
    );
    const told = (message) => this.hear(message).catch(failed);
    this.parts = [
      this.panel.webview.onDidReceiveMessage(told),
      vscode.workspace.onDidSaveTextDocument(() => this.draw().catch(failed)),
      vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.follow(editor).catch(failed)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.point(event.textEditor)),
    ];
    this.panel.onDidDispose(() => this.parts.forEach((one) => one.dispose()));
    this.panel.webview.html = html();
  }

  // Show the document that a file belongs to; files of none leave what is shown.
  async follow(editor) {
    const ask = await this.ask;
    const file = slashes(editor.document.uri.fsPath);
    const { documents } = await (await ask("start")).json();
    const names = documents.map((one) => one.id).filter((name) => inside(file, name));
    const name = names.sort((one, other) => other.length - one.length)[0];
    if (!name || name === this.name) return;
    this.name = name;
    this.root = file.slice(0, file.lastIndexOf(`/${name}`));
    await this.draw();
    this.point(editor);
  }

  async draw() {
    if (!this.name) return;
    const shown = await (await (await this.ask)("document", { doc: this.name })).json();
    this.shown = shown;
    this.panel.title = shown.title || this.name;
    const pages = shown.pages.map(({ digest, width, height, areas }) => ({ digest, width, height, areas }));
    this.panel.webview.postMessage({ pages, problem: shown.problem && shown.problem.message });
  }

  // Bring what a line prints into view.
  point(editor) {
    if (!this.shown || !editor.document.uri.fsPath) return;
    const file = this.shown.files.indexOf(slashes(editor.document.uri.fsPath).slice((this.root || "").length + 1));
    const line = editor.selection.active.line + 1;
    const starts = Object.entries(this.shown.areas).filter(([, place]) => place[0] === file && place[1] <= line);
    const best = starts.sort(([, one], [, other]) => other[1] - one[1])[0];
    if (file >= 0 && best) this.panel.webview.postMessage({ area: Number(best[0]) });
  }

  async hear({ ready, want, digest, picked }) {
    if (ready) {
      const editor = vscode.window.activeTextEditor || vscode.window.visibleTextEditors[0];
      return editor && this.follow(editor);
    }
    if (want !== undefined) {
      const page = await (await this.ask)("page", { doc: this.name, n: String(want) });
      return this.panel.webview.postMessage({ page: want, digest, svg: await page.text() });
    }
    const place = this.shown.areas[picked];
    if (!place || typeof place[0] !== "number") return undefined; // a text of the frame: several keys print it
    const file = vscode.Uri.file(path.join(this.root, this.shown.files[place[0]]));
    const at = new vscode.Position(place[1] - 1, 0);
    const options = { viewColumn: vscode.ViewColumn.One, selection: new vscode.Range(at, at) };
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file), options);
  }
}

// No script but this one, no request: pictures come as messages, and are set as a picture's nodes.
function html() {
  const nonce = randomBytes(16).toString("hex");
  const policy = `default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">
body { margin: 0; padding: 12px; }
.page { background: #fff; margin: 0 auto 12px; max-width: 960px; box-shadow: 0 0 4px #0006; }
.page svg { display: block; width: 100%; height: auto; }
.at { cursor: pointer; }
.at:hover, .at.here { fill: #1a6fd022; }
#problem { color: var(--vscode-errorForeground); position: sticky; top: 0; background: var(--vscode-editor-background); }
</style><p id="problem" role="status" hidden></p><main></main><script nonce="${nonce}">(${inTheWindow})()</script>`;
}

/* global acquireVsCodeApi, document, window, DOMParser, IntersectionObserver */
function inTheWindow() {
  const editor = acquireVsCodeApi();
  const main = document.querySelector("main");
  const problem = document.querySelector("#problem");
  let pages = [];
  let area;
  const near = new IntersectionObserver(
    (entries) => entries.filter((one) => one.isIntersecting).forEach(({ target }) => want(target)),
    { rootMargin: "600px" }
  );
  const want = (sheet) => {
    const n = [...main.children].indexOf(sheet);
    const { digest } = pages[n] || {};
    if (!digest || sheet.dataset.asked === digest) return;
    sheet.dataset.asked = digest;
    editor.postMessage({ want: n, digest });
  };
  const mark = () => {
    for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
    const found = [...document.querySelectorAll(`[data-at="${area}"]`)];
    found.forEach((one) => one.classList.add("here"));
    return found[0];
  };
  const show = (given) => {
    problem.hidden = !given.problem;
    problem.textContent = given.problem || "";
    if (given.problem && !given.pages.length) return;
    pages = given.pages;
    while (main.children.length > pages.length) main.lastChild.remove();
    while (main.children.length < pages.length) {
      const sheet = main.appendChild(document.createElement("div"));
      sheet.className = "page";
    }
    [...main.children].forEach((sheet, n) => {
      sheet.style.aspectRatio = `${pages[n].width} / ${pages[n].height}`;
      near.unobserve(sheet);
      near.observe(sheet);
    });
  };
  const paint = ({ page, digest, svg }) => {
    const sheet = main.children[page];
    if (!sheet || sheet.dataset.asked !== digest) return;
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    if (parsed.localName !== "svg") return;
    for (const one of parsed.querySelectorAll("script, foreignObject")) one.remove();
    for (const one of parsed.querySelectorAll("a")) one.replaceWith(...one.childNodes);
    parsed.removeAttribute("width");
    parsed.removeAttribute("height");
    sheet.replaceChildren(document.importNode(parsed, true));
    mark();
  };
  window.addEventListener("message", ({ data }) => {
    if (data.pages) show(data);
    if (data.svg) paint(data);
    if (data.area === undefined) return;
    area = data.area;
    const sheet = main.children[pages.findIndex((one) => one.areas.includes(area))];
    const found = mark() || sheet;
    if (found) found.scrollIntoView({ block: "nearest" });
  });
  main.addEventListener("click", ({ target }) => {
    const found = target.closest(".at");
    if (found) editor.postMessage({ picked: found.dataset.at });
  });
  editor.postMessage({ ready: true });
}

module.exports = { Pages };
