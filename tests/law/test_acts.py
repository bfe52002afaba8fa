"""Documents cited by number, in every system of numbers: the words of the citation, its type, name, number and date."""

from __future__ import annotations

import pytest

from draftkit.law.acts import cited_acts

CASES = """
Nghị định số 08/2022/NĐ-CP ngày 10 tháng 01 năm 2022     | Nghị định | | 08/2022/NĐ-CP | 2022-01-10
Luật Bảo vệ môi trường số 72/2020/QH14                   | Luật | Bảo vệ môi trường | 72/2020/QH14 |
Bộ luật số 91/2015/QH13                                  | Bộ luật | | 91/2015/QH13 |
Nghị quyết số 1210/2016/UBTVQH13                         | Nghị quyết | | 1210/2016/UBTVQH13 |
Nghị quyết số 57-NQ/TW ngày 22/12/2024                   | Nghị quyết | | 57-NQ/TW | 2024-12-22
Nghị quyết số 66.13/2026/NQ-CP ngày 27 tháng 01 năm 2026 | Nghị quyết | | 66.13/2026/NQ-CP | 2026-01-27
Chỉ thị số 35-CT/TW                                      | Chỉ thị | | 35-CT/TW |
Quyết định số 163/2025/QĐ-CTUBND                         | Quyết định | | 163/2025/QĐ-CTUBND |
Quyết định 1894/QĐ-TTg, ngày 05/9/2025                   | Quyết định | | 1894/QĐ-TTg | 2025-09-05
Thông tư liên tịch số 45/2010/TTLT/BTC-BNV               | Thông tư liên tịch | | 45/2010/TTLT/BTC-BNV |
Thông tư liên tịch số 03/2025/TTLT-BCA-VKSNDTC-TANDTC    | Thông tư liên tịch | | 03/2025/TTLT-BCA-VKSNDTC-TANDTC |
Luật số 14-L/CTN                                         | Luật | | 14-L/CTN |
Nghị định số 189/HĐBT                                    | Nghị định | | 189/HĐBT |
Công văn số 123/BTC-CST                                  | Công văn | | 123/BTC-CST |
"""


@pytest.mark.parametrize("case", [line for line in CASES.splitlines() if line])
def test_a_citation_is_read(case: str) -> None:
    text, *told = (part.strip() for part in case.split("|"))
    sentence = f"Căn cứ {text} và tỷ lệ 3/4; ngày 12/5/2026; QCVN 40:2025/BTNMT."
    (act,) = cited_acts(sentence)
    assert [act.type, act.name, act.number, act.date] == told
    assert sentence[act.start : act.end] == text
    assert sentence[act.at :].startswith(act.number)
    assert act.worded == (" số " in text)


@pytest.mark.parametrize("way", ["số", "có số", "có số hiệu là", "mang số", ", số"])
def test_the_name_of_a_law_ends_before_what_leads_to_its_number(way: str) -> None:
    (act,) = cited_acts(f"Luật Khoa học, công nghệ {way} 93/2025/QH15, hiệu lực từ ngày 01/10/2025.".replace(" ,", ","))
    assert (act.type, act.name, act.number) == ("Luật", "Khoa học, công nghệ", "93/2025/QH15")


def test_the_nearest_type_before_a_number_is_its_own() -> None:
    text = "Luật Đất đai, Nghị định số 102/2024/NĐ-CP và 12/2026/TT-BNNMT; theo Luật Nhà ở (số 27/2023/QH15)"
    assert [(act.type, act.number) for act in cited_acts(text)] == [
        ("Nghị định", "102/2024/NĐ-CP"),
        ("", "12/2026/TT-BNNMT"),
        ("", "27/2023/QH15"),
    ]
