"""The catalogue itself: what every rule must have, and what the engine does with rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import draftkit
from draftkit.checks import catalogue
from draftkit.checks.cases import examples
from draftkit.checks.catalogue import SUCCESSORS, all_rules
from draftkit.checks.engine import check_known, document_date, in_force
from draftkit.checks.looks.catalogue import described
from draftkit.checks.rule import Hit, Rule, Subject, rule
from draftkit.checks.rules import wholes
from draftkit.checks.sources import practice
from draftkit.errors import InternalError
from draftkit.library.known import every_rule
from draftkit.model.message import Fault, Place, Provision, Severity, msg
from draftkit.plugins import brought_rules
from tests.helpers import each, registry

from .case_files import CASES, FRONT, bound_case, found_by, read_cases

_RULES = all_rules()
_OF_DOSSIERS = "dossier"
"""Rules on several papers at once: no single draft fires them, so their cases are in tests/dossier/test_rules.py."""
_PRESS = [item for item in brought_rules() if item.rule_set in ("press", "style")]
_BESIDE = {"DK-P010", "DK-P011", "DK-P012"}
"""Rules on the approval beside a text: a file beside a case is there for all its drafts, so where they keep silent is
in tests/campaign/test_approval.py."""
_PROOFS = {"DK-M004"}
"""Rules on draftkit's own work: no draft fires them, or draftkit would be mended; tests/properties breaks it."""
_WITH_CASES = [item for item in (*_RULES, *_PRESS) if item.rule_set != _OF_DOSSIERS]
_PRACTICE = practice("x").act
_TEXT = "### Điều 1. Phạm vi\n\nNghị định này quy định về thống kê./.\n"


_RULE_SETS = {name for kind in registry().all() for name in kind.rule_sets} | {"translation"}


def _rule(check: object, source: Provision, rule_set: str = "structure") -> Rule:
    return Rule("DK-X001", "Title", Severity.ERROR, source, rule_set, "Explanation.", check)  # type: ignore[arg-type]


def _always(subject: Subject) -> Iterator[Hit]:
    yield Hit(msg("always"), Place(0))


def test_ids_are_unique_and_sorted() -> None:
    ids = [item.id for item in _RULES]
    assert ids == sorted(set(ids))


_of_every_rule = each([*_RULES, *_PRESS], lambda item: item.id)


@_of_every_rule
def test_id_has_the_pattern(item: Rule) -> None:
    assert re.fullmatch(r"DK-[A-Z]\d{3}", item.id)


@_of_every_rule
def test_has_title_and_explanation(item: Rule) -> None:
    assert item.title
    assert not item.title.endswith(".")
    assert item.explanation.endswith((".", "`", ")"))


@_of_every_rule
def test_names_its_provision(item: Rule) -> None:
    assert item.source.act
    assert item.source.locator


@_of_every_rule
def test_error_rests_on_law_not_on_practice(item: Rule) -> None:
    assert item.severity is not Severity.ERROR or item.source.act != _PRACTICE


@_of_every_rule
def test_dates_of_provision_are_iso(item: Rule) -> None:
    assert all(
        re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", date) for date in (item.source.valid_from, item.source.valid_until)
    )


@_of_every_rule
def test_practice_that_names_a_date_is_silent_before(item: Rule) -> None:
    dated = item.source.act == _PRACTICE and re.search(r"từ (?:ngày |tháng )?\d{1,2}/", item.source.locator)
    assert bool(item.source.valid_from) or not dated


@_of_every_rule
def test_rule_set_belongs_to_a_kind(item: Rule) -> None:
    assert item.rule_set in _RULE_SETS


@_of_every_rule
def test_has_a_firing_and_a_silent_case(item: Rule) -> None:
    if item not in _WITH_CASES:
        from tests.dossier.test_rules import FIRES

        assert item.id in FIRES
        return
    cases = read_cases(CASES / f"{item.id}.md")
    wanted = {True} if item.id in _BESIDE else {False} if item.id in _PROOFS else {True, False}
    assert {bool(case.places) for case in cases} == wanted


@_of_every_rule
def test_case_file_opens_with_id_and_title(item: Rule) -> None:
    if item not in _WITH_CASES:
        return
    assert (CASES / f"{item.id}.md").read_text(encoding="utf-8").startswith(f"# {item.id} {item.title}\n")


def test_every_case_file_has_its_rule() -> None:
    assert {path.name for path in CASES.iterdir()} == {f"{item.id}.md" for item in every_rule()}


def test_every_id_in_the_source_is_in_the_catalogue() -> None:
    folder = Path(draftkit.__file__).parent
    used = {
        (path.name, id)
        for path in folder.rglob("*.py")
        for id in re.findall(r"DK-[A-Z]\d{3}", path.read_text(encoding="utf-8"))
    }
    known = {item.id for item in (*_RULES, *described(), *brought_rules())} | SUCCESSORS.keys()
    assert [entry for entry in sorted(used) if entry[1] not in known] == []


