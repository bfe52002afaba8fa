"""A lawyer's whole morning in the browser, clicks all over, two windows; nothing is typed after `draftkit serve`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.numeral import whole
from tests.conftest import CHECKOUT
from tests.review.word import Reviewer
from tests.site.browser import browser
from tests.workbench.conftest import BODY
from tests.workbench.test_morning import ALT, CONTROL, ENTER, ESCAPE, FILE, UP, Desk, started

DECREE = "content/decree/ve-quan-ly-bai-tam"
SAMPLE = "content/decree/nghi-dinh-cong-nghiep-moi-truong"
TABLE = "| STT | Chỉ tiêu | Mức |\n|:-:|---|---|\n| 1 | Độ trong | 1 m |\n| 2 | Vi khuẩn | 500 |"
WORDS = ("sạch", "an toàn", "phao", "biển báo", "khách", "mùa hè", "triều", "phí")


def test_a_whole_morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "du-an"
    project.mkdir()
    with started(project) as (address, _), browser() as window:
        window.show(address, 1280)
        desk = Desk(window, address, project, f"{DECREE}/01.md")
        _begin(desk)
        _write(desk)
        _mend(desk)
        _move(desk)
        reviewed = _review(desk, tmp_path)
        _take_in(desk, reviewed)
        _save(desk)
        _download(desk, tmp_path / "tai-ve", monkeypatch)


def _begin(desk: Desk) -> None:
    """A new decree by the form."""
    desk.click(".begin", "Văn bản mới")
    desk.until("document.querySelector('#n-ten_goi')")
    desk.window.run("const box = document.querySelector('#n-ten_goi'); box.select(); box.focus()")
    desk.type("về quản lý bãi tắm")
    desk.click("#begin")
    desk.until("document.querySelector('#top h1').textContent.includes('bãi tắm')")
    desk.until("document.querySelector('.sheet svg')")
    parts = sorted((desk.project / DECREE).glob("*.md"))
    desk.file = parts[0].relative_to(desk.project).as_posix()


def _write(desk: Desk) -> None:
    """Eight articles, each after the last; some refer to others, one has a table."""
    last = next(line for line in desk.text().split("\n") if line.startswith("###"))
    for number, word in enumerate(WORDS, 1):
        desk.point(last)
        desk.add("article")
        desk.until("document.querySelector('.box textarea')?.value === ''")
        body = f"Yêu cầu về {word} {{#viec-{number}}}\n1. Bãi tắm phải bảo đảm yêu cầu {word} của mùa du lịch.\n2. "
        body += "Mức quy định như sau:\n\n" + TABLE if number == 3 else "Việc này được kiểm tra hằng năm"
        desk.window.run(
            "const box = document.querySelector('.box textarea'); box.value = arguments[0]; "
            "box.dispatchEvent(new Event('input'))",
            body,
        )
        if number > 3 and number % 2:
            desk.window.run(
                "const b = document.querySelector('.box textarea'); b.focus(); b.selectionStart = b.value.length"
            )
            desk.type(f" theo @{WORDS[number - 3]}")
            desk.until("document.querySelector('.offers b')")
            desk.window.press(ENTER)
            desk.type(".")
        desk.save()
        last = f"Yêu cầu về {word}"
    text = desk.text()
    assert [text.count(f"{{#viec-{number}}}") for number in range(1, 9)] == [1] * 8
    assert text.count("theo @viec-") == 2
    assert "| 2 | Vi khuẩn | 500 |" in text


def _mend(desk: Desk) -> None:
    """A reference is broken, found, and mended by the fix that is offered."""
    desk.point("theo @viec-3")
    desk.window.run(
        "const b = document.querySelector('.box textarea'); b.value = b.value.replace('viec-3', 'viec-33');"
        "b.dispatchEvent(new Event('input'))"
    )
    desk.save()
    assert "@viec-33" in desk.text()
    desk.click(".card .soft", "viec-3")
    desk.until(lambda: "@viec-33" not in desk.text())
    desk.until("!document.querySelector('.card .soft, .sheet[data-asked]')")  # the page stands still again


def _move(desk: Desk) -> None:
    """The article on the tide goes one up; what refers to it goes with it."""
    desk.point("### Điều. Yêu cầu về triều")
    desk.window.hold(ALT, UP)
    desk.until(lambda: desk.text().index("{#viec-7}") < desk.text().index("{#viec-6}"))
    desk.leave()


def _review(desk: Desk, folder: Path) -> Path:
    """A colleague changes eight places in the Word file."""
    word = Reviewer(Session(open_project(desk.project, None)).read(desk.project / DECREE).docx(), "Nguyễn Văn A")
    for one in WORDS:
        word.replace(f"yêu cầu {one} của", f"yêu cầu {one} trong")
    path = folder / "gop-y.docx"
    path.write_bytes(word.saved())
    return path


def _take_in(desk: Desk, reviewed: Path) -> None:
    """Five of the eight edits are accepted, by keys."""
    desk.click("#receive")
    desk.until("document.querySelector('#chooser')")
    desk.window.put("#chooser", reviewed)
    desk.until("document.querySelectorAll('.round .card').length === 8")
    for key in "aaraarar":
        desk.type(key)
    desk.until("document.querySelector('dialog .foot .push').textContent.includes('5')")
    desk.click("#write-round")
    desk.until(lambda: sum(f"yêu cầu {one} trong" in desk.text() for one in WORDS) == 5)
    desk.until("!document.querySelector('dialog')")


def _save(desk: Desk) -> None:
    desk.click("#version")
    desk.until("document.querySelector('#sentence')")
    desk.type("Tiếp thu năm góp ý")
    desk.window.run("document.querySelector('#who').value = 'Trần Thị B'")
    desk.click("#save-version")
    desk.until("document.querySelector('.panel').textContent.includes('Tiếp thu năm góp ý')")
    assert "Trần Thị B" in desk.window.run("return document.querySelector('.panel').textContent")


def _download(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Word and PDF; both are those of the command line, byte for byte."""
    desk.window.downloads(folder)
    for format in ("Word", "PDF"):
        desk.click("#top .menu .button.main")
        desk.click("#top .menu .item", format)
    names = [folder / f"{Path(DECREE).name}.{suffix}" for suffix in ("docx", "pdf")]
    desk.until(lambda: all(name.is_file() for name in names))
    monkeypatch.chdir(desk.project)
    main(["build", DECREE, "--format", "docx", "--format", "pdf", "--out", "khac"])
    for name in names:
        assert name.read_bytes() == (desk.project / "khac" / name.name).read_bytes()


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    for name in ("_shared", "decree"):
        shutil.copytree(CHECKOUT / "content" / name, tmp_path / "content" / name)
    shutil.copy(CHECKOUT / "draftkit.yaml", tmp_path)
    with started(tmp_path) as (address, _), browser() as window:
        window.show(address, 1280)
        desk = Desk(window, address, tmp_path)
        desk.until("document.querySelector('.sheet svg')")
        yield desk


