"""Whether a file is what was built: sixty files, one word altered in thirty of them."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import SourceError
from draftkit.library import verifying
from draftkit.library.project import open_project
from draftkit.library.receipt import read_receipt
from draftkit.library.session import Session
from draftkit.library.verifying import _of_seals, verify
from draftkit.word.seals import seals
from tests.samples import first_of_each_make

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"word/(?:document|footnotes|header\w*|footer\w*)\.xml")
TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*[^\W\d_]{3}[^<]*)(</w:t>)")
TELLING = re.compile(r"[^\W\d_]{3,}")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kiem") / "du-an"
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "draftkit.yaml", root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        every = first_of_each_make(Session(open_project(root, None)))
        main(["build", *map(str, every), "--draft", "--format", "docx", "-q"])
    return root


def built(root: Path) -> list[Path]:
    return sorted(path for path in (root / "build").rglob("*.docx") if "_cu" not in path.parts)


def packed(parts: dict[str, bytes], chance: random.Random) -> bytes:
    """A package as another program writes it: other order, other packing."""
    out = io.BytesIO()
    names = [name for name in parts if name != "[Content_Types].xml"]
    chance.shuffle(names)
    with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as package:
        for name in ("[Content_Types].xml", *names):
            package.writestr(name, parts[name])
    return out.getvalue()


def altered(parts: dict[str, bytes], chance: random.Random) -> tuple[dict[str, bytes], str]:
    """The package with one word made another, in any part and place that is shown; and the new word."""
    places = [
        (name, found)
        for name in sorted(parts)
        if SHOWN.fullmatch(name)
        for found in TEXT.finditer(parts[name].decode())
    ]
    rare = [place for place in places if place[0] != "word/document.xml"]
    name, found = chance.choice(rare if rare and chance.random() < 0.4 else places)
    word = chance.choice(TELLING.findall(found[2]))
    new = f"{word}x"
    text = found[2].replace(word, new, 1)
    xml = parts[name].decode()
    changed = xml[: found.start()] + found[1] + text + found[3] + xml[found.end() :]
    return {**parts, name: changed.encode()}, new


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.slow
def test_sixty_files_of_which_thirty_were_altered_in_one_word(project: Path, tmp_path: Path) -> None:
    chance = random.Random(19)
    originals = built(project)
    assert len(originals) > 12
    for number in range(60):
        original = originals[number // 2 % len(originals)]
        parts, word = parts_of(original), ""
        if number % 2:
            parts, word = altered(parts, chance)
        file = tmp_path / f"{number}" / original.name
        file.parent.mkdir()
        file.write_bytes(packed(parts, chance))
        receipt = original.with_suffix(".receipt.json")
        told = [str(one) for one in verify(file, receipt).differences]
        known = read_receipt(receipt)
        assert known
        blind = [str(one) for one in _of_seals(known.outputs[original.name], file.read_bytes(), file.name)]
        assert bool(told) == bool(blind) == bool(word), (original.name, word, told, blind)
        if word:
            assert any(f"→ “{word}" in one or word in one for one in told), (word, told)


def test_a_receipt_seals_what_the_file_says(project: Path) -> None:
    """The seals come of what the writer's own comparison read; whoever has the file reads it anew."""
    for original in built(project):
        known = read_receipt(original.with_suffix(".receipt.json"))
        assert known
        output = known.outputs[original.name]
        assert seals(original.read_bytes()) == (output.letters, output.seals), original.name


def test_the_receipt_alone_tells_which_paragraph_it_was(project: Path, tmp_path: Path) -> None:
    original = built(project)[0]
    changed, word = altered(parts_of(original), random.Random(1))
    shutil.copy(original.with_suffix(".receipt.json"), tmp_path)
    file = tmp_path / original.name
    file.write_bytes(packed(changed, random.Random(1)))
    verdict = verify(file)
    assert verdict.original is None
    assert any("not as built" in str(one) for one in verdict.differences), word


