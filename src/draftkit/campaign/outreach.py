"""The behaviours of outreach kinds: the same door that other packages use. What is heavy to import is imported by the writers that need it."""

from __future__ import annotations

from draftkit.campaign import radio
from draftkit.campaign.outreach_rules import RADIO_RULES
from draftkit.kinds.plugin import Behaviour, Plugin

PLUGIN = Plugin(behaviours={
    "radio": Behaviour(rules=RADIO_RULES, worded=radio.worded),
})  # fmt: skip
