"""The generator of invented regions: its plans are plans of this model, keep our rules, and copy nobody."""

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
from pyoxigraph import Quad, RdfFormat, parse

from graph.checks.check import check_sources
from graph.checks.division import graph_of
from graph.sources.source import (
    DATA_FOLDER,
    list_model_sources,
    list_packaged_sources,
    list_register_sources,
    make_user_sources,
    read_source,
)
from graph.sources.source_text import read_document
from graph.terms import value_of
from ontology.namespaces import DEF, ID, RDF, find_plan_key

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
    """Give a region of *number* plans."""
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
    """Six small plans pass the whole check with their texts at hand: each anchor is on its line, no line is open."""
    folders = module().write_region(tmp_path, SIX, measures=20)
    texts = [read_document(folder / "plan.txt") for folder in folders]
    files = make_user_sources(folder / "plan.nt" for folder in folders)
    common = [*list_model_sources(), *list_register_sources()]

    found = check_sources([*common, *files], {text.sha256: text for text in texts})

    # A made-up region says in its documents what its titles say, so that its texts are those of the documents.
    assert [fault for fault in found.faults if fault.rule != "copied-text"] == []
    assert list(found.unproved) == []
    keys = {find_plan_key(graph_of(quad)) for reading in found.readings for quad in reading.quads} - {""}
    assert keys == {folder.name for folder in folders}


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two runs write the same file, whatever the order of sets in them; another seed writes another."""
    written = []
    for name, seed, hashing in (("one.nq", "1", "0"), ("two.nq", "1", "1"), ("three.nq", "2", "0")):
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


def test_each_plan_has_a_graph_and_addresses_of_its_own() -> None:
    """Six plans are six graphs; what a plan owns stands in its graph alone, and only the register is shared."""
    found = quads(SIX)
    graphs: dict[str, set[str]] = {}
    for quad in found:
        graphs.setdefault(value_of(quad.subject), set()).add(find_plan_key(graph_of(quad)))

    assert len({graph_of(quad) for quad in found}) == len(things(found, "Plan")) == SIX
    assert len({quad.triple for quad in found if find_plan_key(value_of(quad.subject))}) < len(found)
    assert all(keys == {find_plan_key(node)} for node, keys in graphs.items() if find_plan_key(node))
    assert not any("_:" in str(quad) for quad in found)


def test_plans_differ_in_whose_they_are_and_when_they_hold() -> None:
    """One plan is of six municipalities and the others are of one; some have ended, and one comes after another."""
    found = quads(SIX)
    published, keys = values(found, "publisher"), values(found, "planKey")
    ended = {plan for plan, status in values(found, "planStatus").items() if status == [f"{ID}plan-status/ended"]}
    follows = values(found, "follows")

    assert Counter(map(len, published.values())) == {SIX: 1, 1: SIX - 1}
    assert len({key for (key,) in keys.values()}) == SIX
    assert len(ended) == 2
    assert [before for (before,) in follows.values()] == [plan for plan in ended if "2019-2022" in plan]
    assert len({tuple(days) for days in values(found, "startsOn").values()}) > 2


def test_proportions_are_as_promised() -> None:
    """About a hundred measures a plan, two to five actors in each, owners for a fifth, laws for 15 of a hundred."""
    found = quads(SIX)
    measures, role = things(found, "Measure"), values(found, "role")
    concerns = {made: about[0] for made, about in values(found, "concerns").items()}
    owned = {concerns[made] for made, (given,) in role.items() if given == f"{ID}role/owner"}
    taking = Counter(concerns[made] for made, (given,) in role.items() if given != f"{ID}role/owner")
    legal = Counter(concerns[made] for made in things(found, "LegalReference") if concerns[made] in measures)

    assert 94 * SIX <= len(measures) <= 106 * SIX
    assert len(owned) / len(measures) == pytest.approx(0.2, abs=0.01)
    assert len(legal) / len(measures) == pytest.approx(0.15, abs=0.01)
    assert {taking[measure] for measure in measures} <= {1, 2, 3, 4, 5, 6}
    assert len(values(found, "deadline")) / len(measures) == pytest.approx(0.12, abs=0.01)
    assert len(things(found, "Theme")) == len(things(found, "Match")) == 8 * SIX
    assert things(found, "Indicator")
    assert things(found, "Amount")


def test_every_statement_has_evidence() -> None:
    """Measures, involvements, references, cooperation and actors all say where they stand."""
    found = quads(SIX)
    rests = values(found, "evidence")
    stating = ("Measure", "Involvement", "LegalReference", "Cooperation", "Partner", "TargetGroup", "Theme", "Plan")

    assert all(things(found, cls) for cls in stating)
    assert [thing for cls in stating for thing in things(found, cls) if not rests.get(thing)] == []


def test_nothing_is_of_the_real_plan(seed: SourceText) -> None:
    """No plan of a region is one that comes with the project, and no line of it is a line of that of the Meierij."""
    real = {
        find_plan_key(source.graph) for source in list_packaged_sources() if source.path.is_relative_to(DATA_FOLDER)
    }
    words = KEY.sub("", (SCRIPT.with_suffix(".toml")).read_text(encoding="utf-8"))
    said = {text for text in re.findall(r'"([^"]+)"', words) if len(text.split()) > 3}

    assert {find_plan_key(value_of(quad.subject)) for quad in quads(SIX)} - {""} & real == set()
    assert [text for text in said if any(text.lower() in line.lower() for line in seed.lines)] == []


def test_every_municipality_of_the_register_has_its_place() -> None:
    """There are as many plans to be made as municipalities, and each of those is one of the register."""
    known = {value_of(quad.subject) for source in list_register_sources() for quad in read_source(source).quads}
    listed = importlib.import_module("region_words").list_municipalities()

    assert len({it.actor.node for it in listed}) == len(listed) == 342
    assert {it.actor.node[1:-1] for it in listed} <= known
