"""The acts that may be amended and the texts that acts issue, as alternatives of patterns."""

from __future__ import annotations

TYPES = (
    "Bộ luật|Bộ Luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Chỉ thị|Hiến pháp"
    "|Sắc lệnh"
)
"""Types of acts, longer before shorter."""
LAWS = "Luật|Bộ luật|Bộ Luật|Pháp lệnh|Hiến pháp"
"""Those that are named without their number."""
ISSUED = "Quy chế|Quy định|Quy trình|Quy tắc|Điều lệ|Danh mục|Chương trình|Hướng dẫn|Biểu thuế"
"""Texts that an act issues: they have articles of their own beside those of the act."""
SMALL = TYPES.lower()
"""The types as common nouns."""
