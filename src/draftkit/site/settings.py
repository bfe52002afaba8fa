"""What `trang_tin` in draftkit.yaml says of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from draftkit.errors import ConfigError
from draftkit.library.project import PROJECT_FILE, SITE_KEY, Project
from draftkit.model.meta import Data
from draftkit.model.nearest import only_known

_KEYS = ("ten", "co_quan", "mo_ta", "dia_chi", "gop_y", "lay_y_kien", "tu_lieu")
_CONSULTATION_KEYS = ("den_ngay", "gui_den")
_MAIL = re.compile(r"[^@\s<>?&]+@[^@\s<>?&]+\.[^@\s<>?&]+")


class Consultation(NamedTuple):
    """Until when (ISO date, empty: open) and to which address comments on a document are sent; `closed` once that day
    is over."""

    until: str = ""
    address: str = ""
    closed: bool = False


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


def read_settings(project: Project) -> Settings:
    """The settings of the site of a project. Raises ConfigError naming a key or value that cannot be."""
    data = project.data.get(SITE_KEY) or {}
    if not isinstance(data, dict):
        raise ConfigError("{file}: “{key}” must hold lines of “key: value”.", file=PROJECT_FILE, key=SITE_KEY)
    only_known(data, _KEYS, PROJECT_FILE, SITE_KEY)
    address = str(data.get("dia_chi") or "")
    if address and not re.fullmatch(r"https?://[^\s\"<>?#]+", address):
        raise ConfigError(
            "{file}: “{key}” must be an address like https://example.vn/tin",
            file=PROJECT_FILE,
            key=f"{SITE_KEY}.dia_chi",
        )
    chosen = data.get("lay_y_kien") or {}
    entries = (
        chosen
        if isinstance(chosen, dict)
        else dict.fromkeys(str(name) for name in (chosen if isinstance(chosen, list) else [chosen]))
    )
    references = data.get("tu_lieu") or []
    return Settings(
        name=str(data.get("ten") or Settings().name),
        agency=str(data.get("co_quan") or ""),
        about=str(data.get("mo_ta") or ""),
        address=address.rstrip("/"),
        comments=checked_mail(data.get("gop_y"), "gop_y"),
        consultations={name: consultation(entry, f"lay_y_kien.{name}") for name, entry in entries.items()},
        references=tuple(str(name) for name in (references if isinstance(references, list) else [references])),
    )


def consultation(data: Data, key: str) -> Consultation:
    """`{den_ngay, gui_den}`, or anything true for one without end. Raises ConfigError."""
    if not isinstance(data, dict):
        return Consultation()
    only_known(data, _CONSULTATION_KEYS, PROJECT_FILE, key)
    until = str(data.get("den_ngay") or "")
    if until and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", until):
        raise ConfigError("“{key}”: “{value}” is not a date; write 2026-12-05.", key=f"{key}.den_ngay", value=until)
    return Consultation(until, checked_mail(data.get("gui_den"), f"{key}.gui_den"))


def checked_mail(data: Data, key: str) -> str:
    """An e-mail address, empty when none is given. Raises ConfigError when it is something else."""
    text = str(data or "").strip()
    if text and not _MAIL.fullmatch(text):
        raise ConfigError("“{key}”: “{value}” is not an e-mail address.", key=key, value=text)
    return text


def is_example(address: str) -> bool:
    """Whether an address is one of those that only stand for another."""
    return bool(re.search(r"[@.]example(?:\.\w+)*$", address))
