"""The measures of an invented plan: what each does, who takes part in it, and what else its line says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from region_page import Page, both, date, node, slug, term
from region_words import GROUPS, THEMES, WORDS, Actor, Theme, list_laws

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from region_plan import Plan

#: Of a hundred actors that take part, so many in each role.
ROLES = {"partner": 45, "executor": 25, "consulted": 8, "advisor": 6, "source": 6, "responsible": 4, "informed": 6}
REFERENCES = ("framework", "legal_basis", "task", "mention")
#: Of the measures of a plan, so large a part has one.
SHARES = {"owner": 0.2, "reference": 0.15, "deadline": 0.12, "horizon": 0.25, "cooperation": 0.15, "twin": 0.02}
#: So many fewer or more measures than what is asked for a plan may have.
SPREAD = 6
WE = "Wat wij gaan doen"


class Action(NamedTuple):
    """What a measure does: its local name, its title in both languages, and its theme."""

    name: str
    nl: str
    en: str
    theme: Theme


class Taking(NamedTuple):
    """An actor that takes part, in a role, in a subject."""

    actor: Actor
    role: str
    subject: str


@dataclass
class Measure:
    """A measure while its line is made: its action and node, who takes part, and the words of the line."""

    action: Action
    node: str
    takings: list[Taking]
    words: list[str]

    @property
    def partners(self) -> list[Actor]:
        """Those that take part and are no target group."""
        return [it.actor for it in self.takings if it.role != "beneficiary"]


def involve(page: Page, name: str, taking: Taking, evidence: str, basis: str = "stated") -> None:
    """Write the involvement called *name*."""
    made = page.node("involvement", name)
    page.say(made, rdf_type=term("Involvement"), actor=taking.actor.node, role=node(f"role/{taking.role}"))
    page.say(made, concerns=taking.subject, basis=node(f"basis/{basis}"), evidence=evidence)


def chance(dice: random.Random, part: float) -> bool:
    """Say yes in so large a *part* of the times that this is asked."""
    return dice.random() < part


def draw_actions(dice: random.Random, place: str, size: int) -> list[Action]:
    """Draw about *size* actions of a plan about *place*, by theme."""
    quarters = [f"{place}{end}" for end in dice.sample(WORDS["names"]["quarters"], 4)]
    spread = SPREAD * size // 100
    found = [_draw(dice, quarters) for _ in range(dice.randint(size - spread, size + spread))]
    ordered = sorted(found, key=lambda it: it.theme.number)
    return [action._replace(name=f"{at:03}") for at, action in enumerate(ordered, 1)]


def _draw(dice: random.Random, quarters: Sequence[str]) -> Action:
    """Draw an action; four of ten are in one of the *quarters*."""
    (nl, en), (verb, does) = dice.choice(WORDS["measures"]["objects"]), dice.choice(WORDS["measures"]["verbs"])
    where, place = dice.choice(WORDS["measures"]["places"])
    if chance(dice, 0.4):
        where = place = f"in {dice.choice(quarters)}"
    dutch, english = f"{nl[0].upper()}{nl[1:]} {verb} {where}", f"{does} {en} {place}"
    return Action("", dutch.rstrip(), english.rstrip(), dice.choice(THEMES))


class MeasureWriter:
    """What writes the measures of a plan, section by section."""

    def __init__(self, page: Page, dice: random.Random, plan: Plan, actions: Sequence[Action]) -> None:
        """Write the *actions* of *plan* on *page*; it is drawn here which of them has what."""
        self.page, self.dice, self.plan = page, dice, plan
        names = [it.name for it in actions]
        self._some = {what: set(dice.sample(names, round(part * len(names)))) for what, part in SHARES.items()}
        self._groups = {nl: Actor(page.node("actor", nl), nl, en) for nl, en in GROUPS.items()}
        self._last: Measure | None = None

    def write_section(self, theme: Theme, actions: Sequence[Action]) -> None:
        """Write the *actions* of *theme* as a list of measures."""
        if not actions:
            return
        label = both(f"Maatregelen bij thema {theme.number}", f"Measures of theme {theme.number}")
        with self.page.section(f"maatregelen-{theme.number}", WE, label, "MeasureSection") as line:
            for action in actions:
                self._write_measure(action, line)

    def _write_measure(self, action: Action, head: int) -> None:
        """Write the measure that does *action*, and two to five actors in it; *head* is the line where 'we' stands."""
        page, twin = self.page, action.name in self._some["twin"] and self._last
        if twin:
            action = action._replace(nl=twin.action.nl, en=twin.action.en)
        measure = Measure(action, page.node("measure", action.name), [], [])
        implied = self._draw_takings(measure)
        owner = self._draw_owner(measure)
        law = self.dice.choice(list_laws()) if action.name in self._some["reference"] else None
        line = page.write(self._make_line(measure, owner, law))
        place = page.evidence(line, " ".join(action.nl.split()[:4]))
        page.say(measure.node, rdf_type=term("Measure"), skos_prefLabel=both(action.nl, action.en))
        page.say(measure.node, inPlan=self.plan.iri, hasTheme=self.plan.theme(action.theme), evidence=place)
        if twin:
            page.say(measure.node, sameActionAs=twin.node)
        if implied:
            we = Taking(self.plan.author, "executor", measure.node)
            involve(page, f"{action.name}--wij", we, page.evidence(head, WE), "implied")
        for taking in measure.takings:
            # Half of them stand in the words that the measure itself rests on.
            said = place if chance(self.dice, 0.5) else page.evidence(line, taking.actor.nl)
            involve(page, f"{action.name}--{slug(taking.actor.nl)}", taking, said)
        if owner:
            said = page.evidence(line, f"verantwoordelijk is {owner.nl}")
            involve(page, f"{action.name}--owner", Taking(owner, "owner", measure.node), said)
        if law:
            self._write_reference(measure, law, page.evidence(line, law.nl))
        self._write_details(measure, line)
        self._last = measure

    def _draw_takings(self, measure: Measure) -> bool:
        """Draw who takes part in *measure*, two to five with 'us'; say whether we do."""
        dice, said = self.dice, measure.action.nl.casefold()
        groups = [group for nl, group in self._groups.items() if re.search(rf"(?<!\w){nl}(?!\w)", said)]
        if not groups and chance(dice, 0.25):
            groups = [dice.choice(list(self._groups.values()))]
        implied, count = chance(dice, 0.5), dice.randint(2, 5)
        partners = _draw_different(dice, self.plan.others, count - implied - len(groups))
        roles = dice.choices(list(ROLES), list(ROLES.values()), k=len(partners))
        measure.takings += [Taking(it, role, measure.node) for it, role in zip(partners, roles, strict=True)]
        measure.takings += [Taking(group, "beneficiary", measure.node) for group in groups]
        return implied

    def _draw_owner(self, measure: Measure) -> Actor | None:
        """Draw the owner of *measure*, if it has one: a publisher, or the first of its partners."""
        if measure.action.name not in self._some["owner"]:
            return None
        ours = chance(self.dice, 0.5)
        return self.dice.choice(self.plan.frame.publishers).actor if ours else measure.partners[0]

    def _make_line(self, measure: Measure, owner: Actor | None, law: Actor | None) -> str:
        """Make the line of the text that says all there is of *measure*."""
        names = ", ".join(dict.fromkeys(it.actor.nl for it in measure.takings))
        rest = [f"met {names}"]
        rest += [f"verantwoordelijk is {owner.nl}"] if owner else []
        rest += [f"volgens {law.nl}"] if law else []
        return f"- {measure.action.nl}: {'; '.join(rest)}."

    def _write_reference(self, measure: Measure, law: Actor, place: str) -> None:
        """Write that the plan names *law* with *measure*."""
        made = self.page.node("legal-reference", measure.action.name)
        self.page.say(made, rdf_type=term("LegalReference"), refersTo=law.node, concerns=measure.node, evidence=place)
        self.page.say(made, skos_prefLabel=both(f"{law.nl} bij een maatregel", f"{law.en} with a measure"))
        self.page.say(made, referenceKind=node(f"reference-kind/{self.dice.choice(REFERENCES)}"))

    def _write_details(self, measure: Measure, line: int) -> None:
        """Write the day, the horizon and the cooperation that *measure* has."""
        dice, name, frame = self.dice, measure.action.name, self.plan.frame
        if name in self._some["deadline"]:
            day = f"{dice.randint(frame.starts, frame.ends)}-{dice.choice(('07-01', '12-31'))}"
            self.page.say(measure.node, deadline=date(day))
        if name in self._some["horizon"]:
            self.page.say(measure.node, horizon=node(f"horizon/{dice.choice(('short', 'long'))}"))
        if name in self._some["cooperation"]:
            self._write_cooperation(measure, line)

    def _write_cooperation(self, measure: Measure, line: int) -> None:
        """Write that partners cooperate on *measure*, or on its theme."""
        page, dice, name = self.page, self.dice, measure.action.name
        parties = [self.plan.author, *measure.partners][: dice.randint(2, 4)]
        made = page.node("cooperation", name)
        centre = {"centre": self.plan.author.node} if chance(dice, 0.2) else {}
        page.say(made, rdf_type=term("Cooperation"), party=tuple(actor.node for actor in parties), **centre)
        page.say(made, skos_prefLabel=both(f"Samen met {parties[1].nl}", f"Together with {parties[1].en}"))
        page.say(made, concerns=measure.node if chance(dice, 0.7) else self.plan.theme(measure.action.theme))
        page.say(made, basis=node("basis/stated"), status=node(f"status/{dice.choice(('existing', 'planned'))}"))
        page.say(made, evidence=page.evidence(line, f"met {measure.takings[0].actor.nl}"))


def _draw_different(dice: random.Random, actors: Sequence[Actor], count: int) -> list[Actor]:
    """Draw *count* different ones of *actors*, at least one, in which some stand more often."""
    found: dict[str, Actor] = {}
    while len(found) < max(count, 1):
        drawn = dice.choice(actors)
        found[drawn.node] = drawn
    return list(found.values())
