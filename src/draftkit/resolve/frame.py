"""What stands around the body: header, title, legal bases, enactment, recipients, signature. Texts only; how they look
is the template's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from draftkit.errors import KindError
from draftkit.law.bodies import seat
from draftkit.law.dates import blank_date, long_date, short_date
from draftkit.model.act import Organisation
from draftkit.model.inline import Content, plain
from draftkit.model.keys import AUTHORITY, BASES, CLOSING, CONTACT, DRAFT, PLACE_NAME, PROPOSER, SIGNATURES
from draftkit.model.kind import KindSpec
from draftkit.model.measure import NBSP, blank, text_mm
from draftkit.model.meta import Data, Metadata, written
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import to_roman, whole
from draftkit.model.printed import Letterhead
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Draft
from draftkit.readers.inline import parse_inline
from draftkit.readers.yaml_text import VIETNAMESE
from draftkit.resolve.bound import Bound
from draftkit.resolve.values import UNKNOWN
from draftkit.text.fold import one_line, with_capital, with_small

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NONE = Metadata()
_DRAFT_TURN, _DRAFT_DATE = "Lần {lan}", "ngày {ngay}"
"""How the turn and the day of a draft are said where its kind has no words of its own (`draft_turn`, `draft_date`)."""


class Signature(NamedTuple):
    """The lines above a signature (`TM. CHÍNH PHỦ`, `THỦ TƯỚNG`), the name, empty until someone signs, another title of
    the signer above the name, and the path of the picture of the signature."""

    titles: tuple[str, ...]
    name: str
    other_title: str = ""
    picture: str = ""


class Frame(NamedTuple):
    """The texts of the frame, ready to print; what a kind does not have is empty. Legal bases carry their end signs and
    may hold live fields."""

    parent_agency: tuple[str, ...]
    agency: tuple[str, ...]
    nation: tuple[str, ...]
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
    closing: str
    recipients: tuple[str, ...]
    signatures: tuple[Signature, ...]
    drafter: str
    contact: str
    annexed: str
    issued: bool
    held: str = ""
    """What every form must say as long as it is too early to publish the text."""
    since: str = ""
    """The last point in time (ISO) that it waits or waited for."""
    inherited: tuple[tuple[str, str], ...] = ()
    """Metadata that it has from the documents it names, key and text, as far as the frame prints them."""

    @property
    def notice(self) -> str:
        """What stands above what is shown without a frame: the draft mark, and what says that it is early."""
        return " · ".join(filter(None, (" ".join(self.draft_mark), self.held)))

    @property
    def letterhead(self) -> Letterhead:
        """The header that texts issued together with the document carry too."""
        return Letterhead(self.parent_agency, self.agency, self.nation, -1)

    def head(self) -> tuple[tuple[str, ...], ...]:
        """What is there above the title: bodies, national name, number with place and date, marks."""
        marks = (*self.draft_mark, self.urgency, self.circulation)
        parts = ((*self.parent_agency, *self.agency), self.nation, (self.number, self.place_date, self.subject), marks)
        return tuple(tuple(filter(None, part)) for part in parts)

    def texts(self) -> tuple[str, ...]:
        """All texts but the bases, in reading order."""
        return tuple(one.text for one in frame_fields(self) if one.text and one.part not in ("bases", "annexed"))


def make_frame(bound: Bound) -> Frame:
    """The frame of a bound draft from its metadata, kind and profile. Missing pieces become blanks, never errors."""
    kind, profile = bound.draft.kind, bound.profile
    known = {key: value for key, value in bound.meta.values.items() if key in kind.keys}  # the rest has no place in it
    meta = bound.meta._replace(values=known)
    bound = bound._replace(meta=meta)
    words = frame_words(bound)
    issuers = _issuers(bound)
    title = meta.title
    shown = title.upper() if profile.roles["title"].caps else with_capital(title)
    return Frame(
        parent_agency=tuple(organisation(bound, text).name.upper() for text in meta.parent_agencies),
        agency=_agency([issuer.name.upper() for issuer in issuers], kind.words.get("agencies", "")),
        number=_word(kind, "number", words),
        place_date=_word(kind, "place_date", words),
        subject=_word(kind, "subject", words) if title else "",
        draft_mark=_draft_mark(meta.values.get(DRAFT) or bound.draft.occasion.as_draft, kind),
        urgency=meta.urgency.upper(),
        circulation=meta.circulation.upper() or kind.words.get("translation", ""),
        type=_word(kind, "type_line", words),
        title="" if "subject" in kind.words else shown,
        authority=meta.text(AUTHORITY, _word(kind, "authority", words)).upper(),
        bases=_ended(bound.bases, profile),
        enactment=meta.enactment or _word(kind, "enactment", words),
        decides=_word(kind, "decides", words),
        addressees=_addressees(_word(kind, "addressed", words) or "Kính gửi:", meta.addressees),
        closing=meta.text(CLOSING) or _word(kind, "closing", words),
        recipients=_recipients(meta.recipients, meta.filed, kind.words.get("filed", "Lưu")),
        signatures=_signatures(meta.values.get(SIGNATURES), bound.draft.pictures),
        drafter=meta.drafter.upper(),
        contact=meta.text(CONTACT),
        annexed=meta.annexed or _word(kind, "annexed", _dotted(bound, words)),
        issued=bool(meta.number and meta.date),
        nation=_nation(kind),
    )


def _nation(kind: KindSpec) -> tuple[str, ...]:
    words = kind.words
    return () if words.get("nation") == "" else (words.get("state", NATIONAL_NAME), words.get("motto", MOTTO))


def frame_words(bound: Bound) -> dict[str, str]:
    """What the phrases of a kind may name: its keys, dates in words; number, year, date, name, issuers; dots, or blanks
    of the right width, for what is not known yet."""
    meta, profile = bound.meta, bound.profile
    pair = size_pair(bound)
    size, day_size = (profile.roles[role].sizes[pair] for role in ("number", "place-date"))
    date = meta.date
    year = meta.year or date[:4]
    number = meta.number
    issuers = _issuers(bound)
    words, language = {}, bound.draft.kind.language
    for name, key in bound.draft.kind.keys.items():
        text = meta.text(name) if name in meta.values else ""
        words[name] = text or UNKNOWN
        if key.type == "date":
            words[name] = long_date(text, language) if text else _blank_date(bound, meta.year, day_size)
        elif key.type == "number":
            value = whole(text, 0)
            words[f"{name}_la_ma"] = to_roman(value) if 0 < value < 4000 else UNKNOWN
    words |= {key: text for key, text in bound.draft.kind.words.items() if "{" not in text}
    words |= {
        "so": number if whole(number) is None else number.zfill(2),
        "nam": year or blank(profile.blanks_mm["so"], size),
        "ngay": long_date(date, language) if date else _blank_date(bound, year, day_size),
        "dia_danh": meta.text(PLACE_NAME) or seat_of(bound) or bound.draft.kind.words.get("place", "Hà Nội"),
        "ten_goi": meta.title,
        "co_quan": ", ".join(one_line(issuer.name) for issuer in issuers),
        "co_quan_hoa": ", ".join(one_line(issuer.name).upper() for issuer in issuers),
        "thu_truong": meta.head or ", ".join(issuer.head or one_line(issuer.name) for issuer in issuers),
        "viet_tat": meta.abbreviation
        or "-".join(issuer.abbreviation for issuer in issuers if issuer.abbreviation)
        or UNKNOWN,
    }
    words["ky_hieu"] = meta.symbol or _word(bound.draft.kind, "symbol", words)
    if not number:
        words["so"] = _room_for_number(bound, words, size)
    return words


def _dotted(bound: Bound, words: Mapping[str, str]) -> dict[str, str]:
    """The words of a line in which nobody writes by hand: dots, not room, for what is not known yet."""
    room = re.compile(rf" ?{NBSP}{{2,}}")
    found = {**words, **{key: room.sub(f" {UNKNOWN} ", words[key]).strip() for key in ("so", "nam", "ngay")}}
    return found | {"ky_hieu": bound.meta.symbol or _word(bound.draft.kind, "symbol", found)}


def _room_for_number(bound: Bound, words: dict[str, str], size: float) -> str:
    """Room to write the number in, less than usual where the line would not fit its column; two digits go in."""
    rest = text_mm(_word(bound.draft.kind, "number", words | {"so": ""}), size)
    left = bound.profile.header_columns_mm[0] - rest - text_mm(NBSP, size) / 2
    return blank(min(bound.profile.blanks_mm["so"], max(left, text_mm("00", size))), size)


def _blank_date(bound: Bound, year: str, size: float) -> str:
    blanks = bound.profile.blanks_mm
    return blank_date(year, blanks["ngay"], blanks["thang"], size, bound.draft.kind.language)


def _agency(names: list[str], joint: str) -> tuple[str, ...]:
    """The lines of the issuing bodies, each on lines of its own as typed; between two bodies the sign that joins them,
    if the kind has one."""
    last = len(names) - 1
    joined = [f"{name}{joint.rstrip()}" if index < last else name for index, name in enumerate(names)]
    return tuple(one_line(line) for name in joined for line in name.split("\n") if line.strip())


def _issuers(bound: Bound) -> list[Organisation]:
    """The issuing bodies: of the metadata (id or name of organisations.yaml, or any name), else that of the kind."""
    names = bound.meta.agencies or tuple(filter(None, (bound.draft.kind.words.get("issuer"),)))
    return [organisation(bound, name) for name in names]


def seat_of(bound: Bound) -> str:
    """Where the body that issues a document sits: as organisations.yaml says of it, else as its name does, else so of a
    body above it; empty where nobody says."""
    bodies = [*_issuers(bound)[:1], *(organisation(bound, name) for name in bound.meta.parent_agencies)]
    for body in bodies:
        named = seat(one_line(body.name)) if bound.draft.kind.language == VIETNAMESE else ""
        if found := body.place or named:
            return found
        above = bound.organisations.get(body.parent)
        bodies += [above] if above and above not in bodies else []
    return ""


def organisation(bound: Bound, name: str) -> Organisation:
    """The body with this id or name in organisations.yaml, else one that has the name only."""
    known = bound.organisations
    flat = one_line(name)
    found = known.get(name) or next(
        (body for body in known.values() if body.name.lower() == flat.lower()), Organisation(name, name)
    )
    return found._replace(name=name) if "\n" in name else found


def _word(kind: KindSpec, key: str, words: Mapping[str, str]) -> str:
    """A phrase of the kind with its blanks filled; empty when the kind has no such phrase. Raises KindError when it
    names what nobody knows."""
    try:
        return kind.words[key].format_map(words) if key in kind.words else ""
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        told = "kind “{kind}”: the phrase “{key}” names {name}, which is no metadata key"
        raise KindError(told, kind=kind.title, key=key, name=error) from error


def _ended(bases: tuple[Content, ...], profile: FormatProfile) -> tuple[Content, ...]:
    """Legal bases with their end signs: each as the profile says, the last as it says for the last."""
    last = len(bases) - 1
    return tuple(
        (*content, profile.basis_last if index == last else profile.basis_end) for index, content in enumerate(bases)
    )


def _addressees(label: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """One addressee on the line of the label; more on a line each (Decree 30/2020, Appendix I, Part I, II.9.d)."""
    if len(names) < 2:
        return tuple(f"{label} {name.rstrip(' ;.')}" for name in names)
    return (label, *(f"- {name.strip(' -;.')};" for name in names[:-1]), f"- {names[-1].strip(' -;.')}.")


def page_title(bound: Bound, frame: Frame) -> str:
    """What a document is called where it is not seen: in lists, as the title of a page, of a file, of a mail. Of what
    bears the looks of the body it is the headline, of other documents type and name, as they are typed and not as a
    script words them for the ear; what must not be published yet says so."""
    typed = bound.line(bound.draft.meta.title)
    title = with_capital(typed) if typed != bound.meta.title else frame.title or typed
    public = bound.draft.kind.page or bound.draft.kind.words.get("nhan_dien")
    if not (public and frame.title and not frame.title.lower().startswith("về ")):
        title = f"{bound.draft.kind.words.get('act', bound.draft.kind.title)} {with_small(title)}"
    return f"[{frame.held}] {title}" if frame.held else title


def issue_number(bound: Bound) -> str:
    """“Số 12” of what appears in issues, in the language of the document; empty without a number."""
    number = bound.meta.number
    return bound.draft.kind.words.get("so", "").format(so=number) if number else ""


def size_pair(bound: Bound) -> int:
    """The size pair the draft asks for (`co_chu`), else the profile's default."""
    asked = whole(bound.meta.font_size)
    return asked if asked in bound.profile.pairs else bound.profile.default_pair


