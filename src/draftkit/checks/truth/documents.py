"""What a text says by hand of a document of the project that it names: its provisions, how many there are, when it
takes effect, what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from posixpath import commonpath

from draftkit.checks.rule import Subject
from draftkit.checks.rules.provisions import said_by
from draftkit.checks.truth import provisions, unplaced
from draftkit.checks.truth.acts import another_effect
from draftkit.checks.truth.aligned import Provisions, listed
from draftkit.checks.truth.dated import only_talked_of
from draftkit.checks.truth.placed import Article, elsewhere, laid_down
from draftkit.checks.truth.rounds import ROUND, is_present, rounds
from draftkit.checks.truth.sentences import Sentence
from draftkit.law.acts import ACTS, LAWS
from draftkit.law.bodies import ministries
from draftkit.law.dates import DAY, days_of_effect, iso, short_date
from draftkit.law.lists import Step
from draftkit.law.references import Citation
from draftkit.law.units import called
from draftkit.model.keys import TITLE
from draftkit.model.message import Fault, Message, msg
from draftkit.model.numeral import SPELT
from draftkit.model.tree import Unit, counted, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.typed import Index
from draftkit.text.figures import number_said
from draftkit.text.pattern import UPPER, alternatives

_COUNTED = re.compile(
    r"\s+(chương|điều|phụ lục)(?!\w|\s+(?:trình|kiện|khoản|ước|lệ|tra|chỉnh|hành)(?!\w))", re.IGNORECASE
)
"""What a document has a number of; no part of another word: chương trình, điều kiện."""
_OF_ALL = re.compile(
    rf"(?:(?:gồm|có|với|chia làm|chia thành|toàn bộ|tất cả|tổng cộng|trong số)\s+"
    r"|(?:bố cục|kết cấu|^Số (?:chương|điều|phụ lục))[^.;\d]{0,50}\s+)"
    rf"(?:(?:\d+|{SPELT})\s+\w+(?:\s+\w+)?\s*(?:,|và)\s+)*"
    r"(?:(?:được\s+)?chia\s+(?:làm|thành)\s+)?$",
    re.IGNORECASE,
)
_DIVIDED = re.compile(r"\s+(?:của|trong)[^.;,\d]{3,60}?\s(?:được\s+)?(?:chia|bố cục|kết cấu|xếp)\s", re.IGNORECASE)
"""Behind a count that opens a sentence and is of all: “15 điều của dự thảo Nghị định chia làm 4 chương”."""
_ITSELF = re.compile(r"\W*Văn bản(?: này)? (?!hợp nhất|số)")
_BESIDE = re.compile(r"(?:,|,?\s+(?:và|với|gồm))\s+")
"""Between two counts of which one document is made: “5 chương với 42 điều”."""
_OF_DRAFT = re.compile(
    r"[,(]?\s*\(?(?:(?:ban hành\s+)?kèm theo\s+|của\s+|tại\s+|trong\s+)?(?:bản\s+)?dự thảo(?!\w)", re.IGNORECASE
)
_TYPED = re.compile(rf"(?i:dự thảo) ({ACTS})(?!\w)")
_IN_DRAFT = re.compile(
    r"(?<!\w)dự thảo(?:\s+[^\W\d_]+){0,3}(?:\s*[,:]\s*|\s+(?:nêu|ghi|viết|quy định)(?:\s+rõ)?\s+)(?:tại\s+|ở\s+)?$",
    re.IGNORECASE,
)
"""What stands before a citation that is one of the draft: “Theo dự thảo Nghị định, khoản 9 Điều 99 …”."""
_GOES_ON = re.compile(r"\s*(?:[.,;:)](?=\s|$)|$|(?:cũng |đã )?(?:quy định|nêu|ghi|cho phép|yêu cầu)(?!\w))")
"""Behind a citation with no document beside it."""
_ANOTHER = re.compile(r"\s+(?:(?:số\s+)?\d|hiện hành|hiện nay|cũ(?!\w))")
"""Behind the type of an act that is not the draft: “Nghị định hiện hành”."""
OTHER_ACT = re.compile(
    rf"(?<!\w)(?:(?:{LAWS})\s+[{UPPER}]|Hiến pháp(?!\w)|(?:{ACTS}|Quy chế|Điều lệ){_ANOTHER.pattern})"
)
"""An act with articles that is not the draft."""
_FORCE = re.compile(
    r"có hiệu lực|hiệu lực (?:thi hành|của)|ngày hiệu lực|(?:nghị định|thông tư|luật|quyết định)(?: mới| này| sẽ"
    r"| dự kiến| bắt đầu| được| chính thức)* (?:áp dụng|thi hành)(?: kể)? từ",
    re.IGNORECASE,
)
_SINCE_FORCE = re.compile(
    r"(?<!\w)(?:trước|sau|kể từ) (?:ngày|khi|thời điểm) [^,;.()]{0,40}?có hiệu lực(?! (?:là|từ|vào))", re.IGNORECASE
)
"""A time that is told by the day of effect, of something else: “thẻ cấp trước ngày Nghị định có hiệu lực”."""
_DRAFT = re.compile(r"dự thảo", re.IGNORECASE)
_DATED = re.compile(rf"[\s,)-]*ngày\s+({DAY})", re.IGNORECASE)
"""Behind a round of the draft, its day."""
_MARK = re.compile(r"(?:Điều )?\w{1,3}[.)] ")
_WHO = re.compile(r"(?:Người|Chủ|Đơn vị|Cơ sở|Doanh nghiệp|Tổ chức|Cơ quan|Hộ|Nhà|Trường|Hội|Nhân viên|Giáo viên)/")
"""What names those who have tasks begins with."""
_APART = 0.15
"""How much more of the words of a sentence a provision of one document has than any of another."""


class Named:
    """A document of the project: what it is, and its units by the way to them; `symbol`: its number once issued."""

    def __init__(self, bound: Bound, symbol: str = "") -> None:
        self.act = bound.draft.kind.words.get("act", "")
        self.symbol = symbol
        self.bound = bound

    @cached_property
    def units(self) -> Index:
        """Its units; gone through when one is asked for."""
        return Index(self.bound)

    @cached_property
    def articles(self) -> list[Article]:
        """Its articles with names."""
        found = [unit for unit in units(self.bound.draft.body) if unit.level.name == "article" and unit.title]
        return [Article(self.bound, one) for one in found]

    @property
    def begins(self) -> str:
        """How one begins that calls it by its name: “Nghị định sửa đổi”."""
        return f"{self.act} {' '.join(self.bound.draft.meta.text(TITLE).split()[:2])}".rstrip(",")

    @property
    def turn(self) -> float:
        """Which round of the draft it is; 0 when it says none."""
        return number_said(str(self.bound.draft.meta.draft_turn.get("lan") or "")) or 0

    @cached_property
    def in_force(self) -> str:
        """The day (ISO) on which it takes effect: as its metadata say, else as its text does; empty when none does."""
        first = sorted(self.articles, key=lambda one: "hiệu lực" not in one.name.lower())
        said = (day.iso for one in first for day in days_of_effect(one.says))
        return self.bound.meta.effective_date or next(said, "")

    @cached_property
    def provisions(self) -> Provisions:
        """Its smallest provisions by their words."""
        return Provisions(self.bound)

    @cached_property
    def bodies(self) -> re.Pattern[str]:
        """The names of bodies: those of the project, of the State, and whom an article is called after that gives them
        tasks: “Người lái xe”."""
        own = (body.name for body in self.bound.organisations.values() if body.name)
        opens = ((one.name, _MARK.sub("", line)) for one in self.articles for line in one.says.split("\n"))
        theirs = (commonpath([name.replace(" ", "/"), line.replace(" ", "/")]) for name, line in opens if line)
        names = alternatives({*own, *ministries(), *(one.replace("/", " ") for one in theirs if _WHO.match(one))})
        return re.compile(rf"(?:{names}|(?:Ủy ban nhân dân|UBND)(?: cấp (?:tỉnh|xã))?)(?!\w)")

    def articles_of(self, number: str) -> int | None:
        """How many articles its chapter of a number has; None when it has no such chapter."""
        named = (unit for unit in units(self.bound.draft.body) if unit.level.name == "chapter")
        found = next((one for one in named if self.bound.numbers.get(one.serial) == number), None)
        return sum(unit.level.name == "article" for unit in units(found.body)) if found else None

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many chương, điều and phụ lục it has."""
        found = counted(self.bound.draft)
        return {"chương": found["chapter"], "điều": found["article"], "phụ lục": found["annex"]}


