"""Marks of other languages, which the dialect prints as typed, and what to say of each: the one table of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from draftkit.model.message import Message, msg
from draftkit.readers.near import CAPITAL, NUMBER
from draftkit.text.passage import shortened
from draftkit.text.pattern import LOWER, UPPER, Pattern, Searched

Mark = tuple[Pattern, Message]
"""A mark of another language, and what to say of it. A pattern that starts with a line end is for the start of a
line."""


def _mark(pattern: str, *signs: str) -> Pattern:
    """A pattern, and rare signs of which one stands in all it matches."""
    return Pattern(pattern, *signs, flags=re.MULTILINE)


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
    (_mark(r"\n[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$", "-|"), msg("“{text}”: each row of a table starts with |")),
    (_mark(r"\n[ \t]*::(?!:)[ \t]*\w[\w-]*[ \t]*$", "::"), msg("“{text}”: a block starts with three colons, ::: giua")),
    (_mark(r"\n[ \t]*\+[-=]{2,}[-=+]*\+[ \t]*$", "+"), _TABLE),
    (_mark(r"<(?i:table)\b[^<>\n]{0,200}>", "<"), _TABLE),
    (_mark(r"<!--(?![ \t]*draftkit:)[^\n]{0,80}", "<!--"), msg("“{text}” is printed; delete the note")),
    (_mark(r"\n[^\s|>][^\t\n]*\t[^\n]*\n[ \t]*[^\s|>][^\t\n]*\t[^\n]*$", "\t"), _TABLE),
    (_mark(r"\n[^|\s\x00>+][^|\n]*[ \t]\|[ \t][^\n]*\n[^|\s\x00>+][^|\n]*[ \t]\|[ \t][^\n]*$", "|"), _TABLE),
    (
        _mark(r"(?<=\S)\n:[ \t]+(?=\S)[^\n]{0,60}", "\n:"),
        msg("“{text}”: a meaning stands behind its term, in one line"),
    ),
    (_mark(r"(?<=\S)\n[ \t]*={3,}[ \t]*$", "==="), _HEADING),
    (_mark(r"(?<=[^\s|\x00])\n[ \t]*-{3,}[ \t]*$", "---"), _HEADING),
    (
        _mark(r"\n[ \t]*\[(?!\^)[^\]\n]{1,100}\]:[ \t]+\S{1,200}", "["),
        msg("“{text}” is printed; write the address behind its words: [chữ](https://…)"),
    ),
)
"""What loses structure: a table, a heading, a note to oneself."""

TYPED = (
    (_mark(r"[ÐðƉ]\w{0,20}", "Ð", "ð", "Ɖ"), msg("“{text}” starts with a letter of Icelandic (U+00D0); write Đ, đ")),
    (
        _mark(rf"</?(?i:{_TAGS})(?:[ \t]+[\w-]+=[^<>\n]{{0,200}}|[ \t]*/?)>", "<"),
        msg("“{text}” is printed as typed; write **đậm**, *nghiêng*, m^3^, H~2~S, or \\ at the end of a line"),
    ),
    (
        _mark(rf"&(?:{_ENTITIES}|#[0-9]{{1,6}}|#x[0-9a-fA-F]{{1,6}});", "&"),
        msg("“{text}” is printed as typed; write the sign itself"),
    ),
    (_mark(r"(?<![\\`])`[^`\n\x00]{1,200}`(?!`)", "`"), msg("“{text}” is printed with its signs; delete `")),
    (
        _mark(r"~~(?=[^\s~])[^~\n]{1,200}~~", "~~"),
        msg("“{text}” is printed with its signs; delete what is to be struck out"),
    ),
    (
        _mark(r"(?<![\w_])__(?=[^\W_])[^_\n]{1,200}__(?![\w_])", "__"),
        msg("“{text}” is printed with its signs; write **đậm**"),
    ),
    (
        _mark(r"(?<=[^\W\d_])\*\*(?=\w)[^*\n]{1,200}\*\*|\*\*(?=\w)[^*\n]{1,200}(?<=\S)\*\*(?=[^\W\d_])", "**"),
        msg("“{text}” is printed with its signs; ** stands at the edges of words"),
    ),
    (_mark(r"(?<![^\s>])%%(?=[^\s%])[^\n]{0,40}", "%%"), msg("“{text}” is printed; a note has a blank behind %%")),
    (_mark(r"(?<![\w=])==(?=[^\s=])[^=\n]{1,200}(?<=\S)==(?!=)", "=="), _SIGNS),
    (_mark(r"\{[#%][ \t][^{}\n]{0,80}[#%]\}", "{"), _SIGNS),
    (
        _mark(r"\{[ \t]+[#.][\w-]+[ \t]*\}[ \t]*$", "{ "),
        msg("“{text}” is printed; a label has no blanks between its braces"),
    ),
    (_mark(r"(?<![^\s(])@(?:[ \t]|\{)(?=[^\W\d_])[\w-]{1,40}\}?", "@"), REFERENCE),
    (_mark(r"\{#[^{}\n]{0,60}[ \t]*$", "{#"), LABEL),
    (_mark(r"\(#[\w-]{1,60}\)[ \t]*$", "(#"), LABEL),
    (
        _mark(
            rf"\n#(?:(?<=\n\n#)|(?<=\A\n#))#{{0,5}}{CAPITAL}(?![{UPPER}]{{2,}}[ \t]+[{LOWER}]|\w+[ \t]+{NUMBER}\b)"
            rf"[^\W\d_]{{1,7}}[ \t]+[^\n#]{{0,99}}[^\s#.,;:…][ \t]*(?=\n[ \t]*\n|\n[#*\d-]|\n{CAPITAL}|\n?\Z)",
            "\n#",
        ),
        msg("“{text}” is printed with its #; a heading has a blank behind it, a hashtag none within"),
    ),
    (_mark(r"\[#[\w-]{1,60}\][ \t]*$", "[#"), LABEL),
    (
        _mark(
            r"\$\{[\w.]{1,60}\}|(?<!\{)\{[ \t]*[^\W\d_]\w*(?:\.\w+)*[ \t]*\}(?!\})|\[\[\w[\w. ]{0,40}\]\]"
            r"|<<[ \t]?\w[\w. ]{0,40}>>",
            "{",
            "[",
            "<",
        ),
        _VALUE,
    ),
    (_mark(r"/\*[^\n]{0,80}?\*/", "/*"), _SIGNS),
    (_mark(r"\(\^[0-9]{1,3}\)|\n\^[0-9]{1,3}\^[ \t]+\S[^\n]{0,40}", "^"), _NOTE),
    (_mark(r"\n[¹²³⁴-⁹]{1,3}[ \t]*[^\W\d_][^\n]{0,40}", *"¹²³⁴⁵⁶⁷⁸⁹"), _NOTE),
    (_mark(r"\^\[[^\]\n]{1,200}\]", "^["), _NOTE),
    (_mark(r"\[\^(?:[ \t]+[\w-]+|[\w-]+[ \t]+)[ \t]*\]", "[^"), _NOTE),
    (
        _mark(r"(?<=[^\W_])\^-?[0-9]{1,3}(?![\w^])", "^"),
        msg("“{text}” is printed as typed; write it between two ^: m^2^"),
    ),
    (
        _mark(r"(?<=[^\W\d_])~[0-9]{1,2}(?![\w~])", "~"),
        msg("“{text}” is printed as typed; write it between two ~: H~2~O"),
    ),
    (
        _mark(r"(?<!\\)\\[a-z]{3,20}\b(?:\{[^{}\n]{0,60}\})?", "\\"),
        msg("“{text}” is printed as typed; LaTeX stands between two $"),
    ),
    (
        _mark(r"(?<![\\\w:])\\(?:[0-9]{1,3}[.)]?|[^\W\d_](?![a-z]{2})\)?)", "\\"),
        msg("“{text}” is printed as typed; \\ stands right before the sign: 1\\. or a\\)"),
    ),
    (
        _mark(r"(?<=[^\s$])[ \t]+\$\$(?=[ \t]*[^\s$])", "$$"),
        msg("“{text}” is printed; $$ stands at the start of a line"),
    ),
    (_mark(r"(?<=\n)\n[ \t]*(?:-[ \t]?){3,}$", "---"), _LINE),
    (_mark(r"\n[ \t]*(?:\*[ \t]?){3,}$", "*"), _LINE),
    (_mark(r"(?<=\n)\n[ \t]*[*+•]{1,2}[ \t]*(?=\n|\Z)", "*", "+", "•"), _BARE),
    (
        _mark(r"(?<=[^\s\x00|]  )\n(?=[ \t]*[^\W\d_]{2})", "  \n"),
        msg("two blanks at the end of a line break none; write \\ there, or delete them"),
    ),
    (_mark(r"(?<!\\)\\\\[ \t]*$", "\\\\"), msg("“{text}” is printed; one \\ at the end of a line breaks it")),
    (
        _mark(r"(?<=[^\\\n])\\[ \t]*(?=\n[ \t]*\n|\n?\Z)", "\\"),
        msg("“{text}” is printed: no line follows that it could break off; delete it"),
    ),
)
"""What is printed as typed, its signs too."""


def marks(text: Searched, table: Sequence[Mark]) -> Iterator[tuple[int, Message]]:
    """Offset and message of each near-form of a table in a text that starts with a line end (the offset counts without
    it). Patterns are compiled when tried: most never are."""
    for pattern, said in table:
        for found in pattern.finditer(text):
            shown = found[0].strip(" \t\n\x00")
            lead = len(found[0]) - len(found[0].lstrip(" \t\n")) if shown else 0
            yield found.start() + lead - 1, Message(said.text, {"text": shortened(shown.partition("\n")[0])})