def draft_word(kind: KindSpec) -> str:
    """What marks a draft: `DỰ THẢO`, or the word of the kind."""
    return kind.words.get("draft", "DỰ THẢO")


def _draft_mark(data: Data, kind: KindSpec) -> tuple[str, ...]:
    if not data or DRAFT not in kind.keys:
        return ()
    mark, words = draft_word(kind), kind.words
    turned, dated = words.get("draft_turn", _DRAFT_TURN), words.get("draft_date", _DRAFT_DATE)
    turn, date = (written(data.get(key)) if isinstance(data, dict) else "" for key in ("lan", "ngay"))
    day = short_date(date) if kind.language == VIETNAMESE else long_date(date, kind.language)
    notes = [*((turned.format(lan=turn),) if turn else ()), *((dated.format(ngay=day),) if date else ())]
    return (mark, f"({' - '.join(notes)})") if notes else (mark,)


def _recipients(items: tuple[str, ...], file_copy: str, filed: str) -> tuple[str, ...]:
    lines = [f"- {item.strip(' -;.')};" for item in items]
    if file_copy:
        lines.append(f"- {filed}: {file_copy.rstrip(' ;.')}.")
    elif lines:
        lines[-1] = lines[-1][:-1] + "."
    return tuple(lines)


def _signatures(data: Data, pictures: Mapping[str, str]) -> tuple[Signature, ...]:
    entries = data if isinstance(data, list) else [data] if isinstance(data, dict) else []
    found = []
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        titles = entry.get("quyen_han")
        lines = titles if isinstance(titles, list) else [titles] if titles else []
        above = tuple(text.upper() for text in map(written, lines) if text)
        name, other, picture = (written(entry.get(key)) for key in ("ho_ten", "chuc_vu_khac", "anh"))
        found.append(Signature(above, name, other.upper(), pictures.get(picture, "")))
    return tuple(found)