def unlike(sentence: Sentence, spoken: Spoken, of_earlier: bool) -> Iterator[Fault]:
    """Where a sentence says of a document what that document does not; `of_earlier`: it tells of an earlier round."""
    named, only = spoken.named, spoken.only
    yield from _unplaced(sentence, None if of_earlier else spoken.about)
    for citation in sentence.citations if named else ():
        document = meant(citation, sentence.text, named)
        if not document and not citation.document.other and _GOES_ON.match(sentence.text, citation.end):
            document = spoken.of
        if document is None:
            continue
        for member in citation.members:
            target, missing = (None, None) if member.here else document.units.named(member.path)
            if target is None and missing and (missing.level != "point" or missing.number.isalpha()):
                said = sentence.text[citation.start : citation.end]
                yield Fault("DK-V005", has_no(document, missing, said), sentence.place(citation.start))
            alone = len(citation.members) == 1 and not missing
            laid = laid_down(sentence.text, citation.start, citation.end) if alone else None
            other = elsewhere(laid, member.path, document.articles) if laid else None
            if other:
                text = msg(
                    "“{said}”: Điều {number} of {document} is “{name}”",
                    said=sentence.text[citation.start : citation.end].strip(),
                    number=other.number,
                    document=_called(document),
                    name=other.name,
                )
                yield Fault("DK-V005", text, sentence.place(citation.start))
    if (only or spoken.of) and not of_earlier:
        yield from _counted(sentence, only, spoken.of)
    if only is None:
        return
    yield from _rounds(sentence, only)
    if of_earlier:
        return
    forces = _of_force(sentence.text) and not OTHER_ACT.search(sentence.text)
    in_force = only.in_force if forces else ""
    if in_force:
        told = [day for day in sentence.days if not only_talked_of(("hieu", "luc"), sentence.plain, day.start)]
        if told and not any(day.holds(in_force) for day in told):
            text = another_effect(_called(only), in_force, sentence.text[told[-1].start : told[-1].end])
            yield Fault("DK-V005", text, sentence.place(told[-1].start))


