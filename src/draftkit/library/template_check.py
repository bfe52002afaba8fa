"""Templates of others tried before anything is built: what is wrong with them is a finding."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import ConfigError, KindError, SourceError
from draftkit.kinds.registry import Registry, is_foreign
from draftkit.library.document import Document
from draftkit.model.finding import Fault
from draftkit.model.message import Message
from draftkit.model.place import Place


def template_faults(document: Document, registry: Registry, cache: Path | None) -> list[Fault]:
    """What keeps the template of a document from being filled. Ours are not tried; what one of others gives is kept in
    the cache, where a build finds it."""
    draft = document.bound.draft
    if "docx" not in draft.kind.outputs:
        return []
    try:
        template = registry.template(draft.kind, Path(draft.source.folder))
        if is_foreign(template):
            _try(document, template, cache)
    except (ConfigError, KindError, SourceError) as error:
        return [Fault("DK-F015", Message(error.text, error.values), Place(-1))]
    return []


def _try(document: Document, template: Path, cache: Path | None) -> None:
    from draftkit.writers.docx.media import Media
    from draftkit.writers.docx.shell import fill_shell
    from draftkit.writers.docx.template import Sections, check_frame, check_styles
    from draftkit.writers.docx.writer import context

    bound, frame = document.bound, document.frame
    parts = fill_shell(template, context(frame, bound, Media()), cache)
    check_styles(parts["word/styles.xml"].decode(), bound.profile, template, parts["word/document.xml"])
    Sections(parts["word/document.xml"].decode(), template, True)
    edges = "".join(part.decode() for name, part in parts.items() if name.startswith(("word/header", "word/footer")))
    check_frame(frame, parts["word/document.xml"].decode() + edges, bound.opening, template)
