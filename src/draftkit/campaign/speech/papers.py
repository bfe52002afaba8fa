"""Numbers that name things: documents, standards, telephones, goods codes."""

from __future__ import annotations

import re

from draftkit.campaign.speech.lexicon import Lexicon, unsaid
from draftkit.campaign.speech.quantities import spell_digits, spell_figure, spell_written
from draftkit.campaign.ways import ways
from draftkit.model.numeral import from_roman, spell
from draftkit.text.pattern import alternatives

_NUMBER, _PARTY, _YEARS_ONLY, _ASSEMBLY, _PHONE = ways("papers", "number party years_only assembly phone")
_CALLED, _CODE, _WORDED_NO, _PLATE, _COINED = ways("papers", "called code worded_no plate coined")
_GROUP, _ROMAN, _ROW, _BRED = ways("papers", "group roman row bred")
(_UPPER,) = (one.source for one in ways("papers", "upper"))
_FIGURES = frozenset("0123456789")
_NEAR = 40
"""Signs before a document number in which its type may have been said."""
_FAR = 120
"""Signs after it in which its issuer may be said."""


def telephones(text: str) -> str:
    """Telephone numbers digit by digit, with the pauses they are written with."""
    text = _CALLED.sub(lambda found: found[1] + _grouped(found[2]), text)
    return _PHONE.sub(lambda found: _grouped(found[0]), text)


def codes(text: str) -> str:
    """Codes of goods and plates of cars digit by digit, group by group."""
    text = _PLATE.sub(lambda found: f"{spell_figure(found[1])} {found[2]}, {spell_digits(found[3] + found[4])}", text)
    return _CODE.sub(lambda found: found[1] + _grouped(found[2]), text)


def bred(text: str, lexicon: Lexicon, unknown: list[str]) -> str:
    """Varieties of crops and breeds (`lúa BC15, KL5`): no report, road or body is meant by their letters."""
    own = lexicon.short.keys() | lexicon.standards.keys()

    def read(found: re.Match[str]) -> str:
        name, _, rest = found[2].partition(" ")
        named = found[2] if name in own or not name.isalpha() else name + rest  # OCOP 5 sao; BC 15
        return found[1] + coined(named, lexicon, unknown, False)

    return _BRED.sub(read, text)


def coined(text: str, lexicon: Lexicon, unknown: list[str], known: bool = True) -> str:
    """Codes of products and lots as makers coin them (`AQK-10EW`, `VD-12345-20`, `OM5451`): letters by their names,
    numbers that go on digit by digit. One letter and a short number (`A/H5N1`, `T2-T6`), and what has a reading of its
    own, are left alone; papers, bodies and short codes too where they may be `known`. `unknown` is given what was read
    so."""

    def read(found: re.Match[str]) -> str:
        groups = _GROUP.findall(found[0])
        long = any(len(one) > 3 and one[0] in _FIGURES for one in groups)
        plain = len(groups) < 3 or not any(len(one) > 1 and one.isalpha() for one in groups)
        own = {groups[0]} & (lexicon.short.keys() | lexicon.standards.keys()) or set(groups[0]) <= set("IVX")
        if found[0] in lexicon.short or (known and (own or (plain and not long))):
            return found[0]
        unknown.append(found[0])
        return " ".join(filter(None, map(_group, ["", *groups], groups, [*groups[1:], ""])))

    def _group(before: str, one: str, after: str) -> str:
        if one == "-":
            return "gạch ngang" if before[:1] in _FIGURES and after[:1] in _FIGURES else ""
        if one == "/":
            return "xuyệt"
        if one.isalpha():
            return spell(from_roman(one)) if _ROMAN.fullmatch(one) and from_roman(one) else lexicon.by_letter(one)
        coded = one.startswith("0") or (len(one) > 3 and not one.endswith("00"))
        return spell_digits(one) if coded else spell_figure(one)

    return _COINED.sub(read, text)


def rows(text: str) -> str:
    """Three and more numbers that hyphens join (`NPK 16-16-8`): no stretch from one to another."""
    return _ROW.sub(lambda found: ", ".join(map(spell_figure, found[0].split("-"))), text)


def _grouped(text: str) -> str:
    plus = "cộng " if text.startswith("+") else ""
    return plus + ", ".join(spell_digits(group) for group in re.findall(r"\d+", text))


