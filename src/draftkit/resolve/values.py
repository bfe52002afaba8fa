"""`{{ name }}`: the value of a name, in the text, in the metadata, in what is said in the place of a picture; and what
is said where it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from draftkit.model import keys as meta_keys
from draftkit.model.act import Organisation
from draftkit.model.inline import Inline, Value, mapped
from draftkit.model.message import Fault, Message, Place, fault_at, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.numeral import whole
from draftkit.model.tree import Block, Draft, Figure, rebuilt
from draftkit.readers.inline import is_words, parse_inline
from draftkit.readers.metadata import check_keys
from draftkit.readers.shared import look_up, no_body, valueless
from draftkit.text.passage import shortened
from draftkit.text.pattern import holds
from draftkit.word.in_line import in_line

VALUE = re.compile(r"\{\{\s*([^\W\d]\w*(?:\.\w+)*)\s*\}\}")
"""`{{ name }}` as it stands in a text."""
BRACED = re.compile(r"\{\{[^{}\n]*\}{0,2}")
"""The same, and what was to be one: “{{ Số bến }}”."""
NO_VALUE = "DK-V001"
UNKNOWN = "……"
"""What is printed for what is not known."""
ADDRESS_COLUMNS = ("thu_dien_tu", "email", "e_mail", "mail")
NAME_COLUMNS = ("ten_tep", "tep")
"""Columns of a series that say who receives a document, and how its files are called."""
_DEEPEST = 8
"""Values within values: more are a mistake, and could grow without bound."""
_LONGEST = 100_000
"""Signs of a value that names others: one doubled forty times has no end."""


class Values:
    """The values a draft may print: tables in order of precedence, then what `others` tell of other documents."""

    def __init__(self, tables: tuple[Mapping[str, Data], ...], others: Callable[[str], str | None]) -> None:
        self.tables = tables
        self.others = others
        self.printed: dict[str, str] = {}

    def known(self, name: str) -> str | None:
        """The value of a name, from here on among those printed; None when it has none."""
        return self._known(name)[0]

    def bound(self, item: Value) -> tuple[str, list[Fault]]:
        """What is printed for a value, a blank where it names what is not known, and what is wrong with it."""
        found, missing = self._known(item.name)
        said = msg("“{outer}” leads to {{{{ {name} }}}}, which has no value or leads back: give it one")
        faults = [fault_at(NO_VALUE, item.place, said, outer=item.name, name=name) for name in dict.fromkeys(missing)]
        typed = item.raw if found is None else VALUE.sub("", found)
        faults += [Fault(NO_VALUE, one, item.place) for one in unset(typed, *self.tables)]
        return item.raw if found is None else BRACED.sub(UNKNOWN, found), faults

    def _known(self, name: str) -> tuple[str | None, list[str]]:
        found, missing = nested(name, self._found)
        if found is not None:
            self.printed[name] = found
        return found, missing

    def _found(self, name: str) -> str | None:
        found = look_up(name, *self.tables)
        if found is None or "{{" in found:  # what another document says names values of its own: it has them put in
            told = self.others(name)
            found = found if told is None else told  # what it says nothing of is empty, and known
        if found is not None:
            self.printed[name] = found
        return found


def nested(name: str, find: Callable[[str], str | None]) -> tuple[str | None, list[str]]:
    """The value of a name with the values that it names in turn put in; and the names that have none, or lead back to
    where they started: these stay as typed."""
    first = find(name)
    if first is None or "{{" not in first:
        return first, []
    missing: list[str] = []
    done: dict[str, str | None] = {}

    def said(name: str, around: tuple[str, ...]) -> str | None:
        found = find(name)
        if found is None or "{{" not in found:
            return found
        inside = (*around, name)
        return VALUE.sub(lambda inner: put(inner[1], inner[0], inside), found)

    def put(name: str, raw: str, around: tuple[str, ...]) -> str:
        if name not in done:
            done[name] = None if name in around or len(around) > _DEEPEST else said(name, around)
        found = done[name]
        if found is None or len(found) > _LONGEST:
            missing.append(name)
            return raw
        return found

    return said(name, ()), missing


def on_a_line(typed: str, look_up: Callable[[str], str | None]) -> str:
    """A text where only words can stand, in the metadata or for a picture: without its marks, formulas as people read
    them; what a value says is printed as it is."""

    def worded(item: Inline) -> Inline:
        return _or(look_up(item.name), item.raw) if isinstance(item, Value) else item

    return in_line(mapped(parse_inline(typed, 0), worded)).replace("\n", " ").strip()


_OWN = "gia_tri"
"""The key that holds values, not texts that use them."""


def filled(meta: Metadata, look_up: Callable[[str], str | None]) -> tuple[Metadata, bool]:
    """The metadata with its values filled in, and whether any has none and stays as typed."""
    done: list[str] = []
    values = {
        key: value if key == _OWN and not isinstance(value, str) else _fill(value, look_up, done)
        for key, value in meta.values.items()
    }
    return meta._replace(values=values), "{{" in "".join(done)


def _fill(data: Data, look_up: Callable[[str], str | None], done: list[str]) -> Data:
    if isinstance(data, str):
        if "{{" in data:
            data = VALUE.sub(lambda found: _or(look_up(found[1]), found[0]), data)
            done.append(data)
        return data
    if isinstance(data, dict):
        return {key: _fill(value, look_up, done) for key, value in data.items()}
    return [_fill(item, look_up, done) for item in data] if isinstance(data, list) else data


def _or(value: str | None, otherwise: str) -> str:
    return otherwise if value is None else value


def bodiless(printed: Metadata, bodies: Mapping[str, Organisation]) -> Iterator[Fault]:
    """Faults for issuing bodies that stand for a code nobody has: it would be printed."""
    said = filter(None, (no_body(name, bodies) for name in printed.agencies))
    return (Fault("DK-H004", one, printed.place(meta_keys.AGENCIES)) for one in said)


def mistyped(draft: Draft, printed: Metadata) -> Iterator[Fault]:
    """Faults for keys that values make no date, number or map."""
    typed, keys = draft.meta.values, draft.kind.keys
    changed = {
        key: data
        for key, data in printed.values.items()
        if isinstance(data, str) and data != typed[key] and key in keys and "{{" not in data and whole(data) is None
    }
    for fault in check_keys(printed._replace(values=changed), {key: keys[key] for key in changed}) if changed else ():
        if fault.rule == "DK-H004":
            yield fault


def unknown(meta: Metadata) -> Iterator[Fault]:
    """Faults for the values that are still there after filling, at the key that names them, at any depth."""
    for key, text in meta.texts_with_keys():
        if not key.startswith((f"{_OWN}.", f"{meta_keys.BASES}.")) and "{{" in text:
            yield from (Fault(NO_VALUE, one, meta.nearest_place(key)) for one in unset(text))


def unset(text: str, *tables: Mapping[str, Data]) -> Iterator[Message]:
    """What is said of the values that stand in a text as they were typed."""
    for typed in dict.fromkeys(BRACED.findall(text)):
        if found := VALUE.fullmatch(typed):
            yield valueless(found[1], *tables)
        else:
            said = msg("“{text}” is printed as typed; a name of a value is letters, digits, _ and dots")
            yield said._replace(values={"text": shortened(typed)})


def with_alts(draft: Draft, look_up: Callable[[str], str | None]) -> tuple[Draft, list[Fault]]:
    """The draft with the alternative texts of its pictures filled in, and the values that are not known."""
    if not draft.pictures and not holds(draft.source.text, "!["):
        return draft, []
    faults: list[Fault] = []

    def filled(figure: Figure) -> Figure:
        alt = on_a_line(figure.alt, look_up)
        faults.extend(Fault(NO_VALUE, one, Place(figure.line)) for one in unset(alt))
        return figure._replace(alt=alt)

    def given(block: Block) -> tuple[Block, ...] | None:
        return (filled(block),) if isinstance(block, Figure) and not is_words(block.alt) else None

    annexes = rebuilt(draft.annexes, given)
    return draft._replace(body=rebuilt(draft.body, given), annexes=annexes), faults  # type: ignore[arg-type]
