"""Posts: one document, a text for each channel, each within the limits of its channel and as that counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from draftkit.campaign.points import by_row, in_words, sentences
from draftkit.campaign.tables import data_file, read_table
from draftkit.campaign.ways import ways
from draftkit.errors import ConfigError, EngineMissing
from draftkit.kinds.identity import FONTS
from draftkit.model.inline import Content, Inline, Link, Note, every, plain
from draftkit.model.keys import TITLE
from draftkit.model.message import Fault, Place, fault_at, msg
from draftkit.model.meta import Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.model.tree import Block, Division, Figure, Formula, Paragraph, Quote, Table, Unit, inside
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame
from draftkit.text.fold import bare, fold
from draftkit.word.equations import said
from draftkit.writers.formats import Workshop

(_URL,) = ways("posts", "url")

_X_URL = 23
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""Code points that X counts once (twitter-text, configuration v3); all others, most Vietnamese letters with two marks
among them, count twice."""
_JOINERS = re.compile("[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]")
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;"
    "<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("\f^{}\\[~]|€")
_TYPESET = str.maketrans({**dict(zip("“”‘’–—•\u00a0", "\"\"''--- ", strict=True)), "…": "..."})
COUNTS = ("ky-tu", "utf-16", "x", "sms")


class Channel(NamedTuple):
    """A channel: its id (the end of its file name), name, other names, way of counting, limit, limit of the title,
    where “see more” begins."""

    id: str
    name: str
    aliases: tuple[str, ...]
    counting: str
    limit: int
    title: int = 0
    fold: int = 0
    bare: bool = False

    def answers(self, name: str) -> bool:
        """Whether it is called so: id, name or another name, capitals and accents aside."""
        return fold(name) in {fold(text) for text in (self.id, self.name, *self.aliases)}


def channels(table: Mapping[str, Any], file: str) -> tuple[Channel, ...]:
    """The channels of `kenh.yaml`. Raises ConfigError naming the channel whose name, counting or limit is wrong."""
    found = []
    for key, entry in table.items():
        known = isinstance(entry, dict) and entry.get("ten") and isinstance(entry.get("gioi_han"), int)
        if not known or entry.get("dem") not in COUNTS or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", key):
            wrong = (
                "{file}: channel “{key}” needs ten, gioi_han (a number) and dem (one of {known}); its id has plain "
                "letters, digits and dashes."
            )
            raise ConfigError(wrong, file=file, key=key, known=", ".join(COUNTS))
        title, more = (whole(str(entry.get(name)), 0) for name in ("tieu_de", "xem_them"))
        counted = (entry["dem"], entry["gioi_han"], title, more, entry.get("bo_dau") is True)
        found.append(Channel(key, str(entry["ten"]), Metadata(entry).texts("ten_khac"), *counted))
    return tuple(found)


def length(text: str, count: str) -> int:
    """How long a text is to a channel that counts so: in characters, weighted characters, or for `sms` messages."""
    text = unicodedata.normalize("NFC", text)
    if count == "x":
        return weighted(text)
    if count == "sms":
        return messages(text)
    return len(text.encode("utf-16-le")) // 2 if count == "utf-16" else len(text)


def weighted(text: str) -> int:
    """The length on X: an address is 23 however long, letters outside the light ranges and emoji are 2."""
    addresses = len(_URL.findall(text))
    rest = _JOINERS.sub("", re.sub(r"(.)\u200d(?=.)", "", _URL.sub("", text)))
    return addresses * _X_URL + sum(
        1 if any(low <= ord(sign) <= high for low, high in _X_LIGHT) else 2 for sign in rest
    )


