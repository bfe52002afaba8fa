"""How a document ends: the last sign, recipients, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from draftkit.checks.looks.rule import Mend, WordHit, WordSubject, at, word_rule
from draftkit.checks.sources import nd30
from draftkit.law.authority import doubt, no_deputy
from draftkit.model.finding import Severity
from draftkit.model.message import msg
from draftkit.recognise.terms import HEADS
from draftkit.recognise.values import Piece
from draftkit.text.fold import fold

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_RECIPIENTS = nd30("Phụ lục I, Phần I, II.9.đ")
_TITLES = re.compile(
    (
        r"^(?:PGS|GS|TS|ThS|BS|KS|CN|DS|LS|Phó Giáo sư|Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Cử nhân|Luật sư|Ông|Bà|NGƯT"
        r"|NGND)\b[.\s]"
    ),
    re.IGNORECASE,
)
_PERSONS = (
    "botruong",
    "chutich",
    "giamdoc",
    "cuctruong",
    "vutruong",
    "hieutruong",
    "chanhvanphong",
    "truongphong",
    "tongcuctruong",
    "thutruong",
    "vientruong",
)
_COLLECTIVES = ("uybannhandan", "chinhphu")
_FILED = re.compile(r"^[-–]?\s*Lưu\s*:?", re.IGNORECASE)
_ANY_FIRST = re.compile(r"^[-–]?\s*Như\b")


@word_rule("DK-W070", "No sign at the end of the text", severity=_W, source=nd30("Phụ lục III"))
def end_mark(subject: WordSubject) -> Iterator[WordHit]:
    """The text ends with `./.`; the signature follows."""
    kind = subject.anatomy.kind
    closed = kind is not None and kind.words.get("closing")
    if closed or not subject.anatomy.first("signature-title") or not subject.ending_known:
        return
    last = next(
        (
            piece
            for piece in reversed(subject.main)
            if piece.role in ("paragraph", "article", "clause", "point", "heading")
        ),
        None,
    )
    if last is None or any("./." in piece.text for piece in subject.main):
        return
    ending = (
        Mend("end-mark", at(last))
        if last.text.endswith((".", "/.")) and last.line.part == _last_part(subject, last)
        else None
    )
    yield WordHit(msg("the text does not end with “./.”"), at(last), mend=ending)


def _last_part(subject: WordSubject, piece: Piece) -> int:
    return max(other.line.part for other in subject.main if other.line.paragraph is piece.line.paragraph)


@word_rule("DK-W071", "No recipients", severity=_E, source=_RECIPIENTS, firm=True)
def no_recipients(subject: WordSubject) -> Iterator[WordHit]:
    """A document says who receives it, below the text on the left; an error for kinds that cannot do without. Papers
    that two sides sign have none."""
    titles = subject.anatomy.of("signature-title")
    columns = {(piece.line.where.table, piece.line.where.column) for piece in titles}
    kind = subject.anatomy.kind
    said = () if kind and kind.words.get("recipients") == "" else ("code", "subject", "enactment")
    sent = kind is None or any(kind.words.get(key) for key in said)
    needed = kind is not None and "noi_nhan" in kind.keys and kind.keys["noi_nhan"].required
    label = subject.anatomy.first("recipients-label")
    if sent and titles and len(columns) == 1 and not label:
        yield WordHit(msg("no “Nơi nhận:”"), at(titles[0]), sure=needed)
    elif label and needed and all(_FILED.match(lines[0].text) for lines in _items(subject)):
        yield WordHit(
            msg("no recipient but the file"), at(label), sure=not subject.anatomy.first("other"), certain=True
        )


def _items(subject: WordSubject) -> list[list[Piece]]:
    """The recipients, each with the lines it was broken into."""
    out: list[list[Piece]] = []
    for piece in subject.anatomy.of("recipients"):
        if piece.text[:1] in "-–—+" or not out:
            out.append([piece])
        else:
            out[-1].append(piece)
    return out


@word_rule("DK-W072", "Signs of the recipients", severity=_E, source=_RECIPIENTS)
def recipient_signs(subject: WordSubject) -> Iterator[WordHit]:
    """Each recipient opens with a hyphen and ends with a semicolon, the last line (Lưu) with a full stop."""
    items = _items(subject)
    label = subject.anatomy.first("recipients-label")
    if label and not re.match(r"Nơi nhận\s*:", label.text, re.IGNORECASE):
        yield WordHit(msg("a colon stands after “Nơi nhận”"), at(label))
    for place, lines in enumerate(items):
        last = place + 1 == len(items)
        end = lines[-1].text[-1:]
        if lines[0].text[:1] not in "-–—":
            yield WordHit(msg("a recipient opens with “-”"), at(lines[0]), sure=False)
        elif last and end != ".":
            mend = Mend("end-sign", at(lines[-1]), {"sign": "."})
            yield WordHit(
                msg("the last line of the recipients ends with a full stop"),
                at(lines[-1]),
                sure=end in ";,:",
                mend=mend if end in ";,:)" else None,
            )
        elif not last and end != ";":
            yield WordHit(
                msg("a recipient ends with a semicolon"),
                at(lines[-1]),
                mend=Mend("end-sign", at(lines[-1]), {"sign": ";"}),
            )


@word_rule("DK-W073", "File copy among the recipients", severity=_E, source=_RECIPIENTS, firm=True)
def file_copy(subject: WordSubject) -> Iterator[WordHit]:
    """The last recipient is the file: `- Lưu: VT, …`."""
    items = _items(subject)
    if items and not any(_FILED.match(lines[0].text) for lines in items):
        yield WordHit(msg("no line “- Lưu: VT, …”"), at(items[-1][-1]))
    for lines in items[:-1]:
        if _FILED.match(lines[0].text):
            yield WordHit(msg("“Lưu” comes last"), at(lines[0]))


@word_rule("DK-W074", "First recipient", severity=_W, source=nd30("Phụ lục III"), families=("nd30",))
def first_recipient(subject: WordSubject) -> Iterator[WordHit]:
    """A letter goes first to those it addresses (`- Như trên;`), a decision to those its last điều names (`- Như Điều
    …;`)."""
    items = _items(subject)
    kind = subject.anatomy.kind
    if not items or kind is None or not (kind.words.get("subject") or kind.words.get("decides")):
        return
    if not any(_ANY_FIRST.match(lines[0].text) for lines in items):
        wanted = "- Như trên;" if kind.words.get("subject") else "- Như Điều …;"
        yield WordHit(msg("no line “{text}” among the recipients", text=wanted), at(items[0][0]))


@word_rule(
    "DK-W075", "Title before the name of the signer", severity=_E, source=nd30("Phụ lục I, Phần I, II.7.c"), firm=True
)
def academic(subject: WordSubject) -> Iterator[WordHit]:
    """No academic title stands before the name, unless the head of the sector has ruled so."""
    for piece in subject.anatomy.of("signature-name"):
        found = _TITLES.match(piece.text)
        if found:
            yield WordHit(msg("“{text}” before the name of the signer", text=found[0].strip()), at(piece))


@word_rule("DK-W076", "Right to sign", severity=_E, source=nd30("Phụ lục I, Phần I, II.7.b"), firm=True)
def capacity(subject: WordSubject) -> Iterator[WordHit]:
    """`KT.` stands before the title of the head, and the title of the deputy below it; `TM.` before the name of a
    collective, and the title of the signer below it."""
    for piece in subject.anatomy.of("signature-title"):
        letters, _, rest = piece.text.partition(".")
        words = fold(rest)
        undotted = re.match(r"(?:TM|KT|TL|TUQ)\s+(?=[^\s.])", piece.text)
        if undotted:
            yield WordHit(msg("“{line}”: the prefix needs a full stop", line=piece.text), at(piece))
        if letters.strip() == "KT" and words.startswith(("pho", "thu truong", "thutruong")):
            yield WordHit(msg("KT. stands before the title of the head: “{text}”", text=piece.text), at(piece))
        if letters.strip() == "TM" and words in _PERSONS:
            yield WordHit(msg("TM. stands before the name of a body: “{text}”", text=piece.text), at(piece))
    for titles in _signers(subject):
        first, below = titles[0], [fold(piece.text) for piece in titles[1:]]
        letters, _, rest = titles[-1].text.partition(".")
        if letters.strip() == "TM":
            yield WordHit(
                msg("“{line}” is not followed by the title of the signer", line=titles[-1].text),
                at(titles[-1]),
                sure=subject.ending_known or subject.own,
            )
        for wrong in no_deputy([piece.text.upper() for piece in titles]):
            last = wrong.line + 1 == len(titles)
            yield WordHit(wrong.message, at(titles[wrong.line]), sure=subject.own if last else wrong.sure)
        if fold(first.text).startswith(_COLLECTIVES) and below and below[0].startswith(HEADS):
            yield WordHit(msg("TM. stands before the name of a body: “{text}”", text=first.text), at(first))


@word_rule("DK-W079", "Who signs a document of this kind", severity=_W, source=nd30("Điều 13"))
def authority(subject: WordSubject) -> Iterator[WordHit]:
    """Who signs, and in which capacity, is fixed by the kind: no nghị định is signed by order (TL.), no thông tư by the
    head of a department."""
    kind, columns = subject.anatomy.kind, _signers(subject)
    if kind is None or kind.signing is None or len(columns) != 1 or not subject.ending_known:
        return
    titles = columns[0]
    wrong = doubt([piece.text.upper() for piece in titles], kind.signing, kind.words.get("act", kind.title))
    if wrong:
        yield WordHit(wrong.message, at(titles[wrong.line]))


def _signers(subject: WordSubject) -> list[list[Piece]]:
    """The titles of each who signs, from the top down."""
    columns: dict[tuple[int, int, int], list[Piece]] = {}
    for piece in subject.anatomy.of("signature-title"):
        columns.setdefault((piece.line.where.table, piece.line.where.column, piece.line.where.box), []).append(piece)
    return list(columns.values())


@word_rule("DK-W077", "Space after the right to sign", severity=_W, source=nd30("Phụ lục III"))
def capacity_space(subject: WordSubject) -> Iterator[WordHit]:
    """A space stands after KT., TM., TL., TUQ., Q."""
    for piece in subject.anatomy.of("signature-title"):
        found = re.match(r"(TM|KT|TL|TUQ|Q)(?:\.(?=\w)|\s+\.)", piece.text)
        if found:
            yield WordHit(
                msg("“{text}” should be “{wanted}”", text=found[0].strip(), wanted=f"{found[1]}. "), at(piece)
            )
