"""What an editor completes with: the terms of our model in the visitor's language, our prefixes, and our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.language import get_language
from api.serving.dataset import get_dataset
from ontology.namespaces import PREFIXES, compact_iri

if TYPE_CHECKING:
    from queries.model import Term


def build_completions() -> dict[str, object]:
    """Build what the editor completes: our terms, the prefixes, and the pages of IRIs from elsewhere."""
    served = get_dataset()
    found = [_describe_term(term) for topic in served.model(get_language()).topics for term in topic.terms]
    return {
        "prefixes": PREFIXES,
        "terms": sorted(found, key=lambda term: term["name"]),
        "pages": {iri: served.page(iri) for iri in sorted(served.own)},
    }


def _describe_term(term: Term) -> dict[str, str]:
    """Describe *term* as an entry of the list of completions."""
    kind = "class" if term.kind == "class" else "property"
    return {"name": compact_iri(term.iri), "kind": kind, "label": term.label, "definition": term.definition}
