"""YAML that is kept: what comes from the cache is what is read anew, and nothing else is believed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from draftkit import plugins
from draftkit.errors import ConfigError
from draftkit.files import parsed
from draftkit.files.cache import table
from draftkit.kinds import identity
from draftkit.readers import yaml_text
from draftkit.readers.yaml_text import load, parse

TEXTS = (
    "a: 1\nb: [1.50, 0.00005, true, ~, '01', 2026-11-05]\nTên gọi: {x: {y: [a, {z: 1}]}}\n",
    "",
    "- một\n- hai\n",
    "1.0",
    "a: &x [1, 2]\nb: *x\n",
    "a: 1\na: 2\n",
    "a: Phòng #2\n",
    "gia_tri:\n  Tên: |\n    hai\n    dòng\n",
)


def _loaded(text: str) -> str:
    try:
        return repr(load(text, "x.yaml"))
    except ConfigError as error:
        return str(error)


def _all() -> list[object]:
    read = [parse(text, "x.yaml", first, folded) for text in TEXTS for first, folded in ((1, False), (3, True))]
    first = load(TEXTS[0], "x")["b"][0]  # type: ignore[index,call-overload]
    return [*read, [_loaded(text) for text in TEXTS], [str(first)]]


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, empty in (("_known", {}), ("_made", {}), ("_begun", [])):
        monkeypatch.setattr(parsed, name, empty)


def _begin(folder: Path) -> None:
    parsed._known.clear()
    parsed.begin(folder)


def test_from_the_cache_as_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anew = _all()
    assert not parsed._made  # a library keeps nothing
    _begin(tmp_path)
    assert _all() == anew
    parsed.keep(tmp_path)
    _begin(tmp_path)
    read: set[str] = set()
    real = yaml_text._Reader

    def reader(name: str, first_line: int, folded: bool, text: str) -> Any:
        read.add(text)
        return real(name, first_line, folded, text)

    monkeypatch.setattr(yaml_text, "_Reader", reader)
    assert _all() == anew
    assert read == {TEXTS[5], TEXTS[6]}  # faults are told anew
    load(TEXTS[0], "x")["a"] = 5  # type: ignore[index,call-overload]
    assert _all() == anew


@pytest.mark.parametrize("spoilt", [b"", b"i\1\0\0\0", b"spoilt", None])
def test_what_is_spoilt_is_read_anew(tmp_path: Path, spoilt: bytes | None) -> None:
    anew = _all()
    _begin(tmp_path)
    _all()
    parsed.keep(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-9] if spoilt is None else spoilt)
    _begin(tmp_path)
    assert _all() == anew


def test_long_texts_and_too_many_are_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _begin(tmp_path)
    load("a: " + "x" * 100_000, "x")
    assert not parsed._made
    monkeypatch.setattr(parsed, "_MOST", (50, 50))
    for number in range(9):
        load(f"a: [{number}, {'1, ' * 9}1]", "x")
        parsed.keep(tmp_path)
    (file,) = tmp_path.iterdir()
    assert len(table(file)) == 1
    monkeypatch.setattr(parsed, "_MOST", (1000, 50))
    for number in range(90):
        load(f"a: [{number}, {'1, ' * 9}1]", "x")
    parsed.keep(tmp_path)
    assert 1 < len(table(file)) < 20
    monkeypatch.setattr("os.geteuid", lambda: 99)  # somebody else's
    assert not table(file)


def test_another_version_keeps_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _begin(tmp_path)
    note: Any = parsed.note
    note([1], "a")
    parsed.keep(tmp_path)
    monkeypatch.setattr(parsed, "VERSION", "99")
    _begin(tmp_path)
    assert parsed.recall("a") is None


def test_a_mark_is_drawn_once_for_all_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def marks() -> list[bytes]:
        identity._drawn.cache_clear()
        identity._plated.cache_clear()
        dark = identity.Identity(colours={**identity.COLOURS, "dam": "#000000"})
        light = identity.Identity(colours={**identity.COLOURS, "dam": "#4E9442"})  # most of the mark is of it
        return [one.mark_on_dark().data for one in (dark, light)] + [dark.mark_picture().data]

    anew = marks()
    assert len({*anew}) == 2
    _begin(tmp_path)
    marks()
    parsed.keep(tmp_path)
    _begin(tmp_path)
    monkeypatch.setattr(identity, "_png", None)
    monkeypatch.setattr(identity, "_plate", None)
    assert marks() == anew


def test_a_package_that_comes_later_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))

    def declared() -> list[str]:
        plugins._declared.cache_clear()
        return [name for name, *_ in plugins._declared(plugins.GROUP, tuple(sys.path))]

    _begin(tmp_path / "cache")
    ours = declared()
    assert "press" in ours
    parsed.keep(tmp_path / "cache")
    _begin(tmp_path / "cache")
    with monkeypatch.context() as kept:
        kept.setattr(plugins, "_entries", None)
        assert declared() == ours
    info = site / "khac-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: khac\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[draftkit.kinds]\nkhac = khac:plugin\n", encoding="utf-8")
    assert declared() == sorted([*ours, "khac"])
    plugins._declared.cache_clear()
