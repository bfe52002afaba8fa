"""Signs above or below their line, given back to words whose look was lost on the way: “m³” typed as `m^3^`, “CO₂”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from draftkit.dossier.excerpts import shown
from draftkit.model.inline import HOLDERS, Content, Inline, Sub, Sup, joined, plain
from draftkit.resolve.bound import Bound
from draftkit.resolve.printed_lines import printed_items
from draftkit.text.pattern import alternatives
from draftkit.word.fingerprint import letters_of, look_of, shown_runs
from draftkit.word.values import Paragraph, WordFile, paragraphs

Side = type[Sup] | type[Sub] | None


class Raised:
    """The words of drafts that hold raised or lowered signs, by their letters; none that stands there without, too."""

    def __init__(self, papers: Iterable[Bound], files: Iterable[WordFile] = ()) -> None:
        contents = [one for bound in papers for item in printed_items(bound) for one in shown(item)]
        contents += (_printed(one) for file in files for part in file.sections for one in paragraphs(part.blocks))
        found: dict[str, Content] = {}
        held: Counter[str] = Counter()
        for content in contents:
            if not any(isinstance(item, HOLDERS) for item in content):
                continue
            before: tuple[str, Side] = " ", None
            for word, group in groupby(_signs(content), lambda sign: sign[0].isalnum() or sign[1] is not None):
                signs = [*group]
                if word and signs[0][1] and not before[0].isspace():
                    signs.insert(0, before)  # “(a + b)²”: “)2”, since “2” alone is any number
                before = signs[-1]
                if word and any(side for _, side in signs):
                    key = "".join(letter for letter, _ in signs)
                    found[key] = _drawn(signs)
                    held[key] += 1
        words = _words(found)
        often = Counter(word for content in contents if found for word in words.findall(plain(content)))
        self.known = {key: content for key, content in found.items() if often[key] == held[key]}
        self._pattern = _words(self.known)

    def of(self, text: str) -> Content:
        """A text with the signs of these words raised or lowered; it says the same."""
        out: list[Inline] = []
        done = 0
        for one in self._pattern.finditer(text) if self.known else ():
            out += (text[done : one.start()], *self.known[one[0]])
            done = one.end()
        return joined((*out, text[done:]))


def _words(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\w)|(?!\w))(?:{alternatives(words)})(?!\w)")


def _printed(paragraph: Paragraph) -> Content:
    """A paragraph of a Word file with its raised and lowered signs."""
    sides: dict[str, Side] = {"superscript": Sup, "subscript": Sub}
    runs = ((run, sides.get(look_of(run, ground=True).vertical)) for run in shown_runs(paragraph))
    return _drawn((letter, side) for run, side in runs for letter in letters_of(run))


def _signs(content: Content, side: Side = None) -> Iterator[tuple[str, Side]]:
    for item in content:
        if isinstance(item, HOLDERS):
            yield from _signs(item.content, type(item) if isinstance(item, (Sup, Sub)) else side)
        else:
            yield from ((letter, side) for letter in plain((item,)))


def _drawn(signs: Iterable[tuple[str, Side]]) -> Content:
    runs = ((side, "".join(letter for letter, _ in group)) for side, group in groupby(signs, lambda sign: sign[1]))
    return tuple(side((text,)) if side else text for side, text in runs)
