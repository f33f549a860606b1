"""What publishing counts beforehand, so that a question need not: made once, after the reasoning, from what is true.

Each CONSTRUCT query in `graph/reasoning/summaries` says what one summary holds, over the union of all graphs. They are
not run: at the size of a country that takes minutes. What is here makes the same triples in one pass over the
lines of a version, in seconds, and the tests hold it against the queries. Nothing follows from a summary, and no
summary from another.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

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


def summarise_version(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the summaries of a version as lines of N-Quads, sorted.

    *lines* are those of the version: N-Quads as pyoxigraph writes them, each in a named graph, without blank nodes,
    with everything that follows.
    """
    read = SummaryInput(lines)
    made = {*_count_coverage(read), *_count_partners(read), *_count_mentions(read), *_count_gaps(read)}
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


def _count_partners(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `partners.rq` makes: measures counted by partner."""
    counts = Counter(partner for partners in read.taking.values() for partner in partners)
    for partner, count in counts.items():
        yield from _write_observation("partners", {"countedPartner": partner}, {"measureCount": count})


def _count_mentions(read: SummaryInput) -> Iterator[str]:
    """Yield the triples that `mentions.rq` makes: places outside the measures counted by partner and theme."""
    measures = read.classes["Measure"]
    outside = {it for it, about in read.links["concerns"] if it in read.active and about not in measures}
    places, themes = group_pairs(read.links["evidence"]), group_pairs(read.counted)
    cells: dict[Pair, set[bytes]] = defaultdict(set)
    for it, partner in read.acting:
        for theme in themes.get(it, ()) if it in outside else ():
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


def _write_observation(name: str, about: dict[str, bytes], counts: dict[str, int]) -> Iterator[str]:
    """Yield the triples of an observation in the data set *name* by the dimensions *about*, which name it."""
    places = {prop: term[1:-1].decode() for prop, term in about.items()}
    digest = hashlib.sha256(" ".join([name, *places.values()]).encode()).hexdigest()[:32]
    node = f"<{ID}summary/{digest}>"
    yield f"{node} <{PREFIXES['qb']}dataSet> <{ID}summary/{name}>"
    for prop, iri in places.items():
        yield f"{node} <{DEF}{prop}> <{iri}>"
    for prop, count in counts.items():
        yield f'{node} <{DEF}{prop}> "{count}"^^<{PREFIXES["xsd"]}integer>'
