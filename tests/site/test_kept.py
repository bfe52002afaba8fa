"""A site built after a change is the site built from nothing, byte for byte, whatever was changed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from draftkit.bulk.approve import approve_rows
from draftkit.bulk.rows import read_rows
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.library.together import Workplace
from draftkit.model.tree import Occasion
from draftkit.site.build import site_files, write_site
from draftkit.site.former import Former
from draftkit.site.gather import gather
from draftkit.site.settings import read_settings
from tests.forms.project import approve, photo

NOW = "2026-11-26T09:00:00+07:00"
SETTINGS = """noi_dung: content
dung_chung: content/_shared
mau: mau
trang_tin:
  ten: Phòng tin nước
  dia_chi: https://nuoc.example.vn
  gop_y: gopy@nuoc.vn
  lay_y_kien: [thong-tu]
  tu_lieu: [hoi-dap]
"""
HEAD = """loai: {kind}
ten_goi: {title}
co_quan: Bộ Thử
dia_danh: Hà Nội
nam: 2026
ngay: {day}
tu_khoa: [Giếng, Vùng cao]
lien_he: [{{ho_ten: Nguyễn Văn Bình, don_vi: Cục Thử, dien_thoai: 024 3825 1234, thu_dien_tu: tin@nuocsach.vn}}]
"""
DECREE = """---
loai: circular
ten_goi: quy định về nước sạch
co_quan: Bộ Thử
nam: 2026
du_thao: {lan: 1}
---
### Điều. Giếng khoan {#gieng}
Giếng sâu {{ do_sau }} m.
### Điều. Hiệu lực
Thông tư này có hiệu lực từ ngày ký.
"""
FACTS = "so_diem: 120\ndo_sau: 30\nngay_tin: 2026-11-20\n"


def text(title: str, body: str, more: str = "", kind: str = "press", day: str = "2026-11-20") -> str:
    return f"---\n{HEAD.format(kind=kind, title=title, day=day)}{more}---\n{body}\n"


class Office:
    """A project with what a site can hold: news with a picture, with a fact, held by its time, about a provision, in
    two languages, for each row of a table; a correction, a reference, a draft out for consultation."""

    def __init__(self, root: Path) -> None:
        self.root, self.now, self.content = root, NOW, root / "content"

    def begin(self) -> None:
        root = self.root
        (self.content / "_shared").mkdir(parents=True)
        (root / "mau").mkdir()
        (root / "draftkit.yaml").write_text(SETTINGS, encoding="utf-8")
        self.write("_shared/facts.yaml", FACTS)
        self.write("_shared/nhan-dien.yaml", "ten: Bộ Thử\nmau: {chinh: '#0B5394'}\n")
        (self.content / "gieng.jpg").write_bytes(photo())
        self.write("thong-tu.md", DECREE)
        self.write("anh.md", text("Mở giếng", 'Đã mở giếng.\n\n![Giếng](gieng.jpg "Giếng. Ảnh: Bộ Thử")'))
        self.write("so.md", text("Thêm điểm lấy nước", "Có {{ so_diem }} điểm.", day="2026-11-19"))
        self.write("cho.md", text("Mở đường ống", "Đã mở.", "cam_cong_bo: 2026-11-26 10:00 +07:00\n"))
        self.write("ngay.md", text("Mở bể chứa", "Đã mở bể.", day='"{{ ngay_tin }}"'))
        self.write("ve.md", text("Về dự thảo", "Theo @tt.gieng, giếng được khoan.", "van_ban: {tt: thong-tu.md}\n"))
        self.write("so.en.md", text("More points", "There are {{ so_diem }} points.", day="2026-11-19"))
        correction = "dinh_chinh: so.md\nthay_doi: [{cu: Có 120 điểm, moi: Có 121 điểm}]\n"
        self.write("lai.md", text("Đính chính số điểm", "Có 121 điểm.", correction, "correction"))
        self.write("hoi-dap.md", text("Hỏi về nước", "Nước sạch. Xem [tin](so.md)."))
        self.write("tinh.md", text("Nước về {{ ten_tinh }}", "Nước về {{ ten_tinh }}."))
        self.write("tinh.csv", "ten_tinh,so\nHà Giang,1\nCao Bằng,2\n")
        self.approve_all()

    def write(self, name: str, words: str) -> None:
        (self.content / name).write_text(words, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        words = path.read_text(encoding="utf-8")
        path.write_text(words.replace(old, new) if old in words else words.replace(new, old), encoding="utf-8")

    def own(self, name: str, old: str, new: str) -> None:
        """A shared template of the project's own, with one thing otherwise than in ours or in the one it has."""
        path = self.root / "mau/_shared" / name
        words = (path if path.is_file() else packaged_templates() / "_shared" / name).read_text(encoding="utf-8")
        assert old in words or new in words
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words.replace(old, new) if old in words else words.replace(new, old), encoding="utf-8")

    def approve_rows(self) -> None:
        session, path = Session(open_project(self.root, None)), self.content / "tinh.md"
        rows = read_rows(self.content / "tinh.csv", "tinh.csv")
        for file, data in approve_rows(session, path, rows, "Bà B", "2026-11-01").files.items():
            file.write_bytes(data)

    def approve_all(self) -> None:
        for path in sorted(self.content.glob("*.md")):
            if path.stem not in ("thong-tu", "tinh"):
                approve(self.root, path)
        self.approve_rows()

    def site(self, warm: bool) -> tuple[dict[str, bytes], object]:
        """The files of the site, and what is held back; `warm`: after what an earlier build left, in its folder."""
        session = Session(open_project(self.root, None), Occasion(self.now))
        place = Workplace(session, time.time_ns() + 10**9)  # all files are older than the build
        out = self.root / "build/site"
        former = Former(out, self.root / "build/site.entries", place) if warm else Former()
        room = gather(session, read_settings(session.project), former)
        files = site_files(session, read_settings(session.project), room, former)
        if warm:
            write_site(files, out, former)
            there = (path for path in out.rglob("*") if path.is_file() and not path.name.startswith("."))
            assert {path.relative_to(out).as_posix(): path.read_bytes() for path in there} == files
        return files, [(name, str(reason)) for name, reason in room.held]


