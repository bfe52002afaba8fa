"""Chromium driven over the WebDriver protocol, without any library."""

from __future__ import annotations

import atexit
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
        self.seen: set[str] = set()
        self.prefer()

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
        address = page if isinstance(page, str) else page.resolve().as_uri()
        self.seen.add("/".join(address.split("/", 3)[:3]))
        self._send("POST", f"{self.session}/url", {"url": address})

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

    def prefer(self, scheme: str = "", motion: str = "reduce") -> None:
        """As if the reader wanted this scheme of colours (`dark`, `light`), and nothing to move, since what moves is
        painted sixty times a second; or `no-preference`."""
        wanted = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
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

    def renew(self) -> None:
        """As if it had just been started: a window of its own, nothing kept of what was seen."""
        for origin in self.seen:
            self._command("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        self.seen.clear()
        for forgotten in ("Cookies", "Cache"):
            self._command(f"Network.clearBrowser{forgotten}", {})
        self._command("Browser.setDownloadBehavior", {"behavior": "default"})
        made = self._send("POST", f"{self.session}/window/new", {"type": "tab"})
        self._send("DELETE", f"{self.session}/window")
        self._send("POST", f"{self.session}/window", {"handle": made["handle"]})
        self._command("Page.bringToFront", {})  # else it has no focus
        self.prefer()

    def end(self) -> None:
        self._send("DELETE", self.session)


_READY: list[Browser] = []
"""Those nobody uses: a start takes as much of the processor as many a test."""
_STARTED = ExitStack()
atexit.register(_STARTED.close)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser for a while; the test is skipped, visibly, where Chromium or its driver is not installed. One in which
    a test failed is not used again."""
    driver = shutil.which("chromedriver")
    if not driver or not (shutil.which("chromium") or shutil.which("chromium-browser")):
        pytest.skip("no chromium with chromedriver (Debian: apt install chromium chromium-driver)")
    found = _READY.pop() if _READY else _begun(driver)
    yield found
    found.renew()
    _READY.append(found)


def _begun(driver: str) -> Browser:
    with ExitStack() as stack:
        profile = stack.enter_context(tempfile.TemporaryDirectory(prefix="chr-", ignore_cleanup_errors=True))
        found = Browser(stack.enter_context(_driven(driver)), profile)
        stack.callback(found.end)
        _STARTED.push(stack.pop_all())
    return found


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
