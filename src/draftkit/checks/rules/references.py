"""References and citations; what labels print, held against the words typed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.engine import document_date
from draftkit.checks.rule import Hit, Subject, rule
from draftkit.checks.rules.citations import consolidated
from draftkit.checks.sources import I, W, nd30, nd78, practice
from draftkit.law.acts import ACTS, ATTACHED, LAWS, NUMBERED
from draftkit.law.units import is_unit_word
from draftkit.model.act import LegalAct
from draftkit.model.keys import BASES
from draftkit.model.message import Mend, Message, Place, msg
from draftkit.model.nearest import nearest, or_near
from draftkit.model.tree import counted
from draftkit.resolve.values import VALUE
from draftkit.text.fold import bare
from draftkit.text.pattern import UPPER, Pattern, occurrences, start_of_line

_REFERS_TO_ITSELF = practice("viện dẫn chính khoản, điểm đang đọc")


@rule("DK-R003", "Unit that refers to itself", I, _REFERS_TO_ITSELF, "references", of_source=True, of_tree=True)
def refers_to_itself(subject: Subject) -> Iterator[Hit]:
    """“khoản này”, “điểm này” are in use, but a label that names the very khoản or điểm it stands in is often the wrong
    label."""
    for use in subject.bound.uses:
        target = subject.bound.labels.get(use.label)
        if target and target.block.serial == use.unit and not target.chain[-1].title:
            yield subject.hit(use.place, "“@{label}” stands in the very unit it names", label=use.label)


@rule("DK-R008", "References in a circle", I, practice("viện dẫn vòng"), "references", of_source=True, of_tree=True)
def circle(subject: Subject) -> Iterator[Hit]:
    """Provisions that refer to each other in a circle may leave the reader without an answer. Exceptions that name each
    other are normal, so this is a hint; so are an annex and the article that issues it."""
    bound = subject.bound
    annexes = {unit.serial for unit in bound.draft.annexes}
    edges: dict[int, set[int]] = {}
    places = {}
    for use in bound.uses:
        target = bound.labels.get(use.label)
        if (
            target
            and use.unit
            and target.block.serial != use.unit
            and annexes.isdisjoint((use.unit, target.block.serial))
        ):
            edges.setdefault(use.unit, set()).add(target.block.serial)
            places[use.unit, target.block.serial] = use
    for start, end in places:
        if start < end and start in edges.get(end, set()):
            message = msg("this provision and “@{label}” refer to each other", label=places[start, end].label)
            yield subject.hit(places[start, end].place, message)


@rule("DK-R014", "“số” missing before a document number", W, nd30("Phụ lục I, Phần I, II.6.b"), "references")
def number_word(subject: Subject) -> Iterator[Hit]:
    """A document is cited as type, the word “số”, and its number: Nghị định số 08/2022/NĐ-CP. Signed acts leave the
    word out now and then, and nobody mistakes what is meant: a warning."""
    for act in subject.cited:
        if act.type in _TYPES and not act.name and not act.worded:
            text = f"{act.type} {act.number}"
            said = "“{text}” lacks the word “số”"
            yield subject.hit(act.start, said, Mend(text, f"{act.type} số {act.number}"), text=text)


_TYPES = frozenset(f"{LAWS}|{NUMBERED}".split("|"))


@rule("DK-R015", "Cited text not in force", W, nd78("Điều 62"), "references")
def not_in_force(subject: Subject) -> Iterator[Hit]:
    """A cited legal document should be in force on the date of the draft, or take effect no later than it. The dates
    are those of references.yaml."""
    date = document_date(subject.bound)
    if not date:
        return
    effect = max(date, subject.bound.meta.effective_date)
    labels = subject.bound.labels
    cited = [
        (subject.bound.acts[use.label], use.place)
        for use in subject.bound.uses
        if use.label in subject.bound.acts and use.label not in labels
    ]
    for act, place in (*cited, *((act, place) for act, place, _ in _typed_bases(subject))):
        name = f"{act.type} số {act.number}"
        if act.in_force_until and act.in_force_until < date:
            yield subject.hit(place, "{act} has not been in force since {date}", act=name, date=act.in_force_until)
        elif act.in_force_from > effect:
            yield subject.hit(place, "{act} is not in force before {date}", act=name, date=act.in_force_from)


def _typed_bases(subject: Subject) -> Iterator[tuple[LegalAct, Place, str]]:
    """Legal documents of references.yaml that a legal basis names by number instead of @id, with the place and the text
    of the basis."""
    meta = subject.bound.meta
    for index, text in enumerate(meta.bases):
        known = subject.bound.acts.values()
        found = [act for act in known if act.number and re.search(rf"số {re.escape(act.number)}(?![\w/-])", text)]
        amending = {other.number for act in found for other in act.amended_by}
        for act in found:
            if act.number not in amending:
                yield act, meta.places.get(f"can_cu.{index}", meta.place(BASES)), text


@rule("DK-R020", "Amendment left out of a legal basis", W, nd78("Điều 68 khoản 1 điểm a"), "references")
def amendment_left_out(subject: Subject) -> Iterator[Hit]:
    """A legal basis that was amended is named with the acts that amend it. `@id` adds them by itself; one typed by
    number must name those of references.yaml, or the consolidated text, which names them itself."""
    date = document_date(subject.bound)
    for act, place, text in _typed_bases(subject):
        missing = [f"{other.type} số {other.number}" for other in act.amended_by if other.number not in text]
        if missing and not consolidated(text, date):
            name = f"{act.type} số {act.number}"
            said = "{act} was amended by {list}, which this basis does not name"
            yield subject.hit(place, said, act=name, list=", ".join(missing))


_OTHER_TYPES = ("Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Thông tư", "Thông tư liên tịch")


@rule("DK-R016", "Document called by another type", W, nd78("Điều 68 khoản 2"), "references")
def other_type(subject: Subject) -> Iterator[Hit]:
    """A nghị định that says “Thông tư này” outside quoted text was most likely copied from a thông tư; the reference
    names a document that is not this one. A paper without articles of its own means the one it has just named."""
    own = subject.bound.draft.kind.words.get("act", "") if counted(subject.bound.draft)["article"] else ""
    text = subject.own_prose
    for word in _OTHER_TYPES if own else ():
        if word.lower() in own.lower():
            continue
        for at in occurrences(text, f"{word} này"):
            line = text[start_of_line(text, at) : at]
            before = re.search(rf"{word} (?!này)", line)  # “Nghị định số … của Chính phủ …; Nghị định này”
            if text[at - 1 : at].isalnum() or text[at + len(word) + 4 : at + len(word) + 5].isalnum() or before:
                continue
            yield subject.hit(at, "“{text}” stands in a document of the type {own}", text=f"{word} này", own=own)


@rule("DK-R040", "Type or year of a cited document wrong", W, practice("loại, năm của văn bản ghi đúng"), "references")
def mistyped_act(subject: Subject) -> Iterator[Hit]:
    """The type that references.yaml gives a cited document, or one that amends it, is one there is, or like none: `Lật`
    is printed where `Luật` is meant. The year in its number is that of its date."""
    types = f"{ACTS}|{ATTACHED}".split("|")
    known = {bare(one).lower(): one for one in reversed(types)}
    for label, place in {use.label: use.place for use in reversed(subject.bound.uses)}.items():
        act = subject.bound.acts.get(label)
        year = re.search(r"/(\d{4})/", act.number) if act and act.date else None
        if act and year and year[1] != act.date[:4]:
            unlike = "“{id}” in references.yaml: its number is of {year}, its date of {other}"
            yield subject.hit(place, unlike, id=label, year=year[1], other=act.date[:4])
        for said in sorted({act.type, *(one.type for one in act.amended_by)} - {*types}) if act else ():
            if near := nearest(bare(said).lower(), known, 0.85):  # “Thông tri”, “Thông tư liên bộ” are types
                unknown = msg("“{type}” of “{id}” in references.yaml is no type of document", type=said, id=label)
                yield subject.hit(place, or_near(unknown, [known[near[0]]]))


_AROUND = 60
_SIGNS = " \t,;:.()“”\"'/"
_SAID_TWICE = practice("nhãn tự in đủ tên đơn vị và tên văn bản")


@rule("DK-R035", "Words said by a label and typed beside it too", W, _SAID_TWICE, "references")
def said_twice(subject: Subject) -> Iterator[Hit]:
    """A label prints its unit and the document with it, a value what it holds: `khoản @khoan-hai` prints “khoản khoản 2
    …”, `@khoan-hai của Nghị định này` “… của Nghị định này của Nghị định này”, `{{ thoi_han }} ngày` “30 ngày ngày”."""
    text, own = subject.prose, subject.own_prose
    sound: set[tuple[str, str, str, str]] = set()
    for start, end in subject.printed.worded:
        if own[start:end] != text[start:end] and text.endswith(" này", start, end):
            words = " ".join(text[start:end].split())
            said = msg("“{text}” is printed in quoted wording, which means another document there", text=words)
            yield subject.hit(start, said)
            continue
        # most labels stand between the same few words
        near = text[max(start - 9, 0) : start], text[start : start + 4], text[end - 4 : end], text[end : end + 9]
        if near in sound and ", " not in text[start:end]:
            continue
        before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
        beside = _beside(before.rpartition("\n")[2], text[start:end], after.partition("\n")[0])
        if beside is None:
            sound.add(near)
        else:
            yield subject.hit(start, beside)
    for key, typed in subject.bound.draft.meta.texts_with_keys():
        for value in VALUE.finditer(typed) if "{{" in typed and not key.startswith("gia_tri") else ():
            shown = subject.bound.values.get(value[1], "")
            if told := _beside(typed[: value.start()], shown, typed[value.end() :]) if shown else None:
                yield subject.hit(key, told)


_THIS = Pattern(
    rf" (?:của |ban hành kèm theo |kèm theo )?(?:[{UPPER}][^\W\d_]+(?: [^\W\d_]+){{0,3}}?|điểm|khoản) này(?!\w)"
)
_MEASURED = Pattern(r"(?:[\d.,] ?(?P<money>đ|₫|VND|VNĐ|đồng)|(?P<percent>%)|‰)$")
_MEASURE = Pattern(r" ?(?:(?P<money>đ|₫|VND|VNĐ|đồng)(?!\w)|(?P<percent>%|phần trăm(?!\w))|‰)")
"""Units that say the same in several ways."""
_COMPOUND = Pattern(r" (?:đồng (?:thời|bằng|ý|hành|loạt|bộ|chí|bào|nghiệp|minh)|lần lượt|ngày càng|người ta)(?!\w)")
_UNIT_AFTER = Pattern(r" (?:của )?(?:điểm|khoản|Điều|Chương|Mục|Phụ lục) (?:\d|[IVXLC]+\b|này|[a-zđ]\b)")


def _beside(before: str, words: str, after: str) -> Message | None:
    """What to say of the words around what a label or a value is printed as; None when they go together."""
    last = before.rstrip().rpartition(" ")[2].strip(_SIGNS)
    first, *more = words.split(" ")
    unit = is_unit_word(first) or first == "các"
    joined = before[-1:] == " "
    if joined and last and (last.lower() == first.lower() or (unit and is_unit_word(last))):
        said = f"{last} {' '.join((first, *more[:2]))}"
        return msg("“{text}” is printed here; delete “{word}” before it", text=said, word=last)
    single = not any(joint in words for joint in (", ", " và ", " hoặc "))
    if joined and last.lower() == "các" and is_unit_word(first) and single:
        return msg("“{text}” is printed here; delete “{word}” before it", text=f"{last} {words}", word=last)
    if after[:1] == "/" and unit:
        return msg("“{text}” is printed here; write “và” or “hoặc” instead of “/”", text=f"{words}/")
    found = _THIS.match(after) if unit and words.endswith(" này") else None
    found = found or (_UNIT_AFTER.match(after) if unit else None)
    if found:
        said = f"{words}{found[0]}"
        return msg("“{text}” is printed here; delete “{word}” after it", text=said, word=found[0].strip())
    glued = before.rpartition(" ")[2].lstrip("(“")
    figure = any(map(str.isdigit, glued)) and not any(map(str.isalpha, glued))  # mục 1.{{ muc }} where that is 1.234
    if glued and not (figure or glued[-1].isalnum()) and words.startswith(glued):  # CV-{{ so }} where that is CV-012
        return msg("“{text}” is printed here; delete “{word}” before it", text=f"{glued}{words}", word=glued)
    ending, again = _MEASURED.search(words), None if _COMPOUND.match(after) else _MEASURE.match(after)
    ends = [" ".join(words.split(" ")[-many:]) for many in (1, 2, 3) if after[:1] == " " and not _COMPOUND.match(after)]
    alike = (one for one in ends if re.match(rf" {re.escape(one)}(?!\w)", after, re.IGNORECASE))
    twice = next((one for one in alike if len(one) > 1 and one.strip("0123456789")), "")
    if twice or (ending and again and ending.lastgroup == again.lastgroup):
        typed = f" {twice}" if twice or not again else again[0]
        said = f"{words}{typed}"[-60:]
        return msg("“{text}” is printed here; delete “{word}” after it", text=said, word=typed.strip())
    return None


_OF_ANOTHER = Pattern(r"(?:như sau|sau đây|bằng|cụm từ|từ|thành)\s*:?\s*$")


@rule("DK-R036", "Label within the wording of another document", W, nd78("Điều 69"), "qppl")
def in_new_wording(subject: Subject) -> Iterator[Hit]:
    """New wording for another document speaks as that document does: there a label prints units of this document, and
    “Nghị định này” is the wrong one. Write such references as they are to stand."""
    if not subject.instructs:
        return
    text, own = subject.prose, subject.own_prose
    this = subject.bound.draft.kind.words.get("this", "")
    for start, end in subject.printed.worded:
        if own[start] != "\x00" or text[start:end].rpartition(" ")[2] != "này" or not this:
            continue
        opening = max(text.rfind("“", 0, start), text.rfind("\n>", 0, start))
        if _OF_ANOTHER.search(text[max(opening - 60, 0) : opening].rstrip("\n\x00> ")):
            yield subject.hit(start, "“{text}” is printed within the wording of another document", text=text[start:end])
