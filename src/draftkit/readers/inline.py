"""The inside of a paragraph.

After this: 1. the content's plain text is the paragraph's text without its marks; 2. every `@label`, `{{ name }}`,
`[^note]` and `$formula$` is a value with its place; 3. anything that is not one of the marks of the dialect is text as
typed.

Most paragraphs of a legal text hold no mark at all, and most others only references: these never reach the Markdown
parser."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from draftkit.model.inline import Break, Content, Emph, Inline, Link, Math, Note, Reference, Strong, Sub, Sup, Value
from draftkit.model.place import Place

_MARKS = re.compile(r"[@{$*\[\\^~]")
_MARKDOWN = re.compile(r"[*\[\\^~]")
_OWN = re.compile(
    r"@(?<![\w@./]@)(?P<ref>[^\W\d_](?:[\w-]*[^\W_])?(?:\.[^\W\d_](?:[\w-]*[^\W_])?)?)"
    r"|(?P<value>\{\{\s*(?P<name>[^\W\d_]\w*(?:\.\w+)*)\s*\}\})"
    r"|\$(?<![\w$]\$)(?P<math>(?=\S)[^$\n]+?(?<=\S))\$(?![\w$])"
)
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_FOLD = re.compile(r"[ \t]*\n[ \t]*")


def parse_inline(text: str, line: int, column: int = 0) -> Content:
    """Parse the raw text of a paragraph (source line breaks included) that starts at `line`, `column`."""
    if not _MARKS.search(text):
        return (_FOLD.sub(" ", text),) if "\n" in text else (text,) if text else ()
    if not _MARKDOWN.search(text):
        return _merge(_split_own(text, text, 0, Place(line, column)))
    try:
        return _merge(_markdown(text, Place(line, column)))
    except RecursionError:  # thousands of opening brackets: no text of law, so only references and values are read
        return _merge(_split_own(text, text, 0, Place(line, column)))


def _place(text: str, offset: int, start: Place) -> Place:
    cut = text.rfind("\n", 0, offset)
    if cut < 0:
        return Place(start.line, start.column + offset)
    return Place(start.line + text.count("\n", 0, offset), offset - cut - 1)


def _own(found: re.Match[str], place: Place) -> Inline:
    if found["ref"]:
        return Reference(found["ref"], place)
    if found["value"]:
        return Value(found["name"], found["value"], place)
    return Math(found["math"], place)


def _split_own(text: str, whole: str, offset: int, start: Place) -> list[Inline]:
    out: list[Inline] = []
    last = 0
    for found in _OWN.finditer(text):
        if found.start() > last:
            out.append(text[last : found.start()])
        out.append(_own(found, _place(whole, offset + found.start(), start)))
        last = found.end()
    if last < len(text):
        out.append(text[last:])
    return out


def _merge(items: list[Inline]) -> Content:
    """Join neighbouring texts and fold source line breaks into single spaces."""
    out: list[Inline] = []
    for item in items:
        if isinstance(item, str):
            if out and isinstance(out[-1], str):
                out[-1] += item
                continue
            if not item:
                continue
        out.append(item)
    return tuple(_FOLD.sub(" ", item) if isinstance(item, str) and "\n" in item else item for item in out)


@lru_cache(maxsize=1)
def _parser() -> Any:
    """markdown-it-py with only the inline rules of the dialect; ours come first so that no mark is taken apart."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import emphasis, link

    def emphasis_by_stars(state: Any, silent: bool) -> bool:
        # underscores are blanks to fill in, never emphasis
        return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)

    def link_not_picture(state: Any, silent: bool) -> bool:
        return not state.src.startswith("!", state.pos - 1) and link(state, silent)

    parser = MarkdownIt("zero", {"maxNesting": 1000})
    parser.enable(["escape", "emphasis", "link", "balance_pairs", "fragments_join"])
    parser.disable("text_join")  # it would turn escaped signs into text before our rules have run
    ruler = parser.inline.ruler
    ruler.before("escape", "hard_break", _rule_break)
    ruler.push("own", _rule_own)
    ruler.before("link", "note", _rule_note)
    ruler.push("script", _rule_script)
    ruler.at("emphasis", emphasis_by_stars)
    ruler.at("link", link_not_picture)
    return parser


def _markdown(text: str, start: Place) -> list[Inline]:
    tokens = _parser().parseInline(text, {})[0].children or []
    stack: list[tuple[str, str, list[Inline]]] = [("", "", [])]
    for token in tokens:
        top = stack[-1][2]
        if token.nesting == 1:
            stack.append((token.type, str(token.attrGet("href") or ""), []))
        elif token.nesting == -1 and len(stack) > 1:
            kind, url, items = stack.pop()
            stack[-1][2].append(_wrap(kind, url, _merge(items)))
        elif token.type == "own":
            found = token.meta["match"]
            top.append(_own(found, _place(text, found.start(), start)))
        elif token.type == "note":
            top.append(Note(token.content, _place(text, token.meta["at"], start)))
        elif token.type == "hard_break":
            top.append(Break())
        elif token.type in ("sup", "sub"):
            top.append((Sup if token.type == "sup" else Sub)((token.content,)))
        else:
            top.append(token.content)
    return stack[0][2]


def _wrap(kind: str, url: str, content: Content) -> Inline:
    if kind == "strong_open":
        return Strong(content)
    return Emph(content) if kind == "em_open" else Link(content, url)


def _rule_own(state: Any, silent: bool) -> bool:
    if state.src[state.pos] not in "@{$":
        return False
    found = _OWN.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("own", "", 0).meta = {"match": found}
    state.pos = found.end()
    return True


def _rule_note(state: Any, silent: bool) -> bool:
    found = _NOTE.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.content, token.meta = found[1], {"at": state.pos}
    state.pos = found.end()
    return True


_SCRIPT = re.compile(r"\^([^\s^~]{1,40})\^|~([^\s^~]{1,40})~")


def _rule_script(state: Any, silent: bool) -> bool:
    found = _SCRIPT.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("sup" if found[1] else "sub", "", 0).content = found[1] or found[2]
    state.pos = found.end()
    return True


def _rule_break(state: Any, silent: bool) -> bool:
    if not state.src.startswith("\\\n", state.pos):
        return False
    if not silent:
        state.push("hard_break", "", 0)
    state.pos += 2
    return True
