"""Comments that come by mail: sorted by their labels, the same words grouped, what strangers send kept in bounds."""

from __future__ import annotations

import base64
import os
from email.message import EmailMessage
from pathlib import Path
from unicodedata import normalize

import pytest
import yaml

from draftkit.cli.main import main
from draftkit.dossier.mails import read_mails

DRAFT = """---
loai: decree
ten_goi: về nước sạch
nam: 2026
du_thao: {lan: 1}
co_quan: Chính phủ
---
### Điều. Giếng khoan {#gieng}
1. Khoản một. {#mot}
2. Khoản hai.
### Điều. Hiệu lực {#hieu-luc}
Nghị định này có hiệu lực từ ngày ký.
"""
REGISTER = """# Sổ góp ý
- id: GY-007
  co_quan: Hội Cũ
  quy_dinh: gieng
  noi_dung: Giữ như cũ.
  quyet_dinh: chưa trả lời
"""
FORM = "Ý kiến: {opinion}\n\nLý do: {reason}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/ho-so").mkdir(parents=True)
    (tmp_path / "thu").mkdir()
    (tmp_path / "content/du-thao.md").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "content/ho-so/gop-y.yaml").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "content/ho-so/dossier.yaml").write_text(
        "ten: Hồ sơ\ngiai_doan: [lấy ý kiến]\ndu_thao: ../du-thao.md\ngop_y: gop-y.yaml\n"
        "tai_lieu:\n  - {ten: Dự thảo, van_ban: ../du-thao.md}\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def mail(subject: str, body: str, who: str = "Lê Thị B <b@x.vn>", html: str = "") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, who, "Mon, 30 Nov 2026 23:30:00 +0000"
    message.set_content(body)
    if html:
        message = EmailMessage()
        message["Subject"], message["From"] = subject, who
        message.set_content(html, subtype="html")
    return message.as_bytes()


def register(folder: Path, *mails: bytes, status: int = 0) -> list[dict[str, object]]:
    """The register after the mails were taken in, without what stood there."""
    for number, data in enumerate(mails):
        (folder / f"thu/{number:03}.eml").write_bytes(data)
    assert main(["dossier", "comments", "import", "thu"]) == status
    text = (folder / "content/ho-so/gop-y.yaml").read_text(encoding="utf-8")
    assert text.startswith(REGISTER)
    found: list[dict[str, object]] = yaml.load(text, yaml.BaseLoader)[1:]
    return found


def test_a_comment_is_sorted_by_its_label(folder: Path) -> None:
    (one,) = register(folder, mail("Góp ý Điều 1 [gieng] - Nghị định", FORM.format(opinion="Thêm.", reason="Rõ.")))
    assert one == {
        "id": "GY-008",
        "co_quan": "Lê Thị B",
        "ngay": "2026-12-01",
        "quy_dinh": "gieng",
        "noi_dung": "Thêm.\nLý do: Rõ.",
        "quyet_dinh": "chưa trả lời",
    }


@pytest.mark.parametrize(
    ("subject", "label", "text"),
    [
        ("RE: TL: Góp ý Điều 1 [gieng] - x", "gieng", "Thêm."),
        ("Góp ý khoản 1 Điều 1 [dieu-1-khoan-1] - x", "mot", "Thêm."),
        ("Góp ý khoản 2 Điều 1 [dieu-1-khoan-2] - x", "gieng", "(khoản 2 Điều 1) Thêm."),
        ("Góp ý Điều 9 [khong-con] - x", "chung", "(Điều 9) Thêm."),
        ("Góp ý - Nghị định về nước sạch", "chung", "Thêm."),
        ("Góp ý dự thảo Nghị định về nước sạch", "chung", "Thêm."),
        ("V/v: Ý kiến góp ý dự thảo", "chung", "Thêm."),
        ("V/v góp ý Điều 2 dự thảo Nghị định", "hieu-luc", "Thêm."),
        ("V/v tham gia ý kiến dự thảo Nghị định", "chung", "Thêm."),
        ("Đóng góp ý kiến dự thảo", "chung", "Thêm."),
        ("Ý kiến đối với dự thảo", "chung", "Thêm."),
        ("Gop y du thao Nghi dinh ve nuoc sach", "chung", "Thêm."),
        ("Y kien doi voi du thao Nghi dinh", "chung", "Thêm."),
        ("Ý kiến của Sở Y tế về dự thảo Nghị định", "chung", "Thêm."),
        ("Re: Tham gia ý kiến dự thảo Nghị định", "chung", "Thêm."),
        ("Góp ý khoản 1 Điều 1 - Nghị định về nước sạch", "mot", "Thêm."),
        ("Góp ý Điều 1, khoản 1 dự thảo Nghị định", "mot", "Thêm."),
        ("Góp ý Điều 9 Nghị định về nước sạch", "chung", "(Điều 9) Thêm."),
        ("Góp ý mục tiêu của Nghị định", "chung", "Thêm."),
    ],
)
def test_where_a_comment_belongs(subject: str, label: str, text: str, folder: Path) -> None:
    (one,) = register(folder, mail(subject, "Ý kiến: Thêm.\n"))
    assert (one["quy_dinh"], one["noi_dung"]) == (label, text)


def test_the_same_words_are_one_comment(folder: Path) -> None:
    words = ("Nên thêm thời hạn.", "nên thêm  thời hạn\n\n--\nNgười 1\nHội Nước", "Khác.")
    mails = [mail("Góp ý Điều 1 [gieng] - x", text, f"Người {at} <a{at}@x.vn>") for at, text in enumerate(words)]
    found = register(folder, *mails)
    assert [one["co_quan"] for one in found] == [["Người 0", "Người 1"], "Người 2"]
    assert register(folder, *mails) == found, "taken in twice, nothing is doubled"


def test_blocks_that_were_pasted_are_comments_of_their_own(folder: Path) -> None:
    body = (
        "Kính gửi,\n\nGóp ý Điều 1 [gieng] - x\nÝ kiến: Một.\nLý do: \nNgười góp ý: Hội Một\n\n"
        "Góp ý Điều 2 [hieu-luc] - x\nÝ kiến: Hai.\nNgười góp ý: Hội Một\n"
    )
    found = register(folder, mail("Ý kiến của hội", body))
    assert [(one["quy_dinh"], one["noi_dung"], one["co_quan"]) for one in found] == [
        ("gieng", "Một.", "Hội Một"),
        ("hieu-luc", "Hai.", "Hội Một"),
    ]


def test_a_form_that_a_browser_sent_is_read(folder: Path) -> None:
    body = "Quy định=Điều 1 [gieng]\nÝ kiến=Thêm giếng.\nLý do=\nNgười góp ý=Hội Hai\n"
    (one,) = register(folder, mail("Góp ý - Nghị định về nước sạch", body))
    assert (one["quy_dinh"], one["noi_dung"], one["co_quan"]) == ("gieng", "Thêm giếng.", "Hội Hai")


def test_a_web_mail_is_text_without_its_scripts(folder: Path) -> None:
    html = "<html><head><style>p{}</style></head><body><script>alert(1)</script><p>Ý kiến: Thêm &amp; sửa.</p></body>"
    (one,) = register(folder, mail("Góp ý Điều 1 [gieng] - x", "", html=html))
    assert one["noi_dung"] == "Thêm & sửa."


def test_words_of_strangers_are_only_words(folder: Path) -> None:
    (one,) = register(folder, mail("Góp ý Điều 1 [gieng] - x", "Xem @hieu-luc, {{ mat_khau }} và *đậm*.\u202e\x07"))
    assert one["noi_dung"] == r"Xem \@hieu-luc, \{{ mat_khau }} và \*đậm\*."


def test_what_is_no_comment_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert register(folder, mail("Bán nhà", "Giá rẻ."), mail("Góp ý - x", "Được.")) != []
    assert "Bán nhà" in capsys.readouterr().err


def test_a_mailbox_holds_many(folder: Path) -> None:
    one, two = mail("Góp ý Điều 1 [gieng] - x", "Một."), mail("Góp ý Điều 2 [hieu-luc] - x", "Hai.\n\n>From đây")
    box = folder / "thu.mbox"
    box.write_bytes(b"From a@x.vn Mon Nov 30\n" + one + b"\n\nFrom b@x.vn Mon Nov 30\n" + two)
    for ends in (b"\n", b"\r\n"):
        box.write_bytes(box.read_bytes().replace(b"\n", ends))
        sent, left = read_mails(box)
        assert [comment.label for comment in sent] == ["gieng", "hieu-luc"]
        assert [comment.text for comment in sent] == ["Một.", "Hai.\n\nFrom đây"]
        assert left == []


HOSTILE = {
    "deep": b"Subject: G\nContent-Type: multipart/mixed; boundary=x\n\n"
    + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 1500,
    "rfc822": b"Content-Type: message/rfc822\n\n" * 3000,
    "noise": bytes(range(256)) * 400,
    "charset": "Subject: Góp ý - x\nContent-Type: text/plain; charset=khong-co\n\nÝ kiến: Một.".encode(),
    "header": b"Subject: =?utf-8?b?" + b"/" * 100_000 + b"?=\nFrom: <<<>>>,,,;;;\nDate: 99/99\n\nx",
    "tags": "Subject: Góp ý - x\nContent-Type: text/html; charset=utf-8\n\n".encode() + b"<" * 60_000,
    "quoted": "Subject: Góp ý - x\nContent-Type: text/html; charset=utf-8\n\n".encode() + b"<blockquote style" * 25_000,
    "blank": "Subject: Góp ý - x\nContent-Type: text/plain; charset=utf-8\n\n".encode() + b"\n" * 60_000 + b"x",
    "empty": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_mail_hides_no_other(name: str, folder: Path) -> None:
    (folder / "thu/xau.eml").write_bytes(HOSTILE[name])
    (folder / "thu/tot.eml").write_bytes(mail("Góp ý Điều 1 [gieng] - x", "Được."))
    sent, _ = read_mails(folder / "thu")
    assert [comment.text for comment in sent if comment.label] == ["Được."]


def test_no_mails_is_a_message(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.rmdir(folder / "thu")
    (folder / "thu").mkdir()
    assert main(["dossier", "comments", "import", "thu"]) == 2
    assert "thu" in capsys.readouterr().err


def test_what_a_mail_carries_along_is_nobodys_comment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = "Góp ý Điều 1 [gieng] - Nghị định"
    quoted = "\n\nVào Th 2, 30 thg 11, 2026 lúc 09:00 Bộ Thử <a@x.vn> đã viết:\n> Điều 1. Cũ\n"
    original = "\n\nFrom: Bộ Thử\nSent: Monday, 30 November\nTo: B\nSubject: X\n\nĐiều 1. Cũ\n"
    passed = "Kính chuyển.\n\n---- Forwarded message ----\nTừ: Dân <d@x.vn>\nDate: Th 2\nSubject: X\n\nThêm nắp đậy.\n"
    html = "<div>Mười ngày.</div><blockquote><p>Điều 1. Cũ</p></blockquote>"
    found = register(
        folder,
        mail(f"Re: {about}", "Bỏ khoản 2." + quoted),
        mail(f"RE: {about}", "Từ: 5 ngày\nThành: 7 ngày" + original),
        mail(f"Fwd: {about}", passed, "Văn thư <vt@x.vn>"),
        mail(f"Re: {about}", "", html=html),
        mail(about, "Giữ nguyên.\n\nGửi từ iPhone của tôi\n"),
        mail(about, "Gửi từ điện thoại\nGiữ khoản 3."),
        mail(about, "Ngày 5/11 Bộ A đã viết:\nBỏ khoản 4.").replace(b"From:", b"Auto-Submitted: auto-generated\nFrom:"),
        mail(f"Tự động trả lời: {about}", "Tôi nghỉ phép."),
    )
    said = [(one["co_quan"], one["noi_dung"]) for one in found]
    told = ["Bỏ khoản 2.", "Từ: 5 ngày\nThành: 7 ngày", "Thêm nắp đậy.", "Mười ngày.", "Giữ nguyên."]
    told += ["Gửi từ điện thoại\nGiữ khoản 3.", "Ngày 5/11 Bộ A đã viết:\nBỏ khoản 4."]
    assert said == [("Dân" if text == told[2] else "Lê Thị B", text) for text in told]
    assert "Tự động trả lời" in "".join(capsys.readouterr()), "one that nobody wrote is told"


def test_letters_in_parts_are_letters(tmp_path: Path) -> None:
    """windows-1258 and some programs of the Mac write a letter and its tone as two signs."""
    subject, body = "Góp ý khoản 1 Điều 1 [mot] - Nghị định", FORM.format(opinion="Bỏ từ “đủ”.", reason="Thừa.")
    (tmp_path / "a.eml").write_bytes(mail(normalize("NFD", subject), normalize("NFD", body)))
    found, left = read_mails(tmp_path)
    assert [(one.label, one.text) for one in found] == [("mot", "Bỏ từ “đủ”.\nLý do: Thừa.")]
    assert left == []


PASTED = "Góp ý (điều, khoản, điểm) - Nghị định về nước\nsạch\nÝ kiến: {}\nLý do: {}\nNgười góp ý: {}\n"


def test_the_block_of_the_site_is_read_as_it_was_filled_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    placed = PASTED.replace("(điều, khoản, điểm)", "khoản 1 Điều 1").format("Bớt.", "", "")
    found = register(
        folder,
        mail("Ý kiến góp ý", PASTED.format("", "", "")),
        mail("Góp ý", PASTED.format("", "", "\n\nTrân trọng,\nHội Không")),
        mail("Góp ý", PASTED.format("Thêm.", "Rõ.", "Hội Một")),
        mail("ý kiến của tôi", f"Nên có bể chứa.\n\n{placed}"),
        mail("Góp ý Điều 2 [hieu-luc] - x", "Sở có ý kiến như sau:\n\n" + PASTED.format("Lùi.", "", "")),
    )
    assert [(one["quy_dinh"], one["noi_dung"], one["co_quan"]) for one in found] == [
        ("chung", "Thêm.\nLý do: Rõ.", "Hội Một"),
        ("chung", "Nên có bể chứa.", "Lê Thị B"),
        ("mot", "Bớt.", "Lê Thị B"),
        ("hieu-luc", "Lùi.", "Lê Thị B"),
    ]
    assert "Ý kiến góp ý: bỏ qua" in capsys.readouterr().err


def test_courtesy_is_no_part_of_a_comment(folder: Path) -> None:
    texts = (
        "Bỏ từ “hằng năm”.\n\nTrân trọng,\nNguyễn Văn An",
        'Kính gửi: Cục Nước\n\nBỏ từ "hằng năm".\n\nXin trân trọng cảm ơn Quý Cục./.',
        "Ý kiến: Bỏ từ 'hằng năm'.\nLý do: \nNgười góp ý: \nTrân trọng!",
        "Trân trọng đề nghị bỏ Điều 1.\n\nXin cảm ơn.\nNgoài ra, nên thêm một khoản.",
    )
    found = register(
        folder, *(mail("Góp ý Điều 1 [gieng] - x", text, f"{at} <{at}@x.vn>") for at, text in enumerate(texts))
    )
    assert [(one["noi_dung"], one["co_quan"]) for one in found] == [
        ("Bỏ từ “hằng năm”.", ["0", "1", "2"]),
        (texts[3], "3"),
    ]


GMAIL = "Vào Th 2, 30 thg 11, 2026 vào lúc 08:00 Phòng tin đường thủy <\ntin@x.vn> đã viết:\n\n> Kính mời.\n"
ZIMBRA = (
    'Từ: "Tin" <tin@x.vn>\nĐến: "Xã" <xa@x.vn>\nĐã gửi: Thứ Hai, 30 Tháng Mười Một, 2026\nChủ đề: Mời\n\nKính mời.\n'
)
OUTLOOK = (
    "Lấy Outlook cho Android<https://aka.ms/A>\n________________________________\nTừ: Tin <tin@x.vn>\n"
    "Được gửi: Thứ Hai, 30\nĐến: b@x.vn\nChủ đề: Mời\n\nKính mời.\n"
)
WEB_GMAIL = (
    '<div>Bỏ khoản này.</div><div class="gmail_attr">Vào Th 2, 30 thg 11 Tin &lt;<a>tin@x.vn</a>&gt; đã viết:<br></div>'
    "<blockquote>Mời<blockquote>Cũ hơn</blockquote>Cuối thư cũ</blockquote>"
)
WEB_ZIMBRA = (
    "<div>Bỏ khoản\nnày.</div><hr><b>From: </b>Tin &lt;tin@x.vn&gt;<br><b>To: </b>Xã<br><b>Sent: </b>Monday<br>"
    "<b>Subject: </b>Mời<br><div>Kính mời.</div>"
)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (f"Bỏ khoản này.\n\n{GMAIL}", ""),
        (f"Bỏ khoản này.\n\n{ZIMBRA}", ""),
        (f"Bỏ khoản này.\n\n{OUTLOOK}", ""),
        ("Bỏ khoản này.\n\nĐã gửi từ iPhone của tôi\n\n> Vào 08:00, Tin <tin@x.vn> đã viết:\n>\n> Kính mời.\n", ""),
        ("", WEB_GMAIL),
        ("", WEB_ZIMBRA),
    ],
)
def test_what_mail_programs_hang_on_an_answer_is_no_part_of_it(body: str, html: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Re: Góp ý khoản 1 Điều 1 [mot] - Nghị định", body, html=html))
    ((found,), left) = read_mails(tmp_path)
    assert (found.text, found.label, left) == ("Bỏ khoản này.", "mot", [])


def test_lines_that_a_mail_program_broke_are_one(tmp_path: Path) -> None:
    long = "Quy định tại khoản này cần thêm trường hợp bến nằm trên kênh rạch nhỏ, nơi "
    items = "Đề nghị bổ sung vào khoản này các trường hợp phải ngừng chở khách sau đây:"
    body = f"{long}\nmực nước không có trạm đo.\n\n{items}\na) Gió to;\nb) Nước lớn.\n"
    (tmp_path / "a.eml").write_bytes(mail("Góp ý khoản 1 Điều 1 [mot] - Nghị định", body))
    ((found,), _) = read_mails(tmp_path)
    assert found.text == f"{long}mực nước không có trạm đo.\n\n{items}\na) Gió to;\nb) Nước lớn."


@pytest.mark.parametrize(("subject", "own"), [("FW: Góp ý Điều 1 [gieng] - NĐ", 0), ("Góp ý - Nghị định", 1)])
def test_a_mail_passed_on_as_a_file_is_the_comment(subject: str, own: int, tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Một cửa <m@x.vn>"
    message.set_content("Chuyển phòng tổng hợp.")
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "Góp ý Điều 1 [gieng] - Nghị định", "Công ty C <c@x.vn>"
    inner.set_content("Nêu rõ độ sâu.")
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    found, _ = read_mails(tmp_path)
    assert [(one.who, one.label, one.text) for one in found][:1] == [("Công ty C", "gieng", "Nêu rõ độ sâu.")]
    assert len(found) == 1 + own


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Quy định rõ:\nTừ: 01/01/2027\nĐến: 31/12/2027\nThời gian: 12 tháng\nvì cần chuẩn bị.", ""),
        ("Người gửi: Công ty A\nNgày: 12/3/2026\nNội dung: Bỏ Điều 5.", ""),
        ("Ngày cấp phép cần rõ hơn vì chưa có\ntrong luật. Điều 6 viết:\n> Ngày cấp.\nBỏ.", "Ngày cấp phép"),
        ("Bỏ vì hồ sơ:\nGửi từ huyện lên tỉnh mất 10 ngày.", ""),
        ("Bỏ Điều 6.\n--\nSửa Điều 7: thời hạn 5 ngày.", ""),
    ],
)
def test_what_looks_like_the_lines_of_a_mail_program_is_told(body: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail("Góp ý dự thảo", body))
    ((found,), _) = read_mails(tmp_path)
    assert found.text.startswith(told) if told else found.text == body


def test_what_the_button_of_a_mail_program_sets_in_is_no_quotation(tmp_path: Path) -> None:
    set_in = '<blockquote style="margin: 0 0 0 40px; border: none">1. Trả lời trong 05 ngày.</blockquote>'
    old = f'<blockquote type="cite" style="margin: 0">Cũ {set_in}</blockquote>'
    html = (
        f'<div dir="ltr">Sửa thành:<div>sau đây</div></div>{set_in}<table><td>Vì</td><td>10 là dài.</td></table>{old}'
    )
    (tmp_path / "a.eml").write_bytes(mail("Góp ý - Nghị định", "", html=html))
    ((found,), _) = read_mails(tmp_path)
    assert found.text.split("\n") == ["Sửa thành:", "sau đây", "1. Trả lời trong 05 ngày.", "Vì", "10 là dài."]


@pytest.mark.parametrize("note", ["Góp ý Điều 2 [hieu-luc] - Nghị định\nÝ kiến: Lùi lại.", "Ý kiến: Lùi lại."])
@pytest.mark.parametrize("inline", [False, True])
def test_a_comment_in_the_note_on_a_mail_passed_on_is_taken_too(note: str, inline: bool, tmp_path: Path) -> None:
    message, inner = EmailMessage(), EmailMessage()
    message["Subject"], message["From"] = "Fwd: Góp ý Điều 1 [gieng] - Nghị định", "Xã <m@x.vn>"
    inner["Subject"], inner["From"] = "Góp ý Điều 1 [gieng] - Nghị định", "Công ty C <c@x.vn>"
    inner.set_content("Nêu rõ độ sâu.")
    heads = f"\n\n--- Forwarded message ---\nTừ: Công ty C <c@x.vn>\nDate: T3\nSubject: X\n\n{inner.get_content()}"
    message.set_content(note + heads * inline)
    if not inline:
        message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    found, _ = read_mails(tmp_path)
    assert sorted((one.who, one.text) for one in found) == [("Công ty C", "Nêu rõ độ sâu."), ("Xã", "Lùi lại.")]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Date: Wed, Nov 25, 2026 at 10:12 AM", "2026-11-25"),
        ("Date: Wed, 4 Nov 2026 at 10:12", "2026-11-04"),
        ("Date: Th 4, 25 thg 11, 2026 vào lúc 10:12", "2026-11-25"),
        ("Sent: Wednesday, 25 November 2026 10:12", "2026-11-25"),
        ("Đã gửi: Thứ Tư, 25 tháng Mười Một 2026 10:12 SA", "2026-11-25"),
        ("Ngày gửi: thứ 2, ngày 05 tháng 10 năm 2026 10:12", "2026-10-05"),
        ("Thời gian: 10:12:08 25/11/2026", "2026-11-25"),
        ("Sent: 2026-11-25 10:12", "2026-11-25"),
        ("Sent: Wednesday, 25 November 2027 10:12", "2026-11-27"),  # no mail is passed on before it is sent
        ("Sent: 11/25/2026 10:12 AM", "2026-11-27"),
        ("Date: Wed", "2026-11-27"),
    ],
)
def test_a_comment_passed_on_keeps_its_own_day(line: str, day: str, tmp_path: Path) -> None:
    heads = f"From: Công ty C <c@x.vn>\n{line}\nTo: Xã <m@x.vn>\nSubject: Góp ý Điều 1 [gieng] - Nghị định\n"
    message = EmailMessage()
    message["Subject"], message["From"] = "Fwd: Góp ý Điều 1 [gieng] - Nghị định", "Xã <m@x.vn>"
    message["Date"] = "Fri, 27 Nov 2026 08:00:00 +0700"
    message.set_content(f"Kính chuyển.\n\n---------- Forwarded message ---------\n{heads}\nNêu rõ độ sâu.\n")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    ((found,), _) = read_mails(tmp_path)
    assert (found.who, found.date, found.text) == ("Công ty C", day, "Nêu rõ độ sâu.")


