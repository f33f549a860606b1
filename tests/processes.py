"""What the system says of processes (proc(5))."""

from __future__ import annotations

from pathlib import Path


def read_state(process: int) -> str:
    """Read the state of *process*, a letter, of which Z is one that has ended; empty where there is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return ""
