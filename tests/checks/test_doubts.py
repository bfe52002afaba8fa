"""What is shown of two that a figure, a body or a place could be: where the words of a sentence are rather those of
another provision, though too few to say that it contradicts that one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from draftkit.library.project import open_project
from draftkit.library.session import Session

_THINGS = (
    "cột mốc|mái che|hàng rào|bảng tên|phao tiêu|vòi nước|thùng rác|tay vịn|bậc đá|đèn đường|ghế đợi|lối dốc|cọc sắt|"
    "dây neo|sàn gỗ|cầu phao|chòi gác|biển báo|ống khói|máng xối|giếng khoan|bồn hoa|sân phơi|nhà kho|cổng chào|"
    "tường bao|mương nổi|bờ kè|hố ga|trạm cân"
).split("|")
_DRAFT = """---
loai: Nghị định
ten_goi: về chợ nổi
co_quan: Chính phủ
---
### Điều. Bến và ghe
1. Ghe bán cây cảnh neo ở cuối bến, cách luồng chính ít nhất 45 m và treo đèn vàng ban đêm.

2. Giám đốc Sở Công Thương thành lập hội đồng xét chọn gian hàng.

3. Ghe chở khách được sơn số hiệu hai bên mạn.

4. Ủy ban nhân dân xã gửi Sở Công Thương sổ neo đậu trước ngày 20 tháng 12.

