"""Put together what one reads of the model, from the rows of the panels; all of it is in the graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ontology.namespaces import DEF, compact_iri
from queries.answer import rows
from queries.documentation import Documentation, Example, Name, Rule, Standard, Term, Topic, Value, ValueList
from queries.library import panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.engine.store import Engine
    from queries.answer import Row


def document(engine: Engine, language: str) -> Documentation:
    """Give the documentation of the model in *language*."""
    lists = _lists(_rows(engine, "lists", language))
    topics = _topics(_rows(engine, "terms", language), _Told(engine, language, lists))
    terms = [term for topic in topics for term in topic.terms]
    return Documentation(topics, lists, _standards(_rows(engine, "standards", language), terms))


class _Told:
    """What is told of each term, by its IRI."""

    def __init__(self, engine: Engine, language: str, lists: Iterable[ValueList]) -> None:
        """Ask every panel once."""
        self.kin = _kin(_rows(engine, "kinship", language))
        self.traits = _grouped(_rows(engine, "traits", language), "trait")
        self.chains = _chains(_rows(engine, "chains", language))
        self.rules = _rules(_rows(engine, "rules", language))
        self.lists: dict[str, list[Name]] = defaultdict(list)
        for it in lists:
            for cls in it.classes:
                self.lists[cls.iri].append(Name(it.iri, it.label))
        self.examples = {str(row["term"]): _example(row) for row in _rows(engine, "examples", language)}
        for row in _best(_rows(engine, "uses", language), language):
            self.examples[str(row["term"])] = _example(row)

    def term(self, row: Row) -> Term:
        """Give the term of *row* with all that is told of it."""
        iri = str(row["term"])
        return Term(
            iri=iri,
            id=str(row["term_id"]),
            kind=str(row["kind"]),
            label=str(row["term_label"]),
            definition=str(row["definition"]),
            kin=dict(self.kin[iri]),
            traits=self.traits[iri],
            chains=self.chains[iri],
            rules=self.rules[iri],
            lists=self.lists[iri],
            example=self.examples.get(iri),
        )


def _rows(engine: Engine, name: str, language: str) -> list[Row]:
    """Give the rows of the panel about *name* in the model."""
    return rows(engine, panel(f"model-{name}"), {}, language)


def _name(iri: object, label: object) -> Name:
    """Give the name of *iri*: its *label*, else its prefixed name where it is a term, else the end of its address."""
    short = compact_iri(str(iri))
    return Name(str(iri), str(label or (short if "#" in str(iri) or "/" not in short else short.rsplit("/", 1)[-1])))


def _grouped(found: Iterable[Row], column: str) -> dict[str, list[str]]:
    """Give the values of *column* for each term."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in found:
        groups[str(row["term"])].append(str(row[column]))
    return groups


def _kin(found: Iterable[Row]) -> dict[str, dict[str, list[Name]]]:
    """Give for each term the others by relation; what it falls under in a standard is a relation of its own."""
    kin: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        other, relation = _name(row["other"], row["other_label"]), str(row["relation"])
        ours = other.iri.startswith(DEF)
        kin[str(row["term"])]["within" if relation == "above" and not ours else relation].append(other)
    return kin


def _rules(found: list[Row]) -> dict[str, list[Rule]]:
    """Give for each term the rules about it, those that hold for fewest other terms first."""
    shared = Counter(row["message"] for row in found)
    rules: dict[str, list[Rule]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (shared[row["message"]], str(row["message"]))):
        rules[str(row["term"])].append(Rule(str(row["message"]), row["severity"] == "warning"))
    return rules


def _chains(found: Iterable[Row]) -> dict[str, list[list[Name]]]:
    """Give for each term the chains it follows from, each as its steps in order."""
    chains: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        chains[str(row["term"])][str(row["chain"])].append(_name(row["step"], row["step_label"]))
    return defaultdict(list, {term: list(steps.values()) for term, steps in chains.items()})


def _best(found: Iterable[Row], language: str) -> list[Row]:
    """Give for each property the first of the rows *found*, one whose text is in *language* before another."""
    best: dict[str, Row] = {}
    for row in sorted(found, key=lambda row: row["language"] not in (language, "", None)):
        best.setdefault(str(row["term"]), row)
    return list(best.values())


def _example(row: Row) -> Example:
    """Give the example that *row* holds."""
    derived, times, thing = row["derived"] == "derived", int(row["times"] or 0), _name(row["thing"], row["thing_label"])
    if "value" not in row:
        return Example(times, derived, thing)
    if row["language"] is None:
        return Example(times, derived, thing, _name(row["value"], row["value_label"]))
    return Example(times, derived, thing, Name("", str(row["value"])), str(row["language"]))


def _topics(found: Iterable[Row], told: _Told) -> list[Topic]:
    """Give the topics with their terms, as the rows *found* order them."""
    topics: dict[str, Topic] = {}
    for row in found:
        name = str(row["topic"]).rsplit("/", 1)[-1]
        topic = topics.setdefault(name, Topic(name, str(row["topic_label"]), [], []))
        (topic.classes if row["kind"] == "class" else topic.properties).append(told.term(row))
    return list(topics.values())


def _lists(found: Iterable[Row]) -> list[ValueList]:
    """Give the lists of values; a value of more than one class has more than one row."""
    lists: dict[str, ValueList] = {}
    values: dict[tuple[str, str], Value] = {}
    for row in found:
        iri, name = str(row["scheme"]), _name(row["value"], row["value_label"])
        new = ValueList(iri, iri.rsplit("/", 1)[-1], str(row["scheme_label"]), str(row["comment"]), [], [])
        it = lists.setdefault(iri, new)
        if (iri, name.iri) not in values:
            values[iri, name.iri] = Value(name, str(row["definition"]), [])
            it.values.append(values[iri, name.iri])
        cls = _name(row["class"], row["class_label"])
        values[iri, name.iri].classes.append(cls)
        it.classes.extend([cls] if cls not in it.classes else [])
    return list(lists.values())


def _standards(found: Iterable[Row], terms: Iterable[Term]) -> list[Standard]:
    """Give each standard with the alignments of *terms*; two of one namespace share them."""
    told = [
        (Name(term.iri, term.label), how, other)
        for term in terms
        for how in ("within", "alike", "related")
        for other in term.kin.get(how, [])
    ]
    standards: dict[str, Standard] = {}
    for row in found:
        space = str(row["namespace"])
        mine = [it for it in told if it[2].iri.startswith(space)]
        standards.setdefault(space, Standard([], space, mine)).labels.append(str(row["standard_label"]))
    return list(standards.values())