def numbers(text: str, lexicon: Lexicon, unknown: list[str]) -> str:
    """Numbers of documents and standards: `3637/QĐ-BCT` by its type, when that was not said before, and its issuer,
    when that is not said after. `unknown` is given issuers that nobody knows."""
    text = _WORDED_NO.sub("số ", text)
    names = alternatives(lexicon.standards)
    standard = re.compile(
        rf"(?<!\w)((?:{names})(?:[ /](?:{names}))*)\s+(\d[\d-]*)(?::(\d{{4}}))?(?:/([{_UPPER}]{{2,}}))?(?!\w)"
    )
    text = standard.sub(lambda found: _standard(found, lexicon, unknown), text)
    text = _PARTY.sub(
        lambda found: f"{found[1]}/{found[2]}-{found[3]}", text
    )  # papers of the Party put the type first: 57-NQ/TW
    symbol = re.compile(rf"(?<![\w/-])({alternatives(lexicon.types)})-({alternatives(lexicon.bodies)})(?![\w/-])")
    text = symbol.sub(
        lambda found: f"{unsaid(lexicon.types[found[1]], text[: found.start()])} của {lexicon.bodies[found[2]]}", text
    )
    text = _NUMBER.sub(lambda found: _number(found, text, lexicon, unknown), text)
    return _YEARS_ONLY.sub(lambda found: f"{found[1]}{spell_written(found[2])} năm {spell_figure(found[3])}", text)


def _standard(found: re.Match[str], lexicon: Lexicon, unknown: list[str]) -> str:
    names = unsaid(
        " ".join(lexicon.standards[name] for name in re.split(r"[ /]", found[1])), found.string[: found.start()]
    )
    number = " gạch ngang ".join(spell_written(part) for part in found[2].split("-") if part)
    year = f" năm {spell_figure(found[3])}" if found[3] else ""
    issuer = f" của {_body(found[4], lexicon, unknown)}" if found[4] else ""
    return f"{names} số {number}{year}{issuer}"


def _number(found: re.Match[str], text: str, lexicon: Lexicon, unknown: list[str]) -> str:
    number, year, symbol, unit = found.groups()
    digits = re.match(r"\d+", number)
    words = (
        spell_written(digits[0]) + (f" {number[digits.end() :]}" if digits and digits.end() < len(number) else "")
        if digits
        else number
    )
    if year:
        words += f" năm {spell_figure(year)}"
    type_, issuers = _symbol(symbol, lexicon, unknown)
    before = text[max(0, found.start() - _NEAR) : found.start()].lower()
    after = text[found.end() : found.end() + _FAR].partition(".")[0].lower()
    spoken = [
        name
        for name in issuers
        if name.lower().removeprefix("bộ ") not in after and name.lower().removeprefix("bộ ") not in before
    ]
    called = before.rstrip().removesuffix("số").rstrip()
    said = called != before.rstrip() or called.endswith((*lexicon.types.values(), symbol.partition("-")[0].lower()))
    head = f"{type_} số " if type_ and not said and type_ not in before else ""
    issued = f" của {', '.join(spoken)}" if spoken else ""
    return head + words + issued + (f", {_body(unit, lexicon, unknown)}" if unit else "")


def _symbol(symbol: str, lexicon: Lexicon, unknown: list[str]) -> tuple[str, list[str]]:
    """Type and issuers that a symbol names: `QĐ-BCT`, `QH15`, `BCT-ATMT` (no type: an official letter)."""
    assembly = _ASSEMBLY.match(symbol)
    if assembly:
        return lexicon.types["NQ"] if assembly[1] else "", [
            f"{lexicon.bodies[assembly[2]]} khóa {spell_figure(assembly[3])}"
        ]
    parts = symbol.split("-")
    type_ = lexicon.types.get(parts[0], "") if len(parts) > 1 or parts[0] not in lexicon.bodies else ""
    return type_, [_body(part, lexicon, unknown) for part in (parts[1:] if type_ else parts)]


def _body(short: str, lexicon: Lexicon, unknown: list[str]) -> str:
    meaning = lexicon.bodies.get(short) or lexicon.short.get(short)
    if meaning:
        return meaning
    unknown += re.findall(r"[^\W\d_]{2,}", short)
    return " ".join(
        lexicon.by_letter(part) if part.isalpha() else spell_written(part)
        for part in re.findall(r"\d+|[^\W\d_]+", short)
    )
