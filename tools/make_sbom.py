"""Write what an installation of draftkit consists of, as a CycloneDX 1.5 list: each package with version and licence,
and what lies inside those with compiled code, by their files and by docs/en/third-party.md. No clock, no network.

    python tools/make_sbom.py dist/draftkit-vn.cdx.json"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NAME = "draftkit-vn"
_LIBRARY = re.compile(r"([^/]+\.libs/[^/]+|[^/]+\.(?:so|pyd|dylib|dll|exe))(?:\.[\d.]+)?$")


def bill() -> dict[str, Any]:
    """The list, of the packages as they are installed here."""
    told = _told()
    found = {item.metadata["Name"].lower(): item for item in _closure(NAME)}
    ours = found.pop(NAME)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(ours, told)},
        "components": [_component(item, told) for _, item in sorted(found.items())],
    }


def _told() -> dict[str, tuple[str, str]]:
    """Licence and contents by package, as the page has them."""
    text = (ROOT / "docs/en/third-party.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \| [^|]* \|([^|]*)\|", text, re.MULTILINE)
    return {name.lower(): (licence.strip(), inside.strip()) for name, licence, inside in rows}


def _closure(name: str) -> list[Distribution]:
    """A package and all it needs, extras aside."""
    seen: dict[str, Distribution] = {}
    wanted = [name]
    while wanted:
        one = re.sub(r"[-_.]+", "-", wanted.pop()).lower()
        if one in seen:
            continue
        try:
            seen[one] = distribution(one)
        except PackageNotFoundError:
            continue  # meant for another system, by its marker
        wanted += [re.split(r"[\s;<>=!~\[(]", need)[0] for need in seen[one].requires or () if "extra ==" not in need]
    return list(seen.values())


def _component(item: Distribution, told: dict[str, tuple[str, str]]) -> dict[str, Any]:
    name, version = item.metadata["Name"], item.version
    licence, inside = told.get(name.lower(), ("", ""))
    said = item.metadata.get("License-Expression") or (item.metadata.get("License") or "").split("\n")[0]
    classed = [text.rpartition(" :: ")[2] for text in item.metadata.get_all("Classifier") or () if "License" in text]
    compiled = sorted({match[1] for file in item.files or () if (match := _LIBRARY.search(file.as_posix()))})
    properties = [{"name": "draftkit:inside", "value": inside}] if inside else []
    properties += [{"name": "draftkit:compiled", "value": file} for file in compiled]
    found = licence or said or ", ".join(classed) or "unknown"
    out = {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}"}
    return out | {"licenses": [{"license": {"name": found}}]} | ({"properties": properties} if properties else {})


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(bill(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
