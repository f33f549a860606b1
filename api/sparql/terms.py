"""What an editor completes with: the terms of our model in the visitor's language, our prefixes, and our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.data import data
from api.language import current
from ontology.namespaces import PREFIXES, compact_iri

if TYPE_CHECKING:
    from queries.documentation import Term


def terms() -> dict[str, object]:
    """Give the terms with their names, labels and definitions, the prefixes, and the pages of IRIs from elsewhere."""
    served = data()
    found = [_told(term) for topic in served.model(current()).topics for term in topic.terms]
    return {
        "prefixes": PREFIXES,
        "terms": sorted(found, key=lambda term: term["name"]),
        "pages": {iri: served.page(iri) for iri in sorted(served.own)},
    }


def _told(term: Term) -> dict[str, str]:
    """Give what a list of completions shows of *term*."""
    kind = "class" if term.kind == "class" else "property"
    return {"name": compact_iri(term.iri), "kind": kind, "label": term.label, "definition": term.definition}
