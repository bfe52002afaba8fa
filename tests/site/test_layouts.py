"""What is wrong with a layout of a page or a mail is told with its tag, in the reader's language: none of the words of
the library that fills it."""

from __future__ import annotations

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
    ("{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}", "chạy không dứt"),
]
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


@pytest.mark.parametrize("name", ["site/document.html", "site/khung.html", "mail/thu.html", "mail/khung.html"])
@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_a_fault_of_a_layout(
    tmp_path: Path, name: str, text: str, told: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = press_project(tmp_path, settings="trang_tin: {ten: Tin, co_quan: Bộ}\n")
    spoilt(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    assert written_with(name, path, "vi") == 2
    said = capsys.readouterr().err
    assert told in said
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
    assert written_with(name, path, "en") == 2
    assert f"“templates/{name}” is not read there: move it to “templates/_shared/{name}”" in capsys.readouterr().err
