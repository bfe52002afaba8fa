"""Which act an instruction changes, when its name is short, agreed on before, or left to the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from draftkit.amending.lines import Line
from draftkit.amending.operation import Operation, ends_act
from draftkit.law.acts import LAWS
from draftkit.law.acts.named import ACT, ActName
from draftkit.law.ways import ways

_HEADED, _LAW, _BEFORE, _TITLE, _BASIS, _STANDARD = ways("base_acts", "headed law before title basis standard")


def act_of_heading(words: str) -> ActName | None:
    """The one act that the heading of a chương says its điều change, without those that amended it before: `SỬA ĐỔI, BỔ
    SUNG MỘT SỐ ĐIỀU CỦA THÔNG TƯ SỐ … ĐÃ ĐƯỢC SỬA ĐỔI, BỔ SUNG BỞI THÔNG TƯ SỐ …`."""
    history = _BEFORE.search(words)
    words = words[: history.start()] if history else words
    numbers = {found[1] for found in _HEADED.finditer(words)}
    law = None if numbers else _LAW.search(words)  # “… MỘT SỐ ĐIỀU CỦA LUẬT ĐẦU TƯ”
    if law:
        return ActName(law[1].capitalize(), law[2].strip().lower(), "", 0)
    return ActName("", "", numbers.pop(), 0) if len(numbers) == 1 else None


def _titled(above: Sequence[str]) -> ActName | None:
    """The one act that the title above the first article says is changed."""
    start = next((at for at, text in enumerate(above) if _TITLE.match(text)), len(above))
    title = takewhile(lambda text: not _BASIS.match(text), above[start:])
    return act_of_heading(" ".join(title))


def at_hand(operations: Sequence[Operation], numbers: Sequence[str]) -> dict[str, int]:
    """Which of the acts at hand, by their numbers, each base is. One alone, which may have none yet, is what most
    operations change."""
    found = {one.base: numbers.index(one.base) for one in operations if one.base and one.base in numbers}
    counts = Counter(one.base for one in operations if not ends_act(one))
    if len(numbers) == 1 and not found:
        found = {base: 0 for base, _ in counts.most_common(1)}
    return found


class Names:
    """The acts that an act names, and what each is called for short."""

    def __init__(self, lines: Sequence[Line], own: str, head: Sequence[str] = ()) -> None:
        self.own = own
        self.standard = next((found[1] for line in lines[:4] if (found := _STANDARD.match(line.text))), "")
        self.numbers: dict[str, str] = {}
        self.counted: Counter[str] = Counter()
        self.enacted: set[str] = set()
        """What the sentence that enacts the act names: “… ban hành Thông tư sửa đổi … của Thông tư số …”."""
        for text in (*head, *(line.text for line in lines)):
            if "số" in text or "Số" in text:
                self._note(text)

        self.titled = _titled([line.text for line in takewhile(lambda line: line.level != "article", lines)])

    def _note(self, text: str) -> None:
        for found in ACT.finditer(text):
            number = re.sub(r"\s+", "", found["number"] or "")
            if "/" not in number or number == self.own:
                continue
            if not text.startswith("Căn cứ "):
                self.counted[number] += 1
            name = " ".join((found["name"] or "").split()).strip(" ,")
            kind = found["type"].lower()
            enacting = bool(found["amending"]) and text[: found.start()].endswith("ban hành ")
            if enacting or (self.enacted and text.find("ban hành ", 0, found.start()) > 0):
                self.enacted.add(number)
            if enacting:  # “Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Đầu tư số …”: the base
                kind = next(
                    (law for law in LAWS.lower().split("|") if found["amending"].lower().rstrip().endswith(law)), ""
                )
            if name and kind in LAWS.lower().split("|") and (enacting or not found["amending"]):
                self.numbers.setdefault(f"{kind} {name}".lower(), number)
            self.numbers.setdefault(number.split("/")[0], number)
            parts = number.split("/")
            if len(parts) == 3:  # “Nghị định 88/CP” for 88/1999/NĐ-CP
                self.numbers.setdefault(f"{parts[0]}/{parts[2].split('-')[-1]}", number)
                self.numbers.setdefault(f"{parts[0]}/{parts[1]}", number)

    def key(self, act: ActName | None) -> str:
        """The number of an act, or its type and name."""
        if act is None:
            return ""
        if act.number:
            return act.number if act.number.count("/") >= 2 else self.numbers.get(act.number, act.number)
        return self.numbers.get(act.key.lower(), act.key)

    def settled(self, operations: list[Operation]) -> list[Operation]:
        """Operations whose act is said nowhere above them change the one that the act changes elsewhere."""
        spelled: dict[str, str] = {}  # “Luật Nhà ở” and “Luật nhà ở” are one
        operations = [one._replace(base=spelled.setdefault(one.base.lower(), one.base)) for one in operations]
        if all(one.base for one in operations) or not operations:
            return operations
        said = Counter(one.base for one in operations if one.base and not ends_act(one))
        ended = {one.base for one in operations if ends_act(one)}
        named = [name for name, _ in self.counted.most_common() if name not in ended]
        likely = next((name for name in (*(name for name, _ in said.most_common(1)), *named)), "")
        likely = self.key(self.titled) or likely
        likely = self.standard or (next(iter(self.enacted)) if len(self.enacted) == 1 else likely)
        return [one if one.base else one._replace(base=likely) for one in operations]
