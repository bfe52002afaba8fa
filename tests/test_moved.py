"""Names that users of the library may have in their code work for one release, with a warning that names the new
place."""

from __future__ import annotations

from importlib import import_module

import pytest


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("draftkit.pipeline", "draftkit.library.session", "Session"),
        ("draftkit.project", "draftkit.library.project", "open_project"),
        ("draftkit.kinds.plugin", "draftkit.plugins", "Plugin"),
    ],
)
def test_an_old_name_gives_the_new_thing_and_says_so(old: str, new: str, name: str) -> None:
    with pytest.warns(DeprecationWarning, match=new):
        found = getattr(import_module(old), name)
    assert found is getattr(import_module(new), name)
    with pytest.raises(AttributeError, match="nothing_of_the_sort"):
        _ = import_module(old).nothing_of_the_sort