def messages(text: str) -> int:
    """How many messages a text is sent in: 160 signs of the GSM alphabet or 70 of any other, 153 and 67 when several
    are joined (3GPP TS 23.038)."""
    if not text:
        return 0
    if all(sign in _GSM or sign in _GSM_TWICE for sign in text):
        size, single, part = sum(2 if sign in _GSM_TWICE else 1 for sign in text), 160, 153
    else:
        size, single, part = len(text.encode("utf-16-le")) // 2, 70, 67
    return 1 if size <= single else -(-size // part)


def unmarked(text: str) -> str:
    """A text without accents, as sent where each accented letter costs: đ is d, typographic signs are plain ones."""
    return bare(text.translate(_TYPESET))


FILE = "kenh.yaml"


class PostParagraph(NamedTuple):
    """A paragraph of a post, whether it follows the one before without an empty line, and its line in the source."""

    text: str
    close: bool
    line: int


class Post(NamedTuple):
    """What is posted on a channel."""

    channel: Channel
    title: str
    pieces: tuple[PostParagraph, ...]
    line: int

    @property
    def text(self) -> str:
        """The text as pasted, its title (where the channel has one) left out."""
        return joined(self.pieces)


def joined(pieces: Sequence[PostParagraph]) -> str:
    """Pieces as one text: an empty line between paragraphs, none within a list."""
    out = ""
    for piece in pieces:
        out += ("" if not out else "\n" if piece.close else "\n\n") + piece.text
    return out


def posts(bound: Bound) -> tuple[list[Post], list[Fault]]:
    """The posts of a document in the order asked for, and what is wrong with its channels."""
    known = channels(read_table(data_file(bound.draft.kind, FILE, "posts")), FILE)
    faults: list[Fault] = []
    sections = {}
    for unit in bound.draft.body:
        if isinstance(unit, Unit) and not unit.level.marker:
            channel = _channel(plain(bound.text(unit)), known, Place(unit.line), faults)
            if channel:
                sections[channel.id] = unit
    meta = bound.meta
    named = [
        (name, meta.place(f"kenh.{index}") if f"kenh.{index}" in meta.places else meta.place("kenh"))
        for index, name in enumerate(meta.texts("kenh"))
    ]
    wanted = [channel for name, place in named if (channel := _channel(name, known, place, faults))]
    if not named:
        wanted = [channel for channel in known if channel.id in sections or not sections]
    wanted += [channel for channel in known if channel.id in sections and channel not in wanted]
    general = tuple(block for block in bound.draft.body if not (isinstance(block, Unit) and not block.level.marker))
    out = []
    for channel in dict.fromkeys(wanted):
        section = sections.get(channel.id)
        pieces = tuple(_pieces(bound, section.body if section else general, channel))
        line = section.line if section else general[0].line if general else 0
        if not pieces:
            said = msg("{channel}: there is no text; write some under “# {channel}” or before the first heading")
            faults.append(fault_at("DK-O003", Place(line), said, channel=channel.name))
        out.append(Post(channel, _bare(meta.title, channel) if channel.title else "", pieces, line))
    return out, faults


def _channel(name: str, known: Sequence[Channel], place: Place, faults: list[Fault]) -> Channel | None:
    found = next((channel for channel in known if channel.answers(name)), None)
    if found is None:
        names = ", ".join(channel.name for channel in known)
        faults.append(Fault("DK-O002", msg("unknown channel “{name}”; known: {known}", name=name, known=names), place))
    return found


def _bare(text: str, channel: Channel) -> str:
    return unmarked(text) if channel.bare else text


def _pieces(bound: Bound, blocks: Sequence[Block], channel: Channel) -> Iterator[PostParagraph]:
    listed = False
    for text, line, item in _texts(bound, blocks):
        if text:
            yield PostParagraph(_bare(text, channel), listed and item, line)
            listed = item


def _texts(bound: Bound, blocks: Sequence[Block]) -> Iterator[tuple[str, int, bool]]:
    """Each paragraph as text, its line, and whether it is an item of a list. Pictures are posted apart."""
    for block in blocks:
        if isinstance(block, Paragraph):
            text = _said(bound.text(block), bound)
            item = text.startswith("- ")
            yield f"• {text[2:]}" if item else text, block.line, item
        elif isinstance(block, Unit):
            number = bound.numbers.get(block.serial, "")
            before, _, after = block.level.label.partition("{n}")
            mark = f"{before}{number}{after} " if number and "{n}" in block.level.label else ""
            inner = list(_texts(bound, block.body))
            title = _said(bound.text(block), bound)
            if title or not inner:
                inner.insert(0, (title, block.line, False))
            yield mark + inner[0][0], block.line, bool(block.level.marker)
            yield from inner[1:]
        elif isinstance(block, (Quote, Division)):
            yield from _texts(bound, block.blocks)
        elif isinstance(block, Table):
            yield from _rows(bound, block)
        elif isinstance(block, Formula):
            yield said(block.tex), block.line, False
        elif not isinstance(block, Figure):
            raise TypeError(f"unknown block {type(block).__name__}")


def _rows(bound: Bound, table: Table) -> Iterator[tuple[str, int, bool]]:
    """A table as a list: its title and what its rows are called, then a line for each with the names of the columns.
    One without lines names none."""
    said = ((_said(cell, bound) for cell in row) for row in bound.rows(table))
    heads, rows = by_row(said, table.merges, table.ruled)
    title = _said(bound.text(table), bound)
    yield from ((f"{text}:", table.line, False) for text in (title, *heads[:1]) if text)
    for row in rows:
        named = zip_longest(heads[1:], row[1:], fillvalue="")
        cells = [row[0], *(f"{head}: {cell}" if head and cell else cell for head, cell in named)]
        yield f"• {'; '.join(filter(None, cells))}", table.line, True


def _said(content: Content, bound: Bound) -> str:
    """As `shown`, with what footnotes say behind it, in brackets: a post has no foot."""
    marks = (item for item in every(content) if isinstance(item, Note) and not item.again)
    notes = (bound.draft.notes.get(mark.key) for mark in marks)
    return " ".join((shown(content), *(f"({shown(bound.text(note))})" for note in notes if note)))


def shown(content: Content) -> str:
    """A content as plain text for pasting: the address of a link after its words, marks of footnotes left out."""

    def held(item: Inline, words: str) -> str:
        return f"{words} ({item.url})" if isinstance(item, Link) and words != item.url else words

    return in_words(content, held)


def worded(bound: Bound) -> Bound:
    """The same document; texts beyond the limits of their channels are faults, and pictures that go with none."""
    found, faults = posts(bound)
    more = msg("only the first picture goes with the posts, on their card: post this one by hand, or leave it out")
    faults += (fault_at("DK-O005", one, more) for one in _pictures(bound)[1:])
    return bound.with_faults((*faults, *(one for post in found for one in _over(post, bound))))


def _pictures(bound: Bound) -> list[Figure]:
    return [block for block in inside(bound.draft.body) if isinstance(block, Figure)]


def _over(post: Post, bound: Bound) -> Iterator[Fault]:
    channel = post.channel
    size = length(post.text, channel.counting)
    if size > channel.limit:
        line = _crossed(post, channel.limit, channel.counting)
        text = msg("{channel}: {size} characters as it counts them, {limit} are allowed")
        if channel.counting == "sms":
            text = msg("{channel}: {size} messages, at most {limit} are planned")
        yield fault_at("DK-O001", Place(line), text, channel=channel.name, size=size, limit=channel.limit)
    if channel.title and length(post.title, channel.counting) > channel.title:
        text, place = msg("{channel}: the title has {size} characters, {limit} are allowed"), bound.meta.place(TITLE)
        yield fault_at("DK-O001", place, text, channel=channel.name, size=len(post.title), limit=channel.title)
    first = post.pieces[0].text if post.pieces else ""
    if channel.fold and length(first, channel.counting) > channel.fold:
        said = "{channel}: only about {limit} characters are seen before “see more”; the first paragraph has {size}"
        text = msg(said)
        yield fault_at("DK-O004", post.pieces[0], text, channel=channel.name, limit=channel.fold, size=len(first))


def _crossed(post: Post, limit: int, count: str) -> int:
    """The line of the paragraph in which a text grows beyond a limit."""
    for end in range(1, len(post.pieces) + 1):
        if length(joined(post.pieces[:end]), count) > limit:
            return post.pieces[end - 1].line
    return post.line


CARD = "the"
"""What the picture that goes with the posts is called, and its alternative text."""


def several(bound: Bound, frame: Frame, workshop: Workshop) -> Mapping[str, bytes]:
    """A text file for each channel; of a draft, and before its time, the line that says so stands above it. With them
    the picture that is posted (1200 × 630, with the first picture of the document), and what it shows for those who
    cannot see it."""
    out = {}
    for post in posts(bound)[0]:
        said = filter(None, (_bare(frame.notice, post.channel), post.title, f"{post.text}\n"))
        out[f"{post.channel.id}.txt"] = "\n\n".join(said).encode()
    return out | _pictured(bound, frame, workshop)


def _pictured(bound: Bound, frame: Frame, workshop: Workshop) -> dict[str, bytes]:
    """The card and its alternative text: its words, and what its picture shows. Raises EngineMissing without the
    typeface: posts without their picture would go out unnoticed."""
    from draftkit.campaign.card import Cards, Words

    identity = workshop.identity()
    who = identity.called or (frame.agency[0] if frame.agency else "")
    words = Words(bound.meta.title, " · ".join(filter(None, (frame.held, *frame.draft_mark[:1]))), who)
    photo = next(iter(_pictures(bound)), None)
    made = Cards(identity).card(words, photo.path if photo else "")
    said = sentences((words.title, words.line, words.who, *((photo.alt, shown(bound.text(photo))) if photo else ())))
    if not made:
        told = "the picture that goes with posts needs the typeface {fonts}: pip install '{package}'"
        raise EngineMissing(told, extra="outreach", fonts=FONTS["tieu_de"])
    return {f"{CARD}.png": made, f"{CARD}.mo-ta.txt": f"{said}\n".encode()}
