"""What stands around the body: header, title, legal bases, enactment, recipients, signature. Texts only; how they look is the template's."""

from __future__ import annotations

from dataclasses import dataclass

from draftkit.model.inline import Content
from draftkit.model.meta import Data
from draftkit.model.measure import blank
from draftkit.resolve.bind import Bound
from draftkit.resolve.dates import blank_date, long_date, short_date

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines above a signature (`TM. CHÍNH PHỦ`, `THỦ TƯỚNG`) and the name, empty until someone signs."""

    titles: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The texts of the frame, ready to print. Legal bases carry their end signs; `bases` may hold live fields."""

    parent_agency: tuple[str, ...]
    agency: tuple[str, ...]
    number: str
    place_date: str
    draft_mark: tuple[str, ...]
    type: str
    title: str
    bases: tuple[Content, ...]
    enactment: str
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    annexed: str
    issued: bool

    def texts(self) -> tuple[str, ...]:
        """All texts but the bases, in reading order."""
        signed = tuple(text for signature in self.signatures for text in (*signature.titles, signature.name) if text)
        return tuple(
            text for text in (*self.parent_agency, *self.agency, NATIONAL_NAME, MOTTO, self.number, self.place_date, *self.draft_mark, self.type,
                              self.title, self.enactment, *self.recipients, *signed) if text
        )  # fmt: skip


def make_frame(bound: Bound) -> Frame:
    """Word the frame of a bound draft from its metadata, kind and profile. Missing pieces become blanks, never errors."""
    meta, kind, profile = bound.draft.meta, bound.draft.kind, bound.profile
    pair = size_pair(bound)
    sizes = {style.role: style.sizes[pair] for style in profile.styles.values()}
    year = meta.text("nam") or meta.text("ngay")[:4]
    number = meta.text("so")
    if number.isdigit():
        number = number.zfill(2)
    room = number or blank(profile.blanks_mm["so"], sizes["number"])
    date = meta.text("ngay")
    shown_date = long_date(date) if date else blank_date(year, profile.blanks_mm["ngay"], profile.blanks_mm["thang"], sizes["place-date"])
    title = meta.text("ten_goi")
    words = {"so": room, "nam": year or blank(profile.blanks_mm["so"], sizes["number"]), "ten_goi": title}
    agency = meta.texts("co_quan") or (kind.words["agency"],)
    return Frame(
        parent_agency=tuple(text.upper() for text in meta.texts("co_quan_chu_quan")),
        agency=tuple(text.upper() for text in agency),
        number=kind.word("number", **words),
        place_date=f"{meta.text('dia_danh', 'Hà Nội')}, {shown_date}",
        draft_mark=_draft_mark(meta.values.get("du_thao")),
        type=kind.words["type_line"],
        title=title[:1].upper() + title[1:],
        bases=tuple((*content, profile.basis_end) for content in bound.bases),
        enactment=kind.word("enactment", **words),
        recipients=_recipients(meta.texts("noi_nhan"), meta.text("luu")),
        signatures=_signatures(meta.values.get("chu_ky")),
        annexed=kind.word("annexed", ky_hieu=kind.word("symbol", **words), ngay=shown_date) if "annexed" in kind.words else "",
        issued=bool(number and date),
    )


def size_pair(bound: Bound) -> int:
    """The size pair the draft asks for (`co_chu`), else the profile's default."""
    text = bound.draft.meta.text("co_chu")
    return int(text) if text.isdigit() and int(text) in bound.profile.pairs else bound.profile.default_pair


def _draft_mark(data: Data) -> tuple[str, ...]:
    if not data:
        return ()
    if not isinstance(data, dict):
        return ("DỰ THẢO",)
    turn, date = data.get("lan"), data.get("ngay")
    note = " - ".join(text for text in (f"Lần {turn}" if turn else "", f"ngày {short_date(str(date))}" if date else "") if text)
    return ("DỰ THẢO", f"({note})") if note else ("DỰ THẢO",)


def _recipients(items: tuple[str, ...], file_copy: str) -> tuple[str, ...]:
    lines = [f"- {item.strip(' -;.')};" for item in items]
    if file_copy:
        lines.append(f"- Lưu: {file_copy.rstrip(' ;.')}.")
    elif lines:
        lines[-1] = lines[-1][:-1] + "."
    return tuple(lines)


def _signatures(data: Data) -> tuple[Signature, ...]:
    entries = data if isinstance(data, list) else [data] if isinstance(data, dict) else []
    found = []
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        titles = entry.get("quyen_han")
        lines = titles if isinstance(titles, list) else [titles] if titles else []
        found.append(Signature(tuple(str(line).upper() for line in lines if line), str(entry.get("ho_ten") or "")))
    return tuple(found)
