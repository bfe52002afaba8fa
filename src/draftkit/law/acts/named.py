"""How an instruction names the act it changes: `Luật Đầu tư số 61/2020/QH14 đã được sửa đổi … theo …`, `Nghị định số
137/2013/NĐ-CP ngày 21 tháng 10 năm 2013 của Chính phủ quy định …`, `Nghị định 88/CP`."""

from __future__ import annotations

import re

from draftkit.law.acts import LAWS, rank
from draftkit.law.ways import ways
from draftkit.model.named import NamedTuple
from draftkit.text.fold import with_capital

ACT, _TAIL, _DAY, _DAY_OF_NAME, _AND_ACT, _LAW = ways("named", "act tail day day_of_name and_act law")
_DATED, HISTORY, _CHANGED_BY, _LIST_WORD, _PLACE = ways("named", "dated history changed_by list_word place")
_LAST, _YEAR, _WITHOUT_STROKE, _STANDARD = ways("named", "last year without_stroke standard")
_ISSUED_BY, _NEXT_PLACE = ways("named", "issued_by next_place")


class ActName(NamedTuple):
    """An act named in a text: its type, name without type, number; `own` when it is the act that speaks, which is
    `này`. `end` is where the naming ends in the text, its history of amendments included."""

    type: str
    name: str
    number: str
    end: int
    own: bool = False

    @property
    def known(self) -> bool:
        """Whether it is said which act it is."""
        return bool(self.number or self.name or self.own)

    @property
    def key(self) -> str:
        """What tells it from others: the number, or type and name."""
        return self.number or f"{self.type} {self.name}".strip()


def act_at(text: str, start: int) -> ActName | None:
    """The act named at a place of a text, with its date, issuer, title and the acts that amended it before."""
    if standard := _STANDARD.match(text, start):
        issued = _ISSUED_BY.match(text, standard.end())
        act = act_at(text, issued.end()) if issued else None
        return ActName("", "", re.sub(r"\s?:\s?", ":", standard["number"]), act.end if act else standard.end())
    found = ACT.match(text, start)
    if found is None:
        return None
    kind = with_capital(found["type"])
    if found["own"]:
        return ActName(kind, "", "", found.end(), own=True)
    number = _WITHOUT_STROKE.sub("Đ", re.sub(r"\s+", "", found["number"] or found["short"] or ""))
    name = (found["name"] or found["bare"] or "").strip(" ,")
    if found["amending"]:
        name = f"{found['amending'].strip()} {name}".strip()
    elif not number:
        name = _DAY_OF_NAME.sub("", name)
    if not number and (not name or kind not in LAWS.split("|")):
        return None
    end = found.end()
    law = number and kind in LAWS.split("|")  # has no title after its date
    tail = (_DATED.match(text, end) if law else None) or (_TAIL if number else _DAY).match(text, end)
    end = _of_title(text, end, tail.end(), kind) if tail else end
    return ActName(kind.capitalize(), name, number, after(text, end, kind, number))


def _of_title(text: str, start: int, end: int, kind: str) -> int:
    """The place past the title of an act, which may name several above it: `hướng dẫn một số điều của Luật Quản lý thuế
    và Nghị định số 126/2020/NĐ-CP`."""
    while (more := _AND_ACT.match(text, end)) and _LAW.search(text, start, end):
        if rank(more["type"], more[0]) >= rank(kind, ""):
            break
        tail = _TAIL.match(text, more.end())
        end = tail.end() if tail else more.end()
    return end


def _may_amend(act: re.Match[str], kind: str, number: str) -> bool:
    """Whether an act may have amended one of a kind and number, by the order of acts and their years."""
    below = rank(act["type"], act["number"] or "") > rank(kind, number) < 2
    made, amended = ((_YEAR.search(one or "") or ("", ""))[1] for one in (act["number"] or act["short"], number))
    return not below and (not made or not amended or made >= amended)


def after(text: str, end: int, kind: str = "", number: str = "") -> int:
    """The place past the history of amendments that stands at a place, if one does: `đã được sửa đổi, bổ sung một số
    điều theo Luật số 03/2016/QH14 và Luật số 35/2018/QH14`. It is that of an act of a kind and number, which no older
    act and none below it has amended: that one is named for itself."""
    found = HISTORY.match(text, end)
    if found is None and kind and (found := _CHANGED_BY.match(text, end)):
        kind = number = ""  # “A theo B hết hiệu lực”: whatever act B is, it is not what ends
    if found is None:
        return end
    place = found.end()
    places = _PLACE.match(text, place) is not None
    while place < len(text):
        if not places and (_NEXT_PLACE.match(text, place) or (text[place] == "," and _LAST.search(text, end, place))):
            break  # “… theo Luật số 44/2009/QH12, Điều 64 của Luật …”, “… theo A và B, C”: another that is changed
        if listed := _LIST_WORD.match(text, place):
            place = listed.end()
        elif text[place].isupper() and (act := ACT.match(text, place)) and _may_amend(act, kind, number):
            tail = _TAIL.match(text, act.end()) if act["number"] or act["short"] else None
            place = tail.end() if tail else act.end()
        else:
            break
    stepped = len(re.sub(r"(?:\s+và|,)?\s+(?:tại|của|và)$", "", text[:place].rstrip(" ,")))
    if "(" in found[0]:
        closed = text.find(")", stepped)
        return closed + 1 if 0 <= closed < stepped + 60 else stepped
    return max(stepped, end)
