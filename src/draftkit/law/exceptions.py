"""How law says that not all of something is meant: `trừ khoản 2`, `ngoại trừ các quy định sau đây`, `ngoài Điều 5`, `;
khoản 3 vẫn áp dụng`, `riêng khoản 3 …`. Readers know `trừ …` only: `as_but` makes it of the others."""

from __future__ import annotations

from draftkit.law.ways import ways

EXCEPTED, KEEPS, APART, _KEPT, BY_OWN = ways("exceptions", "excepted keeps apart kept by_own")
_BRACKETED, _BESIDE = ways("exceptions", "bracketed beside")


def as_but(text: str) -> str:
    """A text with its exceptions said by “, trừ …”, wherever they name a unit or say that it stays."""
    if not any(word in text for word in ("trừ", "ngoài", "không bao", "không kể", "vẫn", "tiếp", "còn ", "giữ")):
        return text
    text = BY_OWN.sub("", text)
    text = _BRACKETED.sub(r", \1", _KEPT.sub(r", trừ \g<units>", text))
    return _BESIDE.sub(lambda one: "(trừ" if one["open"] else ", trừ", text)
