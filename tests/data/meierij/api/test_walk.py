"""The walk of `tests/api/test_site.py` over the packaged plan: long names, much text, many measures and partners."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.api.test_site import (
    MAIN,
    MOST,
    kind_of,
    test_browser_has_nothing_to_complain_of,
    test_every_link_leads_somewhere,
    test_no_other_host_is_asked,
    test_page_can_be_heard,
    test_page_has_one_heading_and_a_title,
    test_page_is_never_wider_than_the_window,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.api.test_site import Walk

__all__ = [
    "test_browser_has_nothing_to_complain_of",
    "test_every_link_leads_somewhere",
    "test_no_other_host_is_asked",
    "test_page_can_be_heard",
    "test_page_has_one_heading_and_a_title",
    "test_page_is_never_wider_than_the_window",
    "walk",
]


#: How many pages of measures, of partners, of laws and of questions, their list among them.
MANY = 13
#: Of what looks the same in every plan, and is walked through over the small one, the packaged plan has one page each.
FEW = {"doc": 1, "id": 0, "def": 8}


@pytest.fixture(scope="module")
def most() -> Mapping[str, int]:
    """Give how many pages of a kind are visited."""
    return {**MOST, **FEW, **dict.fromkeys(("measures", "partners", "legislation", "questions"), MANY)}


def test_every_kind_of_page_was_visited(walk: Walk) -> None:
    """The walk reaches every kind of page all themes, and the bounded kinds in full."""
    kinds = Counter(kind_of(visit.path) for visit in walk.visits if "lang=" not in visit.path)

    assert {urlsplit(path).path.split("/")[1] for path in MAIN} - kinds.keys() == set()
    assert {f"doc/{name}" for name in ("evidence", "involvement", "cooperation", "document", "section")} <= kinds.keys()
    assert kinds["themes"] == 1 + 8
    assert kinds["measures"] == kinds["partners"] == MANY
    assert kinds["lines"] == MOST["lines"]
    assert len(walk.visits) > 100
