"""The editor of other people's making, as npm installed it; without it the page has its plain form."""

from __future__ import annotations

from pathlib import Path

from api.policy import policy

#: Where the set-up step puts it, and the files of it that a browser is given.
FOLDER = Path(__file__).parents[2] / "node_modules" / "@zazuko" / "yasgui" / "build"
FILES = ("yasgui.min.js", "yasgui.min.css")

#: What its table adds to a page: the one style with which its columns are made wider and narrower.
POLICY = policy("sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk=")


def installed() -> bool:
    """Say whether all of it is there."""
    return all((FOLDER / name).is_file() for name in FILES)
