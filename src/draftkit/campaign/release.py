"""The parts of a release that its metadata holds, put around the body: sub-head and lead before it, photos, notes, boilerplate, contacts after it.

They become blocks of the draft, so references and values in them are bound like any other text, and every writer prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from draftkit.model.finding import Fault
from draftkit.model.inline import Content, Strong
from draftkit.model.meta import Data
from draftkit.model.place import Place
from draftkit.model.tree import Block, Division, Draft, Figure, Paragraph
from draftkit.readers.inline import parse_inline

CONTACT_KEYS = ("ho_ten", "chuc_vu", "don_vi", "dien_thoai", "thu_dien_tu", "trang_tin")
_LABELS = {"dien_thoai": "Điện thoại", "thu_dien_tu": "Thư điện tử", "trang_tin": "Trang tin"}


def reshape(draft: Draft) -> tuple[Draft, Sequence[Fault]]:
    """The draft with the parts of its metadata around its body."""
    return draft._replace(body=(*_opening(draft), *_closing(draft))), ()


def _opening(draft: Draft) -> Iterator[Block]:
    """Sub-head, then the body, its first paragraph as the lead."""
    subtitle = draft.meta.text("tieu_de_phu")
    if subtitle:
        yield _part("subtitle", [text_at(draft, subtitle, "tieu_de_phu")], draft, "tieu_de_phu")
    first, *rest = draft.body or (None,)
    if isinstance(first, Paragraph) and draft.kind.words.get("lead") != "":
        yield Division("lead", (first,), first.line)
    elif first is not None:
        yield first
    yield from rest


def _closing(draft: Draft) -> Iterator[Block]:
    words = draft.kind.words
    yield from _photos(draft)
    yield from _listed(draft, "ghi_chu_bien_tap", words.get("notes", ""), dashed=True)
    yield from _listed(draft, "ve_co_quan", words.get("about", "").format(co_quan=", ".join(draft.meta.texts("co_quan"))))
    yield from _contacts(draft)
    if words.get("end_mark"):
        yield Division("end-mark", (Paragraph((words["end_mark"],), -1),), -1)


def _listed(draft: Draft, key: str, title: str, dashed: bool = False) -> Iterator[Block]:
    texts = draft.meta.texts(key)
    if not texts:
        return
    yield _part("closing-title", [(title,)], draft, key)
    lead = "- " if dashed and len(texts) > 1 else ""
    yield _part("closing-text", [(*((lead,) if lead else ()), *text_at(draft, text, f"{key}.{index}", key)) for index, text in enumerate(texts)], draft, key)


def _photos(draft: Draft) -> Iterator[Block]:
    """Each photo with its caption and credit; one that cannot be shown is named all the same."""
    key = "hinh_anh"
    entries = draft.meta.values.get(key)
    shown = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    if not shown:
        return
    yield _part("closing-title", [(draft.kind.words.get("photos", ""),)], draft, key)
    for index, entry in enumerate(shown):
        place = draft.meta.place(f"{key}.{index}.anh")
        caption = text_at(draft, _said(entry, "chu_thich"), f"{key}.{index}.chu_thich", key)
        credit = _said(entry, "nguon")
        if credit:
            caption = (*caption, " ", *text_at(draft, draft.kind.words["photo_credit"].format(nguon=credit.rstrip(" .")), f"{key}.{index}.nguon", key))
        path = draft.pictures.get(_said(entry, "anh"))
        if path:
            yield Figure(path, _said(entry, "mo_ta"), place.line)
        yield Division("figure-caption", (Paragraph(caption, place.line),), place.line)


def contacts(draft: Draft) -> list[Mapping[str, Data]]:
    """The contacts the metadata names; one may stand without a list."""
    data = draft.meta.values.get("lien_he")
    entries = data if isinstance(data, list) else [data]
    return [entry for entry in entries if isinstance(entry, dict)]


def _contacts(draft: Draft) -> Iterator[Block]:
    lines: list[Content] = []
    for entry in contacts(draft):
        name, post, unit = (_said(entry, key) for key in CONTACT_KEYS[:3])
        who: Content = ((Strong((name,)),) if name else ()) + tuple(filter(None, (", " if name and post else "", post)))
        if unit:
            who = (*who, ", " if who else "", unit)
        reach = "; ".join(f"{_LABELS[key]}: {_said(entry, key)}" for key in CONTACT_KEYS[3:] if _said(entry, key))
        lines += [content for content in (who, (reach,) if reach else ()) if content]
    if lines:
        yield _part("closing-title", [(draft.kind.words.get("contact_title", ""),)], draft, "lien_he")
        yield _part("closing-text", lines, draft, "lien_he")


def _said(entry: Mapping[str, Data], key: str) -> str:
    value = entry.get(key)
    return "" if value is None or isinstance(value, (list, dict)) else str(value).strip()


def text_at(draft: Draft, text: str, *keys: str) -> Content:
    """A text of the metadata as content, its places those of the first of the keys that is known."""
    place = next((draft.meta.places[key] for key in keys if key in draft.meta.places), Place(-1))
    return parse_inline(text, place.line, place.column)


def _part(role: str, contents: Sequence[Content], draft: Draft, key: str) -> Division:
    line = draft.meta.place(key).line
    return Division(role, tuple(Paragraph(content, line) for content in contents), line)
