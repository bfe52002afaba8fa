"""Documents written: in which formats, where to, and whether they may go out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import ConfigError, OutputError
from draftkit.files.names import keep_apart
from draftkit.files.whole import write_whole
from draftkit.kinds.identity import BRANDED, FILE, Identity, read_identity
from draftkit.kinds.registry import is_foreign
from draftkit.library.document import Document
from draftkit.library.project import Project
from draftkit.model.message import Message, msg
from draftkit.model.nearest import near_or_known
from draftkit.model.tree import Figure, inside
from draftkit.plugins import Refusal, behaviour, behaviour_of
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.resolve.bound import Bound
from draftkit.word.package import read_package
from draftkit.writers.formats import FORMATS, Format, Workshop

if TYPE_CHECKING:
    from draftkit.writers.docx.mould import Series

SITES = ("site", "site-draft")
"""The folders of results that the site is put into, and the one to look at beforehand."""


class Outputs:
    """The part of a session that writes the documents of a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.notices: list[Message] = []
        """What the user should know about the files written, besides the findings."""
        self._series: dict[tuple[str, str], Series] | None = None
        self._last_pages: tuple[Bound | None, Mapping[str, str]] = (None, {})

    def expect_many(self) -> None:
        """From now on keep what Word files of one template have in common: many of them are coming."""
        self._series = {}

    @property
    def identity(self) -> Identity:
        """The identity of the body of the project. Raises ConfigError when its file is wrong."""
        return self.identity_in(VIETNAMESE)

    def identity_in(self, language: str) -> Identity:
        """The same in a language of documents (`vi`, `en`)."""
        return read_identity(self._own(FILE), language)

    def refusals(self, document: Document, embargoed: bool = False) -> list[Message]:
        """Why a document must not go out on this occasion; nothing where no gate is asked. `embargoed`: its
        readers know that they have to wait for its time."""
        return [one.message for one in self.against(document) if not (one.early and embargoed)]

    def against(self, document: Document) -> Iterable[Refusal]:
        """The same with places, what only has to wait among it."""
        gate = behaviour_of(document.bound).gate
        return gate(document.bound, document.frame) if gate else ()

    def output_path(self, document: Document, out: Path | None, suffix: str) -> Path:
        """Where a format of a document goes: `build/<folder of content>/<name>.<suffix>`, or directly into `out`.
        Raises OutputError where one of its pictures lies."""
        draft = document.bound.draft
        path = (out or self.output_folder(document.path).parent) / f"{draft.row or draft.name}.{suffix}"
        shown = (*draft.pictures.values(), *(one.path for one in inside(draft.blocks) if isinstance(one, Figure)))
        keep_apart([path], *shown)
        return path

    def output_folder(self, path: Path) -> Path:
        """`build/<folder of content>/<name of the document>`; a folder called as that of the site, which is published
        as it lies there, has results of its own (`build/_site`)."""
        full = path.resolve()
        inside = full.is_relative_to(self.project.content)
        way = str(full.relative_to(self.project.content)) if inside else full.name
        top = way.partition(os.sep)[0].partition(".")[0]  # a series of site.md has a folder called site, too
        return self.project.build / (f"_{way}" if top.lstrip("_").casefold() in SITES else way)

    def formats(self, document: Document) -> dict[str, Format]:
        """The formats a document can be written in, by name: those of every kind, then those its own kind brings; one
        of these takes the place of ours of the same name."""
        own = behaviour(document.bound.draft.kind).formats
        return {**{one.name: one for one in FORMATS}, **{one.name: one for one in own}}

    def build(self, document: Document, formats: Sequence[str] = (), out: Path | None = None) -> list[Path]:
        """Write a document in each format, in those of its kind when none is named. Files are written whole or not at
        all. Raises ConfigError naming a format the kind does not have."""
        wanted = formats or document.bound.draft.kind.outputs
        made = {suffix: data for name in wanted for suffix, data in self.files(document, name).items()}
        written = {self.output_path(document, out, suffix): data for suffix, data in made.items()}
        for path, data in written.items():
            write_whole(path, data)
        return [*written]

    def files(self, document: Document, name: str, addressed: bool = True) -> Mapping[str, bytes]:
        """A document in one format: the end of the name of each file, and its bytes. A mail names its receivers only
        when `addressed`."""
        one = self._format(document, name)
        if name == "pdf" and one in FORMATS:
            self._tell_floating(document)
        made = one.write(document.bound, document.frame, self._workshop(document, addressed))
        return {one.suffix: made} if isinstance(made, bytes) else made

    def ready(self, document: Document, name: str) -> None:
        """Raise a DraftkitError, as `files` would, for what can be told of a format before anything is made."""
        if ready := self._format(document, name).ready:
            ready(document.bound, self._workshop(document))

    def _tell_floating(self, document: Document) -> None:
        """Say so where the template of somebody else holds what our pages do not let float, or do not draw."""
        draft = document.bound.draft
        template = self.project.registry.template(draft.kind, Path(draft.source.folder))
        if not is_foreign(template):
            return
        parts = read_package(template)
        if any(name in part for part in parts.values() for name in (b"<wp:anchor", b"<w:pict")):
            from draftkit.word.read import read_parts
            from draftkit.word.values import every_paragraph
            from draftkit.writers.paged.floats import misplaced

            drawings = (one for found in every_paragraph(read_parts(parts, template.name)) for one in found.drawings)
            if any(map(misplaced, drawings)):
                said = (
                    "{file}: some of what floats in the template {template} stands in the line in this PDF or is "
                    "left out (what text goes around, shapes other than lines); "
                    "--pdf-engine word prints it as Word does"
                )
                self.notices.append(msg(said, file=f"{draft.name}.pdf", template=template.name))

    def written(self, document: Document, name: str, pages: bool = True, places: bool = False) -> bytes:
        """A document in a format that is one file, as bytes; without `pages`, and with `places`, a Word file is as from
        `docx`."""
        one = self._format(document, name)
        if not pages and one in FORMATS:
            return self.docx(document, pages=False)
        return _single(one, document, self._workshop(document, places=places))

    def docx(self, document: Document, pages: bool = True, places: bool = False) -> bytes:
        """A document as the bytes of a Word file; without `pages` a contents list has no page numbers, and nothing is
        asked for them; with `places` each paragraph says where in the source it comes from."""
        from draftkit.resolve.printed_lines import bookmarks, with_pages
        from draftkit.writers.docx.writer import write_docx

        bound, frame, cache = document.bound, document.frame, self.project.cache
        kind, folder = bound.draft.kind, bound.draft.source.folder
        brand = self.identity_in(kind.language) if kind.words.get(BRANDED) else None
        series = self._series.get((kind.name, folder)) if self._series else None
        template = series.template if series else self.project.registry.template(kind, Path(folder))
        if series is None and self._series is not None:
            from draftkit.writers.docx.mould import Series

            series = self._series[kind.name, folder] = Series(template, cache)

        def build(known: Mapping[str, str]) -> bytes:
            return write_docx(with_pages(bound, known), frame, template, cache, series, places, brand)

        wanted = bookmarks(bound) if pages else ()
        return build(self._pages(bound, build, wanted) if wanted else {})

    def _pages(
        self, bound: Bound, build: Callable[[Mapping[str, str]], bytes], wanted: Sequence[str]
    ) -> Mapping[str, str]:
        """The pages of a contents list; empty, with a notice, when they cannot be found out: no number is better than a
        wrong one."""
        from draftkit.writers.contents_pages import page_numbers

        known, pages = self._last_pages
        if known is bound:
            return pages
        try:
            pages = page_numbers(build, wanted, self.project.cache, bound.draft.name)
        except OutputError as error:
            pages = {}
            said = "{reason} (so the contents list has no page numbers: update it in Word, F9)"
            self.notices.append(msg(said, reason=error.message))
        self._last_pages = bound, pages
        return pages

    def _format(self, document: Document, name: str) -> Format:
        known = self.formats(document)
        if name not in known:
            said = msg("“{kind}” has no format “{name}”", kind=document.bound.draft.kind.title, name=name)
            raise ConfigError.of(near_or_known(said, name, known))
        return known[name]

    def _workshop(self, document: Document, addressed: bool = True, places: bool = False) -> Workshop:
        kind, folder = document.bound.draft.kind, document.bound.draft.source.folder

        def made(name: str, bound: Bound) -> bytes:
            ours = next(one for one in FORMATS if one.name == name)
            changed = document._replace(bound=bound)
            return _single(ours, changed, self._workshop(changed, addressed, places))

        return Workshop(
            lambda template: self.project.registry.template_named(kind, template, Path(folder)),
            self.project.registry.shared,
            lambda: self.docx(document, places=places),
            made,
            lambda name: self.written(document, name),
            self.project.site_address,
            addressed,
            self._own,
            lambda: self.identity_in(kind.language),
        )

    def _own(self, name: str) -> Path | None:
        path = self.project.shared / name
        return path if os.path.lexists(path) else None


def _single(one: Format, document: Document, workshop: Workshop) -> bytes:
    made = one.write(document.bound, document.frame, workshop)
    if not isinstance(made, bytes):
        raise ConfigError("the format “{name}” is several files", name=one.name)
    return made
