"""Tables of ways to say things: how they are read, and that the code asks for all that is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.text.pattern import Ways

PACKAGE = Path(__file__).parents[2] / "src/draftkit"
TABLES = sorted(path for path in PACKAGE.rglob("ways.txt"))


def test_an_expression_goes_on_in_the_lines_below_and_names_others(tmp_path: Path) -> None:
    table = tmp_path / "ways.txt"
    lines = (
        "# told to people",
        "one.sort = (?:‹TYPES›)",
        "one.act =",
        "  ‹sort› số",
        "    |‹two.day›",
        "? s\u1ed1 a␣b",
    )
    table.write_text("\n".join((*lines, "", "two.day =  ngày", "")), encoding="utf-8")
    ways = Ways(table, {"TYPES": "Luật|Lệnh"})
    (act,) = ways("one", "act")
    assert (act.source, act.anchors) == ("(?:Luật|Lệnh) số| ngày", ("số", "a b"))
    assert [one.source for one in ways("two", "day")] == [" ngày"]
    with pytest.raises(KeyError):
        next(ways("one", "day"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parent.name)
def test_all_of_a_table_is_asked_for(table: Path) -> None:
    text = table.read_text(encoding="utf-8")
    names = re.findall(r"^([a-z_]+)\.([a-z_]+) =", text, re.MULTILINE)
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    calls = re.findall(r"ways\(\s*\"([a-z_]+)\",\s*\"([a-z_ ]+)\"", code)
    asked = {(module, name) for module, told in calls for name in told.split()}
    asked |= {(module, name) for module, name in names if re.search(f"‹{module}\\.{name}›", text)}
    inner = re.split(r"^(?=[a-z_]+\.[a-z_]+ =)", text, flags=re.MULTILINE)[1:]
    asked |= {(one.partition(".")[0], name) for one in inner for name in re.findall("‹([a-z_]+)›", one)}
    assert len(names) == len(set(names))
    assert not set(names) - asked


def test_all_that_is_asked_for_is_in_a_table() -> None:
    tables = "\n".join(path.read_text(encoding="utf-8") for path in TABLES)
    names = {*re.findall(r"^([a-z_]+)\.([a-z_]+) =", tables, re.MULTILINE)}
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    calls = re.findall(r"ways\(\s*\"([a-z_]+)\",\s*\"([a-z_ ]+)\"", code)
    assert len(calls) > 50
    assert not {(module, name) for module, told in calls for name in told.split()} - names
