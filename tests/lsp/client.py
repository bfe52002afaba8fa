"""A client on the other end of the wire: speaks the protocol with a server on a project, in a thread of this process,
which has everything loaded, or started as `draftkit lsp`."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Thread
from typing import Any

from lsprotocol import types as lsp
from pygls.io_ import run_async
from pygls.lsp.client import LanguageClient

from draftkit.library.language import translator
from draftkit.live.desk import Desk
from draftkit.lsp.server import Server

WAIT = 30


class Editor(LanguageClient):
    """An editor that opens files, types, and sees diagnostics."""

    def __init__(self, root: Path) -> None:
        super().__init__("editor", "1")
        self.root = root
        self.shown: dict[str, list[lsp.Diagnostic]] = {}
        self.news = asyncio.Event()
        self.versions: dict[str, int] = {}

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = list(params.diagnostics)
            self.news.set()

        @self.feature(lsp.WINDOW_SHOW_MESSAGE)
        def message(params: lsp.ShowMessageParams) -> None:
            pass

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    async def begin(self, started: bool) -> None:
        """Speak with a server: with `started`, one that is a process of its own."""
        await (self._start() if started else self._beside())
        capabilities = lsp.ClientCapabilities(
            general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16])
        )
        await self.initialize_async(
            lsp.InitializeParams(capabilities=capabilities, root_uri=self.root.as_uri(), process_id=os.getpid())
        )
        self.initialized(lsp.InitializedParams())

    async def _beside(self) -> None:
        ours, theirs = socket.socketpair()
        server = Server(lambda root: Desk(root, None), translator("en"))

        def serve() -> None:
            with theirs, theirs.makefile("rb") as read, theirs.makefile("wb", buffering=0) as write:
                server.start_io(read, write)

        Thread(target=serve, daemon=True).start()
        reader, writer = await asyncio.open_connection(sock=ours)
        self.protocol.set_writer(writer)
        read = run_async(
            stop_event=self._stop_event,
            reader=reader,
            protocol=self.protocol,
            logger=logging.getLogger(__name__),
            error_handler=self.report_server_error,
        )
        self._async_tasks.append(asyncio.create_task(read))

    async def _start(self) -> None:
        environment = {**os.environ, "LANG": "en_US.UTF-8", "LANGUAGE": "en"}
        await self.start_io(
            sys.executable,
            "-c",
            "from draftkit.cli.main import main; main(['lsp', '--lang', 'en'])",
            env=environment,
            cwd=self.root,
        )

    def open(self, name: str, text: str | None = None) -> None:
        said = (self.root / name).read_text(encoding="utf-8") if text is None else text
        self.versions[name] = 1
        self.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.uri(name), "markdown", 1, said))
        )

    def type(self, name: str, start: tuple[int, int], end: tuple[int, int], text: str) -> None:
        self.versions[name] += 1
        change = lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(*start), lsp.Position(*end)), text)
        self.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name)), [change]
            )
        )

    async def until(self, wanted: Callable[[dict[str, list[lsp.Diagnostic]]], bool]) -> None:
        """Wait for diagnostics until they are as wanted."""
        while not wanted(self.shown):
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), WAIT)

    def rules(self, name: str) -> list[str]:
        return sorted(str(item.code) for item in self.shown.get(self.uri(name), []))

    def at(self, name: str, line: int, character: int) -> dict[str, Any]:
        return {"text_document": lsp.TextDocumentIdentifier(self.uri(name)), "position": lsp.Position(line, character)}


def talk(root: Path, scene: Callable[[Editor], Awaitable[None]], started: bool = False) -> None:
    """Play a scene with a server of its own."""

    async def run() -> None:
        editor = Editor(root)
        await editor.begin(started)
        try:
            await scene(editor)
        finally:
            await editor.shutdown_async(None)
            editor.exit(None)
            await editor.stop()

    asyncio.run(run())


def spans(
    text: str, units: Callable[[str], int] = lambda text: len(text.encode("utf-16-le")) // 2
) -> Callable[[str, int], tuple[int, int]]:
    """A function from a piece of a text and its n-th occurrence to line and UTF-16 character."""

    def find(piece: str, nth: int = 0) -> tuple[int, int]:
        at = -1
        for _ in range(nth + 1):
            at = text.index(piece, at + 1)
        line = text.count("\n", 0, at)
        return line, units(text[text.rfind("\n", 0, at) + 1 : at])

    return find
