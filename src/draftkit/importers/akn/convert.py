"""Joins the parts of an import of Akoma Ntoso: a file in, the files of a draft and what became of its lines out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from draftkit.importers.akn.body import Body
from draftkit.importers.akn.document import OWN, child, every, tag, words
from draftkit.importers.akn.units import Texts
from draftkit.importers.convert import ANNEX_FILE, TEXT_FILE
from draftkit.importers.read_back import ReadBack, Step, bettered, counted
from draftkit.importers.report import FORMULA, Report, Said, compare
from draftkit.model import keys
from draftkit.model.kind import KindSpec
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.yaml_text import TRANSLATIONS
from draftkit.recognise.metadata import as_yaml
from draftkit.recognise.source import open_kind
from draftkit.text.marks import normal
from draftkit.writers.akn.metadata import LANGUAGES, UNKNOWN_DAY

_SILENT = frozenset(("meta", "authorialNote", "del", ""))
_BLOCKS = frozenset(
    (
        *("p", "block", "crossHeading", "caption", "tocItem", "heading", "subheading", "num", "li", "item", "tr", "td"),
        *("quotedStructure", "embeddedStructure", "table", "foreign", "content", "longTitle", "listIntroduction"),
    )
)
_CONTENT = tuple("coverPage preface preamble body mainBody collectionBody conclusions attachments components".split())


class AknImport:
    """One Akoma Ntoso document on its way in; `ours` when draftkit wrote it, `suffix` ends a translation's name."""

    def __init__(self, document: Element, kinds: Sequence[KindSpec], forced: KindSpec | None) -> None:
        self.document = document
        self.kind = kind_of(document, kinds, forced)
        self.ours = own_values(document) is not None
        told = next((one.get("language") for one in every(document, "FRBRlanguage")), "")
        spoken = (short for short in TRANSLATIONS if self.ours and LANGUAGES[short] == told)
        self.suffix = next((f".{short}" for short in spoken), "")
        self.losses: tuple[Message, ...] = ()
        self._renamed: dict[Element, tuple[str, str, str]] = {}

    def files(self) -> Mapping[str, bytes]:
        document = self.document
        body = Body(document, self.kind, self.ours)
        around = front(document, self.kind, body.texts)
        body.all(around.before)
        body.all(one for one in document if tag(one) in ("body", "mainBody", "collectionBody"))
        body.all(one for one in document if tag(one) not in (*_CONTENT, "meta"))
        body.all(around.after)
        attached = child(document, "attachments")
        body.annexes(attached if attached is not None else ())
        body.output.close()
        body.notes()
        output = body.output
        found = {DRAFT_FILE: as_yaml(around.values).encode(), TEXT_FILE: output.main.text().encode()}
        if output.annexes.lines:
            found[ANNEX_FILE] = output.annexes.text().encode()
        self._renamed = body.renamed
        self.losses = (*body.pictures.losses, *_told(body))
        return {**found, **body.files, **body.pictures.files}

    def said(self) -> list[Said]:
        """The lines of the document, read by a walk of their own; numbers as the draft writes them, which is told."""
        texts = (text for part in self.document if tag(part) != "meta" for text in self._lines(part))
        noted = (inner for one in every(self.document, "authorialNote") for inner in one)
        notes = (text for inner in noted for text in self._lines(inner))
        return [Said(at, line) for at, text in enumerate((*texts, *notes), 1) if (line := normal(text))]

    def _lines(self, element: Element) -> Iterator[str]:
        """The lines of an element; a number goes with what follows it in the line."""
        held = ""
        for number, text in _pieces(element):
            if number is not None:
                printed = self._renamed[number][1] if number in self._renamed else " ".join(text.split())
                held = f"{held} {printed}".strip()
            elif text.strip():
                first, *rest = text.strip().split("\n")
                if first.startswith(FORMULA) and held:
                    yield held
                    held = ""
                yield f"{held} {first}".strip()
                yield from rest
                held = ""
        if held:
            yield held


def import_document(
    made: AknImport, folder: Path, name: str, read: ReadBack, steps: Sequence[Step]
) -> tuple[Mapping[str, bytes], Report]:
    """Write the draft, read it back, hold its lines against those of the file; then take each step that leaves the text
    as it is."""
    files = made.files()
    files, bound, said = bettered(folder, files, read, steps)
    counts, remarks = compare(made.said(), said)
    kind = made.kind
    return files, Report(name, kind.title, kind.name, counted(bound.draft), counts, tuple(remarks), made.losses)


def _told(body: Body) -> Iterator[Message]:
    words = {said.replace(number, "…"): printed.replace(number, "…") for said, printed, number in body.renamed.values()}
    for said, printed in words.items():
        yield msg("“{text}” is printed as “{printed}”", text=said, printed=printed)
    for name, count in sorted(body.odd.items()):
        yield msg("<{name}>: {count} times; a draft has no such element, its text was kept", name=name, count=count)
    for text in body.texts.removed:
        yield msg("struck text was left out: {text}", text=text)


