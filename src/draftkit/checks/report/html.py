"""One HTML page with the score by component and every finding: to send to those who have no draftkit. No script,
nothing loaded from elsewhere. Its form is `report.html`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from pathlib import Path

from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.report.report import Checked, Report, counts
from draftkit.checks.report.text import place, quoted
from draftkit.model.message import Message, Severity, msg, word
from draftkit.model.named import NamedTuple

_SAID: dict[str, Message] = (
    {"title": msg("Check of the format of documents"), "kept": msg("rules kept"), "scores": msg("Score by component")}
    | {
        "caption": msg(
            "Of the rules tried on each component, those that found no error and no warning. Hints do not count."
        )
    }
    | {"component": msg("Component"), "rules": msg("Rules kept"), "score": msg("Score"), "findings": msg("Findings")}
    | {"none": msg("no findings")}
)


def html_report(report: Report) -> str:
    """The whole page."""
    from jinja2 import Environment  # no other report needs it

    worded = partial(word, translate=report.translate)
    found = scores(report.checked)
    shown = [{**one._asdict(), "percent": one.percent, "name": worded(COMPONENTS[one.component])} for one in found]
    names = [one.name for one in report.checked]
    said = names[0] if len(names) == 1 else worded(msg("{count} documents", count=len(names)))
    form, style = (Path(__file__).with_name(f"report.{end}").read_text(encoding="utf-8") for end in ("html", "css"))
    made = Environment(autoescape=True, trim_blocks=True, keep_trailing_newline=True).from_string(form)
    return made.render(
        report=report,
        style=style,
        names=said,
        scores=shown,
        whole=whole(found),
        counts=counts(report.findings),
        groups=groupby(report.findings, key=lambda finding: finding.span.file),
        rules=report.rules,
        say=lambda key: worded(_SAID[key]),
        translate=report.translate,
        word=worded,
        place=place,
        quoted=partial(quoted, report),
    )


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
    """The score of each component any rule was tried on. Two documents count twice; hints lower no score."""
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
