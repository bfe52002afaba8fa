"""The shell of a Word file: docxtpl fills the template, the result is kept in a cache.

The cache is keyed by template and texts, so a build whose metadata did not change pays neither for docxtpl nor for
python-docx. Whatever is in the cache can be deleted at any time; output is the same with and without it."""

from __future__ import annotations

import io
import marshal
import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from draftkit.errors import ConfigError, SourceError
from draftkit.files.cache import store, table
from draftkit.text.pattern import Pattern
from draftkit.word.markup import escape
from draftkit.word.package import LACKING, lacking, read_package

Context = Mapping[str, Any]
_LARGEST = 20_000_000
_NEEDED = ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "word/footnotes.xml")
"""Parts that every template has, ours and their copies."""
SIGNATURE = ("quyen_han", "ho_ten", "chuc_vu_khac", "anh")
"""What is known of each entry of `chu_ky`."""
_KEY = "key"
"""The part of a stored shell that holds what it was made from: names may collide, contents are compared."""
BODY, ANNEXES = "⟦THÂN⟧", "⟦PHỤ LỤC⟧"


class Xml(str):
    """Ready XML among the texts of a context; docxtpl must not escape it."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _stored(cache: Path, name: str, key: bytes) -> Path:
    return cache / f"{name}-{zlib.crc32(key):08x}.shell"


def stored_parts(cache: Path | None, name: str, key: bytes) -> dict[str, bytes] | None:
    """What was stored under this key; None when nothing was."""
    if cache is None:
        return None
    known = table(_stored(cache, name, key))
    return known if known.pop(_KEY, None) == key else None


def store_parts(cache: Path | None, name: str, key: bytes, parts: Mapping[str, bytes]) -> None:
    """Store parts under a key."""
    if cache is not None:
        store(cache, _stored(cache, name, key).name, marshal.dumps({**parts, _KEY: key}))


_LOOKS_ESCAPED = re.compile(r"\{(?=_[{%])|[}%](?=_\})")


def _guarded(value: Any) -> Any:
    """A context whose texts come through docxtpl as they are: it takes `{_{` and the like for escaped signs of its own,
    so a character reference breaks them up."""
    if isinstance(value, dict):
        return {key: _guarded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_guarded(item) for item in value]
    if isinstance(value, str) and not isinstance(value, Xml) and _LOOKS_ESCAPED.search(value):
        return Xml(_LOOKS_ESCAPED.sub(lambda found: f"&#{ord(found[0])};", escape(value)))
    return value


def render_shell(data: bytes, context: Context, name: str) -> dict[str, bytes]:
    """Render template bytes with a context; `name` is what messages call the template. Raises ConfigError naming the
    template, and the tag it fails at."""
    from docxtpl import DocxTemplate

    from draftkit.writers.sandbox import Sandbox, fault_of

    _refuse_broken(data, name)
    environment = Sandbox()
    for made in ("safe", "urlize", "xmlattr"):
        del environment.filters[made]  # text that is no longer escaped breaks the part it stands in
    environment.filters["_ready"] = _ready
    buffer = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(data))
        patched = document.patch_xml
        document.patch_xml = lambda xml: _asked_where_no_text_is(patched(xml))
        document.render(_guarded(dict(context)), environment, autoescape=True)
        document.save(buffer)
    except Exception as error:  # whatever a template of others does is a fault of that template
        raise fault_of(error, name, environment, {**context, **dict.fromkeys(SIGNATURE)}) from error
    parts = read_package(buffer.getvalue(), name)
    if missing := [part for part in _NEEDED if part not in parts]:
        raise ConfigError(LACKING, file=name, part=missing[0])
    return parts


_PLACES = re.compile(r"<(/?w:\w+)[^<>]*>|\{%.*?%\}|\{\{(.*?)\}\}", re.DOTALL)


def _asked_where_no_text_is(xml: str) -> str:
    """A part whose placeholders outside a text (`{{p … }}`, `{{r … }}`) take ready XML only: a text is lost there."""
    at = ""

    def asked(found: re.Match[str]) -> str:
        nonlocal at
        at = found[1] or at
        return f"{{{{ ({found[2]})|_ready }}}}" if found[2] and at != "w:t" else found[0]

    return _PLACES.sub(asked, xml)


def _ready(value: Any) -> Any:
    from draftkit.writers.sandbox import NoTextError

    if value and not isinstance(value, Xml):
        raise NoTextError("placed")
    return value


@lru_cache(maxsize=4)
def _refuse_broken(data: bytes, name: str) -> None:
    """Raise ConfigError where a template is no Word file, or has a part or tag that cannot be read; looked at once."""
    from draftkit.word.xml import parse  # most templates were looked at before

    try:
        given = read_package(data, name)
        for part in (one for one in given if one.endswith((".xml", ".rels"))):
            for one in parse(given[part], f"{name}:{part}"):
                far = one.get("Target", "") if one.get("TargetMode") == "External" else ""
                if far and not one.get("Type", "").endswith("/hyperlink") and not re.match("(?i)file:///[^/]", far):
                    raise ConfigError("template {file} fetches {address}; delete that link", file=name, address=far)
        if missing := lacking(given, name) or next((one for one in _NEEDED if one not in given), ""):
            raise ConfigError(LACKING, file=name, part=missing)
    except SourceError as error:
        raise ConfigError.of(error.message) from error
    if b"document.main+xml" not in given.get("[Content_Types].xml", b""):
        raise ConfigError("template {file}: a .dotx or .docm; save it as .docx", file=name)
    if sum(map(len, given.values())) > _LARGEST:
        raise ConfigError("template {file}: larger than 20 MB; refused.", file=name)
    _refuse_stray(given, name)


_WHOLE_TAG = Pattern(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", flags=re.DOTALL)
_STRAY = Pattern(r"\{[{%].{0,60}|.{0,60}[%}]\}|\ufffc\}", flags=re.DOTALL)
_ONCE = Pattern(r"\{\{\s*(?:noi_dung|phu_luc)\b.*?\}\}", flags=re.DOTALL)
_WITH_TAGS = Pattern(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def _refuse_stray(parts: Mapping[str, bytes], name: str) -> None:
    """Raise ConfigError at the first sign of a tag that is none: its paragraph does not end it, or did not begin it."""
    from draftkit.writers.docx.verify import visible_paragraphs

    for part in filter(_WITH_TAGS.fullmatch, parts):
        for text in visible_paragraphs(parts[part].decode(errors="replace")):
            if part != "word/document.xml" and (once := _ONCE.search(text)):
                said = "template {file}, {tag}: it stands in the body, never in a header, footer or note"
                raise ConfigError(said, file=name, tag=once[0])
            found = _STRAY.search(_WHOLE_TAG.sub("\ufffc", text)) if "{" in text or "}" in text else None
            if found and found[0][0] == "{" and len(found[0]) > 2:
                said = "template {file}: “{tag}” is not closed; end it in the same paragraph"
                raise ConfigError(said, file=name, tag=found[0])
            if found:
                tag = found[0].replace("\ufffc", "…")
                raise ConfigError("template {file}: “{tag}” closes no tag; delete it", file=name, tag=tag)


_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)
_SIZE = re.compile(r'<w:(sz|szCs) w:val="\d+"/>')


def resize_styles(styles: str, sizes: Mapping[str, float]) -> str:
    """Set the font sizes (pt) of the named styles; used when a draft asks for the other size pair."""

    def change(found: re.Match[str]) -> str:
        size = sizes.get(found[1])
        return found[0] if size is None else _SIZE.sub(rf'<w:\1 w:val="{round(size * 2)}"/>', found[0])

    return _STYLE.sub(change, styles)


def paragraph_around(text: str, marker: str) -> tuple[int, int]:
    """Start and end of the paragraph that holds the marker and nothing else; (-1, -1) when there is none."""
    at = text.find(marker)
    while at >= 0 and (text[:at].rstrip()[-1:] != ">" or text[at + len(marker) :].lstrip()[:1] != "<"):
        at = text.find(marker, at + 1)  # a name of the metadata may hold the same signs
    if at < 0:
        return -1, -1
    start = max(text.rfind("<w:p>", 0, at), text.rfind("<w:p ", 0, at))
    return start, text.index("</w:p>", at) + len("</w:p>")
