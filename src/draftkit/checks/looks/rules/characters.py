"""Font, colour, encoding and what should not be left in a finished file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from draftkit.checks.looks.rule import BODY, Mend, WordHit, WordSubject, gathered, noticed, word_rule
from draftkit.checks.rules.noted import DECOMPOSED
from draftkit.checks.sources import E, I, W, nd30, practice
from draftkit.model.message import msg
from draftkit.recognise.lines import Piece
from draftkit.text.legacy import code_of_font
from draftkit.text.passage import shortened
from draftkit.word.fingerprint import look_of

_SIGNS = re.compile(
    r"symbol|wingdings|webdings|dingbats|marlett|bookshelf|awesome|emoji|cambria math|mt extra|segoe ui symbol"
    r"|ms gothic|simsun|mincho",
    re.IGNORECASE,
)
_FACES = frozenset(("bold", "italic", "bolditalic", "đậm", "nghiêng"))
_DARK, _LIGHT = 0x20, 0xB0
_COLOURED = frozenset(("urgency", "secrecy", "circulation", "draft-mark", "draft-round", "signature-note"))
"""Stamps are red; where the signature goes stands a mark that signing programs look for."""


def _checked(subject: WordSubject) -> list[Piece]:
    """The document itself and its annexes, their forms included: font and colour hold for all."""
    return [piece for piece in subject.anatomy.pieces if piece.text]


@word_rule("DK-W010", "Font other than Times New Roman", E, nd30("Phụ lục I, Phần I, I.4"), firm=True)
def font(subject: WordSubject) -> Iterator[WordHit]:
    """All text is set in Times New Roman. Each other font is reported once, where it first stands."""
    wanted = subject.profile.font.lower()
    others = {
        name
        for name in {run.format.font for _, run in subject.inked}
        if name and not _is_face(name.lower(), wanted) and not code_of_font(name) and not _SIGNS.search(name)
    }
    wrong = (
        (run.format.font, line)
        for line, run in (subject.inked if others else ())
        if run.format.font in others and run.kind == "text" and any(sign.isalnum() for sign in run.text)
    )
    for name, lines in gathered(wrong):
        said = "font {font} in {count} paragraphs; it should be {wanted}"
        yield subject.hit(
            lines, said, font=name, wanted=subject.profile.font, mend=Mend("font", {"font": subject.profile.font})
        )


def _is_face(name: str, wanted: str) -> bool:
    """Whether a font is the wanted one, or a face of it named on its own (`Times New Roman Bold`)."""
    return name == wanted or (name.startswith(wanted) and set(name.removeprefix(wanted).split()) <= _FACES)


@word_rule("DK-W011", "Text that is not black", E, nd30("Phụ lục I, Phần I, I.4"), firm=True)
def colour(subject: WordSubject) -> Iterator[WordHit]:
    """Text is black; only stamps of urgency and secrecy are red. Each colour is reported once, where it first
    stands."""

    shades = {color: color.lstrip("#") for color in {run.format.color for _, run in subject.inked}}
    light = {
        color: shade.upper()
        for color, shade in shades.items()
        if re.fullmatch(r"[0-9A-Fa-f]{6}", shade) and max(int(shade[at : at + 2], 16) for at in (0, 2, 4)) > _DARK
    }
    pieces = (piece for piece in _checked(subject) if piece.role not in _COLOURED) if light else ()
    wrong = ((light[run.format.color], line) for line, run in subject.runs(pieces) if run.format.color in light)
    for shade, lines in gathered(wrong):
        # what was hidden is not brought to light by a mend
        mend = Mend("color") if min(int(shade[at : at + 2], 16) for at in (0, 2, 4)) <= _LIGHT else None
        said = "text in colour {colour} in {count} paragraphs; it should be black"
        yield subject.hit(lines, said, colour=shade, mend=mend)


@word_rule("DK-W012", "Size of the text", E, nd30("Phụ lục I, Phần I, II.6.e"))
def body_size(subject: WordSubject) -> Iterator[WordHit]:
    """Running text is set in size 13–14."""
    style = subject.styles["paragraph"]
    low, high = style.size_range or (0, 99)
    slack = subject.profile.limits.size_slack_pt
    right = Counter(size for piece in subject.body if low <= (size := piece.line.look().size_pt) <= high)
    usual = right.most_common(1)[0][0] if right else 0
    wrong = (
        (size, piece.line)
        for piece in (*subject.anatomy.of("enactment"), *subject.body)
        if piece.role not in ("article", "article-run-in")  # their look is checked with the headings
        if not low - 0.25 <= (size := piece.line.look().size_pt) <= high + 0.25 and len(piece.text) > 3
    )
    for size, lines in gathered(wrong):
        yield subject.hit(
            lines,
            "{count} paragraphs of the text in size {size}; it should be {low}–{high}",
            size=f"{size:g}",
            low=low,
            high=high,
            mend=Mend("size", {"low": usual or low, "high": usual or high}),
            certain=not low - slack - 0.25 <= size <= high + slack + 0.25,
        )


@word_rule(
    "DK-W013", "Old character encoding", E, nd30("Phụ lục I, Phần I, I.4"), firm=True, families=(), official=False
)
def legacy(subject: WordSubject) -> Iterator[WordHit]:
    """Vietnamese text is in Unicode (TCVN 6909:2001). Fonts of the TCVN3 (.VnTime) and VNI families show other signs
    than the file holds; convert the text."""

    old = {name for name in {run.format.font for _, run in subject.inked} if code_of_font(name)}
    wrong = (
        (run.format.font, line)
        for line, run in (subject.inked if old else ())
        if run.format.font in old and any(ord(sign) > 0x7F or sign.isalpha() for sign in run.text)
    )
    for name, lines in gathered(wrong):
        said = "{count} paragraphs in the old encoding of font {font}; convert them to Unicode"
        yield subject.hit(lines, said, font=name)


@noticed(DECOMPOSED, families=(), official=False)
def decomposed(subject: WordSubject) -> Iterator[WordHit]:
    """Vietnamese letters are typed as one sign (NFC); letters with loose marks look the same, and a search does not
    find them."""
    lines = [
        piece.line
        for piece in _checked(subject)
        if any(not unicodedata.is_normalized("NFC", run.text) for run in piece.line.runs)
    ]
    if lines:
        said = msg("{count} paragraphs have letters and marks as separate signs (NFD); use one sign for each letter")
        yield subject.hit(tuple(lines), said, mend=Mend("nfc"))


@word_rule("DK-W015", "Text in several sizes", W, nd30("Phụ lục I, Phần I, Mục V"))
def mixed_sizes(subject: WordSubject) -> Iterator[WordHit]:
    """The running text of a document has one size."""
    low, high = subject.styles["paragraph"].size_range or (0, 99)
    sizes = [
        (piece.line.look().size_pt, piece.line) for piece in subject.body if piece.role in BODY and len(piece.text) > 20
    ]
    counted = Counter(size for size, _ in sizes if low <= size <= high)
    if len(counted) < 2:
        return
    common = counted.most_common(1)[0][0]
    other = tuple(line for size, line in sizes if size != common and low <= size <= high)
    said = msg("{count} paragraphs in another size than the rest of the text ({size})")
    yield subject.hit(other, said, size=f"{common:g}", mend=Mend("size", {"low": common, "high": common}))


@word_rule("DK-W016", "Hidden text", W, practice("không để chữ ẩn"), families=(), official=False)
def hidden(subject: WordSubject) -> Iterator[WordHit]:
    """Hidden text goes out with the file although nobody sees it."""
    lines = tuple({line.holder: line for line, run in subject.inked if run.format.hidden}.values())
    if lines:
        yield subject.hit(lines, "{count} paragraphs hold hidden text")


@word_rule(
    "DK-W017", "Tracked changes left", W, practice("chấp nhận hoặc bỏ các thay đổi trước khi ban hành"), families=()
)
def tracked(subject: WordSubject) -> Iterator[WordHit]:
    """A finished document holds no tracked changes; the checks look at the text as if all were accepted."""
    lines = tuple(
        piece.line
        for piece in subject.anatomy.pieces
        if piece.line.paragraph.mark or any(run.revision for run in piece.line.paragraph.runs)
    )
    if lines:
        paragraphs = {line.holder: line for line in lines}
        yield subject.hit(tuple(paragraphs.values()), "tracked changes in {count} paragraphs", count=len(paragraphs))


@word_rule("DK-W018", "Comments left", I, practice("gỡ bình luận trước khi ban hành"), families=())
def comments(subject: WordSubject) -> Iterator[WordHit]:
    """Comments go out with the file."""
    if subject.file.comments:
        yield subject.hit((), "{count} comments are left in the file", count=len(subject.file.comments))


_STRUCK = practice("bỏ hẳn chữ không dùng, không gạch ngang")


@word_rule("DK-W028", "Words struck through", W, _STRUCK, families=(), official=False)
def struck(subject: WordSubject) -> Iterator[WordHit]:
    """Words with a line through them are still in the document: whoever copies it, or reads it by a program, has them.
    Delete them, or take the line away."""
    pieces = [piece for piece in subject.anatomy.pieces if piece.text]
    found = [(line, run) for line, run in subject.runs(pieces) if look_of(run, ground=True).struck]
    if found:
        lines = tuple({line.holder: line for line, _ in found}.values())
        words = " ".join("".join(run.text for line, run in found if line is found[0][0]).split())
        short = shortened(words)
        yield subject.hit(lines, "{count} paragraphs hold words struck through: “{words}”", words=short, quote=words)
