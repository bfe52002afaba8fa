"""The behaviours of outreach kinds, by the door that other packages use. Writers import what is heavy when they run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from draftkit.campaign import issue, leaflet, lists, posts
from draftkit.campaign.approval import with_approval
from draftkit.campaign.charts import charted
from draftkit.campaign.gates import GATES, contact_incomplete, rules_of
from draftkit.campaign.plugin import CHART_RULES, CHARTS, DRAWN, GATED, PRESS
from draftkit.campaign.shown import drawn, plain_text
from draftkit.campaign.slides import deck
from draftkit.campaign.slides.fit import texts_of, unbroken
from draftkit.campaign.slides.parts import Image, Sheet
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.plugins import Plugin
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.writers.formats import FORMATS, Format, Workshop, Writer

_SHORT_FORMS = tuple(rule for rule in GATES if rule is not contact_incomplete)
"""What must be in order before short forms go out: posts, slides and scripts name no contact."""
_POSTER_WORDS = 220
BLEED_MM = 3.0
"""What is printed beyond the cut: the usual 3 mm of printers."""


def _slides(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.campaign.slides.write import write_slides

    return write_slides(bound, frame, workshop)


def _sheet(bleed: float = 0, several: bool = False, **how: Any) -> Any:
    """The writer of a sheet with so much beyond the cut; `how` it is drawn when it is no PDF, `several`: each side."""

    def write(bound: Bound, frame: Frame, workshop: Workshop) -> bytes | Mapping[str, bytes]:
        from draftkit.campaign.print.write import write_sheet

        pages = write_sheet(bound, frame, workshop, bleed, **how)
        return {f"trang-{number:02}.png": page for number, page in enumerate(pages, 1)} if several else pages[0]

    return write


def _ready(bound: Bound, workshop: Workshop) -> None:
    from draftkit.campaign.print.write import ready

    ready(bound, workshop)


def _spoken(bound: Bound) -> Bound:
    from draftkit.campaign.radio import worded

    return worded(bound)


def _footnotes(bound: Bound) -> Iterator[Fault]:
    for note in bound.notes:
        yield fault_at("DK-O012", note, "a footnote is not shown in this form: say it in the text")


def _read_in_passing(bound: Bound) -> Bound:
    words = len(bound.draft.source.text.split())
    said = msg("a poster is read in passing: about {words} words, {most} are a good limit")
    found = fault_at("DK-O042", Place(0), said, words=words, most=_POSTER_WORDS)
    return charted(bound).with_faults((found,) if words > _POSTER_WORDS else ())


def _decked(bound: Bound) -> Bound:
    """What is wrong with the slides: text that goes on, a picture nobody can hear about."""
    found: list[Fault] = []
    for slide in deck.slides(bound):
        if slide.moved:
            title = slide.title.removesuffix(deck.continued(bound))
            message = msg("“{title}”: too much for one slide; what follows stands on the next one", title=title)
            found.append(Fault("DK-O010", message, Place(slide.line)))
        if slide.title.endswith("…") and not slide.moved:
            text = msg("“{title}”: a title of more than {most} signs goes on in the text of its slide")
            found.append(fault_at("DK-O010", slide, text, title=slide.title, most=deck.LONGEST_TITLE))
        area = deck.HALF_TABLE if slide.layout == deck.COLUMNS else deck.TABLE_AREA
        text = msg("“{title}”: the table is too wide for a slide, words in it break: leave out columns or round")
        for thing in filter(None, (slide.left, slide.thing)):
            if isinstance(thing, Sheet) and not slide.moved and not unbroken(texts_of(thing.rows), area):
                found.append(fault_at("DK-O010", slide, text, title=slide.title))
            if isinstance(thing, Image) and not thing.alt.strip():
                message = msg("the picture has no alternative text: ![what it shows](file)")
                found.append(fault_at("DK-O011", thing, message))
    return charted(bound.with_faults((*found, *_footnotes(bound))))


_ISSUES = tuple(
    form._replace(write=issue.write_issue if form.name == "eml" else issue.addressed(form.name, drawn))
    for form in FORMATS
    if form.public or form.offered or form.pictured
    for drawn in (next((cast("Writer", one.write) for one in DRAWN if one.name == form.name), None),)
)
"""Our formats as an issue of a newsletter is written in them."""
PRINTED = (
    Format("pdf", "pdf", "PDF", _sheet(), ready=_ready),
    Format("png", "", "ảnh từng trang", _sheet(several=True, format="png", ppi=110.0), asked=True),
    Format("in", "in.pdf", "PDF cho nhà in", _sheet(BLEED_MM), asked=True),
)
DRAWN_PAGE = (
    PRINTED[0]._replace(asked=True),
    PRINTED[2],
    Format("svg", "svg", "hình vẽ", _sheet(format="svg"), ready=_ready),
    Format("png", "png", "hình", _sheet(format="png", ppi=200.0), ready=_ready),
)
"""A piece of one page that is a picture for the web before it is a sheet."""
_LISTS = {"thuatngu": lists.glossary, "tientrinh": lists.timeline}
_PAGE = PRESS._replace(rules=(*PRESS.rules, *rules_of("lists")), directives=_LISTS, worded=charted)
_POSTER = _PAGE._replace(rules=(*GATES, *CHART_RULES, *rules_of("poster")), worded=_read_in_passing)
_TOLD = next(form._replace(write=plain_text) for form in FORMATS if form.name == "txt")
_SHEET = (*_PAGE.formats, FORMATS[0]._replace(write=drawn("docx", sheet=True)), _TOLD, *PRINTED)
_SHORT = GATED._replace(rules=_SHORT_FORMS, reshape=with_approval)

PLUGIN = Plugin(
    behaviours={
        "leaflet": _PAGE._replace(
            rules=(*GATES, *CHART_RULES, *rules_of("leaflet"), *rules_of("lists")),
            worded=lambda bound: charted(bound).with_faults(leaflet.faults(bound)),
            formats=(*_SHEET, FORMATS[0]._replace(write=leaflet.write_leaflet)),
        ),
        "outreach": _PAGE,
        "newsletter": _PAGE._replace(
            reshape=issue.reshaped,
            gate=issue.gate_of_issue,
            worded=lambda bound: charted(issue.worded(bound)),
            formats=(*_ISSUES, CHARTS),
        ),
        "flyer": _PAGE._replace(formats=_SHEET),
        "poster": _POSTER._replace(formats=(*DRAWN, *DRAWN_PAGE, _TOLD, CHARTS)),
        "placard": _POSTER._replace(formats=_SHEET),
        "posts": _SHORT._replace(
            rules=(*_SHORT_FORMS, *rules_of("posts")),
            worded=posts.worded,
            formats=(Format("posts", "", "bài đăng", posts.several), _TOLD),
        ),
        "radio": _SHORT._replace(rules=(*_SHORT_FORMS, *rules_of("radio")), worded=_spoken),
        "slides": _SHORT._replace(
            rules=(*_SHORT_FORMS, *rules_of("slides"), *CHART_RULES),
            worded=_decked,
            formats=(Format("pptx", "pptx", "trình chiếu", _slides, layouts=("master",)),),
        ),
    }
)
