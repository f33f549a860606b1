"""A header says how its rows are drawn as a network, and what is wrong with that is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.errors import BrokenQuestion
from queries.questions import EdgeHeader, NetworkHeader
from queries.questions.header import read_question
from queries.questions.library import load_questions

if TYPE_CHECKING:
    from pathlib import Path

    from queries.questions import Question

RING = "#+   layout: ring\n"
LAYERS = "#+   layout: layers\n#+   layers: [law, duty, actor]\n#+   directed: true\n"
EDGES = """\
#+   edges:
#+     - {from: law, to: duty, relation: named_as}
#+     - from: duty
#+       to: actor
#+       about: theme
#+       basis: basis
#+       weight: measures
"""
HEAD = """\
#+ title: {nl: Plichten, en: Duties}
#+ question: {nl: Wie moet wat?, en: Who must do what?}
#+ description: {nl: Een rij per plicht., en: One row per duty.}
#+ absence: {nl: Geen., en: None.}
#+ unseen: {nl: Alles., en: Everything.}
#+ basis: stated
#+ columns:
"""
COLUMNS = {
    **dict.fromkeys(("law", "duty", "actor", "theme"), "thing"),
    **dict.fromkeys(("law_label", "duty_label", "actor_label", "theme_label", "named_as"), "text"),
    "basis": "concept, of: basis",
    "kind": "concept, of: kind",
    "measures": "number",
    "bare": "thing",
}
LISTED = "".join(f"#+   {name}: {{type: {kind}, label: {{nl: X, en: X}}}}\n" for name, kind in COLUMNS.items())
QUERY = f"\nSELECT {' '.join(f'?{name}' for name in COLUMNS)}\nWHERE {{ ?law ?any ?duty }}\nORDER BY ?law\n"
FIRST = "#+     - {from: law, to: duty, relation: named_as}"

# What is changed into what, and what is then told, on the line that `at` is of.
FAULTS = {
    "nothing said": (f"#+ network:\n{LAYERS}{EDGES}", "#+ network: ring\n", "#+ network", "Give 'layout' and 'edges'"),
    "unknown key": ("directed: true", "direct: true", "#+   direct:", "Is 'directed' meant?"),
    "no layout": ("#+   layout: layers\n", "", "#+   layers", "no text for 'layout'"),
    "other layout": ("layout: layers", "layout: star", "#+   layout", "It is one of ring, layers"),
    "no edges": (EDGES, "", "#+   layout", "A network has edges"),
    "edges no list": (EDGES, "#+   edges: {from: law, to: duty}\n", "#+   edges", "A network has edges"),
    "edges of texts": (EDGES, "#+   edges: [law, duty]\n", "#+   edges", "A network has edges"),
    "no edge at all": (EDGES, "#+   edges: []\n", "#+   edges", "A network has edges"),
    "many edges": (EDGES, f"#+   edges:\n{FIRST}\n" + f"{FIRST}\n" * 10, "#+   edges", "more than 10"),
    "unknown key of an edge": ("relation: named_as", "relatoin: named_as", FIRST[:20], "Is 'relation' meant?"),
    "no end": ("to: duty, ", "", FIRST[:20], "no text for 'to'"),
    "unknown column": ("to: duty,", "to: dutty,", FIRST[:20], "no column 'dutty'. Name one of law, duty, actor, theme"),
    "no thing": ("#+       to: actor", "#+       to: actor_label", "#+       to:", "'actor_label' is none"),
    "no label": ("#+       to: actor", "#+       to: bare", "#+       to:", "Add a column 'bare_label'"),
    "to itself": ("#+       to: actor", "#+       to: duty", "#+       to:", "Name another than 'duty'"),
    "about no thing": ("about: theme", "about: kind", "#+       about", "'kind' is none. Name one of law"),
    "relation no text": ("relation: named_as", "relation: measures", FIRST[:20], "concept/text, and 'measures' is"),
    "basis no concept": ("basis: basis", "basis: named_as", "#+       basis", "'named_as' is none"),
    "basis of another list": ("      basis: basis", "      basis: kind", "#+       basis", "'of: basis'"),
    "weight no number": ("weight: measures", "weight: kind", "#+       weight", "Name one of measures"),
    "layers of a ring": ("layout: layers", "layout: ring", "#+   layers", "A ring has no layers"),
    "no layers": ("#+   layers: [law, duty, actor]\n", "", "#+   layout", "each of law, duty, actor"),
    "one layer": ("[law, duty, actor]", "[law]", "#+   layers", "each of law, duty, actor"),
    "layer of no column": ("[law, duty, actor]", "[law, duty, who]", "#+   layers", "from or to 'who'"),
    "layer of no edge": ("[law, duty, actor]", "[law, duty, actor, theme]", "#+   layers", "from or to 'theme'"),
    "end in no layer": ("[law, duty, actor]", "[law, duty]", "#+   layers", "Name 'actor' once"),
    "layer twice": ("[law, duty, actor]", "[law, duty, actor, duty]", "#+   layers", "Name 'duty' once"),
    "directed no flag": ("directed: true", "directed: perhaps", "#+   directed", "true or false"),
    "shares no end": ("directed: true", "shared: theme", "#+   shared", "one of law, duty, actor"),
}


def read(tmp_path: Path, network: str) -> Question:
    """Read a question with *network* in its header."""
    path = tmp_path / "duties.rq"
    path.write_text(f"{HEAD}{LISTED}{network}{QUERY}", encoding="utf-8")
    return read_question(path)


def test_network_is_read(tmp_path: Path) -> None:
    """The layout, the layers and each edge are what the header says, and what it does not say is empty."""
    found = read(tmp_path, f"#+ network:\n{LAYERS}{EDGES}").network

    assert found == NetworkHeader(
        "layers",
        (
            EdgeHeader("law", "duty", relation="named_as"),
            EdgeHeader("duty", "actor", about="theme", basis="basis", weight="measures"),
        ),
        layers=("law", "duty", "actor"),
        directed=True,
    )


def test_ring_is_read(tmp_path: Path) -> None:
    """A ring has no layers and no direction, and an end may be a column that every row of a plan has."""
    edges = "#+   shared: actor\n#+   edges:\n#+     - {from: plan, to: actor}\n"
    found = read(tmp_path, f"#+ network:\n{RING}{edges}").network

    assert found == NetworkHeader("ring", (EdgeHeader("plan", "actor"),), shared="actor")


def test_question_without_network_has_none(tmp_path: Path) -> None:
    """Most questions are a table and no network."""
    assert read(tmp_path, "").network is None


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_with_its_line(tmp_path: Path, name: str) -> None:
    """The error names the file, the line, what is wrong there, and what would do."""
    old, new, at, told = FAULTS[name]
    good = f"#+ network:\n{LAYERS}{EDGES}"
    assert old in good

    with pytest.raises(BrokenQuestion) as raised:
        read(tmp_path, good.replace(old, new, 1))

    lines = (tmp_path / "duties.rq").read_text(encoding="utf-8").splitlines()
    assert told in str(raised.value)
    assert str(raised.value).startswith(f"duties.rq:{raised.value.line}: ")
    assert lines[raised.value.line - 1].startswith(at)


def test_views_of_the_library_are_networks() -> None:
    """The questions that people know as networks say so in their headers."""
    drawn = {name: it.network for name, it in load_questions().items() if it.network}

    assert {"cooperation", "escalation-levels", "legal-duties", "partner-coverage"} <= drawn.keys()
    assert drawn["cooperation"] == NetworkHeader(
        "ring", (EdgeHeader("actor_a", "actor_b", about="subject", basis="basis", weight="measures"),)
    )
