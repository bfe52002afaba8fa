"""Words looked for in all documents, and exchanged in one: a term that is called otherwise from now on."""

from __future__ import annotations

import re
from bisect import bisect_left
from pathlib import Path

from draftkit.edits.provisions import Passages
from draftkit.errors import SourceError
from draftkit.live.changes import Change, changed_files
from draftkit.model.message import msg
from draftkit.text.edits import spliced
from draftkit.text.fold import bare, squeezed, with_capital
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out

_SIGNS = re.compile(r"@[\w.-]+|\{[^{}\n]*\}|<!--(?:(?!-->)[^\n])*|(?<!\S)%%[ \t][^\n]*|\]\([^()\n]*\)|\[\^[^\]\n]*\]")
"""What is no text: labels, values, comments, notes, addresses, names of footnotes."""
_BLANK = r"(?:[ \t\u00a0]+|[ \t]*\n(?=[^\W\d_]))"
"""What stands between words of a paragraph, whose lines may end anywhere."""


def found_in(bench: Bench, given: Data) -> list[Data]:
    """The documents whose texts hold some words, with how often, most first. Typed without marks they are found with
    any."""
    wanted = squeezed(given["words"]).lower()
    plain = (lambda text: bare(text).lower()) if bare(wanted) == wanted else str.lower
    counts = {
        path: sum(plain(_text(bench, file)).count(wanted) for file in bench.desk.loose_files(path))
        for path in (bench.desk.others() if wanted else ())
    }
    some = sorted(((count, path) for path, count in counts.items() if count), key=lambda one: (-one[0], one[1]))
    return [{"doc": bench.name(path), "count": count} for count, path in some]


def exchange(bench: Bench, given: Data) -> Data:
    """Words of the text of a document exchanged for others wherever they stand for themselves, in small letters, with a
    capital or in capitals, as one change; what is part of a longer word, of a label, a value, a note or the metadata
    stays and is counted. Raises SourceError when none can be exchanged, or the text could not be read with the
    others, or would be built of other parts."""
    owner = bench.owner(given["doc"])
    document = bench.desk.read(owner)
    words, by = squeezed(given["words"]), squeezed(given["by"])
    pairs = {words.upper(): by.upper(), with_capital(words): with_capital(by), words: by}
    wanted = re.compile(_BLANK.join(map(re.escape, words.split())), re.IGNORECASE)
    new: dict[str, str] = {}
    count = left = 0
    for file in (path for path in bench.desk.loose_files(owner) if words and by):
        old = _text(bench, file)
        start = _start(old) if file.suffix == ".md" else len(old)
        signs = [one.span() for one in _SIGNS.finditer(old, start)]
        changes: list[tuple[int, int, str]] = []
        for one in wanted.finditer(old):
            text = pairs.get(" ".join(one[0].split()))
            nearest = signs[max(bisect_left(signs, (one.end(), 0)) - 1, 0) :][:1]  # the last that begins before its end
            hidden = any(a < one.end() and one.start() < z for a, z in nearest)
            if text is None or one.start() < start or hidden or _of_longer(old, *one.span()):
                left += 1
                continue
            changes.append((*one.span(), text))
        count += len(changes)
        if changes:
            new[bench.name(file)] = spliced(old, changes)
    if not new:
        if left:
            said = "“{words}” stands only in longer words, labels, values, notes, metadata, or in other capitals."
            raise SourceError(said, words=words)
        raise SourceError("“{words}” stands nowhere in the text of this document.", words=words)
    then = bench.desk.with_texts(document, new)
    if bench.desk.passages(document).built != Passages(then.bound.draft).built:
        said = "“{words}” marks headings, items or tables here, which would be none any more; nothing was changed."
        raise SourceError(said, words=words)
    files = changed_files(bench.desk, new)
    told = [msg("{count} places exchanged.", count=count)]
    if left:
        said = "{count} stay: in longer words, labels, values, notes, metadata, or in other capitals."
        told.append(msg(said, count=left))
    if wanted.search(then.bound.meta.title):
        told.append(msg("The name of the document says it too; change it there."))
    return carry_out(bench, owner, Change(owner, files, told=tuple(told)))


def _of_longer(text: str, start: int, end: int) -> bool:
    """Whether a letter or figure goes on before or behind words that begin or end with one."""
    pairs = (text[max(start - 1, 0) : start + 1], text[end - 1 : end + 1])
    return any(len(pair) == 2 and pair.isalnum() for pair in pairs)


def _text(bench: Bench, file: Path) -> str:
    return bench.desk.clean(bench.name(file))


def _start(text: str) -> int:
    """Where the text of a file begins, behind its metadata."""
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return end + 4 if end >= 0 else 0
