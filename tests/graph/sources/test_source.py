"""Reading files of data: each into its graph, and each fault with its file, its line and a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import NamedNode

import ontology
from graph.errors import SourceError
from graph.sources.source import DATA_FOLDER, Reading, list_packaged_sources, make_user_sources, read_source
from ontology.namespaces import DEF, ID, RDFS, make_graph_iri, make_plan_graph_iri

if TYPE_CHECKING:
    from pathlib import Path

GOOD = b'<urn:a> <urn:b> "c" .\n'

BROKEN = {
    "forgotten_semicolon.ttl": (b"@prefix x: <urn:x:> .\nx:a x:b x:c\n  x:d x:e .\n", 3),
    "undeclared_prefix.ttl": (GOOD + b"x:a x:b x:c .\n", 2),
    "open_string.ttl": (GOOD + GOOD + b'<urn:a> <urn:b> "c .\n', 3),
    "space_in_iri.ttl": (b"<urn:a b> <urn:b> <urn:c> .\n", 1),
    "end_missing.ttl": (b"<urn:a> <urn:b> <urn:c>", 1),
    "named_graph.ttl": (b"<urn:g> { <urn:a> <urn:b> <urn:c> }\n", 1),
    "no_object.nt": (GOOD + b"<urn:a> <urn:b> .\n", 2),
}


def read(path: Path) -> Reading:
    """Read the file at *path* as a user's own."""
    return read_source(make_user_sources([path])[0])


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_names_file_and_line(tmp_path: Path, name: str) -> None:
    """Broken syntax is refused with the file, the line to look at, and what to do."""
    path = tmp_path / name
    data, line = BROKEN[name]
    path.write_bytes(data)

    with pytest.raises(SourceError) as caught:
        read(path)

    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert "Mend that line" in str(caught.value)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_other_encoding_is_refused_by_line(tmp_path: Path, encoding: str) -> None:
    """A file in another encoding is not guessed at: the first wrong byte is found."""
    path = tmp_path / "café.ttl"
    path.write_bytes('<urn:a> <urn:b> "café" .'.encode(encoding))

    with pytest.raises(SourceError, match="not UTF-8") as caught:
        read(path)

    assert str(caught.value).startswith(f"{path}:1: ")


def test_other_encoding_counts_lines(tmp_path: Path) -> None:
    """The line of a wrong byte is counted as an editor does."""
    path = tmp_path / "latin.ttl"
    path.write_bytes(GOOD * 4 + '<urn:a> <urn:b> "é" .'.encode("latin-1"))

    with pytest.raises(SourceError) as caught:
        read(path)

    assert caught.value.line == 5


@pytest.mark.parametrize("name", ["plan.rdf", "plan.jsonld", "plan", "plan.ttl.gz"])
def test_unknown_kind_of_file_is_refused(tmp_path: Path, name: str) -> None:
    """Formats that can fetch or expand are not read; the message names those that are."""
    path = tmp_path / name
    path.write_bytes(GOOD)

    with pytest.raises(SourceError, match=r"Turtle \(\.ttl\) or N-Triples \(\.nt\)"):
        read(path)


def test_absent_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is refused by its name."""
    with pytest.raises(SourceError, match=r"absent\.ttl: No such file"):
        read(tmp_path / "absent.ttl")


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A folder with the name of a file is refused, not read."""
    (tmp_path / "folder.ttl").mkdir()

    with pytest.raises(SourceError, match=r"folder\.ttl: Is a directory"):
        read(tmp_path / "folder.ttl")


CONTROLS = ["\\u0000", "\\u0007", "\\u000B", "\\u001F", "\\uFFFE", "\\uFFFF", "\x01"]


@pytest.mark.parametrize("character", CONTROLS)
def test_control_character_is_refused(tmp_path: Path, character: str) -> None:
    """Text that XML cannot hold is refused at the door, with the node and property that hold it."""
    path = tmp_path / "control.ttl"
    path.write_text(f'<urn:a> <urn:b> "x{character}y" .', encoding="utf-8")

    with pytest.raises(SourceError, match=r"<urn:a> has a control character in <urn:b>"):
        read(path)


def test_tab_and_line_break_are_text(tmp_path: Path) -> None:
    """The three control characters that XML can hold are left alone."""
    path = tmp_path / "breaks.ttl"
    path.write_text(r'<urn:a> <urn:b> "x\ty\nz\r" .', encoding="utf-8")

    assert [quad.object.value for quad in read(path).quads] == ["x\ty\nz\r"]


