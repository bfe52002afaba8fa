"""Chromium driven over the WebDriver protocol, without any library."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest


class Browser:
    """One headless browser; `run` evaluates JavaScript in the page shown."""

    def __init__(self, port: int, profile: str) -> None:
        self.base = f"http://127.0.0.1:{port}"
        arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
        ]
        options = {"binary": shutil.which("chromium") or shutil.which("chromium-browser") or "", "args": arguments}
        made = self._send("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.session = f"/session/{made['sessionId']}"

    def _send(self, method: str, path: str, data: object = None) -> Any:
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.base + path, body, {"Content-Type": "application/json"}, method=method)
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def resize(self, width: int, height: int = 900) -> None:
        """A window of this size; a telephone when it is narrow."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self._command("Emulation.setDeviceMetricsOverride", size)

    def show(self, page: Path | str, width: int, height: int = 900) -> None:
        """Open a file or an address in a window of this size, as a telephone of this width would."""
        self.resize(width, height)
        self._send("POST", f"{self.session}/url", {"url": page if isinstance(page, str) else page.resolve().as_uri()})

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return b64decode(self._send("GET", f"{self.session}/screenshot"))

    def press(self, *keys: str) -> None:
        """Type keys one after the other into what has the focus; those of WebDriver have signs of their own."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act([{"type": "key", "id": "keys", "actions": actions}])

    def hold(self, held: str, key: str) -> None:
        """A key while another is held."""
        order = (("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held))
        self._act([{"type": "key", "id": "keys", "actions": [{"type": kind, "value": one} for kind, one in order]}])

    def click(self, x: float, y: float) -> None:
        """Click at a point of the window."""
        move = {"type": "pointerMove", "duration": 0, "x": round(x), "y": round(y)}
        actions = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act([{"type": "pointer", "id": "mouse", "actions": actions}])

    def put(self, selector: str, file: Path) -> None:
        """Choose a file in a field for files."""
        found = self._send("POST", f"{self.session}/element", {"using": "css selector", "value": selector})
        self._send("POST", f"{self.session}/element/{next(iter(found.values()))}/value", {"text": str(file)})

    def downloads(self, folder: Path) -> None:
        """Where what is downloaded goes."""
        self._command("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})

    def evaluate(self, script: str) -> None:
        """A script of ours in a page that allows none but its own."""
        self._command("Runtime.evaluate", {"expression": script})

    def prefer(self, scheme: str) -> None:
        """As if the reader wanted this scheme of colours: `dark`, `light`."""
        wanted = [{"name": "prefers-color-scheme", "value": scheme}]
        self._command("Emulation.setEmulatedMedia", {"features": wanted})

    def _command(self, name: str, given: object) -> None:
        self._send("POST", f"{self.session}/goog/cdp/execute", {"cmd": name, "params": given})

    def _act(self, actions: object) -> None:
        self._send("POST", f"{self.session}/actions", {"actions": actions})

    def run(self, script: str, *arguments: object) -> Any:
        return self._send("POST", f"{self.session}/execute/sync", {"script": script, "args": list(arguments)})

    def run_later(self, script: str) -> Any:
        """A script that calls its last argument when it is done."""
        return self._send("POST", f"{self.session}/execute/async", {"script": script, "args": []})

    def end(self) -> None:
        self._send("DELETE", self.session)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for a while; the test is skipped, visibly, where Chromium or its driver is not installed."""
    driver = shutil.which("chromedriver")
    if not driver or not (shutil.which("chromium") or shutil.which("chromium-browser")):
        pytest.skip("no chromium with chromedriver (Debian: apt install chromium chromium-driver)")
    with tempfile.TemporaryDirectory(prefix="chr-", ignore_cleanup_errors=True) as profile, ExitStack() as stack:
        found = Browser(stack.enter_context(_driven(driver)), profile)
        stack.callback(found.end)
        yield found


@contextmanager
def _driven(driver: str) -> Iterator[int]:
    """The port of a driver that runs. The system gives it one of IPv4; it ends where another has the same of IPv6, and
    is started anew then."""
    for _ in range(5):
        process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            assert process.stdout is not None
            line = next((line for line in process.stdout if "started successfully on port" in line), "")
            if line:
                yield int(re.findall(r"port (\d+)", line)[0])
                return
        finally:
            process.terminate()
            process.wait(timeout=20)
            if process.stdout:
                process.stdout.close()
    raise RuntimeError("chromedriver does not start")


def node_module(name: str, file: str) -> Path:
    """A file of a package of npm: below DRAFTKIT_NODE_MODULES, else node_modules of the checkout or of the folder
    above; skipped visibly where absent."""
    import os

    places = [
        Path(os.environ.get("DRAFTKIT_NODE_MODULES", "")),
        *(parent / "node_modules" for parent in Path(__file__).parents[2:4]),
    ]
    for place in places:
        if str(place) != "." and (place / name / file).is_file():
            return place / name / file
    pytest.skip(f"no {name} (npm install {name}; DRAFTKIT_NODE_MODULES names the folder)")
