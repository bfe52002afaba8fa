"""Random edits of an act, as a lawyer makes them: units put in, taken out, moved, divided and joined, words, names,
cells of tables, annexes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

from draftkit.amend.write import Carrying, Written
from draftkit.amending.apply import apply_operations
from draftkit.amending.lines import Line, lines_from
from draftkit.amending.operation import NOT_DONE
from draftkit.amending.read import read_lines
from draftkit.amending.rows import Row, rows_of
from draftkit.amending.tree import Node, Tree
from draftkit.law.amending.placed import Path as UnitPath

WORDS = [
    "cơ",
    "quan",
    "tổ",
    "chức",
    "cá",
    "nhân",
    "hồ",
    "sơ",
    "giấy",
    "phép",
    "thời",
    "hạn",
    "theo",
    "quy",
    "định",
    "của",
    "pháp",
    "luật",
    "báo",
    "cáo",
    "kết",
    "quả",
]
Edit = Callable[["Editing"], bool]


def text_of(path: Path) -> list[str]:
    """A law as printed lines, with a table in an article and annexes, which the samples do not have."""
    data = json.loads(path.read_text(encoding="utf-8"))
    lines = ["12/2020/NĐ-CP"]
    for chapter in data["chapters"]:
        lines += filter(None, (chapter["title"], chapter.get("subtitle")))
        for article in chapter["articles"]:
            lines.append(f"{article['number']}. {article['heading']}")
            lines += (" ".join(line.split()) for line in article["body"].split("\n") if line.strip())
    table = ["STT\tLoại\tMức", "1.\tKho lạnh\t15 %", "2.\tKho nóng\t20 %", "3.\tKho ấm của huyện\t20 %"]
    articles = [at for at, line in enumerate(lines) if line.startswith("Điều")]
    middle = max([at for at in articles[1:] if at <= len(lines) // 2 + 1], default=articles[1])  # behind an article
    lines[middle:middle] = table
    for number in ("I", "II"):
        lines += [
            f"Phụ lục {number}",
            "DANH MỤC KHO",
            "Danh mục gồm các kho sau đây:",
            *table,
            "Kho khác do huyện lập.",
        ]
    return lines


def rows_from(lines: list[str]) -> list[Row]:
    """The rows of printed lines."""
    return rows_of(lines_from((text, number) for number, text in enumerate(lines, 1)))


class Editing:
    """A text while it is edited."""

    def __init__(self, lines: list[str], seed: int) -> None:
        self.lines = [row.text for row in rows_from(lines)]
        self.chance = random.Random(seed)
        self.look()

    def look(self) -> None:
        """Find the units anew."""
        self.tree = Tree(rows_from(self.lines))
        self.units = [one for one in self.tree.walk() if one.kind in ("Điều", "khoản", "điểm") and not _annexed(one)]

    def some(self, fits: Callable[[Node], bool] = lambda _node: True) -> Node | None:
        """A unit by chance."""
        found = [one for one in self.units if fits(one)]
        return self.chance.choice(found) if found else None

    def put(self, start: int, end: int, lines: list[str]) -> bool:
        """Lines in the place of others."""
        changed = self.lines[start:end] != lines
        self.lines[start:end] = lines
        self.look()
        return changed

    def words(self, count: int) -> str:
        """Some words."""
        return " ".join(self.chance.choices(WORDS, k=count))

    def label(self, node: Node) -> str:
        """A number right after that of a unit which no brother has."""
        there = {one.label for one in node.parent.children} if node.parent else set()
        found = f"{node.label}1" if node.kind == "điểm" else f"{node.label.rstrip('abcdđ')}a"
        return (
            ""
            if found in there or not found[0].isalnum() or (node.label[-1] in "abcdđ" and node.kind != "điểm")
            else found
        )

    def headed(self, node: Node, label: str, text: str) -> str:
        """The first line of a unit."""
        sign = {"Điều": f"Điều {label}. ", "khoản": f"{label}. ", "điểm": f"{label}) "}[node.kind]
        return f"{sign}{text}"


def _annexed(node: Node) -> bool:
    return node.path()[0].kind == "Phụ lục"


def _brothers(node: Node) -> list[Node]:
    return node.parent.children if node.parent else [node]


def _leaf(node: Node) -> bool:
    return not node.children and node.kind != "Điều"


def insert(text: Editing) -> bool:
    node = text.some(lambda one: bool(text.label(one)))
    if node is None:
        return False
    more = [text.words(9).capitalize() + "."] if node.kind == "Điều" else []
    first = text.headed(node, text.label(node), text.words(8).capitalize() + ("" if more else ";"))
    return text.put(node.end, node.end, [first, *more])


def delete(text: Editing) -> bool:
    node = text.some(lambda one: len(_brothers(one)) > 1)
    return node is not None and text.put(node.start, node.end, [])


def move(text: Editing) -> bool:
    node = text.some(lambda one: len(_brothers(one)) > 2 and one.kind != "Điều")
    if node is None or node.parent is None:
        return False
    lines = text.lines[node.start : node.end]
    if text.chance.random() < 0.5:  # among its brothers
        place = text.chance.choice([one for one in node.parent.children if one is not node]).end
    else:  # into another article, where it gets a number of its own
        other = text.some(lambda one: one.kind == node.kind and bool(text.label(one)) and one.parent is not node.parent)
        if other is None or not _leaf(node):
            return False
        place = other.end
        lines[0] = text.headed(node, text.label(other), lines[0].partition(" ")[2] or "lời.")
    if node.start < place:
        text.put(place, place, lines)
        return text.put(node.start, node.end, [])
    text.put(node.start, node.end, [])
    return text.put(place, place, lines)


def split(text: Editing) -> bool:
    node = text.some(lambda one: _leaf(one) and one.end == one.start + 1 and bool(text.label(one)))
    words = text.lines[node.start].split(" ") if node else []
    if node is None or len(words) < 12:
        return False
    cut = text.chance.randrange(5, len(words) - 4)
    second = text.headed(node, text.label(node), " ".join(words[cut:]).capitalize())
    return text.put(node.start, node.end, [" ".join(words[:cut]) + ".", second])


def merge(text: Editing) -> bool:
    node = text.some(lambda one: _leaf(one) and one is not _brothers(one)[-1])
    if node is None or node.parent is None:
        return False
    follow = node.parent.children[node.parent.children.index(node) + 1]
    if not _leaf(follow) or follow.start != node.end or node.end > node.start + 1:
        return False
    rest = text.lines[follow.start].partition(" ")[2]
    return text.put(
        node.start, follow.end, [f"{text.lines[node.start]} {rest}", *text.lines[follow.start + 1 : follow.end]]
    )


def reword(text: Editing) -> bool:
    node = text.some()
    if node is None:
        return False
    at = text.chance.randrange(node.start, node.end)
    words = text.lines[at].split(" ")
    if len(words) < 6 or "\t" in text.lines[at] or text.lines[at].isupper():
        return False
    start = text.chance.randrange(2, len(words) - 2)
    count = text.chance.choice((1, 1, 2, 5))
    words[start : start + count] = text.words(text.chance.choice((1, 2, 3))).split()
    return text.put(at, at + 1, [" ".join(words)])


def title(text: Editing) -> bool:
    node = text.some(lambda one: one.kind == "Điều")
    return node is not None and text.put(
        node.start, node.start + 1, [f"Điều {node.label}. {text.words(4).capitalize()}"]
    )


def paragraph(text: Editing) -> bool:
    node = text.some()
    if node is None:
        return False
    at = text.chance.randrange(node.start + 1, node.end + 1)
    if at < node.end and text.chance.random() < 0.4:
        return "\t" not in text.lines[at] and text.tree.rows[at].kind == "" and text.put(at, at + 1, [])
    return text.put(at, at, [text.words(7).capitalize() + "."])


def cell(text: Editing) -> bool:
    at = text.chance.choice([at for at, line in enumerate(text.lines) if "\t" in line])
    cells = text.lines[at].split("\t")
    cells[text.chance.randrange(1, len(cells))] = text.words(2)
    return text.put(at, at + 1, ["\t".join(cells)])


def table(text: Editing) -> bool:
    at = text.chance.choice([at for at, line in enumerate(text.lines) if "\t" in line])
    return text.put(at + 1, at + text.chance.choice((1, 2)), [f"9.\t{text.words(2)}\t{text.words(1)}"])


def annex(text: Editing) -> bool:
    found = [one for one in text.tree.root.children if one.kind == "Phụ lục"]
    node = text.chance.choice(found) if found else None
    sort = text.chance.randrange(4)
    if node is None:
        return False
    if sort == 0:
        return text.put(node.start, node.end, [])
    if sort == 1 and not any(one.label == f"{node.label}a" for one in found) and node.label[-1:] not in ("", "a"):
        return text.put(
            node.end, node.end, [f"Phụ lục {node.label}a", "DANH MỤC BÃI", "Bãi\tMức", f"{text.words(2)}\t5"]
        )
    if sort == 2:
        return text.put(node.end, node.end, [text.words(6).capitalize() + "."])
    return text.put(node.start + 2, node.start + 3, [text.words(6).capitalize() + ":"])


EDITS: tuple[Edit, ...] = (insert, delete, move, split, merge, reword, reword, title, paragraph, cell, table, annex)


def edited(lines: list[str], seed: int) -> tuple[list[str], list[str]]:
    """A text after one to five edits, and which they were."""
    text = Editing(lines, seed)
    begun = text.lines.copy()
    done: list[str] = []
    for _ in range(text.chance.choice((1, 1, 2, 3, 5))):
        one = text.chance.choice(EDITS)
        if one(text):
            done.append(one.__name__)
    return text.lines, done if text.lines != begun else []  # what was moved may have come back


def in_memory(base: Sequence[Line], called: str) -> Carrying:
    """How instructions on a base are carried out without the files of a draft."""

    def carried_out(made: Written) -> tuple[list[Row], set[UnitPath]]:
        first = Row(f"Điều 1. Sửa đổi, bổ sung một số điều của {called}")
        act = [first, *(row for line in made.lines for row in line.rows())]
        reading = read_lines(lines_from((row.text, number) for number, row in enumerate(act, 1)), "")
        annexes = {(one.annex[0].kind, one.annex[0].label): one.annex for one in made.changes if one.annex}
        annex = lambda path: [*annexes.get((path[-1].kind, path[-1].label), ())]  # noqa: E731
        applied = apply_operations(rows_of(base), reading.operations, annex)
        unclear = {one.operation.target for one in applied.outcomes if one.status == NOT_DONE}
        return applied.rows, unclear | ({()} if reading.residue else set())

    return carried_out
