"""What almost is a unit or a mark of the dialect, and what to write instead: the one table of near-forms.

A line that misses its form by one sign is printed as text, and its structure is gone without a word. Each row says how
such a form looks, and the form that was meant. The scanner asks `heading` about lines that start with # and name no
level; rules ask `units` and the tables about everything else that is printed as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from draftkit.model.kind import Level, Outline
from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.model.numeral import ORDINAL_WORDS, TEN_IN_WORDS, from_roman, whole, write
from draftkit.text.pattern import Pattern, Searched


class Form(NamedTuple):
    """A near-form: how it looks, and how it is written; `\\1` in `form` stands for the number."""

    pattern: str
    form: str


class Mark(NamedTuple):
    """A mark of another language: rare signs of which one must occur, and words that must, before the pattern is
    tried; the pattern; what to say. A pattern that starts with a line end is for the start of a line."""

    signs: str
    words: str
    pattern: str
    said: Message


_CAPITAL = "(?=[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ“])"
"""What a khoản or điểm begins with; a line that a sentence was broken at begins with anything."""
_CAPITALS = f"(?={_CAPITAL[3:-1]}{{2}})"
_KHOAN = (
    Form(r"([0-9]{1,3}[a-zđ]?)\.(?=[^\W\d_](?:[^\W\d_]|[ )]))", r"\1. "),
    Form(r"([0-9]{1,3})[)/-][ \t]+(?=\S)", r"\1. "),
    Form(rf"([0-9]{{1,3}})(?:[,;:\]]|\.[),;:.-])[ \t]+{_CAPITAL}", r"\1. "),
    Form(r"[*_]{1,3}([0-9]{1,3}[a-zđ]?)[.)][*_ \t]+(?=\S)", r"\1. "),
    Form(rf"([0-9]{{1,3}})[ \t]+[-–—][ \t]+{_CAPITAL}", r"\1. "),
    Form(r"[Kk]hoản ([0-9]{1,3}[a-zđ]?)[:.][ \t]+", r"\1. "),
    Form(rf"[Kk]hoản ([0-9]{{1,3}}[a-zđ]?)[ \t]+[-–—][ \t]+{_CAPITAL}", r"\1. "),
    Form(r"([0-9]{1,3}[a-zđ]?)[ \t]+\.[ \t]*(?=[^\W\d_])", r"\1. "),
    Form(rf"[Kk]hoản ({ORDINAL_WORDS}|thứ [0-9]{{1,2}})[.:][ \t]+", r"\1. "),
    Form(r"([０-９]{1,3})[.．)）][ \t]*(?=\S)", r"\1. "),
    Form(r"([0-9]{1,3})[．。：）、][ \t]*(?=\S)", r"\1. "),
)
_DIEM = (
    Form(r"([a-zđ][0-9]?)\)(?=[^\W\d_])", r"\1) "),
    Form(r"([a-zđ])/[ \t]+(?=\S)", r"\1) "),
    Form(r"([a-zđ][0-9]?)[．）][ \t]*(?=\S)", r"\1) "),
    Form(rf"([a-zđ][0-9]?)(?:[,;\]]|\)[.,;:-]|\.\))[ \t]*{_CAPITAL}", r"\1) "),
    Form(r"([a-zđ][0-9]?)\.[ \t]+(?=\S)", r"\1) "),
    Form(r"[*_]{1,3}([a-zđ][0-9]?)[).][*_ \t]+(?=\S)", r"\1) "),
    Form(r"([A-ZĐ])\)[ \t]+", r"\1) "),
    Form(r"[Đđ]iểm ([a-zđ][0-9]?)[:.)][ \t]+", r"\1) "),
    Form(rf"[Đđ]iểm ([a-zđ][0-9]?)[ \t]+[-–—][ \t]+{_CAPITAL}", r"\1) "),
    Form(rf"([a-zđ][0-9]?)[ \t]+\)[ \t]*{_CAPITAL}", r"\1) "),
    Form(rf"[Đđ]iểm ({ORDINAL_WORDS}|thứ [0-9]{{1,2}})[.:][ \t]+", "a) "),
    Form(r"([аеорсухіԁһ])[).][ \t]*(?=\S)", "a) "),
    Form(r"([ăâêôơưĂÂÊÔƠƯ])[).][ \t]+", "a) b) c) d) đ) e) g) h) i) k) l) "),
)
_BULLETS = "*+•–—·▪●○◦"
_BULLET = Pattern(rf"\n[ \t]*([{_BULLETS}])[ \t]+(?=\S)")
_OTHER_NUMBER = r"(?:\([0-9a-zđ]{1,3}\)|[0-9]{1,3}(?:\.[0-9]{1,3})+\.?|[IVX]{1,5}\.|[ivx]{2,5}[.)])"
_COUNTED = Pattern(rf"\n[ \t]*({_OTHER_NUMBER}[ \t]+)(?=\S)", words=f"^{_OTHER_NUMBER}$")
"""Numbers that no outline has: printed as typed, but not as a line of its own."""
_COUNTED_TOO = Pattern(rf"\n[ \t]*((?:{_OTHER_NUMBER}|[0-9]{{1,2}}[.)])[ \t]+)(?=\S)")
"""Those besides that an outline without khoản has not."""
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_WRONG_D = str.maketrans("ÐðƉ", "ĐđĐ")
_ALONE = r"(?<=\n\n)"
"""A line that starts a paragraph; elsewhere “Điều 5” may be where a sentence was broken."""
_NUMBER = r"(?:[0-9]{1,4}[a-zđ]{0,2}|[IVXLC]{1,7}[a-zđ]?)"

_TABLE = msg("“{text}”: write the table with | and a line |---|---|")
_HEADING = msg("“{text}” makes no heading; put # before the line above")
_LINE = msg("“{text}” is printed; there are no dividing lines: delete it")
_SIGNS = msg("“{text}” is printed with its signs; delete them")
_BARE = msg("“{text}” stands alone in its paragraph and is printed; write what it lists, or delete it")
_NOTE = msg("“{text}” is printed as typed; a note is marked [^1], its text is a line of its own: [^1]: …")
LABEL = msg("“{text}” is printed; a label is one word, {{#nhan}}, at the end of its line")
REFERENCE = msg("“{text}” is printed; a reference is @ and its label: @nhan")
_VALUE = msg("“{text}” is printed as typed; a value stands between two braces: {{{{ ten_gia_tri }}}}")
_TAGS = "br|hr|b|i|u|s|p|ins|del|mark|em|strong|sup|sub|div|span|center|font|a|ul|ol|li|h[1-6]|img"
_ENTITIES = "nbsp|amp|lt|gt|quot|apos|copy|ndash|mdash|hellip|[lr][ds]quo|times|deg|shy|emsp|ensp|sup[123]"
"""Not any word between & and ; since “Bộ TN&MT;” is an office."""
LOST = (
    Mark("|", "-|", r"\n[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$", msg("“{text}”: each row of a table starts with |")),
    Mark(
        ":", "::", r"\n[ \t]*::(?!:)[ \t]*\w[\w-]*[ \t]*$", msg("“{text}”: a block starts with three colons, ::: giua")
    ),
    Mark("+", "", r"\n[ \t]*\+[-=]{2,}[-=+]*\+[ \t]*$", _TABLE),
    Mark("<", "", r"<(?i:table)\b[^<>\n]{0,200}>", _TABLE),
    Mark("<", "<!--", r"<!--(?![ \t]*draftkit:)[^\n]{0,80}", msg("“{text}” is printed; delete the note")),
    Mark("\t", "", r"\n[^\s|>][^\t\n]*\t[^\n]*\n[ \t]*[^\s|>][^\t\n]*\t[^\n]*$", _TABLE),
    Mark("|", "|", r"\n[^|\s\x00>+][^|\n]*[ \t]\|[ \t][^\n]*\n[^|\s\x00>+][^|\n]*[ \t]\|[ \t][^\n]*$", _TABLE),
    Mark(
        ":", "\n:", r"(?<=\S)\n:[ \t]+(?=\S)[^\n]{0,60}", msg("“{text}”: a meaning stands behind its term, in one line")
    ),
    Mark("=", "===", r"(?<=\S)\n[ \t]*={3,}[ \t]*$", _HEADING),
    Mark("-", "---", r"(?<=[^\s|\x00])\n[ \t]*-{3,}[ \t]*$", _HEADING),
    Mark(
        "[",
        "]:",
        r"\n[ \t]*\[(?!\^)[^\]\n]{1,100}\]:[ \t]+\S{1,200}",
        msg("“{text}” is printed; write the address behind its words: [chữ](https://…)"),
    ),
)
"""What loses structure: a table, a heading, a note to oneself."""

TYPED = (
    Mark("ÐðƉ", "", r"[ÐðƉ]\w{0,20}", msg("“{text}” starts with a letter of Icelandic (U+00D0); write Đ, đ")),
    Mark(
        "<",
        ">",
        rf"</?(?i:{_TAGS})(?:[ \t]+[\w-]+=[^<>\n]{{0,200}}|[ \t]*/?)>",
        msg("“{text}” is printed as typed; write **đậm**, *nghiêng*, m^3^, H~2~S, or \\ at the end of a line"),
    ),
    Mark(
        "&",
        ";",
        rf"&(?:{_ENTITIES}|#[0-9]{{1,6}}|#x[0-9a-fA-F]{{1,6}});",
        msg("“{text}” is printed as typed; write the sign itself"),
    ),
    Mark("`", "", r"(?<![\\`])`[^`\n\x00]{1,200}`(?!`)", msg("“{text}” is printed with its signs; delete `")),
    Mark(
        "~",
        "~~",
        r"~~(?=[^\s~])[^~\n]{1,200}~~",
        msg("“{text}” is printed with its signs; delete what is to be struck out"),
    ),
    Mark(
        "_",
        "__",
        r"(?<![\w_])__(?=[^\W_])[^_\n]{1,200}__(?![\w_])",
        msg("“{text}” is printed with its signs; write **đậm**"),
    ),
    Mark(
        "*",
        "**",
        r"(?<=[^\W\d_])\*\*(?=\w)[^*\n]{1,200}\*\*|\*\*(?=\w)[^*\n]{1,200}(?<=\S)\*\*(?=[^\W\d_])",
        msg("“{text}” is printed with its signs; ** stands at the edges of words"),
    ),
    Mark("%", "%%", r"(?<![^\s>])%%(?=[^\s%])[^\n]{0,40}", msg("“{text}” is printed; a note has a blank behind %%")),
    Mark("=", "==", r"(?<![\w=])==(?=[^\s=])[^=\n]{1,200}(?<=\S)==(?!=)", _SIGNS),
    Mark("{", "", r"\{[#%][ \t][^{}\n]{0,80}[#%]\}", _SIGNS),
    Mark(
        "{",
        "{ ",
        r"\{[ \t]+[#.][\w-]+[ \t]*\}[ \t]*$",
        msg("“{text}” is printed; a label has no blanks between its braces"),
    ),
    Mark("@", "", r"(?<![^\s(])@(?:[ \t]|\{)(?=[^\W\d_])[\w-]{1,40}\}?", REFERENCE),
    Mark("#", "{#", r"\{#[^{}\n]{0,60}[ \t]*$", LABEL),
    Mark("#", "(#", r"\(#[\w-]{1,60}\)[ \t]*$", LABEL),
    Mark(
        "#",
        "\n#",
        rf"\n#(?:(?<=\n\n#)|(?<=\A\n#))#{{0,5}}{_CAPITAL}(?![A-ZĐ]{{2,}}[ \t]+[^\W\dA-ZĐ_]|\w+[ \t]+{_NUMBER}\b)"
        rf"[^\W\d_]{{1,7}}[ \t]+[^\n#]{{0,99}}[^\s#.,;:…][ \t]*(?=\n[ \t]*\n|\n[#*\d-]|\n{_CAPITAL}|\n?\Z)",
        msg("“{text}” is printed with its #; a heading has a blank behind it, a hashtag none within"),
    ),
    Mark("#", "[#", r"\[#[\w-]{1,60}\][ \t]*$", LABEL),
    Mark(
        "{[<",
        "",
        r"\$\{[\w.]{1,60}\}|(?<!\{)\{[ \t]*[^\W\d_]\w*(?:\.\w+)*[ \t]*\}(?!\})|\[\[\w[\w. ]{0,40}\]\]"
        r"|<<[ \t]?\w[\w. ]{0,40}>>",
        _VALUE,
    ),
    Mark("/", "/*", r"/\*[^\n]{0,80}?\*/", _SIGNS),
    Mark("^", "^", r"\(\^[0-9]{1,3}\)|\n\^[0-9]{1,3}\^[ \t]+\S[^\n]{0,40}", _NOTE),
    Mark("¹²³⁴⁵⁶⁷⁸⁹", "", r"\n[¹²³⁴-⁹]{1,3}[ \t]*[^\W\d_][^\n]{0,40}", _NOTE),
    Mark("^", "^[", r"\^\[[^\]\n]{1,200}\]", _NOTE),
    Mark("[", "[^", r"\[\^(?:[ \t]+[\w-]+|[\w-]+[ \t]+)[ \t]*\]", _NOTE),
    Mark(
        "^",
        "",
        r"(?<=[^\W_])\^-?[0-9]{1,3}(?![\w^])",
        msg("“{text}” is printed as typed; write it between two ^: m^2^"),
    ),
    Mark(
        "~",
        "",
        r"(?<=[^\W\d_])~[0-9]{1,2}(?![\w~])",
        msg("“{text}” is printed as typed; write it between two ~: H~2~O"),
    ),
    Mark(
        "\\",
        "",
        r"(?<!\\)\\[a-z]{3,20}\b(?:\{[^{}\n]{0,60}\})?",
        msg("“{text}” is printed as typed; LaTeX stands between two $"),
    ),
    Mark(
        "\\",
        "",
        r"(?<![\\\w:])\\(?:[0-9]{1,3}[.)]?|[^\W\d_](?![a-z]{2})\)?)",
        msg("“{text}” is printed as typed; \\ stands right before the sign: 1\\. or a\\)"),
    ),
    Mark(
        "$",
        "$$",
        r"(?<=[^\s$])[ \t]+\$\$(?=[ \t]*[^\s$])",
        msg("“{text}” is printed; $$ stands at the start of a line"),
    ),
    Mark("-", "---", r"(?<=\n)\n[ \t]*(?:-[ \t]?){3,}$", _LINE),
    Mark("*", "", r"\n[ \t]*(?:\*[ \t]?){3,}$", _LINE),
    Mark("*+•", "", r"(?<=\n)\n[ \t]*[*+•]{1,2}[ \t]*(?=\n|\Z)", _BARE),
    Mark(
        "\n",
        "  \n",
        r"(?<=[^\s\x00|]  )\n(?=[ \t]*[^\W\d_]{2})",
        msg("two blanks at the end of a line break none; write \\ there, or delete them"),
    ),
    Mark("\\", "\\\\", r"(?<!\\)\\\\[ \t]*$", msg("“{text}” is printed; one \\ at the end of a line breaks it")),
    Mark(
        "\\",
        "",
        r"(?<=[^\\\n])\\[ \t]*(?=\n[ \t]*\n|\n?\Z)",
        msg("“{text}” is printed: no line follows that it could break off; delete it"),
    ),
)
"""What is printed as typed, its signs too."""


def marks(text: Searched, table: Sequence[Mark]) -> Iterator[tuple[int, Message]]:
    """Offset and message of each near-form of a table in a text that starts with a line end (the offset counts without
    it). Patterns are compiled when tried: most never are."""
    for mark in table:
        if any(sign in text for sign in mark.signs) and mark.words in text:
            for found in re.finditer(mark.pattern, text, re.MULTILINE):
                shown = found[0].strip(" \t\n\x00")
                lead = len(found[0]) - len(found[0].lstrip(" \t\n")) if shown else 0
                yield found.start() + lead - 1, Message(mark.said.text, {"text": shown[:60]})


class Units(NamedTuple):
    """The near-forms of an outline: how such lines begin, a pattern for all, and each with its form."""

    start: Pattern
    pattern: Pattern
    forms: tuple[tuple[Pattern, str], ...]
    hashes: Mapping[str, int]


class Near(NamedTuple):
    """A near-form in a text: offset, what stands there, what to write; and the signs `old` that would have to be `new`
    (empty: not known)."""

    offset: int
    text: str
    form: str
    old: str = ""
    new: str = ""


@lru_cache(maxsize=64)
def _units(levels: tuple[tuple[str, str], ...], headed: tuple[tuple[str, int], ...]) -> Units | None:
    """`levels`: marker and numeral of each marked level; `headed`: keyword and number of # of each with headings."""
    words = sorted((word for word, _ in headed), key=len, reverse=True)
    rows: list[Form] = []
    for marker, numeral in levels:
        rows += _KHOAN if (marker, numeral) == ("{n}.", "arabic") else _DIEM if marker == "{n})" else ()
    if words:
        either = f"({'|'.join(re.escape(word) for word in words)})"
        rows += (
            Form(rf"#{{1,6}}{either}(?:[ \t]+{_NUMBER})?[.:][ \t]*", "# "),
            Form(rf"[*_]{{1,3}}{either}[ \t]+{_NUMBER}(?:[.:]|[*_])", "# "),
            Form(rf"{either}[ \t]+{_NUMBER}\.[ \t]+(?=\S)", "# "),
            Form(rf"{_ALONE}{either}[ \t]+{_NUMBER}:[ \t]+{_CAPITALS}", "# "),
            Form(rf"{either.upper()}[ \t]+{_NUMBER}(?:[.:]|[ \t]*(?=\n|\Z))", "# "),
            Form(rf"{_ALONE}{either}[ \t]+{_NUMBER}[ \t]*(?=\n|\Z)", "# "),
        )
    if "Điều" in words:
        rows.append(Form(rf"{_ALONE}Điều ({ORDINAL_WORDS}|thứ [0-9]{{1,3}})[.:][ \t]+", r"### Điều \1. "))
        rows.append(Form(r"(?!Điều)[DĐ]i[eéèẻẽẹêếềểễệ]u[ \t]+([0-9]{1,4}[a-zđ]{0,2})[.:][ \t]+", r"### Điều \1. "))
    if not rows:
        return None
    either_row = "|".join(re.sub(r"\((?!\?)", "(?:", row.pattern) for row in rows)
    good = r"\n|[0-9]+\. |[a-zđ]\) |#+ "  # most lines are as they should be: no row need be tried on them
    named = "|".join((r"[Kk]hoản ", r"[Đđ]iểm ", r"[DĐ]i\wu[ \t]", *map(re.escape, (*words, *map(str.upper, words)))))
    return Units(
        Pattern(rf"\n[ \t]*(?!{good})(?:[#*_0-9０-９]|[^\W\d_][0-9]?(?:[])/,;.．）]|[ \t]+\))|{named})"),
        Pattern(rf"\n[ \t]*(?!{good})(?:{either_row})"),
        tuple((Pattern(row.pattern.removeprefix(_ALONE)), row.form) for row in rows),
        {word.lower(): hashes for word, hashes in headed},
    )


