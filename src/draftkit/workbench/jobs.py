"""Long work in a process of its own: it says meanwhile what it does, and ends when nobody waits for it any more.

A request is answered by a line of events: `{"said": …}` while it works, then `{"done": …}` or `{"error": …, "status":
…}`. When the browser takes the request back, the process is killed; files are written whole, so none is half there."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from draftkit.errors import DraftkitError
from draftkit.files.whole import scratch
from draftkit.library.language import translator
from draftkit.model.message import msg
from draftkit.workbench.bench import Bench, Data

WORK = {
    "make": ("make", "make"),
    "make-series": ("make", "make_series"),
    "dossier": ("dossiers", "make_dossier"),
    "consolidate": ("consolidating", "consolidate"),
    "import": ("receive", "take_over"),
    "round": ("receive", "round_of"),
    "compare": ("comparing", "compare"),
}
"""What is done aside, by the address that asks for it: module and function, loaded by the process only."""
_ENDED = msg("The work ended before it was done; nothing else was changed. Try again.")
_LONGEST = 1 << 28
"""Bytes of a line that the process says."""


async def events(bench: Bench, language: str, name: str, given: Data) -> AsyncIterator[str]:
    """Do something aside; what it says, as server-sent events."""
    order = {
        "root": str(bench.root),
        "cache": str(bench.desk.cache) if bench.desk.cache else None,
        "language": language,
        "now": bench.now(),
        "work": name,
        "given": given,
        "uploads": {key: str(path) for key, path in bench.uploads.paths().items()},
    }
    with scratch() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            "from draftkit.workbench.jobs import main; main()",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TMPDIR": folder, "TEMP": folder, "TMP": folder},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            limit=_LONGEST,
        )
        over = False
        try:
            if process.stdin and process.stdout:
                process.stdin.write(json.dumps(order).encode() + b"\n")
                await process.stdin.drain()
                while line := await process.stdout.readline():
                    over = over or not line.startswith(b'{"said"')
                    yield f"data: {line.decode()}\n"
            await process.wait()
            if not over:
                yield f"data: {json.dumps({'error': bench.say(_ENDED), 'status': 500})}\n\n"
        finally:
            if process.returncode is None:
                process.kill()


def main() -> None:
    """The process: does what it reads, and says what comes of it."""
    out, sys.stdout = sys.stdout, sys.stderr  # whatever else prints something does not speak here
    order = json.loads(sys.stdin.readline())
    translate = translator(order["language"])

    def say(told: Data) -> None:
        out.write(json.dumps(told) + "\n")
        out.flush()

    cache = Path(order["cache"]) if order["cache"] else None
    bench = Bench(Path(order["root"]), cache, translate, lambda: order["now"])
    bench.tells = lambda message: say({"said": bench.say(message)})
    try:
        for key, path in order["uploads"].items():
            bench.uploads.lend(key, Path(path))
        module, function = WORK[order["work"]]
        work: Callable[[Bench, Data], Any] = getattr(import_module(f"draftkit.workbench.{module}"), function)
        say({"done": work(bench, order["given"])})
    except DraftkitError as error:
        say(bench.refusal(error))
    finally:
        bench.close()
