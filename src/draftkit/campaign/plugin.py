"""What this package brings."""

from __future__ import annotations

from draftkit.campaign import shown
from draftkit.campaign.charts import faults
from draftkit.campaign.gates import GATES, framing, gate, instants, rules_of, standing
from draftkit.campaign.language import LANGUAGE
from draftkit.campaign.release import reshape, worded
from draftkit.plugins import Behaviour, Plugin
from draftkit.resolve.bound import Bound
from draftkit.writers.formats import FORMATS, Format

DRAWN = tuple(
    form._replace(write=shown.drawn(form.name)) for form in FORMATS if form.pictured and form.name != shown.EXCHANGED
)
"""Our formats that show pictures, with the charts drawn."""
CHARTS = Format("bieu-do", "", "biểu đồ", shown.charts)
CHART_RULES = rules_of("charts")


def _worded(bound: Bound) -> Bound:
    made = worded(bound)
    return made._replace(faults=(*made.faults, *faults(made)))


PRESS = Behaviour(
    compared=True,
    rules=(*GATES, *LANGUAGE, *CHART_RULES),
    reshape=reshape,
    framing=framing,
    gate=gate,
    waits=instants,
    standing=standing,
    worded=_worded,
    formats=(*DRAWN, CHARTS),
)
PLUGIN = Plugin(behaviours={"press": PRESS})
