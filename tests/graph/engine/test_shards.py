"""The shards of a large version: a question to one plan is answered from a few plans, as it is from all of them."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.engine.shards import Shards
from ontology.namespaces import make_graph_iri, make_plan_graph_iri

REGISTER = make_graph_iri("register")
KEYS = ("a-2020", "b-2020", "c-2020", "d-2020", "e-2020")


def stated(key: str) -> str:
    """Give the graph of what the plan with *key* states."""
    return make_plan_graph_iri(key, "stated")


@pytest.fixture
def store() -> Store:
    """Hold a register that names the police, and five plans that each call it something of their own."""
    police, name = NamedNode("urn:police"), NamedNode("urn:name")
    made = Store()
    made.add(Quad(police, name, Literal("politie"), NamedNode(REGISTER)))
    made.extend(Quad(police, name, Literal(f"politie van {key}"), NamedNode(stated(key))) for key in KEYS)
    return made


def ask(store: Store, *graphs: str) -> set[str]:
    """Ask *store* what the police is called in *graphs*."""
    named = [NamedNode(graph) for graph in graphs]
    found = store.query("SELECT ?name { <urn:police> <urn:name> ?name }", default_graph=named)
    assert isinstance(found, QuerySolutions)
    return {row["name"].value for row in found}


@pytest.mark.parametrize("key", KEYS)
def test_a_plan_is_answered_from_its_shard_as_from_the_whole(store: Store, key: str) -> None:
    """Every plan is in a shard, with the register beside it and with fewer plans than there are."""
    shard = Shards(store, [REGISTER, *map(stated, KEYS)], size=2).find([REGISTER, stated(key)])

    assert shard is not None
    assert ask(shard, REGISTER, stated(key)) == ask(store, REGISTER, stated(key)) == {"politie", f"politie van {key}"}
    assert len(shard) < len(store)


def test_plans_of_different_shards_are_asked_of_the_whole(store: Store) -> None:
    """No shard answers for two plans that it does not both hold, nor for a plan that is not there."""
    shards = Shards(store, [REGISTER, *map(stated, KEYS)], size=2)

    assert shards.find([stated("a-2020"), stated("b-2020")]) is not None
    assert shards.find([stated("a-2020"), stated("e-2020")]) is None
    assert shards.find([REGISTER, stated("f-2020")]) is None


def test_the_register_is_in_every_shard(store: Store) -> None:
    """What is asked of the register alone is answered from a shard too."""
    shard = Shards(store, [REGISTER, *map(stated, KEYS)], size=2).find([REGISTER])

    assert shard is not None
    assert ask(shard, REGISTER) == {"politie"}


def test_few_plans_have_no_shards(store: Store) -> None:
    """Where one shard would hold them all, nothing is held twice."""
    shards = Shards(store, [REGISTER, *map(stated, KEYS)], size=5)

    assert shards.find([REGISTER, stated("a-2020")]) is None
