"""The how-to on deploying, as the tests read it: the commands of each section, and the files beside the page."""

from __future__ import annotations

import re

from tests.packages import ROOT

PAGE = ROOT / "docs" / "how-to" / "deploy.md"
FILES = PAGE.with_suffix("")
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read_commands() -> dict[str, list[str]]:
    """Read the blocks of commands of each section, in order, by its heading."""
    sections = _SECTION.findall(PAGE.read_text(encoding="utf-8"))
    return {title: _COMMANDS.findall(text) for title, text in sections}


def read_file(name: str) -> str:
    """Read the file called *name* beside the page."""
    return (FILES / name).read_text(encoding="utf-8")


def read_unit() -> list[tuple[str, str]]:
    """Read the lines of the unit for systemd, in order: the name of each and its value."""
    return re.findall(r"^(\w+)=(.*)$", read_file("samendoen.service"), re.MULTILINE)


def read_unit_environment() -> dict[str, str]:
    """Read the variables that the unit sets."""
    return dict(value.split("=", 1) for name, value in read_unit() if name == "Environment")
