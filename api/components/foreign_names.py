"""Names for the terms of other vocabularies, of which the graph holds no labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ontology.namespaces import DCT, PREFIXES, RDF, SKOS

if TYPE_CHECKING:
    from graph.message import Translator


def list_foreign_names(translator: Translator) -> dict[str, str]:
    """List the names of properties of other vocabularies that pages often show, in the language of *translator*."""
    _ = translator.gettext
    return {
        f"{RDF}type": _("is a"),
        f"{SKOS}prefLabel": _("name"),
        f"{SKOS}altLabel": _("also called"),
        f"{SKOS}hiddenLabel": _("misspelt as"),
        f"{SKOS}definition": _("definition"),
        f"{SKOS}notation": _("number"),
        f"{SKOS}broader": _("falls under"),
        f"{SKOS}narrower": _("holds"),
        f"{SKOS}inScheme": _("in the list"),
        f"{SKOS}topConceptOf": _("at the top of the list"),
        f"{SKOS}hasTopConcept": _("has at its top"),
        f"{DCT}identifier": _("identifier"),
        f"{DCT}publisher": _("publisher"),
        f"{DCT}title": _("title"),
        f"{PREFIXES['prov']}wasDerivedFrom": _("comes from"),
        f"{PREFIXES['oa']}hasSource": _("lies in"),
        f"{PREFIXES['foaf']}page": _("web page"),
    }
