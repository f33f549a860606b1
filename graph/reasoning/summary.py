"""What publishing counts beforehand, so that a question need not: made once, after the reasoning, from what is true.

Each CONSTRUCT query in `graph/reasoning/summaries` says what one summary holds, over the union of all graphs. They are
not run: at the size of a country that takes minutes. What is here makes the same triples in one pass over the
lines of a version, in seconds, and the tests hold it against the queries. Nothing follows from a summary, and no
summary from another.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter, defaultdict
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, parse

from graph.reasoning.gap_counts import count_gaps
from graph.reasoning.summary_input import SummaryInput, group_pairs
from ontology.namespaces import DEF, ID, PREFIXES, make_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph.reasoning.summary_input import Pair

#: What each summary holds.
SUMMARY_QUERIES = tuple(sorted((Path(__file__).parent / "summaries").glob("*.rq")))
#: What the data sets are that the counts are in.
CUBES_FILE = SUMMARY_QUERIES[0].with_name("cubes.ttl")
#: The IRI of the named graph that the summaries are in.
SUMMARY_GRAPH = make_graph_iri("summary")
#: So many pairs of partners are kept: enough for any list that people read.
KEPT_PAIRS = 1000


def summarise_version(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the summaries of a version as lines of N-Quads, sorted.

    *lines* are those of the version: N-Quads as pyoxigraph writes them, each in a named graph, without blank nodes,
    with everything that follows.
    """
    read = SummaryInput(lines)
    made = {
        *_count_coverage(read),
        *_count_mentions(read),
        *_count_gaps(read),
        *_count_norms(read),
        *_count_pairs(read),
        *_count_shared(read),
        *_write_search_titles(read),
    }
    if made:
        made.update(str(quad.triple) for quad in parse(CUBES_FILE.read_bytes(), RdfFormat.TURTLE))
    yield from sorted(f"{triple} <{SUMMARY_GRAPH}> .\n".encode() for triple in made)


def _count_coverage(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `coverage.rq` makes: measures counted by partner and theme."""
    cells: Counter[Pair] = Counter()
    for measure, partners in read.taking.items():
        cells.update((partner, theme) for partner in partners for theme in read.themes.get(measure, ()))
    for (partner, theme), count in cells.items():
        about = {"countedPartner": partner, "countedTheme": theme}
        yield from _write_observation("coverage", about, {"measureCount": count})


def _count_mentions(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `mentions.rq` makes: places outside the measures counted by partner and theme."""
    measures = read.classes["Measure"]
    outside = {it for it, about in read.links["concerns"] if it in read.active and about not in measures}
    places, themes = group_pairs(read.links["evidence"]), group_pairs(read.links["countsFor"])
    cells: dict[Pair, set[bytes]] = defaultdict(set)
    for it, partner in read.acting:
        for theme in themes.get(it, ()) if it in outside else ():
            if theme.startswith(b"<"):
                cells[partner, theme] |= places.get(it, set())
    for (partner, theme), found in cells.items():
        if found:
            about = {"countedPartner": partner, "countedTheme": theme}
            yield from _write_observation("mentions", about, {"mentionCount": len(found)})


def _count_gaps(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `gaps.rq` makes: for each kind of gap, and in each theme, how many things have it."""
    for gap, theme, counts in count_gaps(read):
        about = {"countedGap": gap, "countedTheme": theme} if theme else {"countedGap": gap}
        yield from _write_observation("theme-gaps" if theme else "gaps", about, counts)


def _count_norms(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `norms.rq` makes: measures and plans counted by norm and theme."""
    plans = read.of_measures("inPlan")
    measures = read.concerned({it for it, _ in read.links["refersTo"]})
    named = ((norm, it) for it, norm in read.links["refersTo"] if norm.startswith(b"<"))
    cells: dict[Pair, set[bytes]] = defaultdict(set)
    for norm, reference in named:
        for measure in measures.get(reference, set()) & plans.keys():
            for theme in read.themes.get(measure, ()):
                cells[norm, theme].add(measure)
    for (norm, theme), found in cells.items():
        counts = {"measureCount": len(found), "planCount": len(set().union(*(plans[it] for it in found)))}
        yield from _write_observation("norms", {"countedNorm": norm, "countedTheme": theme}, counts)


def _count_pairs(read: SummaryInput) -> Iterator[str]:
    """Yield what `pairs.rq` makes, measures by two partners; IRIs are sorted without brackets, as by STR."""
    shared: Counter[Pair] = Counter()
    for partners in read.taking.values():
        shared.update(combinations(sorted(partner[1:-1] for partner in partners), 2))
    for (one, other), count in heapq.nsmallest(KEPT_PAIRS, shared.items(), key=lambda it: (-it[1], it[0])):
        about = {"countedPartner": b"<%b>" % one, "countedOther": b"<%b>" % other}
        yield from _write_observation("pairs", about, {"measureCount": count})


def _count_shared(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `shared.rq` makes: measures that two publishers have in common."""
    publishers, plans = group_pairs(read.links["publisher"]), group_pairs(read.links["inPlan"])
    found: dict[Pair, set[bytes]] = defaultdict(set)
    for measure, same in read.links["sameActionAs"]:
        both = ({who for plan in plans.get(it, ()) for who in publishers.get(plan, ())} for it in (measure, same))
        for one, other in product(*both):
            if one.startswith(b"<") and other.startswith(b"<") and one[1:-1] < other[1:-1]:
                found[one, other].add(measure)
    for (one, other), measures in found.items():
        about = {"countedPartner": one, "countedOther": other}
        yield from _write_observation("shared", about, {"measureCount": len(measures)}, measures)


def _write_search_titles(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `titles.rq` makes: the title of each measure in lower case."""
    for measure, line in read.titles:
        if measure in read.classes["Measure"]:
            title = next(parse(line, RdfFormat.N_QUADS)).object
            yield f"{measure.decode()} <{DEF}searchTitle> {Literal(title.value.lower())}"


def _write_observation(
    name: str, about: dict[str, bytes], counts: dict[str, int], measures: Iterable[bytes] = ()
) -> Iterator[str]:
    """Yield the triples of an observation in the data set *name* by the dimensions *about*, which name it.

    *measures* are those that were counted, where it names them.
    """
    places = {prop: term[1:-1].decode() for prop, term in about.items()}
    digest = hashlib.sha256(" ".join([name, *places.values()]).encode()).hexdigest()[:32]
    node = f"<{ID}summary/{digest}>"
    yield f"{node} <{PREFIXES['qb']}dataSet> <{ID}summary/{name}>"
    for prop, iri in places.items():
        yield f"{node} <{DEF}{prop}> <{iri}>"
    for prop, count in counts.items():
        yield f'{node} <{DEF}{prop}> "{count}"^^<{PREFIXES["xsd"]}integer>'
    for measure in measures:
        yield f"{node} <{DEF}countedMeasure> {measure.decode()}"
