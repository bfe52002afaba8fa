"""Install a built wheel into an empty environment and do a first day's work with it, far from the checkout, and what
the page on the first letter says.

    python tools/try_package.py dist/*.whl dist/*.tar.gz

The source package is made into a wheel again, which must hold the same files. Exits with 1 and says what failed."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.pages import snippets  # noqa: E402 (found from here only)

DAY = (
    ("init", "du-an"),
    ("new", "Công văn", "content/cong-van"),
    ("new", "Nghị định", "content/nghi-dinh"),
    ("new", "Thông cáo báo chí", "content/thong-cao.md"),
    ("list",),
    ("check", "--fail-on", "error"),
    ("fmt", "--check"),
    ("build", "--format", "docx", "--format", "pdf", "--format", "html"),
    ("check", "build/nghi-dinh.docx"),
    ("explain", "DK-S010"),
    ("rules",),
    ("--lang", "en", "--help"),
)


def main(packages: list[str]) -> int:
    """Try the packages named; say what does not work."""
    wheel = next(Path(name).resolve() for name in packages if name.endswith(".whl"))
    source = next((Path(name).resolve() for name in packages if name.endswith(".tar.gz")), None)
    with tempfile.TemporaryDirectory(prefix="draftkit-package-") as folder:
        place = Path(folder)
        venv.create(place / "env")
        python = place / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
        pip = (sys.executable, "-m", "pip", "--python", str(python))  # works in there, and need not be installed there
        if source is not None:
            here = (sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation")  # as the other one
            done = subprocess.run((*here, "-w", place, source), check=False)
            again = next(place.glob("*.whl"), None)
            if done.returncode or again is None or _files(again) != _files(wheel):
                return _say("the source package does not make the same wheel")
        uv = Path(sys.executable).with_name("uv")  # takes a third of the time, where it is at hand
        install = (uv, "pip", "install", "--python", python) if uv.is_file() else (*pip, "install", "--no-compile")
        if subprocess.run((*install, "-q", wheel), check=False).returncode:
            return _say("the wheel cannot be installed")
        program = python.with_name("draftkit")
        return _day(program, place) or _first_letter(program, place / "tutorial")


def _files(wheel: Path) -> dict[str, int]:
    with zipfile.ZipFile(wheel) as archive:
        return {item.filename: item.CRC for item in archive.infolist() if not item.filename.endswith("/RECORD")}


def _first_letter(program: Path, place: Path) -> int:
    """The tutorial, as its page says: files are written, commands given."""
    place.mkdir()
    env, cwd = _empty(place), place
    for item in snippets(ROOT / "docs/vi/first-letter.md"):
        if item.file:
            (cwd / item.file).write_text(item.text, encoding="utf-8")
        for line in item.text.splitlines() if item.language == "sh" else ():
            words = shlex.split(line)
            if words[0] == "cd":
                cwd /= words[1]
                continue
            done = subprocess.run((program, *words[1:]), cwd=cwd, env=env, capture_output=True, check=False)
            if done.returncode:
                return _say(
                    f"{line} ended with {done.returncode}:\n{(done.stdout + done.stderr).decode('utf-8', 'replace')}"
                )
    missing = [name for name in ("moi-hop.docx", "moi-hop.pdf") if not (cwd / "build" / name).is_file()]
    return _say(f"the first letter: not built: {', '.join(missing)}") if missing else 0


def _empty(place: Path) -> dict[str, str]:
    """An environment in which nothing of this checkout is seen."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "DRAFTKIT")) and name not in ("VIRTUAL_ENV", "XDG_CACHE_HOME")
    }
    return env | {"HOME": str(place / "home"), "GIT_CEILING_DIRECTORIES": str(place)}


def _day(program: Path, place: Path) -> int:
    env = _empty(place)
    for number, arguments in enumerate(DAY):
        cwd = place / "du-an" if number else place
        done = subprocess.run((program, *arguments), cwd=cwd, env=env, capture_output=True, check=False)
        if done.returncode:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            return _say(f"draftkit {' '.join(arguments)} ended with {done.returncode}:\n{said}")
    missing = [name for name in ("cong-van.docx", "nghi-dinh.pdf", "thong-cao.html") if not _built(place, name)]
    return _say(f"not built: {', '.join(missing)}") if missing else 0


def _built(place: Path, name: str) -> bool:
    return any(path.stat().st_size for path in (place / "du-an" / "build").rglob(name))


def _say(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
