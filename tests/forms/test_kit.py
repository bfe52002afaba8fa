"""The media kit: every form, the photos as they were taken but without what they tell of place and camera, and a list
that is true."""

from __future__ import annotations

import email
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from email.policy import default
from pathlib import Path

import pytest
from PIL import Image

from draftkit.cli.main import main
from draftkit.kit.build import pack
from draftkit.word import office
from tests.forms.project import RELEASE, approve, photo, press_project, release
from tests.helpers import word_paragraphs


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_NAMES", ())


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as kit:
        return {name: kit.read(name) for name in kit.namelist()}


LINKED = """\
Xem {a} và **{b}** với @qd.

- mục {c}[^1]

Bảng. {d}
| {e} | Mức |
|---|---|
| *{f}* | 1 |

> “Trích {g}.”

# Mục {h}

[^1]: Chú {i}.
"""
"""Every place where a link may stand."""


def linked(to: str, of: Callable[[str], str] = lambda name: f"[chữ {name}]({{to}})") -> str:
    return LINKED.format(**{name: of(name).format(to=to) for name in "abcdefghi"})


def test_links_lead_to_what_is_in_the_kit(tmp_path: Path) -> None:
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "content/_shared/references.yaml").write_text(
        "qd: {loai: Quyết định, so: 1894/QĐ-TTg, ngay: 2025-09-04, co_quan: Thủ tướng Chính phủ, ten: phê duyệt}\n",
        encoding="utf-8",
    )
    session, _ = release(tmp_path)
    decree = tmp_path / "content/nghi-dinh"
    decree.mkdir()
    (decree / "draft.yaml").write_text("loai: Nghị định\nten_goi: về nước\nnam: 2026\n", encoding="utf-8")
    (decree / "01.md").write_text("### Điều. Phạm vi {#pham-vi}\nNghị định này quy định về nước.\n", encoding="utf-8")
    head = RELEASE[: RELEASE.index("---\n", 4) + 4]

    def page(name: str, body: str, *others: str) -> str:
        (tmp_path / f"content/{name}.md").write_text(head + body, encoding="utf-8")
        documents = [session.read(tmp_path / "content" / one) for one in (f"{name}.md", *others)]
        files = opened(pack(session, documents)[0])
        shown = {
            end: data for path, data in files.items() if path.startswith(f"{name}/{name}.") for end in (path[-4:],)
        }
        assert not any(b".md" in data for end, data in shown.items() if end in ("html", ".txt", ".eml"))
        assert b".md" not in opened(shown["docx"])["word/_rels/document.xml.rels"]
        for letter in "abcdefghi" if "chữ" in body else "":
            assert f"chữ {letter}" in shown["html"].decode()
        assert "@qd" not in shown["html"].decode()
        return shown["html"].decode()

    led = '<a href="{to}">chữ {name}</a>'
    there = page("mot", linked("tin.md"), "tin.md")
    assert [name for name in "abcdefghi" if led.format(to="../tin/tin.html", name=name) in there] == list("abcdefghi")
    assert "chữ a</a>" not in page("hai", linked("tin.md"))
    assert led.format(to="../mot/mot.html#b", name="i") in page("ba", linked("./mot.md#b"), "mot.md")
    whole = page("bon", linked("nghi-dinh/01.md#pham-vi"), "nghi-dinh")
    assert led.format(to="../nghi-dinh/nghi-dinh.docx", name="f") in whole
    assert led.format(to="../nam/nam.html#b", name="a") in page("nam", linked("nam.md#b"))
    assert led.format(to="https://vidu.vn", name="a") in page("sau", linked("https://vidu.vn"))


def test_a_kit_holds_every_form_and_a_list_that_is_true(tmp_path: Path) -> None:
    session, document = release(
        tmp_path,
        RELEASE.replace("nguon: Báo Công Thương}", "nguon: '{{ bao }}', giay_phep: CC BY 4.0}").replace(
            "---\n", "---\ngia_tri: {bao: Báo Công Thương}\n", 1
        ),
    )
    data, _, missing = pack(session, [document])
    files = opened(data)
    assert sorted(files) == [
        "danh-muc.txt",
        "manifest.json",
        "tin/anh/anh.jpeg",
        "tin/tin.docx",
        "tin/tin.eml",
        "tin/tin.html",
        "tin/tin.pdf",
        "tin/tin.txt",
    ]
    assert missing == ()
    listed = json.loads(files["manifest.json"])
    for entry in listed["tep"]:
        assert hashlib.sha256(files[entry["tep"]]).hexdigest() == entry["sha256"]
        assert len(files[entry["tep"]]) == entry["kich_thuoc"]
        assert entry["sha256"] in files["danh-muc.txt"].decode("utf-8-sig")
    assert {entry["tep"] for entry in listed["tep"]} == set(files) - {"manifest.json", "danh-muc.txt"}
    shown = next(entry for entry in listed["tep"] if entry["tep"].endswith("anh.jpeg"))
    assert (shown["mo_ta"], shown["chu_thich"], shown["nguon"], shown["giay_phep"]) == (
        "Toàn cảnh hội trường",
        "Quang cảnh diễn đàn.",
        "Báo Công Thương",
        "CC BY 4.0",
    )