def _rounds(sentence: Sentence, document: Named) -> Iterator[Fault]:
    """A later round than that of a draft, another one that is said to be the present one, its own of another day."""
    day = str(document.bound.draft.meta.draft_turn.get("ngay") or "")
    for found, number in rounds(sentence.text, document.turn):
        dated = _DATED.match(sentence.text, found.end())
        if number > document.turn or (number < document.turn and is_present(sentence.text, found)):
            text = msg("the draft is round {own}, here {said}", own=round(document.turn), said=found[1])
            yield Fault("DK-V005", text, sentence.place(found.start()))
        elif number == document.turn and dated and day and iso(dated[1]) != day:
            text = msg("this round of the draft is dated {own}, here {said}", own=short_date(day), said=dated[1])
            yield Fault("DK-V005", text, sentence.place(found.start()))


def of_earlier_round(sentence: Sentence, spoken: Spoken) -> bool:
    """Whether a sentence tells of an earlier round of the draft, of which facts and draft say nothing."""
    turn = spoken.only.turn if spoken.only else 0
    told = rounds(sentence.text, turn)
    return any(number < turn and not is_present(sentence.text, found) for found, number in told)


class Spoken:
    """Which documents a text speaks of, as it goes on: all that are `named`; of the sentence that was `read`, the one
    it is `about`, and that again where it says so (`only`); and the one spoken of before (`of`), of which a provision
    is whose document is not said. A text with articles of its own means those."""

    def __init__(self, subject: Subject, named: Mapping[str, Named]) -> None:
        levels = {unit.level.name for unit in units(subject.bound.draft.body)} if len(named) == 1 else {"article"}
        self.named = named
        self.remarks = not subject.bound.draft.body
        self.alone = None if "article" in levels else alone(named)
        self.about: Named | None = None
        self.only: Named | None = None
        self.of = self.alone

    def hear(self, sentence: Sentence) -> None:
        """Note what a sentence speaks of: the document of the text, another, or what was spoken of before."""
        if self.alone:
            other = OTHER_ACT.search(sentence.text)
            here = self.remarks or sentence.text.startswith("#") or _tells(self.alone, sentence.text)
            self.of = None if other else self.alone if here else self.of

    def read(self, sentence: Sentence) -> None:
        """Find out which document a sentence is about."""
        self.about = about(sentence.text, self.named)
        self.only = self.about if self.about and _tells(self.about, sentence.text) else None


