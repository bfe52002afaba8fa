"""Redlines: every change tracked, both texts in the file, moves as moves, and refusal rather than a wrong file."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from draftkit.errors import InternalError, SourceError
from draftkit.redline.redline import Redline, redline
from draftkit.redline.verify import check_redline
from draftkit.word.package import read_package, zip_bytes
from draftkit.word.read import read_word
from tests.compare.oracle import paragraphs
from tests.helpers import document, examples, parts, word
from tests.judge import word_faults
from tests.word.word import docx, p, texts

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DECREE = """\
# Chương. Quy định chung {#chung}
### Điều. Phạm vi {#pham-vi}
1. Nghị định này quy định về phát triển công nghiệp môi trường, gồm các nội dung sau:
a) Nguyên tắc, chính sách phát triển ngành công nghiệp môi trường;
b) Tiêu chuẩn, quy chuẩn kỹ thuật đối với hàng hóa môi trường.
2. Việc hỗ trợ quy định tại @ho-tro thực hiện theo **quy định** của pháp luật[^1].
### Điều. Chỉ tiêu {#chi-tieu}
Các chỉ tiêu đến năm 2030 thực hiện theo bảng sau đây:

| Năm | Tỷ lệ | Ghi chú |
|---|---|---|
| 2026 | 50% | Năm đầu tiên thực hiện chương trình |
| 2028 | 60% | Sơ kết giữa kỳ |
| 2030 | 70% | Tổng kết, đánh giá kết quả thực hiện |

# Chương. Thực hiện
### Điều. Hỗ trợ {#ho-tro}
1. Doanh nghiệp được hỗ trợ chi phí thử nghiệm, chứng nhận sản phẩm theo hợp đồng.
2. Mức hỗ trợ tối đa là 50% chi phí thực tế và không quá 500 triệu đồng một năm.
### Điều. Trách nhiệm {#trach-nhiem}
1. Bộ Công Thương chủ trì, phối hợp với các bộ, cơ quan ngang bộ tổ chức thực hiện.
2. Ủy ban nhân dân cấp tỉnh tổ chức thực hiện trên địa bàn, báo cáo trước ngày 15 tháng 12.
### Điều. Hiệu lực {#hieu-luc}
Nghị định này có hiệu lực thi hành từ ngày 01 tháng 8 năm 2026./.