def units(text: str, outline: Outline, outer: Sequence[Level]) -> Iterator[Near]:
    """The lines of a text that almost start a unit of an outline, or of the levels `outer` of annexes. A bullet, and a
    number that no level has, count where they run into the line above. The text starts with a line end, without which
    offsets count."""
    known = _units(
        tuple((level.marker, level.numeral) for level in outline.levels if level.marker),
        tuple((level.keyword, level.hashes) for level in (*outline.levels, *outer) if level.keyword),
    )
    if known is None:
        return
    for found in known.pattern.finditer(text) if known.start.search(text) else ():
        start = found.start() + 1
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        bare = line.lstrip(" \t")
        form, old, new = _written(bare, known)
        yield Near(start + len(line) - len(bare) - 1, bare[:40], form, old, new)
    for found in _BULLET.finditer(text) if any(sign in text for sign in _BULLETS) else ():
        above = text.rfind("\n", 0, found.start())
        if _follows_end(text, found.start()) or (above >= 0 and _BULLET.match(text, above)):
            form = "- " + _line(text, found.end())[:30]
            yield Near(
                found.start(1) - 1, _line(text, found.start(1))[:40], form, text[found.start(1) : found.end()], "- "
            )


def run_in(text: str, outline: Outline) -> Iterator[tuple[int, str]]:
    """Offset and first words of each line that starts with a number of no level, `(1)` or `3.1.`, `1.` where no khoản
    are, and so runs into the line above: one that ends like a clause, or has such a number itself. The text starts as
    for `units`."""
    counted = _COUNTED if any(level.marker == "{n}." for level in outline.levels) else _COUNTED_TOO
    for found in counted.finditer(text):
        above = text.rfind("\n", 0, found.start())
        listed = counted.match(text, above) if above >= 0 else None
        if listed or (_follows_end(text, found.start()) and text[found.end()].isupper()):
            yield found.start(1) - 1, _line(text, found.start(1))[:40]


