"""Build the master of the slides, templates/slides/trinh-chieu.pptx: seven named layouts on a plain 16:9 page. The
result is committed; a designer may restyle it.

Usage: make_slides.py [TARGET]. draftkit needs the names of the layouts and, in each, the placeholders listed in
docs/en/outreach.md."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

from draftkit.files.whole import write_whole
from draftkit.kinds.identity import COLOURS, FONTS
from draftkit.kinds.registry import packaged_templates
from draftkit.word.package import zip_bytes

EMU = 360_000
"""One centimetre."""
WIDTH, HEIGHT = 12_192_000, 6_858_000
HEADS, FONT = FONTS["tieu_de"], FONTS["noi_dung"]
THEME = {
    "dk1": COLOURS["chu"],
    "lt1": "#FFFFFF",
    "dk2": COLOURS["dam"],
    "lt2": COLOURS["nhat"],
    "accent1": COLOURS["chinh"],
    "accent2": COLOURS["dam"],
    "accent3": COLOURS["phu"],
    "accent4": "#8C4A78",
    "accent5": COLOURS["diem"],
    "accent6": "#5B5B5B",
    "hlink": COLOURS["chinh"],
    "folHlink": "#6B3FA0",
}
"""The neutral colours, which the identity of a body replaces. Charts take the accents in their order."""
NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def cm(value: float) -> int:
    """Centimetres in EMU."""
    return round(value * EMU)


class Shapes:
    """The shapes of a master or layout, in order."""

    def __init__(self) -> None:
        self.count = 1
        self.out: list[str] = []

    def box(self, x: float, y: float, w: float, h: float, fill: str, form: str = "rect") -> Shapes:
        """A filled rectangle, or another `form`, without text, hidden from screen readers."""
        self.count += 1
        decor = (
            '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
            'val="1"/></a:ext></a:extLst>'
        )
        self.out.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.count}" name="Nền {self.count}">{decor}</p:cNvPr><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{xfrm(x, y, w, h)}'
            f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{fill}"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr>"
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
        )
        return self

    def hold(
        self,
        name: str,
        kind: str,
        index: int,
        area: tuple[float, float, float, float],
        *,
        text: str = "",
        level: str = "",
        anchor: str = "t",
        field: str = "",
    ) -> Shapes:
        """A placeholder. `kind` is its type ("" for any object); `level` the properties of its first level."""
        self.count += 1
        typed = f' type="{kind}"' if kind else ""
        numbered = f' idx="{index}"' if index else ""
        number = (
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr '
            'lang="vi-VN"/><a:t>‹#›</a:t></a:fld>'
        )
        run = number if field else f'<a:r><a:rPr lang="vi-VN"/><a:t>{text or name}</a:t></a:r>'
        style = f"<a:lstStyle><a:lvl1pPr{level}</a:lvl1pPr></a:lstStyle>" if level else "<a:lstStyle/>"
        self.out.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self.count}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f"<p:nvPr><p:ph{typed}{numbered}/></p:nvPr></p:nvSpPr>"
            f'<p:spPr>{xfrm(*area)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr '
            f'lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
            f"{style}<a:p>{run}</a:p></p:txBody></p:sp>"
        )
        return self

    def tree(self) -> str:
        """The shape tree."""
        head = (
            '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off '
            'x="0" y="0"/><a:ext cx="0" cy="0"/>'
            '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        )
        return f"<p:spTree>{head}{''.join(self.out)}</p:spTree>"


def xfrm(x: float, y: float, w: float, h: float) -> str:
    """Position and size, in centimetres."""
    return f'<a:xfrm><a:off x="{cm(x)}" y="{cm(y)}"/><a:ext cx="{cm(w)}" cy="{cm(h)}"/></a:xfrm>'


def level(
    size: float, colour: str, *, bold: bool = False, align: str = "l", italic: bool = False, bullet: bool = False
) -> str:
    """The rest of a lvl1pPr element: size in pt, colour of the theme."""
    mark = "" if bullet else "<a:buNone/>"
    indent = "" if bullet else ' marL="0" indent="0"'
    return (
        f'{indent} algn="{align}">{mark}<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" i="{int(italic)}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr>'
    )


def foot(shapes: Shapes, colour: str = "accent6", left: float = 1.6, right: float = 32.3) -> Shapes:
    """Footer text and slide number between two edges, `right` that of what is drawn beside them; the mark of the body
    stands before a footer that begins further in."""
    shapes.hold("Chân trang", "ftr", 11, (left, 17.9, right - 3 - left, 0.7), level=level(11, colour), anchor="ctr")
    return shapes.hold(
        "Số trang",
        "sldNum",
        12,
        (right - 2.5, 17.9, 2.5, 0.7),
        level=level(11, colour, align="r"),
        anchor="ctr",
        field="slidenum",
    )


def content(*areas: tuple[str, str, int, tuple[float, float, float, float]]) -> Shapes:
    """A layout with a heading over a coloured line, and the given placeholders (name, type, index, area)."""
    shapes = Shapes().hold("Tiêu đề", "title", 0, (1.6, 0.9, 30.7, 2.1), anchor="b").box(1.6, 3.2, 3.2, 0.12, "accent5")
    for name, kind, index, area in areas:
        shapes.hold(name, kind, index, area, level=level(14, "accent6") if name == "Chú thích" else "")
    return foot(shapes, left=_BESIDE_MARK)


_BESIDE_MARK = 2.9
BODY = (1.6, 3.9, 30.7, 13.4)
LEFT, RIGHT = (1.6, 3.9, 14.8, 13.4), (17.5, 3.9, 14.8, 13.4)
LAYOUTS = {
    "Trang bìa": lambda: foot(
        Shapes()
        .box(0, 0, 33.867, 19.05, "dk2")
        .box(23.6, 8.8, 10.267, 10.25, "accent3", "round1Rect")
        .box(28.3, 12.6, 5.567, 6.45, "accent5", "round1Rect")
        .hold("Tiêu đề", "ctrTitle", 0, (1.6, 3.8, 21.2, 8.2), level=level(38, "lt1", bold=True), anchor="b")
        .hold("Tiêu đề phụ", "subTitle", 1, (1.6, 12.6, 21.2, 4.9), level=level(20, "lt2"))
        .hold("Cơ quan", "body", 13, (3.4, 1.4, 24, 1.4), level=level(16, "lt2", bold=True), anchor="ctr"),
        "lt2",
        right=23,
    ),
    "Mở phần": lambda: foot(
        Shapes()
        .box(0, 0, 33.867, 19.05, "dk2")
        .box(27.9, 13.1, 5.967, 5.95, "accent3", "round1Rect")
        .box(1.6, 10.4, 3.2, 0.12, "accent5")
        .hold("Tiêu đề", "title", 0, (1.6, 3.6, 28.5, 6.2), level=level(44, "lt1", bold=True), anchor="b")
        .hold("Nội dung", "body", 1, (1.6, 11.2, 25.0, 6.0), level=level(24, "lt2")),
        "lt2",
        right=27.3,
    ),
    "Nội dung": lambda: content(("Nội dung", "body", 1, BODY)),
    "Hai cột": lambda: content(("Cột trái", "body", 1, LEFT), ("Cột phải", "body", 2, RIGHT)),
    "Bảng": lambda: content(("Bảng", "", 1, BODY)),
    "Biểu đồ, hình": lambda: content(
        ("Hình", "", 1, (1.6, 3.9, 30.7, 12.4)), ("Chú thích", "body", 2, (1.6, 16.5, 30.7, 1.1))
    ),
    "Chữ và hình": lambda: content(
        ("Nội dung", "body", 1, (1.6, 3.9, 12.6, 13.4)),
        ("Hình", "", 2, (15.2, 3.9, 17.1, 12.4)),
        ("Chú thích", "body", 3, (15.2, 16.5, 17.1, 1.1)),
    ),
    "Trích dẫn": lambda: foot(
        Shapes()
        .hold("Tiêu đề", "title", 0, (1.6, 0.9, 30.7, 2.1), anchor="b")
        .box(1.6, 3.2, 3.2, 0.12, "accent5")
        .hold("Lời trích", "body", 1, (1.6, 5.0, 29.5, 8.8), level=level(28, "dk2", bold=True))
        .hold("Người nói", "body", 2, (1.6, 14.6, 29.5, 1.6), level=level(20, "dk1")),
        left=_BESIDE_MARK,
    ),
}


def text_styles() -> str:
    """Title, body and other styles of the master."""

    def run(size: float, colour: str, bold: bool = False, face: str = "mn") -> str:
        return (
            f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" kern="1200"><a:solidFill><a:schemeClr '
            f'val="{colour}"/></a:solidFill>'
            ""
            f'<a:latin typeface="+{face}-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        )

    marks = "•–•–•–•–•"
    levels = "".join(
        f'<a:lvl{n}pPr marL="{cm(1.05 * n)}" indent="-{cm(0.95)}" algn="l" rtl="0"><a:lnSpc><a:spcPct val="105000"/>'
        f'</a:lnSpc><a:spcBef><a:spcPts val="{800 if n == 1 else 400}"/></a:spcBef>'
        f'<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="{FONT}"/><a:buChar '
        f'char="{marks[n - 1]}"/>{run(20 if n == 1 else 18, "dk1")}</a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    title = (
        f'<a:lvl1pPr algn="l" rtl="0"><a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:buNone/>{run(28, "dk2", True, "mj")}'
        "</a:lvl1pPr>"
    )
    return (
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle/>"
        "</p:txStyles>"
    )


def master_shapes() -> str:
    """The master: a white page with the placeholders that layouts inherit from."""
    shapes = Shapes().hold("Tiêu đề", "title", 0, (1.6, 0.9, 30.7, 2.1), anchor="b").hold("Nội dung", "body", 1, BODY)
    return foot(shapes).tree()


def theme(text: str) -> str:
    """The theme with our colours and font."""
    for name, value in THEME.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>',
            text,
            count=1,
            flags=re.DOTALL,
        )
    for part, font in (("majorFont", HEADS), ("minorFont", FONT)):
        text = re.sub(rf'(<a:{part}>\s*<a:latin typeface=")[^"]*"', rf'\g<1>{font}"', text)
    return text


def main(target: Path) -> None:
    """Rewrite the default presentation of python-pptx: page, theme, master, layouts; no slides."""
    from pptx import Presentation
    from pptx.util import Emu

    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    layouts = deck.slide_layouts
    while len(layouts) > len(LAYOUTS):
        layouts.remove(layouts[len(layouts) - 1])
    names = {str(layout.part.partname).lstrip("/"): name for layout, name in zip(layouts, LAYOUTS, strict=True)}
    buffer = io.BytesIO()
    deck.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts.pop("docProps/thumbnail.jpeg", None)
    parts.pop("ppt/printerSettings/printerSettings1.bin", None)
    for name, data in parts.items():
        if name in names:
            shapes = LAYOUTS[names[name]]().tree()
            parts[name] = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:sldLayout {NS} preserve="1"><p:cSld '
                f'name="{names[name]}">{shapes}</p:cSld>'
                "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
            ).encode()
        elif name.startswith("ppt/slideMasters/") and name.endswith(".xml"):
            text = re.sub(
                r"<p:spTree>.*?</p:spTree>", lambda _: master_shapes(), data.decode(), count=1, flags=re.DOTALL
            )
            parts[name] = re.sub(
                r"<p:txStyles>.*?</p:txStyles>", lambda _: text_styles(), text, count=1, flags=re.DOTALL
            ).encode()
        elif name.startswith("ppt/theme/"):
            parts[name] = theme(data.decode()).encode()
        elif name.endswith(".rels"):
            parts[name] = re.sub(rb"<Relationship [^>]*(?:printerSettings|thumbnail)[^>]*/>", b"", data)
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", parts["docProps/core.xml"]
    )
    write_whole(target, zip_bytes(parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else packaged_templates() / "slides/trinh-chieu.pptx")
