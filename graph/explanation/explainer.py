"""Why a triple is in the graph: the rule, and the triples it came from, down to what is stated.

A triple is explained backwards. A rule that could have made it is asked for triples that do, those that are stated
first; what comes of that is explained in turn. Each of these is a query over one version, so the same code explains in
a worker's version and on the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from graph.explanation.premises import load_construct_rules
from graph.message import Message, OwnWords
from graph.reasoning import TYPE
from graph.terms import make_iri, to_json
from ontology.namespaces import DEF, DERIVED_ENDING, SUMMARY_ENDING, compact_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from graph.engine import Engine, Solutions
    from graph.explanation.premises import ConstructRule
    from graph.message import Translator
    from graph.reasoning import OntologyRules
    from graph.terms import Term

    Premises = tuple["Fact", ...]

#: What each rule says of the terms it is about: the last of them, and those before it.
RULE_SENTENCES = {
    "cax-sco": Message("every %(first)s is a %(last)s"),
    "prp-dom": Message("what has %(first)s is a %(last)s"),
    "prp-rng": Message("a value of %(first)s is a %(last)s"),
    "prp-spo1": Message("what has %(first)s also has %(last)s"),
    "prp-inv": Message("%(last)s is the inverse of %(first)s"),
    "prp-symp": Message("%(first)s holds both ways"),
    "prp-trp": Message("%(last)s goes on across steps in between"),
    "prp-spo2": Message("%(first)s in turn give %(last)s"),
}
#: What is said of a triple that `graph.reasoning.summary` made.
COUNTED_SENTENCE = Message("counted beforehand, at publication")
#: Keeps of the graphs those that state something.
STATING = f"FILTER(!STRENDS(STR(?g), '{DERIVED_ENDING}'))"
#: No chain of ours is this long; it only bounds a search that finds nothing.
MAX_DEPTH = 30


@dataclass(frozen=True)
class Fact:
    """A triple of terms; the property is an IRI."""

    subject: Term
    property: str
    value: Term

    def __post_init__(self) -> None:
        """Refuse a property that is no IRI, with a ValueError."""
        make_iri(self.property)


@dataclass(frozen=True)
class ProofStep:
    """A fact with its reason: where it is stated, or the rule and the facts that it follows from.

    `rule` is "stated", "summary" for what was counted beforehand, the name that OWL 2 RL gives the rule (W3C, OWL 2
    Profiles, section 4.3), or the name of a file in `graph/reasoning/constructs`; `terms` are the graphs that state it,
    or the properties and classes that the rule is about.
    `line` is the first line of the evidence of a stated fact's subject, where it has any, in the document `document`.
    """

    fact: Fact
    rule: str
    terms: tuple[str, ...]
    because: tuple[ProofStep, ...] = ()
    line: int | None = None
    document: str = ""

    def describe_rule(self, translator: Translator, format_iri: Callable[[str], str] = compact_iri) -> str:
        """Describe the rule, in the language of *translator*, terms as *format_iri* formats them; empty if stated."""
        if self.rule in ("stated", "summary"):
            return COUNTED_SENTENCE.describe(translator) if self.rule == "summary" else ""
        if self.rule not in RULE_SENTENCES:
            texts = next(rule.texts for rule in load_construct_rules() if rule.name == self.rule)
            return OwnWords(texts).describe(translator)
        *first, last = [format_iri(term) for term in self.terms]
        return RULE_SENTENCES[self.rule].fill(first=", ".join(first), last=last).describe(translator)


class Explainer:
    """Explains the triples of one version."""

    def __init__(self, engine: Engine, rules: OntologyRules) -> None:
        """Explain by queries to *engine*, over a version made with *rules*."""
        self._engine = engine
        self._rules = rules
        self._subclasses = _invert_pairs(rules.superclasses)
        self._subproperties = _invert_pairs(rules.superproperties)
        self._domains = _invert_pairs(rules.domains)
        self._ranges = _invert_pairs(rules.ranges)

    def explain(self, fact: Fact) -> ProofStep | None:
        """Explain why *fact* is in the version, or return None where it is not."""
        return self._find_proof(fact, (), {})

    def _find_proof(self, fact: Fact, above: tuple[Fact, ...], known: dict[Fact, ProofStep | None]) -> ProofStep | None:
        """Explain *fact* without going by any of the facts *above* it, which it is to explain.

        *known* keeps each fact with its reason, so that it is sought once; one that has none as long as those above
        it have none is forgotten as soon as any fact is explained.
        """
        if fact in known:
            return known[fact]
        stated = self._list_graphs(fact)
        if stated:
            counted = all(graph.endswith(SUMMARY_ENDING) for graph in stated)
            rule = "summary" if counted else "stated"
            known[fact] = ProofStep(fact, rule, stated, (), *self._find_place(fact))
            return known[fact]
        if fact in above or len(above) > MAX_DEPTH:
            return None
        known[fact] = None
        for rule, terms, premises in self._iter_reasons(fact):
            steps = (self._find_proof(premise, (*above, fact), known) for premise in premises)
            because = tuple(filter(None, takewhile(bool, steps)))
            if len(because) == len(premises):
                for failed in [other for other, step in known.items() if step is None]:
                    del known[failed]
                known[fact] = ProofStep(fact, rule, terms, because)
                break
        return known.setdefault(fact, None)

    def _list_graphs(self, fact: Fact) -> tuple[str, ...]:
        """List the graphs that state *fact*."""
        query = f"SELECT ?g ?_s ?_p ?_o WHERE {{ GRAPH ?g {{ ?_s ?_p ?_o }} {STATING} }} ORDER BY ?g"
        bound = {"_s": fact.subject, "_p": NamedNode(fact.property), "_o": fact.value}
        return tuple(row.iri("g") for row in self._select(query, bound))

    def _find_place(self, fact: Fact) -> tuple[int | None, str]:
        """Find the first line of the evidence of the subject of *fact*, and the document that it is in."""
        evidence = f"?_s <{DEF}evidence> ?it . ?it <{DEF}firstLine> ?line ; <{DEF}inDocument> ?document"
        query = f"SELECT ?line ?document ?_s WHERE {{ {evidence} }} ORDER BY ?document ?line LIMIT 1"
        found = self._select(query, {"_s": fact.subject})
        return next(((row.integer("line"), row.iri("document")) for row in found), (None, ""))

    def _iter_reasons(self, fact: Fact) -> Iterator[tuple[str, tuple[str, ...], Premises]]:
        """Yield each rule that could have made *fact*, the terms it is about, and its premises."""
        yield from self._iter_class_reasons(fact)
        yield from self._iter_property_reasons(fact)
        yield from self._iter_chain_reasons(fact)
        for rule in load_construct_rules():
            if rule.property == fact.property and (premises := self._find_premises(rule, fact)):
                yield rule.name, (), premises

    def _iter_class_reasons(self, fact: Fact) -> Iterator[tuple[str, tuple[str, ...], Premises]]:
        """Yield the reasons of a fact that says of which class something is."""
        if fact.property != TYPE or not isinstance(fact.value, NamedNode):
            return
        thing, cls = fact.subject, fact.value.value
        for narrower, _ in self._list_pairs(thing, TYPE, self._subclasses.get(cls, ()), "value"):
            yield "cax-sco", (narrower, cls), (Fact(thing, TYPE, make_iri(narrower)),)
        for prop, value in self._list_pairs(thing, "", self._domains.get(cls, ()), "property"):
            yield "prp-dom", (prop, cls), (Fact(thing, prop, value),)
        for prop, subject in self._list_pairs(thing, "", self._ranges.get(cls, ()), "inverse"):
            yield "prp-rng", (prop, cls), (Fact(subject, prop, thing),)

    def _iter_property_reasons(self, fact: Fact) -> Iterator[tuple[str, tuple[str, ...], Premises]]:
        """Yield the reasons of *fact* by a narrower or an inverse property."""
        for narrower in sorted(self._subproperties.get(fact.property, ())):
            yield from self._iter_if_known(
                "prp-spo1", (narrower, fact.property), Fact(fact.subject, narrower, fact.value)
            )
        if isinstance(fact.value, NamedNode):
            for other in sorted(self._rules.inverses.get(fact.property, ())):
                rule = "prp-symp" if other == fact.property else "prp-inv"
                yield from self._iter_if_known(rule, (other, fact.property), Fact(fact.value, other, fact.subject))

    def _iter_chain_reasons(self, fact: Fact) -> Iterator[tuple[str, tuple[str, ...], Premises]]:
        """Yield the reasons of *fact* by a chain of properties; a transitive one is a chain of itself."""
        transitive = [((p, p), p) for p in sorted(self._rules.transitive)]
        for steps, head in [*self._rules.chains, *transitive]:
            if head != fact.property:
                continue
            nodes = ["?_s", *(f"?n{i}" for i in range(1, len(steps))), "?_o"]
            pattern = " . ".join(f"{nodes[i]} <{step}> {nodes[i + 1]}" for i, step in enumerate(steps))
            query = f"SELECT {' '.join(nodes)} WHERE {{ {pattern} }} ORDER BY {' '.join(nodes)}"
            for row in self._select(query, {"_s": fact.subject, "_o": fact.value}):
                stops = [row.term(node[1:]) for node in nodes]
                facts = tuple(Fact(stops[i], step, stops[i + 1]) for i, step in enumerate(steps))
                yield "prp-trp" if steps == (head, head) else "prp-spo2", (*steps, head), facts

    def _iter_if_known(
        self, rule: str, terms: tuple[str, ...], fact: Fact
    ) -> Iterator[tuple[str, tuple[str, ...], Premises]]:
        """Yield *fact* as the one premise of *rule*, where the version holds it."""
        bound = {"_s": fact.subject, "_p": NamedNode(fact.property), "_o": fact.value}
        if self._select("SELECT ?_s ?_p ?_o WHERE { ?_s ?_p ?_o } LIMIT 1", bound):
            yield rule, terms, (fact,)

    def _list_pairs(self, thing: Term, prop: str, names: Iterable[str], place: str) -> list[tuple[str, Term]]:
        """List those of *names* at a *place* of a triple about *thing*, with the term at the other end.

        A triple that is stated goes first, since one that is derived may follow from what it is to explain.
        As "value": of the property *prop*; as "property": of which *thing* is the subject; as "inverse": the value.
        """
        known = " ".join(f"<{name}>" for name in sorted(names))
        if not known:
            return []
        triple = {"value": f"?_s <{prop}> ?name", "property": "?_s ?name ?end", "inverse": "?end ?name ?_s"}[place]
        stated = f"EXISTS {{ GRAPH ?g {{ {triple} }} {STATING} }}"
        pattern = f"VALUES ?name {{ {known} }} {triple} . BIND({stated} AS ?stated)"
        query = f"SELECT ?name ?end ?_s WHERE {{ {pattern} }} ORDER BY ?name DESC(?stated) ?end"
        ends: dict[str, Term] = {}
        for row in self._select(query, {"_s": thing}):
            ends.setdefault(row.iri("name"), row.term("end" if "end" in row else "name"))
        return list(ends.items())

    def _find_premises(self, rule: ConstructRule, fact: Fact) -> Premises:
        """Return the premises by which *rule* makes *fact*, or none where it does not."""
        reply = self._engine.ask(rule.request_premises(fact.subject, fact.value))
        triples = sorted(parse(reply.body, RdfFormat.N_TRIPLES), key=str)
        return tuple(Fact(t.subject, t.predicate.value, t.object) for t in triples)

    def _select(self, query: str, bound: dict[str, Term]) -> Solutions:
        """Select the solutions of *query* with the variables in *bound* set."""
        return self._engine.select(query, {name: to_json(term) for name, term in bound.items()})


def _invert_pairs(pairs: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """Invert *pairs*: map each value to its keys."""
    turned: dict[str, set[str]] = {}
    for key, values in pairs.items():
        for value in values:
            turned.setdefault(value, set()).add(key)
    return turned
