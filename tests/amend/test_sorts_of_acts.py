"""Invented acts of the sorts that exist (laws on several laws, circulars with a header, decisions on a Quy chế, texts
copied from portals) and what a lawyer reads in them: `cases/acts.txt`."""

from __future__ import annotations

from pathlib import Path

from draftkit.amending.operation import Operation
from draftkit.amending.read import read_act
from tests.helpers import each

CASES = (Path(__file__).parent / "cases/acts.txt").read_text(encoding="utf-8").split("\n======\n")


def line_of(one: Operation) -> str:
    """An operation as the cases write it."""
    words = [one.at, one.op, one.base, " / ".join(map(str, one.target)) + (f" [{one.part}]" if one.part else "")]
    words += [f"> {' / '.join(map(str, one.after))}"] if one.after else []
    words += [f"“{one.old or ''}” → “{one.new or ''}” {one.beside}".rstrip()] if one.old or one.new else []
    words += [" ⏎ ".join(one.new_text)] if one.new_text else []
    return " | ".join(words)


@each(CASES, lambda case: case.split("\n")[0])
def test_an_act_is_read_as_a_lawyer_reads_it(case: str) -> None:
    act, _, expected = case.partition("\n=>\n")
    reading = read_act(act)
    told = [line_of(one) for one in reading.operations] + [f"! {one.text}" for one in reading.residue]
    assert told == expected.removesuffix("\n").split("\n")
