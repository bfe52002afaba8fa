"""Whose provision is cited: `của Nghị định này`, `của Luật Đất đai`, `Quy chế ban hành kèm theo Quyết định này`."""

from __future__ import annotations

import re
from functools import lru_cache

from draftkit.law.units import BLANK
from draftkit.model.named import NamedTuple
from draftkit.text.letters import UPPER

LAWS = "Bộ luật|Bộ Luật|Luật|Pháp lệnh|Hiến pháp"
"""Acts that are called by name, without their number."""
RULING = (
    f"{LAWS}|Nghị định thư|Nghị định|Nghị quyết liên tịch|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị"
    "|Sắc lệnh"
)
"""Acts that rule and may be amended, longer before shorter, as alternatives of a pattern."""
NUMBERED = RULING.removeprefix(f"{LAWS}|").partition("|")[2]
"""Those that are called by their number: not the laws, nor the protocol of a treaty, which is first behind them."""
ACTS = f"{RULING}|Lệnh|Hiệp định|Công ước|Điều ước|Thỏa thuận|Thoả thuận|Hợp đồng|Công văn|Tờ trình|Kết luận|Văn bản"
"""Types of documents that have provisions of their own, longer before shorter, as alternatives of a pattern."""
ATTACHED = (
    "Quy chế|Quy định|Quy chuẩn|Quy trình|Quy tắc|Quy hoạch|Tiêu chuẩn|Nội quy|Điều lệ|Kế hoạch|Chương trình|Đề án"
    "|Phương án|Dự án|Chiến lược|Hướng dẫn|Danh mục|Biểu thuế|Biểu mức thu|Biểu phí"
)
"""Types of texts that are issued together with another document too."""


class Document(NamedTuple):
    """The document a citation names: its type as typed, empty when none is named; `own`: “… này”; `attached`: a text
    issued together with the
    document of the type `host`. `start` and `end` are the offsets of its words in the text, `said` where its type
    begins."""

    type: str = ""
    own: bool = False
    attached: bool = False
    host: str = ""
    start: int = 0
    end: int = 0
    said: int = 0

    @property
    def other(self) -> bool:
        """Whether it is a document other than the one that speaks."""
        return bool(self.type) and not self.own and not self.attached


NOBODY = Document()
"""No document is named."""


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    acts = f"{ACTS}|{ATTACHED}"
    small = "|".join(act[0].lower() + act[1:] for act in acts.split("|"))
    with_it = rf"(?:được{BLANK})?(?:ban{BLANK}hành{BLANK})?(?:kèm{BLANK}theo)"
    return re.compile(
        rf"(?P<lead>,?{BLANK}(?:của|tại|trong|thuộc|theo|{with_it})|,?{BLANK}\({with_it}|,)?{BLANK}(?:"
        rf"(?P<issued>{ATTACHED})(?!\w)(?:{BLANK}(?!này)[^.;,:\n()“”\x00]{{0,120}}?)?{BLANK}\(?{with_it}(?!\w)"
        rf"(?:{BLANK}(?P<host>{acts})(?!\w)(?P<hosted>{BLANK}này(?!\w))?)?"
        rf"|(?P<act>{acts})(?!\w)(?:{BLANK}(?P<this>này)(?!\w))?"
        rf"|(?P<small>{small}){BLANK}này(?!\w))"
        rf"|{BLANK}(?:của"
        rf"|{with_it}){BLANK}(?P<any>[{UPPER}][^\W\d_]*(?:{BLANK}[^\W\d_]+){{0,3}}?){BLANK}này(?!\w)"
    )


def document_at(text: str, at: int) -> Document:
    """The document named right after an offset; `NOBODY` when none is."""
    if not text.startswith((" ", "\u00a0", ","), at):
        return NOBODY
    found = _pattern().match(text, at)
    if found is None:
        return NOBODY
    name = next(name for name in ("issued", "act", "small", "any") if found[name])
    if found["lead"] == "," and found[name] in ATTACHED.split("|"):
        return NOBODY  # “…, Chương trình …” goes on with something else
    own = name in ("small", "any") or bool(found["this"])
    ours = name == "issued" and bool(found["hosted"] or not found["host"])
    end = found.end() if own or name == "issued" else found.end(name)
    return Document(found[name], own, ours, found["host"] or "", found.start(), end, found.start(name))
