"""What people type wrong in YAML: the line is named, and what to write instead."""

from __future__ import annotations

import re

import pytest

from draftkit.errors import ConfigError
from draftkit.readers.yaml_text import parse


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("chu_ky:\n\tquyen_han: TM\n", 2, "a tab stands"),
        ("chu_ky:\n  \tquyen_han: TM\n", 2, "a tab stands"),
        ("so: 1\nten_goi: Quy định: phạm vi\n", 2, 'quotes: ten_goi: "Quy định: phạm vi"'),
        ("noi_nhan:\n  - Như trên: a: b\n", 2, 'quotes: - "Như trên: a: b"'),
        ('ten_goi: về "A": B\n', 1, "quotes: ten_goi: 'về \"A\": B'"),
        ("can_cu:\n  - @luat-bvmt\n", 2, 'starts with @ stands in quotes: - "@luat-bvmt"'),
        ("ten_goi: *đậm*   # ghi chú\n", 1, 'quotes: ten_goi: "*đậm*"'),
        ("ten_goi: **đậm**\n", 1, 'quotes: ten_goi: "**đậm**"'),
        ("ten_goi: &nbsp;về\n", 1, 'quotes: ten_goi: "&nbsp;về"'),
        ("ten_goi: !important x\n", 1, 'quotes: ten_goi: "!important x"'),
        ("so: 1\nx: !!python/object:os.system {a: b}\n", 2, "!!python/object:os.system is for programs"),
        ("x: !!python/object/apply:os.system ['a']\n", 1, "!!python/object/apply:os.system is for programs"),
        ("x: !!python/object:os.system\n  a: b\n", 1, "!!python/object:os.system is for programs"),
        ("x: 1\n!!python/object:os.system so: 2\n", 2, "!!python/object:os.system is for programs"),
        ("{a: b, !y 'so': 2}\n", 1, "!y is for programs and is not printed: delete it"),
        ("&nbsp: 2\n", 1, "&nbsp is for programs"),
        ("! so: 2\n", 1, "! is for programs"),
        ("a: !c d\n!b so: 2\n", 1, 'a text that starts with ! stands in quotes: a: "!c d"'),
        ("x: !y 'chữ'\n", 1, "!y is for programs and is not printed: delete it"),
        ("x: !!binary |\n  aGVs\n", 1, "!!binary is for programs"),
        ("a:\n  - b: !!set {c, d}\n", 2, "!!set is for programs"),
        ("ten_goi: [Dự thảo] Nghị định\n", 1, 'quotes: ten_goi: "[Dự thảo] Nghị định"'),
        ("han: {{ thoi_han }}\n", 1, 'quotes: han: "{{ thoi_han }}"'),
        ("han: {{ thoi_han }} ngày\n", 1, 'quotes: han: "{{ thoi_han }} ngày"'),
        ("a: {ten: Tại {{ x }}, có {{ y }} nơi, so: 1}\n", 1, 'quotes: a: {ten: "Tại {{ x }}, có {{ y }} nơi", so: 1}'),
        ('- {ten: "{{ x }}", so: {{ y }}}\n', 1, 'quotes: - {ten: "{{ x }}", so: "{{ y }}"}'),
        ("a: [b, {{ x }}]\n", 1, 'quotes: a: [b, "{{ x }}"]'),
        ('a: {b: "{{ x }}" c}\n', 1, "parted by commas"),
        ('ten_goi: "về việc\nso: 1\n', 1, "never closed"),
        ('a:\n  - "VPCP: các Vụ\nb: 1\nso: "09"\n', 2, "never closed"),
        ('ghi_chu: |\n  "Một câu\n  - gạch\n  hết\nkhac: [a\nb: c\n', 5, "never closed with ]"),
        ("a: 'x # y\nb: 1\nc: 'd'\n", 1, "never closed"),
        ('a: "x\n  \\"y"\nb: "c" d\n', 3, "behind the closing"),
        ('ten_goi: "Về" việc\nso: 1\n', 1, 'behind the closing quotation mark; write ten_goi: "Về việc"'),
        ("du_thao: {lan: 1, ngay: x\nso: 1\n", 1, "{ is never closed with }"),
        ("luu: [VT, CN\n", 1, "[ is never closed with ]"),
        ("du_thao: {lan: 1 ngay: 2}\n", 1, "parted by commas"),
        ("so: 1\nten_goi:về việc\nnam: 2026\n", 2, "no line “key: value”"),
        ("ten_goi:về việc\nnam: 2026\n", 1, "no line “key: value”"),
        ("so: 1\nten_goi về việc\n", 2, "no line “key: value”"),
        ("so: 1\n  nam: 2026\n", 2, "another column"),
        ("noi_nhan:\n  - A\n - B\n", 3, "another column"),
        ("noi_nhan:\n  - A\n    - B\n", 2, "another column"),
        ("noi_nhan:\n  -A\n  -B\n", 2, "another column"),
        ("van_ban: a.md\n  - b.md\n", 1, "another column"),
        ('ten_goi: "C:\\Van ban"\n', 1, "write ten_goi: 'C:\\Van ban'"),
        ('ten_goi: "a\\u0000b"\n', 1, "U+0000"),
        ('ten_goi: "a\\rb"\n', 1, "U+000D"),
        ('so: 1\nkinh_gui: ["a\\Nb"]\n', 2, "U+0085"),
        ("so: 1\nten_goi: a\u2028b\n", 2, "U+2028"),
        ("so: 1\n? [a, b]\n: c\n", 2, "no line “key: value”"),
        ("ten_goi: &a [x, *a]\n", 1, "this holds itself"),
        ("so: 1\na: " + "[" * 60 + "]" * 60 + "\n", 2, "nested more than 50 levels"),
        ("so: 1\n---\nnam: 2\n", 2, "second document"),
    ],
)
def test_a_fault_names_its_line_and_what_to_write(text: str, line: int, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)) as caught:
        parse(text, "x.yaml")
    shown = text.split("\n")[line - 1].strip()
    assert str(caught.value).startswith(f"x.yaml:{line}: “{shown if len(shown) < 120 else shown[:2]}")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: x y\n  z\nb: 1\n", {"a": "x y z", "b": 1}),
        ("a: &x 2\nb: *x\n", {"a": 2, "b": 2}),
        ("a: Phòng 2   # ghi chú\n", {"a": "Phòng 2"}),
        ("a: |\n  - x\n  &y\n", {"a": "- x\n&y\n"}),
        ("a: -5\n", {"a": -5}),
        ("a: {b: c, d: e}\n", {"a": {"b": "c", "d": "e"}}),
    ],
)
def test_what_yaml_reads_as_written_is_no_fault(text: str, data: object) -> None:
    found, _, faults = parse(text, "x.yaml")
    assert (found, faults) == (data, [])


def test_a_number_sign_that_yaml_drops_is_a_fault() -> None:
    _, _, faults = parse("noi: Phòng #2\n", "x.yaml")
    assert [(fault.rule, fault.message.values["text"]) for fault in faults] == [("DK-H004", "#2")]


def test_a_text_that_a_comma_cuts_in_a_flow_map_is_a_fault() -> None:
    for line, right in (
        ("{ten: Khám, chữa, so: 15}", '"Khám, chữa"'),
        ("{gia_tri: 1,2 triệu, nguon: x}", '"1,2 triệu"'),
    ):
        _, _, faults = parse(f"a: {line}\n", "x.yaml")
        assert [str(fault.message.values["right"]).partition(": ")[2] for fault in faults] == [right]
    assert parse("a: {b: , c: 1}\nd: {b: {c: 1}, e}\n", "x.yaml")[2] == []
