"""The one table of prefixes: for Turtle, for SPARQL and for pages."""

DEF = "https://w3id.org/samendoen/def#"
ID = "https://w3id.org/samendoen/id/"
SHAPES = "https://w3id.org/samendoen/shapes#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"

PREFIXES = {
    "actor": f"{ID}actor/",
    "basis": f"{ID}basis/",
    "cooperation": f"{ID}cooperation/",
    "cv": "http://data.europa.eu/m8g/",
    "dct": DCT,
    "document": f"{ID}document/",
    "evidence": f"{ID}evidence/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gemeente": "https://identifier.overheid.nl/tooi/id/gemeente/",
    "graph": f"{ID}graph/",
    "horizon": f"{ID}horizon/",
    "involvement": f"{ID}involvement/",
    "kind": f"{ID}kind/",
    "measure": f"{ID}measure/",
    "oa": "http://www.w3.org/ns/oa#",
    "oorg": "https://identifier.overheid.nl/tooi/id/oorg/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "plan": f"{ID}plan/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "role": f"{ID}role/",
    "scheme": f"{ID}scheme/",
    "sd": DEF,
    "section": f"{ID}section/",
    "shape": SHAPES,
    "skos": SKOS,
    "so": "https://identifier.overheid.nl/tooi/id/so/",
    "status": f"{ID}status/",
    "theme": f"{ID}theme/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def graph(name: str) -> str:
    """Give the IRI of the named graph called *name*.

    >>> graph("derived")
    'https://w3id.org/samendoen/id/graph/derived'
    """
    return f"{PREFIXES['graph']}{name}"


def compact(iri: str) -> str:
    """Give *iri* as a prefixed name, or unchanged where no prefix of ours fits.

    The longest namespace wins, so that a measure is `measure:` and not something under the base.

    >>> compact("https://w3id.org/samendoen/id/measure/jeugd-01")
    'measure:jeugd-01'
    """
    fitting = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    base, prefix = max(fitting)
    return f"{prefix}:{iri.removeprefix(base)}"
