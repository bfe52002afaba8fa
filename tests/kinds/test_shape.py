"""What a project's own kind.yaml may hold: what is wrong in it is told with file, line, key and what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from draftkit.errors import ConfigError
from draftkit.kinds.registry import Registry, packaged_templates
from draftkit.model.kind import Level, MetaKey, Signing

KIND = "base: nd30\ntitle: Thử\nwords: {act: Thử, this: Thử này}\n"
ODD = ("[a, b]", "{a: b}", "12", "1.5", '""', '"%00"', "null", "true", "[{a: b}]", "[[1]]")
KEYS = (
    "base title profile template outline annex rule_sets words metadata behaviour attachment paragraphs outputs page "
    "divisions signing numbers en extra"
).split()
PLACES = [
    *(f"{key}: %s" for key in KEYS),
    *(f"outline: [{{name: a, {key}: %s}}]" for key in Level._fields),
    *(f"attachment: {{{key}: %s}}" for key in (*Level._fields, "types")),
    *(f"metadata: {{a: {{{key}: %s}}}}" for key in MetaKey._fields),
    *(f"signing: {{{key}: %s}}" for key in Signing._fields),
    *(f"annex: {{{key}: %s}}" for key in ("annex", "levels", "beside", "khac")),
    *("words: {act: %s}", "metadata: {a: %s}", "outline: [%s]", "en: {title: %s}", "en: {words: {act: %s}}"),
    *("paragraphs: {a: %s}", "outputs: [%s]"),
]


def refused(root: Path, lines: str, name: str = "thu/kind.yaml", base: str = KIND) -> str:
    """What is said of the kind with these lines, which are its fourth and those after it; nothing when it is read."""
    keys = tuple(f"{line.partition(':')[0]}:" for line in lines.splitlines())
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = "".join("#\n" if line.startswith(keys) else f"{line}\n" for line in base.splitlines())
    path.write_text(f"{kept}{lines}\n", encoding="utf-8")
    registry = Registry((root, packaged_templates()))
    try:
        registry.profile(registry.find("thu"))
    except ConfigError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title: [Thử]", "thu/kind.yaml:4: “title” must be one text"),
        ("title:", "thu/kind.yaml:4: key title is missing"),
        ("template: 12", "thu/kind.yaml:4: “template” must be one text"),
        ("words: [Thử]", "thu/kind.yaml:4: “words” must be lines of “key: value” below it"),
        ("words: {act: 5}", "thu/kind.yaml:4: “words.act” must be one text"),
        ("rule_sets: structure", "thu/kind.yaml:4: “rule_sets” must be a list"),
        ("rule_sets: [{a: b}]", "thu/kind.yaml:4: “rule_sets.0” must be one text"),
        ("outline: 12", "thu/kind.yaml:4: “outline” must be one text, in quotes where it is a number, or a list"),
        ("outline:\n- {name: a}\n- {hashes: 2}", "thu/kind.yaml:4: key outline.name is missing"),
        ("outline: [{name: b, hashes: hai}]", "thu/kind.yaml:4: “outline.hashes” must be a whole number"),
        ("annex: {annex: [a]}", "thu/kind.yaml:4: “annex.annex” must be lines of “key: value” below it"),
        ("metadata: {noi_den: true}", "thu/kind.yaml:4: “metadata.noi_den” must hold lines of “key: value”"),
        ("metadata: {noi_den: {help: [nơi]}}", "thu/kind.yaml:4: “metadata.noi_den.help” must be one text"),
        ("metadata:\n  noi_den: {helf: nơi đến}", "thu/kind.yaml:5: unknown key “metadata.noi_den.helf”; did you mean"),
        ("signing: {heads: BỘ TRƯỞNG}", "thu/kind.yaml:4: “signing.heads” must be a list"),
        ("en: [Test]", "thu/kind.yaml:4: unknown key “en”"),
        ("base: letter", "“kinds/letter.yaml” is missing: mend its name in thu/kind.yaml:4"),
        ("outline: nd3", "“outlines/nd3.yaml” is missing: mend its name in thu/kind.yaml:4"),
    ],
)
def test_what_is_wrong_in_a_kind_is_told_with_its_line_and_what_is_expected(
    tmp_path: Path, line: str, said: str
) -> None:
    """Most of these were mistakes of the program; a base that is not there was told at the line of the document."""
    assert said in refused(tmp_path, line)


def test_what_is_wrong_in_an_outline_is_told_there(tmp_path: Path) -> None:
    refused(tmp_path, "outline: rieng")
    said = refused(tmp_path, "- {name: a, label: [1]}", "_shared/outlines/rieng.yaml", "#\n")
    assert "rieng.yaml: “label” must be one text" in said


@pytest.mark.parametrize("place", PLACES)
def test_no_value_at_any_place_of_a_kind_is_a_mistake_of_ours(tmp_path: Path, place: str) -> None:
    """A number where a list is wanted, a list where a text is, nothing: it is read, or refused with the file."""
    for odd in ODD:
        said = refused(tmp_path, place % odd)
        assert not said or "kind.yaml" in said, (odd, said)


@pytest.mark.parametrize(
    "lines",
    [
        "page: {size_mm: [210]}",
        "page: {margin_range_mm: {top: [20, 25, 30]}}",
        "stamps_mm: {%s: [10]}",
        "limits: {line: [10]}",
        "limits: {rules: {%s: 10}}",
        "limits: {widest_margin_mm: {%s: [1, 2, 3]}}",
        "styles: {paragraph: {range: [13]}}",
    ],
)
def test_what_is_two_numbers_in_a_profile_is_no_less_and_no_more(lines: str, tmp_path: Path) -> None:
    """A range of one number was taken, and ended the first run that looked at it."""
    path = tmp_path / "_shared/profiles/rieng.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"base: nd30\n{lines.replace('%s', 'khac')}\n", encoding="utf-8")
    registry = Registry((tmp_path, packaged_templates()))
    (tmp_path / "thu").mkdir()
    (tmp_path / "thu/kind.yaml").write_text(f"{KIND}profile: rieng\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rieng\.yaml: "):
        registry.profile(registry.find("thu"))
