"""Every screen by the keyboard alone, in light and in dark: what can be done is reached, seen, and left again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.saved import save, start
from tests.site.browser import browser, node_module
from tests.workbench.conftest import BODY, DOC
from tests.workbench.test_morning import ALT, DOWN, ENTER, ESCAPE, FILE, UP, Desk, started

TAB, F6 = "\ue004", "\ue036"
AXE = (
    "const done = arguments[arguments.length - 1]; const front = [...document.querySelectorAll('dialog[open]')].pop();"
    "axe.run(front ?? document).then((told) => done(told.violations.map((one) =>"
    " `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3)}`)))"
)
"""What is wrong with the dialog that is open, else with all that is shown."""
VIEWS = {"source": ".lines div", "running": ".running p", "pages": ".sheet svg"}
TABS = {"notes": ".panel [data-note]", "history": ".panel > .row", "findings": ".panel .soft"}
OPENERS = {
    "new": "#new",
    "import": "#import",
    "receive": "#receive",
    "version": "#version",
    "dossier": "#dossier",
    "set aside": ".card .row .button:last-child",
}
FOLDER = "content/ho-so"
DOSSIER = """ten: Hồ sơ nước
giai_doan: [lấy ý kiến]
du_thao: ../nghi-dinh/nuoc
gop_y: gop-y.yaml
thuyet_minh: thuyet-minh.yaml
tai_lieu: [{ten: Dự thảo, van_ban: ../nghi-dinh/nuoc}]
"""
COMMENT = "- {id: GY-1, co_quan: bo-a, quy_dinh: pham-vi, noi_dung: Nêu rõ hơn., quyet_dinh: chưa trả lời}\n"
HELD = "{message: 'Ý kiến GY-1 chưa trả lời', register: 'register', file: 'gop-y.yaml', line: 1}"
SCRIPTS = {
    "new dossier": "import('/static/dossier.js').then((it) => it.begin())",
    "held back": f"import('/static/dossier.js').then((it) => it.held('Hồ sơ chưa lập được', [{HELD}]))",
    "comments": f"import('/static/registers.js').then((it) => it.openRegister('{FOLDER}/gop-y.yaml'))",
    "comment": f"import('/static/registers.js').then((it) => it.openRegister('{FOLDER}/gop-y.yaml', 1))",
    "reasons": f"import('/static/registers.js').then((it) => it.openRegister('{FOLDER}/thuyet-minh.yaml'))",
    "signature": "import('/static/fields.js').then((it) => it.openFields('chu_ky'))",
    "approval": "import('/static/approve.js').then((it) => it.approve())",
    "series": "import('/static/series.js').then((it) => it.series())",
    "value": "import('/static/right.js').then((it) => it.fill('so_lieu.nam'))",
    "fields": "import('/static/fields.js').then((it) => it.openFields('ten_goi'))",
    "picture": "import('/static/picture.js').then((it) => it.picture({name: 'Điều 1'}))",
    "job": "const was = window.fetch; window.fetch = () => new Promise(() => {});"  # it never ends
    f"import('/static/long.js').then((it) => {{ it.long('make', {{doc: {DOC!r}, format: 'pdf'}}, 'Đang tạo');"
    "window.fetch = was; })",
}


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    known = open_project(project, None)
    start(known)
    save(known, "Bản đầu", "Nguyễn Văn A")
    text = BODY.replace("tàu biển", 'tàu "biển"').replace("2. Kết quả", "%% Hỏi lại\n2. Kết quả")
    (project / FILE).write_text(text, encoding="utf-8")
    (project / FOLDER).mkdir()
    for name, held in (("dossier.yaml", DOSSIER), ("gop-y.yaml", COMMENT), ("thuyet-minh.yaml", "\n")):
        (project / FOLDER / name).write_text(held, encoding="utf-8")
    with started(project) as (address, _), browser() as window:
        window.show(address, 1280)
        found = Desk(window, address, project)
        found.until("document.querySelector('.sheet svg') && document.querySelector('.card .soft')")
        found.until("document.hasFocus()")  # without it nothing that Tab reaches looks reached
        window.evaluate(f"{{ {Path(__file__).with_name('screens.js').read_text(encoding='utf-8')} }}")
        window.evaluate(node_module("axe-core", "axe.min.js").read_text(encoding="utf-8"))
        yield found


def _tab(desk: Desk, name: str) -> None:
    """Tab through all that is shown: each control is reached, ringed and in sight; a dialog lets nothing out. Where one
    came late, on the way, or the browser lost its focus to its own bars, the way is gone once more: what the page does
    wrong it does each time."""
    count, wrong = desk.window.run("return watch()"), ["nothing was looked at"]
    for _ in range(3):
        desk.window.press(*[TAB] * (count + 3))
        wrong = desk.window.run("return wrong()")
        before, count = count, desk.window.run("return watch()")
        if count == before and not wrong:
            break
    assert wrong == [], name


def _walk(desk: Desk, name: str) -> None:
    """The same, and what is shown is looked at in both schemes of colours, which differ in nothing else."""
    _tab(desk, name)
    for scheme in ("dark", "light"):
        desk.window.prefer(scheme)
        assert desk.window.run("return faint()") == [], (name, scheme)
    assert desk.window.run_later(AXE) == [], name


def _leave(desk: Desk, back: str) -> None:
    """Esc shuts a dialog or list; the keyboard is where it was."""
    desk.window.press(ESCAPE)
    desk.until("!document.querySelector('dialog[open], .list:not([hidden])')")
    desk.until(f"document.activeElement.matches({back!r})")


def _dialog(desk: Desk, opener: str, name: str) -> None:
    desk.window.run(f"document.querySelector({opener!r}).focus()")
    desk.window.press(ENTER)
    desk.until("document.querySelector('dialog[open]')")
    _walk(desk, name)
    _leave(desk, opener)


def _list(desk: Desk, opener: str) -> None:
    """A list below a button, whose items are reached by arrows; Tab leaves it and shuts it."""
    desk.window.run(f"document.querySelector({opener!r}).focus()")
    desk.window.press(ENTER)
    desk.until("document.activeElement.role === 'menuitem'")
    first = desk.window.run("return document.activeElement.textContent")
    desk.window.press(UP, DOWN)
    assert desk.window.run("return document.activeElement.textContent") == first
    _leave(desk, opener)


def test_every_screen_by_keyboard_alone(desk: Desk) -> None:
    window = desk.window
    for number, view in enumerate(VIEWS):
        window.hold(ALT, str(3 - number))
        desk.until(f"document.querySelector('[data-how={view}]').ariaPressed === 'true'")
        desk.until(f"document.querySelector({VIEWS[view]!r})")
        _walk(desk, view)
    for tab, held in TABS.items():
        window.run(f"document.querySelector('#tab-{tab}').click()")
        desk.until(f"document.querySelector({held!r})")
        if tab != "findings":
            _walk(desk, tab)
    for name, opener in OPENERS.items():
        _dialog(desk, opener, name)
    for opener in ("#version + .menu > .button", "#receive + .menu > .button"):
        _list(desk, opener)
    for name, script in SCRIPTS.items():
        window.run(script)
        desk.until("document.querySelector('dialog[open], .toast.job')")
        _walk(desk, name)
        desk.until(lambda: window.press(ESCAPE) or window.run("return !document.querySelector('dialog[open]')"))
    _box(desk)
    window.run("document.querySelector('.toast').remove()")
    window.resize(640, 450)  # two hundred per cent
    window.prefer(motion="no-preference")  # columns come in from the side
    for opener in ("#check", "#top .only-small"):
        window.run(f"document.querySelector({opener!r}).focus()")
        window.press(ENTER)
        desk.until("document.querySelector('.open')?.contains(document.activeElement)")
        desk.until("document.querySelector('.panel .soft') && !document.getAnimations().length")
        _tab(desk, opener)
        window.run("document.activeElement.blur()")  # behind the last control Tab stands nowhere
        _leave(desk, opener)


def _box(desk: Desk) -> None:
    """From column to column by F6, to a paragraph by arrows, into its box, to what stands in it."""
    window = desk.window
    window.run("document.querySelector('#find, .find').focus()")
    window.press(F6)
    assert window.run("return document.activeElement.matches('.scroll')")
    line = desk.text().split("\n").index("b) Sản xuất nước đóng chai.") + 1
    going = f"import('/static/pages.js').then((it) => it.go(it.areaAt(1, {line})))"
    window.run_later(f"const done = arguments[0]; {going}.then(() => done())")
    window.press(UP, DOWN, ENTER)
    desk.until("document.querySelector('.box textarea') === document.activeElement")
    assert "đóng chai" in window.run("return document.activeElement.value")
    desk.until("document.querySelector('.prints strong')")
    _walk(desk, "box")
    _list(desk, ".box .menu > .button")
    _dialog(desk, ".box .danger", "delete")
    window.run("document.querySelector('.box textarea').focus()")
    desk.type(" theo @")
    desk.until("document.querySelector('.offers b')")
    assert window.run_later(AXE) == []
    window.press(ESCAPE)
    desk.until("!document.querySelector('.offers b')")
    assert window.run("return document.activeElement.matches('.box textarea')"), "the list is shut before the box"
    window.run("document.querySelector('.box .menu > .button').focus()")  # Esc leaves the box from wherever it is
    window.press(ESCAPE)
    desk.until("!document.querySelector('.box')")
    assert window.run("return document.activeElement.matches('.scroll')")


SAID = "document.getElementById('live').textContent"
ON_PAGE = "document.activeElement.matches('.scroll')"


def _go(desk: Desk, words: str) -> None:
    """By arrows to what prints these words, which are said."""
    desk.window.run("document.querySelector('.scroll:not([hidden])').focus()")
    for _ in range(40):
        desk.window.press(DOWN)
        time.sleep(0.1)
        if words in desk.window.run(f"return {SAID}"):
            return
    raise AssertionError(f"never said: {words}")


def test_what_is_written_by_keyboard_is_said_and_leaves_the_keyboard_on_the_page(desk: Desk) -> None:
    window = desk.window
    _go(desk, "Điều 1. Phạm vi điều chỉnh")
    window.press(ENTER)
    desk.until("document.querySelector('.box textarea') === document.activeElement")
    desk.add("article")
    desk.until("document.activeElement.ariaLabel === 'Điều mới sau Điều 1'")
    desk.type("Giá nước")
    window.press(ENTER)
    desk.type("1. Giá theo @điểm b khoản 2 điều 1")  # below the article that it is written after: it gets its label now
    desk.until("document.querySelector('.offers b')?.textContent.startsWith('Điểm b')")
    window.press(ENTER)
    desk.until("document.querySelector('.prints').textContent.includes('theo điểm b khoản 2 Điều 1')")
    assert window.run("return !document.querySelector('.stale')"), "nobody else has written"
    desk.save()
    desk.until(f"{SAID} === 'Điều 2. Giá nước' && {ON_PAGE}")
    assert "\n1. Giá theo @pham-vi-k2-db\n" in desk.text()

    window.press(DOWN)
    desk.until(f"{SAID}.includes('1. Giá theo')")
    window.hold(ALT, DOWN)
    desk.until("document.querySelector('.toast')?.textContent.includes('Không chuyển thêm được')")
    window.press(ENTER)
    desk.until("document.querySelector('.box textarea') === document.activeElement")
    window.run("document.querySelector('.box .danger').focus()")
    window.press(ENTER)
    desk.until("document.querySelector('dialog[open]')")
    window.press(ENTER)
    desk.until(lambda: "Giá theo" not in desk.text())
    desk.until(f"{ON_PAGE} && document.querySelector('.at.here')")

    _go(desk, "Độ pH")  # a table row by row, each cell once
    said = []
    for _ in range(3):
        window.press(DOWN)
        time.sleep(0.4)
        said.append(window.run(f"return {SAID}"))
    assert said == ["6 đến 8", "2", "Độ đục"]
