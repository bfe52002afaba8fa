// Starts the language server of draftkit for the folder that is open, and the workbench when its pages are wanted.
"use strict";

const { execFile, spawn } = require("node:child_process");
const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");
const { Pages } = require("./pages.js");

const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\S*/;
const WAIT = 20000;

let client;
let workbench; // the process, and a promise of its address
let pages;

function settings() {
  const config = vscode.workspace.getConfiguration("draftkit");
  return { program: config.get("program", "draftkit"), language: config.get("language", "vi") };
}

function folder() {
  const first = (vscode.workspace.workspaceFolders || [])[0];
  return first ? first.uri.fsPath : undefined;
}

const SETTING = "Mở cài đặt";

// Whether there is a program of this name: asked first, since the client tells of a missing one in words of its own.
async function missing(program) {
  const error = await new Promise((resolve) => execFile(program, ["--version"], { cwd: folder() }, resolve));
  if (!error) return false;
  const told = `Không chạy được “${program}” (${error.message}). Cài bằng: uv tool install "draftkit-vn[lsp,serve]", ` +
    "hoặc chỉ đường dẫn trong cài đặt draftkit.program.";
  Promise.resolve(vscode.window.showErrorMessage(told, SETTING)).then((chosen) => {
    if (chosen === SETTING) vscode.commands.executeCommand("workbench.action.openSettings", "draftkit.program");
  });
  return true;
}

async function start() {
  const { program, language } = settings();
  if (await missing(program)) return;
  const run = { command: program, args: ["lsp", "--lang", language], options: { cwd: folder(), shell: false } };
  client = new LanguageClient(
    "draftkit",
    "draftkit",
    { run, debug: run },
    {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "file", language: "yaml" },
      ],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{md,yaml,csv,txt}") },
    }
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    vscode.window.showErrorMessage(`Không chạy được “${program} lsp”: ${error.message}`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running) await running.stop();
}

// The address of the workbench of a folder; it is started once and ends with the editor.
function address() {
  if (workbench) return workbench.address;
  const { program, language } = settings();
  const child = spawn(program, ["serve", "--no-browser", "--lang", language, folder() || "."], {
    cwd: folder(),
    shell: false,
    windowsHide: true,
  });
  const found = new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(said.trim() || "không trả lời")), WAIT);
    const read = (data) => {
      said += data.toString("utf8");
      const match = ADDRESS.exec(said);
      if (match) {
        clearTimeout(timer);
        resolve(match[0]);
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      workbench = undefined;
      reject(new Error(said.trim() || `kết thúc (${code})`));
    });
  });
  workbench = { child, address: found };
  return found;
}

function failed(error) {
  vscode.window.showErrorMessage(`Không mở được bàn soạn thảo: ${error.message}`);
}

async function opened(use) {
  try {
    await use(await address());
  } catch (error) {
    workbench = undefined;
    failed(error);
  }
}

const preview = () => opened((found) => vscode.env.openExternal(vscode.Uri.parse(found)));

const beside = () =>
  opened((found) => {
    if (pages) return pages.panel.reveal(undefined, true);
    pages = new Pages(found, failed);
    pages.panel.onDidDispose(() => (pages = undefined));
    return undefined;
  });

async function activate(context) {
  vscode.commands.executeCommand("setContext", "draftkit.here", true);
  context.subscriptions.push(
    vscode.commands.registerCommand("draftkit.preview", preview),
    vscode.commands.registerCommand("draftkit.pages", beside),
    vscode.commands.registerCommand("draftkit.restart", async () => {
      await stop();
      await start();
    })
  );
  await start();
}

async function deactivate() {
  if (workbench) workbench.child.kill();
  await stop();
}

module.exports = { activate, deactivate };
