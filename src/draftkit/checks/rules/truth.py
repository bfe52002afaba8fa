"""Rules on what a text for the public or a paper of a dossier says by hand. What they note is found with the facts of
the project at hand (`checks.truth`)."""

from __future__ import annotations

from draftkit.checks.rule import noted
from draftkit.checks.sources import practice
from draftkit.model.finding import Severity

_SET = "values"
_ONE = practice("một con số, một nguồn")

FIGURE = noted("DK-V003", "Figure unlike the facts", Severity.WARNING, _ONE, _SET)(
    "A share, a duration, a count, a year or a date is typed, and facts.yaml or the document that is named says "
    "otherwise of the same subject. Write {{ name }} and it cannot differ."
)
ACT = noted("DK-V004", "Act cited unlike references.yaml", Severity.WARNING, _ONE, _SET)(
    "The number, the day, the type, the name or the body of an act is another than in references.yaml. Write its label."
)
DOCUMENT = noted("DK-V005", "Document of the project told otherwise", Severity.WARNING, _ONE, _SET)(
    "A provision that the document does not have, a quotation it does not say, another number of chương and điều, "
    "another round, another day of effect. Name its label or its values."
)
NAME = noted("DK-V006", "Name almost like a known one", Severity.WARNING, practice("một cơ quan, một tên"), _SET)(
    "A body or a person is called almost as in organisations.yaml or facts.yaml, or a person by another post."
)
