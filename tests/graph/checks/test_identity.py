"""One thing has one address: what is said to be the same as another of ours is refused, and a link elsewhere is not."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from graph.checks.identity import check_identity
from ontology.namespaces import ID, PREFIXES

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
KNOWN = "gemeente:gm1 a smd:Municipality . oorg:oorg1 a smd:Partner ."
A, B, ELSEWHERE = f"<{ID}actor/p-2023/a>", f"<{ID}actor/p-2023/b>", f"<{ID}actor/q-2023/a>"


def check(turtle: str) -> list[tuple[str, str]]:
    """Give rule and words of what is found in *turtle*."""
    quads = parse(HEADER + KNOWN + turtle, RdfFormat.TURTLE)
    return [(fault.rule, str(fault.words)) for fault in check_identity([(quad, "file.ttl") for quad in quads])]


@pytest.mark.parametrize(("one", "other"), [(A, B), (A, ELSEWHERE), (A, "oorg:oorg1"), ("oorg:oorg1", "gemeente:gm1")])
def test_two_of_ours_are_not_the_same(one: str, other: str) -> None:
    """Whichever comes first, of a plan or of the register, with the reason and what to do."""
    for said in (f"{one} owl:sameAs {other} .", f"{other} owl:sameAs {one} ."):
        ((rule, words),) = check(said)
        assert rule == "one-address"
        assert "would join nothing" in words
        assert "write the other spelling as skos:hiddenLabel" in words


def test_link_to_somebody_else_stays() -> None:
    """What others know under an address of their own can be linked to."""
    assert check(f"{A} owl:sameAs <http://www.wikidata.org/entity/Q9912> .") == []


@pytest.mark.parametrize("kind", ["exact", "close", "broad", "narrow", "related"])
def test_match_leads_elsewhere(kind: str) -> None:
    """A match within one plan is refused; to another scheme it is what a match is for."""
    one, other = f"<{ID}theme/p-2023/a>", f"<{ID}theme/p-2023/b>"

    assert [rule for rule, _ in check(f"{one} skos:{kind}Match {other} .")] == ["match-elsewhere"]
    assert check(f"{one} skos:{kind}Match tooitop:c_1 , <{ID}yardstick/jeugd> .") == []
