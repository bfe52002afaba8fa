"""Gathers the files of a media kit. Same documents, same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from draftkit.bulk.each import series
from draftkit.errors import EngineMissing, SourceError
from draftkit.library.session import Document, Session
from draftkit.model.captions import CREDIT
from draftkit.model.message import Finding, Message, Severity, Span
from draftkit.model.meta import Data, Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import with_comma
from draftkit.model.printed import Line, Picture
from draftkit.pictures.prepare import ORIGINAL, prepare
from draftkit.plugins import every_format
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_flow, body_flow
from draftkit.resolve.frame import page_title
from draftkit.text.fold import unused
from draftkit.word.in_line import in_line
from draftkit.word.package import zip_bytes
from draftkit.writers.html_share import linked, page_name

LISTING = "manifest.json"
READABLE = "danh-muc.txt"
_PAGE = "html"
_LABELS = {"mo_ta": "Mô tả", "chu_thich": "Chú thích", "nguon": "Ảnh", "giay_phep": "Giấy phép"}
_UNSAID = {"giay_phep": "chưa ghi"}
_LANGUAGES = {"vi": "Bản tiếng Việt / Vietnamese", "en": "Bản tiếng Anh / English"}


class Photo(NamedTuple):
    """A picture of a piece: its file, what stands for it, and what may be printed with it."""

    path: Path
    alt: str
    caption: str = ""
    credit: str = ""
    licence: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What lists say of it."""
        return {"mo_ta": self.alt, "chu_thich": self.caption, "nguon": self.credit, "giay_phep": self.licence}


class Packed(NamedTuple):
    """A file of the kit: its path in the zip, the piece it belongs to, what it is, its bytes, and of a photo what is
    known of it."""

    path: str
    piece: str
    form: str
    data: bytes
    photo: Photo | None = None


class Piece(NamedTuple):
    """A document for the kit: what was found, how many errors to mend first, what stands against its going out."""

    document: Document
    findings: Sequence[Finding]
    errors: int
    refusals: Sequence[Message]

    @property
    def held(self) -> bool:
        """Whether it must not be packed, nor a kit without it, unless it is a row."""
        return bool(self.errors or self.refusals)


def read_pieces(session: Session, path: Path, embargoed: bool = False) -> list[Piece]:
    """Read and check what a document brings on the occasion of the session, of an approved series one piece for each
    row; what was found in several rows is told of the first. Errors do not hold up a draft."""
    document = session.read(path)
    found = series(session, document)
    if found is None:
        return [_piece(session, document, embargoed)]
    pieces = [Piece(document, (), 0, found.faults)] if found.faults else []
    told: dict[tuple[str, Span, str], Document] = {}
    for member in found.documents:
        piece = _piece(session, member, embargoed)
        known = ((told.setdefault((one.rule, one.span, str(one.message)), member), one) for one in piece.findings)
        pieces.append(piece._replace(findings=[one for first, one in known if first is member]))
    return pieces


def _piece(session: Session, document: Document, embargoed: bool) -> Piece:
    refusals = session.refusals(document, embargoed)
    against = {str(one) for one in refusals}  # that is said once
    findings = [one for one in document.check() if str(one.message) not in against]
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return Piece(document, findings, 0 if session.occasion.as_draft else errors, refusals)


