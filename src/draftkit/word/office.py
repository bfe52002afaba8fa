"""LibreOffice as a helper: files it can read to files we can, or to PDF. Each call has a profile folder of its own, so
that calls do not disturb each other.

Before it opens a foreign file, whatever that would fetch from the net, from a shared folder or from the disk is cut.
Links that a reader may click stay; they fetch nothing. The words are not touched."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from xml.parsers import expat

from draftkit.errors import EngineMissing, OutputError, SourceError, refused
from draftkit.files.whole import scratch
from draftkit.model.numeral import whole
from draftkit.text.edits import spliced
from draftkit.text.pattern import Pattern
from draftkit.word.foreign import utf8
from draftkit.word.package import LIMIT, TOO_LARGE, read_package, zip_bytes
from draftkit.word.web_page import is_web_page, quiet
from draftkit.word.xml import parse

_TAG = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^"'>])*>""")
_ATTRIBUTE = re.compile(rb"""(\s)([^\s=<>"']+)(\s*=\s*)(?:"[^"]*"|'[^']*')""")
_INSIDE = re.compile(r"(?:data:|(?![\\/])(?!\.\./)[^:\\]*(?:#.*)?$)")
"""An address that stays in the package: no scheme but that of data at hand, no root, no way up."""
_FETCHED = ("href", "src")
_CLICKED = ("a", "hyperlink")
"""Elements whose address is for the reader."""
_SHOWN = ("image", "imagedata", "object", "object-ole", "plugin", "section-source")  # from an address
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")
_FIELDS = Pattern(r"\s*(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|RD)\b", flags=re.IGNORECASE)
_RTF_GROUP = re.compile(rb"\\fldinst|\\\*\s*\\template|\\objdata|\\objautlink|\\\*\s*\\nextfile|\\\*\s*\\htmltag")
_SAID, _NAMED = 2048, 20
"""So much of a field is read for its name, and no name is longer."""
_RTF_SIGNS = re.compile(rb"\\'([0-9a-fA-F]{2})|\\u(\d+) ?|\\[a-zA-Z]+-?\d* ?|[{}?\r\n]")


def contained(data: bytes, name: str, room: list[int] | None = None, cut: list[str] | None = None) -> bytes:
    """The file without what it brings in from elsewhere: a Word or OpenDocument package, RTF or a web page, told by its
    first bytes; other bytes as they are. `room`: how many bytes it and the packages within it may unpack to. `cut`
    gets the addresses of the pictures and objects that go. Raises SourceError when a package or its XML cannot be read,
    or packages within packages have no end."""
    cut = [] if cut is None else cut
    if data.startswith(b"PK"):
        parts, room = read_package(data, name), room or [2 * LIMIT]
        room[0] -= sum(map(len, parts.values()))
        if room[0] < 0:
            raise SourceError(TOO_LARGE, file=name)
        try:
            return zip_bytes({part: _part(data, part, name, room, cut) for part, data in parts.items()})
        except RecursionError as error:
            raise SourceError(TOO_LARGE, file=name) from error
    start = data[:2048].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(b"{\\rtf"):
        return _rtf(data, cut)
    return quiet(data, cut) if is_web_page(data) else data


def _part(data: bytes, part: str, name: str, room: list[int], cut: list[str]) -> bytes:
    low = part.lower()
    if low.endswith((".xml", ".rels", ".vml", ".svg")) and data.strip():
        data = _DOCTYPE.sub(b"", data, 1) if low.endswith(".svg") else data
        parse(data, f"{name}:{part}")  # one reading for us and the office program, or none
        return _Cut(utf8(data, f"{name}:{part}"), cut).made()
    other = low.endswith((".htm", ".html", ".xhtml", ".mht", ".rtf", ".doc"))
    inner = other or (data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data)))
    return contained(data, name, room, cut) if inner else data


