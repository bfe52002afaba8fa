"""Comments out of mails: `.eml` and `.mbox` files, sorted by the label in their subjects (as the pages of a site and
their forms write them: *Góp ý khoản 2 Điều 5 [nhan] - Nghị định về …*).

Mails come from anybody: files, parts, depth and texts are bounded, nothing in them is fetched or run, attachments are
counted and not opened. A mail that cannot be read is told, and the others are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from unicodedata import normalize

from draftkit.errors import SourceError
from draftkit.law.dates import MONTHS, is_date, iso
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import read_words, whole
from draftkit.readers.source import file_bytes
from draftkit.text.pattern import LOWER

_FILE_MB = 500
_MAIL_LIMIT = 30_000_000
_MOST_MAILS = 50_000
_MOST_PARTS = 200
_TEXT_LIMIT = 60_000
_SUFFIXES = (".eml", ".mbox", ".msg")
"""Files of a folder that are mails; those that Outlook keeps (.msg) are told, not read."""
_NO_MAIL = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF")
_LEVEL = "điểm|khoản|mục|điều|chương|phần|phụ lục|mẫu(?: số)?"
_PLACE = rf"(?:(?:{_LEVEL})\s+(?:\d[\w.]{{0,5}}|[IVXLC]{{1,6}}|[a-zđ])(?!\w)[\s,]*){{1,5}}"
_SUBJECT = re.compile(
    r"G[óo]p [ýy]\s+(?:(?P<about>[^\[\]]{1,200})\[(?P<label>[^\[\]\s]{1,200})\]\s*"
    rf"|(?P<place>{_PLACE})|\(điều, khoản, điểm\)\s*)?-\s",
    re.IGNORECASE,
)
_ON_ALL = re.compile(
    r"(?:[^\s:]{1,15}\s*:\s*)*(?:(?:v/v|về việc|tham gia|đóng góp|gửi)\s+){0,3}"
    r"(?:[ýy] ki[ếe]n(?:\s+(?:g[óo]p [ýy]|tham gia|đóng góp|về|đối với)|(?=\s.*d[ựu] th[ảa]o))"
    r"|(?:(?<=tham gia )|(?<=đóng góp ))ý kiến|g[óo]p [ýy])(?!\w)"
    rf"(?:\s+(?P<place>{_PLACE}))?",
    re.IGNORECASE,
)
"""A subject of one's own: a comment on the whole, or on the provision it begins with."""
_BLOCK = re.compile(
    r"^[^\w\n]*(?=Góp ý [^\[\]\n]{1,200}\[[^\[\]\s]{1,200}\]\s*-\s"
    rf"|Góp ý (?:{_PLACE}|\(điều, khoản, điểm\)\s*)?- [^\n]*\n(?:[^\n]{{1,80}}\n)?[ \t]*Ý kiến[ \t]*:)",
    re.MULTILINE | re.IGNORECASE,
)
_TITLE = re.compile(r"[^\n]*\n?(?:[^\n:=]{1,80}\n(?=[ \t]*(?:Quy định|Ý kiến)[ \t]*:))?")
"""The first line of a block, and the rest of a title that the mail program broke."""
_SALUTED = re.compile(r"\A\s*(?:Kính (?:gửi|thưa)|Dear):?[^\n,;:]{0,80}(?:[,;:!.][ \t]*\n|[ \t]*\n[ \t]*\n)")
_COURTESY = re.compile(
    r"(?:(?:rất|xin|kính|chân thành|trân trọng|và) ){0,4}(?:trân trọng|kính (?:thư|chào|báo)|c[ảá]m ơn|thân ái"
    r"|(?:(?:best|kind|warm) )?regards|sincerely|thanks|--)"
    r"(?: (?:quý|các|sự|ban|bộ|cục|cơ quan|anh|chị|and)[^\n,.;]{0,60})?\s?[!.,;/]{0,4}",
    re.IGNORECASE,
)
_SIGNED = 8
"""Lines of a signature, with its courtesy."""
_FIELD = re.compile(r"^[ \t>]*(Quy định|Ý kiến|Lý do|Người góp ý)\s*[:=][ \t]*", re.MULTILINE)
_FORM = re.compile(r"(?P<about>[^\[\]]{1,200})\[(?P<label>[^\[\]\s]{1,200})\]")
_QUOTED = re.compile(
    r"^>.*$\n?|^(?:Vào|Ngày|On)\b(?=[^:]{5,200}(?:@|\d:\d\d)).{5,200}(?:\n.{0,100}){0,2}?\b(?:viết|wrote):[ \t]*$\n?"
    r"(?=\s*(?:>|\Z))",
    re.MULTILINE,
)
"""Lines of the mail that is answered, and the one above them that says when it came, or from which address."""
_HEADS = (
    r"(?:^_{8,}[ \t]*\n)?^[^\w\n]*(?:From|Từ|Người gửi):[ \t]*(?P<who>[^\n]*)\n"
    r"(?=(?:[^\n]+\n){0,8}?[^\w\n]*(?:Subject|Chủ đề|Tiêu đề):)"  # “Từ: …, Đến: …, Thời gian: …” is of the comment
    r"(?:[^\w\n]*(?:To|Cc|Subject|Đến|Tới|Người nhận|Chủ đề|Tiêu đề):[^\n]*\n){0,4}"
    r"[^\w\n]*(?:Sent|Date|(?:Đã |Được )?[Gg]ửi|Ngày|Thời gian)[^:\n]*:"
    r"(?P<when>[^\n]*)\n(?:[^\n:]{2,20}:[^\n]*\n)*"
)
_SHORT = [month[:3].lower() for month in MONTHS]
_ORIGINAL = re.compile(
    rf"(?:^-+ *(?:(?:Original|Forwarded) [Mm]essage|Thư gốc) *-+|{_HEADS}).*", re.MULTILINE | re.DOTALL
)
"""What a reply carries along of the mail that it answers."""
_PASSED_ON = re.compile(rf".*?{_HEADS}\s*", re.MULTILINE | re.DOTALL)
_MONTH = re.compile(
    rf"(?:tháng|thg) (?P<said>[0-9]{{1,2}}|mười(?: một| hai)?|[^\W\d_]+)|(?<!\w)(?P<name>{'|'.join(_SHORT)})[a-z]*"
)
_DAY_OF_MONTH = re.compile(r"(?<![\w:])(?<!th )(?<!thứ )[0-9]{1,2}(?![\w:])")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_FORWARD = re.compile(r"\s*(?:fwd?|chuyển tiếp)\s*:", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^(?:(?:Đã g|G)ửi từ (?=\w?[A-Z]|điện thoại|thiết bị|máy)|Sent from |(?:Lấy|Tải|Get) Outlook )[^\n]{1,100}\s*\Z",
    re.MULTILINE,
)
_AUTOMATIC = re.compile(
    r"\W*(?:tự động trả lời|trả lời tự động|auto(?:matic)?[ -]?repl|out of (?:the )?office|undeliver"
    r"|delivery (?:status|fail)|không (?:gửi|chuyển) được)",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HIDDEN = re.compile(r"<(script|style|head|blockquote)\b.*?(</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_INNERMOST = re.compile(
    r"<blockquote\b(?P<indented>(?=[^<>]*\bstyle)(?![^<>]*\b(?:cite|class|id|border-left)\b))?[^<>]*>"
    r"(?P<words>(?:(?!<blockquote\b).)*?)</blockquote\s*>",
    re.DOTALL | re.IGNORECASE,
)
"""What a mail quotes, or sets in as a button of its program does."""
_DEPTH = 30
"""Quotations within one another that are taken off one by one."""
_WRAPPED = re.compile(rf"(?<=[^\n]{{60}})(?<![;:.!?])(?<![;:.!?] )[ \t]*\n(?=[{LOWER}](?!\)))")
"""A line that the mail program broke."""
_BREAKS = re.compile(r"(?:</?(?:p|div|[uo]l|li|table|t[rdh]|pre|h[1-6])\b[^<>]*>\s*)+|<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,5000}>")
_MAIL = "message/rfc822"
_FROM = re.compile(rb"^From .*\n", re.MULTILINE)
_ATTACHED = "(Thư có {count} tệp kèm theo.)"
_LONGER = "\n(Thư còn dài, xem thư gốc.)"
_VIETNAM = timezone(timedelta(hours=7))


class Sent(NamedTuple):
    """A comment as it was sent: by whom, on which day (ISO, empty: not said), on which provision (its label and what it
    was called; both empty: on the whole), and what it says."""

    who: str
    date: str
    label: str
    about: str
    text: str


class Left(NamedTuple):
    """A mail of which nothing was taken: what it is called, and whether it could not even be read."""

    name: str
    broken: bool = False


def read_mails(path: Path) -> tuple[list[Sent], list[Left]]:
    """The comments in a mailbox, or in the mails of a folder, in the order of files; and the mails that are none.
    Raises SourceError when the path holds no mail, or too much."""
    found: list[Sent] = []
    left: list[Left] = []
    for count, (name, data) in enumerate(_mails(path), 1):
        if count > _MOST_MAILS:
            raise SourceError("{file}: more than {most} mails; divide them.", file=path, most=_MOST_MAILS)
        if data.startswith(_NO_MAIL):
            left.append(Left(name, True))
            continue
        try:
            message = message_from_bytes(data, policy=policy.default)
            sent = list(_sent(message))
            called = _clean(str(message.get("Subject", ""))) or name
        except Exception:  # whatever a mail of a stranger does is a fault of that mail
            left.append(Left(name, True))
            continue
        found += sent
        left += [] if sent else [Left(called[:200])]
    return found, left


def _mails(path: Path) -> Iterator[tuple[str, bytes]]:
    files = [path]
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES and one.is_file())
    if not files:
        raise SourceError("{file}: no mails here (.eml, .mbox).", file=path)
    for file in files:
        data = file_bytes(file, file.name, _FILE_MB)
        if file.suffix.lower() == ".eml" or not data.startswith(b"From "):
            yield file.name, data[:_MAIL_LIMIT]
            continue
        data = data.replace(b"\r\n", b"\n")
        starts = [
            match for match in _FROM.finditer(data) if match.start() == 0 or data[: match.start()].endswith(b"\n\n")
        ]
        ends = [*(match.start() for match in starts[1:]), len(data)]
        for number, (match, end) in enumerate(zip(starts, ends, strict=True), 1):
            mail = data[match.end() : min(end, match.end() + _MAIL_LIMIT)]
            yield f"{file.name}, {number}", mail.replace(b"\n>From ", b"\nFrom ")


