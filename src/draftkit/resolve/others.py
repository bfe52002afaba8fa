"""Other documents of the project that a draft names: their units worded from outside, and what is known of them.

A document is loaded when something in it is first asked for. One that cannot be loaded, or that is being read right
now, is a fault, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from draftkit.errors import CircleError, DraftkitError
from draftkit.law.acts import ACTS
from draftkit.law.dates import long_date
from draftkit.model.act import LegalAct, Organisation
from draftkit.model.inline import plain
from draftkit.model.keys import DRAFT, KIND, ORIGINAL
from draftkit.model.message import Fault, Mend, Message, Place, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Draft, units
from draftkit.readers.shared import look_up
from draftkit.resolve.bound import Bound, Target
from draftkit.resolve.phrase import cite_act, shared_types
from draftkit.resolve.phrase_of import phrases
from draftkit.resolve.values import VALUE
from draftkit.text.fold import bare
from draftkit.text.own_words import said


class Other(NamedTuple):
    """Another document, bound; its number and symbol (`135/2026/NĐ-CP`), empty until it is issued; who issues it."""

    bound: Bound
    symbol: str = ""
    issuer: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether it says so itself, or is of a numbered kind and has no number yet."""
        draft = self.bound.draft
        return bool(draft.meta.values.get(DRAFT)) or bool(draft.kind.words.get("number") and not self.symbol)


Load = Callable[[str], Other]
"""The document at a path. Raises DraftkitError when it cannot be read, or is being read."""


def unfilled(path: str, text: str) -> Message | None:
    """What is to be said where a text of the document at a path cannot be printed elsewhere, since rows of a table fill
    it."""
    found = VALUE.search(text)
    said = "{file} says “{value}”, which each row of a table gives: name a text that is whole"
    return msg(said, file=Path(path).name, value=found[0]) if found else None