def told_of_provisions(sentence: Sentence, spoken: Spoken) -> Iterator[tuple[provisions.Told, Message]]:
    """The figures that a sentence gives as those of provisions it cites, with what is said of another."""
    told_of = spoken.only or spoken.of
    for citation in sentence.citations if spoken.named else ():
        member = citation.members[0]
        document = meant(citation, sentence.text, spoken.named) or (None if citation.document.type else told_of)
        if document is None or len(citation.members) > 1 or member.here:
            continue
        target = document.units.named(member.path)[0]
        if isinstance(target, Unit):
            draft = _OF_DRAFT.match(sentence.text, citation.units_end)
            end = max(citation.end, draft.end() if draft else 0)
            lists = (listed(document.bound, unit) for unit in (target, *units(target.body)) if _article(citation)[0])
            says = " ".join((said_by(document.bound, (target,)), *lists))
            for one in provisions.told(sentence, citation, end, says):
                yield one, unplaced.otherwise(one.said, _called(document), one.own, says)


def told_without_place(sentence: Sentence, spoken: Spoken) -> list[tuple[provisions.Told, Message]]:
    """The figures that a sentence gives as those of a draft, without citing where (“Theo dự thảo, …”), held against the
    one provision that has nearly all of its words; of several drafts, where but one has it."""
    if (
        not sentence.citations
        and provisions.figures_of(sentence.text)
        and not _of_force(sentence.text)
        and not ROUND.search(sentence.text)
        and not OTHER_ACT.search(sentence.text)
    ):
        drafts = (spoken.about,) if spoken.about else spoken.named.values()
        told = (list(unplaced.told(sentence, one.provisions, _called(one), one.bodies)) for one in drafts)
        several = list(filter(None, told))
        return several[0] if len(several) == 1 else []
    return []


def _of_force(text: str) -> bool:
    """Whether a text says when a document takes effect."""
    return _FORCE.search(_SINCE_FORCE.sub(" ", text)) is not None


def _unplaced(sentence: Sentence, document: Named | None) -> Iterator[Fault]:
    """What a sentence says otherwise of whose task something is, whether it must be done, and in which article."""
    if document is None or ROUND.search(sentence.text) or OTHER_ACT.search(sentence.text):
        return
    cited = [_article(one) for one in sentence.citations]
    if all(article for article, _ in cited):
        for at, text in unplaced.unlike(sentence, document.provisions, _called(document), document.bodies, cited):
            yield Fault("DK-V005", text, sentence.place(at))


def _article(citation: Citation) -> tuple[str, str]:
    """The numbers of the one article, and of its khoản, that is cited, of no other document that is named; empty when
    it is not so."""
    numbers = {step.level: step.number for step in citation.members[0].path}
    alone = len(citation.members) == 1 and not citation.members[0].here and not citation.document.other
    return (numbers.get("article", ""), numbers.get("clause", "")) if alone else ("", "")


def has_no(document: Named, step: Step, said: str) -> Message:
    """What is to be said where a document lacks a provision that is cited."""
    missing = f"{called(step.level)} {step.number}".strip()
    return msg("“{said}”: {document} has no {missing}", said=said, document=_called(document), missing=missing)


