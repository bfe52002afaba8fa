"""A bound draft as one Akoma Ntoso 3.0 document: its body, what stands around it, what it changes in others. Same
input, same text; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from draftkit.amending.base_acts import at_hand
from draftkit.amending.lines import lines_from
from draftkit.amending.operation import Operation
from draftkit.amending.read import read_lines
from draftkit.law.acts import CitedAct, cited_acts
from draftkit.law.dates import days_of_effect
from draftkit.law.lists import Step
from draftkit.law.references import find
from draftkit.law.units import level_of
from draftkit.model.inline import plain
from draftkit.model.keys import is_amended
from draftkit.model.kind import AS_IT_STANDS, CONSOLIDATED, HEADLESS
from draftkit.model.tree import Unit, units
from draftkit.resolve.bound import Bound
from draftkit.resolve.flow import annex_lists, annexed_by, printed_number, status_of
from draftkit.resolve.frame import Frame, make_frame
from draftkit.resolve.printed_lines import printed_lines
from draftkit.text.own_words import said
from draftkit.writers.akn.elements import (
    NAMESPACE,
    OWN,
    SOURCE,
    Addresses,
    Citing,
    act_address,
    address,
    block,
    cited_in,
    inline,
    portion,
    safe,
)
from draftkit.writers.akn.metadata import Identity, borrowed, identification, identity, meta_of
from draftkit.writers.akn.tree import Inlines, Tree, made, paragraph


def write_akn(bound: Bound, frame: Frame) -> str:
    """The document. A normative text in điều is an `act` once it is issued and a `bill` before; every other text is a
    `doc`. Raises SourceError when a picture cannot be read."""
    sort = _sort(bound, frame)
    ruled = sort != "doc"
    addresses = Addresses(bound)
    citing = Citing(bound, addresses)
    inlines = Inlines(bound, citing)
    keys = borrowed(bound)
    lines = (place.line for key, place in bound.meta.places.items() if key.partition(".")[0] in keys)
    tree = Tree(bound, addresses, inlines, frozenset(lines))
    one = identity(bound, frame, sort)
    cover = tree.items(bound.opening)
    front = preface(frame, one.day) + preamble(frame, inlines)
    body = sorted(bound.draft.body, key=lambda one: not (isinstance(one, Unit) and one.level.front))  # printed first
    main = block("body", tree.in_hierarchy(body)) if ruled else block("mainBody", tree.among(body) or paragraph(""))
    end = conclusions(frame, tree.items(bound.closing), said(bound.profile.language, "Nơi nhận:"))
    annexes = "".join(_annex(tree, one, annex, count, frame) for count, annex in enumerate(bound.draft.annexes, 1))
    changes = Changes(bound, citing, addresses, one.number, inlines.met)
    analysis = changes.analysis()
    before = meta_of(bound, frame, one, analysis, changes.acts) + (block("coverPage", cover) if cover else "") + front
    text = before + main + end + (block("attachments", annexes) if annexes else "")
    merged = changes.acts or CONSOLIDATED in bound.draft.kind.rule_sets
    version = "singleVersion" if merged else "originalVersion"
    document = block(sort, text, name=bound.draft.kind.name, contains=version)
    root = inline("akomaNtoso", f"\n{document}", xmlns=NAMESPACE).replace(">", f' xmlns:dk="{OWN}">', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{inlines.fill(root)}\n'


def _annex(tree: Tree, one: Identity, annex: Unit, count: int, frame: Frame) -> str:
    """An annex, or a text issued together with the document, which carries its header."""
    issued = annex.level is tree.bound.draft.kind.attachment_level
    number = "" if issued else "".join(printed_number(tree.bound, annex)).strip()
    title, status = tree.bound.text(annex), safe(status_of(annex))
    head = tree.items([frame.letterhead]) if issued and not {AS_IT_STANDS, HEADLESS} & {*annex.classes} else ""
    head = made(head) + _line(number, "annex-number", "docNumber") + made(paragraph(status) if status else "")
    if plain(title):
        head += paragraph(inline("docTitle", tree.inlines.content(title, annex.line)), "annex-title")
    own = AS_IT_STANDS in annex.classes or annexed_by(annex.body)
    head += _line("" if own else frame.annexed, "annexed")
    head += made(tree.items(tuple(annex_lists(tree.bound, annex))))
    main = block("mainBody", tree.among(annex.body) or paragraph(""))
    meta = block("meta", identification(one, f"!annex_{count}"))
    document = block("doc", meta + (block("preface", head) if head else "") + main, name=annex.level.name)
    names = tree.addresses.names(annex.serial)
    return block("attachment", document, **names, class_=" ".join((annex.level.name, *annex.classes)))


def preface(frame: Frame, day: str) -> str:
    """The header: who issues, number, place and date, type and name; or empty. `day` is its date as ISO."""
    lines: list[tuple[str, str, str]] = [("parent-agency", "docAuthority", text) for text in frame.parent_agency]
    lines += [("agency", "docAuthority", text) for text in frame.agency]
    lines += [(role, "", text) for role, text in zip(("national-name", "motto"), frame.nation, strict=False)]
    lines += [("number", "docNumber", frame.number), ("place-date", "docDate" if day else "", frame.place_date)]
    lines += [("subject", "docTitle", frame.subject), *(("draft-mark", "docStatus", text) for text in frame.draft_mark)]
    lines += [("urgency", "", frame.urgency), ("circulation", "", frame.circulation)]
    lines += [("type", "docType", frame.type), ("title", "docTitle", frame.title)]
    inner = "".join(_line(text, role, tag, day if tag == "docDate" else "") for role, tag, text in lines)
    return block("preface", inner) if inner else ""


def _line(text: str, role: str, tag: str = "", day: str = "") -> str:
    """A line of the frame, in an element that says what it is; empty when it says nothing."""
    return paragraph(inline(tag, safe(text), date=day) if tag else safe(text), role) if text else ""


def preamble(frame: Frame, inlines: Inlines) -> str:
    """Who acts, on which grounds, that it acts, to whom it writes; empty when nothing of it is said."""
    out = _formula("authority", frame.authority)
    cited = "".join(
        block("citation", paragraph(inlines.content(basis, -1)), eId=f"cits__cit_{count}")
        for count, basis in enumerate(frame.bases, 1)
    )
    out += block("citations", cited, eId="cits") if cited else ""
    out += _formula("enactingFormula", frame.enactment) + _formula("decides", frame.decides)
    names = "".join(_line(text, "addressees") for text in frame.addressees)
    out += block("container", names, name="addressees") if names else ""
    return block("preamble", out) if out else ""


def _formula(name: str, text: str) -> str:
    return block("formula", _line(text, ""), name=name) if text else ""


def conclusions(frame: Frame, behind: str, received_by: str) -> str:
    """What the text ends with; `behind` is what the kind prints between the text and that, `received_by` the words
    above the recipients."""
    out = block("container", behind, name="closing") if behind else ""
    out += _line(frame.closing, "closing")
    received = "".join(_line(text, "recipients") for text in frame.recipients)
    if received:
        out += block("container", paragraph(safe(received_by), "recipients-label") + received, name="recipients")
    for one in frame.signatures:
        lines = [*(("signature-title", text) for text in one.titles), ("signature-other-title", one.other_title)]
        lines += [("signature-name", one.name)]
        signed = "".join(_line(text, role, "signature") for role, text in lines)
        out += block("container", signed, name="signature") if signed else ""
    out += _line(frame.drafter, "drafter") + _line(frame.contact, "contact")
    return block("conclusions", out) if out else ""


_SORTS = {
    **dict.fromkeys(("replace", "replace-phrase", "replace-annex", "rename"), "substitution"),
    **dict.fromkeys(("insert", "insert-phrase", "append"), "insertion"),
    **dict.fromkeys(("repeal", "delete-phrase"), "repeal"),
    "renumber": "renumbering",
}
_PASSIVE = (("thay thế", "substitution"), ("bãi bỏ", "repeal"), ("sửa đổi", "substitution"), ("bổ sung", "insertion"))
_QUOTED = re.compile("“[^”]*”")


def _sort(bound: Bound, frame: Frame) -> str:
    ruled = bound.draft.kind.family == "qppl" and any(unit.level.name == "article" for unit in units(bound.draft.body))
    return ("act" if frame.issued else "bill") if ruled else "doc"


class Changes:
    """The changes of a document, `met` being the lines at which its notes are marked, by their numbers. `acts` are
    those that changed it, by their addresses: as cited, and the day from which they have effect."""

    def __init__(self, bound: Bound, citing: Citing, addresses: Addresses, number: str, met: dict[int, int]) -> None:
        self._bound, self._citing, self._addresses, self._number, self._met = bound, citing, addresses, number, met
        self._mods = 0
        self.acts: dict[str, tuple[str, str]] = {}

    def analysis(self) -> str:
        """Both sorts of changes; empty when there are none."""
        active = "".join(self._active())
        passive = "".join(self._passive())
        inner = block("activeModifications", active) if active else ""
        inner += block("passiveModifications", passive) if passive else ""
        return block("analysis", inner, source=SOURCE) if inner else ""

    def _active(self) -> Iterator[str]:
        lines = lines_from((text, line + 1) for text, line in printed_lines(self._bound))
        named: dict[str, str] = {}
        for text in (self._bound.meta.title, *(line.text for line in lines)):
            for act in cited_acts(text):
                named.setdefault(act.number, act_address(act))
        operations = read_lines(lines, self._number).operations
        drafts = [one for name, one in self._bound.others.items() if is_amended(name)]
        frames = [make_frame(draft) for draft in drafts]
        for base, at in at_hand(operations, [frame.number.rpartition(": ")[2].strip() for frame in frames]).items():
            named.setdefault(base, identity(drafts[at], frames[at], _sort(drafts[at], frames[at])).work)
        for one in operations:
            source = self._citing.around(one.line - 1)
            base = _base(one, named)
            if one.op in _SORTS and source and base:
                where = portion(tuple(Step(level_of(unit.kind), unit.label) for unit in one.target if unit.kind))
                quotes = self._addresses.quotes.values()
                new = next((name for name in quotes if name.startswith(f"{source}__qstr_")), "")
                yield self._modification(_SORTS[one.op], [f"#{source}"], f"{base}/~{where}" if where else base, new)

    def _passive(self) -> Iterator[str]:
        for number, note in enumerate(self._bound.notes, 1):
            text = _QUOTED.sub(lambda found: " " * len(found[0]), plain(note.content))
            here = self._citing.around(self._met.get(number, -1))
            sort = next((sort for words, sort in _PASSIVE if f"được {words}" in text), "")
            acts = list(cited_acts(text)) if sort and here else []
            told: dict[CitedAct, list[str]] = {}
            for citation in find(text):
                if of := cited_in(citation, acts):
                    told.setdefault(of, []).extend(portion(member.path) for member in citation.members)
            for act, ways in (told or {act: [""] for act in acts[:1]}).items():
                base = act_address(act)
                day = next((day.iso for day in days_of_effect(text[act.end :])), "")
                self.acts.setdefault(base, (text[act.start : act.end], day))
                sources = (f"{base}/~{way}" if way else base for way in ways)
                yield self._modification(sort, sources, f"#{here}", "")

    def _modification(self, sort: str, sources: Iterable[str], destination: str, new: str) -> str:
        self._mods += 1
        inner = "".join(block("source", href=source) for source in sources) + block("destination", href=destination)
        inner += block("new", href=f"#{new}") if new else ""
        return block("textualMod", inner, type=sort, eId=f"textualmod_{self._mods}")


def _base(one: Operation, named: dict[str, str]) -> str:
    """The address of the act that an operation changes."""
    if one.base in named:
        return named[one.base]
    type, _, rest = one.base.partition(" ")
    return address("act", type, "", rest) if rest else address("act", "", "", one.base) if one.base else ""
