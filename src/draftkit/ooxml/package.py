"""A Word package as a map of part names to bytes, and zip files that are the same bytes every time."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from draftkit.errors import SourceError

Parts = Mapping[str, bytes]
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LIMIT = 200_000_000
_BIG = 1_000_000


def read_package(path: Path) -> dict[str, bytes]:
    """All parts of a package. Raises SourceError when it is not a zip file, damaged, or unpacks to over 200 MB."""
    try:
        with zipfile.ZipFile(path) as package:
            if sum(info.file_size for info in package.infolist()) > _LIMIT:
                raise SourceError("{file}: unpacks to more than 200 MB; refused.", file=path.name)
            return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise SourceError("{file}: not a readable Word file ({reason}).", file=path.name, reason=error) from error


def zip_bytes(parts: Parts) -> bytes:
    """Zip parts with fixed dates: same parts, same bytes. Large parts are packed faster and a little less tightly."""
    buffer = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".jpeg")) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name], compresslevel=2 if len(parts[name]) > _BIG else 6)
    return buffer.getvalue()
