"""What comes nearest to a gap: the nearest reason, of that the first place, and never its own lines."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import SKOS, Graph

from graph.reasoning.nearest import RANKS, find_nearest
from graph.reasoning.summary_input import SummaryInput
from ontology import VOCABULARIES
from ontology.namespaces import ID, PREFIXES
from tests.builds import SMALL_PLAN_HEADER

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
LINES = "".join(
    f"evidence:l{line} a smd:Evidence ; smd:inDocument document:plan ; smd:firstLine {line} ; smd:lastLine {line} .\n"
    for line in range(10, 100, 10)
)
#: A measure on lines 50 and 60, against theft, for victims; another that is nearly the same stands on line 70.
GIVEN = f"""{LINES}
role:owner a smd:AnsweringRole , smd:ActiveRole . role:executor a smd:ActiveRole . role:partner a smd:ActiveRole .
actor:police a smd:Partner . actor:victims a smd:TargetGroup . plan:p a smd:Plan . theme:t a smd:Theme .
measure:m a smd:Measure ; smd:hasTheme theme:t ; smd:countsFor theme:t , theme:above ; smd:addresses phenomenon:theft .
measure:m smd:evidence evidence:l50 , evidence:l60 ; smd:similarTo measure:n ; smd:horizon horizon:short .
measure:n a smd:Measure ; smd:evidence evidence:l70 .
involvement:for smd:concerns measure:m ; smd:actor actor:victims ; smd:basis basis:stated .
"""
OPEN = "claim:open smd:leavesOpen gap:owner ; smd:concerns theme:above ; smd:evidence evidence:l90 .\n"
DUTY = "duty:d a smd:Duty ; smd:bearer actor:police ; smd:about phenomenon:theft ; smd:evidence evidence:l80 .\n"
PART = """involvement:a smd:actor actor:police ; smd:role role:owner ; smd:basis basis:stated .
involvement:a smd:about actor:victims .
involvement:a smd:concerns theme:other ; smd:evidence evidence:l80 .
"""
CLAIM = "claim:c a smd:Claim ; smd:about phenomenon:theft ; smd:evidence evidence:l20 .\n"
DOING = """measure:o a smd:Measure ; smd:addresses phenomenon:theft ; smd:evidence evidence:l10 .
involvement:b smd:actor actor:police ; smd:role role:executor ; smd:basis basis:stated ; smd:concerns measure:o .
involvement:b smd:evidence evidence:l10 .
"""
SAME = """involvement:s smd:actor actor:police ; smd:role role:partner ; smd:basis basis:stated .
involvement:s smd:concerns measure:n ; smd:evidence evidence:l70 .
"""
NAMED = """involvement:w smd:actor actor:police ; smd:role role:partner ; smd:basis basis:stated .
involvement:w smd:concerns measure:m ; smd:evidence evidence:l50 .
"""
ANSWERS = """involvement:{0} smd:actor actor:police ; smd:role role:owner ; smd:basis basis:stated .
involvement:{0} smd:concerns {0}:{1} ; smd:evidence evidence:l{2} .
"""
THEME = ANSWERS.format("theme", "t", 40)
ABOVE = ANSWERS.format("theme", "above", 30)
PLAN = ANSWERS.format("plan", "p", 20)
LAW = "legal-reference:r a smd:LegalReference ; smd:refersTo legislation:l ; smd:evidence evidence:l30 .\n"
MONEY = "budget-line:b smd:evidence evidence:l90 , evidence:l80 .\n"
REQUEST = f"""{MONEY}budget-line:b smd:concerns plan:p .
amount:a smd:ofLine budget-line:b ; smd:budgetStatus budget-status:requested .
"""
HEADING = """evidence:l50 smd:inSection section:s .
section:s a smd:Section ; smd:inDocument document:plan ; smd:firstLine 45 .
"""
GOAL = """goal:g a smd:Goal ; smd:concerns theme:t ; smd:evidence evidence:l50 .
open-decision:o smd:leavesOpen gap:indicator ; smd:concerns plan:p ; smd:evidence evidence:l90 , evidence:l20 .
"""


def find(said: str, kind: str = "owner", thing: str = "measure:m") -> tuple[str, int, str] | None:
    """Find why, on which line and what is nearest for *thing* with what is *said*."""
    header = f"{HEADER}{SMALL_PLAN_HEADER}@prefix role: <{ID}role/> .\n"
    quads = parse(f"{header}{GIVEN}{said}", RdfFormat.TURTLE)
    read = SummaryInput(f"{quad.triple} <urn:graph> .\n".encode() for quad in quads)
    found = {(it.decode().rpartition("/")[2][:-1], of): best for (it, of), best in find_nearest(read).items()}
    best = found.get((thing.partition(":")[2], kind))
    if best is None:
        return None
    return [*RANKS.values()][best.rank], int(best.place.rpartition(" l")[2]), best.thing.rpartition("/")[2]


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        (OPEN + DUTY + CLAIM + DOING + SAME + THEME, ("left_open", 90, "open")),
        (DUTY + PART + CLAIM + DOING + SAME + THEME, ("same_subject", 80, "d")),
        (PART + CLAIM + DOING + SAME + THEME, ("same_subject", 80, "a")),
        (CLAIM + DOING + SAME + THEME, ("same_subject", 20, "c")),
        (DOING + SAME + THEME, ("same_subject", 10, "b")),
        (SAME + THEME + PLAN, ("same_action", 70, "s")),
        (SAME + NAMED + THEME + PLAN, ("theme", 40, "theme")),
        (ABOVE + PLAN, ("theme_above", 30, "theme")),
        (PLAN, ("plan", 20, "plan")),
        ("", None),
    ],
)
def test_nearest_reason_comes_first(said: str, nearest: tuple[str, int, str] | None) -> None:
    """What is nearer wins from what stands earlier, and where nothing is near there is nothing."""
    assert find(said) == nearest


def test_first_place_wins_of_one_reason() -> None:
    """Of two with the same reason the one that stands first is taken."""
    assert find(DUTY + DUTY.replace("duty:d", "duty:e").replace("l80", "l30")) == ("same_subject", 30, "e")


@pytest.mark.parametrize("line", ["50", "60"])
def test_own_line_is_never_nearest(line: str) -> None:
    """What lies in any of the lines of the thing itself is passed over, and what it says elsewhere counts."""
    assert find(DUTY.replace("l80", f"l{line}")) is None
    assert find(DUTY.replace("evidence:l80", f"evidence:l{line} , evidence:l90")) == ("same_subject", 90, "d")


@pytest.mark.parametrize(
    ("kind", "thing", "said", "nearest"),
    [
        ("deadline", "measure:m", HEADING, ("left_open", 45, "s")),
        ("deadline", "measure:n", HEADING, None),
        ("legal_basis", "measure:m", f"{LAW}legal-reference:r smd:about phenomenon:theft .", ("same_subject", 30, "r")),
        ("legal_basis", "measure:m", f"{LAW}legal-reference:r smd:concerns measure:n .", ("same_action", 30, "r")),
        ("legal_basis", "measure:m", f"{LAW}legal-reference:r smd:concerns theme:t .", ("theme", 30, "r")),
        ("legal_basis", "measure:m", f"{LAW}legal-reference:r smd:concerns plan:p .", None),
        (
            "legal_basis",
            "measure:m",
            f"{LAW}legal-reference:r smd:concerns theme:t . legislation:l a smd:Standard .",
            None,
        ),
        ("money", "measure:m", f"{MONEY}budget-line:b smd:funds measure:m .", ("left_open", 80, "b")),
        ("money", "measure:m", f"{MONEY}budget-line:b smd:funds measure:n .", ("same_action", 80, "b")),
        ("money", "measure:m", f"{MONEY}budget-line:b smd:funds theme:t .", ("theme", 80, "b")),
        ("money", "measure:m", REQUEST, ("plan", 80, "b")),
        ("money", "measure:m", f"{MONEY}budget-line:b smd:concerns plan:p .", None),
        ("indicator", "goal:g", GOAL, ("left_open", 20, "o")),
    ],
)
def test_each_kind_has_its_nearest(kind: str, thing: str, said: str, nearest: tuple[str, int, str] | None) -> None:
    """A term, a law, money and a measure are near for the same reasons, as far as they can be said so."""
    assert find(f"{said}\n", kind, thing) == nearest


def test_reasons_are_those_of_the_list() -> None:
    """Each reason is in the list of values, in its order, and the list has no other."""
    (file,) = (it for it in VOCABULARIES if it.stem == "nearness")
    listed = sorted(
        (str(order), str(it).rpartition("/")[2]) for it, order in Graph().parse(file).subject_objects(SKOS.notation)
    )

    assert [name for _, name in listed] == list(dict.fromkeys(RANKS.values()))
