"""Writing whole or not at all: links, devices, modes, several files together, and what killed runs leave."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from draftkit.errors import OutputError
from draftkit.files import whole
from draftkit.files.stamp import stamp
from draftkit.files.whole import JOURNAL, finish, write_all, write_whole
from tests.steps import steps

posix = pytest.mark.skipif(os.name != "posix", reason="links, modes and devices of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
def test_a_link_stays_and_the_file_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "xa").mkdir()
    target, link, dead = tmp_path / "xa/a.txt", tmp_path / "l.txt", tmp_path / "d.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    dead.symlink_to(tmp_path / "xa/b.txt")
    write_whole(link, b"new")
    write_whole(dead, b"new")
    assert link.is_symlink()
    assert dead.is_symlink()
    assert target.read_bytes() == (tmp_path / "xa/b.txt").read_bytes() == b"new"


@posix
def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"x" * 200_000)
    reader.join(10)
    assert got == [b"x" * 200_000]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@posix
def test_the_output_of_the_process_is_written_through(tmp_path: Path) -> None:
    code = "from pathlib import Path; from draftkit.files.whole import write_whole; print('a', flush=True); "
    code += "write_whole(Path('/dev/stdout'), b'b\\n')"
    with (tmp_path / "ra.txt").open("ab") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert (tmp_path / "ra.txt").read_bytes() == b"a\nb\n"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"a\nb\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_device_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="/dev/full"):
        write_whole(Path("/dev/full"), b"x")


@posix
def test_an_old_file_keeps_its_mode_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    old = tmp_path / "cu.txt"
    old.write_bytes(b"")
    old.chmod(0o640)
    write_whole(old, b"x")
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "moi.txt", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "moi.txt").stat().st_mode) == 0o640


def test_a_folder_and_too_long_a_name_are_output_errors(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path, b"x")
    with pytest.raises(OutputError, match="cannot be written"):
        write_whole(tmp_path / ("ă" * 200), b"x")
    write_whole(tmp_path / ("a" * 255), b"x")
    assert names(tmp_path) == ["a" * 255]


def test_threads_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    threads = [threading.Thread(target=write_whole, args=(path, bytes([65 + at]) * 50_000)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in [bytes([65 + at]) * 50_000 for at in range(8)]
    assert names(tmp_path) == ["a.txt"]


@posix
def test_what_a_killed_run_left_is_swept_and_what_a_running_one_has_is_not(tmp_path: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    process = gone.stdout.decode().strip()
    (tmp_path / f".draftkit-{process}-{whole._MACHINE}-3.tmp").write_bytes(b"")
    (tmp_path / f".draftkit-{process}-{whole._MACHINE}-4.tmp/1").mkdir(parents=True)
    running = f".draftkit-{os.getppid()}-{whole._MACHINE}-3.tmp"
    elsewhere = f".draftkit-{process}-0-3.tmp"  # of a colleague's machine, in a folder that both share
    for name in (running, elsewhere):
        (tmp_path / name).write_bytes(b"")
    write_whole(tmp_path / "a.txt", b"x")
    assert names(tmp_path) == sorted((running, elsewhere, "a.txt"))


@posix
def test_the_first_file_written_in_a_project_sweeps_all_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, system = tmp_path / "du-an", tmp_path / "tam"
    left = f".draftkit-{2**22 + 1}-{whole._MACHINE}-1.tmp"
    for folder in (project, project / "a/b", project / ".git", system, tmp_path / "ngoai"):
        folder.mkdir(parents=True)
        (folder / left).write_bytes(b"")
    monkeypatch.setenv("TMPDIR", str(system))
    finish(project)
    assert len([*tmp_path.rglob(left)]) == 5, "who only reads takes nothing away"
    write_whole(project / "c/d.txt", b"")
    assert {one.parent.name for one in tmp_path.rglob(left)} == {".git", "ngoai"}


@posix
def test_a_file_takes_as_much_work_however_many_projects_were_opened(tmp_path: Path) -> None:
    def written() -> int:
        return steps(lambda: write_whole(tmp_path / "a.txt", b"x"))

    before = [written(), written()][1]
    for at in range(200):
        finish(tmp_path / str(at))
    assert written() < before + 100


def test_a_file_that_is_protected_is_not_replaced(tmp_path: Path) -> None:
    for name, mode in (("a", 0o644), ("b", 0o444), ("c", 0o644)):
        (tmp_path / name).write_bytes(b"old")
        (tmp_path / name).chmod(mode)
    (tmp_path / "l").symlink_to(tmp_path / "b")
    for name in "bl":
        with pytest.raises(OutputError, match="no right to it"):
            write_whole(tmp_path / name, b"new")
        with pytest.raises(OutputError, match="no right to it"):
            write_all(tmp_path, {tmp_path / one: b"new" for one in ("a", name, "c")})
    assert {(tmp_path / name).read_bytes() for name in "abcl"} == {b"old"}
    assert names(tmp_path) == ["a", "b", "c", "l"]


def test_folders_that_a_killed_run_left_in_the_temporary_one_of_the_system_are_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead, alive = (tmp_path / f".draftkit-{process}-{whole._MACHINE}-a1_b.tmp" for process in (2**22 + 1, os.getpid()))
    for folder in (dead, alive):
        folder.mkdir()
        (folder / "du-thao.docx").write_bytes(b"x")
    with whole.scratch() as made:
        assert {*tmp_path.iterdir()} == {alive, Path(made)}
    assert [*tmp_path.iterdir()] == [alive]


def test_several_files_are_written_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {tmp_path / name: name.encode() for name in ("a", "b", "c")}
    for path, data in old.items():
        path.write_bytes(data)
    calls = []

    def fail_at_third(source: str, target: str) -> None:
        calls.append(target)
        if target.endswith("/c") and len(calls) < 6:
            raise PermissionError(13, "no")
        os.rename(source, target)

    monkeypatch.setattr(whole.os, "replace", fail_at_third)
    with pytest.raises(OutputError, match="c: cannot be written"):
        write_all(tmp_path, dict.fromkeys(old, b"new"))
    assert {path: path.read_bytes() for path in old} == old
    assert names(tmp_path) == ["a", "b", "c"]


@posix
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_kill_between_the_files_is_brought_to_its_end_by_the_next_run(at: int, tmp_path: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from draftkit.files import whole
from draftkit.files.stamp import stamp
real, count = os.replace, 0
def replace(a, b):
    global count
    count += 1
    if count == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
    real(a, b)
whole.os.replace = replace
whole.write_all(Path({str(tmp_path)!r}), {{Path({str(tmp_path)!r}) / name: b"new" for name in "abc"}})
"""
    for name in "abc":
        (tmp_path / name).write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    finish(tmp_path)
    write_whole(tmp_path / "d", b"")  # sweeps
    found = {(tmp_path / name).read_bytes() for name in "abc"}
    assert found == ({b"old"} if at == 1 else {b"new"})
    assert names(tmp_path) == ["a", "b", "c", "d"]


