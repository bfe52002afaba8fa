"""Words looked for in all documents, and exchanged in one: a term that is called otherwise from now on."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from pathlib import Path

from draftkit.errors import SourceError
from draftkit.live.changes import Change, changed_file
from draftkit.model.message import msg
from draftkit.text.fold import bare
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out

_SIGNS = re.compile(r"@[\w.-]+|\{[^{}\n]*\}|<!--[^\n]*|\]\([^()\n]*\)")
"""What is no text: labels, values, comments, addresses."""


def found_in(bench: Bench, given: Data) -> list[Data]:
    """The documents whose texts hold some words, with how often, most first. Typed without marks they are found with
    any."""
    wanted = _given(given, "words").lower()
    plain = (lambda text: bare(text).lower()) if bare(wanted) == wanted else str.lower
    counts = {
        path: sum(plain(_text(bench, file)).count(wanted) for file in bench.loose_files(path))
        for path in (bench.desk.others() if wanted else ())
    }
    some = sorted(((count, path) for path, count in counts.items() if count), key=lambda one: (-one[0], one[1]))
    return [{"doc": bench.name(path), "count": count} for count, path in some]


def exchange(bench: Bench, given: Data) -> Data:
    """Words of the text of a document exchanged for others wherever they stand for themselves, as one change; what is
    part of a longer word, of a label or a value stays and is counted. Raises SourceError when they stand nowhere, or
    the text could not be read with the others."""
    owner = bench.owner(given["doc"])
    document = bench.desk.read(owner)
    words, by = _given(given, "words"), _given(given, "by")
    pairs = {_capital(words): _capital(by), words: by}
    wanted = re.compile("|".join(map(re.escape, pairs)))
    new: dict[str, str] = {}
    count = left = 0
    for file in (path for path in bench.loose_files(owner) if words and by and path.suffix == ".md"):
        old = _text(bench, file)
        start = _start(old)
        signs = [one.span() for one in _SIGNS.finditer(old, start)]
        out, at = [], 0
        for one in wanted.finditer(old, start):
            around = old[one.start() - 1 : one.start()] + old[one.end() : one.end() + 1]
            nearest = signs[bisect_left(signs, (one.end(), 0)) - 1 :][:1]  # the last that begins before its end
            if any(sign.isalnum() for sign in around) or any(a < one.end() and one.start() < z for a, z in nearest):
                left += 1
                continue
            out += [old[at : one.start()], pairs[one[0]]]
            at = one.end()
        count += len(out) // 2
        if out:
            new[bench.name(file)] = "".join(out) + old[at:]
    if not new:
        raise SourceError("“{words}” stands nowhere in the text of this document.", words=words)
    then = bench.desk.with_texts(document, new)
    files = tuple(changed_file(bench.desk, name, bench.desk.clean(name), text) for name, text in new.items())
    told = [msg("{count} places exchanged.", count=count)]
    told += [msg("{count} stay: they are parts of longer words, of labels or of values.", count=left)] if left else []
    told += [msg("The name of the document says it too; change it there.")] if words in then.bound.meta.title else []
    return carry_out(bench, owner, Change(owner, files, told=tuple(told)))


def _given(given: Data, key: str) -> str:
    return " ".join(unicodedata.normalize("NFC", given[key]).split())


def _text(bench: Bench, file: Path) -> str:
    return bench.desk.clean(bench.name(file))


def _start(text: str) -> int:
    """Where the text of a file begins, behind its metadata."""
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return end + 4 if end >= 0 else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