def spread(them: list[int], count: int) -> list[int]:
    """So many of them, from the first to the last."""
    return [them[at * (len(them) - 1) // max(1, count - 1)] for at in range(count)]


@pytest.mark.slow
def test_clicks_land_on_the_line(sample: Desk) -> None:
    """On paragraphs all over the sample, cells and texts of the frame too: what opens is what was clicked, three times
    on a page. DRAFTKIT_CLICKS asks for more of them."""
    count = whole(os.environ.get("DRAFTKIT_CLICKS"), 15)
    window = sample.window
    shown = window.run_later(
        "const done = arguments[arguments.length - 1];"
        "import('/static/base.js').then((base) => done({areas: base.screen.shown.areas, files: base.screen.shown.files,"
        " pages: base.screen.shown.pages.map((page) => page.areas)}))"
    )
    known = [[area for area in areas if str(area) in shown["areas"]] for areas in shown["pages"]]
    full = [page for page, areas in enumerate(known) if len(areas) > 3]
    wrong = []
    pages = spread(full, -(-count // 3))
    chosen = [(page, known[page][at * len(known[page]) // 3]) for page in pages for at in range(3)]
    places = [shown["areas"][str(area)] for _, area in chosen]
    assert len(chosen) >= count
    assert any(isinstance(place[0], str) for place in places)
    assert any(len(place) > 2 for place in places), places
    for page, area in chosen:
        place = shown["areas"][str(area)]
        x, y = window.run_later(
            "const done = arguments[arguments.length - 1]; (async () => {"
            f"const pages = await import('/static/pages.js');"
            f"const area = await pages.go({{page: {page}, area: {area}}});"
            "const box = area.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2];"
            "})().then(done)"
        )
        window.click(x, y)
        try:
            sample.until("document.querySelector('.box textarea, dialog textarea, dialog input')", 15)
        except AssertionError:
            hit = window.run("return document.elementFromPoint(arguments[0], arguments[1])?.outerHTML", x, y)
            wrong.append((page, place, str(hit)[:200]))
            continue
        if isinstance(place[0], str):
            said = window.run("return document.activeElement.closest('[data-key]')?.dataset.key ?? ''")
            right = said and str(place[0]).startswith(said)
        else:
            line = (sample.project / shown["files"][place[0]]).read_text(encoding="utf-8").split("\n")[place[1] - 1]
            said = window.run(
                "return document.querySelector('.box textarea')?.value ?? [...document.querySelectorAll("
                "'dialog textarea')].map((one) => one.value).join('|')"
            )
            cells = [cell.strip() for cell in line.strip(" |").split("|")] if line.startswith("|") else []
            right = line.strip() in said or (cells and all(cell in said for cell in cells)) or line.startswith("```")
        if not right:
            wrong.append((page, place, said[:80]))
        window.run("document.querySelector('dialog')?.close()")
        window.press(ESCAPE)
        sample.until("!document.querySelector('.box, dialog[open]')")
    assert wrong == []


@pytest.fixture
def two(project: Path) -> Iterator[tuple[Desk, Desk]]:
    with started(project) as (address, _), browser() as one, browser() as other:
        desks = Desk(one, address, project), Desk(other, address, project)
        for desk in desks:
            desk.window.show(address, 1280)
            desk.until("document.querySelector('.sheet svg')")
        yield desks


def test_two_windows_at_once(two: tuple[Desk, Desk]) -> None:
    """What one saves the other sees; on the same words both are shown, and nothing is written over."""
    one, other = two
    other.point("tàu biển")
    other.replace("a) Cấp nước cho máy bay;")
    one.point("đóng chai")
    one.replace("b) Sản xuất nước đóng bình.")
    one.save()
    other.until("document.querySelector('.box textarea').value.includes('máy bay')")
    one.point("tàu biển")
    one.replace("a) Cấp nước cho tàu thủy;")
    one.save()
    other.window.hold(CONTROL, ENTER)
    other.until("document.querySelector('.box .stale')?.textContent.includes('tàu thủy')")
    assert "tàu thủy" in one.text()
    other.click(".stale .button", "Ghi")
    other.until(lambda: "máy bay" in other.text())
    assert "đóng bình" in other.text()
    before = one.window.run("return document.querySelector('.sheet').dataset.digest")
    (one.project / FILE).write_text(BODY, encoding="utf-8")
    one.until(f"document.querySelector('.sheet').dataset.digest !== {before!r}")
