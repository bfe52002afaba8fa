"""What a Word template must have: placeholders for body and annexes, named styles, places for the frame."""

from __future__ import annotations

import re
from pathlib import Path

from draftkit.errors import ConfigError
from draftkit.kinds.registry import is_foreign
from draftkit.model.inline import plain
from draftkit.model.printed import Item, Line
from draftkit.model.profile import FormatProfile
from draftkit.resolve.frame import Frame
from draftkit.word.markup import begun
from draftkit.writers.docx.shell import ANNEXES, BODY, paragraph_around
from draftkit.writers.docx.verify import difference, text_of

_EMPTY = re.compile(
    rb"(<w:p><w:pPr><w:pStyle [^>]*/>(?:<w:(?:keep\w+|pageBreakBefore|framePr)\b[^>]*/>)*)"
    rb"((?:(?!</w:pPr>).)*</w:pPr></w:p>)"
)
ANNEX, PLAIN = "annex", "plain"
"""What a section opens with."""


class Sections:
    """The shell around body and annexes, and the section properties each part ends with."""

    def __init__(self, shell: str, template: Path, own_pages: bool) -> None:
        self.shell = shell
        self.own_pages = own_pages
        body = paragraph_around(shell, BODY)
        annexes = paragraph_around(shell, ANNEXES)
        last = max(shell.rfind("<w:sectPr>"), shell.rfind("<w:sectPr "))
        again = paragraph_around(shell[body[1] :], BODY)[0] + paragraph_around(shell[annexes[1] :], ANNEXES)[0] > -2
        if body[0] < 0 or annexes[0] < 0 or last < 0 or again:  # half a tag was told when the shell was filled
            said = "template {file}: noi_dung and phu_luc must each stand once, in a paragraph of their own"
            raise ConfigError(said, file=template.name)
        self.before = shell[: body[0]]
        self.between = shell[body[1] : annexes[0]]
        properties, end, self.tail = shell[last:].partition("</w:sectPr>")
        self.last = properties + end
        self.opened = ""

    def ending(self, landscape: bool, opens: str = ANNEX) -> str:
        """The paragraph that ends the section before an annex, or before a page without running header."""
        properties = self.properties(landscape)
        self.opened = opens
        return f"{begun('Ke0', properties)}</w:p>"

    def properties(self, landscape: bool) -> str:
        """Section properties of the template, turned for landscape, page numbers starting at 1 in an annex."""
        text, annex = self.last, self.opened == ANNEX
        if self.opened == PLAIN:  # a first page of its own has no header; the page number it keeps
            text = re.sub(r'(<w:footerReference w:type=")default("[^>]*/>)', r"\g<0>\1first\2", text)
        if landscape:
            size = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', text)
            if size:
                text = re.sub(
                    r"<w:pgSz [^>]*/>", f'<w:pgSz w:w="{size[2]}" w:h="{size[1]}" w:orient="landscape"/>', text
                )
            text = re.sub(r"<w:pgMar [^>]*/>", lambda found: _turned(found[0]), text)
        if annex:  # the contact line belongs to page 1 of the document only
            text = text.replace('r:id="rIdChanTrangDau"', 'r:id="rIdChanPhuLuc"')
        # one run of page numbers through the whole document: only its first page shows none
        if annex and not self.own_pages:
            return text.replace("<w:titlePg/>", "")
        if annex and "<w:pgNumType" not in text:
            text = re.sub(r"(<w:pgMar [^>]*/>)", r'\1<w:pgNumType w:start="1"/>', text)
        return text

    def after(self, landscape: bool) -> str:
        """What follows the annexes: the properties of the last section, and the end of the document."""
        return self.properties(landscape) + self.tail


def lined(document: bytes) -> bytes:
    """A body whose lines are numbered, from 1 on each page; paragraphs without text are passed over."""
    document = _EMPTY.sub(rb"\1<w:suppressLineNumbers/>\2", document)
    return re.sub(rb"<w:pgMar [^>]*/>", rb'\g<0><w:lnNumType w:countBy="1" w:restart="newPage"/>', document)


def _turned(margins: str) -> str:
    """Margins of a landscape page: the binding edge (left) becomes the top edge."""
    values = dict(re.findall(r'w:(\w+)="(\d+)"', margins))
    values["top"], values["right"], values["bottom"], values["left"] = (
        values[name] for name in ("left", "top", "right", "bottom")
    )
    return "<w:pgMar " + " ".join(f'w:{name}="{value}"' for name, value in values.items()) + "/>"


def check_styles(styles: str, profile: FormatProfile, template: Path, shell: bytes) -> None:
    """Raises ConfigError naming the styles that the template lacks: those of the profile, and of a template of others
    those that its own paragraphs (`shell`) are said to have."""
    missing = [
        f"{style.name} ({style.id})" for style in profile.styles.values() if f'w:styleId="{style.id}"' not in styles
    ]
    named = dict.fromkeys(re.findall(r'<w:pStyle w:val="([^"]+)"', shell.decode() if is_foreign(template) else ""))
    missing += [name for name in named if f'w:styleId="{name}"' not in styles]
    if missing:
        raise ConfigError("template {file} lacks the styles: {names}", file=template.name, names=", ".join(missing))


def check_frame(frame: Frame, shell: str, opening: tuple[Item, ...], template: Path) -> None:
    """Every text of the frame stands in the shell: the check of what docxtpl wrote. What the kind prints before the
    body counts, in capitals too. Of a template of others it is the fault of that template."""
    seen = {text_of(paragraph).strip() for paragraph in shell.split("</w:p>")}
    own = {item.text().strip().casefold() for item in opening if isinstance(item, Line)}
    for text in (*frame.texts(), *(plain(content) for content in frame.bases)):
        if text.strip() not in seen and text.strip().casefold() not in own:
            if is_foreign(template):
                said = (
                    "template {file} prints nothing of “{words}”: the placeholder for it is missing, or a tag before "
                    "it is not closed"
                )
                raise ConfigError(said, file=template.name, words=text)
            raise difference(text, "")
