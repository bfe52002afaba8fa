"""`chart.py FIGURES`: docs/speed.svg, and the table in docs/speed.md, from what `bench.py --json FIGURES` kept."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDTH, LEFT, STEP, TOP = 820, 350, 30, 46
MOST = 10.0
"""How many times its target a bar may be long, and a tenth how short: the scale is one of ratios."""


def chart(kept: dict[str, object]) -> str:
    """A bar a row: the figure as a share of its target, the target being the line in the middle."""
    rows: list[dict[str, object]] = kept["rows"]  # type: ignore[assignment]
    height = TOP + STEP * len(rows) + 30
    span = (WIDTH - LEFT - 20) / 2
    middle = LEFT + span
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        'font-size="13" role="img"><title>Each figure as a share of its target</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="10" y="20" fill="#444">{escape(str(kept["machine"]))}</text>',
        f'<text x="{middle}" y="{TOP - 8}" text-anchor="middle" fill="#444">target</text>',
    ]
    for at, row in enumerate(rows):
        share = float(str(row["figure"])) / float(str(row["target"]))
        end = middle + span * math.log(min(max(share, 1 / MOST), MOST)) / math.log(MOST)
        y = TOP + STEP * at
        colour = "#2f7d4f" if share <= 1 else "#b3472f"
        said = f"{float(str(row['figure'])):.3g} {row['unit']} (≤ {float(str(row['target'])):g})"
        inner = f'x="{LEFT + 6}"' if share > 1 else f'x="{WIDTH - 14}" text-anchor="end"'
        out += [
            f'<text x="{LEFT - 10}" y="{y + 19}" text-anchor="end" fill="#222">{escape(str(row["name"]))}</text>',
            f'<rect x="{min(middle, end):.1f}" y="{y + 5}" width="{abs(end - middle):.1f}" height="20" '
            f'fill="{colour}"/>',
            f'<text {inner} y="{y + 19}" fill="#222">{escape(said)}</text>',
        ]
    bottom = TOP + STEP * len(rows)
    out += [
        f'<line x1="{middle}" x2="{middle}" y1="{TOP}" y2="{bottom}" stroke="#222"/>',
        f'<text x="{LEFT}" y="{bottom + 20}" fill="#444">a tenth</text>',
        f'<text x="{WIDTH - 20}" y="{bottom + 20}" text-anchor="end" fill="#444">ten times</text>',
        "</svg>",
    ]
    return "\n".join(out) + "\n"


def table(kept: dict[str, object]) -> str:
    """The same rows in words."""
    rows: list[dict[str, object]] = kept["rows"]  # type: ignore[assignment]
    lines = [f"{kept['machine']}.", "", "| what | measured | wanted | from |", "|---|---|---|---|"]
    lines += [
        f"| {row['name']} | {float(str(row['figure'])):.3g} {row['unit']} | ≤ {float(str(row['target'])):g} "
        f"{row['unit']} | {row['note']} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both."""
    kept = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    (DOCS / "speed.svg").write_text(chart(kept), encoding="utf-8")
    page = DOCS / "speed.md"
    made = f"<!-- made by benchmarks/chart.py -->\n{table(kept)}<!-- end -->"
    text = re.sub(r"<!-- made by.*?<!-- end -->", lambda _: made, page.read_text(encoding="utf-8"), flags=re.DOTALL)
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