"""
_PAPER = "---\nloai: Thông cáo báo chí\nten_goi: Chợ nổi\nco_quan: Bộ Xây dựng\nvan_ban: {nd: nd.md}\n---\n"


def _notes(
    root: Path, draft: str, said: str, facts: str = "", rules: tuple[str, ...] = ("DK-V007",)
) -> Iterator[list[str]]:
    """What is noted of a paper beside a draft, after a build of it, and once more, when its sentence is known to
    contradict nothing."""
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (root / "content/_shared").mkdir(parents=True, exist_ok=True)
    (root / "content/_shared/facts.yaml").write_text(facts, encoding="utf-8")
    (root / "content/nd.md").write_text(draft, encoding="utf-8")
    paper = root / "content/tin.md"
    paper.write_text(f"{_PAPER}{said}\n", encoding="utf-8")
    session = Session(open_project(root, None))
    session.contradicted(session.read(paper))  # as a build asks, which does not look for what may be
    for _ in range(2):
        yield [str(one.message) for one in session.check(session.read(paper)) if one.rule in rules]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Cây cảnh ở bến thì cách 31 m mới đẹp.", "31 m"),
        ("Cây cảnh ở bến thì cách 45 m mới đẹp.", ""),
        ("Đứng ra lập hội đồng xét chọn là Sở Xây dựng.", "Sở Xây dựng"),
        ("Đứng ra lập hội đồng xét chọn là Sở Công Thương.", ""),
        ("Xin gửi ý kiến về hội đồng xét chọn đến Sở Xây dựng.", ""),
        ("Theo khoản 1 Điều 9 dự thảo Nghị định, ghe được sơn hai bên mạn cho vui mắt.", "Điều 9"),
        ("Theo khoản 3 Điều 1 dự thảo Nghị định, ghe được sơn hai bên mạn cho vui mắt.", ""),
        ("Mức chi cho bậc đá dài 18 m nằm ở Điều 9 của dự thảo.", "Điều 9"),
        ("Mức chi cho bậc đá dài 18 m nằm ở Điều 10 của dự thảo.", ""),
        ("Giải pháp 2 về bậc đá dài 18 m được thể hiện tại Điều 9 dự thảo Nghị định.", ""),
        ("Ngày hội có hát, múa, đua ghe (cây cảnh ở bến thì cách 31 m mới đẹp).", "31 m"),
        ("Ngày hội có hát, múa, đua ghe (cây cảnh ở bến thì cách 45 m mới đẹp).", ""),
        ("Ngày hội có hát, múa, đua ghe (có 31 m vải).", ""),
        ("Hiện nay còn hát, múa (cây cảnh ở bến thì cách 31 m mới đẹp).", ""),
        ("Luật Du lịch nói về ngày hội (cây cảnh ở bến thì cách 31 m mới đẹp).", ""),
        ("Sổ neo đậu được nộp mỗi năm trước ngày 10 tháng 12.", "ngày 10 tháng 12"),
        ("Sổ neo đậu được nộp mỗi năm trước ngày 20 tháng 12.", ""),
    ],
)
def test_what_is_rather_that_of_another_provision_is_shown(said: str, told: str, tmp_path: Path) -> None:
    others = (
        f"### Điều. Quy cách {thing}\n1. Làm {thing} dài {number} m.\n\n2. Kiểm tra {thing} mỗi tuần.\n"
        for number, thing in enumerate(_THINGS, 10)
    )
    day = "hop: {ngay_hop: {gia_tri: ngày 10 tháng 12 năm 2026, nguon: Giấy mời}}\n"  # is none of each year
    for found in _notes(tmp_path, _DRAFT + "\n".join(others), said, day):
        assert [f"“{told}”" in one.partition(";")[0] for one in found] == [True] * bool(told)


def test_a_day_with_its_year_is_told_once(tmp_path: Path) -> None:
    said = "Ngày 09 tháng 7 năm 2026, đủ 15 thành viên."
    for (told,) in _notes(tmp_path, _DRAFT + "4. Hội đồng có 07 thành viên.\n", said):
        assert (told.count("09 tháng 7"), "“15 thành viên”" in told) == (1, True)


@pytest.mark.parametrize(("said", "told"), [("Có 640 thành viên.", 0), ("Có 460 thành viên.", 1)])
def test_a_count_that_a_fact_says_without_its_noun_is_said(said: str, told: int, tmp_path: Path) -> None:
    facts = "doi: {so_nguoi: {gia_tri: 640, nguon: X}}\n"
    for found in _notes(tmp_path, _DRAFT + "4. Hội đồng có 07 thành viên.\n", said, facts):
        assert len(found) == told


_OFFICES = """
a: {ten: Cục Đường sông, viet_tat: CDS}
b: {ten: Cục Bến bãi, viet_tat: CBB}
c: {ten: Cục Công nghiệp, viet_tat: CCN}
"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Ba cục chủ trì.\n\nCục Đường sông lo luồng lạch, Cục Bến bãi lo bến.", "“Ba cục”"),
        ("Hai cục chủ trì.\n\nCục Đường sông lo luồng lạch, Cục Bến bãi lo bến.", ""),
        ("**Cục Công nghiệp địa phương** lo hàng hóa.", "“Cục Công nghiệp địa phương”"),
        ("**Cục Công nghiệp** lo hàng hóa.", ""),
        ("Thư gửi Cục Công nghiệp môi trường.", "“Cục Công nghiệp môi trường”"),
        ("Thư gửi Cục Công nghiệp.", ""),
        ("Phụ lục có 11 loại ghe.", "“11 loại”"),
        ("Phụ lục có 12 loại ghe.", ""),
    ],
)
def test_what_the_project_does_not_know_is_named(said: str, told: str, tmp_path: Path) -> None:
    rows = "\n".join(f"| {at} | Ghe {at} |" for at in range(1, 13))
    annex = f"### Phụ lục. CÁC LOẠI GHE\n| STT | Tên |\n|---|---|\n{rows}\n"
    (tmp_path / "content/_shared").mkdir(parents=True)
    (tmp_path / "content/_shared/organisations.yaml").write_text(_OFFICES, encoding="utf-8")
    for found in _notes(tmp_path, _DRAFT + annex, said):
        assert [told in one for one in found] == [True] * bool(told)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Góp ý trong 20 ngày, gửi Cục Hóa chất.", "comments go to “Cục Hóa chất”"),
        ("Góp ý trong 20 ngày, gửi Vụ Pháp chế.", ""),
        ("Đầu mối nhận góp ý là Cục Hóa chất.", "comments go to “Cục Hóa chất”"),
        ("Đầu mối nhận góp ý là Vụ Pháp chế.", ""),
        ("Ý kiến bằng văn bản gửi về Cục Hóa chất.", "comments go to “Cục Hóa chất”"),
        ("Góp ý đến hết tháng sau. Thư đề gửi Cục Hóa chất.", "comments go to “Cục Hóa chất”"),
        ("Góp ý đến hết tháng sau. Thư đề gửi Vụ Pháp chế.", ""),
        ("Ý kiến Cục Hóa chất là cần bổ sung điều khoản chuyển tiếp.", ""),
        ("Thư gửi Cục Hóa chất ngày 12/11 báo cáo tiến độ.", ""),
        ("Góp ý trong 20 ngày, gửi về Bộ Xây dựng.", ""),
        ("Báo cáo gửi Cục Hóa chất mỗi năm.", ""),
    ],
)
def test_comments_that_go_to_another_than_the_contact_are_shown(said: str, told: str, tmp_path: Path) -> None:
    text = f"lien_he: {{don_vi: Vụ Pháp chế}}\n---\n{said}\n"
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    paper = tmp_path / "content/tin.md"
    paper.write_text(_PAPER.replace("van_ban: {nd: nd.md}\n---\n", text), encoding="utf-8")
    session = Session(open_project(tmp_path, None))
    found = [str(one.message) for one in session.check(session.read(paper)) if "comments go" in str(one.message)]
    assert [one.startswith(told) for one in found] == [True] * bool(told)


