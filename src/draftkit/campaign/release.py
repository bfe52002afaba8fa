"""The parts of a release that its metadata holds, put around the body: sub-head, facts and lead before it, photos,
notes, boilerplate, contacts after it.

They become blocks of the draft, so references and values in them are bound like any other text, and every writer prints
them. Which facts a kind tells is in its `words`: `bang.thoi_gian: Thời gian` is a line of the table of facts,
`so_lieu.nguon: Nguồn` a column of the table under `so_lieu`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from draftkit.campaign.approval import with_approval
from draftkit.model.captions import CREDIT
from draftkit.model.inline import Content, Reference, Strong, Value, plain
from draftkit.model.keys import CONTACT, SUBTITLE, TITLE
from draftkit.model.message import Fault, Place
from draftkit.model.meta import Data, Metadata
from draftkit.model.tree import Block, Division, Draft, Figure, Paragraph, Table, Unit, inside, rebuilt
from draftkit.readers.inline import parse_inline
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import frame_words
from draftkit.word.in_line import in_line

CONTACT_KEYS = ("ho_ten", "chuc_vu", "don_vi", "dien_thoai", "thu_dien_tu", "trang_tin")
_WHO = "{co_quan}"
_FACT_WIDTHS = (27, 73)
_ENDS = (*".!?…:;,", ".”", "!”", "?”", "…”")
_RUNNING, _WRONG = (TITLE, SUBTITLE), "thay_doi.cu"
_TABLES = {"so_lieu": (46, 18, 36), "thay_doi": (20, 40, 40)}
"""Metadata keys that hold the rows of a table, and how wide its columns are."""


def reshape(draft: Draft) -> tuple[Draft, Sequence[Fault]]:
    """The draft with the parts of its metadata around its body, and with its approval when there is one."""
    approved, faults = with_approval(draft)
    return approved._replace(body=(*_opening(draft), *_closing(draft)), said=tuple(_texts(draft))), faults


def _texts(draft: Draft) -> Iterator[tuple[str, Place]]:
    """What stands in the facts and tables of the metadata, but for what was wrong on purpose, and what is still to be
    filled in: “[điền họ tên]”."""
    for key, text in draft.meta.texts_with_keys():
        column = re.sub(r"\.\d+\.", ".", key)
        table, _, _ = column.partition(".")
        told = (
            column in draft.kind.words and column != _WRONG if table in _TABLES else f"bang.{key}" in draft.kind.words
        )
        if (told or key in _RUNNING) and text and text[0] != "[":
            yield text, draft.meta.nearest_place(key)


def worded(bound: Bound) -> Bound:
    """With the names of the issuing bodies, without lines of a table of facts that have nothing to say."""
    return bound._replace(draft=bound.draft._replace(body=rebuilt(bound.draft.body, lambda one: _told(one, bound))))


def _told(block: Block, bound: Bound) -> tuple[Block, ...] | None:
    if isinstance(block, Table) and not block.ruled:
        rows = bound.rows(block)
        return (block._replace(rows=tuple(row for row in rows if plain(row[-1]).strip()) or rows[:1]),)
    if isinstance(block, Division) and block.role == "closing-title":
        titles = (
            Paragraph((words.replace(_WHO, frame_words(bound)["co_quan"]) if _WHO in words else words,), block.line)
            for title in block.blocks
            if isinstance(title, Paragraph)
            for words in (plain(title.content),)
        )
        return (block._replace(blocks=tuple(titles)),)
    return None if isinstance(block, Unit) else (block,)  # an empty cell of a table that somebody typed stays


# -- before the body


def _opening(draft: Draft) -> Iterator[Block]:
    """Sub-head, facts, then the body, its first paragraph as the lead."""
    subtitle = draft.meta.subtitle
    if subtitle:
        yield _part("subtitle", [text_at(draft, subtitle, "tieu_de_phu")], draft, "tieu_de_phu")
    yield from _corrects(draft)
    yield from _facts(draft, "bang.", {key: _line_of(draft, key) for key in draft.meta.values})
    first, *rest = draft.body or (None,)
    if isinstance(first, Paragraph) and draft.kind.words.get("lead") != "":
        yield Division("lead", (first,), first.line)
        first, *rest = rest or (None,)
    headed = {name for block in draft.body if (name := _heads(block, draft))}
    told = any(key.startswith("van_ban.") for key in draft.kind.words)
    for name in draft.documents if told else ():
        if name not in headed:
            yield from _document(draft, name)
    yield from tables(draft, _TABLES)
    for block in (*((first,) if first else ()), *rest):
        name = _heads(block, draft)
        yield block._replace(body=(*_document(draft, name), *block.body)) if name and isinstance(block, Unit) else block


def _heads(block: Block, draft: Draft) -> str:
    """The document that a heading names and nothing else: `# @nghi_dinh`."""
    title = block.title if isinstance(block, Unit) else ()
    name = title[0].target if len(title) == 1 and isinstance(title[0], Reference) else ""
    return name if name in draft.documents else ""


def _document(draft: Draft, name: str) -> Iterator[Block]:
    """The fixed items of a document that a release is about (Circular 07/2021/TT-BTP), from its metadata and tree."""
    place = draft.documents[name].place
    values: dict[str, Content] = {}
    for key in draft.kind.words:
        if key.startswith("van_ban."):
            dotted = f"{name}.thong_tin.{key.removeprefix('van_ban.')}"
            values[key.removeprefix("van_ban.")] = (Value(dotted, f"{{{{ {dotted} }}}}", place),)
    yield from _facts(draft, "van_ban.", values, place.line)


def _facts(draft: Draft, prefix: str, values: Mapping[str, Content], line: int = -1) -> Iterator[Block]:
    """A table without lines: what, and its value, for each word of the kind that has a value."""
    rows = tuple(
        ((Strong((label,)),), values[key.removeprefix(prefix)])
        for key, label in draft.kind.words.items()
        if key.startswith(prefix) and values.get(key.removeprefix(prefix))
    )
    if rows:
        yield Table(rows, line, widths=_FACT_WIDTHS, ruled=False)


def _line_of(draft: Draft, key: str) -> Content:
    text = draft.meta.text(key)
    return text_at(draft, text, key) if text else ()


def _corrects(draft: Draft) -> Iterator[Block]:
    """What a re-issue corrects."""
    words = draft.kind.words.get("corrects", "")
    if words and "dinh_chinh" in draft.documents:
        before, _, after = words.partition("{van_ban}")
        place = draft.documents["dinh_chinh"].place
        yield Division("lead", (Paragraph((before, Reference("dinh_chinh", place), after), place.line),), place.line)


def tables(draft: Draft, widths_of: Mapping[str, tuple[int, ...]]) -> Iterator[Table]:
    """Tables whose rows are in the metadata, with the columns that the kind names; how wide they are, by key."""
    for key, widths in widths_of.items():
        columns = [
            (name.removeprefix(f"{key}."), label)
            for name, label in draft.kind.words.items()
            if name.startswith(f"{key}.")
        ]
        rows = draft.meta.tables(key)
        if columns and rows:
            cells = tuple(
                tuple(text_at(draft, _said(entry, name), f"{key}.{index}.{name}", key) for name, _ in columns)
                for index, entry in enumerate(rows)
            )
            title = draft.kind.words.get(key, "")
            yield Table(
                (tuple((label,) for _, label in columns), *cells),
                draft.meta.place(key).line,
                caption=(title,) if title else (),
                widths=widths if len(widths) == len(columns) else (),
            )


# -- after it


def _closing(draft: Draft) -> Iterator[Block]:
    words = draft.kind.words
    yield from _photos(draft)
    yield from _listed(draft, "ghi_chu_bien_tap", words.get("notes", ""), dashed=True)
    yield from _listed(draft, "ve_co_quan", words.get("about", ""))
    yield from _contacts(draft)
    if words.get("end_mark"):
        yield Division("end-mark", (Paragraph((words["end_mark"],), -1),), -1)


def _listed(draft: Draft, key: str, title: str, dashed: bool = False) -> Iterator[Block]:
    texts = draft.meta.texts(key)
    if not texts:
        return
    yield _part("closing-title", [(title,)], draft, key)
    lead = "- " if dashed and len(texts) > 1 else ""
    parts = [
        (*((lead,) if lead else ()), *text_at(draft, text, f"{key}.{index}", key)) for index, text in enumerate(texts)
    ]
    yield _part("closing-text", parts, draft, key)


def photos(draft: Draft) -> list[tuple[int, Mapping[str, Data]]]:
    """The photos the metadata lists, with their places in the list; not those that the text puts somewhere."""
    put = {block.path for block in inside(draft.body) if isinstance(block, Figure) and block.line >= 0}
    listed = enumerate(draft.meta.tables("hinh_anh"))
    return [(at, one) for at, one in listed if draft.pictures.get(_said(one, "anh")) not in put]


def _photos(draft: Draft) -> Iterator[Block]:
    """Each photo with its caption and credit; one that cannot be shown is named all the same."""
    key, shown = "hinh_anh", photos(draft)
    if not shown:
        return
    yield _part("closing-title", [(draft.kind.words.get("photos", ""),)], draft, key)
    for index, entry in shown:
        place = draft.meta.place(f"{key}.{index}.anh")
        caption = text_at(draft, _said(entry, "chu_thich"), f"{key}.{index}.chu_thich", key)
        credit = _said(entry, "nguon")
        if credit:
            if caption and not plain(caption).endswith(_ENDS):
                caption = (*caption, ".")
            says_so = CREDIT.match(credit)  # “Ảnh: Lê C”
            words = "{nguon}." if says_so else draft.kind.words["photo_credit"]
            words = words.format(nguon=credit.rstrip(" ."))
            caption = (*caption, " ", *text_at(draft, words, f"{key}.{index}.nguon", key))
        path = draft.pictures.get(_said(entry, "anh"))
        if path:
            yield Figure(path, in_line(text_at(draft, _said(entry, "mo_ta"), key)), place.line)
        yield Division("figure-caption", (Paragraph(caption, place.line),), place.line)


def _contacts(draft: Draft) -> Iterator[Block]:
    lines: list[Content] = []
    for entry in draft.meta.tables(CONTACT):
        name, post, unit = (_said(entry, key) for key in CONTACT_KEYS[:3])
        who: Content = (Strong(text_at(draft, name, CONTACT)),) if name else ()
        for more in filter(None, (post, unit)):
            who = (*who, *((", ",) if who else ()), *text_at(draft, more, CONTACT))
        words = draft.kind.words
        reach = "; ".join(
            f"{words.get(f'lien_he.{key}', key)}: {_said(entry, key)}" for key in CONTACT_KEYS[3:] if _said(entry, key)
        )
        lines += [content for content in (who, text_at(draft, reach, CONTACT) if reach else ()) if content]
    if lines:
        title, last = draft.kind.words.get("contact_title", ""), (draft.body or (None,))[-1]
        if not (isinstance(last, Unit) and plain(last.title).casefold() == title.casefold()):  # it heads them itself
            yield _part("closing-title", [(title,)], draft, "lien_he")
        yield _part("closing-text", lines, draft, "lien_he")


def _said(entry: Mapping[str, Data], key: str) -> str:
    return Metadata(entry).text(key)


def text_at(draft: Draft, text: str, *keys: str) -> Content:
    """A text of the metadata as content, its places those of the first of the keys that is known."""
    place = next((draft.meta.places[key] for key in keys if key in draft.meta.places), Place(-1))
    return parse_inline(text, place.line, place.column)


def _part(role: str, contents: Sequence[Content], draft: Draft, key: str) -> Division:
    line = draft.meta.place(key).line
    return Division(role, tuple(Paragraph(content, line) for content in contents), line)
