"""The receipt of a document that was built: what it was made of, what the rules found, what came out. Same input, same
bytes; nothing in it tells of a machine or a clock."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from draftkit.library.ground import Seeds
from draftkit.model.message import Finding, Mend, Message, Provision, Severity, Span
from draftkit.model.named import NamedTuple

FORM = 1
ENDING = "receipt.json"
_KEPT = (str, int, float, bool)


class Output(NamedTuple):
    """A file that was made: the format it belongs to, its SHA-256; of a Word file that of its letters, and the seal of
    each paragraph."""

    format: str
    sum: str
    letters: str = ""
    seals: str = ""


class Receipt(NamedTuple):
    """What is kept of a build. `made` are version, switches and moments (passed or not) that it depends on, `formats`
    what its kind makes by itself, `documents` and `files` the seeds of `inputs`; `templates` the files of its kind by
    hash; `values`, `acts`, `approval` what it prints and rests on, for people; `held` what
    every file says that must wait for its time; `outputs` by file name."""

    document: str
    kind: str
    made: Mapping[str, Any]
    formats: Sequence[str]
    documents: Sequence[str]
    files: Sequence[str]
    inputs: Mapping[str, str | None]
    templates: Mapping[str, str]
    values: Mapping[str, str]
    acts: Mapping[str, str]
    approval: Mapping[str, str]
    rules: Sequence[str] = ()
    findings: Sequence[Finding] = ()
    flawed: bool = False
    marked: bool = False
    held: str = ""
    settled: bool = True
    """Whether the same will come out of the same: nothing was missing, no source changed while it was read."""
    outputs: Mapping[str, Output] = MappingProxyType({})
    told: Sequence[tuple[str, Message]] = ()
    """What was said of single documents besides the findings, by their names."""
    waiting: Mapping[str, str] | None = None
    """A digest of what could have given away each document that had to wait; None: not judged by that."""

    @property
    def seeds(self) -> Seeds:
        """From where the inputs are found."""
        return Seeds(tuple(self.documents), tuple(self.files))


def receipt_path(folder: Path, name: str) -> Path:
    """Where the receipt of a document lies: beside its files."""
    return folder / f"{name}.{ENDING}"


def read_receipt(path: Path) -> Receipt | None:
    """The receipt in a file; None when there is none, or none of ours."""
    try:
        data = json.loads(path.read_bytes())
        if data.pop("receipt") != FORM:
            return None
        findings = [_finding(entry) for entry in data.pop("findings")]
        outputs = {
            str(name): Output(
                str(entry["format"]), str(entry["sha256"]), str(entry.get("letters", "")), str(entry.get("seals", ""))
            )
            for name, entry in data.pop("outputs").items()
        }
        told = [(str(name), message_of(message)) for name, message in data.pop("told", ())]
        made = Receipt(findings=findings, outputs=outputs, told=told, **data)
        paths = (made.document, *made.documents, *made.files, *made.inputs, *outputs)
        sound = all(isinstance(one, str) and "\0" not in one for one in paths)
        return made if isinstance(made.made, dict) and isinstance(made.waiting, dict | None) and sound else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def receipt_bytes(receipt: Receipt) -> bytes:
    """A receipt as the bytes of its file."""
    data = receipt._asdict()
    data["findings"] = [_data(finding) for finding in receipt.findings]
    data["outputs"] = {
        name: {
            "format": one.format,
            "sha256": one.sum,
            **({"letters": one.letters, "seals": one.seals} if one.seals else {}),
        }
        for name, one in receipt.outputs.items()
    }
    data["told"] = [(name, message_data(message)) for name, message in receipt.told]
    return (json.dumps({"receipt": FORM, **data}, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def is_below(name: str) -> bool:
    """Whether a path that a receipt names stays below the folder it is told from."""
    return not os.path.isabs(name) and os.path.normpath(name).partition(os.sep)[0] != os.pardir


def _data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "message": message_data(finding.message),
        "span": list(finding.span),
        "provision": list(finding.provision),
        **({"mends": [list(mend) for mend in finding.mends]} if finding.mends else {}),
    }


def _finding(data: Mapping[str, Any]) -> Finding:
    return Finding(
        data["rule"],
        Severity[str(data["severity"]).upper()],
        message_of(data["message"]),
        Span(*data["span"]),
        Provision(*data["provision"]),
        tuple(Mend(*mend) for mend in data.get("mends", ())),
    )


def message_data(message: Message) -> dict[str, Any]:
    """A message as data: worded late, in the language of whoever reads it then."""
    values = {key: _value(value) for key, value in message.values.items()}
    return {"text": message.text, **({"values": values} if values else {})}


def _value(value: object) -> object:
    if isinstance(value, Message):
        return message_data(value)
    return value if type(value) in _KEPT else str(value)


def message_of(data: Mapping[str, Any]) -> Message:
    """The message of such data."""
    values = {
        key: message_of(value) if isinstance(value, dict) else value for key, value in data.get("values", {}).items()
    }
    return Message(str(data["text"]), values)


def kept_exactly(findings: Iterable[Finding]) -> bool:
    """Whether a receipt tells these findings word by word."""
    return all(str(message_of(message_data(finding.message))) == str(finding.message) for finding in findings)
