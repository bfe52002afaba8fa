"""Where templates are filled, those of others too: they reach nothing but the values given, and what they may spend is
bounded by counting, so that the same template stops at the same place on every machine.

Steps stand for time: a turn of a loop, a filter and each thousand signs are one, a call is ten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import wraps
from typing import Any

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    compiler,
    meta,
    nodes,
)
from jinja2.bccache import bc_magic
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from draftkit.errors import ConfigError, DraftkitError, refused
from draftkit.files.parsed import kept
from draftkit.files.stamp import stamp
from draftkit.model.kept import Kept
from draftkit.model.message import msg
from draftkit.model.nearest import near_or_known, nearest, or_near
from draftkit.text.together import in_heading

_STEPS = 2_000_000
_LARGEST = 20_000_000
"""Signs of a text within a template, and of all it prints."""
_WIDE = 10_000
"""How far a text may be padded."""
_DIGITS = 10_000
"""Bits of a number."""
_PADDING = frozenset("batch center expandtabs indent ljust rjust slice to_bytes tojson wordwrap zfill".split())
_FORMATTED = re.compile(r"[0-9]{5}|\*")
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_COMPILED: Kept[Any] = Kept(256)
"""The code of templates."""
_COMPILER = bc_magic, stamp(compiler.__file__)
"""What compiles them: another one compiles them anew."""
_MARKUP = re.compile(r"<[^>]*>")
_DEEP = 4


_MAYBE = frozenset(("defined", "undefined", "default", "d"))
"""What asks whether there is a value."""
_BY_CHANCE = ("random", "pprint")
"""Filters that print other signs each time, or what values are to a program."""
_OF_MANY = _MAYBE | frozenset("attr first format join last max min sum xmlattr tojson urlencode".split())
"""Filters that make a text of more than one value, or choose one."""
_UNNAMED = "<template>"
"""How a template that is no file is called."""


class SpentError(TemplateError):
    """A template that wants more steps or room than any layout needs."""

    def __init__(self) -> None:
        super().__init__("it never ends, or grows without bound")


class NoTextError(TemplateError):
    """A placeholder for what is no text: a list would be printed as a program writes it, a function as an address."""


class _Layout(Template):
    """A template; one that is no file of several names no value which nobody gives, in no branch."""

    def render(self, *given: Any, **more: Any) -> str:
        asked: set[str] = set() if self.name else self.environment.asked  # type: ignore[attr-defined]
        page = super().render(*given, **more)
        for name in sorted(asked - dict(*given, **more).keys() - self.environment.globals.keys()):
            raise UndefinedError(f"'{name}' is undefined")
        return page


class Sandbox(SandboxedEnvironment):
    """The environment of all our templates; `begin` gives a template its means."""

    template_class = _Layout
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"undefined": StrictUndefined, "autoescape": True, **options})
        self.globals.pop("lipsum", None)
        filters = {name: made for name, made in self.filters.items() if name not in _BY_CHANCE} | {"lien": in_heading}
        self.filters = {name: self._bounded(name, made) for name, made in filters.items()}
        self.filters |= {"_turns": self._turns, "_shown": self._shown, "_whole": self._whole}
        self.sources: dict[str, str] = {}
        """The templates that were read, by file, for messages."""
        self.asked: set[str] = set()
        """The values that the last of them names."""
        self.begin()

    def begin(self) -> None:
        """Count anew."""
        self.steps, self.room = _STEPS, _LARGEST

    def spend(self, size: int = 0) -> None:
        """One step, and one for each thousand signs."""
        self.steps -= 1 + size // 1000
        if self.steps < 0 or size > _LARGEST:
            raise SpentError

    def compile(self, source: Any, *more: Any, **options: Any) -> Any:
        """Code depends on the text and on how it is read, so the same template is compiled once a run; compiling costs
        a template none of its means, the first time as the second."""
        if not isinstance(source, str):
            return super().compile(source, *more, **options)
        self.sources[more[1] if len(more) > 1 and more[1] else _UNNAMED] = source

        def made() -> Any:
            means = self.steps, self.room
            try:
                return super(Sandbox, self).compile(source, *more, **options), self.asked
            finally:
                self.steps, self.room = means

        read_as = source, more, tuple(options.items()), self.autoescape, self.trim_blocks, self.lstrip_blocks
        code, self.asked = _COMPILED.of(read_as, lambda: kept(made, *read_as, *_COMPILER))
        return code

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        found = super()._parse(source, name, filename)
        maybe = (one.node for one in found.find_all((nodes.Test, nodes.Filter)) if one.name in _MAYBE)
        self.asked = set()
        with suppress(TemplateError):  # told when the code is made
            named = set() if name else meta.find_undeclared_variables(found)
            self.asked = named - {one.name for one in maybe if isinstance(one, nodes.Name)}
        return _Counted().visit(found)  # type: ignore[no-any-return]

    def _turns(self, items: Iterable[Any], size: int) -> Iterator[Any]:
        for item in items:
            self.spend(size)
            yield item

    def _whole(self, text: Any) -> Any:
        _refuse_untold(text)
        self.spend(_measure(text))
        return text

    def _shown(self, text: Any, name: str = "") -> Any:
        _refuse_untold(text, name=name)
        size = _measure(text)
        self.spend(size)
        self.room -= size
        if self.room < 0:
            raise SpentError
        return text

    def _bounded(self, name: str, made: Any) -> Any:
        @wraps(made)
        def call(*args: Any, **more: Any) -> Any:
            self._weigh(name, (*args, *more.values()))
            found = made(*args, **more)
            if isinstance(found, str) and name not in _OF_MANY:
                _refuse_untold(*args[hasattr(made, "jinja_pass_arg") :], *more.values(), none=True)
            return found

        return call

    def _weigh(self, name: str, args: Iterable[Any]) -> None:
        """Refuse what would make much of little; `args` include what a method belongs to."""
        size = 1
        for value in args:
            if isinstance(value, int) and name in _PADDING and abs(value) > _WIDE:
                raise SpentError
            if isinstance(value, str) and "format" in name and _FORMATTED.search(value):
                raise SpentError
            size *= _measure(value) if name == "wordwrap" and isinstance(value, str) else 1  # it takes as its square
            size *= max(_measure(value), 1)
        self.spend(size)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, str) and attribute.startswith("format"):
            self._weigh("format", (obj,))
        return super().getattr(obj, attribute)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        owner = (one,) if isinstance(one := getattr(__obj, "__self__", None), (str, bytes, list, tuple)) else ()
        __self.spend(9000)
        __self._weigh(getattr(__obj, "__name__", ""), (*owner, *args, *kwargs.values()))
        made = super().call(__context, __obj, *args, **kwargs)
        if isinstance(made, str) and getattr(__obj, "__name__", "").startswith("format"):
            _refuse_untold(*args, *kwargs.values(), none=True)
        __self.spend(_measure(made))
        return made

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        whole = isinstance(left, int) and isinstance(right, int)
        if operator == "**" and not (
            (whole and 0 <= right <= _DIGITS and left.bit_length() * right <= _DIGITS) or isinstance(left, float)
        ):
            raise SpentError
        if operator == "*":
            if whole and left.bit_length() + right.bit_length() > _DIGITS:
                raise SpentError
            times = [abs(one) if isinstance(one, int) else max(_measure(one), 1) for one in (left, right)]
            self.spend(0 if whole else times[0] * times[1])
        if operator == "%" and isinstance(left, str):
            self._weigh("format", (left,))
            _refuse_untold(*(right if isinstance(right, tuple) else (right,)), none=True)
        if operator == "+":
            self.spend(_measure(left) + _measure(right))
        return super().call_binop(context, operator, left, right)


class _Counted(NodeTransformer):
    """Puts the counting into a template: around what loops go through, what is put together, and what is printed."""

    def visit_For(self, node: nodes.For) -> nodes.For:
        self.generic_visit(node)
        size = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        node.iter = _asked(node.iter, "_turns", [nodes.Const(size)])
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Concat:
        self.generic_visit(node)
        node.nodes = [_asked(one, "_whole") for one in node.nodes]
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.AssignBlock:
        self.generic_visit(node)
        node.filter = _asked(node.filter, "_whole", line=node.lineno)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        self.generic_visit(node)
        for at, one in enumerate(node.nodes):
            if not isinstance(one, nodes.TemplateData):
                named = one if isinstance(one, nodes.Name) else one.find(nodes.Name)
                node.nodes[at] = _asked(one, "_shown", [nodes.Const(named.name if named else "")])
        return node


def _asked(node: Any, name: str, args: Any = None, line: int = 0) -> nodes.Filter:
    return nodes.Filter(node, name, args or [], [], None, None, lineno=node.lineno if node is not None else line)


def _refuse_untold(*values: Any, none: bool = False, name: str = "") -> None:
    """Raise NoTextError for a value that is neither text nor number; one that is missing is told by its name."""
    for one in values:
        if (one is None or isinstance(one, bool)) and none:
            continue
        if isinstance(one, bool) or not isinstance(one, (str, int, float, Undefined)):
            raise NoTextError(f"'{name}' is no text" if name else "")


def _measure(value: Any, depth: int = 0) -> int:
    """How many signs a value holds; a list is as long as what is in it, and more for the trouble of going through."""
    if isinstance(value, str):
        return str.__len__(value)  # what stands in the place of a text may not tell its length to those who ask
    if isinstance(value, bytes):
        return len(value)
    if isinstance(value, (list, tuple, set, frozenset)) and depth < _DEEP:
        return 100 * len(value) + sum(_measure(one, depth + 1) for one in value)
    if isinstance(value, dict) and depth < _DEEP:
        return 100 * len(value) + sum(_measure(one, depth + 1) for one in value.values())
    return 0


def fault_of(error: Exception, name: str, environment: Sandbox, known: Mapping[str, Any]) -> DraftkitError:
    """What is wrong with a template, said with its tag: a placeholder nobody fills with the nearest that is, a tag that
    cannot be read, a loop without end."""
    if isinstance(error, DraftkitError):
        return error
    file, tag = _tag_of(error, environment.sources)
    where = {"file": file if file in environment.sources.keys() - {_UNNAMED} else name, "tag": tag or "?"}
    missing = re.search(r"(?:'(\w+)' is undefined|has no attribute '(\w+)')", str(error))
    if missing:
        called = missing[1] or missing[2]
        above = re.search(rf"(\w+)\.{called}\b", tag) if missing[2] else None
        if above and not isinstance(known.get(above[1], {}), dict):
            text = "template {file}, {tag}: “{above}” holds no “{name}”; write {right}"
            right = tag.replace(above[0], above[1])
            return ConfigError(text, **where, above=above[1], name=called, right=right)
        said = msg("template {file}, {tag}: there is no placeholder “{name}”", **where, name=called)
        below = (key for one in known.values() if isinstance(one, dict) for key in one)
        return ConfigError.of(near_or_known(said, called, (*known, *below)))
    if isinstance(error, (RecursionError, MemoryError, OverflowError, SpentError)):
        return ConfigError("template {file}, {tag}: it never ends, or grows without bound; refused.", **where)
    if isinstance(error, NoTextError) and error.message == "placed":
        text = "template {file}: {wrong} take no text; write {right} within a paragraph"
        return ConfigError(text, file=name, wrong="{{p … }}, {{r … }}", right="{{ … }}")
    if isinstance(error, NoTextError):
        text = "template {file}, {tag}: this is no text that can be printed; entries of a list stand in {form}"
        return ConfigError(text, **where, form="{% for … in … %}")
    unknown = re.search(r"No (?:filter|test) named '(\w+)'", str(error))
    if unknown:
        said = msg("template {file}, {tag}: there is no filter “{name}”", **where, name=unknown[1])
        return ConfigError.of(or_near(said, nearest(unknown[1], environment.filters)))
    if isinstance(error, TemplateSyntaxError):
        ends = r"^(?:Unexpected end|Encountered unknown tag 'end)"  # an unknown tag within a block is told itself
        block = re.search(rf"{ends}.*needs to be closed is '(\w+)'", str(error))
        where["tag"] = f"{{% {block[1]} … %}}" if block else where["tag"]
        return ConfigError("template {file}, {tag}: this tag cannot be read; mend or delete it", **where)
    if isinstance(error, SecurityError) or "no loader" in str(error):
        return ConfigError("template {file}, {tag}: this is not allowed in a template", **where)
    if where["tag"] == "?":
        why = refused(error) if hasattr(error, "position") else f"{error}" or type(error).__name__
        return ConfigError("template {file} cannot be read: {problem}", file=name, problem=why)
    return ConfigError("template {file}, {tag}: this cannot be done with the values it is given", **where)


def printed_in(page: str, name: str, parts: Mapping[str, Any]) -> None:
    """Raise ConfigError where a template left out a part with words."""
    if left := next((key for key, part in parts.items() if hasattr(part, "__html__") and str(part) not in page), ""):
        raise ConfigError("template {file} leaves out {name}: put it where the text stands", file=name, name=left)


def _tag_of(error: BaseException, sources: Mapping[str, str]) -> tuple[str, str]:
    """The template and its tag at which it failed: that on the line of the error, the one that holds the name in
    question where there are several. The tag is empty when it cannot be told."""
    file, line = _UNNAMED, getattr(error, "lineno", None) if isinstance(error, TemplateError) else None
    file = getattr(error, "filename", None) or file
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in sources:
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    lines = sources.get(file, "").splitlines()
    named = re.search(r"'([\w.]+)' is (?:undefined|no text)|attribute '(\w+)'|(?:named|tag) '(\w+)'", str(error))
    wanted = next(filter(None, named.groups()), "") if named else ""
    if (line or 0) > len(lines) or not (line or wanted):
        return file, ""
    near = "\n".join(lines[line - 1 : line] if line else lines)
    tags = [" ".join(_MARKUP.sub("", found).split()) for found in _TAG.findall(near)]
    odd = isinstance(error, NoTextError)
    tags.sort(key=lambda tag: "block" in tag or (odd and tag[1] == "%"))  # which only says where it stands
    return file, next((tag for tag in tags if wanted in tag), tags[0] if tags else "")
