"""Versions of no plan, of one and of three, and how a plan comes into one and goes out of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.build import add_plan, build_version, list_lost_inputs, put_back_plan, remove_plan
from graph.errors import DataInvalid, PlanRefused, SourceError
from graph.plans.folder import PlanFolder
from graph.sources.source import digest_sources, is_stale, list_packaged_sources
from graph.sources.source_text import SourceTexts, read_document
from graph.versions.archive import Archive
from graph.versions.compression import open_version
from ontology.namespaces import find_plan_key, make_graph_iri
from tests.builds import FIXTURE
from tests.graph.plans.copies import KEY, write_plan

if TYPE_CHECKING:
    from graph.versions.archive import Version

PACKAGED = "meierij-2019-2022"
DOCUMENT = FIXTURE / "plan.txt"


def make_folder(folder: Path) -> Path:
    """Make a data folder in *folder* that holds the register alone."""
    (folder / "plans").mkdir(parents=True)
    (folder / "plans" / "left-out").write_text(f"{PACKAGED}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def counts(tmp_path_factory: pytest.TempPathFactory) -> list[Version]:
    """Build versions of no plan, of one with its document, and of three, each in a copy of the folder before."""
    folder = make_folder(tmp_path_factory.mktemp("counts") / "none")
    versions: list[Version | None] = [build_version(folder)]
    one = Path(shutil.copytree(folder, folder.parent / "one"))
    versions.append(add_plan(one, [write_plan(folder.parent / "own" / KEY)], [DOCUMENT]))
    three = Path(shutil.copytree(one, folder.parent / "three"))
    for key in ("goudveen-2032", "rietdam-2033"):
        more = add_plan(three, [write_plan(folder.parent / "own" / key, key)])
    return [version for version in (*versions, more) if version]


@pytest.fixture
def data(counts: list[Version], tmp_path: Path) -> Path:
    """Copy the data folder that holds the register alone."""
    return Path(shutil.copytree(counts[0].path.parents[1], tmp_path / "data"))


@pytest.fixture
def one(counts: list[Version], tmp_path: Path) -> Path:
    """Copy the data folder with the small plan."""
    return Path(shutil.copytree(counts[1].path.parents[1], tmp_path / "one"))


def list_keys(version: Version) -> set[str]:
    """List the keys of the plans in *version*."""
    return {key for graph in version.manifest.graphs if (key := find_plan_key(graph))}


def read_lines(version: Version, key: str) -> list[bytes]:
    """Read the lines of *version* that are in a graph of the plan with *key*; the register's where it is empty."""
    with open_version(version.path) as file:
        lines = file.read().splitlines(keepends=True)
    return [line for line in lines if find_plan_key(line[line.rindex(b"<") + 1 : line.rindex(b">")].decode()) == key]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Give every file in *folder* with its bytes, but for locks."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_register_builds_without_any_plan(counts: list[Version]) -> None:
    """Without any plan the model and the register are a version of their own."""
    assert list_keys(counts[0]) == set()
    assert counts[0].manifest.graphs[make_graph_iri("register")] > 0
    assert all(not name.startswith("graph/data/plans/") for name in counts[0].manifest.inputs)


def test_version_has_each_plan_that_was_added(counts: list[Version]) -> None:
    """Of no plan, one and three plans a version has each, with what it states, what follows and what was counted."""
    assert [list_keys(version) for version in counts] == [set(), {KEY}, {KEY, "goudveen-2032", "rietdam-2033"}]
    for key in list_keys(counts[2]):
        parts = {graph.rpartition("/")[2] for graph in counts[2].manifest.graphs if find_plan_key(graph) == key}
        assert parts == {"stated", "derived", "summary"}


def test_plan_is_the_same_with_others_beside_it(counts: list[Version]) -> None:
    """What a version says of a plan is the same lines with two more plans beside it, and so is the register."""
    assert read_lines(counts[1], KEY) == read_lines(counts[2], KEY) != []
    assert read_lines(counts[0], "") == read_lines(counts[2], "") != []


def test_copy_under_another_key_says_as_much(counts: list[Version]) -> None:
    """The same plan under two keys has as many lines under each."""
    sizes = {key: len(read_lines(counts[2], key)) for key in list_keys(counts[2])}

    assert len(set(sizes.values())) == 1


def test_added_plan_is_proved_by_its_document(counts: list[Version]) -> None:
    """A plan comes with its document, and what a version says of its files is by their place in the folder."""
    assert SourceTexts(counts[1].path.parents[1]).read_all().keys() == {read_document(DOCUMENT).sha256}
    assert f"plans/{KEY}/plan.ttl" in counts[1].manifest.inputs
    assert all(f"plans/{KEY}/" in fault.place for fault in counts[1].manifest.warnings if KEY in fault.node)


def test_plan_that_breaks_a_rule_leaves_all_as_it_was(data: Path, tmp_path: Path) -> None:
    """A plan that is refused keeps nothing: no file, no document, no version; it is told by the name it was given."""
    before = snapshot(data)
    own = write_plan(tmp_path / "own")
    (own / "bad.ttl").write_text(
        f"<https://w3id.org/samendoen/id/measure/{KEY}/bare> a <https://w3id.org/samendoen/def#Measure> .",
        encoding="utf-8",
    )

    with pytest.raises(DataInvalid) as caught:
        add_plan(data, [own], [DOCUMENT])

    assert {fault.place for fault in caught.value.faults} == {str(own / "bad.ttl")}
    assert snapshot(data) == before


