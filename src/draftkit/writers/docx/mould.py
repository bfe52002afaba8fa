"""Shells for many documents of one template: docxtpl renders each shape of context once, with holes for the texts;
filling the holes costs next to nothing.

A shape is which texts are there and how many of each. docxtpl prints a text where its placeholder stands and asks of it
no more than whether it is empty; a template that asks more (compares, counts letters, calls) is not cast, nor is a text
with signs that docxtpl turns into markup. Those go the long way. The first shell of each shape is made both ways and
compared, so a mould is used only where it is known to give what docxtpl gives."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from draftkit.errors import ConfigError
from draftkit.model.numeral import whole
from draftkit.word.markup import escape
from draftkit.writers.docx.shell import Context, Xml, render_shell, store_parts, stored_parts

_HOLE = re.compile("(<w:p><w:r><w:t>\ue000\\d+\ue001</w:t></w:r></w:p>|\ue000\\d+\ue001)")
_NUMBER = re.compile("\ue000(\\d+)\ue001")
_SIGNS = re.compile("[\x00-\x1f\ue000\ue001\ud800-\udfff\ufffe\uffff]")
_MARKUP = ("{_", "_}", "%_", "_%", "<wp:")
_PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_ASKED = """Template Output TemplateData Name Getitem Getattr Const Slice For If Not And Or CondExpr Filter Compare
    Operand"""
"""Nodes of Jinja that ask of a text no more than whether it is empty; filters and comparisons are looked at closer."""
_FORMAT = "1"
_FIXED = frozenset(("noi_dung", "phu_luc"))
Shape = tuple[Any, ...]
CutPart = tuple[str | int, ...]


class Moulds:
    """The shells of one template. `cache` keeps what was cast, so that the next run needs no docxtpl, and whole shells
    that cannot be cast, but for those of a series. Not for use by several threads."""

    def __init__(self, template: Path, cache: Path | None = None, series: bool = False) -> None:
        self.template, self.data, self.cache = template, template.read_bytes(), cache
        self._alone = None if series else cache
        self._again = series or cache is not None
        self._cast: dict[Shape, Mapping[str, bytes | CutPart] | None] = {}

    @cached_property
    def plain(self) -> bool:
        """Whether the template can be cast at all."""
        name = f"{self.template.stem}-hoi"
        known = stored_parts(self.cache, name, self.data)
        if known is None:
            known = {"plain": b"1" if asks_nothing_more(self.data) else b""}
            store_parts(self.cache, name, self.data, known)
        return bool(known["plain"])

    def fill(self, context: Context) -> dict[str, bytes]:
        """Render the template with the context: the parts of the shell. Raises ConfigError naming a placeholder that
        the context lacks, or a template that is broken."""
        texts, shape = _taken_apart(context)
        every = "".join(texts)
        if _SIGNS.search(every) or any(sign in every for sign in _MARKUP):
            return self._rendered(context)
        if shape not in self._cast:
            parts = stored_parts(self.cache, f"{self.template.stem}-mau", self._key(shape))
            if parts is None:
                self._cast[shape] = None
                return self._rendered(context, lambda found: self._casts(shape, context, texts, found))
            self._cast[shape] = {name: _cut(part) for name, part in parts.items()}
        mould = self._cast[shape]
        return self._rendered(context) if mould is None else _filled(mould, texts)

    def _casts(self, shape: Shape, context: Context, texts: list[str], found: dict[str, bytes]) -> bool:
        """Whether a mould of a shape gives what docxtpl gives for its first context; then it is kept."""
        if not (self._again and self.plain):
            return False
        try:
            parts = render_shell(self.data, _Holes().of(context), self.template.name)
        except ConfigError:  # it asks how long a text is
            return False
        mould = {name: _cut(part) for name, part in parts.items()}
        if _filled(mould, texts) != found:
            return False
        self._cast[shape] = mould
        store_parts(self.cache, f"{self.template.stem}-mau", self._key(shape), parts)
        return True

    def _rendered(
        self, context: Context, casts: Callable[[dict[str, bytes]], bool] = lambda _: False
    ) -> dict[str, bytes]:
        """A shell as docxtpl makes it, kept whole unless it `casts` a mould."""
        key = self._key(sorted(context.items()))
        found = stored_parts(self._alone, self.template.stem, key)
        if found is None:
            found = render_shell(self.data, context, self.template.name)
            if not casts(found):
                store_parts(self._alone, self.template.stem, key, found)
        return found

    def _key(self, asked: object) -> bytes:
        return self.data + repr((_FORMAT, asked)).encode()


def asks_nothing_more(template: bytes) -> bool:
    """Whether a template asks of its texts only whether they are empty, and how many there are."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, TemplateSyntaxError, nodes

    document = DocxTemplate(io.BytesIO(template))
    document.init_docx()
    parts = [document.get_xml()]
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        parts += [document.get_part_xml(part) for _, part in document.get_headers_footers(uri)]
    allowed = tuple(getattr(nodes, name) for name in _ASKED.split())
    try:
        found = [
            node
            for part in parts
            for node in Environment(autoescape=True).parse(document.patch_xml(part)).find_all(nodes.Node)
        ]
    except TemplateSyntaxError:
        return False  # the long way says what is wrong with it
    lengths = (nodes.Filter, nodes.Const)
    for node in found:
        if not isinstance(node, allowed) or (isinstance(node, nodes.Filter) and node.name != "length"):
            return False
        if isinstance(node, nodes.Compare) and not (
            isinstance(node.expr, lengths) and all(isinstance(item.expr, lengths) for item in node.ops)
        ):
            return False
    return True


