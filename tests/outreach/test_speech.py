"""How text is read aloud: a table of hard cases, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draftkit.campaign.speech.lexicon import FILE, read_lexicon
from draftkit.campaign.speech.speak import normal, speak, syllables
from draftkit.kinds.registry import packaged_templates
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.model.numeral import from_roman, ordinal, read_words, spell
from tests.helpers import examples

LEXICON = read_lexicon(packaged_templates() / "radio" / FILE)

NUMBERS = {
    0: "không",
    4: "bốn",
    5: "năm",
    10: "mười",
    14: "mười bốn",
    15: "mười lăm",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    50: "năm mươi",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    215: "hai trăm mười lăm",
    1001: "một nghìn không trăm linh một",
    2025: "hai nghìn không trăm hai mươi lăm",
    10_000: "mười nghìn",
    1_005_000: "một triệu không trăm linh năm nghìn",
    10**9: "một tỷ",
    21 * 10**9 + 5: "hai mươi mốt tỷ không trăm linh năm",
    10**18: "một tỷ tỷ",
    -5: "âm năm",
}


@pytest.mark.parametrize(("number", "words"), NUMBERS.items())
def test_numbers_are_spelled_as_they_are_said(number: int, words: str) -> None:
    assert spell(number) == words
    assert number < 0 or read_words(words) == number


def test_a_great_number_may_be_said_in_thousands_of_a_scale() -> None:
    said = {
        "một nghìn tám trăm triệu": 1_800_000_000,
        "hai tỷ một nghìn triệu": 3_000_000_000,
        "một triệu hai nghìn": 1_002_000,
    }
    assert {words: read_words(words) for words in said} == said


SAID = {
    # a day behind a feast or an event, or beside a time; a part of a whole is none
    "Ngày Nhà giáo Việt Nam 20/11, Tết Dương lịch 1/1 đến gần": (
        "Ngày Nhà giáo Việt Nam ngày hai mươi tháng mười một, Tết Dương lịch ngày một tháng một đến gần"
    ),
    "Mít tinh 27/7 lúc 9h; đoàn đi 5/6, lúc 7 giờ; họp lúc 8h 3/4.": (
        "Mít tinh ngày hai mươi bảy tháng bảy lúc chín giờ; đoàn đi ngày năm tháng sáu, lúc bảy giờ; họp lúc tám giờ "
        "ngày ba tháng tư."
    ),
    "Ngày Quốc tế Lao động 1/5, Tết Dương lịch 1/1 - 3/1": (
        "Ngày Quốc tế Lao động ngày một tháng năm, Tết Dương lịch ngày một tháng một đến ngày ba tháng một"
    ),
    "Hội nghị 12/12 huyện, Tết này 2/3 số hộ, lễ hội có 3/4 đại biểu, Tết Nguyên đán 1/3 công nhân, đạt 3/4 lúc 9h": (
        "Hội nghị mười hai trên mười hai huyện, Tết này hai phần ba số hộ, lễ hội có ba phần tư đại biểu, Tết Nguyên "
        "đán một phần ba công nhân, đạt ba phần tư lúc chín giờ"
    ),
    "1/3 số hộ, 3/4 diện tích, trực 24/7 từ 8h": (
        "Một phần ba số hộ, ba phần tư diện tích, trực hai mươi tư trên bảy từ tám giờ"
    ),
    "Đợt 1, 2/2026; học kỳ I, II/2026; đợt 1, 12/2026; kỳ 3/2026": (
        "Đợt một, hai năm hai nghìn không trăm hai mươi sáu; học kỳ một, hai năm hai nghìn không trăm hai mươi sáu; "
        "đợt một, tháng mười hai năm hai nghìn không trăm hai mươi sáu; kỳ tháng "
        "ba năm hai nghìn không trăm hai mươi sáu"
    ),
    # said once, however often it is written
    "Theo tiến sĩ TS. Nguyễn Văn A và giáo sư GS.TS Trần B": "Theo tiến sĩ Nguyễn Văn A và giáo sư tiến sĩ Trần B",
    "Ông Nam là kỹ sư. Bà Lan là BS. CKII của PGS. TS. Hòa": (
        "Ông Nam là kỹ sư. Bà Lan là bác sĩ chuyên khoa hai của phó giáo sư tiến sĩ Hòa"
    ),
    "Ông A là BS. CKII. Gọi ông khi cần. Bà B là ThS. Ông C là KS.": (
        "Ông A là bác sĩ chuyên khoa hai. Gọi ông khi cần. Bà B là thạc sĩ. Ông C là kỹ sư."
    ),
    "BS. CKII. Hòa và TS. Năm khám 3/1000 người; tỷ lệ 3/2000, 7/1500, đến 4/1990": (
        "Bác sĩ chuyên khoa hai Hòa và tiến sĩ Năm khám ba trên một nghìn người; tỷ lệ ba trên hai nghìn, bảy trên một "
        "nghìn năm trăm, đến tháng tư năm một nghìn chín trăm chín mươi"
    ),
    "Nghị định NĐ-CP số 15/2018/NĐ-CP, theo TT-BYT": (
        "Nghị định của Chính phủ số mười lăm năm hai nghìn không trăm mười tám, theo thông tư của Bộ Y tế"
    ),
    "Mỗi năm 5.000 hộ, trong năm 5 làng nghề, lớp hai 2 tiết": (
        "Mỗi năm năm nghìn hộ, trong năm năm làng nghề, lớp hai hai tiết"
    ),
    "Các bộ, BCT và BTC; ngân hàng, NHNN nói; giáo sư, GS Hòa": (
        "Các bộ, Bộ Công Thương và Bộ Tài chính; ngân hàng, Ngân hàng Nhà nước nói; giáo sư, giáo sư Hòa"
    ),
    "Tỷ lệ phần trăm 5%, tăng 7 phần trăm %": "Tỷ lệ năm phần trăm, tăng bảy phần trăm",
    "Tỷ lệ phần trăm là 5%": "Tỷ lệ phần trăm là năm phần trăm",
    "Vào tháng T10 năm 2026, T11 năm 2026, quý QIV/2027": (
        "Vào tháng mười năm hai nghìn không trăm hai mươi sáu, tháng mười một năm hai nghìn không trăm hai mươi sáu, "
        "quý bốn năm hai nghìn không trăm hai mươi bảy"
    ),
    "UBND Ủy ban nhân dân xã, 60 °C độ C, khoảng ~5 km, âm -5 độ": (
        "Ủy ban nhân dân xã, sáu mươi độ C, khoảng năm ki-lô-mét, âm năm độ"
    ),
    # ticks
    "Nấu 30' hoặc 15'-20’, chạy 5'30\"": (
        "Nấu ba mươi phút hoặc mười lăm đến hai mươi phút, chạy năm phút ba mươi giây"
    ),
    "gọi là ‘tổ 30’ và 'phòng 20'": "gọi là ‘tổ ba mươi’ và 'phòng hai mươi'",
    "Quốc lộ QL1A và tỉnh lộ TL8 thông xe.": "Quốc lộ một A và tỉnh lộ tám thông xe.",
    "Họp tại thành phố TP. HCM, quận Q. 5.": "Họp tại thành phố Hồ Chí Minh, quận năm.",
    # the beginning of a heading is no place, a unit no road, a day no stretch of days
    "X. Tổ chức thực hiện": "Mười. Tổ chức thực hiện",
    "Tỷ giá USD/VND, tỷ lệ BOD5/COD": "Tỷ giá đô la Mỹ trên đồng, tỷ lệ bê-ô-đê năm trên xê-ô-đê",
    "9:00 AM, 12 PM và 5:30 PM.": "Chín giờ sáng, mười hai giờ trưa và năm giờ ba mươi phút chiều.",
    "CN 29/11/2026, T2 ngày 30/11, sáng CN": (
        "Chủ nhật ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi sáu, "
        "thứ hai ngày ba mươi tháng mười một, sáng chủ nhật"
    ),
    "T2 - T6, thứ 7 & CN": "Thứ hai đến thứ sáu, thứ bảy và chủ nhật",
    "Đèn LED theo tiêu chuẩn TCVN 11843:2017": (
        "Đèn led theo tiêu chuẩn quốc gia số mười một nghìn tám trăm bốn mươi ba năm hai nghìn không trăm mười bảy"
    ),
    # the number of a year is no month; days in a list; what stands below a Roman number
    "đợt 1/2026, học kỳ 2/2026, khoá 3/2025, lần 4/2026, tháng 5/2026": (
        "đợt một năm hai nghìn không trăm hai mươi sáu, học kỳ hai năm hai nghìn không trăm hai mươi sáu, "
        "khoá ba năm hai nghìn không trăm hai mươi lăm, lần bốn năm hai nghìn không trăm hai mươi sáu, "
        "tháng năm năm hai nghìn không trăm hai mươi sáu"
    ),
    "các ngày 3, 4/12; ngày 5,6/12; ngày 7; 8/12; trong 3,5 ngày": (
        "các ngày ba, ngày bốn tháng mười hai; ngày năm, ngày sáu tháng mười hai; ngày bảy; ngày tám tháng mười hai; "
        "trong ba phẩy năm ngày"
    ),
    "Phụ lục II.1, mục IV.3.a, điểm 2.b. Hết.": ("Phụ lục hai chấm một, mục bốn chấm ba chấm a, điểm hai chấm b. Hết."),
    "mở 8-17h, 7-8h30, 5-7 hộ, 14h30’": (
        "mở tám đến mười bảy giờ, bảy đến tám giờ ba mươi phút, năm đến bảy hộ, mười bốn giờ ba mươi phút"
    ),
    "tăng 5 điểm %/năm, 2‰/ngày": "tăng năm điểm phần trăm một năm, hai phần nghìn một ngày",
    "1,2.10³ và 1,2×10⁻³ kg": "Một phẩy hai nhân mười mũ ba và một phẩy hai nhân mười mũ âm ba ki-lô-gam",
    "5 kgCO2/kWh, 3 tCO2tđ, 12 ng/m³, 1.013 hPa, 20 m3/ng.đ": (
        "Năm ki-lô-gam khí các-bô-níc trên ki-lô-oát giờ, ba tấn khí các-bô-níc tương đương, mười hai na-nô-gam trên "
        "mét khối, một nghìn không trăm mười ba héc-tô-pát-xcan, hai mươi mét khối trên ngày đêm"
    ),
    "Điều 5 - Điều 7, khoản 2a-khoản 3, điều 5 - 7": (
        "Điều năm đến Điều bảy, khoản hai a đến khoản ba, điều năm đến bảy"
    ),
    "Gọi 024.22202108/0987 654 321 hoặc (84-24) 22202108; 0912 345678": (
        "Gọi không hai bốn, hai hai hai không hai một không tám hoặc không chín tám bảy, sáu năm bốn, ba hai một hoặc "
        "tám bốn, hai bốn, hai hai hai không hai một không tám; không chín một hai, ba bốn năm sáu bảy tám"
    ),
    "số tài khoản 0011 0012 34567": "số tài khoản không không một một, không không một hai, ba bốn năm sáu bảy",
    "2×10³ tấn, No. 7, CAS 7664-93-9": "Hai nhân mười mũ ba tấn, số bảy, xê-a-ét bảy sáu sáu bốn, chín ba, chín",
    "X. Tân Phú tổ chức": "Xã Tân Phú tổ chức",
    "H. Giải pháp chủ yếu": "H. Giải pháp chủ yếu",
    "rộng 34,5 km², người/km²": "rộng ba mươi tư phẩy năm ki-lô-mét vuông, người trên ki-lô-mét vuông",
    "km 12+500, Km2": "ki-lô-mét số mười hai cộng năm trăm, ki-lô-mét số hai",
    "ngày 30-4, ngày 3-5 tháng 6": "ngày ba mươi tháng tư, ngày ba đến năm tháng sáu",
    "T12, 6T/2026": "T mười hai, sáu tháng năm hai nghìn không trăm hai mươi sáu",
    "vụ 2026/2027": "vụ hai nghìn không trăm hai mươi sáu đến hai nghìn không trăm hai mươi bảy",
    # one over another
    "điện 380V/50Hz, 5 lít/100 km": "điện ba trăm tám mươi vôn, năm mươi héc, năm lít trên một trăm ki-lô-mét",
    "1.200/1.500 hộ, 2,5/10 điểm": "Một nghìn hai trăm trên một nghìn năm trăm hộ, hai phẩy năm trên mười điểm",
    "phần I/III": "phần một trên ba",
    "5kg-10kg và COVID-19": "Năm đến mười ki-lô-gam và Cô-vít mười chín",
    "kg/ha": "ki-lô-gam trên héc-ta",
    "5tr đồng, 500k, 4%o": "Năm triệu đồng, năm trăm nghìn, bốn phần nghìn",
    # what is shortened
    "Đ/c A; đ/c: số 12/5 đường 3/2": "Đồng chí A; địa chỉ: số mười hai xuyệt năm đường ba tháng hai",
    "TM. Ủy ban, KT. Chủ tịch, TL. Bộ trưởng": "Thay mặt Ủy ban, ký thay Chủ tịch, thừa lệnh Bộ trưởng",
    "T.T. Mỏ Cày, T.Ư, NXB. Trẻ": "Thị trấn Mỏ Cày, Trung ương, nhà xuất bản Trẻ",
    "xe 29A-123.45": "xe hai mươi chín A, một hai ba bốn năm",
    "#XanhHơn, 5 kWp, COP28": "Thẻ Xanh Hơn, năm ki-lô-oát đỉnh, cốp hai mươi tám",
    "Ba (03) bộ": "Ba bộ",
    "Thứ Hai, 3/11 (15 - 20/12)": "Thứ Hai, ngày ba tháng mười một (ngày mười lăm đến hai mươi tháng mười hai)",
    "200 USD/tấn, 35 học sinh/lớp": "Hai trăm đô la Mỹ một tấn, ba mươi lăm học sinh một lớp",
    "vùng II-III, phụ lục IIA": "vùng hai đến ba, phụ lục hai A",
    "Quy định 132-QĐ/TW": "Quy định một trăm ba mươi hai của Trung ương",
    "2m x 3m, ø 20 mm": "Hai mét nhân ba mét, phi hai mươi mi-li-mét",
    "tài khoản 110000123456": "tài khoản một một không không không không một hai ba bốn năm sáu",
    "zalo.me/0912": "zalo chấm me xuyệt không chín một hai",
    # shares, ranges, decimals
    "70 - 80%": "Bảy mươi đến tám mươi phần trăm",
    "đạt 60–70 %": "đạt sáu mươi đến bảy mươi phần trăm",
    "50% - 60%": "Năm mươi đến sáu mươi phần trăm",
    "giai đoạn 2025 - 2030": "giai đoạn hai nghìn không trăm hai mươi lăm đến hai nghìn không trăm ba mươi",
    "0,5": "Không phẩy năm",
    "0,05": "Không phẩy không năm",
    "12,75": "Mười hai phẩy bảy mươi lăm",
    "1.005.000 đồng": "Một triệu không trăm linh năm nghìn đồng",
    "1.234,56": "Một nghìn hai trăm ba mươi tư phẩy năm mươi sáu",
    "06 nhiệm vụ": "Sáu nhiệm vụ",
    "02 (hai) bộ": "Hai bộ",
    "-5°C": "Âm năm độ C",
    "Nhiệt độ 5 - 10 độ C; thắng 3 - 1": "Nhiệt độ năm đến mười độ C; thắng ba một",
    "Tăng +3,5%, giảm -2%, lãi +5 điểm": "Tăng ba phẩy năm phần trăm, giảm hai phần trăm, lãi cộng năm điểm",
    "Mẫu số 01-PL1, mẫu số 02/PL-II; Mẫu số 03a/TTr": (
        "Mẫu số một phụ lục một, mẫu số hai phụ lục hai; Mẫu số ba a tờ trình"
    ),
    "Mẫu 01-TB, mẫu số 1-A, Mẫu số 05/W, mẫu 2a-KV": "Mẫu một thông báo, mẫu số một A, Mẫu số năm W, mẫu hai a ca-vê",
    "Gần 500+ hộ, khoảng 20+ người, Hơn 30+": "Gần năm trăm hộ, khoảng hai mươi người, Hơn ba mươi",
    "Cả thôn 2/3 số hộ có nước; ở ấp 2/3 hộ nghèo; lớp 1/4 học sinh": (
        "Cả thôn hai phần ba số hộ có nước; ở ấp hai phần ba hộ nghèo; lớp một phần tư học sinh"
    ),
    "Thôn 2/3, lớp 4/2 học sinh, tổ 2/3 số điện thoại": (
        "Thôn hai xuyệt ba, lớp bốn xuyệt hai học sinh, tổ hai xuyệt ba số điện thoại"
    ),
    "Xe 29A-123.46.": "Xe hai mươi chín A, một hai ba bốn sáu.",
    "- 5 triệu đồng hỗ trợ": "Năm triệu đồng hỗ trợ",
    "+ Lưu lượng; -5 độ": "Lưu lượng; âm năm độ",
    "-5 độ": "Âm năm độ",
    "Bản đồ 1:25.000, 8:30, số La Mã IV, khu IIA": (
        "Bản đồ một trên hai mươi lăm nghìn, tám giờ ba mươi phút, số La Mã bốn, khu hai A"
    ),
    "Bộ TT&TT, Sở GD-ĐT, CTCP Xanh": ("Bộ thông tin và truyền thông, Sở giáo dục và đào tạo, công ty cổ phần Xanh"),
    "Trực 24h/24h, 24/24h; MST 0100107518": (
        "Trực hai mươi tư trên hai mươi tư giờ, hai mươi tư trên hai mươi tư giờ; mã số thuế "
        "không một không không một không bảy năm một tám"
    ),
    "Mẫu số 05/QĐ-BCT": "Mẫu số năm của Bộ Công Thương",
    "Tổ 3/5, ấp 3/4, lớp 4/2; 3/5 số tổ": "Tổ ba xuyệt năm, ấp ba xuyệt bốn, lớp bốn xuyệt hai; ba phần năm số tổ",
    "Từ 5 -3 độ; 5 - 3 = 2; tỷ số 3 - 1": "Từ năm âm ba độ; năm trừ ba bằng hai; tỷ số ba một",
    "Nhiệt độ -5 - -3°C, -3,5 đến -0,5": "Nhiệt độ âm năm đến âm ba độ C, âm ba phẩy năm đến âm không phẩy năm",
    "Mạng 3G/4G/5G, căn hộ 12A-05": "Mạng ba G, bốn G, năm G, căn hộ mười hai A năm",
    "500+ doanh nghiệp, hơn 1.000+ hộ, Km 12+300": (
        "Hơn năm trăm doanh nghiệp, hơn một nghìn hộ, ki-lô-mét số mười hai cộng ba trăm"
    ),
    "Đơn vị tính: m³; 5 m2; đồng/m2": "Đơn vị tính: mét khối; năm mét vuông; đồng trên mét vuông",
    "tăng 6,5-7%/năm": "tăng sáu phẩy năm đến bảy phần trăm một năm",
    "từ 5 triệu - 10 triệu đồng": "từ năm đến mười triệu đồng",
    "1/3 dân số, 3/4 số xã": "Một phần ba dân số, ba phần tư số xã",
    "60/63 tỉnh": "Sáu mươi trên sáu mươi ba tỉnh",
    # money and units
    "3 tỷ USD": "Ba tỷ đô la Mỹ",
    "$5 triệu": "Năm triệu đô la Mỹ",
    "500.000đ/kg": "Năm trăm nghìn đồng trên ki-lô-gam",
    "2,5 MWh": "Hai phẩy năm mê-ga-oát giờ",
    "30 mg/Nm3": "Ba mươi mi-li-gam trên mét khối tiêu chuẩn",
    "100 m³/ngày đêm": "Một trăm mét khối một ngày đêm",
    "2 triệu m3": "Hai triệu mét khối",
    "10 kg - 20 kg": "Mười đến hai mươi ki-lô-gam",
    # dates and times
    "ngày 15/12/2025": "ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi lăm",
    "15/12/2025": "Ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi lăm",
    "2025-12-15": "Ngày mười lăm tháng mười hai năm hai nghìn không trăm hai mươi lăm",
    "ngày 04 tháng 9 năm 2025": "ngày bốn tháng chín năm hai nghìn không trăm hai mươi lăm",
    "tháng 4/2026": "tháng tư năm hai nghìn không trăm hai mươi sáu",
    "sáng 2/9": "sáng ngày hai tháng chín",
    "từ ngày 01/7 - 15/7/2026": (
        "từ ngày một tháng bảy đến ngày mười lăm tháng bảy năm hai nghìn không trăm hai mươi sáu"
    ),
    "ngày 10-15/12/2025": "ngày mười đến mười lăm tháng mười hai năm hai nghìn không trăm hai mươi lăm",
    "8h30": "Tám giờ ba mươi phút",
    "08:00 - 11h30": "Tám giờ đến mười một giờ ba mươi phút",
    "thứ 2 và thứ 4": "thứ hai và thứ tư",
    # Roman numerals
    "Chương IV": "Chương bốn",
    "Phụ lục II, quý III/2026": "Phụ lục hai, quý ba năm hai nghìn không trăm hai mươi sáu",
    "lần thứ XIV, khóa XV": "lần thứ mười bốn, khóa mười lăm",
    "Điều 5a": "Điều năm a",
    # names of documents
    "Quyết định số 3637/QĐ-BCT": "Quyết định số ba nghìn sáu trăm ba mươi bảy của Bộ Công Thương",
    "3637/QĐ-BCT": "Quyết định số ba nghìn sáu trăm ba mươi bảy của Bộ Công Thương",
    "Luật số 72/2020/QH14": "Luật số bảy mươi hai năm hai nghìn không trăm hai mươi của Quốc hội khóa mười bốn",
    "Nghị định số 78/2025/NĐ-CP": "Nghị định số bảy mươi tám năm hai nghìn không trăm hai mươi lăm của Chính phủ",
    "Nghị quyết số 57-NQ/TW": "Nghị quyết số năm mươi bảy của Trung ương",
    "QCVN 14:2008/BTNMT": (
        "Quy chuẩn kỹ thuật quốc gia số mười bốn năm hai nghìn không trăm linh tám của Bộ Tài nguyên và Môi trường"
    ),
    "mã HS 8421.21.19": "mã hát-ét tám bốn hai một, hai một, một chín",
    "huyết áp 120/80 mmHg": "huyết áp một trăm hai mươi trên tám mươi mi-li-mét thủy ngân",
    "điện áp 220/380 V": "điện áp hai trăm hai mươi trên ba trăm tám mươi vôn",
    # abbreviations and the rest
    "UBND TP. Hà Nội": "Ủy ban nhân dân thành phố Hà Nội",
    "điện thoại 024 2220 2108": "điện thoại không hai bốn, hai hai hai không, hai một không tám",
    "THÔNG BÁO VỀ VIỆC THU PHÍ": "THÔNG BÁO VỀ VIỆC THU PHÍ",
    "bụi PM2.5, khí CO2": "bụi pi-em hai phẩy năm, khí các-bô-níc",
    "COVID-19": "Cô-vít mười chín",
    "quốc lộ 1A": "quốc lộ một A",
    "v.v.": "vân vân.",
    "gồm rác, vv.": "gồm rác, vân vân.",
    "bụi, khói, v.v. và các chất khác": "bụi, khói, vân vân và các chất khác",
    "bụi, khói, v.v. áp dụng từ nay": "bụi, khói, vân vân áp dụng từ nay",
    "bụi, khói, v.v. Ấy là": "bụi, khói, vân vân. Ấy là",
    "bụi, khói, v.v. Các chất khác": "bụi, khói, vân vân. Các chất khác",
    "Th.S Lê A, ThS. Lê B": "Thạc sĩ Lê A, thạc sĩ Lê B",
    "tel. 024 2220 2108": "điện thoại không hai bốn, hai hai hai không, hai một không tám",
    "tính bằng kg/ngày, 5 kg/ngày, m³/ngày": (
        "tính bằng ki-lô-gam một ngày, năm ki-lô-gam một ngày, mét khối một ngày"
    ),
    # places and roads
    "tại TP. HCM, Tp.HCM": "tại Thành phố Hồ Chí Minh, Thành phố Hồ Chí Minh",
    "TP.Hà Nội và TP Huế": "Thành phố Hà Nội và thành phố Huế",
    "UBND P. Bến Nghé, Q. 1": "Ủy ban nhân dân phường Bến Nghé, quận một",
    "P.12, H. Bình Chánh, TT. Trâu Quỳ": "Phường mười hai, huyện Bình Chánh, thị trấn Trâu Quỳ",
    "ông Trần H. Nam": "ông Trần H. Nam",
    "ông A, P. Giám đốc Sở; bà B, Q. Bộ trưởng": "ông A, phó Giám đốc Sở; bà B, quyền Bộ trưởng",
    "P. Trưởng ban, Q. Chánh Văn phòng": "Phó Trưởng ban, quyền Chánh Văn phòng",
    "QL1A, QL.51 và ĐT 743": "Quốc lộ một A, quốc lộ năm mươi mốt và đường tỉnh bảy trăm bốn mươi ba",
    "ĐT 024 2220 2108": "Điện thoại không hai bốn, hai hai hai không, hai một không tám",
    "Km15+500": "Ki-lô-mét số mười lăm cộng năm trăm",
    "đường 30/4": "đường ba mươi tháng tư",
    "số nhà 12/5A": "số nhà mười hai xuyệt năm A",
    "bản đồ tỷ lệ 1/2000": "bản đồ tỷ lệ một trên hai nghìn",
    "Riêng Q.12, TP.HCM; ông Nguyễn Q. Hải": "Riêng quận mười hai, Thành phố Hồ Chí Minh; ông Nguyễn Q. Hải",
    "theo Đ.7 NĐ 90/2017/NĐ-CP, K.2 Đ.7 Luật Thú y": (
        "theo Điều bảy nghị định chín mươi năm hai nghìn không trăm mười bảy của Chính phủ, khoản hai Điều bảy "
        "Luật Thú y"
    ),
    "Cháu Trần Văn H. 12 tuổi, bể 50m3, nhà 20m2": (
        "Cháu Trần Văn H. Mười hai tuổi, bể năm mươi mét khối, nhà hai mươi mét vuông"
    ),
    "cao 1m45, giá 1tr2, ở Đ.3/2": "cao một mét bốn mươi lăm, giá một triệu hai, ở đường ba tháng hai",
    "lúc 8h5, 7-8h5 hoặc 9h5p": "lúc tám giờ năm phút, bảy đến tám giờ năm phút hoặc chín giờ năm phút",
    "dự án nhóm C, hạng D, khu M, loại L, phụ lục IV": "dự án nhóm C, hạng D, khu M, loại L, phụ lục bốn",
    "giá (đ/kg), nghìn đ/kWh": "giá (đồng trên ki-lô-gam), nghìn đồng trên ki-lô-oát giờ",
    "ở 15,5°N - 112,3°E, 25-32°C": (
        "ở mười lăm phẩy năm độ bắc - một trăm mười hai phẩy ba độ đông, hai mươi lăm đến ba mươi hai độ C"
    ),
    "xăng E5RON92-II, RON 95-III, dầu 0,05S-II": (
        "xăng E năm RON chín mươi hai hai, RON chín mươi lăm ba, dầu không phẩy không năm S hai"
    ),
    "tài khoản 0011 0012 3456 789": "tài khoản không không một một, không không một hai, ba bốn năm sáu, bảy tám chín",
    "mở 50 tài khoản 100 triệu đồng": "mở năm mươi tài khoản một trăm triệu đồng",
    "gió ĐB cấp 6, hướng T-TB, phía BTB; phía B nhận 2 bản; Gió TN, trục ĐN, hướng ĐN-TB": (
        "gió đông bắc cấp sáu, hướng tây tây bắc, phía bắc tây bắc; phía B nhận hai bản; "
        "Gió tây nam, trục đê-en-nờ, hướng đông nam tây bắc"
    ),
    'chạy 4\'14"98, bơi 52"07, nghỉ 5\'30"': (
        "chạy bốn phút mười bốn phẩy chín mươi tám giây, bơi năm mươi hai phẩy không bảy giây, "
        "nghỉ năm phút ba mươi giây"
    ),
    "vitamin D3 400 IU, cà phê R2 120.500-121.000 đồng/kg": (
        "vitamin D ba bốn trăm IU, cà phê R hai một trăm hai mươi nghìn năm trăm đến một trăm hai mươi mốt nghìn đồng "
        "trên ki-lô-gam"
    ),
    "uống 500 mg x 2 lần/ngày, 3 triệu đồng/tháng/trẻ": (
        "uống năm trăm mi-li-gam nhân hai lần một ngày, ba triệu đồng một tháng một trẻ"
    ),
    "thuế suất 0-5%, từ 0 - 10 tuổi, 5-10%": (
        "thuế suất từ không đến năm phần trăm, từ không đến mười tuổi, năm đến mười phần trăm"
    ),
    "loại 1 200 con, tổ 12 150 hộ, tổng 1 200 con": (
        "loại một, hai trăm con, tổ mười hai, một trăm năm mươi hộ, tổng một nghìn hai trăm con"
    ),
    "mật độ 20-50 c/m2, gió 5 m/s": "mật độ hai mươi đến năm mươi c trên mét vuông, gió năm mét trên giây",
    "mở cửa 05-07/12": "mở cửa ngày năm đến bảy tháng mười hai",
    "nghỉ 8 h 5 ngày": "nghỉ tám giờ năm ngày",
    "nặng 3kg5, xa 3km5, rộng 2ha5": "nặng ba ki-lô-gam năm, xa ba ki-lô-mét năm, rộng hai héc-ta năm",
    "cao 1m6, dài hơn 2m3, bể 2m3": "cao một mét sáu, dài hơn hai mét ba, bể hai mét khối",
    "phòng rộng 20m2, cao 3m2": "phòng rộng hai mươi mét vuông, cao ba mét hai",
    "rộng 1km2, dài 1km25, 3km5": "rộng một ki-lô-mét vuông, dài một ki-lô-mét hai mươi lăm, ba ki-lô-mét năm",
    "loại 12 345 678 đồng": "loại mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám đồng",
    "nhà 120m2, 10kg/bao": "nhà một trăm hai mươi mét vuông, mười ki-lô-gam một bao",
    "3kg5/con, 1tr2/tháng": "Ba ki-lô-gam năm một con, một triệu hai một tháng",
    "20°30'B, 106°15'E": "Hai mươi độ ba mươi phút bắc, một trăm linh sáu độ mười lăm phút đông",
    "khách sạn 5*, OCOP 3-4*, đo 2*": "khách sạn năm sao, ô-cốp ba đến bốn sao, đo hai",
    "thôn 2/3 hộ trồng chè": "thôn hai phần ba hộ trồng chè",
    "ở thôn 2/3 hộ ông Nam": "ở thôn hai xuyệt ba hộ ông Nam",
    # what is said twice, what is a code, what is a power
    "QĐ 3637/QĐ-BCT": "Quyết định ba nghìn sáu trăm ba mươi bảy của Bộ Công Thương",
    "QĐ số 3637/QĐ-BCT": "Quyết định số ba nghìn sáu trăm ba mươi bảy của Bộ Công Thương",
    "AHTN 8421.39.90": "Danh mục thuế quan hài hòa ASEAN tám bốn hai một, ba chín, chín không",
    "15.000 m3/ngày.đêm": "Mười lăm nghìn mét khối một ngày đêm",
    "10^6": "Mười mũ sáu",
    "x², (a + b)², 5 m³; ion SO₄²⁻, Ca²⁺, Na⁺; t₀, ³√8, e^-kt, x^(a + b), t_max": (
        "x mũ hai, (a cộng b) mũ hai, năm mét khối; ion SO bốn hai trừ, Ca hai cộng, Na cộng; t không, "
        "căn bậc ba của tám, e mũ âm kt, x mũ (a cộng b), t max"
    ),
    "Q1/2026": "Quý một năm hai nghìn không trăm hai mươi sáu",
    "họp lúc 8h30.": "họp lúc tám giờ ba mươi phút.",
    "Tỷ số 2-1. Huế thắng 3 – 0, hòa 1-1; tỉ số chung cuộc là 10-9.": (
        "Tỷ số hai một. Huế thắng ba không, hòa một một; tỉ số chung cuộc là mười chín."
    ),
    "tỷ số 2-1 nghiêng về Huế, kết quả 2-3%, dẫn 2-3 điểm": (
        "tỷ số hai một nghiêng về Huế, kết quả hai đến ba phần trăm, dẫn hai đến ba điểm"
    ),
    "Sáng 2-9. Từ 2-9 giờ.": "Sáng ngày hai tháng chín. Từ hai đến chín giờ.",
    "Theo Thông tư 26/2019. Nghị định 30/2020/NĐ-CP. Hết.": (
        "Theo Thông tư hai mươi sáu năm hai nghìn không trăm mười chín. "
        "Nghị định ba mươi năm hai nghìn không trăm hai mươi của Chính phủ. Hết."
    ),
    # codes of products
    "hóa chất VTN-24/CD, thuốc VD-12345-20": (
        "hóa chất vê-tê-en-nờ hai mươi tư xuyệt xê-dê, thuốc vê-dê một hai ba bốn năm gạch ngang hai mươi"
    ),
    "cầu thang CT-3, lúa OM5451": "cầu thang xê-tê ba, lúa o-em-mờ năm bốn năm một",
    "xăng RON95-III, xe VinFast": "xăng RON chín mươi lăm ba, xe VinFast",
    "phân NPK 16-16-8 và cúm A/H5N1": "phân en-nờ-pê-ca mười sáu, mười sáu, tám và cúm A H năm N một",
    "70% doanh nghiệp. 3 tỉnh.": "Bảy mươi phần trăm doanh nghiệp. Ba tỉnh.",
    # names of varieties, roads
    "lúa BC15, KL5 và ST25 theo báo cáo BC 15": (
        "lúa bê-xê mười lăm, ca-e-lờ năm và ét-tê hai mươi lăm theo báo cáo mười lăm"
    ),
    "giống sắn KM94, đậu tương ĐT26, ngô lai CP888, lúa OM 5451, IR64": (
        "giống sắn ca-em-mờ chín mươi tư, đậu tương đê-tê hai mươi sáu, ngô lai xê-pê tám trăm tám mươi tám, "
        "lúa o-em-mờ năm bốn năm một, i-e-rờ sáu mươi tư"
    ),
    "NĐ100 và KH25; gạo TCVN 11888, chè OCOP 5 sao, lúa HTX 5": (
        "Nghị định một trăm và kế hoạch hai mươi lăm; gạo tiêu chuẩn quốc gia số mười một nghìn tám trăm tám mươi tám, "
        "chè ô-cốp năm sao, lúa hợp tác xã năm"
    ),
    "đường QL1A, ĐT.743, ĐH.12, ĐX05, cao tốc CT01, ĐH 25 điểm": (
        "đường quốc lộ một A, đường tỉnh bảy trăm bốn mươi ba, đường huyện mười hai, đường xã năm, cao tốc xê-tê một, "
        "đại học hai mươi lăm điểm"
    ),
    "Đường ĐH 12, ĐH 13 và ĐX 5 thông xe": "Đường huyện mười hai, đường huyện mười ba và đường xã năm thông xe",
    "nâng cấp ĐH 12B, tuyến ĐH số 7": "nâng cấp đường huyện mười hai B, tuyến đường huyện bảy",
    "ĐH 12 dài 5 m, từ QL.1A đến ĐH 9": "Đường huyện mười hai dài năm mét, từ quốc lộ một A đến đường huyện chín",
    "Đường ĐH 12-03": "Đường huyện mười hai ba",
    "đường huyện ĐH 12, đường xã ĐX-05": "đường huyện mười hai, đường xã năm",
    "tuyến đường ĐH 25 điểm đầu tại xã A": "tuyến đường huyện hai mươi lăm điểm đầu tại xã A",
    "đường đến trường ĐH 12 tầng, nâng cấp ĐH 12 ngành": (
        "đường đến trường đại học mười hai tầng, nâng cấp đại học mười hai ngành"
    ),
    "điểm chuẩn ĐH 25 điểm, ĐH 3 năm": "điểm chuẩn đại học hai mươi lăm điểm, đại học ba năm",
    "đường CT 07, đường GTNT 3, CT 12": "đường xê-tê bảy, đường giao thông nông thôn ba, chỉ thị mười hai",
    # letters that stand for a type of document with its number, or where one is issued; for other things elsewhere
    "Họp tại TT Ninh Giang; CT UBND xã và HĐ dự; TT 26/2019/TT-BKHCN": (
        "Họp tại tê-tê Ninh Giang; xê-tê Ủy ban nhân dân xã và hát-đê dự; thông tư hai mươi sáu năm hai nghìn không "
        "trăm mười chín của Bộ Khoa học và Công nghệ"
    ),
    "Bộ ban hành TT mới, dự thảo các KH; BC năm 2026; KH số 12, QĐ này": (
        "Bộ ban hành thông tư mới, dự thảo các kế hoạch; bê-xê năm hai nghìn không trăm hai mươi sáu; kế hoạch số mười "
        "hai, quyết định này"
    ),
    # parts of a whole, and so many of so many
    "từ 1/2 - 2/3 số hộ": "từ một phần hai đến hai phần ba số hộ",
    "Từ 1/2 đến 2/3 số hộ, giảm 1/3 và 1/2 diện tích": (
        "Từ một phần hai đến hai phần ba số hộ, giảm một phần ba và một phần hai diện tích"
    ),
    "khoảng 1/3–1/2 dân số, 13/20 - 15/20 số xã": (
        "khoảng một phần ba đến một phần hai dân số, mười ba trên hai mươi đến mười lăm trên hai mươi số xã"
    ),
    "Từ 1/6 - 15/6 học sinh nghỉ, từ 30/4 - 1/5 số khách tăng": (
        "Từ ngày một tháng sáu đến ngày mười lăm tháng sáu học sinh nghỉ, "
        "từ ngày ba mươi tháng tư đến ngày một tháng năm số khách tăng"
    ),
    "121/130 xã, 9/10 xã, 12/12 huyện, 2/3 số xã, 8/9 tiêu chí": (
        "Một trăm hai mươi mốt trên một trăm ba mươi xã, chín trên mười xã, mười hai trên mười hai huyện, "
        "hai phần ba số xã, tám trên chín tiêu chí"
    ),
    # a number that names, and one that counts
    "quý I/2026, II/2026 và III/2026": (
        "quý một năm hai nghìn không trăm hai mươi sáu, quý hai năm hai nghìn không trăm hai mươi sáu và quý ba năm "
        "hai nghìn không trăm hai mươi sáu"
    ),
    "quý I/2026 - IV/2026": (
        "quý một năm hai nghìn không trăm hai mươi sáu đến quý bốn năm hai nghìn không trăm hai mươi sáu"
    ),
    "Bảng 1 100 hộ, Hình 3 120 xã, tháng 3 200 hộ, quý 1 500 hộ": (
        "Bảng một, một trăm hộ, Hình ba, một trăm hai mươi xã, tháng ba, hai trăm hộ, quý một, năm trăm hộ"
    ),
    "Vốn 1.500 tỷ đồng - 2.000 tỷ đồng": "Vốn một nghìn năm trăm tỷ đồng đến hai nghìn tỷ đồng",
    "500 khách - 700 khách, 10 ngày - 15 ngày": "Năm trăm khách đến bảy trăm khách, mười ngày đến mười lăm ngày",
    "giá 1 500 đồng, khoản 1 500 triệu đồng": "giá một nghìn năm trăm đồng, khoản một nghìn năm trăm triệu đồng",
    "cấp 1 500 giấy phép, điều 1 200 người, khu 1 500 ha, bảng 1 200 dòng": (
        "cấp một nghìn năm trăm giấy phép, điều một nghìn hai trăm người, khu một nghìn năm trăm héc-ta, "
        "bảng một nghìn hai trăm dòng"
    ),
    "giống NĐ100, liên lạc TB12, vùng chè QL3": (
        "giống nghị định một trăm, liên lạc thông báo mười hai, vùng chè quốc lộ ba"
    ),
}


@pytest.mark.parametrize(("text", "words"), SAID.items())
def test_hard_cases_are_read_as_a_speaker_reads_them(text: str, words: str) -> None:
    assert speak(text, LEXICON).text == words


def test_the_issuer_is_not_said_twice() -> None:
    text = "Quyết định số 3637/QĐ-BCT ngày 15/12/2025 của Bộ trưởng Bộ Công Thương"
    assert speak(text, LEXICON).text.count("Bộ Công Thương") == 1


def test_what_had_to_be_guessed_is_reported() -> None:
    spoken = speak("Dự án XKLM giảm 24/7 và 1.5 😀", LEXICON)
    assert spoken.unknown == ("XKLM",)
    assert spoken.unread == ("😀",)
    assert spoken.doubtful == ("24/7", "1.5")
    assert speak("uống 1/2 - 2/3 liều", LEXICON).doubtful == ("1/2 - 2/3",)
    assert speak("từ 1/5 - 3/5 số khách", LEXICON).doubtful == ("1/5 - 3/5",)
    assert speak("Từ 2/9 số xe tăng", LEXICON).doubtful == ("2/9",)
    assert speak("Đến 3/4 số ca mắc là 120", LEXICON).doubtful == ("3/4",)
    assert speak("Từ 1/7 thời gian làm việc thay đổi", LEXICON).doubtful == ("1/7",)
    assert speak("áp dụng từ 1/7 số thuế giảm một nửa", LEXICON).doubtful == ("1/7",)
    assert speak("Từ 2/3 số hộ trở lên đồng ý", LEXICON).doubtful == ()
    assert speak("Tăng từ 1/3 số hộ lên 1/2 số hộ", LEXICON).doubtful == ()
    sure = "chiếm 1/2 - 2/3 dân số, từ 2/3 số hộ, 12/12 huyện, 10/10 xã"
    assert speak(sure, LEXICON).doubtful == ()
    assert speak("lễ 10/10 xã Tân Lập", LEXICON).text == "lễ ngày mười tháng mười xã Tân Lập"
    assert speak("lúa BC15", LEXICON).unknown == ("BC15",)
    assert speak("lúa BC15", LEXICON.with_more({}, {"BC15": "bê xê mười lăm"})).text == "lúa bê xê mười lăm"


def test_plain_words_stay_as_they_are() -> None:
    text = "Doanh nghiệp được hỗ trợ thử nghiệm thiết bị; bà con lưu ý “tiết kiệm nước”."
    assert speak(text, LEXICON).text == text


def test_syllables_are_counted_as_spoken() -> None:
    assert syllables(speak("đạt 70 - 80%, ki-lô-mét", LEXICON).text) == 1 + 7 + 3


@given(st.integers(0, 3_999))
def test_roman_numerals_are_read_back(value: int) -> None:
    signs = ""
    rest = value
    for worth, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        signs, rest = signs + sign * (rest // worth), rest % worth
    assert from_roman(signs) == value


@examples(200)
@given(st.text(st.sampled_from("0123456789.,/-–%:IVXhđkgm³²½ⅣĐQCBT aáxngày thứ()$°①٣"), max_size=40))
def test_no_digit_is_left_of_anything(text: str) -> None:
    spoken = speak(text, LEXICON).text
    assert not any(sign.isdigit() for sign in spoken), spoken


@examples(100)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    assert not any(sign.isdigit() for sign in speak(text, LEXICON).text)
    assert normal(normal(text)) == normal(text)


@examples(100)
@given(st.integers(0, 10**15))
def test_spelled_numbers_are_read_back(number: int) -> None:
    """An independent reader of the words gives the number again."""
    ones = {
        "không": 0,
        "một": 1,
        "mốt": 1,
        "hai": 2,
        "ba": 3,
        "bốn": 4,
        "tư": 4,
        "năm": 5,
        "lăm": 5,
        "sáu": 6,
        "bảy": 7,
        "tám": 8,
        "chín": 9,
    }
    total = below = current = 0
    for word in spell(number).split():
        if word in ones:
            current += ones[word]
        elif word == "mười":
            current += 10
        elif word in ("mươi", "trăm"):
            low = current % 10 if word == "mươi" else current
            current += low * (9 if word == "mươi" else 99)
        elif word in ("nghìn", "triệu"):
            below, current = below + current * (1000 if word == "nghìn" else 10**6), 0
        elif word == "tỷ":
            total, below, current = (total + below + current) * 10**9, 0, 0
    assert total + below + current == number


def test_ordinals() -> None:
    assert [ordinal(number) for number in (1, 2, 4, 21)] == ["nhất", "hai", "tư", "hai mươi mốt"]


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("tăng 3/2000", "3/2000"), ("màn hình 55''", "55''"), ('tivi 55" giá rẻ', '55"'), ("container 40'", "40'")],
)
def test_ticks_that_may_measure_a_length_are_told(text: str, doubtful: str) -> None:
    assert speak(text, LEXICON).doubtful == (doubtful,)


def test_an_issuer_that_nobody_knows_is_told_as_any_abbreviation_is() -> None:
    assert speak("Quyết định số 12/QĐ-XYZ, QCVN 40:2011/KLM", LEXICON).unknown == ("KLM", "XYZ")
    assert speak("Quyết định số 12/QĐ-BCT", LEXICON).unknown == ()


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [("nghỉ 30-4, 1-5", ("30-4",)), ("5 -3", ("5 -3",)), ("tỷ số 3-1", ()), ("5-10 ngày", ()), ("giảm 10 - 5%", ())],
)
def test_two_numbers_of_which_the_first_is_larger_are_doubtful(text: str, doubtful: tuple[str, ...]) -> None:
    assert speak(text, LEXICON).doubtful == doubtful


def test_what_is_not_for_the_ear_is_said_with_its_name(tmp_path: Path) -> None:
    front = "---\nloai: Bài phát thanh\nten_goi: Thử bảng\nco_quan: Bộ Công Thương\n---\n"
    table = "Bảng. Mục tiêu của chợ\n\n| Lĩnh vực | Tỷ lệ |\n|---|---|\n"
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/tin.md"
    path.write_text(f"{front}{table}| Nước | 5% |\n\nBảng. Bảng trống\n\n| Cột đầu | Cột sau |\n|---|---|\n", "utf-8")
    session = Session(open_project(tmp_path, None))
    session.read(path).build("txt", out=tmp_path / "out")
    said = (tmp_path / "out/tin.txt").read_text(encoding="utf-8").splitlines()
    assert said[-4:] == [
        "Mục tiêu của chợ.",
        "Lĩnh vực: Nước; Tỷ lệ: năm phần trăm.",
        "Bảng trống.",
        "Cột đầu; Cột sau.",
    ]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("$E=mc^2$; x^2^; $x^n$; x^n^", "E bằng mc mũ hai; x mũ hai; x mũ n; x mũ n"),
        ("$10^{-3}$; $H_2O$; $T_{max}$; t~max~", "mười mũ âm ba; H hai O; T max; t max"),
        ("SO~4~^2-^; $\\frac{S - X}{2}$; $-x$; $a \\cdot b$", "SO bốn hai trừ; (S trừ X) trên hai; âm x; a nhân b"),
    ],
)
def test_powers_and_lowered_signs_are_said(tmp_path: Path, typed: str, heard: str) -> None:
    front = "---\nloai: Bài phát thanh\nten_goi: Thử bảng\nco_quan: Bộ Công Thương\n---\n"
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    path = tmp_path / "content/tin.md"
    path.write_text(f"{front}Có {typed}.\n", "utf-8")
    Session(open_project(tmp_path, None)).read(path).build("txt", out=tmp_path / "out")
    assert f"Có {heard}.\n" in (tmp_path / "out/tin.txt").read_text(encoding="utf-8")


def test_a_sign_of_a_formula_without_words_is_told() -> None:
    assert speak("∑_(i = 1) x", LEXICON).unread == ("∑", "_")