CHANGES: dict[str, Callable[[Office], object]] = {
    "text": lambda office: office.change("content/hoi-dap.md", "Nước sạch.", "Nước rất sạch."),
    "text approved": lambda office: (
        office.change("content/anh.md", "Đã mở giếng.", "Đã mở hai giếng."),
        approve(office.root, office.content / "anh.md"),
    ),
    "title": lambda office: (
        office.change("content/so.md", "Thêm điểm", "Bớt điểm"),
        approve(office.root, office.content / "so.md"),
    ),
    "fact": lambda office: office.change("content/_shared/facts.yaml", "so_diem: 120", "so_diem: 125"),
    "day by a fact": lambda office: office.change("content/_shared/facts.yaml", "2026-11-20", "2026-11-27"),
    "identity": lambda office: office.change("content/_shared/nhan-dien.yaml", "0B5394", "7A1F1F"),
    "approval gone": lambda office: (office.content / "so.duyet.yaml").unlink(missing_ok=True),
    "approval": lambda office: office.approve_all(),
    "provision of the other": lambda office: office.change("content/thong-tu.md", "### Điều. Hiệu lực", "### Điều. Bể"),
    "unit before the other": lambda office: office.change(
        "content/thong-tu.md", "---\n### Điều. Giếng", "---\n### Điều. Chung\nNước sạch.\n### Điều. Giếng"
    ),
    "profile": lambda office: office.own("profiles/thong-cao.yaml", "color: A61B1B", "color: 1B1BA6"),
    "style of the site": lambda office: office.own("site/site.css", "}", "}\n"),
    "template of pages": lambda office: office.own("site/document.html", "<article", "<article data-x"),
    "settings": lambda office: office.change("draftkit.yaml", "ten: Phòng tin nước", "ten: Phòng tin nước sạch"),
    "picture": lambda office: (office.content / "gieng.jpg").write_bytes(photo(640, 480)),
    "rows": lambda office: (office.change("content/tinh.csv", "Cao Bằng", "Lào Cai"), office.approve_rows()),
    "draft": lambda office: office.change("content/hoi-dap.md", "nam: 2026", "nam: 2026\ndu_thao: true"),
    "gone": lambda office: (office.content / "lai.md").unlink(missing_ok=True),
    "new": lambda office: office.write("moi.md", text("Tin mới", "Có tin.")),
    "later": lambda office: setattr(office, "now", "2026-11-28T10:30:00+07:00"),
    "earlier": lambda office: setattr(office, "now", NOW),
    "file of the site": lambda office: (office.root / "build/site/index.html").write_bytes(b"?"),
    "page of the site": lambda office: next(office.root.glob("build/site/tin/*.html")).write_bytes(b"?"),
    "finds cut off": lambda office: (office.root / "build/site.entries").write_bytes(b"0\n{}"),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("office"))
    office.begin()
    return office.root


@pytest.fixture
def office(begun: Path, tmp_path: Path) -> Office:
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def test_a_link_goes_with_the_page_it_leads_to(office: Office) -> None:
    page = "tu-lieu/hoi-dap.html"
    assert b'<a href="../tin/so.html">tin</a>' in office.site(warm=True)[0][page]
    CHANGES["approval gone"](office)
    assert b"so.html" not in office.site(warm=True)[0][page]
    CHANGES["approval"](office)
    assert b'<a href="../tin/so.html">tin</a>' in office.site(warm=True)[0][page]


def test_a_link_goes_with_the_translation_it_leads_to(office: Office) -> None:
    office.write("anh.en.md", text("Wells", "See [points](so.md).", day="2026-11-20"))
    approve(office.root, office.content / "anh.en.md")
    there, away = office.content / "so.en.md", office.content / "so.en.txt"
    for old, new, led in ((there, there, "so-en"), (there, away, "so"), (away, there, "so-en")):
        old.rename(new)
        kept = office.site(warm=True)[0]
        assert f'<a href="../tin/{led}.html">points</a>' in kept["tin/anh-en.html"].decode()
    assert kept == office.site(warm=False)[0]


TRIED: tuple[tuple[str, ...], ...] = (
    ("text", "text approved", "rows"),
    ("unit before the other", "gone"),
    ("fact",),
    ("profile",),
    ("approval gone", "draft", "picture"),
    ("later",),
    ("day by a fact", "new"),
    ("template of pages", "page of the site"),
    ("finds cut off",),
)
"""Changes one after the other; together those of different documents, none of which makes all anew."""


def test_whatever_changes_the_site_is_the_one_built_from_nothing(office: Office) -> None:
    files, held = office.site(warm=True)
    assert {"tin/anh.html", "tin/ngay.html", "tin/ve.html", "tin/tinh-1-ha-giang.html", "tu-lieu/hoi-dap.html"} <= set(
        files
    )
    assert {"lay-y-kien/thong-tu.html", "tin/so-en.html", "tin/lai.html", "tin/anh.jpg"} <= set(files)
    assert [name for name, _ in held] == ["cho"]
    for names in TRIED:
        for name in names:
            CHANGES[name](office)
        assert office.site(warm=True) == office.site(warm=False), names
