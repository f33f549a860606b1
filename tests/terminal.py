"""The command line as a test runs it: in a terminal that says nothing about its language, whoever runs the tests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from click.testing import CliRunner

from api.commands.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from click.testing import Result

#: The variables of a terminal that says nothing about its language; None takes one away.
PLAIN_TERMINAL: Final[Mapping[str, str | None]] = {
    "SAMENDOEN_DATA": None,
    "LC_ALL": None,
    "LC_MESSAGES": None,
    "LANG": "C.UTF-8",
}


def run(*words: str | Path, **environ: str | None) -> Result:
    """Run `samendoen` with *words* in a plain terminal, with the variables in *environ* besides."""
    return CliRunner(env={**PLAIN_TERMINAL, **environ}).invoke(main, [str(word) for word in words])


def make_environ() -> dict[str, str]:
    """Make the variables for a process of its own in a plain terminal: those of now but for its language and data."""
    environ = {**os.environ, **PLAIN_TERMINAL, "SAMENDOEN_PREPARED_PAGES": "1"}  # what is not tested takes no time
    return {name: value for name, value in environ.items() if value is not None}
