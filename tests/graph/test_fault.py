"""A fault says where it is: the file, the line, and the thing with a name that it hangs from."""

from __future__ import annotations

import pytest

from graph.fault import Fault, fault_from_json, fault_to_json
from graph.message import Message
from ontology.namespaces import PREFIXES

ACTOR = f"{PREFIXES['actor']}x"
WORDS = Message("This is wrong; mend it.")


@pytest.mark.parametrize(
    ("line", "path", "place"),
    [
        (0, "", "plan.ttl: actor:x: "),
        (4, "", "plan.ttl:4: actor:x: "),
        (4, "smd:note / rdf:rest", "plan.ttl:4: actor:x smd:note / rdf:rest: "),
    ],
)
def test_fault_says_where_it_is(line: int, path: str, place: str) -> None:
    """The line follows the file, and what leads to a node without a name follows the node; what is not known is not."""
    fault = Fault("plan.ttl", ACTOR, "rule", WORDS, line=line, path=path)

    assert str(fault) == f"{place}{WORDS}"
    assert fault_from_json(fault_to_json(fault)) == fault


def test_node_that_hangs_from_nothing_is_shown() -> None:
    """What neither has a name nor hangs from anything is shown as brackets."""
    assert str(Fault("plan.ttl", "", "rule", WORDS, line=4, path="[]")) == f"plan.ttl:4: []: {WORDS}"


def test_fault_of_an_older_program_has_no_line() -> None:
    """What was kept before there were lines is read, and written as it was."""
    plain = fault_to_json(Fault("plan.ttl", ACTOR, "rule", WORDS))

    assert plain.keys() == {"place", "node", "rule", "severity", "value", "words"}
    assert fault_from_json(plain).line == 0


@pytest.mark.parametrize("wrong", [{"line": "4"}, {"path": 4}, {"other": ""}, {"node": None}])
def test_what_is_no_fault_is_refused(wrong: dict[str, object]) -> None:
    """A fault of other parts, or of parts of another kind, is none."""
    with pytest.raises(ValueError, match="No fault"):
        fault_from_json(fault_to_json(Fault("plan.ttl", ACTOR, "rule", WORDS)) | wrong)
