// @ts-check
/** What was written from this window, and the way back. */
import { announce, complain, fire, on, screen, t, tell, toast } from "./base.js";
import * as pages from "./pages.js";

/** What was written from this window and can be taken back, the last at the end; what was taken back and can be done again. */
const past = /** @type {string[]} */ ([]);
const taken = /** @type {string[]} */ ([]);

on("open", (one) => { if (typeof one !== "string" && one.doc === screen.shown?.id) return; past.length = taken.length = 0; fire("undoable", 0); });

/** Tell what was written, and offer to take it back. @param {any} done */
export function finish(done) {
  fire("wrote", done.document);
  if (done.at) fire("at", done.at);
  keep(done.undo);
  const words = [t("written"), ...done.told].join(" ");
  if (done.undo) toast(words, { action: t("undo"), act: back });
  else announce(words);
}

/** A change that can be taken back. @param {string} name */
export function keep(name) {
  if (!name) return;
  past.push(name);
  taken.length = 0;
  fire("undoable", past.length);
}

/** Take back the last change. */
export const back = () => step(past, taken, t("undone"), t("redo"), () => forth());

/** Do again what was taken back last. */
export const forth = () => step(taken, past, t("written"), t("undo"), () => back());

/** @param {string[]} from @param {string[]} to @param {string} words @param {string} action @param {() => any} act */
async function step(from, to, words, action, act) {
  const name = from.pop();
  if (!name) return toast(t("nothingToUndo"));
  try {
    const done = await tell("take-back", { undo: name });
    if (done.undo) to.push(done.undo);
    fire("wrote", done.document);
    if (done.at) pages.point(done.at.file, done.at.line);
    toast(words, done.undo ? { action, act } : {});
  } catch (error) { complain(error); }
  fire("undoable", past.length);
}
