"""Rules whose faults are noted while a draft is read and bound."""

from __future__ import annotations

from draftkit.checks.rule import noted
from draftkit.checks.sources import DIALECT, law64, nd30, nd78
from draftkit.model.finding import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

UNKNOWN_HEADING = noted("DK-S001", "Heading without a known keyword", _E, DIALECT, "structure")(
    "A heading line starts with the keyword of its level (Chương, Mục, Điều, Phụ lục …). Without one draftkit "
    "cannot know what it is, so it is printed as text."
)
TOO_DEEP = noted("DK-S002", "Nested too deeply", _E, DIALECT, "structure")(
    "Quotations and divisions nested beyond any real text are kept as plain text."
)
UNCLOSED = noted("DK-S003", "Block never closed", _E, DIALECT, "structure")(
    "A block that opens with ``` or ::: ends with the same sign on a line of its own."
)

GAP = noted("DK-N001", "Written number out of order", _E, nd78("Điều 63 khoản 1; Điều 69 khoản 4"), "numbering")(
    "Numbers run on from 1 without a gap: điều through the whole document, khoản within their điều, điểm within their "
    "khoản in the order of the Vietnamese letters. Inserted units carry the number before them and a letter (Điều 5a), "
    "inserted điểm a letter and a digit (a1). Leave the number out and draftkit counts."
)
TWICE = noted("DK-N002", "Number used twice", _E, nd78("Điều 63 khoản 1"), "numbering")(
    "Two units of one parent carry the same number, so a reference to it would be ambiguous."
)
NOT_A_NUMBER = noted("DK-N003", "Number of another kind", _E, nd30("Phụ lục I, Phần I, II.6.đ"), "numbering")(
    "Phần, chương and phụ lục are numbered in Roman numerals, mục, điều and khoản in Arabic ones, điểm with the "
    "letters a b c d đ e g h i k l m n o p q r s t u v x y."
)

DEAD = noted("DK-R001", "Reference to nothing", _E, nd78("Điều 68 khoản 2"), "references", of_source=True)(
    "An @label names a unit, table, figure, formula, annex or a legal document of references.yaml. This one names none."
)
AMBIGUOUS = noted("DK-R002", "Label used twice", _E, DIALECT, "references")(
    "Labels share one namespace with legal documents; a label names one thing."
)
NOTE_WITHOUT_TEXT = noted("DK-R004", "Footnote without text", _E, DIALECT, "references")(
    "The mark [^key] needs a line “[^key]: text” somewhere in the document."
)
NOTE_TWICE = noted("DK-R005", "Footnote written twice", _E, DIALECT, "references")("A footnote key has one text.")
NOTE_UNUSED = noted("DK-R006", "Footnote never used", _W, DIALECT, "references")(
    "A footnote text without a mark in the document is not printed anywhere."
)

UNKNOWN_KEY = noted("DK-H001", "Unknown metadata key", _E, DIALECT, "header")(
    "The kind of document does not know this key, so its value is not used."
)
MISSING = noted("DK-H002", "Required part missing", _E, nd78("Điều 71 khoản 2"), "header")(
    "A document has the parts that the law names for its kind: issuing body, number, place and date, name, legal "
    "bases, addressees, signature, recipients. In a draft each is a key of the metadata."
)
KEY_TWICE = noted("DK-H003", "Metadata key written twice", _E, DIALECT, "header")(
    "Only the last value of a repeated key counts."
)
WRONG_TYPE = noted("DK-H004", "Metadata value of the wrong type", _E, DIALECT, "header")(
    "Dates are written 2026-12-05; lists have one item a line that starts with a dash."
)

NO_VALUE = noted("DK-V001", "Value missing", _E, law64("Điều 7 khoản 1"), "values", of_source=True)(
    "A {{ name }} must have a value in gia_tri or in facts.yaml; an unfilled blank must not go out."
)

DECOMPOSED = noted("DK-F002", "Decomposed letters", _W, nd30("Phụ lục I, Phần I, I.4"), "files")(
    "Letters with separate accents (NFD) look right but do not match when searched. Store composed letters (NFC)."
)
CONTROL = noted("DK-F003", "Invisible control character", _W, DIALECT, "files")(
    "Control characters cannot be stored in a Word file and were left out."
)
TEMPLATE = noted("DK-F015", "Template that cannot be filled", _E, DIALECT, "files")(
    "A Word template of the project names a placeholder that nobody fills, has a tag that cannot be read, lacks a "
    "style or a placeholder, or never ends. The message names the template and the tag."
)
NO_TABLE = noted("DK-F010", "Table file not usable", _E, DIALECT, "files")(
    "The CSV file is missing, outside the project, or its options are wrong; the block is printed as typed."
)
NO_PICTURE = noted("DK-F011", "Picture not usable", _E, DIALECT, "files")(
    "The line of the picture cannot be read, or the file is missing, outside the project, too large, damaged, or "
    "of a sort that cannot be shown. The picture is not printed, nor is its line."
)
NO_DOCUMENT = noted("DK-F013", "Named document not usable", _E, DIALECT, "files")(
    "A metadata key that names another document (for example the circular that issues this text) leads to one "
    "inside the project."
)
RAGGED = noted("DK-F012", "Table row of another length", _E, DIALECT, "files")(
    "Every row has as many cells as the header. Missing cells are printed empty, extra ones widen the table."
)
