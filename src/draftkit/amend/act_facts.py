"""What an act says of itself: type, number, name, day, issuer, from when it has effect, on what it is based."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

from draftkit.amend.source import ActText
from draftkit.amending.lines import Line
from draftkit.amending.read import read_lines
from draftkit.law.acts import ATTACHED, LAWS, RULING, cited_acts
from draftkit.law.acts.named import act_at
from draftkit.law.dates import DAY, dated, is_date, long_date, only_day
from draftkit.model.act import LegalAct
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.recognise.casing import Casing
from draftkit.text.fold import with_small
from draftkit.text.pattern import UPPER

_ENACTED = re.compile(rf"(?P<issuer>[^,;]*?)\s+ban hành\s+(?P<type>{RULING})\s+(?P<name>.*?)[.;,]?$")
_TITLE = re.compile(rf"(?:{RULING.upper()})$")
_OPENS = re.compile(rf"(?:{RULING.upper()})\s*:$")
_ABOUT = re.compile(
    rf"của\s+(?P<issuer>[{UPPER}].*?),?\s+(?P<name>(?:về|sửa đổi|ban hành|phê duyệt|{ATTACHED.lower()})\s.*)$"
)
_NAMED = re.compile(rf"(?:về|sửa đổi|bổ sung|bãi bỏ|ban hành|phê duyệt|{ATTACHED.lower()})(?!\w)", re.IGNORECASE)
_BASIS = re.compile(r"(?:Căn cứ|Theo đề nghị|Xét đề nghị|Theo kiến nghị)\s")
_NUMBER = re.compile(r"(?:\w+\s+)?[Ss]ố\s*:")
_MOTTO = re.compile(r"\t|CỘNG HÒA XÃ HỘI")
_LONGEST_NAME = 80
_MOST_DAYS = 3650
"""Between signing and effect; more are a slip."""
_FAR = "9900"
"""The first year of signing that is a slip: the calendar ends with 9999."""
_AFTER = re.compile(r"([0-9]+)\s+ngày(\s+làm việc)?,?\s+kể\s+từ\s+ngày\s+ký")


class ActInfo(NamedTuple):
    """What is known of an act; empty where its text does not say it. `effect` is ISO or in the words of the act."""

    type: str
    number: str
    name: str
    day: str
    issuer: str
    effect: str
    bases: tuple[str, ...]
    enactment: str
    opens: str = ""
    """The word that opens the provisions of older acts, `QUYẾT ĐỊNH:`."""

    @property
    def cited(self) -> str:
        """Type, number and name: `Thông tư số 10/2025/TT-BQP sửa đổi, bổ sung …`, without the “về việc” of old acts."""
        return self._replace(name=re.sub("^về việc (?=sửa|bổ)", "", self.name))._said()

    @property
    def full(self) -> str:
        """With day and issuer between number and name."""
        return self._said(long_date(self.day) if self.day else "", f"của {self.issuer}" if self.issuer else "")

    def _said(self, *between: str) -> str:
        """A law that is called by its name has its number behind it: `Luật Kho bãi số 25/2008/QH12`."""
        if ":" in self.number:  # of a standard, which is called by it: “Sửa đổi 1:2026 QCVN 18:2019/BCT”
            return self.number
        number = f"số {self.number}" if self.number else ""
        called = self.type in LAWS.split("|") and not self.name.startswith(("sửa đổi", "về "))
        order = (self.name, number, *between) if called else (number, *between, self.name)
        return " ".join(filter(None, (self.type, *order)))

    def since(self, effect: str = "") -> str:
        """`có hiệu lực kể từ ngày …`, for one operation or for the act; with a blank when no day is known."""
        return f", có hiệu lực kể từ {long_date(self.starts(effect)) or 'ngày ……'}"

    def starts(self, effect: str = "") -> str:
        """The day (ISO) from which one operation or the act has effect; empty when it is not known."""
        return only_day(resolved(effect or self.effect, self.day))


def info_of(act: ActText) -> ActInfo:
    """What the lines of an act say of it."""
    front: list[Line] = []
    for line in act.lines:
        if line.level == "article" or line.level == "heading":
            break
        front.append(line)
    texts = [*act.head, *(line.text.strip("* ") for line in front)]
    enacted = next((found for text in reversed(texts) if (found := _ENACTED.match(text))), None)
    title = next((text for text in texts if _TITLE.match(text)), "")
    name = enacted["name"].strip() if enacted else ""
    number = next((text for text in texts if _NUMBER.match(text) or text == act.number), "")
    if not name or (name.startswith("sửa đổi") and title.capitalize() in LAWS.split("|")):  # its sentence adds numbers
        name = _named_below(title or number, texts, act.lines) or name
    bases = tuple(text for text in texts if text in act.bases or _BASIS.match(text))
    # the day of a draft, “DỰ THẢO (Lần 1 - ngày …)”, is none of the act
    parts = (part for text in texts if text not in bases for part in text.split("\t") if "DỰ THẢO" not in part)
    own = (text for text in parts if all(one.number == act.number for one in cited_acts(text)))
    day = next(filter(None, map(dated, own)), "")  # not in a name that gives the day of the act it changes
    kind = enacted["type"] if enacted else title.capitalize()
    known = act.act or LegalAct("", "", "", "")
    return ActInfo(
        known.type or kind or _type_by_words(act.lines),
        act.number or act.shown,
        known.name or name,
        known.date or day,
        known.issuer or (enacted["issuer"].strip() if enacted else _issuer_above(texts, act.lines)),
        known.in_force_from or read_lines(act.lines, act.number).effect,
        bases,
        enacted[0] if enacted else "",
        next((text for text in texts if _OPENS.match(text)), ""),
    )


def _named_below(title: str, texts: Sequence[str], lines: Sequence[Line]) -> str:
    """The name of an act as it stands below its type, or below its number where it begins as names do, in small
    letters; empty when there is none."""
    ends = (_BASIS, _OPENS, _ENACTED, _NUMBER)
    below = texts[texts.index(title) + 1 :] if title else ()
    if not _TITLE.match(title) and not _NAMED.match(" ".join(below[:1])):
        return ""
    capitals = bool(below) and below[0].isupper()  # who decides is named in capitals below a name in small letters
    below = [*takewhile(lambda text: text.isupper() is capitals and not any(one.match(text) for one in ends), below)]
    name = " ".join(below[:6])
    return with_small(Casing(line.text for line in lines).sentence(name, start=False) if name.isupper() else name)


def _issuer_above(texts: Sequence[str], lines: Sequence[Line]) -> str:
    """Who issued an act without enactment: the line above its number, in capitals; of a ministry its minister."""
    numbered = next((at for at, text in enumerate(texts) if _NUMBER.match(text)), 0)
    above = next((_MOTTO.split(text)[0].strip() for text in texts[:numbered]), "")
    if not above.isupper() or len(above) > _LONGEST_NAME:
        return ""
    name = Casing(line.text for line in lines).sentence(above)
    return f"Bộ trưởng {name}" if name.startswith("Bộ ") else name


def filled(info: ActInfo, acts: Sequence[ActText]) -> ActInfo:
    """What an act leaves unsaid of itself, as the acts that change it say it: `Quyết định số … ngày … của … về …`."""
    if (info.name and info.issuer and info.day) or not info.number:
        return info
    for line in (line for act in acts for line in act.lines):
        at = line.text.find(f"{info.type} số {info.number}")
        act = act_at(line.text, at) if at >= 0 else None
        said = line.text[at : act.end] if act else ""
        if found := _ABOUT.search(said):
            name, issuer = found["name"].rstrip(" .;,"), found["issuer"]
            return info._replace(name=info.name or name, issuer=info.issuer or issuer, day=info.day or dated(said))
    return info


def other_day(act: ActText, base: ActText) -> tuple[str, str]:
    """The day (ISO) an act gives the base by number, and that of the base, when both are known and differ; or empty."""
    if not base.number:
        return "", ""
    cited = re.compile(rf"{re.escape(base.number)},?\s+(ngày\s+{DAY})")
    given = [dated(found[1]) for line in act.lines if (found := cited.search(line.text))]
    own = info_of(base).day if given else ""
    return (given[0], own) if own and own not in given else ("", "")


def _type_by_words(lines: Sequence[Line]) -> str:
    """The type by which an act calls itself most: `Nghị định này`."""
    counts = {kind: sum(f"{kind} này" in line.text for line in lines) for kind in RULING.split("|")}
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else ""


def resolved(effect: str, day: str) -> str:
    """The day that a clause on effect means: ISO, days after signing counted (not working days), else its words."""
    if found := _AFTER.search(effect):
        days = whole(found[1], 0)
        counted = is_date(day) and day < _FAR and not found[2] and days <= _MOST_DAYS
        return str(date.fromisoformat(day) + timedelta(days)) if counted else effect
    return day if "ngày ký" in effect and day else effect
