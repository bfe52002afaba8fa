"""What a Word file says of itself: which document it was made of, and from what state of its sources; and on every page
as long as it must not be published."""

from __future__ import annotations

import re
from hashlib import sha256

from draftkit.model.fingerprint import fingerprint
from draftkit.model.meta import Metadata
from draftkit.model.tree import Source
from draftkit.readers.comments import unnoted
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, page_title
from draftkit.word.identity import KIND, NAME, PRINT, SOURCE
from draftkit.word.markup import HEAD, R_NS, W_NS, escape


def source_state(source: Source, meta: Metadata) -> str:
    """A short digest of text and metadata of a document: tells states of its sources apart, nothing of the machine."""
    digest = sha256(unnoted(source.typed).encode("utf-8", "surrogatepass"))
    digest.update(f"\0{fingerprint(dict(meta.values))}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def identity(bound: Bound, document: bytes) -> dict[str, str]:
    """The properties of a document whose body part is `document`."""
    draft = bound.draft
    state = source_state(draft.source, draft.meta)
    return {NAME: draft.name, KIND: draft.kind.name, SOURCE: state, PRINT: sha256(document).hexdigest()[:16]}


_PART, _ID = "word/headerHeld.xml", "rIdHeld"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def core_properties(bound: Bound, frame: Frame) -> bytes:
    """Core properties: title, subject, keywords, language. No author, no clock: the file says nothing of the machine
    that made it."""
    title = page_title(bound, frame)
    keywords = ", ".join(bound.meta.keywords)
    day = bound.day
    created = f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>' if day else ""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(bound.draft.kind.title)}</dc:subject><dc:creator>"
        "</dc:creator>"
        f"<cp:keywords>{escape(keywords)}</cp:keywords><dc:language>{bound.profile.language}</dc:language>{created}"
        "</cp:coreProperties>"
    ).encode()


def held_line(held: str) -> str:
    """The paragraph that says from when a text may be published."""
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
        f'<w:color w:val="C00000"/><w:sz w:val="16"/></w:rPr><w:t xml:space="preserve">{escape(held)}</w:t></w:r></w:p>'
    )


def say_held(parts: dict[str, bytes], held: str) -> None:
    """Say it on every page: in the headers of the template, and in one of ours where a section has none; on a first
    page with a header of its own, too, unless the text begins with it there."""
    line = held_line(held).encode()
    for name in [name for name in parts if re.fullmatch(r"word/header\d*\.xml", name)]:
        parts[name] = parts[name].replace(b"</w:hdr>", line + b"</w:hdr>")
    begins, end, rest = parts["word/document.xml"].partition(b"<w:sectPr")
    said = escape(held).encode() in begins

    def marked(found: re.Match[bytes]) -> bytes:
        wanted = ["default", *(["first"] if b"<w:titlePg" in found[2] and (found.start() or not said) else [])]
        lacking = [one for one in wanted if f'headerReference w:type="{one}"'.encode() not in found[2]]
        ours = "".join(f'<w:headerReference w:type="{one}" r:id="{_ID}"/>' for one in lacking)
        return found[1] + ours.encode() + found[2]

    document = begins + re.sub(rb"(<w:sectPr[^>]*>)((?:(?!</w:sectPr>).)*)", marked, end + rest, flags=re.DOTALL)
    if document == parts["word/document.xml"]:
        return
    parts["word/document.xml"] = document
    add_header(parts, _PART, _ID, f'{HEAD}<w:hdr xmlns:w="{W_NS}">{held_line(held)}</w:hdr>')


def add_header(parts: dict[str, bytes], name: str, id: str, xml: str, types: str = "") -> None:
    """Put a header into a package, which sections name by its id; `types` are those of what it shows."""
    parts[name] = xml.encode()
    relation = f'<Relationship Id="{id}" Type="{R_NS}/header" Target="{name.removeprefix("word/")}"/>'
    for part, end, more in (
        ("word/_rels/document.xml.rels", "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", f'{types}<Override PartName="/{name}" ContentType="{_TYPE}"/>'),
    ):
        parts[part] = parts[part].replace(end.encode(), f"{more}{end}".encode())