def _called(document: Named) -> str:
    draft = "" if document.symbol else "dự thảo "
    return f"{draft}{document.act}{f' số {document.symbol}' if document.symbol else ''}"


def alone(named: Mapping[str, Named]) -> Named | None:
    """The document of a text that names but one."""
    return next(iter(named.values())) if len(named) == 1 else None


def about(text: str, named: Mapping[str, Named]) -> Named | None:
    """The document that a sentence is about: the only one of the text, the one whose type it says, or the one whose
    provisions have its words rather than those of another."""
    if len(named) < 2:
        return alone(named)
    called = [one for one in named.values() if one.act and one.act in text]
    if not called:
        near = {name: one.provisions.nearest(text) for name, one in named.items()}
        first, second, *_ = sorted(near, key=lambda name: near[name], reverse=True)
        return named[first] if near[first] >= near[second] + _APART else None
    if len({one.act for one in called}) == 1 < len(called):  # “Nghị định sửa đổi” is that of the two
        called = [one for one in called if one.begins in text]
    return called[0] if len(called) == 1 else None


def _tells(document: Named, text: str) -> bool:
    """Whether a sentence speaks of a document: by its type, or as the draft."""
    said = (text[one.end() :] for one in re.finditer(re.escape(document.act), text)) if document.act else ()
    named = any(not _ANOTHER.match(rest) for rest in said)
    issued = bool(document.symbol) and document.symbol in text
    return named or issued or (not document.symbol and bool(_DRAFT.search(text)))


def meant(citation: Citation, text: str, named: Mapping[str, Named]) -> Named | None:
    """The document whose provision is cited: named with its type, or the only draft there is."""
    document = citation.document
    after = text[citation.units_end : citation.units_end + 60]
    for one in named.values():
        if one.symbol and one.symbol in after:
            return one
        if not one.symbol and document.type == one.act and not document.own:
            rest = text[document.end : document.end + 25]
            return None if re.match(r"\s+(?:số\s+)?\d", rest) else about(text, named) or one
    draft = _OF_DRAFT.match(after) or (None if document.type else _IN_DRAFT.search(text, 0, citation.start))
    typed = draft and _TYPED.search(f"{draft[0]}{after[draft.end() :]}" if draft.string is after else draft[0])
    drafts = [one for one in named.values() if not one.symbol and (not typed or typed[1] == one.act)]
    return drafts[0] if draft and len(drafts) == 1 else None


def _counted(sentence: Sentence, only: Named | None, spoken_of: Named | None) -> Iterator[Fault]:
    """Counts of chương, điều and phụ lục unlike those of the document that the sentence speaks of; where it speaks of
    none, two of them side by side are those of the document `spoken_of` before."""
    found = [(one, unit) for one in sentence.figures if (unit := _COUNTED.match(sentence.text, one.counted))]
    beside: set[int] = set()
    for (one, unit), (other, _) in pairwise(found):
        if _BESIDE.fullmatch(sentence.text, unit.end(), other.start):
            beside |= {one.start, other.start}
    for figure, unit in found:
        before, document = sentence.text[: figure.start], only or spoken_of
        of_all = ((only or _ITSELF.match(before)) and _OF_ALL.search(before)) or figure.start in beside
        opens = only and not before.strip(" *-") and _DIVIDED.match(sentence.text, unit.end())
        word = unit[1].lower()
        part = re.search(r"(Chương|Mục|Phần)\s+([IVXL\d]+)(?!\w)[^.;]*$", before)
        if document is None or (part and (part[1] != "Chương" or word != "điều" or not _OF_ALL.search(before))):
            continue
        if not (part or of_all or opens):
            continue
        own = document.articles_of(part[2]) if part else document.counts[word]
        if own is None:
            continue
        if figure.low != own:
            text = msg(
                "{document} has {own} {unit}, here {said}",
                document=f"{part[1]} {part[2]} {_called(document)}" if part else _called(document),
                own=own,
                unit=word,
                said=sentence.text[figure.start : figure.counted],
            )
            yield Fault("DK-V005", text, sentence.place(figure.start))
