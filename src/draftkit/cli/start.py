"""Where the `draftkit` command begins: before anything is imported that compiles expressions."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module until something of it is asked for: others import it at once, and most runs never ask."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        module = import_module(self.__name__)
        vars(self).update(vars(module))
        return getattr(module, name)


class _Inspect(_Later):
    def cleandoc(self, doc: str) -> Any:
        """Click asks for the help of each option at once: mostly a line."""
        return self.__getattr__("cleandoc")(doc) if "\n" in doc else doc.expandtabs().lstrip()


def run() -> None:
    """Entry point of the console script. Garbage collection rests: most commands make values and end."""
    gc.disable()
    for module in (_Inspect("inspect"), _Later("ipaddress")):
        sys.modules.setdefault(module.__name__, module)
    from draftkit.files.cache import default_cache
    from draftkit.files.expressions import begin
    from draftkit.files.parsed import begin as begin_parsed

    cache = default_cache()
    begin(cache)
    begin_parsed(cache)
    from draftkit.cli.main import run

    run()
