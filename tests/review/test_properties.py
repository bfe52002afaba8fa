"""Random edits, tracked and not: what the reviewer wanted is what the rebuilt document says, or it is asked about."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from draftkit.review.pull import pull
from tests.helpers import examples

from .rounds import TEXT, built, project
from .word import Reviewer, W, text_of

_WORDS = (
    "hồ sơ",
    "cơ quan có thẩm quyền",
    "theo quy định",
    "tổ chức, cá nhân",
    "thẩm định",
    "công bố",
    "kỹ thuật",
    "an toàn",
)
OPERATIONS = ("insert", "delete", "reword", "new", "remove", "move", "split", "cell")


def plant(word: Reviewer, operation: str, rnd: random.Random) -> None:
    """One edit of a random place."""
    first = next(number for number, item in enumerate(word.paragraphs()) if "ban hành Nghị định" in text_of(item))
    body = [
        item
        for item in word.paragraphs()[first + 1 :]
        if len(text_of(item)) > 12 and item.getparent().tag == W + "body" and not _locked(item)
    ]
    if not body:
        return
    paragraph = rnd.choice(body)
    text = text_of(paragraph)
    free = [
        item.text
        for item in paragraph.iter(W + "t")
        if item.text and len(item.text.split()) > 3 and item.getparent().getparent().tag in (W + "p",)
    ]
    if operation in ("insert", "delete", "reword") and free:
        own = rnd.choice(free)
        words = own.split()
        at = rnd.randrange(1, len(words) - 1)
        old = words[at]
        if own.count(old) != 1 or text.count(old) != 1:
            return
        new = {"insert": f"{old} {rnd.choice(_WORDS)}", "delete": "", "reword": rnd.choice(_WORDS)}[operation]
        target = f"{old} " if operation == "delete" and f"{old} " in own else old
        word.replace(target, new, within=text)
    elif operation == "new":
        word.insert_after(text, f"{rnd.choice(_WORDS).capitalize()} {rnd.choice(_WORDS)} {rnd.randrange(99)}.")
    elif operation == "remove":
        word.delete(text)
    elif operation == "move" and len(body) > 3:
        word.move_after(text, text_of(rnd.choice([item for item in body if item is not paragraph])))
    elif operation == "split" and free:
        own = free[-1].split()
        at = rnd.randrange(1, len(own) - 1)
        if text.count(own[at]) == 1:
            word.split(text, own[at], "")
    elif operation == "cell":
        cells = [
            item
            for item in word.paragraphs()
            if any(True for _ in item.iterancestors(W + "tr"))
            and text_of(item) in ("Bụi", "50", "Tiếng ồn", "70", "Máy đo bụi")
        ]
        if cells:
            own = text_of(rnd.choice(cells))
            word.replace(own, f"{own} mới", within=own)


def _locked(paragraph: object) -> bool:
    """Whether a tracked edit touched the paragraph already: Word would nest the marks, this hand does not."""
    marks = (W + name for name in ("ins", "del", "moveFrom", "moveTo"))
    return any(True for _ in paragraph.iter(*marks))  # type: ignore[attr-defined]


@example(["remove", "split", "split"], "", 3120)
@example(["split", "insert", "delete", "insert"], "Nguyễn Văn A", 301124147)
@example(["move"], "Nguyễn Văn A", 973543764)
@example(["remove", "cell", "split"], "", 567619282)
@example(["move", "delete", "split", "delete"], "", 878020971)
@example(["delete", "move", "cell", "split"], "", 472565545)
@given(
    st.lists(st.sampled_from(OPERATIONS), min_size=1, max_size=4),
    st.sampled_from(["", "Nguyễn Văn A"]),
    st.integers(0, 10**9),
)
@examples(40)
def test_the_rebuilt_document_says_what_the_reviewer_wanted(operations: list[str], author: str, seed: int) -> None:
    rnd = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        session = project(root)
        word = Reviewer(built(session), author)
        for operation in operations:
            plant(word, operation, rnd)
        path = root / "ban.docx"
        path.write_bytes(word.saved())
        found = pull(session, [path])
        left = [(item.wanted, item.found) for one in found.reviewed for item in one.differences]
        assert left == [] or found.questions, left
        assert found.conflicts == ()
        for file, now, then in found.files:
            assert now != then
            (root / file).write_text(then, encoding="utf-8")
        again = project_at(root)
        path.write_bytes(Reviewer(built(again)).saved())
        assert pull(again, [path]).files == ()
        assert "{#chuong-chung}" in TEXT


def project_at(root: Path) -> object:
    from draftkit.library.project import open_project
    from draftkit.library.session import Session

    return Session(open_project(root, None))
