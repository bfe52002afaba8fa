"""Makes Word files of the documents of a project: finds the template, the pages of a contents list, and keeps what
documents of one template have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from draftkit.errors import OutputError
from draftkit.kinds.identity import Identity
from draftkit.kinds.registry import Registry
from draftkit.model.message import Message, msg
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

if TYPE_CHECKING:
    from draftkit.writers.docx.mould import Series


class Maker:
    """Makes Word files with the templates of `registry`. `cache` keeps what can be made again, or is None."""

    def __init__(self, registry: Registry, cache: Path | None) -> None:
        self.registry, self.cache = registry, cache
        self._series: dict[tuple[str, str], Series] | None = None
        self._last_pages: tuple[Bound | None, Mapping[str, str]] = (None, {})
        self.notices: list[Message] = []
        """What the user should know about the files made."""

    def expect_many(self) -> None:
        """From now on keep what Word files of one template have in common: many of them are coming."""
        self._series = {}

    def docx(self, bound: Bound, frame: Frame, brand: Identity | None, pages: bool, places: bool) -> bytes:
        """A document as the bytes of a Word file, in the looks of a body (None: in its own); without `pages` a contents
        list has no page numbers, and nothing is asked for them; with `places` each paragraph says where in the source
        it comes from."""
        from draftkit.resolve.printed_lines import bookmarks, with_pages
        from draftkit.writers.docx.writer import write_docx

        kind, folder = bound.draft.kind, bound.draft.source.folder
        series = self._series.get((kind.name, folder)) if self._series else None
        template = series.template if series else self.registry.template(kind, Path(folder))
        if series is None and self._series is not None:
            from draftkit.writers.docx.mould import Series

            series = self._series[kind.name, folder] = Series(template, self.cache)

        def build(known: Mapping[str, str]) -> bytes:
            return write_docx(with_pages(bound, known), frame, template, self.cache, series, places, brand)

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
            pages = page_numbers(build, wanted, self.cache, bound.draft.name)
        except OutputError as error:
            pages = {}
            said = "{reason} (so the contents list has no page numbers: update it in Word, F9)"
            self.notices.append(msg(said, reason=error.message))
        self._last_pages = bound, pages
        return pages
