"""Contradictions that the graph itself shows: each rule finds its own, and what is recorded too is there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.engine import Store
from queries.answers import ask
from queries.plans import Plans
from queries.questions.library import find_question
from tests.builds import SMALL_PLAN_HEADER, build_small_version

if TYPE_CHECKING:
    from pathlib import Path

    from queries.answers import Row

PREFIXES = "".join(
    f"@prefix {name}: <https://w3id.org/samendoen/id/{name}/> .\n"
    for name in ("budget-status", "claim-kind", "claim-status", "defect-kind", "defect-rule", "phenomenon-kind")
)
WORDS = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


#: The kinds of defects that a rule finds.
KINDS = {"broken_reference", "contradiction", "missing_part"}


def write_place(line: int, section: str) -> str:
    """Write evidence on *line*, in *section*."""
    return f"""
evidence:test-{line} a smd:Evidence ;
    smd:inDocument document:plan ; smd:inSection section:{section} ; smd:firstLine {line} ; smd:lastLine {line} ;
    smd:anchor "anker" .
"""


def write_ambition(name: str, line: int, theme: str, more: str = "") -> str:
    """Write an ambition of *theme* called *name*, on *line*."""
    return f"""
goal:{name} a smd:Goal , smd:Claim ;
    skos:prefLabel "Zo moet het worden"@nl ; smd:claimKind claim-kind:ambition ; smd:concerns theme:{theme} ;
    smd:claimStatus claim-status:intention ; smd:evidence evidence:test-{line} {more} .
"""


def write_focus(name: str, line: int, phenomenon: str) -> str:
    """Write that theme water is aimed at *phenomenon*, on *line*."""
    return f"""
focus:{name} a smd:Focus ;
    skos:prefLabel "Water richt zich ergens op"@nl ; smd:concerns theme:water ; smd:focusOn phenomenon:{phenomenon} ;
    smd:evidence evidence:test-{line} .
"""


#: Of each rule data in which it finds something, what that is of, and its lines.
FOUND = {
    "missing_chapter": ("section:kade smd:chapterNumber 3 .", "Veilig Zilverhaven 2031-2034", "17, 35"),
    "heading_and_text": (
        write_place(17, "water") + write_focus("kop", 17, "geluid"),
        "Veilig water",
        "17, 22",
    ),
    "two_amounts": (
        """
amount:anders a smd:Amount ;
    skos:prefLabel "Ladders, een ander bedrag"@nl ; smd:ofLine budget-line:ladders ; smd:euros "9000"^^xsd:decimal ;
    smd:budgetStatus budget-status:requested ; smd:evidence evidence:test-61 .
"""
        + write_place(61, "samen"),
        "Ladders",
        "61, 67",
    ),
    "foci": (write_place(61, "samen") + write_focus("elders", 61, "geluid"), "Veilig water", "22, 61"),
    "announced_section": (
        """
contents-entry:weg a smd:ContentsEntry ;
    skos:prefLabel "Wat er niet is"@nl ; smd:concerns plan:zilverhaven-2031 ; smd:evidence evidence:test-61 .
"""
        + write_place(61, "samen"),
        "Veilig Zilverhaven 2031-2034",
        "61",
    ),
    "ambition": (
        write_place(20, "water")
        + write_place(61, "samen")
        + write_ambition("een", 20, "water")
        + write_ambition("twee", 61, "water"),
        "Veilig water",
        "20, 61",
    ),
    "borrowed_ambition": (
        write_place(20, "water")
        + write_place(61, "samen")
        + write_ambition("een", 20, "water")
        + write_ambition("twee", 61, "kade", "; smd:repeats goal:een"),
        "Rustige kade",
        "20, 61",
    ),
}


def ask_defects(folder: Path, turtle: str) -> list[Row]:
    """Ask the defects of the small plan with *turtle* on top of it, which is published in *folder*."""
    folder.mkdir(exist_ok=True)
    (folder / "more.ttl").write_text(f"{SMALL_PLAN_HEADER}{PREFIXES}{WORDS}{turtle}", encoding="utf-8")
    plans = Plans(Store(build_small_version(folder / "data", [folder / "more.ttl"]).path))
    return ask(plans, find_question("defects"), {}).rows


def test_nothing_is_found_where_nothing_is_wrong(store: Store) -> None:
    """Of the small plan all defects were found by reading, also one that names a rule that finds nothing here."""
    assert {row["found_by"] for row in ask(Plans(store), find_question("defects"), {}).rows} == {"lezing"}


@pytest.mark.parametrize("rule", FOUND)
def test_rule_finds_what_is_wrong(tmp_path: Path, rule: str) -> None:
    """A rule finds its contradiction, says of what, shows all its lines, and has words of its own."""
    turtle, subject, lines = FOUND[rule]
    found = [row for row in ask_defects(tmp_path, turtle) if row["rule"] == rule]

    if rule == "missing_chapter":  # the small plan records this one: see below
        assert [(row["found_by"], row["subject_label"]) for row in found] == [("regel en lezing", subject)]
    else:
        assert [(row["defect"], row["found_by"], row["subject_label"], row["lines"]) for row in found] == [
            (None, "regel", subject, lines)
        ]
        assert all(row["defect_label"] and row["explanation"] and row["kind"] in KINDS for row in found)


def test_recorded_defect_that_a_rule_finds_is_there_once(tmp_path: Path) -> None:
    """What was recorded with its rule and its subject is one row, with the lines of both and the recorded words."""
    rows = ask_defects(tmp_path, FOUND["missing_chapter"][0])
    [found] = [row for row in rows if row["rule"]]

    assert found["defect_label"] == "De dag is niet ingevuld"
    assert found["found_by"] == "regel en lezing"
    assert found["lines"] == "4, 17, 35"
    assert len(rows) == 2
