"""`set_home.py https://HOST/OWNER/NAME`: where this repository is published, put into every place that names it. Run
once, before the first release; packing a release stops where it was forgotten."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACES = ("pyproject.toml", "ci/gitlab.yml", "docs/vi/ci.md", "docs/en/ci.md")
_HOME = re.compile(r"https://([\w.-]+)/([\w./-]+)/([\w.-]+?)(?:\.git)?/?")


def set_home(root: Path, address: str) -> list[str]:
    """The places that were changed. Raises ValueError for what is no address of a repository."""
    found = _HOME.fullmatch(address)
    if not found:
        raise ValueError(f"{address}: not the address of a repository, such as https://github.com/OWNER/draftkit")
    host, owner, name = found.groups()
    home = f"https://{host}/{owner}/{name}"
    changes = {
        "https://OWNER.github.io/draftkit": f"https://{owner}.github.io/{name}" if host == "github.com" else home,
        "https://github.com/OWNER/draftkit": home,
        "https://gitlab.example.vn/OWNER/draftkit": home,
        "OWNER/draftkit@": f"{owner}/{name}@",
    }
    changed = []
    for place in PLACES:
        path = root / place
        text = old = path.read_text(encoding="utf-8")
        for before, after in changes.items():
            text = text.replace(before, after)
        if text != old:
            path.write_text(text, encoding="utf-8")
            changed.append(place)
    return changed


if __name__ == "__main__":
    try:
        print("\n".join(set_home(ROOT, sys.argv[1] if len(sys.argv) > 1 else "")))
    except ValueError as error:
        sys.exit(str(error))
