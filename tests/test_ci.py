"""What others put into their CI: the action, the GitLab template, the hooks, the container; and the script behind
them, run on a change request."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from draftkit.cli.main import main

from .pages import ROOT


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_action_calls_what_is_there() -> None:
    steps = loaded("action.yml")["runs"]["steps"]
    assert all(step.get("uses") or step.get("shell") for step in steps)
    called = re.findall(r"\$GITHUB_ACTION_PATH/([\w./-]+)", "\n".join(step.get("run", "") for step in steps))
    assert called == ["ci/review.sh"]
    assert os.access(ROOT / called[0], os.X_OK)


def test_the_gitlab_template_calls_what_is_there() -> None:
    job = loaded("ci/gitlab.yml")["draftkit"]
    assert "/tmp/draftkit/ci/review.sh" in "\n".join(job["script"])
    assert job["artifacts"]["when"] == "always"


def test_hooks_always_run() -> None:
    assert [(hook["id"], hook["always_run"], hook["pass_filenames"]) for hook in loaded(".pre-commit-hooks.yaml")] == [
        ("draftkit-check", True, False),
        ("draftkit-fmt", True, False),
    ]


def test_the_container_installs_extras_that_exist() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = re.search(r"/src\[([\w,]+)\]", (ROOT / "Containerfile").read_text(encoding="utf-8"))
    assert named
    assert set(named[1].split(",")) <= set(extras)


def git(folder: Path, *words: str) -> None:
    subprocess.run(("git", "-c", "user.name=a", "-c", "user.email=a@example.vn", *words), cwd=folder, check=True)


@pytest.mark.slow
def test_a_change_request_is_checked_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that changed has a redline and a table, a new one has none; the exit status is that of the check."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["init", "du-an"]) == 0
    project = tmp_path / "du-an"
    monkeypatch.chdir(project)
    assert main(["new", "Nghị định", "content/nghi-dinh"]) == 0
    assert main(["new", "Quyết định", "content/quyet-dinh"]) == 0
    git(project, "add", "-A")
    git(project, "commit", "-qm", "mot")
    text = project / "content/nghi-dinh/01-noi-dung.md"
    text.write_text(
        text.read_text(encoding="utf-8").replace("Nghị định này quy định", "Nghị định này quy định rõ", 1), "utf-8"
    )
    assert main(["new", "Công văn", "content/cong-van"]) == 0
    git(project, "add", "-A")
    git(project, "commit", "-qm", "hai")
    program = tmp_path / "bin/draftkit"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from draftkit.cli.main import run; run()" "$@"\n')
    program.chmod(0o755)
    env = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    run = (ROOT / "ci/review.sh", "HEAD~1", "out")
    assert subprocess.run(run, cwd=project, env=env, check=False, capture_output=True).returncode == 0
    assert sorted(path.name for path in (project / "out").iterdir()) == [
        "comment.md",
        "draftkit.html",
        "draftkit.sarif",
        "nghi-dinh-so-sanh.docx",
        "nghi-dinh-sua-doi.docx",
    ]
    assert "{+rõ +}" in (project / "out/comment.md").read_text(encoding="utf-8")
    text.write_text("### Điều 3. Sai số\n\nXem @khong-co.\n", encoding="utf-8")
    run = (ROOT / "ci/review.sh", "", "out")  # nothing is to be compared
    assert subprocess.run(run, cwd=project, env=env, check=False, capture_output=True).returncode == 1
    assert json.loads((project / "out/draftkit.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
