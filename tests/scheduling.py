"""Which tests stay together when two processes share them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from collections.abc import Container

#: The folders whose tests count together: the last of them reads what the others found, in the same process.
TOGETHER: Final[Container[str]] = ("tests/conformance", "tests/deploy")


def find_unit(nodeid: str) -> str:
    """Name the file of the test *nodeid*, or its folder where the tests of that folder count together."""
    file = nodeid.split("::", 1)[0]
    folder = str(PurePosixPath(file).parent)
    return folder if folder in TOGETHER else file


class UnitScheduling(LoadFileScheduling):
    """Tests handed out by file, and those of a folder that counts together to one process."""

    def _split_scope(self, nodeid: str) -> str:
        """Name the unit of *nodeid*, as pytest-xdist asks for it."""
        return find_unit(nodeid)
