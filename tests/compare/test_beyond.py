"""Word files of the same letters: what else differs is told, at its place, and neither the exit code nor a redline says
otherwise."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.compare.compare import compare
from draftkit.compare.drafts import side
from draftkit.compare.terminal import change_lines
from draftkit.compare.wording import heading
from draftkit.library.comparing import AsWord, Changes
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.redline.redline import redline
from draftkit.text.marks import differences
from draftkit.word.package import read_package, zip_bytes
from tests.compare.typed import DOCUMENT, marks
from tests.helpers import META, TEMPLATES, document, word, word_side, write_project
from tests.importers.making import bold, circular
from tests.word.word import docx, linked, p, part, parts, r


def struck(words: str) -> str:
    return r(words, "<w:strike/>")


BODY = (
    bold("Điều 1. Phạm vi")
    + p("1. Gửi bản giấy hoặc bản điện tử.")
    + p("2. Hai.")
    + bold("Điều 2. Hiệu lực")
    + p("Từ nay.")
)


def told(old: bytes, new: bytes) -> list[str]:
    found = compare(word_side(old), word_side(new))
    return [" ".join(line.split()) for change in found.changes for line in change_lines(change, str)]


def test_struck_words_are_told_at_their_khoan() -> None:
    new = BODY.replace(
        r("1. Gửi bản giấy hoặc bản điện tử."), r("1. Gửi ") + struck("bản giấy hoặc") + r(" bản điện tử.")
    )
    assert told(circular(BODY), circular(new)) == [
        "Khoản 1 Điều 1 changed besides its letters",
        "words struck through: “bản giấy hoặc”: new",
    ]


def test_in_the_frame_they_are_told_there() -> None:
    parts = read_package(circular(BODY))
    text, line = parts[DOCUMENT].decode(), p("- Văn phòng Chính phủ;")
    assert line in text
    parts[DOCUMENT] = text.replace(line, p(runs=struck("- Văn phòng Chính phủ;"))).encode()
    assert told(circular(BODY), zip_bytes(parts)) == [
        "Recipients changed besides its letters",
        "words struck through: “- Văn phòng Chính phủ;”: new",
    ]


def test_what_stays_in_a_header_that_was_reworded_is_not_told() -> None:
    def headed(words: str) -> bytes:
        body = BODY + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
        made = read_package(circular(body))
        made["word/h.xml"] = part("hdr", p(runs=r(words) + struck("tạm bỏ")))
        return linked(made, "header", h="h.xml")

    assert told(headed("MẬT "), headed("TỐI MẬT "))[1:] == ["header: “MẬT tạm bỏ” → “TỐI MẬT tạm bỏ”"]


def test_new_provisions_tell_what_of_them_is_struck() -> None:
    new = BODY.replace(p("2. Hai."), p("2. Hai.") + p(runs=r("3. Ba ") + struck("bốn") + r(".")))
    assert told(circular(BODY), circular(new)) == [
        "Khoản 3 Điều 1 inserted",
        "{+Ba bốn.+}",
        "words struck through: “bốn”: new",
    ]
    raised = '<w:vertAlign w:val="superscript"/>'
    new = BODY.replace(p("2. Hai."), p("2. Hai.") + p(runs=r("3. Rộng 10") + r("6", raised) + r(" m") + r("2", raised)))
    assert told(circular(BODY), circular(new))[2:] == ["raised (superscript): “10^6”: new"]


@pytest.mark.parametrize("heading", ["Phụ lục", "PHỤ LỤC", "PHỤ LỤC I", "Phụ lục số 1", "Phụ lục 01"])
def test_a_form_in_an_annex_is_no_part_of_the_last_provision(heading: str) -> None:
    def made(word: str) -> bytes:
        annex = (
            p(heading, '<w:jc w:val="center"/>')
            + p("Mẫu số 01a", '<w:jc w:val="center"/>')
            + p(f"Tên {word} đơn vị: ...")
        )
        return circular(BODY, annex)

    where = told(made("cũ"), made("mới"))[0]
    assert "Điều" not in where
    assert "Phụ lục" in where or "Mẫu số 01a" in where


def test_letters_that_recognition_makes_the_same_are_told() -> None:
    old = circular(BODY.replace("Phạm vi", "PHẠM VI"))
    assert told(old, circular(BODY)) != []
    assert told(old, old) == []


def test_letters_with_their_signs_apart_are_the_same(tmp_path: Path) -> None:
    apart = circular(unicodedata.normalize("NFD", BODY))
    assert apart != circular(BODY)
    assert told(circular(BODY), apart) == []
    made = redline(read_package(circular(BODY)), read_package(apart))
    assert (made.changes, made.untracked) == (0, False)


def test_a_redline_tells_the_layout_it_does_not_track() -> None:
    new = BODY.replace(p("2. Hai."), p("2. Hai.", '<w:jc w:val="center"/>')).replace(r("Từ nay."), struck("Từ nay."))
    made = redline(read_package(circular(BODY)), read_package(circular(new)), names=("cu.docx", "moi.docx"))
    assert marks(made.parts[DOCUMENT]) == 0
    assert made.untracked
    assert [str(one) for one in made.notices] == [
        "Layout differs in 2 paragraphs (alignment, words struck through) and is not tracked: it is as in moi.docx. "
        "First: “2. Hai.”"
    ]


def test_a_reworded_paragraph_of_another_layout_is_told_too() -> None:
    new = BODY.replace(p("2. Hai."), p("2. Hai ba.", '<w:jc w:val="center"/>'))
    made = redline(read_package(circular(BODY)), read_package(circular(new)))
    assert made.changes == 1
    assert made.untracked


@pytest.mark.parametrize(
    ("was", "now"),
    [('descr="Bản đồ"', 'descr="Sơ đồ"'), ('cx="9000"', 'cx="4500"'), ("<a:blip ", '<a:srcRect l="20000"/><a:blip ')],
)
def test_a_redline_tells_how_a_picture_that_stays_is_shown_otherwise(was: str, now: str) -> None:
    shown = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9000" cy="9000"/><wp:docPr id="1" name="x" descr="Bản đồ"/>'
        '<a:graphic><a:graphicData><a:blip r:embed="rIdP"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    old, new, saved = (
        linked(parts(p(runs=one)) | {"word/media/a.png": b"1"}, "image", rIdP="media/a.png")
        for one in (shown, shown.replace(was, now), shown.replace('"x"', '"y"'))
    )
    made = redline(read_package(old), read_package(new))
    assert (made.changes, made.untracked) == (0, True)
    assert "size, crop or description of pictures" in str(made.notices[0])
    assert not redline(read_package(old), read_package(saved)).untracked


def test_a_redline_tells_whose_comments_it_holds() -> None:
    said = '<w:comment w:id="1" w:author="Vụ A"><w:p><w:r><w:t>Bỏ.</w:t></w:r></w:p></w:comment>'
    made = redline(read_package(docx(p("Một."))), read_package(docx(p("Một."), comments=said)), names=("cu", "moi"))
    assert [str(one) for one in made.notices] == ["Comments and which of them are resolved are as in moi."]
    assert made.untracked


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("<w:tcPr/>", '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'),
        ("<w:tblPr/>", '<w:tblPr><w:jc w:val="center"/></w:tblPr>'),
        ("<w:tcPr/>", '<w:tcPr><w:shd w:val="clear" w:fill="FFFF00"/></w:tcPr>'),
    ],
)
def test_a_redline_tells_the_layout_of_tables_it_does_not_track(was: str, now: str) -> None:
    cells = "".join(f"<w:tr><w:tc><w:tcPr/>{p(text)}</w:tc></w:tr>" for text in ("Mức thu", "5%"))
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>{p()}"
    for said in ("5%", "7%"):
        old, new = docx(table), docx(table.replace(was, now, 1).replace("5%", said))
        made = redline(read_package(old), read_package(new))
        assert made.untracked, said
        assert "layout of tables" in str(made.notices[0])
    assert not redline(read_package(docx(table)), read_package(docx(table.replace("5%", "7%")))).untracked


def listed(start: int, *texts: str) -> bytes:
    """A list that Word counts itself."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    return docx(
        p("Điều 1. Phạm vi")
        + "".join(p(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') for text in texts),
        numbering=f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )


def test_a_redline_tells_automatic_numbers_that_rejecting_does_not_bring_back() -> None:
    old, new = listed(1, "Một.", "Hai."), listed(4, "Một.", "Hai.")
    assert [change.kinds for change in compare(word_side(old), word_side(new)).changes] == [("renumbered",)] * 2
    made = redline(read_package(old), read_package(new))
    assert made.untracked
    assert "automatic numbers" in str(made.notices[0])
    longer = redline(read_package(old), read_package(listed(1, "Một.", "Một nữa thêm vào.", "Hai.")))
    assert not longer.untracked


def test_the_exit_code_depends_on_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cu.docx").write_bytes(circular(BODY))
    (tmp_path / "moi.docx").write_bytes(circular(BODY.replace(r("Từ nay."), struck("Từ nay."))))
    for options in ((), ("--redline", "r.docx"), ("--format", "json"), ("--format", "html"), ("--no-renumbering",)):
        assert main(["diff", "cu.docx", "moi.docx", *options]) == 1, options
        assert main(["diff", "cu.docx", "cu.docx", *options]) == 0, options


def test_json_lists_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cu.docx").write_bytes(circular(BODY))
    (tmp_path / "moi.docx").write_bytes(circular(BODY.replace(r("Từ nay."), struck("Từ nay."))))
    main(["diff", "cu.docx", "moi.docx", "--format", "json"])
    (change,) = json.loads(capsys.readouterr().out)["documents"][0]["changes"]
    assert change["kinds"] == ["marked"]
    assert change["marks"] == [
        {"kind": "struck", "words": "Từ nay.", "old": None, "new": {"words": "Từ nay.", "value": ""}}
    ]


def test_drafts_are_told_apart_by_raised_signs_and_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path, "### Điều. Thử\n")
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("cu", "1. Rộng 102 ha, xem [cổng](https://a.gov.vn).\n| A | B |\n|---|---|\n| m2 | 1 |\n"),
        ("moi", "1. Rộng 10^2^ ha, xem [cổng](https://b.vn).\n| A | B |\n|---|---|\n| m^2^ | 1 |\n"),
    ):
        (tmp_path / f"content/{name}.md").write_text(f"---\n{META}---\n### Điều. Thử\n{text}", encoding="utf-8")
    assert main(["--lang", "en", "diff", "content/cu.md", "content/moi.md"]) == 1
    said = capsys.readouterr().out
    assert "raised (superscript): “10^2”: new" in said
    assert "link: “cổng”: https://a.gov.vn → https://b.vn" in said
    assert "raised (superscript): “m^2”: new" in said
    assert main(["diff", "content/moi.md", "content/moi.md"]) == 0


