"""A comparison as a page: old and new side by side. No script, no outside file; colour is never the only sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from draftkit.compare.values import DELETED, INSERTED, SPLIT, Change, Comparison, Edits, View
from draftkit.compare.wording import KIND_WORDS, Words, called, folded, heading, said, summary
from draftkit.model.message import msg
from draftkit.text.marks import said as said_of
from draftkit.word.markup import attribute, escape


def page(comparisons: Sequence[Comparison], words: Words, view: View = View.FOLDED, language: str = "vi") -> str:
    """A whole HTML page with a table for each pair of documents."""
    title = escape(words(msg("Comparison")))
    style = Path(__file__).with_name("comparison.css").read_text(encoding="utf-8")
    key = (
        f'<p class="key"><span><del>{escape(words(msg("dropped words")))}</del></span> <span>'
        f"<ins>{escape(words(msg('new words')))}</ins></span> "
        f'<span><ins class="follows">{escape(words(msg("references that follow renumbering")))}</ins></span></p>'
    )
    body = "\n".join(_document(item, words, view) for item in comparisons)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" '
        'content="width=device-width, initial-scale=1">\n'
        f"<title>{title}: {escape(', '.join(item.new for item in comparisons))}</title>\n<style>\n{style}</style>\n"
        "</head>\n"
        f"<body>\n<main>\n<h1>{title}</h1>\n{key}\n{body}\n</main>\n</body>\n</html>\n"
    )


def _document(comparison: Comparison, words: Words, view: View) -> str:
    old, new = escape(comparison.old), escape(comparison.new)
    counts = escape(summary(comparison, words))
    rows = [row for change in comparison.shown(view) for row in _rows(change, words)]
    if view is View.FOLDED:
        rows += [_head(where, what) for where, what in folded(comparison, words)]
    if not rows:
        return f'<p class="counts"><strong>{old} → {new}</strong>: {counts}</p>'
    body = "\n".join(rows)
    return (
        f'<table>\n<caption>{old} → {new}: {counts}</caption>\n<thead><tr><th scope="col">{old}</th><th '
        f'scope="col">{new}</th></tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'
    )


def _head(where: str, what: str) -> str:
    return f'<tr><th class="unit" scope="colgroup" colspan="2">{escape(where)} <small>{escape(what)}</small></th></tr>'


def _rows(change: Change, words: Words) -> Iterator[str]:
    yield _head(heading(change, words), said(change, words))
    old, new = words(msg("Old")), words(msg("New"))
    yield (
        f'<tr><td data-side="{attribute(old)}">{_cell(change, words, False)}</td><td '
        f'data-side="{attribute(new)}">{_cell(change, words, True)}</td></tr>'
    )
    for mark in (*change.marks, *(mark for part in change.inner for mark in part.marks)):
        yield f'<tr><td class="mark" colspan="2">{escape(words(said_of(mark)))}</td></tr>'


def _cell(change: Change, words: Words, is_new: bool) -> str:
    parts = list(_paragraphs(change, is_new))
    for inner in change.inner:
        node = inner.new if is_new else inner.old
        if node and not change.others():
            parts.append(f'<p class="title">{escape(called(node, words))}</p>')
        parts.extend(_paragraphs(inner, is_new))
    if not parts:
        missing = (INSERTED in change.kinds and not is_new) or (DELETED in change.kinds and is_new)
        if missing:
            return f'<p class="none">{escape(words(KIND_WORDS[INSERTED if not is_new else DELETED]))}</p>'
        node = change.new if is_new else change.old
        if node and (SPLIT in change.kinds or not node.title):
            return f'<p class="none">{escape(called(node, words))}</p>'
        return f'<p class="title">{escape(node.title)}</p>' if node else ""
    return "".join(parts)


def _paragraphs(change: Change, is_new: bool) -> Iterator[str]:
    for place, edits in enumerate((change.title, *change.texts)):
        text = _marked(edits, is_new)
        if text:
            yield f"<p{'' if place else ' class=' + chr(34) + 'title' + chr(34)}>{text}</p>"


def _marked(edits: Edits, is_new: bool) -> str:
    tag = "ins" if is_new else "del"
    out = []
    for old, new, follows in edits:
        text = escape(new if is_new else old).replace("\n", "<br>")
        if old == new:
            out.append(text)
        elif text:
            out.append(f"<{tag}{' class=' + chr(34) + 'follows' + chr(34) if follows else ''}>{text}</{tag}>")
    return "".join(out)
