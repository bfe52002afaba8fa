"""The registers of a dossier: the comments on its draft, and why each provision says what it says. Each entry is shown
and filled in like the metadata of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from draftkit.dossier.addresses import Remarks, Wording
from draftkit.dossier.model import DECISIONS, GENERAL, OPEN, PENDING, Comment, Dossier
from draftkit.dossier.read import every_dossier, no_dossier, read_comments, usual
from draftkit.dossier.registers import all_contradictions
from draftkit.dossier.taking import next_id, take_mails, told, with_lines
from draftkit.edits.entries import entry_text, with_entry, with_values, without_entry
from draftkit.errors import DraftkitError, SourceError
from draftkit.files.line_ends import as_stored, plain_ends
from draftkit.live.changes import Change, FileChange
from draftkit.model.fingerprint import hashed
from draftkit.model.kind import MetaKey
from draftkit.model.message import Finding, Place, Severity
from draftkit.model.meta import Data as Value
from draftkit.model.tree import Unit
from draftkit.readers.yaml_text import parse
from draftkit.text.fold import fold
from draftkit.workbench.begin import field
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out
from draftkit.workbench.source import Stale

KEPT_IN = {"register": ("gop_y", "gop-y.yaml"), "reasons": ("thuyet_minh", "thuyet-minh.yaml")}
"""The registers of a dossier: the key that names one, and the file that it begins in."""
_FIRST = ("quyet_dinh", "tra_loi")
"""Asked for first: what whoever answers comments fills in."""


def registers(bench: Bench, dossier: Dossier) -> list[Data]:
    """The registers that a dossier names, or could, with how much in them is open."""
    told: dict[str, Data] = {sort: {"open": 0, "count": 0} for sort in KEPT_IN}
    if dossier.comments:
        try:
            found = read_comments(dossier.comments, bench.desk.session.project, Remarks())
            waiting = sum(one.decision not in DECISIONS or one.decision in OPEN for one in found)
            told["register"] = {"open": waiting, "count": len(found)}
        except DraftkitError as error:
            told["register"]["error"] = bench.say(error)
    named = zip(KEPT_IN, (dossier.comments, dossier.explanations), strict=True)
    return [{"file": bench.name(path) if path else "", "sort": sort, **told[sort]} for sort, path in named]


def begin_register(bench: Bench, given: Data) -> Data:
    """Name a register in a dossier that has none of this sort, its file beside the dossier. Raises a DraftkitError."""
    key, name = KEPT_IN[given["sort"]]
    path = bench.root / given["dossier"]
    known = [bench.name(found) for found, _ in every_dossier(bench.desk.session.project)]
    if given["dossier"] not in known:
        raise no_dossier(given["dossier"], known)
    file = path.with_name(name)
    before = bench.desk.text(path)
    after = as_stored(before, with_values(plain_ends(before), given["dossier"], "", {key: name}))
    files = [FileChange(path, given["dossier"], before, after)]
    files += [] if file.exists() else [FileChange(file, bench.name(file), "", "\n")]
    done = carry_out(bench, bench.owner(given["doc"]), Change(bench.owner(given["doc"]), tuple(files)))
    return {**done, "file": bench.name(file)}


def sort_of(dossier: Dossier, path: Path) -> str:
    """Which register of a dossier a file is; empty: none."""
    return "register" if path == dossier.comments else "reasons" if path == dossier.explanations else ""


def worded(bench: Bench, one: Finding) -> str:
    """What is found in a register, a key of a comment called as the form calls it."""
    return bench.say(one.message, usual(bench.desk.session.project).comment)


def _dossier(bench: Bench, file: str) -> tuple[Dossier, Path]:
    """The dossier that names a register, and the register. Raises SourceError when none does."""
    for _, dossier in every_dossier(bench.desk.session.project):
        if isinstance(dossier, Dossier):
            for path in (dossier.comments, dossier.explanations):
                if path and bench.name(path) == file:
                    return dossier, path
    raise SourceError("“{name}”: no such document.", name=file)


def entries(bench: Bench, given: Data) -> Data:
    """The entries of a register, each with its keys as they are asked for. Raises a DraftkitError."""
    dossier, path = _dossier(bench, given["file"])
    session = bench.desk.session
    wording = Wording(session.read(dossier.draft).bound, {}, "")
    text = plain_ends(bench.desk.text(path))
    said = dict(all_contradictions(session, path)).get(given["file"], ())
    shown = _comments if path == dossier.comments else _reasons
    return {"file": given["file"], "draft": bench.name(dossier.draft), **shown(bench, path, text, wording, said)}


def _comments(bench: Bench, path: Path, text: str, wording: Wording, said: Sequence[Finding]) -> Data:
    """The comments in the order of the register, each with what is wrong in it, and `said` of it."""
    remarks, name = Remarks(), bench.name(path)
    found = read_comments(path, bench.desk.session.project, remarks)
    wrong: dict[int, list[str]] = {}
    starts = [one.span.line for one in found]
    for one in (*(one for one in remarks.findings if one.severity is Severity.ERROR), *said):
        at = sum(line <= one.span.line for line in starts) - 1
        wrong.setdefault(at, []).append(worded(bench, one))
    data, places, _ = parse(text, name, folded=True)
    listed = enumerate(data if isinstance(data, list) else ())
    typed = [(number, one) for number, one in listed if isinstance(one, dict)]
    keys = _keys(bench, wording)
    begun = {"id": next_id(found), "quyet_dinh": PENDING}
    return {
        "sort": "comments",
        "wrong": wrong.get(-1, []),
        "new": [field(bench, key, begun.get(key.name)) for key in sorted(keys, key=lambda key: key.name in _FIRST)],
        "entries": [
            {
                "at": str(number),
                "name": one.id,
                "who": ", ".join(map(str, _names(bench, one))),
                "date": one.date,
                "about": wording.heading(one.provision) if one.provision in wording.order else one.old or one.provision,
                "text": one.text,
                "decided": one.decision,
                "answer": one.answer,
                "open": one.decision not in DECISIONS or one.decision in OPEN or index in wrong,
                "wrong": wrong.get(index, []),
                "line": one.span.line,
                "fields": [
                    _field(bench, key, {**kept, "co_quan": _names(bench, one)}, places, f"{number}.") for key in keys
                ],
                "hash": hashed(entry_text(text, name, str(number), places)),
                **_place(wording, one.provision),
            }
            for index, ((number, kept), one) in enumerate(zip(typed, found, strict=True))
        ],
    }


def _names(bench: Bench, one: Comment) -> list[Value]:
    """Who made a comment, by their names."""
    known = bench.desk.session.shared.organisations
    return [known[body].name if body in known else body for body in one.bodies]


def _as_kept(bench: Bench, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Values of a comment as the register keeps them: organisations that the project knows by their ids."""
    ids = {fold(body.name): body.id for body in bench.desk.session.shared.organisations.values()}
    bodies = values.get("co_quan")
    called = [str(body) for body in (bodies if isinstance(bodies, list) else [bodies]) if body]
    found: list[Value] = [ids.get(fold(body), body) for body in called]
    return {**values, "co_quan": found if len(found) > 1 else found[0]} if found else values