def _sent(message: EmailMessage) -> Iterator[Sent]:
    """The comments of a mail: one by its subject, or each of the blocks that were pasted into it."""
    subject = _clean(str(message.get("Subject", "")))
    if _AUTOMATIC.match(subject) or str(message.get("Auto-Submitted", "")).lower().startswith("auto-replied"):
        return
    text, attached = _words(message)
    named, sender = _SUBJECT.search(subject) or _ON_ALL.match(subject or _own(text)), _sender(message)
    forward = _FORWARD.match(subject)
    mails = [[*_sent(one.get_content())] for one in message.iter_attachments() if one.get_content_type() == _MAIL]
    inner = [sent for sents in mails for sent in sents]
    yield from inner
    attached -= sum(map(bool, mails))
    head = _PASSED_ON.match(text) if forward else None
    day = _day(message)
    texts = [(text, sender, day, bool(forward and (inner or head)))]
    if head:  # who wrote it and when, not who passed it on
        said = _day_said(head["when"])
        wrote_on = said if is_date(said) and said <= (day or said) else day
        texts.append((text[head.end() :], head["who"].partition("<")[0].strip() or sender, wrote_on, False))
    for words, wrote, on, note in texts:  # a note is for who gets what is passed on, but for comments in it
        before, *blocks = _BLOCK.split(_WRAPPED.sub(" ", _SIGNATURE.sub("", _ORIGINAL.sub("", words))))
        pieces = [(_named(_SUBJECT.match(block), named), _TITLE.sub("", block, 1)) for block in blocks]
        lead = _own(before) if not note or _FIELD.search(before) else ""
        if (named and not blocks and (lead or not note)) or (blocks and lead and not lead.endswith(":")):
            pieces.insert(0, (_named(None, named), before))
        for place, body in pieces:
            if comment := _said(place, body, attached):
                yield comment._replace(who=comment.who or wrote, date=on)


