"""What an HTML page carries within itself: its style sheet, its formulas as MathML, its pictures.

The style sheet is the numbers of a format profile, one class per style id. Lengths are written with two units of our
own, so that one rule serves screen, telephone and paper: on the screen `--pt` and `--mm` follow the reader's font size,
in print they are real points and millimetres. `--dong` is the height of a single line."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.model.profile import FormatProfile, StyleSpec
from draftkit.pictures.prepare import PAGE, prepare
from draftkit.text.fold import bare
from draftkit.word.mathml import mathml

_ALIGN = {"both": "justify", "left": "left", "right": "right", "center": "center"}
_RULES = (("agency", "agency"), ("motto", "motto"), ("title", "title"), ("annexed", "annex"))
_CELLS = "table-"
_SAFE_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\]+|\.\./[a-z-]+/[\w%-]+\.html", re.IGNORECASE)
_SYMBOL = re.compile(r"[\w./]*/[\w./]*-[\w-]+")
_MARK = re.compile(r"\x00([0-9]+)\x00")

_BASE = """
*,*::before,*::after{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;padding:1rem;background:#e9ecef;color:#111;overflow-wrap:break-word}
h1,h2,h3,h4,h5,h6,p,figure,blockquote{margin:0;font:inherit}
h1,h2,h3,h4,h5,h6{break-after:avoid}
h1>span,h2>span,h3>span,h4>span,h5>span,h6>span{display:block}
a{color:#0b3d91;text-underline-offset:.15em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid #b3261e;outline-offset:2px}
:target{background:#fff3c4}
sup,sub{line-height:0}
.lien{white-space:nowrap}
.nhay{position:absolute;left:1rem;top:-10rem;z-index:3;padding:.75rem 1rem;background:#fff;font:1rem/1.5 sans-serif}
.nhay:focus{top:1rem}
.to{max-width:100%;margin:0 auto;background:#fff;box-shadow:0 1px 4px rgba(0,0,0,.3)}
.dau{display:grid;align-items:start}
main:focus{outline:none}
nav,footer{font:.9375rem/1.45 system-ui,"Noto Sans","Liberation Sans",sans-serif}
nav{background:#fff;color:#111}
nav summary,.ten-nav{padding:.7rem 1rem;font-weight:700;font-size:1.0625rem}
.ten-nav{display:none}
nav ol{list-style:none;margin:0;padding:0 0 0 .9rem}
nav details>ol{padding:0 1rem 1rem}
nav a{display:block;padding:.25rem .3rem;color:#17324d;text-decoration:none}
nav a:hover{text-decoration:underline}
nav .lon>a{font-weight:600}
footer{max-width:100%;margin:1rem auto 0;color:#333}
footer p{margin:.25rem 0}
footer a{display:inline-block;padding:.25rem 0}
.ket{display:grid;align-items:start;margin-top:calc(24*var(--pt))}
.nguoi-ky+.nguoi-ky{margin-top:calc(24*var(--pt))}
.phu-luc,.chu-thich{margin-top:calc(30*var(--pt));padding-top:calc(24*var(--pt));border-top:1px solid #767676}
.chu-thich h2{font-weight:700;font-size:calc(12*var(--pt))}
.chu-thich ol{margin:0;padding-left:1.6em}
.chu-thich [role=doc-backlink]{display:inline-block;min-width:1.5rem;min-height:1.5rem;text-align:center}
blockquote{margin:calc(6*var(--pt)) 0;padding-left:calc(4*var(--mm));border-left:3px solid #8a94a0}
.cuon{overflow-x:auto;margin:calc(6*var(--pt)) 0}
table{width:100%;border-collapse:collapse}
caption{caption-side:top}
th,td{vertical-align:top;font-weight:inherit;text-align:left}
.ruled th,.ruled td{border:1px solid #333}
.ruled th{vertical-align:middle;background:#f1f3f5}
figure img{max-width:100%;height:auto}
code.math{font-family:monospace;font-size:.9em;overflow-wrap:anywhere}
"""

# On narrow screens the contents list stays where it is: one that sticks would, once opened, hide the very lines its
# links lead to.
_SCREEN = """
@media screen and (max-width:71.99rem){
nav{margin:-1rem -1rem 1rem;border-bottom:1px solid #767676}
nav summary{cursor:pointer}
nav a{padding:.45rem .3rem}
html{scroll-padding-bottom:4rem}
footer{padding-bottom:3rem}
footer a{position:fixed;right:.5rem;bottom:.5rem;z-index:2;padding:.4rem .8rem;background:#fff;\
border:1px solid #767676;border-radius:1rem}
}
@media screen and (min-width:72rem){
body.co-nav{display:grid;grid-template-columns:18rem auto;justify-content:center;column-gap:2rem}
nav{grid-row:1/span 2;position:sticky;top:1rem;align-self:start;max-height:calc(100vh - 2rem);overflow-y:auto;\
border:1px solid #b5bcc4}
.co-nav .to,.co-nav footer{margin-left:0;margin-right:0}
@supports selector(::details-content){
nav summary{display:none}
.ten-nav{display:block}
nav details::details-content{content-visibility:visible;block-size:auto}
}}
"""

_PHONE = """
:root{--mm:.12rem}
body{padding:1rem .5rem}
nav{margin-left:-.5rem;margin-right:-.5rem}
.to{padding:1.25rem 1rem}
.dau,.ket{grid-template-columns:1fr;row-gap:.75rem}
.nguoi-ky{margin-top:1.5rem}
.ruled{min-width:calc((var(--cot) - 1)*6.5rem)}
caption{max-width:calc(100vw - 3rem);position:sticky;left:0}
"""

_PRINT = """
:root{--pt:1pt;--mm:1mm;--dong:1.15}
body,body.co-nav{display:block;padding:0;background:none;color:#000}
.nhay,nav,footer,[role=doc-backlink]{display:none}
.to{width:auto;padding:0;box-shadow:none}
a{color:inherit;text-decoration:none}
:target{background:none}
.phu-luc,.trang-moi{break-before:page}
.phu-luc{margin:0;padding:0;border:0}
.cuon{overflow:visible}
.ruled th,.ruled td{border-width:.5pt;border-color:#000}
.ruled th{background:none}
thead{display:table-header-group}
tr,figure,.nguoi-ky{break-inside:avoid}
p{orphans:2;widows:2}
"""

_ONE_BAR = (
    "blockquote{padding:0;border:0}\nblockquote>[class]:not(:last-child){margin-bottom:0}\n"
    "blockquote>[class]+[class]{margin-top:0;padding-top:calc(4*var(--pt))}"
)
"""The paragraphs of a quotation, each with its bar, touch one another: the bar is one."""
_NARROWEST_MM, _OFFICE_MM = 140, (210, 297)
"""A panel of a leaflet is narrower than any paper of an office: its page prints on A4."""


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
            _BASE.strip(),
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
            _SCREEN.strip(),
            f"@media screen and (max-width:48rem){{\n{_PHONE.strip()}\n{justified}{{text-align:left}}\n}}",
            f"@media print{{\n{_PRINT.strip()}\n}}",
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
    rules = [
        f"font-size:{_pt(style.sizes[pair])}",
        f"line-height:calc({spacing:g}*var(--dong))",
        f"text-align:{_ALIGN.get(style.align, 'left')}",
    ]
    rules += ["font-weight:bold"] if style.bold else []
    rules += ["font-style:italic"] if style.italic else []
    rules += [f"color:#{style.color}"] if re.fullmatch("[0-9A-Fa-f]{6}", style.color) and int(style.color, 16) else []
    rules += ["text-wrap:balance"] if style.align == "center" else []
    rules += [f"text-indent:{_mm(style.first_mm)}"] if style.first_mm else []
    if style.role.startswith(_CELLS) and not style.role.endswith("caption"):  # margins mean nothing to a cell
        rules.append(f"padding:{_pt(style.before)} {_mm(1.8)} {_pt(style.after)}")
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
    more = (
        f"\n{_selector(style)}>:first-child{{grid-column:2}}\n{_selector(style)}>.so{{justify-self:end}}"
        if style.formula
        else ""
    )
    return f"{_selector(style)}{{{';'.join(rules)}}}{more}"


def _rules(profile: FormatProfile) -> list[str]:
    """The thin lines under agency, motto, title and annex: a share of the width of the paragraph that carries the class
    `ke`."""
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
    """The font of the profile, then those of the same widths; quotes and braces of a careless profile cannot end the
    rule."""
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
    return escape(raw, quote=False).replace("\0", "")


def running(raw: str) -> str:
    """A running text of a draft, escaped; the symbol of a legal document (`72/2020/NĐ-CP`) stays on one line."""
    text = safe(raw)
    return _SYMBOL.sub(r'<span class="lien">\g<0></span>', text) if "/" in text and "-" in text else text


def attribute(raw: str) -> str:
    """A text of a draft, escaped for a double-quoted attribute."""
    return escape(raw).replace("\0", "")


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
    """An image element that holds the picture itself, at the size it has in Word. Raises SourceError when it cannot be
    read."""
    shown = prepare(Path(path), PAGE)
    width, height = shown.css_size()
    return (
        f'<img src="data:image/{shown.type};base64,{b64encode(shown.data).decode()}" alt="{attribute(alt)}" '
        f'width="{width}" height="{height}">'
    )
