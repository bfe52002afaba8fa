"""The reporters: what each promises to whoever reads it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.report.html import html_report, scores, whole
from draftkit.checks.report.report import VERSION, Checked, Lines, Report, json_report, report_data
from draftkit.checks.report.sarif import github_report, sarif_data
from draftkit.checks.report.text import quoted, text_report
from draftkit.cli.language import translator
from draftkit.library.known import every_rule
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.message import Finding, Provision, Severity, Span, msg
from tests.conftest import CHECKOUT
from tests.helpers import write_project

LAW = Provision("Luật, số 1%", "Điều 7: khoản 1")
ODD = Finding(
    "DK-T001", Severity.ERROR, msg("a, b: 100%\n<script>{x}</script>", x="“x”"), Span("content/a,b:c.md", 3, 5), LAW
)
WHOLE = Finding("DK-S015", Severity.WARNING, msg("no text"), Span("content/d.md"), LAW)
WORD = Finding(
    "DK-T002",
    Severity.INFO,
    msg("two spaces"),
    Span("đơn.docx", 12, 0, "paragraph", "Điều 1. Phạm vi", "hai  dấu"),
    LAW,
)


@pytest.fixture
def odd() -> Report:
    rules = [rule for rule in every_rule() if rule.id in ("DK-T001", "DK-T002", "DK-S015", "DK-H006")]
    return Report(
        [Checked("a", [ODD, WHOLE], rules), Checked("đơn.docx", [WORD], rules)],
        translator("en"),
        lambda span: '\t1. Gọi "x"' if span.column else "",
    )


@pytest.fixture
def real(tmp_path: Path) -> Report:
    path = write_project(tmp_path, '\n### Điều 1. Phạm vi\n\n1. Gọi là "thống kê".\n2. Theo @khong-co, 5 m2.\n')
    session = Session(open_project(tmp_path, None))
    document = session.read(path)
    return Report(
        [Checked("content/thu.md", session.check(document), session.rules(document))], translator("vi"), Lines(tmp_path)
    )


def test_text_groups_by_file_quotes_the_line_and_says_each_provision_once(real: Report) -> None:
    text = text_report(real)
    lines = text.split("\n")
    assert lines[0] == "content/thu.md"
    assert text.count("content/thu.md") == 1
    at = next(number for number, line in enumerate(lines) if "DK-R001" in line) + 1
    assert lines[at + 1].index("^") == lines[at].index("@khong-co")
    quotes = [finding for finding in real.findings if finding.rule == "DK-T001"]
    assert len(quotes) == 2
    assert text.count(str(quotes[0].provision)) == 1


def test_text_says_where_in_a_word_file(odd: Report) -> None:
    text = text_report(odd)
    assert "¶12" in text
    assert "Điều 1. Phạm vi › “hai  dấu”" in text


def test_a_long_line_is_cut_around_the_place() -> None:
    report = Report([], translator("en"), lambda span: "x" * 300 + "Y" + "x" * 300)
    shown, mark = quoted(report, Span("a", 1, 301))
    assert len(shown) < 110
    assert shown[mark.index("^")] == "Y"
    assert quoted(Report([], translator("en"), lambda span: "ngắn"), Span("a", 1, 99)) == ("ngắn",)


def _documented(heading: str) -> set[str]:
    text = (CHECKOUT / "docs/en/wire-schema.md").read_text(encoding="utf-8")
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)`", part, re.MULTILINE))


def test_the_documented_keys_of_the_wire_format_are_those_written(odd: Report, real: Report) -> None:
    for report in (odd, real):
        data: dict[str, Any] = json.loads(json_report(report))
        assert set(data) == _documented("The whole")
        assert {key for one in data["documents"] for key in one} == _documented("A document")
        assert set(data["summary"]) == _documented("The summary")
        assert {key for one in data["findings"] for key in one} == _documented("A finding")
    assert f"version is {VERSION}" in (CHECKOUT / "docs/en/wire-schema.md").read_text(encoding="utf-8")
    assert report_data(odd)["summary"] == {"error": 1, "warning": 1, "info": 1}


def test_github_commands_are_escaped(odd: Report) -> None:
    lines = github_report(odd).split("\n")
    assert lines[0] == (
        "::error file=content/a%2Cb%3Ac.md,title=DK-T001,line=3,col=5::a, b: 100%25%0A<script>“x”</script> [Luật, "
        "số 1%25, Điều 7: khoản 1]"
    )
    assert lines[1].startswith("::warning file=content/d.md,title=DK-S015::")
    assert lines[2].startswith("::notice file=đơn.docx,title=DK-T002::¶12: two spaces")
    assert len(lines) == 4


def test_sarif_has_the_shape_of_version_2_1_0(odd: Report, real: Report) -> None:
    for report in (odd, real):
        log = sarif_data(report)
        json.dumps(log)
        assert log["version"] == "2.1.0"
        assert log["$schema"].endswith("sarif-2.1.0.json")
        [run] = log["runs"]
        driver = run["tool"]["driver"]
        assert driver["name"] == "draftkit"
        assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(set(ids)) == len(ids)
        for rule in driver["rules"]:
            assert set(rule) <= {
                "id",
                "name",
                "shortDescription",
                "fullDescription",
                "help",
                "helpUri",
                "defaultConfiguration",
                "deprecatedIds",
                "properties",
            }
            assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
            assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        assert len(run["results"]) == len(report.findings)
        prints = [result["partialFingerprints"]["draftkitLine/v1"] for result in run["results"]]
        assert len(set(prints)) == len(prints)
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in ("note", "warning", "error")
            assert result["message"]["text"]
            for location in result["locations"]:
                uri = location["physicalLocation"]["artifactLocation"]["uri"]
                assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri), "an address has no other signs"
                region = location["physicalLocation"].get("region", {"startLine": 1, "startColumn": 1})
                assert region["startLine"] >= 1
                assert region["startColumn"] >= 1


def test_fingerprints_stay_when_lines_move(tmp_path: Path) -> None:
    def prints(above: str) -> list[str]:
        path = write_project(tmp_path, f'{above}\n### Điều 1. Phạm vi\n\n1. Gọi là "thống kê".\n2. Khoản hai./.\n')
        session = Session(open_project(tmp_path, None))
        document = session.read(path)
        report = Report(
            [Checked("a", session.check(document), session.rules(document))], translator("en"), Lines(tmp_path)
        )
        return [result["partialFingerprints"]["draftkitLine/v1"] for result in sarif_data(report)["runs"][0]["results"]]

    assert prints("") == prints("\n\n\n")


class _Page(HTMLParser):
    VOID = ("meta", "meter", "br", "link")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_accessible_and_runs_nothing(odd: Report, real: Report) -> None:
    for report, language in ((odd, "en"), (real, "vi")):
        text = html_report(report)
        page = _Page()
        page.feed(text)
        assert page.open == []
        tags = [tag for tag, _ in page.seen]
        assert "script" not in tags
        assert not re.search(r"\son\w+=|https?://|url\(", text)
        assert ("html", {"lang": language}) in page.seen
        assert [tag for tag in tags if re.fullmatch(r"h\d", tag)][:2] == ["h1", "h2"]
        assert "caption" in tags
        assert all(attributes.get("scope") for tag, attributes in page.seen if tag == "th")
        assert all(attributes.get("aria-label") for tag, attributes in page.seen if tag == "meter")
        assert "<script>“x”</script>" not in text
        for finding in report.findings:
            assert finding.rule in text


def test_scores_count_rules_kept_and_leave_hints_out(odd: Report) -> None:
    found = {score.component: score for score in scores(odd.checked)}
    assert (found["wording"].tried, found["wording"].kept) == (4, 3)  # T001 objects in one of two, T002 only hints
    assert (found["number"].tried, found["number"].kept, found["number"].percent) == (2, 2, 100)
    total = whole(found.values())
    assert (total.tried, total.kept) == (8, 6)
    assert total.percent == 75


def test_every_rule_has_a_component() -> None:
    assert {component_of(rule) for rule in every_rule()} <= set(COMPONENTS)
