"""The editor of other people's making, as npm installed it; without it the page has its plain form."""

from __future__ import annotations

from pathlib import Path

from api.http.policy import build_policy

#: Where the set-up step of a checkout puts it, and the files that a browser is given. A wheel comes without it.
FOLDER = Path(__file__).parents[2] / "node_modules" / "@zazuko" / "yasgui" / "build"
FILES = ("yasgui.min.js", "yasgui.min.css")

#: What its table adds to a page: the one style with which its columns are made wider and narrower.
EDITOR_POLICY = build_policy("sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=")


def is_installed() -> bool:
    """Say whether every file of the editor is installed."""
    return len(list_installed()) == len(FILES)


def list_installed() -> dict[str, Path]:
    """List the files of the editor that are installed, by their names."""
    return {name: FOLDER / name for name in FILES if (FOLDER / name).is_file()}
