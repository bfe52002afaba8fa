"""The formats a document can be written in: one table, which kinds lengthen through their behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from draftkit.kinds.identity import BRANDED, Identity
from draftkit.model.named import NamedTuple
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame

NEWSLETTER = "mail/ban-tin.html"
MAILS = "mail/thu.html", NEWSLETTER, "mail/khung.html"
"""The layouts of a mail, of an issue of a newsletter, and what both have around them."""
PDF_WORD = "pdf-word"
"""The PDF that LibreOffice makes of the Word file."""


class Workshop(NamedTuple):
    """What a writer may ask for besides the text.

    A template file by its name, looked up as the Word template is; a file that all kinds share; the Word file of the
    document; one of our formats, by name, of a bound draft that the writer changed; the document in another of its
    formats, by name; where the site of the project stands (empty: nobody says), whether a mail names its receivers;
    a file of the shared folder of the project, None when it is not there; the identity of the body."""

    template: Callable[[str], Path]
    shared: Callable[[str], Path]
    docx: Callable[[], bytes]
    made: Callable[[str, Bound], bytes]
    written: Callable[[str], bytes]
    site_address: str = ""
    addressed: bool = True
    own: Callable[[str], Path | None] = lambda _name: None
    identity: Callable[[], Identity] = Identity

    def brand(self, bound: Bound) -> Identity | None:
        """The identity that a piece bears; None for kinds whose looks are those of the law."""
        return self.identity() if bound.draft.kind.words.get(BRANDED) else None


Writer = Callable[[Bound, Frame, Workshop], bytes]
"""Writes a document as one file: same input, same bytes."""
Several = Callable[[Bound, Frame, Workshop], Mapping[str, bytes]]
"""Writes a document as several files: the end of each file name (`facebook.txt`) and its bytes."""


class Format(NamedTuple):
    """A row of the table: what `--format` calls it, the end of the file name (empty: several files, each with its own),
    what people call such a file, its writer, and the formats it is made from.

    `asked`: made when it is asked for by name only; `public`: made of every text for the public, whatever its kind
    makes; `offered`: offered for download beside a page of the site; `pictured`: it shows the pictures of the text as
    they are given to it. `layouts`: the template files besides that of Word that it is laid out by, as
    `Workshop.shared` finds them (`mail/thu.html`); of one without a folder, the word of the kind that names it. `ready`
    raises as the writer does what can be told before anything is made."""

    name: str
    suffix: str
    title: str
    write: Writer | Several
    needs: tuple[str, ...] = ()
    public: bool = False
    asked: bool = False
    offered: bool = False
    pictured: bool = False
    layouts: tuple[str, ...] = ()
    ready: Callable[[Bound, Workshop], None] | None = None


def _pdf(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.writers.paged.pages import write_pages

    return write_pages(workshop.written("docx"), bound.draft.name)[0]


def _pdf_word(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.writers.pdf import write_pdf

    return write_pdf(workshop.written("docx"), bound.draft.name)


def _png(bound: Bound, frame: Frame, workshop: Workshop) -> Mapping[str, bytes]:
    from draftkit.writers.paged.pages import write_pages

    pages = write_pages(workshop.written("docx"), bound.draft.name, format="png", ppi=110.0)
    return {f"trang-{number:02}.png": page for number, page in enumerate(pages, 1)}


def _html(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.writers.html_page import write_html

    return write_html(bound, frame, workshop.site_address, workshop.brand(bound)).encode()


def _text(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.writers.text import write_paste, write_text

    return (write_paste if bound.draft.kind.page else write_text)(bound, frame).encode()


def _mail(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.writers.mail import write_mail

    return write_mail(bound, frame, workshop.shared, workshop.addressed, workshop.brand(bound))


def _akn(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.writers.akn.writer import write_akn

    return write_akn(bound, frame).encode()


FORMATS = (
    Format("docx", "docx", "Word", lambda _, __, workshop: workshop.docx(), offered=True, pictured=True),
    Format("pdf", "pdf", "PDF", _pdf, needs=("docx",)),
    Format(PDF_WORD, "pdf", "PDF qua LibreOffice", _pdf_word, needs=("docx",), asked=True),
    Format("png", "", "ảnh từng trang", _png, needs=("docx",), asked=True),
    Format("html", "html", "trang web", _html, public=True, pictured=True),
    Format("txt", "txt", "văn bản thuần", _text, public=True, offered=True),
    Format("eml", "eml", "thư điện tử", _mail, public=True, pictured=True, layouts=MAILS),
    Format("akn", "xml", "Akoma Ntoso", _akn, asked=True, pictured=True),
)
"""The formats every kind has, in the order they are made in: what others are made from comes first."""
