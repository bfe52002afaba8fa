"""What is said of a duty beside a provision: of several ways to say otherwise the first is told, in every run."""

from __future__ import annotations

import pytest

from draftkit.checks.truth import duties

FREE, SPARED = "việc đăng ký nhãn là tự nguyện", "tổ chức, cá nhân không phải nộp phí"


@pytest.mark.parametrize(("says", "told"), [((FREE, SPARED), "tự nguyện"), ((SPARED, FREE), "không phải nộp")])
def test_the_first_way_to_say_otherwise_is_told_whatever_the_order_of_sets(says: tuple[str, str], told: str) -> None:
    found = duties.unlike("Tổ chức, cá nhân phải đăng ký nhãn.", "; ".join(says), 0.95)
    assert [(said[0], own[0]) for said, own in found] == [("phải", told)]
