"""One HTML page with the score by component and every finding: to send to those who have no draftkit. No script,
nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.report.report import Checked, Report, counts
from draftkit.checks.report.text import place, quoted
from draftkit.model.message import Finding, Severity, word
from draftkit.model.named import NamedTuple


def html_report(report: Report) -> str:
    """The whole page."""
    translate = report.translate
    title = translate("Check of the format of documents")
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    body = "\n".join((_head(report, title), _scores(report), _findings(report)))
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _head(report: Report, title: str) -> str:
    translate = report.translate
    found = scores(report.checked)
    items = [f"<li><b>{whole(found).percent}%</b>{escape(translate('rules kept'))}</li>"] if found else []
    items += [
        f'<li><b class="{severity.word}">{count}</b>{escape(translate(severity.word))}</li>'
        for severity, count in counts(report.findings).items()
    ]
    names = [one.name for one in report.checked]
    said = names[0] if len(names) == 1 else translate("{count} documents").format(count=len(names))
    return (
        f'<header>\n<h1>{escape(title)}</h1>\n<p>{escape(said)}</p>\n<ul class="sum">{"".join(items)}</ul>\n</header>'
    )


def _scores(report: Report) -> str:
    translate = report.translate
    found = scores(report.checked)
    if not found:
        return ""
    rows = "\n".join(_score_row(score, report) for score in found)
    named = ((translate("Component"), ""), (translate("Rules kept"), ' class="n"'), (translate("Score"), ""))
    heads = "".join(f'<th scope="col"{style}>{escape(text)}</th>' for text, style in named)
    caption = translate(
        "Of the rules tried on each component, those that found no error and no warning. Hints do not count."
    )
    return (
        f'<section aria-labelledby="scores">\n<h2 id="scores">{escape(translate("Score by component"))}</h2>\n'
        f"<table>\n<caption>{escape(caption)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
    )


def _score_row(score: Score, report: Report) -> str:
    name = word(COMPONENTS[score.component], report.translate)
    kept = f"{score.kept}/{score.tried}"
    meter = (
        f'<meter min="0" max="100" low="60" high="90" optimum="100" value="{score.percent}" '
        f'aria-label="{escape(name)}">{score.percent}%</meter>'
    )
    return f'<tr><th scope="row">{escape(name)}</th><td class="n">{kept}</td><td>{meter} {score.percent}%</td></tr>'


def _findings(report: Report) -> str:
    translate = report.translate
    heading = f'<section aria-labelledby="findings">\n<h2 id="findings">{escape(translate("Findings"))}</h2>'
    if not report.findings:
        return f"{heading}\n<p>{escape(translate('no findings'))}</p>\n</section>"
    groups = groupby(report.findings, key=lambda finding: finding.span.file)
    return "\n".join((heading, *(_group(file, list(group), report) for file, group in groups), "</section>"))


def _group(file: str, findings: Sequence[Finding], report: Report) -> str:
    items = "\n".join("".join(_finding(finding, report)) for finding in findings)
    return f'<h3>{escape(file)}</h3>\n<ul class="f">\n{items}\n</ul>'


def _finding(finding: Finding, report: Report) -> Iterator[str]:
    translate = report.translate
    said = word(finding.message, translate)
    yield (
        f'<li class="{finding.severity.word}"><p><span class="s">{escape(translate(finding.severity.word))}</span> '
        f"<b>{escape(place(finding.span))}</b> {escape(said)}</p>"
    )
    shown = "\n".join(quoted(report, finding.span))
    if shown:
        yield f"<pre>{escape(shown)}</pre>"
    rule = report.rules.get(finding.rule)
    title = f"{translate(rule.title)}. " if rule else ""
    yield f'<p class="w">{finding.rule}: {escape(title)}{escape(str(finding.provision))}</p></li>'


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