WRITER = """
import os, sys
from pathlib import Path
from draftkit.files import whole
from draftkit.files.stamp import stamp
root, names, data, at = Path(sys.argv[1]), sys.argv[2].split("|"), sys.argv[3].encode(), int(sys.argv[4])
real, count = os.replace, 0
def replace(a, b):
    global count
    count += 1
    if count == at:
        print("here", flush=True)
        sys.stdin.read(1)
    real(a, b)
whole.os.replace = replace
whole.write_all(root, {root / name: data for name in names})
"""


def writer(root: Path, names: Sequence[str], data: str, at: int = 0) -> subprocess.Popen[bytes]:
    """Writes files together in a process; before the move of that number it says so and waits for a word."""
    command = [sys.executable, "-c", WRITER, str(root), "|".join(names), data, str(at)]
    begun = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert begun.stdout is not None
    if at:
        assert begun.stdout.readline() == b"here\n"
    return begun


@posix
def test_what_one_left_half_done_outlives_another_that_writes_in_the_same_project(tmp_path: Path) -> None:
    for name in "abcde":
        (tmp_path / name).write_bytes(b"old")
    first = writer(tmp_path, "abc", "new", at=3)  # the journal and “a” are moved
    second = writer(tmp_path, "de", "new")
    with suppress(subprocess.TimeoutExpired):
        second.communicate(timeout=1)
    first.kill()
    first.communicate()
    second.communicate(timeout=20)
    finish(tmp_path)
    assert {(tmp_path / name).read_bytes() for name in "abcde"} == {b"new"}
    assert names(tmp_path) == [*"abcde"]


@posix
def test_of_two_that_write_the_same_files_one_comes_after_the_other(tmp_path: Path) -> None:
    first = writer(tmp_path, "abc", "1", at=3)
    second = writer(tmp_path, "abc", "2")
    with suppress(subprocess.TimeoutExpired):
        second.communicate(timeout=1)
    first.communicate(b"\n", timeout=20)
    second.communicate(timeout=20)
    assert {(tmp_path / name).read_bytes() for name in "abc"} == {b"2"}
    assert names(tmp_path) == [*"abc"]


@posix
def test_where_nobody_waits_each_has_a_journal_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcde":
        (tmp_path / name).write_bytes(b"old")
    first = writer(tmp_path, "abc", "new", at=3)
    monkeypatch.setitem(sys.modules, "fcntl", None)  # a system or a disk without such locks
    write_all(tmp_path, {tmp_path / name: b"new" for name in "de"})
    first.kill()
    first.communicate()
    finish(tmp_path)
    assert {(tmp_path / name).read_bytes() for name in "abcde"} == {b"new"}
    assert names(tmp_path) == [*"abcde"]


