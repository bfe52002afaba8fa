"""How acts say what they say, as it is looked for: the expressions of `ways.txt`, by module and name."""

from pathlib import Path

from draftkit.law.acts import ACTS, ATTACHED, ENDED, LAWS, RULING, SYMBOL
from draftkit.law.dates import DAY
from draftkit.law.units import INSTRUCTED
from draftkit.model.numeral import ordinal, spell
from draftkit.text.pattern import LOWER, UPPER, Ways

WORDS = {"đầu tiên": 1} | {said(number): number for number in range(1, 100) for said in (spell, ordinal)}
NUMBER = rf"(?:(?:thứ|số)\s+)?(?:{'|'.join(sorted(WORDS, key=len, reverse=True))}|\d+|\(\d+\))(?!\w)"
_KNOWN = {"ACTS": ACTS, "ATTACHED": ATTACHED, "ENDED": ENDED, "LAWS": LAWS, "RULING": RULING, "SYMBOL": SYMBOL}
_KNOWN |= {"DAY": DAY, "INSTRUCTED": INSTRUCTED, "LOWER": LOWER, "UPPER": UPPER}
_KNOWN |= {"RULING_SMALL": RULING.lower(), "LAWS_SMALL": LAWS.lower(), "NUMBER": NUMBER}
ways = Ways(Path(__file__).with_suffix(".txt"), _KNOWN)
