"""The score by component: of the rules that were tried on each component of the format, how many found nothing to
object to."""

from __future__ import annotations

from collections.abc import Iterable

from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.report.report import Checked
from draftkit.model.finding import Severity
from draftkit.model.named import NamedTuple


class Score(NamedTuple):
    """Of `tried` rules on a component, `kept` found no error and no warning."""

    component: str
    tried: int
    kept: int

    @property
    def percent(self) -> int:
        """The share kept, rounded down, so that 100 means all."""
        return 100 * self.kept // self.tried if self.tried else 100


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
