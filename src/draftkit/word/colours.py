"""Colours as they are shown: those of the theme, lighter or darker by a share, go before those written out (ECMA-376
part 1, 17.3.2.6)."""

from __future__ import annotations

from collections.abc import Mapping

from draftkit.word.xml import VAL, A, Element, W

Colours = Mapping[str, str]
"""The colours of a theme by the names that text calls them by (`accent1`)."""
_CALLED = {
    "dk1": ("dark1", "text1"),
    "lt1": ("light1", "background1"),
    "dk2": ("dark2", "text2"),
    "lt2": ("light2", "background2"),
    "hlink": ("hyperlink",),
    "folHlink": ("followedHyperlink",),
}


def theme_colours(theme: Element | None) -> Colours:
    """The colours of a theme; what is text and what background is taken as Word sets it when a file is made."""
    scheme = None if theme is None else theme.find(f".//{A}clrScheme")
    out: dict[str, str] = {}
    for item in () if scheme is None else scheme:
        name, said = item.tag[len(A) :], next(iter(item), None)
        color = "" if said is None else said.get("lastClr") or said.get("val") or ""
        out.update({called: color.upper() for called in _CALLED.get(name, (name,)) if _parts(color)})
    return out


def ink(item: Element, colours: Colours) -> str:
    """The colour that a `w:color` gives to letters; empty for an automatic one."""
    return _shown(item, VAL, f"{W}theme", colours)


def fill(shading: Element | None, colours: Colours) -> str:
    """The colour a `w:shd` fills with; empty for none."""
    return "" if shading is None else _shown(shading, W + "fill", f"{W}themeFill", colours)


def _shown(item: Element, plain: str, theme: str, colours: Colours) -> str:
    named = colours.get(item.get(f"{W}themeColor" if theme == f"{W}theme" else theme, ""))
    if named:
        for name, light in (("Tint", True), ("Shade", False)):
            share = _parts(item.get(theme + name, ""), 1)
            if share:
                return _mixed(named, share[0] / 255, light)
        return named
    color = item.get(plain, "auto")
    return "" if color == "auto" else color.upper()


def _mixed(color: str, share: float, light: bool) -> str:
    """A colour of which that share is left, the rest being white or black: its lightness changes, its hue does not."""
    from colorsys import hls_to_rgb, rgb_to_hls

    red, green, blue = (part / 255 for part in _parts(color))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    shown = hls_to_rgb(hue, lightness * share + (1 - share if light else 0), saturation)
    return "".join(f"{int(part * 255 + 1e-6):02X}" for part in shown)


def _parts(color: str, count: int = 3) -> tuple[int, ...]:
    """The bytes of a colour; none when it is none."""
    try:
        found = tuple(bytes.fromhex(color))
    except ValueError:
        return ()
    return found if len(found) == count else ()
