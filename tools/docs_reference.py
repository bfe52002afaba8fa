"""Pages of the documentation that the program knows best: commands, rules, keys, messages, schemas; names of files and
texts in one language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
from babel.messages.pofile import read_po
from make_keys_doc import document as keys_page

from draftkit.checks.cases import Example, examples
from draftkit.checks.catalogue import former_ids
from draftkit.checks.components import COMPONENTS, component_of
from draftkit.checks.rule import Rule
from draftkit.cli.language import translator
from draftkit.cli.main import _Commands
from draftkit.hs.expand import schema
from draftkit.library.known import every_rule

ROOT = Path(__file__).parents[1]
PO = ROOT / "src/draftkit/locale/vi/LC_MESSAGES/draftkit.po"
WORDS = {
    "commands": ("Các lệnh", "Commands"),
    "commands head": (
        "Lấy từ chính chương trình; `draftkit LỆNH --help` cho cùng nội dung. Lựa chọn `--lang vi` hoặc `--lang en` "
        "đứng được ở mọi lệnh.",
        "Taken from the program itself; `draftkit COMMAND --help` says the same. `--lang vi` or `--lang en` may stand "
        "in any command.",
    ),
    "option": ("lựa chọn", "option"),
    "does": ("nghĩa", "meaning"),
    "rules": ("Các quy tắc", "Rules"),
    "rules head": (
        "Mỗi quy tắc một trang, có căn cứ, chỗ sai và chỗ đúng. **Lỗi** là điều đọc được trong văn bản pháp luật, hoặc "
        "trong chính cách viết của draftkit; **cảnh báo** là thông lệ; **lưu ý** là thói quen.",
        "One page a rule, with its ground, a wrong and a right text. An **error** is read in the law, or in draftkit's "
        "own dialect; a **warning** is practice; a **hint** is habit.",
    ),
    "ground": ("Căn cứ", "Ground"),
    "from": ("áp dụng từ", "applies from"),
    "until": ("đến", "until"),
    "formerly": ("Mã cũ", "Former ids"),
    "wrong": ("Sai", "Wrong"),
    "right": ("Đúng", "Right"),
    "marked": ("Dòng có `◀` là chỗ quy tắc báo.", "The rule fires at lines with `◀`."),
    "all": ("Tất cả quy tắc", "All rules"),
    "messages": ("Lời báo", "Messages"),
    "messages head": (
        "Mọi câu draftkit nói, tiếng Việt và tiếng Anh; trong ngoặc nhọn là chỗ điền.",
        "All sentences draftkit says, in Vietnamese and English; words in braces are filled in.",
    ),
    "schemas": ("Lược đồ JSON", "JSON schemas"),
    "schemas head": (
        "Phát hiện của `draftkit check --format json`: [wire-schema.md](wire-schema.md). So sánh: [diff.md](diff.md). "
        "Danh mục xuất bằng `draftkit hs export --format json` theo lược đồ sau (`--schema` in ra nó):",
        "Findings of `draftkit check --format json`: [wire-schema.md](wire-schema.md). Comparisons: [diff.md](diff.md)."
        " A list exported by `draftkit hs export --format json` follows this schema (`--schema` prints it):",
    ),
}


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Names and texts of all generated pages."""
    yield "commands.md", "\n".join(_commands(language))
    yield "keys.md", keys_page(language)
    yield "messages.md", "\n".join(_messages(language))
    code = json.dumps(schema(), ensure_ascii=False, indent=2)
    yield "schemas.md", f"# {_word('schemas', language)}\n\n{_word('schemas head', language)}\n\n```json\n{code}\n```\n"
    yield from _rules(language)


def _word(name: str, language: str) -> str:
    return WORDS[name][language == "en"]


def _commands(language: str) -> Iterator[str]:
    yield f"# {_word('commands', language)}\n\n{_word('commands head', language)}\n"
    yield from _group(_Commands(translator(language)), "draftkit", None, language)


