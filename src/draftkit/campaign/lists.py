"""Generated lists: the glossary from `glossary.yaml`, the steps towards a law from a list of them and the documents."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from draftkit.campaign.tables import read_table
from draftkit.errors import ConfigError, DraftkitError
from draftkit.law.dates import as_day, short_date
from draftkit.model.inline import Content, Strong
from draftkit.model.message import Fault, Message, msg
from draftkit.model.meta import written
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.model.tree import Block, Table
from draftkit.readers.document import DRAFT_FILE
from draftkit.readers.inline import parse_inline
from draftkit.readers.metadata import split_front_matter
from draftkit.readers.side_files import Request
from draftkit.readers.source import clear_text
from draftkit.readers.yaml_text import keyed, load
from draftkit.text.fold import toneless, with_capital

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_DATE = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})(?:-([0-9]{2}))?|[Qq]([1-4])))?$")
STATES = ("xong", "dang-lam", "du-kien")
_QUARTERS = ("I", "II", "III", "IV")
_Day = tuple[int, int, int]
_STEP_KEYS = ("buoc", "ngay", "trang_thai", "ghi_chu", "nguon", "van_ban", "vien_dan")


def collation(text: str) -> list[tuple[list[int], list[int]]]:
    """The order of Vietnamese dictionaries, syllable by syllable: letters first (a, ă, â … d, đ), then tones (none,
    huyền, hỏi, ngã, sắc, nặng), so that `da trời` stands before `dà`."""
    parts = unicodedata.normalize("NFC", text.lower()).split()
    return [([*map(_place, toneless(part))], [*map(_tone, part)]) for part in parts]


def _place(sign: str) -> int:
    return _ALPHABET.find(sign) if sign in _ALPHABET else 100 + ord(sign)


def _tone(sign: str) -> int:
    return max(_TONES.find(mark) + 1 for mark in unicodedata.normalize("NFD", sign))


def glossary(request: Request) -> tuple[Block, Sequence[Fault]]:
    """```thuatngu ../_shared/glossary.yaml: terms and what they mean, in dictionary order; `chi: […]` picks some."""
    path = request.find(request.argument)
    request.only("chi")
    terms = {str(term): text for term, text in read_table(path).items()}
    odd = next((term for term, text in terms.items() if isinstance(text, (dict, list))), None)
    if odd is not None:
        said = "“{file}”: “{term}” needs one line of text: “{term}: what it means”"
        raise ConfigError(said, file=path.name, term=odd)
    wanted = request.options.get("chi")
    names = [str(name) for name in wanted] if isinstance(wanted, list) else list(terms)
    faults = [
        Fault("DK-O060", msg("“{term}” is not in {file}", term=name, file=request.argument), request.place)
        for name in names
        if name not in terms
    ]
    line = request.place.line
    rows: list[tuple[Content, ...]] = [((request.words["bang.thuat_ngu"],), (request.words["bang.giai_thich"],))]
    for name in sorted((name for name in names if name in terms), key=collation):
        text = written(terms[name]).strip().rstrip(".")
        rows.append(((Strong((name,)),), parse_inline(with_capital(text) + "." if text else "", line)))
    return Table(tuple(rows), line, request.caption, request.label, (3.0, 7.0), ("left", "left")), faults


class _Step(NamedTuple):
    begins: _Day
    when: _Day
    shown: str
    name: str
    state: str
    note: str


def timeline(request: Request) -> tuple[Block, Sequence[Fault]]:
    """```tientrinh cac-buoc.yaml: the steps in order of time, each with its date and whether it is done.

    The file holds `tinh_den` (the day its states are of) and `buoc`: a list of {buoc, ngay, trang_thai, ghi_chu}. A
    step may take its date from a document (`van_ban: ../decree/…`: its number and date when issued, else its draft) or
    from a reference (`vien_dan: qd-1894` with `tra_cuu: …/references.yaml`)."""
    path = request.find(request.argument)
    data = read_table(path)
    entries = data.get("buoc")
    if not isinstance(entries, list) or not entries:
        raise ConfigError("“{file}” needs “buoc”: a list of steps", file=request.argument)
    acts: Mapping[str, Any] = {}
    if data.get("tra_cuu"):
        acts = read_table(request.find(str(data["tra_cuu"])))
    today = as_day(written(data.get("tinh_den"))) if not isinstance(data.get("tinh_den"), (dict, list)) else "?"
    known = _parsed(today)
    if not today:  # what a step has come to is known only as of a day, also where it says that it is done
        said = "“{file}” needs “tinh_den”: the day, such as 2026-12-05, its states are of"
        raise ConfigError(said, file=request.argument)
    if not known:
        said = "“{file}”: tinh_den must be a day such as 2026-12-05, not “{value}”"
        raise ConfigError(said, file=request.argument, value=today)
    until = _bounds(known)[1]
    steps: list[_Step] = []
    faults: list[Fault] = []
    for number, entry in enumerate(entries, 1):
        step = _step(entry, acts, request, until)
        rule, wrong = ("DK-O061", step) if isinstance(step, Message) else _against(step, today, until)
        if wrong:
            message = msg("{file}, step {number}: {what}", file=request.argument, number=number, what=wrong)
            faults.append(Fault(rule, message, request.place))
        if isinstance(step, _Step):
            steps.append(step._replace(state="du-kien") if wrong and rule == "DK-O061" else step)
    line = request.place.line
    rows: list[tuple[Content, ...]] = [
        tuple((request.words[f"bang.{key}"],) for key in ("thoi_gian", "buoc", "trang_thai"))
    ]
    for step in sorted(steps, key=lambda item: item.when):
        text = f"**{step.name}**: {step.note}" if step.note else step.name
        rows.append(((step.shown,), parse_inline(text, line), (request.words[f"trang_thai.{step.state}"],)))
    return Table(tuple(rows), line, request.caption, request.label, (2.2, 6.0, 1.8), ("left", "left", "left")), faults


def _step(entry: object, acts: Mapping[str, Any], request: Request, until: _Day) -> _Step | Message:
    if not isinstance(entry, dict):
        return msg("must hold buoc, ngay and trang_thai")
    unknown = sorted(set(entry) - set(_STEP_KEYS))
    if unknown:
        return msg("unknown key “{key}”; known: {known}", key=unknown[0], known=", ".join(_STEP_KEYS))
    name, date, state = (str(entry.get(key) or "").strip() for key in ("buoc", "ngay", "trang_thai"))
    if entry.get("vien_dan"):
        act = acts.get(str(entry["vien_dan"]))
        if not isinstance(act, dict):
            return msg("there is no document “{name}” in the file of references (tra_cuu)", name=entry["vien_dan"])
        date, state = date or str(act.get("ngay") or ""), state or "xong"
        name = name or f"@{entry['vien_dan']}"
    if entry.get("van_ban"):
        try:
            named = str(entry["van_ban"])
            own_name, own_date = _document(request.find(named if named.endswith(".md") else f"{named}/{DRAFT_FILE}"))
        except DraftkitError as error:
            return error.message
        name, date = name or own_name, date or own_date
    parsed = _parsed(as_day(date))
    if date and not parsed:
        return msg("“{value}” is no date: write 2026-12-05, 2026-12, 2026-Q4 or 2026", value=date)
    if not name or not parsed:
        return msg("needs a name (buoc) and a date (ngay: 2026-12-05, 2026-12, 2026-Q4 or 2026)")
    state = state or ("xong" if _bounds(parsed)[1] <= until else "du-kien")
    if state not in STATES:
        return msg("unknown state “{state}”; known: {known}", state=state, known=", ".join(STATES))
    note = "; ".join(str(entry[key]).strip() for key in ("ghi_chu", "nguon") if entry.get(key))
    return _Step(*_bounds(parsed), _shown(parsed, request), name, state, note)


def _document(found: Path) -> tuple[str, str]:
    """Name and date of a document: those of its issue, else of its draft."""
    text = clear_text(found, found.name)
    meta = keyed(load(split_front_matter(text)[0] if found.suffix == ".md" else text, found.name), found.name)
    title = f"{meta.get('loai', '')} {meta.get('ten_goi', '')}".strip()
    if meta.get("so") and meta.get("ngay"):
        return f"Ban hành {title}", str(meta["ngay"])
    draft = meta.get("du_thao")
    round_ = draft if isinstance(draft, dict) else {}
    number = f" lần {round_['lan']}" if round_.get("lan") else ""
    return f"Dự thảo{number} {title}", str(round_.get("ngay") or "")


def _bounds(found: re.Match[str]) -> tuple[_Day, _Day]:
    """The first and the last day a date can mean, so that a month stands after its days."""
    year, month, day, quarter = (whole(part, 0) for part in found.groups())
    last = quarter * 3 or month
    return (year, last - 2 if quarter else last or 1, day or 1), (year, last or 12, day or 32)


def _parsed(text: str) -> re.Match[str] | None:
    """A date as typed; None when it is none, or no day of the calendar."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = whole(found[1], 0), whole(found[2], 1), whole(found[3], 1)
    real = year > 0 and 0 < month < 13 and 0 < day <= monthrange(year, month)[1]
    return found if real else None


def _shown(found: re.Match[str], request: Request) -> str:
    year, month, day, quarter = found.groups()
    if day:
        return short_date(f"{year}-{month}-{day}", request.language)
    words = request.words["thoi.quy" if quarter else "thoi.thang" if month else "thoi.nam"]
    return words.format(quy=_QUARTERS[whole(quarter, 1) - 1], thang=whole(month), nam=year)


def _against(step: _Step, today: str, until: _Day) -> tuple[str, Message | None]:
    """The rule that a state breaks against its date, and how: what is to come cannot be done."""
    said = {"name": step.name, "date": step.shown, "today": today}
    if step.state == "xong" and step.begins > until:
        wrong = msg(
            "“{name}” cannot be done: {date} is after tinh_den ({today}); write du-kien, or the day it was done", **said
        )
        return "DK-O061", wrong
    late = msg("“{name}” was due {date} and is not marked as done (tinh_den is {today})", **said)
    return "DK-O062", late if step.state != "xong" and step.when < until else None
