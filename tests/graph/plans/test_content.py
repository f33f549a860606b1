"""Which plan files are of: exactly one, with a key that can be an address, and nothing of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import SourceError
from graph.plans.content import describe_plan, find_plan, list_data_files
from graph.sources.source import make_user_sources, read_source
from graph.sources.source_text import read_document
from ontology.namespaces import PREFIXES
from tests.builds import FIXTURE, FIXTURE_FILES

if TYPE_CHECKING:
    from pathlib import Path

    from graph.sources.source import Reading

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())


@pytest.fixture(scope="module")
def fixture() -> list[Reading]:
    """Read the files of the small plan."""
    return [read_source(source) for source in make_user_sources(FIXTURE_FILES)]


def read(folder: Path, **files: str) -> list[Reading]:
    """Write *files* as Turtle in *folder*, and read them."""
    for name, text in files.items():
        (folder / f"{name}.ttl").write_text(HEADER + text, encoding="utf-8")
    return [read_source(source) for source in make_user_sources(folder / f"{name}.ttl" for name in files)]


def test_plan_is_found_by_what_its_files_say(fixture: list[Reading]) -> None:
    """The key is that of the one smd:Plan in the files."""
    assert find_plan(fixture) == "zilverhaven-2031"


REFUSED = {
    "no_plan": ({"one": "measure:a\\/x a smd:Measure ."}, "there is no smd:Plan", "plan:KEY a smd:Plan"),
    "two_plans": (
        {"one": "plan:a a smd:Plan .", "two": "plan:b a smd:Plan ."},
        "of several plans: plan:a",
        "one plan at a time",
    ),
    "elsewhere": ({"one": "<urn:a> a smd:Plan ."}, "urn:a cannot be the IRI of a plan", "/id/plan/KEY"),
    "key_with_a_slash": ({"one": "plan:a\\/b a smd:Plan ."}, "cannot be the IRI", "lower case letters"),
    "key_of_points": ({"one": "<https://w3id.org/samendoen/id/plan/a..b> a smd:Plan ."}, "cannot be", "lower case"),
    "key_with_capitals": ({"one": "plan:Delft a smd:Plan ."}, "cannot be the IRI", "lower case letters"),
    "thing_of_another_plan": (
        {"one": "plan:a a smd:Plan .", "two": "measure:b\\/x a smd:Measure ."},
        "measure:b/x is of the plan b",
        "one plan at a time",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_files_of_no_one_plan_are_refused(tmp_path: Path, name: str) -> None:
    """Files that are not those of one plan are refused with the file, what is wrong, and what to do."""
    files, said, remedy = REFUSED[name]
    with pytest.raises(SourceError) as caught:
        find_plan(read(tmp_path, **files))

    assert str(caught.value).startswith(f"{tmp_path}/")
    assert said in str(caught.value)
    assert remedy in str(caught.value)


def test_plan_is_described_by_its_files(fixture: list[Reading]) -> None:
    """A plan is described by its files alone: names, days, publishers, documents, and how much they say."""
    content = describe_plan("zilverhaven-2031", fixture)

    assert content.label == {"nl": "Veilig Zilverhaven 2031-2034", "en": "Safe Zilverhaven 2031-2034"}
    assert (content.starts, content.ends) == ("2031-01-01", "2034-12-31")
    assert "Gemeente Zilverhaven" in [content.names[iri] for iri in content.publishers]
    documents = {it.iri.rpartition("/")[2]: it for it in content.documents}
    assert documents["plan"].sha256 == read_document(FIXTURE / "plan.txt").sha256
    assert documents["plan"].label["en"] == "Text of the plan of Zilverhaven"
    assert content.statements == sum(
        len(reading.quads) for reading in fixture if reading.source.graph.endswith("zilverhaven-2031/stated")
    )


def test_unknown_plan_has_nothing(fixture: list[Reading]) -> None:
    """Of a plan that the files do not speak of nothing is said."""
    content = describe_plan("elders", fixture)

    assert (content.label, content.publishers, content.documents, content.statements) == ({}, (), (), 0)


def test_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    """A folder gives its files of data, also deeper ones, and neither hidden ones nor texts; each file counts once."""
    for name in ("b/x.ttl", "a.nt", "note.md", "package.json", ".git/x.ttl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")

    assert list_data_files([tmp_path, tmp_path / "a.nt"]) == [tmp_path / "a.nt", tmp_path / "b" / "x.ttl"]


def test_file_of_another_form_is_not_passed_over(tmp_path: Path) -> None:
    """A file of RDF in a form that is not read is listed, so that it is refused instead of missed."""
    for name in ("a.ttl", "b.jsonld", "c.trig"):
        (tmp_path / name).write_bytes(b"")

    assert [path.name for path in list_data_files([tmp_path])] == ["a.ttl", "b.jsonld", "c.trig"]


def test_folder_without_data_is_refused(tmp_path: Path) -> None:
    """A folder without a file of data is told, with what to give."""
    with pytest.raises(SourceError, match=r"no file of data\. Give one with Turtle"):
        list_data_files([tmp_path])
