"""From which day each operation has effect: the final clauses of an act give a day for all and others for some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from draftkit.amending.lines import Line
from draftkit.amending.operation import Operation
from draftkit.law.acts import ATTACHED, ENDED, RULING
from draftkit.law.amending.placed import placed
from draftkit.law.amending.tokens import tokens
from draftkit.law.amending.units import Path, Unit
from draftkit.law.dates import DAY, iso
from draftkit.law.exceptions import APART, BUT_NEXT, KEEPS, as_but
from draftkit.law.units import INSTRUCTED
from draftkit.text.pattern import UPPER, Pattern
from draftkit.text.sentences import split

_CLAUSE = Pattern(
    rf"(?P<what>(?:{RULING})\s+này(?:\s+(?:đã\s+)?được[^.;]*?\sthông qua\s[^.;]*?\svà)?"
    rf"|(?:(?<![^.;,])|(?=\s+và\s))[^.;]*?(?:{RULING}|Điều)\s+này|(?:[Cc]ác\s+)?(?:[Qq]uy\s+định\s+tại\s+)?"
    rf"(?:[Đđ]iểm|[Kk]hoản"
    rf"|Điều)\s[^.;]*?)\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s*"
    rf"(?:kể\s+)?(?:từ|sau)?\s*(?:ngày\s+(?P<day>{DAY})|(?P<relative>[^.;]*?ngày[^.;]*?(?=,\s*trừ|\s+và\s+(?:áp"
    r"|là|được)|[.;]|$)))"
)

_PUT_OUT = r"thay\s+thế\s*:?\s+(?:(?:cho|các|quy\s+định|tại|của)\s+){0,4}"
_REPLACED = Pattern(
    rf"{_PUT_OUT}(?=(?:{ENDED}|văn\s+bản|điểm|khoản|điều|mục|chương|phần|tiết)(?:[\s:]|$))(?!.*\s(?:bằng|như)\s)",
    flags=re.IGNORECASE,
)
"""“Thông tư này … thay thế Điều 5 Thông tư số …”: no wording comes in its place there."""
_EXCHANGED = Pattern(
    rf"^(?P<new>[^.;:“]{{3,200}}?\sban\s+hành\s+kèm\s+theo\s+(?:{RULING})\s+này)\s+(?:để\s+)?thay\s+thế\s+"
    r"(?:cho\s+)?(?P<old>(?:các\s+)?(?:phụ\s+lục|mẫu|biểu)\s[^.;:“]*[^.;:“\s])",
    flags=re.IGNORECASE,
)
"""“Mẫu số 01 ban hành kèm theo Thông tư này thay thế Mẫu số 05 …”."""
_SINCE = Pattern(
    rf"(?:(?:kể\s+)?từ\s+ngày\s+(?:(?P<day>{DAY})|(?:{RULING})\s+này\s+có\s+hiệu\s+lực(?:\s+thi\s+hành)?),?(?:"
    rf"\s+(?:{RULING})\s+này)?"
    rf"|(?<!từ ngày )(?<!Bộ )(?:{RULING})\s+này\s+có\s+hiệu\s+lực(?!\w)"
    r"[^.;:“]{0,300}?(?:[;,.]|[;,]?\s+(?:và|đồng\s+thời))"
    rf"|^ban\s+hành\s[^.;:“]{{0,300}}?(?:{RULING})\s+này\s*(?:[;,]|[;,]?\s+(?:và|đồng\s+thời))"
    rf"|^(?:{RULING}|{ATTACHED})\s+này(?=\s+(?:(?:bãi|h[uủ][ỷy])\s+bỏ(?!\w)"
    rf"|{_PUT_OUT}(?:(?:{INSTRUCTED})\s+(?:số\s+)?[\dIVX]|(?:{ENDED}|văn\s+bản)(?:\s|$))))"
    rf"|(?:^(?:phụ\s+lục|mẫu|biểu|các\s)[^.;:“]{{0,200}}?)?ban\s+hành\s+kèm\s+theo\s+(?:{RULING})\s+này"
    rf"(?:\s[^.;:“]{{0,300}}?)?(?=\s(?:để\s+)?{_PUT_OUT}(?:phụ\s+lục|mẫu|biểu)\s))\s+(?:để\s+(?=thay))?"
    rf"(?=(?:bãi\s+bỏ|sửa\s+đổi|bổ\s+sung|thay|bỏ|h[uủ][ỷy]\s+bỏ"
    rf"|(?:thì\s+)?(?:các\s+)?(?:quy\s+định|điểm|khoản|điều|văn\s+bản|{ENDED}))[\s:])",
    flags=re.IGNORECASE,
)
"""“Kể từ ngày …, bãi bỏ …”, “Nghị định này có hiệu lực từ ngày … và bãi bỏ …”: the start of one instruction."""
_LISTED = Pattern(
    r"(?:quy\s+định|nội\s+dung|điều,?\s*khoản|điều|khoản)[^.;:“]*?\s(?:sau|dưới)(?:\s+đây)?\s+(?:của[^.;:“]*?\s)?"
    rf"có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+(?:ngày\s+)?(?P<day>{DAY})\s*:$",
    flags=re.IGNORECASE,
)
_ENDS = r"(?:hết|mất|không\s+còn|thôi(?:\s+có)?|chấm\s+dứt)\s+hiệu\s+lực"
_DAY_AT_END = rf"\s+(?:kể\s+)?từ\s+(?:khi|ngày)\s+(?:(?P<day>{DAY})|(?:{RULING})\s+này"
_DAY_AT_END += rf"(?:(?!{BUT_NEXT})[^.;:“])*)(?=\s*[.;:]?$|{BUT_NEXT}|[,;]\s+riêng\s"
_DAY_AT_END += rf"|:\s+(?:các\s+)?(?i:{INSTRUCTED})\s+(?:số\s+)?[\dIVXa-zđ])"
_FROM = Pattern(_DAY_AT_END)
_ENDING = Pattern(
    r"(?:chấm\s+dứt|(?:bãi|h[uủ][ỷy])\s+bỏ)\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+của)?(?=\s+(?!(?:kể|từ|vào|khi"
    r"|đến)\s+(?:khi|ngày|hết|từ)\s))",
    flags=re.IGNORECASE,
)
"""“Chấm dứt hiệu lực thi hành Quyết định số …”: repeals it."""
_EXPIRED = Pattern(
    rf"(?<!chưa)(?<!không)(?<!đã)(?<!khi)(?<!nếu)\s+{_ENDS}(?:\s+thi\s+hành)?(?:{_DAY_AT_END}|(?=\s*"
    rf"(?:[.;:]|$|{BUT_NEXT})))"
)
"""“Khoản 2 Điều 7 Nghị định số … hết hiệu lực kể từ ngày …”: is repealed."""
_UNTIL = Pattern(rf"\s+(?:cho\s+)?đến\s+(?:hết\s+)?(?:ngày\s+{DAY}|năm\s+\d{{4}})(?=\s*[.;:]?$)")
_SUSPENDED = Pattern(r"(?:ngưng|ngừng|dừng|đình\s+chỉ)\s", flags=re.IGNORECASE)
_NUMBERED = Pattern(
    rf"(?:(?:{INSTRUCTED})\s+(?:số\s+)?[\w.]+|\d/\S+|hiệu\s+lực(?:\s+thi\s+hành)?|ngày\s+{DAY})$", flags=re.IGNORECASE
)
"""Ends in a unit or in the number or day of an act: what follows is not of its name, “Chiến lược … đến năm 2030”."""
_REPEAL = Pattern(r"(?:bãi|h[uủ][ỷy])\s+bỏ(?!\w)", flags=re.IGNORECASE)
_SENTENCE = re.compile(rf"(?<=[\w)]\.)\s+(?=[{UPPER}])")
_OWN = Pattern(rf"(?:{RULING})\s+này\s")
_TAKES_AWAY = Pattern(
    rf"(?!.*\strái\s+với\s)[^“]*?(?:thay\s+thế|bãi\s+bỏ|h[uủ][ỷy]\s+bỏ|{_ENDS})(?!\w)", flags=re.IGNORECASE
)
_WHOLE = Pattern(
    rf"^(?:thì\s+)?(?P<acts>(?:các\s+)?(?:{ENDED}|văn\s+bản|nội\s+dung|thủ\s+tục|quy\s+định(?=\s+(?:được|bị)))"
    r"(?:[\s,](?!này)(?:[^:“\"]|:(?=\s[Ss]ố\s)|“[^”]*”|\"[^\"]*\")*?)?)"
    r"\s+(?:đều\s+)?(?:được|bị)\s+bãi\s+bỏ"
    rf"(?=\s*(?:[.;:]|$)|{BUT_NEXT})",
    flags=re.IGNORECASE,
)
"""“Thông tư số … bị bãi bỏ”: acts are named as what is repealed."""
_QUOTE = re.compile('[“"]')
_EFFECT = ("hiệu", "ngày", "đến năm", "khi", "an hành", "này bãi", "này h", "này thay", "ị bãi", "ợc bãi")
"""One of these stands in whatever the three above find; most instructions have none."""


def without_days(said: str) -> str:
    """An instruction without the day from which it has effect, and with what expires as repealed; words in quotation
    marks stay."""
    said = as_but(said.removesuffix("/.").replace(" kê từ ngày ", " kể từ ngày "))  # “./.” ends an act
    if not any(word in said for word in _EFFECT):
        return said
    said = _ENDING.sub("bãi bỏ", said)
    if _OWN.match(said) and len(told := split(said, _SENTENCE)) > 1:
        found = (without_days(one.rstrip(" .")) for one in told if _TAKES_AWAY.match(one))
        return "; ".join(filter(None, found)) or said
    if apart := APART.search(said):
        own = _FROM.sub("", _EXPIRED.sub(" được bãi bỏ", said[apart.start() :]))
        return f"{without_days(said[: apart.start()].rstrip(' ,;'))}, {own}"
    bare = _SINCE.sub("", _EXCHANGED.sub(r"thay thế \g<old> bằng \g<new>", said))
    cut = max(map(bare.rfind, '”"')) + 1  # what is behind the last quotation stands in none
    if bare.count("“") != bare.count("”") or bare.count('"') % 2:
        return bare
    if bare != said and not cut:
        bare = _REPLACED.sub("bãi bỏ ", bare)
    until = None if cut else _UNTIL.search(bare)
    before = bare[: until.start()] if until else ""
    if before and not KEEPS.search(before) and (_SUSPENDED.search(bare) or _NUMBERED.search(before)):  # it comes back
        return _EXPIRED.sub(" bị ngưng hiệu lực", _REPEAL.sub("ngưng hiệu lực", before))
    ended = _FROM.sub("", _EXPIRED.sub(" được bãi bỏ", bare[cut:]))
    return _WHOLE.sub(r"bãi bỏ \g<acts>", bare[:cut] + ended)


_Special = tuple[Path, str, tuple[Path, ...]]
"""A place of the amending act, the day from which it has effect, and for which units alone, if not for all."""
_ORDER = ("article", "clause", "point", "")


def dated(operations: Sequence[Operation], lines: Sequence[Line]) -> tuple[list[Operation], str]:
    """The operations with the day each has effect, and that of the act as a whole: ISO, or in the words of the act when
    the day is relative. `lines` are the act's own, without the wording it quotes."""
    general, special = _clauses(lines)
    return [one._replace(effective_from=_of(one, general, special)) for one in operations], general