class _Cut:
    """An XML part without what leads out of its package. The parser says where each tag stands: comments and the like
    hide nothing from it."""

    def __init__(self, data: bytes, shown: list[str]) -> None:
        self.data, self.shown = data, shown
        self.spans: dict[int, tuple[int, bytes]] = {}
        """From where to where something else stands, and what."""
        self.fields: list[list[tuple[int, int, str]]] = [[]]
        """The texts of each field that is open: from, to, what it says."""
        self.told: list[str] | None = None
        self.began = 0
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = lambda text: None if self.told is None else self.told.append(text)
        self.parser.Parse(data, True)
        while self.fields:
            self._judge(self.fields.pop())

    def made(self) -> bytes:
        """The part as it is given on."""
        return spliced(self.data, ((start, *self.spans[start]) for start in sorted(self.spans)))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at, own = self.parser.CurrentByteIndex, name.rpartition(":")[2]
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        cut = {key for key, value in attributes.items() if _leads_out(own, key.rpartition(":")[2], value)}
        found = _TAG.match(self.data, at) if cut or own in ("Relationship", "instrText") else None
        if found and own == "Relationship" and _is_relation_out(told):
            self.spans[at] = found.end(), b"" if found[0].endswith(b"/>") else f"<{name}>".encode()
        elif found and cut:
            tag = _ATTRIBUTE.sub(lambda one: one[1] + one[2] + b'=""' if one[2].decode() in cut else one[0], found[0])
            self.spans[at] = found.end(), tag
            self.shown += [attributes[key] for key in cut if own in _SHOWN]
        if found and own == "instrText":
            self.began, self.told = found.end(), []
        elif own == "fldChar" and told.get("fldCharType") == "begin":
            self.fields.append([])
        elif own == "fldChar" and len(self.fields) > 1:
            self._judge(self.fields.pop() if told.get("fldCharType") == "end" else self.fields[-1])

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "instrText" and self.told is not None:
            self.fields[-1].append((self.began, self.parser.CurrentByteIndex, "".join(self.told)))
            self._judge(self.fields[-1][-1:])
            self.told = None

    def _judge(self, told: list[tuple[int, int, str]]) -> None:
        """Empty what a field is told to do if it would bring in a file."""
        if _FIELDS.match("".join(text for _, _, text in told)):
            self.spans.update({start: (end, b"") for start, end, _ in told if start < end})


def _is_relation_out(told: Mapping[str, str]) -> bool:
    """Whether a relation leads out of the package; the address of a link is for the reader."""
    out = told.get("TargetMode", "").lower() == "external" or not _INSIDE.match(told.get("Target", "").lstrip("/"))
    return out and not told.get("Type", "").endswith("/hyperlink")


def _leads_out(element: str, attribute: str, value: str) -> bool:
    """Whether an attribute brings in something from elsewhere."""
    if attribute == "instr":
        return bool(_FIELDS.match(value))
    return attribute in _FETCHED and element not in _CLICKED and not _INSIDE.match(value.strip())


def _rtf(data: bytes, cut: list[str]) -> bytes:
    """Rich text without fields that include files, templates and objects that are linked."""
    changes, done = [], 0
    groups = list(_RTF_GROUP.finditer(data))
    ends = _group_ends(data, [found.end() for found in reversed(groups)])
    for found in groups:
        if found.start() < done:
            continue
        end, field = ends.get(found.end(), len(data)), b"fldinst" in found[0]
        if field and _fetches_nothing(data, found.end(), end):
            continue
        changes.append((found.start(), end, rb"\fldinst QUOTE " if field else rb"\*\draftkitcut "))
        if field or b"obj" in found[0]:
            said = data[found.end() : min(end, found.end() + _SAID)] if field else found[0]
            cut.append(_RTF_SIGNS.sub(_rtf_sign, said).decode("latin-1").strip(" \\") or "OLE")
        done = end
    return spliced(data, changes)


