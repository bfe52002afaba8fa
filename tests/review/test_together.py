"""Several reviewers of one text: what they change beside each other is merged, what they change of the same words is
told; one Word file shows it all."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from draftkit.edits.apply import merge
from draftkit.edits.values import Edit
from draftkit.model.message import Message
from draftkit.review.pull import pull
from draftkit.word.package import read_package

from .rounds import built, project, review
from .word import Reviewer, W

PEOPLE = ("Bộ Tài chính", "Vụ Pháp chế", "Sở Công Thương")
SENTENCE = "{n}. Cơ quan thứ {n} trả lời trong mười ngày làm việc, kể từ ngày nhận đủ giấy tờ và lệ phí."
TEXT = "### Điều. Thời hạn\n" + "\n".join(SENTENCE.format(n=n) for n in range(1, 101)) + "\n"


def say(message: Message) -> str:
    return str(message)


def said(data: bytes, dropped: tuple[str, ...]) -> list[str]:
    """The paragraphs of a file with changes taken one way, by a reader of its own."""
    root = etree.fromstring(read_package(data, "x.docx")["word/document.xml"])
    out, open_ = [], ""
    for paragraph in root.iter(W + "p"):
        for item in paragraph.iter(W + "t", W + "delText"):
            if not dropped or not any(True for _ in item.iterancestors(*(W + name for name in dropped))):
                open_ += item.text or ""
        if not any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in dropped):
            out.append(open_)
            open_ = ""
    return [text for text in out if text.strip()]


def test_acts_of_two_people_stay_two_acts(tmp_path: Path) -> None:
    """What one deletes and another adds elsewhere is not made together because each counts his acts from one."""
    session = project(tmp_path, "### Điều. A\n1. Một:\na) Hai;\nb) Ba;\nc) Bốn.\n2. Năm.\n")
    data = built(session)
    one, other = Reviewer(data, "Trần An"), Reviewer(data, "Lê Bình")
    one.delete("b) Ba;")
    other.insert_after("2. Năm.", "3. Sáu.")
    files = []
    for name, word in (("an", one), ("b", other)):
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(word.saved())
    found = pull(session, files)
    assert len({act for edit in found.edits for act in edit.acts}) == len([edit for edit in found.edits if edit.acts])
    assert {name for edit in found.edits for name in edit.authors} == {"Trần An", "Lê Bình"}


def test_three_reviewers_with_forty_edits_each(tmp_path: Path) -> None:
    """Ten pairs overlap, ten touch: twenty conflicts, and eighty edits made."""
    session = project(tmp_path, TEXT)
    data = built(session)
    words = [Reviewer(data, name) for name in PEOPLE]
    free = iter(range(21, 101))
    for n in range(1, 11):  # overlap
        one, other = words[n % 3], words[(n + 1) % 3]
        one.replace("mười ngày làm", "hai tuần làm", within=f"thứ {n} trả lời")
        other.replace("ngày làm việc", "tháng", within=f"thứ {n} trả lời")
    for n in range(11, 21):  # touch
        one, other = words[n % 3], words[(n + 1) % 3]
        one.replace("mười", "hai mươi", within=f"thứ {n} trả lời")
        other.replace("ngày làm", "tháng làm", within=f"thứ {n} trả lời")
    counts = [sum(n % 3 == who or (n + 1) % 3 == who for n in range(1, 21)) for who in range(3)]
    for who, word in enumerate(words):
        for _ in range(40 - counts[who]):
            n = next(free)
            word.replace("đủ giấy tờ", f"đủ hồ sơ {who}", within=f"thứ {n} trả lời")
    files = []
    for name, word in zip(PEOPLE, words, strict=True):
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(word.saved())
    found = pull(session, files, redline=say)
    assert (len(found.conflicts), len(found.edits), found.questions) == (20, 80, ())
    first = found.conflicts[0]
    assert {(edit.old, edit.new, edit.authors) for edit in first.edits} == {
        ("mười ngày làm việc", "mười tháng", ("Sở Công Thương",)),
        ("mười ngày làm việc", "hai tuần làm việc", ("Vụ Pháp chế",)),
    }
    root = etree.fromstring(read_package(found.redline, "x.docx")["word/document.xml"])
    authors: dict[str, int] = {}
    for item in root.iter(W + "ins"):
        authors[item.get(W + "author")] = authors.get(item.get(W + "author"), 0) + 1
    assert authors == {name: 40 - count for name, count in zip(PEOPLE, counts, strict=True)}
    for _, _, then in found.files:
        (tmp_path / "content" / "nghi-dinh" / "01.md").write_text(then, encoding="utf-8")
    assert said(found.redline, ("ins", "moveTo")) == said(data, ())
    assert said(found.redline, ("del", "moveFrom")) == said(built(type(session)(session.project)), ())
    comments = read_package(found.redline, "x.docx")["word/comments.xml"].decode()
    assert comments.count("Reviewers want different words here:") == 20
    assert comments.count("mười tháng") == 20
    places = ["".join(item.getparent().itertext()) for item in root.iter(W + "commentRangeStart")]
    assert [next(n for n in range(1, 21) if f"thứ {n} trả" in text) for text in places] == list(range(1, 21))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("trả lời trong", "phản hồi trong"), ("trong mười", "sau mười")),
        (("mười ngày", "hai mươi ngày"), ("ngày làm việc", "tuần làm việc")),
        (("mười", ""), ("ngày làm việc", "tháng")),
        (("lệ phí", "lệ phí, phí"), ("lệ phí", "phí dịch vụ")),
    ],
)
def test_words_that_touch_are_told(tmp_path: Path, one: tuple[str, str], other: tuple[str, str]) -> None:
    found = review(
        tmp_path,
        lambda word: word.replace(*one, within="thứ 3 trả lời"),
        lambda word: word.replace(*other, within="thứ 3 trả lời"),
        authors=PEOPLE[:2],
        text=TEXT,
    ).pulled
    assert len(found.conflicts) == 1
    assert found.edits == ()
    assert len(found.conflicts[0].edits) == 2


def test_neighbours_that_do_not_touch_are_merged(tmp_path: Path) -> None:
    """A word stands between, or a comma, or the end of the paragraph."""
    found = review(
        tmp_path,
        lambda word: (
            word.replace("mười", "hai mươi", within="thứ 3 trả"),
            word.replace("lệ phí", "phí", within="thứ 5 trả"),
            word.insert_after("thứ 8 trả", "9. Khoản mới của Bộ."),
        ),
        lambda word: (
            word.replace("làm việc", "lịch", within="thứ 3 trả"),
            word.replace("Cơ quan", "Tổ chức", within="thứ 6 trả"),
            word.replace("lệ phí", "lệ phí, phí", within="thứ 8 trả"),
        ),
        authors=PEOPLE[:2],
        text=TEXT,
    )
    assert found.pulled.conflicts == ()
    assert "3. Cơ quan thứ 3 trả lời trong hai mươi ngày lịch," in found.file("01.md")
    assert "giấy tờ và lệ phí, phí.\n9. Khoản mới của Bộ.\n10. Cơ quan thứ 9" in found.file("01.md")


def test_the_same_wish_is_made_once(tmp_path: Path) -> None:
    found = review(
        tmp_path,
        lambda word: word.replace("mười ngày", "năm tuần", within="thứ 3 trả"),
        lambda word: word.replace("mười ngày", "năm tuần", within="thứ 3 trả"),
        authors=PEOPLE[:2],
        text=TEXT,
    ).pulled
    assert found.conflicts == ()
    assert [edit.authors for edit in found.edits] == [PEOPLE[:2]]


def test_what_one_moves_and_another_rewords_is_told_whole(tmp_path: Path) -> None:
    """Neither twice nor lost: the provision stays where it is until the drafter has decided."""
    found = review(
        tmp_path,
        lambda word: word.move_after("thứ 3 trả", "thứ 20 trả"),
        lambda word: word.replace("mười", "ba", within="thứ 3 trả"),
        authors=PEOPLE[:2],
        text=TEXT,
    )
    assert len(found.pulled.conflicts) == 1
    assert found.file("01.md").count("Cơ quan thứ 3 trả") == 1
    assert "Cơ quan thứ 20 trả" in found.file("01.md")


def test_each_change_bears_the_name_of_who_made_it(tmp_path: Path) -> None:
    """Neighbouring words of two, a provision that came, one that went, one that moved, an article that was named
    anew."""
    session = project(tmp_path, TEXT.replace("thứ 7 trả lời", "thứ 7 hướng dẫn và kiểm tra"))
    data, files = built(session), []
    one, other = Reviewer(data, PEOPLE[0]), Reviewer(data, PEOPLE[1])
    one.replace("hướng dẫn", "chỉ đạo thực hiện")
    other.replace("kiểm tra", "giám sát thường xuyên")
    one.insert_after("thứ 30 trả", "31. Khoản này do Bộ Tài chính thêm.")
    other.delete("thứ 50 trả")
    one.move_after("thứ 60 trả", "thứ 90 trả")
    other.replace("Thời hạn", "Thời hạn trả lời")
    for word in (one, other):
        files.append(tmp_path / f"{word.author}.docx")
        files[-1].write_bytes(word.saved())
    found = pull(session, files, redline=say)
    assert (found.conflicts, found.questions) == ((), ())
    root = etree.fromstring(read_package(found.redline, "x.docx")["word/document.xml"])
    whose: dict[str, set[str]] = {name: set() for name in PEOPLE[:2]}
    for item in root.iter(W + "ins", W + "del", W + "moveTo", W + "moveFrom"):
        text = "".join(inner.text or "" for inner in item.iter(W + "t", W + "delText"))
        whose[item.get(W + "author")].add(text)
    assert {"hướng dẫn", "chỉ đạo thực hiện"} <= whose[PEOPLE[0]]
    assert {"kiểm tra", "giám sát thường xuyên"} <= whose[PEOPLE[1]]
    assert any("do Bộ Tài chính thêm" in text for text in whose[PEOPLE[0]])
    assert any("thứ 60 trả" in text for text in whose[PEOPLE[0]])
    assert any("thứ 50 trả" in text for text in whose[PEOPLE[1]])
    assert any("trả lời" in text.lower() for text in whose[PEOPLE[1]])
    assert said(found.redline, ("ins", "moveTo")) == said(data, ())


def test_an_act_of_several_edits_is_made_whole_or_told_whole() -> None:
    text = "một hai ba bốn năm sáu"
    move = [Edit("a", 4, 8, "", acts=("m",)), Edit("a", 22, 22, " hai", acts=("m",))]
    found = merge([move, [Edit("a", 4, 7, "HAI")]], {"a": text})
    assert found.edits == ()
    assert [edit.text for edit in found.conflicts[0].edits] == ["", "HAI ", " hai"]
