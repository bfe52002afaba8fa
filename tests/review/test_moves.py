"""Provisions that a reviewer moved come home with their labels and their new words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from .rounds import review
from .word import Reviewer

SUBJECTS = ("hồ sơ", "mẫu thử", "kết quả", "thiết bị", "phòng thử nghiệm", "giấy chứng nhận", "báo cáo", "kho lưu")
DOES = (
    "nộp",
    "kiểm tra",
    "lưu giữ",
    "công bố",
    "thẩm định",
    "gia hạn",
    "thu hồi",
    "đánh giá",
    "bàn giao",
    "niêm phong",
)
HOW = ("trong 05 ngày", "bằng văn bản", "tại nơi sản xuất", "hằng năm", "khi có yêu cầu", "theo mẫu chung", "qua mạng")


def sentence(rnd: random.Random) -> str:
    parts = [rnd.choice(SUBJECTS), "của cơ sở được", rnd.choice(DOES), "và", rnd.choice(DOES), rnd.choice(HOW)]
    return " ".join([*parts, "rồi gửi cho", rnd.choice(SUBJECTS), rnd.choice(HOW)])


def decree(rnd: random.Random) -> tuple[str, list[list[str]]]:
    """A decree of six điều of four khoản, each with a label, and the words of each."""
    said = [[f"{sentence(rnd).capitalize()} số {article}{clause}." for clause in range(4)] for article in range(6)]
    lines = ["# Chương. Quy định chung", ""]
    for article, clauses in enumerate(said):
        lines += [f"### Điều. Nội dung thứ {article}", ""]
        lines += [f"{at + 1}. {text} {{#k-{article}-{at}}}" for at, text in enumerate(clauses)]
        lines += [""]
    lines += ["### Điều. Dẫn chiếu", "", "Thực hiện theo @k-2-1, @k-3-2./."]
    return "\n".join(lines) + "\n", said


def reworded(text: str, share: float, rnd: random.Random) -> str:
    """So many of the words of a text written otherwise."""
    words = text.split()
    for at in rnd.sample(range(len(words)), round(share * len(words))):
        words[at] = f"khác{at}"
    return " ".join(words)


@pytest.mark.parametrize("share", [0.0, 0.3])
@pytest.mark.parametrize("marked", [True, False], ids=["marked", "bare"])
@pytest.mark.parametrize("seed", range(6))
def test_a_khoan_moved_and_reworded_keeps_its_label(seed: int, marked: bool, share: float, tmp_path: Path) -> None:
    rnd = random.Random(seed)
    text, said = decree(rnd)
    own, target = said[seed % 6][seed % 3], said[(seed + 3) % 6][3]
    new = reworded(own, share, rnd)

    def change(word: Reviewer) -> None:
        word.move_after(own, target, marked)
        word.replace(own, new)

    found = review(tmp_path, change, text=text)
    lines = found.file("01.md").split("\n")
    place = next(at for at, line in enumerate(lines) if target in line)
    assert lines[place + 1] == f"5. {new} {{#k-{seed % 6}-{seed % 3}}}"
    assert found.asked() == []
    assert found.differences() == []


def test_a_khoan_written_anew_elsewhere_keeps_its_label_by_its_bookmark(tmp_path: Path) -> None:
    text, said = decree(random.Random(1))

    def change(word: Reviewer) -> None:
        word.move_after(said[0][1], said[4][3], marked=True)
        word.replace(said[0][1], "Một câu không còn chữ nào như trước, viết lại từ đầu đến cuối.")

    found = review(tmp_path, change, text=text)
    assert "5. Một câu không còn chữ nào như trước, viết lại từ đầu đến cuối. {#k-0-1}" in found.file("01.md")


def test_a_bookmark_left_behind_names_nothing(tmp_path: Path) -> None:
    """Text typed before a paragraph may take its bookmark; the paragraph whose words stayed keeps the label."""
    text, said = decree(random.Random(2))

    def change(word: Reviewer) -> None:
        old = word.paragraph(said[1][1])
        new = word.insert_after(said[1][0], "2. Một khoản mới đứng trước, người sửa gõ vào đầu đoạn cũ.")
        for item in old.xpath(
            ".//w:bookmarkStart", namespaces={"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
        ):
            new.insert(1, item)

    found = review(tmp_path, change, text=text)
    lines = found.file("01.md").split("\n")
    at = next(at for at, line in enumerate(lines) if "người sửa gõ" in line)
    assert "{#" not in lines[at]
    assert lines[at + 1].endswith(f"{said[1][1]} {{#k-1-1}}")


def test_a_number_set_on_a_line_of_its_own_is_no_unit_of_its_own(tmp_path: Path) -> None:
    found = review(tmp_path, lambda word: word.split("Phạm vi điều chỉnh", "Phạm", ""))
    assert found.pulled.files == ()
    assert [old for _, old, _ in found.asked()] == ["Điều 1."]


def test_words_the_kind_prints_stay_where_they_are(tmp_path: Path) -> None:
    text = "Đơn đề nghị thử nghiệm gửi cơ quan tiếp nhận."
    found = review(tmp_path, lambda word: word.move_after(text, "BIỂU MẪU"))
    assert found.pulled.files == ()
    assert found.asked() == [("", text, text)]


def test_three_paragraphs_become_one_with_the_label_of_the_first(tmp_path: Path) -> None:
    text, said = decree(random.Random(3))

    def change(word: Reviewer) -> None:
        word.merge(said[2][0], said[2][1])
        word.merge(said[2][0], said[2][2])

    found = review(tmp_path, change, text=text)
    (line,) = (line for line in found.file("01.md").split("\n") if said[2][0] in line)
    assert said[2][2] in line
    assert line.endswith(" {#k-2-0}")
    assert [key for key, _, _ in found.asked()] == ["@k-2-1"]


def test_a_paragraph_is_never_one_of_another_article_reworded(tmp_path: Path) -> None:
    """The last khoản of an article goes, the heading after it is written anew, and a khoản like the lost one comes
    below that: its label does not come along."""
    text = (
        "### Điều. Phạm vi\n1. Nội dung thứ nhất của điều này.\n"
        "2. Cơ quan tiếp nhận hồ sơ trả kết quả trong mười ngày. {#tra-ket-qua}\n\n"
        "### Điều. Trách nhiệm của các bộ\n1. Bộ Công Thương hướng dẫn thực hiện.\n"
    )

    def change(word: Reviewer) -> None:
        word.delete("trả kết quả trong mười")
        word.replace("Trách nhiệm của các bộ", "Lệ phí", within="Trách nhiệm của các bộ")
        word.insert_after("Lệ phí", "1. Cơ quan tiếp nhận thu lệ phí theo tháng, công khai kết quả.")

    found = review(tmp_path, change, text=text)
    after = found.file("01.md")
    assert "{#tra-ket-qua}" not in after
    assert "Lệ phí\n1. Cơ quan tiếp nhận thu lệ phí theo tháng, công khai kết quả.\n" in after.replace("\n\n", "\n")
    assert found.differences() == []


@pytest.mark.parametrize("author", ["", "Trần Thị B"], ids=["plain", "tracked"])
@pytest.mark.parametrize("marked", [True, False], ids=["marked", "bare"])
@pytest.mark.parametrize(("own", "target"), [(1, 2), (1, 4), (4, 2), (3, 2)])
def test_an_article_moves_with_all_that_stands_below_it(
    own: int, target: int, marked: bool, author: str, tmp_path: Path
) -> None:
    text, said = decree(random.Random(2))
    after = said[target - (own > target)][3]

    def change(word: Reviewer) -> None:
        for words in (*reversed(said[own]), f"Nội dung thứ {own}"):
            word.move_after(words, after, marked)

    found = review(tmp_path, change, text=text, authors=(author,))
    headings = [line for line in found.file("01.md").split("\n") if line.startswith("###")]
    order = [at for at in range(6) if at != own]
    order.insert(order.index(target - (own > target)) + 1, own)
    assert headings == [*(f"### Điều. Nội dung thứ {at}" for at in order), "### Điều. Dẫn chiếu"]
    below = found.file("01.md").partition(f"Nội dung thứ {own}\n")[2].partition("###")[0].strip()
    assert below == "\n".join(f"{at + 1}. {one} {{#k-{own}-{at}}}" for at, one in enumerate(said[own]))
    assert found.asked() == []
    assert found.differences() == []


@pytest.mark.parametrize("gone", [None, 0], ids=["whole", "one-gone"])
@pytest.mark.parametrize("marked", [True, False], ids=["marked", "bare"])
def test_two_articles_change_places(marked: bool, gone: int | None, tmp_path: Path) -> None:
    """Neither is the other reworded, however alike they are: each has its own labels."""
    text, said = decree(random.Random(8))

    def change(word: Reviewer) -> None:
        for own, after in ((1, said[2][3]), (3, said[0][3])):
            for words in (*reversed(said[own]), f"Nội dung thứ {own}"):
                word.move_after(words, after, marked)
        if gone is not None:
            word.delete(said[1][gone])

    found = review(tmp_path, change, text=text)
    after = found.file("01.md")
    for own in (1, 3):
        below = after.partition(f"Nội dung thứ {own}\n")[2].partition("###")[0].strip().split("\n")
        kept = [at for at in range(4) if own == 3 or at != gone]
        assert below == [f"{place}. {said[own][at]} {{#k-{own}-{at}}}" for place, at in enumerate(kept, 1)]
    assert found.asked() == found.differences() == []


def test_a_paragraph_that_went_is_of_whoever_took_it_away(tmp_path: Path) -> None:
    text, said = decree(random.Random(3))
    found = review(tmp_path, lambda word: word.delete(said[2][0]), text=text, authors=("Lê Văn C",))
    assert {edit.authors for edit in found.pulled.edits} == {("Lê Văn C",)}
