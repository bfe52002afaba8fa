"""What is said of a label that points nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from draftkit.model.act import LegalAct
from draftkit.model.finding import Fault, Mend
from draftkit.model.message import Message, msg
from draftkit.model.nearest import nearest
from draftkit.model.place import Place
from draftkit.resolve.others import Others, entry


def nowhere(label: str, targets: Iterable[str], acts: Mapping[str, LegalAct], others: Others, place: Place) -> Fault:
    """Why a label points nowhere, with the nearest one that does not."""
    message = _said(label, targets, acts, others)
    near, line = (str(message.values.get(key, "")) for key in ("near", "line"))
    prefix = f"{message.values['name']}." if "name" in message.values else ""
    mends = [Mend(f"@{label}", f"@{prefix}{near}", False)] if near else []
    if line:
        mends.append(Mend("", line, False, "act"))
    return Fault("DK-R001", message, place, True, tuple(mends))


def _said(label: str, targets: Iterable[str], acts: Mapping[str, LegalAct], others: Others) -> Message:
    name, dot, inner = label.partition(".")
    if dot and name in others.named:
        other = others.get(name)
        near = nearest(inner, other.bound.labels) if other else []
        if near:
            return msg(
                "“@{label}”: the document “{name}” has no such label; did you mean “@{name}.{near}”?",
                label=label,
                name=name,
                near=near[0],
            )
        return msg("“@{label}”: the document “{name}” has no such label, or cannot be read", label=label, name=name)
    near = nearest(label, [*targets, *acts, *others.named])
    line = entry(label)
    if near and line:
        return msg(
            "“@{label}” points nowhere; did you mean “@{near}”? If not, add it to references.yaml: {line}",
            label=label,
            near=near[0],
            line=line,
        )
    if near:
        return msg("“@{label}” points nowhere; did you mean “@{near}”?", label=label, near=near[0])
    if line:
        return msg("“@{label}” points nowhere; add it to references.yaml: {line}", label=label, line=line)
    return msg("“@{label}” points nowhere: no unit, table or legal document has this label", label=label)
