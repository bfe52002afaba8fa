"""One HTML page with the score by component and every finding: to send to those who have no draftkit. No script,
nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from draftkit.checks.components import COMPONENTS
from draftkit.checks.report.report import Report, counts
from draftkit.checks.report.score import Score, scores, whole
from draftkit.checks.report.text import place, quoted
from draftkit.model.finding import Finding
from draftkit.model.message import word

_STYLE = """
:root{color-scheme:light;--ink:#1c2530;--line:#c9d1da;--error:#a31621;--warning:#7a4d00;--info:#1b4f80}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 3rem;\
font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;color:var(--ink);background:#fff}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:2px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:1.5rem 0 .5rem;overflow-wrap:anywhere}
p{margin:.25rem 0}
.sum{display:flex;flex-wrap:wrap;gap:.75rem;margin:1rem 0;padding:0;list-style:none}
.sum li{border:1px solid var(--line);border-radius:.4rem;padding:.5rem .9rem;min-width:7rem}
.sum b{display:block;font-size:1.5rem;line-height:1.2}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:.25rem 0;color:#44505c}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
meter{width:9rem;height:.9rem;vertical-align:middle}
.f{list-style:none;margin:0;padding:0}
.f>li{border-left:.3rem solid var(--line);margin:0 0 .75rem;padding:.15rem 0 .15rem .75rem}
.f>.error{border-color:var(--error)}.f>.warning{border-color:var(--warning)}.f>.info{border-color:var(--info)}
.s{font-weight:700}.error .s,b.error{color:var(--error)}.warning .s,b.warning{color:var(--warning)}\
.info .s,b.info{color:var(--info)}
pre{margin:.3rem 0;padding:.35rem .6rem;background:#f3f5f7;border-radius:.3rem;overflow-x:auto;\
font:.86rem/1.4 ui-monospace,"DejaVu Sans Mono",monospace}
.w{color:#44505c;font-size:.92rem}
@media print{body{max-width:none;padding:0}.f>li{break-inside:avoid}}
@media(max-width:36rem){meter{width:5rem}}
"""


def html_report(report: Report) -> str:
    """The whole page."""
    translate = report.translate
    title = translate("Check of the format of documents")
    body = "\n".join((_head(report, title), _scores(report), _findings(report)))
    return (
        f'<!DOCTYPE html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
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
