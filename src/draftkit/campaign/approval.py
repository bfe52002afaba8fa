"""Who approved a text, when, and what it rested on at that moment.

The approval is a file of its own beside the text (`tin.duyet.yaml`; `duyet.yaml` in a folder), kept in git with it:
who, when, a hash of the text as written, and the state of all it cites. Whatever of that is different now makes the
text stale, and can be shown, old and new."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from draftkit.errors import DraftkitError
from draftkit.files.stamp import Stamp, stamp
from draftkit.model.fingerprint import fingerprint
from draftkit.model.inline import plain
from draftkit.model.message import Fault, Message, Place, fault_at, msg
from draftkit.model.meta import Metadata, texts_in
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Equation, Grid, Item, Line, Picture
from draftkit.model.tree import Draft
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.metadata import read_metadata
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import fold_key
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import block_flow
from draftkit.resolve.grounds import digest
from draftkit.resolve.phrase import Phrases
from draftkit.text.cells import csv_bytes
from draftkit.text.fold import one_line

_HEAD = "# Duyệt nội dung: do lệnh “draftkit approve” ghi. Không sửa tay; duyệt lại thì chạy lại lệnh.\n"
_ROWS, _SEAL = "bam_bang", "niem"
_SORTS = ("quy_dinh", "vien_dan", "van_ban", "so_lieu", "co_quan", "nhan_dien", "tep")
"""What is kept of all that a text rests on: provisions, how they are called, documents, figures, names of bodies, what
the project puts on it."""

_OLDER = msg(
    "approved with an earlier version of draftkit, which did not keep names, contacts and looks ({file}): approve it "
    "again"
)
_EDITED = msg("{file} was changed after it was written; approve the text again")


class Change(NamedTuple):
    """Something cited that is not what it was: its sort, its label or name, what it said, what it says now (empty: it
    is gone), where it is cited."""

    sort: str
    key: str
    old: str
    new: str
    place: Place


def approval_file(draft: Draft) -> Path:
    """Where the approval of a document is kept."""
    folder = Path(draft.source.folder)
    if Path(draft.source.meta_file).name == DRAFT_FILE:
        return folder / "duyet.yaml"
    return folder / f"{draft.name}.duyet.yaml"


def rows_file(draft: Draft) -> Path:
    """Where the rows are kept that were approved with a text that many documents are made of."""
    return approval_file(draft).with_suffix(".csv")


def approved_rows(draft: Draft) -> tuple[Mapping[str, str], ...] | None:
    """The rows approved with a text; None when it was approved for itself, none when their file is another than the one
    approved."""
    if not draft.approval.text(_ROWS):
        return None
    path = rows_file(draft)
    try:
        text = clear_text(path, path.name) if path.is_file() else ""
    except DraftkitError:
        return ()
    return tuple(csv.DictReader(io.StringIO(text))) if _hash(text) == draft.approval.text(_ROWS) else ()


def rows_text(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """The rows of a series as they are kept with its approval."""
    made = csv_bytes([columns, *([row.get(column, "") for column in columns] for row in rows)], shown=str, mark="")
    return unicodedata.normalize("NFC", made.decode())


def row_change(approved: Sequence[Mapping[str, str]], cells: Mapping[str, str]) -> Message | None:
    """What is different in a row from what was approved; None when it is as it was."""
    now = {key: unicodedata.normalize("NFC", text) for key, text in cells.items()}
    if any({**row} == {**dict.fromkeys(row, ""), **now} for row in approved):
        return None
    first = next(iter(now), "")
    before = next((row for row in approved if row.get(first) == now.get(first)), None)
    if before is None:
        return msg("“{name}” is no row of the table that was approved", name=now.get(first, ""))
    keys = dict.fromkeys((*before, *now))
    changes = [
        f"{key}: “{before.get(key) or ''}” → “{now.get(key, '')}”"
        for key in keys
        if (before.get(key) or "") != now.get(key, "")
    ]
    return msg("changed since approval: {changes}", changes="; ".join(changes))


def for_row(bound: Bound, mould: str) -> Bound:
    """A document of a series as its gate sees it: approved when the text it is made of is, whose digest is `mould`."""
    draft = bound.draft
    values = dict(draft.approval.values)
    if _ROWS not in values:
        values = {}
    elif values.get("bam") == mould:
        values["bam"] = digest(draft)
    values.pop(_ROWS, None)
    return bound._replace(draft=draft._replace(approval=draft.approval._replace(values=values)))


def _hash(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def with_approval(draft: Draft) -> tuple[Draft, Sequence[Fault]]:
    """The draft with its approval, if it has one; a file that cannot be read, or was changed by hand, is a fault and no
    approval. One without a seal is older than these, and tells nothing of what the project puts on a text."""
    path = approval_file(draft)
    if not (path.exists() or path.is_symlink()):
        return draft, ()
    approval, faults = _approval(path, stamp(path))
    return draft._replace(approval=approval) if approval else draft, faults


@lru_cache(maxsize=8)  # the rows of a series have one
def _approval(path: Path, _changed: Stamp | None) -> tuple[Metadata | None, Sequence[Fault]]:
    try:
        meta, _ = read_metadata(clear_text(path, path.name), path.name, 1)
    except DraftkitError as error:
        return None, (Fault("DK-P012", error.message, Place(-1)),)
    if (seal := meta.values.get(_SEAL)) and seal != _seal(meta):
        return None, (fault_at("DK-P012", Place(-1), _EDITED, file=path.name),)
    older = fault_at("DK-P014", Place(-1), _OLDER, file=path.name)
    return meta, () if seal else (older,)


def _seal(approval: Metadata) -> str:
    """The hash of all that an approval says."""
    return _hash(fingerprint({key: value for key, value in approval.values.items() if key != _SEAL}))


def record(bound: Bound, by: str, date: str, table: str = "") -> str:
    """The text of the approval file; `table` is that of the rows of a series, which stand in a file of their own."""
    import yaml

    data = {
        "nguoi_duyet": by,
        "ngay_duyet": date,
        "bam": digest(bound.draft),
        **({_ROWS: _hash(table)} if table else {}),
        **{sort: found for sort, found in state(bound).items() if found},
    }
    text = _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{text}{_SEAL}: {_seal(read_metadata(text, '', 1)[0])}\n"


def state(bound: Bound) -> dict[str, dict[str, str]]:
    """All that a text cites as it is now, by sort and by label or name."""
    found: dict[str, dict[str, str]] = {sort: {} for sort in _SORTS}
    for use in bound.uses:
        target = bound.target(use.label)
        if target and target[0] is not bound:
            other, block = target[0], target[1].block
            found["quy_dinh"][use.label] = "\n".join(_says(block_flow(other, (block,))))
            called = Phrases(other.draft.kind, other.numbers, other.counted, other.bookmarks).outside(
                [target[1]], (), other.draft.kind.title
            )
            found["vien_dan"][use.label] = called
    found["van_ban"] = dict(bound.cited)
    found["so_lieu"] = dict(bound.values)
    typed = set(texts_in(*bound.draft.meta.values.values()))
    text = "\n".join((bound.draft.source.text, *typed))
    found["co_quan"] = {
        key: body.name for key, body in bound.organisations.items() if body.name in text or key in typed
    }
    return {**found, **{sort: dict(held) for sort, held in bound.draft.lent.items()}}


def _says(items: Iterable[Item]) -> Iterator[str]:
    """The lines of a provision or table, a row of a table as one line."""
    for item in items:
        if isinstance(item, Line):
            yield item.text()
        elif isinstance(item, Grid):
            yield from (" | ".join(plain(cell) for cell in row) for row in item.rows)
        elif isinstance(item, Equation):
            yield item.tex
        elif isinstance(item, Picture):
            yield item.alt


def changes(bound: Bound) -> Iterator[Change]:
    """What is different from what was approved, in the order it was written down."""
    approved = bound.draft.approval
    now, own = state(bound) if approved.values else {}, bound.draft.meta.given
    places = {use.label: use.place for use in reversed(bound.uses)}
    for sort, found in now.items():
        # a figure or provision that the text names stood in it when it was approved; its own values are its text
        named = [key for key in found if sort in ("so_lieu", "quy_dinh") and key.partition(".")[0] not in own]
        named += found if sort in bound.draft.lent and approved.text(_SEAL) else ()
        called = {fold_key(name): name for name in found}  # names of files are read back as keys are
        for key, old in {**dict.fromkeys(map(fold_key, named), ""), **approved.table(sort)}.items():
            key = called.get(key, key)
            new = found.get(key)
            if new is None and sort == "co_quan":  # the text still names the body as it was called then
                body = bound.organisations.get(key)
                new = body.name if body else ""
            if new is None and bound.draft.row and sort == "so_lieu":  # what its cell says stands where the value stood
                continue
            if isinstance(old, str) and one_line(old) != one_line(new or ""):
                yield Change(sort, key, old, new or "", places.get(key) or _typed(bound, key))


def _typed(bound: Bound, key: str) -> Place:
    """Where a value is typed; the start of the metadata when it is not in the text."""
    for number, line in enumerate(bound.draft.source.text.split("\n")):
        column = line.find(key)
        if column >= 0:
            return Place(number, column)
    return Place(-1)


def is_mould(draft: Draft) -> bool:
    """Whether a text was approved with rows that are put into it: it is no document itself."""
    return bool(draft.approval.text(_ROWS))


def is_approved(draft: Draft) -> bool:
    """Whether someone approved the text on some day."""
    return bool(draft.approval.text("nguoi_duyet") and draft.approval.text("ngay_duyet"))


def is_changed(draft: Draft) -> bool:
    """Whether the text itself is another than the one approved."""
    return is_approved(draft) and draft.approval.text("bam") != digest(draft)
