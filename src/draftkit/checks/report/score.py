"""The score by component: of the rules that were tried on each component of the format, how many found nothing to
object to."""

from __future__ import annotations

from collections.abc import Iterable

from draftkit.checks.report.report import Checked
from draftkit.checks.rule import Rule
from draftkit.model.finding import Severity
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple

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

_BY_SET = {
    "structure": "structure",
    "numbering": "structure",
    "references": "references",
    "typography": "wording",
    "qppl": "structure",
    "nd30": "title",
    "values": "source",
    "files": "source",
    "header": "source",
    "standards": "standard",
    "mandatory": "standard",
    "voluntary": "standard",
    "goods": "goods",
    "dossier": "dossier",
}


class Score(NamedTuple):
    """Of `tried` rules on a component, `kept` found no error and no warning."""

    component: str
    tried: int
    kept: int

    @property
    def percent(self) -> int:
        """The share kept, rounded down, so that 100 means all."""
        return 100 * self.kept // self.tried if self.tried else 100


def component_of(rule: Rule) -> str:
    """The component a rule looks at: its own word, else that of its rule set."""
    return rule.component or _BY_SET.get(rule.rule_set, "source")


def scores(checked: Iterable[Checked]) -> list[Score]:
    """The score of each component that any rule was tried on. A rule tried on two documents counts twice. Hints do not
    lower a score."""
    tried = dict.fromkeys(COMPONENTS, 0)
    kept = dict.fromkeys(COMPONENTS, 0)
    for one in checked:
        objected = {finding.rule for finding in one.findings if finding.severity > Severity.INFO}
        for rule in one.rules:
            component = component_of(rule)
            tried[component] += 1
            kept[component] += rule.id not in objected
    return [Score(name, tried[name], kept[name]) for name in COMPONENTS if tried[name]]


def whole(found: Iterable[Score]) -> Score:
    """All components together."""
    items = list(found)
    return Score("", sum(item.tried for item in items), sum(item.kept for item in items))
