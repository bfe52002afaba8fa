"""Who made a document, when, under which address: the `meta` of Akoma Ntoso."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from draftkit.model.keys import BASES, DOCUMENTS, EFFECTIVE_DATE, GIVEN
from draftkit.model.meta import Data
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, organisation
from draftkit.text.fold import bare
from draftkit.writers.akn.elements import SOURCE, address, block, number_part, safe

UNKNOWN_DAY = "9999-12-31"
"""The date of what has none yet: the schema wants one."""
_WORDS = 10
LANGUAGES = {"vi": "vie", "en": "eng"}
_REFERENCE = re.compile(r"(?<!\w)@([^\W\d_][\w-]*)")
_ELSEWHERE = frozenset(("document", "documents"))


class Identity(NamedTuple):
    """What a document is called among all: its address as a work, its date as ISO (empty when it has none yet), its
    language, its authors, its number."""

    work: str
    day: str
    language: str
    authors: tuple[str, ...]
    number: str


def identity(bound: Bound, frame: Frame, sort: str) -> Identity:
    """The identity of a document of a sort."""
    meta, kind = bound.meta, bound.draft.kind
    number = frame.number.rpartition(": ")[2].strip()
    named = number_part(number) if meta.number and number else ""
    words = number_part(bare(meta.title)).lower().split("-")[:_WORDS]
    year = meta.year or meta.date[:4]
    called = kind.words.get("act") or kind.title
    work = address(sort, called, year if whole(year) else "", named or "-".join(words) or "khong-ten")
    names = meta.agencies or tuple(filter(None, (kind.words.get("issuer"),)))
    authors = tuple(" ".join(organisation(bound, name).name.split()) for name in names)
    language = LANGUAGES.get(bound.profile.language.partition("-")[0], "vie")
    return Identity(work, _day(meta.date), language, authors or ("không rõ",), number if named else "")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def identification(one: Identity, part: str) -> str:
    """Work, expression and manifestation of a document, or of one of its parts (`!main`, `!annex_1`)."""
    day = one.day or UNKNOWN_DAY
    called = "ngày ban hành" if one.day else "chưa ban hành"
    dated = block("FRBRdate", date=day, name=called)
    written = "".join(block("FRBRauthor", href=f"#{_id('org', name)}") for name in one.authors)
    expression = f"{one.work}/{one.language}@{one.day}"
    more = block("FRBRcountry", value="vn")
    more += block("FRBRnumber", value=one.number) if one.number else ""
    spoken = block("FRBRlanguage", language=one.language)
    ours = block("FRBRauthor", href=SOURCE)
    told = block("FRBRWork", _core(one.work, part, dated, written) + more)
    told += block("FRBRExpression", _core(expression, part, dated, written) + spoken)
    told += block("FRBRManifestation", _core(f"{expression}.xml", part, dated, ours, f"{expression}/{part}.xml"))
    return block("identification", told, source=SOURCE)


def _core(uri: str, part: str, dated: str, written: str, this: str = "") -> str:
    return block("FRBRthis", value=this or f"{uri}/{part}") + block("FRBRuri", value=uri) + dated + written


def meta_of(bound: Bound, frame: Frame, one: Identity, analysis: str, amended: Mapping[str, tuple[str, str]]) -> str:
    """The metadata of a document; `analysis` is what it changes or was changed by, `amended` by which acts: their
    addresses, with what they are called and the day from which they have effect."""
    effect = _day(bound.meta.text(EFFECTIVE_DATE))
    events = block("eventRef", eId="e_ban-hanh", date=one.day, source="#goc", type="generation") if one.day else ""
    if effect:
        events += block(
            "eventRef", eId="e_hieu-luc", date=effect, source="#goc", type="generation", refersTo="#hieu-luc"
        )
    changed = ""
    for count, (href, (called, day)) in enumerate(amended.items(), 1):
        id = f"sua-doi_{count}"
        changed += block("passiveRef", eId=id, href=href, showAs=called)
        events += block("eventRef", eId=f"e_{id}", date=day, source=f"#{id}", type="amendment") if day else ""
    who = [("TLCOrganization", "organization", _id("org", name), name) for name in one.authors]
    who += [("TLCPerson", "person", _id("person", one.name), one.name) for one in frame.signatures if one.name]
    named = {
        id: block(element, eId=id, href=f"/akn/ontology/{sort}/vn/{number_part(name)}", showAs=name)
        for element, sort, id, name in who
    }
    if effect:
        named["hieu-luc"] = block(
            "TLCEvent", eId="hieu-luc", href="/akn/ontology/event/vn/hieu-luc", showAs="có hiệu lực thi hành"
        )
    own = block("TLCOrganization", eId="draftkit", href="/akn/ontology/organization/draftkit", showAs="draftkit")
    original = block("original", eId="goc", href=one.work, showAs=frame.number or bound.meta.title or "văn bản")
    return block(
        "meta",
        identification(one, "!main")
        + (block("lifecycle", events, source=SOURCE) if events else "")
        + analysis
        + block("references", original + changed + "".join(named.values()) + own, source=SOURCE)
        + _proprietary(bound, frame),
    )


def _id(sort: str, name: str) -> str:
    return f"{sort}_{number_part(bare(name)).lower() or 'khac'}"


def _proprietary(bound: Bound, frame: Frame) -> str:
    """The metadata as written, values filled in, as JSON; without what is said elsewhere or names files."""
    import json

    skipped = {*borrowed(bound), BASES, GIVEN}
    values = {key: _cited(value, key, bound) for key, value in bound.meta.values.items() if key not in skipped}
    values |= {name: _description(bound, name) for name in values.keys() & bound.others.keys()} | dict(frame.inherited)
    if not values:
        return ""
    text = json.dumps(values, ensure_ascii=False, indent=1, default=str)
    return block("proprietary", block("dk:draft", safe(text)), source=SOURCE)


def borrowed(bound: Bound) -> frozenset[str]:
    """Keys that name other documents of the project: they mean nothing elsewhere. What describes a document stays."""
    values = bound.meta.values
    keys = (key for key in bound.draft.kind.keys.values() if key.type in _ELSEWHERE)
    named = (
        key.name for key in keys if not (key.keys and key.name in bound.others) and not _describes(values.get(key.name))
    )
    return frozenset((DOCUMENTS, *named))


def _describes(value: Data) -> bool:
    """Whether a value says itself what document it means."""
    return isinstance(value, dict) and "loai" in value


def _description(bound: Bound, name: str) -> dict[str, Data]:
    """What a document that is only cited is cited by, to be cited the same where it is not at hand."""
    full, meta = bound.cited.get(name, ""), bound.others[name].meta
    type, found, behind = full.partition(meta.title or full)
    if not meta.title or not found:
        return {"loai": full}
    return {"loai": type.rstrip(" “"), "ten": meta.title, "ngay": meta.date if behind.strip("” ") else ""}


def _cited(value: Data, path: str, bound: Bound) -> Data:
    """The value at a path with the documents it refers to as they are cited there: in full, or in short."""
    if isinstance(value, list):
        return [_cited(one, f"{path}.{place}", bound) for place, one in enumerate(value)]
    if isinstance(value, dict):
        return {key: _cited(one, f"{path}.{key}", bound) for key, one in value.items()}
    if not isinstance(value, str) or "@" not in value:
        return value
    place = bound.meta.places.get(path)
    here = [one.text for one in bound.worded if place and one.start.line == place.line]

    def cited(found: re.Match[str]) -> str:
        full = bound.cited.get(found[1], "")
        return next((text for text in here if text and full.startswith(text)), full) or found[0]

    return _REFERENCE.sub(cited, value)