def test_photos_keep_their_size_and_lose_their_place(tmp_path: Path) -> None:
    session, document = release(tmp_path)
    (tmp_path / "content/anh.jpg").write_bytes(photo(3000, 2000))
    files = opened(pack(session, [document])[0])
    image = Image.open(io.BytesIO(files["tin/anh/anh.jpeg"]))
    assert image.size == (3000, 2000)
    assert not image.getexif()


def test_a_kit_does_not_say_who_else_received_it(tmp_path: Path) -> None:
    session, document = release(tmp_path)
    assert b"a@example.vn" in session.written(document, "eml")
    assert b"a@example.vn" not in opened(pack(session, [document])[0])["tin/tin.eml"]


def test_same_pieces_same_bytes(tmp_path: Path) -> None:
    assert pack(*_session(tmp_path / "a"))[0] == pack(*_session(tmp_path / "b"))[0]


def _session(root: Path) -> tuple[object, list[object]]:
    session, document = release(root)
    return session, [document]


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    press_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "kit", "tin", "--now", "2026-12-06T00:00+07:00"]) == 0
    assert "6 files" in capsys.readouterr().out
    assert (tmp_path / "build/kit/tin.zip").is_file()
    assert main(["--lang", "en", "kit"]) == 2
    assert "Name the pieces" in capsys.readouterr().err


def test_a_photo_that_is_not_there_stops_the_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = press_project(tmp_path)
    (tmp_path / "content/anh.jpg").unlink()
    approve(tmp_path, path)
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "kit", "tin", "--now", "2026-12-06 09:00 +07:00"]) == 1
    said = capsys.readouterr()
    assert "anh.jpg" in said.out
    assert "1 errors to mend first" in said.err
    assert not (tmp_path / "build").exists()


def test_a_piece_that_cannot_be_read_hides_nothing_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = press_project(tmp_path)
    (tmp_path / "content/anh.jpg").unlink()
    approve(tmp_path, path)
    (tmp_path / "content/hong.md").write_text("---\nloai: Không có\n---\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["--lang", "en", "kit", "hong", "tin", "--now", "2026-12-06 09:00 +07:00"]) == 2
    said = capsys.readouterr()
    assert "1 errors to mend first" in said.err
    assert "content/hong.md: left out because of this error." in said.err
    assert not (tmp_path / "build").exists()


def test_before_its_time_a_kit_is_made_only_when_asked_for_and_every_form_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    press_project(tmp_path, RELEASE.replace("nam: 2026", "nam: 2026\ncam_cong_bo: 2026-12-06 09:00 +07:00"))
    monkeypatch.chdir(tmp_path)
    arguments = ["--lang", "en", "kit", "tin", "--now", "2026-12-06 08:59 +07:00"]
    assert main(arguments) == 1
    assert "not to be published before" in capsys.readouterr().err
    assert not (tmp_path / "build").exists()
    assert main([*arguments, "--embargoed"]) == 0
    files = opened((tmp_path / "build/kit/tin.zip").read_bytes())
    line = "CẤM CÔNG BỐ TRƯỚC 9 giờ 00 ngày 06/12/2026"
    message = email.message_from_bytes(files["tin/tin.eml"], policy=default)
    forms = [
        files["tin/tin.txt"].decode(),
        files["tin/tin.html"].decode(),
        *(part.get_content() for part in message.walk() if part.get_content_maintype() == "text"),
    ]
    assert all(line in form for form in (*forms, "\n".join(word_paragraphs(files["tin/tin.docx"]))))


def test_two_languages_of_a_piece_name_each_other(tmp_path: Path) -> None:
    session, document = release(tmp_path, RELEASE)
    twin = document.path.with_name("tin.en.md")
    twin.write_text(RELEASE.replace("ten_goi: Bộ Công Thương", "ten_goi: The Ministry"), encoding="utf-8")
    files = opened(pack(session, [document, session.read(twin)])[0])
    for name in ("tin", "tin-en"):
        page = files[f"{name}/{name}.html"].decode()
        assert '<link rel="alternate" hreflang="vi" href="../tin/tin.html">' in page
        assert '<link rel="alternate" hreflang="en" href="../tin-en/tin-en.html">' in page
    assert [piece["ban_ngon_ngu_khac"] for piece in json.loads(files["manifest.json"])["van_ban"]] == ["tin-en", "tin"]
    assert "English: tin-en/" in files["danh-muc.txt"].decode("utf-8-sig")
    alone = opened(pack(session, [document])[0])
    assert "hreflang" not in alone["tin/tin.html"].decode()


@pytest.mark.parametrize(
    ("title", "listed"),
    [("Thông cáo báo chí về kế hoạch", "Thông cáo báo chí về"), ("Bộ có kế hoạch", "Thông cáo báo chí: Bộ có")],
)
def test_a_title_that_names_its_sort_is_not_told_twice(title: str, listed: str, tmp_path: Path) -> None:
    found = RELEASE.split("\nten_goi: ", 1)[1].split("\n", 1)[0]
    session, document = release(tmp_path, RELEASE.replace(found, title))
    files = opened(pack(session, [document])[0])
    assert f"\r\n{listed}" in files["danh-muc.txt"].decode("utf-8-sig")
