"""From files to a version: the same input gives the same bytes, and bad data changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.build import BUILD_STEPS
from graph.errors import ArchiveError, DataInvalid, SourceError
from graph.sources.source import (
    digest_sources,
    is_stale,
    list_model_sources,
    list_packaged_sources,
    make_user_sources,
    read_source,
)
from graph.sources.source_text import SourceTexts
from graph.versions.archive import Archive, ShapesResult
from graph.versions.compression import open_version
from ontology.namespaces import ID, make_graph_iri, make_plan_graph_iri
from tests.builds import FIXTURE, FIXTURE_FILES, SMALL_PLAN, SMALL_PLAN_HEADER, build_small_version

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions.archive import Version

SOURCES = [*list_model_sources(), *make_user_sources(FIXTURE_FILES)]
NODES = '[] dct:title "een" ; dct:relation [ dct:title "twee" ] .'


def content(version: Version) -> bytes:
    """Give the N-Quads of *version*."""
    with open_version(version.path) as file:
        return file.read()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Version]:
    """Build the packaged data with a file of the user's own, and give the data folder and the version."""
    folder = tmp_path_factory.mktemp("own")
    file = folder / "notes.ttl"
    file.write_text(SMALL_PLAN_HEADER + NODES, encoding="utf-8")
    return folder, build_small_version(folder / "data", [file])


def test_same_input_gives_same_bytes(version: Version, tmp_path: Path) -> None:
    """Two builds of the same files are one version; a blank node of a file is an IRI in it."""
    again = build_small_version(tmp_path)

    assert b"/id/node/c14n0>" in content(again)
    assert b"_:" not in content(again)
    assert again.digest == version.digest
    assert again.path.read_bytes() == version.path.read_bytes()


def test_version_is_sorted_and_has_no_line_twice(version: Version) -> None:
    """A version is sorted N-Quads, every quad once and in a named graph."""
    lines = content(version).splitlines()

    assert len(lines) > 5_000
    assert lines == sorted(set(lines))
    assert all(line.endswith(b"> .") for line in lines)


def test_manifest_counts_each_graph(version: Version) -> None:
    """The manifest says how many quads each graph has, and together they are the version."""
    names = sorted(
        {
            make_graph_iri("derived"),
            make_plan_graph_iri(SMALL_PLAN, "derived"),
            make_plan_graph_iri(SMALL_PLAN, "summary"),
            *(read_source(source).source.graph for source in SOURCES),
        }
    )
    lines = content(version).decode().splitlines()

    assert len(names) >= 4
    assert list(version.manifest.graphs) == names
    for name, count in version.manifest.graphs.items():
        assert count == len([line for line in lines if line.endswith(f" <{name}> .")]) > 0
    assert sum(version.manifest.graphs.values()) == len(lines)


def test_manifest_names_every_input(version: Version) -> None:
    """The manifest holds each file with the digest of its bytes, under the name people see."""
    assert len(SOURCES) > 20
    assert version.manifest.inputs == {source.name: read_source(source).sha256 for source in SOURCES}


