"""The component of the format that each rule looks at."""

from __future__ import annotations

from draftkit.checks.rule import Rule
from draftkit.model.message import Message, msg

COMPONENTS: dict[str, Message] = {
    "page": msg("Page and font"),
    "national": msg("National name and motto"),
    "issuer": msg("Issuing body"),
    "number": msg("Number and symbol"),
    "place-date": msg("Place and date"),
    "title": msg("Type and name"),
    "bases": msg("Legal bases"),
    "structure": msg("Structure and numbering"),
    "references": msg("References and citations"),
    "wording": msg("Wording, numbers and signs"),
    "effect": msg("Effect, transition, repeal"),
    "amending": msg("Amending instructions"),
    "signature": msg("Authority, name, signature"),
    "recipients": msg("Addressees and recipients"),
    "annexes": msg("Annexes"),
    "standard": msg("Clauses of standards"),
    "goods": msg("Lists of goods"),
    "dossier": msg("Papers of the dossier"),
    "source": msg("Source files and metadata"),
}
"""Components of the format (Decree 30/2020, Article 8; Decree 78/2025, Article 71), the text divided further, in the
order of the page."""

_BEGINS = {
    "page": "W00 W01 W05 W601 W602 W7 W8",
    "national": "W020 W021 W02 W1 W603 W604",
    "issuer": "W022",
    "number": "W030 W031 W032 W605 H006 H007 H031 H032 H035",
    "place-date": "W033 H033",
    "title": "W034 W035 W2 A003 A004 H005 H029",
    "bases": "W04 H012 H013 H016 H018 H019 H02 R020",
    "structure": "M W019 W06 W070 W3",
    "references": "C002 R022 R030 R032",
    "wording": "C L T",
    "effect": "A001 A002 A012 H014 H015 H030 S013 S016 S017 S023",
    "amending": "A B N004 R036 S025",
    "signature": "W075 W076 W077 W078 W4 H008 H009 H017 H036 H037 H038 H041",
    "recipients": "W044 W045 W046 W07 H010 H011 H034 H039 H040",
    "annexes": "W08 W5 R024 R034 S010",
    "standard": "T033 T034",
    "goods": "T032",
    "source": "H028 T017",
}
"""The components by how the numbers of their rules begin; the longest beginning counts."""
_BY_NUMBER = {number: name for name, numbers in _BEGINS.items() for number in numbers.split()}
_BY_SET = {
    "structure": "structure",
    "numbering": "structure",
    "references": "references",
    "typography": "wording",
    "qppl": "structure",
    "nd30": "title",
    "standards": "standard",
    "mandatory": "standard",
    "voluntary": "standard",
    "goods": "goods",
    "dossier": "dossier",
}


def component_of(rule: Rule) -> str:
    """The component a rule looks at: by its number, else by its rule set."""
    number = rule.id.removeprefix("DK-")
    named = (_BY_NUMBER[number[:size]] for size in (4, 3, 2, 1) if number[:size] in _BY_NUMBER)
    return next(named, "") or _BY_SET.get(rule.rule_set, "source")