def pack(session: Session, documents: Sequence[Document]) -> tuple[bytes, tuple[Packed, ...], tuple[Message, ...]]:
    """The zip, what is in it, and what could not be made here (PDF without LibreOffice). Raises a DraftkitError when a
    form cannot be written."""
    packed: list[Packed] = []
    missing: list[Message] = []
    seen: dict[str, Document] = {}
    twins = _twins(documents)
    wanted = [forms_of(one, session) for one in documents]
    pages = [
        (one.path.resolve(), f"../{_called(one)}/{_called(one)}.{_PAGE if _PAGE in forms else 'docx'}")
        for one, forms in zip(documents, wanted, strict=True)
    ]
    for document, forms in zip(documents, wanted, strict=True):
        name = page_name(document.bound.draft.called)
        if name in seen:
            wrong = "{one} and {two} would have the same folder in the kit; rename one of them."
            raise SourceError(wrong, one=seen[name].bound.draft.called, two=document.bound.draft.called)
        seen[name] = document
        twin = twins.get(_called(document))
        packed += [
            item._replace(data=_paired(item.data, document, twin)) if twin and item.path.endswith(".html") else item
            for item in _forms(session, document, forms, name, missing, pages)
        ]
        packed += _photos(document, name)
    files = {item.path: item.data for item in packed}
    files[LISTING] = _listing(packed, documents, twins)
    files[READABLE] = _readable(packed, documents, twins)
    return zip_bytes(files), tuple(packed), tuple({str(message): message for message in missing}.values())


def forms_of(document: Document, session: Session) -> tuple[str, ...]:
    """The formats of a piece in a kit: those of its kind; what is public reading also in the forms every public text
    has; what is made from these alone (PDF from Word)."""
    kind, known = document.bound.draft.kind, session.formats(document)
    wanted = {name for name, one in known.items() if name in kind.outputs or (kind.page and one.public)}
    made = {name for name, one in known.items() if one.needs and not one.asked and wanted.issuperset(one.needs)}
    return tuple(name for name in known if name in wanted | made)


def _forms(
    session: Session,
    document: Document,
    forms: Sequence[str],
    name: str,
    missing: list[Message],
    pages: Sequence[tuple[Path, str]],
) -> Iterator[Packed]:
    title = page_title(document.bound, document.frame)
    called = {"csv": "bảng số liệu"} | {one.suffix: one.title for one in every_format() if one.suffix}
    for form in forms:
        bound = linked(document.bound, pages) if form == _PAGE else document.bound
        try:
            files = session.files(document._replace(bound=bound), form, addressed=False)
        except EngineMissing as error:
            missing.append(error.message)
            continue
        for suffix, data in files.items():
            yield Packed(f"{name}/{name}.{suffix}", title, called.get(suffix.rpartition(".")[2], form), data)


def _photos(document: Document, name: str) -> Iterator[Packed]:
    """The pictures of a piece in the size they were made in, without what cameras note in them."""
    title = page_title(document.bound, document.frame)
    used: set[str] = set()
    for photo in photos(document.bound, document.frame.annexed):
        shown = prepare(photo.path, ORIGINAL)
        file = unused(page_name(photo.path.stem), used.__contains__, f".{shown.type}")
        used.add(file)
        yield Packed(f"{name}/anh/{file}", title, f"ảnh, {shown.width} × {shown.height} điểm ảnh", shown.data, photo)


def photos(bound: Bound, annexed: str = "") -> list[Photo]:
    """The pictures that a piece prints, each once, with what its metadata says of them; not those of signatures."""
    said = {
        bound.draft.pictures[name]: entry
        for name, entry in _described(bound.draft.meta)
        if name in bound.draft.pictures
    }
    found: dict[str, Photo] = {}
    for flow in (body_flow(bound), annex_flow(bound, annexed)):
        for item, after in pairwise((*flow, None)):
            if not isinstance(item, Picture) or item.path in found:
                continue
            entry = said.get(item.path, {})
            caption, *rights = [bound.line(Metadata(entry).text(key)) for key in ("chu_thich", "nguon", "giay_phep")]
            below = in_line(after.content) if isinstance(after, Line) and after.role == "figure-caption" else ""
            found[item.path] = Photo(Path(item.path), item.alt, caption or below, *rights)
    return list(found.values())


def _described(meta: Metadata) -> Iterator[tuple[str, Mapping[str, Data]]]:
    """Entries of lists in the metadata that describe a picture (`anh`)."""
    found = (entry for key in meta.values for entry in meta.tables(key))
    return ((str(entry["anh"]), entry) for entry in found if isinstance(entry.get("anh"), str))


