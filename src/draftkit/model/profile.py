"""A format profile: the measures of one family of documents, each with its provision, valid between dates."""

from __future__ import annotations

from collections.abc import Mapping

from draftkit.model.named import NamedTuple


class StyleSpec(NamedTuple):
    """One named style. Sizes and spacing in pt (`sizes` by size pair), indents in mm, `outline` the level in the
    navigation pane (1..9, 0 none).

    `bar`: a line along the left edge; `fill`: the colour of the ground, one block with those below of the same (on
    screens there is none, and the text has this colour);
    `leader`: dots up to a number at the right margin; `frame: bottom` sets the paragraph at the bottom of its page;
    `foot`: lines on three sides, which carry the frame of the table above on."""

    id: str
    name: str
    role: str
    sizes: Mapping[int, float]
    size_range: tuple[float, float] | None = None
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "left"
    first_mm: float = 0
    left_mm: float = 0
    right_mm: float = 0
    before: float = 0
    after: float = 0
    exact_pt: float = 0
    outline: int = 0
    keep: bool = False
    box: bool = False
    rule: bool = False
    bar: bool = False
    formula: bool = False
    color: str = "000000"
    fill: str = ""
    leader: bool = False
    frame: str = ""
    foot: bool = False
    source: str = ""


class CitationForm(NamedTuple):
    """How a sort of legal document is cited the first time and later; `{loai} {ten} {so} {ngay} {co_quan}` are its
    blanks. `types` are the types of document it is for; none: told by the number."""

    first: str
    later: str
    types: tuple[str, ...] = ()


class Limits(NamedTuple):
    """What a Word file is measured against. `line` in multiples of single spacing, `rules` the length of a rule as a
    share of the text above it.

    `confirmed`: the values were read in the law itself; where they were not, a deviation is certain only beyond
    `widest_margin_mm` (the widest range any source gives) or by more than `size_slack_pt`."""

    line: tuple[float, float]
    space_min_pt: float
    indent_mm: tuple[float, ...]
    rules: Mapping[str, tuple[float, float]]
    widest_margin_mm: Mapping[str, tuple[float, float]]
    tolerance_mm: float
    size_slack_pt: float
    confirmed: bool


class FormatProfile(NamedTuple):
    """Page measures in mm, styles by id, and the fixed habits of a family of documents."""

    name: str
    title: str
    act: str
    valid_from: str
    valid_until: str
    language: str
    font: str
    page_mm: tuple[float, float]
    margin_mm: Mapping[str, float]
    margin_range_mm: Mapping[str, tuple[float, float]]
    header_mm: float
    header_columns_mm: tuple[float, float]
    signature_columns_mm: tuple[float, float]
    default_pair: int
    pairs: tuple[int, ...]
    rules: Mapping[str, float]
    rule_width_pt: float
    blanks_mm: Mapping[str, float]
    stamps_mm: Mapping[str, tuple[float, float]]
    citations: Mapping[str, CitationForm]
    amended: str
    basis_end: str
    basis_last: str
    styles: Mapping[str, StyleSpec]
    line_spacing: float
    effect_min_days: int
    limits: Limits
    roles: Mapping[str, StyleSpec]
    """Styles by the role they play."""
    earlier: str = ""
    """The profile that holds for documents dated before `valid_from`."""

    def text_width_mm(self) -> float:
        """Width between the margins on a portrait page."""
        return self.page_mm[0] - self.margin_mm["left"] - self.margin_mm["right"]
