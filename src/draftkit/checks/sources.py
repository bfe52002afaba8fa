"""The acts that rules rest on, each named once; and how heavy a rule is."""

from __future__ import annotations

from collections.abc import Callable

from draftkit.model.message import Provision, Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741
"""As the heads of rules say them."""

Ground = Callable[[str], Provision]
"""Makes the provision at a place of an act."""


def _act(name: str, since: str = "", until: str = "") -> Ground:
    """The ground that an act is which held from one ISO date until another."""
    return lambda locator: Provision(name, locator, since, until)


nd30 = _act("Nghị định 30/2020/NĐ-CP", "2020-03-05")
"""Decree 30/2020 on clerical work: the form of administrative documents."""
nd78 = _act("Nghị định 78/2025/NĐ-CP (sửa đổi bởi Nghị định 187/2025/NĐ-CP)", "2025-04-01")
"""Decree 78/2025 as amended by Decree 187/2025: the form of normative documents."""
nd34 = _act("Nghị định 34/2016/NĐ-CP", "2016-07-01", "2025-03-31")
"""Decree 34/2016, which Decree 78/2025 replaced; its text on format was not available."""
law64 = _act("Luật 64/2025/QH15", "2025-04-01")
"""Law 64/2025 on the promulgation of normative documents."""
directives = _act("ISO/IEC Directives, Part 2")
"""ISO/IEC Directives Part 2 on how standards are written, as others state it."""
tcvn12 = _act("TCVN 1-2:2008")
"""The national standard that takes them over."""
tt26 = _act("Thông tư 26/2019/TT-BKHCN")
"""Circular 26/2019 of the Ministry of Science: how technical regulations are set. Whether it holds after Decree 22/2026
was not seen."""
tt31 = _act("Thông tư 31/2022/TT-BTC", "2022-12-30")
"""Circular 31/2022: the list of goods, and how their codes are written."""
wcag = _act("WCAG 2.2")
"""Web Content Accessibility Guidelines 2.2, which EN 301 549 asks of documents too (chapter 10). Whether Circular
26/2020/TT-BTTTT asks it of Word files was not seen: nothing that rests on it is an error."""
own = _act("draftkit")
"""What draftkit itself asks for, as a page of its documents says."""


def practice(what: str, since: str = "") -> Provision:
    """Observed in documents signed in 2025 and 2026; not a rule of law. `since` is the ISO date of the first of them,
    where older documents were rightly written otherwise."""
    return Provision("Thực tiễn soạn thảo", what, since)


NUMBERS_FROM = "2025-07-01"
"""Since when laws are cited by their number: Decree 187/2025."""
CITING_LAWS = nd78("Điều 68 khoản 1 điểm a")._replace(valid_from=NUMBERS_FROM)
"""How documents are cited, in the wording of Decree 187/2025."""
CONSOLIDATED_CITED_FROM = "2026-07-01"
"""Since when a consolidated text is an official ground for citing the law."""
CONSOLIDATED = Provision(
    "Pháp lệnh 01/2012/UBTVQH13 (sửa đổi bởi Pháp lệnh 01/2026/UBTVQH16)", "Điều 4 khoản 2", CONSOLIDATED_CITED_FROM
)
NO_DISTRICTS = Provision("Luật 87/2025/QH15", "Điều 1 khoản 1, Điều 3", "2025-07-01")
"""Law 87/2025 amends Law 64/2025 where a level of government is gone."""
MEASURES = Provision("Nghị định 86/2012/NĐ-CP", "Phụ lục V")
"""How the signs of units are written."""
DIALECT = own("docs/vi/dialect.md")
GROUNDS: dict[str, Ground] = {
    "nd30": nd30,
    "nd78": nd78,
    "law64": law64,
    "tt31": tt31,
    "directives": directives,
    "tcvn12": tcvn12,
    "own": own,
    "practice": practice,
    "measures": lambda _: MEASURES,
    "no_districts": lambda _: NO_DISTRICTS,
    "act": lambda place: Provision(*place.split(", ", 1)),
}
"""What tables of rules rest on, by the name they have for it."""
