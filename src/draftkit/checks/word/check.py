"""Checks Word files one after another, what they share read once: looks as they are, content as of any draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.checks.catalogue import all_rules
from draftkit.checks.components import component_of
from draftkit.checks.engine import Regime, judged, last_day
from draftkit.checks.looks.catalogue import UNKNOWN, word_rules
from draftkit.checks.looks.engine import judge, stamped, tried
from draftkit.checks.looks.rule import Mend, WordHit, WordRule, WordSubject, at
from draftkit.checks.rule import Hit, Rule
from draftkit.checks.rules.noted import MISSING
from draftkit.checks.rules.provisions import annex_dead, form_dead
from draftkit.checks.rules.structure import end_mark
from draftkit.model.grouped import grouped
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding, Message, Place, Provision, Span, msg
from draftkit.model.named import NamedTuple
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Draft
from draftkit.recognise.flat import read_file
from draftkit.recognise.lines import Anatomy, Line
from draftkit.recognise.source import Reading, draft_of
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.word.read import KEEP
from draftkit.word.typed import is_typed

_TYPED = msg("a plain text: fonts, sizes and margins are not measured")


class Checked(NamedTuple):
    """A checked file: what it was taken for, the findings with their hits, the rules that were tried."""

    anatomy: Anatomy
    profile: FormatProfile | None
    findings: tuple[Finding, ...]
    hits: tuple[WordHit | None, ...]
    rules: tuple[Rule, ...]


class WordChecker:
    """Holds the kinds, profiles and rules. `profile_named` reads a profile of the project, `bind` binds the draft that
    a file is; `kind` and `profile` overrule what the files tell."""

    def __init__(
        self,
        kinds: Sequence[KindSpec],
        profile_named: Callable[[str], FormatProfile],
        bind: Bind,
        kind: KindSpec | None = None,
        profile: str = "",
    ) -> None:
        self.kinds = tuple(kinds)
        self.profile_named, self.bind, self.kind, self.forced = profile_named, bind, kind, profile
        self._profiles: dict[str, FormatProfile] = {}

    def check(self, source: Path | bytes, name: str) -> Checked:
        """Read and check one file. Raises SourceError when it cannot be read."""
        file = read_file(source, name, self.kinds, KEEP)
        family = "" if not self.forced else "nd30" if self.forced.startswith("nd30") else "qppl"
        reading = Reading(file, self.kinds, self.kind, self._roles, lambda omml: "x", family)
        anatomy = reading.seen
        if (self.forced or self.kind or reading.standard) and not anatomy.alone:
            anatomy = anatomy._replace(official=True)
        date = anatomy.date or last_day(anatomy.year)
        profile, unmeasured = self._measure(anatomy, date) if not is_typed(name) else (None, [_TYPED])
        regime = Regime(anatomy.family, "" if profile and self.forced and date < profile.valid_from else date)
        subject = WordSubject(file, anatomy, profile)
        rules = tried(word_rules(), subject, regime)
        found: list[tuple[Finding, WordHit | None]] = [(self._said(what, name), None) for what in unmeasured]
        found += judge(subject, rules, name)
        told = {rule.rule.id: rule.rule for rule in rules}
        if anatomy.official or anatomy.alone or subject.own:
            content = Content(reading, subject, self.bind, regime)
            found += content.findings(name)
            told |= {rule.id: rule for rule in content.rules}
        found.sort(key=lambda item: (item[0].span.line, item[0].rule))
        findings, made_of = zip(*found, strict=True) if found else ((), ())
        if file.rows:
            findings = tuple(finding._replace(span=_in_text(finding.span, file.rows)) for finding in findings)
        return Checked(anatomy, profile, findings, made_of, tuple(told.values()))

    def _measure(self, anatomy: Anatomy, date: str) -> tuple[FormatProfile | None, list[Message]]:
        """The profile a file is measured against (None: against none), and what the user should know of that."""
        if self.forced:
            return self._profile(self.forced), []
        said = list(_parts(anatomy))
        if not anatomy.official and not anatomy.alone:
            return None, said or [_unofficial(anatomy)]
        profile = self.edition(anatomy.profile, date)
        if not anatomy.family and not any(
            profile and rule.of_act and rule.rule.source.act == profile.act for rule in word_rules()
        ):
            return None, [*said, _without_family(anatomy)]
        if profile and date and date < profile.valid_from:
            text = (
                "dated {date}, before {act} held (from {start}): its format is not measured; give --profile to "
                "measure it all the same"
            )
            early = msg(text, date=date, act=profile.act, start=profile.valid_from)
            return None, [*said, early]
        return profile, said

    def edition(self, name: str, date: str) -> FormatProfile | None:
        """The profile of this name in the edition of a date, or the earliest; None for one that no law lays down."""
        if not name:
            return None
        profile = self._profile(name)
        if date and profile.earlier and profile.valid_from and date < profile.valid_from:
            return self.edition(profile.earlier, date)
        return profile

    def _profile(self, name: str) -> FormatProfile:
        if name not in self._profiles:
            self._profiles[name] = self.profile_named(name)
        return self._profiles[name]

    def _roles(self, kind: KindSpec) -> Mapping[str, str]:
        return {id: style.role for id, style in self._profile(kind.profile).styles.items()}

    @staticmethod
    def _said(message: Message, name: str) -> Finding:
        return Finding(UNKNOWN.id, UNKNOWN.severity, message, Span(name, sort="paragraph"), UNKNOWN.source)


def _in_text(span: Span, rows: Sequence[int]) -> Span:
    """The place in a plain text of one in the Word file it was laid out as."""
    return span._replace(sort="line", line=rows[span.line - 1]) if span.line else span


def _parts(anatomy: Anatomy) -> Iterator[Message]:
    """What a file holds that is not a whole document."""
    if anatomy.alone == "annex":
        yield msg("an annex in a file of its own: header, legal bases and ending are not asked for")
    if anatomy.alone == "form":
        yield msg("a form in a file of its own: what is to be filled in is not measured")
    if anatomy.copied:
        kind = anatomy.copied.title
        yield msg("a copy ({kind}): the block of the copy is not measured", kind=kind)


def _unofficial(anatomy: Anatomy) -> Message:
    if anatomy.kind and not anatomy.family:
        return _without_family(anatomy)
    return msg(
        "neither issuing body nor number found: not taken for an official document; give --profile to check it all "
        "the same"
    )


def _without_family(anatomy: Anatomy) -> Message:
    if anatomy.kind:
        return msg("fonts, sizes and margins of this kind ({kind}) are not measured", kind=anatomy.kind.title)
    said = "neither kind nor number tells whether this is an administrative or a normative document; give --profile"
    return msg(said)


Bind = Callable[[Draft], tuple[Bound, Frame, Sequence[Rule]]]
"""Binds a draft, and gives the rules its kind brings."""
_AMENDS = re.compile(r"sửa đổi|bãi bỏ|thay thế|hợp nhất", re.IGNORECASE)
_OF_ANY_TEXT = frozenset(("typography",))
"""Sets of rules that look at wording alone, whatever document it is part of."""
_OUTLINE = frozenset(("structure", "numbering", "references"))
_CLOSING = ("signature-title", "signature-name", "recipients-label", "recipients")
"""What stands behind the end of a text."""
_MARKS = re.compile(r"\\(?=\W)|[*_]{1,3}")
_BEFORE, _AFTER, _FARTHEST = 20, 40, 200
_PLACES = 8
"""How many paragraphs a finding names that are of one cause."""


class Content:
    """What the rules on content say of one file. `rules` are those that were tried."""

    def __init__(self, reading: Reading, subject: WordSubject, bind: Bind, regime: Regime) -> None:
        self.reading, self.subject = reading, subject
        draft = draft_of(reading.write(reading.loosely()), _measured(reading.kind, subject, regime), "")
        self.bound, frame, brought = bind(draft)
        # which parts a Word file lacks is noticed by what it prints, not by the keys of the draft it would be
        rules = [
            rule
            for rule in (*all_rules(), *brought)
            if not rule.of_source
            and rule.id != MISSING.id
            and (not subject.anatomy.alone or rule.rule_set in _OF_ANY_TEXT)
        ]
        self._hits, self.rules = judged(self.bound, frame, rules, regime)
        self._amends = not subject.own and any(
            piece.quoted or (piece.role == "title" and _AMENDS.search(piece.text)) for piece in subject.main
        )
        self._source = self.bound.draft.source.text.split("\n")
        self._lines = grouped((line.place, line) for line in reading.lines)

    def findings(self, name: str) -> list[tuple[Finding, WordHit]]:
        """The findings, each with the hit it was made of; what is said in the same words of several places is one."""
        groups: dict[tuple[str, str], list[tuple[Rule, WordHit, Provision]]] = {}
        for rule, hit in self._hits:
            if not self._guessed(rule, hit):
                # the legal bases of a document are all cited in one way
                key = rule.id, hit.message.text if component_of(rule) == "bases" else str(hit.message)
                groups.setdefault(key, []).append((rule, self._hit(rule, hit), hit.source or rule.source))
        return [self._told(group, name) for group in groups.values()]

    def _told(self, group: Sequence[tuple[Rule, WordHit, Provision]], name: str) -> tuple[Finding, WordHit]:
        rule, hit, source = group[0]
        places = list(dict.fromkeys(line.place for _, one, _ in group for line in one.lines[:1]))
        if len(group) > 1 and places:
            rows = self.subject.file.rows
            named = (f"{rows[place - 1]}" if rows else f"¶{place}" for place in places[:_PLACES])
            shown = ", ".join(named) + ("…" if len(places) > _PLACES else "")
            message = msg("{said} ({count} times: {places})", said=hit.message, count=len(group), places=shown)
            lines = tuple(line for _, one, _ in group for line in one.lines)
            hit = hit._replace(message=message, lines=lines, sure=any(one.sure for _, one, _ in group))
        finding = stamped(self.subject, WordRule(rule, lambda _: iter(())), hit, name)
        return finding._replace(provision=source), hit

    def _guessed(self, rule: Rule, hit: Hit) -> bool:
        """Whether a finding in somebody's file rests on what the file does not tell: an annex may lie in a file of its
        own, and the forms and lists that annexes hold are counted as their authors liked."""
        annexes = self.bound.draft.annexes
        if self.subject.own or (not annexes and rule.id not in (annex_dead.id, form_dead.id)):
            return False
        if not annexes:
            return True
        inside = hit.place.line > annexes[0].line and all(annex.line != hit.place.line for annex in annexes)
        return inside and rule.rule_set == "numbering"

    def _hit(self, rule: Rule, hit: Hit) -> WordHit:
        sure = hit.sure and not (self._amends and rule.rule_set in _OUTLINE) and not self._within(rule, hit)
        words, lines = self._words(hit.place), self._at(hit.place)
        line = next((line for line in lines if words and words in line.text), None)
        if line is None:
            line, words = next(iter(lines), None), ""
        found = () if line is None else (line,)
        said = {
            key: _MARKS.sub("", text) if isinstance(text, str) else text for key, text in hit.message.values.items()
        }
        return WordHit(hit.message._replace(values=said), found, words, self._mend(rule), sure)

    def _within(self, rule: Rule, hit: Hit) -> bool:
        """Whether the number that is missed stands inside the paragraph before: “… qua đời. b) Ủy ban …”."""
        expected = hit.message.values.get("expected")
        if rule.rule_set != "numbering" or not expected:
            return False
        before = next((line for line in reversed(self._source[: max(hit.place.line, 0)]) if line.strip()), "")
        return re.search(rf"[.;:]\s{re.escape(str(expected))}[).]\s", before) is not None

    def _at(self, place: Place) -> list[Line]:
        """The lines of the file that a place of the draft may be in: those of its paragraph, or of its table."""
        source = self.bound.draft.source
        ordinals = source.paragraphs if place.line >= 0 else source.front_paragraphs
        index = min(abs(place.line + (place.line < 0)), len(ordinals) - 1)
        while index >= 0 and not ordinals[index] and place.line >= 0:
            index -= 1
        lines = self._lines.get(ordinals[index], []) if ordinals and index >= 0 else []
        table = lines[0].where.table if lines else 0
        return (
            [line for line in self.reading.lines if line.where.table == table] if table and place.line >= 0 else lines
        )

    def _words(self, place: Place) -> str:
        """The words around a place of the text, as the file has them."""
        text = self._source[place.line] if 0 <= place.line < len(self._source) else ""
        if text.startswith("|"):
            cell = text[text.rfind("|", 0, place.column) + 1 :].partition("|")[0]
            return " ".join(_MARKS.sub("", cell).split())[: _BEFORE + _AFTER].strip()
        start = max(text.rfind(" ", 0, max(place.column - _BEFORE, 0)) + 1, place.column - _FARTHEST)
        return " ".join(_MARKS.sub("", text[start : place.column + _AFTER]).split()) if place.column else ""

    def _mend(self, rule: Rule) -> Mend | None:
        """What mends the end of a text: only a full stop that is there becomes the sign that ends it, and only where
        a signature or the recipients show that the text ends here."""
        if rule.id != end_mark.id or self.subject.anatomy.first(*_CLOSING) is None:
            return None
        last = next(reversed(self.subject.body), None)
        ends = (
            last
            and last.text.endswith((".", "/."))
            and not any(
                other.line.part > last.line.part and other.line.paragraph is last.line.paragraph
                for other in self.subject.main
            )
        )
        return Mend("end-mark", lines=at(last)) if last and ends else None


def _measured(kind: KindSpec, subject: WordSubject, regime: Regime) -> KindSpec:
    """The kind as it is measured: by the profile of the file, under the law of its family."""
    sets = tuple(regime.family if name in ("nd30", "qppl") and regime.family else name for name in kind.rule_sets)
    profile = subject.profile.name if subject.has_profile else kind.profile
    return kind._replace(rule_sets=sets, profile=profile)
