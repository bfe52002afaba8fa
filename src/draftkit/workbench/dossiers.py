"""The dossier that a document is part of: what each stage of it holds, and the numbered folder made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from draftkit.dossier.build import Wish, make
from draftkit.dossier.model import Dossier, DossierItem, Need, Usual
from draftkit.dossier.read import chosen, every_dossier, find_dossiers, no_dossier, read_dossier, usual
from draftkit.edits.entries import with_values
from draftkit.errors import ConfigError, OutputError
from draftkit.files.names import seen_from
from draftkit.files.whole import write_all
from draftkit.law.authority import led_by
from draftkit.library.project import DOSSIER_FILE
from draftkit.library.starter import started, starter_of
from draftkit.library.together import Workplace
from draftkit.model import keys
from draftkit.model.act import Organisation
from draftkit.model.keys import ADDRESSEES, TITLE
from draftkit.model.message import Finding, Message, Severity, msg
from draftkit.model.meta import Data as Value
from draftkit.model.meta import Metadata, texts_in
from draftkit.readers.comments import NOTED
from draftkit.readers.yaml_text import keyed, parse
from draftkit.recognise.metadata import as_yaml
from draftkit.text.fold import slug, toneless, with_capital
from draftkit.workbench.bench import Bench, Data, titled
from draftkit.workbench.make import session_now
from draftkit.workbench.registers import KEPT_IN, registers, sort_of, worded

_COMMENTS, _ALL = "tong-hop-y-kien", "danh-muc"
"""The table that needs a register of comments, and the one that comes last."""
_HEADS = (keys.HEAD, "ban_hanh", keys.PROPOSER)
"""Where a draft names the head of the body that drafts it; who proposes it is not that of a body that issues it."""
_UNFINISHED = (NOTED, "DK-S028")
"""Rules that tell of places where a writer has still to write."""
_ISSUER = "{ban_hanh}"
"""Stands for who issues a text of the body that drafts it."""
_NO_NAME = "……"
"""Where the body stands that drafts, its abbreviation or its head, when nobody says."""

_OF_NOBODY: Mapping[str, Value] = {keys.FILED: f"VT, {_NO_NAME}", "don_vi": _NO_NAME}
"""What a starter says of a unit of its own body."""


def dossiers(bench: Bench, given: Data) -> list[Data]:
    """The dossiers that hold a document, each stage with its papers in order. One that cannot be read says why."""
    owner = bench.owner(given["doc"])
    found: list[Data] = []
    for path, dossier in every_dossier(bench.desk.session.project):
        file = bench.name(path)
        if not isinstance(dossier, Dossier):
            if path.parent in (owner, owner.parent) or owner.stem in bench.desk.text(path):  # it may hold the document
                why = {"error": bench.say(dossier), "line": dossier.values.get("line")}
                found.append({"file": file, "title": file, "stages": [], "registers": [], **why})
        elif owner == dossier.draft.resolve() or any(one.document == owner for one in dossier.entries):
            papers = {name: [_paper(bench, one) for one in dossier.papers(name)] for name in dossier.stages}
            stages = [{"name": name, "papers": one} for name, one in papers.items()]
            kept = registers(bench, dossier)
            found.append({"file": file, "title": dossier.title, "stages": stages, "registers": kept})
    return found


def _paper(bench: Bench, one: DossierItem) -> Data:
    sort = "document" if one.document else "table" if one.table else "file"
    return {"title": one.title, "sort": sort, "doc": bench.own_name(one.document and one.document.resolve())}


def make_dossier(bench: Bench, given: Data) -> Data:
    """Make a stage of a dossier: its files, or what holds it back. `pending` lets comments be that nobody answered."""
    session = session_now(bench)
    known = {bench.name(one): one for one in find_dossiers(session.project, (), bench.root)}
    if given["file"] not in known:
        raise no_dossier(given["file"], known)
    dossier = read_dossier(known[given["file"]], session.project)
    (stage,) = chosen(dossier, given["stage"])
    made = make(Workplace(session), dossier, stage, Wish(allow_pending=bool(given.get("pending"))))
    return {
        "files": [bench.name(file) for file in made.files],
        "held": [_held(bench, one, dossier) for one in made.held],
        "errors": [_held(bench, one, dossier) for one in made.findings if one.severity is Severity.ERROR],
        "notes": [bench.say(notice) for notice in (*session.notices, *_noted(dossier, made.findings))],
    }


def _held(bench: Bench, one: Finding, dossier: Dossier) -> Data:
    """A finding with where it is mended: in a document, in a register of the dossier, else in the file it names."""
    path = bench.desk.path(one.span.file)
    paper = next((entry.document for entry in dossier.entries if entry.span == one.span), None)
    owner = paper.resolve() if paper else bench.desk.owner(path)
    return {
        "doc": bench.own_name(owner),
        "register": sort_of(dossier, path),
        "rule": one.rule,
        "message": worded(bench, one),
        "file": one.span.file,
        "line": 0 if paper else one.span.line,
    }


def _noted(dossier: Dossier, found: Sequence[Finding]) -> list[Message]:
    """That papers which go out are not finished: notes for those who write them still stand there, or the starter."""
    files = [dossier.folder / Path(one.span.file).name for one in found if one.rule in _UNFINISHED]
    titles = [one.title for one in dossier.entries if one.document in files]
    return [msg("Notes or words of the starter still stand in: {papers}.", papers="; ".join(titles))] if titles else []


def dossier_form(bench: Bench, given: Data) -> Data:
    """What is asked for a new dossier of a draft: its name, and its stages with the papers each usually has; no stages
    for what is no draft of a rule."""
    known, owner = usual(bench.desk.session.project), bench.owner(given["doc"])
    stages = known.stages_of(bench.desk.read(owner).bound.draft.kind)
    return {
        "title": f"{known.title} {_called(bench, owner)}",
        "stages": [{"name": name, "papers": [one.name for one in known.stages[name]]} for name in stages],
    }


def begin_dossier(bench: Bench, given: Data) -> Data:
    """Write a dossier of a draft beside those that there are, each paper that it needs begun from the starter of its
    kind. Raises ConfigError when it has no name or no stage, OutputError when there is one for this draft."""
    project, owner = bench.desk.session.project, bench.owner(given["doc"])
    title, stages = " ".join(given["title"].split()), given["stages"]
    if not title or not stages:
        raise ConfigError("Say what the dossier is called, and choose at least one stage.")
    folder = project.content / "dossier" / owner.stem
    if folder.exists():
        raise OutputError("{file}: exists already; nothing was changed.", file=bench.name(folder))
    files: dict[Path, bytes] = {}
    papers: list[Value] = []
    draft = seen_from(owner, folder)
    for need, of in _needed(usual(project), stages):
        paper, made = _begun(bench, owner, folder, need)
        papers.append({**paper, "giai_doan": of} if of != stages else paper)
        files |= made
    front: dict[str, Value] = {"ten": title, "giai_doan": stages, "du_thao": draft}
    if any(isinstance(one, dict) and one.get("bang") == _COMMENTS for one in papers):
        key, name = KEPT_IN["register"]
        front[key], files[folder / name] = name, b"\n"
    front["tai_lieu"] = papers
    files[folder / DOSSIER_FILE] = as_yaml(front).encode()
    write_all(bench.root, files)
    bench.changed(set(files))
    return {"file": bench.name(folder / DOSSIER_FILE), "papers": len(papers)}


def _called(bench: Bench, owner: Path) -> str:
    bound = bench.desk.read(owner).bound
    return titled(bound.meta, bound.draft.kind)


def _needed(known: Usual, stages: Sequence[str]) -> list[tuple[Need, list[Value]]]:
    """What the stages usually hold, each with the stages it is for: what covers a stage first, the list of all last."""
    found: dict[str, tuple[int, Need, list[Value]]] = {}
    for stage in stages:
        for number, need in enumerate((*known.stages[stage], Need("", table=_ALL))):
            key = need.table or (need.kind and (need.title or need.name))
            found.setdefault(key, (99 if need.table == _ALL else number, need, []))[2].append(stage)
    return [(need, of) for _, need, of in sorted(found.values(), key=lambda one: one[0])]


def _begun(bench: Bench, owner: Path, folder: Path, need: Need) -> tuple[dict[str, Value], Mapping[Path, bytes]]:
    """A paper as the dossier names it, and the files it is begun with: none for a table or the draft itself."""
    project = bench.desk.session.project
    bound = bench.desk.read(owner).bound
    if need.table:
        return {"ten": project.registry.find(usual(project).tables[need.table]).title, "bang": need.table}, {}
    if not need.kind:
        draft = seen_from(owner, folder)
        return {"ten": f"Dự thảo {bound.draft.kind.title}", "van_ban": draft}, {}
    kind = project.registry.find(need.kind)
    front, body = starter_of(kind)
    file = folder / f"{slug(need.name, words=12)}.md"
    lead = _lead(bench, bound.meta)
    body = need.body.replace("{co_quan}", lead.name) or body
    front = _in_its_name(front, file.name, need, lead, bound.meta)
    front = with_values(front, file.name, "", {TITLE: f"{need.title} {_called(bench, owner)}"})
    return {"ten": with_capital(need.name), "van_ban": file.name}, started(kind, file, front, body)


def _in_its_name(front: str, name: str, need: Need, lead: Organisation, meta: Metadata) -> str:
    """Front matter of a starter in the name of the body that drafts (`meta`: those of its draft), with blanks for what
    the starter says of a body that is another."""
    data, asked, _ = parse(front, name, folded=True)
    of_draft = {key: meta.values.get(key) for key in (keys.YEAR, keys.PLACE_NAME, keys.FILED)}
    own = {**of_draft, keys.AGENCIES: lead.name, keys.ABBREVIATION: lead.abbreviation, keys.HEAD: lead.head}
    values: dict[str, Value] = {} if lead.name in texts_in(data) else dict(_OF_NOBODY)
    values |= {key: one for key, one in own.items() if one} | dict(need.meta)
    if values.get(ADDRESSEES) == _ISSUER:
        values[ADDRESSEES] = lead.head if meta.agencies else ""
    signed = texts_in(values.get(keys.SIGNATURES) or keyed(data, name).get(keys.SIGNATURES))
    if not any(lead.head.upper().startswith(one.removeprefix("KT. ")) for one in signed if one):
        values[keys.SIGNATURES] = {"quyen_han": [_NO_NAME], "ho_ten": None}
    kept = {key: one for key, one in values.items() if key in asked and (one or (key in need.meta and one is None))}
    return with_values(front, name, "", kept)


def _lead(bench: Bench, meta: Metadata) -> Organisation:
    """The body that drafts a text: the one that issues it, else that whose head proposes it; blanks for what is not
    said. An abbreviation that the project does not know is made of the initials, which have no tones."""
    known = bench.desk.session.shared.organisations
    named = next(iter(meta.agencies), "")
    head = next(filter(None, map(meta.text, _HEADS[:-1] if named else _HEADS)), "")
    alike = (one for one in known.values() if (one.name == named if named else head and one.head == head))
    name = named or led_by(head)
    initials = toneless("".join(one[:1] for one in name.split() if one != "và")).upper()
    made = Organisation("", name, (named and meta.abbreviation) or initials, head)
    found = known.get(named) or next(alike, made)
    return Organisation(*(one or other or _NO_NAME for one, other in zip(found, made, strict=True)))
