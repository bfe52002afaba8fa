"""Edits of several people put together, and put into texts; conflicts stay out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher, unified_diff
from typing import NamedTuple

from draftkit.edits.values import Conflict, Edit, Question
from draftkit.model.message import msg


class Merged(NamedTuple):
    """Edits that can all be applied, and those that cannot because several people changed the same words."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def merge(several: Sequence[Sequence[Edit]]) -> Merged:
    """Put the edits of several reviewed files together: equal ones once, those to the same words nowhere."""
    owners: dict[tuple[str, int, int, str], list[tuple[int, Edit]]] = {}
    for number, edits in enumerate(several):
        for edit in _outer(edits):
            owners.setdefault((edit.file, edit.start, edit.end, edit.text), []).append((number, edit))
    unique: list[tuple[frozenset[int], Edit]] = []
    for found in owners.values():
        authors = tuple(sorted({author for _, edit in found for author in edit.authors}))
        unique.append((frozenset(number for number, _ in found), found[0][1]._replace(authors=authors)))
    unique.sort(key=lambda item: (item[1].file, item[1].start, item[1].end))
    groups: list[list[tuple[frozenset[int], Edit]]] = []
    reach = -1
    for who, edit in unique:
        if (
            groups
            and groups[-1][0][1].file == edit.file
            and (edit.start < reach or (edit.start == reach and _same_point(groups[-1], edit)))
        ):
            groups[-1].append((who, edit))
            reach = max(reach, edit.end)
        else:
            groups.append([(who, edit)])
            reach = edit.end
    kept: list[Edit] = []
    conflicts: list[Conflict] = []
    for group in groups:
        if len(group) == 1 or len(frozenset().union(*(who for who, _ in group))) == 1:
            kept += [edit for _, edit in group]
        else:
            conflicts.append(Conflict(tuple(edit for _, edit in group)))
    return Merged(tuple(kept), tuple(conflicts))


def _same_point(group: list[tuple[frozenset[int], Edit]], edit: Edit) -> bool:
    """Whether an edit puts something in at the very place where another does."""
    return edit.start == edit.end and any(other.start == other.end == edit.start for _, other in group)


def _outer(edits: Sequence[Edit]) -> list[Edit]:
    """The edits of one file without those inside others, for example words of a paragraph that goes as a whole."""
    out: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.file, one.start, -one.end)):
        last = out[-1] if out else None
        if last and last.file == edit.file and edit.start < last.end:
            continue
        out.append(edit)
    return out


def applied(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The texts after the edits. Two that put something in at one place do so in the order given."""
    out = dict(texts)
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    for file, own in by_file.items():
        text = texts[file]
        parts: list[str] = []
        at = 0
        for edit in sorted(own, key=lambda one: (one.start, one.end)):
            start = max(edit.start, at)
            parts += [text[at:start], edit.text]
            at = max(min(edit.end, len(text)), start)
        out[file] = "".join(parts) + text[at:]
    return out


def carried(edits: Sequence[Edit], old: Mapping[str, str], new: Mapping[str, str]) -> tuple[list[Edit], list[Question]]:
    """Edits of an older state as edits of a newer one. Those that were made there already fall away; where the lines
    were changed otherwise, they become questions."""
    kept: list[Edit] = []
    asked: list[Question] = []
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
                    kept.append(edit._replace(start=there, end=there + edit.end - edit.start))
            elif not done.issuperset(_whole_lines(theirs, start, start + len(edit.text))):
                reason = msg("the source was changed here since the file was built")
                line = before.count("\n", 0, edit.start) + 1
                asked.append(
                    Question(
                        file,
                        f"{file}:{line}",
                        edit.where,
                        edit.old,
                        edit.new or edit.text.strip(),
                        reason,
                        edit.authors,
                    )
                )
    return kept, asked


def _common(before: str, after: str) -> list[tuple[int, int, int]]:
    """The stretches of lines that two texts have in common: from, to, and where it is in the other."""
    left, right = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts, others = _starts(left), _starts(right)
    matches = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [(starts[block.a], starts[block.a + block.size], others[block.b]) for block in matches if block.size]


def _whole_lines(text: str, start: int, end: int) -> list[str]:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : last if last >= 0 else len(text)].split("\n")


def _starts(lines: Sequence[str]) -> list[int]:
    out = [0]
    for line in lines:
        out.append(out[-1] + len(line))
    return out


def restored(original: str, old: str, new: str) -> str:
    """The new text in the manner of the file as it is stored: lines that did not change stay byte for byte, line ends
    and byte-order mark as they were."""
    if original == old:
        return new
    mark = "\ufeff" if original.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in original else "\n"
    stored = original.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
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