class _Hole(Xml):
    """What stands in the place of a text, whose length it cannot tell."""

    __slots__ = ()

    def __len__(self) -> int:
        raise TypeError

    def __bool__(self) -> bool:
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
            return _Hole(_PARAGRAPH.format(hole) if isinstance(value, Xml) else hole)
        if isinstance(value, Mapping):
            return {key: self._of(item) for key, item in value.items()}
        return [self._of(item) for item in value]


def _taken_apart(context: Context) -> tuple[list[str], Shape]:
    """The texts of a context that are not empty, in the order in which holes are counted, ready XML as it is, others
    escaped; and its shape."""
    texts: list[str] = []
    return texts, tuple([(key, value if key in _FIXED else _shape(value, texts)) for key, value in context.items()])


def _shape(value: Any, texts: list[str]) -> Any:
    if isinstance(value, str):
        ready = isinstance(value, Xml)
        if value:
            texts.append(value if ready else escape(value))
        return ready, bool(value)
    if isinstance(value, Mapping):
        return tuple([(key, _shape(item, texts)) for key, item in value.items()])
    return tuple([_shape(item, texts) for item in value])


def _cut(part: bytes) -> bytes | CutPart:
    """A part cut at its holes: pieces of text and numbers of texts in turn; parts without holes stay as they are."""
    if b"\xee\x80\x80" not in part:
        return part
    pieces = _HOLE.split(part.decode())
    return tuple(whole(_NUMBER.findall(piece)[0], 0) if index % 2 else piece for index, piece in enumerate(pieces))


def _filled(mould: Mapping[str, bytes | CutPart], texts: list[str]) -> dict[str, bytes]:
    return {
        name: part
        if isinstance(part, bytes)
        else "".join([texts[piece] if isinstance(piece, int) else piece for piece in part]).encode()
        for name, part in mould.items()
    }


class Series:
    """For many documents of one template, written one after another: the same bytes as one at a time, in a fraction of
    the time."""

    def __init__(self, template: Path, cache: Path | None = None) -> None:
        self.template = template
        self.moulds = Moulds(template, cache, series=True)
        self._good: dict[str, object] = {}

    def is_new(self, name: str, data: object) -> bool:
        """Whether something differs from what went by under this name before; from now on it is what went by."""
        if self._good.get(name) == data:
            return False
        self._good[name] = data
        return True
