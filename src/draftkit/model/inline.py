"""What a paragraph is made of. Plain text is a plain `str`; everything else is one of these small values.

Readers make Reference and Value; `resolve.bind` replaces them by text and Field, so that writers never see them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from draftkit.model.message import Place
from draftkit.model.named import NamedTuple


class Strong(NamedTuple):
    """Bold text."""

    content: Content


class Emph(NamedTuple):
    """Italic text."""

    content: Content


class Sup(NamedTuple):
    """Superscript: m^3^."""

    content: Content


class Sub(NamedTuple):
    """Subscript: H~2~S."""

    content: Content


class Link(NamedTuple):
    """A link to an outside address."""

    content: Content
    url: str


class Break(NamedTuple):
    """A forced line break."""


class Reference(NamedTuple):
    """`@target` as written, and where."""

    target: str
    place: Place


class Value(NamedTuple):
    """`{{ name }}` (none is called so: no name); `raw` is the text as typed, printed when it has no value."""

    name: str
    raw: str
    place: Place


class Note(NamedTuple):
    """`[^key]`, the mark of a footnote. `again` is the number to print where the footnote was marked before."""

    key: str
    place: Place
    again: str = ""


class Math(NamedTuple):
    """A LaTeX formula, without its dollar signs."""

    tex: str
    place: Place


class Field(NamedTuple):
    """The number of another unit, kept live: `text` is what stands at `bookmark`."""

    bookmark: str
    text: str


Inline = str | Strong | Emph | Sup | Sub | Link | Break | Reference | Value | Note | Math | Field
Content = tuple[Inline, ...]
HOLDERS = (Strong, Emph, Sup, Sub, Link)
"""What holds a content itself."""


def plain(content: Content) -> str:
    """The visible characters of a content, marks left out (`@label` and `{{ name }}` as typed)."""
    if len(content) == 1 and isinstance(content[0], str):
        return content[0]
    return "".join([item if type(item) is str else _plain_of(item) for item in content])


def _plain_of(item: Inline) -> str:
    if isinstance(item, Field):
        return item.text
    if isinstance(item, Reference):
        return "@" + item.target
    if isinstance(item, Value):
        return item.raw
    if isinstance(item, str):
        return item
    if isinstance(item, HOLDERS):
        return plain(item.content)
    if isinstance(item, Math):
        return f"${item.tex}$"
    return "\n" if isinstance(item, Break) else item.again if isinstance(item, Note) else ""


def every(content: Content) -> Iterator[Inline]:
    """Each thing of a content, and each that one of these holds."""
    for item in content:
        yield item
        if isinstance(item, HOLDERS):
            yield from every(item.content)


def joined(items: Iterable[Inline]) -> Content:
    """Things in a row as a content: texts side by side are one, empty ones go."""
    out: list[Inline] = []
    for item in items:
        if isinstance(item, str) and out and isinstance(out[-1], str):
            out[-1] += item
        elif item != "":
            out.append(item)
    return tuple(out)


def mapped(content: Content, made: Callable[[Inline], Inline]) -> Content:
    """The same content with what `made` makes of each thing that holds no others, joined."""

    def new(item: Inline) -> Inline:
        return item._replace(content=mapped(item.content, made)) if isinstance(item, HOLDERS) else made(item)

    return joined(map(new, content))


def aimed(content: Content, to: Callable[[str], str]) -> Content:
    """The same content with each link leading to what `to` gives for its address; mere words where that is empty."""
    out: list[Inline] = []
    for item in content:
        made = item._replace(content=aimed(item.content, to)) if isinstance(item, HOLDERS) else item
        if isinstance(made, Link):
            made = made._replace(url=to(made.url))
        out += made.content if isinstance(made, Link) and not made.url else (made,)
    return joined(out)


def upper(content: Content) -> Content:
    """The same content in capitals, as the titles of chương and phụ lục are printed."""
    return mapped(content, lambda item: item.upper() if isinstance(item, str) else item)
