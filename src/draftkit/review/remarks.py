"""Comments of reviewers: where they belong in the document, and how the register of a dossier keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from draftkit.dossier.model import GENERAL, PENDING
from draftkit.edits.data_files import yaml_text
from draftkit.model.numeral import whole
from draftkit.review.desk import Desk
from draftkit.review.model import Comment
from draftkit.text.marks import normal
from draftkit.word.values import Comment as WordComment

_ID = re.compile(r"^\s*-?\s*id:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


def remarks(comments: Sequence[WordComment], lines: Mapping[int, int], desk: Desk) -> tuple[Comment, ...]:
    """Comments with the provision they stand at, replies under the comment they answer. `lines` has the line of the
    source by paragraph of the file."""
    known = {comment.id for comment in comments}
    answers: dict[str, list[WordComment]] = {}
    for comment in comments:
        if comment.parent in known:
            answers.setdefault(comment.parent, []).append(comment)

    def made(comment: WordComment, depth: int = 0) -> Comment:
        line = lines.get(comment.paragraph, -1)
        replies = tuple(made(reply, depth + 1) for reply in answers.get(comment.id, ())) if depth < 20 else ()
        return Comment(
            comment.author,
            comment.date[:10],
            comment.text.strip(),
            desk.label(line),
            desk.where(line),
            normal(comment.quote),
            replies,
            comment.done,
        )

    return tuple(made(comment) for comment in comments if comment.parent not in known)


def entry_text(comment: Comment) -> str:
    """What a comment says, with the words it stands at and the replies."""
    where = f"{comment.where}: " if comment.where and not comment.label else ""
    quote = f"“{comment.quote}”: " if comment.quote else ""
    done = " [đã được đánh dấu là xong]" if comment.done else ""
    return "\n".join((f"{where[:1].upper()}{where[1:]}{quote}{comment.text}{done}", *_answers(comment)))


def _answers(comment: Comment) -> Iterator[str]:
    for reply in comment.replies:
        yield f"{reply.author}{f' ({reply.date})' if reply.date else ''}: {reply.text}"
        yield from _answers(reply)


def register(comments: Sequence[Comment], text: str, taken: Sequence[tuple[str, str]]) -> str:
    """The entries to add to a register whose text is `text`: those it does not hold yet. `taken` are author and words
    of the comments in it."""
    ids = _ID.findall(text)
    form = next(
        (found for found in (re.fullmatch(r"(.*?)([0-9]{1,15})", name) for name in reversed(ids)) if found), None
    )
    lead, width = (form[1], len(form[2])) if form else ("GY-", 3)
    number = max((whole(name.removeprefix(lead), 0) for name in ids if name.startswith(lead)), default=0)
    known = {(author, normal(words)) for author, words in taken}
    out: list[str] = []
    for comment in comments:
        words = entry_text(comment)
        if (comment.author, normal(words)) in known:
            continue
        known.add((comment.author, normal(words)))
        number += 1
        out.append(f"- id: {lead}{number:0{width}d}\n  co_quan: {yaml_text(comment.author or '?')}\n")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", comment.date):
            out.append(f"  ngay: {comment.date}\n")
        out.append(
            f"  quy_dinh: {yaml_text(comment.label or GENERAL)}\n  noi_dung: {_block(words)}\n  quyet_dinh: {PENDING}\n"
        )
    lead_in = "" if not out or not text or text.endswith("\n") else "\n"
    return lead_in + "".join(out)


def _block(words: str) -> str:
    if "\n" not in words:
        return yaml_text(words)
    return "|-\n" + "\n".join(f"    {line}".rstrip() for line in words.split("\n"))
