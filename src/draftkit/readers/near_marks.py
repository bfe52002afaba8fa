"""Marks of other languages, which the dialect prints as typed, and what to say of each: the one table of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.model.message import Message, msg
from draftkit.model.named import NamedTuple
from draftkit.readers.near import CAPITAL, NUMBER
from draftkit.text.pattern import Searched


class Mark(NamedTuple):
    """A mark of another language: rare signs of which one must occur, and words that must, before the pattern is
    tried; the pattern; what to say. A pattern that starts with a line end is for the start of a line."""

    signs: str
    words: str
    pattern: str
    said: Message


_TABLE = msg("“{text}”: write the table with | and a line |---|---|")
_HEADING = msg("“{text}” makes no line and no heading; delete it, or put # before the line above")
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
        rf"\n#(?:(?<=\n\n#)|(?<=\A\n#))#{{0,5}}{CAPITAL}(?![A-ZĐ]{{2,}}[ \t]+[^\W\dA-ZĐ_]|\w+[ \t]+{NUMBER}\b)"
        rf"[^\W\d_]{{1,7}}[ \t]+[^\n#]{{0,99}}[^\s#.,;:…][ \t]*(?=\n[ \t]*\n|\n[#*\d-]|\n{CAPITAL}|\n?\Z)",
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
                yield found.start() + lead - 1, Message(mark.said.text, {"text": shown.partition("\n")[0][:60]})
