"""Mechanical mends: measures, fonts, sizes, fixed words and signs; never wording. Each is listed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from draftkit.checks.looks.rule import Mend
from draftkit.checks.word.check import Checked, WordChecker
from draftkit.errors import InternalError
from draftkit.law.dates import with_zeros
from draftkit.model.measure import twips
from draftkit.model.message import Finding
from draftkit.model.named import NamedTuple
from draftkit.recognise.lines import Line
from draftkit.word.edit import Node, Opened, drop, lines_of, properties, put, retype, texts
from draftkit.word.foreign import utf8
from draftkit.word.names import parse
from draftkit.word.xml import R, W

_PASSES = 3
_RULE_LINE = "80"
"""Height of an empty line that carries a rule, in twentieths of a point."""
_SHOWN = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_STROKES = frozenset("-‐‑–—_")
_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


class Change(NamedTuple):
    """A finding that was mended: at how many paragraphs, and a changed text as it was and is (`before`, `after`)."""

    finding: Finding
    paragraphs: int
    texts: tuple[tuple[int, str, str], ...] = ()


class Mended(NamedTuple):
    """The mended file, what was changed, and what a check of it still finds."""

    data: bytes
    changes: tuple[Change, ...]
    after: Checked


def mended(data: bytes, name: str, checker: WordChecker, wanted: Callable[[str], bool] = lambda rule: True) -> Mended:
    """Mend what is mechanical, and check again until nothing more can be. `wanted` says which rules count."""
    checked = checker.check(data, name)
    changes: list[Change] = []
    for _ in range(_PASSES):
        package = Opened(data, name)
        made = [
            change
            for finding, hit in zip(checked.findings, checked.hits, strict=True)
            if hit and hit.mend and wanted(finding.rule)
            if (change := _applied(package, finding, hit.mend))
        ]
        if not made:
            break
        _keeps_words(data, package.data(), made)
        data = package.data()
        changes += made
        checked = checker.check(data, name)
    return Mended(data, tuple(changes), checked)


def _keeps_words(before: bytes, after: bytes, changes: Sequence[Change]) -> None:
    """Hold a mended text against the one before, with a reader of its own: it says the same, but for the signs that
    were told and hyphens that stood for rules. Raises InternalError otherwise: then nothing is written."""
    wanted, have = _signs(before), _signs(after)
    for change in changes:
        for _, old, new in change.texts:
            wanted += Counter("".join(new.split()))
            wanted -= Counter("".join(old.split()))
    lost, added = wanted - have, have - wanted
    if added or not set(lost) <= _STROKES:
        raise InternalError("a mend would change what the document says: {signs}", signs="".join([*lost, *added]))


def _signs(data: bytes) -> Counter[str]:
    """How often each sign stands in the text of a package."""
    with ZipFile(BytesIO(data)) as file:
        text = file.read("word/document.xml") if "word/document.xml" in file.namelist() else b""
    return Counter("".join(unescape(b"".join(_SHOWN.findall(utf8(text, "word/document.xml"))).decode()).split()))


def _words(run: Node) -> str:
    return "".join(node.text or "" for node in texts([run]))


def _applied(package: Opened, finding: Finding, mend: Mend) -> Change | None:
    """Do one mend; None when there was nothing it could be done to."""
    if mend.verb in _WHOLE:
        return Change(finding, 0) if _WHOLE[mend.verb](package, mend) else None
    done = 0
    told: list[tuple[int, str, str]] = []
    for number, line in enumerate(mend.lines):
        paragraph = None if line.where.box else package.paragraphs[line.ordinal - 1]
        if paragraph is None:
            continue
        if mend.verb == "rule":
            done += _ruled(paragraph, line.part, mend, number)
            continue
        if mend.verb in _PARAGRAPH:
            _PARAGRAPH[mend.verb](paragraph, mend)
            done += 1
            continue
        found = lines_of(paragraph)
        if line.part >= len(found):
            continue
        everywhere = mend.verb in ("font", "color", "nfc")
        runs = [run for part in found for run in part] if everywhere else found[line.part]
        own = "".join(run.text for run in line.runs).strip()  # of a line set with tabs, the words of one column
        if mend.verb in _RUN:
            runs = runs if everywhere or "\t" in own else [run for run in runs if _words(run).strip() in own]
            for run in runs:
                _RUN[mend.verb](run, line, mend)
            done += bool(runs)
        elif mend.verb in _TEXT:
            nodes = texts(runs)
            old = "".join(node.text or "" for node in nodes)
            part = own if own and own in old else old
            new = old.replace(part, _TEXT[mend.verb](part, mend), 1)
            if new != old:
                retype(nodes, new)
                told.append((line.place, old, new))
                done += 1
    return Change(finding, done, tuple(told)) if done else None


# -- runs


def _font(run: Node, line: Line, mend: Mend) -> None:
    font = str(mend.values["font"])
    if any(item.tag == W + "sym" for item in run):
        return
    gone = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")
    put(properties(run, "rPr"), "rFonts", *gone, ascii=font, hAnsi=font, cs=font, eastAsia=font)


def _color(run: Node, line: Line, mend: Mend) -> None:
    put(properties(run, "rPr"), "color", "themeColor", "themeTint", "themeShade", val="000000")


def _size(run: Node, line: Line, mend: Mend) -> None:
    low, high = (float(str(mend.values[end])) for end in ("low", "high"))
    have = line.look().size_pt
    half = str(round(min(max(have, low), high) * 2))
    plain = properties(run, "rPr")
    put(plain, "sz", val=half)
    put(plain, "szCs", val=half)


def _toggle(name: str) -> Callable[[Node, Line, Mend], None]:
    def apply(run: Node, line: Line, mend: Mend) -> None:
        plain = properties(run, "rPr")
        for one in (name, f"{name}Cs"):
            put(plain, one, val="1" if mend.values["on"] else "0")

    return apply


_RUN = {"font": _font, "color": _color, "size": _size, "bold": _toggle("b"), "italic": _toggle("i")}


# -- paragraphs


def _align(paragraph: Node, mend: Mend) -> None:
    plain = properties(paragraph, "pPr")
    put(plain, "jc", val=str(mend.values["align"]))
    if mend.values["align"] == "center":
        put(plain, "ind", "hanging", "firstLineChars", "hangingChars", firstLine="0")


def _indent(paragraph: Node, mend: Mend) -> None:
    gone = ("hanging", "firstLineChars", "hangingChars", "start", "leftChars", "startChars")
    first = str(twips(float(str(mend.values["mm"]))))
    put(properties(paragraph, "pPr"), "ind", *gone, firstLine=first, left="0")


def _space(paragraph: Node, mend: Mend) -> None:
    before = str(round(float(str(mend.values["pt"])) * 20))
    put(properties(paragraph, "pPr"), "spacing", "beforeLines", "beforeAutospacing", before=before)
    drop(properties(paragraph, "pPr"), "contextualSpacing")


def _line(paragraph: Node, mend: Mend) -> None:
    put(
        properties(paragraph, "pPr"), "spacing", line=str(round(float(str(mend.values["line"])) * 240)), lineRule="auto"
    )


_PARAGRAPH = {"align": _align, "indent": _indent, "space": _space, "line": _line}


def _ruled(paragraph: Node, part: int, mend: Mend, number: int) -> bool:
    """A drawn line in place of hyphens; not where more stands below or beside them in the same paragraph."""
    found = lines_of(paragraph)
    if part != len(found) - 1 or not set("".join(map(_words, found[part]))) <= _STROKES | {" "}:
        return False
    target = paragraph
    if part:
        target = etree.Element(W + "p")
        paragraph.addnext(target)
        breaks = [run for run in paragraph.iter(W + "r") if run.find(W + "br") is not None]
        breaks[-1].getparent().remove(breaks[-1])
    for run in found[part]:
        run.getparent().remove(run)
    indents = mend.values["indents"]
    indent = str(twips(indents[number])) if isinstance(indents, tuple) else "0"
    plain = properties(target, "pPr")
    drop(plain, "pBdr")
    size = str(round(float(str(mend.values["pt"])) * 8))
    etree.SubElement(put(plain, "pBdr"), W + "bottom", {W + "val": "single", W + "sz": size, W + "space": "1"})
    put(plain, "spacing", before="0", after="0", line=_RULE_LINE, lineRule="exact")
    put(plain, "ind", left=indent, right=indent, firstLine="0")
    put(plain, "jc", val="center")
    return True


# -- text


def _around(old: str, core: str) -> str:
    """The white space around a text kept."""
    left, right = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
    return f"{left}{core}{right}"


def _tight(old: str, mend: Mend) -> str:
    head, colon, rest = old.partition(":")
    tight = re.sub(r"\s*([/–—-])\s*", lambda found: found[1] if found[1] == "/" else "-", rest)
    return f"{head}{colon}{tight}"


_TEXT: dict[str, Callable[[str, Mend], str]] = {
    "replace": lambda old, mend: _around(old, str(mend.values["text"])),
    "tighten": _tight,
    "pad-date": lambda old, mend: with_zeros(old),
    "pad-number": lambda old, mend: re.sub(r"(?<!\d)([1-9])(?=\s*/)", r"0\1", old, count=1),
    "comma": lambda old, mend: re.sub(r"\s+(?=[Nn]gày)", ", ", old, count=1),
    "nfc": lambda old, mend: unicodedata.normalize("NFC", old),
    "end-mark": lambda old, mend: _around(old, old.strip().rstrip("/.") + "./."),
    "end-sign": lambda old, mend: _around(old, old.strip().rstrip(";,.:").rstrip() + str(mend.values["sign"])),
}


# -- the file as a whole


def _sections(package: Opened, mend: Mend) -> list[Node]:
    wanted = mend.values["sections"]
    every = package.sections()
    return [every[index] for index in wanted if index < len(every)] if isinstance(wanted, tuple) else []


def _paper(package: Opened, mend: Mend) -> bool:
    size = mend.values["size"]
    short, long = size if isinstance(size, tuple) else (210, 297)
    sections = _sections(package, mend)
    for section in sections:
        found = section.find(W + "pgSz")
        turned = found is not None and found.get(W + "orient") == "landscape"
        wide, high = (long, short) if turned else (short, long)
        put(section, "pgSz", w=str(twips(wide)), h=str(twips(high)))
    return bool(sections)


def _margin(package: Opened, mend: Mend) -> bool:
    sections = _sections(package, mend)
    for section in sections:
        put(section, "pgMar", **{str(mend.values["side"]): str(twips(float(str(mend.values["mm"]))))})
    return bool(sections)


def _title_page(package: Opened, mend: Mend) -> bool:
    """The first page gets a header of its own, which shows nothing; one that says more than a number is left alone."""
    section = package.sections()[0]
    own = [item for item in section.findall(W + "headerReference") if item.get(W + "type") == "first"]
    if not all(_shows_number_only(package, item) for item in own):
        return False
    flagged = section.find(W + "titlePg")
    for item in own:
        section.remove(item)
    if flagged is None or flagged.get(W + "val") in ("0", "false"):
        put(section, "titlePg", val="1")
    return True


def _page_number(package: Opened, mend: Mend) -> bool:
    """A header with the page number in the middle for every section, none on the first page; footers with a page number
    go. Where one of them says more than a number, nothing is done: those words are the drafter's."""
    going = [
        (section, item)
        for index, section in enumerate(package.sections())
        for item in [*section.findall(W + "headerReference"), *section.findall(W + "footerReference")]
        if (item.tag == W + "headerReference" or b"PAGE" in _part(package, item))
        and (index == 0 or item.get(W + "type") == "default")
    ]
    if not all(_shows_number_only(package, item) for _, item in going):
        return False
    for section, item in going:
        section.remove(item)
    id = package.add("header", _number_header(), _HEADER)
    first = package.sections()[0]
    first.insert(0, etree.Element(W + "headerReference", {W + "type": "default", R + "id": id}))
    put(first, "titlePg", val="1")
    return True


