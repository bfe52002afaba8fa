"""Killed in the middle of its saves, the workbench leaves the old text or the new one."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from json import dumps, load
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

import pytest

from draftkit.library.project import open_project
from tests.workbench.conftest import BODY, DOC
from tests.workbench.test_morning import started

FILE = f"{DOC}/01.md"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
@pytest.mark.parametrize("after", [2, 5, 9, 14])
def test_old_or_new_text(project: Path, after: int) -> None:
    written = [BODY]
    with started(project) as (address, process):
        base = address.partition("/?")[0]
        opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        opener.open(address).read()
        headers = {"Origin": base, "X-Draftkit": "1", "Content-Type": "application/json"}

        def ask(path: str, body: object = None) -> Any:
            data = None if body is None else dumps(body).encode()
            return load(opener.open(Request(f"{base}/api/{path}", data, headers)))

        def save() -> None:
            with suppress(HTTPException, OSError, ValueError):
                for number in range(50):
                    found = ask(f"provision?{urlencode({'doc': DOC, 'file': FILE, 'line': 6})}")
                    text = f"a) Cấp nước lần {number};"
                    written.append(written[-1].replace(found["text"], text))
                    ask(
                        "edit",
                        {
                            "doc": DOC,
                            "do": "replace",
                            **{key: found[key] for key in ("file", "line", "hash")},
                            "text": text,
                        },
                    )

        saving = threading.Thread(target=save)
        saving.start()
        while saving.is_alive() and len(written) <= after:
            time.sleep(0.005)
        time.sleep(after * 0.003)
        os.kill(process.pid, signal.SIGKILL)
        saving.join(timeout=30)
    open_project(project, None)  # what a killed write left is brought to its end
    assert (project / FILE).read_text(encoding="utf-8") in written[-2:]
