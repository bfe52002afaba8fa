"""Figures of running text: what they are, in ones of what they count."""

from __future__ import annotations

import pytest

from draftkit.text.figures import figures

READ = """\
1.020 nghìn tấn rác -> 1020000000 kg
ba phần tư thiết bị -> 75 %
3/4 số hộ -> 75 %
khoảng 2/5 lượng mật -> 40 %
cứ mười cơ sở thì chỉ khoảng ba cơ sở -> 30 %
cứ 3 tháng thì họp 2 lần -> 3 tháng, 2 lần
không quá 30°C -> 30 °c
18 độ C -> 18 °c
âm 18 độ C -> -18 °c
-18 °C, −18°C, (–18 độ C) -> -18 °c, -18 °c, -18 °c
từ âm 18 đến âm 5 độ C -> -18--5 °c
từ -18 đến -5 °C, từ -18 °C đến 5 °C -> -18--5 °c, -18-5 °c
âm mười tám độ C, âm ba phần tư -> -18 °c, -75 %
tăng trưởng -5%, âm 0,5 mm, mức −3,5 tấn -> -5 %, -0.5 mm, -3500 kg
70 -80%, 70−80% -> 70-80 %, 70-80 %
mỗi ngày âm 5 độ C -> -5 °c
mục tiêu - 18 đồng, Hà Nội -18 tháng, nguyên âm, 5 tháng âm lịch -> 18 đồng, 5 tháng
một nửa số hộ -> 50 %
25 phần trăm -> 25 %
từ 1,8 tỷ USD đến 2 tỷ USD -> 1800000000-2000000000 usd
500 triệu đến 2 tỷ đồng -> 500000000-2000000000 đồng
20 ngày đến 5 cơ sở -> 480 giờ, 5 cơ
hai tháng rưỡi, tức 75 ngày, âm 2 độ C rưỡi -> 2.5 tháng, 1800 giờ, -2.5 °c
mười năm -> 120 tháng
năm năm -> 60 tháng
một trăm linh năm cơ sở -> 105 cơ
năm mươi ngày làm việc -> 1200 giờ làm việc
mỗi năm mười nghìn tấn -> 10000000 kg
đến năm hai nghìn không trăm ba mươi -> 2030
400 m² trở lên -> 400 m2
24 giờ -> 24 giờ
sáu giờ tối -> 18 giờ
từ 5 giờ sáng, 1 giờ trưa, 12 giờ trưa, 2 giờ đêm, 10 giờ đêm -> 5 giờ, 13 giờ, 12 giờ, 2 giờ, 22 giờ
18 giờ tối -> 18 giờ
lúc 8h30, 2h30 chiều, từ 7h30 đến 11h45, mở cửa 24h -> 8.5 giờ, 14.5 giờ, 7.5 giờ, 11.75 giờ, 24 giờ
họp lúc 9h30 sáng mai, 9 giờ 30 sáng, 8h05 -> 9.5 giờ, 9.5 giờ, 8.083333333 giờ
2 giờ 30 chiều, 2 giờ 5 phút chiều -> 14.5 giờ, 14 giờ, 0.08333333333 giờ
mỗi ca 6 giờ tối đa, ít nhất 8 giờ, tối thiểu 4 giờ -> 6 giờ, 8 giờ, 4 giờ
mỗi ca 6 giờ tối thiểu -> 6 giờ
bốn phẩy tám triệu tấn -> 4800000000 kg
30 phút -> 0.5 giờ
4,5 tỷ đô la Mỹ -> 4500000000 usd
không nhất trí, một cửa, khoản 2 Điều 3 ->
sáng 2/9 tại Hà Nội, từ 1/7 áp dụng, mẫu số 1/2 kèm theo, ngày 3/4 khai mạc, 3/4 Ủy viên ->
số 72/2020/QH14, ngày 31 tháng 3, quý 3 ->
trước 20 tháng 12 hằng năm ->
Tổng số 312 ý kiến -> 312 ý
vốn đầu tư được giải ngân 30 triệu đồng, đầu tư năm 2025, tư vấn -> 30000000 đồng, 2025
hai mươi tư giờ, tỷ lệ 5% -> 24 giờ, 5 %
"""


@pytest.mark.parametrize("line", READ.splitlines())
def test_a_figure_is_read_whole_in_words_and_digits(line: str) -> None:
    text, _, wanted = line.partition(" ->")
    found = figures(text)
    said = [f"{one.low:.10g}{f'-{one.high:.10g}' if one.low != one.high else ''} {one.unit}" for one in found]
    assert ", ".join(said).strip() == wanted.strip()
