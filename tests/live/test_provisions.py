"""One provision is changed, nothing else is, and what was seen is what is changed."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from draftkit.edits.provisions import Provision
from draftkit.edits.values import At, Delete, Insert, Join, Move, Operation, Replace, Split
from draftkit.errors import DraftkitError
from draftkit.live.changes import Change, Stale, undo, write
from draftkit.live.desk import Desk
from draftkit.live.provisions import propose, provision_at, provisions
from draftkit.model.message import Span
from tests.helpers import write_project

BODY = """
# Chương I. Quy định chung

### Điều 1. Phạm vi {#pham-vi}

1. Khoản một[^a]:
a) Điểm a;
b) Điểm b. {#diem-b}
2. Khoản hai theo @diem-b và @ba. {#hai}

[^a]: Chú thích.

### Điều 2. Đối tượng {#doi-tuong}

Đoạn đầu.

Bảng. Tên bảng {#bang}

| A | B |
|---|---|
| 1 | 2 |

Đoạn cuối.

# Chương II. Khác

### Điều. Ba {#ba}

1. Một.
1. Hai.
<!-- draftkit: ignore DK-T001 thử -->
1. Ba.

### Điều.

Không tên./.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    write_project(tmp_path, BODY)
    return Desk(tmp_path, None)


def owner(desk: Desk) -> Path:
    return desk.root / "content/thu.md"


def find(desk: Desk, words: str) -> Provision:
    return next(one for one in provisions(desk, owner(desk)) if words in one.text)


def at(one: Provision) -> At:
    return At(one.file, one.line, one.hash)


def done(desk: Desk, operation: Operation) -> Change:
    change = propose(desk, owner(desk), operation)
    assert isinstance(change, Change)
    assert write(desk, change) is None
    return change


def body(desk: Desk) -> str:
    return owner(desk).read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")[2]


def after(desk: Desk, start: str, end: str) -> str:
    text = body(desk)
    return text[text.index(start) : text.index(end)]


def test_every_line_belongs_to_one_provision(desk: Desk) -> None:
    found = provisions(desk, owner(desk))
    own = [line for one in found for line in range(one.first, one.last + 1)]
    assert len(own) == len(set(own))
    lines = owner(desk).read_text(encoding="utf-8").split("\n")
    start = lines.index("---", 1) + 2
    assert {at for at in range(start, len(lines) + 1) if lines[at - 1].strip()} <= set(own)
    names = [(one.sort, one.name, one.label) for one in found]
    assert ("unit", "điểm b khoản 1 Điều 1", "diem-b") in names
    assert ("table", "Điều 2", "bang") in names
    assert find(desk, "Tên bảng").text.startswith("Bảng. Tên bảng {#bang}\n\n| A")
    assert find(desk, "Không tên").sort == "unit"  # an điều without a name is printed with its text
    assert find(desk, "1. Ba.").text.startswith("<!-- draftkit")


def test_a_place_of_a_finding_leads_to_its_provision(desk: Desk) -> None:
    one = find(desk, "Khoản hai")
    assert provision_at(desk, owner(desk), Span(one.file, one.line, 20)) == one
    assert provision_at(desk, owner(desk), Span(one.file, 2)) is None


CASES = [
    ("Khoản hai", lambda a: Move(a, True), "1. Khoản hai theo @diem-b và @ba. {#hai}\n2. Khoản một[^a]:\na) Điểm a;\n"),
    ("Điểm b", lambda a: Move(a, True), "a) Điểm b; {#diem-b}\nb) Điểm a.\n2. Khoản hai"),
    (
        "Điều 2",
        lambda a: Move(a, True),
        "# Chương I. Quy định chung\n\n### Điều 1. Đối tượng {#doi-tuong}\n\nĐoạn đầu.",
    ),
    ("Điều 2", lambda a: Move(a, False), "# Chương II. Khác\n\n### Điều 2. Đối tượng {#doi-tuong}\n\nĐoạn đầu."),
    ("Điều. Ba", lambda a: Move(a, True), "Đoạn cuối.\n\n### Điều. Ba {#ba}\n\n1. Một."),
    ("Tên bảng", lambda a: Move(a, True), "Bảng. Tên bảng {#bang}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nĐoạn đầu.\n"),
    ("Khoản một", lambda a: Insert(a, "Mới."), "b) Điểm b. {#diem-b}\n2. Mới.\n3. Khoản hai"),
    ("Khoản một", lambda a: Insert(a, "Mới.", "before"), "{#pham-vi}\n\n1. Mới.\n2. Khoản một[^a]:"),
    ("Khoản một", lambda a: Insert(a, "Mới.", level="point"), "{#diem-b}\nc) Mới.\n2. Khoản hai"),
    ("1. Hai.", lambda a: Insert(a, "Giữa."), "1. Hai.\n1. Giữa.\n<!-- draftkit"),
    ("Điều. Ba", lambda a: Insert(a, "Tên"), "1. Ba.\n\n### Điều. Tên\n\n### Điều.\n\nKhông tên./.\n"),
    ("Điều 2", lambda a: Insert(a, "Tên"), "Đoạn cuối.\n\n### Điều 3. Tên\n\n# Chương II"),
    ("Đoạn đầu", lambda a: Insert(a, "Đoạn giữa."), "Đoạn đầu.\n\nĐoạn giữa.\n\nBảng."),
    ("Khoản một", lambda a: Delete(a), "{#pham-vi}\n\n1. Khoản hai theo @diem-b và @ba. {#hai}\n\n### Điều 2"),
    ("Khoản hai", lambda a: Split(a, 12), "2. Khoản hai {#hai}\n3. theo @diem-b và @ba.\n"),
    ("Đoạn đầu", lambda a: Split(a, 5), "Đoạn\n\nđầu.\n\nBảng."),
    ("1. Hai.", lambda a: Split(a, level="article", title="Mới"), "1. Một.\n\n### Điều. Mới\n\n1. Hai.\n<!--"),
    ("Điểm b", lambda a: Join(a), "a) Điểm a;\nĐiểm b. {#diem-b}\n2. Khoản hai"),
    ("1. Hai.", lambda a: Join(a), "1. Một.\nHai.\n<!-- draftkit"),
    ("1. Ba.", lambda a: Replace(a, "1. Ba bốn.\n1. Năm."), "1. Hai.\n1. Ba bốn.\n1. Năm.\n\n### Điều."),
    ("1. Ba.", lambda a: Replace(a, ""), "1. Hai.\n\n### Điều."),
    # words typed over a heading, and a heading typed as it is printed
    ("Điều 2", lambda a: Replace(a, "Người làm"), "\n\n### Điều 2. Người làm {#doi-tuong}\n\nĐoạn đầu."),
    ("Điều 2", lambda a: Replace(a, "Điều 2. Người làm {#nguoi}"), "\n\n### Điều 2. Người làm {#nguoi}\n\nĐoạn đầu."),
    ("Điều. Ba", lambda a: Replace(a, "Tên\n1. Không."), "### Điều. Tên {#ba}\n1. Không.\n\n1. Một.\n"),
    ("Không tên", lambda a: Replace(a, "Vẫn không tên."), "\n\n### Điều.\n\nVẫn không tên.\n"),
    ("Điều 2", lambda a: Insert(a, "Điều 3: Tên"), "Đoạn cuối.\n\n### Điều 3. Tên\n\n# Chương II"),
    ("Điều. Ba", lambda a: Insert(a, "Điều 9. Tên"), "1. Ba.\n\n### Điều. Tên\n\n### Điều.\n\nKhông tên./.\n"),
]


@pytest.mark.parametrize(("words", "make", "then"), CASES)
def test_an_operation_changes_its_provision(desk: Desk, words: str, make: object, then: str) -> None:
    before = owner(desk).read_bytes()
    change = done(desk, make(at(find(desk, words))))  # type: ignore[operator]
    assert then in body(desk)
    if change.at:
        there = provision_at(desk, owner(desk), Span(change.at.file, change.at.line))
        assert there is not None
        assert there.hash == change.at.hash
    assert write(desk, undo(change)) is None
    assert owner(desk).read_bytes() == before


def test_what_would_change_more_is_refused(desk: Desk) -> None:
    one = find(desk, "Khoản một")
    with pytest.raises(DraftkitError, match="nothing was changed"):  # the footnote would be that of another text
        propose(desk, owner(desk), Replace(at(one), "1. Khoản một[^a]:\n\n[^a]: Khác."))
    with pytest.raises(DraftkitError):
        propose(desk, owner(desk), Join(at(find(desk, "Khoản hai"))))  # khoản 1 ends in điểm
    with pytest.raises(DraftkitError):
        propose(desk, owner(desk), Move(at(one), True))


def test_references_to_what_goes_are_told(desk: Desk) -> None:
    change = done(desk, Delete(at(find(desk, "Điểm b"))))
    assert [(one.text, one.values["label"]) for one in change.told] == [
        ("{place}: @{label} points at nothing now", "diem-b")
    ]


def test_a_stale_edit_is_a_conflict(desk: Desk) -> None:
    one = find(desk, "Khoản hai")
    old = owner(desk).read_text(encoding="utf-8")
    owner(desk).write_text(old.replace("Khoản hai theo", "Khoản hai nay theo"), encoding="utf-8")
    desk.changed(owner(desk))
    found = propose(desk, owner(desk), Replace(at(one), "2. Khác."))
    assert isinstance(found, Stale)
    assert found.now is not None
    assert "nay theo" in found.now.text
    change = propose(desk, owner(desk), Replace(at(find(desk, "Khoản hai")), "2. Khác."))
    assert isinstance(change, Change)
    owner(desk).write_text(old, encoding="utf-8")  # changed outside, between the look and the writing
    assert isinstance(write(desk, change), Stale)
    assert owner(desk).read_text(encoding="utf-8") == old


def test_a_provision_is_found_again_where_lines_moved(desk: Desk) -> None:
    one = find(desk, "Đoạn cuối")
    done(desk, Insert(at(find(desk, "Khoản một")), "Mới."))
    done(desk, Replace(at(one), "Đoạn cuối mới."))
    assert "\n| 1 | 2 |\n\nĐoạn cuối mới.\n" in body(desk)


def test_line_ends_and_mark_of_the_file_stay(desk: Desk) -> None:
    data = b"\xef\xbb\xbf" + owner(desk).read_bytes().replace(b"\n", b"\r\n")
    owner(desk).write_bytes(data)
    desk.changed(owner(desk))
    done(desk, Replace(at(find(desk, "Đoạn cuối")), "Đoạn sau."))
    assert owner(desk).read_bytes() == data.replace("Đoạn cuối.".encode(), "Đoạn sau.".encode())


def test_a_document_in_parts(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    front, text = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
    folder = tmp_path / "content/nd"
    folder.mkdir()
    (folder / "draft.yaml").write_text(front, encoding="utf-8")
    first, second = text.split("# Chương II")
    (folder / "01.md").write_text(first.rstrip(), encoding="utf-8")  # no end of line at its end
    (folder / "02.md").write_text(f"# Chương II{second}", encoding="utf-8")
    desk = Desk(tmp_path, None)
    one = next(one for one in provisions(desk, folder) if "Điều 2" in one.text)
    change = propose(desk, folder, Move(at(one), False))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    assert (folder / "01.md").read_text(encoding="utf-8").rstrip().endswith("[^a]: Chú thích.")
    assert "# Chương II. Khác\n\n### Điều 2. Đối tượng" in (folder / "02.md").read_text(encoding="utf-8")
    assert write(desk, undo(change)) is None
    end = next(one for one in provisions(desk, folder) if "Đoạn cuối" in one.text)
    change = propose(desk, folder, Insert(at(end), "Thêm."))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    assert (folder / "01.md").read_text(encoding="utf-8").rstrip().endswith("Đoạn cuối.\n\nThêm.")


@pytest.mark.parametrize("end", ["\n", ""])
def test_the_only_article_of_a_file_goes_into_the_next_chapter(tmp_path: Path, end: str) -> None:
    path = write_project(tmp_path, BODY)
    front = path.read_text(encoding="utf-8").split("---\n", 2)[1]
    folder = tmp_path / "content/nd"
    folder.mkdir()
    (folder / "draft.yaml").write_text(front, encoding="utf-8")
    parts = ("# Chương. Một", "### Điều. A {#a}\n1. Một.", "# Chương. Hai", "### Điều. B\n1. Theo @a.")
    for number, text in enumerate(parts, 1):
        (folder / f"{number:02}.md").write_text(text + end, encoding="utf-8")
    desk = Desk(tmp_path, None)
    one = next(one for one in provisions(desk, folder) if "Điều. A" in one.text)
    change = propose(desk, folder, Move(at(one), False))
    assert isinstance(change, Change)
    assert write(desk, change) is None
    written = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))]
    assert written[1:3] == ["", f"{parts[2]}\n\n{parts[1]}{end}"]


def letters(text: str) -> Counter[str]:
    """All letters but those of markers."""
    return Counter(re.sub(r"^[a-zđ]\)|[\W\d_]", "", text, flags=re.MULTILINE))


def test_every_operation_offered_keeps_all_words(desk: Desk) -> None:
    """Counted in the file itself, without our reader."""
    before = body(desk)
    tried = 0
    for one in provisions(desk, owner(desk)):
        operations: list[Operation] = []
        if "up" in one.can:
            operations.append(Move(at(one), True))
        if "down" in one.can:
            operations.append(Move(at(one), False))
        if "join" in one.can:
            operations.append(Join(at(one)))
        if "split" in one.can:
            operations += [Split(at(one), offset) for offset in range(len(one.text))]
        for operation in operations:
            try:
                change = propose(desk, owner(desk), operation)
            except DraftkitError:
                continue
            assert isinstance(change, Change)
            tried += 1
            text = change.files[0].after if change.files else desk.text(owner(desk))
            then = letters(text.partition("---\n")[2].partition("---\n")[2])
            if isinstance(operation, Join) and one.text.startswith("#"):
                then += letters("Chương II" if "Chương" in one.text else "Điều")  # its heading is gone
            assert letters(before) == then, operation
    assert tried > 40
