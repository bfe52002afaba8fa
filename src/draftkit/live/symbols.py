"""Where a name is defined, where it is used, and what must change when it is renamed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from draftkit.errors import ConfigError, DraftkitError
from draftkit.library.session import Document
from draftkit.live.desk import Desk, Spot
from draftkit.live.positions import raw_index
from draftkit.model.named import NamedTuple
from draftkit.readers.yaml_text import parse


class Range(NamedTuple):
    """A piece of one raw line of a file."""

    path: Path
    line: int
    start: int
    end: int


class Named(NamedTuple):
    """A token and what it names: a unit of `owner` (`sort` label), a legal document (`act`), another document
    (`document`), a value."""

    token: Token
    sort: str
    owner: Path


def named_at(desk: Desk, document: Document, spot: Spot) -> Named | None:
    """What the token at a position names; None when there is none, or it names nothing."""
    raw = desk.raw(spot.path, spot.line)
    token = token_at(unicodedata.normalize("NFC", raw), len(unicodedata.normalize("NFC", raw[: spot.at])))
    if token is None:
        return None
    bound = document.bound
    owner = document.path.resolve()
    if token.sort == "value":
        return Named(token, "value", owner)
    if token.document:
        other = _other(desk, document, token.document)
        return Named(token, "label", other) if other else None
    if token.sort == "label" or token.name in bound.labels:
        return Named(token, "label", owner)
    if token.name in bound.acts:
        return Named(token, "act", owner)
    return Named(token, "document", owner) if token.name in bound.draft.documents else None


def _other(desk: Desk, document: Document, name: str) -> Path | None:
    """The document that a draft calls by this name."""
    entry = document.bound.draft.documents.get(name)
    if entry is None or entry[0].startswith("@"):
        return None
    path = Path(entry[0])
    return (path if path.is_absolute() else Path(document.bound.draft.source.folder) / path).resolve()


def definition(desk: Desk, document: Document, named: Named) -> Range | None:
    """Where what a token names is written down."""
    shared = desk.session.project.shared
    if named.sort == "label":
        known = _tokens(desk, desk.files(desk.read(named.owner)))
        return next((at for at, one in known if (one.sort, one.name) == ("label", named.token.name)), None)
    if named.sort == "act":
        return _key(desk, shared / "references.yaml", named.token.name)
    if named.sort == "document":
        other = _other(desk, document, named.token.name)
        if other:
            file = other / "draft.yaml" if other.is_dir() else other
            return Range(file, 0, 0, 0)
        return None
    meta = document.bound.draft.meta
    own = meta.places.get(f"gia_tri.{named.token.name}")
    if own is not None:
        spot = desk.spot(document.bound.draft.source, own)
        return Range(spot.path, spot.line, spot.at, spot.at + len(named.token.name.rpartition(".")[2]))
    return _key(desk, shared / "facts.yaml", named.token.name)


def _key(desk: Desk, path: Path, name: str) -> Range | None:
    """Where a key (names of nested maps joined by dots) stands in a YAML file."""
    try:
        places = parse(desk.text(path), path.name)[1]
    except ConfigError:
        return None
    place = places.get(name)
    if place is None:
        return None
    line = -place.line - 1
    start = raw_index(desk.raw(path, line), place.column)
    return Range(path, line, start, start + len(name.rpartition(".")[2]))


def _tokens(desk: Desk, files: list[Path]) -> Iterator[tuple[Range, Token]]:
    for path in files:
        for number, raw in enumerate(desk.lines(path)):
            if "@" in raw or "{" in raw:
                for token in tokens(unicodedata.normalize("NFC", raw)):
                    yield Range(path, number, raw_index(raw, token.start), raw_index(raw, token.end)), token


def uses(desk: Desk, document: Document, named: Named) -> list[Range]:
    """All places where a name is used, its definition left out; in other documents too when it can be used there."""
    name = named.token.name
    if named.sort in ("value", "document"):
        return [
            found
            for found, token in _tokens(desk, desk.files(document))
            if token.name == name and token.sort == ("value" if named.sort == "value" else "reference")
        ]
    out = []
    for path in desk.others():
        inside = path == named.owner
        text = "" if inside else "".join(map(desk.text, desk.loose_files(path)))
        if not inside and f"@{name}" not in text and f".{name}" not in text:
            continue
        try:
            other = desk.read(path)
        except DraftkitError:
            continue
        for found, token in _tokens(desk, desk.files(other)):
            if token.sort == "reference" and token.name == name and _means(desk, other, token, named, inside):
                out.append(found)
    return out


def _means(desk: Desk, document: Document, token: Token, named: Named, inside: bool) -> bool:
    """Whether a reference in a document means what is named."""
    if token.document:
        return named.sort == "label" and _other(desk, document, token.document) == named.owner
    if named.sort == "label":
        return inside
    return token.name not in document.bound.labels


def rename(desk: Desk, document: Document, named: Named, new: str) -> list[Range]:
    """The pieces of files that hold the old label of a unit. Raises ConfigError when the new one is no label, is taken,
    or the name is not that of a unit."""
    if named.sort != "label":
        raise ConfigError("“{name}” is no label of a unit; change it where it is defined.", name=named.token.name)
    if not re.fullmatch(NAME, new) or new != new.lower():
        said = "“{name}” is no label: use lower-case letters, digits and hyphens, starting with a letter."
        raise ConfigError(said, name=new)
    owner = desk.read(named.owner)
    bound = owner.bound
    if new != named.token.name and (new in bound.labels or new in bound.acts or new in bound.draft.documents):
        raise ConfigError("“{name}” is taken already.", name=new)
    found = [
        place
        for place, token in _tokens(desk, desk.files(owner))
        if token.sort == "label" and token.name == named.token.name
    ]
    return [*found, *uses(desk, document, named)]


NAME = r"[^\W\d_](?:(?:[^\W_]|-)*[^\W_])?"
_REFERENCE = re.compile(
    rf"@(?<![\w@./\\]@)(?P<document>[^\W\d_]\w*)\.(?P<inner>{NAME})(?![\w-])|@(?<![\w@./\\]@)(?P<name>{NAME})(?![\w-])"
)
_LABEL = re.compile(rf"\{{#(?P<name>{NAME})(?=[\s}}.])")
_VALUE = re.compile(r"\{\{\s*(?P<name>[^\W\d_]\w*(?:\.\w+)*)\s*\}\}")


class Token(NamedTuple):
    """`sort` is `reference`, `label` or `value`; `document` is the name of another document in `@document.name`;
    columns of the name, in composed text."""

    sort: str
    name: str
    start: int
    end: int
    document: str = ""


def token_at(line: str, column: int) -> Token | None:
    """The token of a composed line that a column lies in or right after."""
    return next((token for token in tokens(line) if _head(line, token) <= column <= token.end), None)


def _head(line: str, token: Token) -> int:
    """Where a token begins with its sign, so that the cursor on `@` or `{{` finds it too."""
    sign = {"reference": "@", "label": "{#", "value": "{{"}[token.sort]
    return max(line.rfind(sign, 0, token.start), 0)


def tokens(line: str) -> list[Token]:
    """All tokens of a composed line."""
    found = []
    if "@" in line:
        for match in _REFERENCE.finditer(line):
            name = "inner" if match["inner"] else "name"
            found.append(Token("reference", match[name], *match.span(name), match["document"] or ""))
    for sort, pattern in (("label", _LABEL), ("value", _VALUE)) if "{" in line else ():
        found += [Token(sort, match["name"], *match.span("name")) for match in pattern.finditer(line)]
    return found
