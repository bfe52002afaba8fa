"""Parts of a unit that have no number: its name, its first paragraph, its second sentence, its seventh dash."""

from __future__ import annotations

import re

from draftkit.model.numeral import ordinal, spell, whole
from draftkit.text.pattern import Pattern

_WORDS = {"đầu tiên": 1} | {said(number): number for number in range(1, 100) for said in (spell, ordinal)}
_NUMBER = rf"(?:(?:thứ|số)\s+)?(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}|\d+|\(\d+\))(?!\w)"
_KINDS = {"câu": "câu", "đoạn": "đoạn", "khổ": "đoạn", "dòng": "dòng", "hàng": "dòng", "cột": "cột"}
_KINDS |= dict.fromkeys(("chú", "ghi"), "chú thích")  # of a table
_MANY = rf"{_NUMBER}(?:(?:\s*,\s*|\s+và\s+|\s*,\s*và\s+)(?:đoạn\s+|câu\s+)?{_NUMBER})*"
_DASH = r"(?:gạch đầu dòng|gạch ngang|dấu gạch ngang|dấu gạch đầu dòng|gạch|dòng|hàng|cột)"
PART = Pattern(
    r"(?P<opening>(?:đoạn|câu|khổ|phần)\s+(?:mở đầu|dẫn đề|dẫn|mũ|đầu)(?!\s+(?:tiên|dòng))(?!\w)"
    r"|khổ đầu(?:\s+tiên)?|lời dẫn)"
    r"|(?P<last>(?P<lastkind>đoạn|câu|khổ)\s+cuối(?:\s+cùng)?(?!\w))"
    rf"|(?P<numbered>(?:các\s+)?(?P<titled>(?:tên|tiêu đề)\s+(?=cột\s))?"
    rf"(?P<kind>đoạn(?:\s+văn)?|câu|khổ|chú\s+thích|ghi\s+chú|{_DASH})\s+(?P<numbers>{_MANY}))"
    r"|(?P<name>(?:tên gọi|tên|tiêu đề|tựa đề)(?:\s+gọi)?(?!\w|\s+(?:(?:thương\s+mại|của|các)\s+){0,3}\d))",
    flags=re.IGNORECASE,
)
"""One part or a list of parts of one kind."""
PREAMBLE = Pattern(
    r"(?P<opening>lời\s+nói\s+đầu)(?!\w)|(?P<name>phần\s+tên)(?=\s*(?:[,;.]|và\s|$))"
    r"|(?P<basis>(?:phần\s+)?căn\s+cứ)(?:\s+ban\s+hành)?(?=\s*(?:[,;.]|và\s|$))",
    flags=re.IGNORECASE,
)
BEFORE_ARTICLES = {"opening": "Lời nói đầu", "name": "Tên", "basis": "Căn cứ"}
"""What the parts of an act before its articles are called, by the group that finds them."""


def parts_of(found: re.Match[str]) -> tuple[str, ...]:
    """The parts a match of `PART` names, in the words of paths: `tên`, `đoạn mở đầu`, `đoạn 2`, `câu 1`,
    `gạch đầu dòng 7`, `đoạn cuối`."""
    if found["name"]:
        return ("tên",)
    if found["opening"]:
        return ("câu đầu",) if found["opening"].lower() == "câu đầu" else ("đoạn mở đầu",)
    if found["last"]:
        kind = found["lastkind"].lower()
        return ("câu cuối" if kind == "câu" else "đoạn cuối",)
    word = found["kind"].lower().split()[0]
    kind = _KINDS.get(word, "gạch đầu dòng")
    kind = f"tên {kind}" if found["titled"] else kind
    return tuple(f"{kind} {_value(one)}" for one in re.findall(_NUMBER, found["numbers"], re.IGNORECASE))


def _value(text: str) -> int:
    bare = re.sub(r"^(?:thứ|số)\s+", "", text.lower()).strip("()")
    return whole(bare) or _WORDS.get(bare, 0)
