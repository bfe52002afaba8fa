"""Pictures in a Word file."""

from __future__ import annotations

from pathlib import Path

from draftkit.model.measure import EMU_PER_MM
from draftkit.model.numeral import whole
from draftkit.model.printed import Picture
from draftkit.word.markup import R_NS, attribute

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_MAX_HEIGHT_MM = 200


class Media:
    """Pictures gathered while the body is written: part name → bytes, and the relationship of each. None is higher than
    `most`, mm as typed: one that does not fit leaves the rest of its page empty."""

    def __init__(self, most: str = "") -> None:
        self.most_mm = whole(most, _MAX_HEIGHT_MM)
        self.files: dict[str, bytes] = {}
        self.relations: list[tuple[str, str]] = []
        self.known: dict[str, str] = {}

    shown: int = 0

    def drawing(self, picture: Picture, width_mm: float, height_mm: float = _MAX_HEIGHT_MM) -> str:
        """The run that shows a picture at its own size, shrunk to the given width and height. Raises SourceError when
        it cannot be read."""
        from draftkit.pictures.prepare import DOCUMENT, prepare  # most documents have no picture

        shown = prepare(Path(picture.path), DOCUMENT)
        across, down = shown.width_mm * EMU_PER_MM, shown.height_mm * EMU_PER_MM
        high = min(height_mm, self.most_mm) * EMU_PER_MM
        scale = min(1.0, width_mm * EMU_PER_MM / max(across, 1), high / max(down, 1))
        width, height = max(1, round(across * scale)), max(1, round(down * scale))
        relation = self.known.get(picture.path)
        if relation is None:
            number = len(self.files) + 1
            name = f"media/image{number}.{shown.type}"
            relation = self.known[picture.path] = f"rIdHinh{number}"
            self.files[f"word/{name}"] = shown.data
            self.relations.append((relation, name))
        self.shown += 1
        number = self.shown
        alt = attribute(picture.alt)
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent '
            f'cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{number}" name="Hình {number}" descr="{alt}"/><a:graphic xmlns:a="{_A}"><a:graphicData '
            f'uri="{_PIC}">'
            f'<pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="Hình {number}" descr="{alt}"/>'
            "<pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip xmlns:r="{R_NS}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
            "</pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom '
            'prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