def _part(package: Opened, reference: Node) -> bytes:
    found = package.links(package.main).get(reference.get(R + "id", ""))
    return package.parts.get(found.target, b"") if found else b""


def _shows_number_only(package: Opened, reference: Node) -> bool:
    """Whether a header or footer says nothing but a page number."""
    data = _part(package, reference)
    if not data:
        return True
    root = parse(data, package.name)
    drawn = any(next(root.iter(W + name), None) is not None for name in ("drawing", "pict", "object"))
    said = "".join(sign for sign in "".join(root.itertext(W + "t")) if sign.isalpha())
    return not drawn and said.lower() in ("", "trang", "page")


def _number_header() -> Node:
    root = etree.Element(W + "hdr", nsmap={"w": W[1:-1], "r": R[1:-1]})
    paragraph = etree.SubElement(root, W + "p")
    put(properties(paragraph, "pPr"), "jc", val="center")
    field = etree.SubElement(paragraph, W + "fldSimple", {W + "instr": " PAGE "})
    run = etree.SubElement(field, W + "r")
    plain = properties(run, "rPr")
    font = "Times New Roman"
    put(plain, "rFonts", ascii=font, hAnsi=font, cs=font)
    put(plain, "sz", val="28")
    etree.SubElement(run, W + "t").text = "2"
    return root


_WHOLE: dict[str, Callable[[Opened, Mend], bool]] = {
    "paper": _paper,
    "margin": _margin,
    "title-page": _title_page,
    "page-number": _page_number,
}
