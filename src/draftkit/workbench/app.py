"""What the browser may ask: one address for each question, answers in JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from draftkit.errors import DraftkitError
from draftkit.model.message import Translate
from draftkit.model.numeral import whole
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.guard import LARGEST, Guard
from draftkit.workbench.jobs import WORK, events
from draftkit.workbench.source import Stale
from draftkit.workbench.view import places_of, words_at

STATIC = Path(__file__).with_name("static")
_BEAT = 20.0
"""Seconds after which a silent line of events says that it is still there."""

Ask = Callable[[Bench, Data], Any]

ORDERS = {
    "source": ("write_source", "offered"),
    "editing": ("edit", "preview", "fill_value", "take_back", "put_picture"),
    "seeking": ("exchange",),
    "mending": ("fix", "mend_all", "put_label", "put_links", "set_aside_finding"),
    "margin": ("put_note", "take_note"),
    "history": ("save_version", "restore_version", "take_in_copy", "choose_wording"),
    "dossiers": ("begin_dossier",),
    "registers": ("begin_register", "put_entry", "take_in_mails"),
    "begin": ("begin", "begin_english"),
    "approving": ("approve",),
    "make": ("give_columns", "packed"),
    "receive": ("write_round",),
    "comparing": ("redline", "table"),
}
"""What is written or made: the functions of each module, loaded when one is asked for first. Each is asked for by its
name, with a dash between words."""
QUESTIONS = {
    "source": ("source",),
    "make": ("formats", "made"),
    "begin": ("kinds", "form"),
    "editing": ("provision", "metadata"),
    "seeking": ("found_in",),
    "mending": ("offered_fixes", "explain", "looked_at"),
    "history": ("versions", "past_of", "two_wordings"),
    "margin": ("notes",),
    "dossiers": ("dossiers", "dossier_form"),
    "registers": ("entries",),
    "consolidating": ("amended_acts", "amendments"),
}


def application(bench: Bench, token: str, port: int, language: str = "vi") -> ASGIApp:
    """The whole server, guarded."""

    def start(bench: Bench, known: Data) -> Data:
        return {**(known or bench.project()), "language": language, "texts": texts(bench.translate)}

    async def first(request: Request) -> Response:
        """The first window is told what there is while the pages of the first document are still being set."""
        listed, bench.listed = bench.listed, None
        with suppress(DraftkitError):
            if listed is not None:
                return JSONResponse(start(bench, await asyncio.wrap_future(listed)))
        return await answered(bench, start, {})

    questions: dict[str, Ask] = {
        **{one.__name__: _of_document(one) for one in (Bench.document, Bench.count, Bench.findings, Bench.text)},
        "find": lambda bench, given: places_of(bench.view(bench.owner(given["doc"])), given["words"]),
        "words": lambda bench, given: words_at(bench.view(bench.owner(given["doc"])), whole(given["area"], -1)),
    }
    routes = [
        Route("/", lambda _: FileResponse(STATIC / "index.html")),
        Route("/api/start", first),
        *(Route(f"/api/{name}", _get(bench, ask)) for name, ask in questions.items()),
        *(Route(f"/api/{name}", _get(bench, ask)) for name, ask in _loaded(QUESTIONS)),
        *(Route(f"/api/{name}", _post(bench, ask), methods=["POST"]) for name, ask in _loaded(ORDERS)),
        *(Route(f"/api/{name}", _aside(bench, language, name), methods=["POST"]) for name in WORK),
        Route("/api/page", _page(bench)),
        Route("/api/upload", _upload(bench), methods=["POST"]),
        Route("/api/events", _events(bench)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, exception_handlers={KeyError: _bad, ValueError: _bad})
    return Guard(app, token, port)


def _loaded(rooms: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Ask]]:
    """The addresses of functions of this room, with what loads each when it is asked for: the first page waits for
    nothing that it does not need."""

    def ask(module: str, function: str, bench: Bench, given: Data) -> Any:
        return getattr(import_module(f"draftkit.workbench.{module}"), function)(bench, given)

    for module, functions in rooms.items():
        yield from ((one.replace("_", "-"), partial(ask, module, one)) for one in functions)


def _of_document(ask: Callable[[Bench, Path], Any]) -> Ask:
    """A question about a document as the browser asks it."""
    return lambda bench, given: ask(bench, bench.owner(given["doc"]))


async def _bad(_: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"{type(error).__name__}: {error}"}, status_code=400)


async def answered(bench: Bench, ask: Ask, given: Data) -> Response:
    """What a question gives, asked alone; what stops us is told with status 422 (500 when it cannot be written)."""

    def work() -> Any:
        with bench.lock:
            return ask(bench, given)

    try:
        found = await asyncio.get_running_loop().run_in_executor(bench.worker, work)
    except Stale as stale:
        return JSONResponse({"error": texts(bench.translate)["stale"], "now": stale.now}, status_code=409)
    except DraftkitError as error:
        told = bench.refusal(error)
        return JSONResponse(told, status_code=told["status"])
    return found if isinstance(found, Response) else JSONResponse(found)


def _get(bench: Bench, ask: Ask) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return await answered(bench, ask, dict(request.query_params))

    return endpoint


async def _given(request: Request) -> Data:
    given = await request.json()
    if not isinstance(given, dict):
        raise HTTPException(400)
    return given


def _post(bench: Bench, ask: Ask) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return await answered(bench, ask, await _given(request))

    return endpoint


def _aside(bench: Bench, language: str, name: str) -> Callable[[Request], Any]:
    """Long work: what it says, then what came of it."""

    async def endpoint(request: Request) -> Response:
        told = events(bench, language, name, await _given(request))
        return StreamingResponse(told, media_type="text/event-stream")

    return endpoint


def _upload(bench: Bench) -> Callable[[Request], Any]:
    """A file handed over: what it is called from now on."""

    async def endpoint(request: Request) -> Response:
        data = bytearray()
        async for piece in request.stream():
            data += piece
            if len(data) > LARGEST:
                raise HTTPException(413)
        return JSONResponse({"file": bench.uploads.take(request.query_params.get("name", ""), bytes(data))})

    return endpoint


def _page(bench: Bench) -> Callable[[Request], Any]:
    """The picture of a page: told by its digest, so that the browser may keep it."""

    async def endpoint(request: Request) -> Response:
        given = dict(request.query_params)

        def ask(bench: Bench, given: Data) -> Response:
            svg, digest = bench.page(bench.owner(given["doc"]), whole(given["n"], -1))
            headers = {"ETag": f'"{digest}"', "Cache-Control": "private, max-age=0"}
            if request.headers.get("if-none-match") == headers["ETag"]:
                return Response(status_code=304, headers=headers)
            return Response(svg, media_type="image/svg+xml", headers=headers)

        return await answered(bench, ask, given)

    return endpoint


def _events(bench: Bench) -> Callable[[Request], Any]:
    """What happens in the project, as it happens."""

    async def endpoint(request: Request) -> Response:
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[Data] = asyncio.Queue()

        def listen(event: Data) -> None:
            loop.call_soon_threadsafe(queue.put_nowait, event)

        async def stream() -> AsyncIterator[str]:
            bench.listeners.append(listen)
            try:
                yield ": here\n\n"
                while True:
                    try:
                        event = await asyncio.wait_for(queue.get(), _BEAT)
                        yield f"data: {json.dumps(event, ensure_ascii=False)}\n\n"
                    except TimeoutError:
                        yield ": here\n\n"
            finally:
                bench.listeners.remove(listen)

        return StreamingResponse(stream(), media_type="text/event-stream")

    return endpoint


def words() -> dict[str, str]:
    """Every word of the screen as it is in English."""
    found: dict[str, str] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return found


def texts(translate: Translate) -> dict[str, str]:
    """Every word of the screen in the language of the reader."""
    return {name: translate(text) for name, text in words().items()}