class Others:
    """The documents that one draft names. A name may stand for an act of references.yaml (`van_ban: "@qd-3637"`)."""

    def __init__(
        self,
        draft: Draft,
        acts: Mapping[str, LegalAct],
        bodies: Mapping[str, Organisation],
        profile: FormatProfile,
        load: Load | None,
    ) -> None:
        self.named = draft.named
        self.language = draft.kind.language
        self.place = draft.meta.place(KIND)
        self.acts, self.bodies, self.profile, self.load = acts, bodies, profile, load
        self.loaded: dict[str, Other | None] = {}
        self.led_to: dict[str, Other] = {}
        self.of_rows = bool(draft.row) or "{{" in draft.meta.title
        self.faults: list[Fault] = []
        self.cited: set[str] = set()
        for path, place, described in self.named.values():
            if path.startswith("@") and not described and path[1:] not in acts:
                near = nearest(path[1:], acts)
                text = msg("“{label}” is no legal document of references.yaml", label=path)
                line = entry(path[1:])
                if line and not near:
                    text = msg("“{label}” is not in references.yaml; add there: {line}", label=path, line=line)
                text = or_near(text, [f"@{one}" for one in near])
                mends = [Mend(path, f"@{near[0]}", False)] if near else []
                mends += [Mend("", line, False, "act")] if line else []
                self.faults.append(Fault("DK-R001", text, place, True, tuple(mends)))

    def get(self, name: str) -> Other | None:
        """The document of this name; None when it cannot be read, a fault the first time, and when it is an act."""
        if name not in self.loaded:
            self.loaded[name] = None
            path, place, _ = self.named[name]
            if self.load and not path.startswith("@"):
                try:
                    other = self.load(path)  # of the original nothing is printed
                    self.loaded[name] = other if name == ORIGINAL else self._whole(path, other, place)
                except DraftkitError as error:
                    self.faults.append(Fault("DK-F013", error.message, place))
        return self.loaded[name]

    def _whole(self, path: str, other: Other, place: Place) -> Other | None:
        """Another document, if it can be named: one whose title each row of a table fills is named by texts alone that
        are made so too."""
        wrong = None if self.of_rows else unfilled(path, other.bound.meta.title)
        if wrong is None:
            return other
        self.faults.append(Fault("DK-F013", wrong, place))
        return None

    def follow(self, paths: Iterable[str]) -> None:
        """Load the documents at paths to which the draft leads without naming them; they may lead back to it."""
        if self.load is None:
            return
        for path in paths:
            try:
                self.led_to[path] = self.load(path)
            except CircleError:
                continue
            except DraftkitError as error:
                self.faults.append(Fault("DK-F013", error.message, self.place))

    def act(self, name: str) -> LegalAct | None:
        """What is cited by type, number and date: an act of references.yaml, or an issued document of the project."""
        path, _, described = self.named[name]
        if path.startswith("@"):
            return described.issued(self.bodies) if described else self.acts.get(path[1:])
        other = self.get(name)
        if other is None or other.is_draft or not other.symbol:
            return None
        meta = other.bound.meta
        return LegalAct(
            name, other.bound.draft.kind.words.get("act", ""), meta.title, other.symbol, meta.date, other.issuer
        )

    def cite(self, name: str, first: bool | None = None) -> str:
        """The document as cited: in full the first time, short later where that names no other one; as typed when it
        cannot be read."""
        if first is None:
            first = name not in self.cited
            self.cited.add(name)
        short, full = self._called(name)
        if first or (len(self.cited) > 1 and any(self._called(one)[0] == short for one in self.cited - {name})):
            return full
        return short

    def _called(self, name: str) -> tuple[str, str]:
        """A document cited short and in full."""
        act = self.act(name)
        if act and act.number:
            return cite_act(act, self.profile, False), cite_act(act, self.profile, True)
        other = self.get(name)
        if act:
            called, title, date = act.type, act.name, act.date
        elif other:
            draft = other.bound.draft
            word = draft.kind.called_in.get(self.language) or draft.kind.words.get("act", draft.kind.title)
            called, title, date = word, other.bound.meta.title, other.bound.meta.date
            if other.is_draft:
                called, date = said(self.language, "dự thảo {}").format(word), ""
        else:
            return f"@{name}", f"@{name}"
        if not title:
            return called, called
        name = title if title[0].islower() else f"“{title}”"
        return called, " ".join(filter(None, (called, name, long_date(date, self.language))))

    def _day(self, iso: str) -> str:
        return long_date(iso, self.language)

    def told(self, name: str) -> dict[str, Data]:
        """What a table of facts says of a document, also while it has no number and no date: `chưa ban hành`. Empty is
        what it cannot say at all."""
        act, other = self.act(name), self.get(name)
        meta = other.bound.meta if other else None
        force = meta.effective_date if meta else act.in_force_from if act else ""
        draft = not (act and (act.number or act.date))
        return {
            "ten": self.cite(name, first=True),
            "so": act.number if act and act.number else said(self.language, "chưa có (đang dự thảo)") if draft else "",
            "ngay": self._day(act.date) if act and act.date else said(self.language, "chưa ban hành") if draft else "",
            "co_quan": act.issuer if act else other.issuer if other else "",
            "hieu_luc": f"{self._day(force)}{said(self.language, ' (theo dự thảo)') if draft else ''}"
            if force
            else said(self.language, "chưa xác định"),
            "can_cu": "; ".join(
                text.removeprefix("Căn cứ ")
                for basis in other.bound.bases
                if (text := plain(basis)).startswith("Căn cứ ")
            )
            if other
            else "",
            "bo_cuc": _structure(other.bound) if other else "",
        }

    def words(self, name: str, targets: Sequence[Target], separators: Sequence[str]) -> str:
        """Units or captioned blocks, as said from outside it: `khoản 2 Điều 5 của dự thảo Nghị định …`."""
        other = self.loaded[name]
        if other is None:
            return f"@{name}"
        bound = other.bound
        return phrases(self.language)(
            bound.draft.kind, bound.numbers, bound.counted, bound.bookmarks, shared_types(bound.draft)
        ).outside(targets, separators, self.cite(name))

    def value(self, dotted: str) -> str | None:
        """What a document says of itself: `van_ban.ten_goi`, a value of its gia_tri, or one of what is worded for it;
        None when it does not say.

        `van_ban.thong_tin.…` is what a table of facts says. Worded are `trich_dan` (as cited in full), `so_ky_hieu`,
        `ngay_chu` and `hieu_luc_chu` (dates in words), `co_quan_chu` (who issues it)."""
        name, _, key = dotted.partition(".")
        if name not in self.named or not key:
            return None
        act, other = self.act(name), self.get(name)
        meta = other.bound.meta if other else None
        force = act.in_force_from if act and not meta else meta.effective_date if meta else ""
        own: dict[str, Data] = dict(meta.values) if meta else {}
        if act:
            told = {"loai": act.type, "ten_goi": act.name, "so": act.number, "ngay": act.date, "co_quan": act.issuer}
            own = {**told, "ngay_hieu_luc": force, **own}
        worded: dict[str, Data] = {"trich_dan": self.cite(name, first=True)} if act or other else {}
        if act:
            worded |= {"so_ky_hieu": act.number, "ngay_chu": self._day(act.date), "co_quan_chu": act.issuer}
        elif other:
            worded |= {"co_quan_chu": other.issuer}
        if force:
            worded["hieu_luc_chu"] = self._day(force)
        if key.startswith("thong_tin."):
            worded["thong_tin"] = self.told(name)
        return look_up(key, meta.given if meta else {}, own, {key: text for key, text in worded.items() if text})


