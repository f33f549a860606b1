"""A process of our own that runs a module of ours, wherever it was started and however we were installed."""

from __future__ import annotations

import sys


def build_command(module: str, *arguments: str) -> list[str]:
    """Build the command that calls `main` of *module* with *arguments*, by the interpreter that runs this.

    It looks for modules where this process does. With `-m` it would look in the working folder first, where others
    may have put a file with the name of a module; and in any other folder it would not find what lies in this one.
    """
    code = f"import sys; sys.path[:] = {sys.path!r}; from {module} import main; main(*sys.argv[1:])"
    return [sys.executable, "-P", "-c", code, *arguments]
