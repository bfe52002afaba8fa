"""Rules of the papers of one dossier. What they note is found where the papers are put together, since no paper shows
it alone."""

from __future__ import annotations

from draftkit.checks.rule import noted
from draftkit.checks.sources import DIALECT, law64, practice
from draftkit.model.finding import Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_SET = "dossier"
_ANSWER = law64("Điều 6 khoản 4")
_PUBLIC = law64("Điều 6")

PENDING = noted("DK-D001", "Comment without an answer", _E, _ANSWER, _SET)(
    "The drafting body studies every comment, accepts or explains it, and publishes how. A comment that is not "
    "answered yet holds the dossier back; --allow-pending lets it go out and says so in the table."
)
GONE = noted("DK-D002", "Comment on a provision that is not there", _E, _ANSWER, _SET)(
    "The label in quy_dinh names no unit of the draft. When the provision was dropped, keep its words in "
    "quy_dinh_cu, so that the table still shows what the comment was about."
)
ID_TWICE = noted("DK-D003", "Two comments with one id", _E, _ANSWER, _SET)(
    "The id of a comment is how offices speak of it; each is used once."
)
BAD_COMMENT = noted("DK-D004", "Comment badly filled in", _E, _ANSWER, _SET)(
    "A comment needs an id, who made it, what it says, and a decision: nhất trí, tiếp thu, tiếp thu một phần, giải "
    "trình, xin ý kiến lãnh đạo or chưa trả lời. One that is answered needs the answer, save nhất trí."
)
EXPLAINED_TWICE = noted("DK-D005", "Provision explained twice", _E, _PUBLIC, _SET)(
    "A label stands once among the explanations; of two, one would be lost."
)
EXPLAINED_NOTHING = noted("DK-D006", "Explanation of a provision that is not there", _E, _PUBLIC, _SET)(
    "The label of the explanation names no unit of the draft, so the text would be printed nowhere."
)
UNEXPLAINED = noted("DK-D007", "Provision without an explanation", _I, practice("bản so sánh, thuyết minh"), _SET)(
    "Readers of the comparison look for the reason of every điều in the last column."
)
BODY_UNKNOWN = noted("DK-D008", "Body not among the organisations", _W, practice("một cơ quan, một tên"), _SET)(
    "A body written almost like one of organisations.yaml is most likely that one: use its id, so that the same "
    "body is not counted twice."
)
PAPER_MISSING = noted(
    "DK-D009", "Paper that the stage usually has is missing", _W, practice("thành phần hồ sơ theo giai đoạn"), _SET
)(
    "The papers of each stage are listed in templates/_shared/dossier.yaml; the list follows dossiers of 2026 and "
    "can be changed there."
)
OTHER_NAME = noted("DK-D010", "Draft called by another name", _W, practice("một dự thảo, một tên gọi"), _SET)(
    "Every paper of a dossier calls the draft as the draft calls itself. Write {{ du_thao.ten }} and it cannot differ."
)
OTHER_ROUND = noted(
    "DK-D011", "Another round or date of the draft", _W, practice("một dự thảo, một lần và ngày"), _SET
)("The round and date of the draft are those in the draft itself. Write {{ du_thao.lan }} and {{ du_thao.ngay }}.")
OTHER_COUNT = noted(
    "DK-D012", "Another number of chapters or articles", _W, practice("số chương, số điều của dự thảo"), _SET
)(
    "A paper tells how many chương and điều the draft has; typed, the number goes stale when an article is added. "
    "Write {{ du_thao.so_chuong }} and {{ du_thao.so_dieu }}."
)
NO_VALUE = noted("DK-D013", "Reference or value in the register points nowhere", _E, _PUBLIC, _SET)(
    "In comments and explanations @label names a unit of the draft or a legal document, {{ name }} a value of "
    "facts.yaml or of the draft."
)
NOT_OUT = noted("DK-D014", "Paper that must not go out", _E, DIALECT, _SET)(
    "What stands against a paper when it is built alone (no approval, an embargo, errors in a text with number and "
    "date) stands against the dossier that holds it."
)
TAKEN = noted("DK-D015", "Paper taken as it lies", _I, DIALECT, _SET)(
    "A file that stands under `tep` goes into the dossier as it lies: nobody here has read or checked it."
)
ALTERED = noted("DK-D016", "Paper of ours that is not what was built", _W, DIALECT, _SET)(
    "A Word file under `tep` that was built here was changed by hand, rests on sources that have changed since, or has "
    "no receipt any more. Name the document itself under `van_ban`."
)
