"""The browser that tests share is for each of them as if it had just been started."""

from __future__ import annotations

from pathlib import Path

from tests.site.browser import browser

LOOK = (
    "return [localStorage.kept ?? null, sessionStorage.kept ?? null, document.hasFocus(),"
    " matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(prefers-reduced-motion)').matches]"
)


def test_nothing_is_kept_for_the_next_who_uses_it(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<!doctype html><title>A</title><p>Một</p>", encoding="utf-8")
    for _ in range(2):
        with browser() as window:
            window.show(page, 800)
            assert window.run(LOOK) == [None, None, True, False, True]
            window.prefer("dark", "no-preference")
            window.run("localStorage.kept = sessionStorage.kept = 'a'; onbeforeunload = () => 'a'")
            window.click(10, 10)
            assert window.run(LOOK) == ["a", "a", True, True, False]
