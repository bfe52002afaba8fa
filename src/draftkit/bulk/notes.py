"""What became of the rows of a series, and what earlier runs noted of it in the folder they built into."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from draftkit.model.message import Finding, Message, msg
from draftkit.model.named import NamedTuple
from draftkit.text.passage import shortened

STATE = ".draftkit-each.jsonl"


class Result(NamedTuple):
    """What became of a row: the name of its files and their endings, or the message that says why there are none; what
    the rules found in its document, where they looked at it, and whether its draft mark says that it has errors; of an
    earlier run also which text and which table it was made of, where that was noted."""

    number: int
    name: str = ""
    key: str = ""
    endings: tuple[str, ...] = ()
    fault: Message | None = None
    findings: Sequence[Finding] | None = None
    flawed: bool = False
    document: str = ""
    table: str = ""

    @property
    def judged(self) -> bool:
        """Whether the rules were to look at it: nothing else stood against it."""
        return self.fault is None or self.findings is not None


def read_notes(out: Path) -> Mapping[str, Result]:
    """What earlier runs built, by file name; a line cut short by a broken run is left out."""
    path = out / STATE
    found: dict[str, Result] = {}
    for line in path.read_text("utf-8", "replace").splitlines() if path.is_file() else ():
        try:
            entry = json.loads(line)
            made = Result(0, str(entry["name"]), entry["key"], tuple(entry["endings"]))
            found[made.name] = made._replace(document=str(entry.get("document", "")), table=str(entry.get("table", "")))
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return found


def left_there(
    out: Path, made_of: tuple[str, str], known: Iterable[Result], names: Collection[str], anew: Collection[str]
) -> Iterator[Message]:
    """What earlier runs of a text left in a folder that is not of this table, and what is now written over. `made_of`:
    text and table of this run, `names` of the files it gives, `anew` of those it makes, in small letters."""
    text, own_table = made_of
    found: dict[tuple[bool, str], list[str]] = {}
    for one in known:
        name, own = one.name.casefold(), one.document in ("", text)
        origin = (one.table or own_table) if own else one.document
        new = own and name not in names  # another text may have its files in the same folder
        if (new or (name in anew and origin != own_table)) and any(map(Path.is_file, files_of(one, out))):
            found.setdefault((not new, origin), []).append(one.name)
    for (again, origin), left in found.items():
        at = {"folder": out.name, "origin": origin, "names": f"{shortened(', '.join(left))} ({len(left)})"}
        if again:
            yield msg("{folder}: these are written over, and were made of {origin}: {names}", **at)
        elif origin != own_table:
            yield msg("{folder}: files made of {origin} are there, too: {names}", **at)
        else:
            yield msg("{folder}: files of earlier runs that this table does not give are still there: {names}", **at)


def files_of(made: Result, out: Path) -> list[Path]:
    """The files of a row."""
    return [out / f"{made.name}.{ending}" for ending in made.endings]
