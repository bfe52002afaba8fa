"""Run by a Python that has LibreOffice's `uno` module: open a Word file in LibreOffice, update all fields, save what is
shown as plain text.

Usage: refresh_fields.py SOFFICE PROFILE_URI SOURCE_URI TARGET_URI
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

import uno

TRIES, PAUSE_S = 120, 0.5


def connect(pipe: str) -> Any:
    """The component context of the office that listens on the pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(TRIES):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # not up yet; `uno` gives this its own class
            time.sleep(PAUSE_S)
    raise SystemExit("LibreOffice did not start")


def value(name: str, data: object) -> Any:
    """A named argument of LibreOffice."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, data
    return made


def main(soffice: str, profile: str, source: str, target: str) -> None:
    """Open, update, save, close."""
    pipe = f"draftkit{os.getpid()}"
    office = subprocess.Popen(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    )
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(source, "_blank", 0, (value("Hidden", True),))
        document.TextFields.refresh()
        document.refresh()
        document.storeToURL(target, (value("FilterName", "Text (encoded)"), value("FilterOptions", "UTF8")))
        document.close(True)
        desktop.terminate()
        office.wait(60)
    finally:
        office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
