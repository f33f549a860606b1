"""The plan of one invented municipality: its measures, who takes part in them, and where the plan says so."""

from __future__ import annotations

import random
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from region_page import Page, both, date, node, slug, term
from region_words import GROUPS, LAWS, NAMES, SHARED, SOURCE, THEMES, WORDS, Actor

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Of a hundred actors that take part, so many in each role.
ROLES = {"partner": 45, "executor": 25, "consulted": 8, "advisor": 6, "source": 6, "responsible": 4, "informed": 6}
REFERENCES = ("framework", "legal_basis", "task", "mention")
TEAM = 6  # so many neighbouring municipalities have measures together
JOINT = 8  # so many measures a team has together, each in some of its municipalities
PREAMBLE = 30  # so many lines of a plan come before its first theme
#: Of the measures of a plan, so large a part has one.
SHARES = {"owner": 0.2, "reference": 0.15, "deadline": 0.12, "horizon": 0.25, "cooperation": 0.15}


class Action(NamedTuple):
    """What a measure does: its local name, its title in both languages, and the number of its theme."""

    name: str
    nl: str
    en: str
    theme: str


class Measure(NamedTuple):
    """A measure in a plan: its node and local name, its line and section, and the partners that take part."""

    node: str
    name: str
    line: int
    section: str
    theme: str
    partners: Sequence[Actor]


