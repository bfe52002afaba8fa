"""Documents that were really issued, from ../shared: their frame can be said in metadata and comes out as they have it.

What names the document is data here; the long lists (legal bases, recipients) are handed over item by item from the
sample, without the dashes, end signs and order marks that are draftkit's to set. Samples come from a web page: titles
in capitals, lines broken anywhere, end signs now and then forgotten, Uỷ beside Ủy; that much is evened out, nothing
else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from draftkit.library.project import open_project
from draftkit.library.session import Document, Session
from draftkit.writers.text import write_text
from tests.helpers import word_paragraphs

pytestmark = pytest.mark.shared
FOLDER = Path(__file__).parents[3] / "shared/samples/official-md"
FILES = sorted(path.stem for path in FOLDER.glob("*.md")) or ["none"]
KT = ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
TM = ["TM. ỦY BAN NHÂN DÂN", *KT]
VPCP = ["KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM"]


def of(
    loai: str, co_quan: str, so: str, ngay: str, dia_danh: str, quyen_han: list[str], ho_ten: str, **more: Any
) -> dict[str, Any]:
    return {
        "loai": loai,
        "co_quan": co_quan,
        "so": so,
        "ngay": ngay,
        "nam": ngay[:4],
        "dia_danh": dia_danh,
        "chu_ky": {"quyen_han": quyen_han, "ho_ten": ho_ten},
        **more,
    }


UBND, HDND = "UBND", "Hội đồng nhân dân\nthành phố "
HUE = {"khoa": "VIII", "ky_hop": "Kỳ họp chuyên đề lần thứ 28", "ngay_thong_qua": "2025-11-18"}
OFFICIAL: dict[str, dict[str, Any]] = {
    "001c610b2efdcf0c": of(
        "Quyết định",
        "Ủy ban nhân dân\nThành phố Hồ Chí Minh",
        "2820",
        "2025-11-19",
        "Thành phố Hồ Chí Minh",
        KT,
        "Nguyễn Lộc Hà",
        viet_tat=UBND,
        tham_quyen="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    ),
    "01bf9d04a5b9e2c8": of(
        "province-decision",
        "Ủy ban nhân dân\ntỉnh Lai Châu",
        "87",
        "2025-11-19",
        "Lai Châu",
        TM,
        "Tống Thanh Hải",
        thu_truong="Ủy ban nhân dân tỉnh",
    ),
    "051c596134cabb79": of(
        "province-decision",
        "Ủy ban nhân dân\ntỉnh Ninh Bình",
        "165",
        "2025-11-27",
        "Ninh Bình",
        TM,
        "Hà Lan Anh",
        thu_truong="Ủy ban nhân dân",
        nguoi_soan="HP_VP11_QĐ",
    ),
    "09daab284f92e2dd": of(
        "Kế hoạch",
        "Ủy ban nhân dân\ntỉnh Bắc Ninh",
        "141",
        "2025-11-20",
        "Bắc Ninh",
        TM,
        "Phạm Văn Thịnh",
        viet_tat=UBND,
    ),
    "0a97eb9c3c536047": of(
        "Kế hoạch", "Ủy ban nhân dân\ntỉnh Nghệ An", "1026", "2025-11-26", "Nghệ An", TM, "Bùi Thanh An", viet_tat=UBND
    ),
    "0abcf1a5292b31ec": of(
        "council-resolution",
        HDND + "Huế",
        "37",
        "2025-11-18",
        "Thành phố Huế",
        ["CHỦ TỊCH"],
        "Lê Trường Lưu",
        thu_truong="Hội đồng nhân dân thành phố",
        **HUE,
    ),
    "0eb3b8713cadea8f": of(
        "council-resolution",
        HDND + "Huế",
        "33",
        "2025-11-18",
        "Thành phố Huế",
        ["CHỦ TỊCH"],
        "Lê Trường Lưu",
        thu_truong="Hội đồng nhân dân",
        **HUE,
    ),
    "1852f73167ca9236": of(
        "council-resolution",
        HDND + "Hà Nội",
        "66",
        "2025-11-27",
        "Hà Nội",
        ["CHỦ TỊCH"],
        "Phùng Thị Hồng Hà",
        thu_truong="Hội đồng nhân dân Thành phố",
        khoa="XVI",
        ky_hop="kỳ họp thứ 28",
        ngay_thong_qua="2025-11-27",
    ),
    "192068354fd1ffe5": of(
        "Kế hoạch",
        "Ủy ban nhân dân\ntỉnh Đồng Tháp",
        "552",
        "2025-11-19",
        "Đồng Tháp",
        TM,
        "Huỳnh Minh Tuấn",
        viet_tat=UBND,
    ),
    "24701a1c97c8c368": of(
        "Thông báo", "Văn phòng Chính phủ", "634", "2025-11-22", "Hà Nội", VPCP, "Trịnh Mạnh Linh", viet_tat="VPCP"
    ),
    "2847e16133f7b987": of(
        "Chỉ thị",
        "Ủy ban nhân dân\nthành phố Cần Thơ",
        "9",
        "2025-11-18",
        "Cần Thơ",
        KT,
        "Trần Chí Hùng",
        viet_tat=UBND,
    ),
    "4ea650b6faa46d71": of("Nghị định", "Chính phủ", "16", "2025-02-04", "Hà Nội", [], "Lê Thành Long"),
    "4eb6d4a67b3ff8d9": of(
        "Thông tư",
        "Bộ Giáo dục và Đào tạo",
        "21",
        "",
        "Hà Nội",
        ["THỨ TRƯỞNG THƯỜNG TRỰC"],
        "Phạm Ngọc Thưởng",
        viet_tat="BGDĐT",
        nam=2025,
        thu_truong="Bộ trưởng Bộ Giáo dục và Đào tạo",
    ),
    "4f30202155d56bdd": of(
        "Chỉ thị", "Ủy ban nhân dân\ntỉnh Quảng Trị", "6", "2025-11-25", "Quảng Trị", KT, "Hoàng Nam", viet_tat=UBND
    ),
    "50f694478a35aefd": of(
        "Thông báo", "Văn phòng Chính phủ", "627", "2025-11-18", "Hà Nội", VPCP, "Nguyễn Sỹ Hiệp", viet_tat="VPCP"
    ),
    "541cde0f8d5ffef3": of(
        "Chỉ thị",
        "Ủy ban nhân dân\ntỉnh Đắk Lắk",
        "012",
        "2025-11-26",
        "Đắk Lắk",
        KT,
        "Trương Công Thái",
        viet_tat=UBND,
    ),
    "637e9efcc63ab844": of(
        "Thông tư",
        "Bộ Nông nghiệp và Môi trường",
        "69",
        "2025-11-28",
        "Hà Nội",
        ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"],
        "Nguyễn Quốc Trị",
        viet_tat="BNNMT",
        thu_truong="Bộ trưởng Bộ Nông nghiệp và Môi trường",
    ),
    "68c706de4d068f13": of(
        "Thông tư",
        "Bộ Tư pháp",
        "24",
        "2025-11-27",
        "Hà Nội",
        ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG"],
        "Nguyễn Thanh Tịnh",
        viet_tat="BTP",
        thu_truong="Bộ trưởng Bộ Tư pháp",
    ),
    "826ed569ec2ddaa1": of(
        "Thông báo", "Văn phòng Chính phủ", "623", "2025-11-15", "Hà Nội", VPCP, "Trịnh Mạnh Linh", viet_tat="VPCP"
    ),
    "a328fbb46798c2b5": of(
        "Công điện",
        "Thủ tướng Chính phủ",
        "217",
        "2025-11-16",
        "Hà Nội",
        ["KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"],
        "Trần Hồng Hà",
        viet_tat="TTg",
    ),
    "de1ea1a30ca1e0bc": of(
        "Công văn",
        "Thuế tỉnh Vĩnh Long",
        "1539",
        "2025-12-02",
        "Vĩnh Long",
        ["KT. TRƯỞNG THUẾ TỈNH", "PHÓ TRƯỞNG THUẾ TỈNH"],
        "Huỳnh Minh Giám",
        co_quan_chu_quan="Cục Thuế",
        viet_tat="VLO",
        don_vi="QLDN3",
        ten_goi="trả lãi tiền vay cho cổ đông",
    ),
    "e8b69e31579c0186": of(
        "Nghị định",
        "Chính phủ",
        "303",
        "2025-11-19",
        "Hà Nội",
        ["TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"],
        "Phạm Thị Thanh Trà",
    ),
}
_TYPES = r"(?:Nghị định|Thông tư|Quyết định|Nghị quyết)"


def flat(text: str) -> str:
    """A text on one line, without marks of the web page."""
    text = re.sub(r"-{3,}|\( ?Đã ký\)|\*", " ", text).replace("UỶ", "ỦY").replace("Uỷ", "Ủy")
    return re.sub(r"\s+([;,.])", r"\1", " ".join(text.split()))


def bare(text: str) -> str:
    return flat(text).strip(" -;.,")


@dataclass
class Sample:
    """The frame of an issued document as its page shows it; what the page lacks is empty."""

    agency: str
    number: str
    subject: str
    place_date: str
    title: str
    authority: str
    bases: list[str]
    enactment: str
    closing: str
    addressees: list[str]
    recipients: list[str]
    drafter: str
    signature: str


def parse(text: str) -> Sample:
    cells = [cell.strip() for cell in text.split("|")]
    plain = [flat(cell) for cell in cells]
    if text.startswith("|\n"):
        head = [cell for cell in plain[1:8] if cell]
        agency, number, date = head[0], head[2], head[3]
    else:  # the page has its header on one line, or none
        agency = plain[0] if "CỘNG HÒA" in plain[1] else ""
        found = re.search(r"Số: \S+", flat(text)[:300])
        number, date = (found[0] if found else ""), ""
    number, _, subject = number.partition(" V/v ")
    paragraphs = [piece.strip() for piece in re.split(r"\n[ \t]*\n", text)]
    italic = [flat(piece) for piece in paragraphs if re.match(r"\*[^*\s]", piece)]
    bases = [piece for piece in italic if re.match(r"(?:Căn cứ|Xét|Theo đề nghị) ", piece)]
    bold = [flat(piece) for piece in paragraphs if piece.startswith("**")]
    upper = [flat(piece) for piece in paragraphs if flat(piece).isupper() and not piece.startswith("|")]
    called = [index for index, piece in enumerate(paragraphs) if flat(piece).endswith(" điện:")]
    addressees = []
    for piece in paragraphs[called[0] + 1 :] if called else []:
        if not piece.startswith("- "):
            break
        addressees.append(bare(piece))
    place = next((index for index, cell in enumerate(plain) if cell.startswith("Nơi nhận")), -1)
    notes = re.split(r"\n- |(?<=;) - |: - ", cells[place].replace("*", "")) if place >= 0 else []
    last, _, drafter = notes[-1].partition("\n") if notes else ("", "", "")
    signature = (
        plain[place + 1] if place >= 0 else next((cell for cell in reversed(plain) if cell and len(cell) < 90), "")
    )
    authority = next((piece for piece in bold if piece.startswith("ỦY BAN") and piece.isupper()), "")
    return Sample(
        agency,
        number,
        subject,
        date,
        next((piece for piece in upper if len(piece) > 24 and piece != authority), ""),
        authority,
        [bare(piece) for piece in bases],
        next((piece for piece in italic if re.search(rf" ban hành {_TYPES} ", piece) and piece not in bases), ""),
        next((piece for piece in italic if piece.startswith("Nghị quyết này đã được")), ""),
        addressees,
        [bare(note) for note in [*notes[1:-1], last] if bare(note)],
        flat(drafter),
        signature,
    )


def metadata(sample: Sample, known: dict[str, Any]) -> dict[str, Any]:
    """The data a drafter would write for this document."""
    data = dict(known)
    name = re.search(rf" ban hành {_TYPES} (.*?)\.?$", sample.enactment)
    data.setdefault("ten_goi", name[1] if name else sample.title.lower().rstrip("."))
    data["can_cu"] = [base for base in sample.bases if not base.startswith("Theo đề nghị")]
    proposers = [base for base in sample.bases if base.startswith("Theo đề nghị")]
    if proposers:
        data["theo_de_nghi"] = proposers[0].removeprefix("Theo đề nghị của ")
    if sample.addressees:
        data["kinh_gui"] = sample.addressees
    data["noi_nhan"] = [line for line in sample.recipients if not line.startswith("Lưu")]
    data["luu"] = next((line.removeprefix("Lưu: ") for line in sample.recipients if line.startswith("Lưu")), "")
    return {key: value for key, value in data.items() if value not in ("", [], None)}


@pytest.fixture(scope="module", params=FILES)
def issued(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shared: Path
) -> tuple[Sample, Session, Document]:
    name = request.param
    sample = parse((shared / f"samples/official-md/{name}.md").read_text(encoding="utf-8"))
    root = tmp_path_factory.mktemp(name)
    path = root / f"{name}.md"
    front = yaml.safe_dump(metadata(sample, OFFICIAL[name]), allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(f"---\n{front}---\n### Điều. Nội dung\nNội dung của văn bản./.\n", encoding="utf-8")
    session = Session(open_project(root, None))
    return sample, session, session.read(path)


def lines_of(made: Document) -> str:
    return flat(write_text(made.bound, made.frame))


def test_every_sample_is_described(shared: Path) -> None:
    assert {path.stem for path in (shared / "samples/official-md").glob("*.md")} == OFFICIAL.keys()
    assert len(OFFICIAL) == 22


def test_the_header_comes_out(issued: tuple[Sample, Session, Document]) -> None:
    sample, _, made = issued
    text = lines_of(made)
    assert text.startswith(
        f"{sample.agency} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc Số: " if sample.agency else ""
    )
    assert f"{sample.number} " in text
    assert sample.place_date in text
    if sample.subject:
        assert f"V/v {sample.subject}" in text
    elif sample.title:
        assert flat(made.frame.title).upper() == sample.title.rstrip(".").upper() or made.frame.enactment
        assert made.frame.type in text


def test_bases_enactment_and_closing_come_out(issued: tuple[Sample, Session, Document]) -> None:
    sample, _, made = issued
    text = lines_of(made)
    after = 0
    for base in sample.bases:
        after = text.index(base, after)
    if sample.authority:
        assert text.index(sample.authority, text.index(made.frame.title)) < text.index(sample.bases[0])
    assert bare(sample.enactment) == bare(made.frame.enactment)
    assert sample.closing.rstrip("./") == made.frame.closing.rstrip("./")
    if sample.addressees:
        assert f"{made.frame.agency[0]} điện: - {'; - '.join(sample.addressees)}. " in text


def test_recipients_and_signature_come_out(issued: tuple[Sample, Session, Document]) -> None:
    sample, _, made = issued
    text = lines_of(made)
    if sample.recipients:
        assert f"Nơi nhận: - {'; - '.join(sample.recipients)}." in text
    assert sample.drafter in text
    assert sample.signature
    assert sample.signature in text
    assert sample.signature == flat(" ".join([*made.frame.signatures[0].titles, made.frame.signatures[0].name]))


def test_the_word_file_says_the_same(issued: tuple[Sample, Session, Document], tmp_path: Path) -> None:
    sample, session, made = issued
    (path,) = session.build(made, ["docx"], tmp_path)
    text = flat(" ".join(word_paragraphs(path.read_bytes())))
    for wanted in (
        sample.number,
        sample.place_date,
        sample.closing and bare(made.frame.closing),
        *sample.bases,
        *sample.recipients,
    ):
        assert wanted in text
