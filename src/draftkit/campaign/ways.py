"""How texts for the public say what is looked for in them: the expressions of `ways.txt`, by module and name."""

from pathlib import Path

from draftkit.law.dates import DAY
from draftkit.model.numeral import SPELT
from draftkit.text.figures import ENGLISH, GROUPED, SCALES
from draftkit.text.pattern import LOWER, UPPER, Ways

_KNOWN = {"DAY": DAY, "SPELT": SPELT, "ENGLISH": ENGLISH, "GROUPED": GROUPED, "LOWER": LOWER, "UPPER": UPPER}
ways = Ways(Path(__file__).with_suffix(".txt"), {**_KNOWN, "SCALES": "|".join(SCALES)})
