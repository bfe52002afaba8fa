"""What an HTML page carries within itself: its style sheet, its formulas as MathML, its pictures.

The style sheet is the numbers of a format profile, one class per style id. Lengths are written with two units of our
own, so that one rule serves screen, telephone and paper: on the screen `--pt` and `--mm` follow the reader's font size,
in print they are real points and millimetres. `--dong` is the height of a single line."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from draftkit.kinds.identity import Identity
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.model.printed import Cell, Line
from draftkit.model.profile import FormatProfile, StyleSpec
from draftkit.pictures.prepare import PAGE, prepare
from draftkit.text.address import ADDRESS, BRACKETED, WEB
from draftkit.text.fold import bare
from draftkit.word import markup
from draftkit.word.mathml import mathml

_ALIGN = {"both": "justify", "left": "left", "right": "right", "center": "center"}
_RULES = (("agency", "agency"), ("motto", "motto"), ("title", "title"), ("annexed", "annex"))
_CELLS = "table-"
_SAFE_URL = re.compile(r"(?i)(?:https?://|mailto:)[^\s<>\"\\]+|\.\./[\w%-]+/[\w%-]+\.(?:docx|html)(?:#[\w-]+)?")
_TOLD = re.compile(
    rf"({WEB}*(?:[\w/=#%&+~-]|{BRACKETED})"
    r"|(?=\w[^\s/@]{0,63}@)" + ADDRESS + r"|[\w./]{0,60}/[\w./]{0,60}-[\w-]+)",
    re.IGNORECASE,
)
"""What a running text holds besides words: addresses, and symbols of legal documents."""
_MARK = re.compile(r"\x00([0-9]+)\x00")


_ONE_BAR = (
    "blockquote{padding:0;border:0}\nblockquote>[class]:not(:last-child){margin-bottom:0}\n"
    "blockquote>[class]+[class]{margin-top:0;padding-top:calc(4*var(--pt))}"
)
"""The paragraphs of a quotation, each with its bar, touch one another: the bar is one."""
_NARROWEST_MM, _OFFICE_MM = 140, (210, 297)
"""A panel of a leaflet is narrower than any paper of an office: its page prints on A4."""


@cache
def css(name: str) -> str:
    """One of the style sheets that lie in `styles`. In `screen` the contents list of a narrow screen stays where it is:
    one that sticks would, once opened, hide the very lines its links lead to."""
    return (Path(__file__).parent / "styles" / f"{name}.css").read_text(encoding="utf-8").strip()


def spans(cell: Cell) -> str:
    """The attributes that say how many rows and columns a cell takes."""
    down = f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return f'{down} colspan="{cell.across}"' if cell.across > 1 else down


def stylesheet(profile: FormatProfile, pair: int) -> str:
    """The CSS of a page: every style of the profile in the sizes of `pair`, the page measures, and the fixed parts.
    Nothing outside is named."""
    page, margin = profile.page_mm, profile.margin_mm
    justified = ",".join(_selector(style) for style in profile.styles.values() if style.align == "both")
    roles = profile.roles
    number = roles["page-number"]
    paper = page if page[0] >= _NARROWEST_MM else _OFFICE_MM
    spans = " ".join(
        f"{max(margin[side], 0 if paper is page else 18):g}mm" for side in ("top", "right", "bottom", "left")
    )
    return "\n".join(
        (
            # A rem is 12 pt unless the reader asks for larger letters: then the whole sheet grows with them.
            ":root{--pt:calc(1rem/12);--mm:calc(1rem/4.2333);--dong:1.4;" + f"font-family:{_fonts(profile)}" + "}",
            css("page"),
            (
                f".to{{width:{_mm(page[0])};"
                f"padding:{' '.join(_mm(margin[side]) for side in ('top', 'right', 'bottom', 'left'))}}}"
            ),
            f"footer{{width:{_mm(page[0])}}}",
            f".dau{{grid-template-columns:{_columns(profile.header_columns_mm)}}}",
            f".ket{{grid-template-columns:{_columns(profile.signature_columns_mm)}}}",
            *(_style(style, profile, pair) for style in profile.styles.values() if not style.rule),
            *_rules(profile),
            _ONE_BAR if "quote" in roles and roles["quote"].bar else "",
            f".chu-thich ol{{font-size:{_pt(roles['footnote'].sizes[pair])}}}",
            f".ky-ten{{padding-top:{_pt(5 * roles['signature-space'].sizes[pair])}}}",
            css("screen"),
            f"@media screen and (max-width:48rem){{\n{css('phone')}\n{justified}{{text-align:left}}\n}}",
            f"@media print{{\n{css('print')}\n}}",
            f"@page{{size:{paper[0]:g}mm {paper[1]:g}mm;margin:{spans};"
            f"@top-center{{content:counter(page);font:{number.sizes[pair]:g}pt {_fonts(profile)}}}}}",
            "@page :first{@top-center{content:none}}",
        )
    )


def style_class(style: StyleSpec) -> str:
    """The class of a style: its id, kept to letters that need no escaping in HTML or CSS."""
    return re.sub(r"[^\w-]", "-", style.id)


def _selector(style: StyleSpec) -> str:
    return f".{style_class(style)}"


def _style(style: StyleSpec, profile: FormatProfile, pair: int) -> str:
    spacing = profile.line_spacing if style.align == "both" else 1
    size = f"font-size:{_pt(style.sizes[pair])}"
    rules = [size, f"line-height:calc({spacing:g}*var(--dong))", f"text-align:{_ALIGN.get(style.align, 'left')}"]
    rules += ["font-weight:bold"] if style.bold else []
    rules += ["font-style:italic"] if style.italic else []
    ink = style.fill or style.color
    rules += [f"color:#{ink}"] if re.fullmatch("[0-9A-Fa-f]{6}", ink) and int(ink, 16) else []
    rules += ["text-wrap:balance"] if style.align == "center" else []
    rules += [f"text-indent:{_mm(style.first_mm)}"] if style.first_mm else []
    if style.role.startswith(_CELLS) and not style.role.endswith("caption"):  # margins mean nothing to a cell
        rules.append(f"padding:{_pt(style.before)} {_mm(1.8)} {_pt(style.after)}")
        rules += ["white-space:nowrap"] if style.align == "right" else []  # a figure, “25 - 35%”, is read in one line
    else:
        rules.append(f"margin:{_pt(style.before)} {_mm(style.right_mm)} {_pt(style.after)} {_mm(style.left_mm)}")
    if style.box:
        rules += [f"border:{profile.rule_width_pt:g}pt solid", "padding:.1em .3em"]
    if style.foot:
        rules += [
            f"border:solid;border-width:0 {profile.rule_width_pt:g}pt {profile.rule_width_pt:g}pt",
            "padding:.1em .3em",
        ]
    rules += [f"border-left:{3 * profile.rule_width_pt:g}pt solid", "padding-left:.6em"] if style.bar else []
    if style.formula:
        rules += ["display:grid", "grid-template-columns:1fr auto 1fr", "align-items:center", "overflow-x:auto"]
    rules += ["break-after:avoid"] if style.keep else []
    more = ""
    if style.formula:
        more = f"\n{_selector(style)}>:first-child{{grid-column:2}}\n{_selector(style)}>.so{{justify-self:end}}"
    return f"{_selector(style)}{{{';'.join(rules)}}}{more}"


def _rules(profile: FormatProfile) -> list[str]:
    """The thin lines under agency, motto, title and annex: a share of the width of a paragraph of class `ke`."""
    out = []
    styles = profile.roles
    for role, rule in _RULES:
        # under a line set to the left a rule would be an underline
        if role in styles and styles[role].align == "center":
            style, share = styles[role], profile.rules[rule]
            sides = style.left_mm + style.right_mm
            out.append(
                f"{_selector(style)}.ke{{width:fit-content;max-width:calc(100% - "
                f"{_mm(sides)});margin-left:auto;margin-right:auto}}\n"
                f'{_selector(style)}.ke::after{{content:"";display:block;width:{share:.0%};margin:{_pt(2)} auto 0;'
                f"border-top:{profile.rule_width_pt:g}pt solid}}"
            )
    return out


def _fonts(profile: FormatProfile) -> str:
    """The font of the profile, then those of the same widths; quotes and braces of a careless profile end no rule."""
    family = re.sub(r"[^\w -]", "", profile.font)
    return f'"{family}",Tinos,"Liberation Serif",serif'


def _columns(widths: tuple[float, float]) -> str:
    return f"minmax(0,{widths[0]:g}fr) minmax(0,{widths[1]:g}fr)"


def _pt(value: float) -> str:
    return f"calc({value:g}*var(--pt))" if value else "0"


def _mm(value: float) -> str:
    return f"calc({value:g}*var(--mm))" if value else "0px"


class Formula(NamedTuple):
    """A LaTeX formula, displayed or within a line."""

    tex: str
    display: bool


@dataclass(frozen=True, slots=True)
class Formulas:
    """Formulas met while a page is written: each leaves a mark, filled in at the end."""

    seen: dict[Formula, int] = field(default_factory=dict)

    def mark(self, tex: str, display: bool) -> str:
        """What to write in place of a formula until `fill`. No text has a NUL: see `safe`."""
        return f"\0{self.seen.setdefault(Formula(tex, display), len(self.seen))}\0"

    def fill(self, page: str) -> str:
        """The page with its formulas as MathML, as LaTeX where one cannot be read."""
        if not self.seen:
            return page
        shown = [mathml(*formula) or _latex(formula) for formula in self.seen]
        return _MARK.sub(lambda found: shown[whole(found[1], 0)], page)


def safe(raw: str) -> str:
    """A text of a draft, escaped for HTML. Every text passes here."""
    return markup.escape(raw).replace("\0", "")


def running(raw: str, linked: bool = False) -> str:
    """A running text of a draft, escaped: addresses of pages and of mail lead there, but within a link (`linked`); the
    symbol of a legal document (`72/2020/NĐ-CP`) stays on one line."""
    parts = _TOLD.split(raw) if "/" in raw or "@" in raw else [raw]
    for at, text in enumerate(parts):
        url = at % 2 and (text if "://" in text else f"mailto:{text}" if "@" in text else "")
        parts[at] = safe(text)
        if at % 2 and not url:
            parts[at] = f'<span class="lien">{parts[at]}</span>'
        elif url and not linked:
            parts[at] = f'<a class="dia-chi" href="{safe_url(url)}">{parts[at]}</a>'
    return "".join(parts)


def attribute(raw: str) -> str:
    """A text of a draft, escaped for a double-quoted attribute."""
    return markup.attribute(raw).replace("\0", "")


def numbered(line: Line) -> str:
    """The number of a printed line, as markup."""
    number = safe(line.number())
    return f"<b>{number.rstrip()}</b>{' ' * (number != number.rstrip())}" if line.bold_number() else number


def safe_url(url: str) -> str:
    """An address as a link target for a double-quoted attribute; empty when it is not http, https, mailto or another
    page of the same site."""
    return attribute(url) if _SAFE_URL.fullmatch(url) else ""


def slug(text: str) -> str:
    """A text as an id: no accents, hyphens for spaces; a last word đ is `dd` (điểm đ), for `d` is another."""
    words = text.lower().split()
    if words[1:]:
        words[-1] = words[-1].replace("đ", "dd")
    return "".join(sign for sign in bare("-".join(words)) if sign.isalnum() or sign == "-")


def _latex(formula: Formula) -> str:
    sign = "$$" if formula.display else "$"
    return (
        '<code class="math" role="math" aria-label="Công thức LaTeX: '
        f'{attribute(formula.tex)}">{safe(sign + formula.tex + sign)}</code>'
    )


def picture(path: str, alt: str) -> str:
    """An image element with the picture itself, at its size in Word. Raises SourceError when it cannot be read."""
    shown = prepare(Path(path), PAGE)
    width, height = shown.css_size()
    return (
        f'<img src="data:image/{shown.type};base64,{b64encode(shown.data).decode()}" alt="{attribute(alt)}" '
        f'width="{width}" height="{height}">'
    )


def masthead(identity: Identity) -> str:
    """Mark and name above a page; nothing when the body has no name."""
    if not identity.called:
        return ""
    return f'<p class="nhan-hieu">{mark(identity)}<span>{safe(identity.called)}</span></p>\n'


def mark(identity: Identity) -> str:
    """The mark as a silent element: the name stands beside it. Raises SourceError when its file cannot be read."""
    if identity.mark is None:
        return identity.mark_svg()
    shown = identity.mark_on_dark()
    return f'<img src="data:image/{shown.type};base64,{b64encode(shown.data).decode()}" alt="" width="32" height="32">'


def _brand(profile: FormatProfile, identity: Identity) -> str:
    """The rules to set behind the styles of a profile."""
    styles = profile.roles
    classes = {role: f".to .{style_class(style)}" for role, style in styles.items()}
    told = (line.partition("{") for line in css("brand-roles").split("\n"))  # `ROLE{…}`: a line for each role
    own = [f"{classes[role]}{brace}{rules}" for role, brace, rules in told if role in classes]
    sheet = css("brand").replace("DAU", style_class(styles["title"]))
    dark = css("brand-dark").replace("ROLES", ",".join(classes.values()))
    dark = dark.replace("TYPE", classes["type"]).replace("DRAFT", classes["draft-mark"])
    return identity.painted("\n".join((sheet, *own, dark, css("brand-print"))))


def page_style(profile: FormatProfile, pair: int, identity: Identity | None = None) -> str:
    """The style sheet of pages of a profile in a pair of sizes, in the looks of a body when its identity is given."""
    own = stylesheet(profile, pair)
    return f"{identity.painted(own)}\n{_brand(profile, identity)}" if identity else own