def _fetches_nothing(data: bytes, start: int, end: int) -> bool:
    """Whether a field that stands there in rich text has a name, and that of none that brings in a file. A name may
    stand behind much else: most are told by their first signs, no more is read of them."""
    for most in (_SAID // 16, _SAID):
        said = _RTF_SIGNS.sub(_rtf_sign, data[start : min(end, start + most)]).decode("latin-1")
        if end - start <= most or len(said.strip()) > _NAMED:
            return not _FIELDS.match(said)
    return False


def _rtf_sign(sign: re.Match[bytes]) -> bytes:
    """The letter that a sign of rich text stands for; nothing for what is none."""
    code = int(sign[1], 16) if sign[1] else whole((sign[2] or b"").decode(), 0)
    return bytes([code]) if 0 < code < 256 else b""


def _group_ends(data: bytes, places: list[int]) -> dict[int, int]:
    """Where the group ends that each of these places stands in, for those that end; the last comes first."""
    ends: dict[int, int] = {}
    within: list[list[int]] = [[]]
    for found in re.finditer(rb"\\.|[{}]", data, re.DOTALL):
        while places and places[-1] <= found.start():
            within[-1].append(places.pop())
        if found[0] == b"{":
            within.append([])
        elif found[0] == b"}":
            ends |= dict.fromkeys(within.pop(), found.start())
            within = within or [[]]
    return ends


_TIMEOUT_S = 300
_NAMES = ("soffice", "libreoffice")
_KEPT_IN = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    *(
        ("Inet/Settings", f"ooInet{sort}Proxy{what}", value)
        for sort in ("HTTP", "HTTPS", "FTP")
        for what, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of the office program by which it runs no macro, follows no link of a file, and asks for addresses where
nobody answers (port 9, RFC 863)."""
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    + "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n"
        for path, name, value in _KEPT_IN
    )
    + "</oor:items>\n"
)
_TARGETS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}


def engine(name: str) -> Path:
    """The program. Raises EngineMissing, naming the file it is wanted for, when it is not installed."""
    found = next((found for found in map(shutil.which, _NAMES) if found), None)
    if found is None:
        raise EngineMissing(
            "{file}: this needs LibreOffice, which is not installed (Debian, Ubuntu: apt install "
            "libreoffice-writer fonts-liberation2).",
            file=name,
        )
    return Path(found)


@cache
def _walled() -> tuple[str, ...]:
    """What to start a program with so that it has no network at all, not even this machine's own, where the system
    allows that to its users (Linux); else nothing."""
    alone = ("unshare", "--map-current-user", "--net", "--")
    try:
        tried = subprocess.run([*alone, "true"], capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.SubprocessError):
        return ()
    return () if tried.returncode else alone


def converted(data: bytes, suffix: str, to: str, name: str, ours: bool = False, cut: list[str] | None = None) -> bytes:
    """The bytes of a file in another format (`docx`, `pdf`). `suffix` is that of the file as it is (`doc`), `name` what
    messages call it. What a file that is not `ours` would fetch is cut first, pictures and objects noted in
    `cut`. Raises EngineMissing when LibreOffice is not installed, SourceError when the file is damaged, OutputError
    when it fails, hangs, or reports success without a file."""
    program = engine(name)
    data = data if ours else contained(data, name, None, cut)
    with scratch() as folder:
        source, out = Path(folder) / f"van-ban.{suffix}", Path(folder) / "ra"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        settings = Path(folder) / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        command = [*(() if ours else _walled()), str(program), f"-env:UserInstallation={profile}"]
        command += ["--headless", "--norestore", *["--infilter=HTML (StarWriter)"] * (suffix == "html")]
        command += ["--convert-to", _TARGETS[to], "--outdir", str(out), str(source)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
        except subprocess.TimeoutExpired as error:
            raise OutputError("LibreOffice did not finish within {seconds} seconds.", seconds=_TIMEOUT_S) from error
        except OSError as error:
            raise OutputError("LibreOffice could not be started: {reason}", reason=refused(error)) from error
        result = out / f"van-ban.{to}"
        if done.returncode or not result.is_file():
            reason = done.stderr.decode(errors="replace").replace(folder, "").strip()[-300:]
            wrong = "{file}: LibreOffice cannot convert it (exit {status}). {reason}"
            raise OutputError(wrong, file=name, status=done.returncode, reason=reason)
        return result.read_bytes()
