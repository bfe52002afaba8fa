"""Comments of a reviewed file where they belong in the document, and as the register of a dossier keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.dossier.mails import Sent
from draftkit.law.dates import is_date
from draftkit.model.grouped import grouped
from draftkit.review.desk import Desk
from draftkit.review.model import Comment
from draftkit.text.fold import with_capital
from draftkit.text.marks import normal
from draftkit.word.values import Comment as WordComment


def remarks(comments: Sequence[WordComment], lines: Mapping[int, int], desk: Desk) -> tuple[Comment, ...]:
    """Comments with the provision they stand at, replies under the comment they answer. `lines` has the line of the
    source by paragraph of the file."""
    known = {comment.id for comment in comments}
    answers = grouped((comment.parent, comment) for comment in comments if comment.parent in known)

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
    return "\n".join((f"{with_capital(where)}{quote}{comment.text}{done}", *_answers(comment)))


def _answers(comment: Comment) -> Iterator[str]:
    for reply in comment.replies:
        yield f"{reply.author}{f' ({reply.date})' if reply.date else ''}: {reply.text}"
        yield from _answers(reply)


def sent(comments: Sequence[Comment]) -> Iterator[Sent]:
    """The comments as the register of a dossier takes them in, as those of mails."""
    for one in comments:
        yield Sent(one.author, one.date if is_date(one.date) else "", one.label, "", entry_text(one))
