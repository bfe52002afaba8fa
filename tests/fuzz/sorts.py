"""The sorts of inputs: what is spoilt, which commands are given it, and what is asked of the results.

Each number makes the same input everywhere."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.fuzz import mutate
from tests.fuzz.judge import Answer, Wrong, invalid, shown, told, tried, untold, word_paragraphs
from tests.owed import letters

CHECKOUT = Path(__file__).parents[2]
_TEXTS = ("*.md", "*.yaml", "*.csv")
_DOSSIER = ("gop-y.yaml", "dossier.yaml", "thuyet-minh.yaml")
_PAPERS = 60_000
"""Signs of the papers that a dossier has made."""
_FORMS = ("txt", "html", "eml")
_WORDS = ("press/du-thao-nghi-dinh.md", "dossier/nghi-dinh-cong-nghiep-moi-truong/to-trinh.md")
_SPOKEN = "bai-phat-thanh.md"
"""Numbers and signs are printed as they are read aloud."""
_PRINTED = letters("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
"""A line that each kind prints itself, so that no import writes it; some of its words stand elsewhere by chance."""
_ROWS = "tinh;so_co_so;ngay\nNinh Bình;12;2026-12-05\nHà Nội;1.500;05/12/2026\n"


class Project:
    """A copy of the sample content, one file of which is spoilt at a time. `schema`: the path of ECMA-376's wml.xsd."""

    def __init__(self, root: Path) -> None:
        self.root = root
        schema = os.environ.get("DRAFTKIT_WML_XSD")
        self.schema = Path(schema) if schema else None
        shutil.copytree(CHECKOUT / "content", root / "content")
        shutil.copy(CHECKOUT / "draftkit.yaml", root)
        self.files = sorted(path for pattern in _TEXTS for path in (root / "content").rglob(pattern))
        self.texts = [path.read_text(encoding="utf-8") for path in self.files]
        self.weights = [1 / (4000 + self._size(path)) for path in self.files]
        """A long document is spoilt seldom, for its commands take as long as those of many short ones."""
        os.chdir(root)
        for name in _WORDS:
            tried("build", f"content/{name}", "--draft", "--out", "words")
        self.words = sorted((root / "words").glob("*.docx"))
        self.packages = [path.read_bytes() for path in self.words]
        self.worded = frozenset(
            letters(word)
            for path in self.words
            for word in _missing(word_paragraphs(path.read_bytes()), _brought_in(path).said)
        )
        """Words that an import gives in other ones: mottoes, numbers, dates."""
        invitation = (root / "content/press/thu-moi.md").read_text(encoding="utf-8")
        self.series = f"{invitation}\nTại {{{{ tinh }}}} có {{{{ so_co_so }}}} cơ sở.\n"
        (root / "book.xlsx").write_bytes(_workbook())

    def _size(self, path: Path) -> int:
        """How much is read for a file, in bytes: the parts of a document are read together."""
        if path.name in _DOSSIER:
            return _PAPERS
        beside = path.parent.glob("*.md") if (path.parent / "draft.yaml").is_file() else [path]
        return sum(one.stat().st_size for one in beside)

    def owner(self, path: Path) -> str:
        """The document that a file belongs to."""
        folder = path.parent
        found = folder if (folder / "draft.yaml").is_file() else path if path.suffix == ".md" else None
        beside = found or next(iter(sorted(folder.glob("*.md"))), self.root / "content/press/to-thong-tin.md")
        return str(beside.relative_to(self.root))


def source(project: Project, chance: random.Random) -> None:
    """A source, a YAML file or a table of the content."""
    (at,) = chance.choices(range(len(project.files)), project.weights)
    path, good = project.files[at], project.texts[at]
    data = mutate.text(good, chance, project.texts).encode("utf-8", "surrogatepass")
    path.write_bytes(mutate.raw(data, chance) if chance.random() < 0.1 else data)
    owner = project.owner(path)
    try:
        _built(project, owner, path, chance)
        if chance.random() < 0.2:
            tried(*chance.choice((["check", owner], ["fmt", "--check", owner], ["diff", owner, owner])))
        if path.name in _DOSSIER:
            tried("dossier", str(path.parent), "--out", "out")
    finally:
        path.write_text(good, encoding="utf-8")


def _built(project: Project, owner: str, path: Path, chance: random.Random) -> None:
    forms = chance.choice((["docx"], ["docx"], ["docx", chance.choice(_FORMS)], ["txt"]))
    shutil.rmtree("out", ignore_errors=True)
    answer = tried("build", owner, "--draft", "--force", *(f"--format={form}" for form in forms), "--out", "out")
    for made in Path("out").iterdir() if Path("out").is_dir() else ():
        if made.suffix == ".docx" and (faults := invalid(made.read_bytes(), project.schema)):
            raise Wrong(f"{made.name} is not valid: {faults[:3]}")
        if path.suffix == ".md" and path.name != _SPOKEN and made.suffix in (".docx", ".txt", ".html"):
            try:
                text = path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
            except UnicodeDecodeError:
                return
            name = str(path.relative_to(project.root))
            if lost := untold(text, shown(made), told(answer.said, name)):
                raise Wrong(f"{made.name} lost {lost[:3]}\n{answer.said[-1500:]}")


