"""The units of an act over its rows: where each begins and ends, found by the path that an instruction names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from draftkit.amending.lines import labelled
from draftkit.amending.new_wording import ENDING
from draftkit.amending.phrase import folded_text
from draftkit.amending.rows import Row
from draftkit.amending.shares import opens
from draftkit.law.acts import ATTACHED
from draftkit.law.amending.placed import ARTICLE, FORMS, RANKS, Path, Unit
from draftkit.law.outline import CONTAINER
from draftkit.law.units import COMPOUNDS, ISSUED
from draftkit.text.pattern import Pattern

_FORM = Pattern(rf"(?:{'|'.join(FORMS)})(?=\s+(?:số\s+)?[\dIVX])")
_NOTE = Pattern(r"(?:chú thích|ghi chú)(?!\w)", flags=re.IGNORECASE)
_ATTACHED = Pattern(rf"(?:{ATTACHED.upper()})(?!\w)")
_THIS_POINT = Pattern("".join(f"(?<!{one})" for one in COMPOUNDS["point"]) + "điểm này", flags=re.IGNORECASE)
_ENUMERATED = Pattern(r"\(?([ivx]+)\)")


class Node:
    """A unit: rows `start` to `end`; `body` is where its first own unit begins (`end` if it has none). `tail` is where
    what follows its last own unit begins."""

    __slots__ = ("body", "children", "end", "kind", "label", "parent", "start", "tail")

    def __init__(self, kind: str, label: str, start: int, parent: Node | None) -> None:
        self.kind, self.label, self.start, self.parent = kind, label, start, parent
        self.end = self.body = self.tail = start
        self.children: list[Node] = []

    @property
    def unit(self) -> Unit:
        """Its step in a path."""
        return Unit(self.kind, self.label)

    def path(self) -> Path:
        """The way to it, as instructions say it: from the article, or from the chapter that it is."""
        steps: list[Unit] = []
        node: Node | None = self
        while node is not None and node.kind:
            if not (0 < RANKS[node.kind] < ARTICLE and any(one.kind == "Điều" for one in steps)):
                steps.append(node.unit)
            node = node.parent
        return tuple(reversed(steps))


def _signed(open_: Sequence[Node]) -> int:
    """How many of the units that are open stay so below a signature: in an annex it is that of a form, which its notes,
    its own annex without a number and other forms follow."""
    return max((at for at, node in enumerate(open_, 1) if node.kind == "Phụ lục"), default=1)


class Tree:
    """The units of an act."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.root = Node("", "", 0, None)
        self.decimal = not any(row.kind == "Điều" for row in rows)
        """Whether the act is a standard, whose clauses bear their whole number."""
        self.sequences: list[dict[str, Node]] = [{}]
        """The articles by number; a text that an act issues begins another sequence."""
        self.twice: dict[str, None] = {}
        """The numbers that two articles of one text have."""
        self._build()

    def _build(self) -> None:
        open_: list[Node] = [self.root]
        for at, row in enumerate(self.rows):
            if not row.kind or not self._fits(row, open_[-1]):
                if self._issues(at):
                    self._close(open_, at, 1)
                elif ENDING.match(row.text):
                    self._close(open_, at, 1 if CONTAINER.match(row.text) else _signed(open_))
                continue
            rank = RANKS[row.kind]
            while len(open_) > 1 and RANKS[open_[-1].kind] >= rank and not self._holds(open_[-1], row):
                self._end(open_.pop(), at)
            node = Node(row.kind, row.label, at, open_[-1])
            open_[-1].children.append(node)
            open_.append(node)
            if row.kind == "Điều":
                self._count(node)
        self._close(open_, len(self.rows), 0)

    def _count(self, node: Node) -> None:
        """Note an article by its number."""
        known = self.sequences[-1]
        if (first := known.get(node.label)) is not None:
            annexed = any(unit.kind == "Phụ lục" for unit in node.path())
            above = self.rows[next(reversed(known.values())).start + 1 : node.start] if node.label == "1" else ()
            anew = self.rows[first.start].text != self.rows[node.start].text and any(map(_opens_text, above))
            if node.label == "1" and (annexed or anew):
                self.sequences.append({})
            elif not annexed:
                self.twice[node.label] = None
        self.sequences[-1].setdefault(node.label, node)

    def _issues(self, at: int) -> bool:
        """Whether a row heads a text that the act issues: “QUY ĐỊNH”, its name, “(Ban hành kèm theo Quyết định …)”."""
        below = self.rows[at + 1 : at + 5]
        named = _ATTACHED.match(self.rows[at].text) and not self.rows[at].title
        return bool(named) and any(ISSUED.match(row.text) for row in takewhile(lambda row: not row.kind, below))

    def _close(self, open_: list[Node], at: int, keep: int) -> None:
        while len(open_) > keep:
            self._end(open_.pop(), at)

    def _fits(self, row: Row, around: Node) -> bool:
        """Whether a number opens a unit where it stands: khoản and điểm stand in an article."""
        if row.kind not in ("khoản", "điểm") or self.decimal:
            return True
        node: Node | None = around
        while node is not None and node.kind not in ("Điều", "Phụ lục"):
            node = node.parent
        return node is not None

    def _holds(self, node: Node, row: Row) -> bool:
        """Whether a clause of a standard holds another: 2.1 holds 2.1.3."""
        return self.decimal and node.kind == row.kind and row.label.startswith(f"{node.label}.")

    def _end(self, node: Node, at: int) -> None:
        """Close a unit; what stands after its last own unit and speaks of it is its own again."""
        node.end = at
        first = node.children[0] if node.children else None
        node.body = first.start if first else at
        node.tail = at
        if node.children:
            node.tail = self._tail(node, at)
            inner = node.children[-1]
            while inner is not None:
                inner.end = min(inner.end, node.tail)
                inner.tail = min(inner.tail, inner.end)
                inner.body = min(inner.body, inner.end)
                inner = inner.children[-1] if inner.children else None  # type: ignore[assignment]

    def _tail(self, node: Node, end: int) -> int:
        last = node.children[-1]
        own = f"{node.kind} này" if node.kind in ("khoản", "Điều") else ""
        own_paragraph = rf"(?:quy\s+định|hướng\s+dẫn|cụ thể|chi tiết|tại|của|theo)\s.*{own}"
        rows = self.rows
        if own:
            for at in range(max(last.start + 1, last.tail if last.children else last.start + 1), end):
                text = rows[at].text
                if own in text and not rows[at].kind and "\t" not in text and re.search(own_paragraph, text):
                    return at
        if last.kind != "điểm" or last.children or end - last.start < 2 or len(node.children) < 2:
            return end
        plain = all(one.end - one.start == 1 for one in node.children[:-1])
        ended = rows[last.start].text.rstrip().endswith(".")
        further = [rows[at].text for at in range(last.start + 1, end)]
        listed = any(text.startswith(("-", "+", "(")) or _THIS_POINT.search(text) for text in further)
        return last.start + 1 if plain and ended and not listed else end

    def around(self, path: Path) -> Node | None:
        """The unit that one at a path stands in, or would."""
        outer = path[-1].label
        while self.decimal and len(path) == 1 and (outer := outer.rpartition(".")[0]):
            if (node := self.find((path[-1]._replace(label=outer),))) is not None:
                return node
        if len(path) == 2 and path[0].kind == "Điều":  # of a decree, or of what it issues: where its like stand
            tops = self._tops(path[0].label)
            like = (top for top in tops if any(one.kind == path[1].kind for one in top.children))
            return next(like, next(iter(tops), None))
        return self.find(path[:-1])

    def find(self, path: Path) -> Node | None:
        """The unit at a path, None when the act has none there."""
        steps = list(path)
        if not steps:
            return self.root
        head = steps[0]
        if RANKS[head.kind] <= 0 and head.kind != "Phụ lục":
            steps, sequence = steps[1:], self.sequences[-1]
            if not steps:
                return self.root
        else:
            sequence = {}
        if steps[0].kind != "Điều":
            return self._down(self._container(steps[0]), steps[1:])
        label = steps[0].label
        if label in sequence:
            return self._down(sequence[label], steps[1:])
        return next((node for top in self._tops(label) if (node := self._down(top, steps[1:])) is not None), None)

    def doubled(self, path: Path) -> Path:
        """The unit at a path, or around it, whose number another bears too; empty when there is none."""
        node = self.find(path) or self.around(path)
        while node and node.parent and RANKS[node.kind] > ARTICLE:
            if sum(one.unit == node.unit for one in node.parent.children) > 1:
                return node.path()
            node = node.parent
        return next(((unit,) for unit in path if unit.kind == "Điều" and unit.label in self.twice), ())

    def _tops(self, label: str) -> list[Node]:
        """The articles of a number: that of a decree, and that of what it issues."""
        return [sequence[label] for sequence in self.sequences if label in sequence]

    def _down(self, node: Node | None, steps: Sequence[Unit]) -> Node | None:
        for step in steps:
            if node is None:
                return None
            node = self._within(node, step)
        return node

    def _container(self, unit: Unit) -> Node | None:
        same = (node for node in self.walk() if node.kind == (unit.kind if not self._clause(unit) else "điểm"))
        if unit.label[:1] == "“":  # “Phụ lục “Danh mục hồ sơ””: its name tells
            named = [node for node in same if self._named(node, unit.label)]
            return named[0] if len(named) == 1 else None
        if self.several(unit):
            return None
        found = next((node for node in same if _same(node.label, unit.label)), None)
        if found is None and unit.kind in FORMS:
            annexes = [node for node in self.walk() if node.kind == "Phụ lục" and not self.decimal]
            forms = [form for one in annexes or [self._behind()] if (form := self._by_text(one, unit))]
            found = forms[0] if len(forms) == 1 else None
        return found

    def _clause(self, unit: Unit) -> bool:
        """Whether a unit is a clause of a standard, whatever it is called: “mục 3.1”."""
        return self.decimal and unit.kind in ("Mục", "khoản") and "." in unit.label

    def _behind(self) -> Node:
        """What follows the last article, where an act has forms and no annex above them; all of a standard, whose
        tables stand within its clauses."""
        start = 0 if self.decimal else max((one.end for one in self.root.children), default=0)
        found = Node("Phụ lục", "", start - 1, self.root)
        found.end = len(self.rows)
        return found

    def several(self, unit: Unit) -> list[Node]:
        """The mục of a number where there is more than one: they are counted anew in each phần or chương."""
        found = [node for node in self.walk() if node.kind == unit.kind and _same(node.label, unit.label)]
        return found if len(found) > 1 and unit.kind in ("Mục", "Tiểu mục") else []

    def _named(self, node: Node, name: str) -> bool:
        """Whether a heading, or the rows right below it, hold a name in quotes."""
        heading = " ".join(row.text for row in self.rows[node.start : min(node.start + 4, node.end)])
        return folded_text(name.strip("“”")) in folded_text(heading)

    def _within(self, node: Node, step: Unit) -> Node | None:
        inside = (node.kind, step.kind) == ("Điều", "Mục")  # as old acts call khoản, and decisions what they approve
        if inside and any(one.kind == "Mục" and _same(one.label, step.label) for one in self.walk()):
            return None  # “Mục 2, Điều 4”: which is meant?
        kinds = {"tiết": ("tiết", "điểm"), "điểm": ("điểm", "khoản", "tiết") if node.kind != "khoản" else ("điểm",)}
        kinds |= {"Mục": ("khoản", "điểm")} if inside else {}
        wanted = kinds.get(step.kind, (step.kind,))
        for kind in wanted:
            for child in node.children:
                if child.kind == kind and _same(child.label, step.label):
                    return child
        if step.kind in ("Chương", "Mục", "Tiểu mục", "Điều") and RANKS[node.kind] < ARTICLE:
            for inner in self.walk(node):
                if inner.kind == step.kind and _same(inner.label, step.label):
                    return inner
        if not inside and RANKS[step.kind] <= ARTICLE and RANKS[node.kind or "Điều"] > 0:
            return None
        if "(" in step.label and step.kind == "điểm":
            outer = self._within(node, Unit("điểm", step.label.split("(")[0]))
            return self._by_text(outer, step) if outer else None
        return self._by_text(node, step)

    def _by_text(self, node: Node, step: Unit) -> Node | None:
        """A unit whose sign is no khoản or điểm of an article: `(iii)`, `5.2.`, rows of an annex."""
        rows = self.rows
        places = [at for at in range(node.start + 1, node.end) if opens(labelled(rows[at].text), step)]
        start = next((at for at in places if step.kind == "Bảng" and self._table_end(at)), next(iter(places), None))
        if start is None:
            return None
        found = Node(step.kind, step.label, start, node)
        if table := step.kind == "Bảng" and self._table_end(start):
            found.end = found.body = found.tail = table
            return found
        style, row = _style(rows[start].text), "\t" in rows[start].text
        found.end = node.end
        for at in range(start + 1, node.end):
            text, kind = rows[at].text, rows[at].kind
            further = _style(text) == style or (row and "\t" not in text)
            if further or _FORM.match(text) or (kind and RANKS[kind] <= RANKS[node.kind]):
                found.end = at
                break
        found.body = found.tail = found.end
        return found

    def _table_end(self, caption: int) -> int:
        """Where a table below its caption ends, its notes included; 0 when there is none."""
        at, rows = caption + 1, self.rows
        while at < len(rows) and ("\t" in rows[at].text or (at > caption + 1 and _NOTE.match(rows[at].text))):
            at += 1
        return at if at > caption + 1 else 0

    def walk(self, node: Node | None = None) -> Iterator[Node]:
        """All units in order."""
        for child in (node or self.root).children:
            yield child
            yield from self.walk(child)


def _opens_text(row: Row) -> bool:
    """Whether a row ends an act or heads a text that it issues."""
    if row.kind or row.title:
        return row.kind == "Phụ lục"
    return bool(ENDING.match(row.text)) or "kèm theo" in row.text or (row.text.isupper() and len(row.text) > 6)


def _style(text: str) -> str:
    """How a row is signed, its number left out: what further rows of its rank look like."""
    if _ENUMERATED.match(text):
        return "(i)"
    if found := re.match(r"(\d+(?:\.\d+)+)", text):
        return "." * found[1].count(".")
    if re.match(r"\d+[a-z]?\s", text):
        return "9"
    if form := _FORM.match(text):
        return form[0]
    return labelled(text).level


def _same(a: str, b: str) -> bool:
    return a == b or (a.lower() == b.lower() and len(a) > 1) or a.lstrip("0") == b.lstrip("0") != ""
