"""The inside of a paragraph: emphasis, references, notes, formulas, line breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from xml.etree import ElementTree

from draftkit.model.inline import Break, Content, Emph, Field, Inline, Link, Math, Note, Strong, Sub, Sup
from draftkit.resolve.bound import Bound
from draftkit.writers.akn.elements import MADE, Citing, block, inline, safe
from draftkit.writers.html_style import Formula, Formulas

_TAGS: Mapping[type, str] = {Strong: "b", Emph: "i", Sup: "sup", Sub: "sub", Link: "a"}
_MATHML = "http://www.w3.org/1998/Math/MathML"


@dataclass(frozen=True, slots=True)
class Inlines:
    """Writes contents. `met` has the line at which each note was first marked, by its number."""

    bound: Bound
    citing: Citing
    formulas: Formulas = field(default_factory=Formulas)
    met: dict[int, int] = field(default_factory=dict)

    def content(self, content: Content, line: int) -> str:
        """A content that stands on a line of the source (-1: on none)."""
        return "".join(
            self.text(item, line) if isinstance(item, str) else self.marked(item, line)
            for item in _merged(_parted(content))
        )

    def text(self, text: str, line: int) -> str:
        """A plain text with its references."""
        out, last = [], 0
        text = text.replace("\t", " ")
        for start, end, href, up_to in self.citing.spans(text, line):
            words = safe(text[start:end])
            named = inline("rref", words, from_=href, upTo=up_to) if up_to else inline("ref", words, href=href)
            out += [safe(text[last:start]), named]
            last = end
        return "".join((*out, safe(text[last:])))

    def marked(self, item: Inline, line: int) -> str:
        """Anything but text."""
        if isinstance(item, (Strong, Emph, Sup, Sub, Link)):
            text, url = self.content(item.content, line), item.url if isinstance(item, Link) else ""
            core = text.strip(" ")
            return text.replace(core, inline(_TAGS[type(item)], core, href=url), 1) if core else text
        if isinstance(item, Break):
            return "<eol/>"
        if isinstance(item, Note):
            number = self.bound.note_numbers[item.key]
            if item.again:
                return inline("noteRef", href=f"#note_{number}", marker=item.again)
            self.met.setdefault(number, line)
            note = self.bound.notes[number - 1]
            inner = inline("p", self.content(note.content, note.line))
            return inline("authorialNote", inner, eId=f"note_{number}", marker=str(number), placement="bottom")
        if isinstance(item, Math):
            return inline("subFlow", self.formula(item.tex, False), name="formula")
        raise TypeError(f"unbound {type(item).__name__} reached the writer")

    def formula(self, tex: str, display: bool) -> str:
        """A formula, filled in by `fill`."""
        return inline("foreign", self.formulas.mark(tex, display))

    def fill(self, page: str) -> str:
        """The text with its formulas: MathML where it can be made, and the LaTeX they were written in."""
        if not self.formulas.seen:
            return page
        marks = [self.formulas.mark(*formula) for formula in self.formulas.seen]
        shown = self.formulas.fill("\1".join(marks)).split("\1")
        for mark, formula, math in zip(marks, tuple(self.formulas.seen), shown, strict=True):
            page = page.replace(mark, _math(formula, math))
        return page


def _math(formula: Formula, made: str) -> str:
    inner = f"<mtext>{safe(formula.tex)}</mtext>"
    if made.startswith("<math"):
        found = made[made.index(">") + 1 : made.rindex("<")]
        try:
            ElementTree.fromstring(f"<x>{found}</x>")  # noqa: S314 (made by ourselves, without a prolog)
            inner = f"<mrow>{found}</mrow>"
        except ElementTree.ParseError:
            pass
    display = "block" if formula.display else "inline"
    tex = inline("annotation", safe(formula.tex), encoding="application/x-tex")
    return inline("math", f"<semantics>{inner}{tex}</semantics>", xmlns=_MATHML, display=display)


def _parted(content: Content) -> Iterator[Inline]:
    """The content with notes, breaks and formulas outside of all that is emphasised or a link, and a link within what
    is emphasised as far as it is, as in Word."""
    for item in content:
        if isinstance(item, (Strong, Emph, Sup, Sub, Link)):
            for apart, parts in groupby(_parted(item.content), lambda part: isinstance(part, (Note, Break, Math))):
                run = _merged(parts)
                around = [one for one in run if isinstance(one, (Strong, Emph)) and isinstance(item, Link)]
                if apart:
                    yield from run
                elif len(around) == 1 == sum(not (isinstance(one, str) and one.isspace()) for one in run):
                    at = run.index(around[0])
                    run[at] = around[0]._replace(content=(item._replace(content=around[0].content),))
                    yield from run
                else:
                    yield item._replace(content=tuple(run))
        else:
            yield item


def _merged(content: Iterable[Inline]) -> list[Inline]:
    """The content with live numbers as the text they are; what is emphasised alike on both sides of a blank is one."""
    out: list[Inline] = []
    for one in content:
        item = one.text if isinstance(one, Field) else one
        last = out[-1] if out else None
        before = out[-2] if len(out) > 1 else None
        if isinstance(item, str) and isinstance(last, str):
            out[-1] = last + item
        elif (
            isinstance(item, (Strong, Emph, Link))
            and isinstance(before, (Strong, Emph, Link))
            and before._replace(content=()) == item._replace(content=())
            and type(item) is type(before)
            and isinstance(last, str)
            and last.isspace()
        ):
            out[-2:] = [item._replace(content=(*before.content, last, *item.content))]
        else:
            out.append(item)
    return out


def paragraph(inner: str, role: str = "") -> str:
    """A paragraph; running text has no class."""
    return block("p", inner, class_="" if role == "paragraph" else role)


def made(inner: str) -> str:
    """What a kind makes of its metadata, enclosed: it is not taken for text."""
    return block("blockContainer", inner, class_=MADE) if inner else ""
