"""Rules on lists of goods. Their faults are noted while a list is read and compared; severity follows the ground."""

from __future__ import annotations

from draftkit.checks.rule import Rule, noted
from draftkit.checks.sources import practice
from draftkit.model.finding import Provision, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_SET = "goods"
_NOMENCLATURE = Provision(
    "Thông tư 31/2022/TT-BTC", "Phụ lục I (Danh mục hàng hóa xuất khẩu, nhập khẩu Việt Nam)", "2022-12-30"
)
_READING = practice("quy tắc đọc danh mục hàng hóa theo mã HS")
_FILE = Provision("draftkit", "docs/hs.md")

RULES: tuple[Rule, ...] = (
    noted(
        "DK-G001",
        "HS code not in the edition",
        "The nomenclature of the stated edition has no such code at this level. A code of 4 or 6 digits must be a "
        "heading or subheading of it, "
        "one of 8 digits a line.",
        severity=_E,
        source=_NOMENCLATURE,
        rule_set=_SET,
    ),
    noted(
        "DK-G002",
        "Not an HS code of 4, 6 or 8 digits",
        (
            "Goods are named by headings (4 digits), subheadings (6) or lines (8); a chapter (2 digits) may only "
            "head a "
            "list."
        ),
        severity=_E,
        source=_NOMENCLATURE,
        rule_set=_SET,
    ),
    noted(
        "DK-G003",
        "Code mangled by a spreadsheet",
        "A spreadsheet took the code for a number or a date: 0101.21 became 101.21, 8421.20 became 8421.2, 84212119 "
        "became 8.42E+07. Nothing is guessed while "
        "checking or printing; `draftkit hs convert --repair` puts zeros back where only one code fits. Keep the "
        "column as text.",
        severity=_E,
        source=_FILE,
        rule_set=_SET,
    ),
    noted(
        "DK-G004",
        "Parent row missing",
        (
            "A description such as “Loại khác” means nothing without the rows above it. A list that prints headings "
            "and "
            "subheadings prints them for every line."
        ),
        severity=_I,
        source=_READING,
        rule_set=_SET,
    ),
    noted(
        "DK-G005",
        "Dashes differ from the level",
        "The level of a row is shown by its dashes, not by the length of its code. They must be those of the "
        "nomenclature, "
        "and a row below another has more of them.",
        severity=_W,
        source=_NOMENCLATURE,
        rule_set=_SET,
    ),
    noted(
        "DK-G006",
        "Code out of order",
        "Within a group the rows follow the order of the codes, so that a reader finds them.",
        severity=_W,
        source=_READING,
        rule_set=_SET,
    ),
    noted(
        "DK-G007",
        "Goods listed twice",
        (
            "The same code with the same limit stands twice, or once as a whole and once with a limit, which the whole "
            "code covers already."
        ),
        severity=_W,
        source=_READING,
        rule_set=_SET,
    ),
    noted(
        "DK-G008",
        "Line under a listed heading or subheading",
        (
            "A code of 4 or 6 digits without a limit means all lines below it; where 8 digits are listed, only those. "
            "Both together contradict each other."
        ),
        severity=_W,
        source=_READING,
        rule_set=_SET,
    ),
    noted(
        "DK-G009",
        "Code changed in another edition",
        (
            "By the concordance this code is replaced, split or retired in another edition: `draftkit hs convert` "
            "shows "
            "what becomes of the list."
        ),
        severity=_I,
        source=practice("bảng chuyển đổi giữa các phiên bản HS"),
        rule_set=_SET,
    ),
    noted(
        "DK-G010",
        "Description unlike the official one",
        (
            "The description of a code is that of the nomenclature word for word; what narrows it stands in the column "
            "of limits."
        ),
        severity=_W,
        source=_NOMENCLATURE,
        rule_set=_SET,
    ),
    noted(
        "DK-G011",
        "Identification code malformed",
        (
            "The code does not follow the scheme: prefix, group, running number, check character. A wrong check "
            "character mostly means a typing mistake."
        ),
        severity=_E,
        source=_FILE,
        rule_set=_SET,
    ),
    noted(
        "DK-G012",
        "Identification code used twice",
        "An identification code names one sort of goods, for ever.",
        severity=_E,
        source=_FILE,
        rule_set=_SET,
    ),
    noted(
        "DK-G013",
        "Identification code retired",
        (
            "The successor map says that this code was retired. A retired code is never given again; the list uses its "
            "successor."
        ),
        severity=_E,
        source=_FILE,
        rule_set=_SET,
    ),
    noted(
        "DK-G014",
        "Codes cannot be compared",
        "No nomenclature is at hand for the edition, or it is an excerpt without this heading: whether the code "
        "exists is unknown. "
        "Name the file in draftkit.yaml.",
        severity=_W,
        source=_FILE,
        rule_set=_SET,
    ),
    noted(
        "DK-G015",
        "Row of a list not understood",
        (
            "The row has more or fewer cells than the header, or says that it is of an unknown kind. It is printed "
            "as it "
            "is."
        ),
        severity=_E,
        source=_FILE,
        rule_set=_SET,
    ),
)
