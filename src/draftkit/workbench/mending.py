"""Findings mended or set aside by a click: what each fix says it does, and what it writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from draftkit.checks.cases import examples
from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.silence import read_silences
from draftkit.edits.provisions import joined_line
from draftkit.edits.values import Planned, Splice
from draftkit.errors import SourceError
from draftkit.library.known import every_rule
from draftkit.library.session import Document
from draftkit.live.changes import Change
from draftkit.live.desk import Desk
from draftkit.live.fields import propose_comment
from draftkit.live.fixes import Fix, fixes, label, links, mends
from draftkit.live.provisions import propose_splices
from draftkit.model.message import Finding, Span, msg
from draftkit.model.named import NamedTuple
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out


def offered_fixes(bench: Bench, given: Data) -> list[Data]:
    """What mends a finding, the likeliest first."""
    return [{"title": bench.say(fix.title), "sure": fix.sure} for fix in _fixes(bench, given)]


def fix(bench: Bench, given: Data) -> Data:
    """Mend a finding in the way of this number; the document as it is then. Raises SourceError when it is gone."""
    found = _fixes(bench, given)
    number = given["number"]
    if not 0 <= number < len(found):
        raise SourceError("{file}:{line}: this is mended already.", file=given["file"], line=given["line"])
    return carry_out(bench, bench.owner(given["doc"]), found[number].change)


def mend_all(bench: Bench, given: Data) -> Data:
    """Mend all that any drafter would mend in the same way, and how many places that are; it can be taken back at once.
    Raises SourceError when nothing of that sort is left."""
    owner = bench.owner(given["doc"])
    change, done = mends(bench.desk, owner)
    if not done:
        raise SourceError("Nothing here is mended by itself: each of these asks for a choice.")
    return {**carry_out(bench, owner, change), "count": len(done)}


def put_label(bench: Bench, given: Data) -> Data:
    """The label of the unit that starts at a place, which gets one when it has none."""
    owner = bench.owner(given["doc"])
    name, change = label(bench.desk, owner, Span(given["file"], given["line"]))
    return {**carry_out(bench, owner, change), "label": name}


def put_links(bench: Bench, given: Data) -> Data:
    """The typed references of a provision as labels. Raises SourceError where none can be made one."""
    owner = bench.owner(given["doc"])
    found, left = links(bench.desk, owner, Span(given["file"], given["line"]), given["last"])
    if not found:
        said = left[0] if left else msg("No typed reference here can be counted by itself.")
        raise SourceError.of(said)
    return carry_out(bench, owner, found[0].change)


def set_aside_finding(bench: Bench, given: Data) -> Data:
    """Set a finding aside with a reason, at its place. Raises SourceError when it is gone, or cannot be."""
    owner = bench.owner(given["doc"])
    found = next((one for one in bench.found(owner) if _same(one, given)), None)
    if found is None:
        raise SourceError("{file}:{line}: this is mended already.", file=given["file"], line=given["line"])
    return carry_out(bench, owner, silence(bench.desk, owner, found, given["reason"]))


def looked_at(bench: Bench, given: Data) -> Data:
    """What the checks looked at: how many rules of which sort; and what was set aside, with its reason."""
    owner = bench.owner(given["doc"])
    counts = Counter(map(component_of, bench.desk.session.rules(bench.desk.read(owner))))
    sorts = [[bench.say(text), counts[name]] for name, text in COMPONENTS.items() if counts[name]]
    aside = [
        {"rules": one.rules, "file": one.span.file, "line": one.span.line, "reason": one.reason}
        for one in set_aside(bench.desk, owner)
    ]
    return {"count": counts.total(), "sorts": sorts, "aside": aside}


def explain(bench: Bench, given: Data) -> Data:
    """Why there is a rule: explanation, source, the shortest wrong and right example. Raises SourceError when there is
    no such rule."""
    found = next((one for one in every_rule() if one.id == given["rule"]), None)
    if found is None:
        raise SourceError("There is no rule {rule}.", rule=given["rule"])
    wrong, right = ([list(line) for line in one.lines] for one in examples(found.id))
    return {
        "rule": found.id,
        "title": bench.say(msg(found.title)),
        "explanation": bench.say(msg(found.explanation)),
        "source": str(found.source),
        "wrong": wrong,
        "right": right,
    }


def _fixes(bench: Bench, given: Data) -> tuple[Fix, ...]:
    owner = bench.owner(given["doc"])
    found = next((one for one in bench.found(owner) if _same(one, given)), None)
    return fixes(bench.desk, owner, found) if found else ()


def _same(one: Finding, given: Data) -> bool:
    place = (given["file"], str(given["line"]), str(given["column"]))
    return one.rule == given["rule"] and place == (one.span.file, str(one.span.line), str(one.span.column))


class SetAside(NamedTuple):
    """What was set aside: the rules (or beginnings of their ids), where, and why."""

    rules: tuple[str, ...]
    span: Span
    reason: str


def set_aside(desk: Desk, owner: Path) -> tuple[SetAside, ...]:
    """What is set aside in a document, in order. Raises a DraftkitError when it cannot be read."""
    bound = desk.read(owner).bound
    return tuple(SetAside(one.ids, bound.draft.source.span(one.place), one.reason) for one in read_silences(bound)[0])


def silence(desk: Desk, owner: Path, finding: Finding, reason: str) -> Change:
    """The change that sets a finding aside: a comment at the end of its line, or above what it stands in. Raises
    SourceError without a reason, or when the finding cannot be set aside in the text."""
    words = " ".join(reason.split()).replace("-->", "—›")
    if not words:
        raise SourceError("say why, so that others can see it")
    document = desk.read(owner)
    before = desk.session.check(document)
    for change in _ways(desk, document, finding, f"draftkit: ignore {finding.rule} {words}"):
        then = change.document
        if then is not None and not _still(before, desk.session.check(then), finding):
            return change
    said = "{rule} cannot be set aside at this place; do it in draftkit.yaml (kiem_tra: bo_qua)"
    raise SourceError(said, rule=finding.rule)


def _ways(desk: Desk, document: Document, finding: Finding, words: str) -> Iterator[Change]:
    """The changes that may do it, the nearest first."""
    source = document.bound.draft.source
    line = joined_line(source, finding.span)
    if line is None:
        if finding.span.file == source.meta_file:
            yield propose_comment(desk, document, finding.span.line, words)
        return
    passages = desk.passages(document)
    found = passages.at(line)
    beside = Splice(line, line + 1, (f"{passages.lines[line].rstrip()} <!-- {words} -->",))
    above = [Splice(found.first, found.first, (f"<!-- {words} -->",))] if found else []
    for splice in (beside, *above):
        try:
            yield propose_splices(desk, document, Planned((splice,)))
        except SourceError:
            continue


def _still(old: Sequence[Finding], new: Sequence[Finding], finding: Finding) -> bool:
    """Whether as much is found as before, or something is wrong with the comment."""
    was, now = (sum(one.rule == finding.rule for one in found) for found in (old, new))
    return now >= was or len(new) >= len(old)
