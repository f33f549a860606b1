"""What came and what went: a merge that is right for every pair of versions, and knows what each quad is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ArchiveError
from graph.versions.compression import open_version
from graph.versions.difference import PARTS, Change, iter_changes
from ontology.namespaces import DEF, ID, make_graph_iri

if TYPE_CHECKING:
    from graph.versions.archive import Version

LINES = st.sets(st.text(st.sampled_from("aébc")).map(lambda text: f"<urn:{text}> .\n".encode())).map(sorted)


@given(LINES, LINES)
def test_changes_are_what_is_in_one_only(old: list[bytes], new: list[bytes]) -> None:
    """Of any two versions, what came and what went is the difference of the two sets of lines, in order."""
    found = list(iter_changes(old, new))

    assert [change.line for change in found] == sorted(set(old) ^ set(new))
    assert {change.line for change in found if change.sign == "+"} == set(new) - set(old)
    assert {change.line for change in found if change.sign == "-"} == set(old) - set(new)


def test_version_does_not_differ_from_itself(version: Version) -> None:
    """Two readings of the built version, which is sorted, differ in nothing; without a line, in that line."""
    with open_version(version.path) as one, open_version(version.path) as two:
        assert list(iter_changes(one, two)) == []
    with open_version(version.path) as one, open_version(version.path) as two:
        left_out = two.readline()
        assert list(iter_changes(one, two)) == [Change("-", left_out)]


DERIVED = make_graph_iri("derived")


@pytest.mark.parametrize("lines", [[b"<urn:b> .\n", b"<urn:a> .\n"], [b"<urn:a> .\n", b"<urn:a> .\n"]])
def test_lines_out_of_order_are_refused(lines: list[bytes]) -> None:
    """Lines that are not sorted, or there twice, would hide what is the same, so they are refused."""
    with pytest.raises(ArchiveError, match="not sorted"):
        list(iter_changes(lines, []))


@pytest.mark.parametrize(
    ("quad", "part"),
    [
        (f"<{ID}measure/a> <{DEF}inPlan> <{ID}plan/a> <{make_graph_iri('meierij-2019-2022')}> .", "data"),
        (
            f'<{ID}measure/a> <{DEF}note> "<{ID}evidence/x> <{DERIVED}>" <{make_graph_iri("file/own")}> .',
            "data",
        ),
        (f"<{ID}measure/a> <{DEF}evidence> <{ID}evidence/a> <{make_graph_iri('file/own')}> .", "evidence"),
        (f'<{ID}evidence/a> <{DEF}anchor> "a b" <{make_graph_iri("reference")}> .', "evidence"),
        (f"<{ID}evidence/a> <urn:b> <urn:c> <{make_graph_iri('derived')}> .", "derived"),
        (f'<urn:a> <urn:b> "1" <{make_graph_iri("summary")}> .', "summary"),
        (f"<{DEF}evidence> <urn:b> <urn:c> <{make_graph_iri('model')}> .", "model"),
        (f"<urn:a> <urn:b> <urn:c> <{make_graph_iri('shapes')}> .", "shapes"),
    ],
)
def test_part_of_a_quad(quad: str, part: str) -> None:
    """A quad is known by its graph, and evidence by what it says; a text that looks like a graph is a text."""
    assert part in PARTS
    assert Change("+", f"{quad}\n".encode()).part == part
