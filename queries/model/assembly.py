"""Put together what one reads of the model, from the rows of the panels; all of it is in the graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ontology.namespaces import DEF, compact_iri
from queries.answers import ask_rows, gather
from queries.model.documentation import (
    DecisionTest,
    Documentation,
    Example,
    ListValue,
    Name,
    ShapeRule,
    Standard,
    Term,
    Topic,
    ValueList,
)
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.engine import Engine
    from queries.answers import Row


def build_documentation(engine: Engine, language: str) -> Documentation:
    """Build the documentation of the model in *language*."""
    tests = _build_tests(_ask_panel(engine, "tests", language))
    lists = _build_lists(_ask_panel(engine, "lists", language), tests)
    topics = _build_topics(_ask_panel(engine, "terms", language), _TermFacts(engine, language, lists, tests))
    terms = [term for topic in topics for term in topic.terms]
    return Documentation(topics, lists, _build_standards(_ask_panel(engine, "standards", language), terms))


class _TermFacts:
    """What the panels say of each term, by its IRI."""

    def __init__(
        self, engine: Engine, language: str, lists: Iterable[ValueList], tests: Mapping[str, DecisionTest]
    ) -> None:
        """Ask every panel once."""
        self.tests = tests
        self.kin = _group_kin(_ask_panel(engine, "kinship", language))
        self.traits = _group_values(_ask_panel(engine, "traits", language), "trait")
        self.chains = _group_chains(_ask_panel(engine, "chains", language))
        self.rules = _group_rules(_ask_panel(engine, "rules", language))
        self.lists: dict[str, list[Name]] = defaultdict(list)
        for it in lists:
            for cls in it.classes:
                self.lists[cls.iri].append(Name(it.iri, it.label))
        examples, uses = gather(lambda name: _ask_panel(engine, name, language), ("examples", "uses"))
        self.examples = {row.text("term"): _build_example(row) for row in examples}
        for row in _select_best(uses, language):
            self.examples[row.text("term")] = _build_example(row)

    def term(self, row: Row) -> Term:
        """Build the term of *row* with all that is said of it."""
        iri = row.text("term")
        return Term(
            iri=iri,
            id=row.text("term_id"),
            kind=row.text("kind"),
            label=row.text("term_label"),
            definition=row.text("definition"),
            kin=dict(self.kin[iri]),
            traits=self.traits[iri],
            chains=self.chains[iri],
            rules=self.rules[iri],
            lists=self.lists[iri],
            example=self.examples.get(iri),
            test=self.tests.get(iri),
        )


def _ask_panel(engine: Engine, name: str, language: str) -> list[Row]:
    """Ask for the rows of the panel about *name* in the model."""
    return ask_rows(engine, load_panel(f"model-{name}"), {}, language)


def _make_name(iri: object, label: object) -> Name:
    """Make the name of *iri*: its *label*, else its compact IRI where it is a term, else its last part."""
    short = compact_iri(str(iri))
    return Name(str(iri), str(label or (short if "#" in str(iri) or "/" not in short else short.rsplit("/", 1)[-1])))


def _group_values(found: Iterable[Row], column: str) -> dict[str, list[str]]:
    """Group the values of *column* by term."""
    groups: dict[str, list[str]] = defaultdict(list)
    for row in found:
        groups[row.text("term")].append(row.text(column))
    return groups


def _group_kin(found: Iterable[Row]) -> dict[str, dict[str, list[Name]]]:
    """Group the other terms by term and relation; what is above it in a standard is `within`."""
    kin: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        other, relation = _make_name(row["other"], row["other_label"]), row.text("relation")
        ours = other.iri.startswith(DEF)
        kin[row.text("term")]["within" if relation == "above" and not ours else relation].append(other)
    return kin


def _group_rules(found: list[Row]) -> dict[str, list[ShapeRule]]:
    """Group the rules by term, those that hold for fewest other terms first."""
    shared = Counter(row["message"] for row in found)
    rules: dict[str, list[ShapeRule]] = defaultdict(list)
    for row in sorted(found, key=lambda row: (shared[row["message"]], row.text("message"))):
        rules[row.text("term")].append(ShapeRule(row.text("message"), row["severity"] == "warning"))
    return rules


def _group_chains(found: Iterable[Row]) -> dict[str, list[list[Name]]]:
    """Group the chains by the term that follows from them, each as its steps in order."""
    chains: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        chains[row.text("term")][row.text("chain")].append(_make_name(row["step"], row["step_label"]))
    return defaultdict(list, {term: list(steps.values()) for term, steps in chains.items()})


def _select_best(found: Iterable[Row], language: str) -> list[Row]:
    """Select for each property the first of the rows *found*, one with text in *language* before another."""
    best: dict[str, Row] = {}
    for row in sorted(found, key=lambda row: row["language"] not in (language, "", None)):
        best.setdefault(row.text("term"), row)
    return list(best.values())


def _build_example(row: Row) -> Example:
    """Build the example that *row* holds."""
    derived, times, thing = (
        row["derived"] == "derived",
        row.optional_integer("times") or 0,
        _make_name(row["thing"], row["thing_label"]),
    )
    if "value" not in row:
        return Example(times, derived, thing)
    if row["language"] is None:
        return Example(times, derived, thing, _make_name(row["value"], row["value_label"]))
    return Example(times, derived, thing, Name("", str(row["value"])), row.text("language"))


def _build_topics(found: Iterable[Row], facts: _TermFacts) -> list[Topic]:
    """Build the topics with their terms, in the order of the rows *found*."""
    topics: dict[str, Topic] = {}
    for row in found:
        name = row.text("topic").rsplit("/", 1)[-1]
        topic = topics.setdefault(name, Topic(name, row.text("topic_label"), [], []))
        (topic.classes if row["kind"] == "class" else topic.properties).append(facts.term(row))
    return list(topics.values())


def _build_tests(found: Iterable[Row]) -> dict[str, DecisionTest]:
    """Build the test of each term and value that has one."""
    return {
        row.text("decided"): DecisionTest(row.text("test"), row.text("example"), row.text("counterexample"))
        for row in found
    }


def _build_lists(found: Iterable[Row], tests: Mapping[str, DecisionTest]) -> list[ValueList]:
    """Build the lists of values with their *tests*; a value of more than one class has more than one row."""
    lists: dict[str, ValueList] = {}
    values: dict[tuple[str, str], ListValue] = {}
    for row in found:
        iri, name = row.text("scheme"), _make_name(row["value"], row["value_label"])
        new = ValueList(iri, iri.rsplit("/", 1)[-1], row.text("scheme_label"), row.text("comment"), [], [])
        it = lists.setdefault(iri, new)
        if (iri, name.iri) not in values:
            values[iri, name.iri] = ListValue(name, row.text("definition"), [], tests.get(name.iri))
            it.values.append(values[iri, name.iri])
        cls = _make_name(row["class"], row["class_label"])
        values[iri, name.iri].classes.append(cls)
        it.classes.extend([cls] if cls not in it.classes else [])
    return list(lists.values())


def _build_standards(found: Iterable[Row], terms: Iterable[Term]) -> list[Standard]:
    """Build one standard for each namespace, with its titles and the alignments of *terms* to it."""
    alignments = [
        (Name(term.iri, term.label), how, other)
        for term in terms
        for how in ("within", "alike", "related")
        for other in term.kin.get(how, [])
    ]
    standards: dict[str, Standard] = {}
    for row in found:
        space = row.text("namespace")
        mine = [it for it in alignments if it[2].iri.startswith(space)]
        standards.setdefault(space, Standard([], space, mine)).labels.append(row.text("standard_label"))
    return list(standards.values())
