"""Silencing: in the text, in metadata, in draftkit.yaml, on the command line; and what printing and formatting make of
the comments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from draftkit.checks.silence import chosen, path_matches
from draftkit.cli.main import main
from draftkit.errors import ConfigError
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.writers.text import write_text
from tests.helpers import META, write_project

TEXT = """
### Điều 1. Phạm vi

1. Gọi là "thống kê". <!-- draftkit: ignore DK-T001 trích nguyên văn -->
2. Gọi là "báo cáo".

<!-- draftkit: ignore DK-T001 bảng của cơ quan khác -->
| STT | Tên |
|---|---|
| 1 | "A" |

3. Khoản cuối "C"./.
"""


def found(root: Path, body: str, meta: str = META, rule: str = "DK-") -> list[tuple[str, int]]:
    session = Session(open_project(root, None))
    document = session.read(write_project(root, body, meta))
    return [(finding.rule, finding.span.line) for finding in session.check(document) if finding.rule.startswith(rule)]


def test_a_comment_counts_for_its_line_or_the_next_block(tmp_path: Path) -> None:
    above = META.count("\n") + 2
    assert found(tmp_path, TEXT, rule="DK-T001") == [
        ("DK-T001", above + 5),
        ("DK-T001", above + 5),
        ("DK-T001", above + 12),
        ("DK-T001", above + 12),
    ]
    assert found(tmp_path, TEXT, rule="DK-K") == []


def test_a_comment_for_the_file_counts_everywhere_in_it(tmp_path: Path) -> None:
    assert (
        found(
            tmp_path,
            (
                "<!-- draftkit: ignore-file DK-T001 nguồn cũ "
                f"-->\n{TEXT.replace('<!-- draftkit: ignore DK', '(').replace(' -->', ')')}"
            ),
            rule="DK-T001",
        )
        == []
    )


def test_a_comment_before_a_heading_counts_for_the_heading_alone(tmp_path: Path) -> None:
    text = '<!-- draftkit: ignore DK-T001 tên cũ -->\n\n### Điều 1. Gọi "A"\n\nGọi "B"./.\n'
    assert {line for _, line in found(tmp_path, text, rule="DK-T001")} == {META.count("\n") + 2 + 5}


@pytest.mark.parametrize(
    ("meta", "left"),
    [
        (META.replace('so: "7"', "so: 7/NĐ"), 1),
        (META.replace('so: "7"', "so: 7/NĐ  # draftkit: ignore DK-H006 số tạm"), 0),
        (META.replace('so: "7"', "# draftkit: ignore DK-H006 số tạm\nso: 7/NĐ"), 0),
        (
            META.replace('so: "7"', "# draftkit: ignore DK-H006 số tạm\nnam: 2026\nso: 7/NĐ").replace(
                "nam: 2026\ndia", "dia"
            ),
            1,
        ),
        (f"# draftkit: ignore-file DK-H006 số tạm\n{META}".replace('so: "7"', "so: 7/NĐ"), 0),
    ],
)
def test_comments_in_metadata(tmp_path: Path, meta: str, left: int) -> None:
    assert len(found(tmp_path, "### Điều 1. Phạm vi\n\nNội dung./.\n", meta, "DK-H006")) == left


def test_a_comment_above_a_key_counts_for_what_hangs_below_it(tmp_path: Path) -> None:
    meta = META.replace(
        "noi_nhan: [Ban Bí thư Trung ương Đảng]",
        "# draftkit: ignore DK-H011 gửi hai bản\nnoi_nhan:\n- Các bộ\n- Các bộ",
    )
    assert found(tmp_path, "### Điều 1. Phạm vi\n\nNội dung./.\n", meta, "DK-H011") == []


def test_comments_are_never_printed(tmp_path: Path) -> None:
    session = Session(open_project(tmp_path, None))
    document = session.read(write_project(tmp_path, TEXT))
    text = write_text(document.bound, document.frame)
    assert "draftkit" not in text
    assert "<!--" not in text
    assert 'Gọi là "thống kê".\n' in text


def test_formatting_keeps_comments_and_what_they_count_for(tmp_path: Path) -> None:
    untidy = TEXT.replace("2. Gọi", "  2.   Gọi").replace(
        "### Điều 1. Phạm vi", "#  Điều 1.  Phạm vi <!-- draftkit: ignore DK-S020 tên có sẵn -->"
    )
    path = write_project(tmp_path, untidy.replace('"thống kê".', 'Một câu. Hai câu "thống kê".'))
    session = Session(open_project(tmp_path, None))
    before = {finding.rule for finding in session.check(session.read(path))}
    [(file, _, then)] = session.formatted(path, "keep")
    file.write_text(then, encoding="utf-8")
    assert then.count("<!-- draftkit: ignore") == 3
    assert '1. Gọi là Một câu. Hai câu "thống kê". <!-- draftkit: ignore DK-T001 trích nguyên văn -->\n' in then
    assert "### Điều 1. Phạm vi <!-- draftkit: ignore DK-S020 tên có sẵn -->\n" in then
    again = Session(open_project(tmp_path, None))
    assert {finding.rule for finding in again.check(again.read(path))} == before - {"DK-T002"}
    assert again.formatted(path, "keep")[0][1:] == (then, then)


def test_linking_puts_labels_before_comments(tmp_path: Path) -> None:
    path = write_project(
        tmp_path,
        (
            "### Điều 1. Phạm vi <!-- draftkit: ignore DK-S020 khoản 1 Điều này -->\n\nNội dung.\n\n### Điều 2. "
            "Khác\n\nTheo Điều 1 của Nghị định này./.\n"
        ),
    )
    then = Session(open_project(tmp_path, None)).formatted(path, "keep", link=True)[0][2]
    assert "### Điều 1. Phạm vi {#pham-vi} <!-- draftkit: ignore DK-S020 khoản 1 Điều này -->" in then
    assert "Theo @pham-vi./." in then


def settings(root: Path, text: str) -> None:
    (root / "draftkit.yaml").write_text(f"noi_dung: content\nkiem_tra: {text}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ('{bo_qua: {"content/**": [DK-T0]}}', False),
        ('{bo_qua: {"content/thu.md": DK-T001}}', False),
        ("{bo_qua: [DK-T001]}", False),
        ("{bo_qua: {content: [DK-T]}}", False),
        ('{bo_qua: {"content/khac/**": [DK-T]}}', True),
        ("{bo_qua: {content: [DK-H]}}", True),
    ],
)
def test_rules_are_silenced_for_files_in_the_settings(tmp_path: Path, said: str, left: bool) -> None:
    path = write_project(tmp_path, TEXT)
    settings(tmp_path, said)
    session = Session(open_project(tmp_path, None))
    assert any(finding.rule == "DK-T001" for finding in session.check(session.read(path))) is left


def test_settings_that_name_no_rule_are_refused_with_the_nearest(tmp_path: Path) -> None:
    path = write_project(tmp_path, TEXT)
    settings(tmp_path, "{bo_qua: [DK-T0O1]}")
    session = Session(open_project(tmp_path, None))
    with pytest.raises(ConfigError, match=r"DK-T0O1; did you mean “DK-T0"):
        session.check(session.read(path))
    settings(tmp_path, "{bo_qua: 3}")
    with pytest.raises(ConfigError):
        open_project(tmp_path, None)
    settings(tmp_path, "{khac: [DK-T001]}")
    with pytest.raises(ConfigError):
        open_project(tmp_path, None)


@pytest.mark.parametrize(
    ("pattern", "name", "matches"),
    [
        ("content/**", "content/a/b.md", True),
        ("content/*.md", "content/a/b.md", False),
        ("content/*.md", "content/b.md", True),
        ("content", "content/b.md", True),
        ("content/", "content/a/b.md", True),
        ("**/b.md", "content/a/b.md", True),
        ("**/b.md", "b.md", True),
        ("cont", "content/b.md", False),
        ("content/?.md", "content/b.md", True),
        ("a+(b).md", "a+(b).md", True),
    ],
)
def test_patterns_of_file_names(pattern: str, name: str, matches: bool) -> None:
    assert path_matches(pattern, name) is matches


def test_ids_may_be_cut_short_but_must_be_of_some_rule() -> None:
    assert chosen(["dk-t", "DK-H006"], {"DK-T001", "DK-H006"}, lambda: "x") == ("DK-T", "DK-H006")
    with pytest.raises(ConfigError):
        chosen(["DK-Y"], {"DK-T001"}, lambda: "x")


@pytest.mark.parametrize(
    ("arguments", "status", "rules"),
    [
        (["--select", "DK-T001"], 0, {"DK-T001"}),
        (["--select", "DK-T001,DK-S", "--ignore", "DK-S"], 0, {"DK-T001"}),
        (["--select", "DK-T001", "--fail-on", "warning"], 1, {"DK-T001"}),
        (["--ignore", "DK-"], 0, set()),
        (["--select", "DK-T9X"], 2, set()),
        (["--format", "xml"], 2, set()),
        (["khong-co"], 2, set()),
    ],
)
def test_choosing_rules_and_exit_statuses(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    rules: set[str],
) -> None:
    import re

    write_project(tmp_path, TEXT)
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "check", *arguments]) == status
    assert set(re.findall(r"DK-[A-Z]\d{3}", capsys.readouterr().out)) == rules


@pytest.mark.parametrize(
    ("said", "names", "reported"),
    [
        ('{bo_qua: {"content/**": [DK-T001, dk-t015]}}', [], ["DK-T015"]),
        ('{bo_qua: {"content/**": [DK-T001]}}', [], []),
        ('{bo_qua: {"nhan/**": [DK-W001]}}', [], []),
        ('{bo_qua: {"content/**": [DK-T015]}}', ["content/thu.md"], []),
        ('{bo_qua: {"content/**": [DK-T015]}}', ["--select", "DK-T"], []),
    ],
)
def test_settings_that_silence_nothing_are_reported_by_a_check_of_the_whole_project(
    said: str,
    names: list[str],
    reported: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from draftkit.cli.main import main

    write_project(tmp_path, TEXT)
    settings(tmp_path, said)
    monkeypatch.chdir(tmp_path)
    main(["--lang", "en", "check", "--format", "json", *names])
    found = [finding for finding in json.loads(capsys.readouterr().out)["findings"] if finding["rule"] == "DK-K001"]
    assert [finding["message"].split()[0] for finding in found] == reported
    assert all((finding["file"], finding["line"]) == ("draftkit.yaml", 2) for finding in found)


@pytest.mark.parametrize(
    ("said", "weight"),
    [
        ("{}", "warning"),
        ("{muc_do: {DK-T001: lỗi}}", "error"),
        ("{muc_do: {DK-T: luu y}}", "info"),
        ("{muc_do: {DK-T: lưu ý, DK-T001: lỗi}}", "error"),
        ("{muc_do: {DK-S: lỗi}}", "warning"),
    ],
)
def test_a_project_weighs_rules_its_own_way(tmp_path: Path, said: str, weight: str) -> None:
    path = write_project(tmp_path, TEXT)
    settings(tmp_path, said)
    session = Session(open_project(tmp_path, None))
    assert {found.severity.word for found in session.check(session.read(path)) if found.rule == "DK-T001"} == {weight}


@pytest.mark.parametrize("said", ["{muc_do: {DK-T001: nặng}}", "{muc_do: [DK-T001]}", "{muc_do: {DK-X9: lỗi}}"])
def test_weights_that_cannot_be_read_are_refused(tmp_path: Path, said: str) -> None:
    path = write_project(tmp_path, TEXT)
    settings(tmp_path, said)
    with pytest.raises(ConfigError):
        _checked(tmp_path, path)


def _checked(root: Path, path: Path) -> None:
    session = Session(open_project(root, None))
    session.check(session.read(path))
