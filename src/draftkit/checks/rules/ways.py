"""How drafts say what rules look for: the expressions of `ways.txt`, by module and name."""

from pathlib import Path

from draftkit.law.acts import ACTS, ATTACHED
from draftkit.model.numeral import SPELT
from draftkit.text.pattern import UPPER, Ways

ways = Ways(Path(__file__).with_suffix(".txt"), {"ACTS": ACTS, "ATTACHED": ATTACHED, "SPELT": SPELT, "UPPER": UPPER})