_WHO = """---
loai: Nghị định
ten_goi: về bến cảng cá
co_quan: Chính phủ
---
### Điều. Hồ sơ
1. Hồ sơ xin neo gồm đơn và bản vẽ theo Điều 43 Luật Thủy sản.

2. Hồ sơ được gửi đến Bộ Xây dựng qua bưu chính.

3. Chủ ghe được tự nguyện gắn phao lưới vàng.

4. Cơ quan cảng không được yêu cầu nộp bản sao giấy khai sinh.

5. Ủy ban nhân dân cấp tỉnh gửi Bộ Xây dựng sổ đăng kiểm.

6. Sổ đăng kiểm được treo ở bến khi chủ ghe đồng ý; hội đồng họp xét, trong đó có đại diện chủ ghe.

### Điều. Danh bạ ghe
1. Bộ trưởng Bộ Xây dựng ban hành danh bạ ghe lưới kèm ảnh chụp.

2. Bộ Xây dựng chủ trì, phối hợp với Bộ Tài chính, Ủy ban nhân dân cấp tỉnh dựng đề án cảng mẫu, trình Thủ tướng
Chính phủ quyết định việc công nhận.

### Điều. Phân công trong Bộ Xây dựng
1. Bộ trưởng Bộ Xây dựng phân công Cục Bến bãi là đơn vị đầu mối, làm các việc sau:
a) Tổ chức hội chợ, triển lãm ngư cụ;
b) Điều phối mạng lưới trạm cân.
2. Bộ trưởng Bộ Xây dựng phân công Cục Đường sông làm các việc sau:
a) Thả phao tiêu, nạo vét luồng lạch;
b) Cứu hộ ghe chìm;
c) Cập nhật danh bạ ghe lưới.

### Điều. Trách nhiệm của các bộ
1. Bộ Tài chính là cơ quan tham mưu, giúp Chính phủ trục vớt ghe chìm và có trách nhiệm:
a) Hướng dẫn chi phí trục vớt ghe chìm;
b) Chủ ghe khác được khuyến khích báo tin tự nguyện; chủ ghe thuê bến phải báo tin hằng quý.

"""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Danh bạ ghe lưới do Bộ trưởng Bộ Công Thương ban hành.", "“Bộ Công Thương”"),
        ("Danh bạ ghe lưới do Bộ trưởng Bộ Xây dựng ban hành.", ""),
        ("Danh bạ ghe lưới do Cục Đường sông cập nhật.", ""),
        ("Đề án cảng mẫu do Bộ Xây dựng dựng, trình Thủ tướng Chính phủ.", ""),
        ("Hướng dẫn tính chi phí trục vớt ghe chìm là việc của Bộ Tài chính.", ""),
        ("Gửi hồ sơ nêu tại khoản 1 Điều 1 của dự thảo đến Cục Bến bãi.", ""),
        ("- Văn phòng Bộ Xây dựng: đầu mối.", ""),
        ("- Cục Đường sông trao đổi với báo chí về: hội chợ.", ""),
        ("Chủ ghe khác được khuyến khích báo tin tự nguyện, chủ ghe thuê bến phải báo tin hằng quý.", ""),
        ("Thẩm quyền công nhận cảng mẫu thuộc về Bộ trưởng Bộ Xây dựng.", "“Bộ Xây dựng”"),
        ("Thẩm quyền công nhận cảng mẫu thuộc về Thủ tướng Chính phủ.", ""),
        ("Gửi hồ sơ nêu tại khoản 1 Điều 1 của dự thảo đến Bộ Tài chính.", "“Bộ Tài chính”"),
        ("Gửi hồ sơ nêu tại khoản 1 Điều 1 của dự thảo đến Bộ Xây dựng.", ""),
        ("Ủy ban nhân dân cấp tỉnh gửi hồ sơ qua bưu chính đến Bộ Xây dựng.", ""),
        ("Ủy ban nhân dân cấp tỉnh gửi sổ đăng kiểm đến Bộ Tài chính.", "“Bộ Tài chính”"),
        ("Ủy ban nhân dân cấp tỉnh gửi sổ đăng kiểm đến Bộ Xây dựng.", ""),
        ("Việc điều phối mạng lưới trạm cân được giao cho Cục Đường sông.", "“Cục Đường sông”"),
        ("Việc điều phối mạng lưới trạm cân được giao cho Cục Bến bãi.", ""),
        ("- Cục Đường sông: phao tiêu, hội chợ.", "“Cục Đường sông”"),
        ("- Cục Bến bãi: mạng lưới, hội chợ.", ""),
        ("- Cục Đường sông: phao tiêu; điều phối mạng lưới trạm cân.", "“Cục Đường sông”"),
        ("- Cục Bến bãi: hội chợ; điều phối mạng lưới trạm cân.", ""),
        ("- **Cục Đường sông** lo phao tiêu. Cục này còn điều phối mạng lưới trạm cân.", "“Cục Đường sông”"),
        ("- **Cục Bến bãi** lo hội chợ. Cục này còn điều phối mạng lưới trạm cân.", ""),
        ("- Cục Đường sông địa phương: hội chợ.", "“Cục Đường sông địa phương”"),
        ("- Cục Đường sông: đầu mối.", "“Cục Đường sông”"),
        ("- Cục Bến bãi: đầu mối.", ""),
        (
            "Cục Đường sông là cơ quan tham mưu, giúp Chính phủ trục vớt ghe chìm (khoản 1 Điều 4 của dự thảo).",
            "“Cục Đường sông”",
        ),
        ("Bộ Tài chính là cơ quan tham mưu, giúp Chính phủ trục vớt ghe chìm (khoản 1 Điều 4 của dự thảo).", ""),
        ("Ghe nào cũng vui, chủ ghe bắt buộc phải gắn phao lưới vàng.", "“bắt buộc phải”"),
        ("Ghe nào cũng vui, chủ ghe tự nguyện gắn phao lưới vàng.", ""),
        ("Cơ quan cảng vẫn được yêu cầu nộp bản sao giấy khai sinh, ghe nào cũng vậy.", "“vẫn được”"),
        ("Cơ quan cảng không được yêu cầu nộp bản sao giấy khai sinh, ghe nào cũng vậy.", ""),
        ("Hội đồng họp, không cần có đại diện chủ ghe.", "“không cần có đại diện chủ ghe”"),
        ("Hội đồng khác họp, không cần có đại diện chủ ghe.", ""),
        ("Hội đồng không họp thì không có đại diện chủ ghe.", ""),
        ("Hội đồng họp, trong đó có đại diện chủ ghe.", ""),
        ("Sổ đăng kiểm được treo ở bến kể cả khi chủ ghe không đồng ý.", "“không đồng ý”"),
        ("Sổ đăng kiểm được treo ở bến khi chủ ghe đồng ý.", ""),
        ("Sổ đăng kiểm chưa treo ở bến khi chủ ghe không đồng ý.", ""),
        ("Việc cứu hộ ghe chìm ghi tại khoản 1 Điều 2 của dự thảo.", "“Điều 2”"),
        ("Mạng lưới trạm cân dài 39 m mỗi tuần ghi tại khoản 1 Điều 2 của dự thảo.", "“khoản 1 Điều 2”"),
        ("Việc cứu hộ ghe chìm ghi tại khoản 2 Điều 3 của dự thảo.", ""),
        ("Dự thảo dẫn Điều 43 Luật Thủy sản tại khoản 2 Điều 2.", "“khoản 2 Điều 2”"),
        ("Dự thảo dẫn Điều 43 Luật Thủy sản tại khoản 1 Điều 1.", ""),
    ],
)
def test_who_does_what_in_any_order_of_words_is_shown(said: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "content/_shared").mkdir(parents=True)
    bodies = f"{_OFFICES}d: {{ten: Thủ tướng Chính phủ, viet_tat: TTg}}\n"
    (tmp_path / "content/_shared/organisations.yaml").write_text(bodies, encoding="utf-8")
    act = "ts: {loai: Luật, so: 18/2017/QH14, ten: Thủy sản, ngay: 2017-11-21, co_quan: Quốc hội}\n"
    (tmp_path / "content/_shared/references.yaml").write_text(act, encoding="utf-8")
    others = (
        f"### Điều. Quy cách {thing}\n1. Làm {thing} dài {number} m.\n\n2. Kiểm tra {thing} mỗi tuần.\n"
        for number, thing in enumerate(_THINGS, 10)
    )
    for found in _notes(tmp_path, _WHO + "\n".join(others), said, rules=("DK-V005", "DK-V007")):
        assert [one.startswith(told) for one in found] == [True] * bool(told), found


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Sau đó hồ sơ dự thảo được gửi Bộ Nội vụ thẩm định.", "“Bộ Nội vụ” is to appraise dự thảo Nghị định"),
        ("Hồ sơ được trình Bộ Khoa học và Công nghệ để thẩm định.", "“Bộ Khoa học và Công nghệ” is to appraise"),
        ("Bước tiếp theo là gửi Bộ Nội vụ thẩm định.", "“Bộ Nội vụ” is to appraise dự thảo Nghị định"),
        ("Bước tiếp theo là gửi Bộ Tư pháp thẩm định.", ""),
        ("Bước tiếp theo là gửi Bộ Nội vụ góp ý.", ""),
        ("Sau đó hồ sơ dự thảo được gửi Bộ Tư pháp thẩm định.", ""),
        ("Hồ sơ dự án được gửi Bộ Nội vụ thẩm định.", ""),
        ("Hồ sơ vay vốn do Bộ Tài chính thẩm định.", ""),
        ("Dự thảo tiêu chuẩn quốc gia do Bộ Khoa học và Công nghệ thẩm định, công bố.", ""),
        ("Dự thảo Nghị định không phải gửi Bộ Nội vụ thẩm định.", ""),
        ("Dự thảo Nghị định được gửi Bộ Nội vụ thẩm định hay không?", ""),
        ("Hồ sơ dự thảo được gửi Bộ Nội vụ góp ý, rồi Bộ Tư pháp thẩm định.", ""),
    ],
)
def test_another_than_appraises_drafts_of_the_kind_is_shown(said: str, told: str, tmp_path: Path) -> None:
    for found in _notes(tmp_path, _DRAFT, said):
        assert [told in one for one in found] == [True] * bool(told)