class Plan:
    """A municipality and its plan, drawn from a seed of their own."""

    def __init__(self, index: int, seed: int) -> None:
        """Begin the plan of municipality *index*."""
        self.index, self.seed = index, seed
        self.code, self.name = f"gm{9001 + index}", NAMES[index]
        # Not for secrets: the same seed must give the same region.
        self.dice = random.Random(f"{seed}/{index}")  # noqa: S311  # see above
        self.page = Page(self.code)
        self.plan = node(f"plan/{self.code}")
        self.own = Actor(
            node(f"actor/{self.code}"), f"Gemeente {self.name}", f"Municipality of {self.name}", "municipality"
        )
        self.local = [
            Actor(node(f"actor/{self.code}-{slug(nl)}"), f"{nl} {self.name}", f"{en} {self.name}", kind)
            for kind, nl, en in WORDS["actors"]["local"]
        ]
        regional = list(SHARED)[index // TEAM % (len(SHARED) - 1)]
        self.others = [*self.local, *self.local, *SHARED[regional], *list(SHARED.values())[-1]]

    def lines(self) -> list[str]:
        """Give the N-Quads lines of the municipality and its plan."""
        page, last = self.page, PREAMBLE
        front = page.section("voorwerk", both("Voorwerk", "Front matter"), 1, PREAMBLE)
        self._municipality(front)
        actions = sorted([*self._actions(), *self._joint()], key=lambda it: (it.theme, it.name))
        measures: list[Measure] = []
        for theme, found in groupby(actions, key=lambda it: it.theme):
            listed = list(found)
            label = both(f"Maatregelen bij thema {theme}", f"Measures of theme {theme}")
            section = page.section(f"thema-{theme}", label, last + 1, last + 1 + len(listed), "MeasureSection")
            head = page.evidence(last + 1, section, "Wat wij gaan doen")
            measures += [self._measure(it, last + 2 + at, section, head) for at, it in enumerate(listed)]
            last += 1 + len(listed)
        page.end(both(f"Tekst van het plan van {self.name}", f"Text of the plan of {self.name}"), last)
        self._details(measures)
        return page.lines

    def _municipality(self, front: str) -> None:
        """Write the municipality, its plan and its own partners, each of which has to do with a theme."""
        page, place = self.page, self.page.evidence(1, front, self.own.nl)
        page.say(self.own.node, rdf_type=term("Municipality"), publicSource=SOURCE)
        page.say(self.own.node, municipalityCode=f'"{self.code.upper()}"')
        label = both(f"Veiligheidsplan {self.name} 2023-2026", f"Safety plan of {self.name} 2023-2026")
        page.say(self.plan, rdf_type=term("Plan"), skos_prefLabel=label, publisher=self.own.node, evidence=place)
        page.say(self.plan, planKey=f'"{self.code}"', setOutIn=page.document)
        page.say(self.plan, startsOn=date("2023-01-01"), endsOn=date("2026-12-31"))
        for line, actor in enumerate([self.own, *self.local], 1):
            place = page.evidence(line, front, actor.nl)
            page.say(actor.node, rdf_type=term("Partner"), kind=node(f"kind/{actor.kind}"), evidence=place)
            page.say(actor.node, skos_prefLabel=both(actor.nl, actor.en))
            taking = Taking(actor, "partner", THEMES[self.dice.choice(list(THEMES))])
            involve(page, f"{self.code}--{slug(actor.nl)}", taking, place)

    def _actions(self) -> list[Action]:
        """Draw the actions of this municipality alone, about a hundred with those of its team."""
        quarters = [f"{self.name}{end}" for end in self.dice.sample(WORDS["names"]["quarters"], 4)]
        number = self.dice.randint(88, 100)
        return [draw(self.dice, f"{self.code}-{at:03}", quarters) for at in range(1, number + 1)]

    def _joint(self) -> list[Action]:
        """Give the actions that this municipality has together with others of its team, and say with which.

        Each municipality of a team draws the same actions; of each, those before it are already written.
        """
        team, place = divmod(self.index, TEAM)
        dice = random.Random(f"{self.seed}/team/{team}")  # noqa: S311  # not for secrets: the same seed, the same region
        found = []
        for at in range(1, JOINT + 1):
            drawn, taking = draw(dice, "", ()), [chance(dice, 0.7) for _ in range(TEAM)]
            names = [f"gm{9001 + team * TEAM + other}-s{at:02}" for other in range(TEAM)]
            if taking[place]:
                found.append(drawn._replace(name=names[place]))
                same = tuple(
                    node(f"measure/{name}") for name, takes in zip(names[:place], taking, strict=False) if takes
                )
                self.page.say(node(f"measure/{names[place]}"), sameActionAs=same)
        return found

    def _measure(self, action: Action, line: int, section: str, head: str) -> Measure:
        """Write the measure that does *action*, and two to five actors in it; *head* is where 'we' stands."""
        page, dice = self.page, self.dice
        made = node(f"measure/{action.name}")
        page.say(made, rdf_type=term("Measure"), skos_prefLabel=both(action.nl, action.en), inPlan=self.plan)
        place = page.evidence(line, section, " ".join(action.nl.split()[:4]))
        page.say(made, hasTheme=THEMES[action.theme], evidence=place)
        count = dice.randint(2, 5)
        if implied := chance(dice, 0.5):
            involve(page, f"{action.name}--{self.code}", Taking(self.own, "executor", made), head, "implied")
        group = chance(dice, 0.25)
        partners = _different(dice, self.others, count - implied - group)
        roles = dice.choices(list(ROLES), list(ROLES.values()), k=len(partners))
        takings = [Taking(actor, role, made) for actor, role in zip(partners, roles, strict=True)]
        takings += [Taking(dice.choice(GROUPS), "beneficiary", made)] if group else []
        for taking in takings:
            # Half of them stand in the words that the measure itself rests on.
            said = place if chance(dice, 0.5) else page.evidence(line, section, taking.actor.nl)
            involve(page, f"{action.name}--{slug(taking.actor.nl)}", taking, said)
        return Measure(made, action.name, line, section, THEMES[action.theme], partners)

    def _details(self, measures: Sequence[Measure]) -> None:
        """Write what some of *measures* have: an owner, a reference to a law, a day, a horizon, cooperation."""
        some = {what: self.dice.sample(measures, round(part * len(measures))) for what, part in SHARES.items()}
        for it in some["owner"]:
            owner = self.own if chance(self.dice, 0.5) else it.partners[0]
            place = self.page.evidence(it.line, it.section, f"verantwoordelijk is {owner.nl}")
            involve(self.page, f"{it.name}--owner", Taking(owner, "owner", it.node), place)
        for it in some["reference"]:
            self._reference(it)
        for it in some["deadline"]:
            self.page.say(
                it.node, deadline=date(f"{self.dice.randint(2023, 2026)}-{self.dice.choice(('07-01', '12-31'))}")
            )
        for it in some["horizon"]:
            self.page.say(it.node, horizon=node(f"horizon/{self.dice.choice(('short', 'long'))}"))
        for it in some["cooperation"]:
            self._cooperation(it)

    def _reference(self, it: Measure) -> None:
        """Write that the plan names a law with *it*."""
        at = self.dice.randrange(len(LAWS))
        nl, en = WORDS["laws"]["subjects"][at]
        made = node(f"legal-reference/{it.name}")
        self.page.say(made, rdf_type=term("LegalReference"), refersTo=LAWS[at], concerns=it.node)
        self.page.say(made, skos_prefLabel=both(f"Wet {nl} bij een maatregel", f"Act on {en} with a measure"))
        self.page.say(made, referenceKind=node(f"reference-kind/{self.dice.choice(REFERENCES)}"))
        self.page.say(made, evidence=self.page.evidence(it.line, it.section, f"Wet {nl}"))

    def _cooperation(self, it: Measure) -> None:
        """Write that partners cooperate on *it*, or on its theme."""
        parties = [self.own, *it.partners][: self.dice.randint(2, 4)]
        made = node(f"cooperation/{it.name}")
        centre = {"centre": self.own.node} if chance(self.dice, 0.2) else {}
        self.page.say(made, rdf_type=term("Cooperation"), party=tuple(actor.node for actor in parties), **centre)
        self.page.say(made, skos_prefLabel=both(f"Samen met {parties[1].nl}", f"Together with {parties[1].en}"))
        self.page.say(made, concerns=it.node if chance(self.dice, 0.7) else it.theme)
        self.page.say(
            made, basis=node("basis/stated"), status=node(f"status/{self.dice.choice(('existing', 'planned'))}")
        )
        self.page.say(made, evidence=self.page.evidence(it.line, it.section, f"samen met {parties[1].nl}"))


class Taking(NamedTuple):
    """An actor that takes part, in a role, in a subject."""

    actor: Actor
    role: str
    subject: str


def involve(page: Page, name: str, taking: Taking, evidence: str, basis: str = "stated") -> None:
    """Write the involvement called *name*."""
    made = node(f"involvement/{name}")
    page.say(made, rdf_type=term("Involvement"), actor=taking.actor.node, role=node(f"role/{taking.role}"))
    page.say(made, concerns=taking.subject, basis=node(f"basis/{basis}"), evidence=evidence)


def chance(dice: random.Random, part: float) -> bool:
    """Say yes in so large a *part* of the times that this is asked."""
    return dice.random() < part


def draw(dice: random.Random, name: str, quarters: Sequence[str]) -> Action:
    """Draw an action called *name*; four of ten are in one of the *quarters*, if there are any."""
    (nl, en), (verb, does) = dice.choice(WORDS["measures"]["objects"]), dice.choice(WORDS["measures"]["verbs"])
    where, place = dice.choice(WORDS["measures"]["places"])
    if quarters and chance(dice, 0.4):
        where = place = f"in {dice.choice(quarters)}"
    dutch, english = f"{nl[0].upper()}{nl[1:]} {verb} {where}", f"{does} {en} {place}"
    return Action(name, dutch.rstrip(), english.rstrip(), dice.choice(list(THEMES)))


def _different(dice: random.Random, actors: Sequence[Actor], count: int) -> list[Actor]:
    """Draw *count* different ones of *actors*, at least one, in which some stand more often."""
    found: dict[str, Actor] = {}
    while len(found) < max(count, 1):
        drawn = dice.choice(actors)
        found[drawn.node] = drawn
    return list(found.values())
