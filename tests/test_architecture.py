"""The shape of the code: floors, no kind named in the core, small modules and functions."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from draftkit.model import keys
from tests.conftest import CHECKOUT
from tests.helpers import TEMPLATES, each, nodes_of, registry

SOURCE = CHECKOUT / "src/draftkit"
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))
CORE = [name for name in MODULES if not name.startswith(("kinds/", "hs/", "campaign/", "standards/", "dossier/"))]

LAW_LANGUAGE = {
    "amend/consolidate.py": "the words of footnotes of consolidated texts",
    "law/bodies.py": "names of bodies, which hold such words",
    "law/acts/__init__.py": "types of act that a reference may name, whatever kind is being drafted",
    "importers/akn/document.py": "sorts of document of Akoma Ntoso",
    "cli/common.py": "an example in a help text",
    "library/reading.py": "an example in an error message",
}
"""Core modules that may hold the Vietnamese name of a kind, and why."""

BY_ADDRESS = {"word/styles.py": "properties of table styles and list levels, kept as long as the cache that names them"}
"""Modules that call `id()`, and why what they name cannot pass to another."""

MAX_MODULE = 400
MAX_FUNCTION = 60

TOP = frozenset(
    """.ci .dockerignore .git-blame-ignore-revs .gitignore .pre-commit-config.yaml .pre-commit-hooks.yaml CHANGELOG.md
    CONTRIBUTING.md Containerfile LICENSE LICENSES Makefile NOTICE README.md README.vi.md SECURITY.md action.yml
    benchmarks ci content docs draftkit.yaml editors hatch_build.py launch pyproject.toml src templates tests
    tools""".split()
)
"""What stands at the top of the repository; a file that a command left there is none of it."""


def test_nothing_stands_at_the_top_by_a_slip() -> None:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert {name.split("/")[0] for name in done.stdout.rstrip("\0").split("\0")} <= TOP


def test_imports_go_down_only() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(script), "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def strings(nodes: Sequence[ast.AST]) -> Iterator[ast.Constant]:
    """String constants of a module, docstrings left out; of a table of words (`"…".split()`) each word, too."""
    docs = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr == "split" and isinstance(node.value, ast.Constant):
            yield from (ast.Constant(word, lineno=node.lineno) for word in str(node.value.value).split())
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


@cache
def kind_names() -> tuple[frozenset[str], re.Pattern[str]]:
    """The folders of the kinds, and what finds their titles."""
    titles = sorted({kind.title for kind in registry().all()}, key=len, reverse=True)
    return frozenset(path.name for path in TEMPLATES.iterdir() if (path / "kind.yaml").is_file()), re.compile(
        "|".join(rf"(?<!\w){re.escape(title)}(?!\w)" for title in titles), re.IGNORECASE
    )


def named_kinds(name: str) -> list[str]:
    """Where a module names a kind: a string equal to its folder name, or one that holds its title."""
    folders, pattern = kind_names()
    return [
        f"{name}:{node.lineno}: {node.value!r}"
        for node in strings(nodes_of(SOURCE / name))
        if node.value in folders or pattern.search(node.value)
    ]


@each(CORE)
def test_core_code_names_no_kind(name: str) -> None:
    if name.startswith("checks/"):  # rules cite the acts they rest on
        folders, _ = kind_names()
        assert [node.value for node in strings(nodes_of(SOURCE / name)) if node.value in folders] == []
    elif name in LAW_LANGUAGE:
        assert len(named_kinds(name)) <= 4, named_kinds(name)
    else:
        assert named_kinds(name) == []


def test_the_search_for_kinds_finds_one() -> None:
    assert named_kinds("law/acts/__init__.py"), "if this list is empty the search is broken"


def test_every_exception_is_still_needed() -> None:
    assert [name for name in LAW_LANGUAGE if not (SOURCE / name).is_file() or not named_kinds(name)] == []


@each([name for name in MODULES if name != "model/times.py"])
def test_modules_and_functions_are_small(name: str) -> None:
    assert (SOURCE / name).read_text(encoding="utf-8").count("\n") <= MAX_MODULE
    for node in nodes_of(SOURCE / name):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= MAX_FUNCTION, f"{name}:{node.lineno} {node.name}"


@each([name for name in MODULES if name != "cli/clock.py"])
def test_the_library_reads_no_clock(name: str) -> None:
    text = (SOURCE / name).read_text(encoding="utf-8")
    assert not re.search(r"\b(date\.today|datetime\.now|utcnow|time\.time|localtime|random\.)\b", text)


def modules() -> dict[str, set[str]]:
    """The modules that each imports, imports for types and within functions included."""
    names = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): name for name in MODULES}
    below: dict[str, set[str]] = {}
    for module, name in names.items():
        found: set[str] = set()
        for node in nodes_of(SOURCE / name):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}".removeprefix("draftkit.")
                    found.add(whole if whole in names else node.module.removeprefix("draftkit."))
        below[module] = found & set(names) - {module}
    return below


def scripts() -> dict[str, set[str]]:
    """The scripts of the workbench that each imports."""
    folder = SOURCE / "workbench" / "static"
    asked = re.compile(r'^import (?:.* from )?"\./(\w+)\.js"', re.MULTILINE)
    return {path.stem: set(asked.findall(path.read_text(encoding="utf-8"))) for path in folder.glob("*.js")}


def circle(below: dict[str, set[str]]) -> list[str]:
    """Those of them that import one another."""
    while True:  # a module that imports nothing left, or that nothing left imports, is in no circle
        used = set().union(*below.values()) if below else set()
        free = {name for name, found in below.items() if not found or name not in used}
        if not free:
            return sorted(below)
        below = {name: found - free for name, found in below.items() if name not in free}


def test_no_module_needs_itself() -> None:
    assert circle(modules()) == []
    found = scripts()
    assert len(found["main"]) > 10
    assert circle(found) == []
    assert circle(found | {"undo": {*found["undo"], "box"}})


def test_a_build_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    heavy = (
        "decimal docx draftkit.pictures.prepare email http lxml logging random shutil socket ssl tempfile "
        "urllib.request xml.sax zipfile"
    )
    told = (
        "import os, sys; from draftkit.cli.start import run; end = os._exit; "
        f"os._exit = lambda status: print(*set({heavy.split()}) & set(sys.modules), flush=True) or end(status); run()"
    )
    (tmp_path / "bai.md").write_text("---\nloai: Nghị định\nten_goi: về việc thử\n---\n\n### Điều. A\nLời.\n", "utf-8")
    build = [sys.executable, "-c", told, "build", "--force", "-q", "bai.md", "--out", "out"]
    place = {**os.environ, "DRAFTKIT_CACHE": str(tmp_path / "cache")}
    for _ in range(2):  # once to fill the cache
        ended = subprocess.run(build, cwd=tmp_path, env=place, capture_output=True, text=True, check=True)
    assert ended.stdout == "\n", ended.stderr


def numbers_of_text(nodes: Iterable[ast.AST]) -> list[int]:
    """Lines where text is taken for a number: `isdigit` and its sisters, and `int()` of what is not plainly a truth or
    a result of arithmetic. (With a base, `int()` has no limit of length; it reads colours and bit fields.)"""
    found = []
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("isdigit", "isnumeric", "isdecimal"):
            found.append(node.lineno)
        if isinstance(node.func, ast.Name) and node.func.id == "int" and len(node.args) == 1:
            value = node.args[0]
            value = value.values[-1] if isinstance(value, ast.BoolOp) else value
            truth = isinstance(value, ast.Compare | ast.UnaryOp) or ast.unparse(value).startswith(("any(", "bool("))
            if not (truth or isinstance(value, ast.BinOp)):
                found.append(node.lineno)
    return found


@each([name for name in MODULES if name != "model/numeral.py"])
def test_text_becomes_a_number_in_one_place(name: str) -> None:
    """`²` is a digit for `str.isdigit` and none for `int()`, `１２` is a number for both: `numeral.whole` reads
    numbers."""
    assert numbers_of_text(nodes_of(SOURCE / name)) == []


def test_the_search_for_numbers_finds_them() -> None:
    code = "int(text)\nint(found[1] or 0)\ntext.isdigit()\nint(any(x))\nint(a * b)\nint(code, 16)\n"
    assert numbers_of_text(ast.walk(ast.parse(code))) == [1, 2, 3]


def test_expressions_mean_what_they_say() -> None:
    """From À to Ỹ stand small letters, too; `{2,9}` in an f-string prints the pair (2, 9)."""
    mixed = re.compile("[ÀÁÂ]-[ỸỲỴ]|[àáâ]-[ỹỳỵ]")
    assert [name for name in MODULES if mixed.search((SOURCE / name).read_text(encoding="utf-8"))] == []
    pairs = [node for name in MODULES for node in nodes_of(SOURCE / name) if isinstance(node, ast.FormattedValue)]
    assert [ast.unparse(node) for node in pairs if isinstance(node.value, ast.Tuple)] == []


def test_nothing_is_known_by_where_it_lies_in_memory() -> None:
    """`id()` passes to another thing once the first is gone."""
    found = [
        name
        for name in MODULES
        for node in nodes_of(SOURCE / name)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert sorted(set(found) - set(BY_ADDRESS)) == []
    assert sorted(set(BY_ADDRESS) - set(found)) == []


@each(MODULES)
def test_keys_of_the_metadata_are_spelt_once(name: str) -> None:
    """What core code reads of the metadata has a name and a type: a key misspelt in a string would be a value nobody
    finds."""
    known = "|".join(value for key, value in vars(keys).items() if key.isupper())
    text = (SOURCE / name).read_text(encoding="utf-8")
    assert re.findall(rf'meta\.(?:text|texts|table|place)\("(?:{known})"', text) == []


def test_imported_modules_are_there() -> None:
    """Types alone did not see that a room had gone into another while a third still asked for it."""
    there = {f"draftkit.{name.removesuffix('.py').replace('/', '.')}".removesuffix(".__init__") for name in MODULES}
    asked = {
        f"{name}: {node.module}"
        for name in MODULES
        for node in nodes_of(SOURCE / name)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("draftkit.") and node.module not in there
    }
    assert asked == set()
