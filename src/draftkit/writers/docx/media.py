"""Pictures in a Word file."""

from __future__ import annotations

from pathlib import Path

from draftkit.errors import SourceError
from draftkit.model.measure import EMU_PER_MM
from draftkit.model.printed import Picture
from draftkit.writers.docx.xml import attribute

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAX_HEIGHT_MM = 200


class Media:
    """Pictures gathered while the body is written: part name → bytes, and the relationship of each."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.relations: list[tuple[str, str]] = []
        self.known: dict[str, str] = {}
    shown: int = 0

    def drawing(self, picture: Picture, width_mm: float) -> str:
        """The run that shows a picture at its own size, shrunk to the text width. Raises SourceError when it cannot be read."""
        from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
        from docx.image.image import Image

        path = Path(picture.path)
        try:
            data = path.read_bytes()
            image = Image.from_blob(data)
            size = image.width, image.height
        except (OSError, InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ZeroDivisionError, ValueError, KeyError) as error:
            raise SourceError("{file}: the picture cannot be read; is it damaged?", file=path.name) from error
        scale = min(1.0, width_mm * EMU_PER_MM / max(size[0], 1), _MAX_HEIGHT_MM * EMU_PER_MM / max(size[1], 1))
        width, height = round(size[0] * scale), round(size[1] * scale)
        relation = self.known.get(picture.path)
        if relation is None:
            number = len(self.files) + 1
            name = f"media/image{number}.{_suffix(data)}"
            relation = self.known[picture.path] = f"rIdHinh{number}"
            self.files[f"word/{name}"] = data
            self.relations.append((relation, name))
        self.shown += 1
        number = self.shown
        alt = attribute(picture.alt)
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{number}" name="Hình {number}" descr="{alt}"/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}">'
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="Hình {number}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip xmlns:r="{_R}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )


def _suffix(data: bytes) -> str:
    return "png" if data.startswith(b"\x89PNG") else "jpeg"
