"""Whether the key words of evidence stand in its lines, and are all of them.

A key word that is not in the sentence lets a search find what the plan does not say, so it stops a build. One that is
absent lets a search miss what the plan says: after a change the key words are made anew (`graph.keywords`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.fault import Fault
from graph.keywords import list_keywords, make_keywords
from graph.message import Message
from graph.sources import Statements
from ontology.namespaces import find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

    from graph.sources import SourceText

UNTRUE = Message(
    "Line %(line)s does not have the key word '%(word)s' in this sentence; make the key words anew with "
    "'samendoen plan keywords %(plan)s --source FILE'."
)
STALE = Message(
    "The key words of %(count)s pieces of evidence are not those of their sentences now, so a search may miss them; "
    "make them anew with 'samendoen plan keywords %(plan)s --source FILE'."
)


def check_keywords(quads: Iterable[tuple[Quad, str]], texts: Mapping[str, SourceText]) -> list[Fault]:
    """List a fault for each key word in *quads* that is not in its lines, and a warning where they are not up to date.

    It is said of each document among *texts* (by SHA-256). A plan without key words is not asked for any.
    """
    placed = list(quads)
    stated = list_keywords(quad for quad, _ in placed)
    if not stated:
        return []
    statements = Statements(placed)
    made = make_keywords((quad for quad, _ in placed), texts)
    faults: list[Fault] = []
    for document, _ in statements.iter_at_hand(texts):
        resting = [
            it for it in statements.list_members("Evidence") if document == statements.find_value(it, "inDocument")
        ]
        stale = [it for it in resting if stated.get(it) != made.get(it)]
        for node in stale:
            faults += _list_untrue(node, stated.get(node, ""), made.get(node, ""), statements)
        if stale:
            words = STALE.fill(count=len(stale), plan=find_plan_key(document))
            faults.append(Fault(statements.places[document], document, "keywords-stale", words, "warning"))
    return sorted(faults)


def _list_untrue(node: str, stated: str, made: str, statements: Statements) -> list[Fault]:
    """List a fault for each word *stated* of the evidence *node* that is none of those *made* of its lines."""
    known = set(made.casefold().replace(",", " ").split())
    words = [word for term in stated.split(", ") for word in term.split() if word.casefold() not in known]
    line, plan = statements.find_value(node, "firstLine"), find_plan_key(node)
    return [
        Fault(statements.places[node], node, "keyword-not-in-lines", UNTRUE.fill(line=line, word=word, plan=plan))
        for word in dict.fromkeys(words)
    ]
