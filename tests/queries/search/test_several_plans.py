"""Tests of the search over several plans: a hit is of one plan, or of none, and one plan can be searched alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogues
from graph.build import build_version
from graph.engine import Store
from graph.sources import list_model_sources
from queries.questions import Library
from queries.search import Entry, Search
from queries.search.entry import Piece
from queries.search.index import Index
from tests.builds import FIXTURE_FILES
from tests.several import FIRST, SECOND, several, several_version, write_named_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from queries.plans import Plans

__all__ = ["several", "several_version"]


@pytest.fixture(scope="module")
def search(several: Plans) -> Iterator[Search]:
    """Search both plans."""
    search = Search(several.engine, Library(), load_catalogues())
    yield search
    search.close()


def test_same_name_in_two_plans_is_a_hit_in_each(search: Search) -> None:
    """What two plans call the same is found twice, each time as of one plan."""
    hits = [hit.entry for hit in search.find("brandweer", "nl").hits if hit.entry.kind == "partner"]

    assert sorted(hit.plan for hit in hits) == sorted([FIRST, SECOND])
    assert {hit.label("nl") for hit in hits} == {"Brandweer"}


def test_one_plan_is_searched_alone(search: Search) -> None:
    """Within a plan nothing of another is found, and what belongs to no plan still is."""
    hits = [hit.entry for hit in search.find("brandweer", "nl", [SECOND]).hits]

    assert {hit.plan for hit in hits} == {SECOND, ""}
    assert any("/id/kind/" in hit.iri for hit in hits)


def test_what_only_another_plan_has_is_not_found(tmp_path: Path) -> None:
    """Where no thing of a plan has all the words, those with some of them are found, whatever another plan has."""
    copy = write_named_copy(tmp_path / "copy", SECOND, [("Havenpolitie", "Kustwacht")])
    version = build_version(tmp_path / "data", [*FIXTURE_FILES, *copy], packaged=list_model_sources())
    search = Search(Store(version.path), Library(), load_catalogues())

    assert "Kustwacht" in {hit.entry.label("nl") for hit in search.find("kustwacht", "nl").hits}
    assert not [hit for hit in search.find("kustwacht", "nl", [FIRST]).hits if hit.entry.plan]
    search.close()


def test_kinds_are_those_of_each_plan(search: Search) -> None:
    """Of the same thing in two plans both have the kind that it has in each: what one says is not lost in the other."""
    kinds: dict[str, dict[str, str]] = {FIRST: {}, SECOND: {}}
    for entry in search.index("nl").entries:
        if entry.plan:
            kinds[entry.plan][entry.iri.replace(entry.plan, "")] = entry.kind

    assert kinds[FIRST] == kinds[SECOND]
    assert {"measure", "theme", "partner"} <= set(kinds[FIRST].values())
    assert any(entry.kind == "municipality" for entry in search.index("nl").entries)


def test_text_in_dutch_alone_is_found_by_readers_of_english_and_is_marked() -> None:
    """A name and a text without English are found in English too, and each says that it is Dutch."""
    entry = Entry("urn:x", "x", "claim", {"nl": "Hooiberg"}, (Piece("text", "Een naald is zoek.", "nl-x-en"),))
    index = Index([entry], "en")
    (by_name,) = (found := index.find("hooiberg")).build_results(found.hits)
    (by_text,) = (found := index.find("naald")).build_results(found.hits)

    assert (by_name.label, by_name.spoken) == ("Hooiberg", "nl")
    assert (by_text.snippet, by_text.language) == ("Een naald is zoek.", "nl")
    index.close()
