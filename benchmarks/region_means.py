"""What an invented plan wants to reach and what it has for it: goals with indicators, and money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from region_page import both, decimal, integer, node, term

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from region_page import Page
    from region_words import Theme

#: Of the goals, so large a part has an indicator; of the themes, so large a part has money.
MEASURED, FUNDED = 0.5, 0.6
UNIT = both("meldingen per jaar", "reports a year")


def write_goal(page: Page, dice: random.Random, theme: Theme, subject: str, years: tuple[int, int]) -> None:
    """Write the goal of *theme*, whose node is *subject*: fewer reports in the last of the *years* than before."""
    starts, ends = years
    made, aim = page.node("goal", theme.name), dice.randint(4, 40) * 10
    goal = both(f"Minder meldingen over thema {theme.number}", f"Fewer reports on theme {theme.number}")
    said = f"In {ends} zijn er hooguit {aim} meldingen over thema {theme.number}, nu zijn dat er {2 * aim}."
    place = page.evidence(page.write(said), f"In {ends} zijn er hooguit {aim} meldingen")
    page.say(made, rdf_type=term("Goal", "Claim"), skos_prefLabel=goal, concerns=subject, evidence=place)
    page.say(made, claimKind=node("claim-kind/goal"), claimStatus=node("claim-status/intention"))
    if dice.random() < MEASURED:
        indicator = page.node("indicator", theme.name)
        label = both(f"Meldingen over thema {theme.number}", f"Reports on theme {theme.number}")
        page.say(made, measuredBy=indicator)
        page.say(indicator, rdf_type=term("Indicator"), skos_prefLabel=label, unit=UNIT, evidence=place)
        page.say(indicator, baselineValue=decimal(2 * aim), baselineYear=integer(starts - 1))
        page.say(indicator, targetValue=decimal(aim), targetYear=integer(ends))
        page.say(indicator, targetComparator=node("comparator/at_most"), frequency=node("frequency/yearly"))


def write_money(page: Page, dice: random.Random, plan: str, themes: Sequence[str], first: int) -> None:
    """Write what *plan* has for its *themes* in its *first* two years."""
    page.write()
    with page.section("geld", "Wat het kost", both("Geld", "Money")):
        for theme in themes:
            if dice.random() < FUNDED:
                _write_line(page, dice, plan, theme, first)


def _write_line(page: Page, dice: random.Random, plan: str, theme: str, first: int) -> None:
    """Write what there is for *theme*."""
    name = theme.rpartition("/")[2].rstrip(">")
    euros = [dice.randint(5, 90) * 1000 for _ in range(2)]
    shown = [f"{amount // 1000}.000 euro in {first + at}" for at, amount in enumerate(euros)]
    line = page.write(f"Voor {name} is er {' en '.join(shown)}.")
    made = page.node("budget-line", name)
    page.say(made, rdf_type=term("BudgetLine"), skos_prefLabel=both(f"Geld voor {name}", f"Money for {name}"))
    page.say(made, concerns=plan, funds=theme, evidence=page.evidence(line, f"Voor {name}"))
    for at, amount in enumerate(euros):
        part, label = (
            page.node("amount", f"{name}-{first + at}"),
            both(f"{name}, {first + at}", f"{name}, {first + at}"),
        )
        page.say(part, rdf_type=term("Amount"), skos_prefLabel=label, ofLine=made, year=integer(first + at))
        page.say(part, euros=decimal(amount), budgetStatus=node("budget-status/budgeted"))
        page.say(part, evidence=page.evidence(line, shown[at]))
