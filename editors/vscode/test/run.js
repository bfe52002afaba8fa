// Runs the extension in a host that stands for the editor's: no download, no window. `node test/run.js [program]`; the
// program is what is started instead of draftkit.
"use strict";

const assert = require("node:assert");
const Module = require("node:module");
const path = require("node:path");

const root = path.join(__dirname, "..");
const manifest = require("../package.json");
const program = process.argv[2] || "draftkit-that-is-not-there";
const folder = process.argv[3] || root;
const commands = {};
const opened = [];
const errors = [];
const started = [];

const vscode = {
  workspace: {
    workspaceFolders: [{ uri: { fsPath: folder } }],
    getConfiguration: () => ({ get: (key, otherwise) => (key === "program" ? program : otherwise) }),
    createFileSystemWatcher: (pattern) => ({ pattern }),
  },
  window: { showErrorMessage: (text) => errors.push(text) },
  env: { openExternal: async (uri) => opened.push(uri) },
  Uri: { parse: (text) => text },
  commands: {
    registerCommand: (name, run) => ((commands[name] = run), { dispose() {} }),
    executeCommand: async () => undefined,
  },
};
class LanguageClient {
  constructor(id, name, server, options) {
    Object.assign(this, { id, name, server, options });
  }
  async start() {
    started.push(this);
  }
  async stop() {
    started.splice(started.indexOf(this), 1);
  }
}
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);

async function main() {
  const extension = require(path.join(root, manifest.main));
  const subscriptions = [];
  await extension.activate({ subscriptions });
  const declared = manifest.contributes.commands.map((one) => one.command).sort();
  assert.deepStrictEqual(Object.keys(commands).sort(), declared);
  assert.strictEqual(subscriptions.length, declared.length);
  for (const menu of Object.values(manifest.contributes.menus)) {
    for (const item of menu) assert.ok(declared.includes(item.command));
  }
  if (process.argv[2]) {
    assert.strictEqual(started.length, 1);
    const { run } = started[0].server;
    assert.deepStrictEqual([run.command, ...run.args], [program, "lsp", "--lang", "vi"]);
    assert.strictEqual(run.options.shell, false);
    await commands["draftkit.restart"]();
    assert.strictEqual(started.length, 1);
    await commands["draftkit.preview"]();
    assert.deepStrictEqual(errors, []);
    assert.match(opened[0], /^http:\/\/127\.0\.0\.1:\d+\//);
    await commands["draftkit.preview"]();
    assert.strictEqual(opened[1], opened[0]); // one workbench, not two
  } else {
    assert.match(errors[0], /uv tool install/); // in our words; the client, which has its own, is not asked
    assert.strictEqual(started.length, 0);
    await commands["draftkit.preview"]();
    assert.strictEqual(opened.length, 0);
    assert.strictEqual(errors.length, 2);
  }
  await extension.deactivate();
  assert.strictEqual(started.length, 0);
  console.log("ok");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
