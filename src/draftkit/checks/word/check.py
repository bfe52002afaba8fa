"""Checks Word files one after another, what they share read once: looks as they are, content as of any draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.checks.engine import Regime, last_day
from draftkit.checks.looks.catalogue import UNKNOWN, word_rules
from draftkit.checks.looks.engine import judge, tried
from draftkit.checks.looks.rule import WordHit, WordSubject
from draftkit.checks.rule import Rule
from draftkit.checks.word.content import Bind, Content
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding, Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.place import Span
from draftkit.model.profile import FormatProfile
from draftkit.recognise.flat import read_file
from draftkit.recognise.lines import Anatomy
from draftkit.recognise.source import Reading
from draftkit.word.read import KEEP
from draftkit.word.typed import is_typed


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
        profile, unmeasured = self._measure(anatomy, date) if not is_typed(name) else (None, [_typed()])
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
            early = msg(
                "dated {date}, before {act} held (from {start}): its format is not measured; give --profile to "
                "measure it all the same",
                date=date,
                act=profile.act,
                start=profile.valid_from,
            )
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


def _typed() -> Message:
    return msg("a plain text: fonts, sizes and margins are not measured")


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
    return msg(
        "neither kind nor number tells whether this is an administrative or a normative document; give --profile"
    )
