"""Who may talk to the workbench: the browser of this machine that was given the token, and no other page in it."""

from __future__ import annotations

from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from draftkit.model.numeral import whole

LARGEST = 60_000_000
"""Bytes of a request: a Word file with pictures fits."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets requests through that name this host, come from our own page, and bear the token: once in the address, from
    then on in a cookie that no script reads."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app, self.token = app, token
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self.cookie = f"draftkit-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin", "")
        if host not in self.hosts or (origin and origin != f"http://{host}"):
            await _refuse("Forbidden.")(scope, receive, send)
            return
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["path"] == "/" and given and self._right(given):
            answer = RedirectResponse("/", status_code=303)
            answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            await answer(scope, receive, self._sealed(send))
            return
        if not self._right(_cookie(headers, self.cookie)):
            await _refuse("Open the address that draftkit printed.")(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD") and (not origin or headers.get("x-draftkit") != "1"):
            await _refuse("Forbidden.")(scope, receive, send)
            return
        if whole(headers.get("content-length"), 0) > LARGEST:
            await PlainTextResponse("Too large.", status_code=413)(scope, receive, send)
            return
        await self.app(scope, receive, self._sealed(send))

    def _right(self, given: str) -> bool:
        return compare_digest(given.encode(), self.token.encode())

    def _sealed(self, send: Send) -> Send:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return sealed


def _refuse(reason: str) -> PlainTextResponse:
    return PlainTextResponse(reason, status_code=403)


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
