"""Every page stands in Vietnamese and in English, and the two say the same: as many headings, passages set apart, rows,
items and pictures, in the same order. What they share is a number, and it is 100 %."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from draftkit.library import project
from draftkit.site import settings

from .pages import DOCS, ROOT, snippets

NAMES = sorted({path.name for language in ("vi", "en") for path in (DOCS / language).glob("*.md")})
PAIRS = [(DOCS / "vi" / name, DOCS / "en" / name) for name in NAMES]
READMES = (ROOT / "README.vi.md", ROOT / "README.md")
_FENCED = re.compile(r"^ *(`{3,})[^\n]*\n.*?^ *\1[ \t]*$", re.S | re.M)
_SHAPES = (
    ("heading", re.compile(r"(#+) ")),
    ("row", re.compile(r"(\|)")),
    ("item", re.compile(r"(\*|\d+\.) ")),
    ("picture", re.compile(r"!\[[^\]]*\]\(([^)\s]+)")),
    ("code", re.compile(r"\x00(\d+)")),
)


def shape(page: Path) -> list[str]:
    """What a page is made of, in order; running text apart, whose length is a matter of the language."""
    if not page.is_file():
        return []
    text = _FENCED.sub("\n\x000\n", page.read_text(encoding="utf-8"))
    return [
        f"{name} {match[1]}"
        for line in text.splitlines()
        for name, pattern in _SHAPES
        if (match := pattern.match(line))
    ]


def parity(pairs: list[tuple[Path, Path]]) -> tuple[int, list[str]]:
    """Of all that the pairs are made of, how many per cent stand in both; and where they part."""
    total = both = 0
    parted = []
    for one, other in pairs:
        left, right = shape(one), shape(other)
        same = next(
            (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
        )
        total += max(len(left), len(right))
        both += same
        if same < max(len(left), len(right)):
            what = [part[same] if same < len(part) else "nothing" for part in (left, right)]
            parted.append(f"{one.name}: thing {same + 1} is {what[0]} in Vietnamese, {what[1]} in English")
    return 100 * both // total, parted


def test_all_pages_stand_in_both_languages_and_say_the_same() -> None:
    per_cent, parted = parity([*PAIRS, READMES])
    assert parted == [], f"parity {per_cent} %"
    assert per_cent == 100


def test_a_missing_section_is_seen(tmp_path: Path) -> None:
    """The measure measures: a page without its last section shares less."""
    one, other = tmp_path / "vi.md", tmp_path / "en.md"
    one.write_text("# Một\n\n* mục\n\n## Hai\n", encoding="utf-8")
    other.write_text("# One\n\n* item\n", encoding="utf-8")
    assert parity([(one, other)]) == (66, ["vi.md: thing 3 is heading ## in Vietnamese, nothing in English"])


def bare(text: str) -> str:
    """A passage without its notes and Vietnamese stand-ins, which each language has of its own."""
    lines = (re.sub(r"(^| +)(#|--) .*$", "", line) for line in text.splitlines())
    return "\n".join(line.rstrip() for line in lines)


SAME = ("sh", "console", "bash", "yaml", "markdown", "python", "toml", "lua", "lisp", "json")


@pytest.mark.parametrize("name", NAMES)
def test_passages_set_apart_are_the_same(name: str) -> None:
    vietnamese, english = (
        [bare(item.text) for item in snippets(DOCS / language / name) if item.language in SAME]
        for language in ("vi", "en")
    )
    assert vietnamese == english


def test_each_page_is_in_the_table_of_contents() -> None:
    for language in ("vi", "en"):
        listed = set(re.findall(r"^([\w/-]+)$", (DOCS / language / "index.md").read_text(encoding="utf-8"), re.M))
        assert {name.removesuffix(".md") for name in NAMES} - listed == {"index"}


def test_the_page_on_settings_names_every_key() -> None:
    page = (DOCS / "vi/settings.md").read_text(encoding="utf-8")
    known = (*project._KEYS, *project.DATA_KEYS, project.CHECK_KEY, *settings._KEYS)
    assert [key for key in known if f"`{key}`" not in page] == []


def test_targets_of_make_have_a_twin_without_make() -> None:
    """Who has no make finds the command; the help of make speaks both languages."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    helped = dict(re.findall(r"^([a-z-]+):.*?## .+? ## (.+)$", makefile, re.M))
    assert set(helped) == set(re.findall(r"^([a-z-]+):.*?## ", makefile, re.M))
    twins = re.findall(r"^\| `make ([a-z-]+)` \| `draftkit", (DOCS / "vi/install.md").read_text(encoding="utf-8"), re.M)
    assert set(twins) <= set(helped)
    called = set(re.findall(r"^([a-z-]+):.*\n(?:\t.*\n)*?\t@\$\(BIN\)/draftkit ", makefile, re.M))
    assert called - set(twins) <= {"consolidated"}  # of the samples only
