"""Templates as they were compiled before, kept where Python keeps its own modules, so that a start takes seconds less.

To compile all templates takes most of a start, and they change only when the project does. What is kept is code, so it
lies where only whoever may write the project itself can write, and never in the data folder. Where Python is told to
write no bytecode, or may not, nothing is kept and all is compiled anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.bccache import Bucket

#: The settings that are compiled into a template.
_SETTINGS = ("trim_blocks", "lstrip_blocks", "keep_trailing_newline", "optimized")


class CompiledTemplates(FileSystemBytecodeCache):
    """The compiled templates in a folder; what is damaged counts as absent, and what cannot be written is not kept."""

    def __init__(self, environment: Environment, folder: Path) -> None:
        """Keep in *folder* what *environment* compiles."""
        super().__init__(str(folder), "%s.cache")
        self._surroundings = _digest_surroundings(environment)

    def get_source_checksum(self, source: str) -> str:
        """Digest *source* with all else that is compiled into a template."""
        return hashlib.sha256(f"{self._surroundings}{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the template of *bucket*, unless what is kept of it is damaged."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the template of *bucket*, where Python writes bytecode and the folder can be written."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def find_folder() -> Path:
    """Find the folder in which compiled templates are kept: beside the compiled modules of this package (PEP 3147)."""
    return Path(importlib.util.cache_from_source(__file__)).parent / "templates"


def _digest_surroundings(environment: Environment) -> str:
    """Digest what *environment* compiles into a template besides its text.

    Our own modules are among it, for Jinja applies a filter to what is constant when it compiles.
    """
    settings = {name: getattr(environment, name) for name in _SETTINGS}
    digest = hashlib.sha256(f"{version('jinja2')} {settings} {sorted(environment.extensions)}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
