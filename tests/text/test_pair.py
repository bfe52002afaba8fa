"""The pairing engine: what holds for any two texts, and short cases a lawyer can read."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draftkit.text.pair import Link, Passage, pair

SORTS = (
    "Cơ sở sản xuất gửi báo cáo về Bộ Công Thương trước ngày 15 tháng 01 hằng năm.",
    "Cơ sở sản xuất gửi báo cáo về Bộ Tài chính trước ngày 15 tháng 01 hằng năm.",
    "Cơ sở sản xuất lưu giữ hồ sơ về chất thải trong thời hạn 05 năm.",
    "Cơ sở sản xuất lưu giữ hồ sơ về nước thải trong thời hạn 05 năm.",
    "Kinh phí thực hiện do ngân sách nhà nước bảo đảm.",
)


def lines(texts: Sequence[str]) -> list[Passage]:
    return [Passage("p", text) for text in texts]


def changes(old: Sequence[Passage], new: Sequence[Passage]) -> int:
    """How many links are no equal pair."""
    found = pair(old, new)
    return sum(
        not (link.old and link.new and old[link.old[0]].text == new[link.new[0]].text and len(link.old + link.new) == 2)
        for link in found.links(len(old))
    )


def edited(texts: list[str], rng: random.Random, reworded: int, inserted: int) -> list[str]:
    """The texts with some lines reworded and some put in, none beside another."""
    made = list(texts)
    places = rng.sample(range(0, len(made), 2), reworded + inserted)
    for at in places[:reworded]:
        words = made[at].split()
        words[rng.randrange(2, len(words))] = f"mới{at}"
        made[at] = " ".join(words)
    for at in sorted(places[reworded:], reverse=True):
        made.insert(at, f"Tổ chức, cá nhân số {at} chịu trách nhiệm trước pháp luật về số liệu đã kê khai.")
    return made


@pytest.mark.parametrize(
    ("count", "sorts", "reworded", "inserted"), [(400, 5, 4, 2), (5000, 5, 100, 0), (320, 1, 2, 0), (320, 1, 0, 3)]
)
def test_few_edits_among_many_like_lines_are_few_changes(count: int, sorts: int, reworded: int, inserted: int) -> None:
    rng = random.Random(count)
    old = [rng.choice(SORTS[:sorts]) for _ in range(count)]
    new = edited(old, rng, reworded, inserted)
    assert changes(lines(old), lines(new)) == reworded + inserted
    assert changes(lines(new), lines(old)) == reworded + inserted


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_edits_are_never_more_changes_than_there_were(data: st.DataObject) -> None:
    old = data.draw(st.lists(st.sampled_from(SORTS), min_size=1, max_size=40))
    new = list(old)
    count = data.draw(st.integers(0, 5))
    for number in range(count):
        at = data.draw(st.integers(0, len(new)))
        how = data.draw(st.sampled_from(("put", "take", "reword")))
        if how == "put" or at == len(new):
            new.insert(at, data.draw(st.sampled_from(SORTS)))
        elif how == "take":
            del new[at]
        else:
            new[at] = f"{old[0]} {number}"
    found = changes(lines(old), lines(new))
    # a line put where another was taken may be unlike it, so that both are told
    assert found <= 2 * count
    assert (found == 0) == (old == new)


@st.composite
def texts(draw: st.DrawFn) -> list[Passage]:
    made: list[Passage] = []
    for at in range(draw(st.integers(0, 25))):
        parent = draw(st.integers(-1, at - 1)) if draw(st.booleans()) else -1
        sort = draw(st.sampled_from("abc"))
        made.append(Passage(sort, draw(st.sampled_from((*SORTS, "", "Có."))), "", parent, draw(st.sampled_from("123"))))
    return made


@settings(max_examples=80, deadline=None)
@given(texts(), texts())
def test_a_pairing_is_one_to_one_and_says_all_once(old: list[Passage], new: list[Passage]) -> None:
    found = pair(old, new)
    paired = [i for i in found.pairs if i >= 0]
    assert len(found.pairs) == len(new)
    assert len(set(paired)) == len(paired)
    assert all(old[i].sort == new[j].sort for j, i in enumerate(found.pairs) if i >= 0)
    links = list(found.links(len(old)))
    assert [i for link in links for i in link.old] == list(range(len(old)))
    assert [j for link in links for j in link.new] == list(range(len(new)))
    for link in found.splits:
        assert [found.pairs[j] for j in link.new if found.pairs[j] >= 0] == list(link.old)
    for link in found.merges:
        assert found.pairs[link.new[0]] in link.old


@settings(max_examples=80, deadline=None)
@given(texts())
def test_a_text_is_paired_with_itself(same: list[Passage]) -> None:
    found = pair(same, same)
    assert found.pairs == tuple(range(len(same)))
    assert not found.moved
    assert not found.splits
    assert not found.merges


@settings(max_examples=50, deadline=None)
@given(texts(), texts(), st.data())
def test_the_same_key_is_the_same_passage_both_ways(
    old: list[Passage], new: list[Passage], data: st.DataObject
) -> None:
    if not old or not new:
        return
    i, j = data.draw(st.integers(0, len(old) - 1)), data.draw(st.integers(0, len(new) - 1))
    old[i] = old[i]._replace(key="nhan", sort="a")
    new[j] = new[j]._replace(key="nhan", sort="a")
    assert pair(old, new).pairs[j] == i
    assert pair(new, old).pairs[i] == j


def test_a_line_moved_away_from_like_lines_is_one_move() -> None:
    old = [SORTS[4], *[SORTS[0]] * 100]
    found = pair(lines(old), lines([*old[1:], old[0]]))
    assert sorted(found.pairs) == list(range(101))
    assert found.moved == {100}


def unit(sort: str, text: str, *inner: Passage) -> list[Passage]:
    return [Passage(sort, text), *inner]


def joined(*units: Sequence[Passage]) -> list[Passage]:
    """Units one after another, what stands in each below its first."""
    made: list[Passage] = []
    for found in units:
        top = len(made)
        made.append(found[0])
        made.extend(passage._replace(parent=top) for passage in found[1:])
    return made


def test_like_paragraphs_stay_in_their_articles() -> None:
    inner = [Passage("clause", text) for text in SORTS[:2]]
    old = joined(unit("article", "Báo cáo", *inner), unit("article", "Lưu giữ", *inner), unit("article", "Hiệu lực"))
    new = joined(
        unit("article", "Báo cáo", *inner[1:]), unit("article", "Lưu giữ", *inner), unit("article", "Hiệu lực")
    )
    assert pair(old, new).pairs == (0, 2, 3, 4, 5, 6)


def test_an_article_of_repeated_paragraphs_put_between_others_is_one_article() -> None:
    inner = [Passage("clause", text) for text in SORTS]
    old = joined(*(unit("article", "", *inner) for _ in range(20)))
    extra = unit("article", "", *(Passage("clause", f"Tổ chức thứ {at} có trách nhiệm phối hợp.") for at in range(3)))
    new = joined(
        *(unit("article", "", *inner) for _ in range(7)), extra, *(unit("article", "", *inner) for _ in range(13))
    )
    found = pair(old, new).pairs
    assert [j for j, i in enumerate(found) if i < 0] == list(range(42, 46))


def test_a_labelled_clause_moved_and_reworded_is_the_same() -> None:
    old = [Passage("clause", SORTS[0], "bao-cao"), Passage("clause", SORTS[4])]
    new = [Passage("clause", SORTS[4]), Passage("clause", "Doanh nghiệp báo cáo hai lần mỗi năm.", "bao-cao")]
    found = pair(old, new)
    assert found.pairs == (1, 0)
    assert len(found.moved) == 1


HALVES = (
    "Bộ trưởng thành lập hội đồng tư vấn gồm các chuyên gia độc lập.",
    "Hội đồng họp trong thời hạn 15 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.",
    "Kết luận của hội đồng được công khai trên trang thông tin điện tử của Bộ.",
    "Ý kiến của thành viên vắng mặt được lấy bằng văn bản trước ngày họp.",
    "Thư ký hội đồng ghi biên bản và gửi cho các thành viên sau cuộc họp.",
)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_passage_split_into_its_neighbours_is_one_split(count: int) -> None:
    whole, parts = lines([" ".join(HALVES[:count]), SORTS[4]]), lines([*HALVES[:count], SORTS[4]])
    split, merged = pair(whole, parts), pair(parts, whole)
    assert split.splits == (Link((0,), tuple(range(count))),)
    assert list(split.links(2))[-1] == Link((1,), (count,))
    assert merged.merges == (Link(tuple(range(count)), (0,)),)
    assert next(merged.links(count + 1)) == Link(tuple(range(count)), (0,))


def test_alike_articles_that_change_places_are_not_each_other_reworded() -> None:
    """Also when one of them lost a paragraph on the way."""

    def article(name: str, *below: str) -> list[tuple[str, list[str]]]:
        return [(name, [f"Cơ sở {name} {one} theo quy định của Nghị định này." for one in below])]

    first = article("nhập khẩu", "báo cáo", "lưu hồ sơ", "nộp lệ phí")
    second = article("xuất khẩu", "báo cáo", "lưu hồ sơ")
    around = [article(name, "đăng ký") for name in ("sản xuất", "pha chế", "vận chuyển")]

    def passages(*articles: list[tuple[str, list[str]]]) -> list[Passage]:
        out: list[Passage] = []
        for ((name, below),) in articles:
            above = len(out)
            out += [Passage("p", f"Điều kiện {name}"), *(Passage("p", text, "", above) for text in below)]
        return out

    old = passages(around[0], first, around[1], second, around[2])
    new = passages(around[0], second, around[1], [(first[0][0], first[0][1][1:])], around[2])
    for after, before in enumerate(pair(old, new).pairs):
        assert old[before].text == new[after].text