def test_files_without_provisions_are_compared_line_by_line() -> None:
    old, new = (docx(p("Thưa ông,") + p(text) + p("Trân trọng.")) for text in ("Giá là 5 đồng.", "Giá là 6 đồng."))
    assert told(old, new)[0] == "“Giá là 5 đồng.” → “Giá là 6 đồng.” reworded"
    assert not differences(word_side(old).marks, word_side(old).marks)


def test_a_text_issued_with_a_document_is_called_by_its_name(tmp_path: Path) -> None:
    own = "### Điều. Phạm vi\n1. Một.\n2. Họp mỗi {} một lần.\n"
    text = f"### Điều. Ban hành\nKèm theo là Quy chế.\n\n# Kèm theo. Quy chế mẫu\n\n{own}"
    old, new = (document(tmp_path / name, text.format(name)) for name in ("quý", "tháng"))
    for sides in ([side(one.bound, one.frame) for one in (old, new)], [word_side(word(one)) for one in (old, new)]):
        (change,) = compare(*sides).changes
        assert heading(change, str).lower() == "khoản 2 điều 1, quy chế mẫu"


def without_styles(data: bytes) -> bytes:
    """The file as a program leaves it that gives styles names of its own."""
    made = read_package(data)
    made[DOCUMENT] = re.sub(rb'(<w:pStyle w:val=")', rb"\1x", made[DOCUMENT])
    named = rb'(w:styleId="|<w:(?:basedOn|next|link) w:val=")'
    made["word/styles.xml"] = re.sub(named, rb"\1x", made["word/styles.xml"])
    return zip_bytes(made)


