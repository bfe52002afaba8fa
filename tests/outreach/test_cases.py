"""Each rule of the outreach kinds, at exact places: the files in `cases` say where it fires and where it keeps
silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.campaign.outreach import PLUGIN
from draftkit.library.project import open_project
from draftkit.library.session import Session
from tests.checks.case_files import HERE, Case, read_cases

CASES = Path(__file__).parent / "cases"
RULES = {
    rule.id: rule for behaviour in PLUGIN.behaviours.values() for rule in behaviour.rules if rule.id.startswith("DK-O")
}
ALL = [case for path in sorted(CASES.glob("*.md")) for case in read_cases(path)]


def fired(case: Case, root: Path) -> list[str]:
    folder = root / "content/outreach"
    folder.mkdir(parents=True)
    (root / "content/_shared").mkdir()
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for name in ("references.yaml", "facts.yaml"):
        (root / "content/_shared" / name).write_bytes((HERE / "shared" / name).read_bytes())
    for name, data in case.files:
        (root / name if name.startswith("content/") else folder / name).write_bytes(data)
    path = folder / "thu.md"
    path.write_text(case.text, encoding="utf-8")
    session = Session(open_project(root, None))
    exact = {place.partition("#")[0] for place in case.places}
    places: dict[str, int] = {}
    for finding in session.check(session.read(path)):
        if finding.rule == case.rule:
            line = str(finding.span.line)
            place = line if line in exact else f"{line}:{finding.span.column}"
            places[place] = places.get(place, 0) + 1
    return sorted(place if count == 1 else f"{place}#{count}" for place, count in places.items())


@pytest.mark.parametrize("case", ALL, ids=str)
def test_rule_fires_exactly_where_stated(case: Case, tmp_path: Path) -> None:
    assert fired(case, tmp_path) == sorted(case.places)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_a_firing_and_a_silent_case(name: str) -> None:
    path = CASES / f"{name}.md"
    assert path.read_text(encoding="utf-8").startswith(f"# {name} {RULES[name].title}\n")
    assert {bool(case.places) for case in read_cases(path)} == {True, False}


def test_every_case_file_has_its_rule() -> None:
    assert {path.stem for path in CASES.glob("*.md")} == RULES.keys()


@pytest.mark.parametrize("name", sorted(PLUGIN.behaviours))
def test_a_form_is_judged_by_each_rule_once_and_by_rules_on_charts_where_it_draws_them(name: str) -> None:
    own = PLUGIN.behaviours[name]
    ids = [rule.id for rule in own.rules]
    assert sorted(ids) == sorted(set(ids))
    drawn = name == "slides" or "bieu-do" in (form.name for form in own.formats)
    assert ("DK-O031" in ids) == drawn, "counted among what was asked, and never asked"
