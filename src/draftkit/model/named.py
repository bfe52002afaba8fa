"""Named tuples, made at half the cost: `typing.NamedTuple` compiles the annotation of each field, which nobody asks
for, and a build of ten articles makes over a hundred of them before it reads a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Made(type):
        def __new__(cls, name, bases, held):
            if not bases:
                return super().__new__(cls, name, bases, held)
            fields = held.get("__annotations__", {})
            made = namedtuple(
                name, fields, defaults=[held[field] for field in fields if field in held], module=held["__module__"]
            )
            made.__annotations__ = made.__new__.__annotations__ = fields
            for key, value in held.items():
                if key not in fields and key not in ("__module__", "__annotations__"):
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Made):
        """The base of a named tuple: its fields are the annotated names, those with a default last."""
