"""What stands around the body: header, title, legal bases, enactment, recipients, signature. Texts only; how they look is the template's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from draftkit.model.inline import Content
from draftkit.model.kind import KindSpec
from draftkit.model.measure import blank
from draftkit.model.meta import Data
from draftkit.model.organisation import Organisation
from draftkit.model.profile import FormatProfile
from draftkit.resolve.bind import Bound
from draftkit.resolve.dates import blank_date, long_date, short_date

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


class Signature(NamedTuple):
    """The lines above a signature (`TM. CHÍNH PHỦ`, `THỦ TƯỚNG`), the name, empty until someone signs, and another title of the signer under it."""

    titles: tuple[str, ...]
    name: str
    other_title: str = ""


class Frame(NamedTuple):
    """The texts of the frame, ready to print; what a kind does not have is empty. Legal bases carry their end signs and may hold live fields."""

    parent_agency: tuple[str, ...]
    agency: tuple[str, ...]
    number: str
    place_date: str
    subject: str
    draft_mark: tuple[str, ...]
    urgency: str
    circulation: str
    type: str
    title: str
    authority: str
    bases: tuple[Content, ...]
    enactment: str
    decides: str
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    drafter: str
    contact: str
    annexed: str
    issued: bool

    def texts(self) -> tuple[str, ...]:
        """All texts but the bases, in reading order."""
        signed = (text for one in self.signatures for text in (*one.titles, one.name, one.other_title))
        head = (*self.parent_agency, *self.agency, NATIONAL_NAME, MOTTO, self.number, self.place_date, self.subject, *self.draft_mark)
        title = (self.urgency, self.circulation, self.type, self.title, self.authority, self.enactment, self.decides, *self.addressees)
        return tuple(text for text in (*head, *title, *self.recipients, *signed, self.drafter, self.contact) if text)


def make_frame(bound: Bound) -> Frame:
    """Word the frame of a bound draft from its metadata, kind and profile. Missing pieces become blanks, never errors."""
    meta, kind, profile = bound.draft.meta, bound.draft.kind, bound.profile
    words = _words(bound)
    issuers = _issuers(bound)
    title = meta.text("ten_goi")
    return Frame(
        parent_agency=tuple(_organisation(bound, text).name.upper() for text in meta.texts("co_quan_chu_quan")),
        agency=tuple(issuer.name.upper() for issuer in issuers),
        number=_word(kind, "number", words),
        place_date=_word(kind, "place_date", words),
        subject=_word(kind, "subject", words) if title else "",
        draft_mark=_draft_mark(meta.values.get("du_thao")),
        urgency=meta.text("do_khan").upper(),
        circulation=meta.text("luu_hanh").upper(),
        type=_word(kind, "type_line", words),
        title="" if "subject" in kind.words else title[:1].upper() + title[1:],
        authority=meta.text("tham_quyen", _word(kind, "authority", words)).upper(),
        bases=_ended(bound.bases, profile),
        enactment=_word(kind, "enactment", words),
        decides=_word(kind, "decides", words),
        addressees=_addressees(_word(kind, "addressed", words) or "Kính gửi:", meta.texts("kinh_gui")),
        recipients=_recipients(meta.texts("noi_nhan"), meta.text("luu")),
        signatures=_signatures(meta.values.get("chu_ky")),
        drafter=meta.text("nguoi_soan").upper(),
        contact=meta.text("lien_he"),
        annexed=_word(kind, "annexed", words),
        issued=bool(meta.text("so") and meta.text("ngay")),
    )


def _words(bound: Bound) -> dict[str, str]:
    """What the phrases of a kind may name: number, year, date, name, issuers; blanks of the right width for what is not known yet."""
    meta, profile = bound.draft.meta, bound.profile
    sizes = {style.role: style.sizes[size_pair(bound)] for style in profile.styles.values()}
    date = meta.text("ngay")
    year = meta.text("nam") or date[:4]
    number = meta.text("so")
    issuers = _issuers(bound)
    words = {key: text for key, text in bound.draft.kind.words.items() if "{" not in text}
    words |= {
        "so": (number.zfill(2) if number.isdigit() else number) or blank(profile.blanks_mm["so"], sizes["number"]),
        "nam": year or blank(profile.blanks_mm["so"], sizes["number"]),
        "ngay": long_date(date) if date else blank_date(year, profile.blanks_mm["ngay"], profile.blanks_mm["thang"], sizes["place-date"]),
        "dia_danh": meta.text("dia_danh", "Hà Nội"),
        "ten_goi": meta.text("ten_goi"),
        "co_quan": ", ".join(issuer.name for issuer in issuers),
        "thu_truong": meta.text("thu_truong") or ", ".join(issuer.head or issuer.name for issuer in issuers),
        "viet_tat": meta.text("viet_tat") or "-".join(issuer.abbreviation for issuer in issuers if issuer.abbreviation),
        "don_vi": meta.text("don_vi"),
    }
    words["ky_hieu"] = meta.text("ky_hieu") or _word(bound.draft.kind, "symbol", words)
    return words


def _issuers(bound: Bound) -> list[Organisation]:
    """The issuing bodies: of the metadata (id or name of organisations.yaml, or any name), else that of the kind."""
    names = bound.draft.meta.texts("co_quan") or tuple(filter(None, (bound.draft.kind.words.get("issuer"),)))
    return [_organisation(bound, name) for name in names]


def _organisation(bound: Bound, name: str) -> Organisation:
    known = bound.organisations
    return known.get(name) or next((body for body in known.values() if body.name.lower() == name.lower()), Organisation(name, name))


def _word(kind: KindSpec, key: str, words: Mapping[str, str]) -> str:
    """A phrase of the kind with its blanks filled; empty when the kind has no such phrase."""
    return kind.words[key].format(**words) if key in kind.words else ""


def _ended(bases: tuple[Content, ...], profile: FormatProfile) -> tuple[Content, ...]:
    """Legal bases with their end signs: each as the profile says, the last as it says for the last."""
    last = len(bases) - 1
    return tuple((*content, profile.basis_last if index == last else profile.basis_end) for index, content in enumerate(bases))


def _addressees(label: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """One addressee on the line of the label; more each on a line of its own (Decree 30/2020, Appendix I, Part I, II.9.d)."""
    if len(names) < 2:
        return tuple(f"{label} {name.rstrip(' ;.')}" for name in names)
    return (label, *(f"- {name.strip(' -;.')};" for name in names[:-1]), f"- {names[-1].strip(' -;.')}.")


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
        found.append(Signature(tuple(str(line).upper() for line in lines if line), str(entry.get("ho_ten") or ""), str(entry.get("chuc_vu_khac") or "")))
    return tuple(found)
