"""Files as they come when something went wrong on the way: cut, doubled, mixed up, with signs nobody expects."""

from __future__ import annotations

import io
import random
import zipfile

ODD = (
    *(
        "\x00",
        "\x0b",
        "\ufeff",
        "\u202e",
        "\u00a0",
        "\u2028",
        "\ufffe",
        "e\u0301",
        "𝒳",
        "٣",
        "²",
        "\t",
        "\r",
        "\r\n",
        "\n\n\n",
    ),
    *(
        "{{",
        "}}",
        "{{ x }}",
        "{% for x in y %}",
        "{{ a.b }}",
        "{#x}",
        "{#",
        "@",
        "@x.y",
        "@luat-bvmt",
        "[^1]",
        "[^1]: x\n",
    ),
    *(
        "```",
        "```bang x.csv\n```",
        ":::",
        "::: giua\n",
        ":::\n",
        "> ",
        "# ",
        "### Điều. ",
        "- ",
        "a) ",
        "1. ",
        "|",
        "|---|",
        "$",
        "$$",
    ),
    *(
        "**",
        "*",
        "^",
        "~",
        "\\",
        "<!--",
        "-->",
        "<b>",
        "&amp;",
        "]]>",
        "![](x.png)",
        "[x](javascript:y)",
        "— khoản 1 Điều 4",
    ),
    *(
        "---\n",
        "...",
        "key: ",
        ": ",
        "- - -",
        "&a ",
        "*a",
        "!x ",
        "!!python/object:x ",
        "'",
        '"',
        "[",
        "{",
        "? ",
        "%YAML 9",
    ),
    *("9" * 30, "-0", "1e999", "0x10", "2026-02-30", "31/11/2026", "ngày 99 tháng 99 năm 9999", "−5%", "1/0", "NaN"),
    *(
        '=cmd|"x"',
        ";;;;",
        ",,,,",
        '"""',
        "A1:XFD1048576",
        "../../x",
        "/dev/null",
        "x" * 300,
        "Điều 99999999999999",
        "khoản này",
    ),
)


def text(data: str, chance: random.Random, others: list[str]) -> str:
    """A text with a few things wrong."""
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 2, 10, 80, 600)))
        what = chance.randrange(9)
        if what == 0:
            data = data[:at] + data[end:]
        elif what == 1:
            data = data[:at] + data[at:end] * chance.choice((2, 3, 20)) + data[end:]
        elif what in (2, 3, 4):
            data = data[:at] + chance.choice(ODD) + data[at:]
        elif what == 5:
            lines = data.split("\n")
            chance.shuffle(lines) if chance.random() < 0.1 else lines.insert(
                chance.randrange(len(lines) + 1), lines.pop(chance.randrange(len(lines)))
            )
            data = "\n".join(lines)
        elif what == 6:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data = data[:at] + other[start : start + 200] + data[at:]
        elif what == 7:
            data = data[:at] + chance.choice(ODD) + data[end:]
        else:
            data = data[:at]
    return data


def raw(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few of them wrong."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        if out:
            at = chance.randrange(len(out))
            out[at : at + chance.choice((0, 1, 4))] = chance.randbytes(chance.choice((0, 1, 4)))
    return bytes(out)


XML = (
    *(
        '<w:gridSpan w:val="2000000000"/>',
        '<w:vMerge w:val="x"/>',
        "<w:p/>",
        "<w:tbl/>",
        "<w:tr/>",
        "<w:sdt/>",
        "<w:ins>",
    ),
    *(
        "</w:p>",
        "<w:r><w:fldChar/></w:r>",
        '<w:numId w:val="-1"/>',
        '<w:ilvl w:val="99"/>',
        "<!DOCTYPE x>",
        "&#0;",
        "&x;",
    ),
    *(
        'w:val=""',
        'w:val="NaN"',
        '<w:sz w:val="1e9"/>',
        "<m:oMath/>",
        "<w:del/>",
        "<w:br/>",
        "<w:tab/>",
        "<![CDATA[x]]>",
    ),
)


def package(data: bytes, chance: random.Random) -> bytes:
    """A Word file or a workbook with one of its parts wrong, or gone, or the file itself."""
    if chance.random() < 0.1:
        return raw(data, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = source.namelist()
        wrong = chance.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            part = source.read(name)
            if name == wrong:
                if chance.random() < 0.1:
                    continue
                part = _part(part, chance)
            made.writestr(name, part)
    return out.getvalue()


def _part(part: bytes, chance: random.Random) -> bytes:
    words = part.decode("utf-8", "replace")
    tags = [at for at, sign in enumerate(words) if sign == "<"] or [0]
    for _ in range(chance.choice((1, 2, 5))):
        at, end = sorted((chance.choice(tags), chance.choice(tags)))
        end = min(end, at + chance.choice((40, 400, 4000)))
        what = chance.randrange(5)
        if what == 0:
            words = words[:at] + words[end:]
        elif what == 1:
            words = words[:at] + words[at:end] * 2 + words[end:]
        elif what == 2:
            words = words[:at] + chance.choice(XML) + words[at:]
        elif what == 3:
            words = words[:at] + chance.choice(ODD) + words[at:]
        else:
            return raw(words.encode("utf-8", "surrogatepass"), chance)
    return words.encode("utf-8", "surrogatepass")
