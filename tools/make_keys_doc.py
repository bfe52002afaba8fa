"""Write docs/keys.md: every key of the metadata, what it is for, and in which kinds of documents it stands. `--check`
only says whether it is current."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from draftkit.cli.language import translator, word
from draftkit.cli.list_command import TYPES
from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.model.kind import KindSpec, MetaKey
from draftkit.plugins import brought_folders

ROOT = Path(__file__).parents[1]
DOC = ROOT / "docs/keys.md"
HEADS = {
    "vi": """# Các khóa dữ liệu của văn bản

Tệp này do `tools/make_keys_doc.py` tạo ra từ các tệp `kind.yaml`; không sửa tay. \
Khóa của riêng một loại: `draftkit list --keys LOẠI`.

Khóa đứng trong `draft.yaml`, hoặc giữa hai dòng `---` ở đầu tệp. **Bắt buộc** là thiếu thì báo lỗi. \
Khóa viết sai được báo kèm khóa gần đúng.

""",
    "en": """# Keys of the metadata

Taken from the files `kind.yaml`, whose words are Vietnamese. Those of one kind: `draftkit list --keys KIND`.

Keys stand in `draft.yaml`, or between the two lines `---` at the head of a file. **Bắt buộc** (required): missing, it
is an error. A misspelt key is told with the nearest one.

""",
}
PARTS = {"vi": ("Ở mọi loại văn bản", "Theo loại văn bản"), "en": ("In all kinds of documents", "By kind of document")}
_VIETNAMESE = translator("vi")
MANY = 12
"""So many kinds are told by their number."""


def document(language: str = "vi") -> str:
    """The text of docs/keys.md; in English the words about the table, which holds data in Vietnamese."""
    everywhere_head, by_kind_head = PARTS[language]
    kinds = Registry((packaged_templates(),), brought_folders).all()
    everywhere = [name for name, key in kinds[0].keys.items() if all(_same(kind.keys.get(name), key) for kind in kinds)]
    names = sorted({name for kind in kinds for name in kind.keys})
    out = [
        HEADS[language],
        f"## {everywhere_head}\n\n",
        _table(row for name in everywhere for row in _rows(name, kinds, "")),
    ]
    out += [f"\n## {by_kind_head}\n\n"]
    rows = (row for name in names if name not in everywhere for row in _rows(name, kinds, "some"))
    return "".join([*out, _table(rows, "Loại văn bản")])


def _same(one: MetaKey | None, other: MetaKey) -> bool:
    return one is not None and (one.type, one.help) == (other.type, other.help)


def _table(rows: Iterator[tuple[str, ...]], *more: str) -> str:
    head = ("Khóa", "Kiểu", "Để làm gì", *more)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ("---",) * len(head), *rows))


def _rows(name: str, kinds: list[KindSpec], where: str) -> Iterator[tuple[str, ...]]:
    """One row for each meaning that a key has."""
    found: dict[tuple[str, str, tuple[str, ...]], list[KindSpec]] = {}
    for kind in kinds:
        key = kind.keys.get(name)
        if key is not None:
            found.setdefault((key.type, key.help, key.keys), []).append(kind)
    for (sort, text, _), those in found.items():
        key = those[0].keys[name]
        words = f"{text}{_inside(key)}".replace("|", "\\|")
        yield (f"`{name}`", word(TYPES[sort], _VIETNAMESE), words, *([_kinds(name, those)] if where else []))


def _inside(key: MetaKey) -> str:
    untold = [name for name in key.keys if name not in key.help]
    if set(key.values) == {"true", "false"}:
        return ": true hoặc false"
    return f"; khóa bên trong: {', '.join(_part(key, name) for name in key.keys)}" if untold else ""


def _part(key: MetaKey, name: str) -> str:
    return f"`{name}` ({key.parts[name]})" if key.parts.get(name) else f"`{name}`"


def _kinds(name: str, kinds: list[KindSpec]) -> str:
    told = f"{len(kinds)} loại" if len(kinds) > MANY else ", ".join(kind.title for kind in kinds)
    needed = [kind.title for kind in kinds if kind.keys[name].required]
    if not needed:
        return told
    if len(needed) == len(kinds):
        return f"{told}; **bắt buộc**"
    return f"{told}; **bắt buộc** ở {f'{len(needed)} loại' if len(needed) > MANY else ', '.join(needed)}"


def main() -> int:
    """Write the page, or say that it is not current."""
    text = document()
    if "--check" in sys.argv:
        return int(DOC.read_text(encoding="utf-8") != text)
    DOC.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
