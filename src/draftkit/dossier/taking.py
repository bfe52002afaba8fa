"""Comments that came by mail, taken into the register: behind what stands there, which stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from draftkit.dossier.addresses import Remarks, Wording
from draftkit.dossier.mails import Left, Sent, read_mails
from draftkit.dossier.model import GENERAL, PENDING, Comment, Dossier
from draftkit.dossier.read import read_comments
from draftkit.edits.entries import entry_lines
from draftkit.library.session import Session
from draftkit.model.message import Message, msg
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.recognise.inline import escape
from draftkit.text.fold import fold

_ID = re.compile(r"(.*?)([0-9]+)")
_UNIT = re.compile(r"[^\W\d]+(?: số)? [^\s,]+")
_TOLD = 20
"""Mails named one by one; of more the count is enough."""


class Taken(NamedTuple):
    """What is new for the register: the lines to add, how many comments they are, how many mails said what another
    said too, and provisions that the draft does not have."""

    lines: str
    added: int
    repeated: int
    unknown: tuple[str, ...] = ()


def taken(sent: Iterable[Sent], register: Sequence[Comment], wording: Wording | None) -> Taken:
    """The comments that the register does not have: the same words on the same provision are one comment of several
    bodies. Nothing in them is a reference or a value. Without `wording` labels are taken as they are."""
    known = {(comment.provision, fold(comment.text), fold(who)) for comment in register for who in comment.bodies}
    groups: dict[tuple[str, str], list[Sent]] = {}
    repeated, unknown = 0, []
    addresses = {fold(wording.address(label)): label for label in wording.order} if wording else {}
    for one in sent:
        label, text = _placed(one, addresses, wording)
        if (one.label or one.about) and label == GENERAL:
            unknown.append(f"{one.about or one.label}{f' [{one.label}]' if one.label else ''}")
        # a stranger's text: what would be a reference, a value or emphasis is only its signs
        text = escape("\n".join(line.rstrip() for line in text.strip().splitlines()))
        key = (label, fold(text))
        who = one.who or "?"
        if (*key, fold(who)) in known:
            repeated += 1
            continue
        known.add((*key, fold(who)))
        repeated += key in groups
        groups.setdefault(key, []).append(one._replace(text=text, who=who))
    entries: list[str] = []
    for name, ((label, _), group) in zip(_ids(register), groups.items(), strict=False):
        names = list(dict.fromkeys(one.who for one in group))
        entry: dict[str, Data] = {
            "id": name,
            "co_quan": [*names] if len(names) > 1 else names[0],
            "ngay": min((one.date for one in group if one.date), default=""),
            "quy_dinh": label,
            "noi_dung": group[0].text,
            "quyet_dinh": PENDING,
        }
        entries += entry_lines(entry)
    lines = "".join(f"{line}\n" for line in entries)
    return Taken(lines, len(groups), repeated, tuple(dict.fromkeys(unknown)))


def take_mails(session: Session, dossier: Dossier, register: Path, mails: Iterable[Path]) -> tuple[Taken, list[Left]]:
    """What mailboxes, mails and folders of them bring that the register does not hold, and the mails left out. Raises a
    DraftkitError."""
    read = [read_mails(path) for path in mails]
    known = read_comments(register, session.project, Remarks())
    sent = (one for found, _ in read for one in found)
    wording = Wording(session.read(dossier.draft).bound, {}, "")
    return taken(sent, known, wording), [one for _, left in read for one in left]


def with_lines(text: str, lines: str) -> str:
    """A register with more lines at its end."""
    return text + ("\n" if lines and text and not text.endswith("\n") else "") + lines


def told(found: Taken, left: Sequence[Left], register: str) -> list[Message]:
    """What people are told of mails that were taken in."""
    added = {"file": register, "count": found.added, "repeated": found.repeated}
    out = [msg("{file}: {count} comments added, {repeated} that say what was said already", **added)]
    text = "“{name}”: the draft has no such provision (any more); taken as a general comment."
    out += [msg(text, name=name) for name in found.unknown]
    for one in left[:_TOLD]:
        unread = msg("{name}: cannot be read; save the mail as .eml", name=one.name)
        words = "{name}: left out; its subject does not begin with “Góp ý”, or it says nothing: read it yourself"
        said = msg(words, name=one.name)
        out.append(unread if one.broken else said)
    more = len(left) - _TOLD
    return [*out, msg("… and {count} more mails left out", count=more)] if more > 0 else out


def _placed(one: Sent, addresses: dict[str, str], wording: Wording | None) -> tuple[str, str]:
    """The label of the provision a comment is about, and its text: where only what stands around it has a label, the
    text says which part is meant; where nothing has one, it is general."""
    if not (one.label or one.about):
        return GENERAL, one.text
    if wording is None or one.label in wording.order:
        return one.label, one.text
    about = one.about
    upwards = " ".join(reversed(_UNIT.findall(about)))  # Điều 5, khoản 2
    if known := addresses.get(fold(about)) or addresses.get(fold(upwards)):
        return known, one.text
    words = about.split()
    for at in range(1, len(words)):
        label = addresses.get(fold(" ".join(words[at:])))
        if label:
            return label, f"({about}) {one.text}"
    return GENERAL, f"({about or one.label}) {one.text}"


def next_id(register: Sequence[Comment]) -> str:
    """What the next comment of a register is called."""
    return next(_ids(register))


def _ids(register: Sequence[Comment]) -> Iterator[str]:
    """What the next comments of a register are called: as the one with the highest number, further on."""
    found = [match for comment in register if (match := _ID.fullmatch(comment.id))]
    highest = max(found, key=lambda match: whole(match[2], 0), default=None)
    stem, last = (highest[1], highest[2]) if highest else ("GY-", "000")
    return (f"{stem}{number:0{len(last)}}" for number in count(whole(last, 0) + 1))
