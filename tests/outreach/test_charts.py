"""Charts as they are drawn: nothing over anything, text that is text, every figure of the table."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from draftkit.campaign import draw
from draftkit.campaign.charts import Chart, Series, _mixed, all_charts
from draftkit.campaign.points import in_words
from draftkit.kinds.identity import COLOURS, Identity, contrast
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.inline import Strong, Sup
from draftkit.text.figures import amount
from draftkit.word.in_line import in_line

YEARS = tuple(str(year) for year in range(2018, 2027))
CLOSE = ("10%", "12%", "11%", "40%", "39%", "41%", "50%", "60 - 65%", "80%")
NEAR = ("12%", "11%", "13%", "38%", "42%", "40%", "51%", "60%", "")
LONG = ("Thu gom, vận chuyển chất thải rắn, nguy hại", "Quan trắc", "Xử lý nước thải sinh hoạt đô thị")
MONEY = ("1.234.567 tỷ đồng", "-200.000 tỷ đồng", "2.000.000 - 2.500.000 tỷ đồng")


def chart(shape: str, names: tuple[str, ...], *rows: tuple[str, ...]) -> Chart:
    series = tuple(
        Series(f"Dãy {at}", tuple(amount(one) if one else None for one in row)) for at, row in enumerate(rows)
    )
    return Chart(shape, "Thử", names, series, (), "", 0)


CASES = {
    "bars": chart("bar", LONG, MONEY, MONEY),
    "columns that are too many": chart("column", YEARS, CLOSE, NEAR),
    "columns of long figures": chart("column", LONG, MONEY),
    "lines that cross": chart("line", YEARS, CLOSE, NEAR),
    "shares": chart("pie", LONG, ("40%", "0%", "60%")),
    "a map": chart("map", ("Hà Nội", "tỉnh Lâm Đồng", "TP.HCM"), ("1.200 tấn", "30 tấn", "4 tấn")),
}


@pytest.mark.parametrize("width", [81.0, 183.0])
@pytest.mark.parametrize("name", CASES)
def test_no_words_stand_over_others_and_none_are_missing(name: str, width: float) -> None:
    found = CASES[name]
    page = pdfium.PdfDocument(draw._drawn(found, Identity(), "png", width, "")[1])[0]
    text = page.get_textpage()
    said = "".join(text.get_text_bounded().split())
    figures = [one.text for series in found.series for one in series.amounts if one]
    names = [one.name for one in found.series]
    assert [one for one in (*figures, *names) if "".join(one.split()) not in said] == []
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    wide, high = page.get_size()
    assert [box for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > wide or box[3] > high] == []
    over = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1
    ]
    assert over == []


@pytest.mark.parametrize(
    ("shape", "rows", "cut"), [("line", CLOSE, True), ("line", MONEY, False), ("bar", CLOSE, False)]
)
def test_a_line_that_does_not_begin_at_nought_says_so(shape: str, rows: tuple[str, ...], cut: bool) -> None:
    found = chart(shape, YEARS[: len(rows)], rows)
    page = pdfium.PdfDocument(draw._drawn(found, Identity(), "png", 183.0, "")[1])[0]
    assert ("không bắt đầu từ 0" in page.get_textpage().get_text_bounded()) == cut


@pytest.mark.parametrize(
    ("row", "drawn"),
    [(("5", "6", "7", "8"), 3), (("5", "", "7", "8"), 1), (("", "6", "", "8"), 0), (("5", "6", "", ""), 1)],
)
def test_no_line_runs_over_a_moment_that_has_no_figure(row: tuple[str, ...], drawn: int) -> None:
    found = draw.svg(chart("line", YEARS[:4], row), Identity()).decode()
    assert found.count('stroke-width="2.267716535"') == drawn


def test_what_is_below_nought_is_drawn_below_the_line_of_nought() -> None:
    def ground(*row: str) -> float:
        (place,) = re.findall(
            r'stroke-width="0.6"[^>]*translate\(0 ([0-9.]+)\)',
            draw.svg(chart("line", YEARS[:2], row), Identity()).decode(),
        )
        return float(place)

    assert ground("-5", "5") < ground("1", "5") * 0.6
    assert ground("-5", "-4") == ground("0", "5") == ground("1", "5")


def test_text_stays_text_and_is_as_wide_as_it_was_set() -> None:
    drawn = draw.svg(CASES["lines that cross"], Identity(), "CẤM CÔNG BỐ").decode()
    texts = re.findall(r'<text [^>]*textLength="([\d.]+)"[^>]*>([^<]+)</text>', drawn)
    assert {"CẤM CÔNG BỐ", "60 - 65%", "2026"} <= {words.strip() for _, words in texts}
    assert "<symbol" not in drawn
    assert "CẤM CÔNG BỐ. Biểu đồ đường: Thử. 2018: Dãy 0 10%" in drawn


def test_what_is_raised_stays_raised_where_only_text_can_stand() -> None:
    shown = (Strong((*("10",), Sup(("3",)), " m", Sup(("-2",)))), " 2", Sup(("nd",)))
    assert in_line(shown) == "10³ m⁻² 2nd" == in_words(shown, lambda one, words: words)
    assert amount(in_line(("10", Sup(("3",))))) is None
    assert amount(in_line(("5 m", Sup(("2",))))).unit == "m²"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("1,234", "987", "12,500"), 2),
        (("1,234", "2,5", "3"), 0),
        (("1,234", "2,345", "3,456"), 0),
        (("0,125", "250"), 0),
        (("1,234,567", "9,800"), 1),
        (("1.234", "987"), 0),
        (("1.234", "2.5", "3.75"), 1),
        (("1.234", "2,5", "375"), 0),
    ],
)
def test_a_comma_that_may_be_one_of_thousands_is_told(cells: tuple[str, ...], told: int) -> None:
    assert len(list(_mixed(chart("bar", ("A", "B", "C")[: len(cells)], cells)))) == told


def test_what_the_parts_of_a_whole_make_is_told_as_people_write_it() -> None:
    (said,) = _mixed(chart("pie", ("A", "B"), ("33,4666666667%", "33,4666666666%"))._replace(unit="%"))
    assert said.values["text"] == "66,93%"


def test_figures_of_an_english_text_are_drawn_as_english_writes_them(tmp_path: Path) -> None:
    """3,000 was drawn as 3 and told beside 850 (“write 1.234”), 1.125 as a thousand and more beside 2.5."""
    (tmp_path / "draftkit.yaml").write_text("noi_dung: .\n", encoding="utf-8")
    table = "::: bieu-do-ngang\n| A | B |\n|---|---|\n| X | {} |\n| Y | {} |\n:::\n"
    for low, high, drawn in (("850", "3,000", [850.0, 3000.0]), ("1.125", "2.5", [1.125, 2.5])):
        text = f"---\nloai: Đồ họa thông tin\nten_goi: A\n---\n{table.format(low, high)}"
        (tmp_path / "tin.en.md").write_text(text, encoding="utf-8")
        document = Session(open_project(tmp_path, None)).read(tmp_path / "tin.en.md")
        (found,) = all_charts(document.bound)
        assert [one.high for one in found.series[0].amounts if one] == drawn
        assert "DK-O031" not in {one.rule for one in document.bound.faults}


def test_rows_of_a_broad_map_are_alike() -> None:
    page = pdfium.PdfDocument(draw._drawn(CASES["a map"], Identity(), "png", 183.0, "")[1])[0]
    text = page.get_textpage()
    said = text.get_text_range()
    names = ("Ninh Bình", "Thanh Hóa", "Nghệ An", "Quảng Trị", "Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Đắk Lắk")
    tops = [text.get_charbox(said.index(name), loose=True)[3] for name in names]
    steps = [one - other for one, other in pairwise(tops)]
    assert max(steps) - min(steps) < 0.5, steps


def test_a_map_knows_provinces_by_their_names_of_today() -> None:
    told = [str(one) for one in _mixed(chart("map", ("Hà Nội", "Bình Dương", "thành phố Hà Nội"), ("1", "2", "3")))]
    assert len(told) == 2
    assert "Bình Dương" in told[0]
    assert "thành phố Hà Nội" in told[1]


@pytest.mark.parametrize("ground", ["#0F7C78", "#808080", "#FFFF00"])
def test_words_on_a_map_are_read_whatever_the_colours(ground: str) -> None:
    pale = Identity(colours={**COLOURS, "chu": "#757575", "nhat": "#FFFFFF"})
    found, ink = draw._readable(ground, pale)
    assert contrast(ink, found) >= 4.5


def test_only_the_word_that_opens_a_caption_is_left_out() -> None:
    """“Biểu đồ 1.” says what the picture is anyway; “theo Hình 2.” is of the sentence."""
    from draftkit.campaign.charts import _LABEL

    assert _LABEL.sub("", "Biểu đồ 1. Tỷ lệ thu gom theo Hình 2. Số liệu") == "Tỷ lệ thu gom theo Hình 2. Số liệu"


def test_changes_in_per_cent_are_no_shares_of_a_hundred() -> None:
    found = draw.figures(chart("bar", LONG, ("-4,2%", "3,1%", "1%"))._replace(unit="%"), Identity())
    assert (found["low"], found["high"], found["whole"]) == (-4.2, 3.1, False)
    assert draw.figures(chart("bar", LONG, ("4,2%", "3,1%", "1%"))._replace(unit="%"), Identity())["high"] == 100


@pytest.mark.parametrize(
    ("title", "name", "keyed"),
    [
        ("Vốn đầu tư", "Vốn (tỷ đồng)", True),
        ("Tăng trưởng", "2026", True),
        ("", "tấn", True),
        ("Giá dầu (USD/thùng)", "Giá", False),
        ("Cơ cấu", "Tỷ lệ", False),
        ("Cơ cấu", "", False),
    ],
)
def test_what_one_column_counts_is_shown_where_nothing_else_says_it(title: str, name: str, keyed: bool) -> None:
    one = chart("column", ("A", "B"), ("1", "2"))
    assert one._replace(title=title, series=(one.series[0]._replace(name=name),)).keyed == keyed
