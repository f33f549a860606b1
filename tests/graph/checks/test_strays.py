"""What only has a name and occurs nowhere else is most often misspelt, and is told with what may be meant."""

from __future__ import annotations

from pyoxigraph import RdfFormat, parse

from graph.checks.strays import check_strays
from ontology.namespaces import ID, PREFIXES

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
KNOWN = f"""
<{ID}actor/p-2023/scholen> a smd:Partner ; skos:prefLabel "Scholen"@nl .
<{ID}theme/p-2023/schoolen> a smd:Theme ; skos:prefLabel "Scholen"@nl .
<urn:other> skos:prefLabel "Anders"@nl .
"""


def check(turtle: str) -> list[str]:
    """Say what is found in *turtle* beside what is known."""
    quads = parse(HEADER + KNOWN + turtle, RdfFormat.TURTLE)
    found = check_strays([(quad, "file.ttl") for quad in quads])
    assert {fault.severity for fault in found} <= {"warning"}
    return [str(fault) for fault in found]


def test_misspelt_id_is_told_with_what_is_meant() -> None:
    """The known one of the same type that is most like it is offered."""
    (said,) = check(f'<{ID}actor/p-2023/schoolen> skos:altLabel "De scholen"@nl .')

    assert "did you mean actor:p-2023/scholen?" in said


def test_id_like_no_other_is_told_alone() -> None:
    """Where nothing is like it, nothing is offered."""
    (said,) = check(f'<{ID}actor/p-2023/xyz> skos:prefLabel "Xyz"@nl ; skos:hiddenLabel "xy"@nl .')

    assert "did you mean" not in said
    assert "say what it is, or remove it" in said


def test_what_is_more_than_a_name_is_left_alone() -> None:
    """A class, a statement or somebody who points at it is enough; a name of somebody else's thing is theirs."""
    stray = f'<{ID}actor/p-2023/schoolen> skos:prefLabel "Scholen"@nl'

    assert check("") == []
    assert check(f"{stray} ; a smd:Partner .") == []
    assert check(f"{stray} ; smd:kind kind:education .") == []
    assert check(f"{stray} . <urn:i> smd:actor <{ID}actor/p-2023/schoolen> .") == []
