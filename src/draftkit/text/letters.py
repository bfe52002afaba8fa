"""The letters of Vietnamese, as what stands between the brackets of an expression. Ranges will not do: from À to Ỹ, and
from à to ỹ, capitals and small letters stand mixed in Unicode, and from A to Z is no Ủ."""

from __future__ import annotations

VIETNAMESE = "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
"""Small letters that hardly another language writes."""
MARKED = f"{VIETNAMESE}âêôàáãèéìíĩòóõùúũý"
"""All small letters that bear a mark."""
LOWER = f"a-z{MARKED}"
UPPER = f"A-Z{MARKED.upper()}"
