"""A file or folder to a Draft."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from draftkit.errors import DraftkitError, SourceError, readable
from draftkit.files.names import on_disk, seen_from
from draftkit.model.act import LegalAct
from draftkit.model.keys import KIND
from draftkit.model.kind import KindSpec
from draftkit.model.message import Fault, Message, Place, msg
from draftkit.model.meta import Data, Metadata, texts_in
from draftkit.model.named import NamedTuple
from draftkit.model.nearest import nearest, or_near
from draftkit.model.tree import Block, Draft, Figure, Named, Paragraph, Source, Unit
from draftkit.readers.comments import without_comments
from draftkit.readers.grammar import Grammar
from draftkit.readers.inline import is_address
from draftkit.readers.metadata import check_keys, read_metadata, refuse_unfenced, split_front_matter, with_days
from draftkit.readers.nesting import Gathered
from draftkit.readers.scan import Scanner
from draftkit.readers.shared import read_act
from draftkit.readers.side_files import OUTSIDE, Directives, SideFiles
from draftkit.readers.source import clean, inside, join, read_text
from draftkit.readers.yaml_text import VIETNAMESE, language_of, original_of, translation_of
from draftkit.text.address import outward

DRAFT_FILE = "draft.yaml"


def whole_of(path: Path) -> Path:
    """The document that a file is a part of; the path itself where it stands alone, or no file is there."""
    return path.parent if os.path.isfile(path) and os.path.isfile(path.parent / DRAFT_FILE) else path


Texts = Mapping[Path, str]
NO_TEXTS: Texts = MappingProxyType({})


class Raw(NamedTuple):
    """A document before its outline is read: name, metadata, source, its folder and the one that no path of it leaves,
    and the files its parts came from."""

    name: str
    meta: Metadata
    source: Source
    folder: Path
    root: Path
    files: tuple[Path, ...]
    faults: tuple[Fault, ...]


def read_raw(path: Path, root: Path, texts: Texts = NO_TEXTS) -> Raw:
    """Read the files of a document: a `.md` with front matter, or a folder with `draft.yaml` and `*.md` parts in name
    order.

    `texts` stand for what is on the disk: files being edited, by resolved path.
    Raises SourceError when there is nothing to read, ConfigError on broken metadata.
    """
    readable_name(path)
    with readable(shown(path, root)):
        return _read_folder(path, root, texts) if path.is_dir() else _read_file(path, root, texts)


def readable_name(path: Path) -> None:
    """Raise SourceError for a name that no result could bear: it is not UTF-8."""
    if not path.name.isprintable() and path.name != path.name.encode("utf-8", "replace").decode():
        name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        raise SourceError("“{name}”: this name of a file is not UTF-8; rename the file.", name=name)


def _text(path: Path, name: str, texts: Texts) -> tuple[str, list[Fault]]:
    edited = texts.get(path.resolve()) if texts else None
    return read_text(path, name) if edited is None else clean(edited.removeprefix("\ufeff"))


def where(path: Path) -> Path:
    """Where a path leads; a link to nowhere stands for itself, since nobody has a file of the other name."""
    full = path.resolve()
    return full if full.exists() or not path.is_symlink() else path.parent.resolve() / path.name


def shown(path: Path, root: Path) -> str:
    """How messages call a file: relative to the project when it lies inside."""
    full = where(path)
    base = root if full.is_relative_to(root) else root.resolve()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else str(path)


def _read_file(path: Path, root: Path, texts: Texts) -> Raw:
    name = shown(path, root)
    text, faults = _text(path, name, texts)
    if not text or text.isspace():
        raise SourceError("{file}: the file is empty.", file=name)
    refuse_unfenced(text, name)
    front, body, cut = split_front_matter(text)
    meta, more = read_metadata(front, name, 2)
    moved = [
        fault._replace(place=place._replace(line=place.line - cut if place.line >= cut else -place.line - 1))
        for fault in faults
        for place in (fault.place,)
    ]
    source, joined = join([(name, body, moved, cut)], str(path.parent), name, f"\n{front}")
    return Raw(path.stem, meta, source, path.parent, root, (path,), tuple(more + joined))


def _read_folder(path: Path, root: Path, texts: Texts) -> Raw:
    meta_path = path / DRAFT_FILE
    meta_name = shown(meta_path, root)
    text, faults = _text(meta_path, meta_name, texts)
    meta, more = read_metadata(text, meta_name, 1)
    own = [fault._replace(place=fault.place._replace(line=-fault.place.line - 1)) for fault in faults]
    files = sorted(item for item in path.glob("*.md") if item.name.lower() != "readme.md")
    if not files:
        raise SourceError("{folder}: no .md part beside draft.yaml.", folder=shown(path, root))
    for item in files:
        if not inside(root, item):
            raise SourceError(OUTSIDE, file=item.name)
    parts = [(shown(item, root), *_text(item, shown(item, root), texts), 0) for item in files]
    source, joined = join(parts, str(path), meta_name, text)
    return Raw(path.name, meta, source, path, root, tuple(files), tuple(own + more + joined))


def read_draft(
    raw: Raw, kind: KindSpec, more: Directives | None = None, given: Mapping[str, bytes] = MappingProxyType({})
) -> Draft:
    """Read the outline of a document by its kind; `more` holds directives the kind adds, `given` the side files of a
    source that is not on the disk, by name."""
    gathered, raw = Gathered(raw.faults), raw._replace(meta=with_days(raw.meta, kind.keys))
    cut = {fault.place for fault in raw.faults}  # by a comma: what is left of a text is no key
    found = check_keys(raw.meta, kind.keys)
    gathered.faults += (one for one in found if one.rule != "DK-H001" or one.place not in cut)
    kind = kind.called(raw.meta.type_name)
    files = SideFiles(raw.folder, raw.root, gathered.faults, more or Directives(), given)
    blocks = scan_text(raw.source.text, kind, files.directive, gathered)
    body = tuple(block for block in blocks if not is_annex(block, kind))
    annexes = tuple(block for block in blocks if isinstance(block, Unit) and is_annex(block, kind))
    notes: dict[str, Paragraph] = gathered.notes
    pictures = read_pictures(raw.meta, files)
    _look_for_links(raw.source.text, files, kind.language)
    for name, value in raw.meta.values.items():
        _look_for_links("\n".join(texts_in(value)), files, kind.language, raw.meta.place(name))
    leads_to = _leads_to(files.sought, raw, gathered.faults)
    documents = _documents(raw, kind, raw.root, files)
    related = _related(documents, raw.root, gathered.faults)
    original = _original(raw, gathered.faults, files.sought)
    return Draft(
        raw.name,
        kind,
        raw.meta,
        body,
        annexes,
        notes,
        raw.source,
        tuple(gathered.faults),
        pictures,
        related,
        leads_to,
        documents,
        original=original,
        sought=tuple(dict.fromkeys(files.sought)),
        addresses=tuple(dict.fromkeys(files.addresses)),
    )


_FILE_LINK = re.compile(r"\]\([ \t]*([^\s():@#]+\.[a-z]{2,4})(?:#([^\s()]*))?\s*\)")
_WORDS = re.compile(r"(?<![!\\])\[[^\[\]\n]{1,300}\Z")
_LABEL = re.compile(r"\{#([\w-]+)")


def _look_for_links(text: str, files: SideFiles, language: str, key: Place | None = None) -> None:
    """Links to files and labels that are not there are faults; `key` is where a text of the metadata stands. Those to a
    source are looked for also where their words go over lines, are long or hold brackets."""
    end = 0
    for found in _FILE_LINK.finditer(text):
        words = _WORDS.search(text, max(end, found.start() - 301), found.start())
        end = found.end()
        name, label = found.groups()
        if not is_address(name) or (words is None and outward(name)):
            continue
        try:
            file = _spoken(files.find(name), language, files)
            name = seen_from(file, files.folder)
            labels = _LABEL.findall(read_text(file, name)[0]) if label and file.suffix == ".md" else [label]
            if label not in labels:
                none = msg("“{file}” has no label “{label}”", file=name, label=label)
                raise SourceError.of(or_near(none, nearest(label, labels)))
        except SourceError as missing:
            at = key or Place(text.count("\n", 0, found.start()))
            files.faults.append(Fault("DK-F011", missing.message, at, sure=False))


def _spoken(file: Path, language: str, files: SideFiles) -> Path:
    """The same part of the translation of a document into a language, where that has it; the part itself else."""
    whole = whole_of(file)
    for place in in_languages(whole, language)[1:]:
        twin = place if whole == file else place / file.name
        if inside(files.root, twin):
            files.sought.append(str(twin))
            file = twin if os.path.isfile(twin) else file
    return file


def read_pictures(meta: Metadata, files: SideFiles) -> dict[str, str]:
    """Paths of the pictures that the metadata names under the key `anh` at any depth, by name; one that cannot be shown
    is a fault."""
    found: dict[str, str] = {}

    def visit(data: Data, path: str) -> None:
        if isinstance(data, dict):
            for key, value in data.items():
                inner = f"{path}.{key}" if path else key
                if key == "anh" and isinstance(value, str) and value:
                    place = meta.place(inner)
                    block = files.directive("hinh", value, "", (), [""], place)
                    if isinstance(block, Figure):
                        found[value] = block.path
                    elif isinstance(block, Message):
                        files.faults.append(Fault("DK-F011", block, place))
                else:
                    visit(value, inner)
        elif isinstance(data, list):
            for index, item in enumerate(data):
                visit(item, f"{path}.{index}")

    visit(dict(meta.values), "")
    return found


def _documents(raw: Raw, kind: KindSpec, root: Path, files: SideFiles) -> dict[str, Named]:
    """The documents that metadata keys of the types `document` and `documents` name, looked up beside this one. No path
    leaves the project."""
    faults = files.faults
    found: dict[str, Named] = {}
    for name, written, place in _names(raw.meta, kind, (raw.folder, root)):
        if isinstance(written, LegalAct):
            found[name] = Named(f"@{name}", place, written)
            continue
        places = in_languages(on_disk(raw.folder / written), language_of(raw.name))
        path = next(filter(os.path.exists, places[1:]), places[0])
        files.sought.extend(str(one) for home in places for one in (home, home / DRAFT_FILE))
        if written.startswith("@"):
            found[name] = Named(written, place)
        elif Path(written).is_absolute() or not inside(root, path):
            faults.append(Fault("DK-F013", msg(OUTSIDE, file=written), place))
        elif not (os.path.isfile(path / DRAFT_FILE) or os.path.isfile(path)):  # a name too long for a path is none
            faults.append(Fault("DK-F013", _missing(path, written), place))
        else:
            found[name] = Named(str(path), place)
    return found


def _missing(path: Path, written: str) -> Message:
    """What is said of a missing document: the file of that name, or the only one in that folder, may be meant."""
    parts = sorted(path.glob("*.md")) if os.path.isdir(path) else []
    near = f"{written}.md" if os.path.isfile(f"{path}.md") else f"{written}/{parts[0].name}" if len(parts) == 1 else ""
    return or_near(msg("there is no document “{file}” beside this one", file=written), [near] if near else [])


def in_languages(path: Path, language: str) -> tuple[Path, ...]:
    """Where a document that is named may stand: as named, and translated into the language of what names it."""
    return (path,) if language == VIETNAMESE else (path, translation_of(path, language))


def _original(raw: Raw, faults: list[Fault], sought: list[str]) -> Named | None:
    """The document that one whose name says its language translates: it stands beside it, where it is `sought`."""
    name = original_of(raw.name)
    if not name or not raw.files:  # a Word file stands for itself, whatever its name says
        return None
    place = raw.meta.place(KIND)
    home = raw.folder if raw.files[0].parent.name != raw.name else raw.folder.parent
    places = (home / f"{name}.md", home / name)
    sought.extend(map(str, (places[0], places[1] / DRAFT_FILE)))
    path = next((one for one in places if one.is_file() or (one / DRAFT_FILE).is_file()), None)
    if path is None:
        text = msg("there is no document “{file}” beside this one, which by its name is a translation of it", file=name)
        faults.append(Fault("DK-F013", text, place))
        return None
    return Named(str(path), place)


def _names(meta: Metadata, kind: KindSpec, home: tuple[Path, Path]) -> Iterator[tuple[str, str | LegalAct, Place]]:
    """Name, path as written, and place: one document goes by its key, several by names of their own or the key and a
    number. `home`: the folder of the draft, and the folder that no path may leave.

    A document that is neither in the project nor in references.yaml may be described there and then, as an entry of
    references.yaml is."""
    for key in kind.keys.values():
        if key.type not in ("document", "documents"):
            continue
        value = meta.values.get(key.name)
        if isinstance(value, dict) and "loai" in value:
            yield key.name, read_act(key.name, value, key.name, home), meta.place(key.name)
            continue
        several = (
            [(name, name, one) for name, one in value.items()]
            if isinstance(value, dict)
            else [(f"{key.name}_{index}", str(index - 1), one) for index, one in enumerate(value, 1)]
            if isinstance(value, list)
            else []
        )
        for called, name, one in several:
            place = meta.places.get(f"{key.name}.{name}", meta.place(key.name))
            if isinstance(one, dict) and one.get("loai"):
                yield called, read_act(called, one, key.name, home), place
            elif isinstance(one, str) and one.strip():
                yield called, one.strip(), place
        if not several and meta.text(key.name):
            yield key.name, meta.text(key.name), meta.place(key.name)


def _related(documents: Mapping[str, Named], root: Path, faults: list[Fault]) -> dict[str, Metadata]:
    found: dict[str, Metadata] = {}
    for name, (path, place, _) in documents.items():
        if not path.startswith("@"):
            try:
                found[name] = _metadata(Path(path), root)
            except DraftkitError as error:
                faults.append(Fault("DK-F013", error.message, place))
    return found


def _leads_to(sought: Iterable[str], raw: Raw, faults: list[Fault]) -> dict[str, Metadata]:
    """Metadata of the documents among the files that were looked for, by path, but the document itself."""
    files = (path for path in map(Path, sought) if path.suffix == ".md" or path.name == DRAFT_FILE)
    paths = {whole_of(path.parent if path.name == DRAFT_FILE else path).resolve() for path in files if path.is_file()}
    found: dict[str, Metadata] = {}
    for path in sorted(paths - {file.resolve() for file in raw.files} - {raw.folder.resolve()}):
        try:
            if (meta := _metadata(path, raw.root)).kind_name:
                found[str(path)] = meta
        except DraftkitError as error:
            faults.append(Fault("DK-F013", error.message, raw.meta.place(KIND)))
    return found


def _metadata(path: Path, root: Path) -> Metadata:
    """The metadata of a document alone."""
    file = path / DRAFT_FILE if path.is_dir() else path
    name = shown(file, root)
    text = read_text(file, name)[0]
    return read_metadata(text if path.is_dir() else split_front_matter(text)[0], name, 1)[0]


def is_annex(block: Block, kind: KindSpec) -> bool:
    """Whether a block is a phụ lục of its document, stands beside them, or is a text issued together with it."""
    return isinstance(block, Unit) and any(block.level is level for level in kind.outer_levels)


def scan_text(text: str, kind: KindSpec, directive: Callable[..., object], gathered: Gathered) -> tuple[Block, ...]:
    """Scan the text of a document of this kind."""
    extra = kind.outer_levels
    scanner = Scanner(
        Grammar.of(kind.outline, extra, kind.divisions),
        Grammar.of(kind.annex, extra, kind.divisions),
        directive,  # type: ignore[arg-type]
        gathered,
    )
    return scanner.scan(without_comments(text).split("\n"))
