"""Runs rules and stamps what they yield, under the law that governs the format of the document at hand.

A rule names one provision. Administrative documents rest on Decree 30/2020, normative ones on Law 64/2025 and Decree
78/2025; the tables name, for what a provision of one says, the provision of the other. An administrative document under
a rule that only normative law has is held to practice, which makes no errors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from draftkit.checks.rule import Hit, Rule, Subject, weighed
from draftkit.checks.sources import NUMBERS_FROM, law64, nd30, nd34, nd78, practice
from draftkit.errors import InternalError
from draftkit.files.aside import shared
from draftkit.model.message import Fault, Finding, Provision, Severity
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

ADMINISTRATIVE, NORMATIVE = "nd30", "qppl"
_DECREE_30, _NORMATIVE_LAW = nd30("").act, (nd78("").act, law64("").act)
_FORMAT = nd78("Phụ lục I, Mục 1")
_FIRST_FORMAT = Provision("Nghị định 78/2025/NĐ-CP", "", _FORMAT.valid_from)
"""The appendix on format before Decree 187/2025 wrote it anew; nobody read it."""
_OTHER_CITED = nd78("Điều 68 khoản 1 điểm b")
"""How documents other than laws are cited; a điểm further down before Decree 187/2025."""
_IN_NORMATIVE = {
    "Điều 8": nd78("Điều 71 khoản 2"),
    "Phụ lục I, Phần I, I": nd78("Phụ lục I, Mục 1, Phần I"),
    "Phụ lục I, Phần I, II.3": nd78("Phụ lục I, Mục 1, Phần II điểm 3"),
    "Phụ lục I, Phần I, II.4": nd78("Phụ lục I, Mục 1, Phần II"),
    "Phụ lục I, Phần I, II.6.a": nd78("Phụ lục I, Mục 1, Phần III điểm 1"),
    "Phụ lục I, Phần I, II.6.b": nd78("Điều 68 khoản 1"),
    "Phụ lục I, Phần I, II.6.đ": nd78("Điều 63 khoản 1"),
    "Phụ lục I, Phần I, II.7": nd78("Điều 71 khoản 2"),
    "Phụ lục I, Phần I, III.1": nd78("Phụ lục I, Mục 1, Phần III điểm 3"),
    "Phụ lục II": nd78("Phụ lục I, Mục 2"),
    "Phụ lục II, V.6": nd78("Phụ lục I, Mục 2, Phần V điểm 6"),
}
"""What says in normative law what places of Decree 30/2020 say, by how they begin; the order of its Appendix I is that
of two readers of the official text."""
_IN_ADMINISTRATIVE = {
    "Điều 60 khoản 4": practice("cụm từ viết tắt được giải thích một lần"),
    "Điều 62": practice("viện dẫn văn bản đang có hiệu lực"),
    "Điều 63 khoản 1": nd30("Phụ lục I, Phần I, II.6.đ"),
    "Điều 63 khoản 2": practice("điểm không chia nhỏ bằng dấu"),
    "Điều 64 khoản 3": practice("khóa Quốc hội ghi bằng số La Mã"),
    "Điều 67 khoản 2": nd30("Phụ lục I, Phần I, II.4.b"),
    "Điều 68 khoản 1": nd30("Phụ lục I, Phần I, II.6.b"),
    "Điều 68 khoản 1 điểm a": practice("căn cứ đã được sửa đổi thì nêu văn bản sửa đổi"),
    "Điều 68 khoản 2": nd30("Phụ lục II, V.6"),
    "Điều 69": practice("phần trích được mở và đóng bằng ngoặc kép"),
    "Điều 69 khoản 4": practice("đơn vị bổ sung mang số của đơn vị đứng trước và một chữ cái"),
    "Điều 71": nd30("Điều 8 khoản 2"),
    "Điều 71 khoản 5": nd30("Phụ lục I, Phần I, II.3"),
    "Điều 7 khoản 1": nd30("Điều 8 khoản 2"),
    "Điều 7 khoản 2": nd30("Phụ lục I, Phần I, II.6.d"),
}
"""The same for administrative documents, for places of Decree 78/2025 and Law 64/2025."""


@lru_cache(maxsize=4096)  # asked of some four hundred rules for every document, of few families and days
def under(rule: Rule, family: str, date: str) -> Rule:
    """The rule as it holds for documents of a family (`nd30`, `qppl`; empty: neither) and an ISO date: what rests on
    practice, or on a text nobody read, is no error."""
    source = provision(rule.source, family, date)
    if source == rule.source:
        return rule
    read = source.valid_from and source.locator
    return rule._replace(source=source, severity=rule.severity if read else min(rule.severity, Severity.WARNING))


def lapsed(rule: Rule, family: str, date: str) -> Rule:
    """The rule a fault falls under that was noted whatever the date. On a day on which its provision did not hold yet
    it cites what did, which nobody read, and is no error."""
    if rule.of_source or not date or date >= rule.source.valid_from:
        return rule
    older = nd34("")
    known = family == NORMATIVE and date >= older.valid_from
    source = older if known else practice("quy định về thể thức khi văn bản được ban hành")
    return rule._replace(source=source, severity=min(rule.severity, Severity.WARNING))


def provision(source: Provision, family: str, date: str) -> Provision:
    """The provision a family has in place of one of the other; the same where it is of neither or there is none."""
    if family == NORMATIVE and source.act == _DECREE_30:
        if date and date < NUMBERS_FROM:
            return _FIRST_FORMAT if date >= _FORMAT.valid_from else nd34("")
        return _begun(_IN_NORMATIVE, source.locator, _FORMAT)
    if source == _OTHER_CITED and "" < date < NUMBERS_FROM:
        return nd78("Điều 68 khoản 1 điểm c")
    if family == ADMINISTRATIVE and source.act in _NORMATIVE_LAW:
        return _begun(_IN_ADMINISTRATIVE, source.locator, source)
    return source


def _begun(table: dict[str, Provision], locator: str, default: Provision) -> Provision:
    """The entry with the longest key that a locator begins with: `II.6` begins `II.6.a`, not `II.60`."""
    found = (key for key in table if locator.startswith(key) and not locator[len(key) : len(key) + 1].isalnum())
    return table.get(max(found, key=len, default=""), default)


class Regime(NamedTuple):
    """Under which law a document is judged: the family of its format (empty: none), and the ISO date that picks the
    edition of the rules (empty: today's)."""

    family: str
    date: str


def regime_of(bound: Bound) -> Regime:
    """The regime that a document tells: that of its kind, on its date, or on the last day of its year."""
    return Regime(bound.draft.kind.family, document_date(bound) or last_day(bound.meta.year))


class Judged(NamedTuple):
    """What rules say of a draft, in the order of the source, each with the rule as it holds under the regime; and the
    rules that were tried."""

    hits: list[tuple[Rule, Hit]]
    rules: list[Rule]


def begun(bound: Bound, frame: Frame, rules: Sequence[Rule], size: int = 0) -> Callable[[], list[Finding]]:
    """Begin to look for the findings on a draft, as `asked` does; the returned function gives all, in the order of the
    source. A rule that raises is our mistake and is not caught."""
    wait = asked(bound, frame, rules, regime_of(bound), size)
    return lambda: [_finding(rule, hit, bound) for rule, hit in wait().hits]


def judged(bound: Bound, frame: Frame, rules: Sequence[Rule], regime: Regime) -> Judged:
    """What rules say of a draft under a regime."""
    return asked(bound, frame, rules, regime, 0)()


def asked(bound: Bound, frame: Frame, rules: Sequence[Rule], regime: Regime, size: int) -> Callable[[], Judged]:
    """Begin to ask rules about a draft under a regime; the returned function gives what they say. `size` is how many
    signs they go through: many are gone through aside. Rules on the tree alone are asked by whichever process comes to
    them, for these need nothing of the views of the words, which take a third of the time."""
    by_id = {rule.id: rule for rule in rules} if bound.faults else {}
    subject = Subject(bound, frame)
    noted = [
        (
            lapsed(under(by_id[fault.rule], *regime), *regime),
            Hit(fault.message, fault.place, fault.sure, None, fault.mends),
        )
        for fault in bound.faults
        if fault.rule in by_id
    ]
    tried = _tried(rules, bound, regime)

    def hits(number: int) -> list[Hit]:
        check = tried[number].check
        return list(check(subject)) if check else []

    free = [number for number, rule in enumerate(tried) if rule.of_tree]
    wait = shared(hits, [number for number, rule in enumerate(tried) if rule.check and not rule.of_tree], free, size)

    def judged() -> Judged:
        found = [
            (tried[number], hit._replace(source=provision(hit.source, *regime)) if hit.source else hit)
            for number, some in wait().items()
            for hit in some
        ]
        hidden = {rule for _, hit in found for rule in hit.hides}
        told = [one for one in (*noted, *found) if one[0].id not in hidden]
        return Judged(sorted(told, key=lambda item: (_order(item[1].place), item[0].id)), tried)

    return judged


def applicable(rules: Iterable[Rule], bound: Bound) -> list[Rule]:
    """The rules that are for documents of this kind and this date."""
    return _tried(rules, bound, regime_of(bound))


def _tried(rules: Iterable[Rule], bound: Bound, regime: Regime) -> list[Rule]:
    sets = frozenset(bound.draft.kind.rule_sets)
    return in_force([under(rule, *regime) for rule in rules if rule.rule_set in sets], regime.date)


def document_date(bound: Bound) -> str:
    """The ISO date that picks the edition of the rules: that of the act, else of the draft; or empty."""
    draft = bound.meta.draft_turn.get("ngay")
    return bound.meta.date or str(draft or "")


def last_day(year: str) -> str:
    """The last day of a year, for a document that tells its year only; empty when it tells none."""
    return f"{year}-12-31" if re.fullmatch(r"(?:19|20)\d\d", year) else ""


def in_force(rules: Iterable[Rule], date: str) -> list[Rule]:
    """Rules valid on a date; all that have not ended when the date is unknown."""
    day = date or "9999-12-31"
    return [
        rule
        for rule in rules
        if (not date or rule.source.valid_from <= day)
        and (not rule.source.valid_until or day <= rule.source.valid_until)
    ]


def check_known(faults: Iterable[Fault], rules: Sequence[Rule]) -> None:
    """Raise InternalError when a stage noted a fault under an id that no rule has."""
    known = {rule.id for rule in rules}
    for fault in faults:
        if fault.rule not in known:
            raise InternalError("a fault was noted under the unknown rule {rule}", rule=fault.rule)


def stamped(faults: Iterable[Fault], bound: Bound, rules: Sequence[Rule]) -> list[Finding]:
    """Faults as findings, in the order given."""
    by_id = {rule.id: under(rule, *regime_of(bound)) for rule in rules}
    return [
        _finding(by_id[fault.rule], Hit(fault.message, fault.place, fault.sure, None, fault.mends), bound)
        for fault in faults
        if fault.rule in by_id
    ]


def _finding(rule: Rule, hit: Hit, bound: Bound) -> Finding:
    severity = weighed(rule, bound.profile, hit.sure)
    span = bound.draft.source.span(hit.place)
    return Finding(rule.id, severity, hit.message, span, hit.source or rule.source, hit.mends)


def _order(place: Place) -> tuple[int, int, int]:
    return (0, -place.line, place.column) if place.line < 0 else (1, place.line, place.column)
