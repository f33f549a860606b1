"""Nodes without a name that cannot be told apart are a fault of their file, before anything is built of them."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from api.catalogue import load_catalogue
from graph.checks.check import check_sources
from graph.checks.nameless import ALIKE
from graph.sources.source import list_model_sources, make_user_sources
from ontology.namespaces import compact_iri

if TYPE_CHECKING:
    from pathlib import Path


def test_poison_is_told_with_its_place(tmp_path: Path) -> None:
    """A small file that no machine can name the nodes of is told with its line, and with what they hang from."""
    links = "\n".join(f"_:n{one} <urn:p> _:n{other} ." for one, other in permutations(range(12), 2))
    path = tmp_path / "plan.ttl"
    path.write_text(f"<https://w3id.org/samendoen/id/role/x> <urn:q> _:n7 .\n{links}", encoding="utf-8")

    faults = check_sources([*list_model_sources(), *make_user_sources([path])], {}).violations
    (fault,) = (it for it in faults if it.rule == "nodes-alike")

    assert (fault.place, compact_iri(fault.node), fault.line) == (str(path), "role:x", 2)
    assert fault.path.startswith("urn:q")
    assert str(fault.words).startswith("11 nodes without a name")


def test_sentence_is_translated() -> None:
    """What is said of them has a Dutch text."""
    assert load_catalogue("nl").gettext(ALIKE.template) != ALIKE.template
