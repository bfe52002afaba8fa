"""Pictures put into a text: kept beside its source, with words for those who do not see them."""

from __future__ import annotations

from draftkit.edits.values import At, Insert
from draftkit.errors import DraftkitError, SourceError
from draftkit.files.whole import write_whole
from draftkit.live.provisions import propose
from draftkit.pictures.prepare import trouble
from draftkit.text.fold import slug, unused
from draftkit.workbench.bench import Bench, Data
from draftkit.workbench.editing import carry_out
from draftkit.workbench.source import Stale

FOLDER = "hinh"


def put_picture(bench: Bench, given: Data) -> Data:
    """A picture that was handed over, after a provision. Raises SourceError without words that tell what it shows, or
    when it is no picture; Stale when the provision is not as it was seen."""
    alt, caption = (" ".join(str(given.get(key) or "").split()) for key in ("alt", "caption"))
    if not alt:
        raise SourceError("say what the picture shows, for those who do not see it")
    if set("[]") & set(alt) or '"' in caption:
        raise SourceError("neither [ ] in what it shows, nor straight quotes in its name")
    owner = bench.owner(given["doc"])
    source = bench.file(owner, given["file"])
    handed = bench.uploads.path(given["picture"])
    why = trouble(handed, handed.name)
    if why:
        raise SourceError.of(why)
    folder, stem = source.parent / FOLDER, slug(handed.stem, words=8) or "hinh"
    path = folder / unused(stem, lambda one: (folder / one).exists(), handed.suffix.lower())
    write_whole(path, handed.read_bytes())
    called = f' "{caption}"' if caption else ""
    text = f"![{alt}]({FOLDER}/{path.name}{called})"
    try:
        at = At(given["file"], given["line"], given["hash"])
        return carry_out(bench, owner, propose(bench.desk, owner, Insert(at, text, "after", "paragraph")))
    except (DraftkitError, Stale):
        path.unlink(missing_ok=True)
        raise