def _said(place: tuple[str, str], body: str, attached: int) -> Sent | None:
    """A comment on what its subject names, else the words of the form, and how many files hang on it."""
    said = _fields(body)
    label, about = place
    form = _FORM.search(said.get("Quy định", ""))
    if form and not label:
        label, about = form["label"], form["about"]
    opinion, reason = said.get("Ý kiến", ""), said.get("Lý do", "")
    words = (opinion, reason and f"Lý do: {reason}", _ATTACHED.format(count=attached) if attached else "")
    told = "\n".join(filter(None, words))
    return Sent(said.get("Người góp ý", "").partition("\n")[0], "", label, about.strip(), told) if told else None


def _named(*found: re.Match[str] | None) -> tuple[str, str]:
    """The label and the place that the first of some heads names which names one."""
    for said in (one.groupdict() for one in found if one):
        if said.get("label") or said.get("place"):
            return said.get("label") or "", said.get("about") or said["place"].strip(" ,")
    return "", ""


def _own(text: str) -> str:
    """A text without salutation, and without the courtesy and the names it ends with."""
    lines = _SALUTED.sub("", text.strip() + "\n", 1).strip().split("\n")
    for at in range(max(0, len(lines) - _SIGNED), len(lines)):
        names = [line.rstrip() for line in lines[at + 1 :]]
        if _COURTESY.fullmatch(lines[at].strip()) and not any(
            len(line) > 60 or line.endswith((".", ";", ":", "?")) for line in names
        ):
            return "\n".join(lines[:at]).strip()
    return "\n".join(lines)