def _pieces(element: Element) -> Iterator[tuple[Element | None, str]]:
    """The texts of an element in order, each with the number that it is, if it is one."""
    name = tag(element)
    number = element if name == "num" else None
    if name in _SILENT or element.get("class") == "toc":
        return
    if name == "foreign":
        yield None, _flat(element)
        return
    if child(element, "foreign") is not None and (counted := child(element, "num")) is not None:
        yield None, f"{FORMULA}{_flat(counted)}"
        return
    text = [element.text or ""]
    for one in element:
        if _holds_block(one):
            yield number, "".join(text)
            text = []
            yield from _pieces(one)
        else:
            text.append(_flat(one))
        text.append(one.tail or "")
    yield number, "".join(text)


def _holds_block(element: Element) -> bool:
    """Whether an element is a block or holds one; what flows beside the text is none."""
    name = tag(element)
    return name in _BLOCKS or (name not in ("subFlow", "authorialNote") and any(map(_holds_block, element)))


def _flat(element: Element) -> str:
    """The text within a line."""
    name = tag(element)
    if name in _SILENT:
        return ""
    if name in ("eol", "br"):
        return "\n"
    if next(every(element, "annotation"), None) is not None:
        return FORMULA
    return (element.text or "") + "".join(_flat(one) + (one.tail or "") for one in element)


_ENDS = ";.,"


class Front(NamedTuple):
    """The metadata, and the elements around the text that did not become part of it."""

    values: dict[str, Data]
    before: tuple[Element, ...] = ()
    after: tuple[Element, ...] = ()


def own_values(document: Element) -> dict[str, Data] | None:
    """The metadata that draftkit wrote; None when another wrote the file."""
    found = next(every(child(document, "meta"), "draft"), None)
    if found is None or found.tag != f"{OWN}draft":
        return None
    try:
        values = json.loads(found.text or "")
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def kind_of(document: Element, kinds: Sequence[KindSpec], forced: KindSpec | None) -> KindSpec:
    """The kind of a document: as told, as draftkit wrote, else one for any type of its family."""
    named = next((kind for kind in kinds if kind.name == document.get("name")), None)
    found = forced or (named if own_values(document) is not None else None)
    if found:
        return found
    ruled = tag(document) in ("act", "bill") and next(every(document, "article", "section"), None) is not None
    family = "qppl" if ruled else "nd30"
    return open_kind(kinds, family)


def front(document: Element, kind: KindSpec, texts: Texts) -> Front:
    """The metadata of a document of a kind."""
    own = own_values(document)
    cited = [texts.text(one).rstrip(_ENDS) for one in every(child(document, "preamble"), "citation")]
    if own is not None:
        if cited and cited[-1] == f"Theo đề nghị của {str(own.get(keys.PROPOSER)).rstrip(' ;.')}":
            cited.pop()  # worded from a key of its own
        bases: dict[str, Data] = {keys.BASES: list(cited)} if cited and keys.BASES in kind.keys else {}
        return Front({keys.KIND: kind.title, **own, **bases})
    values: dict[str, Data] = {keys.KIND: kind.title}
    preface = child(document, "preface")
    taken = _from_preface(preface, values, kind)
    preamble = child(document, "preamble")
    if cited and keys.BASES in kind.keys:
        values[keys.BASES] = list(cited)
        taken |= set(every(preamble, "citation"))
    values |= {key: text for key, text in _from_meta(child(document, "meta"), kind).items() if not values.get(key)}
    cover, end = child(document, "coverPage"), child(document, "conclusions")
    return Front(values, (*_left(cover, taken), *_left(preface, taken), *_left(preamble, taken)), _left(end, taken))


def _from_preface(preface: Element | None, values: dict[str, Data], kind: KindSpec) -> set[Element]:
    """What the preface says of itself; the paragraphs that say nothing else."""
    taken: set[Element] = set()
    for name, key in (("docTitle", keys.TITLE), ("docType", keys.TYPE_NAME)):
        found = next(every(preface, name), None)
        text = words(found)
        if not text or key not in kind.keys or preface is None:
            continue
        holder = next((one for one in preface if found in list(one.iter())), None)
        if holder is not None and words(holder) == text and tag(holder) in ("p", "longTitle"):
            taken.add(holder)
            values[key] = text
    return taken


def _from_meta(meta: Element | None, kind: KindSpec) -> dict[str, Data]:
    """What the identification says."""
    work = next(every(meta, "FRBRWork"), None)
    day = next((one.get("date") or "" for one in every(work, "FRBRdate")), "")[:10]
    number = next((one.get("value") or "" for one in every(work, "FRBRnumber")), "")
    shown = {one.get("eId") or one.get("id") or "": one.get("showAs") or "" for one in every(meta, "TLCOrganization")}
    author = next((shown.get((one.get("href") or "").lstrip("#"), "") for one in every(work, "FRBRauthor")), "")
    name = next((one.get("value") or "" for one in every(work, "FRBRname", "FRBRalias", "FRBRsubtype")), "")
    found: dict[str, Data] = {keys.DATE: day if day != UNKNOWN_DAY else "", keys.AGENCIES: author}
    found |= {keys.NUMBER: number, keys.TITLE: name, keys.TYPE_NAME: kind.title}
    return {key: text for key, text in found.items() if text and key in kind.keys}


def _left(element: Element | None, taken: set[Element]) -> tuple[Element, ...]:
    """The children of an element that were not taken, those of a holder of taken ones too."""
    if element is None:
        return ()
    out: list[Element] = []
    for one in element:
        if one in taken:
            continue
        out += _left(one, taken) if any(inner in taken for inner in one.iter()) else [one]
    return tuple(out)
