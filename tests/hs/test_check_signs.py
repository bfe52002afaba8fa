"""How many slips each check character finds: the figures that docs/en/hs.md states."""

from __future__ import annotations

import random

import pytest

from draftkit.hs.identity import CHECKS
from tests.conftest import CHECKOUT

SLIPS = 6000


def measured(name: str) -> tuple[float, ...]:
    """Shares of slips found: one sign, neighbours swapped, swapped over one, two signs."""
    signs, check = CHECKS[name]
    rng = random.Random(7064)
    found, made = [0] * 4, [0] * 4
    for _ in range(SLIPS):
        body = "".join(rng.choice(signs) for _ in range(6))
        sign = check(body)
        one, two = rng.sample(range(6), 2)
        near, over = rng.randrange(5), rng.randrange(4)
        other = {at: rng.choice(signs.replace(body[at], "")) for at in (one, two)}
        slips = (
            _with(body, {one: other[one]}),
            _with(body, {near: body[near + 1], near + 1: body[near]}),
            _with(body, {over: body[over + 2], over + 2: body[over]}),
            _with(body, other),
        )
        for at, slip in enumerate(slips):
            if slip != body:
                made[at] += 1
                found[at] += check(slip) != sign
    return tuple(round(100 * a / b, 1) for a, b in zip(found, made, strict=True))


def _with(body: str, signs: dict[int, str]) -> str:
    return "".join(signs.get(at, sign) for at, sign in enumerate(body))


@pytest.mark.parametrize("name", ["mod-11-10", "mod-37-2", "mod-37-36", "luhn"])
def test_the_figures_of_the_documentation(name: str) -> None:
    row = next(
        line for line in (CHECKOUT / "docs/en/hs.md").read_text(encoding="utf-8").split("\n") if f"| `{name}`" in line
    )
    stated = [float(cell.strip(" %")) for cell in row.strip("| ").split("|")[1:]]
    assert stated == list(measured(name)), measured(name)
