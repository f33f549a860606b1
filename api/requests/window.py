"""The window of a page: as many of the plans as one page considers at a time, where there are more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.requests.url import parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.requests.url import RequestUrl
    from queries.plans import Plan

#: As many plans as a page considers, so that its size and the time it takes do not grow with their number.
MOST_PLANS = 15
#: How the URL of a page names the first plan of its window.
WINDOW_NAME = "from"


@dataclass(frozen=True)
class Window:
    """Which of `total` plans, counted from 1, a page considers: from the `first` up to and including the `last`.

    It considers `size` of them at a time.
    """

    first: int
    last: int
    total: int
    size: int = MOST_PLANS

    @property
    def is_whole(self) -> bool:
        """Whether nothing lies outside it."""
        return self.last - self.first + 1 >= self.total

    @property
    def previous(self) -> str:
        """Where the window before it begins, as a URL says it; empty where it begins with the first plan."""
        return str(max(1, self.first - self.size)) if self.first > 1 else ""

    @property
    def following(self) -> str:
        """Where the window after it begins, as a URL says it; empty where it ends with the last plan."""
        return str(self.last + 1) if self.last < self.total else ""

    def select(self, plans: Sequence[Plan]) -> tuple[Plan, ...]:
        """Select those of *plans* that lie in it."""
        return tuple(plans[self.first - 1 : self.last])


def find_window(url: RequestUrl, total: int, size: int = MOST_PLANS) -> Window:
    """Find the window of *size* over *total* plans that *url* names, or else the first.

    :raises BadParameter: when it begins where there is no plan.
    """
    first = parse_number(url, WINDOW_NAME, 1, 1, max(total, 1))
    return Window(first, min(first + size - 1, total), total, size)
