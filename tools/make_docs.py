"""Build the documentation site, build/docs/{vi,en}, from docs/ and from what the program knows; nothing is fetched.

    python tools/make_docs.py            both languages; a warning is a failure
    python tools/make_docs.py vi         one of them
    python tools/make_docs.py vi en:read the other is only read: what warns there warns, no page is written

Pages stand in pairs, docs/vi/NAME.md and docs/en/NAME.md: tests/test_docs_pairs.py counts what they share."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from docs_reference import pages

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
OUT = ROOT / "build/docs"
LANGUAGES = ("vi", "en")
PROJECT = {"CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md", "CHANGELOG.md": "changelog.md"}
"""Pages that stand at the top of the repository, and their names in the site."""
_BUILDER = {"": (), "read": ("-b", "dummy", "-D", "smartquotes=0")}
_LINK = re.compile(r"(\]\()([^)\s]+)")
FRONT = """<!doctype html>
<meta charset="utf-8">
<title>draftkit</title>
<meta http-equiv="refresh" content="0; url=vi/index.html">
<a href="vi/index.html" lang="vi">Tiếng Việt</a> · <a href="en/index.html" lang="en">English</a>
"""


def gather(language: str) -> Path:
    """A folder with all pages of a language, links set for it."""
    folder = OUT / "pages" / language
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in (DOCS / language).glob("*.md"):
        (folder / path.name).write_text(_linked(path.read_text(encoding="utf-8"), ""), encoding="utf-8")
    for name, there in PROJECT.items():
        text = _linked((ROOT / name).read_text(encoding="utf-8"), language)
        (folder / there).write_text(_orphan(text), encoding="utf-8")
    (folder / "speed.md").write_text(_linked((DOCS / "speed.md").read_text(encoding="utf-8"), language), "utf-8")
    shutil.copy(DOCS / "speed.svg", folder)  # figures as they were measured, the same in both languages
    (folder / "decisions").mkdir()
    for path in (DOCS / "decisions").glob("*.md"):
        text = _linked(path.read_text(encoding="utf-8"), language)
        (folder / "decisions" / path.name).write_text(_orphan(text), encoding="utf-8")
    (folder / "decisions/index.md").write_text(_decisions(language), encoding="utf-8")
    shutil.copytree(DOCS / "images", folder / "images")
    (folder / "rules").mkdir()
    for name, text in pages(language):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _orphan(text: str) -> str:
    return f"---\norphan: true\n---\n{text}"


def _linked(text: str, outside: str) -> str:
    """The text with links as the site has them: what leads out of a language's folder stands beside it there."""

    def there(match: re.Match[str]) -> str:
        path, mark, anchor = match[2].partition("#")
        if path.startswith(("http", "mailto:")) or not path:
            return match[0]
        path = re.sub(r"^(\.\./)+", "", path)
        path = PROJECT.get(path, path)
        path = re.sub(rf"^(docs/)?({'|'.join(LANGUAGES)})/", "", path.removeprefix("docs/"))
        path = {"decisions/": "decisions/index.md", "rules.md": "rules/index.md"}.get(path, path)
        return f"{match[1]}{path}{mark}{anchor}"

    return _LINK.sub(there, text)


def _decisions(language: str) -> str:
    title = "Quyết định thiết kế (tiếng Anh)" if language == "vi" else "Decisions"
    out = [f"# {title}\n"]
    for path in sorted((DOCS / "decisions").glob("*.md")):
        head = path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
        out.append(f"* [{head}]({path.name})")
    return "\n".join([*out, ""])


def build(languages: tuple[str, ...]) -> int:
    """Build the languages beside each other. How many failed."""
    started = []
    for language, _, only in (name.partition(":") for name in languages):
        source = gather(language)
        command = (sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *_BUILDER[only], "-c", DOCS)
        environment = {**os.environ, "DRAFTKIT_DOCS_LANGUAGE": language}
        started.append(subprocess.Popen((*command, source, OUT / language), env=environment))
    (OUT / "index.html").write_text(FRONT, encoding="utf-8")
    return sum(process.wait() != 0 for process in started)


if __name__ == "__main__":
    sys.exit(build(tuple(sys.argv[1:]) or LANGUAGES))
