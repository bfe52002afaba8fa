"""Instructions that say more than one thing: the day they have effect from, a second place, a second verb."""

from __future__ import annotations

from draftkit.amending.operation import Operation
from draftkit.amending.read import read_act


def _read(*lines: str) -> list[Operation]:
    head = "12/2026/NĐ-CP\nĐiều 1. Sửa đổi, bổ sung một số điều của Nghị định số 15/2020/NĐ-CP\n"
    end = "\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày 01 tháng 7 năm 2027.\n"
    return list(read_act(head + "\n".join(lines) + end).operations)


def test_new_wording_that_speaks_of_effect_stays() -> None:
    [first] = _read("1. Sửa đổi khoản 2 Điều 5 như sau: “2. Giấy phép hết hiệu lực.”")
    assert first.new_text == ("2. Giấy phép hết hiệu lực.",)
    day = "“2. Mức thuế áp dụng kể từ ngày 01 tháng 01 năm 2027:"
    [second] = _read(f"1. Sửa đổi khoản 2 Điều 5 như sau: {day}", "a) 5%.”")
    assert second.new_text == (day[1:], "a) 5%.")
    [third] = _read("1. Bãi bỏ cụm từ “giấy phép hết hiệu lực.” tại khoản 3 Điều 6.")
    assert third.old == "giấy phép hết hiệu lực."


def test_a_day_of_one_instruction_is_its_day() -> None:
    found = _read(
        "1. Khoản 3 Điều 9 hết hiệu lực kể từ ngày 01 tháng 01 năm 2028.",
        "2. Bãi bỏ khoản 3 Điều 7 kể từ ngày 01 tháng 3 năm 2028.",
        "3. Bãi bỏ khoản 1 Điều 7.",
    )
    assert [(one.op, one.effective_from) for one in found] == [
        ("repeal", "2028-01-01"),
        ("repeal", "2028-03-01"),
        ("repeal", "2027-07-01"),
    ]


def test_what_has_not_expired_is_not_repealed() -> None:
    for word in ("chưa", "không", "đã"):
        assert not [one for one in _read(f"1. Khoản 1 Điều 9 {word} hết hiệu lực.") if one.op == "repeal"]


def test_a_place_between_two_takes_its_article_from_the_second() -> None:
    found = _read("1. Bổ sung khoản 3a vào sau khoản 3 và trước khoản 4 Điều 5 như sau:", "“3a. Abc.”")
    assert [str(unit) for unit in found[0].target] == ["Điều 5", "khoản 3a"]


def test_an_exchange_is_of_what_stands_before_it() -> None:
    found = _read("1. Bãi bỏ Điều 4; khoản 2 Điều 6 được hủy bỏ và thay thế bằng khoản 2 mới như sau:", "“2. Abc.”")
    repealed = [[str(unit) for unit in one.target] for one in found if one.op == "repeal"]
    assert repealed[0] == ["Điều 4"]
    assert [[str(unit) for unit in one.target] for one in found if one.op == "replace"] == [["Điều 6", "khoản 2"]]


def test_what_is_renumbered_behind_a_repeal_is_not_repealed() -> None:
    found = _read("1. Khoản 2 Điều 7 chuyển thành khoản 3; bãi bỏ khoản 4; khoản 5 chuyển thành khoản 4.")
    assert [(one.op, str(one.target[-1])) for one in found] == [
        ("renumber", "khoản 2"),
        ("repeal", "khoản 4"),
        ("renumber", "khoản 5"),
    ]


def _told(said: str) -> list[tuple[str, str]]:
    return [(one.op, " ".join(map(str, one.target))) for one in _read(f"1. {said}")]


