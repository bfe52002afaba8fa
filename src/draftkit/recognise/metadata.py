"""The metadata of a recognised file: what stands in its header, before its text and in its ending."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from draftkit.law.dates import dated
from draftkit.model.captions import list_class
from draftkit.model.keys import LISTS
from draftkit.model.kind import KindSpec
from draftkit.model.meta import Data
from draftkit.model.numeral import whole
from draftkit.recognise.casing import Casing
from draftkit.recognise.header import begins_name
from draftkit.recognise.lines import Anatomy, Piece
from draftkit.recognise.roles import KEYS
from draftkit.recognise.terms import FILED, adopted, filled, foreword, held, matcher, symbol_spaced, values
from draftkit.text.fold import fold, with_small

_BLANK = re.compile(r"(?:[\s…_]|(?<!\d)\.|\.(?!\d))+")
_PROPOSED = re.compile(r"Theo đề nghị của\s+", re.IGNORECASE)
_PLACE = re.compile(r"(.+?),?\s*ngày\b", re.IGNORECASE)
_TURN = re.compile(r"lần\s*(?:thứ\s*)?([0-9]{1,4})(?![0-9])", re.IGNORECASE)
_ABOUT = re.compile(r"^V\s*/\s*v\s*:?\s*", re.IGNORECASE)


class Front:
    """Gathers the metadata of one file. `text` gives the text of a piece with its marks, escaped."""

    def __init__(self, anatomy: Anatomy, kind: KindSpec, casing: Casing, text: Callable[[Piece], str]) -> None:
        self.anatomy, self.kind, self.casing, self.text = anatomy, kind, casing, text
        self.found: dict[str, Data] = {"loai": kind.title}
        self.items: dict[str, int] = {}
        """The paragraph that each item of a list comes from."""

    def metadata(self) -> dict[str, Data]:
        """The metadata by key, in the order people write it."""
        self._name()
        self._symbol()
        self._dated()
        self._bodies()
        self._stamps()
        self._bases()
        self._addressees()
        self._signatures()
        self._recipients()
        self._closing()
        self._lists()
        order = tuple(
            "loai ten_loai ten_goi ten_tieng_anh so nam ky_hieu viet_tat don_vi dia_danh ngay du_thao do_khan "
            "luu_hanh co_quan_chu_quan co_quan thu_truong tham_quyen can_cu theo_de_nghi kinh_gui chu_ky "
            "noi_nhan luu nguoi_soan".split()
        )
        return {
            key: self.found[key]
            for key in dict.fromkeys((*order, *self.found))
            if key in self.found and (self.found[key] is not None or key in self.kind.keys)
        }

    def places(self) -> dict[str, int]:
        """The paragraph that each key, or item of a list, was read from: keys and numbers of items joined by dots."""
        first = {key: self.anatomy.first(*roles) for key, roles in KEYS.items()}
        return {key: piece.line.place for key, piece in first.items() if piece} | self.items

    def _lines(self, *roles: str) -> list[str]:
        return [piece.text for piece in self.anatomy.of(*roles)]

    def _knows(self, key: str) -> bool:
        return key in self.kind.keys

    def _put(self, key: str, value: Data) -> None:
        """Keep what says something under a key that the kind has."""
        if value and self._knows(key):
            self.found[key] = value

    # -- name and number

    def _name(self) -> None:
        title = " ".join(self._lines("title")) or self._cover_title()
        self._put("ten_tieng_anh", " ".join(self._lines("cover-english")))
        subject = _ABOUT.sub("", " ".join(self._lines("subject")))
        blanks = filled(self.kind, "enactment", " ".join(self._lines("enactment")))
        enacted = blanks.get("ten_goi", "").rstrip(" .;:")
        name = enacted
        if not enacted or (title and fold(enacted) != fold(title)):
            name = self.casing.sentence(subject or title, start=False)
        if self._knows("ten_loai"):
            self.found["ten_loai"] = self.anatomy.type_line
        if name:
            self.found["ten_goi"] = name if not title or self._is_name(name) else with_small(name)
        self._put("thu_truong", blanks.get("thu_truong"))

    def _cover_title(self) -> str:
        """The title of a cover, its parts beginning with capitals: “Thiết bị - Phương pháp thử”."""
        parts = re.split(r"(\s[-–]\s)", " ".join(self._lines("cover-title")))
        return "".join(part if at % 2 else self.casing.sentence(part) for at, part in enumerate(parts))

    def _is_name(self, name: str) -> bool:
        word = name.split()[0] if name.split() else ""
        counts = self.casing.words.get(word.lower(), {})
        return counts.get(word.capitalize(), 0) > counts.get(word.lower(), 0)

    def _cover_symbol(self) -> None:
        """The symbol on a cover, taken apart as the kind writes it; kept whole when the kind writes it otherwise."""
        text = symbol_spaced(" ".join(self._lines("cover-symbol")))
        found = matcher(self.kind.words.get("symbol", ""), {"so": r"\w+"}).fullmatch(text)
        if found:
            year = {"nam": whole(found["nam"])} if "nam" in found.groupdict() else {}
            self.found.update(found.groupdict() | year)
        else:
            self._put("ky_hieu", text)

    def _symbol(self) -> None:
        symbol = _BLANK.sub(" ", self.anatomy.symbol).strip() if self.anatomy.symbol else ""
        year = re.search(r"/((?:19|20)[0-9]{2})(?:/|$)", symbol.replace(" ", ""))
        if year:
            self.found["nam"] = whole(year[1])
        self.found["so"] = None
        if not symbol:
            if self._lines("cover-symbol"):
                self._cover_symbol()
            return
        compact = re.sub(r"\s*([/-])\s*", r"\1", symbol)
        number = re.match(r"(\d+(?:\.\d+)?[a-zđ]?)\b", compact)
        if number:
            self.found["so"] = number[1]
        phrase = self.kind.words.get("number", "").partition(":")[2].strip()
        phrase = phrase.replace("{code}", self.kind.words.get("code", ""))
        if "{ky_hieu}" in phrase:
            self._code(compact.partition("/")[2])
            return
        found = matcher(phrase).fullmatch(compact if number else f"0/{compact.lstrip('/')}")
        told = {key: text for key, text in found.groupdict().items() if text} if found else {}
        self.found.update(values(self.kind, {key: told[key] for key in told.keys() - {"so", "nam"}}))

    def _code(self, code: str) -> None:
        """The part of a number after the stroke, taken apart as the kind writes it; kept as it is when the kind writes
        it otherwise."""
        phrase = self.kind.words.get("symbol", "").replace("{code}", self.kind.words.get("code", ""))
        found = matcher(phrase).fullmatch(code) if phrase else None
        names = found.groupdict() if found else {}
        if names and all(self._knows(key) for key in names):
            self.found.update(names)
        else:
            self._put("ky_hieu", code)

    def _dated(self) -> None:
        text = " ".join(self._lines("place-date"))
        place = _PLACE.match(text)
        if place:
            self.found["dia_danh"] = place[1].strip(" ,")
        date = self.anatomy.date or dated(text)
        self.found["ngay"] = date or None
        if date:
            self.found.setdefault("nam", whole(date[:4]))
        else:
            year = re.search(r"năm\s*((?:19|20)[0-9]{2})", text)
            if year:
                self.found.setdefault("nam", whole(year[1]))

    # -- bodies, stamps

    def _bodies(self) -> None:
        agencies = _names(self._lines("agency"))
        parents = _names(self._lines("parent-agency"))
        if agencies and self._knows("co_quan"):
            only = (
                len(agencies) == 1
                and "\n" not in agencies[0]
                and fold(agencies[0]) == fold(self.kind.words.get("issuer", ""))
            )
            if not only:
                self.found["co_quan"] = list(map(self._small, agencies))
        if parents and self._knows("co_quan_chu_quan"):
            self.found["co_quan_chu_quan"] = list(map(self._small, parents))
        elif parents and agencies and self._knows("co_quan"):
            self.found["co_quan"] = list(map(self._small, [*parents, *agencies]))
        self._put("tham_quyen", self.casing.name(" ".join(self._lines("authority"))))

    def _small(self, name: str) -> str:
        """A name in capitals in small letters, its lines broken where they were."""
        small = self.casing.name(name.replace("\n", " "))
        return "".join("\n" if sign == "\n" else own for sign, own in zip(name, small, strict=True))

    def _closing(self) -> None:
        """What the sentence tells that closes the text, and who a foreword says drafted it."""
        told = dict(values(self.kind, filled(self.kind, "closing", " ".join(self._lines("closing")))))
        said = [piece.text for piece in self.anatomy.of("foreword") if piece.text]
        read = [foreword(self.kind, text) | adopted(self.kind, text) for text in said]
        for found in read:
            told.update(found)
        own = [word for word in self.kind.words if word.startswith("foreword_")]
        free = [text for text, found in zip(said, read, strict=True) if not found]
        if self._knows("loi_noi_dau") and any(not any(filled(self.kind, word, text) for word in own) for text in free):
            told["loi_noi_dau"] = list(said)
        told.update(values(self.kind, filled(self.kind, "cover_ics", " ".join(self._lines("cover-ics")))))
        edition = filled(self.kind, "cover_edition", " ".join(self._lines("cover-edition"))).get("lan", "")
        if (number := whole(edition)) is not None and self._knows("xuat_ban_lan"):
            told["xuat_ban_lan"] = number
        self.found = {**told, **self.found}

    def _lists(self) -> None:
        """The lists of tables and figures with their titles."""
        title = ""
        found: dict[str, Data] = {}
        for piece in self.anatomy.of("list-title", "list-item"):
            if piece.role == "list-title":
                title = piece.text
            elif name := list_class(piece.text).rpartition("-")[2]:
                found.setdefault(name, title)
        if found:
            self.found[LISTS] = found

    def _stamps(self) -> None:
        for role, key in (("urgency", "do_khan"), ("circulation", "luu_hanh")):
            text = " ".join(self._lines(role))
            if text and self._knows(key):
                self.found[key] = text
            elif text and role == "circulation":
                self.found.update(held(self.kind, text))
        for key, told in values(self.kind, filled(self.kind, "duration", " ".join(self._lines("duration")))):
            if str(told) != self.kind.words.get(key):
                self.found[key] = told
        marks = " ".join(self._lines("draft-mark", "draft-round"))
        if marks and self._knows("du_thao"):
            turn, date = _TURN.search(marks), dated(marks)
            data: dict[str, Data] = {}
            if turn:
                data["lan"] = whole(turn[1])
            if date:
                data["ngay"] = date
            self.found["du_thao"] = data or True

    # -- before the text

    def _bases(self) -> None:
        bases: list[Data] = []
        for piece in self.anatomy.of("legal-basis"):
            text = self.text(piece).replace("\\\n", " ").strip().rstrip(" ;.,")
            proposed = _PROPOSED.match(text)
            if proposed and self._knows("theo_de_nghi") and "theo_de_nghi" not in self.found:
                self.found["theo_de_nghi"] = text[proposed.end() :]
                self.items["theo_de_nghi"] = piece.line.place
            elif bases and text[:1].islower():
                bases[-1] = f"{bases[-1]} {text}"
            else:
                self.items[f"can_cu.{len(bases)}"] = piece.line.place
                bases.append(text)
        if bases:
            self.found["can_cu"] = bases

    def _addressees(self) -> None:
        names: list[Data] = []
        for piece in self.anatomy.of("addressees", "addressees-item"):
            name = re.sub(r"^Kính gửi\s*:?\s*", "", piece.text).strip(" -–;.")
            if name:
                self.items[f"kinh_gui.{len(names)}"] = piece.line.place
                names.append(name)
        self._put("kinh_gui", names)

    # -- ending

    def _signatures(self) -> None:
        columns: dict[tuple[int, int, int], list[Piece]] = {}
        own = fold(self.kind.words.get("type_line", "")) or None
        for piece in self.anatomy.of("signature-title", "signature-name", "signature-other-title"):
            where = piece.line.where
            if fold(piece.text) == own:  # a copy says above the signature what it is
                continue
            columns.setdefault((where.table, where.column, where.box), []).append(piece)
        entries: list[Data] = [self._signature(column) for column in columns.values()]
        for number, column in enumerate(columns.values()):
            path = f"chu_ky.{number}" if len(entries) > 1 else "chu_ky"
            titles = [piece for piece in column if piece.role == "signature-title"]
            self.items[path] = column[0].line.place
            self.items |= {f"{path}.quyen_han.{at}": piece.line.place for at, piece in enumerate(titles)}
            self.items |= {f"{path}.ho_ten": piece.line.place for piece in column if piece.role == "signature-name"}
        if entries:
            self.found["chu_ky"] = entries[0] if len(entries) == 1 else entries

    @staticmethod
    def _signature(pieces: Sequence[Piece]) -> dict[str, Data]:
        entry: dict[str, Data] = {"quyen_han": [piece.text for piece in pieces if piece.role == "signature-title"]}
        name = " ".join(piece.text for piece in pieces if piece.role == "signature-name")
        other = " ".join(piece.text for piece in pieces if piece.role == "signature-other-title")
        entry["ho_ten"] = name or None
        if other:
            entry["chuc_vu_khac"] = other
        return entry

    def _recipients(self) -> None:
        names: list[Data] = []
        for piece in self.anatomy.of("recipients"):
            text = piece.text
            copy = FILED.match(text)
            if copy and copy.end() < len(text) and self._knows("luu"):
                self.found["luu"] = text[copy.end() :].strip(" ;.")
                self.items["luu"] = piece.line.place
            elif (
                names
                and not text.startswith(("-", "–", "+"))
                and (text[:1].islower() or not str(names[-1]).endswith((";", ".")))
            ):
                names[-1] = f"{names[-1]} {text}"
            elif text.strip(" -–;."):
                self.items[f"noi_nhan.{len(names)}"] = piece.line.place
                names.append(text)
        self._put("noi_nhan", [str(name).strip(" -–;.") for name in names])
        self._put("nguoi_soan", " ".join(self._lines("drafter")))


def _names(lines: Sequence[str]) -> list[str]:
    """The lines of bodies as names: a line that begins no name goes on with the one before, broken as it stands."""
    out: list[str] = []
    for line in lines:
        if out and not begins_name(line):
            out[-1] = f"{out[-1]}\n{line.strip(' -–')}"
        else:
            out.append(line.strip(" -–"))
    return out


def as_yaml(data: Mapping[str, Data]) -> str:
    """Metadata as YAML that people can go on editing."""
    import yaml

    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False)
