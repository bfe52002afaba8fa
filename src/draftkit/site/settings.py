"""What `trang_tin` in draftkit.yaml says of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from draftkit.bulk.judging import as_typed
from draftkit.errors import ConfigError
from draftkit.kinds.identity import FILE, checked_mail
from draftkit.law.dates import as_day, is_date
from draftkit.library.project import PROJECT_FILE, SITE_KEY, Project
from draftkit.library.session import Session
from draftkit.model.message import Finding, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import only_known
from draftkit.readers.document import shown
from draftkit.readers.shared import no_lists
from draftkit.readers.yaml_text import at_lines, keyed

_KEYS = ("ten", "co_quan", "mo_ta", "dia_chi", "gop_y", "lay_y_kien", "tu_lieu", "chu_de", "bao_chi")
_CONSULTATION_KEYS = ("tu_ngay", "den_ngay", "gui_den")
_PRESS_KEYS = ("loi", "lien_he", "bo_tai_lieu")
CONTACT_KEYS = ("ho_ten", "chuc_vu", "don_vi", "dien_thoai", "thu_dien_tu")


class Consultation(NamedTuple):
    """From when until when (ISO dates, empty: open) and to which address comments on a document are sent; `closed` once
    the last day is over, `early` before the first."""

    until: str = ""
    address: str = ""
    closed: bool = False
    start: str = ""
    early: bool = False

    def on(self, today: str, address: str) -> Consultation:
        """As it is on a day (ISO; empty: not known), `address` being that of the site: nobody is asked before it opens
        or when it is over."""
        closed, early = bool(self.until) and self.until < today, bool(self.start) and self.start > today
        return self._replace(address="" if closed or early else self.address or address, closed=closed, early=early)


class Press(NamedTuple):
    """What the page for journalists says: a few words, whom to ask, and the media kits (file in the project, name)."""

    words: str = ""
    contacts: tuple[Mapping[str, str], ...] = ()
    kits: tuple[tuple[str, str], ...] = ()


class Settings(NamedTuple):
    """Name and publisher of the site, what it says of itself, its address (empty: unknown), where comments go, and the
    documents chosen by name."""

    name: str = "Phòng tin"
    agency: str = ""
    about: str = ""
    address: str = ""
    comments: str = ""
    consultations: Mapping[str, Consultation] = MappingProxyType({})
    references: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Topics in their order; none named: the key words that most of the news have."""
    press: Press = Press()


def read_settings(project: Project) -> Settings:
    """The settings of the site of a project. Raises ConfigError naming a key or value that cannot be."""
    with at_lines(project.root / PROJECT_FILE):
        return _settings(project)


def _settings(project: Project) -> Settings:
    data = keyed(project.data.get(SITE_KEY) or {}, PROJECT_FILE, SITE_KEY)
    only_known(data, _KEYS, PROJECT_FILE, SITE_KEY)
    no_lists({key: data.get(key) for key in ("ten", "co_quan", "mo_ta")}, PROJECT_FILE, SITE_KEY)
    said = Metadata(data)
    address = said.text("dia_chi")
    if address and not re.fullmatch(r"https?://[^\s\"<>?#]+", address):
        text = "{file}: “{key}” must be an address like https://example.vn/tin"
        raise ConfigError(text, file=PROJECT_FILE, key=f"{SITE_KEY}.dia_chi")
    chosen = data.get("lay_y_kien") or {}
    entries = chosen if isinstance(chosen, dict) else dict.fromkeys(_listed(chosen))
    return Settings(
        name=said.text("ten", Settings().name),
        agency=said.text("co_quan"),
        about=said.text("mo_ta"),
        address=address.rstrip("/"),
        comments=checked_mail(data.get("gop_y"), f"{SITE_KEY}.gop_y", PROJECT_FILE),
        consultations={name: consultation(entry, f"{SITE_KEY}.lay_y_kien.{name}") for name, entry in entries.items()},
        references=_listed(data.get("tu_lieu") or []),
        topics=_listed(data.get("chu_de") or []),
        press=_press(data.get("bao_chi") or {}),
    )


def _listed(data: Data) -> tuple[str, ...]:
    return tuple(str(one) for one in (data if isinstance(data, list) else [data]))


def _press(data: Data) -> Press:
    key = f"{SITE_KEY}.bao_chi"
    data = keyed(data, PROJECT_FILE, key)
    only_known(data, _PRESS_KEYS, PROJECT_FILE, key)
    contacts, kits = data.get("lien_he") or [], data.get("bo_tai_lieu") or {}
    found = []
    for one in contacts if isinstance(contacts, list) else [contacts]:
        one = keyed(one, PROJECT_FILE, f"{key}.lien_he")
        only_known(one, CONTACT_KEYS, PROJECT_FILE, f"{key}.lien_he")
        checked_mail(one.get("thu_dien_tu"), f"{key}.lien_he.thu_dien_tu", PROJECT_FILE)
        found.append({name: str(value) for name, value in one.items() if value})
    packed = keyed(kits, PROJECT_FILE, f"{key}.bo_tai_lieu").items()
    return Press(str(data.get("loi") or ""), tuple(found), tuple((file, str(name)) for file, name in packed))


def consultation(data: Data, key: str, file: str = PROJECT_FILE) -> Consultation:
    """`{den_ngay, gui_den}`, or anything true for one without end. Raises ConfigError."""
    if not isinstance(data, dict):
        return Consultation()
    only_known(data, _CONSULTATION_KEYS, file, key)
    days = {name: as_day(str(data.get(name) or "")) for name in ("tu_ngay", "den_ngay")}
    for name, day in days.items():
        if day and not is_date(day):
            said = msg("{file}: “{key}”: “{value}” is not a date; write 2026-12-05.", key=f"{key}.{name}", value=day)
            raise ConfigError.of(said._replace(values={**said.values, "file": file}))
    start, until = days.values()
    if start and until and start > until:
        text = "{file}: “{key}”: the first day {first} is after the last, {last}."
        raise ConfigError(text, file=file, key=key, first=start, last=until)
    answered = checked_mail(data.get("gui_den"), f"{key}.gui_den", file)
    return Consultation(until, answered, start=start)


def printed_raw(session: Session) -> Iterator[tuple[str, list[Finding]]]:
    """The files whose texts stand on the site or in the looks as they are typed, with what was meant otherwise."""
    root = session.project.root
    for path, above in ((root / PROJECT_FILE, f"{SITE_KEY}."), (session.project.shared / FILE, "")):
        if found := as_typed(session, path, above):
            yield shown(path, root), found


def is_example(address: str) -> bool:
    """Whether an address is one of those that only stand for another."""
    return bool(re.search(r"[@.]example(?:\.\w+)*$", address))
