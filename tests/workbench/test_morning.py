"""A lawyer's morning at the workbench, in a browser: no command is typed after `draftkit serve`."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests import forked
from tests.site.browser import Browser, browser, node_module
from tests.workbench.conftest import BODY, DOC

ENTER, ESCAPE, CONTROL, ALT, DOWN, UP = "\ue007", "\ue00c", "\ue009", "\ue00a", "\ue015", "\ue013"
FILE = f"{DOC}/01.md"


class Desk:
    """The workbench in a window: what a person sees and does."""

    def __init__(self, window: Browser, address: str, project: Path, file: str = FILE) -> None:
        self.window, self.address, self.project, self.file = window, address, project, file

    def text(self) -> str:
        return (self.project / self.file).read_text(encoding="utf-8")

    def until(self, what: Callable[[], Any] | str, seconds: float = 60) -> Any:
        """Wait until something is so; JavaScript when it is a text."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.window.run(f"return {what}") if isinstance(what, str) else what()
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"never: {what if isinstance(what, str) else what.__name__}")

    def click(self, selector: str, words: str = "") -> None:
        """Click what a person would: the first thing of this sort that says these words."""
        script = (
            "return [...document.querySelectorAll(arguments[0])].reverse().find((one) => one.offsetParent"
            " && one.textContent.includes(arguments[1]))?.click() ?? true"
        )
        found = (
            f"[...document.querySelectorAll({selector!r})]"
            f".some((one) => one.offsetParent && one.textContent.includes({words!r}))"
        )
        self.until(found)
        self.window.run(script, selector, words)

    def type(self, text: str) -> None:
        self.window.press(*text)

    def save(self) -> None:
        """Ctrl+Enter in a box, which closes; the page is drawn anew and stands still."""
        self.window.hold(CONTROL, ENTER)
        self.until("!document.querySelector('.box')")
        self.until("!document.querySelector('.sheet[data-asked]')")
        time.sleep(0.3)

    def leave(self) -> None:
        """Escape, until the box is gone: an answer that comes meanwhile draws it anew."""
        self.until(lambda: self.window.press(ESCAPE) or self.window.run("return !document.querySelector('.box')"))

    def point(self, words: str) -> None:
        """Click on the paragraph of the page that a line of the source prints."""
        line = next(number for number, one in enumerate(self.text().split("\n"), 1) if words in one)
        where = (
            "const shown = (await import('/static/base.js')).screen.shown;"
            "const pages = await import('/static/pages.js');"
            f"const area = await pages.go(pages.areaAt(shown.files.indexOf({self.file!r}), {line}));"
            "const box = area.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2];"
        )
        x, y = self.window.run_later(
            f"const done = arguments[arguments.length - 1]; (async () => {{{where}}})().then(done)"
        )
        self.window.click(x, y)
        self.until("document.querySelector('.box textarea')")

    def add(self, what: str) -> None:
        """From the list below “Thêm” of the box."""
        self.click(".box .menu > .button")
        self.until(f"document.querySelector('.box [data-name={what}]')")
        self.window.run(f"document.querySelector('.box [data-name={what}]').click()")

    def replace(self, text: str) -> None:
        """Type over what the box holds."""
        self.window.run("const box = document.querySelector('.box textarea'); box.select(); box.focus()")
        self.type(text)


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    with started(project) as (address, _), browser() as window:
        window.show(address, 1280)
        found = Desk(window, address, project)
        found.until("document.querySelector('.sheet svg')")
        yield found


