"""How each component is set: size, weight, slant, capitals, place between margins; by the profile, by role."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from draftkit.checks.looks.rule import Find, Mend, WordHit, WordRule, WordSubject, gathered, word_rule
from draftkit.checks.sources import E, nd30
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import with_comma
from draftkit.model.profile import StyleSpec
from draftkit.recognise.lines import Line, Piece
from draftkit.recognise.units import begins_bold

_MOST = 0.8
_NEAR_PT = 0.25


class _Group(NamedTuple):
    key: str
    name: str
    source: str
    roles: str


_GROUPS = (
    _Group(
        "1",
        "header",
        "II.1-II.5",
        "national-name motto parent-agency agency number place-date subject urgency circulation",
    ),
    _Group(
        "2",
        "title and what stands under it",
        "II.5-II.6",
        "type title authority legal-basis decides addressees addressees-item",
    ),
    _Group(
        "3",
        "headings",
        "II.6.đ",
        "part-number part-title chapter-number chapter-title section-number section-title "
        "subsection-number subsection-title article article-run-in heading",
    ),
    _Group(
        "4",
        "signature and recipients",
        "II.7, II.9",
        "signature-title signature-name signature-other-title recipients-label recipients drafter contact",
    ),
    _Group("5", "annex headings", "III.1", "annex-number annex-title annexed"),
)
_DOUBTFUL_WEIGHT = frozenset(("parent-agency", "article", "heading", "signature-other-title"))
"""Components whose weight is not certain: an issuing body may take two lines, a điều may have no name."""
_NO_CENTRE = frozenset(
    "signature-title signature-name signature-other-title addressees addressees-item number place-date subject "
    "recipients recipients-label article article-run-in heading legal-basis drafter contact urgency circulation".split()
)


def _pieces(subject: WordSubject, group: _Group) -> Iterator[tuple[Piece, StyleSpec]]:
    region = "annex" if group.key == "5" else "main"
    for piece in subject.anatomy.of(*group.roles.split(), region=region):
        style = subject.styles.get(piece.role)
        if style is not None and piece.text and not piece.quoted and any(sign.isalpha() for sign in piece.text):
            yield piece, style


def _size(subject: WordSubject, piece: Piece, style: StyleSpec) -> Message | None:
    """Each component has its range of sizes (Decree 30/2020, Appendix I, Part I, V)."""
    size = piece.line.look().size_pt
    if style.size_range is None or style.size_range[0] - _NEAR_PT <= size <= style.size_range[1] + _NEAR_PT:
        return None
    limits = "–".join(map(with_comma, dict.fromkeys(style.size_range)))
    return msg("{what}: size {size}; it should be {limits}", what=style.name, size=with_comma(size), limits=limits)


def _weight(subject: WordSubject, piece: Piece, style: StyleSpec) -> Message | None:
    """Some components are bold, the others are not (Decree 30/2020, Appendix I, Part I, V)."""
    bold = piece.line.share(lambda one: one.bold)
    named = 0 < len(piece.title) < 250 and not piece.title.rstrip().endswith((";", ":", "."))
    if piece.role == "article-run-in" or (piece.role == "article" and not named):
        return None
    if style.bold and bold < _MOST and not (piece.role == "article" and begins_bold(piece.line)):
        return msg("{what} should be bold", what=style.name)
    if not style.bold and bold > _MOST and piece.role not in ("recipients", "addressees-item", "annexed"):
        return msg("{what} should not be bold", what=style.name)
    return None


def _slant(subject: WordSubject, piece: Piece, style: StyleSpec) -> Message | None:
    """Some components are italic, the others upright (Decree 30/2020, Appendix I, Part I, V)."""
    slanted = piece.line.share(lambda one: one.italic)
    if style.italic and slanted < _MOST:
        return msg("{what} should be italic", what=style.name)
    if (
        not style.italic
        and slanted > _MOST
        and piece.role not in ("recipients", "heading", "article", "article-run-in")
    ):
        return msg("{what} should be upright", what=style.name)
    return None


_LOWER = frozenset(
    "motto title subject signature-name recipients-label part-number chapter-number section-number "
    "subsection-number article annex-number legal-basis addressees".split()
)


def _capitals(subject: WordSubject, piece: Piece, style: StyleSpec) -> Message | None:
    """Some components are in capitals, the others in lower case (Decree 30/2020, Appendix I, Part I, V)."""
    if not piece.line.upper:
        return msg("{what} should be in capitals", what=style.name) if style.caps else None
    label = piece.text.partition(piece.number)[0] if piece.role.endswith("-number") and piece.number else piece.text
    letters = "".join(sign for sign in label if sign.isalpha())
    upper = label == piece.text or letters.isupper()  # a title on the same line is in capitals by right
    if piece.role == "signature-name" and letters.isupper():
        return None  # typed so: DK-H009 says it
    if piece.role in _LOWER and not style.caps and len(letters) > 2 and upper:
        return msg("{what} should be in lower case, not in capitals", what=style.name)
    return None


def _centre(subject: WordSubject, piece: Piece, style: StyleSpec) -> Message | None:
    """Components set in the middle are centred (Decree 30/2020, Appendix I, Part I, II and III)."""
    if (
        style.align != "center"
        or piece.role in _NO_CENTRE
        or piece.line.where.box
        or piece.line.paragraph.format.align == "center"
    ):
        return None
    # set with tabs: where it stands is not told by the alignment
    if "\t" in "".join(run.text for run in piece.line.paragraph.runs):
        return None
    return msg("{what} should be centred", what=style.name)


class _Aspect(NamedTuple):
    key: str
    title: str
    wrong: Callable[[WordSubject, Piece, StyleSpec], Message | None]
    mend: Callable[[StyleSpec], Mend | None]


_ASPECTS = (
    _Aspect(
        "0",
        "Size of {group}",
        _size,
        lambda style: Mend("size", dict(zip(("low", "high"), style.size_range or (0, 0), strict=True))),
    ),
    _Aspect("1", "Weight of {group}", _weight, lambda style: Mend("bold", {"on": style.bold})),
    _Aspect("2", "Slant of {group}", _slant, lambda style: Mend("italic", {"on": style.italic})),
    _Aspect("3", "Capitals of {group}", _capitals, lambda style: None),
    _Aspect("4", "Centring of {group}", _centre, lambda style: Mend("align", {"align": "center"})),
)


def _finder(group: _Group, aspect: _Aspect) -> Find:
    def find(subject: WordSubject) -> Iterator[WordHit]:
        def wrong() -> Iterator[tuple[tuple[str, str, tuple[tuple[str, object], ...]], Line]]:
            for piece, style in _pieces(subject, group):
                message = aspect.wrong(subject, piece, style)
                if message is not None:
                    yield (piece.role, message.text, tuple(sorted(message.values.items()))), piece.line

        for (role, text, values), lines in gathered(wrong()):
            style = subject.styles[role]
            certain = aspect.key == "0" and _far(subject, style, lines)
            said, sure = Message(text, dict(values)), _sure(group, aspect, role)
            yield subject.hit(lines, said, mend=aspect.mend(style), sure=sure, certain=certain)

    find.__doc__ = aspect.wrong.__doc__
    return find


def _sure(group: _Group, aspect: _Aspect, role: str) -> bool:
    return (
        not (aspect.key == "1" and role in _DOUBTFUL_WEIGHT)
        and not (aspect.key in "04" and role in ("recipients", "drafter"))
        and not (group.key == "5" and aspect.key == "3")
    )


def _far(subject: WordSubject, style: StyleSpec, lines: tuple[Line, ...]) -> bool:
    slack = subject.profile.limits.size_slack_pt + _NEAR_PT
    low, high = style.size_range or (0, 99)
    return all(not low - slack <= line.look().size_pt <= high + slack for line in lines)


def _rule(group: _Group, aspect: _Aspect) -> WordRule:
    called = f"DK-W{group.key}{aspect.key}0"
    make = word_rule(called, aspect.title.format(group=group.name), E, nd30(f"Phụ lục I, Phần I, {group.source}"))
    return make(_finder(group, aspect))


LOOKS = tuple(_rule(group, aspect) for group in _GROUPS for aspect in _ASPECTS)
SIZES = frozenset(rule.rule.id for rule in LOOKS if rule.rule.id.endswith("00"))
"""The rules on the sizes of components."""