def test_a_title_ends_before_an_instruction() -> None:
    title = "Nghị định số 12/2020/NĐ-CP của Chính phủ về phí; kiểm tra, giám sát phí"
    for said, then in (
        ("gộp Điều 7 và Điều 8 thành Điều 7.", "Điều 7"),
        ("toàn bộ Chương II hết hiệu lực.", "Chương II"),
        ("riêng khoản 3 Điều 7 hết hiệu lực.", "Điều 7 khoản 3"),
        ("lược bỏ Điều 9.", "Điều 9"),
        ("lược bỏ cụm từ “phí” tại Điều 9.", "Điều 9"),
    ):
        found = _told(f"Bãi bỏ Điều 5 {title}; {said}")
        assert [target for _, target in found][:2] == ["Điều 5", then]
    for more in ("lệ phí và Điều 7 Nghị định số 13/2020/NĐ-CP.", "hướng dẫn Điều 9 của Luật Phí."):
        found = _told(f"Bãi bỏ Điều 5 {title}; {more}")
        assert found == [("repeal", "Điều 5"), ("repeal", "Điều 7")][: 1 + ("lệ" in more)]


def test_a_title_goes_on_with_what_is_also_the_name_of_a_unit() -> None:
    act = "Thông tư số 09/2013/TT-BNV quy định chế độ báo cáo; mẫu biểu thống kê; nội dung báo cáo"
    assert _told(f"Bãi bỏ Điều 7 {act}; riêng khoản 2 Điều 8 được bãi bỏ.")[0] == ("repeal", "Điều 7")
    assert [target for _, target in _told(f"Bãi bỏ Điều 7 {act}; bãi bỏ Điều 9.")] == ["Điều 7", "Điều 9"]


def test_a_verb_nobody_knows_appends_nothing() -> None:
    found = _read("1. Quy khoản 1 và khoản 2 Điều 6 thành khoản 1 như sau:", "“1. Abc.”")
    assert {one.op for one in found} == {"other"}


def test_a_form_issued_anew_stays_so_before_another_verb() -> None:
    said = "Sửa đổi Mẫu số 01 thành Mẫu số 01 ban hành kèm theo Thông tư này, bãi bỏ Mẫu số 02."
    assert _told(said) == [("replace-annex", "Mẫu 01"), ("repeal", "Mẫu 02")]


def test_changes_with_verbs_of_their_own_stay_apart() -> None:
    changes = [("repeal", "Điều 7 khoản 3"), ("replace", "Điều 8")]
    assert _told("Bỏ khoản 3 Điều 7, sửa đổi Điều 8 và thay bằng Điều 8 như sau: “Điều 8. Abc”") == changes
    said = "Khoản 3 Điều 7 được hủy bỏ, Điều 8 được sửa đổi và thay thế bằng Điều 8 như sau: “Điều 8. Abc”"
    assert _told(said) == changes


def test_what_ends_on_a_day_and_comes_back_is_left_to_a_person() -> None:
    for said in ("Khoản 2 Điều 7 hết hiệu lực đến ngày 01 tháng 7 năm 2027.", "Bãi bỏ khoản 2 Điều 7 đến năm 2027."):
        assert _told(said) == [("other", "Điều 7 khoản 2")]


def test_the_day_of_some_is_not_that_of_the_others() -> None:
    found = _read("1. Bãi bỏ khoản 2 và khoản 3 Điều 9, riêng khoản 3 kể từ ngày 01 tháng 9 năm 2027.")
    days = [(one.op, str(one.target[-1]), one.effective_from) for one in found]
    assert days == [("repeal", "khoản 2", "2027-07-01"), ("repeal", "khoản 3", "2027-09-01")]
    ends = "hết hiệu lực kể từ ngày 01 tháng {} năm 2027"
    found = _read(f"1. Thông tư số 1/2010/TT-BCT {ends.format('9')}, riêng Điều 5 {ends.format('10')}.")
    days = [(one.op, [*map(str, one.target)], one.effective_from) for one in found]
    assert days == [("other", [], "2027-09-01"), ("repeal", ["Điều 5"], "2027-10-01")]


def test_an_act_of_a_list_that_is_repealed_but_for_a_unit_is_left_to_a_person() -> None:
    act = "Thông tư số {}/2010/TT-BCT ngày 02 tháng 11 năm 2010"
    found = _read("1. Bãi bỏ các văn bản sau đây:", f"a) {act.format(1)};", f"b) {act.format(2)}, trừ Điều 4.")
    assert [(one.op, one.base) for one in found] == [("repeal", "1/2010/TT-BCT"), ("other", "2/2010/TT-BCT")]
