"""What is wrong with a layout of a page or a mail is told with its tag, in the reader's language: none of the words of
the library that fills it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.kinds.registry import packaged_templates
from tests.forms.project import press_project

SHARED = "templates/_shared"
FAULTS = [
    ("{{ mucc.ten }}", "{{ mucc.ten }}: không có chỗ điền “mucc”"),
    ("{{ tieu_dee }}", "{{ tieu_dee }}: không có chỗ điền “tieu_dee”"),
    ("{{ ten.xyzt() }}", "{{ ten.xyzt() }}: không có chỗ điền “ten”"),
    ("{{ ngon_ngu | uperr }}", "{{ ngon_ngu | uperr }}: không có bộ lọc “uperr”; có phải ý bạn là “upper”?"),
    ("{% if 1 %}", "{% if … %}: không đọc được thẻ này; hãy sửa hoặc xóa"),
    ("{% for %}", "{% for %}: không đọc được thẻ này; hãy sửa hoặc xóa"),
    ("{{ 1 / 0 }}", "{{ 1 / 0 }}: không làm được việc này với các giá trị đã cho"),
    ("{{ ngon_ngu + 1 }}", "{{ ngon_ngu + 1 }}: không làm được việc này với các giá trị đã cho"),
    ("{% for a in range(99999999) %}x{% endfor %}", "chạy không dứt"),
]
ENDLESS = ("{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}", "chạy không dứt")
LAYOUTS = ("site/document.html", "site/khung.html", "mail/thu.html", "mail/khung.html")
SPOILT = [*product(LAYOUTS[::2], FAULTS), *product(LAYOUTS[1::2], FAULTS[:5:2]), (LAYOUTS[0], ENDLESS)]
"""Each fault in the layout of each command, some in the frames of these; what goes on for long in one."""
ENGLISH = ("undefined", "expected", "Encountered", "unknown tag", "division", "named", "never ends", "cannot")


def spoilt(root: Path, name: str, text: str) -> None:
    """A layout of ours in the project, with one more line at the end of its main block or page."""
    ours = (packaged_templates() / "_shared" / name).read_text(encoding="utf-8")
    at = ours.rfind("</body>") if "</body>" in ours else ours.rfind("{% endblock %}")
    assert at > 0
    path = root / SHARED / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{ours[:at]}\n{text}\n{ours[at:]}", encoding="utf-8")


def written_with(name: str, path: Path, language: str) -> int:
    """How the command ends that fills a layout: the site, or the mail of the document at a path."""
    command = ("site", "--draft") if name.startswith("site") else ("build", str(path), "--format", "eml", "--draft")
    return main([*command, "--lang", language])


def checked(name: str, path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `check` says of the template in a layout of a mail, before anything is made."""
    if name.startswith("site"):
        return ""
    assert main(["check", str(path), "--select", "DK-F015"]) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize(("name", "fault"), SPOILT)
def test_a_fault_of_a_layout(
    tmp_path: Path,
    name: str,
    fault: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, told = fault
    path = press_project(tmp_path, settings="trang_tin: {ten: Tin, co_quan: Bộ}\n")
    spoilt(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    found = checked(name, path, capsys)
    assert (told in found) is name.startswith("mail")
    assert written_with(name, path, "vi") == 2
    said = capsys.readouterr().err
    assert told in said
    assert name.rpartition("/")[2] in said
    assert not any(word in said for word in ENGLISH)


@pytest.mark.parametrize(("name", "part"), [("site/document.html", "phan.main"), ("mail/thu.html", "noi_dung")])
def test_a_layout_without_the_text(
    tmp_path: Path, name: str, part: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = press_project(tmp_path, settings="trang_tin: {ten: Tin, co_quan: Bộ}\n")
    layout = tmp_path / SHARED / name
    layout.parent.mkdir(parents=True)
    layout.write_text("<p>{{ ngon_ngu }}</p>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (f"bỏ sót {part}" in checked(name, path, capsys)) is name.startswith("mail")
    assert written_with(name, path, "vi") == 2
    assert f"bỏ sót {part}" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["site/document.html", "mail/thu.html"])
def test_a_layout_where_nobody_reads_it(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = press_project(tmp_path, settings="trang_tin: {ten: Tin, co_quan: Bộ}\n")
    layout = tmp_path / "templates" / name
    layout.parent.mkdir(parents=True)
    layout.write_text("<p></p>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert ("hãy chuyển" in checked(name, path, capsys)) is name.startswith("mail")
    assert written_with(name, path, "en") == 2
    assert f"“templates/{name}” is not read there: move it to “templates/_shared/{name}”" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["{% extends 'khac.html' %}{{ noi_dung }}", "{% extends 'ban-tin.html' %}"])
def test_a_mail_extends_only_the_frame_of_mails(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = press_project(tmp_path)
    layout = tmp_path / SHARED / "mail/thu.html"
    layout.parent.mkdir(parents=True)
    layout.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "mẫu thu.html: mẫu thư chỉ có thể mở rộng khung.html" in checked("mail/thu.html", path, capsys)


def test_of_a_mail_only_the_layout_is_told_where_something_else_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = press_project(tmp_path)
    spoilt(tmp_path, "mail/khung.html", "{# như cũ #}")
    monkeypatch.chdir(tmp_path)
    assert main(["check", str(path), "--select", "DK-F015"]) == 0
    path.write_text(path.read_text(encoding="utf-8").replace("<baochi@example.vn>", "<baochi>"), encoding="utf-8")
    assert main(["check", str(path), "--select", "DK-F015"]) == 0
    assert written_with("mail/khung.html", path, "vi") == 2
