"""What a result must be: an answer of 0, 1 or 2, no fault of ours, nothing lost untold, Word files that are valid.

The readers are of lxml and regular expressions: none of draftkit's own."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree, html

from draftkit.cli.main import main
from tests.owed import letters, owed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PLAIN = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_TEXT_PARTS = re.compile(r"word/(?:document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_FAULTS = ("mistake in draftkit", "Traceback (most recent call last)")
_GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{_MC}Fallback"))


class Answer(NamedTuple):
    """What a command said."""

    status: int
    said: str


class Wrong(Exception):
    """A result that must not be."""


def tried(*arguments: str) -> Answer:
    """The answer of a command."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            status = main([*arguments, "--lang", "en"])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 3
    if status not in (0, 1, 2) or any(fault in said.getvalue() for fault in _FAULTS):
        raise Wrong(f"{' '.join(arguments)}: status {status}\n{said.getvalue()[-1500:]}")
    return Answer(status, said.getvalue())


# -- nothing lost


def told(said: str, name: str) -> set[int]:
    """The lines of a file that the answer names."""
    return {int(line) for line in re.findall(rf"{re.escape(name)}:(\d+)", said)}


_FORMULA = re.compile(r"\$\$(?:(?!\n\s*\n).)*?\$\$|\$[^$\n]+\$", re.DOTALL)


def untold(source: str, printed: str, known: set[int]) -> list[str]:
    """The words that a source owes its reader, that are not printed, and that no finding of `known` lines excuses. A
    table or a paragraph is known as a whole."""
    text = letters(printed)
    lines = source.split("\n")
    body = _body(lines)
    owes = _FORMULA.sub(lambda found: "\0" + "\n" * found[0].count("\n"), owed("\n".join(lines[body:])))
    return [
        f"{number}: {words.strip()[:80]}"
        for number, line in enumerate(owes.split("\n"), body + 1)
        for words in re.split(r"[\0|]", line)
        if letters(words) not in text and not _excused(lines, number, known)
    ]


def _body(lines: list[str]) -> int:
    """How many lines the metadata take."""
    seen = ["".join(sign for sign in line if unicodedata.category(sign) != "Cf").strip() for line in lines]
    if seen[:1] != ["---"]:
        return 0
    return next((at + 1 for at, line in enumerate(seen[1:], 1) if line in ("---", "...")), len(lines))


def _excused(lines: list[str], number: int, known: set[int]) -> bool:
    first = last = number
    while first > 1 and lines[first - 2].strip():
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return not known.isdisjoint(range(first, last + 1))


def shown(path: Path) -> str:
    """All that a produced file shows or reads aloud, in one text."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        return "".join(_word_texts(data))
    if path.suffix in (".html", ".eml"):
        return _page(data, path.suffix == ".eml")
    return data.decode("utf-8")


def _word_texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in filter(_TEXT_PARTS.fullmatch, package.namelist()):
            for node in etree.fromstring(package.read(name), _PLAIN).iter():
                if isinstance(node.tag, str) and node.tag.rpartition("}")[2] in ("t", "docPr", "delText", "cNvPr"):
                    yield node.text or ""
                    yield node.get("descr", "")


def _page(data: bytes, mail: bool) -> str:
    if mail:
        from email import message_from_bytes, policy

        body = message_from_bytes(data, policy=policy.default).get_body(("html", "plain"))
        data = b"" if body is None else body.get_content().encode()
    page = html.fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(page, "script", "style", with_tail=False)
    return "".join((*page.itertext(), *(picture.get("alt", "") for picture in page.iter("img"))))


# -- valid


@cache
def _schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


def invalid(data: bytes, schema: Path | None) -> list[str]:
    """What is wrong with a Word file: parts that are no XML, targets that are not there, and what the schema of
    ECMA-376 says, if there is one."""
    wrong = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        if len(names) != len(set(names)):
            wrong.append("a part twice")
        for name in names:
            if not name.endswith((".xml", ".rels")):
                continue
            try:
                root = etree.fromstring(package.read(name), _PLAIN)
            except etree.XMLSyntaxError as error:
                wrong.append(f"{name}: {error}")
                continue
            if name.endswith(".rels"):
                wrong += [f"{name}: {target}" for target in _targets(name, root) if target not in names]
            elif schema and re.fullmatch(_SCHEMA_PARTS, name) and (fault := _against(schema, package.read(name))):
                wrong.append(f"{name}: {fault}")
    return wrong


@lru_cache(maxsize=256)
def _against(schema: Path, part: bytes) -> str:
    """What a schema says against a part; many files share those of their styles, numbers and settings."""
    checked = etree.fromstring(etree.tostring(_understood(etree.fromstring(part, _PLAIN))))
    return "" if _schema(schema).validate(checked) else _schema(schema).error_log[0].message[:200]


_SCHEMA_PARTS = (
    r"word/(?:document|styles|numbering|settings|footnotes|endnotes|comments|fontTable|(?:head|foot)er\d*)\.xml"
)


def _targets(name: str, root: etree._Element) -> Iterator[str]:
    base = name.rpartition("_rels/")[0]
    for relation in root:
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and not target.startswith("#"):
            path: list[str] = []
            for step in (target if target.startswith("/") else base + target).split("/"):
                path = path[:-1] if step == ".." else path if step in ("", ".") else [*path, step]
            yield "/".join(path)


def _understood(root: etree._Element) -> etree._Element:
    """A part as one reads it who knows no extension: what may be ignored gone, the fallback of each alternative."""
    ignorable = {
        node.nsmap[prefix]
        for node in root.iter(etree.Element)
        for prefix in node.get(f"{_MC}Ignorable", "").split()
        if prefix in node.nsmap
    }
    for choice in list(root.iter(f"{_MC}AlternateContent")):
        parent, fallback = choice.getparent(), choice.find(f"{_MC}Fallback")
        at = parent.index(choice)
        parent[at : at + 1] = [] if fallback is None else list(fallback)
    for node in list(root.iter(etree.Element)):
        if etree.QName(node).namespace in ignorable and node.getparent() is not None:
            node.getparent().remove(node)
            continue
        for key in list(node.attrib):
            if etree.QName(key).namespace in {*ignorable, _MC[1:-1]}:
                del node.attrib[key]
    return root


# -- Word files of others


def word_paragraphs(data: bytes) -> list[str]:
    """What each paragraph of the body shows when all changes are accepted: runs where runs stand."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"), _PLAIN)
    found = []
    for paragraph in root.iterfind(f".//{W}p"):
        texts = (node.text or "" for node in paragraph.iter(f"{W}t") if _stands(node, paragraph))
        found.append("".join(texts))
    return [text for text in found if letters(text)]


def _stands(node: etree._Element, paragraph: etree._Element) -> bool:
    run = node.getparent()
    if run.tag != f"{W}r" or run.find(f"{W}rPr/{W}vanish") is not None:
        return False
    above = run.getparent()
    while above is not paragraph:
        if above.tag in _GONE or above.tag == f"{W}p":
            return False
        above = above.getparent()
    return True