def test_document_of_another_plan_is_refused(data: Path, tmp_path: Path) -> None:
    """A document that the plan does not name by its digest is refused, and nothing is kept."""
    other = tmp_path / "other.txt"
    other.write_text("Een ander document.\n", encoding="utf-8")

    before = snapshot(data)
    with pytest.raises(SourceError, match=r"other\.txt: No document of the plan .* Give the very file"):
        add_plan(data, [write_plan(tmp_path / "own")], [DOCUMENT, other])

    assert snapshot(data) == before


def test_key_that_is_taken_is_refused_or_replaced(counts: list[Version], one: Path, tmp_path: Path) -> None:
    """Another plan under a key that is there is refused with the ways out; on demand it takes its place."""
    own = write_plan(tmp_path / "own")
    before = snapshot(one)
    assert add_plan(one, [own]) is None
    text = (own / "plan.ttl").read_text(encoding="utf-8")
    (own / "plan.ttl").write_text(text.replace("Safe Zilverhaven", "Secure Zilverhaven"), encoding="utf-8")

    with pytest.raises(PlanRefused, match=f"plan remove {KEY}.*--replace"):
        add_plan(one, [own])
    assert snapshot(one) == before

    second = add_plan(one, [own], replacing=True)

    assert second is not None
    assert b"Secure Zilverhaven" in b"".join(read_lines(second, KEY))
    assert b"Safe Zilverhaven" not in b"".join(read_lines(second, KEY))
    assert list_lost_inputs(counts[1].manifest.inputs, second.manifest.inputs) == []


def test_packaged_key_is_taken(tmp_path: Path) -> None:
    """A plan of one's own with the key of a packaged one is refused while that is there."""
    with pytest.raises(PlanRefused, match=f"plan remove {PACKAGED}"):
        add_plan(tmp_path / "data", [write_plan(tmp_path / "own", PACKAGED)])


def test_removed_plan_stays_in_older_versions(counts: list[Version], one: Path) -> None:
    """Who removes a plan gets the version without it; the older one keeps all of it."""
    removed = remove_plan(one, KEY)

    assert removed.digest == counts[0].digest
    assert list_keys(Archive(one).find(counts[1].digest)) == {KEY}
    assert PlanFolder(one).find(KEY) is None


@pytest.mark.slow
def test_packaged_plan_is_removed_and_put_back(packaged_version: Version, tmp_path: Path) -> None:
    """The packaged plan goes and comes back, and then the version is what it was."""
    without = remove_plan(tmp_path, PACKAGED)
    assert list_keys(without) == set()
    with pytest.raises(PlanRefused, match="left out already"):
        remove_plan(tmp_path, PACKAGED)
    assert list_keys(build_version(tmp_path)) == set()

    back = put_back_plan(tmp_path, PACKAGED)

    assert back is not None
    assert back.digest == packaged_version.digest
    assert put_back_plan(tmp_path, PACKAGED) is None


@pytest.mark.parametrize("change", [remove_plan, put_back_plan])
def test_unknown_plan_is_refused_with_those_there_are(tmp_path: Path, change: object) -> None:
    """A key that no plan has is refused with the keys there are."""
    assert callable(change)
    with pytest.raises(PlanRefused, match=f"no plan 'elders' here. Plans: {PACKAGED}"):
        change(tmp_path, "elders")


def test_build_is_of_what_the_folder_holds(counts: list[Version], one: Path, tmp_path: Path) -> None:
    """A build without files has each plan that was added, though its own files are elsewhere and the folder moved."""
    moved = one.rename(tmp_path / "moved")

    built = build_version(moved)

    assert (built.digest, built.manifest.inputs) == (counts[1].digest, counts[1].manifest.inputs)
    assert not is_stale(built.manifest.inputs, digest_sources(PlanFolder(moved).list_sources()))


def test_changed_packaged_file_makes_a_folder_with_plans_stale(counts: list[Version]) -> None:
    """A version with an added plan is stale when the model changed, for it can be built again without losing any."""
    made_of = counts[1].manifest.inputs
    at_hand = digest_sources(PlanFolder(counts[1].path.parents[1]).list_sources())

    assert not is_stale(made_of, at_hand)
    assert is_stale({**made_of, "ontology/model/plan.ttl": "0" * 64}, at_hand)
    assert is_stale(made_of, digest_sources(list_packaged_sources()))


def test_files_that_a_version_lost_are_listed() -> None:
    """A file from elsewhere, or of a plan that is gone, is lost; one that moved into the folder, or is ours, is not."""
    before = {
        "/home/a.ttl": "1",
        "/home/b.ttl": "2",
        "plans/x/c.ttl": "3",
        "plans/y/d.ttl": "4",
        "graph/data/e.ttl": "5",
    }
    after = {"plans/z/b.ttl": "2", "plans/y/new.ttl": "6"}

    assert list_lost_inputs(before, after) == ["/home/a.ttl", "plans/x/c.ttl"]
    assert list_lost_inputs(before, after, removed="x") == ["/home/a.ttl"]
