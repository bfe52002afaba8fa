"""Days of acts in references.yaml."""

from __future__ import annotations

import pytest

from draftkit.errors import ConfigError
from draftkit.model.meta import Data
from draftkit.readers.shared import read_act

_ACT = {"loai": "Luật", "ten": "Thủy sản", "so": "18/2017/QH14"}


@pytest.mark.parametrize("wrong", [{"ngay": "29-02-2023"}, {"hieu_luc": "2023-02-30"}, {"hieu_luc": {"den": "mai"}}])
def test_a_day_that_is_none_is_refused(wrong: dict[str, Data]) -> None:
    with pytest.raises(ConfigError, match="must be a date"):
        read_act("l", {**_ACT, **wrong}, "references.yaml")


def test_a_plain_day_and_a_plain_number_are_read() -> None:
    act = read_act("l", {**_ACT, "hieu_luc": "2019-01-01", "sua_doi": ["16/2023/QH15"]}, "references.yaml")
    assert (act.in_force_from, [(one.type, one.number) for one in act.amended_by]) == (
        "2019-01-01",
        [("Luật", "16/2023/QH15")],
    )