[^1]: Số liệu tại thời điểm xây dựng Nghị định này.
"""


def built(folder: Path, text: str) -> dict[str, bytes]:
    return parts(word(document(folder, text), folder.parent / "cache"))


def made(folder: Path, old: str, new: str) -> tuple[dict[str, bytes], dict[str, bytes], Redline]:
    before, after = built(folder / "cu", old), built(folder / "moi", new)
    return before, after, redline(before, after, "Nguyễn Văn A", "2026-06-05T00:00:00Z")


def assert_true_both_ways(before: dict[str, bytes], after: dict[str, bytes], found: Redline) -> None:
    assert paragraphs(found.parts[DOCUMENT], "accept") == paragraphs(after[DOCUMENT], "accept")
    assert paragraphs(found.parts[DOCUMENT], "reject") == paragraphs(before[DOCUMENT], "accept")


def test_the_same_text_has_no_changes(tmp_path: Path) -> None:
    before, after, found = made(tmp_path, DECREE, DECREE)
    assert found.changes == 0
    assert found.notices == ()
    assert_true_both_ways(before, after, found)


def test_a_moved_article_is_a_move_and_not_retyped(tmp_path: Path) -> None:
    head, _, rest = DECREE.partition("### Điều. Trách nhiệm")
    article, _, tail = rest.partition("### Điều. Hiệu lực")
    new = (
        head.replace("### Điều. Hỗ trợ", f"### Điều. Trách nhiệm{article}### Điều. Hỗ trợ")
        + "### Điều. Hiệu lực"
        + tail
    )
    before, after, found = made(tmp_path, DECREE, new)
    assert_true_both_ways(before, after, found)
    text = found.parts[DOCUMENT].decode()
    assert text.count("<w:moveFromRangeStart") == text.count("<w:moveToRangeStart") == 1
    assert text.count("<w:moveFromRangeEnd") == text.count("<w:moveToRangeEnd") == 1
    assert 'w:author="Nguyễn Văn A"' in text
    assert 'w:date="2026-06-05T00:00:00Z"' in text


def test_a_changed_word_is_all_that_is_marked(tmp_path: Path) -> None:
    before, after, found = made(tmp_path, DECREE, DECREE.replace("tối đa là 50%", "tối đa là 60%"))
    assert_true_both_ways(before, after, found)
    assert found.changes == 2
    text = found.parts[DOCUMENT].decode()
    assert '<w:delText xml:space="preserve">50</w:delText>' in text


def test_one_word_of_a_table_of_few_words_is_all_that_is_marked() -> None:
    def kept(word: str) -> dict[str, bytes]:
        rows = (("TT", "Tên"), ("1", "Lọc"), ("2", "Đo"), ("3", word))
        cells = "".join(f"<w:tr>{''.join(f'<w:tc>{p(text)}</w:tc>' for text in row)}</w:tr>" for row in rows)
        return read_package(docx(p("Danh mục") + f"<w:tbl>{cells}</w:tbl>" + p()))

    before, after = kept("Van"), kept("Bơm")
    found = redline(before, after, "A", "2026-06-05T00:00:00Z")
    assert_true_both_ways(before, after, found)
    assert found.changes == 2


def numbered(form: str, text: str) -> str:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    kind = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    return f'{kind}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


@pytest.mark.parametrize("numbers", ["", numbered("lowerLetter", "%1)"), numbered("decimal", "%1.")])
def test_a_point_that_was_deleted_keeps_its_number(tmp_path: Path, numbers: str) -> None:
    point = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    types = {"[Content_Types].xml": built(tmp_path, DECREE)["[Content_Types].xml"]}

    def package(body: str, **others: str) -> dict[str, bytes]:
        return read_package(docx(p("Mở đầu văn bản này.") + body, **others)) | types

    kept = p("Câu cuối cùng ở đây.", point if numbers else "")
    before = package(p("Quy định bị bỏ đi hẳn.", point) + kept, numbering=numbered("lowerLetter", "%1)"))
    after = package(kept, **({"numbering": numbers} if numbers else {}))
    found = redline(before, after, "A", "2026-06-05T00:00:00Z")
    assert_true_both_ways(before, after, found)
    said = [texts(read_word(zip_bytes(found.parts), changes=changes)) for changes in ("reject", "accept")]
    assert said[0][1] == "a) Quy định bị bỏ đi hẳn."
    assert said[1] == texts(read_word(zip_bytes(after)))


def test_rows_cells_and_notes_are_tracked(tmp_path: Path) -> None:
    new = (
        DECREE.replace("| 2028 | 60% | Sơ kết giữa kỳ |\n", "")
        .replace("| 70% |", "| 75% |")
        .replace("Số liệu tại", "Dữ liệu tại")
    )
    before, after, found = made(tmp_path, DECREE, new)
    assert_true_both_ways(before, after, found)
    text = found.parts[DOCUMENT].decode()
    assert text.count("</w:trPr>")
    assert "<w:trPr><w:cantSplit/><w:del " in text
    notes = found.parts["word/footnotes.xml"].decode()
    assert "Dữ" in notes
    assert "<w:delText" in notes
    assert "<w:ins " in notes


def test_ids_of_changes_and_bookmarks_are_unique(tmp_path: Path) -> None:
    from lxml import etree

    _, _, found = made(
        tmp_path,
        DECREE,
        DECREE.replace("tối đa", "cao nhất").replace(
            "### Điều. Hiệu lực", "### Điều. Chuyển tiếp\nHồ sơ đã nộp thì theo quy định cũ.\n### Điều. Hiệu lực"
        ),
    )
    root = etree.fromstring(found.parts[DOCUMENT])
    ids = [
        item.get(W + "id")
        for item in root.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo", "bookmarkStart")))
    ]
    assert len(ids) == len(set(ids)) > 4


def test_a_redline_that_lost_a_word_is_refused(tmp_path: Path) -> None:
    before, after, found = made(tmp_path, DECREE, DECREE.replace("50% chi phí", "60% chi phí"))
    broken = dict(found.parts)
    broken[DOCUMENT] = broken[DOCUMENT].replace(
        b'<w:delText xml:space="preserve">50</w:delText>', b'<w:delText xml:space="preserve">55</w:delText>'
    )
    assert broken != found.parts
    check_redline(before, after, found.parts)
    with pytest.raises(InternalError):
        check_redline(before, after, broken)


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    after = built(tmp_path / "moi", DECREE)
    with pytest.raises(SourceError):
        redline({"a.txt": b"x"}, after)


# -- random edits

Edit = Callable[[list[str], random.Random], None]


def _insert(lines: list[str], rng: random.Random) -> None:
    lines.insert(_at(lines, rng, "1. "), rng.choice(("1. Khoản mới được bổ sung theo ý kiến của các bộ.", "1. Mới.")))


def _delete(lines: list[str], rng: random.Random) -> None:
    del lines[_at(lines, rng, "1. ", "2. ", "a) ", "b) ")]


def _move(lines: list[str], rng: random.Random) -> None:
    starts = [at for at, line in enumerate(lines) if line.startswith("### ")]
    if len(starts) > 2:
        at = rng.randrange(len(starts) - 2)
        block = lines[starts[at] : starts[at + 1]]
        if not any(line.startswith("# ") for line in block):
            del lines[starts[at] : starts[at + 1]]
            target = rng.choice([place for place, line in enumerate(lines) if line.startswith("### ")])
            lines[target:target] = block


def _reword(lines: list[str], rng: random.Random) -> None:
    at = _at(lines, rng, "1. ", "2. ", "a) ", "b) ")
    found = lines[at].split(" ")
    found[rng.randrange(1, len(found))] = rng.choice(("thay", "bằng", "@ho-tro", "**đậm**"))
    lines[at] = " ".join(found)


def _split(lines: list[str], rng: random.Random) -> None:
    at = _at(lines, rng, "2. ")
    found = lines[at].split(" ")
    half = max(2, len(found) // 2)
    lines[at : at + 1] = [" ".join(found[:half]), "2. " + " ".join(found[half:])]


def _merge(lines: list[str], rng: random.Random) -> None:
    at = _at(lines, rng, "2. ")
    if lines[at - 1].startswith(("1. ", "2. ", "b) ")):
        lines[at - 1 : at + 1] = [f"{lines[at - 1]} {lines[at][3:]}"]


def _cell(lines: list[str], rng: random.Random) -> None:
    at = _at(lines, rng, "| 20")
    lines[at] = rng.choice((lines[at].replace("0%", "5%"), "| 2031 | 71% | Thêm |", lines[at] + "\n" + lines[at]))


def _note(lines: list[str], rng: random.Random) -> None:
    for at, line in enumerate(lines):
        if line.startswith("[^1]:"):
            lines[at] = rng.choice((line.replace("thời điểm", "lúc"), "[^1]: Chú thích khác hẳn."))


def _at(lines: list[str], rng: random.Random, *starts: str) -> int:
    return rng.choice([at for at, line in enumerate(lines) if line.startswith(starts)] or [1])


EDITS: tuple[Edit, ...] = (_insert, _delete, _move, _reword, _split, _merge, _cell, _note)


@examples(25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), chosen=st.lists(st.sampled_from(EDITS), min_size=1, max_size=6))
def test_any_edits_of_a_decree_are_true_both_ways(
    tmp_path_factory: pytest.TempPathFactory, seed: int, chosen: list[Edit]
) -> None:
    folder = tmp_path_factory.mktemp("redline")
    rng = random.Random(seed)
    lines = DECREE.split("\n")
    for edit in chosen:
        edit(lines, rng)
        lines = "\n".join(lines).split("\n")
    before, after, found = made(folder, DECREE, "\n".join(lines))
    assert_true_both_ways(before, after, found)
    back = redline(after, before)
    assert_true_both_ways(after, before, back)


# -- files nobody here wrote


@pytest.mark.shared
def test_every_pair_of_the_samples_is_true_both_ways(shared: Path, tmp_path: Path) -> None:
    folder = shared / "samples/redline"
    with (folder / "PAIRS.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    made_files = []
    for row in rows:
        for number, (old, new) in enumerate(((row["before"], row["after"]), (row["after"], row["before"]))):
            found = redline(read_package(folder / old), read_package(folder / new))
            out = tmp_path / f"{row['test']}-{number}.docx"
            out.write_bytes(zip_bytes(found.parts))
            made_files.append(out)
            done = subprocess.run(
                [
                    sys.executable,
                    str(shared / "tools/redline_oracle.py"),
                    "check",
                    str(folder / old),
                    str(folder / new),
                    str(out),
                ],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, f"{row['test']}: {done.stdout}"
    assert word_faults(shared, *made_files) == []


def test_a_formula_of_a_file_with_a_namespace_that_is_no_full_address_is_compared(tmp_path: Path) -> None:
    """Some programs leave `xmlns:z="phu/luc"` in a file; its formulas are read as those of others."""
    text = f"{DECREE}\n# Phụ lục. Cách tính\n\n$$ a = b $$\n"
    before, after = built(tmp_path / "cu", text), built(tmp_path / "moi", text.replace("50%", "55%"))
    before[DOCUMENT] = before[DOCUMENT].replace(b"<w:document ", b'<w:document xmlns:z="phu/luc" z:x="1" ', 1)
    found = redline(before, after, "Nguyễn Văn A", "2026-06-05T00:00:00Z")
    assert found.changes == 2 * DECREE.count("50%")
    assert_true_both_ways(before, after, found)
