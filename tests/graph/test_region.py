"""The generator of invented regions: what it makes keeps our rules, has the promised proportions, and copies nobody."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.checks.check import check_sources, graph_of
from graph.sources.source import DATA_FOLDER, list_packaged_sources, make_user_sources, read_source
from graph.terms import value_of
from ontology.namespaces import DEF, ID, RDF

if TYPE_CHECKING:
    from types import ModuleType

    from graph.sources.source_text import SourceText

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "region.py"
SIX = 6
KEY = re.compile(r"(nl|en|[a-z_]+) = ")


@cache
def module() -> ModuleType:
    """Give the generator, which lies with the benchmarks and not in a package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(SCRIPT.parent))
        return importlib.import_module("region")


@cache
def quads(number: int) -> tuple[Quad, ...]:
    """Give a region of *number* municipalities."""
    return tuple(parse("".join(module().region(number)).encode(), RdfFormat.N_QUADS))


def values(found: tuple[Quad, ...], name: str) -> dict[str, list[str]]:
    """Give the values of our property called *name*, by subject."""
    held: dict[str, list[str]] = {}
    for quad in found:
        if quad.predicate.value == DEF + name:
            held.setdefault(value_of(quad.subject), []).append(value_of(quad.object))
    return held


def things(found: tuple[Quad, ...], cls: str) -> set[str]:
    """Give the things of our class called *cls*."""
    typed = [quad for quad in found if quad.predicate.value == f"{RDF}type"]
    return {value_of(quad.subject) for quad in typed if value_of(quad.object) == DEF + cls}


def test_region_breaks_no_rule(tmp_path: Path) -> None:
    """A region of one municipality passes the shapes and the rules of the house, without even a warning."""
    file = tmp_path / "region.nt"
    file.write_text("".join(f"{quad.triple} .\n" for quad in quads(1)), encoding="utf-8")
    model = [source for source in list_packaged_sources() if not source.path.is_relative_to(DATA_FOLDER)]

    found = check_sources([*model, *make_user_sources([file])], {})

    assert found.faults == []
    assert found.derived


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same file, whatever the order of sets in them; another seed writes another."""
    written = []
    for name, seed, hashing in (("one", "1", "0"), ("two", "1", "1"), ("three", "2", "0")):
        file = tmp_path / name
        command = [sys.executable, str(SCRIPT), "2", "--seed", seed, "-o", str(file)]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": hashing})
        written.append(file.read_bytes())

    assert written[0] == written[1] == "".join(module().region(2, seed=1)).encode()
    assert written[0] != written[2]


def test_region_begins_with_the_smaller_one() -> None:
    """What is measured at one size is a part of what is measured at the next."""
    six = list(module().region(SIX))

    assert list(islice(module().region(342), len(six))) == six


def test_each_municipality_has_a_graph_and_all_share_one() -> None:
    """Six plans are seven graphs, and no two of them say the same."""
    found = quads(SIX)

    assert len({graph_of(quad) for quad in found}) == SIX + 1
    assert len({quad.triple for quad in found}) == len(found) == len(set(found))
    assert len(things(found, "Municipality")) == len(things(found, "Plan")) == SIX
    assert not any("_:" in str(quad) for quad in found)


def test_proportions_are_as_promised() -> None:
    """About a hundred measures a plan, two to five actors in each, owners for a fifth, laws for 15 of a hundred."""
    found = quads(SIX)
    measures, role = things(found, "Measure"), values(found, "role")
    concerns = {made: about[0] for made, about in values(found, "concerns").items()}
    owned = {concerns[made] for made, (given,) in role.items() if given == f"{ID}role/owner"}
    taking = Counter(concerns[made] for made, (given,) in role.items() if given != f"{ID}role/owner")
    legal = Counter(concerns[made] for made in things(found, "LegalReference") if concerns[made] in measures)

    assert 90 * SIX <= len(measures) <= 110 * SIX
    assert len(owned) / len(measures) == pytest.approx(0.2, abs=0.01)
    assert len(legal) / len(measures) == pytest.approx(0.15, abs=0.01)
    assert {taking[measure] for measure in measures} == {2, 3, 4, 5}
    assert len(values(found, "deadline")) / len(measures) == pytest.approx(0.12, abs=0.01)
    assert len(things(found, "Theme")) == 8
    assert len(things(found, "Law")) == 12


def test_every_statement_has_evidence() -> None:
    """Measures, involvements, references, cooperation and actors all say where they stand."""
    found = quads(SIX)
    rests = values(found, "evidence")
    stating = ("Measure", "Involvement", "LegalReference", "Cooperation", "Partner", "TargetGroup", "Theme", "Plan")

    assert all(things(found, cls) for cls in stating)
    assert [thing for cls in stating for thing in things(found, cls) if not rests.get(thing)] == []


def test_municipalities_share_measures_and_actors() -> None:
    """Neighbours announce the same actions under one title, and meet the same partners; local actors stay at home."""
    found = quads(SIX)
    plan = {measure: plans[0] for measure, plans in values(found, "inPlan").items()}
    title = {
        value_of(q.subject): q.object
        for q in found
        if str(q.predicate).endswith("prefLabel>") and "@nl" in str(q.object)
    }
    same = [(one, other) for one, others in values(found, "sameActionAs").items() for other in others]
    graphs: dict[str, set[str]] = {}
    for quad in found:
        if quad.predicate == NamedNode(f"{DEF}actor"):
            graphs.setdefault(value_of(quad.object), set()).add(graph_of(quad))

    assert len(same) > SIX
    assert all(plan[one] != plan[other] and title[one] == title[other] for one, other in same)
    assert sum(len(places) == SIX + 1 for places in graphs.values()) > 10
    assert sum(len(places) == 1 for actor, places in graphs.items() if "/gm9" in actor) == 11 * SIX


def test_nothing_is_of_the_real_plan(seed: SourceText) -> None:
    """No thing of the packaged data is in a region, and no line of the plan; the names of municipalities differ."""
    packaged = [source for source in list_packaged_sources() if source.path.is_relative_to(DATA_FOLDER)]
    real = {value_of(q.subject) for source in packaged for q in read_source(source).quads}
    words = KEY.sub("", (SCRIPT.with_suffix(".toml")).read_text(encoding="utf-8"))
    said = {text for text in re.findall(r'"([^"]+)"', words) if len(text.split()) > 3}

    assert {value_of(quad.subject) for quad in quads(SIX)} & real == set()
    assert [text for text in said if any(text.lower() in line.lower() for line in seed.lines)] == []
    names = importlib.import_module("region_words").NAMES
    assert len(set(names)) == 342
    assert not any(name.lower() in line.lower() for name in names for line in seed.lines)
