"""Lists of recipients for a mail system: each address once, none that is wrong, nothing that a spreadsheet computes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from draftkit.bulk.recipients import Lists, send_lists
from draftkit.bulk.rows import read_rows
from draftkit.cli.main import main
from draftkit.errors import ConfigError

ROWS = """Họ tên,Thư điện tử,Tỉnh
Lê A,a@x.vn,Huế
Lê A,A@X.vn,Huế
Trần B,sai,
@HYPERLINK(1),c@x.vn,Đà Nẵng
Đỗ D,d@x.vn,
"""


def lists(folder: Path, text: str = ROWS, block: int = 50, without: tuple[str, ...] = ()) -> Lists:
    (folder / "nhan.csv").write_text(text, encoding="utf-8")
    return send_lists(read_rows(folder / "nhan.csv", "nhan.csv"), "Tin", None, block, without)


def test_each_address_stands_once(tmp_path: Path) -> None:
    made = lists(tmp_path, without=("D@x.vn",))
    table = list(csv.reader(io.StringIO(made.files["gui.csv"].decode("utf-8-sig"))))
    assert table[0] == ["thu_dien_tu", "tieu_de", "ho_ten", "tinh"]
    assert [row[0] for row in table[1:]] == ["a@x.vn", "c@x.vn"]
    assert table[2][2] == "'@HYPERLINK(1)"
    assert (made.receivers, made.repeated, made.unwilling, len(made.faults)) == (2, [3], 1, 1)


def test_two_letters_to_one_address_are_both_listed(tmp_path: Path) -> None:
    (tmp_path / "nhan.csv").write_text(ROWS, encoding="utf-8")
    rows = read_rows(tmp_path / "nhan.csv", "nhan.csv")
    made = send_lists(rows, "Tin cho {{ ho_ten }}", {2: "1.eml", 3: "2.eml", 5: "3.eml"}, 50)
    table = list(csv.DictReader(io.StringIO(made.files["gui.csv"].decode("utf-8-sig"))))
    assert [(row["thu_dien_tu"], row["tep"]) for row in table] == [
        ("a@x.vn", "1.eml"),
        ("A@X.vn", "2.eml"),
        ("c@x.vn", "3.eml"),
    ]
    assert made.files["bcc-001.txt"].decode() == "a@x.vn, c@x.vn\n"
    assert (made.receivers, made.repeated) == (2, [])


@pytest.mark.parametrize(("count", "block", "sizes"), [(120, 50, [50, 50, 20]), (50, 50, [50]), (3, 1, [1, 1, 1])])
def test_blocks_hold_so_many(count: int, block: int, sizes: list[int], tmp_path: Path) -> None:
    made = lists(tmp_path, "email\n" + "".join(f"n{at}@x.vn\n" for at in range(count)), block)
    blocks = [data.decode().split(", ") for name, data in sorted(made.files.items()) if name.startswith("bcc")]
    assert [len(one) for one in blocks] == sizes


def test_a_column_without_a_known_name_is_found(tmp_path: Path) -> None:
    assert lists(tmp_path, "ai,dia chi\nA,a@x.vn\n").receivers == 1
    with pytest.raises(ConfigError):
        lists(tmp_path, "ai,ở đâu\nA,Huế\n")


@pytest.fixture
def invitation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an invitation that names who gets it, as the place where one stands."""
    (tmp_path / "content").mkdir()
    (tmp_path / "draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    (tmp_path / "content/moi.md").write_text(
        "---\nloai: Thư mời báo chí\nten_goi: Mời {{ ho_ten }}\nco_quan: Bộ Thử\n---\nKính mời.\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_names_the_file_of_each_row_and_gives_no_list_of_what_must_not_go_out(
    invitation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (invitation / "nhan.csv").write_text("stt,ho_ten,email\n1,Lê A,a@x.vn\n2,Trần B,b@x.vn\n", encoding="utf-8")
    send = ["send-list", "moi", "--each", "nhan.csv", "--name", "{stt}-{ho_ten}", "--out", "ra"]
    assert main([*send, "--draft"]) == 0
    text = (invitation / "ra/moi.gui.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["tep"] for row in rows] == ["1_Le_A.eml", "2_Tran_B.eml"]
    assert [row["tieu_de"] for row in rows] == ["Mời Lê A", "Mời Trần B"]
    assert (invitation / "ra/moi.bcc-001.txt").read_text(encoding="utf-8") == "a@x.vn, b@x.vn\n"
    capsys.readouterr()
    assert main([*send, "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert told.err.count("not to be sent yet: nobody has approved this text") == 1, "as build says of each row"
    assert "moi.gui.csv" in told.err, "set aside"
    assert sorted(path.parent.name for path in (invitation / "ra").rglob("*.*")) == ["_cu", "_cu"]


def test_a_row_that_makes_no_document_is_on_no_list(invitation: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (invitation / "nhan.csv").write_text(
        "ten_tep,ho_ten,ngay,email\na,Lê A,1/12/2026,a@x.vn\na,Lê B,1/12/2026,b@x.vn\nc,,1/12/2026,c@x.vn\n"
        "d,Lê D,30/02/2026,d@x.vn\ne,Lê E {{ khong_co }},1/12/2026,e@x.vn\nf,Lê F,05/12/2026,f@x.vn\n",
        encoding="utf-8",
    )
    assert main(["send-list", "moi", "--each", "nhan.csv", "--out", "ra", "--draft", "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert [line.partition(": ")[0] for line in told.splitlines()[:4]] == [f"nhan.csv:{row}" for row in (3, 4, 5, 6)]
    text = (invitation / "ra/moi.gui.csv").read_text(encoding="utf-8-sig")
    assert [row["tep"] for row in csv.DictReader(io.StringIO(text))] == ["a.eml", "f.eml"]
    assert (invitation / "ra/moi.bcc-001.txt").read_text(encoding="utf-8") == "a@x.vn, f@x.vn\n"
    main(["send-list", "moi", "--each", "nhan.csv", "--out", "ra", "--allow-empty", "--draft", "--lang", "en"])
    assert "nhan.csv:4: " not in capsys.readouterr().err
