// @ts-check
/** Long work: what it does at the moment is shown with the seconds it takes, and it can be stopped. */
import { announce, front, h, Refused, t, toast } from "./base.js";

const PATIENCE = 700;

/**
 * Do something that may take long; null when the user stopped it.
 * @param {string} name @param {any} body @param {string} word what is being done @returns {Promise<any>}
 */
export async function long(name, body, word) {
  const stop = new AbortController();
  const line = h("span", { class: "said" }, word);
  const seconds = h("span", { class: "seconds" });
  const shown = h("div", { class: "toast job", role: "status" }, h("progress", { "aria-label": word }), line, seconds,
    h("button", { onclick: () => stop.abort() }, t("stop")));
  const start = Date.now();
  const late = window.setTimeout(() => { document.querySelector(".toast")?.remove(); front().append(shown); announce(word); }, PATIENCE);
  const clock = window.setInterval(() => { seconds.textContent = t("seconds", { count: Math.round((Date.now() - start) / 1000) }); }, 1000);
  try {
    const headers = { "Content-Type": "application/json", "X-Draftkit": "1" };
    const answer = await fetch(`/api/${name}`, { method: "POST", headers, body: JSON.stringify(body), signal: stop.signal });
    if (!answer.ok || !answer.body) throw new Refused(answer.status, await answer.json().catch(() => ({ error: answer.statusText })));
    for await (const told of lines(answer.body)) {
      if ("done" in told) return told.done;
      if ("error" in told) throw new Refused(told.status, told);
      line.textContent = told.said;
    }
    throw new Refused(0, { error: t("offline") });
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (!stop.signal.aborted) throw new Refused(0, { error: t("offline") });
    toast(t("stopped"));
    return null;
  } finally {
    clearTimeout(late);
    clearInterval(clock);
    shown.remove();
  }
}

/** What a line of events says, one after the other. @param {ReadableStream<Uint8Array>} body */
async function* lines(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part.startsWith("data: ")) yield JSON.parse(part.slice(6));
  }
}