def _listing(packed: Sequence[Packed], documents: Sequence[Document], twins: Mapping[str, Document]) -> bytes:
    files = []
    for item in packed:
        entry: dict[str, object] = {
            "tep": item.path,
            "thuoc": item.piece,
            "dang": item.form,
            "kich_thuoc": len(item.data),
            "sha256": hashlib.sha256(item.data).hexdigest(),
        }
        files.append(entry | (item.photo.said if item.photo else {}))
    pieces = [
        {
            "ten": page_title(document.bound, document.frame),
            "loai": document.bound.draft.kind.title,
            "ngay": document.bound.day,
            "ngon_ngu": document.bound.draft.kind.language,
            **({"ban_ngon_ngu_khac": _called(twin)} if (twin := twins.get(_called(document))) else {}),
        }
        for document in documents
    ]
    return (json.dumps({"van_ban": pieces, "tep": files}, ensure_ascii=False, indent=1) + "\n").encode()


def _twins(documents: Sequence[Document]) -> dict[str, Document]:
    """What says the same in the other language, of a series in the same row, for each document with one in the kit."""
    at = {(document.path.resolve(), document.bound.draft.row): document for document in documents}
    found: dict[str, Document] = {}
    for document in documents:
        draft = document.bound.draft
        other = at.get((Path(draft.original.path).resolve(), draft.row)) if draft.original else None
        if other:
            found |= {_called(document): other, _called(other): document}
    return found


def _called(document: Document) -> str:
    return page_name(document.bound.draft.called)


def _paired(page: bytes, document: Document, twin: Document) -> bytes:
    """A page that names itself and its twin by their languages, as those of the newsroom do."""
    places = ((one.bound.draft.kind.language, _called(one)) for one in (document, twin))
    links = "".join(
        f'<link rel="alternate" hreflang="{language}" href="../{name}/{name}.html">\n' for language, name in places
    )
    return page.replace(b"<title>", links.encode() + b"<title>", 1)


def _readable(packed: Sequence[Packed], documents: Sequence[Document], twins: Mapping[str, Document]) -> bytes:
    """The list for people: piece by piece, each file with its size, each photo with what may be printed under it."""
    lines = ["DANH MỤC TỆP", ""]
    for document in documents:
        title = page_title(document.bound, document.frame)
        name = page_name(document.bound.draft.called)
        kind = document.bound.draft.kind.title
        words = kind.split()  # of one alone the title may say another: “báo chí”, “chí sĩ”
        ends = (" ".join(words[at:]) for at in range(max(1, len(words) - 1)))
        shared = next((end for end in ends if title.lower().startswith(end.lower())), "")
        lines += [f"{kind}{title[len(shared) :]}" if shared else f"{kind}: {title}"]
        if twin := twins.get(_called(document)):
            language = twin.bound.draft.kind.language
            lines.append(f"  {_LANGUAGES.get(language, language)}: {_called(twin)}/")
        lines.append("")
        for item in (one for one in packed if one.path.startswith(f"{name}/")):
            lines.append(f"  {item.path}  ({item.form}; {_size(len(item.data))})")
            lines.append(f"    SHA-256: {hashlib.sha256(item.data).hexdigest()}")
            said = {key: text or _UNSAID.get(key) for key, text in (item.photo.said if item.photo else {}).items()}
            told = [one if CREDIT.match(one) else f"{_LABELS[key]}: {one}" for key, one in said.items() if one]
            lines += [f"    {one}" for one in told]
        lines.append("")
    return ("\r\n".join(lines).rstrip() + "\r\n").encode("utf-8-sig")


def _size(count: int) -> str:
    return f"{max(1, round(count / 1000))} KB" if count < 1_000_000 else f"{with_comma(count / 1_000_000, '.1f')} MB"
