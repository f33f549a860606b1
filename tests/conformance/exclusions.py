"""What is not asked of us, by name and with the reason: the tests, suites and graphs in `exclusions.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("exclusions.toml")


@cache
def groups(kind: str) -> list[dict[str, Any]]:
    """Give the groups of one kind, each with its names and its reason."""
    found: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))[kind]
    return found


def tests() -> dict[tuple[str, str], str]:
    """Give the reason for each excluded test, by the name of its suite and its own."""
    return {(group["suite"], name): group["reason"] for group in groups("tests") for name in group["names"]}


def suites() -> dict[str, str]:
    """Give the reason for each suite that is excluded as a whole, by its name."""
    return {name: group["reason"] for group in groups("suites") for name in group["names"]}


def written(media_type: str) -> frozenset[str]:
    """Give the tests whose graph is not read back from *media_type*."""
    return frozenset(name for group in groups("written") if media_type in group["formats"] for name in group["names"])