def test_a_mail_that_is_only_a_file_is_one_comment(tmp_path: Path) -> None:
    message, inner = EmailMessage(), EmailMessage()
    message["Subject"], inner["Subject"] = "Góp ý Điều 1 - Nghị định", "Góp ý Điều 1 [gieng] - Nghị định"
    inner.set_content("Nêu rõ độ sâu.")
    message.add_attachment(inner)
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    ((found,), _) = read_mails(tmp_path)
    assert (found.label, found.text) == ("gieng", "Nêu rõ độ sâu.")


@pytest.mark.parametrize(
    ("subject", "body", "count"),
    [
        ("", "Góp ý: thêm nắp đậy.\n", 1),
        ("", "Kính gửi Bộ,\n\nGóp ý Điều 2: thêm nắp đậy.\n", 1),
        ("", "Xin hỏi số điện thoại.\n", 0),
        ("Hỏi", "Góp ý: thêm nắp đậy.\n", 0),  # read by people
        ("V/v lấy ý kiến dự thảo", "Đề nghị góp ý.\n", 0),
        ("Ý kiến chỉ đạo", "Khẩn trương.\n", 0),
    ],
)
def test_without_a_subject_the_first_words_say_that_it_is_a_comment(
    subject: str, body: str, count: int, tmp_path: Path
) -> None:
    (tmp_path / "a.eml").write_bytes(mail(subject, body))
    found, left = read_mails(tmp_path)
    assert (len(found), len(left)) == (count, 1 - count)


