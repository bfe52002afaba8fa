"""An instruction cut into what it is made of. Every sign of it belongs to a token; words that mean nothing here are
tokens of their own, so that a reader can say what it did not understand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from draftkit.law.acts.named import ActName, act_at, after
from draftkit.law.amending.one_form import in_one_form
from draftkit.law.exceptions import EXCEPTED
from draftkit.law.lists import Atom, between, compound, units_at
from draftkit.law.units import HERE, LEVELS, level_of
from draftkit.law.ways import NUMBER, WORDS, ways
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole


class Token(NamedTuple):
    """A piece of an instruction. `kind` says how to read it: `verb`, `unit`, `part`, `act`, `phrase`, `some` (một số
    điều), `after`, `before`, `start`, `end`, `into`, `to`, `of`, `sep`, `term` (cụm từ), `by` (được), `partly` (một
    phần), `except` (trừ khoản 2), `dash` (đến) or `word`."""

    kind: str
    text: str
    atoms: tuple[Atom, ...] = ()
    act: ActName | None = None


NAMED = ("unit", "part", "phrase")
"""Kinds of what an instruction names."""
LINKS = ("after", "before", "start", "end", "into")
"""Kinds that join a unit, or a phrase, to its place."""
_CLOSERS = {"“": "”", '"': '"', "‘": "’", "«": "»"}
_BARE_KIND, _MANY, _WITHOUT_NUMBER, _QUOTED_NAME = ways("tokens", "bare_kind many without_number quoted_name")
_NAME_TOO, _THIS, _SOME, _ISSUED, _VERB, _LINK = ways("tokens", "name_too this some issued verb link")
_DESCRIBED, _ABOUT, _TITLED, _HOLDING, _SIGN = ways("tokens", "described about titled holding sign")
_PARTLY, _ENTRY, _RESULT, _COUNTED, _WORD = ways("tokens", "partly entry result counted word")
_ITS_DAY, _PLACED, _CAPITAL, _OF_ATTACHED = ways("tokens", "its_day placed capital of_attached")
_NAMED_FORM, _BARE_ACT, PREAMBLE, PART = ways("tokens", "named_form bare_act preamble part")
_SIGNS = {"phẩy": ",", "chấm": ".", "hai chấm": ":", "chấm phẩy": ";"}
_KINDS = {"câu": "câu", "đoạn": "đoạn", "khổ": "đoạn", "dòng": "dòng", "hàng": "dòng", "cột": "cột"}
_KINDS |= dict.fromkeys(("chú", "ghi"), "chú thích")  # of a table
BEFORE_ARTICLES = {"opening": "Lời nói đầu", "name": "Tên", "basis": "Căn cứ"}
"""What the parts of an act before its articles are called, by the group that finds them."""


def tokens(text: str) -> list[Token]:
    """The tokens of an instruction, without its own label and without the new wording that follows it."""
    found: list[Token] = []
    text = in_one_form(text)
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        called = found[-1:] if found and found[-1].kind != "phrase" else found[-2:-1]
        if called and called[0].kind == "unit" and LEVELS[called[0].atoms[0].level] <= LEVELS["form"]:
            # “Phụ lục IV về Danh mục ngành, nghề …”, “Mục 3 “Bến” gồm các Điều 32 và 33”
            described = _HOLDING.match(text, place) or (called[0] is found[-1] and _DESCRIBED.match(text, place))
            place = described.end() if described else place
        elif form := _NAMED_FORM.match(text, place):  # “Mẫu biên bản số 01”
            text = f"{text[:place]}{form['form']} {text[form.end() :]}"
        elif found and found[-1].kind == "unit" and (about := _ABOUT.match(text, place) or _TITLED.match(text, place)):
            place = about.end()
        if place == len(text):
            break
        if text[place].isspace():
            continue
        of_it = bool(found) and found[-1].kind in ("of", "into", "verb")
        behind = bool(found) and found[-1].kind == "unit"  # “Mục I Biểu mức thu phí”
        attached = _OF_ATTACHED.match(text, place) if of_it or behind else None
        short = behind or [one.text for one in found[-1:] if found[-2:-1] and found[-2].kind == "unit"] == ["của"]
        if attached and (short or not attached["more"]):  # “Điều 5 của Quy chế”, “… của Quy chế thi”
            found.append(Token("unit", attached[0], (_called(attached["kind"]),)))
            place = attached.end()
            continue
        of_it = of_it or (bool(found) and found[-1].kind == "part" and found[-1].atoms[0].number == "tên")
        if of_it and (bare := _BARE_ACT.match(text, place)):  # “Điều 2 của Nghị quyết”, “tên Nghị quyết”
            found.append(Token("act", bare[0], act=ActName(bare[0].capitalize(), "", "", bare.end())))
            place = bare.end()
            continue
        more = text[place : place + 4].lower()
        if more == "số " + more[3:] and [one.kind for one in found[-2:]] == ["act", "sep"] and found[-2].act:
            other = f"{text[:place]}{found[-2].act.type} {text[place:]}"  # “… số 10/1998/PL-… và số 29/2006/PL-…”
            text = other if act_at(other, place) else text
        token, place = _token(text, place)
        if token is not None and not (token.text == "insert" and more == "thêm" and _adds(found)):
            found.append(token)
    return _upward(found)


def _upward(found: list[Token]) -> list[Token]:
    """Tokens with the part of a unit before the unit: “tại khoản 3 Điều 5, đoạn 2 được …”."""
    for at, (one, part) in enumerate(pairwise(found)):  # “số thứ tự 4, 5 cột 2”
        if part.kind == "part" and one.atoms and one.atoms[0].level == "entry":
            found[at : at + 2] = [part, one]
    outer = next((at for at, one in enumerate(found) if at and one.kind != "unit"), 0)
    if outer < 2 or found[0].kind != "of" or [one.kind for one in found[outer : outer + 2]] != ["sep", "part"]:
        return found
    end = next((at for at in range(outer + 1, len(found)) if found[at].kind not in ("part", "unit", "sep")), len(found))
    end -= found[end - 1].kind == "sep"
    inner = found[outer + 1 : end]
    lowest = max(LEVELS[one.atoms[0].level] for one in found[1:outer])
    if any(LEVELS[one.atoms[0].level] <= lowest for one in inner if one.atoms):
        return found
    return [found[0], *inner, *found[1:outer], *found[end:]]


def _adds(found: Sequence[Token]) -> bool:
    """Whether “thêm” goes on with what was begun: `Bổ sung Điều 8 thêm khoản 4`."""
    last = next((one for one in reversed(found) if one.kind in ("verb", "sep", "by")), None)
    return last is not None and last.text == "insert"


def _token(text: str, place: int) -> tuple[Token | None, int]:
    sign = text[place]
    if sign in _CLOSERS:
        end = quote_end(text, place)
        phrase = text[place + 1 : end - 1] if end <= len(text) else text[place + 1 :]
        return Token("phrase", phrase.strip()), min(end, len(text))
    if sign == "(":
        return _bracket(text, place)
    end = after(text, place)
    if end > place:
        return Token("history", text[place:end]), end
    if _CAPITAL.match(text, place) and (act := act_at(text, place)):
        return Token("own" if act.own else "act", text[place : act.end], act=act), act.end
    if preamble := PREAMBLE.match(text, place):
        word = BEFORE_ARTICLES[str(preamble.lastgroup)]
        return Token("unit", preamble[0], (Atom("part", "", word=word),)), preamble.end()
    if this := _THIS.match(text, place):
        if this["kind"].lower() in ("đoạn", "câu"):
            return Token("part", this[0], (Atom("paragraph", HERE, spelled=True),)), this.end()
        return Token("unit", this[0], (_called(this["kind"]),)), this.end()
    if issued := _ISSUED.match(text, place):
        return Token("unit", issued[0], (_called(issued["kind"] or issued["named"]),)), issued.end()
    if (some := _SOME.match(text, place)) and not _COUNTED.match(text, place):
        return Token("some", some[0]), some.end()
    if unit := _unit(text, place):
        return unit
    if (entry := _ENTRY.match(text, place)) and entry["kind"]:
        named, end = _entries(text, entry)
        exchanged = _RESULT.match(text, end) or text[:place].endswith(("bằng ", "thành "))
        return (Token("term", entry[0]), entry.end()) if exchanged else (named, end)
    part = PART.match(text, place)
    if part and not (part["name"] and text[part.end() :].lstrip()[:1] in _CLOSERS):
        parts = parts_of(part)
        level = {"câu": "sentence", "cột": "sentence", "gạch": "indent", "dòng": "indent"}.get(
            parts[0].split()[0], "paragraph"
        )
        atoms = (Atom(level, one, spelled=not at, joint="," if at else "") for at, one in enumerate(parts))
        return Token("part", part[0], tuple(atoms)), part.end()
    return _small(text, place)


def _entries(text: str, entry: re.Match[str]) -> tuple[Token, int]:
    """Entries of a list or table that their own words name: `dòng “Cá tra”`, `các mục “A” và “B”`."""
    kind = " ".join(entry["kind"].lower().split())
    level = "sentence" if kind == "cột" else "indent"
    atoms: list[Atom] = []
    start = entry.start()
    more: re.Match[str] | None = entry
    while more and not (atoms and more["kind"]):
        end = min(quote_end(text, more.end()), len(text))
        called = f"{kind} “{text[more.end() + 1 : end - 1].strip()}”"
        atoms.append(Atom(level, called, spelled=not atoms, joint="," if atoms else ""))
        more = _ENTRY.match(text, end)
    return Token("part", text[start:end], tuple(atoms)), end


def _small(text: str, place: int) -> tuple[Token | None, int]:
    if named := _SIGN.match(text, place):
        return Token("phrase", _SIGNS[" ".join(named["sign"].lower().split())]), named.end()
    if counted := _COUNTED.match(text, place):  # “một khoản (khoản 4) vào”, “01 khoản vào”
        return (None if counted["named"] else Token("some", counted[0])), counted.end()
    for kind, pattern in (("partly", _PARTLY), ("except", EXCEPTED)):
        if partly := pattern.match(text, place):
            return Token(kind, partly[0]), partly.end()
    bare = _BARE_KIND.match(text, place)
    if bare and not compound(text, bare.start("kind"), level_of(bare["kind"])):  # “Danh mục” is no mục
        return Token("unit", bare[0], (_called(bare["kind"]),)), bare.end()
    link = _LINK.match(text, place)
    verb = _VERB.match(text, place)
    if verb and (not link or verb.end() > link.end()) and not text[verb.end() : verb.end() + 1].isalnum():
        return Token("verb", str(verb.lastgroup)), verb.end()
    if link:
        kind = str(link.lastgroup)
        return (None if kind == "noise" else Token(kind, link[0])), link.end()
    word = _WORD.match(text, place)
    end = word.end() if word else place + 1
    shown = text[place:end]
    return (None if shown in ":.)/–-" else Token("word", shown)), end


def _bracket(text: str, place: int) -> tuple[Token | None, int]:
    """Round brackets: a short name that is agreed on, a history, a place (“sau Điều 57”) or a remark."""
    if _PLACED.match(text, place):
        return None, place + 1
    closed, depth = place, 0
    for at in range(place, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            closed = at + 1
            break
    else:
        closed = len(text)
    if (day := _ITS_DAY.match(text, closed)) and closed < len(text):  # “Luật … (sửa đổi) ngày …”
        closed = day.end()
    kind = "except" if EXCEPTED.match(text, place + 1) else "remark"
    return Token(kind, text[place:closed]), closed


def quote_end(text: str, start: int) -> int:
    """The place past the sign that closes the quote opened at `start`; quotes within it are closed first, a wrong sign
    closes too. The end of the text and one more when nothing closes it."""
    opener = text[start]
    depth = 1
    for at in range(start + 1, len(text)):
        sign = text[at]
        if opener == "“" and sign == "“":
            depth += 1
        elif sign == _CLOSERS[opener] or (opener == "“" and sign == '"') or (opener == '"' and sign == "”"):
            depth -= 1
            if not depth:
                return at + 1
    # unbalanced: the first sign that may close
    return next((at + 1 for at in range(start + 1, len(text)) if text[at] in '”"’»'), len(text) + 1)


def _unit(text: str, place: int) -> tuple[Token, int] | None:
    """A kind and its numbers: `các điểm a, b và d`, `khoản 2 đến khoản 5`, `Phụ lục số 01`."""
    if place and text[place - 1].isalnum():
        return None
    many = _MANY.match(text, place)
    atoms = units_at(text, many.end() if many else place)
    if not atoms:
        bare = _WITHOUT_NUMBER.match(text, place)
        if bare and (named := _QUOTED_NAME.match(text, bare.end())):  # “Phụ lục “Danh mục hồ sơ””
            label = f"“{named['name'][1:-1].strip()}”"
            return Token("unit", bare[0], (_called(bare[1])._replace(number=label),)), named.end()
        return (Token("unit", bare[0], (_called(bare[1]),)), bare.end()) if bare else None
    numbers: list[str] = []
    for one in atoms:
        if one.joint == "đến":
            numbers += between(numbers[-1], one.number)
        elif numbers and one.number[0] == "(" and "(" in numbers[-1]:  # “điểm c(i), (ii)”
            numbers.append(numbers[-1].split("(")[0] + one.number)
        else:
            numbers.append(one.number)
    made = tuple(
        atoms[0]._replace(number=number, joint="," if at else "", spelled=not at, many=len(numbers) > 1)
        for at, number in enumerate(numbers)
    )
    named = _NAME_TOO.match(text, atoms[-1].end) if LEVELS[made[0].level] <= LEVELS["form"] else None
    return Token("unit", text[place : atoms[-1].end], made), named.end() if named else atoms[-1].end


def _called(word: str) -> Atom:
    """A unit that is called without number."""
    return Atom(level_of(word), "", word=word)


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
    return tuple(f"{kind} {_value(one)}" for one in re.findall(NUMBER, found["numbers"], re.IGNORECASE))


def _value(text: str) -> int:
    bare = re.sub(r"^(?:thứ|số)\s+", "", text.lower()).strip("()")
    return whole(bare) or WORDS.get(bare, 0)