def _follows_end(text: str, line_end: int) -> bool:
    """Whether the line that ends there ends like a sentence or a clause: the next one is a new thought."""
    return text[max(line_end - 20, 0) : line_end].rstrip(" \t")[-1:] in (*":;.,…)",)


def _line(text: str, start: int) -> str:
    return text[start:].partition("\n")[0] if len(text) < 200 else text[start : start + 200].partition("\n")[0]


def _written(line: str, known: Units) -> tuple[str, str, str]:
    """The form of a line that almost starts a unit, with the first of its words; and which signs would be which."""
    for pattern, form in known.forms:
        found = pattern.match(line)
        if found and form == "# ":
            bare = line.lstrip("#*_ ").replace("**", "").replace("__", "")
            whole_line = (
                f"{'#' * known.hashes.get(found[1].lower(), 3)} {found[1].capitalize()}{bare[len(found[1]) :].rstrip()}"
            )
            form = whole_line[:34]
            return (form, line, whole_line) if re.search(r"[.:]", form) else (f"{form}. Tên", "", "")
        if found:
            said = found[1].lower().translate(_WIDE).removeprefix("thứ ")
            number = str(TEN_IN_WORDS.index(said) + 1) if said in TEN_IN_WORDS else said
            new = form.replace(r"\1", number)
            return new + line[found.end() :][:30], found[0], new if r"\1" in form else ""
    return line[:30], "", ""


