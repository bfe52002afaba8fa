"""The language server, spoken to by a client over standard input and output."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from tests.dossier.project import make_project
from tests.helpers import META, write_project

from .client import Editor, spans, talk

BODY = """
### Điều. Phạm vi điều chỉnh {#pham-vi}

1. Nghị định này quy định về thống kê đến năm {{ muc_tieu.nam }}. {#k1}
2. Không áp dụng với @pham-vi và theo @luat-a.
3. Mức {{ muc_tieu.ty_le }} theo @k1. {#k3}

### Điều. Hiệu lực

Nghị định này có hiệu lực thi hành từ ngày 01 tháng 12 năm 2026, theo @k3./.
"""
RELEASE = """---
loai: Thông cáo báo chí
ten_goi: Tiêu đề
van_ban: {nghi_dinh: thu.md}
---
Xem @nghi_dinh.pham-vi và @nghi_dinh.k1.
"""
OTHER = "---\n" + META + "---\n### Điều. Phạm vi {#pham-vi}\n\nTheo @pham-vi.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_project(tmp_path, BODY, META)
    return tmp_path


NAME = "content/thu.md"


def _text(root: Path) -> str:
    return (root / NAME).read_text(encoding="utf-8")


def test_what_registers_of_a_dossier_say_otherwise_is_shown_as_it_is_typed(tmp_path: Path) -> None:
    make_project(tmp_path)
    why, comments, draft = "content/ho-so/thuyet-minh.yaml", "content/ho-so/gop-y.yaml", "content/thu.md"

    async def scene(editor: Editor) -> None:
        for name in (draft, why, comments):
            editor.open(name)
        await editor.until(lambda shown: {editor.uri(why), editor.uri(comments)} <= set(shown))
        assert editor.rules(why) == editor.rules(comments) == []
        for name, line in ((why, 3), (comments, 5)):
            text = (tmp_path / name).read_text(encoding="utf-8")
            new = text.replace("Đủ thời", "Dự thảo Nghị định gồm 5 điều. Đủ thời").replace(
                "Đã lùi", "Đã lùi tại Điều 9"
            )
            editor.type(name, (0, 0), (line, 0), new)
        await editor.until(lambda _: editor.rules(why) == editor.rules(comments) == ["DK-V005"])
        (found,) = editor.shown[editor.uri(why)]
        assert (found.range.start.line, "has 3 điều, here 5" in found.message) == (2, True)
        text = (tmp_path / draft).read_text(encoding="utf-8")
        more = "\n### Điều. Một\nNội dung.\n\n### Điều. Hai\nNội dung.\n"
        at = text.count("\n")
        editor.type(draft, (at, 0), (at, 0), more)
        await editor.until(lambda _: editor.rules(why) == [])
        assert editor.rules(comments) == ["DK-V005"]

    talk(tmp_path, scene)


def test_diagnostics_follow_what_is_typed_and_not_what_is_saved(root: Path) -> None:
    find = spans(_text(root))

    async def scene(editor: Editor) -> None:
        editor.open(NAME)
        await editor.until(lambda shown: editor.uri(NAME) in shown)
        assert "DK-R001" not in editor.rules(NAME)
        at = find("@luat-a")
        editor.type(NAME, at, (at[0], at[1] + len("@luat-a")), "@luat-xyz")
        await editor.until(lambda shown: "DK-R001" in editor.rules(NAME))
        dead = next(item for item in editor.shown[editor.uri(NAME)] if item.code == "DK-R001")
        assert (dead.range.start.line, dead.range.start.character) == at
        assert dead.severity is lsp.DiagnosticSeverity.Error
        assert "Nghị định 78/2025" in dead.message
        editor.type(NAME, at, (at[0], at[1] + len("@luat-xyz")), "@luat-a")
        await editor.until(lambda shown: "DK-R001" not in editor.rules(NAME))

    talk(root, scene, started=True)
    assert "luat-xyz" not in _text(root)


@pytest.mark.parametrize(
    "name",
    [
        *("ho-so/gop-y.yaml", "ho-so/thuyet-minh.yaml", "ho-so/dossier.yaml"),
        *("_shared/facts.yaml", "../draftkit.yaml", "../templates/to/kind.yaml"),
    ],
)
def test_broken_yaml_of_the_project_is_said_on_its_line(name: str, tmp_path: Path) -> None:
    make_project(tmp_path)
    path = tmp_path / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    name = path.resolve().relative_to(tmp_path).as_posix()
    (tmp_path / "la.yaml").write_text("a: [\n", encoding="utf-8")

    async def scene(editor: Editor) -> None:
        editor.open("la.yaml")
        editor.open(name)
        await editor.until(lambda shown: {editor.uri(name), editor.uri("la.yaml")} <= set(shown))
        assert editor.shown[editor.uri(name)] == editor.shown[editor.uri("la.yaml")] == []
        text = path.read_text(encoding="utf-8")
        at = text.count("\n")
        editor.type(name, (at, 0), (at, 0), "\nten: [x\n")
        await editor.until(lambda shown: bool(shown[editor.uri(name)]))
        (found,) = editor.shown[editor.uri(name)]
        assert (found.range.start.line, found.range.end.character) == (at + 1, len("ten: [x"))
        assert "is never closed" in found.message
        editor.type(name, (at + 1, 0), (at + 1, 7), "")
        await editor.until(lambda shown: not shown[editor.uri(name)])

    talk(tmp_path, scene)


def test_what_stops_a_document_is_said_on_its_line(root: Path) -> None:
    async def scene(editor: Editor) -> None:
        editor.open(NAME, _text(root).replace("nam: 2026", "nam: 2026\ndu_thao: [x"))
        await editor.until(lambda shown: bool(shown.get(editor.uri(NAME))))
        (found,) = editor.shown[editor.uri(NAME)]
        line = next(at for at, one in enumerate(_text(root).splitlines()) if one == "nam: 2026") + 1
        assert (found.code, found.range.start.line) == (None, line)

    talk(root, scene)


def test_broken_metadata_is_said_and_mended(root: Path) -> None:
    async def scene(editor: Editor) -> None:
        editor.open(NAME, _text(root).replace("loai: decree", "loai: [decree"))
        await editor.until(lambda shown: bool(shown.get(editor.uri(NAME))))
        assert editor.shown[editor.uri(NAME)][0].code is None
        editor.type(NAME, (1, 6), (1, 7), "")
        await editor.until(lambda shown: all(item.code for item in shown[editor.uri(NAME)]))

    talk(root, scene)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_positions_count_utf16_units_of_the_text_as_it_stands(root: Path, form: str) -> None:
    text = unicodedata.normalize(form, _text(root).replace("2. Không áp dụng với", "2. Không áp dụng 🏭🏭 với"))
    find = spans(text)

    async def scene(editor: Editor) -> None:
        editor.open(NAME, text.replace("@luat-a", "@luat-zz"))
        await editor.until(lambda shown: "DK-R001" in editor.rules(NAME))
        dead = next(item for item in editor.shown[editor.uri(NAME)] if item.code == "DK-R001")
        assert (dead.range.start.line, dead.range.start.character) == find("@luat-a")
        line, character = find("@pham-vi")
        where = await editor.text_document_definition_async(
            lsp.DefinitionParams(**editor.at(NAME, line, character + 3))
        )
        assert isinstance(where, lsp.Location)
        assert (where.range.start.line, where.range.start.character) == (find("{#pham-vi")[0], find("{#pham-vi")[1] + 2)

    talk(root, scene)


def test_hover_tells_the_provision_the_citation_and_the_fact(root: Path) -> None:
    find = spans(_text(root))

    async def scene(editor: Editor) -> None:
        editor.open(NAME)

        async def hover(piece: str) -> str:
            line, character = find(piece)
            found = await editor.text_document_hover_async(lsp.HoverParams(**editor.at(NAME, line, character + 1)))
            return found.contents.value if found and isinstance(found.contents, lsp.MarkupContent) else ""

        assert (await hover("@k1")).startswith("**Khoản 1 Điều 1 của Nghị định này**")
        assert "quy định về thống kê đến năm 2030" in await hover("@k1")
        assert "72/2020/QH14" in await hover("@luat-a")
        assert "ngày 17 tháng 11 năm 2020" in await hover("@luat-a")
        assert await hover("{{ muc_tieu.ty_le") == "**70 - 80%**\n\nSource: QĐ"
        assert await hover("Phạm vi") == ""

    talk(root, scene)


def test_completion_offers_labels_acts_values_and_keys(root: Path) -> None:
    text = (
        _text(root)
        .replace("2. Không áp dụng với @pham-vi", "2. Không áp dụng với @ph")
        .replace('so: "7"\n', "")
        .replace("ten_goi", "\nten_goi", 1)
    )
    find = spans(text)

    async def scene(editor: Editor) -> None:
        editor.open(NAME, text)

        async def offered(line: int, character: int, typed: str | None = None) -> dict[str, lsp.CompletionItem]:
            context = lsp.CompletionContext(lsp.CompletionTriggerKind.TriggerCharacter, typed) if typed else None
            found = await editor.text_document_completion_async(
                lsp.CompletionParams(**editor.at(NAME, line, character), context=context)
            )
            assert isinstance(found, lsp.CompletionList)
            return {item.label: item for item in found.items}

        line, character = find("@ph và")
        items = await offered(line, character + 3)
        assert {"pham-vi", "k1", "luat-a", "nd-c"} <= set(items)
        assert items["pham-vi"].detail == "Điều 1 của Nghị định này"
        edit = items["pham-vi"].text_edit
        assert isinstance(edit, lsp.TextEdit)
        assert edit.range == lsp.Range(lsp.Position(line, character + 1), lsp.Position(line, character + 3))
        line, character = find("muc_tieu.nam")
        assert "muc_tieu.ty_le" in await offered(line, character + 4)
        assert "muc_tieu.ty_le" in await offered(line, character, " ")  # "{{ ": VS Code asks by this sign alone
        assert not await offered(*find("Không áp dụng"), " ")
        keys = await offered(2, 0)
        assert "so" in keys
        assert "ten_goi" not in keys

    talk(root, scene)


def test_rename_changes_the_label_everywhere_it_is_meant_in_other_documents_too(root: Path) -> None:
    find = spans(_text(root))
    (root / "content/khac.md").write_text(OTHER, encoding="utf-8")
    (root / "content/tin.md").write_text(RELEASE, encoding="utf-8")

    async def scene(editor: Editor) -> None:
        editor.open(NAME)
        line, character = find("@pham-vi")
        edit = await editor.text_document_rename_async(
            lsp.RenameParams(new_name="pham-vi-moi", **editor.at(NAME, line, character + 2))
        )
        assert edit is not None
        assert edit.changes is not None
        # khac.md has a label of its own with this name, tin.md refers to ours
        assert set(edit.changes) == {editor.uri(NAME), editor.uri("content/tin.md")}
        assert [item.range for item in edit.changes[editor.uri("content/tin.md")]] == [
            lsp.Range(lsp.Position(5, 15), lsp.Position(5, 22))
        ]
        starts = sorted((item.range.start.line, item.range.start.character) for item in edit.changes[editor.uri(NAME)])
        assert starts == sorted([(find("{#pham-vi")[0], find("{#pham-vi")[1] + 2), (line, character + 1)])
        assert {item.new_text for item in edit.changes[editor.uri(NAME)]} == {"pham-vi-moi"}
        for bad in ("k1", "Hai Từ", "luat-a"):
            with pytest.raises(JsonRpcException):
                await editor.text_document_rename_async(
                    lsp.RenameParams(new_name=bad, **editor.at(NAME, line, character + 2))
                )

    talk(root, scene)


def test_rename_and_references_reach_the_parts_of_a_folder(root: Path) -> None:
    folder = root / "content/nghi-dinh"
    folder.mkdir()
    (folder / "draft.yaml").write_text(META, encoding="utf-8")
    (folder / "01.md").write_text("### Điều. Một {#mot}\n\nNội dung.\n", encoding="utf-8")
    (folder / "02.md").write_text("### Điều. Hai\n\nTheo @mot và @mot.\n", encoding="utf-8")

    async def scene(editor: Editor) -> None:
        editor.open("content/nghi-dinh/02.md")
        edit = await editor.text_document_rename_async(
            lsp.RenameParams(new_name="moi", **editor.at("content/nghi-dinh/02.md", 2, 7))
        )
        assert edit is not None
        assert edit.changes is not None
        assert {uri: len(items) for uri, items in edit.changes.items()} == {
            editor.uri("content/nghi-dinh/01.md"): 1,
            editor.uri("content/nghi-dinh/02.md"): 2,
        }
        where = await editor.text_document_references_async(
            lsp.ReferenceParams(
                lsp.ReferenceContext(include_declaration=True), **editor.at("content/nghi-dinh/02.md", 2, 7)
            )
        )
        assert where is not None
        assert len(where) == 3

    talk(root, scene)


def test_outline_and_formatting(root: Path) -> None:
    text = _text(root).replace("### Điều. Hiệu lực", "#   Điều.   Hiệu lực").replace("3. Mức", "   3.  Mức")

    async def scene(editor: Editor) -> None:
        editor.open(NAME, text)
        symbols = await editor.text_document_document_symbol_async(
            lsp.DocumentSymbolParams(lsp.TextDocumentIdentifier(editor.uri(NAME)))
        )
        assert symbols is not None
        assert [item.name for item in symbols] == ["Điều 1. Phạm vi điều chỉnh", "Điều 2. Hiệu lực"]
        first = symbols[0]
        assert isinstance(first, lsp.DocumentSymbol)
        assert [item.name for item in first.children or ()] == ["khoản 1", "khoản 2", "khoản 3"]
        options = lsp.FormattingOptions(tab_size=4, insert_spaces=True)
        edits = await editor.text_document_formatting_async(
            lsp.DocumentFormattingParams(lsp.TextDocumentIdentifier(editor.uri(NAME)), options)
        )
        assert edits is not None
        lines = text.split("\n")
        for edit in sorted(edits, key=lambda item: -item.range.start.line):
            lines[edit.range.start.line : edit.range.end.line] = edit.new_text.split("\n")[:-1]
        touched = sum(edit.range.end.line - edit.range.start.line for edit in edits)
        assert "### Điều. Hiệu lực" in lines
        assert any(line.startswith("3. Mức") for line in lines)
        assert touched < len(lines) / 2

    talk(root, scene)


def test_many_changes_at_once_are_checked_once(root: Path) -> None:
    find = spans(_text(root))

    async def scene(editor: Editor) -> None:
        editor.open(NAME)
        line, character = find("@luat-a")
        for number, sign in enumerate("bcdefgh"):
            editor.type(NAME, (line, character + 7 + number), (line, character + 7 + number), sign)
        await editor.until(lambda shown: "DK-R001" in editor.rules(NAME))
        dead = [item for item in editor.shown[editor.uri(NAME)] if item.code == "DK-R001"]
        assert "luat-abcdefgh" in dead[0].message

    talk(root, scene)


def test_fixes_are_offered_where_the_finding_is(root: Path) -> None:
    find = spans(_text(root))

    async def scene(editor: Editor) -> None:
        editor.open(NAME)
        await editor.until(lambda shown: editor.uri(NAME) in shown)
        at = find("@k1")
        editor.type(NAME, at, (at[0], at[1] + len("@k1")), "@k11")
        await editor.until(lambda shown: "DK-R001" in editor.rules(NAME))
        place = lsp.Range(lsp.Position(*at), lsp.Position(*at))
        found = await editor.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(editor.uri(NAME)), place, lsp.CodeActionContext(diagnostics=[])
            )
        )
        [action] = [one for one in found or [] if isinstance(one, lsp.CodeAction)]
        assert action.title == "Write “@k1” instead of “@k11”"
        assert action.kind == lsp.CodeActionKind.QuickFix
        assert action.edit is not None
        [edit] = (action.edit.changes or {})[editor.uri(NAME)]
        assert edit.range.start.line == at[0]
        assert edit.new_text == "3. Mức {{ muc_tieu.ty_le }} theo @k1. {#k3}\n"
        assert [one.code for one in action.diagnostics or []] == ["DK-R001"]

    talk(root, scene)
