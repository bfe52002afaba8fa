"""What only printed pages show: margins of the text, place of page numbers, length of rules, header lines that wrap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from draftkit.checks.looks.rules.page import margin_message
from draftkit.checks.rule import Rule, noted_rules
from draftkit.model.message import Finding, Message, Severity, Span, msg
from draftkit.model.numeral import with_comma
from draftkit.model.profile import FormatProfile
from draftkit.recognise.lines import Anatomy, Piece
from draftkit.word.pages import Page, Sign

_E, _W = Severity.ERROR, Severity.WARNING
RENDERED = noted_rules(Path(__file__).with_name("rendered.txt"))
MARGINS, NUMBERS, RULES, WRAPS, LEVEL = RENDERED
_MANY = 5
_CENTRE_MM = 1.0
_SHARED_MM = 0.6
_LEVEL_MM = 2.5
_BELOW_MM = 7.0
_LINE_MM = 6.0
"""How far below the margin the first line of a page may stand: room above it, and its line spacing."""
_NEAR, _FAR = 0.08, 0.25
_ONE_LINE = ("national-name", "motto", "number", "place-date")


def measured(pages: Sequence[Page], anatomy: Anatomy, profile: FormatProfile, name: str) -> list[Finding]:
    """Findings on printed pages. Places are pages, measures in mm."""
    found = [*_margins(pages, profile, name), *_numbers(pages, profile, name)]
    if anatomy.official and pages:
        found += [*_rules(pages[0], anatomy, profile, name), *_header(pages[0], anatomy, profile, name)]
    return sorted(found, key=lambda finding: (finding.span.line, finding.rule))


def _finding(
    rule: Rule, profile: FormatProfile, message: Message, name: str, page: int, quote: str = "", sure: bool = True
) -> Finding:
    severity = rule.severity if sure and (profile.limits.confirmed or rule is WRAPS) else min(rule.severity, _W)
    return Finding(rule.id, severity, message, Span(name, page, sort="page", quote=quote[:80]), rule.source)


def _is_number(line: Sequence[Sign]) -> bool:
    return len(line) <= 4 and all(sign.text in "0123456789-–" for sign in line)


def _body(page: Page, profile: FormatProfile) -> list[tuple[Sign, ...]]:
    """The lines of a page without its number."""
    edge = profile.limits.widest_margin_mm["top"][1] - 3
    return [
        line
        for line in page.lines()
        if not (_is_number(line) and (line[0].base < edge or line[0].base > page.height - edge))
    ]


def text_area(pages: Sequence[Page], profile: FormatProfile) -> tuple[dict[str, tuple[float, int]], dict[str, float]]:
    """The margins as printed, in mm: the smallest on any portrait page with the page it is on, and those of the
    document as a whole.

    The right margin of the whole is where many justified lines end and no line ends further out; it is left out when
    there are none such."""
    least: dict[str, tuple[float, int]] = {}
    ends: list[float] = []
    for place, page in enumerate(pages, 1):
        lines = [] if page.width > page.height else _body(page, profile)
        if len(lines) < _MANY:
            continue
        have = {
            "left": min(line[0].left for line in lines),
            "right": page.width - max(line[-1].right for line in lines),
            "top": min(sign.top for sign in lines[0]),
            "bottom": page.height - max(sign.bottom for sign in lines[-1]),
        }
        for side, value in have.items():
            if side not in least or value < least[side][0]:
                least[side] = value, place
        ends += [page.width - line[-1].right for line in lines]
    whole = {side: least[side][0] for side in ("left", "top") if side in least}
    near = [end for end in ends if end - min(ends) <= _SHARED_MM]  # lines set to the margin share it
    usual = median(near) if len(near) >= _MANY else 0.0
    return least, whole | ({"right": usual} if usual else {})


def _margins(pages: Sequence[Page], profile: FormatProfile, name: str) -> Iterator[Finding]:
    tolerance = profile.limits.tolerance_mm
    least, whole = text_area(pages, profile)
    for side, (value, place) in least.items():
        low, high = profile.margin_range_mm[side]
        lowest, highest = profile.limits.widest_margin_mm[side]
        slack = _LINE_MM if side == "top" else tolerance
        if value < low - tolerance:
            shown, sure = value, value < lowest - tolerance
        elif side in whole and whole[side] > high + slack:
            shown, sure, place = whole[side], whole[side] > highest + slack, 1
        else:
            continue
        finding = _finding(MARGINS, profile, margin_message(side, shown, low, high), name, place)
        yield finding._replace(severity=_E if sure and profile.limits.confirmed else _W)


def _numbers(pages: Sequence[Page], profile: FormatProfile, name: str) -> Iterator[Finding]:
    """Where the page numbers are: each kind of fault once."""
    told: set[str] = set()
    edge = profile.limits.widest_margin_mm["top"][1]
    for place, page in enumerate(pages, 1):
        lines = page.lines()
        numbers = [
            line for line in lines if _is_number(line) and (line[0].base < edge or line[-1].base > page.height - edge)
        ]
        if place == 1 and numbers and numbers[0] in (lines[0], lines[-1]):
            yield _finding(NUMBERS, profile, msg("the first page shows its number; it should show none"), name, place)
        if place == 1 or not numbers:
            continue
        line = numbers[0]
        if line[0].base > edge and "foot" not in told:
            told.add("foot")
            message = msg("the page number stands at the foot of the page; it should stand in the top margin")
            yield _finding(NUMBERS, profile, message, name, place)
        body = _body(page, profile)
        middle = (line[0].left + line[-1].right) / 2
        ends = (
            (median(one[0].left for one in body), median(one[-1].right for one in body)) if body else (0.0, page.width)
        )
        text = (min(one[0].left for one in body) + max(one[-1].right for one in body)) / 2 if body else page.width / 2
        column = (page.width + profile.margin_mm["left"] - profile.margin_mm["right"]) / 2
        centres = (page.width / 2, text, sum(ends) / 2, column)
        if min(abs(middle - centre) for centre in centres) > _CENTRE_MM and "middle" not in told:
            told.add("middle")
            said = "the page number is {distance} mm off the middle"
            message = msg(said, distance=with_comma(min(abs(middle - centre) for centre in centres), ".1f"))
            yield _finding(NUMBERS, profile, message, name, place)


def _spots(page: Page, piece: Piece | None) -> tuple[Sign, ...]:
    return page.find(piece.text) if piece else ()


def _rules(page: Page, anatomy: Anatomy, profile: FormatProfile, name: str) -> Iterator[Finding]:
    for role in ("motto", "agency", "title"):
        pieces = anatomy.of(role)
        signs = _spots(page, pieces[-1]) if pieces else ()
        if not signs:
            continue
        rows = Counter(round(sign.base) for sign in signs)
        widest = max(
            (max(one.right for one in row) - min(one.left for one in row))
            for base in rows
            if (row := [sign for sign in signs if round(sign.base) == base])
        )
        below = _rule_below(page, [sign for sign in signs if abs(sign.base - signs[-1].base) < 1])
        low, high = profile.limits.rules[role]
        if not below or low - _NEAR <= below / widest <= high + _NEAR:
            continue
        want = msg("as long as the text") if low == high else msg("one third to one half of it")
        length = with_comma(below, ".1f")
        said = "the rule under {what} is {length} mm long, the text above it {text} mm; it should be {want}"
        message = msg(said, what=profile.roles[role].name, length=length, text=with_comma(widest, ".1f"), want=want)
        yield _finding(
            RULES, profile, message, name, 1, pieces[-1].text, sure=not low - _FAR <= below / widest <= high + _FAR
        )


def _rule_below(page: Page, line: Sequence[Sign]) -> float:
    """The length of the rule right below a line; 0 when none is seen."""
    left, right, base = line[0].left, line[-1].right, line[-1].base
    strokes = [one for one in page.strokes if 0 < one.top - base < _BELOW_MM and one.left < right and one.right > left]
    if strokes:
        return strokes[0].right - strokes[0].left
    for row in page.lines():
        made = [sign for sign in row if sign.text in "_-–—" and left - 15 < sign.left < right + 15]
        if made and 0 < row[0].base - base < _BELOW_MM and len(made) > 2:
            return made[-1].right - made[0].left
    return 0.0


def _header(page: Page, anatomy: Anatomy, profile: FormatProfile, name: str) -> Iterator[Finding]:
    spots = {role: _spots(page, anatomy.first(role)) for role in _ONE_LINE}
    for role, signs in spots.items():
        if signs and max(sign.base for sign in signs) - min(sign.base for sign in signs) > 2:
            piece = anatomy.first(role)
            message = msg("{what} takes more than one line", what=profile.roles[role].name)
            yield _finding(WRAPS, profile, message, name, 1, piece.text if piece else "")
    number, date = spots["number"], spots["place-date"]
    if number and date and abs(number[0].base - date[0].base) > _LEVEL_MM:
        said = "number and date are {distance} mm apart in height"
        message = msg(said, distance=with_comma(abs(number[0].base - date[0].base), ".1f"))
        yield _finding(LEVEL, profile, message, name, 1)
