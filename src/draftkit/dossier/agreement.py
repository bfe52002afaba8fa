"""One truth: what the papers of a dossier say about the draft is what the draft says of itself.

Only what is typed is looked at: values printed by `{{ … }}` come from the draft and cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from draftkit.dossier.addresses import Remarks, act_name
from draftkit.library.session import Document
from draftkit.model.keys import DRAFT, TITLE
from draftkit.model.message import Place, Span, msg
from draftkit.resolve.prose import Prose
from draftkit.text.edits import shared

_BEGINS = re.compile(r"(?:về|quy định|sửa đổi)(?!\w)", re.IGNORECASE)
_FORMAL = frozenset(
    "về việc quy định chi tiết một số điều khoản của và các sửa đổi bổ sung biện pháp thi hành hướng dẫn luật nghị "
    "thông tư trong lĩnh vực quản lý".split()
)
_FEW, _MOST, _HALF = 4, 0.7, 0.5
"""How many words, and what part of them, two names share that are meant to be one: of acts, and of drafts."""


def check_paper(paper: Document, draft: Document, remarks: Remarks) -> None:
    """Findings where a paper calls the draft by another name, or bears the mark of another round. All else that it says
    of the draft is judged where what texts say of documents is (`checks/truth`)."""
    texts = list(_typed(paper))
    for (text, span), after in zip(texts, [*(line for line, _ in texts[1:]), ""], strict=True):
        _name(text, after, span, draft, remarks)
    _mark(paper, draft, remarks)


def _typed(paper: Document) -> Iterator[tuple[str, Span]]:
    """What is typed in a paper, a line at a time, with its place: the name among the metadata, then the text."""
    meta, source = paper.bound.meta, paper.bound.draft.source
    yield meta.title, source.span(meta.place(TITLE))
    for index, line in enumerate(Prose(paper.bound).lines[1:].split("\n")):
        if line.strip("\x00 "):
            yield line, source.span(Place(index))


@lru_cache(maxsize=32)
def _called(act: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<draft>dự (?:thảo|án)[\s*]+)?(?<!\w){re.escape(act)}[\s*]+(?:của Chính phủ[\s*]+)?[“\"]?"
        r"(?P<name>(?!số )\w[^.;:,“”()\n\x00*]*)",
        re.IGNORECASE,
    )


def _name(text: str, after: str, span: Span, draft: Document, remarks: Remarks) -> None:
    """Other names of the draft in a line; a name may run on in the line `after` it. What is called a draft is this one
    when its name begins as names do and is near in subject; of other acts only one whose name is almost the same."""
    own = draft.bound.meta.title
    for found in _called(act_name(draft.bound.draft.kind)).finditer(f"{text} {after}"):
        said, at = f"{text} {after}"[found.start("name") :], found.start("name")
        named = found["draft"] and _BEGINS.match(said)
        if (
            found.start() < len(text)
            and not _same_start(said, own)
            and _near(said, own)
            and (named or _alike(said, own, _MOST if found["draft"] is None else _HALF))
        ):
            message = msg("the draft is called “{own}”, here “{said}”", own=own, said=found["name"].strip())
            remarks.tell(
                "DK-D010", span._replace(column=span.column + (at if at < len(text) else found.start())), message
            )


def _near(said: str, own: str) -> bool:
    """Whether a name and that of the draft are about one subject: most words of the shorter one, apart from those that
    names of acts begin with, are in both. The drafts of other bodies are not."""
    words = own.lower().split()
    here = re.findall(r"\w[^\s.;:,“”()*]*", re.split(r"[.;:,”()\n]", said.lower())[0])[: len(words)]
    count = min(len(set(here) - _FORMAL), len(set(words) - _FORMAL))
    same = len((set(here) & set(words)) - _FORMAL)
    return same > count / 2 or count == 2 * same == 2


def _alike(said: str, own: str, share: float) -> bool:
    """Whether so many words of a name are those of the draft's, which is short of nothing but its first word."""
    words = own.lower().split()
    here = re.findall(r"\w[^\s.;:,“”()*]*", said.lower())[: len(words)]
    if here[: len(words) - 1] == words[1:]:
        return False
    return shared(here, words) >= max(_FEW, share * len(words))


def _same_start(said: str, own: str) -> bool:
    rest = said[len(own) :]
    return said[: len(own)].lower() == own.lower() and not (rest[:1].isalnum())


def _mark(paper: Document, draft: Document, remarks: Remarks) -> None:
    """A paper that carries the mark DỰ THẢO goes round with the draft, and says so with the same round."""
    mine, own = paper.bound.meta.draft_turn, draft.bound.draft.meta.draft_turn
    dated = msg("this round of the draft is dated {own}, here {said}")
    for key, text in (("lan", msg("the draft is round {own}, here {said}")), ("ngay", dated)):
        if mine.get(key) and own.get(key) and mine[key] != own[key]:
            span = paper.bound.draft.source.span(paper.bound.meta.place(f"{DRAFT}.{key}"))
            remarks.tell("DK-D011", span, text, own=own[key], said=mine[key])
