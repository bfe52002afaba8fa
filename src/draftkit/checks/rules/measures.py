"""Units, signs and numbers of technical texts, in sentences and in cells; terms, abbreviations and spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.patterns import WRONG
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import MEASURES, I, W, directives, practice
from draftkit.checks.standard_parts import is_terms, passages, title_of
from draftkit.model.inline import Emph, Strong, plain
from draftkit.model.message import Mend, Place, msg
from draftkit.model.tree import Paragraph, Unit
from draftkit.text.fold import plain_key
from draftkit.text.pattern import Pattern
from draftkit.text.together import UNIT

(_NUMBERS_UNITS,) = ways("measures", "numbers_units")

_SIGNS = WRONG["DK-Q022"]
_IN_WORDS = len(_SIGNS) - 1


@rule("DK-Q022", "Unit or sign badly written", W, MEASURES, "standards")
def units(subject: Subject) -> Iterator[Hit]:
    """Numbers, units and signs of technical texts, in sentences and in the cells of tables: a space before the unit,
    the letters of the SI, °C, brackets around a tolerance, a minus that is one, figures of formulas lowered."""
    said: set[tuple[int, str]] = set()
    signs = any(re.search(r"[0-9] (?:h|min)(?!\w)", passage.text) for passage in passages(subject.bound))
    for passage in passages(subject.bound):
        if not any(sign in passage.text for sign in "0123456789pNSCx"):
            continue
        # codes of standards and formulas have numbers and letters of their own
        text = re.sub(r"\$[^$]*\$", " ", _OTHERS.sub(" ", passage.text))
        for at, wrong in enumerate(_SIGNS):
            if at == _IN_WORDS and not signs:
                continue
            for found in wrong.pattern.finditer(text):
                key = passage.line, found[0].strip()
                if key not in said:
                    said.add(key)
                    yield subject.hit(passage, wrong.message, text=found[0].strip())


_OTHERS = Pattern(r"(?:TCVN|QCVN|ISO|IEC)[^;,()\n]{0,30}?[0-9][0-9:/-]*")


@rule("DK-Q023", "Decimal point in a technical text", W, MEASURES, "standards")
def decimal_point(subject: Subject) -> Iterator[Hit]:
    """The decimal sign is a comma, in cells too; thousands are parted by a space."""
    for passage in passages(subject.bound):
        if "." not in passage.text or passage.kind == "title" or _NUMBERS_UNITS.match(passage.head):
            continue
        whole_cell = passage.kind == "cell" and re.fullmatch(
            r"[<>≤≥±~]? ?[0-9]+\.[0-9]+(?: ?(?:[-–÷]|đến|±) ?[0-9]+(?:[.,][0-9]+)?)?", passage.text.strip()
        )
        found = whole_cell or re.search(
            rf"(?<![\w./-])(?:[0-9]+\.[0-9]{{1,2}}|[0-9]+\.[0-9]{{4,}}|0\.[0-9]+)(?= ?(?:{UNIT}|%|lần)(?![\w.]))",
            passage.text,
        )
        if found and not re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", found[0].strip()):
            text = found[0].strip()
            yield subject.hit(passage, "“{text}”: write a decimal comma", Mend(text, text.replace(".", ",")), text=text)


_PAIRS = tuple(
    tuple(pair.split("/"))
    for pair in "ôxy/oxy ôxi/oxi ôxít/oxit axít/axit axit/acid cacbon/carbon hydro/hyđrô hidro/hydro "
    "nitơ/nitrogen sunfua/sulfua sunfat/sulfat clorua/chloride amôni/amoni mônôxít/monoxit "
    "đioxit/dioxit ôzôn/ozon mêtan/metan benzen/benzene vi-rút/virus photpho/phospho polyme/polymer "
    "kilôgam/kilogam môđun/mô-đun áptômát/aptomat ăcquy/ắcquy".split()
)


@rule("DK-Q024", "Two spellings of a word", I, practice("viết thống nhất thuật ngữ"), "standards")
def spellings(subject: Subject) -> Iterator[Hit]:
    """“ôxy” and “oxy”, “axít” and “axit” are both in use; one document keeps to one. The rarer form is named."""
    text = subject.wording
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)?", text))
    for pair in _PAIRS:
        found = sorted((words[form], form) for form in pair if words[form])
        if len(found) > 1:
            rare, common = found[0][1], found[-1][1]
            at = re.search(rf"(?<!\w){re.escape(rare)}(?!\w)", subject.prose, re.IGNORECASE)
            place = subject.place(at.start()) if at else Place(0)
            yield subject.hit(place, "“{rare}” beside “{common}”", rare=rare, common=common)


@rule("DK-Q025", "Term never used", I, directives("16.5.2"), "standards")
def unused_terms(subject: Subject) -> Iterator[Hit]:
    """A term that is defined stands in the text; else its definition has no use."""
    for unit in subject.units:
        if not is_terms(unit):
            continue
        for child in unit.body:
            term = _term(child) if isinstance(child, Unit) else ""
            if term and isinstance(child, Unit) and subject.times(plain_key(term), 2) < 2:
                yield subject.hit(child, "the term “{term}” is used nowhere else", term=term)


_LONGEST_TERM = 80


def _term(unit: Unit) -> str:
    """The term a clause defines: its title, or what is bold or slanted at its start."""
    if unit.title:
        return re.split(r" ?[(（:;]", title_of(unit))[0].strip()
    first = unit.body[0] if unit.body else None
    if isinstance(first, Paragraph):
        for item in first.content[:2]:
            if isinstance(item, (Strong, Emph)):  # a whole sentence in bold holds its term and what it means
                term = re.split(r" ?[(:;]| là ", plain(item.content))[0].strip()
                return term if len(term) < _LONGEST_TERM else ""
    return ""


_SHORT = Pattern(r"(?<![\w./:-])[A-ZĐ]{3,6}(?![\w/:-]|\.\w)")
_KNOWN = frozenset(
    "TCVN QCVN QCĐP TCCS ISO IEC ASTM EPA EN BS JIS DIN SMEWW AOAC CAS PDF VNĐ USD WTO ASEAN AHTN BCT BTNMT BYT BKHCN "
    "BXD BNNPTNT BNNMT BCA BQP BTC BGTVT UBND HĐND COD BOD TSS TOC VOC PCB GPS CHÚ THÍCH VÍ DỤ".split()
)


@rule("DK-Q026", "Abbreviation never explained", I, practice("chữ viết tắt được giải thích"), "standards")
def abbreviations(subject: Subject) -> Iterator[Hit]:
    """An abbreviation is explained where it first stands (in brackets behind the words, or the words behind it), or in
    a list of abbreviations. Those that everybody of the trade knows are left alone."""
    all_passages = passages(subject.bound)
    text = "\n".join(passage.text for passage in all_passages)
    seen: set[str] = set()
    for passage in all_passages:
        if passage.kind == "title" and passage.text.isupper():
            continue
        for found in _SHORT.finditer(passage.text):
            short = found[0]
            if short in seen or short in _KNOWN or re.fullmatch("[IVXLC]+", short):
                continue
            seen.add(short)
            explained = re.search(
                rf"[(“]\s*(?:viết tắt(?: là)?:? ?)?[“]?{short}\b|{short} ?\("
                rf"|(?:^|\n){short}(?:\n|$)|viết tắt là “?{short}"
                rf"|{short} ?(?::|là )",
                text,
            )
            if not explained:
                yield subject.hit(passage, "“{short}” is explained nowhere", short=short)


@rule("DK-Q028", "Reference listed twice", W, directives("15.5"), "standards")
def listed_twice(subject: Subject) -> Iterator[Hit]:
    """A document stands once in the list of references: dated or undated, not both."""
    meta = subject.bound.draft.meta
    entries = meta.values.get("vien_dan")
    seen: dict[str, str] = {}
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        code = str(entry.get("so") or "") if isinstance(entry, dict) else ""
        base = code.partition(":")[0].strip()
        if base and base in seen:
            message = msg("“{code}” is listed twice, also as “{other}”", code=code, other=seen[base])
            yield subject.hit(f"vien_dan.{at}", message)
        seen.setdefault(base, code)