@pytest.mark.parametrize(
    ("text", "graph"),
    [
        (b"<urn:a> <urn:b> <urn:c> .", "register"),
        (b"<%(id)srole/a> <urn:b> <urn:c> ." % {b"id": ID.encode()}, "register"),
        (b"<%(id)smeasure/one/a> <urn:b> <%(id)srole/a> ." % {b"id": ID.encode()}, "one/stated"),
        (b"<%(id)splan/one> <urn:b> <%(id)smeasure/two/a> ." % {b"id": ID.encode()}, "one/stated"),
        (b"<urn:a> <urn:b> <%(id)smeasure/two/a> ." % {b"id": ID.encode()}, "two/stated"),
        (b"<urn:a> <urn:b> <%(id)smeasure/two/a> , <%(id)splan/one> ." % {b"id": ID.encode()}, "register"),
    ],
)
def test_given_file_goes_into_the_graph_of_its_plan(tmp_path: Path, text: bytes, graph: str) -> None:
    """A user's file goes into the graph of the one plan that it speaks of, and else with the register."""
    path = tmp_path / "Ons Plan (2).ttl"
    path.write_bytes(text)

    reading = read(path)

    assert reading.source.graph == make_graph_iri(graph)
    assert {quad.graph_name.value for quad in reading.quads} == {make_graph_iri(graph)}


def test_file_of_two_plans_is_refused(tmp_path: Path) -> None:
    """A file that speaks of the things of two plans is refused, with both."""
    path = tmp_path / "both.ttl"
    path.write_text(f"<{ID}measure/one/a> <urn:b> 1 . <{ID}plan/two> <urn:b> 1 .", encoding="utf-8")

    with pytest.raises(SourceError, match="several plans: one, two"):
        read(path)


def test_packaged_file_has_the_graph_of_its_folder() -> None:
    """The model is one graph, its shapes another, the register a third, and each plan has one for what it states."""
    sources = list_packaged_sources()
    plans = {source.path.parent.name for source in sources if source.path.is_relative_to(DATA_FOLDER / "plans")}

    assert "meierij-2019-2022" in plans
    assert {source.graph for source in sources} == {
        *map(make_graph_iri, ("model", "shapes", "register")),
        *(make_plan_graph_iri(plan, "stated") for plan in plans),
    }
    assert {source.graph for source in sources if source.path in ontology.SHAPES} == {make_graph_iri("shapes")}


def test_term_of_the_model_has_its_topic() -> None:
    """Each term in a file of the model is defined by the ontology of that file, and nothing else is."""
    sources = [source for source in list_packaged_sources() if source.path in ontology.MODEL]
    others = next(source for source in list_packaged_sources() if source.path in ontology.VOCABULARIES)

    assert len(sources) == len(ontology.MODEL)
    for source in sources:
        quads = read_source(source).quads
        found = {q.subject: q.object for q in quads if q.predicate == NamedNode(f"{RDFS}isDefinedBy")}
        assert found
        assert set(found.values()) == {NamedNode(f"{DEF.removesuffix('#')}/{source.path.stem}")}
        assert set(found) == {q.subject for q in quads if str(q.subject).startswith(f"<{DEF}")}
    assert not [q for q in read_source(others).quads if q.predicate == NamedNode(f"{RDFS}isDefinedBy")]


def test_packaged_file_is_named_from_the_project(tmp_path: Path) -> None:
    """A message names a packaged file from the project's folder, and a user's file as it was given."""
    assert "graph/data/plans/meierij-2019-2022/actors.ttl" in {source.name for source in list_packaged_sources()}
    assert make_user_sources([tmp_path / "mine.ttl"])[0].name == str(tmp_path / "mine.ttl")


def test_blank_nodes_of_two_files_stay_apart(tmp_path: Path) -> None:
    """The same blank node label in two files is two nodes."""
    for name in ("one.ttl", "two.ttl"):
        (tmp_path / name).write_text("_:x <urn:b> <urn:c> .", encoding="utf-8")

    nodes = {quad.subject for name in ("one.ttl", "two.ttl") for quad in read(tmp_path / name).quads}

    assert len(nodes) == 2


def test_n_triples_are_read(tmp_path: Path) -> None:
    """N-Triples are read as Turtle is."""
    for name in ("same.ttl", "same.nt"):
        (tmp_path / name).write_bytes(GOOD)

    assert read(tmp_path / "same.nt").quads == read(tmp_path / "same.ttl").quads
    assert len(read(tmp_path / "same.nt").quads) == 1


LATER_RDF = {"triple_term.ttl": "<<( <urn:a> <urn:b> <urn:c> )>>", "direction.ttl": '"a"@en--ltr'}


@pytest.mark.parametrize("name", LATER_RDF)
def test_rdf_of_a_later_version_is_refused(tmp_path: Path, name: str) -> None:
    """What only RDF 1.2 has is refused where it is read, for neither the shapes nor other tools read it."""
    path = tmp_path / name
    path.write_text(f"<urn:a> <urn:b> {LATER_RDF[name]} .", encoding="utf-8")

    with pytest.raises(SourceError):
        read(path)


def test_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """A file that a Windows editor saved as UTF-8, with its mark in front, is read as any other."""
    path = tmp_path / "windows.ttl"
    path.write_text('<urn:a> <urn:b> "c" .', encoding="utf-8-sig")

    assert len(read(path).quads) == 1


def test_message_is_a_whole_sentence(tmp_path: Path) -> None:
    """The message says what the parser missed."""
    path = tmp_path / "dot.ttl"
    path.write_bytes(BROKEN["forgotten_semicolon.ttl"][0])

    with pytest.raises(SourceError, match=r"dot is expected"):
        read(path)