def _keys(bench: Bench, wording: Wording) -> list[MetaKey]:
    """The keys of a comment as they are asked for."""
    values = {"quyet_dinh": DECISIONS, "quy_dinh": (GENERAL, *wording.order)}
    types, parts = {"ngay": "date", "co_quan": "list"}, {one: wording.heading(one) for one in wording.order}
    return [
        MetaKey(name, types.get(name, "text"), name in ("quyet_dinh", "id", "co_quan", "noi_dung"), told)._replace(
            values=values.get(name, ()), parts=parts
        )
        for name, told in usual(bench.desk.session.project).comment.items()
    ]


def _reasons(bench: Bench, path: Path, text: str, wording: Wording, said: Sequence[Finding]) -> Data:
    """The explanations as one entry: a key for each article or what else is explained, in the order of the draft; with
    what is `said` of them."""
    data, places, _ = parse(text, bench.name(path))
    known = data if isinstance(data, dict) else {}
    articles = [
        label
        for label, target in wording.bound.labels.items()
        if isinstance(target.block, Unit) and target.block.level.name == "article"
    ]
    labels = sorted({*articles, *known}, key=lambda label: wording.order.get(label, len(wording.order)))
    keys = [MetaKey(one, help=wording.heading(one) if one in wording.order else one) for one in labels]
    fields = [_field(bench, key, known, places, "") for key in keys]
    named = {-place.line: key.help for key in keys if (place := places.get(key.name))}
    wrong = [f"{named.get(one.span.line, '')}: {worded(bench, one)}" for one in said]
    return {"sort": "reasons", "entries": [{"at": "", "fields": fields, "hash": hashed(text), "wrong": wrong}]}


def _field(bench: Bench, key: MetaKey, values: Mapping[str, Value], places: Mapping[str, Place], before: str) -> Data:
    """How a key is asked for, and the line it stands on."""
    value = values.get(key.name)
    place = places.get(before + key.name)
    return {**field(bench, key, value), "kept": value, "line": -place.line if place else 0}


def _place(wording: Wording, label: str) -> Data:
    """Where a provision stands in the draft."""
    target = wording.bound.labels.get(label)
    span = wording.bound.draft.source.span(Place(target.block.line)) if target else None
    return {"place": {"file": span.file, "line": span.line} if span else None}


def put_entry(bench: Bench, given: Data) -> Data:
    """Values of an entry (`at`; none: a new one; no `values`: it goes), written. Raises Stale when the entry is not as
    it was shown, a DraftkitError when it cannot be written."""
    dossier, path = _dossier(bench, given["file"])
    name, at, values = given["file"], given.get("at"), given.get("values")
    if values and path == dossier.comments:
        values = _as_kept(bench, values)

    def changed(text: str) -> str:
        if at is None:
            return with_entry(text, name, values or {})
        if hashed(entry_text(text, name, at)) != given["hash"]:
            raise Stale({})
        return without_entry(text, name, at) if values is None else with_values(text, name, at, values)

    return _written(bench, given, path, changed)


def take_in_mails(bench: Bench, given: Data) -> Data:
    """Comments in mails that were handed over (`files`), written behind those of a register. Raises a DraftkitError."""
    dossier, path = _dossier(bench, given["file"])
    found, left = take_mails(bench.desk.session, dossier, path, map(bench.uploads.path, given["files"]))
    done = _written(bench, given, path, lambda text: with_lines(text, found.lines))
    return {**done, "told": [bench.say(one) for one in told(found, left, path.name)]}


def _written(bench: Bench, given: Data, path: Path, change: Callable[[str], str]) -> Data:
    """A register with a change, written; it can be taken back as any other."""
    before = bench.desk.text(path)
    after = as_stored(before, change(plain_ends(before)))
    files = (FileChange(path, bench.name(path), before, after),) if after != before else ()
    return carry_out(bench, bench.owner(given["doc"]), Change(bench.owner(given["doc"]), files))
