"""Signs of symbol fonts as the Unicode signs that look like them."""

from __future__ import annotations

from draftkit.word.xml import W14, Element, W

_SYMBOL = (
    dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | {
        0xA3: "≤",
        0xB3: "≥",
        0xB0: "°",
        0xB1: "±",
        0xB4: "×",
        0xB8: "÷",
        0xB9: "≠",
        0xBB: "≈",
        0xA5: "∞",
        0xB6: "∂",
        0xD6: "√",
        0xE5: "∑",
        0xF2: "∫",
        0xB7: "•",
        0xAE: "→",
        0xAC: "←",
        0xAD: "↑",
        0xAF: "↓",
        0xDE: "⇒",
        0xCE: "∈",
        0xC7: "∩",
        0xC8: "∪",
        0xC6: "∅",
        0xD7: "⋅",
        0x2D: "−",
        0x3D: "=",
        0x2B: "+",
        0xBA: "≡",
        0x44: "Δ",
        0x57: "Ω",
    }
)
_WINGDINGS = {
    0xA8: "☐",
    0x6F: "☐",
    0x71: "❑",
    0x72: "❒",
    0xFE: "☑",
    0xFD: "☒",
    0xFC: "✓",
    0xFB: "✗",
    0xA7: "▪",
    0x6E: "■",
    0x6C: "●",
    0xD8: "➢",
    0xE0: "→",
    0xDF: "←",
    0xE8: "➔",
    0x76: "❖",
    0x77: "◆",
    0xA1: "○",
    0x46: "☞",
    0x28: "☎",
    0x2A: "✉",
    0xAB: "★",
}
_WINGDINGS_2 = {0xA3: "☐", 0x52: "☑", 0x53: "☒", 0x50: "✓", 0x4F: "✗", 0x2A: "☐", 0x54: "☒"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(code: str, font: str) -> str:
    """The sign at a hexadecimal code of a font; the bare code point where no sign is known, `\N{REPLACEMENT CHARACTER}`
    where that is none."""
    try:
        point = int(code, 16)
        low = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
        return _FONTS.get(font.lower(), {}).get(low) or chr(
            point if font.lower() in _FONTS or point > 0xFFFF else low if low >= 0x20 else point
        )
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"


_EMPTY, _TICKED = "☐□▢◻", "☒☑✓✔✗✘☓"


def contradicted(control: Element) -> str:
    """The state a content control keeps of its check box, as the code of a field, when its sign says the other; else
    empty. Source: [MS-DOCX] 2.6.1.5, checkbox (`w14:checkbox`)."""
    box = control.find(f"{W}sdtPr/{W14}checkbox")
    if box is None:
        return ""
    checked = box.find(W14 + "checked")
    ticked = checked is not None and checked.get(W14 + "val", "1") not in ("0", "false")
    other = box.find(W14 + ("uncheckedState" if ticked else "checkedState"))
    code = other.get(W14 + "val", "") if other is not None else ""
    signs = (_EMPTY if ticked else _TICKED) + symbol(code, other.get(W14 + "font", "") if other is not None else "")
    shown = "".join(
        (item.text or "") if item.tag == W + "t" else symbol(item.get(W + "char", ""), item.get(W + "font", ""))
        for item in control.iter()
        if item.tag in (W + "t", W + "sym")
    ).strip()
    return f"CHECKBOX {'checked' if ticked else 'unchecked'}" if shown and shown in signs else ""
