"""Rules whose faults are noted while a draft is read and bound, and while papers of a project are held together."""

from pathlib import Path

from draftkit.checks.rule import noted_rules

NOTED = noted_rules(Path(__file__).with_name("noted.txt"))
_BY_ID = {rule.id: rule for rule in NOTED}
MISSING, DECOMPOSED, UNUSED = _BY_ID["DK-H002"], _BY_ID["DK-F002"], _BY_ID["DK-K001"]