def word(project: Project, chance: random.Random) -> None:
    """A Word file that came from elsewhere."""
    path, good = Path("words/spoilt.docx"), str(project.words[0])
    data = mutate.package(chance.choice(project.packages), chance)
    path.write_bytes(data)
    try:
        paragraphs = word_paragraphs(data)
        sound = not invalid(data, project.schema)
    except Exception:  # whatever is wrong with it: no reader of ours
        paragraphs, sound = [], False
    spoilt = str(path)
    commands: list[Callable[[], None]] = [
        lambda: _text_of(path, paragraphs),
        lambda: _imported(project, path, paragraphs),
        lambda: _written(project, sound, "diff", spoilt, good, "--redline", "made.docx"),
        lambda: _written(project, sound, "check", spoilt, "--fix", "--annotate", "made.docx"),
        lambda: _answered("check", spoilt),
        lambda: _answered("diff", good, spoilt),
        lambda: _answered("pull", spoilt),
    ]
    for command in chance.sample(commands, 2):
        command()


def _answered(*arguments: str) -> None:
    tried(*arguments)


def _text_of(path: Path, paragraphs: list[str]) -> None:
    answer = tried("text", str(path))
    if answer.status == 0 and (lost := _missing(paragraphs, answer.said)):
        raise Wrong(f"text lost {lost[:5]}: {answer.said[:800]}")


def _imported(project: Project, path: Path, paragraphs: list[str]) -> None:
    made = _brought_in(path)
    missing = _missing([line for line in paragraphs if letters(line) != _PRINTED], made.said)
    if made.status == 0 and (lost := [word for word in missing if letters(word) not in project.worded]):
        raise Wrong(f"import lost {lost[:5]}: {made.said[:800]}")


def _brought_in(path: Path) -> Answer:
    """What an import says and writes."""
    shutil.rmtree("imported", ignore_errors=True)
    answer = tried("import", str(path), "--out", "imported", "--force")
    texts = (file.read_text(encoding="utf-8") for file in sorted(Path("imported").rglob("*")) if file.is_file())
    return Answer(answer.status, "\n".join((answer.said, *texts)))


def _missing(paragraphs: list[str], text: str) -> list[str]:
    """The words of paragraphs that do not stand in a text."""
    whole = letters(text)
    return [word for line in paragraphs for word in line.split() if letters(word) not in whole]


def _written(project: Project, sound: bool, *arguments: str) -> None:
    made = Path("made.docx")
    made.unlink(missing_ok=True)
    tried(*arguments)
    if sound and made.exists() and (faults := invalid(made.read_bytes(), project.schema)):
        raise Wrong(f"{' '.join(arguments)}: not valid: {faults[:3]}")


def rows(project: Project, chance: random.Random) -> None:
    """A table of a series, as CSV or as a workbook."""
    book = chance.random() < 0.5
    path = Path("spoilt.xlsx" if book else "spoilt.csv")
    text = _ROWS if book else mutate.text(_ROWS, chance, [_ROWS])
    path.write_bytes(
        mutate.package(Path("book.xlsx").read_bytes(), chance) if book else text.encode("utf-8", "replace")
    )
    mould = Path("content/press/loat.md")
    mould.write_text(project.series, encoding="utf-8")
    shutil.rmtree("series", ignore_errors=True)
    try:
        answer = tried("build", str(mould), "--draft", "--each", str(path), "--out", "series", "--format", "txt")
    finally:
        mould.unlink()
    if book or answer.status:
        return
    made = letters("".join(file.read_text(encoding="utf-8") for file in Path("series").glob("*.txt")))
    used = ("tinh", "so_co_so")
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";"):
        lost = [cell for name in used if (cell := row.get(name)) and letters(cell) not in made]
        if lost:
            raise Wrong(f"series lost {lost}\n{answer.said[-800:]}\n{text}")


def _workbook() -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in _ROWS.splitlines():
        book.active.append(row.split(";"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


SORTS = {"source": source, "word": word, "rows": rows}


def one(project: Project, sort: str, number: int) -> str:
    """Make input `number` of a sort and judge what becomes of it: what is wrong, or nothing."""
    try:
        SORTS[sort](project, random.Random(f"{sort} {number}"))
    except Wrong as wrong:
        return f"{sort} {number}: {wrong}"
    except Exception as error:  # a judge that stumbles is a fault of the judge, and is told as well
        return f"{sort} {number}: the judge: {error!r}"
    return ""