def _clauses(lines: Sequence[Line]) -> tuple[str, list[_Special]]:
    general = ""
    special: list[_Special] = []
    article = level = day = clause = ""
    for line in lines:
        article = line.label if line.level == "article" else article
        clause = line.label if line.level == "clause" else "" if line.level == "article" else clause
        begins = _SINCE.match(line.rest)
        bare = not begins and "ừ" in line.rest and not _QUOTE.search(line.rest)
        leads = [*_FROM.finditer(line.rest)] if bare else [begins] if begins else []
        for lead in (one for one in leads if one["day"]):
            point = line.label if line.level == "point" else ""
            own = tuple(Unit(*one) for one in (("Điều", article), ("khoản", clause), ("điểm", point)) if one[1])
            apart = APART.search(line.rest)
            some = _units(line.rest[apart.end() : lead.start()]) if apart and apart.end() < lead.start() else ()
            special.append((own, iso(lead["day"]), some))
        day = "" if line.level in _ORDER[: _ORDER.index(level) + 1] else day
        # “Các quy định sau đây có hiệu lực từ ngày …: a) Khoản 2 Điều 1 Thông tư này; …”
        if day and (line.level or line.text[0] in "-–+"):
            special += [(path, day, ()) for path in _paths(line.rest.lstrip("-– "), article)]
        elif line.text.endswith(":") and "hiệu lực" in line.text and (listed := _LISTED.search(line.text)):
            level, day = line.level, iso(listed["day"])
        if "hiệu lực" not in line.text or len(line.text) > 1500:
            continue
        for found in _CLAUSE.finditer(line.rest):
            since, what = _day(found), found["what"].strip()
            if re.match(rf"(?:{RULING})\s+này(?:$|\s+(?:đã\s+)?được)", what):
                general = general or since
            else:
                special += [(path, since, ()) for path in _paths(what, article)]
    return general, special


def _day(found: re.Match[str]) -> str:
    if found["day"]:
        return iso(found["day"])
    return " ".join((found["relative"] or "").split())


def _units(what: str) -> tuple[Path, ...]:
    return tuple(one.target.path for one in placed(tokens(what)))


def _paths(what: str, article: str) -> list[Path]:
    own = (Unit("Điều", article),)
    return [path if path and path[0].label else (*own, *path[1:]) for path in _units(what) if path]


def _of(one: Operation, general: str, special: list[_Special]) -> str:
    place = {(word, label) for word, label in re.findall(r"(điểm|khoản|Điều) (\S+)", one.at)}
    best, depth = general, (0, False)
    for path, day, some in special:
        of_it = not some or any(set(units) <= set(one.target) for units in some)
        if of_it and (len(path), bool(some)) > depth and all((unit.kind, unit.label) in place for unit in path):
            best, depth = day, (len(path), bool(some))
    return best