class Field(NamedTuple):
    """A text of the frame: the part of the frame it belongs to, and the keys it is made from, the one that is printed
    in it word for word first; none where the kind has the words."""

    part: str
    text: str
    keys: tuple[str, ...]


_ROWS = (
    "agency:parent_agency:co_quan_chu_quan agency:agency:co_quan nation:nation: number:number:so+nam+ky_hieu "
    "date:place_date:dia_danh+ngay mark:draft_mark:du_thao stamps:urgency:do_khan stamps:circulation:luu_hanh "
    "title:type:loai title:title:ten_goi title:subject:ten_goi authority:authority:tham_quyen bases:bases:can_cu.{} "
    "enactment:enactment: enactment:decides: addressees:addressees:kinh_gui.{} closing:closing: "
    "recipients:recipients:noi_nhan.{} signature:signatures: contact:drafter:nguoi_soan contact:contact:lien_he "
    "annexed:annexed:ten_goi+so+ngay"
)
_PARTS = tuple((part, name, keys.replace("+", " ")) for part, name, keys in (row.split(":") for row in _ROWS.split()))
"""The texts of a frame as they are printed: part, field, and keys; `{}` is the number of a line."""


def frame_fields(frame: Frame, meta: Metadata = _NONE) -> Iterator[Field]:
    """The texts of a frame in the order they are printed, and where they come from."""
    for part, name, keys in _PARTS:
        held = getattr(frame, name)
        for number, text in enumerate(held if isinstance(held, tuple) else (held,)):
            if isinstance(text, Signature):
                key = f"chu_ky.{number}" if isinstance(meta.values.get(SIGNATURES), list) else "chu_ky"
                yield from (Field(part, title, (f"{key}.quyen_han",)) for title in text.titles)
                yield Field(part, text.other_title, (f"{key}.chuc_vu_khac",))
                yield Field(part, text.name, (f"{key}.ho_ten",))
            elif part == "bases":
                yield Field(part, plain(text), (keys.format(number) if number < len(meta.bases) else PROPOSER,))
            elif part == "recipients":
                yield Field(part, text, (keys.format(number) if number < len(meta.recipients) else "luu",))
            elif part == "addressees" and len(held) > 1:  # below the label
                yield Field(part, text, (keys.format(number - 1),) if number else ())
            else:
                yield Field(part, text, tuple(keys.format(number).split()))


def legal_bases(draft: Draft) -> tuple[Content, ...]:
    """One content a legal basis, without its end sign. A bare citation is introduced by “Căn cứ”, or by what the
    kind says instead. None of a kind that has no bases: the key is told."""
    found = []
    if BASES not in draft.kind.keys:
        return ()
    for index, text in enumerate(draft.meta.bases):
        place = draft.meta.places.get(f"can_cu.{index}", draft.meta.place(BASES))
        content = parse_inline(text.rstrip(" ;."), place.line, place.column)
        opening = draft.kind.words.get("pursuant_to", "Căn cứ")
        found.append((f"{opening} ", *content) if text.startswith("@") else content)
    proposer = draft.meta.proposer
    if proposer:
        said = f"{draft.kind.words.get('proposed_by', 'Theo đề nghị của')} {proposer.rstrip(' ;.')}"
        found.append(parse_inline(said, draft.meta.place(PROPOSER).line))
    return tuple(found)
