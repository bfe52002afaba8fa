"""Each case: two short drafts, and what the comparison says of them.

Edits are written `[-dropped-]{+new+}`, a reference that only follows renumbering `[~old→new~]`. A line
stands for an act; indented below it is what came or went with it. After `--- theo sau` stands how the rest is told in
few words.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.compare.compare import compare
from draftkit.compare.drafts import side
from draftkit.compare.values import Change, Comparison, Edits, View
from draftkit.compare.wording import folded
from tests.helpers import META, document

CASES = sorted((Path(__file__).parent / "cases").glob("*.md"))


def compared(folder: Path, old: str, new: str) -> Comparison:
    made = []
    for name, text in (("cu", old), ("moi", new)):
        keys, _, body = text.partition("===\n") if "===\n" in text else ("", "", text)
        meta = META
        for line in keys.splitlines():
            meta = re.sub(rf"^{line.split(':')[0]}:.*$", line, meta, flags=re.MULTILINE)
        read = document(folder / name, body, meta)
        made.append(side(read.bound, read.frame))
    return compare(*made)


def shown(edits: Edits) -> str:
    out = []
    for old, new, follows in edits:
        if old == new:
            out.append(old)
        elif follows:
            out.append(f"[~{old}→{new}~]")
        else:
            out.append((f"[-{old}-]" if old else "") + (f"{{+{new}+}}" if new else ""))
    return "".join(out)


def told(change: Change) -> list[str]:
    """An act, and below it what came or went with it."""
    return [line(change), *(f"  {line(part)}" for part in change.inner)]


def line(change: Change) -> str:
    old, new = change.old.name if change.old else "", change.new.name if change.new else ""
    others = " + ".join(node.name for node in change.others())
    if "merged" in change.kinds and change.others():
        old = f"{old} + {others}"
    elif others:
        new = f"{new} + {others}"
    name = f"{old} → {new}" if old and new and old != new else new or old
    texts = [shown(edits) for edits in (change.title, *change.texts) if edits]
    if not any(re.search(r"\[-|\{\+|\[~", text) for text in texts):
        texts = []
    elif change.title and not re.search(r"\[-|\{\+|\[~", texts[0]):
        texts = texts[1:]
    elif change.title and not any(re.search(r"\[-|\{\+|\[~", text) for text in texts[1:]):
        texts = texts[:1]
    return " | ".join([f"{name}: {', '.join(change.kinds)}", *texts])


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_case(path: Path, tmp_path: Path) -> None:
    _, old, new, expected = re.split(r"^--- (?:cũ|mới|thấy)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = compared(tmp_path, old, new)
    expected, _, follows = expected.partition("--- theo sau\n")
    assert [text for change in found.shown(View.DETAILS) for text in told(change)] == expected.splitlines()
    if follows:
        said = [": ".join(item) for item in folded(found, lambda message: message.text)]
        assert said == follows.splitlines()


def test_without_renumbering_only_what_someone_wrote_is_left(tmp_path: Path) -> None:
    _, old, new, _ = re.split(
        r"^--- (?:cũ|mới|thấy)\n",
        (Path(__file__).parent / "cases/dan-chieu-go-tay.md").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    found = compared(tmp_path, old, new).shown(View.SETTLED)
    assert [change.kinds for change in found] == [("inserted",), ("reworded",)]
    assert shown(found[1].texts[0]).startswith("Thời hạn xử lý hồ sơ quy định tại khoản 2 Điều này là 10 ngày")