@pytest.mark.parametrize("kind", ["decision", "qcvn", "tcvn"])
def test_the_same_letters_are_the_same_text_whatever_their_styles_are_called(kind: str) -> None:
    """Also where look and words alone let less be recognised."""
    session = Session(open_project(TEMPLATES, None))
    data = session.docx(session.read(TEMPLATES / kind / "sample/draft.md"))
    other = without_styles(data)
    assert told(data, other) == told(other, data) == []
    parts = read_package(other)
    parts[DOCUMENT] = parts[DOCUMENT].replace(b"./.", "./. Hết.".encode(), 1)
    if kind == "decision":
        old, new = AsWord(session, data, "cu"), AsWord(session, zip_bytes(parts), "moi")
        assert len(Changes(old, new).comparison.changes) == 1


def boxed(*words: str) -> str:
    """A run that holds a text box."""
    inner = "".join(p(line) for line in words)
    return (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", boxed("Mức là 12"), ["{+Mức là 12+}"]),
        (boxed("Mức là 12"), "", ["[-Mức là 12-]"]),
        (boxed("Mức là 10"), boxed("Mức là 12"), ["Mức là [-10-]{+12+}"]),
        (boxed("Mức là 10"), r(" Thêm.") + boxed("Mức là 12"), ["Hai.{+ Thêm.+}", "Mức là [-10-]{+12+}"]),
        (boxed("Một", "Mức là 10"), r(" Thêm.") + boxed("Một", "Mức là 12"), ["Hai.{+ Thêm.+}", "Mức là [-10-]{+12+}"]),
    ],
)
def test_a_changed_text_box_is_told_once_in_its_words(old: str, new: str, said: list[str]) -> None:
    made = [circular(BODY.replace(p("2. Hai."), p(runs=r("2. Hai.") + box))) for box in (old, new)]
    assert told(*made)[1:] == said


