"""The keys of the metadata that core code reads, each spelt once. Kinds have keys of their own."""

from __future__ import annotations

KIND = "loai"
TYPE_NAME = "ten_loai"
TITLE = "ten_goi"
NUMBER = "so"
YEAR = "nam"
SYMBOL = "ky_hieu"
ABBREVIATION = "viet_tat"
DATE = "ngay"
PLACE_NAME = "dia_danh"
EFFECTIVE_DATE = "ngay_hieu_luc"
AGENCIES = "co_quan"
PARENT_AGENCIES = "co_quan_chu_quan"
HEAD = "thu_truong"
AUTHORITY = "tham_quyen"
BASES = "can_cu"
PROPOSER = "theo_de_nghi"
ENACTMENT = "cau_ban_hanh"
CLOSING = "cau_thong_qua"
"""The sentence that says who adopted it, and when."""
ANNEXED = "kem_theo"
ADDRESSEES = "kinh_gui"
RECIPIENTS = "noi_nhan"
FILED = "luu"
DRAFTER = "nguoi_soan"
URGENCY = "do_khan"
CIRCULATION = "luu_hanh"
DRAFT = "du_thao"
GIVEN = "gia_tri"
KEYWORDS = "tu_khoa"
SUMMARY = "tom_tat"
EMBARGO = "cam_cong_bo"
NOT_BEFORE = "cong_bo_tu"
MAIL = "thu"
CODE = "ma_qr"
"""Where the QR code of a printed piece leads; of the identity, where those lead that say nothing."""
SIGNATURES = "chu_ky"
CONTACT = "lien_he"
PUBLIC = "lien_he_cong_khai"
FONT_SIZE = "co_chu"
SUBTITLE = "tieu_de_phu"
LISTS = "danh_muc"
TERM_LINKS = "lien_ket_tu_ngu"
"""Whether the first use of a defined term leads to its definition."""
PROTECTED = "bao_ve"
"""The parts of a Word file that are locked."""

DOCUMENTS = "van_ban"
AMENDED = "goc"
LISTED = "danh_sach"
"""Comments one by one among the values of a register."""
ORIGINAL = "ban_goc"
"""What a translation calls the document that it translates."""


ENCLOSED = "@tai_lieu"
"""What drafts are called that are sent with the one that a paper is about: no name that is typed."""


def is_enclosed(name: str) -> bool:
    """Whether a document is one that is sent with another: `@tai_lieu_2`."""
    return name.startswith(f"{ENCLOSED}_")


def is_amended(name: str) -> bool:
    """Whether a name of `van_ban` is that of a document which this one amends: `goc`, `goc_2`."""
    return name == AMENDED or name.startswith(f"{AMENDED}_")
