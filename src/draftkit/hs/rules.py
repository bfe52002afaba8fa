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
_FILE = Provision("draftkit", "docs/vi/hs.md")

RULES: tuple[Rule, ...] = (
    noted("DK-G001", "HS code not in the edition", _E, _NOMENCLATURE, _SET)(
        "The nomenclature of the stated edition has no such code at this level. A code of 4 or 6 digits must be a "
        "heading or subheading of it, one of 8 digits a line."
    ),
    noted("DK-G002", "Not an HS code", _E, _NOMENCLATURE, _SET)(
        "Goods are named by chapters (“Chương 46”), headings (4 digits), subheadings (6) or lines (8), several of "
        "them, ranges (“từ 84.21 đến 84.24”) and exceptions (“84.21 trừ 8421.40”). What cannot be read to its last "
        "sign is not guessed."
    ),
    noted("DK-G003", "Code mangled by a spreadsheet", _E, _FILE, _SET)(
        "A spreadsheet took the code for a number or a date: 0101.21 became 101.21, 8421.20 became 8421.2, 84212119 "
        "became 8.42E+07; with five or seven digits, a last digit may have been lost as well. Nothing is guessed while "
        "checking or printing; `draftkit hs convert --repair` puts zeros back where the nomenclature holds one code "
        "that fits, and no other; dates and exponents become no code. Keep the column as text."
    ),
    noted("DK-G004", "Parent row missing", _I, _READING, _SET)(
        "A description such as “Loại khác” means nothing without the rows above it. A list that prints headings "
        "and subheadings prints them for every line."
    ),
    noted("DK-G005", "Dashes differ from the level", _W, _NOMENCLATURE, _SET)(
        "The level of a row is shown by its dashes, not by the length of its code. They must be those of the "
        "nomenclature, and a row below another has more of them."
    ),
    noted("DK-G006", "Code out of order", _W, _READING, _SET)(
        "Within a group the rows follow the order of the codes, so that a reader finds them. As few rows as put the "
        "rest in order are told; a group that follows another order altogether is told once."
    ),
    noted("DK-G007", "Goods listed twice", _W, _READING, _SET)(
        "The same code with the same limit stands twice, or once as a whole and once with a limit, which the whole "
        "code covers already."
    ),
    noted("DK-G008", "Line under a listed heading or subheading", _W, _READING, _SET)(
        "A chapter, heading, subheading or range without a limit means all lines below it; where 8 digits are "
        "listed, only those. Both together contradict each other. All rows within one are told at the first."
    ),
    noted("DK-G009", "Code changed in another edition", _I, practice("bảng chuyển đổi giữa các phiên bản HS"), _SET)(
        "By the concordance this code is replaced, split or retired in another edition: `draftkit hs convert` "
        "shows what becomes of the list."
    ),
    noted("DK-G010", "Description unlike the official one", _W, _NOMENCLATURE, _SET)(
        "The description of a code is that of the nomenclature word for word; what narrows it stands in the column "
        "of limits. Capitals, dashes, (SEN) and where a tone mark stands (hoá, hóa) do not count; the signs within "
        "numbers do (1,3 is not 1.3). A list of which most descriptions differ is told once."
    ),
    noted("DK-G011", "Identification code malformed", _E, _FILE, _SET)(
        "The code does not follow the scheme: prefix, running number, check character, and the group only where "
        "the scheme puts it into the code. A wrong check character mostly means a typing mistake."
    ),
    noted("DK-G012", "Identification code used twice", _E, _FILE, _SET)(
        "An identification code names one sort of goods, for ever."
    ),
    noted("DK-G013", "Identification code retired", _E, _FILE, _SET)(
        "The successor map says that this code was retired. A retired code is never given again; the list uses its "
        "successor."
    ),
    noted("DK-G014", "Codes cannot be compared", _W, _FILE, _SET)(
        "No nomenclature is at hand for the edition, or it is an excerpt without this heading: whether the code exists "
        "is unknown. Name the file in draftkit.yaml."
    ),
    noted("DK-G015", "Row of a list not understood", _E, _FILE, _SET)(
        "The row has more or fewer cells than the header, or says that it is of an unknown kind. It is printed as "
        "it is."
    ),
    noted("DK-G016", "“ex” without a limit", _E, _READING, _SET)(
        "“ex” says that only a part of the code is meant; which part, a limit must say (or, in a list without a column "
        "of limits, the description)."
    ),
    noted("DK-G017", "Columns of a list not certain", _W, _FILE, _SET)(
        "Several columns may hold what is looked for (two editions, two languages), or none was found while columns of "
        "words were left aside. Name them: `cot:` in the draft, `--column` on the command line."
    ),
    noted("DK-G018", "Part of a row in the list guessed", _W, _READING, _SET)(
        "A heading over its own subheading is either goods, so that both overlap, or a row printed for the sake of the "
        "tree; two bare digits are either a chapter or a slip. The list should say: a column `loai_dong` with hang or "
        "cha, “Chương 84” for a chapter."
    ),
    noted("DK-G019", "Formula without a stored value", _E, _FILE, _SET)(
        "The cell holds a formula that no program has computed since the file was written; its value is not known."
    ),
    noted("DK-G020", "Unit unlike that of the nomenclature", _W, _NOMENCLATURE, _SET)(
        "Where the nomenclature gives units, a list counts the goods in them, so that figures can be added up."
    ),
    noted("DK-G021", "Text names a code that does not exist", _W, _NOMENCLATURE, _SET)(
        "A limit, a note or a description of the list's own refers to a code that the edition does not hold."
    ),
    noted("DK-G022", "Exception outside of what the row lists", _E, _READING, _SET)(
        "What is excepted must be a part of the code, range or chapter that stands before it."
    ),
    noted("DK-G023", "History of identification codes broken", _E, _FILE, _SET)(
        "A code that was given once stands in the list or in the successor map for ever, and for the same goods; the "
        "map names codes that exist, dates and reasons, and does not lead round in a circle."
    ),
    noted("DK-G024", "Running number out of sequence", _W, _READING, _SET)(
        "The running numbers of the goods skip, repeat or go back; mostly a row was lost or put in twice. The printed "
        "table counts anew."
    ),
    noted("DK-G025", "Cell struck through", _E, _FILE, _SET)(
        "A code with a stroke through it is no code of the list, but the stroke is not printed: the good would stand "
        "there as any other."
    ),
)
