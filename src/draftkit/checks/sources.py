"""The acts that rules rest on, each named once."""

from __future__ import annotations

from draftkit.model.finding import Provision


def nd30(locator: str) -> Provision:
    """Decree 30/2020 on clerical work: the form of administrative documents."""
    return Provision("Nghị định 30/2020/NĐ-CP", locator, "2020-03-05")


def nd78(locator: str) -> Provision:
    """Decree 78/2025 as amended by Decree 187/2025: the form of normative documents."""
    return Provision("Nghị định 78/2025/NĐ-CP (sửa đổi bởi Nghị định 187/2025/NĐ-CP)", locator, "2025-04-01")


def law64(locator: str) -> Provision:
    """Law 64/2025 on the promulgation of normative documents."""
    return Provision("Luật 64/2025/QH15", locator, "2025-04-01")


def practice(what: str) -> Provision:
    """Observed in documents signed in 2025 and 2026; not a rule of law."""
    return Provision("Thực tiễn soạn thảo", what)


DIALECT = Provision("draftkit", "docs/dialect.md")
CHECKING = Provision("draftkit", "docs/checking.md")
