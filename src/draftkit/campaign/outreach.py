"""The behaviours of outreach kinds: the same door that other packages use. What is heavy to import is imported by the writers that need it."""

from __future__ import annotations

from draftkit.campaign import charts, posts, radio
from draftkit.campaign.outreach_rules import CHART_RULES, POST_RULES, RADIO_RULES, SLIDE_RULES
from draftkit.campaign.slides import deck
from draftkit.kinds.plugin import Behaviour, Plugin, Workshop
from draftkit.model.finding import Fault
from draftkit.model.message import msg
from draftkit.model.place import Place
from draftkit.resolve.bind import Bound
from draftkit.resolve.frame import Frame


def _slides(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    from draftkit.campaign.slides.write import write_slides

    return write_slides(bound, frame, workshop)


def _charted(bound: Bound) -> Bound:
    return bound._replace(faults=(*bound.faults, *charts.faults(bound)))


def _decked(bound: Bound) -> Bound:
    """What is wrong with the slides: text that goes on, a picture nobody can hear about."""
    found: list[Fault] = []
    for slide in deck.slides(bound):
        if slide.moved:
            found.append(Fault("DK-O010", msg("“{title}”: too much for one slide; what follows stands on the next one", title=slide.title.removesuffix(deck.CONTINUED)), Place(slide.line)))
        if isinstance(slide.thing, deck.Image) and not slide.thing.alt.strip():
            found.append(Fault("DK-O011", msg("the picture has no alternative text: ![what it shows](file)"), Place(slide.thing.line)))
    return _charted(bound._replace(faults=(*bound.faults, *found)))


PLUGIN = Plugin(behaviours={
    "posts": Behaviour(rules=POST_RULES, worded=posts.worded, several={"posts": posts.several}),
    "radio": Behaviour(rules=RADIO_RULES, worded=radio.worded),
    "slides": Behaviour(rules=(*SLIDE_RULES, *CHART_RULES), worded=_decked, writers={"pptx": _slides}),
})  # fmt: skip