def _structure(bound: Bound) -> str:
    """What a document consists of: `2 chương, 12 điều, 1 phụ lục: Chương I. Quy định chung; …`."""
    headed = [unit for unit in units(bound.draft.blocks) if unit.level.keyword and unit.level.shows_number]
    body = {unit.serial for unit in units(bound.draft.body)}
    counts: dict[str, int] = {}
    for unit in headed:
        if unit.serial in body or unit.level.depth == 0:
            counts[unit.level.cite] = counts.get(unit.level.cite, 0) + 1
    told = ", ".join(f"{count} {word.lower()}" for word, count in counts.items())
    outer = min((unit.level.depth for unit in headed if unit.serial in body), default=0)
    tops = [
        unit for unit in headed if unit.serial in body and unit.level.depth == outer and unit.level.heading == "stacked"
    ]
    names = "; ".join(f"{unit.level.cite} {bound.numbers[unit.serial]}. {plain(bound.text(unit))}" for unit in tops)
    return f"{told}: {names}" if names else told


def entry(label: str) -> str:
    """The line to paste; empty when the label does not look like that of a legal document (`luat-dat-dai`, `nd-08`)."""
    called = _type(label)
    return f"{label}: {{loai: {called}, ten: …, so: …, ngay: , co_quan: …}}" if called else ""


def _type(label: str) -> str:
    start, _, rest = label.lower().partition("-")
    for called in ACTS.split("|") if rest else ():
        words = bare(called.lower()).split()
        initials = "".join(word[0] for word in words)
        if label.startswith("-".join(words) + "-") or (start == initials and "0" <= rest[:1] <= "9"):
            return called
    return ""


def nowhere(
    label: str, targets: Iterable[str], acts: Mapping[str, LegalAct], others: Others, place: Place, source: str
) -> Fault:
    """Why a label points nowhere, with where it stands in the source without naming anything, or the nearest one that
    does not."""
    message = _said(label, targets, acts, others)
    if f"{{#{label}}}" in source:
        text = msg("“@{label}” points nowhere: {{#{label}}} ends no heading, no line “Bảng. …”, or that has a fault")
        message = text._replace(values={"label": label})
    near, line = (str(message.values.get(key, "")) for key in ("near", "line"))
    mends = [Mend(f"@{label}", f"@{near.removeprefix('@')}", False)] if near else []
    if line:
        mends.append(Mend("", line, False, "act"))
    return Fault("DK-R001", message, place, True, tuple(mends))


def _said(label: str, targets: Iterable[str], acts: Mapping[str, LegalAct], others: Others) -> Message:
    name, dot, inner = label.partition(".")
    if dot and name in others.named:
        other = others.get(name)
        near = nearest(inner, other.bound.labels) if other else []
        if near:
            text = msg("“@{label}”: the document “{name}” has no such label", label=label, name=name)
            return or_near(text, [f"@{name}.{near[0]}"])
        return msg("“@{label}”: the document “{name}” has no such label, or cannot be read", label=label, name=name)
    near = nearest(label, [*targets, *acts, *others.named])
    line = entry(label)
    if near and line:
        said = "“@{label}” points nowhere; did you mean “@{near}”? If not, add it to references.yaml: {line}"
        return msg(said, label=label, near=near[0], line=line)
    if near:
        return or_near(msg("“@{label}” points nowhere", label=label), [f"@{near[0]}"])
    if line:
        return msg("“@{label}” points nowhere; add it to references.yaml: {line}", label=label, line=line)
    said = "“@{label}” points nowhere: no unit, table or legal document has this label; for the name itself: \\@{label}"
    return msg(said, label=label)
