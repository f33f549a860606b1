"""A version read in portions: each line is in that of its plan or of none, and what is stated is read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.versions import COMMON, Archive, Facts, Portions, Survey, list_plan_keys, open_version
from ontology.namespaces import ID
from tests.builds import SMALL_PLAN
from tests.several import SECOND, several_version

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Version

__all__ = ["several_version"]


def test_portions_hold_every_line_once(several_version: Version, tmp_path: Path) -> None:
    """What belongs to each plan and what belongs to none is the whole version; each portion has the latter too."""
    graphs = several_version.manifest.graphs
    portions = Portions(several_version.path, graphs, {SMALL_PLAN, SECOND}, tmp_path / "portions")
    held = {
        key: set(portions.write(key).read_bytes().splitlines(keepends=True)) for key in (COMMON, SMALL_PLAN, SECOND)
    }
    with open_version(several_version.path) as lines:
        whole = set(lines)

    assert list_plan_keys(graphs) == {SMALL_PLAN, SECOND}
    assert held[COMMON] | held[SMALL_PLAN] | held[SECOND] == whole
    assert held[SMALL_PLAN] & held[SECOND] == held[COMMON]
    assert not [line for line in held[COMMON] if f"/graph/{SECOND}/".encode() in line]


def test_facts_are_what_a_plan_states(several_version: Version, tmp_path: Path) -> None:
    """The facts of a plan are its own, and not what follows from it; names come of every graph."""
    portions = Portions(several_version.path, several_version.manifest.graphs, {SECOND}, tmp_path / "portions")
    facts, beside = (Facts.read(portions.write(key), key) for key in (SECOND, COMMON))
    measure, theme = f"{ID}measure/{SECOND}/water-01", f"{ID}theme/{SECOND}/water"

    assert facts.classes[measure] == "Measure"
    assert facts.list_iris(measure, "hasTheme") == [theme]
    assert facts.find_text(measure, "deadline") == "2031-07-01"
    assert facts.find_names(measure)["nl"] == "Oefenen met de havenpolitie"
    assert theme in facts.themes[measure]
    assert f"{ID}involvement/{SECOND}/water-01--brandweer" in facts.inverse["concerns", measure]
    assert facts.is_kind_of("Partner", "Actor")
    assert not facts.is_kind_of("Measure", "Actor")
    assert not [it for it in facts.stated if SMALL_PLAN in it]
    assert measure not in beside.stated
    moved = facts.rename({theme: "urn:theme"})
    assert (moved.list_iris(measure, "hasTheme"), "urn:theme" in moved.classes) == (["urn:theme"], True)


def test_survey_counts_while_lines_pass(several_version: Version) -> None:
    """Whoever reads the lines of a version learns how many measures each plan has and when they are to be done."""
    survey = Survey(several_version.manifest.graphs)
    with open_version(several_version.path) as lines:
        count = sum(1 for _ in survey.watch(lines))

    assert count == several_version.manifest.quads
    assert survey.measures == {SMALL_PLAN: 6, SECOND: 6}
    assert survey.find_ending("2031-07-01", "2031-07-02") == {SMALL_PLAN, SECOND}
    assert survey.find_ending("2031-01-01", "2031-07-01") == set()


def test_versions_are_known_without_reading_them(several_version: Version, tmp_path: Path) -> None:
    """A version is known by its two files alone, even a damaged one; where one of them is gone it is not."""
    archive = Archive(tmp_path)
    with open_version(several_version.path) as lines:
        version = archive.publish(lines, several_version.manifest)
    version.path.write_bytes(b"damaged")

    assert [it.digest for it in archive.list_known()] == [version.digest]
    version.path.unlink()
    assert archive.list_known() == []