def test_every_noted_rule_is_noted_somewhere() -> None:
    folder = Path(draftkit.__file__).parent
    files = [
        *(
            path
            for part in ("readers", "resolve", "dossier", "library", "campaign")
            for path in (folder / part).rglob("*.py")
        ),
        folder / "checks/silence.py",
        *(folder / "checks/truth").glob("*.py"),
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert [item.id for item in _RULES if item.check is None and item.id not in text] == []


def test_fault_under_an_unknown_id_is_our_mistake() -> None:
    check_known([Fault("DK-S001", msg("x"), Place(0))], _RULES)
    with pytest.raises(InternalError):
        check_known([Fault("DK-S001", msg("x"), Place(0)), Fault("DK-Z999", msg("x"), Place(0))], _RULES)


def test_two_rules_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from draftkit.checks.rules import amended_form

    twin = next(item for item in _RULES if item.id == "DK-T001")._replace()
    monkeypatch.setattr(amended_form, "twin", twin, raising=False)
    with pytest.raises(InternalError):
        catalogue.all_rules.__wrapped__()


def test_rule_that_raises_makes_the_run_fail(tmp_path: Path) -> None:
    @rule("DK-X001", "Broken", Severity.INFO, practice("x"), "structure")
    def broken(subject: Subject) -> Iterator[Hit]:
        """Breaks after its first finding."""
        yield Hit(msg("fine so far"), Place(0))
        raise ZeroDivisionError

    bound, frame = bound_case(_TEXT, tmp_path)
    with pytest.raises(ZeroDivisionError):
        found_by([broken], bound, frame)


def test_rules_of_other_rule_sets_are_left_out(tmp_path: Path) -> None:
    bound, frame = bound_case(_TEXT, tmp_path)
    assert found_by([_rule(_always, practice("x"), "unheard-of")], bound, frame) == []
    assert [finding.rule for finding in found_by([_rule(_always, practice("x"))], bound, frame)] == ["DK-X001"]


@pytest.mark.parametrize(
    ("valid", "date", "holds"),
    [
        (("2025-04-01", ""), "2025-03-31", False),
        (("2025-04-01", ""), "2025-04-01", True),
        (("2025-04-01", "2026-06-30"), "2026-06-30", True),
        (("2025-04-01", "2026-06-30"), "2026-07-01", False),
        (("2025-04-01", ""), "", True),
        (("2025-04-01", "2026-06-30"), "", False),
        (("", ""), "1998-01-01", True),
    ],
)
def test_rules_are_picked_by_the_date_of_the_document(valid: tuple[str, str], date: str, holds: bool) -> None:
    item = _rule(_always, Provision("Luật", "Điều 1", *valid))
    assert in_force([item], date) == ([item] if holds else [])


def test_run_picks_the_edition_by_the_date_of_the_act(tmp_path: Path) -> None:
    item = _rule(_always, Provision("Luật", "Điều 1", "2027-01-01"))
    bound, frame = bound_case(_TEXT, tmp_path / "before")
    assert found_by([item], bound, frame) == []
    bound, frame = bound_case(FRONT.replace("ngay: 2026-12-05", "ngay: 2027-02-01") + _TEXT, tmp_path / "after")
    assert len(found_by([item], bound, frame)) == 1


def test_date_of_the_draft_counts_while_there_is_none_of_the_act(tmp_path: Path) -> None:
    front = FRONT.replace("ngay: 2026-12-05", "ngay:\ndu_thao: {lan: 1, ngay: 2026-11-20}")
    assert document_date(bound_case(front + _TEXT, tmp_path / "draft")[0]) == "2026-11-20"
    assert document_date(bound_case(FRONT + _TEXT, tmp_path / "act")[0]) == "2026-12-05"


def test_findings_come_in_the_order_of_the_source(tmp_path: Path) -> None:
    text = "---\nloai: Nghị định\nhong: 1\n---\n\n### Điều 1. Phạm vi\n\nGiá  10 VNĐ.\n"
    bound, frame = bound_case(text, tmp_path)
    lines = [finding.span.line for finding in found_by(_RULES, bound, frame)]
    assert lines == sorted(lines)
    assert set(lines) >= {3, 8}


def test_list_of_rules_in_the_documentation_is_current() -> None:
    from tools.make_rules_doc import document

    root = Path(draftkit.__file__).parents[2]
    assert (root / "docs/rules.md").read_text(encoding="utf-8") == document(), (
        "run: .venv/bin/python tools/make_rules_doc.py"
    )


@each(every_rule(), lambda rule: rule.id)
def test_explain_shows_how_a_rule_is_broken_and_how_it_is_kept(rule: Rule) -> None:
    wrong, right = examples(rule.id)
    assert wrong.lines
    assert right.lines
    assert wrong.lines != right.lines


def test_every_name_of_a_total_has_the_letters_by_which_it_is_looked_for() -> None:
    assert wholes._TOTAL
    assert all("ng" in name for name in wholes._TOTAL)
