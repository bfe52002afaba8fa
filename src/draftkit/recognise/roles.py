"""Which roles of a Word file become metadata, and which keys they are read for."""

from __future__ import annotations

from draftkit.model.kind import KindSpec

KEYS = {
    "ten_loai": ("type",),
    "ten_goi": ("title", "subject"),
    "so": ("number",),
    "nam": ("number", "place-date"),
    "ky_hieu": ("number",),
    "viet_tat": ("number",),
    "don_vi": ("number",),
    "dia_danh": ("place-date",),
    "ngay": ("place-date",),
    "du_thao": ("draft-mark", "draft-round"),
    "do_khan": ("urgency",),
    "luu_hanh": ("circulation",),
    "co_quan_chu_quan": ("parent-agency",),
    "co_quan": ("agency",),
    "thu_truong": ("enactment",),
    "tham_quyen": ("authority",),
    "can_cu": ("legal-basis",),
    "kinh_gui": ("addressees", "addressees-item"),
    "chu_ky": ("signature-title", "signature-name"),
    "noi_nhan": ("recipients-label", "recipients"),
    "nguoi_soan": ("drafter",),
}
"""Roles of the lines that each key is read from."""
META_ROLES = frozenset(
    "national-name motto agency parent-agency number place-date subject draft-mark draft-round urgency circulation "
    "secrecy type title authority legal-basis enactment closing duration decides calls addressees addressees-item "
    "annexed rule recipients-label recipients signature-title signature-name signature-other-title signature-note "
    "drafter contact cover-head cover-symbol cover-source cover-ics cover-edition cover-type cover-title cover-english "
    "cover-place contents-title contents-1 contents-2 contents-3 list-title list-item foreword-title foreword "
    "body-title body-english".split()
)
"""Roles of what becomes metadata instead of text."""


def as_text(kind: KindSpec) -> frozenset[str]:
    """Roles that a kind neither prints nor keeps in its metadata: their lines stay in the text."""
    keys, words = kind.keys, kind.words
    fates = {
        "enactment": "enactment" in words,
        "closing": "closing" in words,
        "duration": "duration" in words,
        "decides": "decides" in words,
        "authority": "authority" in words or "tham_quyen" in keys,
        "legal-basis": "can_cu" in keys,
        "calls": "addressed" in words and "kinh_gui" in keys,
        "addressees": "kinh_gui" in keys,
        "addressees-item": "kinh_gui" in keys,
        "secrecy": False,
        "annexed": "annexed" in words,
        "circulation": "luu_hanh" in keys or any("{luc}" in said and key in keys for key, said in words.items()),
        "urgency": "do_khan" in keys,
        "contact": "lien_he" in keys,
        "title": "ten_goi" in keys,
        "signature-note": True,
    }
    return frozenset(role for role, known in fates.items() if not known)
