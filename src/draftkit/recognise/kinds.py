"""Which kind and family a file is of: by title line, number and enacting sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from draftkit.model.kind import KindSpec
from draftkit.recognise.terms import Known, enactment_pattern, number_pattern
from draftkit.text.fold import fold
from draftkit.word.identity import Identity

_YEAR = re.compile(r"/\s*(?:19|20)\d\d\s*/|/\s*20[.…_ ]*/")
_CODE = re.compile(r"/([^\W\d_]+)-")
_SYMBOL = re.compile(r"(\d*[a-zđ]?)\s*/\s*(.+)$")
_BEHIND = re.compile(r"\d[\w.]*\s*[/-]\s*(?:(?:19|20)\d\d\s*/\s*)?(?=[^\W\d])")
"""What stands before the symbol of a number that is there."""


def declared(identity: Identity, kinds: Iterable[KindSpec], type_line: str = "") -> KindSpec | None:
    """The kind a file built by draftkit names, if there is one of this name.

    A file taken as the model of another document keeps its properties: where the title line is that of another kind,
    the title line is believed."""
    every = tuple(kinds)
    found = next((kind for kind in every if kind.name == identity.kind), None)
    if found is None or not type_line:
        return found
    own = found.words.get("type_line", "")
    printed = {kind.words["type_line"] for kind in every if fold(kind.words.get("type_line", "")) == fold(type_line)}
    return found if not printed or own in printed or "{" in own else None


def numbered(kind: KindSpec, number: str) -> re.Match[str] | None:
    """The number of an act, as printed and without the word before it, as one of a kind, by the names of its parts."""
    symbol = kind.words.get("symbol", "")
    phrase = (kind.words.get("number") or symbol) if number else ""
    return number_pattern(phrase, symbol, kind.words.get("code", "") or "").match(number) if phrase else None


def by_number(number: str, text: str, kinds: Iterable[KindSpec]) -> KindSpec | None:
    """The kind of an act that prints no more of itself than its number, and calls itself (“Thông tư này”) in a text."""
    fitting, said = [kind for kind in kinds if numbered(kind, number)], text.lower()
    counted = [said.count(f"{kind.words.get('type_line', '').lower()} này") for kind in fitting]
    return fitting[counted.index(max(counted))] if fitting else None


def kind_of(number: str, type_line: str, subject: bool, enactment: str, known: Known) -> KindSpec | None:
    """The kind that fits best; None when none does, or several do equally well and nothing else tells."""
    wanted = fold(type_line)
    family = family_by_number(number)
    free = tuple(kind for kind in _by_code(number, known) if "{" in kind.words["type_line"])
    if wanted and free:  # it prints the type of another document; its number tells what it is
        candidates = free
    elif wanted:
        candidates = known.types.get(wanted, ())
    elif subject:
        candidates = tuple(kind for kind in known.kinds if kind.words.get("subject"))
    else:
        candidates = _by_code(number, known)
    left = tuple(kind for kind in candidates if not _of_another(kind, number)) if candidates[1:] else candidates
    ruled_out = len(left) < len(candidates) and family not in {kind.family for kind in left}
    candidates = () if ruled_out else left  # “02/2026/NQ-HĐTP” is no paper of the administration either
    if not candidates:
        return None
    scored = [
        (_score(kind, number, enactment, family), -len(kind.rule_sets), -place, kind)
        for place, kind in enumerate(candidates)
    ]
    return max(scored, key=lambda item: item[:3])[3]


def _of_another(kind: KindSpec, number: str) -> bool:
    """Whether a number ends otherwise than those of a kind, which end in a symbol of their own: `01/2026/NQ-HĐTP` is
    that of no council (`{so}/{nam}/NQ-HĐND`). One that was cut (`QĐ-UB`), or had what it is before it (`NQ-QH11`), is
    not."""
    phrase = kind.words.get("number", "").replace("{ky_hieu}", kind.words.get("symbol", ""))
    own, there = phrase.rpartition("/")[2], _BEHIND.search(symbol_of(number))
    if there is None or "{" in own.removesuffix("{khoa}") or not own:
        return False
    code = fold("".join(word[:1] for word in kind.words.get("type_line", "").split()))
    ends = (own.removesuffix("{khoa}"), symbol_of(number)[there.end() :])
    its, end = (fold(text).removeprefix(code) for text in ends)
    return not end or not (end.startswith(its) or its.startswith(end))


def _by_code(number: str, known: Known) -> tuple[KindSpec, ...]:
    """Kinds whose abbreviation opens the symbol, for a document that does not print what it is."""
    found = _CODE.search(symbol_of(number))
    return tuple(
        kind for kind in known.kinds if found and kind.words.get("code") == found[1] and kind.words.get("type_line")
    )


def family_by_number(number: str) -> str:
    """The family that the number tells: normative documents carry the year in it."""
    text = symbol_of(number)
    if _YEAR.search(text):
        return "qppl"
    return "nd30" if _SYMBOL.match(text.lstrip(" .…_")) else ""


def symbol_of(text: str) -> str:
    """The number as printed, without the word before it."""
    after = re.split(r"\b[Ss][ốỐ]\s*:?", text, maxsplit=1)
    return after[-1].strip()


def _score(kind: KindSpec, number: str, enactment: str, family: str) -> int:
    score = 0
    if number and kind.words.get("number"):
        score += 4 * bool(numbered(kind, symbol_of(number)))
    if family:
        score += 3 if kind.family == family else -3
    if enactment and kind.words.get("enactment"):
        pattern_of = enactment_pattern((kind,))
        score += 2 * bool(pattern_of and pattern_of.search(enactment))
    return score
