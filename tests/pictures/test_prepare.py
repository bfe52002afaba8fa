"""Pictures of every sort that people drop into a folder: shown, small enough, without where and with what they were
taken; or a message that says why not."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from draftkit.errors import EngineMissing, SourceError
from draftkit.pictures.prepare import CARD, DOCUMENT, MAIL, ORIGINAL, PAGE, Medium, Prepared, prepare, trouble
from tests.helpers import document, parts, word

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


def photo(width: int, height: int, kind: str = "JPEG", **more: object) -> bytes:
    """A picture with a bright corner at the top left, so that turning shows."""
    image = Image.new("RGB", (width, height), (40, 120, 60))
    image.paste((250, 240, 30), (0, 0, width // 3, height // 3))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    block = Image.Exif()
    block[MAKER] = "May anh"
    block[ORIENTATION] = orientation
    block[GPS] = {1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 12.0)}
    return block


def stored(folder: Path, data: bytes, name: str = "a.jpg") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def opened(made: Prepared) -> Image.Image:
    image = Image.open(io.BytesIO(made.data))
    image.load()
    assert image.format == made.type.upper()
    assert image.size == (made.width, made.height)
    return image


def says_nothing(data: bytes) -> None:
    image = Image.open(io.BytesIO(data))
    assert not image.getexif()
    assert not {"exif", "comment", "xmp", "photoshop"} & set(image.info)
    assert not any(word in data for word in (b"Exif", b"http://ns.adobe.com", b"Photoshop", b"May anh", b"Ha Noi"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_small_picture_without_metadata_passes_untouched(tmp_path: Path, kind: str) -> None:
    data = photo(60, 40, kind)
    for medium in (DOCUMENT, PAGE, MAIL, ORIGINAL):
        assert prepare(stored(tmp_path, data), medium).data == data


def test_what_a_camera_noted_is_left_out_and_not_one_pixel_changes(tmp_path: Path) -> None:
    data = photo(90, 60, exif=exif(), comment="Ha Noi", xmp=b"<x>http://ns.adobe.com Ha Noi</x>")
    assert b"May anh" in data
    made = prepare(stored(tmp_path, data + b"Ha Noi: what some telephones put after the picture"), ORIGINAL)
    says_nothing(made.data)
    assert opened(made).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_texts_within_a_png_are_left_out(tmp_path: Path) -> None:
    from PIL.PngImagePlugin import PngInfo

    notes = PngInfo()
    notes.add_itxt("Location", "Ha Noi")
    made = prepare(stored(tmp_path, photo(90, 60, "PNG", pnginfo=notes, dpi=(300, 300))), ORIGINAL)
    assert b"Ha Noi" not in made.data
    assert made.width_mm == pytest.approx(90 / 300 * 25.4, rel=0.01), "what it says about its size stays"


@pytest.mark.parametrize(("orientation", "corner"), [(3, "right bottom"), (6, "right top"), (8, "left bottom")])
def test_a_picture_taken_sideways_stands_upright(tmp_path: Path, orientation: int, corner: str) -> None:
    made = prepare(stored(tmp_path, photo(90, 60, exif=exif(orientation))), PAGE)
    says_nothing(made.data)
    image = opened(made)
    assert image.size == ((60, 90) if orientation > 4 else (90, 60))
    assert (made.width_mm > made.height_mm) == (image.width > image.height)
    x = 5 if "left" in corner else image.width - 5
    y = 5 if "top" in corner else image.height - 5
    assert image.convert("RGB").getpixel((x, y))[0] > 200


@pytest.mark.parametrize("profile", [False, True], ids=["bare", "with a profile"])
def test_colours_of_print_become_those_of_screens(tmp_path: Path, profile: bool) -> None:
    image = Image.new("CMYK", (60, 40), (0, 255, 255, 0))
    out = io.BytesIO()
    more = (
        {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()} if profile else {}
    )  # a profile that does not fit the colours
    image.save(out, "JPEG", **more)
    red, green, blue = opened(prepare(stored(tmp_path, out.getvalue()), PAGE)).convert("RGB").getpixel((30, 20))
    assert red > 200
    assert max(green, blue) < 60


def test_40_million_pixels_become_as_many_as_the_use_needs(tmp_path: Path) -> None:
    path = stored(tmp_path, photo(7300, 5500))
    for medium in (DOCUMENT, PAGE, MAIL):
        made = prepare(path, medium)
        assert max(made.width, made.height) == medium.longest
        assert made.width_mm == pytest.approx(7300 / 72 * 25.4), "the size on paper is that of the original"
        assert len(made.data) < 400_000
    assert PAGE.longest in prepare(path, PAGE).css_size()
    assert prepare(path, ORIGINAL).width == 7300
    tall = prepare(stored(tmp_path, photo(600, 900)), CARD)
    assert (tall.width, tall.height) == (600, 400), "a higher one is cut, not squeezed"
    assert tall.height_mm / tall.width_mm == pytest.approx(400 / 600)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_sort_of_png_can_be_made_smaller(tmp_path: Path, mode: str) -> None:
    out = io.BytesIO()
    (
        Image.new(mode, (300, 200))
        if mode == "I;16"
        else Image.new("RGBA", (300, 200), (200, 30, 30, 90)).convert(mode)
    ).save(out, "PNG")
    made = prepare(stored(tmp_path, out.getvalue(), "a.png"), Medium(150, 80))
    assert opened(made).size == (150, 100)
    assert made.type == "png"


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "WEBP"])
def test_other_formats_are_turned_into_ones_that_every_output_takes(tmp_path: Path, kind: str) -> None:
    made = prepare(stored(tmp_path, photo(90, 60, kind), "a.bin"), ORIGINAL)
    assert opened(made).size == (90, 60)
    assert made.type in ("png", "jpeg")


@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000)])
def test_a_photograph_is_decoded_no_larger_than_it_must_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    decoded: list[tuple[int, int]] = []
    thumbnail = Image.Image.thumbnail
    monkeypatch.setattr(
        Image.Image, "thumbnail", lambda self, *more: decoded.append(self.size) or thumbnail(self, *more)
    )
    made = prepare(stored(tmp_path, photo(*size)), PAGE)
    assert decoded == [(size[0] // 2, size[1] // 2)]
    assert max(made.width, made.height) == PAGE.longest


@pytest.mark.parametrize("size", [(9000, 2), (2, 9000)])
def test_a_photograph_may_be_a_strip(tmp_path: Path, size: tuple[int, int]) -> None:
    made = prepare(stored(tmp_path, photo(*size)), PAGE)
    assert sorted((made.width, made.height)) == [1, PAGE.longest]


def test_same_picture_same_bytes(tmp_path: Path) -> None:
    data = photo(3000, 1000, exif=exif(6))
    one, two = (prepare(stored(tmp_path, data, name), PAGE) for name in ("a.jpg", "b.jpg"))
    assert one == two


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


BAD = {
    "cut off JPEG": (photo(90, 60)[:-200], "cut off"),
    "cut off PNG": (photo(90, 60, "PNG")[:-20], "cut off"),
    "PNG with a flipped bit": (photo(90, 60, "PNG").replace(b"IDAT", b"IDAS"), "damaged"),
    "first bytes only": (b"\xff\xd8\xff", "damaged"),
    "bomb": (bomb(60_000, 60_000), "3600 million pixels"),
    "another file": (b"%PDF-1.7", "not a picture"),
    "nothing": (b"", "not a picture"),
    "SVG that runs": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "<script>"),
    "SVG that reads": (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd"/></svg>', "/etc/passwd"),
    "SVG with entities": (
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "entities",
    ),
    "a photograph of a telephone": (b"\0\0\0\x18ftypheic\0\0\0\0", "(HEIC): save it as PNG"),
    "a page": (b"%PDF-1.7", "(PDF)"),
    "SVG that is not closed": (b'<svg xmlns="http://www.w3.org/2000/svg"><g>', "cannot be read"),
}


@pytest.mark.parametrize(("data", "words"), BAD.values(), ids=BAD)
def test_a_picture_that_cannot_be_used_is_named_before_anything_is_written(
    tmp_path: Path, data: bytes, words: str
) -> None:
    message = trouble(stored(tmp_path, data, "anh.dat"), "anh.dat")
    assert message is not None
    assert words in str(message)
    assert "anh.dat" in str(message)


def test_broken_pixels_are_named_when_they_are_met(tmp_path: Path) -> None:
    path = stored(tmp_path, bomb(50, 50), "a.png")
    assert trouble(path, "a.png") is None
    with pytest.raises(SourceError, match=r"a\.png"):
        prepare(path, Medium(20, 80))


def test_a_picture_that_is_gone_or_locked_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stored(tmp_path, photo(90, 60))
    monkeypatch.setattr(Path, "read_bytes", _locked)
    assert "a.jpg" in str(trouble(path, "a.jpg"))
    with pytest.raises(SourceError, match=r"a\.jpg.*no right to it"):
        prepare(path, PAGE)
    path.unlink()
    with pytest.raises(SourceError, match=r"a\.jpg"):
        prepare(path, PAGE)


def _locked(path: Path) -> bytes:
    raise PermissionError(13, "locked")


DRAWING = b"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" width="96mm" height="48mm" viewBox="0 0 200 100">\
<rect width="200" height="100" fill="#c00"/></svg>"""


def test_a_drawing_is_drawn_at_its_own_size(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    made = prepare(stored(tmp_path, DRAWING, "a.svg"), PAGE)
    assert (made.width, made.height) == (1600, 800)
    assert made.width_mm == pytest.approx(96)
    assert opened(made).convert("RGB").getpixel((800, 400)) == (204, 0, 0)
    docx = parts(word(document(tmp_path, "![Sơ đồ](a.svg)\n", files={"a.svg": DRAWING})))
    assert docx["word/media/image1.png"].startswith(b"\x89PNG")


def test_without_the_program_that_draws_the_drawing_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert "save the drawing as PNG" in str(trouble(stored(tmp_path, DRAWING, "a.svg"), "a.svg"))
    with pytest.raises(EngineMissing):
        prepare(stored(tmp_path, DRAWING, "b.svg"), PAGE)
