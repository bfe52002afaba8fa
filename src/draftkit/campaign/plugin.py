"""What this package brings."""

from __future__ import annotations

from draftkit.campaign.release import reshape
from draftkit.kinds.plugin import Behaviour, Plugin

PLUGIN = Plugin(behaviours={"press": Behaviour(reshape=reshape)})
