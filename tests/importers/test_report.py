"""The report of an import compares what file and draft say line by line, in their order."""

from __future__ import annotations

from draftkit.importers.report import ADDED, LEFT_OUT, MOVED, NORMALISED, DraftLines, Remark, Said, compare

FILE = ["Điều 1. Phạm vi", "1. Khoản một.", "2. Khoản hai.", "Điều 2. Hiệu lực", "Văn bản này có hiệu lực từ ngày ký."]


def held(file: list[str], draft: list[str], first: int = 0) -> tuple[dict[str, int], list[Remark]]:
    return compare([Said(at, text) for at, text in enumerate(file, 1)], DraftLines(tuple(draft), first, len(draft)))


def test_the_same_lines_in_the_same_order_need_no_remark() -> None:
    counts, remarks = held(FILE, FILE)
    assert (counts["exact"], remarks) == (5, [])
    assert MOVED not in counts


def test_what_stands_in_another_order_is_named() -> None:
    """A khoản that went behind the next article: no word is lost, and yet it is another text."""
    counts, remarks = held(FILE, [FILE[0], FILE[1], FILE[3], FILE[4], FILE[2]])
    assert remarks == [Remark(MOVED, 3, "2. Khoản hai.", "Văn bản này có hiệu lực từ ngày ký.")]
    assert (counts["exact"], counts[MOVED], counts[LEFT_OUT]) == (4, 1, 0)


def test_a_signer_at_the_end_of_what_follows_is_named() -> None:
    file = [*FILE, "TM. CHÍNH PHỦ", "Nguyễn Văn A", *(f"Dòng {n} của phụ lục." for n in range(20))]
    draft = [*FILE, *file[7:], "TM. CHÍNH PHỦ", "Nguyễn Văn A"]
    _, remarks = held(file, draft)
    assert [(remark.status, remark.text) for remark in remarks] == [(MOVED, "TM. CHÍNH PHỦ"), (MOVED, "Nguyễn Văn A")]


def test_what_a_draft_keeps_as_metadata_has_no_order() -> None:
    """Here the first two lines of the draft are its frame."""
    counts, remarks = held([*FILE, "Nơi nhận:", "- Lưu: VT."], ["Nơi nhận:", "- Lưu: VT.", *FILE], first=2)
    assert (remarks, counts[LEFT_OUT]) == ([], 0)


def test_capitals_and_line_breaks_drop_nothing() -> None:
    file = ["CHƯƠNG I", "QUY ĐỊNH", "CHUNG", "Điều 1. Tên điều rất dài bị ngắt làm hai dòng", "a) điểm"]
    draft = ["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Tên điều rất dài", "bị ngắt làm hai dòng", "a) Điểm"]
    counts, remarks = held(file, draft)
    assert (counts[LEFT_OUT], counts[ADDED], counts[NORMALISED]) == (0, 0, 5)
    assert {remark.status for remark in remarks} == {NORMALISED}


def test_lines_put_together_did_not_move() -> None:
    counts, _ = held(["Một", "hai", "ba", "Bốn"], ["Một hai ba", "Bốn"])
    assert MOVED not in counts


def test_what_is_missing_is_dropped_and_what_is_more_is_added() -> None:
    _, remarks = held(FILE, [FILE[0], "Câu thêm.", *FILE[2:]])
    assert [(remark.status, remark.text) for remark in remarks] == [(LEFT_OUT, "1. Khoản một."), (ADDED, "Câu thêm.")]


def test_a_tone_mark_where_newer_spelling_has_it_drops_nothing() -> None:
    counts, _ = held(["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    assert counts["normalised"] == 1
    assert counts["left out"] == counts["added"] == 0
