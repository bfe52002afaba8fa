"""Findings mended by a click: what each fix says it does, and what it writes."""

from __future__ import annotations

from draftkit.errors import SourceError
from draftkit.live.fixes import Fix, fixes
from draftkit.model.finding import Finding
from draftkit.model.message import word
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out


def offered_fixes(bench: Bench, given: Data) -> list[Data]:
    """What mends a finding, the likeliest first."""
    return [{"title": word(fix.title, bench.translate), "sure": fix.sure} for fix in _fixes(bench, given)]


def fix(bench: Bench, given: Data) -> Data:
    """Mend a finding in the way of this number; the document as it is then. Raises SourceError when it is gone."""
    found = _fixes(bench, given)
    number = given["number"]
    if not 0 <= number < len(found):
        raise SourceError("{file}:{line}: this is mended already.", file=given["file"], line=given["line"])
    return carry_out(bench, bench.owner(given["doc"]), found[number].change)


def _fixes(bench: Bench, given: Data) -> tuple[Fix, ...]:
    owner = bench.owner(given["doc"])
    found = next((one for one in bench.found(owner) if _same(bench, one, given)), None)
    return fixes(bench.desk, owner, found) if found else ()


def _same(bench: Bench, one: Finding, given: Data) -> bool:
    place = (given["file"], str(given["line"]), str(given["column"]))
    return one.rule == given["rule"] and place == (one.span.file, str(one.span.line), str(one.span.column))
