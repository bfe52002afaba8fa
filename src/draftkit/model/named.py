"""Named tuples, made at a twentieth of the cost: `typing.NamedTuple` compiles the annotation of each field, which
nobody asks for, and `collections.namedtuple` a function for each tuple. A build of ten articles makes 130 of them
before it reads a word; here those of one length share a function that is compiled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: TID251
else:
    from collections import _tuplegetter as getter
    from functools import cache
    from types import FunctionType

    _GLOBALS = {"_tuple_new": tuple.__new__, "__builtins__": {}}

    @cache
    def _code(length):
        """The code of a `__new__` of so many fields, whose names are put in later."""
        names = "".join(f"_{number}, " for number in range(length))
        return eval(f"lambda _cls, {names}: _tuple_new(_cls, ({names}))", _GLOBALS).__code__  # noqa: S307

    class _Methods(tuple):
        """What `collections.namedtuple` gives, the same for all."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = tuple.__new__(type(self), map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            said = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({said})"

        def __getnewargs__(self):
            return tuple(self)

    class _Made(type):
        def __new__(cls, name, bases, held):
            if not bases:
                return super().__new__(cls, name, bases, held)
            fields = held.pop("__annotations__", {})
            names = tuple(fields)
            defaults = {field: held[field] for field in names if field in held}
            called = {"co_name": "__new__", "co_qualname": f"{name}.__new__"}
            code = _code(len(names)).replace(co_varnames=("_cls", *names), **called)
            new = FunctionType(code, _GLOBALS, "__new__", tuple(defaults.values()) or None)
            new.__annotations__ = fields
            held.update((field, getter(at, "")) for at, field in enumerate(names))
            given = {"_fields": names, "_field_defaults": defaults, "__match_args__": names, "__new__": new}
            return type(name, (_Methods,), {"__slots__": (), "__annotations__": fields, **given, **held})

    class NamedTuple(metaclass=_Made):
        """The base of a named tuple: its fields are the annotated names, those with a default last."""
