"""Twelve kinds of reviewer's edits on every sort of provision: each is in the patch or asked, none is silent, and what
the patch makes is what the reviewer wrote."""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from draftkit.review.model import Pulled

from .rounds import META, TEXT, review
from .word import Reviewer, W, text_of

DRAFT = (
    TEXT.replace(
        "Câu thứ hai nằm trên dòng riêng của nó.",
        "Câu thứ hai nằm trên dòng riêng của nó.\n\nĐoạn riêng về số liệu môi trường của doanh nghiệp.\n\n"
        "- gạch đầu dòng về báo cáo hằng năm;",
    )
    .replace(
        "2. Tổ chức thử nghiệm chịu",
        "> “Điều 5. Lời văn được trích nguyên của luật cũ.”\n\n::: giua\nDòng chữ đặt ở giữa trang giấy.\n:::\n\n"
        "2. Tổ chức thử nghiệm chịu",
    )
    .replace("gửi cơ quan tiếp nhận.\n", "gửi cơ quan tiếp nhận.\n\n1. Mục một của biểu mẫu kèm theo.\n")
)
PLACES = {
    "title": "Về thử nghiệm",
    "basis": "Nghị quyết số 1 của Quốc hội",
    "proposal": "Theo đề nghị của Bộ trưởng",
    "chapter title": "QUY ĐỊNH CHUNG",
    "article": "Phạm vi điều chỉnh",
    "paragraph": "Đoạn riêng về số liệu",
    "two sentences": "Nghị định này quy định về",
    "dash": "gạch đầu dòng về báo cáo",
    "khoản with a value": "Hồ sơ được nộp trong",
    "khoản with a note": "Cơ quan tiếp nhận kiểm tra",
    "khoản with a reference": "được công bố công khai",
    "điểm": "Tài liệu kỹ thuật của hàng hóa",
    "điểm with italics": "của phòng thử nghiệm",
    "quotation": "Lời văn được trích nguyên",
    "centred": "Dòng chữ đặt ở giữa",
    "caption": "Chỉ tiêu thử nghiệm",
    "cell": "Tiếng ồn",
    "cell of data": "dùng ngoài trời",
    "annex title": "BIỂU MẪU",
    "annex": "Đơn đề nghị thử nghiệm",
    "annex khoản": "Mục một của biểu mẫu",
    "recipient": "Ban Bí thư Trung ương",
    "archive": "Lưu: VT, CN (2)",
    "signature": "TM. CHÍNH PHỦ",
    "agency": "CHÍNH PHỦ",
}
BOLD = tuple(
    PLACES[name]
    for name in ("title", "chapter title", "article", "caption", "quotation", "annex title", "signature", "agency")
)
"""Places that are printed bold: there words become italic."""
SIGN = "nguyên văn mới"


def words(word: Reviewer, place: str) -> tuple[etree._Element, str]:
    """The paragraph of a place, and two neighbouring words of it that stand in one run."""
    paragraph = word.paragraph(place)
    for item in paragraph.iter(W + "t"):
        own = (item.text or "").split()
        if place.split()[-1] in own and len(own) > 1:
            at = min(own.index(place.split()[-1]), len(own) - 2)
            return paragraph, f"{own[at]} {own[at + 1]}"
    return paragraph, place


def within(word: Reviewer, place: str) -> str:
    return text_of(word.paragraph(place))


def put_in(word: Reviewer, place: str) -> None:
    _, own = words(word, place)
    word.replace(own, f"{own} {SIGN}", within=within(word, place))


def take_out(word: Reviewer, place: str) -> None:
    _, own = words(word, place)
    word.replace(own.split()[-1], "", within=within(word, place))


def reword(word: Reviewer, place: str) -> None:
    _, own = words(word, place)
    word.replace(own, SIGN, within=within(word, place))


def write_anew(word: Reviewer, place: str) -> None:
    paragraph = word.paragraph(place)
    texts = list(paragraph.iter(W + "t"))
    texts[-1].text = f"Hoàn toàn {SIGN} khác hẳn"
    for item in texts[:-1]:
        item.getparent().getparent().remove(item.getparent())


def delete(word: Reviewer, place: str) -> None:
    word.delete(within(word, place))


