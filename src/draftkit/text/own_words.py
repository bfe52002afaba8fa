"""The few words that we add to a document, in its language."""

from __future__ import annotations

_ENGLISH = {
    "Chuyển đến nội dung": "Skip to content",
    "Về đầu trang": "Back to top",
    "dự thảo": "draft",
    "Nơi nhận:": "Recipients:",
    "Chữ ký của": "Signature of",
    "Bảng": "Table",
    "Về chỗ đánh dấu chú thích": "Back to the mark of note",
    "Chú thích": "Note",
    "Mục lục": "Contents",
    "dự thảo {}": "the draft {}",
    "Phần đầu (khóa)": "Head (locked)",
    "Nội dung (khóa)": "Text (locked)",
    "Phần ký (khóa)": "Signatures (locked)",
    "chưa có (đang dự thảo)": "none yet (draft)",
    "chưa ban hành": "not yet issued",
    " (theo dự thảo)": " (as drafted)",
    "chưa xác định": "not yet decided",
    "còn lỗi": "with errors",
    "Góp ý": "Comment",
    "Liên kết đến": "Link to",
    " (tiếp)": " (continued)",
}


def said(language: str, words: str) -> str:
    """Vietnamese words as they are in a language (`vi-VN`, `en-GB`). Raises KeyError when they are not known there."""
    return _ENGLISH[words] if language.startswith("en") else words
