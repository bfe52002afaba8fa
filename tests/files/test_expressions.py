"""Expressions as compiled: what comes from the cache matches as what is compiled anew, and nothing else is believed."""

from __future__ import annotations

import marshal
import re
from pathlib import Path
from typing import Any

import pytest

from draftkit.files import expressions

compiler: Any = re._compiler  # type: ignore[attr-defined]
SOURCES: list[tuple[str | bytes, int]] = [
    (r"(?P<so>\d+)/(?P<nam>\d{4})(?:/(NĐ|TT)-\w+)?", re.IGNORECASE),
    (r"^\s*(Điều|Khoản)\s+(\d+[a-zđ]?)(?<=\d)", re.MULTILINE),
    (rb"<w:t(?: [^>]*)?>([^<]*)", 0),
    (r"(a|b)\1(?(1)c|d)[^\W\d_]", re.VERBOSE),
    *((rf"từ{number}", 0) for number in range(9)),
]
TEXT = "12/2026/NĐ-CP\nĐiều 5a\naac từ3 <w:t>x"


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiler, "compile", compiler.compile)
    monkeypatch.setattr(compiler, "_sre", compiler._sre)
    monkeypatch.setattr(expressions, "_made", {})


def _seen() -> list[object]:
    out: list[object] = []
    for source, flags in SOURCES:
        found = compiler.compile(source, flags)
        text = TEXT if isinstance(source, str) else TEXT.encode()
        out.append((found.pattern, found.flags, found.groups, dict(found.groupindex), found.findall(text)))
    return out


def test_from_the_cache_as_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anew, parse = _seen(), compiler._parser.parse
    expressions.begin(tmp_path)
    assert _seen() == anew
    expressions.keep(tmp_path)
    expressions.begin(tmp_path)
    monkeypatch.setattr(compiler._parser, "parse", lambda *_: pytest.fail("compiled once more"))
    assert _seen() == anew
    monkeypatch.setattr(compiler._parser, "parse", parse)
    assert compiler.compile(r"mới", 0).match("mới")


@pytest.mark.parametrize(
    ("source", "kept"), [("từ", False), ("|".join(f"từ số {number}" for number in range(60)), True)]
)
def test_one_alone_is_kept_where_it_is_long(tmp_path: Path, source: str, kept: bool) -> None:
    expressions.begin(tmp_path)
    compiler.compile(source, 0)
    expressions.keep(tmp_path)
    assert (tmp_path / expressions.NAME).is_file() == kept


@pytest.mark.parametrize("spoilt", ["empty", "cut", "other", "code"])
def test_what_is_spoilt_is_compiled_anew(tmp_path: Path, spoilt: str) -> None:
    anew = _seen()
    expressions.begin(tmp_path)
    _seen()
    expressions.keep(tmp_path)
    file = tmp_path / expressions.NAME
    data = file.read_bytes()
    wrong = {key: (flags, b"\1\2\3\4" * 4, *rest) for key, (flags, _, *rest) in marshal.loads(data).items()}
    file.write_bytes(
        {"empty": b"", "cut": data[: len(data) // 2], "other": marshal.dumps([1]), "code": marshal.dumps(wrong)}[spoilt]
    )
    expressions.begin(tmp_path)
    assert _seen() == anew


def test_without_a_cache_nothing_changes() -> None:
    before = compiler.compile
    expressions.begin(None)
    assert compiler.compile is before


def test_what_another_thread_compiles_meanwhile_is_not_kept_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = compiler.compile

    def interrupted(source: str | bytes, flags: int = 0) -> re.Pattern[Any]:
        made: re.Pattern[Any] = real(source, flags)
        real("của luồng khác", 0)
        return made

    monkeypatch.setattr(compiler, "compile", interrupted)
    expressions.begin(tmp_path)
    anew = _seen()
    expressions.keep(tmp_path)
    expressions.begin(tmp_path)
    assert _seen() == anew
