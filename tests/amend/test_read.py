"""Whole amending acts read: the walk through their articles, where new wording ends, to whom it belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from draftkit.amending.effect import without_days
from draftkit.amending.lines import Line, lines_of
from draftkit.amending.operation import Reading, as_data
from draftkit.amending.read import number_of, read_act, read_lines
from draftkit.cli.main import main

WORDINGS = (Path(__file__).parent / "cases/wordings.txt").read_text(encoding="utf-8").strip().split("\n\n")
SAMPLES = Path(__file__).parents[3] / "shared/samples/amend/acts"
LONG = 160_000
"""Acts of so many letters are codes and laws, whose last articles change one or two others."""
SAYS = re.compile(
    r"(?:(?:Sửa đổi(?:, bổ sung)?|Bổ sung|Bãi bỏ|Thay thế|H[uủ][ỷy] bỏ|Đính chính)\s+(?:các |một số )*"
    r"(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|Phụ lục|Mẫu|Chương|(?:Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)[^;:“]*? số)"
    r"\s(?:số )?(?:\d|[a-zđ]\d?[\s,.;]|[IVX]+\b)"
    r"|(?:Bộ luật|Luật|Nghị định|Thông tư|Quyết định|Nghị quyết)\s[^;:“]*?\d/\d{4}/[^;:“]*?"
    r"\s(?:hết hiệu lực|(?:được|bị) bãi bỏ))(?!.*(?:hết hạn|còn hiệu lực))"
)
"""A line that changes an act for all to see: a verb and the number of a unit or act, or an act that ends."""

EXAMPLE = """15/2026/NĐ-CP
Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP
1. Sửa đổi, bổ sung một số khoản của Điều 5 như sau:
a) Sửa đổi, bổ sung đoạn mở đầu khoản 2 như sau:
“2. Hồ sơ nộp trực tuyến, gồm:”.
b) Bổ sung điểm c1 vào sau điểm c khoản 2 như sau:
“c1) Bản cam kết;”.
2. Bổ sung Điều 6a vào sau Điều 6 như sau:
“Điều 6a. Công khai
Kết quả được công khai.”.
3. Thay thế cụm từ “cấp huyện” bằng cụm từ “cấp xã” tại khoản 1 Điều 3, các điểm a và b khoản 2 Điều 9 và tên Chương II.
4. Bãi bỏ khoản 3 và khoản 4 Điều 7.
Điều 2. Hiệu lực thi hành
1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026, trừ quy định tại khoản 2 Điều này.
2. Khoản 4 Điều 1 Nghị định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2027.
"""


def table(reading: Reading) -> list[str]:
    """Each operation in a line: where it is said, what it does to what, its new wording."""
    return [
        f"{one.at} | {one.op} | {' / '.join(map(str, one.target))}{f' [{one.part}]' if one.part else ''}"
        + (f" | {' ⏎ '.join(one.new_text)}" if one.new_text else "")
        for one in reading.operations
    ]


def act(*lines: str) -> Reading:
    """An act whose first article amends a decree by these lines, and whose second says when."""
    head = "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP"
    tail = "Điều 2. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2026."
    return read_act("\n".join(("15/2026/NĐ-CP", head, *lines, tail)))


def test_the_example_of_the_data_is_read_as_its_table_says() -> None:
    reading = read_act(EXAMPLE)
    assert table(reading) == [
        "điểm a khoản 1 Điều 1 | replace | Điều 5 / khoản 2 [đoạn mở đầu] | 2. Hồ sơ nộp trực tuyến, gồm:",
        "điểm b khoản 1 Điều 1 | insert | Điều 5 / khoản 2 / điểm c1 | c1) Bản cam kết;",
        "khoản 2 Điều 1 | insert | Điều 6a | Điều 6a. Công khai ⏎ Kết quả được công khai.",
        "khoản 3 Điều 1 | replace-phrase | Điều 3 / khoản 1",
        "khoản 3 Điều 1 | replace-phrase | Điều 9 / khoản 2 / điểm a",
        "khoản 3 Điều 1 | replace-phrase | Điều 9 / khoản 2 / điểm b",
        "khoản 3 Điều 1 | replace-phrase | Chương II [tên]",
        "khoản 4 Điều 1 | repeal | Điều 7 / khoản 3",
        "khoản 4 Điều 1 | repeal | Điều 7 / khoản 4",
    ]
    assert {one.base for one in reading.operations} == {"12/2020/NĐ-CP"}
    assert [str(unit) for unit in reading.operations[1].after] == ["Điều 5", "khoản 2", "điểm c"]
    assert [one.effective_from for one in reading.operations] == ["2026-07-01"] * 7 + ["2027-01-01"] * 2
    assert not reading.residue


def test_json_holds_the_keys_that_are_agreed_on() -> None:
    data = as_data(read_act(EXAMPLE))
    operations = data["operations"]
    assert isinstance(operations, list)
    assert operations[3] == {
        "at": "khoản 3 Điều 1",
        "op": "replace-phrase",
        "base": "12/2020/NĐ-CP",
        "target": ["Điều 3", "khoản 1"],
        "after": None,
        "part": None,
        "old": "cấp huyện",
        "new": "cấp xã",
        "new_text": None,
        "effective_from": "2026-07-01",
    }


@pytest.mark.parametrize("case", WORDINGS, ids=lambda case: case.split("\n")[0][2:])
def test_new_wording_ends_where_a_lawyer_ends_it(case: str) -> None:
    """`cases/wordings.txt`: the lines of an amending article, and the new wording of each operation."""
    lines = case.split("\n")[1:]
    reading = act(*(line for line in lines if not line.startswith("=> ")))
    told = [f"=> {' ⏎ '.join(one.new_text or ('∅',))}" for one in reading.operations]
    assert told == [line for line in lines if line.startswith("=> ")]
    assert not reading.residue


def test_instructions_stand_in_headings_and_inherit() -> None:
    reading = read_act(
        "15/2026/TT-BKB\n"
        "Điều 1. Sửa đổi, bổ sung điểm a khoản 3 Điều 20 của Thông tư số 10/2024/TT-BKB\n"
        "“a) Có hợp đồng;”.\n"
        "Điều 2. Thay thế cụm từ tại điểm b khoản 1 và tên Điều 15\n"
        "Thay thế cụm từ “kho” bằng cụm từ “bãi”.\n"
        "Điều 3. Bỏ từ tại các thông tư\n"
        "1. Bỏ từ “kho,” tại các điều, khoản của các thông tư sau đây:\n"
        "a) Khoản 1 Điều 9 của Thông tư số 01/2020/TT-BKB;\n"
        "b) Điều 10 của Thông tư số 02/2020/TT-BKB.\n"
        "Điều 4. Điều khoản thi hành\n"
        "Thông tư này có hiệu lực thi hành sau 15 ngày, kể từ ngày ký.\n"
    )
    assert table(reading) == [
        "Điều 1 | replace | Điều 20 / khoản 3 / điểm a | a) Có hợp đồng;",
        "Điều 2 | replace-phrase | Điều 15 / khoản 1 / điểm b",
        "Điều 2 | replace-phrase | Điều 15 [tên]",
        "điểm a khoản 1 Điều 3 | delete-phrase | Điều 9 / khoản 1",
        "điểm b khoản 1 Điều 3 | delete-phrase | Điều 10",
    ]
    numbers = [one.base.split("/")[0] for one in reading.operations]
    assert numbers == ["10", "10", "10", "01", "02"]
    assert {one.effective_from for one in reading.operations} == {"15 ngày, kể từ ngày ký"}


def test_what_is_not_understood_is_listed_and_never_dropped() -> None:
    reading = act("1. Bãi bỏ Điều 9.", "2. Thực hiện các nội dung khác theo kế hoạch của Bộ.")
    assert [(rest.line, rest.text) for rest in reading.residue] == [
        (4, "2. Thực hiện các nội dung khác theo kế hoạch của Bộ.")
    ]


def test_an_announcement_that_nothing_follows_is_residue() -> None:
    alone = act("1. Bãi bỏ Điều 6.", "2. Sửa đổi, bổ sung một số khoản của Điều 5 như sau:")
    assert [one.text for one in alone.residue] == ["2. Sửa đổi, bổ sung một số khoản của Điều 5 như sau:"]


def test_only_the_new_wording_says_which_clauses() -> None:
    reading = act("1. Sửa đổi, bổ sung một số khoản của Điều 5 như sau:", "“2. Hai.", "4. Bốn.”.", "2. Bãi bỏ Điều 6.")
    assert table(reading) == [
        "khoản 1 Điều 1 | replace | Điều 5 / khoản 2 | 2. Hai.",
        "khoản 1 Điều 1 | replace | Điều 5 / khoản 4 | 4. Bốn.",
        "khoản 2 Điều 1 | repeal | Điều 6",
    ]


def test_the_name_of_an_article_on_a_line_of_its_own_says_what_is_amended() -> None:
    reading = read_act(
        "15/2026/NĐ-CP\nĐiều 1.\nSửa đổi, bổ sung một số điều của Luật Kho số 10/2020/QH14 như sau:\n"
        "1. Bãi bỏ Điều 6.\nĐiều 2.\nSửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n"
        "2. Bổ sung khoản 3 vào Điều 7 như sau:\n3. Không mở ngoặc.”\n3. Bãi bỏ Điều 8.\n"
    )
    assert [(one.at, one.base) for one in reading.operations] == [
        ("khoản 1 Điều 1", "10/2020/QH14"),
        ("khoản 2 Điều 2", "12/2020/NĐ-CP"),
        ("khoản 3 Điều 2", "12/2020/NĐ-CP"),
    ]


def test_phrases_and_changes_are_told_on_the_line_that_announces_them() -> None:
    reading = act(
        "1. Thay thế một số cụm từ như sau: thay thế cụm từ “A” bằng cụm từ “B” tại Điều 3.",
        "2. Sửa đổi cụm từ “A” tại khoản 3 Điều 4 như sau: “B”.",
    )
    assert [(one.op, str(one.target[0]), one.old, one.new) for one in reading.operations] == [
        ("replace-phrase", "Điều 3", "A", "B"),
        ("replace-phrase", "Điều 4", "A", "B"),
    ]


def test_rules_that_speak_of_changes_are_no_instructions() -> None:
    reading = read_act(
        "20/2026/NĐ-CP\nĐiều 78. Sửa đổi, bổ sung, gia hạn giấy phép\n"
        "1. Giấy phép được sửa đổi, bổ sung khi thay đổi nội dung quy định tại khoản 2 Điều 17 của Luật Kho bãi.\n"
        "2. Giấy phép cấp theo Nghị định số 10/2010/NĐ-CP hết hiệu lực khi chủ kho chuyển nơi khác.\n"
        "3. Do việc sửa đổi khoản 2 Điều 17, hồ sơ đã nộp được xử lý theo quy định cũ."
    )
    assert not reading.operations


def test_the_command_lists_the_operations_of_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "15-2026.txt"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert main(["amend", "read", str(path)]) == 0
    expected = "bổ sung điểm c1 khoản 2 Điều 5 (12/2020/NĐ-CP), vào sau điểm c khoản 2 Điều 5"
    assert expected in capsys.readouterr().out
    assert main(["amend", "read", str(path), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["act"], len(data["operations"]), data["residue"]) == ("15/2026/NĐ-CP", 9, [])


def test_an_act_that_amends_nothing_is_said_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "khong.txt"
    path.write_text("20/2026/NĐ-CP\nĐiều 1. Phạm vi\nNghị định này quy định về kho bãi.\n", encoding="utf-8")
    assert main(["amend", "read", str(path)]) == 1
    assert "khong.txt không sửa đổi gì" in capsys.readouterr().err


def test_a_text_with_tables_of_its_metadata_amends_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They stand above the first line of its text."""
    path = tmp_path / "tin.md"
    assert main(["new", "media-advisory", str(path)]) == 0
    capsys.readouterr()
    assert main(["amend", "read", str(path)]) == 1
    assert "tin không sửa đổi gì" in capsys.readouterr().err


