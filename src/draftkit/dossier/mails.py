"""Comments out of mails: `.eml` and `.mbox` files, sorted by the label in their subjects (as the pages of a site and
their forms write them: *Góp ý khoản 2 Điều 5 [nhan] - Nghị định về …*).

Mails come from anybody: files, parts, depth and texts are bounded, nothing in them is fetched or run, attachments are
counted and not opened. A mail that cannot be read is told, and the others are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from unicodedata import normalize

from draftkit.errors import SourceError
from draftkit.law.dates import MONTHS, day_in_vietnam, is_date, iso
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import read_words, whole
from draftkit.readers.source import file_bytes
from draftkit.text.fold import UNSEEN
from draftkit.text.pattern import LOWER, Ways

_FILE_MB = 500
_MAIL_LIMIT = 30_000_000
_MOST_MAILS = 50_000
_MOST_PARTS = 200
_TEXT_LIMIT = 60_000
_SUFFIXES = (".eml", ".mbox", ".msg")
"""Files of a folder that are mails; those that Outlook keeps (.msg) are told, not read."""
_NO_MAIL = (b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF")
ways = Ways(Path(__file__).with_name("ways.txt"), {"LOWER": LOWER})
_SUBJECT, _ON_ALL, _BLOCK, _TITLE, _SALUTED = ways("mails", "subject on_all block title saluted")
_COURTESY, _FIELD, _FORM, _QUOTED, _ORIGINAL = ways("mails", "courtesy field form quoted original")
_PASSED_ON, _DAY_OF_MONTH, _YEAR, _FORWARD = ways("mails", "passed_on day_of_month year forward")
_SIGNATURE, _AUTOMATIC, _HIDDEN, _INNERMOST = ways("mails", "signature automatic hidden innermost")
_WRAPPED, _BREAKS, _TAG = ways("mails", "wrapped breaks tag")
_SIGNED = 8
"""Lines of a signature, with its courtesy."""
_SHORT = [month[:3].lower() for month in MONTHS]
_MONTH = re.compile(
    rf"(?:tháng|thg) (?P<said>[0-9]{{1,2}}|mười(?: một| hai)?|[^\W\d_]+)|(?<!\w)(?P<name>{'|'.join(_SHORT)})[a-z]*"
)
_UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{UNSEEN}]")
_DEPTH = 30
"""Quotations within one another that are taken off one by one."""
_MAIL = "message/rfc822"
_FROM = re.compile(rb"^From .*\n", re.MULTILINE)
_ATTACHED = "(Thư có {count} tệp kèm theo.)"
_LONGER = "\n(Thư còn dài, xem thư gốc.)"


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
        pieces = [(_named(_SUBJECT.match(block), named), _TITLE.compiled.sub("", block, 1)) for block in blocks]
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
    lines = _SALUTED.compiled.sub("", text.strip() + "\n", 1).strip().split("\n")
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
        html, count = _INNERMOST.compiled.subn(
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
    return day_in_vietnam(moment.isoformat()) if moment.tzinfo else moment.date().isoformat()


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