def test_words_that_a_text_box_is_put_around_are_told_as_that() -> None:
    old = circular(BODY.replace(p("2. Hai."), p("2. Hai.") + p("Mức là 12")))
    new = circular(BODY.replace(p("2. Hai."), p(runs=r("2. Hai.") + boxed("Mức là 12"))))
    assert told(old, new)[1:] == ["text box: “Mức là 12”: new"]


@pytest.mark.parametrize(("struck_row", "again"), [(1, "Túi"), (2, "Khác"), (2, "Túi"), (0, "Túi")])
def test_in_a_table_they_are_told_at_the_row(struck_row: int, again: str) -> None:
    def made(at: int) -> bytes:
        rows = [("Tên", "Mức"), ("Túi", "5"), (again, "7")]
        cells = [[p(runs=struck(one) if (row, 0) == (at, column) else r(one)) for column, one in enumerate(line)]
                 for row, line in enumerate(rows)]  # fmt: skip
        table = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in line)}</w:tr>" for line in cells)
        return circular(BODY.replace(p("2. Hai."), p("2. Hai:") + f"<w:tbl>{table}</w:tbl>"))

    where = told(made(-1), made(struck_row))[0]
    assert where.startswith(f"Dòng {struck_row} bảng 1" if struck_row else "Đầu bảng")


def test_signs_that_cannot_be_seen_are_no_difference() -> None:
    unseen = BODY.replace("bản giấy", "bản\u200b gi\u00adấy").replace("Hiệu lực", "\u200eHiệu lực\ufeff")
    assert told(circular(BODY), circular(unseen)) == []


def test_a_cell_of_several_lines_is_told_once() -> None:
    def made(*lines: str) -> bytes:
        cell = p(runs="<w:r><w:br/></w:r>".join(map(r, lines)))
        rows = ((p("Tên"), p("Mức")), (cell, p("5 mg trên mét khối")), (p("Khác"), p("7")))
        inner = "".join(f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in row)}</w:tr>" for row in rows)
        table = f"<w:tbl>{inner}</w:tbl>"
        return circular(BODY.replace(p("2. Hai."), p("2. Hai:") + table))

    said = told(made("Túi lọc"), made("a) Một;", "b) Hai."))
    assert said[0] == "Dòng 1 bảng 1, khoản 2 Điều 1 reworded"
    assert sum("reworded" in line or "inserted" in line for line in said) == 1


def test_cells_made_one_are_told_with_all_their_letters() -> None:
    def made(*cells: str) -> bytes:
        row = f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
        head = f"<w:tr><w:tc>{p('Tên')}</w:tc><w:tc>{p('Mức')}</w:tc></w:tr>"
        return circular(BODY.replace(p("2. Hai."), p("2. Hai:") + f"<w:tbl>{head}{row}</w:tbl>"))

    assert "Dòng 1 bảng 1" in " ".join(told(made(p("Túi"), p("5")), made(p("Túi") + p("5"))))
