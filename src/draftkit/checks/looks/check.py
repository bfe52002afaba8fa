"""Checks Word files one after another, with what they share read once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from draftkit.checks.looks.catalogue import UNKNOWN, word_rules
from draftkit.checks.looks.engine import judge
from draftkit.checks.looks.rule import WordHit, WordRule, WordSubject
from draftkit.model.finding import Finding
from draftkit.model.kind import KindSpec
from draftkit.model.message import msg
from draftkit.model.place import Span
from draftkit.model.profile import FormatProfile
from draftkit.recognise.recognise import recognise
from draftkit.recognise.values import Anatomy
from draftkit.word.read import KEEP, read_word


class Checked(NamedTuple):
    """A checked file: what it was taken for, the findings, and with each the hit it was made of."""

    name: str
    anatomy: Anatomy
    profile: FormatProfile | None
    findings: tuple[Finding, ...]
    hits: tuple[WordHit | None, ...]


class WordChecker:
    """Holds the kinds, profiles and rules. `profile_named` reads a profile of the project; `kind` and `profile`
    overrule what the files tell."""

    def __init__(
        self,
        kinds: Sequence[KindSpec],
        profile_named: Callable[[str], FormatProfile],
        kind: KindSpec | None = None,
        profile: str = "",
        rules: Sequence[WordRule] | None = None,
    ) -> None:
        self.kinds = tuple(kinds)
        self.profile_named = profile_named
        self.kind = kind
        self.forced = profile
        self.rules = tuple(rules) if rules is not None else word_rules()
        self._profiles: dict[str, FormatProfile] = {}

    def check(self, source: Path | bytes, name: str) -> Checked:
        """Read and check one file. Raises SourceError when it cannot be read."""
        file = read_word(source, name, changes=KEEP)
        family = "" if not self.forced else "nd30" if self.forced.startswith("nd30") else "qppl"
        anatomy = recognise(file, self.kinds, self.kind, family)
        profile = self.edition(self.forced or anatomy.profile, anatomy.date)
        if self.forced and not anatomy.official:
            anatomy = anatomy._replace(official=True)
        subject = WordSubject(file, anatomy, profile)
        found: list[tuple[Finding, WordHit | None]] = [
            *_unknown(anatomy, profile, name),
            *judge(subject, self.rules, name),
        ]
        return Checked(name, anatomy, profile, tuple(one for one, _ in found), tuple(hit for _, hit in found))

    def edition(self, name: str, date: str) -> FormatProfile | None:
        """The profile with this name in the edition that held on a date; None for one that is not laid down by law."""
        if not name:
            return None
        if name not in self._profiles:
            self._profiles[name] = self.profile_named(name)
        profile = self._profiles[name]
        if date and profile.earlier and profile.valid_from and date < profile.valid_from:
            return self.edition(profile.earlier, date)
        return profile


def _unknown(anatomy: Anatomy, profile: FormatProfile | None, name: str) -> list[tuple[Finding, WordHit | None]]:
    """What the user should know when the file could not be measured against a profile."""
    if profile is not None and anatomy.family and anatomy.official:
        return []
    if not anatomy.official:
        message = msg(
            "no national name and motto found: not taken for an official document; give --profile to check it all "
            "the same"
        )
    else:
        message = msg(
            "neither kind nor number tells whether this is an administrative or a normative document; give --profile"
        )
    return [(Finding(UNKNOWN.id, UNKNOWN.severity, message, Span(name, sort="paragraph"), UNKNOWN.source), None)]
