"""The packages of the house, as import-linter has them, and their modules."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES: tuple[str, ...] = tuple(
    tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
)
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
