"""Edits put into texts, carried to a later state of them, and shown as a patch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher, unified_diff
from itertools import accumulate

from draftkit.edits.values import Edit, Question
from draftkit.files.line_ends import line_end, plain_ends
from draftkit.model.message import msg


def applied(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The texts after the edits. Two at one place are made in the order given, words before paragraphs."""
    out = dict(texts)
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    for file, own in by_file.items():
        text = texts[file]
        parts: list[str] = []
        at = 0
        for edit in sorted(own, key=lambda one: (one.start, one.end, one.text.startswith("\n"))):
            start = max(edit.start, at)
            parts += [text[at:start], edit.text]
            at = max(min(edit.end, len(text)), start)
        out[file] = "".join(parts) + text[at:]
    return out


def carried(edits: Sequence[Edit], old: Mapping[str, str], new: Mapping[str, str]) -> tuple[list[Edit], list[Question]]:
    """Edits of an older state as edits of a newer one. Those that were made there already fall away; where the lines
    were changed otherwise, they become questions."""
    kept: list[tuple[Edit, Edit]] = []
    late: list[tuple[Edit, str]] = []
    for file in sorted({edit.file for edit in edits}):
        own = sorted((edit for edit in edits if edit.file == file), key=lambda edit: (edit.start, edit.end))
        before, after = old[file], new.get(file, "")
        theirs = applied({file: before}, own)[file]
        blocks = _common(before, after)
        done = frozenset(after.split("\n"))
        shift = 0
        for edit in own:
            found = next(
                ((first, there) for first, last, there in blocks if first <= edit.start and edit.end <= last), None
            )
            start = edit.start + shift
            shift += len(edit.text) - (edit.end - edit.start)
            if found is not None:
                there = edit.start + found[1] - found[0]
                if edit.start < edit.end or not after.startswith(edit.text, there):
                    kept.append((edit, edit._replace(start=there, end=there + edit.end - edit.start)))
            elif not done.issuperset(_whole_lines(theirs, start, start + len(edit.text))):
                late.append((edit, before))
    torn = {act for edit, _ in late for act in edit.acts}  # what is done in several places is done whole
    late += [(edit, old[edit.file]) for edit, _ in kept if not torn.isdisjoint(edit.acts)]
    return [now for edit, now in kept if torn.isdisjoint(edit.acts)], [_too_late(*one) for one in late]


def _too_late(edit: Edit, before: str) -> Question:
    """The question about an edit whose lines were changed otherwise."""
    place = f"{edit.file}:{before.count(chr(10), 0, edit.start) + 1}"
    reason = msg("the source was changed here since the file was built")
    return Question(edit.file, place, edit.where, edit.old, edit.new or edit.text.strip(), reason, edit.authors)


def _common(before: str, after: str) -> list[tuple[int, int, int]]:
    """The stretches of lines that two texts have in common: from, to, and where it is in the other."""
    left, right = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts, others = ([0, *accumulate(map(len, lines))] for lines in (left, right))
    matches = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [(starts[block.a], starts[block.a + block.size], others[block.b]) for block in matches if block.size]


def _whole_lines(text: str, start: int, end: int) -> list[str]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : last if last >= 0 else len(text)].split("\n")


def restored(original: str, old: str, new: str) -> str:
    """The new text in the manner of the file as it is stored: lines that did not change stay byte for byte, line ends
    and byte-order mark as they were."""
    if original == old:
        return new
    mark = "\ufeff" if original.startswith("\ufeff") else ""
    end = line_end(original)
    stored = plain_ends(original.removeprefix("\ufeff")).split("\n")
    before, after = old.split("\n"), new.split("\n")
    if len(stored) != len(before):
        return mark + new.replace("\n", end)
    out: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        out += stored[i1:i2] if tag == "equal" else after[j1:j2]
    return mark + end.join(out)


def patch(name: str, old: str, new: str) -> str:
    """A unified diff of one file that `git apply` takes, its paths relative to the project."""
    if old == new:
        return ""
    rows = unified_diff(_kept(old), _kept(new), f"a/{name}", f"b/{name}")
    return "".join(row if row.endswith("\n") else row + "\n\\ No newline at end of file\n" for row in rows)


def _kept(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
