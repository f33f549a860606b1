"""A rule in a file: what its header says, in two languages, and the parts of its query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.checks.quality import load_house_rules
from graph.errors import SourceError
from graph.reasoning.closure import CONSTRUCT_FILES
from graph.sources.rule import read_rule

if TYPE_CHECKING:
    from pathlib import Path

RULE = """#+ nl: Wie naast een ander woont
#+   kent die ander
#+ en: Who lives next to another: knows the other
#+ severity: warning
#+ premises:
#+   ?one smd:nextTo ?other .
#+   ?other smd:nextTo ?one .
PREFIX smd: <https://w3id.org/samendoen/def#>
PREFIX ex: <https://example.org/>

CONSTRUCT { ?one smd:knows ?other }
WHERE {
  ?one smd:nextTo ?other .  # en: no header
}
"""


def write(folder: Path, text: str) -> Path:
    """Write *text* as a rule."""
    path = folder / "neighbour.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_header_is_read(tmp_path: Path) -> None:
    """Each line of the header is a field; a line further in goes on with the field above it."""
    rule = read_rule(write(tmp_path, RULE))

    assert rule.name == "neighbour"
    assert rule.about == {
        "nl": "Wie naast een ander woont kent die ander",
        "en": "Who lives next to another: knows the other",
        "severity": "warning",
        "premises": "?one smd:nextTo ?other . ?other smd:nextTo ?one .",
    }


def test_query_goes_without_its_header(tmp_path: Path) -> None:
    """The query is what is below the header."""
    assert read_rule(write(tmp_path, RULE)).text == RULE[RULE.index("PREFIX smd") :]


@pytest.mark.parametrize(
    "header",
    ["", "#+ nl: Zo\n", "#+ en: So\n", "#+ en: So\n#+ nl:\n", "#+ NL: Zo\n#+ en: So\n", "#+   nl: Zo\n#+ en: So\n"],
    ids=["none", "no_english", "no_dutch", "empty", "in_capitals", "further_in"],
)
def test_header_without_a_language_is_refused(header: str, tmp_path: Path) -> None:
    """A rule that does not say in Dutch and in English what it holds is refused, with the file and what to do."""
    path = write(tmp_path, f"{header}SELECT * WHERE {{ ?s ?p ?o }}\n")

    with pytest.raises(SourceError, match=r"neighbour\.rq: The header lacks .* Say in both"):
        read_rule(path)


def test_each_rule_of_the_project_is_whole() -> None:
    """Each CONSTRUCT says from what it makes its triple; each rule of the house says what to do about it."""
    assert [path.stem for path in CONSTRUCT_FILES if not read_rule(path).about["premises"]] == []
    assert load_house_rules()
    for rule in load_house_rules():
        assert rule.about.keys() <= {"nl", "en", "severity"}
        assert rule.about.get("severity", "violation") in {"violation", "warning"}
        assert all("; " in rule.about[language] and rule.about[language].endswith(".") for language in ("nl", "en"))
