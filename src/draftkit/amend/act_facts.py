"""An act wherever it lies (a document of the project, a Word file, plain text), and what it says of itself: type,
number, name, day, issuer, from when it has effect, on what it is based."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from draftkit.amend.drawn import drawn_in_word, drawn_tables
from draftkit.amend.worded import Looks, note_keys, rekeyed, worded, worded_in_word
from draftkit.amending.lines import Line, lines_from
from draftkit.amending.read import number_of, read_lines
from draftkit.amending.rows import Drawn
from draftkit.errors import SourceError
from draftkit.law.acts import ATTACHED, LAWS, RULING, cited_acts
from draftkit.law.acts.named import act_at
from draftkit.law.dates import DAY, dated, is_date, long_date, only_day
from draftkit.library.document import Document
from draftkit.library.project import find_document
from draftkit.library.session import Session
from draftkit.model.act import LegalAct
from draftkit.model.inline import plain
from draftkit.model.keys import DOCUMENTS, is_amended
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.document import DRAFT_FILE
from draftkit.recognise.casing import Casing
from draftkit.resolve.full_text import lines_of_file, lines_of_word
from draftkit.resolve.printed_lines import lines_of_items, printed_items
from draftkit.text.fold import with_small
from draftkit.text.pattern import UPPER
from draftkit.word.package import OFFICE

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


PLAIN = (".txt", ".md")
_GAP = re.compile(r"Số:[\s.…_]*(/[\w/-]+)")
_UNREAD = ("DK-F010", "DK-F011")


class ActText(NamedTuple):
    """The text of an act: what messages call it, its number (empty when it has none), its lines. `head` is what a draft
    prints above its text, `shown` the number it prints, with a gap for what is not known yet, `act` what
    references.yaml says of it."""

    name: str
    number: str
    lines: list[Line]
    head: tuple[str, ...] = ()
    shown: str = ""
    act: LegalAct | None = None
    bases: tuple[str, ...] = ()
    """The paragraphs of `head` on what a draft is based, however they are worded."""
    tables: Mapping[int, Drawn] = MappingProxyType({})
    """The tables with a form of their own, by the lines of their rows (0-based)."""
    looks: Looks = Looks()
    """Emphasis, footnotes and the like."""

    def like(self, other: ActText) -> bool:
        """Whether both are drafts, Word files or plain text: what they say and how it looks is told in one manner."""
        first, second = (Path(one.act.full_text if one.act else one.name).suffix.lower() for one in (self, other))
        return bool(self.head) is bool(other.head) and (bool(self.head) or (first in OFFICE) is (second in OFFICE))

    def amending(self, taken: set[str]) -> ActText:
        """The act as one of several that amend, with footnotes of keys that are not `taken` by others."""
        looks, prefix = self.looks.apart(self.name, taken)
        tables = {
            at: table._replace(data=rekeyed(table.data.decode(), prefix).encode())
            if looks.notes and not table.single
            else table
            for at, table in self.tables.items()
        }
        return self._replace(looks=looks, tables=tables)


def is_file(name: str) -> bool:
    """Whether a name is that of a Word file or of plain text, and no document of the project."""
    path = Path(name)
    if path.suffix.lower() in OFFICE:
        return True
    if path.suffix.lower() not in PLAIN or not path.is_file() or (path.parent / DRAFT_FILE).exists():
        return path.suffix.lower() == ".txt"
    with path.open("rb") as file:
        return not file.read(4).startswith(b"---")


def act_and_document(opened: Callable[[], Session], name: str, cwd: Path) -> tuple[ActText, Document | None]:
    """The act of a name: a file, an act of references.yaml (`@id`), or a document of the project; and that document.
    The project is opened only for the latter two. Raises SourceError when the name stands for none."""
    if is_file(str(cwd / name)):
        return text_of_file(cwd / name), None
    session = opened()
    if name.startswith("@"):
        if act := session.shared.acts.get(name[1:]):
            return text_of_act(act), None
        raise SourceError("“{label}” is no legal document of references.yaml", label=name)
    document = session.read(find_document(session.project, name, cwd.resolve()))
    return text_of_document(document), document


def amending(session: Session, base: Document) -> list[ActText]:
    """The drafts of the project that name a document of it as one they amend (`van_ban: {goc: …}`), by their day; those
    without one last."""
    own = base.path.resolve()
    naming = [path for path in session.documents() if any(map(is_amended, session.raw(path).meta.table(DOCUMENTS)))]
    found = [
        document
        for document in map(session.read, naming)
        for name, one in document.bound.draft.documents.items()
        if is_amended(name) and one.path and Path(one.path).resolve() == own
    ]
    return [text_of_document(one) for one in sorted(found, key=lambda one: one.bound.meta.date or "9")]


def text_of_file(path: Path) -> ActText:
    """The act in a Word file or in plain text. Raises SourceError when it cannot be read."""
    if path.suffix.lower() not in OFFICE:
        lines = lines_of_file(path)
        return ActText(path.name, number_of(lines), lines, shown=_gap(lines))
    lines, blocks, file = lines_of_word(path)
    drawn = drawn_in_word(blocks, note_keys(file))
    looks = worded_in_word(file, blocks)
    return ActText(path.name, number_of(lines), lines, shown=_gap(lines), tables=drawn, looks=looks)


def _gap(lines: Sequence[Line]) -> str:
    """The number that a draft in a file shows, with a gap for what is not known yet; empty when it shows none."""
    return next((f"…{found[1]}" for line in lines[:12] if (found := _GAP.search(line.text))), "")


def text_of_act(act: LegalAct) -> ActText:
    """The act of references.yaml whose text lies in a file. Raises SourceError when none does."""
    if not act.full_text:
        raise SourceError(
            "“@{label}”: its text is not at hand; name the Word file or the plain text in references.yaml: toan_van: …",
            label=act.id,
        )
    return text_of_file(Path(act.full_text))._replace(name=f"@{act.id}", number=act.number, act=act)


def nothing(name: str) -> Message:
    """What is said of an act that amends none."""
    return msg(
        "{file} amends nothing: it holds no instruction such as “Sửa đổi, bổ sung khoản 2 Điều 5 như sau:”. Name the "
        "amending act, after its base where a base is asked for.",
        file=name,
    )


def text_of_document(document: Document) -> ActText:
    """The act that a document of the project is; lines are numbered as its sources. Raises SourceError when a table or
    picture of it is not read: nobody can tell then what changes."""
    for fault in document.bound.faults:
        if fault.rule in _UNREAD:
            place = document.bound.draft.source.span(fault.place)
            raise SourceError("{place}: the text is not whole: {why}", place=place, why=fault.message)
    items = [*printed_items(document.bound)]
    lines = lines_from((text, line + 1) for text, line in lines_of_items(items))
    frame = document.frame
    number = frame.number.rpartition(": ")[2].strip()
    bases = tuple(map(plain, frame.bases))
    head = (frame.type, frame.number, frame.place_date, *bases, frame.enactment)
    return ActText(
        document.name,
        number if whole(number[:1]) is not None and "…" not in number else "",
        lines,
        tuple(filter(None, head)),
        f"…{number}" if number.startswith("/") else number,
        bases=bases,
        tables=drawn_tables(document, items),
        looks=worded(document.bound, items),
    )
