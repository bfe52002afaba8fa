"""Facts of the header, legal bases, signature and recipients; slips around the text, where nobody looks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.ways import ways
from draftkit.checks.sources import CITING_LAWS, NUMBERS_FROM, E, W, law64, nd30, nd78, practice
from draftkit.law.authority import CAPACITIES, HEADS
from draftkit.law.dates import dated, is_date, long_date, short_date
from draftkit.model.inline import plain
from draftkit.model.keys import BASES, EFFECTIVE_DATE, FILED, FONT_SIZE, NUMBER, RECIPIENTS, SIGNATURES, TITLE, YEAR
from draftkit.model.message import Mend, Message, Place, msg
from draftkit.model.numeral import whole
from draftkit.text.fold import with_small
from draftkit.text.passage import shortened
from draftkit.text.pattern import Pattern

(_DEGREE,) = ways("header", "degree")

_COLLECTIVES = ("CHÍNH PHỦ", "ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "HỘI ĐỒNG QUẢN TRỊ")
_HEADS = (*map(str.upper, HEADS), "TRƯỞNG", "TỔNG")
_DOCUMENT_NAME = practice("tên gọi viết thường sau tên loại, không có dấu chấm")


def signature_place(subject: Subject, index: int, *keys: str) -> Place:
    """Where a key of a signature stands: the most exact place the metadata knows."""
    meta = subject.bound.meta
    for key in keys:
        for path in (f"chu_ky.{index}.{key}", f"chu_ky.{key}"):
            if path in meta.places:
                return meta.places[path]
    return meta.place(SIGNATURES)


@rule("DK-H005", "Name of the document badly written", W, _DOCUMENT_NAME, "header")
def document_name(subject: Subject) -> Iterator[Hit]:
    """`ten_goi` starts in lower case, since the enactment sentence continues with it, and has no full stop; draftkit
    sets the capital in the title. The name of a law, printed in capitals, is a proper name."""
    meta = subject.bound.meta
    name = meta.title
    if name.endswith((".", ";", ",")):
        message = msg("the name of the document ends with “{sign}”", sign=name[-1])
        yield subject.hit(TITLE, message, Mend(name, name.rstrip(" .;,")))
    first = name.split(" ")[0] if name else ""
    proper = subject.bound.profile.roles["title"].caps
    if not proper and first.capitalize() == first and first.lower() in ("về", "quy", "sửa", "ban", "hướng", "bãi"):
        said = msg("the name starts with the capital “{word}”; write it in lower case")
        yield subject.hit(TITLE, said, Mend(name, with_small(name)), word=first)


@rule("DK-H006", "Document number badly written", E, law64("Điều 7 khoản 3"), "qppl")
def document_number(subject: Subject) -> Iterator[Hit]:
    """`so` holds the running number only (135); year, type and issuer are added by the kind."""
    yield from running_number(subject, 4)


def running_number(subject: Subject, digits: int) -> Iterator[Hit]:
    """A number that is more than a number of so many digits and a letter; in a series a second one too, as in 66.13."""
    meta = subject.bound.meta
    if meta.number and not re.fullmatch(rf"\d{{1,{digits}}}(?:\.\d{{1,2}})?[a-zđ]?", meta.number):
        message = msg("the number is “{number}”; write only the running number, such as 135", number=meta.number)
        yield subject.hit(NUMBER, message)


@rule("DK-H007", "Year of the number unlike the year of the date", E, law64("Điều 7 khoản 3"), "qppl")
def year_of_number(subject: Subject) -> Iterator[Hit]:
    """The number carries the year in which the document was issued."""
    meta = subject.bound.meta
    year, day = meta.year, meta.date
    if year and is_date(day) and day[:4] != year:
        yield subject.hit(YEAR, "the number says {year}, the date {other}", year=year, other=day[:4])


@rule("DK-H008", "Authority prefix misused", E, nd30("Phụ lục I, Phần I, II.7.b"), "header")
def authority_prefix(subject: Subject) -> Iterator[Hit]:
    """TM. stands before the name of a collective for which somebody signs, Q., KT., TL. and TUQ. before the title of
    the head, never before that of the deputy who signs."""
    for index, signature in enumerate(subject.frame.signatures):
        first, below = [*signature.titles, "", ""][:2]
        if first.startswith(_COLLECTIVES) and below.startswith(_HEADS):
            place = signature_place(subject, index, "quyen_han.0", "quyen_han")
            yield subject.hit(place, "TM. stands before the name of a body: “{text}”", text=first)
        for number, line in enumerate(signature.titles):
            place = signature_place(subject, index, f"quyen_han.{number}", "quyen_han")
            found = re.match(r"([A-ZĐ]+)\s?\.\s*(.*)", line)
            if not found:
                if line.partition(" ")[0] in CAPACITIES:
                    yield subject.hit(place, "“{line}”: the prefix needs a full stop", line=line)
                continue
            prefix, rest = found[1], found[2]
            typed, wanted = line.removesuffix(rest), f"{prefix}. "
            if prefix in CAPACITIES and rest and typed != wanted:
                message = msg("“{text}” should be “{wanted}”", text=typed.strip(), wanted=wanted)
                yield subject.hit(place, message, Mend(line, f"{wanted}{rest}"), sure=False)
            if prefix not in CAPACITIES:
                yield subject.hit(place, "“{line}”: unknown prefix; known are TM., KT., TL., TUQ., Q.", line=line)
            elif prefix == "TM" and rest.startswith(_HEADS):
                yield subject.hit(place, "“{line}”: TM. stands before a collective, not a person", line=line)
            elif prefix in ("KT", "TL", "TUQ", "Q") and rest.startswith(("PHÓ", "THỨ")):
                said = msg("“{line}”: {prefix}. stands before the title of the head, not of the deputy")
                yield subject.hit(place, said, line=line, prefix=prefix)


@rule("DK-H009", "Name of the signer badly written", E, nd30("Phụ lục I, Phần I, II.7.c, II.7.đ"), "header")
def signer_name(subject: Subject) -> Iterator[Hit]:
    """The name is in lower case with capital first letters, without degrees and titles before it."""
    for index, signature in enumerate(subject.frame.signatures):
        place = signature_place(subject, index, "ho_ten")
        name = signature.name
        if name and name.upper() == name:
            yield subject.hit(place, "“{name}” is in capitals", name=name)
        if _DEGREE.match(name):
            yield subject.hit(place, "“{name}” carries a title before the name", name=name)


@rule("DK-H010", "File copy missing", E, nd30("Phụ lục I, Phần I, II.9.đ"), "header")
def file_copy(subject: Subject) -> Iterator[Hit]:
    """The last line of the recipients is “- Lưu: VT, …”: fill in `luu`. Bodies whose clerical office is part of their
    office write VP: a warning."""
    meta = subject.bound.meta
    kept = meta.filed
    if meta.recipients and not kept.startswith("VT"):
        place = meta.place(FILED if kept else "noi_nhan")
        message = msg("no line “- Lưu: VT, …” among the recipients")
        if kept:
            message = msg("the clerical office comes first in the file copy: “- Lưu: VT, …”")
        yield subject.hit(place, message, sure=not kept.startswith(("VP", "Văn thư", "Văn phòng")))


@rule("DK-H011", "Recipient named twice", W, practice("mỗi nơi nhận ghi một lần"), "header")
def recipient_twice(subject: Subject) -> Iterator[Hit]:
    """Each recipient is named once."""
    meta = subject.bound.meta
    seen: set[str] = set()
    for index, text in enumerate(meta.recipients):
        key = text.strip(" -;.").lower()
        if key in seen:
            yield subject.hit(f"{RECIPIENTS}.{index}", "“{text}” is named twice", text=text)
        seen.add(key)


@rule("DK-H012", "Law cited with its date", W, CITING_LAWS, "qppl")
def law_with_date(subject: Subject) -> Iterator[Hit]:
    """A law or ordinance is named in full with its number, where it was amended with the numbers of the amending acts;
    some sample forms still print its date."""
    for index, text in enumerate(subject.bound.meta.bases):
        if re.match(r"(?:Căn cứ )?(?:Bộ )?[Ll]uật ", text) and dated(text):
            yield subject.hit(f"{BASES}.{index}", "the law is cited with its date; cite name and number")


@rule("DK-H014", "Takes effect too soon", E, law64("Điều 53"), "qppl")
def effect_too_soon(subject: Subject) -> Iterator[Hit]:
    """A document of the central level takes effect 45 days after signing or later, unless issued under the shortened
    procedure (`thu_tuc_rut_gon: true`)."""
    meta = subject.bound.meta
    signed, (effect, place) = meta.date, subject.effect
    if not (is_date(signed) and is_date(effect)) or meta.values.get("thu_tuc_rut_gon"):
        return
    from datetime import date

    days = (date.fromisoformat(effect) - date.fromisoformat(signed)).days
    least = subject.bound.profile.effect_min_days
    if 0 <= days < least:
        said = msg("takes effect {days} days after signing; at least {least} are required")
        yield subject.hit(place, said, days=days, least=least, sure=not subject.of_word)


@rule("DK-H015", "Date of effect unlike the text", E, nd78("Điều 67 khoản 2"), "qppl")
def effect_in_text(subject: Subject) -> Iterator[Hit]:
    """The exact date of effect stands in the text and is the one of the metadata."""
    meta = subject.bound.meta
    effect = meta.effective_date
    if not is_date(effect):
        return
    forms = re.compile(
        "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in (long_date(effect), short_date(effect)))
    )
    bound = subject.bound
    values = (plain(words.printed) for words in bound.texts.values())
    cells = (plain(cell) for rows in bound.tables.values() for row in rows.printed for cell in row)
    if forms.search(bound.draft.source.text) or any(map(forms.search, chain(values, cells))):
        return
    yield subject.hit(EFFECTIVE_DATE, "the text does not say “{date}”", date=long_date(effect))


@rule("DK-H016", "Legal basis without normative force", W, nd78("Điều 62"), "qppl")
def weak_basis(subject: Subject) -> Iterator[Hit]:
    """The legal bases are normative documents of higher force; decisions without a year in their number, plans and
    reports are not."""
    for index, content in enumerate(subject.bound.bases):
        found = re.search(r"(?:Quyết định|Chỉ thị|Kế hoạch|Công văn) số \d+/[A-ZĐ][\w-]*", plain(content))
        if found:
            yield subject.hit(f"{BASES}.{index}", "“{text}” is not a normative document", text=found[0])


@rule("DK-H017", "Two signers of one name", W, practice("mỗi người ký một lần"), "header")
def same_signer(subject: Subject) -> Iterator[Hit]:
    """Each signature block has its own signer."""
    seen: set[str] = set()
    for index, signature in enumerate(subject.frame.signatures):
        if signature.name and signature.name in seen:
            yield subject.hit(signature_place(subject, index, "ho_ten"), "“{name}” signs twice", name=signature.name)
        seen.add(signature.name)


@rule("DK-H018", "Law cited without its number", E, nd78("Điều 68 khoản 1 điểm a"), "qppl")
def law_without_number(subject: Subject) -> Iterator[Hit]:
    """A law or ordinance among the legal bases is named in full with its number; until the end of June 2025 its year of
    promulgation stood in its place. Best cite it as `@label`."""
    by_year = "" < document_date(subject.bound) < NUMBERS_FROM
    for index, text in enumerate(map(plain, subject.bound.bases)):
        if (
            re.match(r"(?:Căn cứ )?(?:Bộ luật|Luật|Pháp lệnh) ", text)
            and not re.search(r"/\d{4}|số:? ?\d| ngày \d", text)
            and not (by_year and re.search(r"\d{4}", text))
        ):
            yield subject.hit(f"{BASES}.{index}", "“{text}” has no number", text=shortened(text))


_PLACE, _BY = "dia_danh", "theo_de_nghi"
_SPACED = Pattern(r"\d(?:/ | /)\S+|/QH \d+|\d/\d{4} ?/ [A-ZĐ]|\d/\d{4} /[A-ZĐ]|[A-ZĐ] -[A-ZĐ]|[A-ZĐ]- [A-ZĐ]{2}")
_METADATA_SLIP = practice("thông tin quanh văn bản được in đúng như đã gõ")


@rule("DK-H042", "Slip in the metadata", W, _METADATA_SLIP, "header")
def metadata_slip(subject: Subject) -> Iterator[Hit]:
    """What is typed in the metadata is printed as it is: a name in small letters or with “(đã ký)”,
    “Căn cứ Căn cứ”, a number with a blank in it, a font size the law does not know."""
    meta = subject.bound.meta
    for key, message in _single(subject):
        yield subject.hit(key, message)
    for index, signature in enumerate(subject.frame.signatures):
        fault = _name(signature.name)
        if fault:
            yield subject.hit(signature_place(subject, index, "ho_ten"), fault)
    texts = [(f"{BASES}.{index}", text) for index, text in enumerate(meta.bases)]
    texts += [(f"{RECIPIENTS}.{index}", text) for index, text in enumerate(meta.recipients)]
    for key, text in texts:
        twice = next(
            (word for word, after in pairwise(re.findall(r"Căn cứ|Theo|của|và|các|\w+", text)) if word == after), ""
        )
        spaced = _SPACED.search(text)
        if twice in ("Căn cứ", "Theo", "của", "và", "các"):
            yield subject.hit(key, "“{text}”: the word stands twice", text=f"{twice} {twice}")
        elif spaced:
            yield subject.hit(key, "“{text}”: write the number without spaces", text=spaced[0])


def _single(subject: Subject) -> Iterator[tuple[str, Message]]:
    """Keys of one value with what is wrong there."""
    meta, pairs = subject.bound.meta, subject.bound.profile.pairs
    size, title, place = meta.font_size, meta.title, meta.text(_PLACE)
    if size and whole(size) is not None and whole(size) not in pairs:
        known = ", ".join(map(str, pairs))
        yield FONT_SIZE, msg("“co_chu: {size}” is not used; the sizes are {known}", size=size, known=known)
    if whole(meta.number) == 0:
        yield NUMBER, msg("the number is 0; leave the key empty until the number is given")
    if place[:1].islower():
        yield _PLACE, msg("“{text}” starts with a small letter", text=place)
    if len(title) > 3 and title.isupper():
        yield TITLE, msg("the name is in capitals; write it as within a sentence, print sets the capitals")
    elif re.search(r"\(dự thảo[^)]*\)|dự thảo lần \d", title, re.IGNORECASE):
        yield TITLE, msg("that it is a draft is said by du_thao, not by the name")
    if re.search(r"\S  +\S", title):
        yield TITLE, msg("two blanks in the name")
    for by in meta.texts(_BY):
        if by[:1].islower():
            yield _BY, msg("“{text}” starts with a small letter", text=by)
    if re.match(r"[A-ZĐ]+\.", meta.filed) or meta.filed[:2].islower():
        yield FILED, msg("“{text}”: write “VT, …”", text=meta.filed)


def _name(name: str) -> Message | None:
    """What is wrong with the name of a signer."""
    if "(" in name or name.endswith((".", ",", ";")):
        return msg("“{name}” holds more than a name", name=name)
    if any(part[0].islower() for part in name.split()):
        return msg("“{name}”: each part of a name starts with a capital", name=name)
    return None
