"""Effective formatting: document defaults, table style, paragraph style, list level, character style, direct properties
(ECMA-376 Part 1, 17.7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from draftkit.model.measure import MM_PER_PT
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import number
from draftkit.word.colours import Colours, fill, ink, theme_colours
from draftkit.word.values import ParagraphFormat, RunFormat, Stroke
from draftkit.word.xml import VAL, A, Element, W, is_on, points, val

Props = dict[str, object]
"""Sparse properties by name, as far as they are written somewhere."""
Key = tuple[object, ...]

_TOGGLES = {
    "b": "bold",
    "i": "italic",
    "caps": "caps",
    "smallCaps": "small_caps",
    "strike": "strike",
    "vanish": "hidden",
}
_SIDES = {"start": "left", "end": "right"}
_EVEN = "both distribute thaiDistribute lowKashida mediumKashida highKashida"
_ALIGN = _SIDES | dict.fromkeys(_EVEN.split(), "justify")
_DEEPEST = 200
_MARKERS = dict(
    pair.split("=")
    for pair in (
        "black=000000 blue=0000FF cyan=00FFFF green=00FF00 magenta=FF00FF red=FF0000 yellow=FFFF00 white=FFFFFF "
        "darkBlue=000080 darkCyan=008080 darkGreen=008000 darkMagenta=800080 darkRed=800000 darkYellow=808000 "
        "darkGray=808080 lightGray=C0C0C0"
    ).split()
)
_LEVELS = frozenset("123456789")
_FLAGS = {
    "keepNext": "keep_next",
    "pageBreakBefore": "page_break_before",
    "keepLines": "keep_lines",
    "contextualSpacing": "contextual",
}


class Style(NamedTuple):
    """A style as written; `base` is the id of the one it is based on."""

    id: str
    name: str
    base: str
    ppr: Element | None
    rpr: Element | None
    element: Element


class Styles:
    """The styles of a file, and formats worked out from them; each combination is worked out once."""

    def __init__(self, root: Element | None, theme: Element | None) -> None:
        self.by_id: dict[str, Style] = {}
        self.default: dict[str, str] = {}
        self._theme, self.colours = theme_fonts(theme), theme_colours(theme)
        self._run_defaults: Props = {}
        self._paragraph_defaults: Props = {}
        for item in () if root is None else root.findall(W + "style"):
            kind, id = item.get(W + "type", "paragraph"), item.get(W + "styleId", "")
            base = val(item, "basedOn") or ""
            self.by_id[id] = Style(id, val(item, "name") or id, base, item.find(W + "pPr"), item.find(W + "rPr"), item)
            if is_on(item, W + "default", "0"):
                self.default.setdefault(kind, id)
        defaults = None if root is None else root.find(W + "docDefaults")
        if defaults is not None:
            self._run_defaults = self.run_props(defaults.find(f"{W}rPrDefault/{W}rPr"))
            self._paragraph_defaults = paragraph_props(defaults.find(f"{W}pPrDefault/{W}pPr"), self.colours)
        self._chains: dict[str, tuple[Style, ...]] = {}
        self._style_run: dict[str, Props] = {}
        self._run_cache: dict[Key, RunFormat] = {}
        self._props_cache: dict[Key, ParagraphFormat] = {}
        self._written: dict[str, Props] = {}
        self._table_cache: dict[Key, tuple[Props, Props, str]] = {}

    def chain(self, id: str) -> tuple[Style, ...]:
        """A style and those it is based on, at most so many, the outermost first; a ring ends where it closes."""
        if id not in self._chains:
            found: list[Style] = []
            seen: set[str] = set()
            at = id
            while at in self.by_id and at not in seen and len(found) < _DEEPEST:
                seen.add(at)
                found.append(self.by_id[at])
                at = self.by_id[at].base
            self._chains[id] = tuple(reversed(found))
        return self._chains[id]

    def paragraph_style(self, ppr: Element | None) -> str:
        """The id of the style of a paragraph, the default one where none or an unknown one is named."""
        id = val(ppr, "pStyle") or ""
        return id if id in self.by_id else self.default.get("paragraph", "")

    def numbered_by(self, style: str) -> Element | None:
        """The `w:numPr` a paragraph style brings, its own or that of the nearest style it is based on."""
        for item in reversed(self.chain(style)):
            found = item.ppr.find(W + "numPr") if item.ppr is not None else None
            if found is not None:
                return found
        return None

    def numbering_style(self, id: str) -> str:
        style = self.by_id.get(id)
        found = None if style is None or style.ppr is None else style.ppr.find(W + "numPr")
        return val(found, "numId") or ""

    def of_chain(self, id: str) -> Props:
        """Character properties of a style with all it is based on."""
        if id not in self._style_run:
            out: Props = {}
            for style in self.chain(id):
                out.update(self.run_props(style.rpr))
            self._style_run[id] = out
        return self._style_run[id]

    def run_props(self, rpr: Element | None) -> Props:
        """The character properties written in a `w:rPr`, theme fonts resolved."""
        out: Props = {}
        for item in () if rpr is None else rpr:
            tag = item.tag[len(W) :] if item.tag.startswith(W) else ""
            if tag in _TOGGLES:
                out[_TOGGLES[tag]] = is_on(item)
            elif tag == "dstrike":
                out["strike"] = is_on(item)
            elif tag == "sz":
                size = points(item.get(VAL), 1 / 2)
                if size is not None:
                    out["size_pt"] = size
            elif tag == "u":
                out["underline"] = item.get(VAL, "single") != "none"
            elif tag == "color":
                out["color"] = ink(item, self.colours)
            elif tag == "vertAlign":
                vertical = item.get(VAL, "")
                out["vertical"] = vertical if vertical in ("superscript", "subscript") else ""
            elif tag == "position":
                out["raised_pt"] = points(item.get(VAL), 1 / 2) or 0
            elif tag == "rFonts":
                font = self._theme.get(item.get(f"{W}asciiTheme", "")) or item.get(f"{W}ascii")
                out |= {"font": font} if font else {}
            elif tag == "shd":
                out.setdefault("fill", fill(item, self.colours))
            elif tag == "highlight":
                out["fill"] = _MARKERS.get(item.get(VAL, ""), "")
            elif tag == "lang" and item.get(VAL):
                out["language"] = item.get(VAL)
        return out

    def run_format(
        self, rpr: Element | None, style: str, table: Props | None = None, level: Element | None = None
    ) -> RunFormat:
        """The format of a run with properties `rpr` in a paragraph of a style, in a table whose style has `table`."""
        key = (element_key(rpr), style, id(table), id(level))
        found = self._run_cache.get(key)
        if found is None:
            character = val(rpr, "rStyle") or self.default.get("character", "")
            levels = (table or {}, self.of_chain(style), self.of_chain(character))
            found = self._run_cache[key] = merged(
                self._run_defaults, levels, {**self.run_props(level), **self.run_props(rpr)}
            )
        return found

    def paragraph_format(
        self, ppr: Element | None, style: str, table: Props | None, level: Element | None, *, direct_list: bool
    ) -> ParagraphFormat:
        """The format of a paragraph; the properties of its list level stand below those of the style when the list
        comes through it."""
        key = (element_key(ppr), style, id(table), id(level), direct_list)
        found = self._props_cache.get(key)
        if found is None:
            props: Props = {**self._paragraph_defaults, **(table or {})}
            of_level = paragraph_props(level, self.colours)
            chain = self.chain(style)
            of = ((item.id, item.ppr) for item in reversed(chain) if item.ppr is not None)
            bringer = next((id for id, ppr in of if ppr.find(W + "numPr") is not None), "")
            for item in chain:
                if not direct_list and item.id == bringer:
                    props.update(of_level)
                written = self._written.get(item.id)
                if written is None:
                    written = self._written[item.id] = {
                        **_built_in(item.name),
                        **paragraph_props(item.ppr, self.colours),
                    }
                props.update(written)
            if direct_list:
                props.update(of_level)
            props.update(paragraph_props(ppr, self.colours))
            name = self.by_id[style].name if style in self.by_id else style
            found = ParagraphFormat(style=style, style_name=name, **props)  # type: ignore[arg-type]
            self._props_cache[key] = found
        return found

    def table_props(self, style: str, conditions: tuple[str, ...]) -> tuple[Props, Props, str]:
        """Paragraph and character properties that a table style brings to a cell under conditions such as
        `firstRow`, and the colour that it fills it with."""
        key = (style, conditions)
        found = self._table_cache.get(key)
        if found is None:
            paragraph: Props = {}
            run: Props = {}
            ground = ""
            for item in self.chain(style):
                own = item.element.findall(W + "tblStylePr")
                parts = [item.element, *(one for name in conditions for one in own if one.get(W + "type") == name)]
                for part in parts:
                    paragraph.update(paragraph_props(part.find(W + "pPr"), self.colours))
                    run.update(self.run_props(part.find(W + "rPr")))
                    shading = part.find(f"{W}tcPr/{W}shd")
                    ground = ground if shading is None else fill(shading, self.colours)
            found = self._table_cache[key] = paragraph, run, ground
        return found


def merged(defaults: Props, levels: tuple[Props, ...], direct: Props) -> RunFormat:
    """One format from levels of styles: toggle properties flip, others replace; direct ones always stand."""
    out: Props = dict(defaults)
    for props in levels:
        for key, value in props.items():
            out[key] = bool(out.get(key)) != bool(value) if key in _TOGGLE_NAMES and key not in defaults else value
    out.update(direct)
    return RunFormat(**out)  # type: ignore[arg-type]


_TOGGLE_NAMES = frozenset(_TOGGLES.values())


def theme_fonts(theme: Element | None) -> dict[str, str]:
    """Fonts by the names that styles call them by (`minorHAnsi`)."""
    out: dict[str, str] = {}
    for size in () if theme is None else ("major", "minor"):
        fonts = None if theme is None else theme.find(f".//{A}{size}Font")
        for tag, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            face = None if fonts is None else fonts.find(A + tag)
            if face is not None and face.get("typeface"):
                out.update({size + name: face.get("typeface", "") for name in names})
    return out


def _built_in(name: str) -> Props:
    """What a style has by its name alone: LibreOffice leaves the level of a heading out."""
    word, _, level = name.lower().partition(" ")
    return {"outline": number(level, 0)} if word == "heading" and level in _LEVELS else {}


def element_key(element: Element | None) -> Key:
    """What a property element says, to look up what was worked out before."""
    if element is None:
        return ()
    return tuple(
        (item.tag, *item.attrib.items(), *((part.tag, *part.attrib.items()) for part in item))
        if len(item)
        else (item.tag, *item.attrib.items())
        for item in element
    )


def paragraph_props(ppr: Element | None, colours: Colours) -> Props:
    """The paragraph properties written in a `w:pPr`."""
    out: Props = {}
    for item in () if ppr is None else ppr:
        tag = item.tag[len(W) :] if item.tag.startswith(W) else ""
        if tag == "jc":
            align = item.get(VAL, "left")
            out["align"] = _ALIGN.get(align, align)
        elif tag == "ind":
            _indents(item, out)
        elif tag == "spacing":
            _spacing(item, out)
        elif tag == "outlineLvl":
            out["outline"] = (number(item.get(VAL), 9) + 1) % 10
        elif tag in _FLAGS:
            out[_FLAGS[tag]] = is_on(item)
        elif tag == "framePr":
            out["frame"] = True
        elif tag == "shd":
            out["fill"] = fill(item, colours)
        elif tag == "pBdr":
            out["strokes"] = strokes(item)
        elif tag == "tabs":
            out["leaders"] = {
                round((points(tab.get(W + "pos")) or 0) * MM_PER_PT, 1): tab.get(W + "leader", "")
                for tab in item
                if tab.get(W + "leader", "none") != "none"
            }
            known = dict(out.get("tabs", ()))  # type: ignore[call-overload]
            for tab in item:
                known[round((points(tab.get(W + "pos")) or 0) * MM_PER_PT, 1)] = tab.get(VAL, "left")
            out["tabs"] = tuple(sorted((at, kind) for at, kind in known.items() if kind != "clear"))
    return out


def _indents(item: Element, out: Props) -> None:
    for name, key in (
        ("left", "left_mm"),
        ("start", "left_mm"),
        ("right", "right_mm"),
        ("end", "right_mm"),
        ("firstLine", "first_mm"),
        ("hanging", "first_mm"),
    ):
        size = points(item.get(W + name))
        if size is not None:
            out[key] = (-size if name == "hanging" else size) * MM_PER_PT


def _spacing(item: Element, out: Props) -> None:
    for name in ("before", "after"):
        size = points(item.get(W + name))
        if is_on(item, f"{W}{name}Autospacing", "0"):
            out[name + "_pt"] = 14.0
        elif size is not None:
            out[name + "_pt"] = size
    line = item.get(W + "line")
    if line is not None:
        rule = item.get(W + "lineRule", "auto")
        out["line_rule"] = rule
        out["line"] = (points(line, 1 / 240) if rule == "auto" else points(line)) or 1.0


def strokes(element: Element | None, *, none: bool = False) -> Mapping[str, Stroke]:
    """Lines by side as they are drawn (ECMA-376 Part 1, 17.3.4: widths in eighths of a point); with `none`, sides that
    are said to have no line, too, as of the kind `none`."""
    return {
        _SIDES.get(side := item.tag[len(W) :], side): _stroke(
            item.get(VAL, "single"), item.get(W + "sz"), item.get(W + "color", "auto"), item.get(W + "space")
        )
        for item in (() if element is None else element)
        if none or item.get(VAL, "single") not in ("nil", "none")
    }


@lru_cache(maxsize=256)
def _stroke(kind: str, size: str | None, color: str, space: str | None) -> Stroke:
    return Stroke(
        "none" if kind == "nil" else kind, number(size, 4) / 8, "" if color == "auto" else color, number(space)
    )
