"""The one table of prefixes: for Turtle, for SPARQL and for pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ontology.base import BASE

if TYPE_CHECKING:
    from curies import Converter

DEF = f"{BASE}def#"
ID = f"{BASE}id/"
SHAPE = f"{BASE}shapes#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"

PREFIXES = {
    "actor": f"{ID}actor/",
    "agreement": f"{ID}agreement/",
    "agreement-kind": f"{ID}agreement-kind/",
    "amount": f"{ID}amount/",
    "amount-kind": f"{ID}amount-kind/",
    "area": f"{ID}area/",
    "area-level": f"{ID}area-level/",
    "basis": f"{ID}basis/",
    "budget-line": f"{ID}budget-line/",
    "budget-status": f"{ID}budget-status/",
    "change": f"{ID}change/",
    "cids": "https://ontology.commonapproach.org/cids#",
    "claim": f"{ID}claim/",
    "claim-kind": f"{ID}claim-kind/",
    "claim-status": f"{ID}claim-status/",
    "collective": f"{ID}collective/",
    "comparator": f"{ID}comparator/",
    "contents-entry": f"{ID}contents-entry/",
    "cooperation": f"{ID}cooperation/",
    "cv": "http://data.europa.eu/m8g/",
    "data-sharing": f"{ID}data-sharing/",
    "dct": DCT,
    "decision": f"{ID}decision/",
    "decision-rule": f"{ID}decision-rule/",
    "defect": f"{ID}defect/",
    "defect-kind": f"{ID}defect-kind/",
    "defect-rule": f"{ID}defect-rule/",
    "document": f"{ID}document/",
    "document-kind": f"{ID}document-kind/",
    "dpv": "https://w3id.org/dpv#",
    "duplicate-kind": f"{ID}duplicate-kind/",
    "duty": f"{ID}duty/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "evidence": f"{ID}evidence/",
    "fibo": "https://spec.edmcouncil.org/fibo/ontology/FND/GoalsAndObjectives/Objectives/",
    "figure": f"{ID}figure/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "focus": f"{ID}focus/",
    "frequency": f"{ID}frequency/",
    "gap": f"{ID}gap/",
    "gemeente": "https://identifier.overheid.nl/tooi/id/gemeente/",
    "goal": f"{ID}goal/",
    "graph": f"{ID}graph/",
    "horizon": f"{ID}horizon/",
    "identifier-kind": f"{ID}identifier-kind/",
    "indicator": f"{ID}indicator/",
    "instrument": f"{ID}instrument/",
    "instrument-kind": f"{ID}instrument-kind/",
    "involvement": f"{ID}involvement/",
    "kind": f"{ID}kind/",
    "law-application": f"{ID}law-application/",
    "law-kind": f"{ID}law-kind/",
    "law-status": f"{ID}law-status/",
    "legal-reference": f"{ID}legal-reference/",
    "legislation": f"{ID}legislation/",
    "level": f"{ID}level/",
    "match": f"{ID}match/",
    "measure": f"{ID}measure/",
    "membership": f"{ID}membership/",
    "ministerie": "https://identifier.overheid.nl/tooi/id/ministerie/",
    "nearness": f"{ID}nearness/",
    "oa": "http://www.w3.org/ns/oa#",
    "observation": f"{ID}observation/",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "omission": f"{ID}omission/",
    "omission-reason": f"{ID}omission-reason/",
    "oorg": "https://identifier.overheid.nl/tooi/id/oorg/",
    "open-decision": f"{ID}open-decision/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "ownership-step": f"{ID}ownership-step/",
    "phenomenon": f"{ID}phenomenon/",
    "phenomenon-kind": f"{ID}phenomenon-kind/",
    "plan": f"{ID}plan/",
    "plan-status": f"{ID}plan-status/",
    "policy": f"{ID}policy/",
    "policy-relation": f"{ID}policy-relation/",
    "power": f"{ID}power/",
    "progress": f"{ID}progress/",
    "progress-state": f"{ID}progress-state/",
    "prov": "http://www.w3.org/ns/prov#",
    "provincie": "https://identifier.overheid.nl/tooi/id/provincie/",
    "public-source": f"{ID}public-source/",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": RDF,
    "rdfs": RDFS,
    "reading": f"{ID}reading/",
    "reference-kind": f"{ID}reference-kind/",
    "relation-kind": f"{ID}relation-kind/",
    "role": f"{ID}role/",
    "scheme": f"{ID}scheme/",
    "sdgo": "http://metadata.un.org/sdg/ontology#",
    "section": f"{ID}section/",
    "sector": f"{ID}sector/",
    "shape": SHAPE,
    "skos": SKOS,
    "smd": DEF,
    "so": "https://identifier.overheid.nl/tooi/id/so/",
    "standard": f"{ID}standard/",
    "status": f"{ID}status/",
    "summary": f"{ID}summary/",
    "task-field": f"{ID}task-field/",
    "theme": f"{ID}theme/",
    "tooiont": "https://identifier.overheid.nl/tooi/def/ont/",
    "tooitop": "https://identifier.overheid.nl/tooi/def/thes/top/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "yardstick": f"{ID}yardstick/",
    "zbo": "https://identifier.overheid.nl/tooi/id/zbo/",
}


#: The types of what a plan owns; the register has actors of its own besides.
PLAN_TYPES = (
    *("actor", "agreement"),
    "amount",
    "area",
    "budget-line",
    "claim",
    "contents-entry",
    "cooperation",
    "data-sharing",
    "decision",
    "decision-rule",
    "defect",
    "document",
    "duty",
    "evidence",
    "figure",
    "focus",
    "goal",
    "indicator",
    "instrument",
    "involvement",
    "legal-reference",
    "level",
    "match",
    "measure",
    "membership",
    "observation",
    "omission",
    "open-decision",
    "phenomenon",
    "policy",
    "policy-relation",
    "power",
    "progress",
    "section",
    "sector",
    "theme",
)

#: How the IRI of a graph ends that holds what follows, and of one that holds what was counted beforehand.
DERIVED_ENDING, SUMMARY_ENDING = "/derived", "/summary"


def make_graph_iri(name: str) -> str:
    """Make the IRI of the named graph called *name*.

    >>> make_graph_iri("register")
    'https://w3id.org/samendoen/id/graph/register'
    """
    return f"{PREFIXES['graph']}{name}"


def make_plan_graph_iri(plan: str, part: str) -> str:
    """Make the IRI of a *part* of the plan with the key *plan*: `stated`, `derived` or `summary`.

    >>> make_plan_graph_iri("meierij-2019-2022", "stated")
    'https://w3id.org/samendoen/id/graph/meierij-2019-2022/stated'
    """
    return make_graph_iri(f"{plan}/{part}")


def make_plan_prefixes(plan: str) -> dict[str, str]:
    """Make the prefixes for a file of the plan with the key *plan*: those of what it owns are its own.

    >>> make_plan_prefixes("meierij-2019-2022")["measure"]
    'https://w3id.org/samendoen/id/measure/meierij-2019-2022/'
    """
    return {**PREFIXES, **{kind: f"{PREFIXES[kind]}{plan}/" for kind in PLAN_TYPES}}


def find_plan_key(iri: str) -> str:
    """Find the key of the plan that owns *iri*; empty for what is the register's, or not ours.

    What a plan owns has three parts after the base, its type, the key and its own id; the plan itself has two.

    >>> find_plan_key("https://w3id.org/samendoen/id/measure/meierij-2019-2022/jeugd-01")
    'meierij-2019-2022'
    >>> find_plan_key("https://w3id.org/samendoen/id/role/owner")
    ''
    """
    if not iri.startswith(ID):
        return ""
    kind, _, rest = iri.removeprefix(ID).partition("/")
    key, stroke, _ = rest.partition("/")
    return key if stroke or kind == "plan" else ""


@cache
def load_converter() -> Converter:
    """Load the converter of our prefixes; who does so beforehand spares the first conversion the wait.

    The library is imported here and not above: it costs more than the rest of this package, and neither the process
    that holds a version nor most commands convert anything (docs/decisions/0014-curies-when-needed.md).
    """
    from curies import Converter  # noqa: PLC0415  see above

    return Converter.from_prefix_map(PREFIXES)


def compact_iri(iri: str) -> str:
    """Shorten *iri* to a compact IRI, or leave it unchanged where no prefix of ours fits.

    The longest namespace wins, so that a measure is `measure:` and not something under the base.

    >>> compact_iri("https://w3id.org/samendoen/id/measure/jeugd-01")
    'measure:jeugd-01'
    """
    return load_converter().compress(iri, passthrough=True)


def expand_iri(name: str) -> str:
    """Expand *name*, a compact IRI with a prefix of ours, to the IRI it stands for; anything else stays as it is.

    >>> expand_iri("measure:jeugd-01")
    'https://w3id.org/samendoen/id/measure/jeugd-01'
    """
    return load_converter().expand(name, passthrough=True) if ":" in name else name
