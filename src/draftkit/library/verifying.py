"""Whether a Word or PDF file is what was built, also after somebody saved it again; and what differs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from draftkit.errors import DraftkitError, SourceError, needing
from draftkit.library.build_run import USUAL, remade
from draftkit.library.ground import Ground
from draftkit.library.project import open_project, root_around
from draftkit.library.receipt import ENDING, Output, Receipt, read_receipt
from draftkit.library.session import Session
from draftkit.library.together import WORK
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.tree import Occasion
from draftkit.plugins import brought_folders
from draftkit.readers.source import file_bytes, inside
from draftkit.text import marks
from draftkit.text.edits import edits, spans
from draftkit.text.marks import Fingerprint, differences, normal, said
from draftkit.text.passage import shortened
from draftkit.word.values import WordFile, every_paragraph

WORD, PDF = ".docx", ".pdf"
_NEVER_BUILT = (marks.STRUCK, marks.HIDDEN, marks.BOX, marks.COMMENT, marks.OBJECT)
"""Marks that no file has which we make."""
_PARTED = " / "
"""Between the lines of a box, and of a header."""
_OUTSIDE = "{file}: the receipt names {path}, which lies outside the project; nothing there is read. Name another one \
with --receipt."


class Verdict(NamedTuple):
    """What a file was held against: its receipt, and the file as built (None: neither at hand nor to be made again);
    whether it is the same byte for byte; what says something else."""

    receipt: Path
    original: bytes | None
    exact: bool
    differences: Sequence[Message]


def verify(path: Path, given: Path | None = None, cwd: Path | None = None) -> Verdict:
    """Hold a file against its receipt: `given`, else the one beside it, else one among the results of the project
    around it or around `cwd`. Raises SourceError when the file cannot be read or no receipt tells of it, EngineMissing
    for a PDF that is not the same bytes when no reader of PDF files is installed."""
    data = file_bytes(path, str(path))
    suffix = path.suffix.lower()
    if suffix not in (WORD, PDF):
        raise SourceError("{file}: only Word (.docx) and PDF files can be verified.", file=path)
    place, receipt, name = _receipt(path, data, given, cwd or Path.cwd())
    output = receipt.outputs[name]
    if sha256(data).hexdigest() == output.sum:
        return Verdict(place, data, True, ())
    original = _original(place, receipt, name, output)
    if suffix == PDF:
        found = list(_of_pages(original, data, str(path))) if original else [msg("not the file that was built")]
    elif original:
        found = list(_of_words(original, data, path.name))
    else:
        found = list(_of_seals(output, data, path.name))
    return Verdict(place, original, False, found)


class _Told(NamedTuple):
    place: Path
    receipt: Receipt
    name: str


def _receipt(path: Path, data: bytes, given: Path | None, cwd: Path) -> _Told:
    """The receipt that tells of a file, and under which name: the nearest that knows the name."""
    if given and read_receipt(given) is None:
        raise SourceError("{file}: no receipt of draftkit.", file=given)
    sum_, suffix = sha256(data).hexdigest(), path.suffix.lower()
    names = _names(path, data)
    for places in [[given]] if given else _places(path, cwd):
        told = [
            _Told(place, receipt, name)
            for place in places
            if (receipt := read_receipt(place))
            for name, one in receipt.outputs.items()  # of which more is known than that it was another
            if Path(name).suffix == suffix and (suffix == PDF or one.seals or one.sum == sum_)
        ]
        same = [one for one in told if one.receipt.outputs[one.name].sum == sum_]
        called = [one for one in told if Path(one.name).name == path.name] or [
            one for one in told if given or one.name in names
        ]
        if same or len(called) == 1:
            return (same or called)[0]
        if called:
            raise SourceError("{file}: several receipts may tell of it; name one with --receipt.", file=path)
    raise SourceError("{file}: no receipt tells of it; name it with --receipt.", file=path)


def _places(path: Path, cwd: Path) -> Iterator[list[Path]]:
    """The receipts beside a file, those of its project, those of the project one stands in."""
    yield sorted(path.resolve().parent.glob(f"*.{ENDING}"))
    for root in dict.fromkeys(map(root_around, (path.resolve().parent, cwd.resolve()))):
        if root:
            yield sorted(open_project(root, None).build.rglob(f"*.{ENDING}"))


def _names(path: Path, data: bytes) -> set[str]:
    """What a file was called when it was built: as it is, and as its properties say."""
    if path.suffix.lower() != WORD:
        return {path.name}
    from draftkit.word.identity import identity_of
    from draftkit.word.read import read_word

    return {path.name, f"{identity_of(read_word(data, path.name).properties).name}{WORD}"}


def _original(place: Path, receipt: Receipt, name: str, output: Output) -> bytes | None:
    """The file as it was built: still there, or made again of the same sources by the same program. Raises SourceError
    when the receipt leads out of the project: nothing out there is looked at."""
    root = root_around(place.resolve().parent)
    _check_paths(place, receipt, name, root)
    beside = place.parent / name
    if beside.is_file():
        data = beside.read_bytes()
        if sha256(data).hexdigest() == output.sum:
            return data
    if root is None or WORK in receipt.made:
        return None
    try:
        passed = [instant for instant, past in receipt.made["moments"].items() if past]
        occasion = Occasion(max(passed, default=""), bool(receipt.made["draft"]), bool(receipt.made.get("lined")))
        session = Session(open_project(root, None), occasion)
        if Ground(session.project).state(receipt.seeds) != receipt.inputs:
            return None
        document = session.read(root / receipt.document)
        made = remade(session, document, USUAL._replace(formats=(output.format,)), receipt.marked)
    except (DraftkitError, KeyError):
        return None
    found = made.get(name)
    return found if found and sha256(found).hexdigest() == output.sum else None


def _check_paths(place: Path, receipt: Receipt, name: str, root: Path | None) -> None:
    base = root or place.resolve().parent
    known = (base, *map(Path.resolve, brought_folders()))
    for one in (receipt.document, *receipt.documents, *receipt.files):
        path = Path(os.path.normpath(base / one))
        if not any(path.is_relative_to(folder) and inside(folder, path) for folder in known):
            raise SourceError(_OUTSIDE, file=place, path=one)
    if not inside(base, place.parent / name):
        raise SourceError(_OUTSIDE, file=place, path=name)


def _of_words(old: bytes, new: bytes, name: str) -> Iterator[Message]:
    """What differs between two Word files: words by paragraph, and what changes the meaning besides them."""
    from draftkit.word.fingerprint import fingerprint
    from draftkit.word.read import read_word

    files = [read_word(data, name) for data in (old, new)]
    before, after = map(fingerprint, files)
    framed = [_framed(file, one) for file, one in zip(files, (before, after), strict=True)]
    apart = [_edges(one) | lines for one, lines in zip((before, after), framed, strict=True)]
    for old_line, new_line in zip_longest(sorted(apart[0] - apart[1]), sorted(apart[1] - apart[0]), fillvalue=""):
        yield from _worded(old_line, new_line, 0)
    kept = [
        {key: at for key, at in one.paragraphs.items() if key[0] != marks.EDGES and key[1] not in lines}
        for one, lines in zip((before, after), framed, strict=True)
    ]
    left, right = ([(part, text) for part, text, _ in one] for one in kept)
    ordinals = list(kept[1].values())
    for span in spans(left, right):
        if span.same:
            continue
        gone, come = left[span.a0 : span.a1], right[span.b0 : span.b1]
        for at, (was, now) in enumerate(zip_longest(gone, come)):
            ordinal = ordinals[min(span.b0 + at, len(ordinals) - 1)] if ordinals else 0
            yield from _worded(was[1] if was else "", now[1] if now else "", ordinal)
    for one in differences(before, after):
        rewritten = one.mark.kind == marks.FORMULA and one.old and one.new and one.old.words == one.new.words
        boxed = one.mark.kind == marks.BOX and {*one.mark.words.split(_PARTED)} <= framed[0]
        # an office program builds formulas its own way, and makes a box of a frame
        if one.mark.kind not in (marks.HEADER, marks.FOOTER) and not rewritten and not boxed:
            yield _at(said(one), one.mark.ordinal)


def _edges(file: Fingerprint) -> set[str]:
    """What headers and footers say, without the numbers of pages; on which pages is not asked: who saves a file writes
    them anew."""
    said = (line for part, text, _ in file.paragraphs if part == marks.EDGES for line in text.split(_PARTED))
    return {line for line in said if any(map(str.isalpha, line))}


def _framed(file: WordFile, shown: Fingerprint) -> set[str]:
    """The lines that stand in frames and boxes: they have no place among the paragraphs."""
    frames = {normal(one.text()) for one in every_paragraph(file) if one.format.frame}
    return frames.union(*(one.words.split(_PARTED) for one in shown.marks if one.kind == marks.BOX))


def _worded(old: str, new: str, ordinal: int) -> Iterator[Message]:
    if not old or not new:
        text = shortened(new or old)
        yield _at(msg("new: “{text}”", text=text) if new else msg("no longer there: “{text}”", text=text), ordinal)
        return
    for one in edits(old, new):
        if one.old != one.new:
            yield _at(msg("“{old}” → “{new}” in “{text}”", old=one.old, new=one.new, text=shortened(new)), ordinal)


def _at(message: Message, ordinal: int) -> Message:
    return msg("¶{number}: {message}", number=ordinal, message=message) if ordinal else message


def _of_seals(output: Output, new: bytes, name: str) -> Iterator[Message]:
    """What of a Word file the receipt does not know, and how much it misses: its words are told by nobody."""
    from draftkit.word.fingerprint import fingerprint
    from draftkit.word.read import read_word
    from draftkit.word.seals import Seals, lettered, sealed, seals

    file, own = read_word(new, name), seals(new)
    shown, found, known = fingerprint(file), own.list(), Seals(output.letters, output.seals).list()
    lines = {line: sealed(lettered([line])).each for line in _framed(file, shown)}
    framed = {seal for seal in lines.values() if known.count(seal) == found.count(seal) > 0}
    for one in differences(Fingerprint(), shown):
        boxed = one.mark.kind == marks.BOX and {lines[line] for line in one.mark.words.split(_PARTED)} <= framed
        if one.mark.kind in _NEVER_BUILT and not boxed:
            yield _at(said(one), one.mark.ordinal)
    if own.whole == output.letters:
        return
    known, found = ([seal for seal in some if seal not in framed] for some in (known, found))
    by_seal = {}
    for (_, text, _), ordinal in shown.paragraphs.items():
        by_seal[sealed(lettered([text])).each] = text, ordinal
    missing = 0
    for span in spans(known, found):
        if not span.same:
            missing += span.a1 - span.a0
            for seal in found[span.b0 : span.b1]:
                text, ordinal = by_seal.get(seal, ("", 0))
                yield _at(msg("not as built: “{text}”", text=shortened(text)), ordinal)
    if missing:
        yield msg("{count} paragraphs that were built are not in it as they were", count=missing)


def _of_pages(old: bytes, new: bytes, name: str) -> Iterator[Message]:
    """What differs between the words of two PDF files, by page."""
    before, after = pages(old, name), pages(new, name)
    if len(before) != len(after):
        yield msg("{new} pages instead of {old}", new=len(after), old=len(before))
    for number, (was, now) in enumerate(zip_longest(before, after, fillvalue=""), 1):
        for one in edits(was, now):
            if one.old.split() != one.new.split():
                left, right = shortened(one.old), shortened(one.new)
                yield msg("page {number}: “{old}” → “{new}”", number=number, old=left, new=right)


def pages(data: bytes, name: str) -> list[str]:
    """The words of each page of a PDF, read in a process of its own: a small file may unfold to gigabytes. Raises
    SourceError when it is no PDF or takes too much."""
    with needing("PDF files are read by pypdfium2: pip install '{package}'", "rendered"):
        import pypdfium2  # noqa: F401
    command = [sys.executable, "-P", "-c", "from draftkit.library.verifying import print_pages; print_pages()"]
    with suppress(subprocess.TimeoutExpired):  # a thousand pages of text take 5 s and 200 MB
        done = subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)
        if not done.returncode:
            return list(json.loads(done.stdout))
    said = (
        "{file}: not a readable PDF file: damaged, locked with a password, or made to take more than a minute or 1 GB"
    )
    raise SourceError(said, file=name)


def print_pages() -> None:
    """In that process: the words of each page of what comes in, as JSON."""
    with suppress(ImportError):  # where the system knows no limits, the time is all there is
        from resource import RLIMIT_AS, setrlimit

        setrlimit(RLIMIT_AS, (1 << 30, 1 << 30))
    from pypdfium2 import PdfDocument

    with PdfDocument(sys.stdin.buffer.read()) as file:
        json.dump([" ".join(page.get_textpage().get_text_range().split()) for page in file], sys.stdout)
