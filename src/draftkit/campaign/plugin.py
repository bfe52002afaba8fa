"""What this package brings."""

from __future__ import annotations

from draftkit.campaign import shown
from draftkit.campaign.charts import charted
from draftkit.campaign.early import framing, given_away, held_until, held_up, instants
from draftkit.campaign.gates import GATES, gate, kept_back, rules_of, standing
from draftkit.campaign.language import LANGUAGE
from draftkit.campaign.release import reshape, worded
from draftkit.plugins import Behaviour, Plugin
from draftkit.writers.formats import FORMATS, Format

DRAWN = tuple(
    form._replace(write=shown.drawn(form.name)) for form in FORMATS if form.pictured and form.name != shown.EXCHANGED
)
"""Our formats that show pictures, with the charts drawn."""
CHARTS = Format("bieu-do", "", "biểu đồ", shown.charts)
CHART_RULES = rules_of("charts")
WAITING = Behaviour(framing=framing, gate=held_up, waits=instants, standing=held_until)
"""What all has that names what must wait, whatever its kind."""
GATED = WAITING._replace(
    compared=True, gate=gate, given_away=given_away, standing=standing, kept_back=kept_back, lends=WAITING
)
"""What all that goes out to the public has: the time it waits for, and an approval."""
PRESS = GATED._replace(
    rules=(*GATES, *LANGUAGE, *CHART_RULES),
    reshape=reshape,
    worded=lambda bound: charted(worded(bound)),
    formats=(*DRAWN, CHARTS),
)
PLUGIN = Plugin(behaviours={"press": PRESS})
