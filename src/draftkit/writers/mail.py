"""A document as an e-mail to be sent: text and HTML in one message, light pictures along with it. Same input, same
bytes.

Sender, addressees, subject and date come from `thu` in the metadata. The layout is a template with an ordinary style
sheet, which css-inline writes into the elements."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import quote

from draftkit.errors import ConfigError, KindError
from draftkit.kinds.identity import Identity
from draftkit.law.dates import as_day
from draftkit.model.keys import CONTACT, DATE
from draftkit.model.meta import Data, Metadata
from draftkit.pictures.prepare import Prepared
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, issue_number, page_title, size_pair
from draftkit.text.passage import shortened
from draftkit.writers.html_share import summary
from draftkit.writers.mail_html import WIDTH, MailBody, mail_style
from draftkit.writers.receivers import MAILBOX, RECEIVERS, is_mass_mail, listed, sent_at
from draftkit.writers.text import MAIL_COLUMNS, write_paste

Shared = Callable[[str], Path]
"""Finds a file below `_shared`, in the project or among ours."""
_SUBJECT = 200
_FRAME = "khung.html"
_LAYOUT = "mail/thu.html"
_PREVIEW_FILL = 60
"""Invisible signs behind the preview, so that no mail program lengthens it with what stands at the top."""


class _Folded(EmailPolicy):
    """Folds a subject so that its spaces stay: the standard policy loses those between a word in ASCII and one that is
    not, where a line ends."""

    def fold(self, name: str, value: Any) -> str:
        if name == "Subject" and not str(value).isascii():
            return f"{name}: {Header(str(value), 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii") if name == "Subject" else bytes(super().fold_binary(name, value))


def write_mail(
    bound: Bound, frame: Frame, shared: Shared, addressed: bool = True, identity: Identity | None = None
) -> bytes:
    """The message as bytes, ready to be opened in a mail program as a draft. `shared` finds the layout of its HTML;
    without `addressed` it says nothing of who receives it; `identity` is that of the body whose looks it has. Raises
    ConfigError when an address or the date of `thu` cannot be read, SourceError when a picture cannot, KindError when
    the layout is broken."""
    from markupsafe import Markup

    brand = identity or Identity()
    body = MailBody(bound)
    content = body.whole(frame)
    mark = body.sent(brand.mark_on_dark()) if identity and brand.called else ""
    values = {"noi_dung": Markup(content), "co_quan": brand.called if mark else "", "bieu_trung": mark}  # noqa: S704
    page = rendered(bound, frame, shared, _LAYOUT, brand, values)
    return composed(bound, frame, page, body.pictures, addressed)


def composed(
    bound: Bound,
    frame: Frame,
    page: str,
    pictures: Mapping[str, Prepared],
    addressed: bool,
    leave: str = "",
    foot: str = "",
) -> bytes:
    """The message of a page and the pictures it shows, with its plain text and what stands at its `foot`; who wants no
    more of its sort sends a mail with the subject `leave`."""
    text = write_paste(bound, frame, MAIL_COLUMNS) + (f"\n{foot}\n" if foot else "")
    message = EmailMessage(policy=_Folded(linesep=SMTP.linesep))
    headers = _headers(bound, frame, addressed)
    for key, value in headers.items():
        message[key] = value
    if leave and headers.get("From"):
        message["List-Unsubscribe"] = f"<mailto:{headers['From'][0].addr_spec}?subject={quote(leave)}>"
    message.set_content(text, cte="base64")
    message.add_alternative(page, subtype="html", cte="base64")
    html = message.get_payload()[1]  # type: ignore[index]
    for name, picture in pictures.items():
        html.add_related(  # type: ignore[union-attr]
            picture.data,
            "image",
            picture.type,
            cid=f"<{name}>",
            disposition="inline",
            filename=f"{name.partition('@')[0]}.{picture.type}",
        )
    seal = blake2b(f"{text}\0{page}".encode(), digest_size=12).hexdigest()
    for number, piece in enumerate(message.walk()):  # fixed boundaries; `=_` stands in no base64 text
        if piece.is_multipart():
            piece.set_boundary(f"=_{seal}_{number}")
    return message.as_bytes()


def rendered(
    bound: Bound, frame: Frame, shared: Shared, layout: str, identity: Identity, own: Mapping[str, Any]
) -> str:
    """The page of a mail from its layout, in the looks of a body, its styles written into the elements; `own` is what
    this layout shows beside what every one does. Raises ConfigError, or KindError, when the layout is broken."""
    from css_inline import CSSInliner
    from jinja2 import FunctionLoader

    from draftkit.writers.sandbox import Sandbox, fault_of, printed_in

    values = {
        "tieu_de": page_title(bound, frame),
        "tom_tat": f"{frame.held}. {summary(bound)}" if frame.held else summary(bound),
        "dem_xem_truoc": "\u200c\u00a0" * _PREVIEW_FILL,
        "ngon_ngu": bound.profile.language.partition("-")[0],
        "rong": WIDTH,
        "kieu": identity.painted(mail_style(bound.profile, size_pair(bound))),
        "cam": frame.held,
        "phong_chu": re.sub(r"[^\w -]", "", bound.profile.font),
        **own,
    }
    file = shared(layout)

    def framed(name: str) -> tuple[str, str, None]:
        return identity.painted(_frame(shared, name, file.name)), name, None

    environment = Sandbox(loader=FunctionLoader(framed))
    try:
        page = environment.from_string(identity.painted(file.read_text(encoding="utf-8"))).render(values)
    except Exception as error:  # whatever a layout of others does is a fault of that layout
        raise fault_of(error, file.name, environment, values) from error
    printed_in(page, file.name, own)
    return str(CSSInliner(load_remote_stylesheets=False, keep_style_tags=False, keep_at_rules=True).inline(page))


def _frame(shared: Shared, name: str, layout: str) -> str:
    """What all layouts have around them (`khung.html`)."""
    if name != _FRAME:
        raise KindError("template {file}: a layout of a mail can only extend {name}", file=layout, name=_FRAME)
    return shared(f"mail/{name}").read_text(encoding="utf-8")


def _headers(bound: Bound, frame: Frame, addressed: bool) -> Mapping[str, Any]:
    meta = bound.meta
    mail = meta.mail
    titled = " - ".join(filter(None, (page_title(bound, frame), issue_number(bound))))
    subject = " ".join((bound.line(str(bound.draft.meta.mail.get("chu_de") or "")) or titled).split())
    subject = subject if frame.held in subject else f"[{frame.held}] {subject}"
    found: dict[str, Any] = {"Subject": shortened(subject, _SUBJECT, "…")}
    senders = _addresses(mail.get("tu"), "thu.tu", bound) or _addresses(_first_contact(meta), CONTACT, bound)
    found |= {"From": senders[:1]} if senders else {}
    found |= _receivers(bound, senders[:1]) if addressed else {}
    key, sent = ("thu.ngay", str(mail["ngay"])) if mail.get("ngay") else (DATE, meta.date)
    found |= {"Date": _date(as_day(sent), key, bound)} if sent else {}
    found["X-Unsent"] = "1"  # Outlook then opens the file to be sent, not as one received
    return found


def _receivers(bound: Bound, senders: list[Any]) -> dict[str, list[Any]]:
    """The addresses of `thu` by header. Those of a mass mail are nobody else's business: more than a few go into Bcc,
    and the mail is addressed to its sender. Raises ConfigError naming an address that is none."""
    found = {header: _addresses(bound.meta.mail.get(key), f"thu.{key}", bound) for header, key in RECEIVERS.items()}
    if is_mass_mail(bound.meta):
        found = {"To": [], "Cc": [], "Bcc": [address for part in found.values() for address in part]}
    if found["Bcc"] and not found["To"]:
        found["To"] = senders
    return {header: addresses for header, addresses in found.items() if addresses}


def _first_contact(meta: Metadata) -> Data:
    """The first address among the contacts; what is still to be filled in is none."""
    addresses = (entry.get("thu_dien_tu") for entry in meta.tables(CONTACT))
    return next((one for one in addresses if MAILBOX.fullmatch(str(one))), None)


def _addresses(data: Data, key: str, bound: Bound) -> list[Any]:
    """Addresses as typed (`Tên <a@b.vn>`) under a key. Raises ConfigError naming the one that is none."""
    from email.headerregistry import Address

    found = []
    for text in listed(data):
        parts = MAILBOX.fullmatch(text)
        if not parts:
            said, at = "{file}:{line}: “{key}”: “{value}” is not an e-mail address.", _at(bound, key)
            raise ConfigError(said, **at, key=key, value=text)
        found.append(Address((parts[1] or "").strip(' "'), addr_spec=parts[2] or parts[3]))
    return found


def _date(text: str, key: str, bound: Bound) -> str:
    """A date or time of the metadata as a header; without a time zone it is that of Vietnam. Raises ConfigError."""
    when = sent_at(text)
    if when is None:
        said = "{file}:{line}: “{key}”: “{value}” is not a date; write 2026-12-05 or 2026-12-05T09:00+07:00."
        raise ConfigError(said, **_at(bound, key), key=key, value=text)
    return format_datetime(when)


def _at(bound: Bound, key: str) -> Mapping[str, Any]:
    """File and line in which a key stands."""
    return bound.draft.source.span(bound.draft.meta.place(key)).at
