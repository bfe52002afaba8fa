"""The words of an instruction in one form: what copies lose is set right, what is said in two ways is said in one."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain, zip_longest

from draftkit.law.acts import RULING
from draftkit.law.exceptions import as_but
from draftkit.law.ways import ways

_SMALL, _UNCLOSED, _MARK, _BECOMES, _OTHER_VERB = ways("one_form", "small unclosed mark becomes other_verb")
_EXCHANGED, _TWO, _UNOPENED, _QUOTED, _INNER = ways("one_form", "exchanged two unopened quoted inner")
_LISTED, _FROM, _LINE, _CORRECTED, _CLAUSE = ways("one_form", "listed from line corrected clause")
_OLD_POINT, _THEREAFTER, _OF_SORT, _NEXT = ways("one_form", "old_point thereafter of_sort next")
_BY_ISSUER, _GUIDES, _SAID_BELOW = ways("one_form", "by_issuer guides said_below")
_HELD = "“\ue000”"
"""What stands for a quotation while the words around it are set right."""


def _each(found: re.Match[str]) -> str:
    """A list of acts of one sort, each with its sort and with the places that are said before all of them."""
    places, sort = found["places"] or "", found["sort"]

    def item(one: re.Match[str]) -> str:
        return f"{one[1]} {places if found['all'] or not one[2] else ''}{one[2] or sort} số "

    first = re.sub(rf":|\s(?:{RULING})(?=\s)", "", found["first"])
    return f"{places}{found['all'] or ''}{sort}{first}{_NEXT.sub(item, found['others'].replace(':', ''))}"


def in_one_form(text: str) -> str:
    """An instruction as `tokens` reads it; what stands in quotation marks is left as it is."""
    curly, unpaired = text.count("“") - text.count("”"), text.count('"') % 2
    said = _UNOPENED.sub(r"\1“\2", text) if curly < 0 or unpaired else text
    text = _UNCLOSED.sub(r"\1”\2", text) if said == text and (curly > 0 or unpaired) else said
    return outside_quotes(_as_said, text)


def outside_quotes(change: Callable[[str], str], text: str) -> str:
    """A text with its words changed, but for those in quotation marks."""
    around = _QUOTED.split(text)
    changed = change(_HELD.join(around[::2])).split(_HELD)
    return "".join(chain.from_iterable(zip_longest(changed, around[1::2], fillvalue="")))


def _as_said(text: str) -> str:
    text = as_but(_MARK.sub("", text))
    text = _SMALL.sub(lambda one: one[0].replace(one[1], one[1].capitalize()), text)
    text = _THEREAFTER.sub(r"\1 đoạn", _OLD_POINT.sub("điểm", text))
    text = _CORRECTED.sub(r"\1", _LINE.sub("mã hàng ", text))
    text = _SAID_BELOW.sub(lambda one: f"{one['verb'] or ''} ", _CLAUSE.sub("điểm ", text))
    text = _FROM.sub(r"\1 ", _GUIDES.sub(r"bỏ \1", _BY_ISSUER.sub(lambda one: f"bỏ {one[1].capitalize()} số", text)))
    text = _LISTED.sub(r"\1\3 Điều \2, các điều ", text)  # “các điều 4, 8 (khoản 1), 12”
    text = _INNER.sub(r"\2 \1", text)  # “Điều 10 (khoản 1 và khoản 3)”
    if text.count("/") > 3:
        text = _OF_SORT.sub(_each, text)
    text = _TWO.sub("được sửa đổi; ", _EXCHANGED.sub(r"thay thế \1 bằng", text))
    if _BECOMES.match(text):  # “Điều 32 trở thành Điều 33, Điều 33 trở thành Điều 34”
        other = _OTHER_VERB.search(text)
        end = other.start() if other else len(text)
        made = re.sub(r"\s(?:sẽ\s+|được\s+)?(?:trở|chuyển|đổi)\s+thành\s", " thành ", text[:end])
        text = f"chuyển {made}{text[end:]}"
    return text