def _group(group: click.Group, path: str, parent: click.Context | None, language: str) -> Iterator[str]:
    context = click.Context(group, info_name=path.split()[-1], parent=parent)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{'##' if parent is None else '###'} {path} {name}\n\n{' '.join((command.help or '').split())}\n"
        if isinstance(command, click.Group):
            yield from _group(command, f"{path} {name}", context, language)
            continue
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield f"```text\n{path} {name} {usage}\n```\n"
        rows = [record for item in command.params if (record := item.get_help_record(inner)) and record[1]]
        if rows:
            yield f"| {_word('option', language)} | {_word('does', language)} |\n|---|---|"
            yield from (f"| `{_cell(names)}` | {_cell(text)} |" for names, text in rows)
            yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _messages(language: str) -> Iterator[str]:
    yield f"# {_word('messages', language)}\n\n{_word('messages head', language)}\n"
    told = {text for rule in every_rule() for text in (rule.title, rule.explanation)}
    with PO.open("rb") as file:
        found = [(str(item.id), str(item.string)) for item in read_po(file, locale="vi") if item.id]
    yield "| Tiếng Việt | English |\n|---|---|"
    for english, vietnamese in sorted(found, key=lambda pair: pair[language == "vi"].casefold()):
        if english not in told and english.strip():
            yield f"| `` {_code(vietnamese)} `` | `` {_code(english)} `` |"


def _code(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("``", "` `") or "-"


def _rules(language: str) -> Iterator[tuple[str, str]]:
    say = translator(language)
    order = list(COMPONENTS)
    rules = sorted(every_rule(), key=lambda rule: (order.index(component_of(rule)), rule.id))
    index = [f"# {_word('rules', language)}\n\n{_word('rules head', language)}\n"]
    for component, group in groupby(rules, key=component_of):
        index.append(f"## {say(COMPONENTS[component].text)}\n")
        for rule in group:
            index.append(f"* [{rule.id}]({rule.id}.md) {_plain(say(rule.title))} ({say(rule.severity.word)})")
            yield f"rules/{rule.id}.md", _rule(rule, language)
        index.append("")
    yield "rules/index.md", "\n".join(index)


def _rule(rule: Rule, language: str) -> str:
    say = translator(language)
    span = "".join(
        f", {_word(name, language)} {day}"
        for name, day in (("from", rule.source.valid_from), ("until", rule.source.valid_until))
        if day
    )
    out = [
        f"---\norphan: true\n---\n# {rule.id} {_plain(say(rule.title))}\n",
        f"**{say(rule.severity.word).capitalize()}.** {_plain(say(rule.explanation))}\n",
        f"{_word('ground', language)}: {_plain(str(rule.source))}{span}.\n",
    ]
    if former := former_ids(rule.id):
        out.append(f"{_word('formerly', language)}: {', '.join(former)}.\n")
    shown = [(name, one) for name, one in zip(("wrong", "right"), examples(rule.id), strict=True) if one.lines]
    for name, example in shown:
        out.append(f"## {_word(name, language)}\n\n{_fence(example)}\n")
    if any(fires for _, one in shown for _, fires in one.lines):
        out.append(_word("marked", language) + "\n")
    return "\n".join([*out, f"[{_word('all', language)}](index.md)\n"])


def _fence(example: Example) -> str:
    lines = [f"{line}  ◀" if fires else line for line, fires in example.lines] + (["…"] if example.cut else [])
    ticks = max((len(run) for line in lines for run in re.findall("`+", line)), default=2)
    fence = "`" * max(3, ticks + 1)
    return "\n".join([f"{fence}text", *lines, fence])


def _plain(text: str) -> str:
    """A text that Markdown prints as it is."""
    return re.sub(r"([\\`*_\[\]<>{}|$#~])", r"\\\1", " ".join(text.split()))
