"""Under which law a rule speaks: that which governs the format of the document at hand.

A rule names one provision. Administrative documents rest on Decree 30/2020, normative ones on Law 64/2025 and Decree
78/2025; the tables name, for what a provision of one says, the provision of the other. An administrative document under
a rule that only normative law has is held to practice, which makes no errors.
"""

from __future__ import annotations

from functools import lru_cache

from draftkit.checks.rule import Rule
from draftkit.checks.sources import NUMBERS_FROM, law64, nd30, nd34, nd78, practice
from draftkit.model.message import Provision, Severity

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
