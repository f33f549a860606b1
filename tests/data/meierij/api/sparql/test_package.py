"""The package of the editor: pinned without addresses, brought by the set-up step, and no loss where it lacks."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.app import create_app
from api.http.policy import build_policy
from api.sparql import package
from tests.absence import missing

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[5]
HTML = {"Accept": "text/html"}
MADE = ("Makefile", "package.json", "package-lock.json", ".npmrc")
QUERY = 'SELECT ?name ?n { VALUES (?name ?n) { ("een" 1) ("twee" 2) } }'


def set_up(folder: Path, npm: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up step for the editor in *folder*, with *npm* for npm."""
    for name in MADE:
        shutil.copy2(ROOT / name, folder)
    make = shutil.which("make") or missing("make is not installed")
    command = [make, f"NPM={npm}", "node_modules/.installed"]
    known = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(command, cwd=folder, env=known | environ, capture_output=True, text=True, check=False)


def test_lock_pins_one_version_and_names_no_host() -> None:
    """One exact version is asked for; the lock has it with a digest for each package, and no address."""
    about_us = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    asked = about_us["dependencies"] | about_us["devDependencies"]
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: about for name, about in json.loads(text)["packages"].items() if name}

    assert {f"node_modules/{name}": version for name, version in asked.items()}.items() <= {
        name: about["version"] for name, about in packages.items()
    }.items()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in asked.values())
    assert all(about["integrity"].startswith("sha512-") for about in packages.values())
    assert "://" not in text


def test_without_npm_the_set_up_says_so_and_goes_on(tmp_path: Path) -> None:
    """Where npm is not there, the step says that the plain form serves; in CI that is a failure."""
    done = set_up(tmp_path, "npm-that-is-not-there")

    assert done.returncode == 0
    assert "plain form" in done.stdout
    assert not (tmp_path / "node_modules").exists()
    assert set_up(tmp_path, "npm-that-is-not-there", CI="true").returncode != 0


@pytest.mark.parametrize("works", [True, False])
def test_npm_is_run_once(tmp_path: Path, works: bool) -> None:  # noqa: FBT001  a parameter of the test
    """Once npm has brought the package the step is over; where it fails the plain form serves, until it does not."""
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\necho npm "$@"; mkdir -p node_modules; exit {0 if works else 1}\n', encoding="utf-8")
    npm.chmod(0o755)
    first, again = set_up(tmp_path, str(npm)), set_up(tmp_path, str(npm))

    assert (first.returncode, again.returncode) == (0, 0)
    assert "npm ci" in first.stdout
    assert ("npm ci" in again.stdout) != works
    assert ("plain form" in first.stdout) != works


@pytest.mark.parametrize("name", package.FILES)
def test_files_are_given_by_our_own_server(client: FlaskClient, name: str) -> None:
    """A browser gets the editor from here, and nothing else of what npm brought."""
    if not package.is_installed():
        missing("the editor is not installed; run 'make node_modules/.installed', which needs npm")

    with client.get(f"/static/yasgui/{name}") as answer:
        assert len(answer.get_data()) > 10_000
    for other in ("package.json", "..%2Fpackage.json", "yasgui.min.js.map"):
        assert client.get(f"/static/yasgui/{other}").status_code == 404


def test_page_is_loosened_no_more_than_needed(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page with the editor differs from the others in one style, by its digest; without the editor in nothing."""
    if package.is_installed():
        sent = client.get("/sparql", headers=HTML).headers["Content-Security-Policy"]
        assert re.sub(r"style-src 'self' 'sha256-[^']+'; ", "", sent) == build_policy()
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    assert client.get("/sparql", headers=HTML).headers["Content-Security-Policy"] == build_policy()


@pytest.mark.parametrize("view", ["table", "chart", "network"])
def test_without_the_package_the_form_does_the_same(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, view: str
) -> None:
    """Where the package is absent no script is asked for, nothing odd is said, and each view is there."""
    monkeypatch.setattr(package, "FOLDER", tmp_path)
    client = create_app(app.extensions["samendoen"]).test_client()
    text = client.get("/sparql", query_string={"query": QUERY, "view": view}, headers=HTML).get_data(as_text=True)

    assert "editor.js" not in text
    assert "yasgui" not in text.lower()
    assert "<textarea" in text
    assert "<td>twee</td>" in text
    assert ("<svg" in text.partition("<main")[2]) == (view == "chart")
    assert client.get("/static/yasgui/yasgui.min.js").status_code == 404
