"""A rule in a file: what its header says, in two languages, and the parts of its query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.checks.quality import load_house_rules
from graph.errors import SourceError
from graph.reasoning.closure import CONSTRUCT_FILES
from graph.sources.rule import read_rule
from ontology.namespaces import DEF

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
    """The query is what is below the header, and falls apart into its prefixes and what is from its WHERE on."""
    rule = read_rule(write(tmp_path, RULE))

    assert rule.text == RULE[RULE.index("PREFIX smd") :]
    assert rule.prologue == ("PREFIX smd: <https://w3id.org/samendoen/def#>\nPREFIX ex: <https://example.org/>")
    assert rule.where == RULE[RULE.index("WHERE") :]


def test_head_is_what_a_construct_makes(tmp_path: Path) -> None:
    """The one triple that a CONSTRUCT makes is known by its two variables and the IRI of its property."""
    assert read_rule(write(tmp_path, RULE)).head == ("one", f"{DEF}knows", "other")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?one { ?one smd:knows ?other }",
        "CONSTRUCT { ?one smd:knows ?other . ?other smd:knows ?one } WHERE { ?one smd:nextTo ?other }",
        "CONSTRUCT { ?one smd:knows smd:all } WHERE { ?one smd:nextTo ?other }",
    ],
    ids=["select", "two_triples", "no_variable"],
)
def test_query_of_another_head_has_none(query: str, tmp_path: Path) -> None:
    """What makes anything but one triple of two variables is refused with its name when it is asked for its head."""
    rule = read_rule(write(tmp_path, f"#+ nl: Zo\n#+ en: So\nPREFIX smd: <{DEF}>\n{query}"))

    with pytest.raises(ValueError, match="neighbour does not construct one triple"):
        _ = rule.head


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
    """Each CONSTRUCT makes one triple and says from what; each rule of the house says what to do about it."""
    constructs = [read_rule(path) for path in CONSTRUCT_FILES]

    assert constructs
    for rule in constructs:
        subject, prop, value = rule.head
        assert prop.startswith(DEF)
        assert {f"?{subject}", f"?{value}"} <= set(rule.about["premises"].split())
    assert load_house_rules()
    for rule in load_house_rules():
        assert rule.about.keys() <= {"nl", "en", "severity"}
        assert rule.about.get("severity", "violation") in {"violation", "warning"}
        assert all("; " in rule.about[language] and rule.about[language].endswith(".") for language in ("nl", "en"))
