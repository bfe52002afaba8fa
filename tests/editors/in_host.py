"""The extension in VS Code itself, as the browser shows it: findings, a quick fix, completion, pages beside the text.

Not part of the tests, since the editor is large: `python -m tests.editors.in_host EDITOR VSIX [PICTURES]`, where EDITOR
is the folder of the npm package `code-server`, installed with its `lib/vscode` (editors/vscode/README.md says how), and
VSIX what `npm run package` made. `draftkit` and the `node` that the editor is for must be in PATH. Says `ok`, or what
was never seen; PICTURES is a folder for what the window showed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.site.browser import Browser, browser
from tests.workbench.conftest import BODY, DOC, FRONT

PORT = 8797
ENTER, CONTROL, SHIFT, END = "\ue007", "\ue009", "\ue008", "\ue010"
SETTINGS = {"workbench.startupEditor": "none", "chat.disableAIFeatures": True, "telemetry.telemetryLevel": "off"}


def main() -> None:
    editor, vsix = Path(sys.argv[1]), Path(sys.argv[2])
    pictures = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        project = Path(folder, "project")
        (project / DOC).mkdir(parents=True)
        (project / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
        (project / DOC / "draft.yaml").write_text(FRONT, encoding="utf-8")
        (project / DOC / "01.md").write_text(BODY.replace("@pham-vi", "@pham-vy"), encoding="utf-8")
        with running(editor, vsix, Path(folder, "home")), browser() as window:
            seen = Seen(window, pictures)
            window.show(f"http://127.0.0.1:{PORT}/?folder={project}", 1440)
            look(seen, project / DOC / "01.md")
    print("ok")


@contextmanager
def running(editor: Path, vsix: Path, home: Path) -> Iterator[None]:
    """The editor with the extension, in a home of its own."""
    for name in ("User", "Machine"):
        settings = home / "data" / name / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({**SETTINGS, "draftkit.program": shutil.which("draftkit")}), encoding="utf-8")
    command = ["node", str(editor / "out/node/entry.js"), "--user-data-dir", str(home / "data")]
    command += ["--extensions-dir", str(home / "extensions")]
    environment = {**os.environ, "HOME": str(home)}
    subprocess.run((*command, "--install-extension", str(vsix)), check=True, env=environment, stdout=subprocess.DEVNULL)
    serve = ["--auth", "none", "--bind-addr", f"127.0.0.1:{PORT}", "--disable-workspace-trust"]
    serve += ["--disable-telemetry", "--disable-update-check"]
    server = subprocess.Popen((*command, *serve), env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        next(line for line in server.stdout if "HTTP server listening" in line)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


class Seen:
    """What the window shows."""

    def __init__(self, window: Browser, pictures: Path | None) -> None:
        self.window, self.pictures = window, pictures

    def until(self, name: str, what: Callable[[], object] | str, seconds: float = 40) -> None:
        """Wait for something, a text the window shows or more, and take a picture of it."""
        end = time.monotonic() + seconds
        found: object = None
        while not found and time.monotonic() < end:
            time.sleep(0.3)
            shown = self.window.run("return document.body ? document.body.innerText.replaceAll('\\u00a0', ' ') : ''")
            found = what in shown if isinstance(what, str) else what()
        if self.pictures:
            (self.pictures / f"{name}.png").write_bytes(self.window.picture())
        if not found:
            raise SystemExit(f"never seen: {name}")

    def chord(self, *keys: str) -> None:
        """Keys held together."""
        down = [{"type": "keyDown", "value": key} for key in keys]
        up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.window._act([{"type": "key", "id": "keys", "actions": [*down, *up]}])
        time.sleep(1)

    def chosen(self, keys: tuple[str, ...], text: str) -> None:
        """Open a list by keys, type into it and take the first."""
        self.chord(*keys)
        self.window.press(*text)
        time.sleep(2)
        self.window.press(ENTER)
        time.sleep(1)


def look(seen: Seen, file: Path) -> None:
    """A little work in the editor."""
    seen.until("window", "draftkit.yaml")
    time.sleep(3)
    seen.chosen((CONTROL, "p"), "01.md")
    seen.until("text", "Đối tượng áp dụng")
    seen.chord(CONTROL, SHIFT, "m")
    seen.until("findings", "có phải ý bạn là")
    seen.chosen((CONTROL, "g"), "10:64")
    seen.chord(CONTROL, ".")
    seen.until("quick-fix", "thay cho")
    seen.window.press(ENTER)
    seen.chord(CONTROL, "s")
    seen.until("mended", lambda: "@pham-vy" not in file.read_text(encoding="utf-8"))
    seen.chosen((CONTROL, "g"), "20:30")
    seen.window.press(END, *" Xem @ph")
    seen.until("labels", "Điều 1 của Nghị định này")
    seen.window.press(ENTER, *" {{ t")
    seen.until("values", "15 ngày")
    seen.window.press(ENTER)
    seen.chord(CONTROL, "s")
    seen.until("written", lambda: "Xem @pham-vi {{ thoi_han" in file.read_text(encoding="utf-8"))
    seen.chosen((CONTROL, SHIFT, "p"), "Xem trang")
    seen.until("pages", lambda: pages(seen.window))


def pages(window: Browser) -> bool:
    """Whether the panel beside the text shows a page: it is a frame in a frame."""
    depth = 0
    try:
        for selector in ("iframe.webview", "iframe"):
            found = window._send("POST", f"{window.session}/elements", {"using": "css selector", "value": selector})
            if not found:
                return False
            window._send("POST", f"{window.session}/frame", {"id": found[0]})
            depth += 1
        return bool(window.run("return !!document.querySelector('.page svg .at.here')"))
    finally:
        if depth:
            window._send("POST", f"{window.session}/frame", {"id": None})


if __name__ == "__main__":
    main()