@pytest.fixture(scope="module")
def warned(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Build the small plan with a target group in an active role, of which the shapes warn."""
    folder = tmp_path_factory.mktemp("warned")
    file = folder / "role.ttl"
    file.write_text(
        f"{SMALL_PLAN_HEADER}involvement:gewaarschuwd a smd:Involvement ; smd:actor actor:badgasten ; "
        "smd:role role:executor ; smd:concerns measure:nachten-02 ; smd:basis basis:stated ; "
        "smd:evidence evidence:l48-loopt-met-bondgenoten-rondes .\n",
        encoding="utf-8",
    )
    return build_small_version(folder / "data", [file])


def test_manifest_keeps_only_warnings(warned: Version) -> None:
    """A published version has warnings at most."""
    assert {fault.severity for fault in warned.manifest.warnings} == {"warning"}


def test_packaged_version_names_every_packaged_file(packaged_version: Version) -> None:
    """Where nothing else is said, a version is made of all that comes with the project."""
    assert packaged_version.manifest.inputs == digest_sources(list_packaged_sources())


def test_manifest_tells_the_result_of_the_shapes(warned: Version) -> None:
    """What was published conforms, and the manifest counts the warnings that it holds."""
    warnings = len(warned.manifest.warnings)

    assert warnings > 0
    assert warned.manifest.shapes == ShapesResult(conforms=True, violations=0, warnings=warnings)


def test_own_file_has_its_graph(own: tuple[Path, Version], version: Version) -> None:
    """A user's file comes on top of the plan, and what is of no plan goes with the register."""
    register, graphs = make_graph_iri("register"), version.manifest.graphs

    assert own[1].manifest.graphs == {**graphs, register: graphs[register] + 3}


def test_steps_are_announced(own: tuple[Path, Version]) -> None:
    """Whoever waits is told each step as it begins, and of a build that fails, none after the failure."""
    broken = own[0] / "broken.ttl"
    broken.write_text("<urn:a> <urn:b>", encoding="utf-8")
    announced: list[str] = []

    with pytest.raises(SourceError):
        build_small_version(own[0] / "data", [broken], announced.append)

    assert announced == list(BUILD_STEPS[:1])


BAD = {
    "breaks_a_shape.ttl": (
        SMALL_PLAN_HEADER + "actor:nobody a smd:Partner .",
        DataInvalid,
        "actor:zilverhaven-2031/nobody",
    ),
    "breaks_the_syntax.ttl": ("<urn:a> <urn:b>", SourceError, "breaks_the_syntax.ttl:1: "),
    "control.ttl": (r'<urn:a> <urn:b> "\u0007" .', SourceError, "control character"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file_publishes_nothing(own: tuple[Path, Version], name: str) -> None:
    """Data that breaks a rule is refused with the reason; what was current stays, byte for byte."""
    folder, kept = own
    text, error, said = BAD[name]
    (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(error, match=said):
        build_small_version(folder / "data", [folder / name])

    current = Archive(folder / "data").find_current()
    assert current is not None
    assert current.digest == kept.digest
    assert len(list((folder / "data" / "versions").iterdir())) == 2


def test_invalid_data_carries_its_faults(own: tuple[Path, Version]) -> None:
    """The refusal carries each fault with the file that holds it."""
    file = own[0] / "nobody.ttl"
    file.write_text(SMALL_PLAN_HEADER + "actor:nobody a smd:Partner .", encoding="utf-8")

    with pytest.raises(DataInvalid) as caught:
        build_small_version(own[0] / "data", [file])

    assert len(caught.value.faults) > 0
    assert {(fault.place, fault.node) for fault in caught.value.faults} == {
        (str(file), f"{ID}actor/zilverhaven-2031/nobody")
    }


def test_unwritable_folder_stops_before_the_work(tmp_path: Path) -> None:
    """A folder that cannot be written is said at once, not after the reasoning."""
    (tmp_path / "file").write_bytes(b"")
    announced: list[str] = []

    with pytest.raises(ArchiveError):
        build_small_version(tmp_path / "file" / "data", progress=announced.append)

    assert announced == []


def test_registered_document_is_checked(tmp_path: Path) -> None:
    """With its document at hand, evidence that is not where it says stops a build."""
    SourceTexts(tmp_path / "data").register(FIXTURE / "plan.txt")
    wrong = tmp_path / "wrong.ttl"
    wrong.write_text(
        f"""{SMALL_PLAN_HEADER}
        evidence:wrong a smd:Evidence ; smd:inDocument document:plan ; smd:inSection section:waarom ;
            smd:firstLine 13 ; smd:lastLine 13 ; smd:anchor "wijk Kadezicht" .
        """,
        encoding="utf-8",
    )

    with pytest.raises(DataInvalid, match="it is on line 14") as caught:
        build_small_version(tmp_path / "data", [wrong])

    assert [fault.place for fault in caught.value.faults] == [str(wrong)]
    assert Archive(tmp_path / "data").find_current() is None


def made_of(version: Version, **inputs: str | None) -> dict[str, str]:
    """Give what *version* was made of, with other *inputs*; None takes one away."""
    changed = {**version.manifest.inputs, **inputs}
    return {name: digest for name, digest in changed.items() if digest is not None}


def test_fresh_version_is_not_stale(packaged_version: Version) -> None:
    """A version of the files that the project has is used again."""
    assert not is_stale(packaged_version.manifest.inputs, digest_sources(list_packaged_sources()))


@pytest.mark.parametrize("digest", ["0" * 64, None], ids=["changed", "added_since"])
def test_version_of_other_files_is_stale(packaged_version: Version, digest: str | None) -> None:
    """When a packaged file changed, or came in since, the version is built again."""
    assert is_stale(
        made_of(packaged_version, **{"ontology/model/plan.ttl": digest}), digest_sources(list_packaged_sources())
    )


@pytest.mark.parametrize("name", ["graph/data/old/plan.ttl", "ontology/model/old.ttl"])
def test_version_of_a_file_that_went_is_stale(packaged_version: Version, name: str) -> None:
    """When a packaged file went, the version is built again."""
    assert is_stale(made_of(packaged_version, **{name: "0" * 64}), digest_sources(list_packaged_sources()))


def test_version_with_own_files_is_never_stale(own: tuple[Path, Version]) -> None:
    """A version with a user's own files is theirs to build again, also when the project changed."""
    assert not is_stale(own[1].manifest.inputs, digest_sources(list_packaged_sources()))
    assert not is_stale(
        made_of(own[1], **{"ontology/model/plan.ttl": "0" * 64}), digest_sources(list_packaged_sources())
    )
