"""What is wrong with a whole file: each kind is one line with the file and a remedy, and what is sound is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.checks.inputs import check_inputs, drop_repeated
from graph.sources.source import list_packaged_sources, make_user_sources, read_source
from ontology.namespaces import DEF, PREFIXES
from tests.builds import FIXTURE_FILES

if TYPE_CHECKING:
    from pathlib import Path

    from graph.fault import Fault

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
PLAN = HEADER + "plan:a a smd:Plan . measure:a\\/x a smd:Measure ; smd:inPlan plan:a .\n"


def write(folder: Path, name: str, text: str) -> Path:
    """Write *text* as the file called *name* in *folder*."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def check(*files: Path) -> tuple[list[Fault], int]:
    """Give the faults of *files* as wholes, and how many statements are kept of them."""
    readings, faults = drop_repeated(map(read_source, make_user_sources(files)))
    return [*faults, *check_inputs(readings)], sum(len(reading.quads) for reading in readings)


def rules(faults: list[Fault]) -> list[tuple[str, str]]:
    """Give the rule of each of *faults* with its severity."""
    return [(fault.rule, fault.severity) for fault in faults]


@pytest.mark.parametrize("text", ["", "\ufeff", "# only a comment\n", HEADER])
def test_empty_file_is_told(tmp_path: Path, text: str) -> None:
    """A file without a statement, such as a download that failed, is a fault."""
    path = write(tmp_path, "empty.ttl", text)

    faults, _ = check(path)

    assert rules(faults) == [("file-empty", "violation")]
    assert str(faults[0]).startswith(f"{path}: No statement is in this file; ")


def test_file_given_twice_counts_once(tmp_path: Path) -> None:
    """A file that is named twice is told, and its statements are there once."""
    path = write(tmp_path, "a.ttl", PLAN)

    faults, count = check(path, path)

    assert rules(faults) == [("file-twice", "warning")]
    assert str(faults[0]) == f"[warning] {path}: This file is given twice; give it once."
    assert count == 3


def test_same_bytes_under_two_names_count_once(tmp_path: Path) -> None:
    """The same bytes under another name are told with the first, and count once, also their blank nodes."""
    text = PLAN + '[] smd:note "een" .'
    first, second = write(tmp_path, "a.ttl", text), write(tmp_path, "b/other.ttl", text)

    faults, count = check(first, second)

    assert [(fault.place, fault.rule) for fault in faults] == [(str(second), "file-twice")]
    assert str(first) in str(faults[0])
    assert count == 4


def test_two_files_of_one_name_are_sound(tmp_path: Path) -> None:
    """Two files of one name in two folders are no fault: what each says is there."""
    first = write(tmp_path, "a/x.ttl", PLAN)
    second = write(tmp_path, "b/x.ttl", HEADER + "measure:a\\/y a smd:Measure ; smd:inPlan plan:a .")

    assert check(first, second) == ([], 5)


FOREIGN = {
    "http": (HEADER.replace(f"<{DEF}>", "<http://w3id.org/samendoen/def#>"), "actor:x a smd:Partner .", 1),
    "slash": (HEADER.replace(f"<{DEF}>", f"<{DEF[:-1]}/>"), "actor:x a smd:Partner ; smd:kind kind:x .", 2),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_misspelt_namespace_is_told(tmp_path: Path, name: str) -> None:
    """A file in a namespace that is ours but for its scheme or its end is told, with the right one."""
    header, text, count = FOREIGN[name]

    (fault,), _ = check(write(tmp_path, "x.ttl", header + text))

    assert (fault.rule, fault.severity) == ("uses-model", "warning")
    assert f"0 of {count} statements of this file use the model" in str(fault)
    assert f"meant to be {DEF}?" in str(fault)


def test_data_of_somebody_else_is_told(tmp_path: Path) -> None:
    """Of a file in other vocabularies it is said how little uses the model, with thousands set apart."""
    foreign = "".join(f'<urn:{number}> foaf:name "{number}" .\n' for number in range(2_000))

    (fault,), _ = check(write(tmp_path, "x.ttl", PLAN + foreign))

    assert str(fault).count("3 of 2,003 statements of this file use the model") == 1
    assert "leave the file out" in str(fault)


def test_names_of_what_is_known_use_the_model(tmp_path: Path) -> None:
    """A file that only adds names to things that another describes is sound."""
    plan = write(tmp_path, "a.ttl", PLAN)
    names = write(tmp_path, "b.ttl", HEADER + 'measure:a\\/x skos:altLabel "zo"@nl , "ook zo"@nl .')

    assert check(plan, names) == ([], 5)


def test_unknown_plan_is_told(tmp_path: Path) -> None:
    """Statements of a plan that nothing says to be one are a fault, which names the plans there are."""
    plan = write(tmp_path, "a.ttl", PLAN)
    lost = write(tmp_path, "b.ttl", HEADER + "measure:onbekend\\/x a smd:Measure .")

    (fault,), _ = check(plan, lost)

    assert (fault.rule, fault.severity, fault.place) == ("is-a-plan", "violation", str(lost))
    assert "plan:onbekend a smd:Plan" in str(fault)
    assert "plan:a" in str(fault)


def test_two_plans_with_one_key_are_told(tmp_path: Path) -> None:
    """Two files that each say a plan of one key are a fault in the second."""
    first = write(tmp_path, "a.ttl", PLAN)
    second = write(tmp_path, "b.ttl", HEADER + 'plan:a a smd:Plan ; skos:prefLabel "Een ander"@nl .')

    (fault,), _ = check(first, second)

    assert (fault.rule, fault.severity, fault.place) == ("one-plan", "violation", str(second))
    assert str(first) in str(fault)


def test_sound_files_have_no_fault() -> None:
    """The packaged files and those of the small plan are sound as wholes."""
    sources = [*list_packaged_sources(), *make_user_sources(FIXTURE_FILES)]
    readings, faults = drop_repeated(map(read_source, sources))

    assert [*faults, *check_inputs(readings)] == []