class started:
    """`draftkit serve` on a folder, as a process."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def __enter__(self) -> tuple[str, forked.Forked]:
        words = ("serve", str(self.project), "--no-browser", "--lang", "vi")
        read, write = os.pipe()
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        self.process = forked.Forked(words, self.project, env, stdout=write)
        os.close(write)
        with open(read, encoding="utf-8") as told:
            found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", told.readline())
        assert found
        return found[0], self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill(signal.SIGTERM)
        self.process.said(20)


def test_the_page_is_asked_for_before_its_findings(desk: Desk) -> None:
    """One process answers both, one after the other."""
    desk.until("performance.getEntriesByType('resource').some((one) => one.name.includes('/api/findings'))")
    asked = desk.window.run("return performance.getEntriesByType('resource').map((one) => one.name)")
    names = [name for name in asked if "/api/page" in name or "/api/findings" in name]
    assert "/api/page" in names[0]


def test_what_is_referred_to_is_found_as_it_is_said_and_what_is_moved_is_kept(desk: Desk) -> None:
    desk.point("tàu biển")
    desk.replace("a) Cấp nước cho tàu thủy theo @thời hạn")  # as it is said, or as the label is
    desk.until("document.querySelector('.offers b')?.textContent.includes('Điều 3')")
    desk.window.press(ENTER)
    desk.type(";")
    desk.until("document.querySelector('.box .prints').textContent.includes('theo Điều 3 của Nghị định này')")
    desk.save()
    assert "a) Cấp nước cho tàu thủy theo @thoi-han;" in desk.text()

    desk.point("đóng chai")
    desk.window.hold(ALT, UP)
    desk.until(lambda: desk.text().index("đóng chai") < desk.text().index("tàu thủy"))
    desk.leave()


PASTE = (
    "const box = document.querySelector('.box textarea'); const data = new DataTransfer();"
    "box.select(); data.setData('text/html', arguments[0]);"
    "box.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));"
    "return box.value;"
)
NOTED = (
    "<p class=MsoNormal>Theo luật<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a> này.</p>"
    "<div style='mso-element:footnote-list'><br clear=all><hr><div style='mso-element:footnote' id=ftn1>"
    "<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> Luật số 5.</p></div></div>"
)
WORD = (
    "<p class=MsoNormal><b>Giá\n vé</b> 50.000 đồng.</p><div><p>1.<span>&nbsp; </span>Trẻ em</p></div>"
    "<table><tr><td colspan=2><p>Vé</p></td></tr><tr><td rowspan=2>Trẻ em</td><td>miễn | phí<br>cả ngày</td></tr>"
    "<tr><td><p>lễ</p><p>hè</p></td></tr></table>"
)


def _pasted(desk: Desk) -> None:
    """What comes from Word keeps its paragraphs, and its tables as tables."""
    before = desk.window.run("return document.querySelector('.box textarea').value")
    left = (
        "<p>Một đoạn.</p>",
        "<table><tr><td>5</td></tr></table>",
        "<p>Một</p>đoạn<p>nữa</p>",
        "<ol><li><p>Một</p></li><li><p>Hai</p></li></ol>",
    )
    for html in left:
        assert desk.window.run(PASTE, html) == before, "pasted by the browser: words alone, or what would lose some"
    assert desk.window.run(PASTE, WORD) == (
        "Giá vé 50.000 đồng.\n\n1. Trẻ em\n\n"
        "| Vé |  |\n|---|---|\n| Trẻ em | miễn \\| phí<br>cả ngày |\n|  | lễ<br>hè |"
    )
    desk.window.hold(CONTROL, "z")
    assert desk.window.run("return document.querySelector('.box textarea').value") == before
    assert desk.window.run(PASTE, "<p>5 m<sup>3</sup>/s H<sub>2</sub>O</p>") == "5 m^3^/s H~2~O", "m3 is another unit"
    assert desk.window.run(PASTE, "m<sup>2</sup>") == "m^2^"
    said = desk.window.run(PASTE, NOTED)
    assert re.fullmatch(r"Theo luật\[\^(c\w+1)\] này\.\n\n\[\^\1\]: Luật số 5\.", said), said
    for _ in range(3):
        desk.window.hold(CONTROL, "z")
    assert desk.window.run("return document.querySelector('.box textarea').value") == before


def test_an_answer_that_comes_late_takes_no_box_away_and_opens_none(desk: Desk) -> None:
    """A provision is moved, the box left, another one opened, before the server has answered."""
    desk.window.run(
        "const was = window.fetch, held = []; window.answer = () => { window.free = true;"
        "held.forEach((go) => go()); };"
        "window.fetch = async (...given) => { const said = await was(...given);"
        "if (String(given[0]).includes('/api/edit') && !window.free) await new Promise((go) => held.push(go));"
        "return said; };"
    )
    desk.point("đóng chai")
    desk.window.hold(ALT, UP)
    desk.window.press(ESCAPE)
    desk.until("!document.querySelector('.box')")
    desk.point("áp dụng đối với")
    desk.type(" Và chữ này")
    assert not desk.window.run("return document.querySelector('.toast')")
    desk.window.run("window.answer()")
    desk.until("document.querySelector('.toast')")
    desk.until("document.querySelector('.sheet svg')")
    time.sleep(0.5)
    said = desk.window.run("return [...document.querySelectorAll('.box textarea')].map((one) => one.value)")
    assert len(said) == 1
    assert "áp dụng đối với" in said[0]
    assert "Và chữ này" in said[0]
    assert desk.text().index("đóng chai") < desk.text().index("tàu biển")


def test_who_signs_is_typed_part_by_part_and_everything_can_be_taken_back(desk: Desk) -> None:
    front = desk.project / DOC / "draft.yaml"
    before = front.read_text(encoding="utf-8")
    desk.window.run_later(
        "const done = arguments[0]; import('/static/fields.js').then((it) => it.openFields('chu_ky.ho_ten')).then(done)"
    )
    desk.until("document.activeElement?.id === 'f-chu_ky-ho_ten'")
    desk.type("Nguyễn Văn A")
    desk.window.hold(CONTROL, ENTER)
    desk.until(lambda: "ho_ten: Nguyễn Văn A\n" in front.read_text(encoding="utf-8"))
    desk.until("!document.querySelector('dialog') && !document.querySelector('#undo').hidden")
    assert "- TM. CHÍNH PHỦ\n" in front.read_text(encoding="utf-8"), "parts that were not touched stay"
    desk.point("tàu biển")
    desk.replace("a) Cấp nước cho tàu thủy;")
    desk.save()
    states = (("z", "tàu biển", True), ("z", "tàu biển", False), ("y", "tàu biển", True), ("y", "tàu thủy", True))
    for key, words, signed in states:
        desk.window.hold(CONTROL, key)  # outside of any box

        def so(words: str = words, signed: bool = signed) -> bool:
            return words in desk.text() and (front.read_text(encoding="utf-8") != before) is signed

        desk.until(so)
        desk.until("document.querySelector('.toast')")
        time.sleep(0.2)


def test_an_empty_folder_is_enough(tmp_path: Path) -> None:
    """`draftkit serve` where nothing is yet: two cards, and a first document by the form."""
    with started(tmp_path) as (address, _), browser() as window:
        window.show(address, 1280)
        desk = Desk(window, address, tmp_path)
        desk.click(".begin", "Văn bản mới")
        desk.click("#begin")
        desk.until("document.querySelector('.sheet svg')")
        desk.until("document.activeElement.matches('.scroll') && document.getElementById('live').textContent")
    assert list(tmp_path.rglob("draft.yaml"))


SLOW = """
const real = window.fetch;
const kept = (said) => new Promise((done) => { window.answer = () => done(said); });
const late = (where, how) => how?.method === "POST" && `${where}`.includes("/api/write-source");
window.fetch = (where, how) => real(where, how).then((said) => late(where, how) ? kept(said) : said);
const [box, choice] = [document.querySelector(".source textarea"), document.querySelector(".source select")];
const type = (words) => { box.value += words; box.dispatchEvent(new Event("input")); };
type("Một câu.\\n");
document.querySelector(".source .main").click();
type("Câu nữa.\\n");
choice.value = [...choice.options].map((one) => one.value).find((one) => one !== choice.value);
choice.dispatchEvent(new Event("change"));
"""


def test_what_others_write_is_picked_up_and_what_is_typed_while_it_is_saved_is_there_again(desk: Desk) -> None:
    before = desk.window.run("return document.querySelector('.sheet').dataset.digest")
    (desk.project / FILE).write_text(BODY.replace("tàu biển", "máy bay"), encoding="utf-8")
    desk.until(f"document.querySelector('.sheet').dataset.digest !== {before!r}")
    desk.click("[data-how=source]")
    desk.until("document.querySelector('.source textarea')?.value.includes('máy bay')")
    own = desk.window.run("return document.querySelector('.source select').value")
    desk.window.run(SLOW)
    desk.until("window.answer && !document.querySelector('.source textarea').value.includes('máy bay')")
    desk.window.run("window.answer()")
    desk.until(lambda: "Một câu." in desk.text())
    back = f"it.value = {own!r}; it.dispatchEvent(new Event('change'))"
    desk.window.run(f"const it = document.querySelector('.source select'); {back}")
    desk.until("document.querySelector('.source textarea').value.includes('máy bay')")
    assert "Câu nữa." in desk.window.run("return document.querySelector('.source textarea').value")
    assert "Câu nữa." not in desk.text()


def test_what_is_pasted_and_typed_survives_the_window(desk: Desk) -> None:
    desk.point("tàu biển")
    _pasted(desk)
    desk.replace("a) Chưa ghi;")
    again = "import('/static/box.js').then((it) => it.reopen()).then(done)"  # it comes late when the machine is busy
    desk.window.run_later(f"const done = arguments[arguments.length - 1]; {again}")
    assert desk.window.run("return document.querySelectorAll('.box').length") == 1
    desk.window.run("location.reload()")
    assert desk.until("document.querySelector('.box textarea')?.value") == "a) Chưa ghi;"
    assert desk.text() == BODY


def test_a_box_stays_in_the_window_and_what_was_left_is_had_back(desk: Desk) -> None:
    """Two hundred per cent, a telephone: the box with what is typed is moved and made narrower with the page."""
    desk.point("tàu biển")
    desk.replace("a) Chưa ghi, theo @khong-co;")
    desk.until("document.querySelector('.prints .problem')?.textContent.includes('@khong-co')")
    parts = "document.querySelectorAll('.box, .box textarea, .box .end .main')"
    for width, height in ((640, 450), (390, 844), (1280, 900)):
        desk.window.resize(width, height)
        inside = f"one.left >= 0 && one.right <= {width} && one.top > 0 && one.bottom <= {height}"
        desk.until(f"[...{parts}].map((one) => one.getBoundingClientRect()).every((one) => {inside})")
    desk.window.press(ESCAPE)
    desk.until("!document.querySelector('.box')")
    desk.click(".toast button", "Viết tiếp")
    assert desk.until("document.querySelector('.box textarea')?.value") == "a) Chưa ghi, theo @khong-co;"


def test_columns_are_shut_by_key_where_there_is_room_for_one(desk: Desk) -> None:
    desk.window.prefer(motion="no-preference")  # they come in from the side
    desk.window.resize(640, 450)
    desk.window.run_later("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")  # it is told of it by now
    for opener, column in (("#check", "right"), ("#top .only-small", "left")):
        desk.click(opener)
        desk.until(f"document.getElementById('{column}').contains(document.activeElement)")
        desk.window.press(ESCAPE)
        desk.until("!document.querySelector('.open')")
        assert desk.window.run("return document.activeElement.classList.contains('scroll')")


def test_a_form_that_was_typed_in_is_not_left_without_a_question(desk: Desk) -> None:
    desk.click("#version")
    desk.window.run("window.asked = 0; window.confirm = () => { window.asked += 1; return false; }")
    desk.until("document.activeElement.id === 'sentence'")
    desk.type("Gửi lấy ý kiến")
    desk.window.press(ESCAPE)
    assert desk.window.run("return [window.asked, document.querySelector('#sentence').value]") == [1, "Gửi lấy ý kiến"]


def test_axe_finds_nothing(desk: Desk) -> None:
    axe = node_module("axe-core", "axe.min.js").read_text(encoding="utf-8")
    for width, how in product((1280, 390), ("pages", "running", "source")):
        desk.window.show(desk.address.partition("?")[0], width)
        desk.until("document.querySelector('[data-how]')")
        desk.window.run(f"document.querySelector('[data-how={how}]').click()")
        time.sleep(1)
        desk.window.evaluate(axe)
        found = desk.window.run_later(
            "const done = arguments[arguments.length - 1]; axe.run().then((told) => done(told.violations.map((one) =>"
            " `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3)}`)))"
        )
        assert found == [], (width, how)
        fits = desk.window.run("return document.documentElement.scrollWidth <= innerWidth + 1")
        assert fits, f"something runs out at the side: {how}, {width}"


GRID = (
    "const cell = document.querySelector(arguments[2]); cell.focus(); const data = new DataTransfer();"
    "data.setData('text/plain', arguments[0]); data.setData('text/html', arguments[1]);"
    "cell.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));"
    "return [...document.querySelectorAll('.grid tr')].map((row) => [...row.querySelectorAll('textarea')]"
    ".map((one) => one.value));"
)
SHEET = "<table><tr><td>Cửa xả</td><td>1 | 2</td></tr><tr><td>Bể<br>lắng</td><td>7,5</td></tr></table>"


def test_what_was_typed_is_saved_before_a_table_comes_and_copied_cells_fill_it(desk: Desk) -> None:
    desk.point("tàu biển")
    desk.replace("a) Cấp nước cho tàu hàng;")
    desk.add("table")  # nobody is asked whether the words shall be thrown away
    desk.until("document.querySelector('[data-cell]')")
    assert "a) Cấp nước cho tàu hàng;" in desk.text()
    assert desk.window.run(GRID, "chữ thường", "", "[data-cell='1:1']")[1] == ["1", "", ""], "words alone: as typed"
    desk.window.run(GRID, "Tên\tSố\tGhi chú\tNguồn\n", "", "[data-cell='0:1']")
    rows = desk.window.run(GRID, "", SHEET, "[data-cell='2:1']")
    assert rows == [
        ["STT", "Tên", "Số", "Ghi chú", "Nguồn"],
        ["1", "", "", "", ""],
        ["2", "Cửa xả", "1 | 2", "", ""],
        ["", "Bể<br>lắng", "7,5", "", ""],
    ]
    desk.click("dialog .button.main")
    desk.until(lambda: "|  | Bể<br>lắng | 7,5 |  |  |" in desk.text())
    assert "| 2 | Cửa xả | 1 \\| 2 |  |  |" in desk.text()


def test_what_is_corrected_is_chosen_among_the_documents(desk: Desk) -> None:
    desk.click("#left button", "Văn bản mới")
    desk.until("document.querySelector('#kind')")
    choose = (
        "const one = document.querySelector(arguments[0]); one.value = arguments[1];"
        "one.dispatchEvent(new Event('change', {bubbles: true}));"
    )
    desk.window.run(choose, "#kind", "correction")
    desk.until("document.querySelector('[data-documents=dinh_chinh]')")
    desk.window.run(choose, "[data-documents=dinh_chinh]", DOC)
    assert desk.window.run("return document.getElementById('n-dinh_chinh-ten').offsetParent") is None
    desk.window.run("document.getElementById('n-ten_goi').value = 'Đính chính tên'")
    desk.click("#begin")
    path = desk.project / "content/correction/dinh-chinh-ten/draft.yaml"
    desk.until(path.exists)
    assert "\ndinh_chinh: ../../nghi-dinh/nuoc\n" in path.read_text(encoding="utf-8")
    desk.until("document.querySelector('h1').textContent === 'Đính chính tên'")
    printed = (
        "const done = arguments[arguments.length - 1]; fetch('/api/text?doc=content/correction/dinh-chinh-ten')"
        ".then((one) => one.text()).then(done)"
    )
    assert "quản lý chất lượng nước" in desk.window.run_later(printed), "it is found from the new folder"


def test_letters_are_marked_by_the_keys_of_word_and_footnotes_numbered(desk: Desk) -> None:
    def held(selected: str, key: str) -> str:
        desk.window.run(
            "const box = document.querySelector('.box textarea'); const at = box.value.indexOf(arguments[0]);"
            "if (arguments[0]) box.setSelectionRange(at, at + arguments[0].length); box.focus()",
            selected,
        )
        desk.window.hold(CONTROL, key)
        return str(desk.window.run("return document.querySelector('.box textarea').value"))

    desk.point("tàu biển")
    assert held("tàu biển", "b") == "a) Cấp nước cho **tàu biển**;"
    assert held("", "i") == "a) Cấp nước cho ***tàu biển***;", "what is marked stays selected"
    assert held("", "i") == "a) Cấp nước cho **tàu biển**;"
    assert held("tàu biển", "i") == "a) Cấp nước cho ***tàu biển***;", "bold is no italics around words"
    assert held("***tàu biển***", "i") == "a) Cấp nước cho **tàu biển**;"
    assert held("nước cho **tàu biển**", "b") == "a) Cấp **nước cho tàu biển**;", "one part of it was bold"
    assert held("", "z") == "a) Cấp nước cho **tàu biển**;"
    assert held("**tàu biển**", "b") == "a) Cấp nước cho tàu biển;"
    assert held("a) Cấp nước cho tàu biển;", ".") == "a) ^Cấp nước cho tàu biển;^", "its number is none of its words"
    assert held("", "z") == "a) Cấp nước cho tàu biển;"
    (desk.project / DOC / "02.md").write_text("Theo[^1] luật.\n\n[^1]: Luật Tài nguyên nước.\n", encoding="utf-8")
    desk.until("import('/static/base.js').then((one) => one.screen.shown.files.length === 3)")
    desk.window.run("const box = document.querySelector('.box textarea'); box.setSelectionRange(24, 24)")
    desk.click(".box .footnote")
    desk.until("document.querySelector('.box textarea').value.endsWith('[^2]: ')")
    desk.type("Loại lớn.")
    desk.save()
    assert "a) Cấp nước cho tàu biển[^2];\n\n[^2]: Loại lớn.\n" in desk.text(), "another file has the first"