def unaccounted(text: str, reading: Reading, name: str, lines: Sequence[Line] | None = None) -> list[str]:
    """The lines of amending articles in no instruction, quoted text or residue, by where they stand alone; fails where
    a sign of the act is in no line, or quoted wording in no operation, but for the heads of what holds a unit."""
    lines = lines_of(text) if lines is None else lines
    letters = re.compile(r"\W+|Điều khoản được (?:sửa đổi, )?(?:bổ sung|bãi bỏ)")  # a button of pages
    signs = [letters.sub("", one.text) for one in lines]
    if name != "31-2009-qh12.txt":  # “B sung”, a letter that the page lost
        assert "".join(signs) == letters.sub("", text), name
    told = letters.sub("", "\n".join(line for one in reading.operations for line in one.new_text or ()))
    told += letters.sub("", "\n".join(f"{one.old}{one.new}" for one in reading.operations))
    loose, amends = [], False
    for at, (line, role) in enumerate(zip(lines, reading.roles, strict=True)):
        if line.level == "article" and role != "quoted":
            amends = role == "instruction"
        if amends and role == "outside":
            loose.append(f"{name}: {line.text}")
        if role == "quoted":
            below = zip(signs[at : at + 3], reading.roles[at : at + 3], strict=True)
            assert any(sign in told for sign, one in below if one == "quoted"), line
    return loose


