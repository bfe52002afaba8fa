"""What must be in order before a text goes out, and when it may: rules, and the gate that `draftkit build` asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from draftkit.campaign import privacy
from draftkit.campaign.approval import approved_rows, changes, is_approved, is_changed, is_mould
from draftkit.campaign.early import held_until, held_up, times
from draftkit.campaign.moment import Moment
from draftkit.campaign.release import CONTACT_KEYS, photos
from draftkit.campaign.ways import ways
from draftkit.checks.catalogue import held_by
from draftkit.checks.rule import Hit, Rule, Subject, noted_rules, rule
from draftkit.checks.rules import starter
from draftkit.checks.sources import practice
from draftkit.law.dates import as_day, day_in_vietnam
from draftkit.model.captions import CREDIT
from draftkit.model.inline import Link, every, plain
from draftkit.model.keys import CONTACT, DATE, DRAFT, MAIL, TITLE
from draftkit.model.message import Command, Message, Place, Provision, Severity, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.printed import Grid, contents_of, texts_of
from draftkit.model.tree import Draft, Figure, Named, inside, is_plain, units
from draftkit.plugins import Refusal, behaviour
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import body_flow
from draftkit.resolve.frame import Frame, make_frame
from draftkit.text.address import is_address, is_telephone, outward
from draftkit.text.fold import one_line
from draftkit.writers.html_style import safe_url
from draftkit.writers.receivers import MAILBOX, RECEIVERS, listed, sent_at

(_PLACEHOLDER,) = ways("gates", "placeholder")


def rules_of(form: str) -> tuple[Rule, ...]:
    """Those on a form or a part of it: `posts`, `charts`."""
    return noted_rules(Path(__file__).parent / "rules" / f"{form}.txt")


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
OURS = Provision("draftkit", "docs/vi/press.md")
REACHED = (
    ("thu_dien_tu", is_address, msg("“{value}” is no e-mail address")),
    ("dien_thoai", is_telephone, msg("“{value}” is no telephone number: write it whole, 024 2220 2222")),
)
_CONTACT_INCOMPLETE = practice("thông cáo có đầu mối: họ tên, điện thoại, thư điện tử")
_PICTURE_INCOMPLETE = practice("mỗi ảnh có chữ thay ảnh, chú thích và nguồn")
_NOT_APPROVED = practice("thông cáo được lãnh đạo hoặc người phát ngôn duyệt")


def gate(bound: Bound, frame: Frame) -> Iterator[Refusal]:
    """Why a text must not go out: too early, not approved or no longer what was approved, incomplete. Rules that its
    form is not judged by do not stop it."""
    draft = bound.draft
    if frame.draft_mark:
        return
    yield from held_up(bound, frame)
    if is_mould(draft):
        yield Refusal(msg("a document is made of this text for each row of its table; it is none itself"))
        return
    yield from (Refusal(fault.message, place=fault.place) for fault in draft.faults if fault.rule == "DK-P012")
    subject = Subject(bound, frame)
    rules = {one.id: one for one in (*behaviour(draft.kind).rules, starter.left_standing)}
    for check in (rules[name].check for name in NEEDED if name in rules):
        yield from (Refusal(hit.message, place=hit.place) for hit in (check(subject) if check else ()))


def kept_back(bound: Bound) -> Message | None:
    """What keeps a text back whatever the time: it is a draft, or nobody approved it as it is."""
    draft = bound.draft
    if draft.meta.values.get(DRAFT):
        return msg("still a draft (du_thao)")
    if not is_approved(draft):
        return msg("not approved")
    changed = is_changed(draft) or approved_rows(draft) == () or any(changes(bound))
    return msg("changed since approval") if changed else None


def standing(bound: Bound, frame: Frame) -> Message:
    """How far a text has come that bears no draft mark: the first of what still keeps it back, else published."""
    if back := kept_back(bound):
        return back
    draft = bound.draft
    asked = behaviour(draft.kind).gate if not is_mould(draft) else None
    stopped = next((one.message for one in (asked(bound, frame) if asked else ()) if not one.early), None)
    if stopped:
        return msg("not published: {reason}", reason=stopped)
    if held := held_until(bound, frame):
        return held
    day, now = draft.meta.date, draft.occasion.moment
    if not day or day > day_in_vietnam(now):
        return msg("approved")
    return msg("published")


# -- rules


@rule("DK-P001", "Time of publication not understood", _E, OURS, "press")
def time_unclear(subject: Subject) -> Iterator[Hit]:
    """`cam_cong_bo` and `cong_bo_tu` hold date, time of day and time zone: 2026-12-15 10:00 Asia/Ho_Chi_Minh, or
    +07:00. A page that prints its day goes out with one, not with “ngày … tháng … năm”; a draft may lack it."""
    meta, frame = subject.bound.draft.meta, subject.frame
    if frame.place_date and not frame.draft_mark and _lacking(subject, meta.values, DATE):
        yield subject.hit(meta.place(DATE), "the day is not filled in (ngay)")
    yield from (Hit(moment, meta.place(key)) for key, moment in times(subject.bound) if isinstance(moment, Message))
    sent = str(subject.bound.meta.mail.get(DATE) or "")
    if sent and "{{" not in sent and sent_at(as_day(sent)) is None:
        said = "“{value}” is no date of a mail; write 2026-12-05 or 2026-12-05T09:00+07:00"
        yield subject.hit(f"{MAIL}.{DATE}", said, value=sent)


@rule("DK-P002", "Time zone not stated", _I, OURS, "press")
def zone_unstated(subject: Subject) -> Iterator[Hit]:
    """A time without a zone is taken in that of `mui_gio`, which is Asia/Ho_Chi_Minh unless the metadata or the kind
    says otherwise."""
    draft = subject.bound.draft
    zone = draft.meta.text("mui_gio", draft.kind.words.get("mui_gio", ""))
    for key, moment in times(subject.bound):
        if isinstance(moment, Moment) and not moment.stated:
            yield subject.hit(key, "{key} names no time zone; it is read as {zone}", key=key, zone=zone)


@rule("DK-P003", "Contact block incomplete", _W, _CONTACT_INCOMPLETE, "press", of_source=True)
def contact_incomplete(subject: Subject) -> Iterator[Hit]:
    """A journalist needs a name, a telephone number and an e-mail address, each written as one text; a mail goes from
    and to such addresses."""
    found = subject.bound.meta.tables(CONTACT)
    if not found and _lacking(subject, {}, CONTACT):
        yield subject.hit(CONTACT, "there is no contact: lien_he needs name, telephone and e-mail")
    for at, entry in enumerate(found):
        if missing := _lacking(subject, entry, CONTACT_KEYS[0], *CONTACT_KEYS[3:5]):
            yield subject.hit(CONTACT, "the contact lacks {keys}", keys=", ".join(missing))
        for key, reaches, wrong in REACHED:
            said = Metadata(entry).text(key)
            left = said.startswith("[") and (subject.frame.draft_mark or _PLACEHOLDER.match(said))
            if said and not left and "{{" not in said and not reaches(said):
                yield subject.hit(f"{CONTACT}.{at}.{key}", wrong, value=said)
    for key in ("tu", *RECEIVERS.values()):
        for said in listed(subject.bound.meta.mail.get(key)):
            if "{{" not in said and not MAILBOX.fullmatch(said):
                yield subject.hit(f"{MAIL}.{key}", REACHED[0][2], value=said)


def _lacking(subject: Subject, held: Mapping[str, Data], *needed: str) -> list[str]:
    """The needed keys that a table does not hold, and that no mistyped one is meant for: that is told already."""
    meant = {mend.new for fault in subject.bound.draft.faults if fault.rule == "DK-H001" for mend in fault.mends}
    return [key for key in needed if key not in meant and not Metadata(held).text(key)]


@rule("DK-P004", "Picture without text, caption or credit", _W, _PICTURE_INCOMPLETE, "press")
def picture_incomplete(subject: Subject) -> Iterator[Hit]:
    """Each picture has a text for those who cannot see it, a caption, and the name of who made it (in the text: a
    caption that ends with `Ảnh: …`)."""
    draft = subject.bound.draft
    for index, entry in photos(draft):
        if missing := _lacking(subject, entry, "anh", "mo_ta", "chu_thich", "nguon"):
            said = msg("photo {number} lacks {keys}", number=index + 1, keys=", ".join(missing))
            yield subject.hit(f"hinh_anh.{index}.anh", said)
    shown = (block for block in inside(draft.body) if isinstance(block, Figure))
    for figure in (one for one in shown if one.line >= 0):  # those of the metadata have their own list
        caption = plain(subject.bound.text(figure))
        if not figure.alt.strip():
            yield subject.hit(figure, "the picture has no text for those who cannot see it")
        if not CREDIT.search(caption):
            text = 'the picture has no credit; end its caption with “Ảnh: …”: ![…](a.jpg "… Ảnh: …")'
            yield subject.hit(figure, text)


@rule("DK-P005", "Placeholder left", _W, practice("không để sót chỗ trống, địa chỉ giả"), "press")
def placeholder(subject: Subject) -> Iterator[Hit]:
    """[điền …], TODO, ???, dots to fill in, addresses at example.vn, made-up names and telephone numbers must not go
    out. A draft may hold them."""
    bound = subject.bound
    if subject.frame.draft_mark:
        return
    printed = ((text, Place(item.line)) for text, item in texts_of(body_flow(bound)))
    for text, place in ((bound.meta.title, bound.meta.place(TITLE)), *printed):
        for found in _PLACEHOLDER.finditer(text):
            yield subject.hit(place, "“{text}” is left to be filled in", text=found[0])


@rule("DK-P006", "Not approved", _W, _NOT_APPROVED, "press", of_source=True)
def not_approved(subject: Subject) -> Iterator[Hit]:
    """A text without a draft mark is approved by someone, on a day."""
    draft = subject.bound.draft
    if not (subject.frame.draft_mark or is_approved(draft) or any(one.rule == "DK-P012" for one in draft.faults)):
        said = msg(
            "nobody has approved this text: approve it (“Duyệt” of the workbench{typed}), or mark it as a draft "
            "(du_thao)"
        )
        each = f" --each {draft.rows}" if draft.rows else ""
        yield subject.hit(Place(-1), said, typed=Command(f"; draftkit approve {draft.name}{each} --by …"))


@rule("DK-P007", "Empty section", _W, practice("mục có đề mục thì có nội dung"), "press")
def empty_section(subject: Subject) -> Iterator[Hit]:
    """A heading has something below it."""
    told = [fault.place.line for fault in subject.bound.draft.faults if fault.rule == "DK-F011"]
    every = list(units(subject.bound.draft.body))
    for unit, after in zip_longest(every, every[1:]):
        if any(unit.line < line and (after is None or line < after.line) for line in told):
            continue  # what stands there could not be read, and that is told
        if not unit.level.marker and not unit.body and unit.line >= 0:
            said = "there is nothing under the heading “{title}”"
            yield subject.hit(unit, said, title=plain(subject.bound.text(unit)))
        elif unit.level.marker and is_plain(unit.body) and not plain(unit.body[0].content).strip():
            number = unit.level.marker.replace("{n}", unit.number)
            yield subject.hit(unit, "there is nothing after “{number}”", number=number)


@rule("DK-P016", "Link to a file that stays behind", _W, OURS, "press")
def left_behind(subject: Subject) -> Iterator[Hit]:
    """A link leads to an address, or to another document of the project. Of a file that lies beside the text a reader
    has nothing: it does not go out, and the link is left out of web pages."""
    for content, item in contents_of(body_flow(subject.bound)):
        for one in every(content):
            if isinstance(one, Link) and outward(one.url) and not safe_url(one.url):
                said = (
                    "“{path}” does not go out with this text: put it where readers find it, and lead there (https://…)"
                )
                yield subject.hit(Place(item.line), said, path=one.url)


_CHANGED = {
    "quy_dinh": msg("“@{key}” has changed since approval: it said “{old}”; it says “{new}”"),
    "vien_dan": msg("“@{key}” has moved since approval: it was {old}; it is {new}"),
    "van_ban": msg("“@{key}” is cited otherwise since approval: it was “{old}”; it is “{new}”"),
    "so_lieu": msg("the value “{key}” has changed since approval: it was “{old}”; it is “{new}”"),
    "tep": msg("{key} has changed since approval"),
    "nhan_dien": msg("“{key}” of the identity or settings has changed since approval: it was “{old}”; it is “{new}”"),
    "": msg("the name of “{key}” has changed since approval: it was “{old}”; it is “{new}”"),
}
"""What is said of each sort of change."""


@rule("DK-P010", "Stale: what it cites has changed", _E, OURS, "press")
def stale(subject: Subject) -> Iterator[Hit]:
    """Since the text was approved a provision, a figure, a document or the name of a body that it cites has changed, or
    what the project puts on it: names, contacts, colours, mark, where QR codes lead, templates of its own. Read it
    again, and approve it again."""
    for sort, key, old, new, place in changes(subject.bound) if is_approved(subject.bound.draft) else ():
        yield subject.hit(place, _CHANGED.get(sort, _CHANGED[""]), key=key, old=old, new=new)


@rule("DK-P011", "Changed after approval", _E, OURS, "press")
def changed(subject: Subject) -> Iterator[Hit]:
    """The text, its metadata, a picture or a table is another than the one approved. Approve it again."""
    draft = subject.bound.draft
    if is_changed(draft):
        by, day = draft.approval.text("nguoi_duyet"), draft.approval.text("ngay_duyet")
        said = msg("the text has been changed since {by} approved it on {date}; approve it again")
        yield subject.hit(Place(-1), said, by=by, date=day)


@rule("DK-P013", "Correction unlike the texts", _W, practice("đính chính nêu đúng lời cũ và lời mới"), "press")
def correction(subject: Subject) -> Iterator[Hit]:
    """The old wording stands in the text that is corrected, when that is in the project; the new wording stands in this
    one. Of two texts one corrects the other."""
    bound = subject.bound
    entries = bound.meta.values.get("thay_doi") or []
    before = bound.others.get("dinh_chinh")
    now = _whole(bound, own=True)
    if before and _names(before.draft.documents.get("dinh_chinh"), bound.draft):
        said = "“{title}” says that it corrects this text: take dinh_chinh out of the one that came first"
        yield subject.hit("dinh_chinh", said, title=before.meta.title)
    for index, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        old, new = (str(entry.get(key) or "").strip() if isinstance(entry, dict) else "" for key in ("cu", "moi"))
        place = f"thay_doi.{index}.cu"
        if not old or not new:
            yield subject.hit(place, "change {number} needs both cu and moi", number=index + 1)
        elif before and one_line(old.casefold()) not in _whole(before):
            yield subject.hit(place, "“{text}” does not stand in the text that is corrected", text=old)
        elif one_line(new.casefold()) not in now:
            yield subject.hit(place, "“{text}” does not stand in this text", text=new)


def _names(document: Named | None, draft: Draft) -> bool:
    """Whether a document that is named is this draft."""
    path = Path(document.path) if document else Path()
    return path.stem == draft.name and path.parent.resolve() == Path(draft.source.folder).resolve()


def _whole(bound: Bound, own: bool = False) -> str:
    """All a text says, the tables of its metadata left out when `own`."""
    printed = texts_of(body_flow(bound))
    said = (text for text, item in printed if not (own and isinstance(item, Grid) and item.line < 0))
    return one_line(" ".join((*make_frame(bound).texts(), *said)).casefold())


NEEDED = "DK-P001 DK-P003 DK-P004 DK-P030 DK-P005 DK-S028 DK-P006 DK-P010 DK-P011".split()
"""The rules without a hit of which nothing goes out, in the order they are told."""
GATES = (*held_by(vars(), Rule), *held_by(vars(privacy), Rule), *rules_of("press"))
