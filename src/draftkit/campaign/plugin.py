"""What this package brings."""

from __future__ import annotations

from draftkit.campaign.gates import GATES, framing, gate, standing
from draftkit.campaign.language import LANGUAGE
from draftkit.campaign.release import reshape, worded
from draftkit.plugins import Behaviour, Plugin

PRESS = Behaviour(
    compared=True,
    rules=(*GATES, *LANGUAGE),
    reshape=reshape,
    framing=framing,
    gate=gate,
    standing=standing,
    worded=worded,
)
PLUGIN = Plugin(behaviours={"press": PRESS})
