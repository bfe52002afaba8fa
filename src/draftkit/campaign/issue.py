"""An issue of a newsletter: stories from releases of the project (`tin`), items of its own (each `#` heading), days to
come (`lich`). As a mail it has a layout of its own; every other form prints the same words in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from draftkit.campaign.gates import gate, kept_back
from draftkit.campaign.points import in_words
from draftkit.campaign.release import reshape, tables
from draftkit.campaign.shown import MAIL_MM, pictured
from draftkit.files.names import seen_from
from draftkit.kinds.identity import Identity
from draftkit.law.dates import is_date, no_date, short_date
from draftkit.model.inline import Content, Link, Reference, Strong, plain
from draftkit.model.message import Fault, msg
from draftkit.model.named import NamedTuple
from draftkit.model.printed import Line, Picture
from draftkit.model.tree import Block, Division, Draft, Figure, Paragraph, Table, Unit
from draftkit.pictures.prepare import CARD, prepare
from draftkit.plugins import Refusal
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.yaml_text import original_of, translation_of
from draftkit.resolve.bound import Bound, Words
from draftkit.resolve.flow import block_flow, body_flow
from draftkit.resolve.frame import Frame, issue_number
from draftkit.resolve.others import unfilled
from draftkit.writers.formats import NEWSLETTER, Workshop, Writer
from draftkit.writers.html_share import linked, page_address, source_of, summary
from draftkit.writers.html_style import safe_url

if TYPE_CHECKING:
    from draftkit.writers.mail_html import MailBody

_STORIES, _DAYS = "tin", "lich"
_ROLE, _TEXT = "heading2", "paragraph"
"""How a story is set in running text: its headline, its summary."""
_BELOW = "figure-caption"
_DAY_WIDTHS = {_DAYS: (25, 75)}
_CARDS, _LEAST_PIXELS = 3, 320
"""Stories behind the lead that have picture and button, further ones are lines of a list; how wide a picture must be to
fill a card."""


class Story(NamedTuple):
    """A story of an issue: headline, summary, day as printed, first picture with its alternative text, its caption."""

    title: str
    text: str
    day: str
    picture: Picture | None = None
    caption: str = ""


def reshaped(draft: Draft) -> tuple[Draft, Sequence[Fault]]:
    """The issue with its stories before and its days behind what it says itself."""
    made, faults = reshape(draft)
    stories = [
        Division(_ROLE, (Paragraph((Reference(name, named.place),), named.place.line),), named.place.line)
        for name in _story_names(draft)
        for named in (draft.documents[name],)
    ]
    at = next((at for at, block in enumerate(made.body) if isinstance(block, Unit)), len(made.body))
    closing = next((at for at, block in enumerate(made.body) if _is_closing(block)), len(made.body))
    at = min(at, closing)
    days = (
        table._replace(rows=tuple((_as_printed(row[0], draft.kind.language), *row[1:]) for row in table.rows))
        for table in tables(draft, _DAY_WIDTHS)
    )
    body = (*made.body[:at], *stories, *made.body[at:closing], *days, *made.body[closing:])
    return made._replace(body=body), (*faults, *_day_faults(draft))


def _story_names(draft: Draft) -> list[str]:
    """The names of the documents that are stories: `tin`, or `tin_1`, `tin_2` …; named by hand, all of a table."""
    named = draft.meta.values.get(_STORIES)
    own = set(named) if isinstance(named, dict) else {_STORIES}
    return [name for name in draft.documents if name in own or re.fullmatch(rf"{_STORIES}_\d+", name)]


def _releases(bound: Bound) -> list[tuple[str, Bound]]:
    """The releases that an issue tells of, by the name it has for each."""
    return [(name, bound.others[name]) for name in _story_names(bound.draft) if name in bound.others]


def _as_printed(cell: Content, language: str) -> Content:
    day = plain(cell)
    return (short_date(day, language),) if is_date(day) else cell


def _is_closing(block: Block) -> bool:
    return isinstance(block, Division) and (block.role.startswith("closing") or block.role == "end-mark")


def _day_faults(draft: Draft) -> Iterator[Fault]:
    for index, entry in enumerate(draft.meta.tables(_DAYS)):
        day = str(entry.get("ngay") or "")
        if not is_date(day):
            yield Fault("DK-H004", no_date(f"{_DAYS}.ngay", day), draft.meta.place(f"{_DAYS}.{index}.ngay"))


def worded(bound: Bound) -> Bound:
    """The issue with its number on its line of the type, headlines and summaries of its stories for their names."""
    told: list[Block] = []
    stories = {name: _story(other) for name, other in _releases(bound)}
    full, folder = bound.leading or bound, Path(bound.draft.source.folder)
    texts = dict(full.texts)
    for block in bound.draft.body:
        told.append(block)
        name, head = _headline(block)
        if head and (story := stories.get(name)):
            named = Path(bound.draft.documents[name].path)
            source = seen_from(named if named.suffix == ".md" else named / DRAFT_FILE, folder)
            texts[head.serial] = Words(head.content, (Link((story.title,), source),))
            text = (*((Strong((story.day,)), ". ") if story.day else ()), story.text)
            shown = story.picture and Figure(story.picture.path, story.picture.alt, block.line, (story.caption,))
            told.append(Division(_TEXT, (*((shown,) if shown else ()), Paragraph(text, block.line)), block.line))
    kind = bound.draft.kind
    if number := issue_number(bound):
        line = f"{kind.words['type_line']} {number.upper().replace('{', '{{').replace('}', '}}')}"
        kind = kind._replace(words={**kind.words, "type_line": line})
    draft = bound.draft._replace(kind=kind, body=tuple(told))
    # an approval keeps what is told
    values = {name: ". ".join(filter(None, (one.title, one.day, one.text))) for name, one in stories.items()}
    made = bound.with_faults(_untold(bound, stories))._replace(draft=draft, values={**bound.values, **values})
    return made._replace(leading=full._replace(texts=texts)).aimed(lambda url: "")


def _untold(bound: Bound, stories: Mapping[str, Story]) -> Iterator[Fault]:
    """Stories in another language than their issue; those that rows of a table fill."""
    language = bound.draft.kind.language
    for name, story in stories.items():
        named, other = bound.draft.documents[name], bound.others[name]
        if wrong := unfilled(named.path, f"{story.title} {story.text}"):
            yield Fault("DK-F013", wrong, named.place)
        if other.draft.kind.language != language:
            path = Path(named.path)
            original = original_of(path.stem)
            file = f"{original}.md" if original else translation_of(path, language).name
            text = msg("“{title}” stands here in another language; needed: {file}", title=other.meta.title, file=file)
            yield Fault("DK-E003", text, named.place)


def gate_of_issue(bound: Bound, frame: Frame) -> Iterator[Refusal]:
    """The gate of an issue: besides its own, what keeps back a release that it tells of."""
    yield from gate(bound, frame)
    for name, other in () if frame.draft_mark else _releases(bound):
        if reason := kept_back(other):
            typed = seen_from(Path(bound.draft.documents[name].path), Path(bound.draft.source.folder))
            yield Refusal(msg("{name}: {reason}", name=typed, reason=reason))


def _headline(block: Block) -> tuple[str, Paragraph | None]:
    """The document that a block of ours stands for, and its name there."""
    first = block.blocks[0] if isinstance(block, Division) and block.role == _ROLE else None
    item = first.content[0] if isinstance(first, Paragraph) and first.content else None
    return (item.target, first) if isinstance(item, Reference) and isinstance(first, Paragraph) else ("", None)


def _story(other: Bound) -> Story:
    meta = other.meta
    flow = list(body_flow(other))
    first = next((item for item in flow if isinstance(item, Picture)), None)
    below = (one for one in flow if first and isinstance(one, Line) and (one.role, one.line) == (_BELOW, first.line))
    caption = "".join(in_words(one.content) for one in below)
    day = short_date(meta.date, other.draft.kind.language) if is_date(meta.date) else ""
    return Story(meta.title, summary(other), day, first, caption)


def _led(bound: Bound, base: str) -> Bound:
    """The issue with its headlines leading to the stories, where the site has an address."""
    told = ((source_of(bound, bound.draft.documents[name].path), other) for name, other in _releases(bound))
    return linked(bound, ((path, page_address(other, base)) for path, other in told))


def addressed(form: str, write: Writer | None = None) -> Writer:
    """The writer of a format with the addresses of the stories, where the site of the project has one."""

    def made(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
        known = _led(bound, workshop.site_address)
        return write(known, frame, workshop) if write else workshop.made(form, known)

    return made


def write_issue(bound: Bound, frame: Frame, workshop: Workshop) -> bytes:
    """The issue as a mail. Raises ConfigError for a wrong address, SourceError when a picture cannot be read, KindError
    when the layout is broken."""
    from draftkit.writers.mail import composed, rendered
    from draftkit.writers.mail_html import MailBody

    identity = workshop.brand(bound) or Identity()
    known = _led(bound, workshop.site_address)
    with pictured(known, identity, MAIL_MM, alone=True) as shown:
        body = MailBody(shown)
        values = _values(body, bound, frame, workshop, identity)
        page = rendered(bound, frame, workshop.shared, NEWSLETTER, identity, values)
    web = f"{values['loi_xem_web']}: {values['xem_web']}" if values["xem_web"] else ""
    foot = "\n".join(filter(None, (web, values["loi_thoi_nhan"])))
    leave = bound.draft.kind.words.get("thoi_nhan", "")
    return composed(known, frame, page, body.pictures, workshop.addressed, leave, foot)


def _values(body: MailBody, bound: Bound, frame: Frame, workshop: Workshop, identity: Identity) -> dict[str, Any]:
    from markupsafe import Markup

    def html(blocks: Sequence[Block]) -> Markup:
        return Markup("".join(body.blocks(block_flow(body.bound, tuple(blocks)))))  # noqa: S704 - escaped by the writer

    def title(unit: Unit) -> Markup:
        return Markup(body.content(body.bound.text(unit)))  # noqa: S704 - escaped by the writer

    intro, items, closing = _parts(body.bound)
    base, words, language = workshop.site_address, bound.draft.kind.words, bound.draft.kind.language
    days = [one for one in bound.meta.tables(_DAYS) if is_date(str(one.get("ngay") or ""))]
    return {
        "bieu_trung": body.sent(identity.mark_on_dark()),
        "co_quan": identity.called or " ".join(frame.agency),
        "so": issue_number(bound),
        "ngay": short_date(bound.meta.date, language) if is_date(bound.meta.date) else "",
        "dau": list(frame.draft_mark),
        "mo_dau": html(intro),
        "tin": [_shown(body, other, base, at > _CARDS) for at, (_, other) in enumerate(_releases(bound))],
        "muc": [{"ten": title(unit), "noi_dung": html(unit.body)} for unit in items],
        "lich": [_dated(one, language) for one in days],
        "ten_lich": words.get(_DAYS, ""),
        "cuoi": html(closing),
        "xem_web": safe_url(page_address(bound, base)),
        "loi_thoi_nhan": words.get("loi_thoi_nhan", ""),
        "nut": words.get("nut", ""),
        "loi_xem_web": words.get("xem_web", ""),
    }


def _dated(entry: Mapping[str, Any], language: str) -> dict[str, str]:
    day, _, month = short_date(str(entry["ngay"]), language).replace("/", " ", 1).partition(" ")
    return {"ngay": day, "thang": month, "viec": str(entry.get("viec") or "")}


def _shown(body: MailBody, other: Bound, base: str, brief: bool) -> dict[str, Any]:
    from markupsafe import Markup

    story, address = _story(other), safe_url(page_address(other, base))
    large = story.picture and not brief and prepare(Path(story.picture.path), CARD).width >= _LEAST_PIXELS
    below = body.lines(((_BELOW, story.caption),))
    picture = Markup(body.picture(story.picture, CARD) + below) if story.picture and large else ""  # noqa: S704 - ours
    told = {"ten": story.title, "tom_tat": story.text, "ngay": story.day, "dia_chi": address}
    return {**told, "anh": picture, "gon": brief}


def _parts(bound: Bound) -> tuple[list[Block], list[Unit], list[Block]]:
    """What an issue says before its items, the items, and what stands at the end; stories, sub-head and the table of
    days have places of their own."""
    intro: list[Block] = []
    items: list[Unit] = []
    closing: list[Block] = []
    days = bound.draft.meta.place(_DAYS).line
    for block in bound.draft.body:
        if isinstance(block, Unit):
            items.append(block)
        elif _is_closing(block):
            closing.append(block)
        elif isinstance(block, Table) and block.line == days:
            continue
        elif not isinstance(block, Division) or block.role not in (_ROLE, _TEXT, "subtitle"):
            intro.append(block)
    return intro, items, closing