def add_after(word: Reviewer, place: str) -> None:
    word.insert_after(within(word, place), f"Đoạn {SIGN} được thêm vào.")


def move(word: Reviewer, place: str) -> None:
    target = "Bộ Công Thương hướng dẫn" if "hướng dẫn" not in place else "Phạm vi"
    if any(True for _ in word.paragraph(place).iterancestors(W + "tr")):  # a row moves with its table
        return
    word.move_after(within(word, place), within(word, target))


def split(word: Reviewer, place: str) -> None:
    _, own = words(word, place)
    word.split(within(word, place), own.split()[-1])


def merge(word: Reviewer, place: str) -> None:
    paragraph = word.paragraph(place)
    following = paragraph.getnext()
    while following is not None and (following.tag != W + "p" or not text_of(following)):
        following = following.getnext()
    if following is not None:
        word.merge(within(word, place), text_of(following))


def _formatted(word: Reviewer, place: str) -> etree._Element:
    """The own words of a place in a run by themselves; its properties."""
    _, own = words(word, place)
    word.replace(own, "\ufdd0", within=within(word, place))
    run = next(item for item in word.root.iter(W + "t") if item.text == "\ufdd0").getparent()
    run.find(W + "t").text = own
    properties = run.find(W + "rPr")
    if properties is None:
        properties = etree.Element(W + "rPr")
        run.insert(0, properties)
    return properties


def embolden(word: Reviewer, place: str) -> None:
    properties = _formatted(word, place)
    etree.SubElement(properties, W + ("i" if place in BOLD or properties.find(W + "b") is not None else "b"))


def strike(word: Reviewer, place: str) -> None:
    etree.SubElement(_formatted(word, place), W + "strike")


def remark(word: Reviewer, place: str) -> None:
    word.comment(within(word, place), f"Ý kiến {SIGN}.")


def twice(word: Reviewer, place: str) -> None:
    """Copied: the same paragraph once more."""
    paragraph = word.paragraph(place)
    other = copy.deepcopy(paragraph)
    for item in other.xpath(".//w:bookmarkStart | .//w:bookmarkEnd", namespaces={"w": W[1:-1]}):
        item.getparent().remove(item)
    paragraph.addnext(other)


EDITS: dict[str, Callable[[Reviewer, str], None]] = {
    "words in": put_in,
    "words out": take_out,
    "words for words": reword,
    "written anew": write_anew,
    "paragraph gone": delete,
    "paragraph after": add_after,
    "moved": move,
    "split": split,
    "merged": merge,
    "bold": embolden,
    "struck": strike,
    "remark": remark,
    "copied": twice,
}
UNTRACKED = ("written anew", "moved", "split", "merged", "bold", "struck", "remark", "copied")
"""Edits that this hand makes without tracking them."""
STRIDE = 1 if os.environ.get("DRAFTKIT_FUZZ") else 4
"""Every fourth pair of edit and place, each place with a fourth of the edits; all of them in `make fuzz`."""


def is_silent(pulled: Pulled) -> bool:
    return not (pulled.edits or pulled.questions or pulled.comments or any(one.differences for one in pulled.reviewed))


@pytest.mark.parametrize("edit", EDITS)
def test_none_is_silent(edit: str, tmp_path: Path) -> None:
    rnd = random.Random(edit)
    bad = []
    first = list(EDITS).index(edit) % STRIDE
    for at, (sort, place) in list(enumerate(PLACES.items()))[first::STRIDE]:
        author = "" if edit in UNTRACKED else rnd.choice(["", "Nguyễn Văn A"])
        folder = tmp_path / str(at)
        changed: list[bool] = []

        def change(word: Reviewer, place: str = place, changed: list[bool] = changed) -> None:
            before = etree.tostring(word.root)
            EDITS[edit](word, place)
            changed.append(etree.tostring(word.root) != before or bool(word.comments))

        pulled = review(folder, change, authors=(author,), text=DRAFT, meta=META).pulled
        left = [(item.wanted, item.found) for one in pulled.reviewed for item in one.differences]
        if changed[0] and (is_silent(pulled) or (left and not pulled.questions)):
            bad.append((sort, author, len(pulled.edits), left))
    assert bad == []
