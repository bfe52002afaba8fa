"""Number, date, marks, signature and recipients of a document that is about to go out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.header import running_number, signature_place
from draftkit.checks.sources import E, I, W, law64, nd30, practice
from draftkit.law.authority import doubt, no_deputy
from draftkit.law.dates import is_date, short_date
from draftkit.model.keys import AGENCIES, DRAFT, PLACE_NAME, SYMBOL
from draftkit.model.message import Mend, msg
from draftkit.model.nearest import nearest
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.resolve.frame import organisation, seat_of
from draftkit.text.pattern import Pattern

_RECIPIENT_ARTICLE = nd30("Phụ lục III, Mục II, Mẫu 1.1 đến 1.3")


@rule("DK-H030", "Takes effect before it is signed", W, law64("Điều 55"), "qppl")
def retroactive(subject: Subject) -> Iterator[Hit]:
    """Retroactive effect is allowed only where it is truly necessary, never to create or raise a liability, and only to
    central and provincial bodies."""
    meta = subject.bound.meta
    signed, (effect, place) = meta.date, subject.effect
    if not is_date(effect):
        return
    said = short_date(effect)
    if is_date(signed) and effect < signed:
        text = "takes effect on {effect}, before it is signed on {signed}"
        yield subject.hit(place, text, effect=said, signed=short_date(signed))
    drafted = str(meta.draft_turn.get("ngay", "")) if not signed else ""
    if is_date(drafted) and effect < drafted:
        text = "takes effect on {effect}, before this draft of {day}"
        yield subject.hit(place, text, effect=said, day=short_date(drafted))


@rule("DK-H031", "Number of an administrative document badly written", E, nd30("Phụ lục I, Phần I, II.3"), "nd30")
def plain_number(subject: Subject) -> Iterator[Hit]:
    """`so` holds the running number only; administrative documents carry no year in their number (15/QĐ-BNV)."""
    yield from running_number(subject, 5)
    meta = subject.bound.meta
    symbol = meta.symbol
    if re.match(r"/?(?:19|20)\d{2}/", symbol):
        yield subject.hit(SYMBOL, "the symbol is “{symbol}”; an administrative document carries no year", symbol=symbol)


@rule(
    "DK-H032", "Symbol of the document badly written", E, nd30("Phụ lục I, Phần I, II.3.c; Phụ lục III, Mục I"), "nd30"
)
def symbol_form(subject: Subject) -> Iterator[Hit]:
    """Groups of the symbol are joined by “-” without spaces; a công văn has no abbreviation of its type, so CV is
    wrong."""
    meta = subject.bound.meta
    for key in ("ky_hieu", "viet_tat", "don_vi"):
        text = meta.text(key)
        if re.search(r"\s", text):
            yield subject.hit(key, "the symbol says “{text}”; a symbol has no spaces", text=text)
        elif re.match(r"CV(?:-|$)", text):
            yield subject.hit(key, "the symbol says “{text}”; there is no abbreviation CV", text=text)


_SHORT_PLACE = Pattern(r"(?:T\.?P\.?|Tp\.?|tp\.?|TPHCM|TP\.?HCM|HCM|HN|ĐN|Tx\.?|TX\.?)(?:[ .]|$)|(?:tỉnh|Tỉnh) ")


@rule("DK-H033", "Place name not written in full", E, nd30("Phụ lục I, Phần I, II.4.a"), "header")
def place_name(subject: Subject) -> Iterator[Hit]:
    """The place is the official name in full, without “tỉnh”: Hà Nội, Ninh Bình, Thành phố Hồ Chí Minh."""
    meta = subject.bound.meta
    text = meta.place_name
    if _SHORT_PLACE.match(text) or (text.endswith((",", ".", ";")) and text.strip(" .,;…_")):
        message = msg("the place is “{text}”; write the official name in full, without a sign after it", text=text)
        yield subject.hit(PLACE_NAME, message)


@rule("DK-H043", "Place that nobody gave", I, practice("địa danh là nơi cơ quan đóng trụ sở"), "values", of_source=True)
def nobodys_place(subject: Subject) -> Iterator[Hit]:
    """Documents are dated at the seat of the body that issues them. Where neither the metadata nor organisations.yaml
    nor its name says it, Hà Nội is printed, which may be wrong of a body elsewhere."""
    meta, kind = subject.bound.meta, subject.bound.draft.kind
    place = subject.frame.place_date.partition(",")[0]
    printed = place and kind.words.get("place_date", "").startswith("{dia_danh}") and kind.language == VIETNAMESE
    if printed and meta.agencies and not (meta.place_name or seat_of(subject.bound)):
        body, file = organisation(subject.bound, meta.agencies[0]).name, "organisations.yaml"
        text = "“{place}” is printed as the place, and nobody says where {body} sits: give dia_danh here or in {file}"
        yield subject.hit(AGENCIES, text, place=place, body=body, file=file)


_MARKS = {"do_khan": ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN"), "luu_hanh": ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")}


@rule("DK-H034", "Mark that the law does not know", E, nd30("Phụ lục I, Phần I, III.2.b, III.2.c"), "nd30")
def unknown_mark(subject: Subject) -> Iterator[Hit]:
    """The degrees of urgency are HỎA TỐC, THƯỢNG KHẨN, KHẨN; the marks of circulation XEM XONG TRẢ LẠI, LƯU HÀNH NỘI
    BỘ."""
    meta = subject.bound.meta
    for key, known in _MARKS.items():
        text = meta.text(key).upper().replace("HOẢ", "HỎA")
        if text and text not in known:
            near = nearest(text, known) or known
            message = msg("the mark is “{text}”; did you mean {near}?", text=meta.text(key), near=near[0])
            yield subject.hit(key, message, Mend(meta.text(key), near[0], False))


@rule("DK-H035", "Draft mark on a document with number and date", W, practice("bỏ dấu dự thảo khi phát hành"), "header")
def mark_left(subject: Subject) -> Iterator[Hit]:
    """Number and date are given when a document is issued; the mark DỰ THẢO goes then."""
    if subject.frame.issued and subject.bound.meta.values.get(DRAFT):
        yield subject.hit(DRAFT, "number and date are given, but the document is still marked as a draft")


@rule("DK-H036", "Issued without the name of the signer", W, nd30("Phụ lục I, Phần I, II.7.c"), "header")
def no_signer(subject: Subject) -> Iterator[Hit]:
    """A document with number and date carries the full name of whoever signs it."""
    if not subject.frame.issued or subject.frame.draft_mark:
        return
    for index, signature in enumerate(subject.frame.signatures):
        if not signature.name.strip():
            message = msg("number and date are given, but the name of the signer is not")
            yield subject.hit(signature_place(subject, index, "ho_ten", "quyen_han"), message)


@rule("DK-H037", "Title of the deputy missing after “KT.”", E, nd30("Phụ lục I, Phần I, II.7.b"), "header")
def deputy_missing(subject: Subject) -> Iterator[Hit]:
    """After “KT.” and the title of the head stands, on the next line, the title of the deputy who signs: KT. BỘ TRƯỞNG
    / THỨ TRƯỞNG."""
    for index, signature in enumerate(subject.frame.signatures):
        for wrong in no_deputy(signature.titles):
            place = signature_place(subject, index, f"quyen_han.{wrong.line}", "quyen_han")
            yield subject.hit(place, wrong.message, sure=wrong.sure)


@rule("DK-H038", "Collective without the title of the signer", E, nd30("Phụ lục I, Phần I, II.7.b"), "header")
def collective_only(subject: Subject) -> Iterator[Hit]:
    """After “TM.” and the name of the collective stands the title of the person who signs on its behalf."""
    for index, signature in enumerate(subject.frame.signatures):
        titles = signature.titles
        if titles and titles[-1].startswith("TM."):
            place = signature_place(subject, index, f"quyen_han.{len(titles) - 1}", "quyen_han")
            yield subject.hit(place, "“{line}” is not followed by the title of the signer", line=titles[-1])


@rule("DK-H039", "First recipient missing", W, nd30("Phụ lục III, Mục II, Mẫu 1.1 đến 1.5"), "nd30")
def first_recipient(subject: Subject) -> Iterator[Hit]:
    """The recipients of a decision or resolution start with “Như Điều …”, those of a công văn with “Như trên”."""
    frame, meta = subject.frame, subject.bound.meta
    recipients = meta.recipients
    articled = bool(frame.decides) and bool(subject.body_articles)
    wanted = "Như Điều" if articled else "Như trên" if frame.subject and frame.addressees else ""
    if recipients and wanted and not recipients[0].strip(" -").startswith("Như"):
        yield subject.hit("noi_nhan.0", "the recipients start with “{wanted}”", wanted=wanted)


@rule("DK-H040", "“Như Điều” names a điều that is not there", W, _RECIPIENT_ARTICLE, "header", of_tree=True)
def recipient_article(subject: Subject) -> Iterator[Hit]:
    """“- Như Điều 3;” sends the document to those named in Điều 3, which must exist."""
    meta = subject.bound.meta
    articles = {subject.bound.numbers.get(unit.serial, "") for unit in subject.body_articles}
    for index, text in enumerate(meta.recipients):
        found = re.match(r"[- ]*Như ([Đđ])iều (\d+)", text)
        if found and found[1] == "đ":
            typed = f"điều {found[2]}"
            mend = Mend(typed, typed.capitalize())
            yield subject.hit(f"noi_nhan.{index}", "“{text}” is written with a capital", mend, text=typed)
        if found and articles and found[2] not in articles:
            yield subject.hit(f"noi_nhan.{index}", "there is no Điều {number} in this document", number=found[2])


@rule("DK-H041", "Signed by whom, or in a capacity that, the kind does not know", W, nd30("Điều 13"), "header")
def authority(subject: Subject) -> Iterator[Hit]:
    """Who signs is fixed by the kind: a nghị định on behalf of the Government by the Prime Minister or a deputy for
    him, a thông tư by the minister or a deputy minister, never by order (TL.) or under authorisation (TUQ.). The data
    are in `signing` of `kind.yaml`, with their provision."""
    kind = subject.bound.draft.kind
    if kind.signing is None or len(subject.frame.signatures) != 1:
        return
    titles = subject.frame.signatures[0].titles
    wrong = doubt(titles, kind.signing, kind.words.get("act", kind.title))
    if wrong:
        place = signature_place(subject, 0, f"quyen_han.{wrong.line}", "quyen_han")
        yield subject.hit(place, wrong.message, source=kind.signing.source)
