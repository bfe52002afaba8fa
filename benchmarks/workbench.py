"""What the workbench takes: first page, repaint after an edit, memory; and whether kills leave whole texts.

`python -m benchmarks.workbench [--edits 500] [--kills 50]`, on the sample decree and one of 200 short articles. CPU
time is that of the server (read from /proc: Linux only). On a busy machine the least counts: it is what the work itself
costs. A repaint is the edit, which answers with the document, and the pages that changed, asked for as the browser
does."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from json import dumps, load
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener

CHECKOUT = Path(__file__).parents[1]
DECREE = "content/decree/nghi-dinh-cong-nghiep-moi-truong"
_MORTAL = "import ctypes; ctypes.CDLL(None).prctl(1, 9); " if sys.platform == "linux" else ""
"""Has the kernel kill a process (9) when the one that started it ends (1, PR_SET_PDEATHSIG)."""
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Asked:
    """A workbench, asked as its page asks it."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.base, self.process = address.partition("/?")[0], process
        self.opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        self.opener.open(address).read()

    def raw(self, path: str, body: object = None) -> Any:
        headers = {"Origin": self.base, "X-Draftkit": "1", "Content-Type": "application/json"}
        data = None if body is None else dumps(body).encode()
        return self.opener.open(Request(f"{self.base}/api/{path}", data, headers))

    def ask(self, path: str, body: object = None) -> Any:
        return load(self.raw(path, body))

    def drawn(self, doc: str, known: set[str]) -> set[str]:
        """Show a document: ask for the pages that are not known yet, three at most, as a window shows them."""
        return self.pages(doc, self.ask(f"document?{urlencode({'doc': doc})}"), known)

    def pages(self, doc: str, shown: Any, known: set[str]) -> set[str]:
        """Ask for the pages of a document that are not known yet."""
        pages = shown["pages"]
        for number in [at for at, page in enumerate(pages) if page["digest"] not in known][:3]:
            self.raw(f"page?{urlencode({'doc': doc, 'n': number})}").read()
        return {page["digest"] for page in pages}

    def box(self, doc: str, file: str, line: int) -> Any:
        """A provision as its box shows it."""
        return self.ask(f"provision?{urlencode({'doc': doc, 'file': file, 'line': line})}")

    def edit(self, doc: str, found: Any, text: str) -> Any:
        """Replace a provision, as its box does; the document as it is then."""
        stale = {key: found[key] for key in ("file", "line", "hash")}
        return self.ask("edit", {"doc": doc, "do": "replace", **stale, "text": text})["document"]

    def cpu(self) -> float:
        """Seconds of processor that the server took so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """MB that it holds."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0


@contextmanager
def opened(project: Path) -> Iterator[Asked]:
    """`draftkit serve` on a project; it is killed at the end, and with us, however we end."""
    command = [sys.executable, "-c", f"{_MORTAL}import sys; from draftkit.cli.main import main; sys.exit(main())"]
    process = subprocess.Popen(
        [*command, "serve", "--no-browser", "--lang", "en"], cwd=project, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        address = next(word for line in process.stdout for word in line.split() if "/?token=" in word)
        yield Asked(address, process)
    finally:
        process.kill()
        process.wait()


def projects(folder: Path) -> Iterator[tuple[str, Path, str, str, list[int]]]:
    """Name, project, document, file and the lines of clauses that are edited."""
    sample = folder / "sample"
    shutil.copytree(CHECKOUT / "content", sample / "content")
    shutil.copy(CHECKOUT / "draftkit.yaml", sample)
    file = f"{DECREE}/02-tieu-chuan-ma-so-danh-muc.md"
    yield "sample decree", sample, DECREE, file, _clauses(sample / file)
    long = folder / "long"
    (long / "content").mkdir(parents=True)
    (long / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    body = "".join(
        f"### Điều. Việc thứ {at}\n\n1. Cơ quan làm việc {at}.\n\n2. Kết quả gửi trong 15 ngày.\n\n"
        for at in range(1, 201)
    )
    (long / "content/dai.md").write_text(f"---\nloai: Nghị định\nten_goi: về 200 việc\n---\n{body}", encoding="utf-8")
    yield "200 short articles", long, "content/dai.md", "content/dai.md", _clauses(long / "content/dai.md")


def _clauses(path: Path) -> list[int]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        at for at, line in enumerate(lines, 1) if line[:1].isdigit() and ". " in line[:5] and line.endswith((".", ";"))
    ]


def edits(project: Path, doc: str, file: str, lines: list[int], count: int) -> None:
    began = time.monotonic()
    with opened(project) as bench:
        known = bench.drawn(doc, set())
        print(f"  first page {time.monotonic() - began:.2f} s on the clock, {bench.cpu():.2f} s CPU")
        took, memory = [], []
        for number in range(count):
            found = bench.box(doc, file, lines[number % len(lines)])
            words = found["text"][:-1].rstrip(" 0123456789")
            before = bench.cpu(), time.monotonic()
            shown = bench.edit(doc, found, f"{words} {number + 1000}{found['text'][-1]}")
            known = bench.pages(doc, shown, known)
            took.append((bench.cpu() - before[0], time.monotonic() - before[1]))
            if number % 100 == 99:
                memory.append(bench.memory())
        for name, each in zip(("CPU", "clock"), zip(*took, strict=True), strict=True):
            print(f"  repaint, {name}: median {median(each) * 1000:.0f} ms, least {min(each) * 1000:.0f} ms")
        print(f"  memory after each 100 edits: {', '.join(f'{one:.0f}' for one in memory)} MB")


def kills(project: Path, doc: str, file: str, line: int, count: int) -> None:
    """Kill the server at random moments of a save; the file is the old text or the new one."""
    from draftkit.library.project import open_project

    chance, wrong, new = random.Random(1), 0, 0
    path = project / file
    for number in range(count):
        old = path.read_bytes()
        with opened(project) as bench:
            bench.drawn(doc, set())
            found = bench.box(doc, file, line)
            text = f"{found['text'][:-1]} {number}{found['text'][-1]}"

            def save(bench: Asked = bench, found: Any = found, text: str = text) -> None:
                with suppress(OSError, ValueError):
                    bench.edit(doc, found, text)

            saving = threading.Thread(target=save)
            saving.start()
            time.sleep(chance.uniform(0, 0.4))
            os.kill(bench.process.pid, signal.SIGKILL)
            saving.join(timeout=30)
        open_project(project, None)  # what a killed write left is brought to its end
        now = path.read_bytes()
        new += now != old
        wrong += now not in (old, old.replace(found["text"].encode(), text.encode(), 1))
    print(f"  {count} kills: {count - new} old texts, {new - wrong} new ones, {wrong} neither")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--edits", type=int, default=500)
    asked.add_argument("--kills", type=int, default=50)
    given = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the folder is cleared away as at any end
    with tempfile.TemporaryDirectory() as folder:
        for name, project, doc, file, lines in projects(Path(folder)):
            print(name)
            edits(project, doc, file, lines, given.edits)
        kills(project, doc, file, lines[0], given.kills)


if __name__ == "__main__":
    main()
