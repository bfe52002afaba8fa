"""Named tuples of ours are those of the standard library, made faster."""

from __future__ import annotations

import copy
import pickle
from collections import namedtuple
from collections.abc import Callable
from typing import Any

import pytest

from draftkit.model.named import NamedTuple


class Ours(NamedTuple):
    """What it is."""

    first: int
    second: str = "hai"
    third: tuple[int, ...] = ()
    """What the last one is."""

    @property
    def next(self) -> int:
        """A call of its own."""
        return self.first + 1


Theirs = namedtuple("Theirs", ("first", "second", "third"), defaults=("hai", ()))

ASKED: tuple[Callable[[Any], object], ...] = (
    lambda made: made(1),
    lambda made: made(1, third=(2,)),
    lambda made: made(1)._replace(second="ba"),
    lambda made: made(1)._asdict(),
    lambda made: made._make([1, 2, 3]),
    lambda made: {made(1): hash(made(1))},
    lambda made: [*made(1), made(1)[-1], made(1).third],
    lambda made: (made._fields, made._field_defaults, made.__match_args__),
    lambda made: (copy.copy(made(1)), copy.deepcopy(made(1)), copy.copy(made(1)) == (1, "hai", ())),
    lambda made: made(),
    lambda made: made(1, 2, 3, 4),
    lambda made: made(1, fourth=4),
    lambda made: made(1)._replace(fourth=4),
    lambda made: made._make([1]),
    lambda made: setattr(made(1), "first", 2),
    lambda made: setattr(made(1), "other", 2),
)


@pytest.mark.parametrize("ask", ASKED)
def test_as_those_of_the_standard_library(ask: Callable[[Any], object]) -> None:
    def answer(made: Any) -> str:
        try:
            return repr(ask(made)).replace("Theirs", "Ours")
        except (TypeError, ValueError, AttributeError) as error:
            said = f"{type(error).__name__}: {error}".replace("Theirs", "Ours")
            return said.replace("TypeError: Got unexpected", "ValueError: Got unexpected")  # so from Python 3.13 on

    assert answer(Ours) == answer(Theirs)


def test_they_travel_and_keep_what_is_theirs() -> None:
    assert pickle.loads(pickle.dumps(Ours(4))) == Ours(4)
    assert (Ours(4).next, Ours.__doc__, Ours.__module__) == (5, "What it is.", __name__)
    assert repr(Ours(4)) == "Ours(first=4, second='hai', third=())"
