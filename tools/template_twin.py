"""The text twin of a Word template: page, styles, paragraphs and placeholders as lines to read and diff."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.word.package import Parts

_STYLE = re.compile(r'<w:style [^>]*w:type="(\w+)"[^>]*w:styleId="([^"]+)"[^>]*>(.*?)</w:style>', re.DOTALL)
_NAME = re.compile(r'<w:name w:val="([^"]*)"')
_PARAGRAPH = re.compile(r"<w:p[ >](.*?)</w:p>|<(/?w:(?:tbl|tr|tc))[ >]|<(w:sectPr)[ >](.*?)</w:sectPr>", re.DOTALL)
_PROPERTY = re.compile(r"<w:(\w+)((?: w:\w+=\"[^\"]*\")*)\s*/>")


def twin(parts: Parts) -> str:
    """The twin of a package, ending in a newline."""
    lines = ["# Text twin of a Word template: made by “make templates”, for reading and comparing only.", ""]
    for name in sorted(parts):
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            lines += [f"## {name}", *_paragraphs(parts[name].decode()), ""]
    lines += ["## styles", *_styles(parts["word/styles.xml"].decode()), ""]
    return "\n".join(lines)


def _paragraphs(xml: str) -> Iterator[str]:
    depth = 0
    for found in _PARAGRAPH.finditer(xml):
        if found[2]:
            depth -= found[2].startswith("/")
            if not found[2].startswith("/"):
                yield f"{'  ' * depth}{found[2].removeprefix('w:')}"
                depth += 1
        elif found[3]:
            yield f"section {_properties(found[4])}"
        else:
            style = re.search(r'<w:pStyle w:val="([^"]*)"', found[1])
            text = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", found[1]))
            field = re.search(r'w:instr="([^"]*)"', found[1])
            name, code = style[1] if style else "Normal", f" field{field[1]}" if field else ""
            yield f"{'  ' * depth}[{name}] {text}{code}".rstrip()


def _styles(xml: str) -> Iterator[str]:
    for kind, key, body in _STYLE.findall(xml):
        name = _NAME.search(body)
        rest = re.sub(r"<w:(name|basedOn|qFormat|uiPriority|semiHidden)[^>]*/>", "", body)
        yield f"{kind} {key} “{name[1] if name else ''}” {_properties(rest)}".rstrip()


def _properties(xml: str) -> str:
    return "; ".join(
        (name + attributes.replace(" w:", " ").replace('"', "")) for name, attributes in _PROPERTY.findall(xml)
    )
