"""The server: requests of the protocol on one side, the desk on the other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from draftkit.errors import DraftkitError
from draftkit.library.session import Document
from draftkit.live import cursor, symbols
from draftkit.live.desk import Desk, Spot
from draftkit.live.fixes import Fix, fixes, links
from draftkit.live.outline import Symbol, edits, formatted, outline
from draftkit.model.grouped import grouped
from draftkit.model.message import Finding, Severity, Span, Translate, word
from draftkit.readers.document import shown
from draftkit.version import VERSION

_DELAY = 0.25
"""Seconds without a change after which a document is checked."""
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
_SORTS = {
    "unit": lsp.CompletionItemKind.Reference,
    "act": lsp.CompletionItemKind.File,
    "value": lsp.CompletionItemKind.Value,
    "key": lsp.CompletionItemKind.Property,
}
_LEVELS = {
    "chapter": lsp.SymbolKind.Namespace,
    "article": lsp.SymbolKind.Class,
    "clause": lsp.SymbolKind.Method,
    "point": lsp.SymbolKind.Field,
}


class Server(LanguageServer):
    """A language server on one project. `translate` is the language of its messages."""

    def __init__(self, make: Callable[[Path], Desk], translate: Translate) -> None:
        super().__init__("draftkit", VERSION, text_document_sync_kind=lsp.TextDocumentSyncKind.Incremental)
        self.make = make
        self.translate = translate
        self._desk: Desk | None = None
        self._waiting: dict[Path, asyncio.TimerHandle] = {}
        self._shown: dict[Path, set[Path]] = {}
        self.checked = 0
        _register(self)

    @property
    def desk(self) -> Desk:
        """The desk on the folder that the editor opened, else the current one."""
        if self._desk is None:
            root = self.workspace.root_path
            self._desk = self.make(Path(root) if root else Path.cwd())
            encoding = self.workspace.position_encoding
            self._desk.units = str(getattr(encoding, "value", encoding) or "utf-16")
        return self._desk

    def said(self, error: DraftkitError) -> str:
        """An error in the language of the messages."""
        return word(error.message, self.translate)

    def document(self, uri: str) -> tuple[Path, Document | None]:
        """The file of an address and the document it is part of; None when it is no part of one or cannot be read."""
        path = _path(uri)
        owner = self.desk.owner(path)
        try:
            return path, self.desk.read(owner) if owner else None
        except DraftkitError:
            return path, None

    # -- diagnostics

    def later(self, path: Path) -> None:
        """Check the document of a file once nothing has changed for a while, and open files that are of none (registers
        of a dossier); these, as files of settings and facts, have all open documents checked."""
        owner = self.desk.owner(path)
        near = ((one, self.desk.owner(one)) for one in (path, *self.desk.texts))
        for document in dict.fromkeys(of or one for one, of in near if None in (owner, of) or of == owner):
            if document in self._waiting:
                self._waiting.pop(document).cancel()
            self._waiting[document] = asyncio.get_running_loop().call_later(_DELAY, self.check, document)

    def check(self, owner: Path) -> None:
        """Check a document and show what was found in each of its files."""
        self._waiting.pop(owner, None)
        self.checked += 1
        try:
            found = {
                path: [self.diagnostic(path, finding) for finding in findings]
                for path, findings in self.desk.check(owner).items()
            }
        except DraftkitError as error:
            file, line = self.desk.stop(owner, error)
            whole = self.range(file, line, 0, len(self.desk.raw(file, line)))
            found = {file: [lsp.Diagnostic(whole, self.said(error), lsp.DiagnosticSeverity.Error, source="draftkit")]}
        for path in self._shown.get(owner, set()) - set(found):
            found[path] = []
        self._shown[owner] = {path for path, items in found.items() if items}
        for path, items in found.items():
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(_uri(path), items))

    def diagnostic(self, path: Path, finding: Finding) -> lsp.Diagnostic:
        """A finding as the editor shows it: to the end of the word, or of the line when at its start."""
        line = max(finding.span.line - 1, 0)
        raw = self.desk.raw(path, line)
        start = self.desk.spot_in(path, line, max(finding.span.column - 1, 0))
        end = len(raw.rstrip()) if start <= len(raw) - len(raw.lstrip()) else _word_end(raw, start)
        text = f"{word(finding.message, self.translate)} [{finding.provision}]"
        where = self.range(path, line, start, max(end, start))
        return lsp.Diagnostic(where, text, _SEVERITIES[finding.severity], finding.rule, source="draftkit")

    def action(self, fix: Fix, path: Path | None = None, finding: Finding | None = None) -> lsp.CodeAction:
        """A fix as the editor offers it; with the finding it removes, where it removes one."""
        changes = {
            _uri(file.path): [
                lsp.TextEdit(lsp.Range(lsp.Position(edit.first, 0), lsp.Position(edit.end, 0)), edit.text)
                for edit in edits(file.before, file.after)
            ]
            for file in fix.change.files
        }
        kind = lsp.CodeActionKind.QuickFix if finding else lsp.CodeActionKind.RefactorRewrite
        told = [self.diagnostic(path, finding)] if path and finding else None
        edit = lsp.WorkspaceEdit(changes=changes)
        return lsp.CodeAction(word(fix.title, self.translate), kind, told, fix.sure and bool(finding), edit=edit)

    # -- positions

    def range(self, path: Path, line: int, start: int, end: int) -> lsp.Range:
        """A piece of a raw line as a range of the editor."""
        return lsp.Range(
            lsp.Position(line, self.desk.character(path, line, start)),
            lsp.Position(line, self.desk.character(path, line, end)),
        )

    def location(self, place: symbols.Range) -> lsp.Location:
        """A piece of a file as a location of the editor."""
        return lsp.Location(_uri(place.path), self.range(*place))

    def at(self, params: Any) -> tuple[Document, symbols.Named, Spot] | None:
        """The document, and what the token at the position of a request names; None when there is none."""
        path, document = self.document(params.text_document.uri)
        if document is None:
            return None
        position = params.position
        spot = Spot(path, position.line, self.desk.index(path, position.line, position.character))
        named = symbols.named_at(self.desk, document, spot)
        return (document, named, spot) if named else None


def _path(uri: str) -> Path:
    return Path(uris.to_fs_path(uri) or "").resolve()


def _uri(path: Path) -> str:
    return uris.from_fs_path(str(path)) or ""


def _word_end(raw: str, start: int) -> int:
    end = start
    while end < len(raw) and not raw[end].isspace():
        end += 1
    return end


def _register(server: Server) -> None:
    for method, function in (
        *((lsp.TEXT_DOCUMENT_DID_OPEN, _changed), (lsp.TEXT_DOCUMENT_DID_CHANGE, _changed)),
        *((lsp.TEXT_DOCUMENT_DID_CLOSE, _closed), (lsp.TEXT_DOCUMENT_DID_SAVE, _saved)),
        *((lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, _watched), (lsp.TEXT_DOCUMENT_HOVER, _hover)),
        *((lsp.TEXT_DOCUMENT_DEFINITION, _definition), (lsp.TEXT_DOCUMENT_REFERENCES, _references)),
        *((lsp.TEXT_DOCUMENT_PREPARE_RENAME, _prepare), (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols)),
        *((lsp.TEXT_DOCUMENT_FORMATTING, _formatting), (lsp.TEXT_DOCUMENT_CODE_ACTION, _actions)),
    ):
        server.feature(method)(function)
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["@", "{", ".", " "]))(
        _completion
    )
    server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))(_rename)


def _changed(server: Server, params: Any) -> None:
    uri = params.text_document.uri
    path = _path(uri)
    server.desk.edit(path, server.workspace.get_text_document(uri).source)
    server.later(path)


def _closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    path = _path(params.text_document.uri)
    server.desk.edit(path, None)
    server.later(path)


def _saved(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    path = _path(params.text_document.uri)
    server.desk.changed(path)
    server.later(path)


def _watched(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        path = _path(change.uri)
        if path not in server.desk.texts:
            server.desk.changed(path)
            server.later(path)


def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    found = server.at(params)
    text = cursor.hover(server.desk, found[0], found[1], server.translate) if found else ""
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text)) if text else None


def _definition(server: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    found = server.at(params)
    place = symbols.definition(server.desk, found[0], found[1]) if found else None
    return server.location(place) if place else None


def _references(server: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    found = server.at(params)
    if not found:
        return []
    places = symbols.uses(server.desk, found[0], found[1])
    own = symbols.definition(server.desk, found[0], found[1]) if params.context.include_declaration else None
    return [server.location(place) for place in ([own] if own else []) + places]


def _prepare(server: Server, params: lsp.PrepareRenameParams) -> lsp.Range | None:
    found = server.at(params)
    if not found or found[1].sort != "label":
        return None
    _, named, spot = found
    start = server.desk.spot_in(spot.path, spot.line, named.token.start)
    return server.range(spot.path, spot.line, start, server.desk.spot_in(spot.path, spot.line, named.token.end))


def _rename(server: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    found = server.at(params)
    if not found:
        return None
    try:
        places = symbols.rename(server.desk, found[0], found[1], params.new_name)
    except DraftkitError as error:
        raise JsonRpcInvalidParams(server.said(error)) from error
    edits = ((_uri(place.path), lsp.TextEdit(server.range(*place), params.new_name)) for place in places)
    return lsp.WorkspaceEdit(changes=grouped(edits))


def _completion(server: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
    path, document = server.document(params.text_document.uri)
    line = params.position.line
    index = server.desk.index(path, line, params.position.character)
    items: list[lsp.CompletionItem] = []
    asked_by = params.context and params.context.trigger_character
    if asked_by == " " and not server.desk.raw(path, line)[:index].endswith("{{ "):  # a blank asks behind "{{" only
        return lsp.CompletionList(is_incomplete=False, items=items)
    for offer in cursor.offers(server.desk, document, Spot(path, line, index)):
        edit = lsp.TextEdit(
            server.range(path, line, max(index - offer.replaces, 0), index),
            offer.text + (": " if offer.sort == "key" else ""),
        )
        items.append(
            lsp.CompletionItem(
                offer.text,
                kind=_SORTS[offer.sort],
                detail=offer.detail,
                documentation=offer.more or None,
                filter_text=offer.text,
                text_edit=edit,
            )
        )
    return lsp.CompletionList(is_incomplete=False, items=items)


def _symbols(server: Server, params: lsp.DocumentSymbolParams) -> Sequence[lsp.DocumentSymbol]:
    path, document = server.document(params.text_document.uri)
    return [_symbol(server, path, entry) for entry in outline(server.desk, document, path)] if document else []


def _symbol(server: Server, path: Path, entry: Symbol) -> lsp.DocumentSymbol:
    head = server.range(path, entry.first, 0, len(server.desk.raw(path, entry.first)))
    end = lsp.Position(entry.last, server.desk.character(path, entry.last, len(server.desk.raw(path, entry.last))))
    below = [_symbol(server, path, inner) for inner in entry.below]
    kind = _LEVELS.get(entry.level, lsp.SymbolKind.Module)
    return lsp.DocumentSymbol(
        entry.name, kind, lsp.Range(head.start, end), head, detail=entry.detail or None, children=below
    )


def _actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """What mends the findings at the place, and a typed reference there as a label."""
    path, document = server.document(params.text_document.uri)
    if document is None:
        return []
    owner, lines = document.path.resolve(), range(params.range.start.line + 1, params.range.end.line + 2)
    name = shown(path, server.desk.session.project.root)
    out = []
    try:
        for finding in server.desk.check(owner).get(path, []):
            if finding.span.line in lines:
                out += [server.action(fix, path, finding) for fix in fixes(server.desk, owner, finding)]
        out += [server.action(fix) for fix in links(server.desk, owner, Span(name, params.range.start.line + 1))[0]]
    except DraftkitError:
        return out
    return out


def _formatting(server: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    path, document = server.document(params.text_document.uri)
    if document is None:
        return []
    try:
        found = formatted(server.desk, document, path)
    except DraftkitError as error:
        server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, server.said(error)))
        return []
    return [
        lsp.TextEdit(lsp.Range(lsp.Position(edit.first, 0), lsp.Position(edit.end, 0)), edit.text) for edit in found
    ]
