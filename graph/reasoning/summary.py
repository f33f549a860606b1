"""What publishing counts beforehand, so that a question need not: made once, after the reasoning, from what is true.

Each CONSTRUCT query in `graph/reasoning/summaries` says what one summary holds, over what stands in and follows from
one plan, the model and the register. They are not run: at the size of a country that takes minutes. What is here makes
the same triples in one pass over the lines, in seconds, and the tests hold it against the queries. Nothing follows
from a summary, and no summary from another.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from graph.reasoning.gap_counts import count_gaps
from graph.reasoning.nearest import find_nearest, write_nearest
from graph.reasoning.ownership import count_steps, find_steps, write_steps
from graph.reasoning.places import write_places
from graph.reasoning.summary_input import SummaryInput
from graph.reasoning.untranslated import write_untranslated
from ontology.base import BASE, DEFAULT_BASE, rebase_iri, rebase_text
from ontology.namespaces import DEF, ID, PREFIXES, make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graph.reasoning.ownership import Step
    from graph.reasoning.summary_input import Pair

#: What each summary holds.
SUMMARY_QUERIES = tuple(sorted((Path(__file__).parent / "summaries").glob("*.rq")))
#: What the data sets are that the counts are in.
CUBES_FILE = SUMMARY_QUERIES[0].with_name("cubes.ttl")


@dataclass(frozen=True)
class Observation:
    """What was counted in the data set `name`: its dimensions, each an IRI as N-Quads writes it, and the counts.

    Those that differ by day hold from the day `since`.
    """

    name: str
    about: Mapping[str, bytes]
    counts: Mapping[str, int]
    since: str = ""

    def write(self, plan: str) -> Iterator[str]:
        """Yield its triples; the plan with the key *plan* and its dimensions name it, whatever the base."""
        places = {prop: term[1:-1].decode() for prop, term in self.about.items()}
        names = (rebase_iri(iri, BASE, DEFAULT_BASE) for iri in places.values())
        about = " ".join([self.name, *names, *filter(None, [self.since])])
        digest = hashlib.sha256(about.encode()).hexdigest()[:32]
        node = f"<{ID}summary/{plan}/{digest}>"
        yield f"{node} <{PREFIXES['qb']}dataSet> <{ID}summary/{self.name}>"
        for prop, iri in places.items():
            yield f"{node} <{DEF}{prop}> <{iri}>"
        if self.since:
            yield f'{node} <{DEF}countedFrom> "{self.since}"^^<{PREFIXES["xsd"]}date>'
        for prop, count in self.counts.items():
            yield f'{node} <{DEF}{prop}> "{count}"^^<{PREFIXES["xsd"]}integer>'


def summarise_plan(plan: str, own: Iterable[bytes], common: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the summaries of the plan with the key *plan* as lines of N-Quads, sorted, in its graph of summaries.

    Its *own* lines, and the *common* ones of the model and the register, are N-Quads as pyoxigraph writes them, each in
    a named graph, without blank nodes, with everything that follows.
    """
    own = list(own)
    read = SummaryInput(chain(common, own))
    steps = find_steps(read)
    counts = (_count_coverage, _count_partners, _count_gaps)
    made = [*chain.from_iterable(count(read) for count in counts), *_count_steps(read, steps)]
    triples = {triple for observation in made for triple in observation.write(plan)}
    triples.update(write_places(read), write_steps(steps), write_untranslated(own))
    triples.update(write_nearest(find_nearest(read), plan))
    if made:
        triples.update(str(quad.triple) for quad in parse(rebase_text(CUBES_FILE.read_text("utf-8")), RdfFormat.TURTLE))
    yield from _write_lines(triples, make_plan_graph_iri(plan, "summary"))


def summarise_register(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is made beforehand of *lines* of the model and the register, as lines of N-Quads, sorted."""
    yield from _write_lines(write_untranslated(lines), make_graph_iri("summary"))


def _write_lines(triples: Iterable[str], graph: str) -> list[bytes]:
    """Write *triples* as sorted lines of N-Quads in *graph*."""
    return sorted(f"{triple} <{graph}> .\n".encode() for triple in set(triples))


def _count_coverage(read: SummaryInput) -> Iterator[Observation]:
    """Yield the observations that `coverage.rq` makes: measures counted by partner and theme."""
    cells: Counter[Pair] = Counter()
    for measure, partners in read.taking.items():
        cells.update((partner, theme) for partner in partners for theme in read.themes.get(measure, ()))
    for (partner, theme), count in cells.items():
        about = {"countedPartner": partner, "countedTheme": theme}
        yield Observation("coverage", about, {"measureCount": count})


def _count_partners(read: SummaryInput) -> Iterator[Observation]:
    """Yield the observations that `partners.rq` makes: measures counted by partner."""
    counts = Counter(partner for partners in read.taking.values() for partner in partners)
    for partner, count in counts.items():
        yield Observation("partners", {"countedPartner": partner}, {"measureCount": count})


def _count_gaps(read: SummaryInput) -> Iterator[Observation]:
    """Yield the observations that `gaps.rq` makes: for each kind of gap, and in each theme, how many things have it."""
    for gap, theme, counts in count_gaps(read):
        about = {"countedGap": gap.iri, **({"countedTheme": theme} if theme else {})}
        yield Observation("theme-gaps" if theme else "gaps", about, counts, gap.since)


def _count_steps(read: SummaryInput, steps: Mapping[bytes, Step]) -> Iterator[Observation]:
    """Yield the observations that `steps.rq` makes: how many measures stand on each step, in all and in each theme."""
    for step, theme, counts, since in count_steps(read, steps):
        about = {"countedStep": step, **({"countedTheme": theme} if theme else {})}
        yield Observation("theme-steps" if theme else "steps", about, counts, since)
