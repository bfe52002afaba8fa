"""The component of the format that each rule looks at."""

from __future__ import annotations

from draftkit.checks.rule import Rule
from draftkit.model.message import Message, msg

_TABLE: tuple[tuple[str, Message, str, str], ...] = (
    ("page", msg("Page and font"), "W00 W01 W05 W601 W602 W7 W8", ""),
    ("national", msg("National name and motto"), "W020 W021 W02 W1 W603 W604", ""),
    ("issuer", msg("Issuing body"), "W022", ""),
    ("number", msg("Number and symbol"), "W030 W031 W032 W605 H006 H007 H031 H032 H035", ""),
    ("place-date", msg("Place and date"), "W033 H033", ""),
    ("title", msg("Type and name"), "W034 W035 W2 A003 A004 H005 H029", "nd30"),
    ("bases", msg("Legal bases"), "W04 H012 H013 H016 H018 H019 H02 R020", ""),
    ("structure", msg("Structure and numbering"), "M W019 W06 W070 W3", "structure numbering qppl"),
    ("references", msg("References and citations"), "C002 R022 R030 R032", "references"),
    ("wording", msg("Wording, numbers and signs"), "C L T", "typography"),
    ("effect", msg("Effect, transition, repeal"), "A001 A002 A012 H014 H015 H030 S013 S016 S017 S023", ""),
    ("amending", msg("Amending instructions"), "A B N004 R036 S025", ""),
    ("signature", msg("Authority, name, signature"), "W075 W076 W077 W078 W4 H008 H009 H017 H036 H037 H038 H041", ""),
    ("recipients", msg("Addressees and recipients"), "W044 W045 W046 W07 H010 H011 H034 H039 H040", ""),
    ("annexes", msg("Annexes"), "W08 W5 R024 R034 S010", ""),
    ("standard", msg("Clauses of standards"), "T033 T034", "standards mandatory voluntary"),
    ("goods", msg("Lists of goods"), "T032", "goods"),
    ("dossier", msg("Papers of the dossier"), "", "dossier"),
    ("source", msg("Source files and metadata"), "H028 T017", ""),
)
"""Components of the format (Decree 30/2020, Article 8; Decree 78/2025, Article 71), the text divided further, in the
order of the page: name, title, how the numbers of their rules begin (the longest beginning counts), and the rule sets
whose other rules are theirs."""
COMPONENTS = {name: title for name, title, _, _ in _TABLE}
_BY_NUMBER = {number: name for name, _, numbers, _ in _TABLE for number in numbers.split()}
_BY_SET = {one: name for name, _, _, sets in _TABLE for one in sets.split()}


def component_of(rule: Rule) -> str:
    """The component a rule looks at: by its number, else by its rule set."""
    number = rule.id.removeprefix("DK-")
    named = (_BY_NUMBER[number[:size]] for size in (4, 3, 2, 1) if number[:size] in _BY_NUMBER)
    return next(named, "") or _BY_SET.get(rule.rule_set, "source")
