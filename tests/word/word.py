"""Small Word files made by hand, so that each test shows the XML it is about."""

from __future__ import annotations

from draftkit.word.package import zip_bytes
from draftkit.word.read import read_word
from draftkit.word.values import Block, Paragraph, WordFile

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(root: str, inner: str) -> bytes:
    """A part with its root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMES}>{inner}</w:{root}>'.encode()


def parts(body: str, **others: str) -> dict[str, bytes]:
    """The parts of a file with a body; `others` are the insides of `styles`, `numbering`, `footnotes`, `comments` …"""
    found = {
        "_rels/.rels": (
            f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    links = ""
    for name, inner in others.items():
        found[f"word/{name}.xml"] = part(name, inner)
        links += f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
    found["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELS}">{links}</Relationships>'.encode()
    return found


def docx(body: str, **others: str) -> bytes:
    return zip_bytes(parts(body, **others))


def linked(made: dict[str, bytes], type: str, **links: str) -> bytes:
    """The file with more relationships of the text."""
    more = "".join(
        f'<Relationship Id="{id}" Type="{_OFFICE}/{type}" Target="{target}"/>' for id, target in links.items()
    )
    rels = "word/_rels/document.xml.rels"
    made[rels] = made[rels].replace(b"</Relationships>", f"{more}</Relationships>".encode())
    return zip_bytes(made)


def p(text: str = "", ppr: str = "", runs: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{ppr}</w:pPr>{r(text) if text else ''}{runs}</w:p>"


def r(text: str, rpr: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(body: str, changes: str = "keep", **others: str) -> WordFile:
    return read_word(docx(body, **others), "mau.docx", changes=changes)


def blocks(file: WordFile) -> list[Block]:
    return [block for section in file.sections for block in section.blocks]


def paragraphs(file: WordFile) -> list[Paragraph]:
    return [block for block in blocks(file) if isinstance(block, Paragraph)]


def texts(file: WordFile) -> list[str]:
    return [paragraph.text() for paragraph in paragraphs(file)]