def test_the_receipt_alone_sees_words_that_were_struck(project: Path, tmp_path: Path) -> None:
    original = built(project)[0]
    parts = parts_of(original)
    body = parts["word/document.xml"].replace(b"<w:r><w:t", b"<w:r><w:rPr><w:strike/></w:rPr><w:t", 1)
    shutil.copy(original.with_suffix(".receipt.json"), tmp_path)
    file = tmp_path / original.name
    file.write_bytes(packed({**parts, "word/document.xml": body}, random.Random(1)))
    assert ["struck" in str(one) for one in verify(file).differences] == [True]


def test_a_frame_that_became_a_text_box_says_what_was_built(project: Path, tmp_path: Path) -> None:
    """As a way through OpenDocument makes it: a box, anchored in the paragraph behind."""
    original = next(path for path in built(project) if b"<w:framePr " in parts_of(path)["word/document.xml"])
    parts = parts_of(original)
    xml = parts["word/document.xml"].decode()
    frame = re.search(r"<w:p>(?:(?!</w:p>).)*<w:framePr [^>]*/>(?:(?!</w:p>).)*</w:p>", xml)
    assert frame
    inner = re.sub(r"<w:framePr [^>]*/>", "", frame[0])
    box = f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{inner}'
    box += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    left, right = xml[: frame.start()], xml[frame.end() :].replace("</w:p>", box, 1)
    for old, new in ((b"", b""), (b"- 2027<", b"- 2028<")):
        file = tmp_path / original.name
        changed = {**parts, "word/document.xml": (left + right).encode().replace(old, new)}
        file.write_bytes(packed(changed, random.Random(1)))
        told = [str(one) for one in verify(file, original.with_suffix(".receipt.json")).differences]
        assert [one for one in told if "text box" not in one] == (["“2027” → “2028” in “HÀ NỘI - 2028”"] if new else [])
        known = read_receipt(original.with_suffix(".receipt.json"))
        assert known
        blind = list(_of_seals(known.outputs[original.name], file.read_bytes(), file.name))
        assert bool(told) == bool(blind) == bool(new), blind


