"""What the search of a site knows: a file of data that a small script reads; nothing is asked of a server.

Texts stand there with their accents; the script finds them with and without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape

from draftkit.model.named import NamedTuple

DATA, SCRIPT, PAGE = "tim-kiem-du-lieu.js", "tim-kiem.js", "tim-kiem.html"
_LONGEST, _MOST = 1500, 30_000
"""Signs of a text that are searched besides its title and summary: a thousand news make 2 MB; of other texts, which are
few, all."""
_UNSAFE = {ord("<"): "\\u003c", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_LINK = re.compile(r'<a href="(#[^"]+)">(.*?)</a>', re.DOTALL)
_BESIDE, _TAG = re.compile(r'<span class="kem">.*?</span>', re.DOTALL), re.compile(r"<[^>]+>")


class Found(NamedTuple):
    """Something that can be found: title, address in the site, what is said of it (sort, date), summary, text."""

    title: str
    address: str
    line: str
    summary: str
    text: str = ""


def data(entries: Iterable[Found]) -> bytes:
    """The file of data."""
    listed = ",\n".join(json.dumps(entry, ensure_ascii=False).translate(_UNSAFE) for entry in entries)
    return f"window.DU_LIEU = [\n{listed}\n];\n".encode()


def searched(text: str, news: bool) -> str:
    """As much of a text as is searched."""
    return " ".join(text.split())[: _LONGEST if news else _MOST]


def provisions(contents: str, main: str) -> Iterable[Found]:
    """The headings of a page that we wrote, by its list of contents, each with what stands in `main` up to the next."""
    links = list(_LINK.finditer(contents))
    places = [main.find(f' id="{link[1][1:]}"') for link in links]
    for link, start, end in zip(links, places, (*places[1:], len(main)), strict=False):
        text = main[start:end].partition(">")[2].rpartition("<")[0]
        yield Found(_words(link[2]), link[1], "", "", searched(_words(_BESIDE.sub(" ", text)), news=False))


def _words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", markup)).split())
