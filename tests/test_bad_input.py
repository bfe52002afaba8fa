"""Bad input: every fault is said with what, where and how to mend it, and no text is lost."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import ConfigError, ConflictError, DraftkitError, KindError, SourceError, as_error
from draftkit.library import build_run
from draftkit.library.build_run import Order, build
from draftkit.library.document import Document
from draftkit.library.project import documents, find_document, find_documents, open_project
from draftkit.library.session import Session
from draftkit.model.message import Finding
from draftkit.model.nearest import nearest
from draftkit.readers.source import clean
from draftkit.word.package import read_package
from draftkit.writers.text import write_text
from tests.helpers import META, RELEASE, TEMPLATES, word_paragraphs, write_project

BODY = "### Điều. Phạm vi\nNội dung giữ nguyên.\n"
GOOD_PNG = (Path(__file__).parent / "readers/cases/files/so-do.png").read_bytes()


def session(root: Path) -> Session:
    return Session(open_project(root, None))


def refused(path: Path, root: Path) -> str:
    """The message of the error that stops the document."""
    made = session(root)
    with pytest.raises(DraftkitError) as caught:
        made.build(made.read(path), ["docx"], root / "out")
    assert not (root / "out").exists() or not list((root / "out").iterdir()), "a half-made file was left behind"
    return str(caught.value)


def found(path: Path, root: Path, kept: str = "Nội dung giữ nguyên.") -> list[Finding]:
    """The findings on a document that is read and built all the same."""
    made = session(root)
    document = made.read(path)
    assert kept in write_text(document.bound, document.frame)
    assert made.build(document, ["docx"], root / "out")[0].is_file()
    return made.check(document)


def one(findings: list[Finding], rule: str) -> Finding:
    chosen = [finding for finding in findings if finding.rule == rule]
    assert len(chosen) == 1, findings
    return chosen[0]


def says(message: str, *words: str) -> None:
    for word in words:
        assert word in message, f"{word!r} not in: {message}"


# -- bytes


@pytest.mark.parametrize("encoding", ["cp1258", "latin-1"])
def test_a_file_in_an_old_encoding_is_refused_with_line_and_remedy(tmp_path: Path, encoding: str) -> None:
    path = write_project(tmp_path, BODY)
    path.write_bytes("---\nloai: decree\n---\nMét hai\n".encode(encoding))
    says(refused(path, tmp_path), "content/thu.md:4", "0xE9", "UTF-8", "save")


def test_a_utf_16_file_is_refused_with_remedy(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_bytes(f"---\n{META}---\n{BODY}".encode("utf-16"))
    says(refused(path, tmp_path), "content/thu.md", "UTF-16", "UTF-8")


def test_nfd_text_is_read_as_nfc_with_a_finding(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_bytes(path.read_bytes().replace(BODY.encode(), unicodedata.normalize("NFD", BODY).encode()))
    finding = one(found(path, tmp_path), "DK-F002")
    says(str(finding.message), "NFC", "fmt")
    assert str(finding.span).startswith("content/thu.md:14")


def test_control_characters_are_left_out_each_told_where_it_first_stands(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY + "Có\x07 k\x07ý\x00 tự\x0b lạ\ufffe.\n")
    told = [one for one in found(path, tmp_path, "Có ký tự lạ.") if one.rule == "DK-F003"]
    for finding, code in zip(told, ("U+0007", "U+0000", "U+000B", "U+FFFE"), strict=True):
        says(str(finding.message), code)
        assert finding.span.line == 16


def test_a_control_character_that_stands_for_a_break_keeps_words_apart(tmp_path: Path) -> None:
    for sign in "\x0b\x0c\x1e":
        assert clean(f"Câu một{sign}câu hai.{sign}\nBa {sign}bốn")[0] == "Câu một câu hai.\nBa bốn"


def test_windows_and_mac_line_ends_are_read(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    data = path.read_bytes()
    for ends in (b"\r\n", b"\r"):
        path.write_bytes(data.replace(b"\n", ends))
        assert [finding.rule for finding in found(path, tmp_path) if finding.rule.startswith("DK-F")] == []


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [finding.rule for finding in found(path, tmp_path) if finding.rule[:4] in ("DK-F", "DK-H")] == []


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    for data in (b"", b"\n \n", b"\xef\xbb\xbf"):
        path.write_bytes(data)
        says(refused(path, tmp_path), "content/thu.md", "empty")


def test_a_50_mb_file_is_refused_by_its_size_without_reading_it(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    with path.open("ab") as file:
        file.truncate(50_000_000)
    says(refused(path, tmp_path), "content/thu.md", "50 MB", "32 MB", "split")


def test_a_missing_file_and_a_folder_without_parts_are_refused(tmp_path: Path) -> None:
    write_project(tmp_path, BODY)
    says(refused(tmp_path / "content/khong-co.md", tmp_path), "khong-co.md", "cannot be read")
    (tmp_path / "content/rong").mkdir()
    (tmp_path / "content/rong/draft.yaml").write_text(META, encoding="utf-8")
    says(refused(tmp_path / "content/rong", tmp_path), "content/rong", ".md", "draft.yaml")


def test_a_name_that_begins_with_what_was_typed_is_offered_first() -> None:
    names = ["du-thao-nghi-dinh", "nghi-dinh-cong-nghiep-moi-truong", "nghi-dinh-khac", "nghi-dnh"]
    assert nearest("nghi-dinh", names) == ["nghi-dinh-khac"]
    assert nearest("nghi-dinh-cong", names) == ["nghi-dinh-cong-nghiep-moi-truong"]
    assert nearest("du-thoa-nghi-dinh", names) == ["du-thao-nghi-dinh"]
    assert nearest("", ["", "a"]) == [], "nothing is no name"


def test_a_misspelt_document_name_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    write_project(tmp_path, BODY)
    with pytest.raises(SourceError, match=r"“thuu”.*“thu”"):
        find_documents(open_project(tmp_path, None), ("thuu",), tmp_path)


def test_a_name_of_two_documents_stands_for_both(tmp_path: Path) -> None:
    """The last of them was taken without a word."""
    write_project(tmp_path, BODY)
    for home in (tmp_path / "content", tmp_path / "content/moi"):
        home.mkdir(exist_ok=True)
        (home / "goc.md").write_text(f"---\n{META}---\n{BODY}", encoding="utf-8")
    project = open_project(tmp_path, None)
    assert len(find_documents(project, ("goc",), tmp_path)) == 2
    with pytest.raises(SourceError, match="2"):
        find_document(project, "goc", tmp_path)


# -- metadata


def with_meta(tmp_path: Path, meta: str) -> Path:
    return write_project(tmp_path, BODY, meta)


def test_broken_yaml_shows_its_line(tmp_path: Path) -> None:
    says(refused(with_meta(tmp_path, META + 'ghi_chu: "chưa đóng\n'), tmp_path), "content/thu.md:", "never closed")
    message = refused(with_meta(tmp_path, "loai: decree\nten_goi: a: b\nso: 1\n"), tmp_path)
    says(message, "content/thu.md:3", "ten_goi: a: b")


def test_metadata_that_is_a_list_is_refused(tmp_path: Path) -> None:
    says(refused(with_meta(tmp_path, "- loai\n- decree\n"), tmp_path), "content/thu.md", "key: value")


def test_an_unknown_key_is_a_finding_with_the_nearest_known_one(tmp_path: Path) -> None:
    finding = one(found(with_meta(tmp_path, META + "noi_nhann: [A]\n"), tmp_path), "DK-H001")
    says(str(finding.message), "noi_nhann", "noi_nhan")
    assert str(finding.span) == "content/thu.md:13:1"


def test_a_missing_key_is_a_finding_that_says_what_it_is_for(tmp_path: Path) -> None:
    finding = one(found(with_meta(tmp_path, META.replace("ten_goi: về thử nghiệm\n", "")), tmp_path), "DK-H002")
    says(str(finding.message), "ten_goi", "tên gọi của")


def test_a_key_written_twice_is_a_finding(tmp_path: Path) -> None:
    finding = one(found(with_meta(tmp_path, META + "luu: A\n"), tmp_path), "DK-H003")
    says(str(finding.message), "luu", "twice")
    assert finding.span.line == 13


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ngay: mai", ("ngay", "2026-12-05", "mai")),
        ("ngay: 2026-02-30", ("2026-02-30",)),
        ("can_cu: {a: b}", ("can_cu", "one entry a line")),
    ],
)
def test_a_value_of_the_wrong_sort_is_a_finding(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    key = line.partition(":")[0]
    meta = "".join(f"{old}\n" for old in META.splitlines() if old.partition(":")[0] != key) + line + "\n"
    says(str(one(found(with_meta(tmp_path, meta), tmp_path), "DK-H004").message), *words)


@pytest.mark.parametrize("loai", ["Nghị địnhh", "decre", "Nghi dinhh"])
def test_an_unknown_kind_is_refused_with_the_nearest_and_all_known(tmp_path: Path, loai: str) -> None:
    message = refused(with_meta(tmp_path, META.replace("decree", loai)), tmp_path)
    says(message, loai, "the nearest are", "Nghị định (decree)")


def test_a_document_without_a_kind_is_refused_with_an_example(tmp_path: Path) -> None:
    says(
        refused(with_meta(tmp_path, META.replace("loai: decree\n", "")), tmp_path), "content/thu.md", "loai: Nghị định"
    )


def test_a_document_without_metadata_is_refused_with_an_example(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_text(BODY, encoding="utf-8")
    says(refused(path, tmp_path), "content/thu.md", "loai: Nghị định")


def test_metadata_that_is_never_closed_loses_nothing_in_silence(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_text(f"---\n{META}\n{BODY}", encoding="utf-8")
    says(refused(path, tmp_path), "content/thu.md")


def test_yaml_nested_200_levels_deep_is_refused(tmp_path: Path) -> None:
    for deep in ("[" * 200 + "]" * 200, "{a: " * 200 + "1" + "}" * 200):
        says(refused(with_meta(tmp_path, f"{META}gia_tri: {deep}\n"), tmp_path), "content/thu.md", "50 levels")


def _bomb(indent: str = "") -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 30)]
    return "".join(f"{indent}{line}\n" for line in lines)


def test_a_yaml_alias_bomb_is_refused(tmp_path: Path) -> None:
    bomb = f"gia_tri:\n{_bomb('  ')}{META}co_quan: *a29\n"
    says(refused(with_meta(tmp_path, bomb), tmp_path), "content/thu.md", "10000")


@pytest.mark.parametrize("name", ["facts", "organisations", "references"])
def test_a_yaml_alias_bomb_that_all_documents_share_is_refused(tmp_path: Path, name: str) -> None:
    write_project(tmp_path, BODY, files={f"_shared/{name}.yaml": _bomb()})
    with pytest.raises(DraftkitError, match="10000"):
        session(tmp_path).read(tmp_path / "content/thu.md")


def test_what_yaml_repeats_by_an_alias_is_there_each_time(tmp_path: Path) -> None:
    write_project(tmp_path, BODY, f"{META}gia_tri:\n  a: &a [x, y]\n  b: *a\n")
    meta = session(tmp_path).read(tmp_path / "content/thu.md").bound.meta
    assert [*meta.texts_with_keys()][-4:] == [
        ("gia_tri.a.0", "x"),
        ("gia_tri.a.1", "y"),
        ("gia_tri.b.0", "x"),
        ("gia_tri.b.1", "y"),
    ]


def test_what_should_be_written_instead_of_a_long_line_is_told_by_its_beginning(tmp_path: Path) -> None:
    message = refused(with_meta(tmp_path, META + f"trich_yeu: {'[' * 5000}{']' * 5000}\n"), tmp_path)
    says(message, "content/thu.md")
    assert len(message) < 1000


@pytest.mark.parametrize(
    "text",
    [f"\n---\n{META}---\n", f"\ufeff \r\n{META}", f"\u200b{META}", "utf-16", "loai: X\n---\n", "\nLoại : Nghị định\n"],
)
def test_what_was_to_be_a_document_is_none_that_is_passed_over(text: str, tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    path.write_bytes(META.encode("utf-16") if text == "utf-16" else text.encode())
    path.with_name("doc-toi.md").write_text(
        "# Ghi chú\n\nĐây không phải là văn bản.\n\n---\nloai: x\n", encoding="utf-8"
    )
    assert documents(open_project(tmp_path, None)) == [path]


def test_a_folder_that_links_to_one_it_lies_in_is_gone_through_once(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    (tmp_path / "content/sau").mkdir()
    (tmp_path / "content/sau/vong").symlink_to("..")
    elsewhere = tmp_path / "khac"
    elsewhere.mkdir()
    (elsewhere / "hai.md").write_bytes(path.read_bytes())
    (elsewhere / "vong").symlink_to(".")
    (tmp_path / "content/noi").symlink_to(elsewhere)
    found = [one.relative_to(tmp_path / "content").as_posix() for one in documents(open_project(tmp_path, None))]
    assert found == ["noi/hai.md", "thu.md"]


def test_a_yaml_alias_to_itself_is_refused(tmp_path: Path) -> None:
    says(refused(with_meta(tmp_path, META + "gia_tri: &a {b: *a}\n"), tmp_path), "content/thu.md")


def test_yaml_tags_make_no_objects(tmp_path: Path) -> None:
    text = "gia_tri: {a: !!python/object/apply:os.system [echo]}"
    says(refused(with_meta(tmp_path, f"{META}{text}\n"), tmp_path), "content/thu.md", "is for programs")


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("references.yaml", "luat-a: {loai: Luật, ten: Thử, so: [63/2025/QH15]}\n", "references.yaml:1"),
        ("references.yaml", "luat-a:\n  loai: Luật\n  ten: Thử\n  co_quan: [Quốc hội]\n", "references.yaml:4"),
        ("organisations.yaml", "bo-a: {ten: [Bộ A]}\n", "organisations.yaml:1"),
        ("organisations.yaml", "bo-a: {ten: Bộ A, viet_tat: {a: b}}\n", "organisations.yaml:1"),
    ],
)
def test_a_list_where_one_text_belongs_is_refused(tmp_path: Path, name: str, text: str, where: str) -> None:
    path = write_project(tmp_path, BODY)
    (tmp_path / "content/_shared").mkdir(exist_ok=True)
    (tmp_path / "content/_shared" / name).write_text(text, encoding="utf-8")
    says(refused(path, tmp_path), where, "must be one text on its line")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("chu_ky: {quyen_han: {a: b}, ho_ten: A}", "“chu_ky.quyen_han”: write one entry a line"),
        ("chu_ky: {quyen_han: [BỘ TRƯỞNG, [x]], ho_ten: A}", "entry 2 of “chu_ky.quyen_han” is no text"),
        ("chu_ky: {quyen_han: BỘ TRƯỞNG, ho_ten: [x]}", "“chu_ky.ho_ten” must be one text"),
        ("chu_ky: {quyen_han: BỘ TRƯỞNG, chuc_vu_khac: [TS]}", "“chu_ky.chuc_vu_khac” must be one text"),
        ("chu_ky: {quyen_han: BỘ TRƯỞNG, anh: [a.png, b.png]}", "“chu_ky.anh” must be one text"),
        ("chu_ky: {quyen_han: BỘ TRƯỞNG, anh: {a: b}}", "“chu_ky.anh” must be one text"),
        ("du_thao: {lan: [1]}", "“du_thao.lan” must be one text"),
        ("du_thao: {lan: 1, ngay: {a: b}}", "“du_thao.ngay” must be one text"),
        ("thu: {den: [a@b.vn, {a: b}]}", "entry 2 of “thu.den” is no text"),
        ("van_ban: {luat: [a.md]}", "“van_ban.luat” must be the path"),
    ],
)
def test_a_list_or_map_where_one_text_belongs_is_told_at_any_depth(tmp_path: Path, line: str, said: str) -> None:
    key = line.partition(":")[0]
    meta = "".join(f"{one}\n" for one in META.splitlines() if not one.startswith(key)) + f"{line}\n"
    path = with_meta(tmp_path, meta)
    told = [one for one in found(path, tmp_path) if said in str(one.message)]
    assert [(one.rule, one.span.line) for one in told] == [
        ("DK-H004", path.read_text("utf-8").split("\n").index(line) + 1)
    ]


def test_a_code_that_no_body_has_is_a_finding(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY, meta=META + "co_quan: bo-cong-thuongg\n")
    (tmp_path / "content/_shared").mkdir(exist_ok=True)
    text = "bo-cong-thuong: {ten: Bộ Công Thương}\n"
    (tmp_path / "content/_shared/organisations.yaml").write_text(text, encoding="utf-8")
    told = [str(one.message) for one in found(path, tmp_path) if one.rule == "DK-H004"]
    assert len(told) == 1
    says(told[0], "bo-cong-thuongg", "bo-cong-thuong")


def test_numbers_no_machine_can_hold_are_no_crash(tmp_path: Path) -> None:
    assert (
        found(
            with_meta(
                tmp_path, META.replace("nam: 2026", f"nam: {'9' * 5000}") + f"gia_tri: {{a: {'9' * 400}.5, b: 1e999}}\n"
            ),
            tmp_path,
        )
        is not None
    )


# -- project and templates


@pytest.mark.parametrize("key", ["noi_dung", "dung_chung", "mau", "ket_qua"])
def test_a_project_folder_outside_the_project_is_refused(tmp_path: Path, key: str) -> None:
    root = tmp_path / "du-an"
    write_project(root, BODY)
    (root / "draftkit.yaml").write_text(f"{key}: ../ngoai\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"draftkit\.yaml.*{key}.*out of the project"):
        open_project(root, None)
    (root / "draftkit.yaml").write_text(f"{key}: /etc\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="out of the project"):
        open_project(root, None)
    for odd in ("[content, khac]", "3", ""):
        (root / "draftkit.yaml").write_text(f"{key}: {odd}\n", encoding="utf-8")
        with pytest.raises(ConfigError, match=f"draftkit.yaml.*{key}.*one folder"):
            open_project(root, None)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_what_the_system_refuses_is_said_with_what_to_do(tmp_path: Path) -> None:
    loop = tmp_path / "vong.md"
    loop.symlink_to(loop)
    for path, told in ((loop, "leads to itself"), (tmp_path / f"{'a' * 300}.md", "longer than the system takes")):
        with pytest.raises((OSError, RuntimeError)) as refusal:
            path.resolve(strict=True)
        error = as_error(refusal.value)
        assert error.exit_status == 2
        assert str(path) in str(error)
        assert told in str(error)


def test_a_mistake_of_ours_behind_a_refusal_of_the_system_is_a_mistake() -> None:
    mistake = RuntimeError("nobody foresaw it")
    mistake.__context__ = PermissionError(13, "denied", "x.md")
    assert as_error(mistake).exit_status == 3


def test_an_unknown_project_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    write_project(tmp_path, BODY)
    (tmp_path / "draftkit.yaml").write_text("ket_quaa: build\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"draftkit\.yaml.*ket_quaa.*ket_qua"):
        open_project(tmp_path, None)


def own_kind(tmp_path: Path, more: str = "") -> Path:
    """A project with a kind of its own: the sample kind, its title, and these lines."""
    path = write_project(tmp_path, BODY, META.replace("decree", "rieng"))
    folder = tmp_path / "templates/rieng"
    folder.mkdir(parents=True)
    text = (TEMPLATES / "decree/kind.yaml").read_text(encoding="utf-8").replace("title: Nghị định", "title: Riêng")
    (folder / "kind.yaml").write_text(text + more, encoding="utf-8")
    return path


def test_a_missing_template_is_refused_with_the_folders_searched(tmp_path: Path) -> None:
    message = refused(own_kind(tmp_path), tmp_path)
    says(message, "decree.docx", "Riêng", "templates/rieng", "_shared")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("rule_set: [structure]", ("rieng/kind.yaml", "rule_set", "rule_sets")),
        ("profile: qpp", ("profiles/qpp.yaml", "missing")),
        ("outline: khong", ("outlines/khong.yaml", "missing")),
        ("titel: X", ("rieng/kind.yaml", "titel", "title")),
    ],
)
def test_a_faulty_kind_is_refused_by_key(tmp_path: Path, line: str, words: tuple[str, ...]) -> None:
    says(refused(own_kind(tmp_path, line + "\n"), tmp_path), *words)


def test_a_broken_shared_file_is_refused_by_name(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY)
    (tmp_path / "content/_shared/references.yaml").write_text("luat-a: {ten: X}\n", encoding="utf-8")
    says(refused(path, tmp_path), "references.yaml", "luat-a", "loai")


# -- body


def body(tmp_path: Path, text: str, files: dict[str, str | bytes] | None = None) -> list[Finding]:
    return found(write_project(tmp_path, BODY + text, files=files), tmp_path)


def test_a_duplicate_label_names_both_places(tmp_path: Path) -> None:
    finding = one(body(tmp_path, "### Điều. A {#x}\n### Điều. B {#x}\n"), "DK-R002")
    says(str(finding.message), "x", "content/thu.md:16")
    assert finding.span.line == 17


def test_a_link_to_a_text_is_words_and_its_label_must_be_there(tmp_path: Path) -> None:
    files = {"bai.md": "# Phần hai {#phan-hai}\n"}
    text = "Xem [bài](bai.md#phan-hai), [cũ](bai.md#phan-hay), [mạng](https://a.vn/b.md#c), [tệp](bai.txt).\n"
    finding = one(body(tmp_path, text, {**files, "bai.txt": "x"}), "DK-F011")
    says(str(finding.message), "“bai.md” has no label “phan-hay”", "did you mean “phan-hai”?")
    made = session(tmp_path)
    document = made.read(tmp_path / "content/thu.md")
    parts = made.docx(document)
    xml = read_package(parts)["word/document.xml"].decode()
    assert "bai.md" not in xml
    assert "https://a.vn/b.md#c" in xml
    assert "bai.txt" in xml


def test_the_nearest_value_is_named(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY + "Mức {{ muc.caoo }}.\n")
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", "---\ngia_tri: {muc: {cao: 5}}\n", 1))
    says(str(one(found(path, tmp_path, "Mức {{ muc.caoo }}."), "DK-V001").message), "did you mean “muc.cao”?")


def test_a_name_with_an_empty_value_is_not_offered_for_itself(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY + "Mức {{ muc.cao }}.\n")
    empty = "---\ngia_tri: {muc: {cao: {gia_tri: , nguon: Đề án}}}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("---\n", empty, 1))
    assert "did you mean" not in str(one(found(path, tmp_path, "Mức {{ muc.cao }}."), "DK-V001").message)


def test_a_placeholder_without_a_value_is_printed_as_typed(tmp_path: Path) -> None:
    path = write_project(tmp_path, BODY + "Mức {{ khong.co }}.\n")
    finding = one(found(path, tmp_path, "Mức {{ khong.co }}."), "DK-V001")
    says(str(finding.message), "khong.co", "gia_tri", "facts.yaml")
    assert (finding.span.line, finding.span.column) == (16, 5)


CODE = [
    "{{ __class__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in y %}{% endfor %}",
    "{{ muc_tieu.__class__ }}",
    "<w:p><w:r/></w:p>",
    "{{p x }}",
    "{# chú #}",
]


@pytest.mark.parametrize("typed", [*CODE, "${x}", "⟦THÂN⟧", "⟦PHỤ LỤC⟧", "]]>", "&lt;"])
def test_code_in_the_content_is_text(tmp_path: Path, typed: str) -> None:
    assert found(write_project(tmp_path, f"{BODY}Chữ {typed} hết.\n"), tmp_path, f"Chữ {typed} hết.") is not None


@pytest.mark.parametrize("typed", ["{{ noi_dung }}", "{% for x in y %}", "<w:p>", "⟦THÂN⟧", "⟦PHỤ LỤC⟧", "{{ 7*7 }}"])
def test_code_in_the_metadata_is_text(tmp_path: Path, typed: str) -> None:
    path = with_meta(tmp_path, META.replace("về thử nghiệm", f'"về {typed} thử"'))
    assert found(path, tmp_path, f"Về {typed} thử") is not None


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("blockquotes", lambda depth: "\n" + "> " * depth + "sâu"),
        ("divisions", lambda depth: "\n" + "::: giua\n" * depth + "sâu\n" + ":::\n" * depth),
        ("emphasis", lambda depth: "\n" + "*a **b " * depth + "sâu" + "** *" * depth),
        ("brackets", lambda depth: "\n" + "[" * depth + "sâu" + "](https://a.vn)" * depth),
        ("quoted units", lambda depth: "\n" + "".join("> " * level + f"{level}. sâu\n" for level in range(1, depth))),
    ],
)
def test_200_levels_of_nesting_lose_nothing(tmp_path: Path, name: str, make: Callable[[int], str]) -> None:
    findings = found(write_project(tmp_path, BODY + make(200)), tmp_path, "sâu")
    if name in ("blockquotes", "divisions"):
        says(
            " ".join(str(finding.message) for finding in findings if finding.rule == "DK-S002"),
            "40 levels",
            "kept as text",
        )


def test_a_csv_row_that_is_too_short_is_named(tmp_path: Path) -> None:
    finding = one(body(tmp_path, "```bang a.csv\n```\n", {"a.csv": "A,B\n1,2\n3\n"}), "DK-F012")
    says(str(finding.message), "a.csv", "row 3", "1 cells", "2")
    assert finding.span.line == 16


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
@pytest.mark.parametrize("make", ["mkfifo", "mkdir"])
def test_what_stands_in_the_place_of_a_side_file_is_said(make: str, tmp_path: Path) -> None:
    path = write_project(tmp_path, f"{BODY}\n```bang a.csv\n```\n")
    getattr(os, make)(path.parent / "a.csv")
    assert any("“a.csv” is no file" in str(finding.message) for finding in found(path, tmp_path))


CSV = {
    "missing": ({}, "", ("a.csv", "missing")),
    "empty": ({"a.csv": ""}, "", ("a.csv", "empty")),
    "not UTF-8": ({"a.csv": b"A\n\xe9t\xe9\n"}, "", ("a.csv:2", "UTF-8")),
    "an unknown option": ({"a.csv": "A\n1\n"}, "tenn: x\n", ("tenn", "ten, rong, canh")),
    "broken options": ({"a.csv": "A\n1\n"}, "ten: [\n", ("never closed",)),
    "options that are no map": ({"a.csv": "A\n1\n"}, "- ten\n", ("option",)),
    "a separator of two signs": ({"a.csv": "A\n1\n"}, 'phan_cach: "||"\n', ("phan_cach",)),
    "a quotation mark that nothing closes": ({"a.csv": 'A\n"x\n' + "y\n" * 100_000}, "", ("a.csv", "quotation marks")),
    "a field of 200,000 signs": ({"a.csv": "A\n" + "x" * 200_000 + "\n"}, "", ("a.csv",)),
}


@pytest.mark.parametrize(("files", "options", "words"), CSV.values(), ids=CSV)
def test_a_csv_table_that_cannot_be_made_is_kept_as_typed(
    tmp_path: Path, files: dict[str, str | bytes], options: str, words: tuple[str, ...]
) -> None:
    path = write_project(tmp_path, f"{BODY}```bang a.csv\n{options}```\nSau bảng.\n", files=files)
    says(str(one(found(path, tmp_path, "```bang a.csv"), "DK-F010").message), *words)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("khong.png", None, ("khong.png", "missing")),
        ("THU.MD", None, ("THU.MD", "missing", "did you mean “thu.md”")),
        ("a.png", b"khong phai hinh", ("a.png", "PNG or JPEG")),
        ("a.png", b"", ("a.png", "PNG or JPEG")),
    ],
)
def test_a_picture_that_cannot_be_shown_is_an_error_and_no_text(
    tmp_path: Path, name: str, data: bytes | None, words: tuple[str, ...]
) -> None:
    path = write_project(tmp_path, f"{BODY}\n![Sơ đồ]({name})\n", files={} if data is None else {name: data})
    findings = found(path, tmp_path, "Phạm vi")
    says(str(one(findings, "DK-F011").message), *words)
    document = Session(open_project(tmp_path, None)).read(path)
    assert "![" not in write_text(document.bound, document.frame)


def test_a_final_text_with_errors_is_not_built_and_a_draft_says_that_it_has_some(tmp_path: Path) -> None:
    wrong = f"{BODY}Theo @khong-co.\n"
    final = write_project(tmp_path / "a", wrong)
    draft = write_project(tmp_path / "b", wrong, META + "du_thao: {lan: 2, ngay: 2026-11-20}\n")
    refused = build(Session(open_project(tmp_path / "a", None)), _read(final, tmp_path / "a"), Order(("txt",)))
    assert not refused.files
    assert not list((tmp_path / "a").rglob("*.txt"))
    says(str(refused.refusals[0]), "errors", "number and date")
    made = build(Session(open_project(tmp_path / "b", None)), _read(draft, tmp_path / "b"), Order(("txt", "docx")))
    assert "DỰ THẢO\n(Lần 2 - ngày 20/11/2026; còn lỗi)" in made.files[0].read_text(encoding="utf-8")
    assert "(Lần 2 - ngày 20/11/2026; còn lỗi)" in word_paragraphs(made.files[1].read_bytes())


@pytest.mark.parametrize(
    ("body", "settings", "times", "says_so"),
    [
        (BODY, "", 1, False),
        (f"{BODY}Theo @khong-co.\n", "", 1, True),
        (f"{BODY}Theo @khong-co.\n", 'kiem_tra: {bo_qua: {"**": [DK-R]}}\n', 2, False),
        (f"{BODY}Theo khoản 9 Điều này.\n", "", 2, True),
    ],
    ids=["nothing is wrong", "met in reading", "met in reading and silenced", "told by a rule"],
)
def test_a_draft_is_written_once_where_reading_tells_that_it_has_errors(
    body: str, settings: str, times: int, says_so: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_project(tmp_path, body, META + "du_thao: {lan: 2, ngay: 2026-11-20}\n")
    if settings:
        (tmp_path / "draftkit.yaml").write_text(settings, encoding="utf-8")
    written: list[object] = []
    make = build_run._made
    monkeypatch.setattr(build_run, "_made", lambda *given: written.append(given) or make(*given))
    made = build(Session(open_project(tmp_path, None)), _read(path, tmp_path), Order(("txt",)))
    assert ("còn lỗi" in made.files[0].read_text(encoding="utf-8")) is says_so
    assert len(written) == times


@pytest.mark.parametrize(
    ("body", "meta", "status"),
    [
        (BODY, META.replace("noi_nhan: [Ban Bí thư Trung ương Đảng]", "noi_nhan: [A]\nla: 1"), 1),
        (BODY, META.replace("luu: VT, CN (2)\n", ""), 0),
        (BODY, META, 0),
        ("", META, 0),
    ],
    ids=["an unknown key", "no file copy yet", "no day of effect yet", "no text yet"],
)
def test_a_draft_with_errors_says_so_and_one_that_is_not_finished_yet_does_not(
    body: str, meta: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path, body, f"{meta}du_thao: {{lan: 2}}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--format", "txt"]) == status
    assert ("còn lỗi" in (tmp_path / "build/thu.txt").read_text(encoding="utf-8")) is (status == 1)


def _read(path: Path, root: Path) -> Document:
    return Session(open_project(root, None)).read(path)


CLASH = "<<<<<<< HEAD\n{ours}\n=======\n{theirs}\n>>>>>>> gop-y\n"


@pytest.mark.parametrize("where", ["text", "metadata", "table", "references"])
def test_marks_of_a_git_conflict_are_one_error_with_both_sides(tmp_path: Path, where: str) -> None:
    clash = CLASH.format(ours="a: 10", theirs="a: 15")
    path = write_project(
        tmp_path,
        f"{BODY}{clash if where == 'text' else ''}```bang a.csv\n```\n",
        META + (clash if where == "metadata" else ""),
        {"a.csv": f"A\n{clash if where == 'table' else '1'}"},
    )
    if where == "references":
        (tmp_path / "content/_shared/references.yaml").write_text(clash, encoding="utf-8")
    with pytest.raises(ConflictError) as caught:
        Session(open_project(tmp_path, None)).read(path)
    says(str(caught.value), "two people changed", "a: 10", "a: 15", "<<<<<<<")


def test_a_line_of_equal_signs_is_no_conflict(tmp_path: Path) -> None:
    path = write_project(tmp_path, f"{BODY}=======\n\n<<<<<<<\n")
    assert Session(open_project(tmp_path, None)).read(path)


@pytest.mark.parametrize("cut", [8, 12, 20, 30])
def test_a_truncated_png_is_named_and_no_file_is_left(tmp_path: Path, cut: int) -> None:
    path = write_project(tmp_path, f"{BODY}\n![Sơ đồ](a.png)\n", files={"a.png": GOOD_PNG[:cut]})
    try:
        findings = found(path, tmp_path)
    except SourceError as error:
        says(str(error), "a.png", "damaged")
    else:
        says(" ".join(str(finding.message) for finding in findings if finding.rule == "DK-F011"), "a.png")


@pytest.mark.parametrize("target", ["../../ngoai.{0}", "/{1}/ngoai.{0}", "lien-ket.{0}", "thu-muc/ngoai.{0}"])
@pytest.mark.parametrize("kind", ["csv", "png"])
def test_no_path_leaves_the_project(tmp_path: Path, kind: str, target: str) -> None:
    root = tmp_path / "du-an"
    outside = tmp_path / f"ngoai.{kind}"
    outside.write_bytes(GOOD_PNG if kind == "png" else "BÍ MẬT\n1\n".encode())
    name = target.format(kind, str(tmp_path).strip("/"))
    text = f"```bang {name}\n```\n" if kind == "csv" else f"\n![Sơ đồ]({name})\n"
    path = write_project(root, BODY + text)
    (root / f"content/lien-ket.{kind}").symlink_to(outside)
    (root / "content/thu-muc").symlink_to(tmp_path)
    finding = one(found(path, root), "DK-F010" if kind == "csv" else "DK-F011")
    says(str(finding.message), name, "outside the project")
    assert "BÍ MẬT" not in write_text(session(root).read(path).bound, session(root).read(path).frame)


def test_a_part_of_a_document_may_not_be_a_link_out_of_the_project(tmp_path: Path) -> None:
    root = tmp_path / "du-an"
    write_project(root, BODY)
    folder = root / "content/hai"
    folder.mkdir()
    (folder / "draft.yaml").write_text(META, encoding="utf-8")
    (tmp_path / "bi-mat.md").write_text("BÍ MẬT\n", encoding="utf-8")
    (folder / "01.md").symlink_to(tmp_path / "bi-mat.md")
    says(refused(folder, root), "01.md", "outside the project")


def test_errors_of_users_and_of_draftkit_have_different_exit_statuses() -> None:
    from draftkit.errors import InternalError, OutputError

    assert {cls("x").exit_status for cls in (SourceError, ConfigError, KindError, OutputError)} == {2}
    assert InternalError("x").exit_status == 3


def test_a_mistake_of_draftkit_in_one_document_keeps_no_other_from_being_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = write_project(tmp_path, "Nội dung.\n", "du_thao: true\n" + META)
    for name in ("mot", "hai"):
        text.with_name(f"{name}.md").write_bytes(text.read_bytes())
    text.rename(text.with_name("ba.md"))
    bound, logs = Session.read, tmp_path / "nhat-ky"
    logs.mkdir()

    def broken(self: Session, path: Path, *more: object, **named: object) -> Document:
        if path.stem in ("mot", "hai"):
            raise ZeroDivisionError("nought")
        return bound(self, path, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Session, "read", broken)
    monkeypatch.setattr("tempfile.tempdir", str(logs))
    monkeypatch.chdir(tmp_path)
    for command in ("build", "check"):
        assert main([command, "--lang", "en"]) == 3
        told = "".join(capsys.readouterr())
        (log,) = logs.iterdir()  # one for both documents
        assert told.count("draftkit made a mistake (ZeroDivisionError: nought). Please report it,") == 1
        assert str(log) in told
        assert "content/hai.md, content/mot.md: left out because of this error." in told
        assert "in broken" in log.read_text(encoding="utf-8")
        log.unlink()
    assert [path.name for path in tmp_path.rglob("*.docx")] == ["ba.docx"]
    assert main(["build", "mot"]) == 3


def test_of_what_could_not_be_looked_at_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("QUỐC HỘI\n", encoding="utf-8")
    assert main(["check", "--fix", str(tmp_path / "b.docx"), str(path)]) == 2
    assert "không có phát hiện" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "command",
    [["build", "--format", "txt"], ["check"], ["check", "--mend"], ["build", "--format", "txt", "--kind", "decree"]],
)
def test_a_document_that_cannot_be_read_keeps_no_other_from_being_made(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path, f"{BODY}Theo @khong-co.\n", META + "du_thao: {lan: 2, ngay: 2026-11-20}\n")
    for name in ("a-hong", "z-hong"):
        (tmp_path / f"content/{name}.md").write_text("---\nloai: khong-co\n---\nLời.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(command) == 2
    told = capsys.readouterr()
    for name in ("a-hong", "z-hong"):
        assert f"content/{name}.md:2: không có loại văn bản" in told.err
        assert f"content/{name}.md: bỏ qua vì lỗi này." in told.err
    assert "khong-co" in told.out
    assert len(list(tmp_path.rglob("*.txt"))) == (command[0] == "build")


@pytest.mark.parametrize(
    ("command", "made"),
    [
        ("fmt", "formatted: content/thu.md"),
        ("fmt --check", "not in canonical layout: content/thu.md"),
        ("translate a-hong thu z-hong", "content/thu.en.md"),
        ("approve a-hong tin z-hong --by A --date 2026-11-20", "content/tin.duyet.yaml"),
        ("dossier ho-so/a-hong ho-so/giua ho-so/z-hong", "giua"),
        ("hs check a-hong.csv b.csv z-hong.csv", "1 lines of goods"),
    ],
)
def test_one_of_several_that_cannot_be_read_is_named_and_keeps_no_other(
    tmp_path: Path, command: str, made: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path, f"{BODY}\n\n\n2. Hai.\n")
    monkeypatch.chdir(tmp_path)
    Path("content/tin.md").write_text(RELEASE, encoding="utf-8")
    for name in ("a-hong", "z-hong"):
        Path(f"content/{name}.md").write_text("---\nloai: khong-co\n---\nLời.\n", encoding="utf-8")
        Path(f"ho-so/{name}").mkdir(parents=True)
        Path(f"ho-so/{name}/dossier.yaml").write_text("x: [\n", encoding="utf-8")
        Path(f"{name}.csv").write_bytes(b"\xff\xfe\x00")
    Path("ho-so/giua").mkdir()
    Path("ho-so/giua/dossier.yaml").write_text("du_thao: thu\nthanh_phan: []\n", encoding="utf-8")
    Path("b.csv").write_text("ma_hs,mo_ta\n8421.39,b\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*hong*") if path.is_file()}
    capsys.readouterr()
    assert main(["--lang", "en", *command.split()]) == 2
    told = "".join(capsys.readouterr())
    assert made in told
    for name in ("a-hong", "z-hong"):
        assert re.search(rf"{name}[^\n]*: left out because of this error", told), told
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("command", [["build", "--format", "txt"], ["check"], ["list"]])
def test_what_is_wrong_with_a_shared_file_is_told_once_for_all_documents(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = write_project(tmp_path, f"{BODY}{{{{ bep }}}}\n", META + "du_thao: {lan: 2, ngay: 2026-11-20}\n")
    first.with_name("b.md").write_text(first.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "content/_shared/facts.yaml").write_text("bep: 1\nbep: 2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(command) == (0 if command == ["list"] else 2)
    told = capsys.readouterr()
    assert told.err.count("khóa “bep” ghi hai lần; chỉ giữ một.") == (command != ["list"])
    assert told.out.count("khóa “bep” ghi hai lần") == (command == ["list"])


def test_a_folder_is_not_called_like_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_project(tmp_path, BODY)
    assert main(["build", str(source), "--out", str(tmp_path / "ban-trinh.docx")]) == 2
    assert "ban-trinh.docx" in capsys.readouterr().err
    assert not (tmp_path / "ban-trinh.docx").exists()


def test_an_excel_file_in_the_place_of_a_csv_file_is_told_as_such(tmp_path: Path) -> None:
    path = write_project(tmp_path, f"{BODY}\n```bang so.xlsx\n```\n")
    (path.parent / "so.xlsx").write_bytes(b"PK\x03\x04\xa5")
    says(str(one(found(path, tmp_path), "DK-F010").message), "so.xlsx", "Excel", "CSV UTF-8")


def test_several_formats_may_stand_behind_one_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_project(tmp_path, "### Điều. Kho\nNội dung.\n", "loai: Nghị định\nten_goi: về kho\ndu_thao: {lan: 2}\n")
    monkeypatch.chdir(tmp_path)
    main(["build", "--format", "txt,html"])
    assert {path.suffix for path in (tmp_path / "build").iterdir()} >= {".txt", ".html"}
    assert main(["build", "--format", "txt,la"]) == 2
