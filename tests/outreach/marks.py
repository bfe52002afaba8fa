"""Whether files that were made too early say so, each page and picture by itself; for all forms in one way."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

LINE = "CẤM CÔNG BỐ TRƯỚC"


def shown(name: str, data: bytes) -> str:
    """The words of a file; of pictures none."""
    end = name.rpartition(".")[2]
    if end == "eml":
        return "\n".join(
            str(part.get_content()) for part in _mail(data).walk() if part.get_content_maintype() == "text"
        )
    if end in ("docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    if end == "pdf":
        return "\n".join(text for text, _ in _pages(data))
    return "" if end in ("png", "jpg") else data.decode(errors="replace")


def unmarked(name: str, data: bytes, beside: Mapping[str, bytes]) -> list[str]:
    """Where a file does not say so. `beside` are the other files of the document by name: pictures are looked at where
    those say that the line stands."""
    end = name.rpartition(".")[2]
    if end in ("docx", "pptx"):
        return list(_package(data, end))
    if end == "eml":
        return [part for part, text in _letter(data).items() if LINE not in text]
    if end == "pdf":
        return [f"page {at}" for at, (text, _) in enumerate(_pages(data), 1) if LINE not in text] + _title(data)
    if end == "png":
        place = _place(name, beside)
        return [] if place and _ink(data, place) else ["picture"]
    text = data.decode(errors="replace")
    if end == "html":
        named = re.findall(
            r'<title>[^<]*|og:title" content="[^"]*|"headline": "[^"]*|name="description" content="[^"]*', text
        )
        found = [said[:20] for said in (*named, text) if LINE not in said]
        return found + ([] if 'content="noindex"' in text else ["noindex"])
    return [] if LINE in text else ["text"]


def _package(data: bytes, end: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {
            name: re.sub(r"<[^>]+>", "", package.read(name).decode())
            for name in package.namelist()
            if name.endswith(".xml")
        }
    pages = [name for name in parts if re.search(r"slides/slide\d+|word/document|docProps/core", name)]
    if end == "docx" and not any(re.match(r"word/header", name) and LINE in text for name, text in parts.items()):
        yield "no header"
    yield from (name for name in pages if LINE not in parts[name])


def _mail(data: bytes) -> EmailMessage:
    made = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(made, EmailMessage)
    return made


def _letter(data: bytes) -> dict[str, str]:
    made = _mail(data)
    said = {"subject": str(made["Subject"])}
    said |= {
        part.get_content_type(): str(part.get_content())
        for part in made.walk()
        if part.get_content_maintype() == "text"
    }
    preheader = re.search(r"<body[^>]*>.{0,300}", said["text/html"], re.DOTALL)
    return {**said, "preheader": preheader[0] if preheader else ""}


def _pages(data: bytes) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The words of each page, and where on it the line stands, in shares of the page from its top left corner."""
    import pypdfium2

    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        words = text.get_text_range()
        at = words.find(LINE)
        left, bottom, right, top = text.get_charbox(max(at, 0)) if words else (0, 0, 0, 0)
        width, height = page.get_size()
        found.append((words, (left / width, 1 - top / height, right / width, 1 - bottom / height)))
    return found


def _title(data: bytes) -> list[str]:
    import pypdfium2

    titled = pypdfium2.PdfDocument(data).get_metadata_dict()["Title"]
    return [] if titled.startswith(f"[{LINE}") else ["title"]  # in brackets, as every other form has it


def _place(name: str, beside: Mapping[str, bytes]) -> tuple[float, float, float, float] | None:
    """Where a picture must show the line: a page where the PDF has it, a drawing where its SVG has it."""
    page = re.search(r"trang-(\d+)\.png$", name)
    if page:
        text, place = _pages(next(data for other, data in beside.items() if other.endswith("pdf")))[int(page[1]) - 1]
        return place if LINE in text else None
    if name.endswith(("/the.png", ".the.png")) or name == "the.png":
        return 0.05, 0.84, 0.4, 0.9  # the last line of a card
    drawn = beside[f"{name.rpartition('.')[0]}.svg" if "." in name else "svg"].decode()
    found = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>[^<]*{LINE}', drawn)
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    if not found or not box:
        return None
    width, height, left, base = (float(one) for one in (*box.groups(), *found.groups()))
    return (left / width, (base - 8) / height, (left + 40) / width, base / height)


def _ink(data: bytes, place: tuple[float, float, float, float]) -> bool:
    """Whether a picture has letters there: more than one shade."""
    from PIL import Image

    picture = Image.open(io.BytesIO(data)).convert("L")
    width, height = picture.size
    left, top, right, bottom = place
    part = picture.crop((int(left * width), int(top * height), int(right * width) + 1, int(bottom * height) + 1))
    low, high = part.getextrema()
    return bool(high - low > 60)
