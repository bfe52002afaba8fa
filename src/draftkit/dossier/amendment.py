"""The comparison table of an amending draft: a row an operation, the unit as it stands beside its new wording; signs
above or below their line are given back to words whose look was lost on the way (`m^3^`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from draftkit.amending.apply import apply_operations
from draftkit.amending.operation import Operation, names_act
from draftkit.amending.rows import rows_of
from draftkit.amending.terminal import cited
from draftkit.amending.tree import Node, Tree
from draftkit.amending.work import Annexes, annexes_of, gives_way
from draftkit.checks.amendment import Amendment, Base
from draftkit.dossier.comparison import Reasons, come, emphasised
from draftkit.dossier.excerpts import shown
from draftkit.dossier.table_document import Row, lines, runs, table
from draftkit.model.inline import HOLDERS, Content, Emph, Inline, Math, Strong, Sub, Sup, joined, plain
from draftkit.model.message import Place
from draftkit.model.printed import Merge
from draftkit.model.tree import Block
from draftkit.resolve.bound import Bound
from draftkit.resolve.printed_lines import printed_items
from draftkit.text.fold import with_capital
from draftkit.text.pair import Passage, pair
from draftkit.text.pattern import alternatives
from draftkit.word.fingerprint import letters_of, look_of, shown_runs
from draftkit.word.values import Paragraph, WordFile, paragraphs

_WIDTHS = (3.5, 3.5, 3.0)


def amends(bound: Bound, old: Bound | None = None) -> Amendment | None:
    """What a draft amends, when it names documents that it amends and changes them; None beside an `old` text that is
    not one of these: an earlier round of the same draft is compared unit by unit."""
    found = Amendment(bound)
    if old is not None and not found.takes(old):
        return None
    return found if found.bases and found.met else None


def amended_title(amendment: Amendment) -> str:
    """What the documents that are amended are called, for the head of the column."""
    return "; ".join(base.called for base in amendment.bases)


def amendment_table(amendment: Amendment, reasons: Reasons, words: Mapping[str, str]) -> list[Block]:
    """Three columns: the unit in force with its place, its new wording with what is new in italics, and why. Units that
    no operation touches do not appear."""
    rows: list[Row] = [((words["column_old"],), (words["column_new"],), (words["column_why"],))]
    labels = {target.block.line: label for label, target in amendment.bound.labels.items()}
    starts: list[bool] = []
    said: set[str] = set()
    drafts = (amendment.bound, *(base.bound for base in amendment.bases if base.bound))
    raised = Raised(drafts, (base.word for base in amendment.bases if base.word))
    annexes = annexes_of(rows_of(amendment.lines))
    for _, one, base in amendment.met:
        label = labels.get(one.line - 1, "")
        fresh = one.at not in said
        said.add(one.at)
        why = reasons.of(label) if fresh else ()
        starts.append(fresh)
        told = amendment.of(base)
        both = before_and_after(one, base, annexes, told)
        old, new = ([text.rstrip("\t").replace("\t", " | ") for text in texts] for texts in both)
        left = _left(one, old, base.called, words, raised)
        if gives_way(told, told.index(one)):  # of several annexes that one replaces, the first shows that one
            rows.append((left, (Emph((words["given_way"].format(moi=one.new),)),), why))
        else:
            rows.append((left, _right(one, old, new, words, raised), why))
    merges: list[Merge] = list(runs(2, starts, 1))
    return [table(rows, _WIDTHS, merges=merges, breaks=True)]


def before_and_after(
    one: Operation, base: Base, annexes: Annexes, told: Sequence[Operation] = ()
) -> tuple[list[str], list[str]]:
    """What an operation finds and what it leaves: the paragraphs of its unit, none on the side where it is not.
    `annexes` gives those of the draft; `told` are all on this base, of which several may change this unit."""
    if names_act(one):
        return [base.called], list(one.new_text or ())
    tree = base.tree
    node = tree.find(one.target)
    there = node is not None and bool(node.kind or not one.target)
    part = one.part if one.op == "replace" else ""
    old = _paragraphs(tree, node, part) if node and there else []
    if one.op == "repeal" and not one.part:
        return old if one.target else [base.called], []
    if one.op == "insert" and not one.part:
        return [], list(one.new_text or (row.text for row in annexes(one.target)))
    same = [also for also in told if also.target == one.target]
    made = apply_operations(tree.rows, same or [one], annexes)
    after = Tree(made.rows).find(one.target)
    new = _paragraphs(Tree(made.rows), after, part) if after is not None else list(one.new_text or ())
    if (one.part and part != "tên") or one.op.endswith("-phrase"):  # only the paragraphs that change
        kept = set(old) & set(new)
        old, new = [text for text in old if text not in kept], [text for text in new if text not in kept]
    return old, new


def _paragraphs(tree: Tree, node: Node, part: str) -> list[str]:
    """The paragraphs of a unit; of its name the heading alone."""
    first, *rest = tree.rows[node.start : node.end]
    below = takewhile(lambda row: row.title, rest) if part == "tên" else rest
    return [first.text, *(row.text for row in below)]


def _shown(text: str, raised: Raised) -> Content:
    """A paragraph; one that is a formula as such."""
    formula = len(text) > len("$$") and text[0] == text[-1] == "$"
    return (Math(text[1:-1], Place(0)),) if formula else raised.of(text)


def _left(one: Operation, old: Sequence[str], called: str, words: Mapping[str, str], raised: Raised) -> Content:
    place = f"{one.part} {cited(one.target)}".strip() or called
    none = words["inserted" if one.op in ("insert", "append") else "absent"]
    stood: list[Content] = [_shown(text, raised) for text in old] or [(Emph((none,)),)]
    if [*old] == [place]:  # the whole document goes
        return lines(stood)
    return lines([(Strong((f"{with_capital(place)}:",)),), *stood])


def _right(one: Operation, old: Sequence[str], new: Sequence[str], words: Mapping[str, str], raised: Raised) -> Content:
    if not (old or new) and one.new:  # the phrase to be exchanged stands nowhere
        return raised.of(f"“{one.new}”")
    if not new:
        return (Emph((words["repealed"],)),)
    if not old:
        return lines([_shown(text, raised) for text in new])
    told: list[Content] = []
    found = pair([Passage("", text) for text in old], [Passage("", text) for text in new]).pairs
    for text, was in zip(new, (0,) if len(old) == len(new) == 1 else found, strict=True):
        changed = come(old[was] if was >= 0 else "", text)
        shown = _shown(text, raised)
        told.append(emphasised(shown, changed, 0)[0] if changed and text[:1] != "$" else shown)
    return lines(told)


Side = type[Sup] | type[Sub] | None


class Raised:
    """The words of drafts that hold raised or lowered signs, by their letters; none that stands there without, too."""

    def __init__(self, papers: Iterable[Bound], files: Iterable[WordFile] = ()) -> None:
        contents = [one for bound in papers for item in printed_items(bound) for one in shown(item)]
        contents += (_printed(one) for file in files for part in file.sections for one in paragraphs(part.blocks))
        found: dict[str, Content] = {}
        held: Counter[str] = Counter()
        for content in contents:
            if not any(isinstance(item, HOLDERS) for item in content):
                continue
            before: tuple[str, Side] = " ", None
            for word, group in groupby(_signs(content), lambda sign: sign[0].isalnum() or sign[1] is not None):
                signs = [*group]
                if word and signs[0][1] and not before[0].isspace():
                    signs.insert(0, before)  # “(a + b)²”: “)2”, since “2” alone is any number
                before = signs[-1]
                if word and any(side for _, side in signs):
                    key = "".join(letter for letter, _ in signs)
                    found[key] = _drawn(signs)
                    held[key] += 1
        words = _words(found)
        often = Counter(word for content in contents if found for word in words.findall(plain(content)))
        self.known = {key: content for key, content in found.items() if often[key] == held[key]}
        self._pattern = _words(self.known)

    def of(self, text: str) -> Content:
        """A text with the signs of these words raised or lowered; it says the same."""
        out: list[Inline] = []
        done = 0
        for one in self._pattern.finditer(text) if self.known else ():
            out += (text[done : one.start()], *self.known[one[0]])
            done = one.end()
        return joined((*out, text[done:]))


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?!\w))(?:{alternatives(words)})(?!\w)")


def _printed(paragraph: Paragraph) -> Content:
    """A paragraph of a Word file with its raised and lowered signs."""
    sides: dict[str, Side] = {"superscript": Sup, "subscript": Sub}
    runs = ((run, sides.get(look_of(run, ground=True).vertical)) for run in shown_runs(paragraph))
    return _drawn((letter, side) for run, side in runs for letter in letters_of(run))


def _signs(content: Content, side: Side = None) -> Iterator[tuple[str, Side]]:
    for item in content:
        if isinstance(item, HOLDERS):
            yield from _signs(item.content, type(item) if isinstance(item, (Sup, Sub)) else side)
        else:
            yield from ((letter, side) for letter in plain((item,)))


def _drawn(signs: Iterable[tuple[str, Side]]) -> Content:
    runs = ((side, "".join(letter for letter, _ in group)) for side, group in groupby(signs, lambda sign: sign[1]))
    return tuple(side((text,)) if side else text for side, text in runs)