def test_a_built_file_that_was_overwritten_is_held_against_the_sources(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "ban-sao"
    shutil.copytree(project, root)
    file = next(path for path in built(root) if "press" in path.parts)
    changed, word = altered(parts_of(file), random.Random(3))
    file.write_bytes(packed(changed, random.Random(3)))
    assert main(["--lang", "en", "verify", str(file)]) == 1
    said = capsys.readouterr().out
    assert f"{word.removesuffix('x')}” → “{word}" in said or word in said
    assert "not what was built" in said


@pytest.mark.parametrize("key", ["document", "documents", "files", "outputs"])
def test_a_receipt_that_leads_out_of_the_project_is_refused(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    root = tmp_path / "du-an"
    file, receipt = root / "build/a.docx", root / "build/a.receipt.json"
    file.parent.mkdir(parents=True)
    (root / "draftkit.yaml").touch()
    original = built(project)[0]
    data = json.loads(original.with_suffix(".receipt.json").read_bytes())
    out = data["outputs"].pop(original.name)
    data["outputs"] = {"../../bi-mat.docx" if key == "outputs" else "a.docx": out}
    data |= {} if key == "outputs" else {key: "../bi-mat" if key == "document" else ["../bi-mat"]}
    receipt.write_text(json.dumps(data), encoding="utf-8")
    shutil.copy(original, tmp_path / "bi-mat.docx")
    file.write_bytes(packed(parts_of(original), random.Random(2)))
    assert main(["--lang", "en", "verify", str(file), "--receipt", str(receipt)]) == 2
    assert "bi-mat" in capsys.readouterr().err


def test_exit_codes_and_what_has_no_receipt(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = built(project)[0]
    assert main(["--lang", "en", "verify", str(file)]) == 0
    assert "byte for byte" in capsys.readouterr().out
    alone = tmp_path / file.name
    shutil.copy(file, alone)
    assert main(["--lang", "en", "verify", str(alone)]) == 2
    assert "no receipt tells of it" in capsys.readouterr().err
    other = tmp_path / "khac.txt"
    other.write_text("x", encoding="utf-8")
    assert main(["--lang", "en", "verify", str(other)]) == 2


def test_a_pdf_is_held_against_the_one_that_was_built(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    pytest.importorskip("pypdfium2")
    root = tmp_path / "ban-sao"
    unused = ("build", "decree", "dossier", "outreach", "standards", "hs-rules")
    shutil.copytree(project, root, ignore=shutil.ignore_patterns(*unused))
    monkeypatch.chdir(root)
    source = root / "content/press/thu-moi.md"
    main(["build", str(source), "--draft", "--format", "pdf", "-q"])
    built_file = root / "build/press/thu-moi.pdf"
    receipt = root / "build/press/thu-moi.receipt.json"
    again = tmp_path / "thu-moi.pdf"
    with pikepdf.open(built_file) as file:
        file.save(again, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert again.read_bytes() != built_file.read_bytes()
    assert main(["verify", str(again), "--receipt", str(receipt)]) == 0
    text = source.read_text(encoding="utf-8")
    body = text.index("---", 4)
    word = TELLING.findall(text[body:])[3]
    source.write_text(text[:body] + text[body:].replace(word, f"{word}x", 1), encoding="utf-8")
    main(["build", str(source), "--draft", "--format", "pdf", "-q", "--out", str(tmp_path / "khac")])
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "khac/thu-moi.pdf"), "--receipt", str(receipt)]) == 1
    assert f"{word}x" in capsys.readouterr().out


def _pdf(content: bytes, layers: int, kids: bytes = b"3 0 R") -> bytes:
    for _ in range(layers):
        content = zlib.compress(content, 1)
    filters = b"/FlateDecode " * layers
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count 1>>" % kids,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter[%b]>>stream\n%b\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    return b"%b%btrailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (out, table, len(out))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: _pdf(b"[" * 5_000_000, 1), [""]),
        (lambda: _pdf(b"BT /F 12 Tf (Ha  Noi) Tj ET", 2), ["Ha Noi"]),
        (lambda: _pdf(b" " * 900_000_000, 2), "more than a minute or 1 GB"),
        (lambda: _pdf(b"", 0, b"2 0 R"), "damaged"),
        (lambda: b"%PDF-1.7", "damaged"),
        (lambda: b"", "damaged"),
    ],
    ids=["deep", "sound", "unfolding to gigabytes", "pages in a circle", "cut", "empty"],
)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system sets no limits")
def test_a_pdf_of_anybody_is_read_within_limits(make: Callable[[], bytes], words: list[str] | str) -> None:
    pytest.importorskip("pypdfium2")
    data = make()
    if isinstance(words, list):
        assert verifying.pages(data, "a.pdf") == words
        return
    with pytest.raises(SourceError, match=rf"a\.pdf: .*{words}"):
        verifying.pages(data, "a.pdf")


@pytest.mark.office
@pytest.mark.slow
def test_files_saved_again_by_libreoffice_are_what_was_built(project: Path, tmp_path: Path) -> None:
    names = ("hoi-dap", "nghi-dinh-cong-nghiep-moi-truong", "tcvn-bo-loc-bui", "thong-tu", "to-gap")
    files = [path for path in built(project) if path.stem in names]
    command = ("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/ho-so", "--convert-to")
    where = ("docx:MS Word 2007 XML", "--outdir", str(tmp_path))
    subprocess.run((*command, *where, *map(str, files)), check=True, capture_output=True, timeout=300)
    for original in files:
        file = tmp_path / original.name
        verdict = verify(file, original.with_suffix(".receipt.json"))
        assert not verdict.exact
        assert [str(one) for one in verdict.differences] == [], original.name
