"""English twins: what the kind, the shared files and the calendar say is said in English."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from draftkit.cli.main import main
from draftkit.errors import KindError
from draftkit.library.build_run import Order, build
from draftkit.library.project import open_project
from draftkit.library.session import Session
from draftkit.readers.yaml_text import in_language, language_of, original_of
from draftkit.writers.text import write_text
from tests.helpers import parts

ORIGINAL = """\
---
loai: Thông cáo báo chí
ten_goi: Bộ nêu bốn việc
co_quan: bct
ngay: 2026-09-05
cam_cong_bo: 2026-12-15 10:00
van_ban: {luat: "@luat-x"}
---
Bộ nêu bốn việc theo @luat.
"""
TWIN = """\
---
loai: Thông cáo báo chí
ten_goi: Ministry names four tasks
co_quan: bct
dia_danh: Hanoi
ngay: 2026-09-05
cam_cong_bo: 2026-12-15 10:00
du_thao: {lan: 2, ngay: 2026-09-01}
van_ban: {luat: "@luat-x"}
lien_he: {ho_ten: A, dien_thoai: "024 1"}
---
The Ministry names four tasks under @luat. The share is {{ ty_le }}.
"""
SHARED = {
    "references.yaml": "luat-x: {loai: Nghị định, ten: quy định về X, so: 8/2026/NĐ-CP, co_quan: Chính phủ, "
    "en: {loai: Decree, ten: on X, co_quan: Government}}\n",
    "organisations.yaml": "bct: {ten: Bộ Công Thương, viet_tat: BCT, en: {ten: Ministry of Industry and Trade}}\n",
    "facts.yaml": "ty_le: {gia_tri: một nửa, en: {gia_tri: one half}}\n",
}


def session(root: Path, **texts: str) -> Session:
    shared = root / "content/_shared"
    shared.mkdir(parents=True)
    (root / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    for name, text in SHARED.items():
        (shared / name).write_text(text, encoding="utf-8")
    for name, text in texts.items():
        (root / "content" / f"{name.replace('_', '.')}.md").write_text(text, encoding="utf-8")
    return Session(open_project(root, None))


def printed(found: Session, name: str) -> str:
    document = found.read(found.project.content / f"{name}.md")
    return write_text(document.bound, document.frame)


def test_an_english_draft_with_errors_says_so_in_english(tmp_path: Path) -> None:
    found = session(tmp_path, thu=ORIGINAL, thu_en=TWIN.replace("{{ ty_le }}", "{{ khong_co }}"))
    made = build(found, found.read(found.project.content / "thu.en.md"), Order(("txt",)))
    text = next(path for path in made.files if path.suffix == ".txt").read_text(encoding="utf-8")
    assert "DRAFT\n(Version 2 - 1 September 2026; with errors)" in text


def test_kind_shared_files_and_calendar_speak_english(tmp_path: Path) -> None:
    found = session(tmp_path, thu=ORIGINAL, thu_en=TWIN)
    text = printed(found, "thu.en")
    for words in (
        "MINISTRY OF INDUSTRY AND TRADE",
        "Hanoi, 5 September 2026",
        "DRAFT\n(Version 2 - 1 September 2026)",
        "EMBARGOED UNTIL 10:00, 15 December 2026 (Vietnam time, UTC+7)",
        "PRESS RELEASE",
        "under Decree No. 8/2026/NĐ-CP of the Government on X. The share is one half.",
        "Telephone: 024 1",
        "- End -",
    ):
        assert words in text
    assert "Nghị định số 8/2026/NĐ-CP của Chính phủ quy định về X" in printed(found, "thu")  # the original is as before


def test_units_are_called_as_english_translations_call_them(tmp_path: Path) -> None:
    decree = (
        "---\nloai: Nghị định\nten_goi: quy định về X\n---\n"
        "# Chương I. Chung {#c}\n\n### Điều 1. Một\n\n1. Một. {#k1}\n2. Hai:\n\n"
        "a) A; {#a}\nb) B. {#b}\n\n### Điều 2. Hai {#d2}\n\nNội dung.\n\n# Phụ lục I. Mẫu {#pl}\n\nNội dung.\n"
    )
    twin = TWIN.replace('van_ban: {luat: "@luat-x"}', "van_ban: {nd: nd.md}").replace(
        "under @luat", "by @nd.b, @nd.k1, @nd.d2, @nd.c, @nd.pl, @nd.a and @nd.b"
    )
    found = session(tmp_path, thu=ORIGINAL, thu_en=twin, nd=decree)
    text = printed(found, "thu.en")
    assert "by Point b, Clause 2, Article 1 of the draft Decree quy định về X," in text
    assert "Clause 1, Article 1 of the draft" in text
    assert "Chapter I of the draft" in text
    assert "Appendix I to the draft" in text
    assert "Points a and b, Clause 2, Article 1 of the draft" in text
    english = decree.replace("quy định về X", "on X").replace("Chương", "Chapter").replace("Điều", "Article")
    (tmp_path / "content/nd.en.md").write_text(english.replace("Phụ lục", "Appendix"), encoding="utf-8")
    text = printed(Session(found.project), "thu.en")  # what is named has been translated too
    assert "by Point b, Clause 2, Article 1 of the draft Decree on X," in text


def test_captions_laws_and_appendices_are_called_in_english(tmp_path: Path) -> None:
    head = "---\nloai: Nghị định\nten_goi: on X\ncan_cu: ['@luat-y']\n---\n### Article. One\n\n"
    table = "| A |\n|---|\n| C |\n"
    text = (
        f"{head}Under @luat-y: see @a and @b, @bang, @hinh.\n\nTable. Rows {{#bang}}\n{table}\n"
        f'![S](s.png "Sketch"){{#hinh}}\n\n# Appendix. First {{#a .danh-muc-bang}}\n\nTable. More\n{table}\n'
        "# Appendix. Second {#b}\n\nText.\n"
    )
    original = text.replace("Table.", "Bảng.").replace("Appendix.", "Phụ lục.").replace("Article.", "Điều.")
    found = session(tmp_path, nd=original, nd_en=text)
    shutil.copy(Path(__file__).parents[1] / "readers/cases/files/so-do.png", tmp_path / "content/s.png")
    (tmp_path / "content/_shared/references.yaml").write_text(
        "luat-y: {loai: Luật, ten: Y, so: 7/2020/QH14, sua_doi: [{so: 1/2024/QH15}, {so: 2/2025/QH15}],\n"
        "  en: {loai: Law, ten: on Y}}\n",
        encoding="utf-8",
    )
    lines = printed(found, "nd.en")
    amended = "the Law on Y No. 7/2020/QH14, as amended by Law No. 1/2024/QH15 and Law No. 2/2025/QH15"
    assert f"Pursuant to {amended};" in lines
    assert f"Under {amended}: see Appendices I and II to this Decree, Table 1, Figure 1." in lines
    assert "Table 1. Rows\n" in lines
    assert "Figure 1. Sketch\n" in lines
    assert "LIST OF TABLES\nTable 1. More" in lines
    text = printed(found, "nd")
    assert "DANH MỤC BẢNG\nBảng 1. More" in text
    assert "sửa đổi, bổ sung bởi Luật số 1/2024/QH15 và Luật số 2/2025/QH15" in text


def test_files_of_an_english_text_say_that_they_are_english(tmp_path: Path) -> None:
    found = session(tmp_path, thu=ORIGINAL, thu_en=TWIN)
    for name, tongue in (("thu", "vi"), ("thu.en", "en")):
        made = found.read(found.project.content / f"{name}.md")
        files = found.files(made, "docx") | found.files(made, "pdf") | found.files(made, "html")
        told = parts(files["docx"])
        full = {"vi": "vi-VN", "en": "en-GB"}[tongue].encode()
        other = b"en-GB" if tongue == "vi" else b"vi-VN"
        for part in ("word/styles.xml", "word/settings.xml", "docProps/core.xml"):
            assert full in told[part], part
            assert other not in told[part], part
        pdf = files["pdf"].replace(b"/Lang (", b"/Lang(")
        assert b"/Lang(" + full in pdf
        assert b"/Lang(" + other not in pdf
        assert f'<html lang="{tongue}"'.encode() in files["html"]


def test_a_key_for_the_language_is_told_with_what_tells_it(tmp_path: Path) -> None:
    found = session(tmp_path, thu=ORIGINAL.replace("co_quan: bct", "co_quan: bct\nngon_ngu: en"))
    (told,) = [one for one in found.check(found.read(found.project.content / "thu.md")) if one.rule == "DK-H001"]
    assert "thu.en.md beside thu.md" in str(told.message)


@pytest.mark.parametrize("kind", ["Hỏi - đáp", "Câu hỏi thường gặp"])
def test_questions_are_numbered_in_english(kind: str, tmp_path: Path) -> None:
    text = f"---\nloai: {kind}\nten_goi: A\nco_quan: bct\n---\n## Who?\nYou.\n\n## When?\nNow.\n"
    said = printed(session(tmp_path, hoi_en=text), "hoi.en")
    assert "Question 1. Who?" in said
    assert "Question 2. When?" in said


def test_a_script_in_english_stays_as_it_is_typed(tmp_path: Path) -> None:
    head = "---\nloai: Bài phát thanh\nten_goi: {}\nco_quan: bct\n---\n"
    spoken = head.format("Bốn việc") + "Theo Nghị định số 90/2017/NĐ-CP, có 4 việc.[^1]\n\n[^1]: Số liệu 2026.\n"
    words = "Under Decree No. 90/2017/ND-CP there are 4 tasks.[^1]\n\n[^1]: Figures of 2026.\n"
    found = session(tmp_path, bai=spoken, bai_en=head.format("Four tasks") + words)
    text = printed(found, "bai.en")
    assert "Reading time: about 5 s (12 words, 150 words a minute)" in text
    assert "Under Decree No. 90/2017/ND-CP there are 4 tasks.\nNote: Figures of 2026." in text
    assert "có bốn việc" in printed(found, "bai")
    document = found.read(found.project.content / "bai.en.md")
    assert not {"DK-E002", "DK-R038"} & {one.rule for one in found.check(document)}


def test_a_kind_without_english_says_so(tmp_path: Path) -> None:
    found = session(tmp_path, thu=ORIGINAL.replace("Thông cáo báo chí", "Công văn"))
    (found.project.content / "thu.en.md").write_text(TWIN.replace("Thông cáo báo chí", "Công văn"), encoding="utf-8")
    with pytest.raises(KindError, match="no words in that language"):
        printed(found, "thu.en")


def test_a_translation_of_nothing_is_told(tmp_path: Path) -> None:
    found = session(tmp_path, thu_en=TWIN)
    document = found.read(found.project.content / "thu.en.md")
    assert [finding.rule for finding in found.check(document) if finding.rule == "DK-F013"] == ["DK-F013"]


@pytest.mark.parametrize(
    ("data", "english", "vietnamese"),
    [
        ({"a": 1, "en": {"a": 2}}, {"a": 2}, {"a": 1}),
        ({"a": {"b": 1, "c": 3}, "en": {"a": {"b": 2}}}, {"a": {"b": 2, "c": 3}}, {"a": {"b": 1, "c": 3}}),
        ([{"x": "một", "en": {"x": "one"}}], [{"x": "one"}], [{"x": "một"}]),
        ({"a": [1, 2]}, {"a": [1, 2]}, {"a": [1, 2]}),
        ({"a": 1, "en": None}, {"a": 1}, {"a": 1}),
        ({"gia_tri": "nửa", "en": "half"}, {"gia_tri": "half", "en": "half"}, {"gia_tri": "nửa", "en": "half"}),
        ({"vi": "nửa", "en": "half"}, {"vi": "nửa", "en": "half"}, {"vi": "nửa", "en": "half"}),
    ],
)
def test_data_says_under_en_what_is_said_otherwise(data: object, english: object, vietnamese: object) -> None:
    assert in_language(data, "en") == english
    assert in_language(data, "vi") == vietnamese


def test_the_name_tells_language_and_original() -> None:
    assert (language_of("thu.en"), original_of("thu.en")) == ("en", "thu")
    for name in ("thu", "en", "thu.v2", "thu-en"):
        assert (language_of(name), original_of(name)) == ("vi", "")


def test_a_translation_starts_as_a_copy_and_check_tells_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    long = ORIGINAL.replace("Bộ nêu bốn việc theo @luat.", "Bộ nêu bốn việc theo @luat và giao các đơn vị thực hiện.")
    session(tmp_path, thu=long)
    monkeypatch.chdir(tmp_path)
    assert main(["translate", "thu"]) == 0
    assert "content/thu.en.md" in capsys.readouterr().out
    main(["check", "thu.en"])
    assert "DK-E003" in capsys.readouterr().out
    assert main(["translate", "thu"]) == 2  # nothing that was worded is overwritten
    assert main(["translate", "thu.en"]) == 2
    parts = ("# Chương. Chung {#c}", "### Điều 1. Một {#m}", "# Phụ lục. Ba {#p}", "## Phần. Bốn", "### Mục. Năm")
    decree = "---\nloai: Nghị định\nten_goi: về X\n---\n" + "\n\n".join(parts)
    (tmp_path / "content/nd.md").write_text(decree, encoding="utf-8")
    assert main(["translate", "nd"]) == 0
    headings = [line for line in (tmp_path / "content/nd.en.md").read_text("utf-8").splitlines() if line[:1] == "#"]
    assert headings == [
        "# Chapter. Chung {#c}",
        "### Article 1. Một {#m}",
        "# Appendix. Ba {#p}",
        "## Part. Bốn",
        "### Section. Năm",
    ]


def test_a_decree_has_an_unofficial_translation_marked_as_one(tmp_path: Path) -> None:
    front = (
        '---\nloai: Nghị định\nten_goi: {name}\ncan_cu: ["@luat-x"]\ntheo_de_nghi: {by}\nnam: 2026\n'
        "chu_ky: {{quyen_han: [{head}]}}\nnoi_nhan: [{to}]\nluu: VT\n---\n"
    )
    decree = front.format(name="quy định về X", by="Bộ trưởng", head="THỦ TƯỚNG", to="Quốc hội") + (
        "# Chương I. Chung\n\n### Điều 1. Phạm vi {#pv}\n\n1. Quy định theo @d2.\n\n### Điều 2. Khác {#d2}\n\n"
        "Xong./.\n\n# Phụ lục I. Danh mục\n\nTheo @pv.\n"
    )
    twin = front.format(name="on X", by="Minister", head="PRIME MINISTER", to="National Assembly") + (
        "# Chapter I. General\n\n### Article 1. Scope {#pv}\n\n1. It holds under @d2.\n\n### Article 2. Other {#d2}\n\n"
        "Done./.\n\n# Appendix I. List\n\nUnder @pv.\n"
    )
    found = session(tmp_path, nd=decree, nd_en=twin)
    text = printed(found, "nd.en")
    for words in (
        "SOCIALIST REPUBLIC OF VIET NAM\nIndependence - Freedom - Happiness",
        "UNOFFICIAL TRANSLATION",
        "Pursuant to Decree No. 8/2026/NĐ-CP of the Government on X;\nAt the proposal of the Minister;\nThe Government",
        "Chapter I\nGENERAL\nArticle 1. Scope\n1. It holds under Article 2 of this Decree.",
        "Recipients:\n- National Assembly;\n- Filed: VT.",
        "Appendix I\nLIST\n(Attached to Decree No.",
        "Under Article 1 of this Decree.",
    ):
        assert words in text
    document = found.read(found.project.content / "nd.en.md")
    assert [finding.rule for finding in found.check(document)] == []


SAID = """\
Cần 300 triệu đồng mỗi huyện. | The round needs 300 billion dong for each district. | told
Cần 100 - 200 triệu đồng. | It needs VND 100 million to 200 million.
Có 1,5 triệu học sinh. | Some 1,500,000 pupils.
Hai triệu trẻ em, 1.200 tỷ đồng. | 2 million children, VND 1.2 trillion.
Mỗi đội mang 40 kg. | Each team carries 40 tonnes. | told
Chi 50.000 đồng. | It costs 50,000 US dollars. | told
Hai mươi lăm đội. | Thirty-five teams. | told
Hai mươi lăm đội, 105 trạm. | 25 teams, one hundred and five posts.
Lần thứ ba, quý III/2027. | The 3rd round, Q3 2027.
Lần thứ ba trong năm. | The fourth of the year. | told
Kết quả có trong quý III. | Results come in the second quarter. | told
Hai phần ba số trường. | Two thirds of the schools.
Hai phần ba số trường. | Three quarters of the schools. | told
Họp thứ Sáu. | The meeting is on Thursday. | told
Khám vào thứ 2, lúc 8 giờ. | Mondays, at 8:00.
Theo Nghị định số 12/2026/NĐ-CP. | Under Decree No. 12/2026/TT-BYT. | told
Theo Nghị định số 12/2026/NĐ-CP. | Under Decree No. 12/2026/ND-CP.
Gửi về a@vi-du.vn, 024 3000 1111. | Write to b@vi-du.vn, (+84) 24 3000 1111. | told
Năm học 2026 - 2027 có 12 đội. | The 2026/27 school year has a dozen teams.
Kỳ họp thứ mười hai. | The thirteenth session. | told
Từ ngày 01/7/2026 đến hết ngày 30/9/2026. | From 1 July to 30 September 2026.
Từ 01/7/2026 đến 30/9/2026. | From 1 July 2026 to 30 September 2027. | told
Sở trả lời trong 15 ngày. Bộ trả lời trong 20 ngày. | It takes them 20 days. It takes the Ministry 15 days. | told
Sở trả lời trong 15 ngày, Bộ trong 20 ngày. | The Ministry has 20 days to answer, departments 15.
Đến năm 2030 đạt 70%, năm 2035 đạt 80%. | It is 80% by 2035, up from 70% in 2030.
Đến năm 2030 đạt 70%, năm 2035 đạt 80%. | It is 70% by 2035, 80% by 2030. | told
A nhận 100 tỷ đồng (40%), B nhận 150 tỷ đồng (60%). | B takes VND 150 billion (60%), A VND 100 billion (40%).
A nhận 100 tỷ đồng (40%), B nhận 150 tỷ đồng (60%). | A takes VND 100 billion (60%), B VND 150 billion (40%). | told
Nước thải 70 - 80%, khí thải 60 - 70%. | Wastewater 60 to 70%, exhaust 70 to 80%. | order
Phạt người dân 5 triệu đồng và tổ chức 10 triệu đồng. | Persons pay 10 million dong and bodies VND 5 million. | order
Năm 2026 và năm 2027 chi 5 tấn, 300 kg. | In 2026 and 2027 it takes 300 kg, 5 tonnes. | told
Tỷ lệ tăng từ 38% lên 55%. | The share rises to 55% from 38%.
Tỷ lệ đạt 55%, so với 38% trước đây. | Against 38% before, the share is 55%.
Sở trả lời trong 15 ngày và nhận 20 ý kiến. | Departments answer in 20 days and take 15 comments. | told
Trả lời trong 20 ngày kể từ ngày 15 tháng 9 năm 2026. | They answer within 20 days from 15 September 2026.
Theo Quyết định ngày 04 tháng 9 năm 2025, đến 2030 có 2 trạm. | By 2030, under a Decision of 4 September 2025, 2 posts.
Rộng 5 vạn m2, trong 24 tháng. | It covers 50,000 square metres for 24 months.
Rộng 5 vạn m2, trong 24 tháng. | It covers 50,000 square metres for 24 years. | told
Từ quý II và quý IV. | From the second and fourth quarters on.
Từ quý II và quý IV. | From the second and third quarters on. | told
Một số trường trong năm tới. | Some schools, both old and new, in two years.
"""


def test_figures_in_words_with_units_and_in_signs_are_those_of_the_original(tmp_path: Path) -> None:
    lines = [line.split(" | ") for line in SAID.splitlines()]
    there, here = ("".join(f"\n# A\n\n{line[at]}\n" for line in lines) for at in (0, 1))
    twin = TWIN.replace("four tasks\n", "five tasks\n").replace("co_quan: bct", "co_quan: byt") + here
    found = session(tmp_path, thu=ORIGINAL.replace("nêu bốn", "nêu 4") + there, thu_en=twin)
    bodies = found.project.content / "_shared/organisations.yaml"
    bodies.write_text(SHARED["organisations.yaml"] + "byt: {ten: Bộ Y tế, en: {ten: Ministry of Health}}\n", "utf-8")
    findings = Session(found.project).check(found.read(found.project.content / "thu.en.md"))
    first = twin[: twin.index("\n# A")].count("\n") + 2
    told = {finding.span.line for finding in findings if finding.rule == "DK-E002"}
    # in the passage itself, below its heading; title and contact, too
    assert told == {3, 10, *(first + 4 * at + 2 for at, line in enumerate(lines) if "told" in line)}
    order = {finding.span.line for finding in findings if finding.rule == "DK-E005"}
    assert order == {first + 4 * at + 2 for at, line in enumerate(lines) if "order" in line}
    assert [finding.span.line for finding in findings if finding.rule == "DK-E004"] == [
        4,
        8,
    ]  # body, round of the draft


def test_tables_have_english_captions(tmp_path: Path) -> None:
    table = "\n{} Shares {{#shares}}\n\n| A | B |\n|---|---|\n| C | D |\n"
    texts = (ORIGINAL + "\nXem @shares.\n" + table.format("Bảng."), TWIN + "\nSee @shares.\n" + table.format("Table."))
    found = session(tmp_path, thu=texts[0], thu_en=texts[1])
    document = found.read(found.project.content / "thu.en.md")
    assert "See Table “Shares”.\nShares\nA\tB" in write_text(document.bound, document.frame)
    assert not [one for one in found.check(document) if one.rule in ("DK-M004", "DK-E001")]


def test_a_row_that_the_translation_lacks_is_told(tmp_path: Path) -> None:
    table = "\n| A | B |\n|---|---|\n| C | D |\n"
    found = session(tmp_path, thu=ORIGINAL + table + "| E | F |\n", thu_en=TWIN + table)
    findings = found.check(found.read(found.project.content / "thu.en.md"))
    assert [str(finding.message) for finding in findings if finding.rule == "DK-E001"] == [
        "3 rows of tables in the original, 2 in the translation"
    ]


def test_figures_that_changed_rows_are_told_at_their_table(tmp_path: Path) -> None:
    table, swapped = (
        f"\n# A\n\n| A | B |\n|---|---|\n| C | {one} |\n| D | {two} |\n" for one, two in ((15, 20), (20, 15))
    )
    found = session(tmp_path, thu=ORIGINAL + table, thu_en=TWIN + swapped)
    findings = found.check(found.read(found.project.content / "thu.en.md"))
    at = TWIN.count("\n") + 4
    assert [finding.span.line for finding in findings if finding.rule == "DK-E002"].count(at) == 2


@pytest.mark.parametrize("twin", ["\n# A\n", "\n# A\n\n# B\n\nIt has 12 posts.\n"], ids=["last", "between"])
def test_a_part_of_which_nothing_is_translated_yet_lacks_its_figures(twin: str, tmp_path: Path) -> None:
    there = "\n# A\n\nCó 8.750 hộ.\n\nCó 9 trạm.\n" + ("\n# B\n\nCó 12 trạm.\n" if "# B" in twin else "")
    found = session(tmp_path, thu=ORIGINAL + there, thu_en=TWIN + twin)
    findings = found.check(found.read(found.project.content / "thu.en.md"))
    at = TWIN.count("\n") + 2
    assert at in {finding.span.line for finding in findings if finding.rule == "DK-E002"}
    swapped = session(tmp_path / "x", thu=ORIGINAL + twin, thu_en=TWIN + there)
    assert swapped.check(swapped.read(swapped.project.content / "thu.en.md"))
