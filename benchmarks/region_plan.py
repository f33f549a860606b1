"""A plan of an invented region: whose it is, when it holds, its themes, and everything that stands in its text."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from region_means import write_goal, write_money
from region_measures import MeasureWriter, Taking, draw_actions, involve
from region_page import Page, both, date, node, term, text
from region_words import (
    GROUPS,
    THEMES,
    Actor,
    Municipality,
    Theme,
    list_bodies,
    list_municipalities,
    make_local_actors,
    slug,
)

from ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many neighbouring municipalities make so many plans: one together, four alone, and one that came before.
TEAM = 6
JOINT, BEFORE = 0, 5
#: When the plans of a team begin and end, in years; the last is the one before the fifth.
PERIODS = ((2023, 2026), (2024, 2027), (2023, 2026), (2021, 2024), (2023, 2026), (2019, 2022))
#: The first year in which a plan that ended before it has the status of one that ended.
NOW = 2026


@dataclass(frozen=True)
class Frame:
    """Whose plan it is and when it holds: its publishers, what they are called together, and its years."""

    publishers: tuple[Municipality, ...]
    place: str
    english: str
    starts: int
    ends: int
    before: str = ""

    @property
    def key(self) -> str:
        """The key of the plan."""
        return f"{_key(self.publishers)}-{self.starts}-{self.ends}"


def _key(publishers: tuple[Municipality, ...]) -> str:
    """Make the beginning of the key of a plan of *publishers*."""
    return publishers[0].id + ("-en-omgeving" if len(publishers) > 1 else "")


def make_frame(index: int) -> Frame:
    """Make the frame of plan *index*: of one municipality, of its whole team, or of what came before."""
    team, place = divmod(index, TEAM)
    members = tuple(list_municipalities()[team * TEAM : (team + 1) * TEAM])
    starts, ends = PERIODS[place]
    if place == JOINT:
        return Frame(members, f"{members[0].name} en omgeving", f"{members[0].name} and surroundings", starts, ends)
    owner = members[place - 1] if place == BEFORE else members[place]
    before = f"{owner.id}-{PERIODS[BEFORE][0]}-{PERIODS[BEFORE][1]}" if place == BEFORE - 1 else ""
    return Frame((owner,), owner.name, owner.name, starts, ends, before)


class Plan:
    """A plan, drawn from a seed of its own; `size` is about how many measures it has."""

    def __init__(self, index: int, seed: int, size: int = 100) -> None:
        """Begin plan *index*."""
        self.frame = make_frame(index)
        self.key = self.frame.key
        # Not for secrets: the same seed must give the same region.
        self.dice = random.Random(f"{seed}/{index}")  # noqa: S311  # see above
        self.page = Page(self.key)
        self.size = size
        self.local = make_local_actors(self.key, self.frame.place, self.frame.english)
        shared = [self.frame.publishers[0].region, *list_bodies()]
        self.others = [*self.local, *self.local, *shared]
        self.partners = [*self.local, *shared]

    @cached_property
    def iri(self) -> str:
        """The plan as N-Quads writes it."""
        return node(f"plan/{self.key}")

    @cached_property
    def author(self) -> Actor:
        """Who is meant by 'we': the publisher, or all of them together."""
        if len(self.frame.publishers) == 1:
            return self.frame.publishers[0].actor
        return Actor(
            self.page.node("actor", "gemeenten-samen"), "De samenwerkende gemeenten", "The municipalities together"
        )

    def theme(self, theme: Theme) -> str:
        """Return *theme* of this plan as N-Quads writes it."""
        return self.page.node("theme", theme.name)

    def lines(self) -> list[str]:
        """List the N-Quads lines of the plan; its text is then in `page`."""
        if not self.page.lines:
            frame = self.frame
            title = f"Veiligheidsplan {frame.place} {frame.starts}-{frame.ends} (verzonnen)"
            label = both(title, f"Safety plan of {frame.english} {frame.starts}-{frame.ends} (invented)")
            with self.page.section("geheel", title, both("Het hele plan", "The whole plan")) as first:
                self._write_plan(label, self.page.evidence(first, title))
                self._write_partners()
                self._write_themes()
                write_money(self.page, self.dice, self.iri, [self.theme(it) for it in THEMES], frame.starts)
            self.page.end(both(f"Tekst van {title}", f"Text of the safety plan of {frame.english} (invented)"))
        return self.page.lines

    def _write_plan(self, label: tuple[str, ...], place: str) -> None:
        """Write the plan itself, which rests on *place*, and its scheme of themes."""
        frame, page = self.frame, self.page
        page.say(self.iri, rdf_type=term("Plan"), skos_prefLabel=label, planKey=text(self.key), evidence=place)
        page.say(self.iri, publisher=tuple(it.actor.node for it in frame.publishers), setOutIn=page.document)
        page.say(self.iri, startsOn=date(f"{frame.starts}-01-01"), endsOn=date(f"{frame.ends}-12-31"))
        page.say(self.iri, planStatus=node("plan-status/ended" if frame.ends < NOW else "plan-status/adopted"))
        if frame.before:
            page.say(self.iri, follows=node(f"plan/{frame.before}"))
        scheme = page.node("scheme", "theme")
        named = both(f"Thema's van {frame.place}", f"Themes of {frame.english}")
        page.say(scheme, rdf_type=f"<{PREFIXES['skos']}ConceptScheme>", skos_prefLabel=named, dct_title=named)

    def _write_partners(self) -> None:
        """Write with whom the plan is made: its publishers, the partners of its own, and those of the register."""
        page = self.page
        page.write()
        with page.section("samen", "Met wie wij werken", both("Met wie", "With whom")):
            for it in self.frame.publishers:
                place = page.evidence(page.write(f"Dit is een plan van {it.actor.nl}."), it.actor.nl)
                page.say(it.actor.node, rdf_type=term("Partner"), evidence=place)
            if len(self.frame.publishers) > 1:
                place = page.evidence(page.write(f"{self.author.nl} staan er samen voor."), self.author.nl)
                page.say(self.author.node, rdf_type=term("Partner"), kind=node("kind/municipality"), evidence=place)
                page.say(self.author.node, skos_prefLabel=both(self.author.nl, self.author.en))
                page.say(self.author.node, allPublishersOf=self.iri)
            for actor in self.partners:
                self._write_partner(actor)
            for nl, en in GROUPS.items():
                place = page.evidence(page.write(f"Het plan is er ook voor {nl}."), nl)
                group = page.node("actor", nl)
                page.say(group, rdf_type=term("TargetGroup"), kind=node("kind/target_group"), evidence=place)
                page.say(group, skos_prefLabel=both(nl, en))
                taking = Taking(Actor(group, nl, en), "beneficiary", self.theme(self.dice.choice(THEMES)))
                involve(page, f"thema--{nl}", taking, place)

    def _write_partner(self, actor: Actor) -> None:
        """Write that *actor* is a partner in one of the themes."""
        page, theme = self.page, self.dice.choice(THEMES)
        place = page.evidence(page.write(f"{actor.nl} doet mee aan thema {theme.number}."), actor.nl)
        page.say(actor.node, rdf_type=term("Partner"), evidence=place)
        if actor.kind:
            page.say(actor.node, kind=node(f"kind/{actor.kind}"), skos_prefLabel=both(actor.nl, actor.en))
            page.say(actor.node, commonKind=node(f"collective/{actor.common}"))
        involve(page, f"thema--{slug(actor.nl)}", Taking(actor, "partner", self.theme(theme)), place)

    def _write_themes(self) -> None:
        """Write each theme with its text, its goal, and its measures."""
        actions = draw_actions(self.dice, self.frame.publishers[0].name, self.size)
        writer = MeasureWriter(self.page, self.dice, self, actions)
        found = {number: list(its) for number, its in groupby(actions, key=lambda it: it.theme.number)}
        for theme in THEMES:
            self.page.write()
            heading = f"Thema {theme.number} {theme.nl}"
            label = both(heading, f"Theme {theme.number} {theme.en}")
            with self.page.section(f"thema-{theme.number}", heading, label):
                self._write_theme(theme)
                write_goal(self.page, self.dice, theme, self.theme(theme), (self.frame.starts, self.frame.ends))
                writer.write_section(theme, found.get(theme.number, []))

    def _write_theme(self, theme: Theme) -> None:
        """Write *theme*, what is said of it, and how it is matched to the yardstick."""
        page, made = self.page, self.theme(theme)
        place = page.evidence(page.write(theme.definition), theme.definition.rstrip("."))
        above = next((it for it in THEMES if it.number == theme.number[:-1]), None)
        scheme = page.node("scheme", "theme")
        page.say(made, rdf_type=(*term("Theme"), f"<{PREFIXES['skos']}Concept>"), skos_inScheme=scheme)
        page.say(made, **({"skos_broader": self.theme(above)} if above else {"skos_topConceptOf": scheme}))
        page.say(made, skos_notation=text(theme.number), skos_prefLabel=both(theme.nl, theme.en), evidence=place)
        page.say(made, skos_definition=both(theme.definition, theme.defined))
        match, yard = page.node("match", theme.name), node(f"yardstick/{theme.yardstick}")
        page.say(match, rdf_type=term("Match"), matches=made, **{theme.relation: yard})
        page.say(match, skos_prefLabel=both(f"{theme.nl} op de meetlat", f"{theme.en} by the yardstick"))
        page.say(match, reason=both("Zo is het thema bedacht.", "So the theme was invented."))
        page.say(match, matchedBy=both("maker van de proefgegevens", "maker of the test data"))


def iter_plans(number: int, seed: int, size: int = 100) -> Iterator[Plan]:
    """Yield the plans of a region of *number* plans, each of about *size* measures."""
    return (Plan(index, seed, size) for index in range(number))