def old(text: str, code: str) -> bytes:
    """A text as fonts of TCVN3 hold it, or in the code page of Windows."""
    from unicodedata import normalize as composed

    from draftkit.text.legacy import _TCVN3_LETTERS, _TCVN3_SIGNS

    if code == "tcvn3":
        return text.translate(dict(zip(map(ord, _TCVN3_LETTERS), _TCVN3_SIGNS, strict=True))).encode("latin-1")
    if code == "windows-1258":  # the letter, and its tone behind it
        tones = "\u0300\u0301\u0303\u0309\u0323"
        split = (composed("NFD", sign) for sign in text)
        parts = (
            (composed("NFC", "".join(one for one in sign if one not in tones)), [one for one in sign if one in tones])
            for sign in split
        )
        return "".join(letter + "".join(tone) for letter, tone in parts).encode("cp1258")
    return text.encode(code)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("windows-1258", "windows-1258"),
        ("tcvn3", "iso-8859-1"),
        ("tcvn3", "windows-1252"),
        ("utf-8", "us-ascii"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "x-nobody-knows"),
        ("utf-16", "utf-16"),
    ],
)
def test_letters_of_every_code_are_read(code: str, told: str, tmp_path: Path) -> None:
    text = "Đề nghị sửa khoản một cho phù hợp với thực tế của địa phương."
    written = old(text[1:].replace("Đ", "đ"), code) if code == "tcvn3" else old(text, code)
    head = "Subject: =?utf-8?q?G=C3=B3p_=C3=BD?=\r\nFrom: a@b.vn\r\nMIME-Version: 1.0\r\n"
    kind = f'Content-Type: text/plain; charset="{told}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    (tmp_path / "a.eml").write_bytes((head + kind).encode() + base64.encodebytes(written))
    ((one,), _) = read_mails(tmp_path)
    assert one.text == (text[1:] if code == "tcvn3" else text)


def test_a_subject_in_an_old_code_is_one(tmp_path: Path) -> None:
    subject = base64.b64encode(old("Góp ý Điều 1 [gieng] - Nghị định".replace("Đ", "đ"), "tcvn3")).decode()
    head = f"Subject: =?iso-8859-1?B?{subject}?=\r\nFrom: a@b.vn\r\n\r\nBo.\r\n"
    (tmp_path / "a.eml").write_bytes(head.encode())
    ((one,), _) = read_mails(tmp_path)
    assert (one.label, one.text) == ("gieng", "Bo.")


@pytest.mark.parametrize(
    "text", ["Tôi không có ý gì; đó là xã tôi.", "Café Pâtisserie, très déjà vu à côté de Genève.", "mùa hè"]
)
def test_western_letters_stay(text: str, tmp_path: Path) -> None:
    message = mail("Góp ý", text)
    (tmp_path / "a.eml").write_bytes(message)
    ((one,), _) = read_mails(tmp_path)
    assert one.text == text