@posix
def test_what_a_journal_still_names_is_not_swept(tmp_path: Path) -> None:
    (tmp_path / "xa").mkdir()
    for name in "abc":
        (tmp_path / "xa" / name).write_bytes(b"old")
    killed = writer(tmp_path, ["xa/a", "xa/b", "xa/c"], "new", at=3)
    killed.kill()
    killed.communicate()
    write_whole(tmp_path / "xa/d", b"new")  # sweeps this folder, and nobody has opened the project since
    finish(tmp_path)
    assert {(tmp_path / "xa" / name).read_bytes() for name in "abcd"} == {b"new"}
    assert names(tmp_path / "xa") == [*"abcd"]


@posix
def test_what_another_process_brought_to_its_end_meanwhile_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_bytes(b"old")
    for number in (1, 2):
        (tmp_path / f".draftkit-{number}-0-1.tmp").write_bytes(b"new")
    lines = f".draftkit-1-0-1.tmp\0gone/b.md\0\0.draftkit-2-0-1.tmp\0a.md\0{whole._digest(b'old')}\0"
    (tmp_path / JOURNAL).write_bytes(lines.encode())
    real = os.unlink

    def unlink(path: Path) -> None:  # the other one was faster
        real(path)
        real(path)

    monkeypatch.setattr(os, "unlink", unlink)
    finish(tmp_path)
    assert (tmp_path / "a.md").read_bytes() == b"new"
    assert not (tmp_path / JOURNAL).exists()


def test_a_journal_moves_nothing_out_of_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "du-an"
    inside.mkdir()
    (inside / ".draftkit-1-0-1.tmp").write_bytes(b"bad")
    (tmp_path / ".draftkit-1-0-2.tmp").write_bytes(b"bad")
    lines = ".draftkit-1-0-1.tmp\0../ngoai.txt\0\0../.draftkit-1-0-2.tmp\0z\0\0"
    (inside / JOURNAL).write_bytes(lines.encode())
    assert finish(inside) == []
    assert names(tmp_path) == [".draftkit-1-0-2.tmp", "du-an"]
    assert names(inside) == [".draftkit-1-0-1.tmp"]


@pytest.mark.parametrize("said", [b"\xff\xfe\0 a\0b\nfoo\n", b"x", b"x.md\0y.md\0\0", b".draftkit-1-0-1.tmp\0a"])
def test_a_journal_that_says_nothing_is_set_aside_and_told(said: bytes, tmp_path: Path) -> None:
    for at in range(2):
        (tmp_path / JOURNAL).write_bytes(said)
        (told,) = finish(tmp_path)
        assert told.values == {"file": JOURNAL, "aside": f"_cu/{JOURNAL}{'.1' * at}"}
    assert names(tmp_path) == ["_cu"]
    assert finish(tmp_path) == []


@posix
@pytest.mark.parametrize("name", ["a", "c", "đ\u2028\n"])
@pytest.mark.parametrize("typed", [b"old, and typed since", b"new", None])
def test_what_somebody_changed_after_a_kill_stays(name: str, typed: bytes | None, tmp_path: Path) -> None:
    files = {one: tmp_path / one for one in ("a", "b", name)}
    for path in files.values():
        path.write_bytes(b"old")
    killed = writer(tmp_path, [*files], "new", at=3)  # only “a” is moved
    killed.kill()
    killed.communicate()
    if typed is None:
        files[name].unlink()
    else:
        files[name].write_bytes(typed)
    said = finish(tmp_path)
    now = files[name].read_bytes() if files[name].exists() else None
    kept = name != "a" and typed != b"new"
    assert (now, files["b"].read_bytes()) == (typed, b"new")
    assert [one.values for one in said[1:]] == [{"file": name, "aside": f"_cu/{name}"}] * kept
    assert {path.read_bytes() for path in tmp_path.glob("_cu/*")} == ({b"new"} if kept else set())
    assert "b" in str(said[0].values["files"])
    assert finish(tmp_path) == []


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="no memory disk here")
def test_a_file_on_a_memory_disk_is_a_file_as_others() -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        path = Path(folder) / "a.md"
        path.write_bytes(b"old")
        kept = path.open("rb")
        write_whole(path, b"new")
        assert (path.read_bytes(), kept.read()) == (b"new", b"old")  # another file, and not this one written through
        kept.close()


def test_a_link_to_nowhere_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "ra").symlink_to(tmp_path / "nowhere/x")
    with pytest.raises(OutputError, match="stands where a folder should be"):
        write_whole(tmp_path / "ra/tin.txt", b"x")


def test_a_file_replaced_by_one_as_long_within_a_tick_of_the_clock_is_another(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_whole(path, b"one")
    before, told = stamp(path), path.stat()
    assert before == stamp(path)
    write_whole(path, b"two")
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert stamp(path) not in (before, None)
    path.unlink()
    assert stamp(path) is None
