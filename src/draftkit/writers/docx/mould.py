"""Shells for many documents of one template: docxtpl renders each shape of context once, with holes for the texts; filling the holes costs next to nothing.

A shape is which texts are there and how many of each. docxtpl prints a text where its placeholder stands and asks of it no more than whether it is empty; a
template that asks more (compares, counts letters, calls) is not cast, nor is a text with signs that docxtpl turns into markup. Those go the long way. The first shell of
each shape is made both ways and compared, so a mould is used only where it is known to give what docxtpl gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from draftkit.writers.docx.shell import Context, Xml, render_shell
from draftkit.writers.docx.xml import escape

_HOLE = re.compile("(<w:p><w:r><w:t>\ue000\\d+\ue001</w:t></w:r></w:p>|\ue000\\d+\ue001)")
_NUMBER = re.compile("\ue000(\\d+)\ue001")
_MARKUP = re.compile("[\x00-\x1f\ue000\ue001]|{_|_}|%_|_%")
_PARAGRAPH = Xml("<w:p><w:r><w:t>{}</w:t></w:r></w:p>")
_FIXED = frozenset(("noi_dung", "phu_luc"))
Shape = tuple[Any, ...]
Pieces = tuple[str | int, ...]


class Moulds:
    """The shells of one template. Not for use by several threads."""

    def __init__(self, template: Path) -> None:
        self.name = template.name
        self.data = template.read_bytes()
        self._plain = asks_nothing_more(self.data)
        self._cast: dict[Shape, dict[str, bytes | Pieces] | None] = {}

    def fill(self, context: Context) -> dict[str, bytes]:
        """The parts of the shell for a context, as `fill_shell` gives them."""
        texts = list(_texts(context))
        if not self._plain or any(_MARKUP.search(text) or "<wp:" in text for text in texts):
            return render_shell(self.data, context, self.name)
        shape = _shape(context)
        if shape not in self._cast:
            return self._first(shape, context, texts)
        mould = self._cast[shape]
        return render_shell(self.data, context, self.name) if mould is None else _filled(mould, texts)

    def _first(self, shape: Shape, context: Context, texts: list[str]) -> dict[str, bytes]:
        found = render_shell(self.data, context, self.name)
        holes = _Holes()
        mould = {name: _cut(part) for name, part in render_shell(self.data, holes.of(context), self.name).items()}
        self._cast[shape] = mould if _filled(mould, texts) == found else None
        return found


def asks_nothing_more(template: bytes) -> bool:
    """Whether a template asks of its texts only whether they are empty, and how many there are."""
    import io

    from docxtpl import DocxTemplate
    from jinja2 import Environment, TemplateSyntaxError, nodes

    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    parts = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        parts += [document.get_part_xml(part) for _, part in document.get_headers_footers(uri)]
    allowed = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getitem, nodes.Getattr, nodes.Const, nodes.Slice, nodes.For, nodes.If, nodes.Not, nodes.And, nodes.Or,
               nodes.CondExpr, nodes.Filter, nodes.Compare, nodes.Operand)  # fmt: skip
    try:
        found = [node for part in parts for node in Environment(autoescape=True).parse(document.patch_xml(part)).find_all(nodes.Node)]
    except TemplateSyntaxError:
        return False  # the long way says what is wrong with it
    lengths = (nodes.Filter, nodes.Const)
    for node in found:
        if not isinstance(node, allowed) or (isinstance(node, nodes.Filter) and node.name != "length"):
            return False
        if isinstance(node, nodes.Compare) and not (isinstance(node.expr, lengths) and all(isinstance(item.expr, lengths) for item in node.ops)):
            return False
    return True


class _Holes:
    """Counts the texts of a context, putting a hole in the place of each."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, context: Context) -> dict[str, Any]:
        return {key: value if key in _FIXED else self._of(value) for key, value in context.items()}

    def _of(self, value: Any) -> Any:
        if isinstance(value, str):
            if not value:
                return value
            hole = f"\ue000{self.count}\ue001"
            self.count += 1
            return Xml(_PARAGRAPH.format(hole)) if isinstance(value, Xml) else hole
        if isinstance(value, Mapping):
            return {key: self._of(item) for key, item in value.items()}
        return [self._of(item) for item in value]


def _texts(context: Context) -> Iterator[str]:
    """The texts of a context that are not empty, in the order in which holes are counted; ready XML as it is, others escaped."""
    for key, value in context.items():
        if key not in _FIXED:
            yield from _leaves(value)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Xml):
        if value:
            yield value
    elif isinstance(value, str):
        if value:
            yield escape(value)
    else:
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(item)


def _shape(context: Context) -> Shape:
    return tuple((key, value if key in _FIXED else _shape_of(value)) for key, value in context.items())


def _shape_of(value: Any) -> Any:
    if isinstance(value, str):
        return (isinstance(value, Xml), bool(value))
    if isinstance(value, Mapping):
        return tuple((key, _shape_of(item)) for key, item in value.items())
    return tuple(_shape_of(item) for item in value)


def _cut(part: bytes) -> bytes | Pieces:
    """A part cut at its holes: pieces of text and numbers of texts in turn; parts without holes stay as they are."""
    if b"\xee\x80\x80" not in part:
        return part
    pieces = _HOLE.split(part.decode())
    return tuple(int(_NUMBER.findall(piece)[0]) if index % 2 else piece for index, piece in enumerate(pieces))


def _filled(mould: Mapping[str, bytes | Pieces], texts: list[str]) -> dict[str, bytes]:
    return {name: part if isinstance(part, bytes) else "".join([texts[piece] if isinstance(piece, int) else piece for piece in part]).encode() for name, part in mould.items()}
