"""What technical regulations and standards do beyond data: cover page, contents list, foreword made from roles, the
clause of normative references, the letters of lists (`d` or `đ`: each is right where a document keeps to it).

All words stand in the `words` of the kind; a part whose words a kind does not have is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from draftkit.law.lists import enumerated
from draftkit.model.captions import listed, lists_in
from draftkit.model.inline import Emph, plain
from draftkit.model.kind import Level
from draftkit.model.message import Fault
from draftkit.model.meta import Metadata
from draftkit.model.numeral import Ordinal, follows, parse, whole
from draftkit.model.printed import FrontMatter, Item, Line, PlainPage
from draftkit.model.tree import Block, Draft, Paragraph, Quote, Unit, bodies, rebuilt
from draftkit.plugins import Behaviour, Plugin
from draftkit.resolve.bound import Bound
from draftkit.resolve.frame import Frame, frame_words, organisation
from draftkit.resolve.printed_lines import contents, printed_items
from draftkit.text.fold import with_small

ALPHABETS = ("latin_letter", "vi_letter")
_START: Ordinal = (0, 0)


def with_letters(draft: Draft) -> Draft:
    """The draft with the alphabet its typed letters follow; where they follow both as well, that of its kind (`letters`
    in its words: vi_letter or latin_letter)."""
    lists = _lists(draft.blocks)
    if not lists:
        return draft
    usual = draft.kind.words.get("letters", ALPHABETS[0])
    order = sorted(ALPHABETS, key=lambda name: name != usual)
    chosen = min(order, key=lambda name: sum(_breaks(letters, name) for letters in lists))
    return draft._replace(
        body=_in_alphabet(draft.body, chosen),
        annexes=tuple(unit for unit in _in_alphabet(draft.annexes, chosen) if isinstance(unit, Unit)),
    )


def _lists(blocks: tuple[Block, ...]) -> list[list[str]]:
    """The letters of each list of a draft, as typed; empty where they are to be counted."""
    found = (
        [block.number for block in body if isinstance(block, Unit) and block.level.numeral in ALPHABETS]
        for body in bodies(blocks)
    )
    return [letters for letters in found if letters]


def _breaks(letters: list[str], numeral: str) -> int:
    """How often the letters leave the order of an alphabet."""
    last, count = _START, 0
    for letter in letters:
        ordinal = parse(letter, numeral) if letter else (last[0] + 1, 0)
        if ordinal is None:
            ordinal = (last[0] + 1, 0)
            count += 1
        elif not follows(last, ordinal):
            count += 1
        last = ordinal
    return count


def _in_alphabet(blocks: tuple[Block, ...], numeral: str) -> tuple[Block, ...]:
    levels: dict[str, Level] = {}  # units of a level share it

    def lettered(block: Block) -> tuple[Block, ...] | None:
        if isinstance(block, Quote):
            return (block,)
        if not isinstance(block, Unit) or block.level.numeral not in ALPHABETS or block.level.numeral == numeral:
            return None
        level = levels.setdefault(block.level.name, block.level._replace(numeral=numeral))
        return (block._replace(level=level, body=rebuilt(block.body, lettered)),)

    return rebuilt(blocks, lettered)


_DATED = re.compile(r":\d{4}\b")
_ROLE = "vai_tro."


def opening(bound: Bound, frame: Frame) -> Iterator[Item]:
    """Cover, contents list and foreword in the order of the kind, and the titles above the text. The page that bears no
    running symbol (`plain_page`) is found by counting those that begin anew: the foreword takes one."""
    plain, page = whole(bound.draft.kind.words.get("plain_page"), 0), 1
    for item in _front(bound, frame):
        page += isinstance(item, Line) and item.new_page
        if isinstance(item, Line) and item.new_page and page == plain:
            yield PlainPage()
            item = item._replace(new_page=False)
        yield item


def _front(bound: Bound, frame: Frame) -> Iterator[Item]:
    words, meta = bound.draft.kind.words, bound.draft.meta
    yield from _cover(bound, frame)
    foreword = tuple(_foreword(bound, frame))
    if words.get("foreword_first"):
        yield from foreword
    if words.get("contents_title"):
        yield Line("contents-title", (words["contents_title"],), new_page=True)
        yield contents(bound, foreword, whole(words.get("contents_depth"), 2))
    if asked := lists_in(bound.draft):
        yield from listed(printed_items(bound), asked, bound.pages)
    if not words.get("foreword_first"):
        yield from foreword
    yield FrontMatter()
    symbol = frame.number.upper() if words.get("title_symbol") else ""
    heads = [Line("body-title", (text,)) for text in (symbol, words.get("cover_type", ""), frame.title.upper()) if text]
    yield from (line._replace(new_page=not place) for place, line in enumerate(heads))
    if meta.text("ten_tieng_anh"):
        yield Line("body-english", (meta.text("ten_tieng_anh"),))


def _cover(bound: Bound, frame: Frame) -> Iterator[Item]:
    words, meta = bound.draft.kind.words, bound.draft.meta
    edition = ""
    if "cover_edition" in words and meta.text("xuat_ban_lan"):
        edition = words["cover_edition"].format(lan=meta.text("xuat_ban_lan"))
    lines = (
        ("cover-head", words.get("cover_head", "")),
        # printed at the foot of the page; a frame belongs to the paragraph after it, which must be on the cover too
        ("cover-place", words.get("cover_place", "").format(**frame_words(bound))),
        ("cover-ics", words.get("cover_ics", "").format(ics=meta.text("ics")) if meta.text("ics") else ""),
        ("cover-symbol", frame.number),
        ("cover-source", adopted(meta)[0]),
        ("cover-edition", edition),
        ("cover-type", words.get("cover_type", "")),
        ("cover-title", frame.title.upper()),
        ("cover-english", meta.text("ten_tieng_anh")),
        *zip(("draft-mark", "draft-round"), frame.draft_mark, strict=False),
    )
    yield from (Line(role, (text,)) for role, text in lines if text)


def _foreword(bound: Bound, frame: Frame) -> Iterator[Line]:
    """Who drafted, submitted, appraised and issued: one sentence from the roles the metadata names; what it rests on,
    and what it replaces. Or the paragraphs that the metadata have word for word."""
    words, meta = bound.draft.kind.words, bound.draft.meta
    title = words.get("foreword_title", "")
    if not title:
        return
    yield Line("foreword-title", (), mark=title, bookmark="_dk_loi_noi_dau", new_page=True)
    if own := meta.texts("loi_noi_dau"):
        yield from (Line("paragraph", (text,)) for text in own)
        return
    known = {"ky_hieu": frame.number}
    if "foreword_amends" in words:
        yield Line("paragraph", (words["foreword_amends"].format(sua_doi=meta.text("sua_doi"), **known),))
    if meta.texts("co_so") and "foreword_basis" in words:
        yield Line("paragraph", (words["foreword_basis"].format(ten=enumerated(meta.texts("co_so")), **known),))
    source, degree = adopted(meta)
    if source and f"foreword_{degree}" in words:
        yield Line("paragraph", (words[f"foreword_{degree}"].format(nguon=source, **known),))
    roles = [_role(bound, key.removeprefix(_ROLE), text) for key, text in words.items() if key.startswith(_ROLE)]
    said = ", ".join(role for role in roles if role)
    if said and "foreword" in words:
        yield Line("paragraph", (words["foreword"].format(vai_tro=said, **known),))
    if meta.texts("thay_the") and "foreword_replaces" in words:
        yield Line("paragraph", (words["foreword_replaces"].format(ten=enumerated(meta.texts("thay_the")), **known),))


def adopted(meta: Metadata) -> tuple[str, str]:
    """The standard that is adopted and the degree of correspondence (IDT when none is said); empty when none is."""
    entry = meta.values.get("chap_nhan")
    if not isinstance(entry, dict) or not entry.get("so"):
        return "", ""
    return str(entry["so"]), str(entry.get("muc") or "IDT").upper()


def _role(bound: Bound, key: str, text: str) -> str:
    names = [organisation(bound, name).name for name in bound.draft.meta.texts(key)]
    return text.format(ten=enumerated(names), van_ban=_issuing(bound)) if names else ""


def _issuing(bound: Bound) -> str:
    """The document that issues this one, with its own number and date; blanks while they are not known."""
    related = bound.draft.related.get("van_ban_ban_hanh")
    form = bound.draft.kind.words.get("van_ban", "")
    own = Metadata({key: bound.draft.meta.values.get(key) for key in ("nam", "viet_tat")})
    return form.format(**frame_words(bound._replace(meta=related or own)))


def reshape(draft: Draft) -> tuple[Draft, Sequence[Fault]]:
    """Follow the alphabet of the typed letters; print the list of normative references of the metadata (`vien_dan`)
    under the heading that the kind names for it."""
    draft = with_letters(draft)
    entries = draft.meta.values.get("vien_dan")
    title = draft.kind.words.get("vien_dan_tieu_de", "")
    listed = (
        [entry for entry in entries if isinstance(entry, dict) and entry.get("so")] if isinstance(entries, list) else []
    )
    if not listed or not title:
        return draft, ()
    return draft._replace(body=_with_references(draft.body, title.casefold(), listed, draft)), ()


def _with_references(
    blocks: tuple[Block, ...], title: str, entries: Sequence[Mapping[str, object]], draft: Draft
) -> tuple[Block, ...]:
    def listed(block: Block) -> tuple[Block, ...] | None:
        if not isinstance(block, Unit):
            return (block,)
        if plain(block.title).strip().casefold() != title:
            return None
        return (block._replace(body=(*block.body, *_references(entries, draft, block.line))),)

    return rebuilt(blocks, listed)


def _references(entries: Sequence[Mapping[str, object]], draft: Draft, line: int) -> Iterator[Paragraph]:
    own = draft.meta.values.get("cau_vien_dan")
    said = {f"vien_dan_{key}": str(text or "") for key, text in own.items()} if isinstance(own, dict) else {}
    words = {**draft.kind.words, **said}
    dated = [bool(_DATED.search(str(entry["so"]))) for entry in entries]
    this = words.get("this", "")
    sentences = [words.get("vien_dan_mo_dau", "").replace("{this}", with_small(this))]
    told = (("vien_dan_ghi_nam", any(dated)), ("vien_dan_khong_ghi_nam", not all(dated)))
    sentences += [words.get(key, "") for key, wanted in told if wanted]
    yield Paragraph((" ".join(filter(None, sentences)),), line)
    for place, entry in enumerate(entries, 1):
        name = str(entry.get("ten") or "")
        end = "." if place == len(entries) else ";"
        yield Paragraph((f"{entry['so']}, ", Emph((name,)), end) if name else (f"{entry['so']}{end}",), line)


PLUGIN = Plugin(behaviours={"standards": Behaviour(reshape=reshape, opening=opening)})
