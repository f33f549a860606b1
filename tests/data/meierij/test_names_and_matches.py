"""What the plan leaves to the register, and how its themes and collectives can be compared with those of others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rdflib import DCTERMS, RDF, SKOS, Graph, Namespace
from rdflib.term import Literal, Node

from ontology.namespaces import PREFIXES, find_plan_key

DATA = Path(__file__).parents[3] / "graph" / "data"
SMD = Namespace(PREFIXES["smd"])
MATCHES = (SMD.closeMatchTo, SMD.broadMatchTo, SMD.narrowMatchTo)


@cache
def read(folder: str) -> Graph:
    """Read the files of *folder* of the data into one graph, once."""
    graph = Graph()
    for file in sorted((DATA / folder).glob("*.ttl")):
        graph.parse(file)
    return graph


def plan() -> Graph:
    """Read what the plan says."""
    return read("plans/meierij-2019-2022")


def register() -> Graph:
    """Read what the register says."""
    return read("register")


def partners(*, own: bool) -> set[Node]:
    """Give the partners that the plan names: its *own*, or those of the register."""
    return {node for node in plan().subjects(RDF.type, SMD.Partner) if bool(find_plan_key(str(node))) == own}


def test_whom_the_register_knows_is_described_there_only() -> None:
    """Of a body of the register the plan says where it names it and how spelt; never its name, kind or id."""
    named = partners(own=False)

    assert len(named) == 22
    for node in named:
        assert (node, SMD.kind, None) in register(), node
        assert not set(plan().predicates(node)) & {SKOS.prefLabel, SMD.kind, DCTERMS.identifier}, node
        assert not set(plan().objects(node, SKOS.altLabel)) & set(register().objects(node, SKOS.altLabel)), node


def test_register_has_whom_others_know_too() -> None:
    """The municipalities, the police and the bodies of the state that the plan names are none of its own."""
    codes = {f"{PREFIXES['gemeente']}gm{code}" for code in ("0757", "0772", "0788", "0797", "0845", "0865", "1948")}
    ids = {str(register().value(node, DCTERMS.identifier)) for node in partners(own=False)}

    assert codes <= {str(node) for node in partners(own=False)}
    assert {"politie", "openbaar-ministerie", "kadaster", "meierijstad"} <= ids


def test_every_partner_of_its_own_has_a_common_kind() -> None:
    """Each partner that only this plan knows can be laid beside those of other plans."""
    own = partners(own=True)
    kinds = {node: set(plan().objects(node, SMD.commonKind)) for node in own}

    assert len(own) > 50
    assert [node for node, found in kinds.items() if not found] == []
    assert set().union(*kinds.values()) <= set(register().subjects(RDF.type, SMD.Collective))


def test_every_theme_is_matched_with_a_reason() -> None:
    """Each theme of the plan goes with at least one theme of the yardstick, in one way a match, and says why."""
    themes = set(plan().subjects(RDF.type, SMD.Theme))
    matches = set(plan().subjects(RDF.type, SMD.Match))

    assert len(themes) == 8
    assert {plan().value(match, SMD.matches) for match in matches} == themes
    for match in matches:
        (target,) = [value for how in MATCHES for value in plan().objects(match, how)]
        reasons = [text for text in plan().objects(match, SMD.reason) if isinstance(text, Literal)]
        assert (target, RDF.type, SMD.YardstickTheme) in register()
        assert sorted(str(text.language) for text in reasons) == ["en", "nl"]
