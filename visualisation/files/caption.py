"""What a file says of the network in it, so that who finds it later knows what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Caption:
    """The title of a network, what was chosen line by line, and where and when it comes from.

    `day` is the day of the file, as 2026-01-31; without one a file has no date. `source` says of which data it is, and
    of which version. `names` has what columns and codes are called in `language`; what has no name there is called as
    it is in data.
    """

    title: str
    choice: tuple[str, ...] = ()
    day: str = ""
    source: str = ""
    language: str = "nl"
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is said under the title: the choice, the source and the day."""
        return (*self.choice, *filter(None, (self.source, self.day)))

    def find_name(self, code: str) -> str:
        """Find what the column or the value *code* is called.

        >>> Caption("Jeugd", names={"stated": "uitgesproken"}).find_name("stated")
        'uitgesproken'
        """
        return self.names.get(code, code)
