"""Rules whose faults are noted while a draft is read and bound."""

from __future__ import annotations

from draftkit.checks.rule import noted
from draftkit.checks.sources import DIALECT, law64, nd30, nd78
from draftkit.model.finding import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

UNKNOWN_HEADING = noted(
    "DK-S001",
    "Heading without a known keyword",
    "A heading line starts with the keyword of its level (Chương, Mục, Điều, Phụ lục …). Without one draftkit "
    "cannot know what it is, so it is printed as text.",
    severity=_E,
    source=DIALECT,
    rule_set="structure",
)
TOO_DEEP = noted(
    "DK-S002",
    "Nested too deeply",
    "Quotations and divisions nested beyond any real text are kept as plain text.",
    severity=_E,
    source=DIALECT,
    rule_set="structure",
)
UNCLOSED = noted(
    "DK-S003",
    "Block never closed",
    "A block that opens with ``` or ::: ends with the same sign on a line of its own.",
    severity=_E,
    source=DIALECT,
    rule_set="structure",
)

GAP = noted(
    "DK-N001",
    "Written number out of order",
    "Numbers run on from 1 without a gap: điều through the whole document, khoản within their điều, điểm within their "
    "khoản in the order of the Vietnamese letters. Inserted units carry the number before them and a letter (Điều 5a), "
    "inserted điểm a letter and a digit (a1). Leave the number out and draftkit counts.",
    severity=_E,
    source=nd78("Điều 63 khoản 1; Điều 69 khoản 4"),
    rule_set="numbering",
    formerly=("DK-W063",),
)
TWICE = noted(
    "DK-N002",
    "Number used twice",
    "Two units of one parent carry the same number, so a reference to it would be ambiguous.",
    severity=_E,
    source=nd78("Điều 63 khoản 1"),
    rule_set="numbering",
    formerly=("DK-W063",),
)
NOT_A_NUMBER = noted(
    "DK-N003",
    "Number of another kind",
    "Phần, chương and phụ lục are numbered in Roman numerals, mục, điều and khoản in Arabic ones, điểm with the "
    "letters a b c d đ e g h i k l m n o p q r s t u v x y.",
    severity=_E,
    source=nd30("Phụ lục I, Phần I, II.6.đ"),
    rule_set="numbering",
    formerly=("DK-W062", "DK-W064"),
)

DEAD = noted(
    "DK-R001",
    "Reference to nothing",
    "An @label names a unit, table, figure, formula, annex or a legal document of references.yaml. "
    "This one names none.",
    severity=_E,
    source=nd78("Điều 68 khoản 2"),
    rule_set="references",
    of_source=True,
)
AMBIGUOUS = noted(
    "DK-R002",
    "Label used twice",
    "Labels share one namespace with legal documents; a label names one thing.",
    severity=_E,
    source=DIALECT,
    rule_set="references",
)
NOTE_WITHOUT_TEXT = noted(
    "DK-R004",
    "Footnote without text",
    "The mark [^key] needs a line “[^key]: text” somewhere in the document.",
    severity=_E,
    source=DIALECT,
    rule_set="references",
)
NOTE_TWICE = noted(
    "DK-R005",
    "Footnote written twice",
    "A footnote key has one text.",
    severity=_E,
    source=DIALECT,
    rule_set="references",
)
NOTE_UNUSED = noted(
    "DK-R006",
    "Footnote never used",
    "A footnote text without a mark in the document is not printed anywhere.",
    severity=_W,
    source=DIALECT,
    rule_set="references",
)

UNKNOWN_KEY = noted(
    "DK-H001",
    "Unknown metadata key",
    "The kind of document does not know this key, so its value is not used.",
    severity=_E,
    source=DIALECT,
    rule_set="header",
)
MISSING = noted(
    "DK-H002",
    "Required part missing",
    "A document has the parts that the law names for its kind: issuing body, number, place and date, name, legal "
    "bases, addressees, signature, recipients. In a draft each is a key of the metadata.",
    severity=_E,
    source=nd78("Điều 71 khoản 2"),
    rule_set="header",
    formerly=("DK-W022", "DK-W035", "DK-W046", "DK-W047", "DK-W071", "DK-W078"),
)
KEY_TWICE = noted(
    "DK-H003",
    "Metadata key written twice",
    "Only the last value of a repeated key counts.",
    severity=_E,
    source=DIALECT,
    rule_set="header",
)
WRONG_TYPE = noted(
    "DK-H004",
    "Metadata value of the wrong type",
    "Dates are written 2026-12-05; lists have one item a line that starts with a dash.",
    severity=_E,
    source=DIALECT,
    rule_set="header",
)

NO_VALUE = noted(
    "DK-V001",
    "Value missing",
    "A {{ name }} must have a value in gia_tri or in facts.yaml; an unfilled blank must not go out.",
    severity=_E,
    source=law64("Điều 7 khoản 1"),
    rule_set="values",
    of_source=True,
)

DECOMPOSED = noted(
    "DK-F002",
    "Decomposed letters",
    "Letters with separate accents (NFD) look right but do not match when searched. Store composed letters (NFC).",
    severity=_W,
    source=nd30("Phụ lục I, Phần I, I.4"),
    rule_set="files",
    formerly=("DK-W014",),
)
CONTROL = noted(
    "DK-F003",
    "Invisible control character",
    "Control characters cannot be stored in a Word file and were left out.",
    severity=_W,
    source=DIALECT,
    rule_set="files",
)
TEMPLATE = noted(
    "DK-F015",
    "Template that cannot be filled",
    "A Word template of the project names a placeholder that nobody fills, has a tag that cannot be read, lacks a "
    "style or a placeholder, or never ends. The message names the template and the tag.",
    severity=_E,
    source=DIALECT,
    rule_set="files",
)
NO_TABLE = noted(
    "DK-F010",
    "Table file not usable",
    "The CSV file is missing, outside the project, or its options are wrong; the block is printed as typed.",
    severity=_E,
    source=DIALECT,
    rule_set="files",
)
NO_PICTURE = noted(
    "DK-F011",
    "Picture not usable",
    "The line of the picture cannot be read, or the file is missing, outside the project, too large, damaged, or "
    "of a sort that cannot be shown. The picture is not printed, nor is its line.",
    severity=_E,
    source=DIALECT,
    rule_set="files",
)
NO_DOCUMENT = noted(
    "DK-F013",
    "Named document not usable",
    "A metadata key that names another document (for example the circular that issues this text) leads to one "
    "inside the project.",
    severity=_E,
    source=DIALECT,
    rule_set="files",
)
RAGGED = noted(
    "DK-F012",
    "Table row of another length",
    "Every row has as many cells as the header. Missing cells are printed empty, extra ones widen the table.",
    severity=_E,
    source=DIALECT,
    rule_set="files",
)
