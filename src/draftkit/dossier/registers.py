"""What a dossier's explanations, and its answers to comments, say of the draft: held against it as papers are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from draftkit.dossier.addresses import Remarks, Wording, act_name
from draftkit.dossier.model import Dossier
from draftkit.dossier.read import every_dossier, read_comments, read_explanations, usual
from draftkit.dossier.values import stage_values
from draftkit.errors import DraftkitError
from draftkit.library.session import Session
from draftkit.model.inline import plain
from draftkit.model.message import Fault, Finding, Place, Span
from draftkit.model.meta import Metadata
from draftkit.model.tree import Draft, Part, Source
from draftkit.readers.document import shown
from draftkit.readers.source import clean, clear_text


def contradictions(session: Session, dossier: Dossier, unsaid: bool = False) -> Iterator[tuple[str, list[Finding]]]:
    """The name of each of the two files, with where it says otherwise than the project, or (`unsaid`) what nothing
    says: what people comment is no word of the dossier. Each text stands among metadata, an explanation under the label
    of what it explains (`@muc-phi`), an answer under that of what was commented on, and the comment
    (`>muc-phi#0#GY-01`: identifiers may stand twice). Raises a DraftkitError where one of them, or the draft, cannot be
    read."""
    draft, project, unheard = session.read(dossier.draft), session.project, Remarks()
    facts = {**session.shared.facts, **stage_values(session, dossier, draft.bound, dossier.stages[0])}
    wording = Wording(draft.bound, facts, f"dự thảo {act_name(draft.bound.draft.kind)}")
    why, register = dossier.explanations, dossier.comments
    explained = read_explanations(why, project, unheard, session.texts) if why else {}
    answered = read_comments(register, project, unheard, session.texts) if register else ()
    reasons = {f"@{label}": (one.text, one.span) for label, one in explained.items()}
    told = ((f">{one.provision}#{at}#{one.id}", one) for at, one in enumerate(answered))
    answers = {key: (one.answer, one.place("tra_loi")) for key, one in told}
    kind = project.registry.find(usual(project).tables.get("so-sanh", "so-sanh"))
    for path, said in ((why, reasons), (register, answers)):
        texts = {
            key: [plain(wording.text(line, at, unheard)) for line in text.split("\n")]
            for key, (text, at) in said.items()
        }
        places = {key: Place(-at.line) for key, (_, at) in said.items()}
        meta = Metadata({"loai": kind.name, **{key: "\n".join(lines) for key, lines in texts.items()}}, places)
        if path:
            name = shown(path, project.root)
            source = Source(
                "", (Part(name, 0),), str(dossier.folder), name, f"{clear_text(path, name, session.texts)}\n"
            )
            draft_of = Draft(name, kind, meta, (), (), {}, source)
            over = _typed_over(session, path, source.front, wording) if unsaid else ()
            yield name, session.contradicted(session.bind(draft_of, dossier.folder / path.name, {}), unsaid, over)


def _typed_over(session: Session, path: Path, now: str, wording: Wording) -> Iterator[Fault]:
    """The values that a register printed in the last version of its project, and that are typed over with others."""
    from draftkit.library.last_saved import faults_of, saved

    full = path.resolve()
    before = saved(session.project, full, session.texts, session.saved)
    if before is None:
        return

    def prints(line: int, _column: int, typed: str) -> str | None:
        unheard = Remarks()
        said = plain(wording.text(typed, Span(path.name, line + 1), unheard))
        return None if unheard.findings else said

    yield from faults_of(clean(before)[0], now, wording.bound, prints, front=True)


def all_contradictions(session: Session, path: Path | None = None) -> Iterator[tuple[str, list[Finding]]]:
    """The same of all dossiers of a project that can be read, or of those that have this register; of others
    `draftkit dossier` tells why."""
    for _, dossier in every_dossier(session.project):
        try:
            if isinstance(dossier, Dossier) and path in (None, dossier.comments, dossier.explanations):
                yield from contradictions(session, dossier, unsaid=True)
        except DraftkitError:
            continue
