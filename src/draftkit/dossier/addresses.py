"""Words about a draft from outside it: addresses of provisions by label, texts of registers bound to the draft, and
what is found in them, stamped with the rule it falls under."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from draftkit.checks.catalogue import all_rules
from draftkit.checks.rule import Rule
from draftkit.model.inline import Content, Field, Inline, Note, Reference, Value, aimed, mapped, plain
from draftkit.model.kind import KindSpec
from draftkit.model.message import Finding, Message, Span, msg, with_values
from draftkit.model.meta import Data
from draftkit.model.nearest import nearest, or_near
from draftkit.model.tree import Unit
from draftkit.plugins import brought_rules
from draftkit.readers.inline import parse_inline
from draftkit.readers.shared import look_up
from draftkit.resolve.bound import Bound
from draftkit.resolve.phrase import Phrases, cite_act
from draftkit.resolve.values import nested, unset
from draftkit.text.address import outward
from draftkit.text.fold import with_capital


class Remarks:
    """Gathers findings in the order they are made; `typed` tells where the words of a register stand in it, by line of
    the tables that are made of them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.typed: dict[str, Span] = {}

    @cached_property
    def _rules(self) -> dict[str, Rule]:
        """All rules by id; most registers have nothing to tell, and need none."""
        return {rule.id: rule for rule in (*all_rules(), *brought_rules())}

    def tell(self, rule: str, span: Span, said: str | Message, /, **values: object) -> None:
        """Note a finding under a rule of the catalogue."""
        known = self._rules[rule]
        finding = Finding(rule, known.severity, with_values(said, values), span, known.source)
        if finding not in self.findings:
            self.findings.append(finding)


class Wording:
    """Words provisions of one draft. `order` holds the place of each label in the printed order."""

    def __init__(self, bound: Bound, values: Mapping[str, Data], this: str) -> None:
        self.bound = bound
        self.values = values
        self.order = {label: index for index, label in enumerate(bound.labels)}
        self.act = act_name(bound.draft.kind)
        self.title = f"{self.act} {bound.meta.text('ten_goi')}"
        self._own = bound.draft.kind.words.get("this", "")
        kind = bound.draft.kind._replace(words={**bound.draft.kind.words, "this": this})
        self._phrases = Phrases(kind, bound.numbers, bound.counted, bound.bookmarks)
        self._this = this

    def address(self, label: str) -> str:
        """`khoản 2 Điều 5`: a provision as it is called in a table on its draft."""
        text = plain(tuple(self._phrases.one(self.bound.labels[label], ())))
        return text.removesuffix(f" của {self._this}").removesuffix(f" ban hành kèm theo {self._this}")

    def heading(self, label: str) -> str:
        """The address as the name of a group of comments, an điều or chương with its title."""
        text = self.address(label)
        block = self.bound.labels[label].block
        title = plain(self.bound.text(block)) if isinstance(block, Unit) else ""
        return with_capital(text) + (f". {title}" if title else "")

    def text(self, text: str, span: Span, remarks: Remarks) -> Content:
        """A text of a register: `@label` is a provision of the draft or a legal document, `{{ name }}` a value. What is
        not known stays as typed, with a finding."""
        said = aimed(mapped(parse_inline(text, 0), lambda item: self._item(item, span, remarks)), outward)
        remarks.typed.update(dict.fromkeys(plain(said).split("\n"), span))
        return said

    def _item(self, item: Inline, span: Span, remarks: Remarks) -> Inline:
        if isinstance(item, Note):
            return f"[^{item.key}]"
        if isinstance(item, Reference):
            if item.target in self.bound.labels:
                return plain(tuple(self._phrases.one(self.bound.labels[item.target], ())))
            if item.target in self.bound.acts:
                return cite_act(self.bound.acts[item.target], self.bound.profile, first=False)
            said = msg("“@{label}” points nowhere: no unit, table or legal document has this label", label=item.target)
            near = nearest(item.target, (*self.bound.labels, *self.bound.acts))
            remarks.tell("DK-D013", span, or_near(said, [f"@{one}" for one in near]))
            return f"@{item.target}"
        if isinstance(item, Value):
            found = nested(item.name, lambda name: look_up(name, self.bound.meta.given, self.values))[0]
            if found is None:
                for said in unset(item.raw, self.bound.meta.given, self.values):
                    remarks.tell("DK-D013", span, said)
            return item.raw if found is None else found
        return item


def act_name(kind: KindSpec) -> str:
    """How a document of a kind calls itself: `Nghị định`."""
    return kind.words.get("act") or kind.title


def settled(content: Content) -> Content:
    """A bound content for use in another document: numbers become plain text, footnote marks are left out."""
    return mapped(
        content, lambda item: item.text if isinstance(item, Field) else "" if isinstance(item, Note) else item
    )
