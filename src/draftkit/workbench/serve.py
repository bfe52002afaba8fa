"""Starts the workbench: a port of this machine, a token, the browser."""

from __future__ import annotations

import gc
import os
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from draftkit.errors import DraftkitError, OutputError, refused
from draftkit.model.message import Translate
from draftkit.workbench.app import application
from draftkit.workbench.bench import Bench
from draftkit.workbench.watch import watch

HOST = "127.0.0.1"


def serve(
    root: Path,
    cache: Path | None,
    translate: Translate,
    language: str,
    port: int = 0,
    show: bool = True,
    say: Callable[[str], None] = print,
    now: Callable[[], str] = str,
) -> None:
    """Serve the project around a folder until it is stopped. `port` 0: a free one; `show`: open the browser; `say` is
    told the address, `now` reads the clock. Raises OutputError when the port is taken, ConfigError when draftkit.yaml
    is broken."""
    bench = Bench(root, cache, translate, now)
    stop = threading.Event()
    with _socket(port) as found:
        number = found.getsockname()[1]
        token = secrets.token_urlsafe(24)
        address = f"http://{HOST}:{number}/?token={token}"
        app = application(bench, token, number, language)
        bench.listed = bench.worker.submit(bench.project)
        bench.worker.submit(_warm, bench)
        threading.Thread(target=watch, args=(bench, stop), daemon=True).start()
        say(address)
        if show:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
        try:
            uvicorn.Server(config).run(sockets=[found])
        finally:
            stop.set()
            bench.close()


def _socket(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # a port that was left a moment ago can be had again; Windows would share a taken one
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen(100)  # the browser may come before the server is ready to answer
    except OSError as error:
        found.close()
        said = "port {port} cannot be used ({reason}); name another one with --port."
        raise OutputError(said, port=port, reason=refused(error)) from error
    return found


def _warm(bench: Bench) -> None:
    """Set the first document, and so load what every page needs, while the browser is still opening."""
    with suppress(DraftkitError), bench.lock:
        owners = bench.desk.others()
        if owners:
            bench.view(owners[0])
    gc.collect()
    gc.freeze()  # what every page needs is not looked through again and again
    gc.set_threshold(50_000, 20, 20)
