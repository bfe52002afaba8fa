"""The code of a template is kept for the next run, and does there what it does when it is made."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError

from draftkit.files import parsed
from draftkit.model.kept import Kept
from draftkit.writers import sandbox
from draftkit.writers.sandbox import Sandbox, SpentError

LOOP = "{% for one in many %}{{ one }}{% endfor %}"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are read from here on, each environment being one of a run of its own."""
    for name, empty in (("_known", {}), ("_made", {}), ("_begun", [True])):
        monkeypatch.setattr(parsed, name, empty)
    monkeypatch.setattr(sandbox, "_COMPILED", Kept(0))
    monkeypatch.setattr(sandbox, "_STEPS", 20_000)
    found: list[str] = []
    real = Sandbox._parse

    def noted(self: Sandbox, source: str, *rest: Any) -> Any:
        found.append(source)
        return real(self, source, *rest)

    monkeypatch.setattr(Sandbox, "_parse", noted)
    return found


def test_code_that_is_kept_prints_the_same(read: list[str]) -> None:
    pages = [Sandbox().from_string(f"{LOOP}{{{{ name }}}}").render(name="<a>", many="bc") for _ in range(2)]
    assert pages == ["bc&lt;a&gt;"] * 2
    assert len(read) == 1, "and is made once"
    assert Sandbox(autoescape=False).from_string(f"{LOOP}{{{{ name }}}}").render(name="<a>", many="") == "<a>"
    assert len(read) == 2, "read in another way it is another"


@pytest.mark.parametrize(
    ("template", "given", "error"),
    [("{% if many %}{{ other }}{% endif %}", {"many": ""}, UndefinedError), (LOOP, {"many": range(10**8)}, SpentError)],
    ids=["nobody fills it", "it never ends"],
)
def test_code_that_is_kept_is_refused_the_same(
    template: str, given: dict[str, Any], error: type[Exception], read: list[str]
) -> None:
    for _ in range(2):
        with pytest.raises(error):
            Sandbox().from_string(template).render(**given)
    assert read == [template]
