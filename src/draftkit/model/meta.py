"""The metadata of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from draftkit.model import keys
from draftkit.model.message import Place
from draftkit.model.named import NamedTuple

Scalar = str | int | float | bool | None
Data = Scalar | list["Data"] | dict[str, "Data"]

_Held = TypeVar("_Held")
_EMPTY: Mapping[str, Any] = MappingProxyType({})
OF_MAIL = ("chu_de", "xem_truoc")
"""What a mail says before it is opened: its subject and its preheader."""


class Typed(float):
    """A decimal number that keeps the digits it was typed with: `1.50`, `0.00005`."""

    text: str

    def __new__(cls, text: str | float) -> Typed:
        made = super().__new__(cls, text)
        made.text = str(text)
        return made

    def __str__(self) -> str:
        return self.text


def written(value: Data) -> str:
    """A single value as it was typed; nothing, and what is no single value, is empty."""
    if value is None or isinstance(value, (list, dict)):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Values(NamedTuple):
    values: Mapping[str, Data] = _EMPTY
    places: Mapping[str, Place] = _EMPTY

    def text(self, key: str, default: str = "") -> str:
        """A value as text; `default` when missing or empty."""
        value = self.values.get(key)
        if type(value) is str:
            return value.strip() or default
        return written(value).strip() or default

    def texts(self, key: str) -> tuple[str, ...]:
        """A value as a list of texts; a single text is a list of one."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        return tuple(written(item).strip() for item in items if item is not None and not isinstance(item, (list, dict)))

    def table(self, key: str) -> Mapping[str, Data]:
        """A value as a map; empty when missing or of another type."""
        value = self.values.get(key)
        return value if isinstance(value, dict) else _EMPTY

    def tables(self, key: str) -> list[Mapping[str, Data]]:
        """The maps of a list; a single map is a list of one."""
        value = self.values.get(key)
        return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]

    def texts_with_keys(self) -> Iterator[tuple[str, str]]:
        """Every single value at any depth as text, behind its key (`chu_ky.ho_ten`, `noi_nhan.0`)."""
        waiting: list[tuple[str, Data]] = list(self.values.items())[::-1]
        while waiting:
            key, value = waiting.pop()
            if not isinstance(value, (dict, list)):
                yield key, "" if value is None else str(value)
            else:
                inner = value.items() if isinstance(value, dict) else enumerate(value)
                waiting += reversed([(f"{key}.{name}", item) for name, item in inner])

    def nearest_place(self, key: str) -> Place:
        """Where a key stands, or the one that it stands below."""
        while key not in self.places and "." in key:
            key = key.rpartition(".")[0]
        return self.place(key)

    def place(self, key: str) -> Place:
        """Where the key stands; the start of the metadata when it does not."""
        return self.places.get(key, Place(-1, 0))


class _Key(Generic[_Held]):
    """A key as an attribute: how its value is read."""

    def __init__(self, key: str, read: Callable[[_Values, str], _Held]) -> None:
        self.key = key
        self.read = read

    def __get__(self, meta: _Values, owner: type[_Values]) -> _Held:
        return self.read(meta, self.key)


class Metadata(_Values):
    """Values by key (keys in lower snake case without accents) and the place where each key stands.

    Places have negative lines (see `Source.span`); keys of nested maps are joined by dots. What core code reads has a
    name and a type of its own; keys that kinds bring are asked for by their own names.
    """

    __slots__ = ()

    kind_name = _Key(keys.KIND, _Values.text)  # what kind of document it says it is
    type_name = _Key(keys.TYPE_NAME, _Values.text)  # the words of the title line, for kinds that take any
    title = _Key(keys.TITLE, _Values.text)  # the name of the document, or what it is about
    number = _Key(keys.NUMBER, _Values.text)  # the number; empty until it is issued
    year = _Key(keys.YEAR, _Values.text)  # the year of issue
    symbol = _Key(keys.SYMBOL, _Values.text)  # what stands behind the number
    abbreviation = _Key(keys.ABBREVIATION, _Values.text)  # the body in the symbol
    date = _Key(keys.DATE, _Values.text)  # the day it was signed (ISO); empty until then
    place_name = _Key(keys.PLACE_NAME, _Values.text)  # the place of issue
    effective_date = _Key(keys.EFFECTIVE_DATE, _Values.text)  # the day it takes effect (ISO)
    agencies = _Key(keys.AGENCIES, _Values.texts)  # the issuing bodies
    parent_agencies = _Key(keys.PARENT_AGENCIES, _Values.texts)  # the bodies above them
    head = _Key(keys.HEAD, _Values.text)  # who enacts it
    authority = _Key(keys.AUTHORITY, _Values.text)  # whose authority stands under the name
    bases = _Key(keys.BASES, _Values.texts)  # the legal bases
    proposer = _Key(keys.PROPOSER, _Values.text)  # who proposed it
    enactment = _Key(keys.ENACTMENT, _Values.text)  # the sentence that enacts it, when not the usual one
    annexed = _Key(keys.ANNEXED, _Values.text)  # the line under the heads of annexes, when not the usual one
    addressees = _Key(keys.ADDRESSEES, _Values.texts)  # whom a letter addresses
    recipients = _Key(keys.RECIPIENTS, _Values.texts)  # who receives copies
    filed = _Key(keys.FILED, _Values.text)  # where copies are filed
    drafter = _Key(keys.DRAFTER, _Values.text)  # who typed it, and how many copies
    urgency = _Key(keys.URGENCY, _Values.text)  # the stamp of urgency
    circulation = _Key(keys.CIRCULATION, _Values.text)  # the stamp of circulation
    draft_turn = _Key(keys.DRAFT, _Values.table)  # which draft it is
    given = _Key(keys.GIVEN, _Values.table)  # values for the text
    keywords = _Key(keys.KEYWORDS, _Values.texts)  # keywords
    summary = _Key(keys.SUMMARY, _Values.text)  # a sentence or two for lists and shares
    mail = _Key(keys.MAIL, _Values.table)  # the mail it goes out as
    font_size = _Key(keys.FONT_SIZE, _Values.text)  # the pair of font sizes, by the smaller one
    subtitle = _Key(keys.SUBTITLE, _Values.text)  # what stands under the title


def said_by_mail(mail: Data) -> Iterator[tuple[str, str]]:
    """The keys of a mail that say something before it is opened, and what they say."""
    if isinstance(mail, dict):
        yield from ((key, "".join(texts_in(mail.get(key)))) for key in OF_MAIL)


def texts_in(*data: Data) -> Iterator[str]:
    """Every single value at any depth as text."""
    waiting = list(data)
    while waiting:
        value = waiting.pop()
        if not isinstance(value, (dict, list)):
            yield written(value)
        else:
            waiting += value.values() if isinstance(value, dict) else value
