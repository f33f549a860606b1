"""Make a region that does not exist: municipalities with plans, themes, measures and partners, as N-Quads.

For benchmarks and tests only. The words are in `region.toml`; everything made of them is invented. The same number and
seed give the same bytes, and a region begins with the smaller one of that seed: the first municipality of 342 is the
one of 1. What the municipalities share (themes, laws, actors of the region) comes first, in a graph of its own.

    python benchmarks/region.py 38 --seed 1 -o region.nq
"""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from region_page import Page, both, date, node, slug, term
from region_plan import Plan, Taking, involve
from region_words import GROUPS, LAWS, NAMES, SHARED, SOURCE, THEMES, WORDS

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The sizes that measurements are made at.
SIZES = (1, 6, 38, 342)


def region(number: int, seed: int = 1) -> Iterator[str]:
    """Give the N-Quads lines of a region of *number* municipalities."""
    yield from framework()
    for index in range(number):
        yield from Plan(index, seed).lines()


def framework() -> list[str]:
    """Give what the municipalities share: themes, laws and actors, each named in one document."""
    page = Page("regio-kader")
    actors = [*chain.from_iterable(SHARED.values()), *GROUPS]
    last = len(THEMES) + len(LAWS) + len(actors)
    page.end(both("Kader voor veiligheid", "Framework for safety"), last)
    section = page.section("alles", both("Kader", "Framework"), 1, last)
    places = (page.evidence(line, section, "Kader") for line in range(1, last + 1))
    page.say(SOURCE, rdf_type=term("PublicSource"), skos_prefLabel=both("Verzonnen register", "Invented register"))
    page.say(SOURCE, webPage="<https://example.org/register>", consultedOn=date("2026-01-31"))
    _themes(page, places)
    _laws(page, places)
    for number, actor in enumerate(actors):
        place, group = next(places), actor in GROUPS
        page.say(actor.node, rdf_type=term("TargetGroup" if group else "Partner"), kind=node(f"kind/{actor.kind}"))
        page.say(actor.node, skos_prefLabel=both(actor.nl, actor.en), evidence=place)
        theme = list(THEMES.values())[number % len(THEMES)]
        taking = Taking(actor, "beneficiary" if group else "partner", theme)
        involve(page, f"regio-kader--{slug(actor.nl)}", taking, place)
    return page.lines


def _themes(page: Page, places: Iterator[str]) -> None:
    """Write the themes and sub-themes, and the scheme they are in."""
    scheme = node("scheme/regio-theme")
    page.say(scheme, rdf_type=f"<{PREFIXES['skos']}ConceptScheme>", skos_prefLabel=both("Thema's", "Themes"))
    for number, _, nl, en, *definition in WORDS["themes"]["list"]:
        theme = THEMES[number]
        above = {"skos_broader": THEMES[number[0]]} if number[1:] else {"skos_topConceptOf": scheme}
        page.say(theme, rdf_type=(*term("Theme"), f"<{PREFIXES['skos']}Concept>"), skos_inScheme=scheme, **above)
        page.say(theme, skos_notation=f'"{number}"', skos_prefLabel=both(nl, en), skos_definition=both(*definition))
        page.say(theme, evidence=next(places))


def _laws(page: Page, places: Iterator[str]) -> None:
    """Write the laws, each with a theme that the framework names it with."""
    themes = list(THEMES.values())
    for number, (nl, en) in enumerate(WORDS["laws"]["subjects"]):
        law, made = LAWS[number], node(f"legal-reference/regio-{slug(nl)}")
        page.say(law, rdf_type=term("Law"), skos_prefLabel=both(f"Wet {nl}", f"Act on {en}"), publicSource=SOURCE)
        page.say(law, lawKind=node("law-kind/act"), officialId=f'"XX{number:04}"', inForceFrom=date("2015-01-01"))
        page.say(made, rdf_type=term("LegalReference"), skos_prefLabel=both(f"Wet {nl} in het kader", f"Act on {en}"))
        page.say(made, refersTo=law, concerns=themes[number % len(themes)])
        page.say(made, referenceKind=node("reference-kind/mention"), evidence=next(places))


def main() -> None:
    """Write the region that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write an invented region as N-Quads.")
    parser.add_argument("number", type=int, help=f"how many municipalities, at most {len(NAMES)}; usual are {SIZES}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, required=True)
    given = parser.parse_args()
    if not 1 <= given.number <= len(NAMES):
        parser.error(f"There are names for 1 to {len(NAMES)} municipalities, not for {given.number}.")
    with given.output.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(region(given.number, given.seed))


if __name__ == "__main__":
    main()