def heading(text: str, levels: Sequence[Level]) -> str:
    """The form that a heading without a known keyword (its # cut off) almost has: `Điều 2 Tên` is `Điều 2. Tên`; empty
    when it has none."""
    bare = text.translate(_WRONG_D).strip("*_ \t")
    for level in sorted(levels, key=lambda one: -len(one.keyword)):
        if not level.keyword or bare[: len(level.keyword)].lower() != level.keyword.lower():
            continue
        rest = bare[len(level.keyword) :]
        found = re.match(
            rf"[ \t]*(?:số[ \t]+)?(?:({_NUMBER})|thứ[ \t]+(\w+))(?![\w])[.:)]?[ \t]*[-–—]?[ \t]*[.:]?[ \t]*(.*)$", rest
        )
        if found:
            number = _counted(found[1] or "", found[2] or "", level)
            return f"{level.keyword} {number}. {found[3].strip('*_ ')}".rstrip() if number else ""
        found = re.match(r"[ \t]*[-–—.:][ \t]*(\S.*)$", rest)
        if found:
            return f"{level.keyword}. {found[1].strip('*_ ')}"
    return ""


def _counted(number: str, ordinal: str, level: Level) -> str:
    """A number as the level writes it: `01` is I of a phụ lục, `thứ hai` is II of a phần; empty for an unknown word."""
    if ordinal:
        at = TEN_IN_WORDS.index(ordinal.lower()) + 1 if ordinal.lower() in TEN_IN_WORDS else 0
        return write((at, 0), level.numeral) if at else ""
    value = whole(number) or (from_roman(number) if level.numeral == "arabic" else 0)
    return write((value, 0), level.numeral) if value else number
