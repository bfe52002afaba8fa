"""What is installed beside draftkit is listed with its licence, and none came in unseen."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COPYLEFT = {"docxtpl"}
"""Packages under a licence that asks something of those who pass them on; named in NOTICE."""


def wanted() -> list[str]:
    """Names of all packages draftkit asks for, those for its developers aside."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (items for name, items in project["optional-dependencies"].items() if name not in ("dev", "docs", "bench"))
    found = (re.match(r"[\w.-]+", item) for items in (project["dependencies"], *extras) for item in items)
    return sorted({match[0].lower() for match in found if match})


def listed() -> dict[str, str]:
    """Licences by package, as the page has them."""
    rows = re.findall(
        r"^\| ([\w.-]+) \| ([^|]+) \|", (ROOT / "docs/en/third-party.md").read_text(encoding="utf-8"), re.M
    )
    return {name: licence for name, licence in rows if name not in ("Package", "---")}


def test_the_page_lists_what_is_asked_for_and_nothing_else() -> None:
    assert sorted(listed()) == wanted()


@pytest.mark.parametrize("name", wanted())
def test_the_licence_of_a_package_is_the_one_listed(name: str) -> None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.fail(f"{name} is not installed: make test installs it")
    whole = [*about.get_all("License-Expression", []), *about.get_all("License", []), *about.get_all("Classifier", [])]
    said = " ".join(text.splitlines()[0] for text in whole if text)
    if "GPL" in said:
        assert name in COPYLEFT
        assert "GPL" in listed()[name]
        assert name in (ROOT / "NOTICE").read_text(encoding="utf-8")
    else:
        assert "GPL" not in listed()[name]
    family = re.match(r"MIT|BSD|Apache|LGPL|PSF|MPL|SIL", listed()[name])
    assert family
    tells = re.search(r"MIT|BSD|Apache|L?GPL|PSF|Python Software|MPL|HPND", said)
    assert tells is None or family[0].startswith(tells[0][:3]) or tells[0].startswith("Python")


def test_data_of_others_bears_its_licence() -> None:
    """What was copied says from where and under what licence, beside it and in NOTICE; the wheel has none of it."""
    data = ROOT / "content/_shared/hs/ahtn2022-trich.csv"
    said = data.with_name(data.name + ".license").read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: CC-BY-SA-4.0" in said
    assert "SPDX-FileCopyrightText: " in said
    assert data.relative_to(ROOT).as_posix() in (ROOT / "NOTICE").read_text(encoding="utf-8")
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert not any(name.startswith("content") for name in build["wheel"]["force-include"])
