"""Key words as a file of Turtle beside the other files of their plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.terms import value_of
from ontology.namespaces import DEF, PREFIXES, make_plan_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

#: What the file is called in the folder of a plan.
KEYWORDS_FILE = "keywords.ttl"
KEYWORDS_PROPERTY = f"{DEF}keywords"
_NOTE = (
    "# The key words of each piece of evidence: the terms of its sentence, in alphabetical order. Made by\n"
    "# `samendoen plan keywords`, which makes them anew after a change; nothing here is written by hand.\n"
)


def list_keywords(quads: Iterable[Quad]) -> dict[str, str]:
    """List the key words that *quads* state, by the evidence that they are of."""
    return {value_of(it.subject): value_of(it.object) for it in quads if it.predicate.value == KEYWORDS_PROPERTY}


def write_keywords(plan: str, keywords: Mapping[str, str]) -> bytes:
    """Write the *keywords* of the evidence of *plan*, by its key, as Turtle: the same ones as the same bytes."""
    evidence = make_plan_prefixes(plan)["evidence"]
    lines = [f"@prefix evidence: <{evidence}> .\n", f"@prefix smd: <{PREFIXES['smd']}> .\n\n"]
    for node, terms in sorted(keywords.items()):
        local = node.removeprefix(evidence)
        name = f"evidence:{local}" if _is_local(node, evidence) else str(NamedNode(node))
        lines.append(f"{name} smd:keywords {Literal(terms, language='nl')} .\n")
    return (_NOTE + "".join(lines)).encode()


def _is_local(node: str, base: str) -> bool:
    """Say whether *node* can be written as a local name after *base*: of letters, digits and hyphens."""
    local = node.removeprefix(base)
    return node.startswith(base) and local.replace("-", "").isalnum() and local.isascii()
