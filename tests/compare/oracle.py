"""A judge of redlines that shares no code with the writer: all changes of a Word file accepted or rejected, as the
paragraphs of its body."""

from __future__ import annotations

from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
KEPT = {"accept": ("ins", "moveTo"), "reject": ("del", "moveFrom")}
DROPPED = {"accept": ("del", "moveFrom"), "reject": ("ins", "moveTo")}


def paragraphs(data: bytes, mode: str) -> list[str]:
    """The texts of the paragraphs that are not empty, after all changes were accepted or rejected."""
    root = etree.fromstring(data)
    drop = [W + name for name in DROPPED[mode]]
    for row in list(root.iter(W + "tr")):
        if any(row.find(f"{W}trPr/{tag}") is not None for tag in drop):
            row.getparent().remove(row)
    out: list[str] = []
    carried = ""
    for paragraph in root.iter(W + "p"):
        text = carried + "".join(_said(paragraph, drop))
        carried = ""
        following = paragraph.getnext()
        if (
            any(paragraph.find(f"{W}pPr/{W}rPr/{tag}") is not None for tag in drop)
            and following is not None
            and following.tag == W + "p"
        ):
            carried = text
        elif text.strip():
            out.append(text.strip())
    return out


def _said(element: Any, drop: list[str]) -> list[str]:
    out: list[str] = []
    for child in element:
        if child.tag in drop or child.tag == W + "pPr":
            continue
        if child.tag in (W + "t", W + "delText"):
            out.append(child.text or "")
        elif child.tag == W + "tab" and element.tag == W + "r":
            out.append("\t")
        elif child.tag == W + "br":
            out.append("\n")
        elif child.tag != W + "p":
            out.extend(_said(child, drop))
    return out
