"""Another commit of this repository, installed from its own locks, to be measured beside the tree as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Where commits are kept once they are installed; `make clean` removes it.
KEPT = ROOT / "build" / "commits"


def install_commit(ref: str) -> tuple[str, Path]:
    """Install the commit that *ref* names in a worktree of its own; give its short name and its command.

    :raises SystemExit: when there is no such commit, or it cannot be installed.
    """
    name = _run("git", "rev-parse", "--short=7", f"{ref}^{{commit}}")
    folder = KEPT / name
    if not folder.exists():
        _run("git", "worktree", "prune")
        _run("git", "worktree", "add", "--detach", str(folder), name)
    _run("make", "--directory", str(folder), ".venv/.serve", f"PYTHON={sys.executable}")
    return name, folder / ".venv" / "bin" / "samendoen"


def describe_tree() -> str:
    """Describe the commit of this tree, and whether something was changed since."""
    return _run("git", "describe", "--always", "--abbrev=7", "--dirty")


def _run(*command: str) -> str:
    """Run *command* at the root, and give what it prints."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.strip()[-2000:]}")
    return done.stdout.strip()
