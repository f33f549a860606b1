"""The contracts of import-linter hold the house: each trespass is caught by the contract that is there for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.packages import PACKAGES, ROOT

#: Where somebody could build through a wall: the module, what it must not import, and the contract that says so.
TRESPASSES = {
    "terms_know_no_checks": ("graph/terms.py", "graph.checks", "Within graph"),
    "checks_know_no_build": ("graph/checks/shapes.py", "graph.build", "Within graph"),
    "question_knows_no_export": ("queries/questions/question.py", "queries.exports", "Within queries"),
    "memo_stays_out_of_the_sandbox": ("queries/exports/memo.py", "graph.engine.sandbox.seccomp", "graph.engine is"),
    "page_uses_the_door_of_answers": ("api/pages/gaps.py", "queries.answers.trust", "queries.answers is"),
    "faces_are_strangers": ("api/pages/gaps.py", "api.rest.questions", "Within api"),
    "http_knows_no_data": ("api/http/response.py", "api.serving.dataset", "Within api"),
    "module_on_no_layer": ("graph/shed.py", "graph.errors", "Within graph"),
    "siblings_in_a_circle": ("graph/versions/compression.py", "graph.versions.archive", "No two modules"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the contracts against the packages in *folder*."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Copy the modules of the project, and nothing of its data."""
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            target = tmp_path / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_contracts_are_kept(copy: Path) -> None:
    """Nothing is broken as the house stands; without this the tests below would prove nothing."""
    result = lint(copy)

    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize("name", TRESPASSES)
def test_trespass_is_caught(copy: Path, name: str) -> None:
    """One import too many breaks the contract that is there for it."""
    file, wanted, contract = TRESPASSES[name]
    path = copy / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{text}\nimport {wanted}\n", encoding="utf-8")

    result = lint(copy)

    broken = [line for line in result.stdout.splitlines() if line.startswith(contract)]
    assert result.returncode == 1, result.stdout
    assert broken, result.stdout


def test_every_room_has_a_door() -> None:
    """Each package in graph, queries and visualisation, and that itself, has a contract and names what it hands out."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    protected = {it["allowed_importers"][0] for it in contracts if it["type"] == "protected"}
    rooms = {
        f"{package}.{path.parent.name}"
        for package in ("graph", "queries", "visualisation")
        for path in (ROOT / package).glob("*/__init__.py")
    }

    assert rooms
    assert protected == {*rooms, "visualisation"}
    for room in protected:
        assert "__all__" in (ROOT / room.replace(".", "/") / "__init__.py").read_text(encoding="utf-8")
