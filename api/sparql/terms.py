"""What an editor completes with: the terms of our model in the client's language, our prefixes, and our own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.namespaces import DEF, ID, PREFIXES, compact_iri

if TYPE_CHECKING:
    from api.serving.thing_paths import ThingPaths
    from queries.model import Documentation, Term


def build_completions(model: Documentation, paths: ThingPaths) -> dict[str, object]:
    """Build what the editor completes: the terms of *model*, the prefixes, and the *paths* of IRIs from elsewhere."""
    terms = [_describe_term(term) for topic in model.topics for term in topic.terms]
    return {
        "bases": {"things": ID, "model": DEF},
        "prefixes": PREFIXES,
        "terms": sorted(terms, key=lambda term: term["name"]),
        "pages": {iri: paths.find_page(iri) for iri in sorted(paths.own)},
    }


def _describe_term(term: Term) -> dict[str, str]:
    """Describe *term* as an entry of the list of completions."""
    kind = "class" if term.kind == "class" else "property"
    return {"name": compact_iri(term.iri), "kind": kind, "label": term.label, "definition": term.definition}
