"""A list that loops, forks or does not end is told as one line, whoever went through it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.checks.check import check_sources
from graph.checks.lists import SENTENCES
from graph.sources.source import list_model_sources, make_user_sources
from ontology.namespaces import compact_iri

if TYPE_CHECKING:
    from pathlib import Path

    from graph.fault import Fault

HEADER = """@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix smd: <https://w3id.org/samendoen/def#> .
@prefix role: <https://w3id.org/samendoen/id/role/> .
"""

# A file below the header, the rule that it breaks, the line, and what the fault hangs from.
BROKEN = {
    "ends_in_itself": ("_:l rdf:first 1 ; rdf:rest _:l .\nrole:x smd:note _:l .", "list-loops", 6, "role:x smd:note"),
    "ends_in_its_head": (
        "role:x smd:note _:a .\n_:a rdf:first 1 ; rdf:rest _:b .\n_:b rdf:first 2 ; rdf:rest _:a .",
        "list-loops",
        7,
        "role:x smd:note",
    ),
    "loop_after_a_start": (
        "role:x smd:note ( 1 ) . _:a rdf:first 1 ; rdf:rest _:b .\n_:b rdf:first 2 ; rdf:rest _:b .",
        "list-loops",
        7,
        "[]",
    ),
    "loop_with_names": ("role:a rdf:first 1 ; rdf:rest role:a .", "list-loops", 6, "role:a"),
    "two_values": (
        "role:x smd:note [ rdf:first 1 , 2 ; rdf:rest rdf:nil ] .",
        "list-forks",
        6,
        "role:x smd:note",
    ),
    "two_ends": ("role:x smd:note [ rdf:first 1 ; rdf:rest () , ( 2 ) ] .", "list-forks", 6, "role:x smd:note"),
    "no_value": ("role:x smd:note [ rdf:rest () ] .", "list-gap", 6, "role:x smd:note"),
    "no_end": ("role:x smd:note [ rdf:first 1 ] .", "list-gap", 6, "role:x smd:note"),
    "end_is_a_text": ('role:x smd:note [ rdf:first 1 ; rdf:rest "x" ] .', "list-end", 6, "role:x smd:note"),
    "end_is_no_list": ("role:x smd:note [ rdf:first 1 ; rdf:rest role:y ] .", "list-end", 6, "role:x smd:note"),
    "end_is_nothing": ("role:x smd:note [ rdf:first 1 ; rdf:rest [] ] .", "list-end", 6, "role:x smd:note"),
    "after_the_end": ("rdf:nil rdf:rest () .", "list-nil", 6, "rdf:nil"),
    "path": ("role:x sh:path [ sh:inversePath _:p ] . _:p rdf:first 1 ; rdf:rest _:p .", "list-loops", 6, "role:x"),
    "class": ("role:x owl:intersectionOf _:l .\n_:l rdf:first _:l ; rdf:rest _:l .", "list-loops", 7, "role:x"),
}


def check(path: Path, turtle: str) -> list[Fault]:
    """Check a file of *turtle* below the header, at *path*, on top of the model."""
    path.write_text(HEADER + turtle, encoding="utf-8")
    return list(check_sources([*list_model_sources(), *make_user_sources([path])], {}).violations)


@pytest.mark.parametrize("name", BROKEN)
def test_broken_list_is_told(tmp_path: Path, name: str) -> None:
    """Each list that is none is told with its file, its line, the thing that it hangs from, and a remedy."""
    turtle, rule, line, hangs = BROKEN[name]

    (fault,) = (it for it in check(tmp_path / "plan.ttl", turtle) if it.rule == rule)

    assert (fault.place, fault.line) == (str(tmp_path / "plan.ttl"), line)
    assert f"{compact_iri(fault.node)} {fault.path}".strip().startswith(hangs)
    assert ";" in str(fault.words)


def test_sound_list_is_no_fault(tmp_path: Path) -> None:
    """A list that ends, one within another, one of five thousand places, and an empty one are left alone."""
    numbers = "( 3 ) " * 5_000
    turtle = f"role:x smd:note ( 1 ( 2 ) ( ) {numbers} ) . role:y smd:note () ."

    assert [it for it in check(tmp_path / "plan.ttl", turtle) if it.rule in SENTENCES] == []


@pytest.mark.parametrize(("one", "other"), [("[ smd:note ", " ]"), ("( ", " )")])
def test_deep_brackets_overflow_nothing(tmp_path: Path, one: str, other: str) -> None:
    """A thousand brackets and more in each other are checked as any file: with faults, and without an overflow."""
    turtle = f"role:x smd:note {one * 1_010} 1 {other * 1_010} ."

    assert all(it.line for it in check(tmp_path / "plan.ttl", turtle))


def test_each_rule_is_translated() -> None:
    """What is said of a list has a Dutch text."""
    dutch = load_catalogue("nl")

    assert [it.template for it in SENTENCES.values() if dutch.gettext(it.template) == it.template] == []
