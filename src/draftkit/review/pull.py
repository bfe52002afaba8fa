"""A review round brought home: reviewed Word files in, changes of the sources out. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from draftkit.edits.apply import Merged, applied, carried, merge
from draftkit.edits.renumber import renumbered, retyped
from draftkit.edits.values import Edit, Question
from draftkit.errors import DraftkitError, SourceError
from draftkit.library.build_run import is_flawed
from draftkit.library.session import Session
from draftkit.model.message import Message, msg
from draftkit.readers.source import read_text
from draftkit.recognise.source import runs_of
from draftkit.review.against_build import compare
from draftkit.review.beyond import beyond
from draftkit.review.model import Difference, Found, Pulled, Reviewed
from draftkit.review.origin import Base
from draftkit.review.paper import read_paper
from draftkit.review.state import State, States, find_document
from draftkit.review.verify import Workspace, check
from draftkit.word.read import read_word
from draftkit.word.values import Revision, WordFile

Say = Callable[[Message], str]
Choose = Callable[[Merged], Sequence[Edit]]
"""Which of the edits are made, and of the conflicts which wordings, as edits."""


def pull(
    session: Session,
    files: Sequence[Path],
    document: str = "",
    authors: Collection[str] = (),
    redline: Say | None = None,
    choose: Choose | None = None,
) -> Pulled:
    """What the reviewers of these files want changed in the sources of the document they were built from; of `authors`
    only, when some are named. With `redline`, which words the comments in it, as one Word file too. `choose` tells
    which edits are made: all, and none of a conflict, unless it is given. Raises SourceError when a file cannot be
    read, was not built here, or when the files belong to several documents."""
    words = [read_word(file, file.name) for file in files]
    paths = [find_document(session, word, file.name, document) for word, file in zip(words, files, strict=True)]
    for path, file in zip(paths, files, strict=True):
        if path != paths[0]:
            said = "{file} belongs to another document than {first}; pull one document at a time."
            raise SourceError(said, file=file.name, first=files[0].name)
    with ExitStack() as stack:
        states = States(session, stack)
        base = states.base(paths[0], redline is not None and is_flawed(session.check(session.read(paths[0]))))
        space = stack.enter_context(Workspace(base))
        reviewed = [
            _Review(states.of(paths[0], word, file.name), word, file.name, frozenset(authors)).outcome(base, space)
            for word, file in zip(words, files, strict=True)
        ]
        merged = merge([one.found.edits for one in reviewed], base.texts)
        texts, notices = _finished(base, space, choose(merged) if choose else merged.edits)
        if notices and reviewed:
            reviewed[0] = reviewed[0]._replace(notices=(*reviewed[0].notices, *notices))
        changed = tuple(
            (name, base.texts[name], text) for name, text in sorted(texts.items()) if text != base.texts[name]
        )
        asked = {
            (question[:5], str(question.reason)): question._replace(ordinal=0)
            for one in reversed(reviewed)
            for question in reversed(one.found.questions)
        }
        questions = tuple(reversed(asked.values()))
        docx = _redline(base, space, merged, words, redline) if redline else b""
        return Pulled(
            base.draft.name, changed, merged.edits, merged.conflicts, questions, tuple(reviewed), docx, paths[0]
        )


def _redline(base: Base, space: Workspace, merged: Merged, words: Sequence[WordFile], say: Say) -> bytes:
    """The build with all changes that are made, tracked under the names of those who made them."""
    from draftkit.redline.redline import DATE
    from draftkit.review.tracked import Share, commented, tracked

    def built(edits: Sequence[Edit]) -> bytes:
        space.write(_numbered(base, space, applied(base.texts, edits)))
        return space.rebuilt().docx

    dates = {name: date for word in words for name, date in _hands(word).items()}
    shares = []
    for names in dict.fromkeys(edit.authors for edit in merged.edits):
        own = [edit for edit in merged.edits if edit.authors == names]
        date = max((dates[name] for name in names if dates.get(name)), default=DATE)
        shares.append(Share(", ".join(names) or "?", date, built(own)))
    data = tracked(base, built(merged.edits), shares)
    return commented(data, base, merged.conflicts, say)


def _hands(word: WordFile) -> dict[str, str]:
    """Who tracked changes in a file, and when last."""
    return {run.revision.author: run.revision.date for run in runs_of(word) if run.revision is not None}


class _Review:
    """One reviewed file over the state it was built from; what bears no name is of the one who tracked changes, else of
    the one who saved it last."""

    def __init__(self, state: State, word: WordFile, name: str, authors: frozenset[str]) -> None:
        self.state, self.word, self.name, self.authors = state, word, name, authors
        hands = _hands(word)
        self.author = next(iter(hands)) if len(hands) == 1 else word.properties.get("lastModifiedBy", "").strip()
        self.author = self.author or Path(name).stem

    def accepts(self, revision: Revision) -> bool:
        return not self.authors or revision.author in self.authors

    def outcome(self, base: Base, space: Workspace) -> Reviewed:
        """The edits of this file for the sources as they are now, proved where that is possible."""
        state = self.state
        found = self._chosen(compare(state.base, self.word, self.accepts, self.author, not state.certain))
        if state.base is not base:  # an older state, or the same with its errors
            with Workspace(state.base) as old:
                found, differences = self._proved(state.base, old, found)
            for name in state.base.texts:
                if name not in base.texts and base.file(name).is_file():
                    base.texts[name] = read_text(base.file(name), name)[0]
            kept, asked = carried(found.edits, state.base.texts, base.texts)
            found = found._replace(edits=tuple(kept), questions=(*found.questions, *asked))
        else:
            found, differences = self._proved(base, space, found)
        return Reviewed(self.name, found, differences if state.certain and not self.authors else (), state.notices)

    def _chosen(self, found: Found) -> Found:
        """What the named authors did; all of it when none is named."""
        if not self.authors:
            return found
        edits = tuple(edit for edit in found.edits if self.authors & set(edit.authors))
        questions = tuple(question for question in found.questions if self.authors & set(question.authors))
        comments = tuple(comment for comment in found.comments if comment.author in self.authors)
        return found._replace(edits=edits, questions=questions, comments=comments)

    def _proved(self, base: Base, space: Workspace, found: Found) -> tuple[Found, tuple[Difference, ...]]:
        """Apply the edits of this file alone, rebuild, and compare with the file."""
        wanted, rebuilt = read_paper(self.word, self.accepts), base
        try:
            if found.edits:
                space.write(_numbered(base, space, applied(base.texts, found.edits)))
                rebuilt = space.rebuilt()
        except DraftkitError as error:
            return found, (Difference("", str(error)),)
        checked = check(wanted, rebuilt, base, found)
        asked = (*checked.questions, *self._beyond(base, rebuilt, found))
        return found._replace(questions=asked), checked.differences

    def _beyond(self, base: Base, rebuilt: Base, found: Found) -> list[Question]:
        """What was changed without letters, where it is certain what the reviewer got, and nobody is left out."""
        if self.authors or not self.state.certain:
            return []
        return beyond(base, rebuilt, self.word, found, self.author)


def _finished(base: Base, space: Workspace, edits: Sequence[Edit]) -> tuple[Mapping[str, str], tuple[Message, ...]]:
    """The texts with all edits in them, numbers counted anew."""
    if not edits:
        return dict(base.texts), ()
    texts = applied(base.texts, edits)
    try:
        return _numbered(base, space, texts), ()
    except DraftkitError as error:
        return texts, (msg("with all edits the document cannot be read: {reason}", reason=error.message),)


def _numbered(base: Base, space: Workspace, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with the numbers that are typed in them counted anew where units came or went."""
    space.write(texts)
    draft = space.session().read(space.path()).bound.draft
    return retyped(dict(texts), renumbered(base.draft, draft))
