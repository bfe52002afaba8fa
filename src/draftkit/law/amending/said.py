"""One operation as an instruction says it, before the lines around it have completed it."""

from __future__ import annotations

from draftkit.law.acts.named import ActName
from draftkit.law.amending.units import Path, Target, completed
from draftkit.model.named import NamedTuple


class Said(NamedTuple):
    """A verb on a target. `after` and `before` are brothers of what is inserted; `old` and `new` are phrases (of an
    inserted phrase, `old` is the one it stands beside, `beside` says on which side); `text` is new wording that stands
    in the instruction itself."""

    op: str
    target: Target
    act: ActName | None = None
    after: Path = ()
    before: Path = ()
    old: str | None = None
    new: str | None = None
    beside: str = ""
    text: str = ""
    whole: bool = False
    """Whether an act is meant from beginning to end, so that no unit said nearby holds the target."""
    becomes: Path = ()
    """What a unit is called from now on; `new` says it in words."""

    def within(self, around: Path) -> Said:
        """The operation with the outer units it leaves unsaid taken from the path it is said in."""
        if not around or self.whole or (self.act and not self.act.known):  # “tên Thông tư”, “Điều 2 của Nghị quyết”
            return self
        after = completed(self.after, around) if self.after else ()
        before = completed(self.before, around) if self.before else ()
        return self._replace(target=self.target.within(around), after=after, before=before).renamed()

    def renamed(self) -> Said:
        """The operation with the new number of a unit told with the units around it."""
        if not self.becomes:
            return self
        path = completed(self.becomes, self.target.path)
        return self._replace(new=" ".join(str(unit) for unit in reversed(path)))
