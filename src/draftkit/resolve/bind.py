"""Binds a draft: every reference becomes its official wording with live number fields, every value its text.

After this: 1. contents hold no Reference and no Value any more (`Bound.text`); 2. what could not be bound is printed as
typed and is a fault;
3. numbers, labels and bookmarks are fixed. Works for any draft, however broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from draftkit.model.act import LegalAct
from draftkit.model.inline import HOLDERS, Break, Content, Inline, Link, Note, Reference, Value, aimed, joined, plain
from draftkit.model.keys import ORIGINAL, TITLE, is_amended
from draftkit.model.message import Fault, Mend, Place, msg
from draftkit.model.meta import Data, Metadata
from draftkit.model.nearest import nearest, or_near
from draftkit.model.profile import FormatProfile
from draftkit.model.tree import Block, Division, Draft, Figure, Paragraph, Quote, Table, Unit, is_plain
from draftkit.readers.inline import is_words
from draftkit.readers.shared import Shared
from draftkit.resolve.bound import Bound, Labels, Quotation, Rows, Step, Target, Trace, Use, Worded, Words, Written
from draftkit.resolve.frame import legal_bases
from draftkit.resolve.numbering import Numbering
from draftkit.resolve.others import Load, Others, nowhere
from draftkit.resolve.phrase import capitalised, cite_act, shared_types, together
from draftkit.resolve.phrase_of import phrases
from draftkit.resolve.serials import numbered
from draftkit.resolve.values import Values, bodiless, filled, mistyped, on_a_line, unknown, with_alts
from draftkit.text.address import outward
from draftkit.text.sentences import is_cut_short


def bind(
    draft: Draft,
    profile: FormatProfile,
    shared: Shared,
    load: Load | None = None,
    trace: Trace | None = None,
    asked: Callable[[Metadata], bool] = lambda meta: False,
    waiting: Callable[[], object] = tuple,
    pages: Callable[[Draft, Mapping[str, str]], Mapping[str, Metadata]] = lambda draft, values: {},
) -> Bound:
    """Bind a draft. Citations among the legal bases of the metadata are in full and not the first one in the text.
    `load` reads the documents that the draft names when something in them is asked for, always those whose metadata
    `asked` says so of, or all while anything is `waiting`; `pages` finds those to whose pages it leads with all
    values put in. `trace` is filled when it is given."""
    draft = numbered(draft)
    numbering = Numbering(draft)
    labels = Labels(draft, frozenset(shared.acts))
    others = Others(draft, shared.acts, shared.organisations, profile, load)
    binder = _Binder(draft, profile, shared, numbering, labels, others, trace)
    bound_bases = tuple(binder.basis(content) for content in legal_bases(draft))
    binder.walk(draft.blocks, ())
    notes = binder.bind_notes()
    for name in others.named:
        if is_amended(name) or name == ORIGINAL or (name in draft.related and asked(draft.related[name])):
            others.get(name)  # looked at, whether or not it is cited
    printed = binder.metadata()
    led_to = pages(draft._replace(meta=printed), binder.values.printed)
    draft = draft._replace(leads_to={**draft.leads_to, **led_to}) if led_to else draft
    others.follow(path for path, meta in _led_to(draft, others) if asked(meta) or waiting())
    draft, unsaid = with_alts(draft, binder.values.known)
    binder.faults.extend(unsaid)
    cited = {name: others.cite(name, first=True) for name in others.cited} | {
        key: cite_act(shared.acts[key], profile, True) for key in binder.cited
    }
    made = Bound(
        draft,
        profile,
        numbering.units,
        numbering.counted,
        labels.targets,
        labels.bookmarks,
        notes,
        binder.note_numbers,
        tuple(binder.uses),
        shared.acts,
        shared.organisations,
        (*draft.faults, *numbering.faults, *labels.faults, *binder.faults, *others.faults),
        binder.texts,
        binder.tables,
        bound_bases,
        others={name: other.bound for name, other in (*others.loaded.items(), *others.led_to.items()) if other},
        values=binder.values.printed,
        quotations=tuple(binder.quotations),
        worded=tuple(binder.worded),
        cited=cited,
        meta=printed,
        repeated_notes=frozenset(binder.repeated),
        words=shared.words,
    )
    return made._replace(leading=made).aimed(lambda url: "") if binder.leads else made


def _led_to(draft: Draft, others: Others) -> Iterator[tuple[str, Metadata]]:
    """What a draft leads to, and what it names and has not asked for: paths and metadata."""
    yield from ((others.named[name].path, meta) for name, meta in draft.related.items() if name not in others.loaded)
    yield from draft.leads_to.items()


class _Binder:
    def __init__(
        self,
        draft: Draft,
        profile: FormatProfile,
        shared: Shared,
        numbering: Numbering,
        labels: Labels,
        others: Others,
        trace: Trace | None,
    ) -> None:
        self.draft, self.others, self.trace = draft, others, trace
        self.profile, self.shared, self.labels = profile, shared, labels
        self.phrases = phrases(draft.kind.language)(
            draft.kind, numbering.units, numbering.counted, labels.bookmarks, shared_types(draft)
        )
        related: Mapping[str, Data] = {key: dict(meta.values) for key, meta in draft.related.items()}
        self.values = Values((draft.meta.given, related, shared.facts), others.value)
        self.texts: dict[int, Words] = {}
        self.tables: dict[int, Rows] = {}
        self.faults: list[Fault] = []
        self.uses: list[Use] = []
        self.cited: set[str] = set()
        self.named: dict[str, str] = {}
        self.note_numbers: dict[str, int] = {}
        self.repeated: set[str] = set()
        self.quotations: list[Quotation] = []
        self.worded: list[Worded] = []
        self.leads = False

    def metadata(self) -> Metadata:
        """The metadata as printed; what is wrong with their values is told."""
        typed = self.draft.meta
        printed, open_ = filled(typed, self.values.known)
        if printed.title:  # wherever it stands, only words can: in lists, on pages, as a property, as a subject
            lines = typed.title.split("\n")
            title = "\n".join(line if is_words(line) else on_a_line(line, self.values.known) for line in lines)
            printed = printed._replace(values={**printed.values, TITLE: title})
        if open_:
            said = {str(fault.message) for fault in self.faults}
            self.faults.extend(fault for fault in unknown(printed) if str(fault.message) not in said)
        self.faults.extend((*mistyped(self.draft, printed), *bodiless(printed, self.shared.organisations)))
        return printed

    def walk(self, blocks: tuple[Block, ...], here: tuple[Unit, ...]) -> None:
        for block in blocks:
            kind = type(block)
            if kind is Paragraph:
                self.bind(block.serial, block.content, here)  # type: ignore[union-attr]
            elif kind is Unit:
                body = block.body  # type: ignore[union-attr]
                if not block.title and is_plain(body) and _is_literal(body[0].content):  # type: ignore[union-attr]
                    continue  # most khoản and điểm
                self.bind(block.serial, block.title, inner := (*here, block))  # type: ignore[union-attr, arg-type]
                self.walk(body, inner)  # type: ignore[arg-type]
            elif isinstance(block, Table):
                self.bind(block.serial, block.caption, here)
                self.table(block, here)
            elif isinstance(block, Figure):
                self.bind(block.serial, block.caption, here)
            elif isinstance(block, (Quote, Division)):
                self.walk(block.blocks, here)

    def bind(self, serial: int, content: Content, here: tuple[Unit, ...]) -> None:
        if not _is_literal(content):
            words = Words(content, self.traced(content, here, serial))
            if self.leads or words.printed != content:
                self.texts[serial] = words

    def table(self, table: Table, here: tuple[Unit, ...]) -> None:
        if not all(_is_literal(cell) for row in table.rows for cell in row):
            rows = tuple(
                tuple(
                    cell if _is_literal(cell) else self.traced(cell, here, table.serial, at, column)
                    for column, cell in enumerate(row)
                )
                for at, row in enumerate(table.rows)
            )
            self.tables[table.serial] = Rows(table.rows, rows)

    def traced(self, content: Content, here: tuple[Unit, ...], serial: int, row: int = -1, column: int = -1) -> Content:
        """A content bound, its steps kept when they are asked for."""
        if self.trace is None:
            return self.content(content, here)
        steps: list[Step] = []
        bound = self.content(content, here, steps=steps)
        self.trace.known[serial, row, column] = Written(content, tuple(steps))
        return bound

    def basis(self, content: Content) -> Content:
        steps: list[Step] = []
        bound = self.content(content, (), in_bases=True, steps=steps)
        if self.trace is not None:
            self.trace.bases.append(Written(content, tuple(steps)))
        return bound

    def bind_notes(self) -> tuple[Paragraph, ...]:
        """Footnotes in the order of their marks, bound; each bound once, so that notes within notes are found too."""
        done: list[Paragraph] = []
        while len(done) < len(self.note_numbers):
            note = self.draft.notes[list(self.note_numbers)[len(done)]]
            done.append(note._replace(content=self.traced(note.content, (), note.serial)))
        for key, note in self.draft.notes.items():
            if key not in self.note_numbers:
                message = msg("footnote “{key}” is never used, so it is not printed", key=key)
                self.faults.append(Fault("DK-R006", message, Place(note.line)))
        return tuple(done)

    # -- one content

    def content(
        self,
        content: Content,
        here: tuple[Unit, ...],
        in_bases: bool = False,
        at_start: bool = True,
        steps: list[Step] | None = None,
    ) -> Content:
        """A content bound; `steps`, when given, gets how."""
        out: list[Inline] = []
        index = 0
        while index < len(content):
            item = content[index]
            inner: list[Step] | None = None if steps is None else []
            if isinstance(item, Reference):
                self.quoted(out, item)
                used, pieces = self.reference(content, index, item, here, in_bases)
                if _starts_sentence(out, at_start):
                    pieces = list(capitalised(tuple(pieces)))
                if isinstance(last := content[index + used - 1], Reference):
                    self.words(item.place, last.place, len(last.target) + 1, plain(tuple(pieces)))
            elif type(item) is str:
                used, pieces = 1, [item]
            else:
                used, pieces = 1, [self.item(item, here, in_bases, _starts_sentence(out, at_start), inner)]
            out.extend(pieces)
            if steps is not None:
                words = aimed(tuple(pieces), outward) if self.leads else tuple(pieces)
                steps.append(Step(index, used, words, tuple(inner or ())))
            index += used
        return joined(out)

    def item(
        self, item: Inline, here: tuple[Unit, ...], in_bases: bool, at_start: bool, steps: list[Step] | None
    ) -> Inline:
        if isinstance(item, HOLDERS):
            self.leads = self.leads or (isinstance(item, Link) and not outward(item.url))
            return item._replace(content=self.content(item.content, here, in_bases, at_start, steps))
        if isinstance(item, Value):
            text, faults = self.values.bound(item)
            self.faults += faults
            if text != item.raw:
                self.words(item.place, item.place, len(item.raw), text)
            return text
        if isinstance(item, Note):
            return self.note(item)
        return item

    def words(self, start: Place, last: Place, length: int, text: str) -> None:
        """Note what was worded; what points nowhere is printed as typed."""
        if not text.startswith("@"):
            self.worded.append(Worded(start, Place(last.line, last.column + length), text))

    def note(self, item: Note) -> Inline:
        if item.key not in self.draft.notes:
            near = nearest(item.key, self.draft.notes)
            text = or_near(msg("footnote “{key}” has no text", key=item.key), near)
            mends = (Mend(f"[^{item.key}]", f"[^{near[0]}]", False),) if near else ()
            self.faults.append(Fault("DK-R004", text, item.place, True, mends))
            return f"[^{item.key}]"
        if item.key in self.note_numbers:
            self.repeated.add(item.key)
            return item._replace(again=str(self.note_numbers[item.key]))
        self.note_numbers[item.key] = len(self.note_numbers) + 1
        return item

    # -- references

    def reference(
        self, content: Content, index: int, item: Reference, here: tuple[Unit, ...], in_bases: bool
    ) -> tuple[int, list[Inline]]:
        """Bind the reference `item` at `index` together with those joined to it. Returns how many items were used, and
        the words."""
        found = self.find(item)
        if found is None:
            return 1, self.whole(item, here, in_bases)
        target, document = found
        group, separators = [target], []
        self.use(item, here)
        used = 1
        while isinstance(target.block, Unit):
            following = self.joined_to(content, index + used, target, document)
            if following is None:
                break
            joint, other, reference = following
            separators.append(joint)
            group.append(other)
            self.use(reference, here)
            used += 2
        if document:
            return used, [self.others.words(document, group, separators)]
        return used, self.phrases.several(group, separators, here) if separators else self.phrases.one(target, here)

    def find(self, item: Reference) -> tuple[Target, str] | None:
        """Where a reference points, and the name of the document, empty for this one; None when it is not to a unit or
        captioned block."""
        if item.target in self.labels.targets:
            return self.labels.targets[item.target], ""
        name, _, inner = item.target.partition(".")
        other = self.others.get(name) if inner and name in self.others.named else None
        return (other.bound.labels[inner], name) if other and inner in other.bound.labels else None

    def joined_to(
        self, content: Content, index: int, target: Target, document: str
    ) -> tuple[str, Target, Reference] | None:
        if index + 1 >= len(content):
            return None
        joint, reference = content[index], content[index + 1]
        if not isinstance(joint, str) or not isinstance(reference, Reference):
            return None
        other, within = self.find(reference) or (None, "")
        fits = other is not None and within == document and together(target, other, joint)
        return (joint, other, reference) if fits and other else None

    def quoted(self, before: Sequence[Inline], item: Reference) -> None:
        """Note the words between curly quotes that stand right before the label they are quoted from."""
        last = before[-1] if before else ""
        if not isinstance(last, str) or not last.endswith(("” (", "”(")):
            return
        text = plain(tuple(before))
        start = text.rfind("“")
        if start >= 0:
            self.quotations.append(Quotation(text[start + 1 : text.rindex("”")], item.target, item.place))

    def use(self, item: Reference, here: tuple[Unit, ...]) -> None:
        self.uses.append(Use(here[-1].serial if here else 0, item.target, item.place))

    def whole(self, item: Reference, here: tuple[Unit, ...], in_bases: bool) -> list[Inline]:
        """A reference to a document as a whole: one the draft names, or an act of references.yaml."""
        if item.target in self.others.named:
            self.uses.append(Use(0, item.target, item.place))
            return [self.others.cite(item.target)]
        name, dot, inner = item.target.partition(".")
        if dot and name not in self.others.named and (name in self.shared.acts or name in self.labels.targets):
            return [
                *self.reference((), 0, Reference(name, item.place), here, in_bases)[1],
                f".{inner}",
            ]  # a full stop with no space after it
        act = self.shared.acts.get(item.target)
        if act is None:
            self.faults.append(
                nowhere(
                    item.target, self.labels.targets, self.shared.acts, self.others, item.place, self.draft.source.text
                )
            )
            return ["@" + item.target]
        first = in_bases or act.id not in self.cited
        if not in_bases:
            self.cited.add(act.id)
        self.uses.append(Use(0, item.target, item.place))
        return [cite_act(act, self.profile, True) if first else self.again(act)]

    def again(self, act: LegalAct) -> str:
        """How an act is cited from the second time on."""
        if act.id not in self.named:
            text = cite_act(act, self.profile, False)
            # the old law and the new one have one name
            if any(
                other is not act and other.type == act.type and cite_act(other, self.profile, False) == text
                for other in self.shared.acts.values()
            ):
                text = cite_act(act._replace(amended_by=()), self.profile, True)
            self.named[act.id] = text
        return self.named[act.id]


def _is_literal(content: Content) -> bool:
    """Whether a content is printed as it is written: nothing, or words only."""
    return not content or (len(content) == 1 and type(content[0]) is str)


def _starts_sentence(out: Sequence[Inline], at_start: bool) -> bool:
    """Whether what follows begins a sentence: emphasis, notes and line breaks before it do not hide its start."""
    tail = ""
    for item in reversed(out):
        tail = ("" if isinstance(item, Note) else " " if isinstance(item, Break) else plain((item,))) + tail
        if tail.strip():
            break
    words = tail.rstrip()
    if not words:
        return at_start
    ended = words.removesuffix("”").removesuffix('"').endswith((".", "?", "!"))
    return len(words) < len(tail) and ended and not is_cut_short(words, len(words))
