"""Write docs/rules.md: all rules with title, explanation and provision in Vietnamese, grouped by component. `--check`
only says whether it is current."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from babel.messages.pofile import read_po

from draftkit.checks.catalogue import former_ids
from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.rule import Rule
from draftkit.library.known import every_rule

ROOT = Path(__file__).parents[1]
DOC = ROOT / "docs/rules.md"
PO = ROOT / "src/draftkit/locale/vi/LC_MESSAGES/draftkit.po"
HEAD = """# Các quy tắc kiểm tra

Tệp này do `tools/make_rules_doc.py` tạo ra từ mã nguồn; không sửa tay. Có {count}\
 quy tắc. Cách chọn, bỏ qua quy tắc: [checking.md](checking.md).

Mức độ theo căn cứ: **lỗi** là điều đọc được trong văn bản pháp luật, **cảnh báo** là thông lệ, **lưu ý** là thói \
quen. Quy tắc áp dụng theo ngày của
văn bản: quy tắc có ghi thời gian chỉ áp dụng cho văn bản trong thời gian đó.
"""


def document() -> str:
    """The text of docs/rules.md."""
    with PO.open("rb") as file:
        texts = {
            str(message.id): str(message.string)
            for message in read_po(file, locale="vi")
            if message.id and message.string
        }

    def vietnamese(text: str) -> str:
        return texts.get(text, text)

    order = list(COMPONENTS)
    rules = sorted(every_rule(), key=lambda rule: (order.index(component_of(rule)), rule.id))
    out = [HEAD.format(count=len(rules))]
    for component, group in groupby(rules, key=component_of):
        out.append(f"## {vietnamese(COMPONENTS[component].text)}\n")
        out.extend(
            _entry(rule, vietnamese(rule.severity.word), vietnamese(rule.title), vietnamese(rule.explanation))
            for rule in group
        )
    return "\n".join(out)


def _entry(rule: Rule, severity: str, title: str, explanation: str) -> str:
    since, until = rule.source.valid_from, rule.source.valid_until
    span = (
        f" Áp dụng {'từ ' + since if since else ''}{' đến ' + until if until else ''}.".replace("  ", " ")
        if since or until
        else ""
    )
    return (
        f"### {rule.id} {title}\n\n*{severity.capitalize()}.* {' '.join(explanation.split())}\n\nCăn cứ: "
        f"{rule.source}.{span}{f' Mã cũ: {old}.' if (old := ', '.join(former_ids(rule.id))) else ''}\n"
    )


def main() -> int:
    """Write the file, or with --check say whether it is current."""
    text = document()
    if "--check" in sys.argv:
        return int(not DOC.is_file() or DOC.read_text(encoding="utf-8") != text)
    DOC.write_text(text, encoding="utf-8")
    print(f"{DOC.relative_to(ROOT)}: {text.count('### ')} rules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
