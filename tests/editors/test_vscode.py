"""The extension for VS Code: its package is whole, and in a host that stands for the editor's it starts the language
server and the workbench. (The editor itself would have to be downloaded.)"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import write_project

FOLDER = Path(__file__).parents[2] / "editors/vscode"
node = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def test_the_package_names_what_is_there() -> None:
    manifest = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
    assert (FOLDER / manifest["main"]).is_file()
    assert set(manifest) >= {"name", "publisher", "version", "engines", "license", "description"}
    assert manifest["activationEvents"] == ["workspaceContains:**/draftkit.yaml"]
    assert manifest["contributes"]["configuration"]["properties"]["draftkit.program"]["scope"] == "machine-overridable"
    assert "draftkit.program" in manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]


@node
def test_without_the_program_it_says_so() -> None:
    done = subprocess.run(("node", "test/run.js"), cwd=FOLDER, capture_output=True, check=False, encoding="utf-8")
    assert done.stdout == "ok\n", done.stderr


@node
def test_it_opens_the_workbench_of_the_folder(tmp_path: Path) -> None:
    write_project(tmp_path / "project", "\n### Điều 1. Phạm vi\n\nNội dung./.\n")
    (tmp_path / "project/draftkit.yaml").write_text("noi_dung: content\n", encoding="utf-8")
    program = tmp_path / "draftkit"
    program.write_text(f"#!{sys.executable}\nfrom draftkit.cli.main import run\nrun()\n", encoding="utf-8")
    program.chmod(0o755)
    done = subprocess.run(
        ("node", "test/run.js", str(program), str(tmp_path / "project")),
        cwd=FOLDER,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    assert done.stdout == "ok\n", done.stderr
