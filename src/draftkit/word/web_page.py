"""Web pages that people keep as documents, often under the name .doc: known by what they hold, and made to name nothing
outside themselves."""

from __future__ import annotations

import re

_START = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|meta|body)\b", re.I | re.S
)
_MESSAGE = re.compile(rb"\s*(?:from:.*\n|subject:.*\n|date:.*\n)*mime-version:", re.I)
_READ = 4096
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_RUN = re.compile(r"<(script|iframe|object|embed|applet|video|audio|svg)\b", re.I)
_NAMED = re.compile(
    r"<(?:link|base|source|frame|meta\b[^>]{0,200}\brefresh)\b[^>]{0,4000}>|@import[^;]{0,4000};?", re.I
)
_ADDRESS = re.compile(
    r"""\b(src|srcset|lowsrc|dynsrc|background|data|poster|longdesc|codebase|archive)"""
    r"""\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)|url\([^)]*\)""",
    re.I,
)
_SHOWN = re.compile(
    r"""<img\b[^>]{0,2000}?\ssrc\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)|<(iframe|object|embed|applet|video|audio|svg)\b""",
    re.I,
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.I)


def is_web_page(data: bytes) -> bool:
    """Whether a file is a web page, or a message that holds one (.mht)."""
    head = data[:_READ]
    if head[:2] in _WIDE:
        head = head.decode("utf-16", errors="ignore").encode()
    return bool(_START.match(head) or _MESSAGE.match(head))


def quiet(data: bytes, cut: list[str] | None = None) -> bytes:
    """A web page as UTF-8 without anything that whoever opens it would fetch or run: pictures go, words stay. `cut`
    gets their addresses, and the tags of what runs and shows something."""
    text = _text(data)
    if cut is not None:
        shown = _SHOWN.finditer(text)
        cut += (one[1].strip("\"'").partition(";base64")[0] if one[1] else f"<{one[2]}>" for one in shown)
    text = _ADDRESS.sub("", _NAMED.sub("", _without_what_runs(text)))
    text = _CHARSET.sub("charset=utf-8", text)
    return b"\xef\xbb\xbf" + text.encode()


def _without_what_runs(text: str) -> str:
    """A page without elements that run or hold something; one without an end goes to the end of its tag."""
    kept, at, small = [], 0, text.lower()
    open_: dict[str, bool] = {}
    while found := _RUN.search(text, at):
        name = found[1].lower()
        kept.append(text[at : found.start()])
        end = small.find(f"</{name}", found.end()) if open_.get(name, True) else -1
        open_[name] = end >= 0
        close = text.find(">", end if end >= 0 else found.end())
        at = close + 1 if close >= 0 else len(text)
    return "".join([*kept, text[at:]])


def _text(data: bytes) -> str:
    if _MESSAGE.match(data[:_READ]):
        from email import message_from_bytes

        for part in message_from_bytes(data).walk():
            payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(payload, bytes):
                return _decoded(payload, part.get_content_charset() or "")
    return _decoded(data, "")


def _decoded(data: bytes, charset: str) -> str:
    named = _CHARSET.search(data[:_READ].decode("latin-1"))
    for name in (charset, "utf-8-sig", "utf-16" if data[:2] in _WIDE else "", named[1] if named else ""):
        if name:
            try:
                return data.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("cp1258", errors="replace")
