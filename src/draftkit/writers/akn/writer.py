"""A bound draft as one Akoma Ntoso 3.0 document. Same input, same text; nothing is fetched."""

from __future__ import annotations

from draftkit.model.inline import plain
from draftkit.model.kind import AS_IT_STANDS
from draftkit.model.tree import Block, Unit, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annexed_by, printed_number
from draftkit.resolve.frame import Frame
from draftkit.writers.akn.addresses import Addresses
from draftkit.writers.akn.changes import Changes
from draftkit.writers.akn.citing import Citing
from draftkit.writers.akn.elements import NAMESPACE, OWN, block, inline, safe
from draftkit.writers.akn.inlines import Inlines, paragraph
from draftkit.writers.akn.metadata import Identity, borrowed, identification, identity, meta_of
from draftkit.writers.akn.surroundings import conclusions, preamble, preface
from draftkit.writers.akn.tree import Tree


def write_akn(bound: Bound, frame: Frame) -> str:
    """The document. A normative text in điều is an `act` once it is issued and a `bill` before; every other text is a
    `doc`. Raises SourceError when a picture cannot be read."""
    ruled = bound.draft.kind.family == "qppl" and any(unit.level.name == "article" for unit in units(bound.draft.body))
    sort = ("act" if frame.issued else "bill") if ruled else "doc"
    addresses = Addresses(bound)
    citing = Citing(bound, addresses)
    inlines = Inlines(bound, citing)
    keys = borrowed(bound)
    lines = (place.line for key, place in bound.meta.places.items() if key.partition(".")[0] in keys)
    tree = Tree(bound, addresses, inlines, frozenset(lines))
    one = identity(bound, frame, sort)
    cover = tree.items(bound.opening)
    front = preface(frame, one.day) + preamble(frame, inlines)
    body = _front_first(bound)
    main = block("body", tree.in_hierarchy(body)) if ruled else block("mainBody", tree.among(body) or paragraph(""))
    end = conclusions(bound, frame, tree.items(bound.closing))
    annexes = "".join(
        _annex(tree, one, annex, count, frame.annexed) for count, annex in enumerate(bound.draft.annexes, 1)
    )
    changes = Changes(bound, citing, addresses, one.number, inlines.met)
    text = (
        meta_of(bound, frame, one, changes.analysis())
        + (block("coverPage", cover) if cover else "")
        + front
        + main
        + end
        + (block("attachments", annexes) if annexes else "")
    )
    document = block(sort, text, name=bound.draft.kind.name, contains="originalVersion")
    root = inline("akomaNtoso", f"\n{document}", xmlns=NAMESPACE).replace(">", f' xmlns:dk="{OWN}">', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inlines.fill(root)}\n'


def _front_first(bound: Bound) -> list[Block]:
    """The blocks of the body, first those that a kind prints before the title of its text."""
    front = [one for one in bound.draft.body if isinstance(one, Unit) and one.level.front]
    return [*front, *(one for one in bound.draft.body if one not in front)]


def _annex(tree: Tree, one: Identity, annex: Unit, count: int, annexed: str) -> str:
    """An annex, or a text issued together with the document."""
    name = tree.addresses.of[annex.serial]
    number = "" if annex.level is tree.bound.draft.kind.attachment_level else "".join(printed_number(tree.bound, annex))
    title = tree.bound.text(annex)
    head = paragraph(inline("docNumber", safe(number.strip())), "annex-number") if number.strip() else ""
    head += (
        paragraph(inline("docTitle", tree.inlines.content(title, annex.line)), "annex-title") if plain(title) else ""
    )
    own = AS_IT_STANDS in annex.classes or annexed_by(annex.body)
    head += paragraph(safe(annexed), "annexed") if annexed and not own else ""
    main = block("mainBody", tree.among(annex.body) or paragraph(""))
    meta = block("meta", identification(one, f"!annex_{count}"))
    document = block("doc", meta + (block("preface", head) if head else "") + main, name=annex.level.name)
    return block(
        "attachment",
        document,
        eId=name,
        wId=tree.addresses.labels.get(annex.serial, ""),
        class_=" ".join((annex.level.name, *annex.classes)),
    )
