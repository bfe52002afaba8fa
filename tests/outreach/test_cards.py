"""The picture for those who share a piece: one whole PNG, whatever its words are."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from draftkit.campaign.card import SIZE, Cards, Words, _cut
from draftkit.kinds.identity import Identity

LONG = "Ủy ban nhân dân tỉnh công bố kế hoạch ứng phó bão số 12 trên địa bàn các xã ven biển " * 3


@pytest.mark.parametrize("photo", [False, True])
@pytest.mark.parametrize("title", ["", "Ấp Bắc", LONG, "Phòng bệnh 🦟 mùa mưa"])
def test_a_card_is_packed_row_by_row_into_one_picture(title: str, photo: bool, tmp_path: Path) -> None:
    shown = tmp_path / "anh.png"
    Image.linear_gradient("L").save(shown)
    data = Cards(Identity()).card(Words(title, "Thông cáo · 28/11/2026", "Bộ Y tế"), str(shown) if photo else "")
    body = data[data.index(b"IDAT") + 4 : data.rindex(b"IEND") - 8]
    rows = zlib.decompress(body)  # whole, and of the sum that it tells
    assert len(rows) == (SIZE[0] + 1) * SIZE[1]
    assert not any(rows[:: SIZE[0] + 1])  # no row is filtered
    image = Image.open(io.BytesIO(data))
    image.load()
    assert image.size == SIZE


def test_cards_of_other_words_differ_where_the_words_stand() -> None:
    cards = Cards(Identity())
    one, other = (
        Image.open(io.BytesIO(cards.card(Words(title, "Tin", "Bộ Y tế")))).convert("RGB")
        for title in ("Phòng sốt xuất huyết", "Tiêm chủng mở rộng")
    )
    assert one.crop((0, 0, 1200, 200)).tobytes() == other.crop((0, 0, 1200, 200)).tobytes()
    assert one.tobytes() != other.tobytes()
    assert one.getpixel((1199, 10)) == Image.open(io.BytesIO(cards.card(Words("", "", "")))).convert("RGB").getpixel(
        (1199, 10)
    )


def test_words_too_long_for_a_card_end_with_an_ellipsis_before_the_photo(tmp_path: Path) -> None:
    photo = tmp_path / "anh.png"
    Image.linear_gradient("L").save(photo)
    cards = Cards(Identity())
    long, short = (
        Image.open(io.BytesIO(cards.card(Words(text, text, text), str(photo)))).convert("RGB") for text in (LONG, "")
    )
    for image in (long, short):
        image.paste(0, (0, 0, 760, 630))
    assert long.tobytes() == short.tobytes()
    line = _cut(LONG, (cards.plain, 28), 600)
    assert LONG.startswith(line.removesuffix("…"))
    assert [_cut(text, (cards.plain, 28), 600) for text in ("Bộ Y tế", "", line)] == ["Bộ Y tế", "", line]
    assert _cut("m" * 100, (cards.plain, 28), 600).rstrip("…") in "m" * 99