@pytest.mark.parametrize("case", WORDINGS, ids=lambda case: case.split("\n")[0][2:])
def test_every_sign_of_an_amending_article_is_in_something(case: str) -> None:
    lines = [line for line in case.split("\n")[1:] if not line.startswith("=> ")]
    head = "15/2026/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP"
    for text in ("\n".join((head, *lines)), "\n".join((head, *lines, "3. Chẳng nói gì.", "Cũng thế."))):
        assert not unaccounted(text, read_act(text), "")


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_every_line_of_real_acts_is_accounted_for() -> None:
    instructions = residue = operations = 0
    loose: list[str] = []
    for path in sorted(SAMPLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if len(text) > LONG:
            continue
        lines = lines_of(text)
        reading = read_lines(lines, number_of(lines))
        instructions += reading.roles.count("instruction")
        residue += len(reading.residue)
        operations += len(reading.operations)
        assert reading.roles.count("residue") == len(reading.residue)
        assert all(one.base for one in reading.operations), path.name
        own = [one.rest for one, role in zip(lines, reading.roles, strict=True) if role == "outside"]
        assert not [one for one in own if SAYS.match(one)], path.name
        loose += unaccounted(text, reading, path.name, lines)
    assert len(loose) < 2, loose
    assert operations > 2600
    assert residue <= instructions * 0.02


@pytest.mark.parametrize(
    "heading",
    [
        "Sửa đổi, bổ sung Nghị định số 15/2019/NĐ-CP về quản lý vốn; cơ chế phối hợp (đã được sửa đổi theo Nghị định số"
        " 24/2022/NĐ-CP)",
        "Nội dung sửa đổi, bổ sung Nghị định số 15/2019/NĐ-CP",
        "Thay đổi một số nội dung tại Nghị định số 15/2019/NĐ-CP như sau",
        "Điều chỉnh, bổ sung một số quy định tại Nghị định số 15/2019/NĐ-CP",
        "Sửa đổi, bổ sung một số quy định về thủ tục trong lĩnh vực kho tại Nghị định số 15/2019/NĐ-CP",
        "\nSửa đổi, bổ sung một số điều của Nghị định số 15/2019/NĐ-CP quy định về kho; bãi; bến như sau:",
        "Nghị định số 15/2019/NĐ-CP ngày 01 tháng 02 năm 2019 được sửa đổi, bổ sung như sau:",
    ],
)
def test_an_article_says_in_many_ways_that_it_amends(heading: str) -> None:
    """“Điều 9: bãi bỏ” is read only below a heading that is understood."""
    reading = read_act(
        f"30/2026/NĐ-CP\nĐiều 1. {heading}\n1. Khoản 2 Điều 4 được sửa đổi như sau:\n“2. Mới.”.\n2. Điều 9: bãi bỏ."
    )
    told = [(one.op, one.base, str(one.target[-1])) for one in reading.operations]
    assert told == [("replace", "15/2019/NĐ-CP", "khoản 2"), ("repeal", "15/2019/NĐ-CP", "Điều 9")]


def test_a_place_cut_short_ends_no_sentence_of_a_clause_of_effect() -> None:
    said = (
        "Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 2027 và thay thế Quyết định số 12/2020/QĐ-UBND của Ủy ban"
        " nhân dân TP. Hồ Chí Minh. Bãi bỏ Điều 5 Quyết định số 3/2020/QĐ-UBND."
    )
    assert without_days(said) == (
        "bãi bỏ Quyết định số 12/2020/QĐ-UBND của Ủy ban nhân dân TP. Hồ Chí Minh; Bãi bỏ Điều 5 Quyết định số"
        " 3/2020/QĐ-UBND"
    )


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        ("Thông tư này thay thế Hướng dẫn số 12/HD-BKB ngày 01 tháng 02 năm 2019.", ["12/HD-BKB"]),
        ("Kế hoạch này thay thế Kế hoạch số 15/KH-UBND; Thông báo số 3/TB-UBND.", ["15/KH-UBND", "3/TB-UBND"]),
        ("Công văn số 12/UBND-KB ngày 01 tháng 02 năm 2019 hết hiệu lực.", ["12/UBND-KB"]),
    ],
)
def test_papers_that_are_no_acts_end_where_their_number_is_said(said: str, ended: list[str]) -> None:
    reading = read_act(f"15/2026/QĐ-UBND\nĐiều 2. {said}")
    assert [(one.op, one.base) for one in reading.operations] == [("repeal", number) for number in ended]


def test_a_law_without_number_that_seems_to_be_changed_is_told() -> None:
    lines = ("15/2026/NĐ-CP", "Điều 2. Áp dụng", "1. Luật Kho bãi sửa đổi khoản 2.", "2. Theo Luật Kho bãi sửa đổi.")
    reading = read_act("\n".join((*lines, "3. Các quy định tại Luật Kho bãi về phí bị bãi bỏ.")))
    assert [one.line for one in reading.residue] == [3, 5]
