"""A small file from which more follows than can be worked out is told as such, and takes no hours and no gigabytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.checks import strays
from graph.checks.check import check_sources
from graph.errors import TooMuchFollows
from graph.reasoning import deduction, relation
from graph.reasoning.facts import MOST_ROUNDS
from graph.sources.source import list_model_sources, make_user_sources
from ontology.namespaces import compact_iri
from tests.builds import SMALL_PLAN, SMALL_PLAN_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from graph.fault import Fault


def check(path: Path, lines: Iterable[str]) -> list[Fault]:
    """Check a plan of *lines* of Turtle, in a file at *path*, on top of the model."""
    path.write_text("\n".join([SMALL_PLAN_HEADER, f"plan:{SMALL_PLAN} a smd:Plan .", *lines]), encoding="utf-8")
    return list(check_sources([*list_model_sources(), *make_user_sources([path])], {}).faults)


def select_bounds(faults: Iterable[Fault]) -> list[Fault]:
    """Select the *faults* that say that too much follows."""
    return [fault for fault in faults if fault.rule == "much-follows"]


def chain(length: int) -> list[str]:
    """Make a chain of so many themes."""
    return [f"theme:t{number} skos:broader theme:t{number + 1} ." for number in range(length)]


def test_endless_chain_is_told(tmp_path: Path) -> None:
    """A chain of hundreds of things that lead to each other is told with the file, the line, and what would do."""
    (fault,) = select_bounds(check(tmp_path / "plan.ttl", chain(3 * MOST_ROUNDS)))

    assert fault.place == str(tmp_path / "plan.ttl")
    assert fault.line
    assert compact_iri(fault.node).startswith("theme:")
    assert "divide it" in str(fault)


def test_long_chain_is_worked_out(tmp_path: Path) -> None:
    """A chain of a hundred, longer than any hierarchy of a municipality, is closed as before."""
    assert select_bounds(check(tmp_path / "plan.ttl", chain(100))) == []


@pytest.mark.parametrize(("module", "limit"), [(relation, "MOST_ROWS"), (deduction, "MOST_FACTS")])
def test_what_follows_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, limit: str) -> None:
    """Neither a join nor what follows in all grows past what there may be, of a plan as of the register."""
    monkeypatch.setattr(module, limit, 5)

    assert select_bounds(check(tmp_path / "plan.ttl", chain(20)))


def test_names_alone_are_likened_to_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many that only have a name the first are offered what they may be meant to be, and the others are told."""
    monkeypatch.setattr(strays, "_MOST_LIKENED", 2)
    lines = [f"actor:politie{n} skos:prefLabel 'x'@nl . actor:politie-{n} a smd:Partner ." for n in range(5)]

    found = [it for it in check(tmp_path / "plan.ttl", lines) if it.rule == "stray-name"]

    assert len(found) == 5
    assert sum("did you mean" in str(it) for it in found) == 2


def test_sentence_is_translated() -> None:
    """What is said has a Dutch text."""
    error = TooMuchFollows()

    assert error.describe(load_catalogue("nl")) != str(error)
