"""Approval, staleness, and the gate of `draftkit build`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.office import Office

FACTS = "muc_tieu: {{nam: {{gia_tri: '{year}', nguon: QĐ}}}}\n"
BODIES = "cuc-x: {{ten: {name}}}\n"
ACTS = "qd-x: {{loai: Quyết định, ten: ban hành Kế hoạch, so: {number}, ngay: 2025-12-15, co_quan: Bộ trưởng Bộ X}}\n"
DECREE = (
    "---\nloai: Nghị định\nten_goi: về công nghiệp môi trường\n---\n{before}### Điều. Trách nhiệm\n1. {text} "
    "{{#chu-tri}}\n"
)
RELEASE = """\
---
loai: Thông cáo báo chí
ten_goi: Bộ X ban hành Kế hoạch
co_quan: Bộ X
nam: 2026
ngay: 2026-12-15
van_ban: {{nghi_dinh: du-thao.md}}
{more}lien_he: {{ho_ten: Trần Thị B, dien_thoai: 024 2222 1234, thu_dien_tu: bc@bo.vn}}
---
Cục X thực hiện @qd-x đến năm {{{{ muc_tieu.nam }}}}.

Theo dự thảo, việc này do Bộ chủ trì (@nghi_dinh.chu-tri).
"""


class Newsroom(Office):
    """A project of one release that cites a draft, an act, a figure and a body."""

    def tell(
        self,
        more: str = "",
        text: str = "Bộ X chủ trì.",
        before: str = "",
        year: str = "2030",
        name: str = "Cục X",
        number: str = "1/QĐ-X",
        said: str = "",
    ) -> None:
        self.write("content/_shared/facts.yaml", FACTS.format(year=year))
        self.write("content/_shared/organisations.yaml", BODIES.format(name=name))
        self.write("content/_shared/references.yaml", ACTS.format(number=number))
        self.write("content/du-thao.md", DECREE.format(text=text, before=before))
        self.write("content/tin.md", RELEASE.format(more=more) + said)

    def approve(self) -> tuple[int, str]:
        return self.run("approve", "tin", "--by", "Trần Thị B, Chánh Văn phòng", "--date", "2026-11-14")

    def findings(self, prefix: str = "DK-P01") -> list[str]:
        out = self.run("check", "tin", "--format", "json")[1]
        return [
            f"{entry['rule']} {entry['message']}"
            for entry in json.loads(out)["findings"]
            if entry["rule"].startswith(prefix)
        ]


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    office = Newsroom(tmp_path, capsys, monkeypatch, {})
    office.tell()
    return office


def test_an_approval_is_a_file_beside_the_text_that_says_who_when_and_on_what_ground(office: Newsroom) -> None:
    status, out = office.approve()
    assert (status, out.strip()) == (0, "content/tin.duyet.yaml")
    text = (office.root / "content/tin.duyet.yaml").read_text(encoding="utf-8")
    for wanted in (
        "nguoi_duyet: Trần Thị B, Chánh Văn phòng",
        "ngay_duyet: '2026-11-14'",
        "bam: sha256:",
        "nghi_dinh.chu-tri: 1. Bộ X chủ trì.",
        "muc_tieu.nam: '2030'",
        "cuc-x: Cục X",
        "qd-x: Quyết định số 1/QĐ-X",
    ):
        assert wanted in text
    assert office.findings() == []
    assert office.run("build", "tin", "--format", "txt", "--now", "2026-12-15 10:00 +07:00")[0] == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"text": "Bộ X phối hợp."},
            [
                (
                    "DK-P010 “@nghi_dinh.chu-tri” has changed since approval: it said “1. Bộ X chủ trì.”; it says "
                    "“1. Bộ "
                    "X phối hợp.”"
                )
            ],
        ),
        (
            {"before": "### Điều. Thêm\nMới.\n"},
            [
                (
                    "DK-P010 “@nghi_dinh.chu-tri” has moved since approval: it was khoản 1 Điều 1 của Nghị định; it is "
                    "khoản 1 Điều 2 của Nghị định"
                )
            ],
        ),
        (
            {"year": "2035"},
            ["DK-P010 the value “muc_tieu.nam” has changed since approval: it was “2030”; it is “2035”"],
        ),
        ({"name": "Cục Y"}, ["DK-P010 the name of “cuc-x” has changed since approval: it was “Cục X”; it is “Cục Y”"]),
        ({"number": "2/QĐ-X"}, ["DK-P010 “@qd-x” is cited otherwise since approval: it was “Quyết định số 1/QĐ-X"]),
        (
            {"said": "\nThêm một đoạn.\n"},
            ["DK-P011 the text has been changed since Trần Thị B, Chánh Văn phòng approved it on 2026-11-14"],
        ),
        ({"more": "tieu_de_phu: Mới\n"}, ["DK-P011 the text has been changed"]),
    ],
)
def test_whatever_changes_after_approval_is_shown_and_keeps_the_text_from_going_out(
    office: Newsroom, change: dict[str, str], said: list[str]
) -> None:
    office.approve()
    office.tell(**change)
    found = office.findings()
    assert len(found) == len(said)
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True)), found
    status, out = office.run("build", "tin", "--format", "txt")
    assert status == 1
    assert "not built" in out
    assert not (office.root / "build").exists()
    office.approve()
    assert office.findings() == []


def test_what_was_cited_and_is_gone_is_shown(office: Newsroom) -> None:
    office.approve()
    office.tell()
    (office.root / "content/_shared/facts.yaml").write_text("khac: 1\n", encoding="utf-8")
    assert any("it was “2030”; it is “" in one for one in office.findings())


def test_what_was_cut_out_of_an_approval_is_judged_all_the_same(office: Newsroom) -> None:
    office.approve()
    path = office.root / "content/tin.duyet.yaml"
    kept = path.read_text("utf-8")
    for sort, told, found in (("so_lieu", {"year": "2031"}, "2031"), ("quy_dinh", {"text": "Bộ Y."}, "Bộ Y")):
        cut = re.sub(rf"{sort}:\n(?:  .*\n)+", "", kept)
        path.write_text(cut, encoding="utf-8")
        office.tell()
        assert office.findings() == ["DK-P012 tin.duyet.yaml was changed after it was written; approve the text again"]
        path.write_text(re.sub("niem: .*", "", cut), encoding="utf-8")
        office.tell(**told)
        assert found in " ".join(office.findings())
        assert office.run("build", "tin", "--format", "txt", "--out", "ra")[0] == 1
        assert not (office.root / "ra").exists()


@pytest.mark.parametrize(
    ("old", "new"), [("ngay_duyet: '2026-11-14'", "ngay_duyet: '2026-11-13'"), ("Trần Thị B, Chánh", "Bà C, Chánh")]
)
def test_an_approval_that_was_edited_is_none_and_laid_out_otherwise_it_is_one(
    office: Newsroom, old: str, new: str
) -> None:
    office.approve()
    path = office.root / "content/tin.duyet.yaml"
    kept = path.read_text("utf-8")
    path.write_text("# ghi chú\r\n" + kept.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert office.findings() == []
    path.write_text(kept.replace(old, new), encoding="utf-8")
    assert office.findings() == ["DK-P012 tin.duyet.yaml was changed after it was written; approve the text again"]
    status, said = office.run("build", "tin", "--format", "txt")
    assert status == 1
    assert "tin.duyet.yaml was changed after it was written" in said
    assert "nobody has approved" not in said


IDENTITY = "ten: Bộ X\nmau: {{chinh: '{colour}'}}\nma_qr: {target}\nlien_he: {{{contact}}}\n"


def test_what_the_project_puts_on_a_text_is_approved_with_it(office: Newsroom) -> None:
    def body(
        colour: str = "#0F7C78", target: str = "https://x.vn/a", contact: str = "dien_thoai: 024 2220 2221"
    ) -> None:
        office.write("content/_shared/nhan-dien.yaml", IDENTITY.format(colour=colour, target=target, contact=contact))

    body()
    office.approve()
    assert office.findings() == []
    start = "DK-P010 “{}” of the identity or settings has changed since approval: it was “{}”; it is “{}”"
    for change, said in (
        ({"target": "https://y.vn"}, ("ma_qr", "https://x.vn/a", "https://y.vn")),
        ({"contact": "dien_thoai: 024 2220 2222"}, ("lien_he.dien_thoai", "024 2220 2221", "024 2220 2222")),
        ({"contact": "dien_thoai: 024 2220 2221, don_vi: Vụ Y"}, ("lien_he.don_vi", "", "Vụ Y")),
    ):
        body(**change)
        assert office.findings() == [start.format(*said)]
        assert office.run("build", "tin", "--format", "txt")[0] == 1
    body(colour="#0F5C58")  # a newsroom is painted anew and says what it said
    assert office.findings() == []
    office.write("templates/_shared/mail/thu.html", "<p></p>")
    assert office.findings() == ["DK-P010 templates/_shared/mail/thu.html has changed since approval"]
    (office.root / "templates/_shared/mail/thu.html").unlink()
    office.write("templates/_shared/mail/Thư-mới.html", "<p></p>")  # its name is a key, which is read back folded
    office.approve()
    assert office.findings() == []
    office.write("templates/_shared/mail/Thư-mới.html", "<p>a</p>")
    assert office.findings() == ["DK-P010 templates/_shared/mail/Thư-mới.html has changed since approval"]
    (office.root / "templates/_shared/mail/Thư-mới.html").unlink()
    office.approve()
    office.write("templates/_shared/site/site.css", "p {}")  # the site's, not the text's
    assert office.findings() == []


@pytest.mark.parametrize(
    ("typed", "rule"),
    [("dien_thoai: đang cập nhật", "DK-P003"), ("don_vi: 'Vụ {{ so }}'", "DK-V001"), ("don_vi: '**Vụ** Y'", "")],
)
def test_nothing_is_approved_with_contacts_that_must_not_go_out(office: Newsroom, typed: str, rule: str) -> None:
    office.write("content/_shared/nhan-dien.yaml", f"ten: Bộ X\nlien_he:\n  {typed}\nen:\n  ten: '{{{{ so }}}}'\n")
    status, said = office.approve()
    assert status == bool(rule), said
    assert said.count(f"content/_shared/nhan-dien.yaml:3:3: {'error' if rule else 'warning'} ") == 1, (
        "nothing of English"
    )
    assert (rule or "DK-M003") in said
    assert (office.root / "content/tin.duyet.yaml").is_file() == (not rule)


def test_an_approval_of_an_earlier_version_counts_and_is_told(office: Newsroom) -> None:
    office.approve()
    path = office.root / "content/tin.duyet.yaml"
    path.write_text(re.sub(r"nhan_dien:\n(?:  .*\n)+|niem: .*", "", path.read_text("utf-8")), encoding="utf-8")
    office.write("content/_shared/nhan-dien.yaml", "ten: Bộ Y")
    assert [one.partition(" (")[0] for one in office.findings()] == [
        "DK-P014 approved with an earlier version of draftkit, which did not keep names, contacts and looks"
    ]
    assert office.run("build", "tin", "--format", "txt", "--now", "2026-12-15 10:00 +07:00")[0] == 0


def test_a_text_that_nobody_approved_goes_out_as_a_draft_only(office: Newsroom) -> None:
    status, out = office.run("build", "tin", "--format", "txt")
    assert (status, "nobody has approved" in out) == (1, True)
    status, _ = office.run("build", "tin", "--format", "txt", "--draft")
    assert status == 0
    assert "\nDỰ THẢO\n" in (office.root / "build/tin.txt").read_text(encoding="utf-8")


def test_a_draft_is_not_approved_and_neither_is_a_text_with_errors(office: Newsroom) -> None:
    office.tell(more="du_thao: {lan: 1}\n")
    status, out = office.approve()
    assert (status, "still marked as a draft" in out) == (2, True)
    office.tell(said="\nXem @khong-co.\n")
    status, out = office.approve()
    assert (status, "mend the errors first" in out) == (1, True)
    office.write("content/tin.md", RELEASE.format(more="").replace("ngay: 2026-12-15", "ngay:"))
    status, out = office.approve()
    assert (status, "the day is not filled in" in out) == (1, True)
    assert not (office.root / "content/tin.duyet.yaml").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", " "), "say who approves"),
        (("--by", "B", "--date", "hôm qua"), "is no date"),
        (("--by", "B", "--date", "2026-02-30"), "is no date"),
    ],
)
def test_an_approval_needs_a_name_and_a_real_date(office: Newsroom, options: tuple[str, ...], said: str) -> None:
    status, out = office.run("approve", "tin", *options)
    assert (status, said in out) == (2, True)


LATE = "--now", "2026-12-15 10:00 +07:00"
NO_CREDIT = "hinh_anh: [{anh: anh.png, mo_ta: Ảnh, chu_thich: Lễ}]\n"
PHONE = "dien_thoai: 024 2222 1234, "


@pytest.mark.parametrize(
    ("more", "text", "said"),
    [
        (NO_CREDIT, "", "photo 1 lacks nguon"),
        ("", "\n![Lễ](anh.png)\n", "has no credit"),
        ("", "\nSẽ có [điền số] xã.\n", "is left to be filled in"),
        ("", "\nLiên hệ 0912 345 678.\n", "a personal telephone number"),
        ("tu_khoa: [dep]\n", PHONE, "the contact lacks dien_thoai"),
        (NO_CREDIT, "SILENCED", "photo 1 lacks nguon"),
    ],
)
@pytest.mark.parametrize("table", [(), ("--each", "xa.csv")], ids=["text", "series"])
def test_nothing_is_approved_that_a_build_would_refuse(
    more: str, text: str, said: str, table: tuple[str, ...], office: Newsroom
) -> None:
    if text == "SILENCED":
        office.write("draftkit.yaml", "noi_dung: content\nkiem_tra: {bo_qua: {'**': [DK-P004]}}\n")
    office.tell(more=more, said="" if text in ("SILENCED", PHONE) else text)
    path = office.root / "content/tin.md"
    written = path.read_text("utf-8").replace(
        "Bộ X ban hành Kế hoạch", "Bộ X ban hành Kế hoạch {{ xa }}" if table else "Tin"
    )
    path.write_text(written.replace(PHONE, "") if text == PHONE else written, encoding="utf-8")
    office.write("xa.csv", "xa\nMai Lâm\nĐông Hội\n")
    Image.new("RGB", (900, 600)).save(office.root / "content/anh.png")
    status, out = office.run("approve", "tin", *table, "--by", "B", "--date", "2026-11-14")
    assert (status, said in out, "mend the errors first" in out) == (1, True, True)
    assert not (office.root / "content/tin.duyet.yaml").exists()
    mended = written.replace("chu_thich: Lễ", "chu_thich: Lễ, nguon: Bộ X").replace(
        "](anh.png)", '](anh.png "Lễ. Ảnh: Bộ X")'
    )
    mended = mended.replace("[điền số]", "10").replace("0912 345 678", "024 2222 1234")
    path.write_text(mended, encoding="utf-8")
    assert office.run("approve", "tin", *table, "--by", "B", "--date", "2026-11-14")[0] == 0
    assert office.run("build", "tin", *table, *LATE, "--format", "txt")[0] == 0


def test_warnings_are_told_to_whoever_approves(office: Newsroom) -> None:
    office.tell(said="\nDự thảo Nghị định gồm 5 điều.\n")
    status, said = office.approve()
    assert status == 0
    assert "DK-V005" in said
    assert "DK-P006" not in said, "it is approved now"


def test_a_folder_is_approved_by_a_file_in_it(office: Newsroom) -> None:
    text = RELEASE.format(more="").replace("du-thao.md", "../du-thao.md")
    folder = office.root / "content/tin-hai"
    folder.mkdir()
    front, body = re.fullmatch(r"---\n(.*?)---\n(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    (folder / "draft.yaml").write_text(front, encoding="utf-8")
    (folder / "01.md").write_text(body, encoding="utf-8")
    assert office.run("approve", "tin-hai", "--by", "B")[1].strip() == "content/tin-hai/duyet.yaml"
    assert office.run("build", "tin-hai", "--format", "txt")[0] == 0


def test_a_table_that_is_cited_counts_with_its_cells(office: Newsroom) -> None:
    table = "Bảng. Mức {{#bang-muc}}\n| A | B |\n|---|---|\n| 1 | {} |\n"
    decree = office.root / "content/du-thao.md"
    text = decree.read_text(encoding="utf-8")
    office.tell(said="\nXem @nghi_dinh.bang-muc.\n")
    decree.write_text(f"{text}\n{table.format(20)}", encoding="utf-8")
    assert office.approve()[0] == 0
    decree.write_text(f"{text}\n{table.format(30)}", encoding="utf-8")
    found = next(one for one in office.findings() if "bang-muc" in one)
    assert "1 | 20" in found
    assert "1 | 30" in found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mức,Xem\n10^2^,a\n", "Mức,Xem\n102,a\n"),
        ("Mức,Xem\n1,[a](https://a.vn)\n", "Mức,Xem\n1,[a](https://b.vn)\n"),
        ("Mức,Xem\n1,**a**\n", "Mức,Xem\n1,a\n"),
        ("Mức,Xem\n1,a\n", "Mức\nXem\n1\na\n"),
        ("Mức,Xem\n1,\n", "Mức,Xem\n,1\n"),
    ],
)
def test_a_table_of_another_file_is_approved_with_its_marks_and_columns(
    office: Newsroom, before: str, after: str
) -> None:
    office.write("content/muc.csv", before)
    office.tell(said="\n```bang muc.csv\n```\n")
    assert office.approve()[0] == 0
    office.write("content/muc.csv", before.replace(",", ";"))
    assert office.findings() == []
    office.write("content/muc.csv", after)
    assert [one[:7] for one in office.findings()] == ["DK-P011"]


EMBARGO = "cam_cong_bo: 2026-12-15 10:00 Asia/Ho_Chi_Minh\n"
LINE = "CẤM CÔNG BỐ TRƯỚC 10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)"


@pytest.mark.parametrize(
    ("now", "status"),
    [
        ("2026-12-15 09:59 +07:00", 1),
        ("2026-12-15 02:59 UTC", 1),
        ("2026-12-15 10:00 Asia/Ho_Chi_Minh", 0),
        ("2026-12-15 03:00Z", 0),
        ("2026-12-14 22:01 -05:00", 0),
    ],
)
def test_nothing_goes_out_before_its_time_wherever_the_clock_stands(office: Newsroom, now: str, status: int) -> None:
    office.tell(more=EMBARGO)
    office.approve()
    found, out = office.run("build", "tin", "--format", "txt", "--now", now)
    assert found == status
    assert ("not to be published before 10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)" in out) is bool(status)


def test_embargoed_builds_it_with_the_line_on_every_form_and_later_without(office: Newsroom) -> None:
    office.tell(more=EMBARGO)
    office.approve()
    formats = ("--format", "txt", "--format", "html", "--format", "docx")
    assert office.run("build", "tin", *formats, "--embargoed", "--now", "2026-12-14 10:00 +07:00")[0] == 0
    from tests.helpers import parts

    def forms() -> list[str]:
        build = office.root / "build"
        word = parts((build / "tin.docx").read_bytes())["word/document.xml"].decode()
        return [(build / "tin.txt").read_text(encoding="utf-8"), (build / "tin.html").read_text(encoding="utf-8"), word]

    assert all(LINE in form for form in forms())
    assert office.run("build", "tin", *formats, "--now", "2026-12-15 10:00 +07:00")[0] == 0
    assert not any("CẤM CÔNG BỐ" in form for form in forms())


def test_a_time_that_is_not_understood_keeps_the_text_back_even_with_embargoed(office: Newsroom) -> None:
    office.tell(more="cam_cong_bo: 2026-12-15 10:00 Asia/Saigonn\n")
    status, out = office.run("build", "tin", "--embargoed", "--format", "txt")
    assert status == 1
    assert "there is no time zone “Asia/Saigonn”; did you mean “Asia/Saigon”?" in out


@pytest.mark.parametrize("command", [("build", "tin"), ("kit", "tin"), ("site",)])
def test_what_is_made_for_a_moment_to_come_says_so(office: Newsroom, command: tuple[str, ...]) -> None:
    office.tell(more=EMBARGO)
    office.approve()
    assert "still to come" in office.run(*command, "--now", "2130-12-15 10:00 Asia/Ho_Chi_Minh")[1]
    assert "still to come" not in office.run(*command, "--now", "2020-12-15 10:00 Asia/Ho_Chi_Minh")[1]


def test_a_pretended_moment_must_be_one(office: Newsroom) -> None:
    status, out = office.run("build", "tin", "--now", "mai")
    assert (status, "--now: “mai” is no point in time" in out) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("thu_dien_tu: bc@bo.vn", "thu_dien_tu: ", "the contact lacks thu_dien_tu"),
        ("024 2222 1234", "'[điền số]'", "“[điền số]” is left to be filled in"),
    ],
)
def test_what_is_incomplete_does_not_go_out(office: Newsroom, old: str, new: str, said: str) -> None:
    path = office.root / "content/tin.md"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    office.approve()
    status, out = office.run("build", "tin", "--format", "txt")
    assert (status, said in out) == (1, True)
    status, out = office.run("kit", "tin")
    assert (status, out.count(said)) == (1, 1)


def state(office: Newsroom, name: str = "tin") -> str:
    return next(row["state"] for row in json.loads(office.run("list", "--format", "json")[1]) if row["name"] == name)


def test_a_fault_of_a_file_that_all_texts_read_is_said_once_by_list(office: Newsroom) -> None:
    text = (office.root / "content/tin.md").read_text(encoding="utf-8")
    (office.root / "content/tin-hai.md").write_text(text, encoding="utf-8")
    shared = office.root / "content/_shared"
    shared.mkdir(exist_ok=True)
    (shared / "nhan-dien.yaml").write_text("maau: {}\n", encoding="utf-8")
    status, out = office.run("list")
    assert (status, out.count("maau"), out.count("as above")) == (0, 1, 1)
    assert state(office) == state(office, "tin-hai") != "as above"


def test_list_says_how_far_a_text_has_come(office: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    from draftkit.cli import list_command

    monkeypatch.setattr(list_command, "now", lambda: "2026-12-15T01:00:00+00:00")
    assert state(office) == "not approved"
    office.approve()
    assert state(office) == "published"
    office.tell(year="2035")
    assert state(office) == "changed since approval"
    office.tell(more=EMBARGO)
    office.approve()
    assert state(office) == "held until 10 giờ 00 ngày 15/12/2026 (giờ Việt Nam, UTC+7)"
    monkeypatch.setattr(list_command, "now", lambda: "2026-12-14T01:00:00+00:00")
    office.tell()
    office.approve()
    assert state(office) == "approved"
    office.tell(more="ghi_chu_bien_tap: [Xem example.vn]\n")
    assert office.approve()[0] == 1, "what no build lets pass"
    assert state(office) == "changed since approval"
    office.tell(more="du_thao: {lan: 1}\n")
    assert state(office) == "draft"


def test_what_names_a_text_that_waits_waits_with_it(office: Newsroom) -> None:
    content = office.root / "content"
    office.tell(more=EMBARGO)
    later = RELEASE.format(more="").replace("nghi_dinh: du-thao.md", "nghi_dinh: du-thao.md, tin: tin.md")
    for words in ("do Bộ", "như {{ tin.ten_goi }} do Bộ", "như @tin do Bộ"):
        (content / "sau.md").write_text(later.replace("do Bộ", words), encoding="utf-8")
        out = office.run("build", "sau", "--format", "txt", "--now", "2026-12-15 09:00 +07:00")[1]
        assert "tin.cam_cong_bo: not to be published before" in out, words
    assert office.run("approve", "sau", "--by", "B")[0] == 0
    status, out = office.run("build", "sau", "--format", "txt", "--now", "2026-12-15 09:00 +07:00")
    assert status == 1
    assert "tin.cam_cong_bo: not to be published before 10 giờ 00 ngày 15/12/2026" in out
    early = ("--format", "txt", "--embargoed", "--now", "2026-12-15 09:00 +07:00")
    assert office.run("build", "sau", *early)[0] == 0
    assert LINE in (office.root / "build/sau.txt").read_text(encoding="utf-8")
    assert office.run("build", "sau", "--format", "txt", "--now", "2026-12-15 10:00 +07:00")[0] == 0
    assert "CÔNG BỐ" not in (office.root / "build/sau.txt").read_text(encoding="utf-8")


def test_what_is_refused_leaves_no_file_that_looks_current(office: Newsroom) -> None:
    office.approve()
    assert office.run("build", "tin", "--format", "txt", "--format", "html")[0] == 0
    office.tell(year="2035")
    status, out = office.run("build", "tin", "--format", "txt")
    assert status == 1
    assert "set aside what was built before: build/_cu/tin.html" in out
    assert sorted(path.name for path in (office.root / "build").rglob("tin.*")) == [
        "tin.html",
        "tin.receipt.json",
        "tin.txt",
    ]
    assert not (office.root / "build/tin.txt").exists()


def test_what_is_set_aside_goes_where_no_document_of_the_project_is_built(office: Newsroom) -> None:
    """A folder `cu` of sources had its results where those of its neighbours were set aside."""
    office.approve()
    office.write("content/cu/tin.md", RELEASE.format(more="").replace("du-thao.md", "../du-thao.md"))
    assert office.run("build", "content/tin.md", "--format", "txt")[0] == 0
    assert office.run("approve", "content/cu/tin.md", "--by", "B", "--date", "2026-11-14")[0] == 0
    assert office.run("build", "content/cu", "--format", "txt")[0] == 0
    made = (office.root / "build/cu/tin.txt").read_bytes()
    office.tell(year="2035")
    assert "build/_cu/tin.txt" in office.run("build", "content/tin.md", "--format", "txt")[1]
    assert (office.root / "build/cu/tin.txt").read_bytes() == made


@pytest.mark.parametrize(("now", "status"), [("2026-12-15 09:59", 1), ("2026-12-15 10:00", 0), ("15/12/2026 9h30", 1)])
def test_a_moment_without_a_zone_is_one_in_vietnam_wherever_it_is_written(
    office: Newsroom, now: str, status: int
) -> None:
    """`--now` took it for one in Greenwich, and let a text out seven hours early."""
    office.tell(more="cam_cong_bo: 2026-12-15 10:00\n")
    office.approve()
    assert office.run("build", "tin", "--format", "txt", "--now", now)[0] == status


def test_what_goes_out_without_an_approval_is_given_none(office: Newsroom) -> None:
    """It said “approved” where nothing would ever ask for it."""
    status, said = office.run("approve", "content/du-thao.md", "--by", "B", "--date", "2026-11-14")
    assert (status, "go out without an approval" in said) == (2, True), said


@pytest.mark.parametrize("rows", [(), ("--each", "hang.csv")])
def test_who_takes_the_mark_of_a_draft_out_is_not_told_then_that_it_was_in_vain(
    office: Newsroom, rows: tuple[str, ...]
) -> None:
    path = office.root / "content/du-thao.md"
    path.write_text(path.read_text("utf-8").replace("---\n", "---\ndu_thao: {lan: 1}\n", 1), encoding="utf-8")
    office.write("hang.csv", "ten\nHuế\n")
    status, said = office.run("approve", "content/du-thao.md", "--by", "B", "--date", "2026-11-14", *rows)
    assert (status, "go out without an approval" in said, "still marked" in said) == (2, True, False), said
    assert not [*office.root.rglob("*duyet*")]


def test_an_approval_that_a_link_does_not_lead_to_is_told(office: Newsroom) -> None:
    office.approve()
    path = office.root / "content/tin.duyet.yaml"
    path.rename(office.root / "xa.yaml")
    path.symlink_to(office.root / "nowhere")
    status, said = office.run("build", "tin", "--format", "txt")
    assert (status, "the link tin.duyet.yaml leads nowhere" in said, "nobody has approved" in said) == (1, True, False)


def test_an_empty_time_is_an_error_and_keeps_the_text_back(office: Newsroom) -> None:
    office.tell(more="cam_cong_bo:\n")
    assert any("cam_cong_bo is empty" in found for found in office.findings("DK-P001"))
    assert office.run("build", "tin", "--format", "txt", "--embargoed")[0] == 1


def test_nobody_approves_on_a_day_to_come(office: Newsroom) -> None:
    status, out = office.run("approve", "tin", "--by", "B", "--date", "2999-01-01")
    assert status == 2
    assert "2999-01-01 is still to come" in out
    assert not (office.root / "content/tin.duyet.yaml").exists()


def test_what_is_set_aside_is_the_text_s_own_and_no_source(office: Newsroom) -> None:
    content = office.root / "content"
    office.write("content/tin.en.md", RELEASE.format(more=""))
    office.write("content/tin.2.md", RELEASE.format(more=""))
    office.approve()
    for name in ("tin.en", "tin.2"):
        assert office.run("approve", f"content/{name}.md", "--by", "B", "--date", "2026-11-14")[0] == 0
    built = ("content/tin.md", "content/tin.en.md", "content/tin.2.md")
    assert office.run("build", *built, "--format", "txt")[0] == 0
    for name in ("tin.csv", "tin.png", "tin.docx"):
        office.write(f"content/{name}", "của người dùng")
    assert office.run("build", "content/tin.md", "--format", "txt", "--out", "content")[0] == 0
    office.tell(year="2035")
    before = {path.name for path in content.iterdir()}
    (office.root / "build/tin.receipt.json").unlink()  # what lies in the folder of results goes, too, and without it
    assert office.run("build", "content/tin.md", "--format", "txt", "--out", "content")[0] == 1
    assert before - {path.name for path in content.iterdir()} == {"tin.txt", "tin.receipt.json"}
    assert sorted(path.name for path in (content / "_cu").iterdir()) == ["tin.receipt.json", "tin.txt"]
    assert sorted(path.name for path in (office.root / "build").glob("*.txt")) == ["tin.2.txt", "tin.en.txt"]
    assert (office.root / "build/_cu/tin.txt").is_file()


@pytest.mark.parametrize(
    ("now", "day", "to_come"),
    [
        ("2026-11-29T20:00:00+00:00", "2026-11-30", "2026-12-01"),
        ("2026-11-29T16:59:59+00:00", "2026-11-29", "2026-11-30"),
    ],
)
def test_the_day_of_an_approval_is_that_in_vietnam(
    now: str, day: str, to_come: str, office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from draftkit.cli import clock

    monkeypatch.setattr(clock, "now", lambda: now)
    assert office.run("approve", "tin", "--by", "B")[0] == 0
    assert f"ngay_duyet: '{day}'" in office.text("content/tin.duyet.yaml")
    assert office.run("approve", "tin", "--by", "B", "--date", day)[0] == 0
    assert office.run("approve", "tin", "--by", "B", "--date", to_come)[0] == 2
