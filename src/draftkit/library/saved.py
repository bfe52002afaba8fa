"""Saved versions of a project, told without the words of git: saved with a sentence, listed, gone back to.

A version holds the files of the project and no others, whatever else was prepared in the repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from draftkit.errors import ConfigError, OutputError, SourceError
from draftkit.files.whole import write_all, write_whole
from draftkit.library.project import PROJECT_FILE, Project
from draftkit.library.versions import begin, did, failed, git, repository, revision, said
from draftkit.library.wordings import text_in, wordings
from draftkit.model.message import Command
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import whole
from draftkit.readers.source import sides

_FIELDS = "%H%x00%an%x00%aI%x00%s%x00"
_IGNORED, _BUILD = "du-an/gitignore", "/build/"
_LINES = ("refs/heads", "refs/remotes")
_PLAIN_MERGE = "merge.conflictStyle=merge rerere.enabled=false submodule.recurse=false merge.verifySignatures=false"
_PUT_TOGETHER = "git merge-file --marker-size=%L %A %O %B"
"""What puts two states of a file together where a project names a program of its own for it."""
_BESIDE = (PROJECT_FILE, ".gitignore", ".gitattributes")


class Version(NamedTuple):
    """A saved version: its number (1 is the first of the project), its id, who saved it, when (ISO with zone), and the
    sentence it was saved with."""

    number: int
    id: str
    who: str
    when: str
    sentence: str


class Copy(NamedTuple):
    """A line of work beside the one here, which holds versions of its own: its name, the id of its last version, who
    saved that, when, and with which sentence."""

    name: str
    id: str
    who: str
    when: str
    sentence: str


def copies(project: Project) -> tuple[Copy, ...]:
    """What others, or the same person elsewhere, work on beside what is here; the newest first."""
    fields = "%(refname:short)%00%(objectname)%00%(authorname)%00%(authordate:iso-strict)%00%(contents:subject)%00"
    told = said(
        project.root, "for-each-ref", f"--format={fields}", "--sort=-committerdate", "--no-merged=HEAD", *_LINES
    )
    parts = [part.lstrip("\n") for part in (told or "").split("\0")]
    found = (Copy(*parts[at : at + 5]) for at in range(0, len(parts) - 4, 5))
    return tuple({one.id: one for one in reversed([*found])}.values())[::-1]


def known_person(project: Project) -> str:
    """Whom git knows as the one who saves here; empty when nobody."""
    return (said(project.root, "config", "user.name") or "").strip()


def hands(project: Project, file: Path) -> tuple[Version | None, Version | None]:
    """The last versions of a file here and in what is being put together with it, each of what the other does not have;
    None where nothing is known."""
    merged = ("MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD")
    other = next((name for name in merged if said(project.root, "rev-parse", "--verify", "--quiet", name)), "")
    return _last(project, file, "HEAD", other), _last(project, file, other, "HEAD")


def _last(project: Project, file: Path, mine: str, other: str) -> Version | None:
    if not other or not mine:
        return None
    found = said(project.root, "log", "-1", f"--format={_FIELDS}", mine, f"^{other}", "--", str(file))
    return Version(0, *found.split("\0")[:4]) if found else None


def has_versions(project: Project) -> bool:
    """Whether the project lies in a repository, so that versions can be saved."""
    return repository(project.root) is not None


def start(project: Project) -> None:
    """Make a place for versions in the project. Raises ConfigError when there is one, EngineMissing without git."""
    if not begin(project.root):
        raise ConfigError("Versions of this project are saved already: draftkit versions log.")
    ignored = project.root / ".gitignore"
    if not ignored.exists() and project.build.is_relative_to(project.root):
        build = project.build.relative_to(project.root).as_posix()
        lines = project.registry.shared(_IGNORED).read_text(encoding="utf-8")
        write_whole(ignored, lines.replace(_BUILD, f"/{build}/").encode())


def unsaved(project: Project) -> tuple[str, ...]:
    """Files of the project that are not as in the last version, relative to the repository. Raises ConfigError where
    no versions are kept."""
    return tuple(name for name, _ in _changed(project))


def changed_since(project: Project, old: Version) -> tuple[str, ...]:
    """Files that are not as in a version, relative to the project."""
    told = said(project.root, "diff", "--relative", "--name-only", "-z", old.id) or ""
    return tuple(name for name in told.split("\0") if name)


def save(project: Project, sentence: str, who: str = "") -> Version | None:
    """Save the files of the project as a version; None when nothing changed since the last. `who` saves it; empty: whom
    git knows. Raises ConfigError where no versions are kept, the sentence is empty, nobody is known, or the project is
    in the middle of something that must be settled first; OutputError when git refuses."""
    words = " ".join(sentence.split())
    if not words:
        raise ConfigError("Say in a sentence what this version is, for example “Sửa Điều 5”.")
    top = _top(project)
    changed = _changed(project)
    for name, state in changed:
        if ("U" in state or state == "AA") and any(sides(text_in(top / name))):
            wrong = "{file}: two wordings stand beside each other; choose one first{typed}."
            raise ConfigError(wrong, file=name, typed=Command(" (draftkit versions conflicts)"))
    _refuse_astray(top)
    merging = _is_merging(top)
    if not changed and not merging:
        return None
    _commit(top, [name for name, _ in changed], words, _person(top, who), merging)
    return history(project, limit=1)[0]


def history(project: Project, path: Path | None = None, limit: int = 200) -> tuple[Version, ...]:
    """Versions of a project, or of one document, newest first. Raises ConfigError where none are kept."""
    all_of = () if _top(project) == project.root else (".",)  # by path git leaves out what changed nothing
    known = (said(project.root, "log", "--full-history", "--format=%H", "--", *all_of) or "").split()
    numbers = {id: number for number, id in enumerate(reversed(known), 1)}
    wanted = all_of if path is None else (str(path),)
    found = said(project.root, "log", "--full-history", f"-n{limit}", f"--format={_FIELDS}", "--", *wanted) or ""
    parts = [part.lstrip("\n") for part in found.split("\0")]
    rows = [parts[at : at + 4] for at in range(0, len(parts) - 3, 4)]
    return tuple(Version(numbers.get(id, 0), id, name, when, text) for id, name, when, text in rows)


def version(project: Project, name: str) -> Version:
    """The version of a number, or of an id of git. Raises ConfigError when there is none."""
    known = history(project, limit=100_000)
    number = whole(name.removeprefix("#"))
    id = revision(project.root, name)
    found = next((one for one in known if (number and one.number == number) or (id and one.id == id)), None)
    if found is None:
        raise ConfigError("There is no version “{name}”{typed}.", name=name, typed=Command(" (draftkit versions log)"))
    return found


def files_at(project: Project, old: Version, path: Path) -> dict[Path, bytes]:
    """The files of a document, or of a folder, as they were in a version. Raises SourceError when it was not there."""
    named = said(project.root, "ls-tree", "-r", "-z", "--name-only", old.id, "--", str(path))
    out = {}
    for name in (named or "").split("\0"):
        if name:
            out[project.root / name] = did(project.root, "cat-file", "blob", f"{old.id}:./{name}")
    if not out:
        text = "{file}: was not there in version {number}."
        raise SourceError(text, file=path.relative_to(project.root), number=old.number)
    return out


def restore(project: Project, path: Path, old: Version, who: str = "") -> Version | None:
    """Make a document what it was in an earlier version, as a new version; what was not saved yet is saved before, so
    nothing is lost. None when it is that already. Raises as `save` and `files_at` do."""
    top = _top(project)
    files = files_at(project, old, path)
    if unsaved(project):
        save(project, f"Lưu trước khi quay lại phiên bản {old.number}", who)
    extra: list[Path] = []
    if path.is_dir():
        known = said(project.root, "ls-files", "-z", "--", str(path)) or ""
        extra = [file for name in known.split("\0") if name and (file := project.root / name) not in files]
    write_all(project.root, files)
    for file in extra:
        file.unlink(missing_ok=True)
    if not _changed(project):
        return None
    sentence = f"Quay lại phiên bản {old.number} ({date.fromisoformat(old.when[:10]):%d/%m/%Y}: {old.sentence})"
    _commit(top, [changed for changed, _ in _changed(project)], sentence, _person(top, who), False)
    return history(project, limit=1)[0]


def take_in(project: Project, copy: Copy, who: str = "") -> int:
    """Put what a copy holds together with what is here, as a new version; what was not saved yet is saved before. How
    many passages both changed: they stand in two wordings then, and become a version once each has one. Raises as
    `save` does; OutputError, with all as it was, when that cannot be done."""
    top = _top(project)
    _refuse_astray(top)
    if _is_merging(top):
        text = "Another copy is being taken in: choose one wording of each passage and save a version first."
        raise ConfigError(text)
    if said(top, "merge-base", "HEAD", copy.id) is None:
        raise OutputError(
            "The copy of {who} has no version in common with what is here. Compare with it, and take over what you "
            "want by hand.",
            who=copy.who,
        )
    person = _person(top, who)
    if unsaved(project):
        save(project, f"Lưu trước khi nhận bản của {copy.who}", who)
    own = said(top, "config", "--name-only", "--get-regexp", r"^merge\..*\.driver$") or ""
    drivers = (f"{name}={_PUT_TOGETHER}" for name in own.splitlines())  # nothing runs that the project names
    settings = (word for setting in (*_PLAIN_MERGE.split(), *drivers) for word in ("-c", setting))
    words = f"Nhận bản của {copy.who}: {copy.sentence}"
    done = git(top, *person, *settings, "merge", "--no-ff", "--commit", "--quiet", "-m", words, copy.id)
    if not done.returncode:
        return 0
    if not _is_merging(top):
        raise failed(done.stderr or done.stdout)
    found = Counter(one.path.resolve() for one in wordings(project))
    both = (said(top, "diff", "--name-only", "--diff-filter=U", "-z") or "").split("\0")
    if astray := [name for name in both if name and (top / name).resolve() not in found]:
        git(top, "merge", "--abort")
        raise OutputError(
            "{files}: both of you changed this, and it cannot be shown as two wordings: one took it away or replaced "
            "it, or it holds no text of the project. Nothing was changed. Compare with the copy, and take over what "
            "you want by hand.",
            files=", ".join(astray),
        )
    return found.total()


# -- git


def _top(project: Project) -> Path:
    found = repository(project.root)
    if found is None:
        git(project.root, "--version")  # says it when git is not there
        raise ConfigError("No versions of this project are saved yet; begin with: draftkit versions start")
    return found


def _changed(project: Project) -> list[tuple[str, str]]:
    """Files of the project that changed since the last version: name in the repository, and the two letters of git."""
    top = _top(project)
    told = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--")
    found = did(top, *told, *map(str, _parts(project)))
    rows = [row for row in found.decode("utf-8", "surrogateescape").split("\0") if row]
    build = project.build.resolve()
    return [
        (name, row[:2])
        for row in rows
        for name in (row[3:],)
        if not (top / name).resolve().is_relative_to(build) and "/.draftkit-" not in f"/{name}"
    ]


def _parts(project: Project) -> Iterator[Path]:
    """What belongs to a project: content, shared files, templates of its own, settings."""
    folders = [project.content, project.shared, *project.registry.folders]
    yield from (folder for folder in folders if folder.is_relative_to(project.root) and folder != project.root)
    yield from (project.root / name for name in _BESIDE)
    if project.content == project.root:
        yield project.root


def _refuse_astray(top: Path) -> None:
    """Raises ConfigError where a version would be on no branch."""
    places = [said(top, "rev-parse", "--git-path", name) for name in ("rebase-merge", "rebase-apply")]
    rearranged = any(place and (top / place).exists() for place in places)
    if rearranged or said(top, "symbolic-ref", "--quiet", "HEAD") is None:
        raise ConfigError(
            "The project stands at an old state, or its versions are being rearranged; a version saved now could get "
            "lost. Whoever did that must finish it first{typed}.",
            typed=Command(" (git status)"),
        )


def _is_merging(top: Path) -> bool:
    return said(top, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None


def _person(top: Path, who: str) -> Sequence[str]:
    """Who saves, as settings of one command; what git knows already needs none."""
    name = " ".join(who.split()) or (said(top, "config", "user.name") or "").strip()
    if not name:
        raise ConfigError("Nobody is known here as the one who saves; say who it is{typed}.", typed=Command(" (--who)"))
    if not who and said(top, "config", "user.email"):
        return ()
    mail = (said(top, "config", "user.email") or "").strip() or "draftkit@localhost"
    return ("-c", f"user.name={name}", "-c", f"user.email={mail}")


def _commit(top: Path, names: Sequence[str], words: str, person: Sequence[str], merging: bool) -> None:
    """Save exactly these files; what else was prepared in the repository stays as it is."""
    listed = "\0".join(names).encode("utf-8", "surrogateescape")
    from_list = ("--pathspec-from-file=-", "--pathspec-file-nul")
    if names:
        did(top, "add", "--all", *from_list, given=listed)
    chosen = () if merging or not names else ("--only", *from_list)
    try:
        did(top, *person, "commit", "--quiet", "--no-verify", "-m", words, *chosen, given=listed)
    except OutputError:
        git(top, "reset", "--quiet", *from_list, given=listed)
        raise
