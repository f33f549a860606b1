"""What the texts promise of availability, safety and privacy, and the tests that hold it: read from `promises.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).with_suffix(".toml")
KINDS = ("availability", "safety", "privacy")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Promise:
    """A *sentence* as it stands in *file*, its *kind*, and the tests that it is *held_by*, as pytest names them."""

    sentence: str
    file: str
    kind: str
    held_by: tuple[str, ...]


@dataclass(frozen=True)
class Exemption:
    """A *sentence* in *file* that has a telling word and promises nothing of these kinds, and *why* so."""

    sentence: str
    file: str
    why: str


def load_promises() -> list[Promise]:
    """Load the promises, in the order of the file."""
    return [Promise(**{**each, "held_by": tuple(each["held_by"])}) for each in _read_file()["promise"]]


def load_exemptions() -> list[Exemption]:
    """Load what sounds like a promise and is none."""
    return [Exemption(**each) for each in _read_file()["not_a_promise"]]


def _read_file() -> dict[str, list[dict[str, str]]]:
    """Read the file."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def iter_rows(kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each promise of *kind*: what is promised, where, and by what it is held, with links."""
    for promise in load_promises():
        if promise.kind == kind:
            text = _LINK.sub(r"\1", promise.sentence)
            tests = (node.split("::") for node in promise.held_by)
            held = ", ".join(f"[`{name}`](../../{path})" for path, name in tests)
            yield text, f"[{promise.file}](../../{promise.file})", held
