"""Signs of symbol fonts as the Unicode signs that look like them."""

from __future__ import annotations

from draftkit.word.xml import W14, Element, W


def _signs(told: str) -> dict[int, str]:
    """Signs by their codes, of pairs such as `A3≤`."""
    return {int(pair[:2], 16): pair[2] for pair in told.split()}


_FONTS = {
    "symbol": dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
    | dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | _signs(
        "A3≤ B3≥ B0° B1± B4× B8÷ B9≠ BB≈ A5∞ B6∂ D6√ E5∑ F2∫ B7• AE→ AC← AD↑ AF↓ "
        "DE⇒ CE∈ C7∩ C8∪ C6∅ D7⋅ 2D− 3D= 2B+ BA≡"
    ),
    "wingdings": _signs("A8☐ 6F☐ 71❑ 72❒ FE☑ FD☒ FC✓ FB✗ A7▪ 6E■ 6C● D8➢ E0→ DF← E8➔ 76❖ 77◆ A1○ 46☞ 28☎ 2A✉ AB★"),
    "wingdings 2": _signs("A3☐ 52☑ 53☒ 50✓ 4F✗ 2A☐ 54☒"),
}


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
