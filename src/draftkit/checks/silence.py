"""Silencing: which findings a drafter has looked at and set aside, and which settings-aside have nothing left to set
aside.

`<!-- draftkit: ignore DK-T001 reason -->` at the end of a line counts for that line; on a line of its own for the block
that follows, up to the next empty line or unit (before a heading: for the heading). `ignore-file` counts for the file
it stands in. In metadata the same after `#`; on a line of its own it counts for the key that follows and what hangs
below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from draftkit.checks.catalogue import SUCCESSORS, meant
from draftkit.checks.engine import Besides, asked, regime_of, stamp, stamped
from draftkit.checks.rule import Rule
from draftkit.errors import ConfigError
from draftkit.model.message import Command, Fault, Finding, Mend, Place, Span, msg
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.model.tree import Source, units
from draftkit.readers.comments import COMMENT, YAML_COMMENT
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.text.pattern import Pattern, holds

UNUSED, UNKNOWN, NO_REASON = "DK-K001", "DK-K002", "DK-K003"
_WORDS = ("ignore", "ignore-file")
_ID = Pattern(r"DK-[A-Z]?\d{0,3}", flags=re.IGNORECASE)
_WHOLE = (0, 1 << 60)


class Silence(NamedTuple):
    """One comment: ids (or beginnings of ids) of rules, the file and its first and last line it counts for, where it
    stands, and the reason given."""

    ids: tuple[str, ...]
    file: str
    lines: tuple[int, int]
    place: Place
    reason: str
    typed: str = ""
    """The comment as it is usually typed, for deleting it."""


def check(
    bound: Bound, frame: Frame, rules: Sequence[Rule], size: int = 0, besides: Besides | None = None
) -> Callable[[], list[Finding]]:
    """Begin to check a draft, as `engine.asked` does; the returned function gives all findings that no comment
    silences, and after them those on the comments."""
    wait = asked(bound, frame, rules, regime_of(bound), size, besides)

    def findings() -> list[Finding]:
        left, faults = applied(bound, [stamp(rule, hit, bound) for rule, hit in wait().hits], rules)
        return [*left, *stamped(faults, bound, rules)]

    return findings


def applied(bound: Bound, findings: Sequence[Finding], rules: Sequence[Rule]) -> tuple[list[Finding], list[Fault]]:
    """The findings left, and what is wrong with the comments themselves (faults of DK-K001 to DK-K003)."""
    silences, faults = read_silences(bound)
    if not silences and not faults:
        return list(findings), []
    used: set[tuple[int, str]] = set()
    left = []
    for finding in findings:
        marks = [(number, id) for number, silence in enumerate(silences) for id in _matching(silence, finding)]
        used.update(marks)
        if not marks:
            left.append(finding)
    known = {rule.id for rule in rules} | SUCCESSORS.keys()
    for number, silence in enumerate(silences):
        faults += _faults(silence, [id for id in silence.ids if (number, id) not in used], known)
    return left, faults


def _matching(silence: Silence, finding: Finding) -> list[str]:
    first, last = silence.lines
    if silence.file != finding.span.file or not first <= finding.span.line <= last:
        return []
    return [id for id in silence.ids if meant(id, finding.rule)]


def _faults(silence: Silence, unused: Sequence[str], known: Collection[str]) -> Iterator[Fault]:
    for id in unused:
        if any(rule.startswith(id) for rule in known):
            message = msg("{rule} finds nothing here any more; delete the comment that silences it", rule=id)
            yield Fault(
                UNUSED, message, silence.place, mends=(Mend(silence.typed, ""),) if len(silence.ids) == 1 else ()
            )
        else:
            near = nearest(id, known)
            text = or_near(msg("there is no rule {rule}", rule=id), near)
            yield Fault(UNKNOWN, text, silence.place, True, (Mend(id, near[0], False),) if near else ())
    if not silence.reason:
        yield Fault(NO_REASON, msg("say after the rule why it is silenced"), silence.place)


def read_silences(bound: Bound) -> tuple[list[Silence], list[Fault]]:
    """The comments of a draft and of its metadata; comments that are not understood are faults."""
    source = bound.draft.source
    found: list[Silence] = []
    faults: list[Fault] = []
    comments: list[tuple[str, Place, tuple[int, int]]] = []
    if "draftkit:" in source.front:
        comments.extend(_in_metadata(source))
    if holds(source.text, "<!--"):
        comments.extend(_in_text(bound))
    for text, place, lines in comments:
        word, _, rest = text.partition(" ")
        ids = tuple(id.upper() for id in _ID.findall(rest[: _end_of_ids(rest)]))
        if word not in _WORDS or not ids:
            message = msg("comment not understood: “{text}”; write for example “ignore DK-T001 reason”", text=text)
            faults.append(Fault(UNKNOWN, message, place))
            continue
        reason = re.sub(r"^[\s,:;.-]+", "", rest[_end_of_ids(rest) :])
        file = source.span(place).file
        typed = f"<!-- draftkit: {text} -->" if place.line >= 0 else f"# draftkit: {text}"
        found.append(Silence(ids, file, _WHOLE if word == "ignore-file" else lines, place, reason, typed))
    return found, faults


_LIST = Pattern(rf"\s*(?:{_ID.source}(?!\w)[\s,]*)*", flags=re.IGNORECASE)


def _end_of_ids(text: str) -> int:
    found = _LIST.match(text)
    return found.end() if found else 0


def _in_metadata(source: Source) -> Iterator[tuple[str, Place, tuple[int, int]]]:
    lines = source.front.split("\n")
    for index, line in enumerate(lines):
        found = YAML_COMMENT.search(line)
        if found:
            own = not line[: found.start()].strip()
            reach = _below_key(lines, index + 1) if own else (index + 1, index + 1)
            yield found[1], Place(-index - 1, found.start()), reach


def _below_key(lines: Sequence[str], at: int) -> tuple[int, int]:
    """1-based first and last line of the key that starts at or below index `at`, with all that hangs below it."""
    while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at += 1
    if at >= len(lines):
        return 0, 0
    depth = _depth(lines[at])
    end = at + 1
    listed = lines[at].lstrip().startswith("- ")
    while end < len(lines):
        line = lines[end]
        inside = (
            not line.strip()
            or _depth(line) > depth
            or (not listed and _depth(line) == depth and line.lstrip().startswith("- "))
        )
        if not inside:
            break
        end += 1
    return at + 1, end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _in_text(bound: Bound) -> Iterator[tuple[str, Place, tuple[int, int]]]:
    source = bound.draft.source
    lines = source.text.split("\n")
    starts: dict[int, bool] = {unit.line: not unit.level.marker for unit in units(bound.draft.blocks, quoted=True)}
    for index, line in enumerate(lines):
        for found in COMMENT.finditer(line) if "<!--" in line else ():
            own = not COMMENT.sub("", line).strip(" \t>")
            first, last = _next_block(lines, index + 1, starts) if own else (index, index)
            reach = (source.span(Place(first)).line, source.span(Place(last)).line) if first >= 0 else (-1, -1)
            yield found[1], Place(index, found.start()), reach


def _next_block(lines: Sequence[str], at: int, starts: dict[int, bool]) -> tuple[int, int]:
    """First and last line of the block at or below `at`; (-1, -1) at the end of the text."""
    while at < len(lines) and not COMMENT.sub("", lines[at]).strip(" \t>"):
        at += 1
    if at >= len(lines):
        return -1, -1
    if starts.get(at):
        return at, at
    if lines[at].lstrip().startswith("```"):
        fence = re.match(r"`+", lines[at].lstrip())
        end = next(
            (line for line in range(at + 1, len(lines)) if fence and lines[line].lstrip().startswith(fence[0])), at
        )
        return at, end
    end = at
    while end + 1 < len(lines) and lines[end + 1].strip() and end + 1 not in starts:
        end += 1
    return at, end


def chosen(names: Sequence[str], known: Collection[str], where: Callable[[], str]) -> tuple[str, ...]:
    """Ids, or beginnings of ids, in capitals. `where` tells how messages call the place they stand in. Raises
    ConfigError naming the first that no rule starts with, with the nearest rule."""
    out = []
    for name in names:
        id = name.strip().upper()
        if not id or not any(rule.startswith(id) for rule in known):
            near = nearest(id, known)
            said = msg("{where}: there is no rule {rule}", where=where(), rule=name)
            if not near:
                said = msg("{problem}{typed}", problem=said, typed=Command(" (draftkit rules)"))
            raise ConfigError.of(or_near(said, near))
        out.append(id)
    return tuple(out)


def path_matches(pattern: str, name: str) -> bool:
    """Whether a file name (relative, with `/`) is meant by a pattern: `*` any signs but `/`, `**` any at all; the name
    of a folder means all below it."""
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    path = pattern.strip().removeprefix("./").rstrip("/")
    text = re.sub(r"\*\*/|\*\*|\*|\?|[^*?]+", lambda found: signs.get(found[0]) or re.escape(found[0]), path)
    return re.fullmatch(f"{text}(?:/.*)?", name) is not None


Settings = Sequence[tuple[str, tuple[str, ...]]]
"""What `draftkit.yaml` silences: patterns of files, each with ids of rules."""


def unsilenced(findings: Sequence[Finding], settings: Settings, used: set[tuple[str, str]]) -> list[Finding]:
    """The findings whose file no pattern of the settings means together with their rule. Adds to `used` each pattern
    and id that silenced something."""
    files = {
        name: [(pattern, id) for pattern, ids in settings if path_matches(pattern, name) for id in ids]
        for name in {finding.span.file for finding in findings}
    }
    left = []
    for finding in findings:
        marks = [mark for mark in files[finding.span.file] if meant(mark[1], finding.rule)]
        used.update(marks)
        if not marks:
            left.append(finding)
    return left


def stale(
    settings: Settings, used: Collection[tuple[str, str]], files: Sequence[str], where: str, text: str
) -> list[Finding]:
    """What the settings silence in these files without need, once all their findings went through `unsilenced`. A
    pattern that fits none of them is about others.

    `where` is the name of the file of the settings, `text` what it holds."""
    from draftkit.checks.rules.noted import UNUSED as RULE

    lines = text.split("\n")
    found = []
    for pattern, ids in settings:
        line = next((number for number, one in enumerate(lines, 1) if pattern in one), 0)
        meant = any(path_matches(pattern, name) for name in files)
        for id in ids if meant else ():
            if (pattern, id) not in used:
                said = "{rule} finds nothing in {files} any more; delete it from kiem_tra.bo_qua"
                message = msg(said, rule=id, files=pattern)
                found.append(Finding(RULE.id, RULE.severity, message, Span(where, line), RULE.source))
    return found
