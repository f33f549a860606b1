"""Tests of the commands where there are several plans: which is asked, and what is told of one that came or went."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.sources import list_model_sources
from tests.builds import FIXTURE_FILES
from tests.several import FIRST, SECOND, several_version, write_named_copy
from tests.terminal import run

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions import Version

__all__ = ["several_version"]

LABEL = f"Veilig {SECOND} 2031-2034"


@pytest.fixture(scope="session")
def data(several_version: Version) -> Path:
    """Name the data folder of a version of two plans."""
    return several_version.path.parents[1]


def ask_json(data: Path, *words: str) -> dict[str, list[dict[str, str]]]:
    """Ask for the measures with *words*, as JSON."""
    result = run("ask", "measures", *words, "--format", "json", "--data", data)
    assert result.exit_code == 0, result.output
    found: dict[str, list[dict[str, str]]] = json.loads(result.stdout)
    return found


def test_plan_is_asked_by_its_key(data: Path) -> None:
    """`-p plan=KEY` asks that plan, given twice both, and left out or empty all."""
    one, both, everything = (
        ask_json(data, *words)
        for words in (
            ("-p", f"plan={SECOND}"),
            ("-p", f"plan={FIRST}", "-p", f"plan={SECOND}"),
            ("-p", "plan="),
        )
    )

    assert one["plans"] == [SECOND]
    assert {row["plan_label"] for row in one["rows"]} == {LABEL}
    assert both["plans"] == [FIRST, SECOND]
    assert len(both["rows"]) == len(everything["rows"]) == 2 * len(one["rows"]) > 0


def test_table_says_of_which_plan_a_row_is(data: Path) -> None:
    """In the terminal each row has the name of its plan and of its document."""
    lines = run("ask", "measures", "-p", f"plan={SECOND}", "--data", data).stdout.splitlines()
    rows = lines[2 : lines.index("")]

    assert rows
    assert all(LABEL in row and "Tekst van het plan van Zilverhaven" in row for row in rows)


@pytest.mark.parametrize("keys", [["nergens"], [SECOND, SECOND]])
def test_plan_that_cannot_be_meant_is_refused(data: Path, keys: list[str]) -> None:
    """A plan that is not there, or is given twice, is refused in one message that names what is known."""
    words = [word for key in keys for word in ("-p", f"plan={key}")]
    result = run("ask", "measures", *words, "--data", data, "--lang", "en")

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert SECOND in result.output


def test_things_of_a_plan_are_named_with_its_key(data: Path) -> None:
    """A theme named with the key of its plan is asked for in that plan alone; by its own id in each plan."""
    one = ask_json(data, "-p", f"theme={SECOND}/water")
    both = ask_json(data, "-p", "theme=water")

    assert {row["plan_label"] for row in one["rows"]} == {LABEL}
    assert len(both["rows"]) == 2 * len(one["rows"])


def test_triple_of_a_plan_is_explained_in_that_plan(data: Path) -> None:
    """`why` rests on the plan of the subject alone; a triple that only another plan has is not there."""
    measure = f"measure:{FIRST}/water-02"
    found = run("why", measure, "smd:countsFor", f"theme:{FIRST}/water", "--data", data)
    other = run("why", measure, "smd:countsFor", f"theme:{SECOND}/water", "--data", data)
    shared = run("why", "gemeente:gm9801", "smd:activeOn", f"theme:{SECOND}/water", "--data", data)

    assert (found.exit_code, other.exit_code, shared.exit_code) == (0, 1, 0)
    assert SECOND not in found.stdout
    assert FIRST not in shared.stdout


def test_plan_that_came_or_went_is_told_as_such(tmp_path: Path) -> None:
    """`diff` says that a plan is new or gone, and not that each of its partners is; the other plan did not change."""
    copy = write_named_copy(tmp_path / "copy", SECOND)
    build_version(tmp_path / "data", FIXTURE_FILES, packaged=list_model_sources())
    build_version(tmp_path / "data", [*FIXTURE_FILES, *copy], packaged=list_model_sources())
    words = ("--format", "words", "--lang", "en", "--data", tmp_path / "data")
    come, gone = (run("diff", *ends, *words).stdout.splitlines() for ends in ((), ("current", "previous")))
    body = json.loads(run("diff", "--format", "json", "--data", tmp_path / "data").stdout)

    assert come[2:4] == [f"Safe Zilverhaven 2031-2034 ({SECOND})", "1 plan is new"]
    assert gone[3] == "1 plan is gone"
    assert "6 measures are new" in come
    assert not [line for line in come if "Harbour police" in line or FIRST in line]
    assert {(it["change"], it["plan"]) for it in body["sentences"]} == {("new", SECOND)}
    assert body["sentences"][0]["about"] == "plan"
    assert {it["plan"] for it in body["counts"]} <= {SECOND, None}


def test_change_within_a_plan_is_told_under_its_name(tmp_path: Path) -> None:
    """What changed in one of two plans stands under the name of that plan."""
    copy = write_named_copy(tmp_path / "copy", SECOND)
    changed = write_named_copy(tmp_path / "changed", SECOND, [("actor:brandweer", "actor:blussers")])
    build_version(tmp_path / "data", [*FIXTURE_FILES, *copy], packaged=list_model_sources())
    version = build_version(tmp_path / "data", [*FIXTURE_FILES, *changed], packaged=list_model_sources())
    lines = run("diff", "--format", "words", "--lang", "en", "--data", tmp_path / "data").stdout.splitlines()

    assert version
    assert f"Safe Zilverhaven 2031-2034 ({SECOND})" in lines
    assert "1 partner stands at another address" in lines
    assert not [line for line in lines if FIRST in line]