def _fields(body: str) -> dict[str, str]:
    """What stands behind the words of the form; a text without them is the opinion itself."""
    parts = _FIELD.split(body)
    if len(parts) == 1:
        return {"Ý kiến": _own(body)}
    named = {name: _own(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    before = _own(parts[0])
    return named | ({"Ý kiến": "\n".join(filter(None, (before, named.get("Ý kiến", ""))))} if before else {})


def _words(message: EmailMessage) -> tuple[str, int]:
    """The text of a mail, without what it quotes, and how many files hang on it."""
    plain, html, attached = "", "", 0
    stack: list[EmailMessage] = [message]
    count = 0
    while stack:
        part, count = stack.pop(), count + 1
        if count > _MOST_PARTS:
            raise ValueError("too many parts")
        if part.is_multipart() and part.get_content_type() != _MAIL:
            stack += reversed([one for one in part.iter_parts() if isinstance(one, EmailMessage)])
        elif part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text":
            attached += 1
        elif part.get_content_subtype() == "html":
            html = html or _decoded(part)
        else:
            plain = plain or _decoded(part)
    if not plain.strip() and html:
        plain = _lines(html)
    own = _QUOTED.sub("", _clean(plain, lines=True))
    return (own if len(own) <= _TEXT_LIMIT else own[:_TEXT_LIMIT] + _LONGER), attached


def _lines(html: str) -> str:
    """The text of a page in its lines; what it quotes is a line that begins as quoted ones do."""
    for _ in range(_DEPTH):
        html, count = _INNERMOST.subn(
            lambda one: f"<p>{one['words']}</p>" if one["indented"] is not None else "<br>&gt;<br>", html
        )
        if not count:
            break
    shown = _BREAKS.sub("\n", " ".join(_HIDDEN.sub(" ", html).split()))
    return "\n".join(line.strip() for line in unescape(_TAG.sub("", shown)).split("\n"))


def _decoded(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    raw = data[: 8 * _TEXT_LIMIT] if isinstance(data, bytes) else b""
    text = raw.decode("utf-8", "replace")
    if not raw.isascii() and "\ufffd" not in text[:-1]:  # UTF-8, whatever the mail says; its end may be cut off
        return text
    try:
        return raw.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:  # an encoding that nobody knows
        return text


def _sender(message: EmailMessage) -> str:
    """The name of who sent it, else the address."""
    header = message.get("From")
    addresses: Sequence[object] = getattr(header, "addresses", ())
    first = addresses[0] if addresses else None
    named = str(getattr(first, "display_name", "") or getattr(first, "addr_spec", "") or header or "")
    return _clean(named)[:200]


def _day(message: EmailMessage) -> str:
    moment = getattr(message.get("Date"), "datetime", None)
    if not isinstance(moment, datetime):
        return ""
    return (moment.astimezone(_VIETNAM) if moment.tzinfo else moment).date().isoformat()


def _day_said(when: str) -> str:
    """The day that a mail program wrote above what it passes on, as ISO: `Wed, Nov 25, 2026 at 10:12 AM`, `Thứ Tư, 25
    tháng Mười Một 2026 10:12`; empty when none is read."""
    text = when.lower()
    month = _MONTH.search(text)
    if not month:
        return iso(text)
    said = month["said"] or f"{_SHORT.index(month['name']) + 1}"
    number = whole(said) or {"giêng": 1, "chạp": 12}.get(said) or read_words(said)
    day, year = (one.search(f"{text[: month.start()]} {text[month.end() :]}") for one in (_DAY_OF_MONTH, _YEAR))
    return f"{year[0]}-{number:02d}-{whole(day[0], 0):02d}" if number and day and year else ""


def _clean(text: str, lines: bool = False) -> str:
    """In composed letters, those of codes before Unicode too, without signs that cannot be seen; on one line unless
    `lines`."""
    if not text.isascii() and not any(sign > "\xff" and sign.isalpha() for sign in text):
        from draftkit.text.legacy import TCVN3, VNI, is_written_in, modern

        text = next((modern(text, code) for code in (TCVN3, VNI) if is_written_in([text], code)), text)
    text = _UNSEEN.sub("", normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    return text if lines else " ".join(text.split())
