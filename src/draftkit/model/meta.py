"""The metadata of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from draftkit.model import keys
from draftkit.model.named import NamedTuple
from draftkit.model.place import Place

Scalar = str | int | float | bool | None
Data = Scalar | list["Data"] | dict[str, "Data"]

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class Typed(float):
    """A decimal number that keeps the digits it was typed with: `1.50`, `0.00005`."""

    text: str

    def __new__(cls, text: str | float) -> Typed:
        made = super().__new__(cls, text)
        made.text = str(text)
        return made

    def __str__(self) -> str:
        return self.text


def written(value: Scalar) -> str:
    """A single value as it was typed; nothing is empty."""
    return "" if value is None else ("true" if value else "false") if isinstance(value, bool) else str(value)


class Metadata(NamedTuple):
    """Values by key (keys in lower snake case without accents) and the place where each key stands.

    Places have negative lines (see `Source.span`); keys of nested maps are joined by dots. What core code reads has a
    name and a type of its own; keys that kinds bring are asked for by their own names.
    """

    values: Mapping[str, Data] = _EMPTY
    places: Mapping[str, Place] = _EMPTY

    def text(self, key: str, default: str = "") -> str:
        """A value as text; `default` when missing or empty."""
        value = self.values.get(key)
        if type(value) is str:
            return value.strip() or default
        return default if value is None or isinstance(value, (list, dict)) else written(value).strip() or default

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

    def all_texts(self) -> Iterator[str]:
        """Every single value at any depth as text."""
        return texts_in(*self.values.values())

    def texts_with_keys(self) -> Iterator[tuple[str, str]]:
        """Every single value at any depth as text, behind its key (`chu_ky.ho_ten`, `noi_nhan.0`). What YAML repeats by
        an alias comes once."""
        seen: set[int] = set()
        waiting: list[tuple[str, Data]] = list(self.values.items())[::-1]
        while waiting:
            key, value = waiting.pop()
            if not isinstance(value, (dict, list)):
                yield key, "" if value is None else str(value)
            elif id(value) not in seen:
                seen.add(id(value))
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

    @property
    def kind_name(self) -> str:
        """`loai`: what kind of document it says it is."""
        return self.text(keys.KIND)

    @property
    def type_name(self) -> str:
        """`ten_loai`: the words of the title line, for kinds that take any."""
        return self.text(keys.TYPE_NAME)

    @property
    def title(self) -> str:
        """`ten_goi`: the name of the document, or what it is about."""
        return self.text(keys.TITLE)

    @property
    def number(self) -> str:
        """`so`: the number; empty until it is issued."""
        return self.text(keys.NUMBER)

    @property
    def year(self) -> str:
        """`nam`: the year of issue."""
        return self.text(keys.YEAR)

    @property
    def symbol(self) -> str:
        """`ky_hieu`: what stands behind the number."""
        return self.text(keys.SYMBOL)

    @property
    def abbreviation(self) -> str:
        """`viet_tat`: the body in the symbol."""
        return self.text(keys.ABBREVIATION)

    @property
    def date(self) -> str:
        """`ngay`: the day it was signed (ISO); empty until then."""
        return self.text(keys.DATE)

    @property
    def place_name(self) -> str:
        """`dia_danh`: the place of issue."""
        return self.text(keys.PLACE_NAME)

    @property
    def effective_date(self) -> str:
        """`ngay_hieu_luc`: the day it takes effect (ISO)."""
        return self.text(keys.EFFECTIVE_DATE)

    @property
    def agencies(self) -> tuple[str, ...]:
        """`co_quan`: the issuing bodies."""
        return self.texts(keys.AGENCIES)

    @property
    def parent_agencies(self) -> tuple[str, ...]:
        """`co_quan_chu_quan`: the bodies above them."""
        return self.texts(keys.PARENT_AGENCIES)

    @property
    def head(self) -> str:
        """`thu_truong`: who enacts it."""
        return self.text(keys.HEAD)

    @property
    def authority(self) -> str:
        """`tham_quyen`: whose authority stands under the name."""
        return self.text(keys.AUTHORITY)

    @property
    def bases(self) -> tuple[str, ...]:
        """`can_cu`: the legal bases."""
        return self.texts(keys.BASES)

    @property
    def proposer(self) -> str:
        """`theo_de_nghi`: who proposed it."""
        return self.text(keys.PROPOSER)

    @property
    def enactment(self) -> str:
        """`cau_ban_hanh`: the sentence that enacts it, when not the usual one."""
        return self.text(keys.ENACTMENT)

    @property
    def annexed(self) -> str:
        """`kem_theo`: the line under the heads of annexes, when not the usual one."""
        return self.text(keys.ANNEXED)

    @property
    def addressees(self) -> tuple[str, ...]:
        """`kinh_gui`: whom a letter addresses."""
        return self.texts(keys.ADDRESSEES)

    @property
    def recipients(self) -> tuple[str, ...]:
        """`noi_nhan`: who receives copies."""
        return self.texts(keys.RECIPIENTS)

    @property
    def filed(self) -> str:
        """`luu`: where copies are filed."""
        return self.text(keys.FILED)

    @property
    def drafter(self) -> str:
        """`nguoi_soan`: who typed it, and how many copies."""
        return self.text(keys.DRAFTER)

    @property
    def urgency(self) -> str:
        """`do_khan`: the stamp of urgency."""
        return self.text(keys.URGENCY)

    @property
    def circulation(self) -> str:
        """`luu_hanh`: the stamp of circulation."""
        return self.text(keys.CIRCULATION)

    @property
    def draft_turn(self) -> Mapping[str, Data]:
        """`du_thao`: which draft it is."""
        return self.table(keys.DRAFT)

    @property
    def given(self) -> Mapping[str, Data]:
        """`gia_tri`: values for the text."""
        return self.table(keys.GIVEN)

    @property
    def keywords(self) -> tuple[str, ...]:
        """`tu_khoa`: keywords."""
        return self.texts(keys.KEYWORDS)

    @property
    def summary(self) -> str:
        """`tom_tat`: a sentence or two for lists and shares."""
        return self.text(keys.SUMMARY)

    @property
    def mail(self) -> Mapping[str, Data]:
        """`thu`: the mail it goes out as."""
        return self.table(keys.MAIL)

    @property
    def font_size(self) -> str:
        """`co_chu`: the pair of font sizes, by the smaller one."""
        return self.text(keys.FONT_SIZE)

    @property
    def subtitle(self) -> str:
        """`tieu_de_phu`: what stands under the title."""
        return self.text(keys.SUBTITLE)


def texts_in(*data: Data) -> Iterator[str]:
    """Every single value at any depth as text. What YAML repeats by an alias comes once: aliases can stand for more
    than there is time for."""
    seen: set[int] = set()
    waiting = list(data)
    while waiting:
        value = waiting.pop()
        if not isinstance(value, (dict, list)):
            yield written(value)
        elif id(value) not in seen:
            seen.add(id(value))
            waiting += value.values() if isinstance(value, dict) else value
