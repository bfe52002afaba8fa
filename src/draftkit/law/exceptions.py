"""How law says that not all of something is meant: `trừ khoản 2`, `ngoại trừ các quy định sau đây`, `ngoài Điều 5`, `;
khoản 3 vẫn áp dụng`, `riêng khoản 3 …`. Readers know `trừ …` only: `as_but` makes it of the others."""

from __future__ import annotations

import re

from draftkit.law.acts import RULING
from draftkit.law.units import INSTRUCTED
from draftkit.text.pattern import Pattern

_INNER = rf"(?:{INSTRUCTED}|đoạn|câu|cụm\s+từ|tên)\s"
BUT = r"(?:ngoại\s+)?trừ(?:\s+|$)(?:(?:các|những|tại|quy\s+định|nội\s+dung|trường\s+hợp)(?:\s+|$)){0,6}"
"""How an exception begins, for patterns: “ngoại trừ các quy định tại”."""
BUT_BELOW = r"(?:sau|dưới)\s+đây|(?<=dung\s)|(?<=định\s)|$"
"""What follows where the exception names no unit: it stands below, or is described."""
BUT_NEXT = r",\s+trừ(?!\w)"
"""Where an exception begins behind what is said, for patterns."""
EXCEPTED = Pattern(rf"{BUT}(?:{_INNER}|{BUT_BELOW})[^;]*?(?=,\s+điều\s|;|$)", flags=re.IGNORECASE)
KEEPS = Pattern(BUT_NEXT, "trừ")
"""What says that not all of something is meant; that may stand in the lines below."""
APART = Pattern(
    rf"riêng(?<=[,;]\sriêng)\s+(?:(?:đối|với|quy|định|tại|các)\s+){{0,6}}(?=(?:{INSTRUCTED})\s)", flags=re.IGNORECASE
)
"""What is said apart of some of the units."""
_KEPT = Pattern(
    rf"\s*[,;:]\s+(?:riêng\s+|(?:ngoại\s+)?trừ\s+)?(?P<units>(?:(?:các|quy\s+định|tại|đối"
    rf"|với)\s+){{0,5}}{_INNER}[^;:“”\"]{{1,150}}?)"
    r"\s+(?:(?:vẫn|tiếp\s+tục|còn)\s[^;:“”\"]*?(?:áp\s+dụng|hiệu\s+lực|thực\s+hiện)|(?:được\s+)?giữ\s+nguyên)(?!\w)"
    r"[^;:“”\"]*$",
    flags=re.IGNORECASE,
)
"""“…; khoản 3 Điều 5 vẫn áp dụng đến hết năm 2026”, “…, riêng Điều 5 tiếp tục có hiệu lực”."""
BY_OWN = Pattern(
    r",\s+trừ\s+(?:(?:các|những|tại|quy\s+định|nội\s+dung|trường\s+hợp)\s+)*"
    rf"(?:(?:các|và|[Đđ]iểm|[Kk]hoản|[Đđ]iều|(?:\d{{1,3}}[a-zđ]?|[a-zđ]\d?),?)\s+)+(?:của\s+)?(?:{RULING}"
    rf"|Điều)\s+này(?=\s*\.?$)"
)
"""“…, trừ trường hợp quy định tại khoản 2 Điều 80 của Luật này”: what the act that speaks lets go on."""
_BRACKETED = Pattern(r"(?:(?<=lực)|(?<=hành))\s+\(((?:ngoại\s+)?trừ\s[^()]+)\)")
"""“… hết hiệu lực (trừ Điều 8)”: of all that is said before."""
_BESIDE = Pattern(
    r"(?:(?P<open>\()|,?\s+)(?:ngoại\s+trừ(?!\w)|(?:(?<!\snước\s)ngoài|không\s+(?:bao\s+gồm|kể))"
    rf"(?=\s+(?:(?:các|những|tại|quy\s+định|nội\s+dung)\s+){{0,4}}{_INNER}))",
    flags=re.IGNORECASE,
)


def as_but(text: str) -> str:
    """A text with its exceptions said by “, trừ …”, wherever they name a unit or say that it stays."""
    if not any(word in text for word in ("trừ", "ngoài", "không bao", "không kể", "vẫn", "tiếp", "còn ", "giữ")):
        return text
    text = BY_OWN.sub("", text)
    text = _BRACKETED.sub(r", \1", _KEPT.sub(r", trừ \g<units>", text))
    return _BESIDE.sub(lambda one: "(trừ" if one["open"] else ", trừ", text)
