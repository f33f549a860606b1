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
    of which version. `names` has what columns, codes and the day are called in `language`; what has no name there is
    called as it is in data. The page has `larger`, `smaller` and `all_in_view` as names of its buttons, and `nodes`,
    `edges` and `degree` beside the names of columns.
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
        return (*self.choice, *filter(None, (self.source, self.find_name(self.day))))

    def find_name(self, code: str) -> str:
        """Find what the column or the value *code* is called, or return it.

        >>> Caption("Jeugd", names={"stated": "uitgesproken"}).find_name("stated")
        'uitgesproken'
        """
        return self.names.get(code, code)

    def format_number(self, value: float) -> str:
        """Format *value* in three decimals, with the sign before them that `language` has.

        >>> Caption("Jeugd").format_number(0.12345), Caption("Youth", language="en").format_number(2)
        ('0,123', '2')
        """
        text = f"{round(value, 3):.12g}"
        return text if self.language == "en" else text.replace(".", ",")
