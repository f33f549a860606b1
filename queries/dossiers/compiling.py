"""A dossier is compiled: what one plan says of one actor is asked once, sorted into sections, and summed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.message import CountMessage, Message
from ontology.namespaces import DEF
from queries.dossiers.cooperation import list_cooperation
from queries.dossiers.dossier import Dossier, Figure
from queries.dossiers.material import ask_material
from queries.dossiers.means import list_agreements, list_bodies, list_law, list_rules, list_sharing
from queries.dossiers.money import list_money, sum_up_money
from queries.dossiers.openings import list_named, list_open, list_open_in_themes, list_places, list_through
from queries.dossiers.parts import read_parts
from queries.dossiers.work import list_agreed, list_responsibilities, list_work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from queries.dossiers.dossier import Note, Section
    from queries.dossiers.material import Material
    from queries.dossiers.parts import Part
    from queries.plans import Plan

THEMES = CountMessage("%(count)s theme", "%(count)s themes")
MEASURES = CountMessage("%(count)s measure", "%(count)s measures")
NAMED_IN = CountMessage("named in %(count)s measure", "named in %(count)s measures")
THROUGH = CountMessage("%(count)s measure through the joint plan", "%(count)s measures through the joint plan")
PARTNERS = CountMessage("cooperates with %(count)s partner", "cooperates with %(count)s partners")
SUPPLIES = CountMessage("supplies data %(count)s time", "supplies data %(count)s times")
GETS = CountMessage("gets data %(count)s time", "gets data %(count)s times")
AGREEMENTS = CountMessage("%(count)s agreement", "%(count)s agreements")
LAW = CountMessage("%(count)s duty or power", "%(count)s duties and powers")
AGREED = CountMessage("%(count)s agreed later", "%(count)s agreed later")
OPEN = CountMessage("%(count)s open", "%(count)s open")
PLACES = CountMessage("named in %(count)s place", "named in %(count)s places")

TARGET_GROUP = Message("This is a target group and no partner: the plan is aimed at these people.")
GENERIC = Message("This is a general word: the plan does not say who is meant by it.")


def compile_dossier(plan: Plan, actor: str, language: str, on: str) -> Dossier:
    """Compile what *plan* says of the actor with the IRI *actor*, with labels in *language*, as of the day *on*.

    The day decides who owns a measure, and so what is open.
    """
    material = ask_material(plan, actor, language, on)
    parts = read_parts(material)
    sections = _list_sections(material, parts)
    found = {it.name: it for it in sections}
    figures = tuple(_iter_figures(material, parts, found))
    filled = tuple(it for it in sections if it.entries)
    return Dossier(actor, plan, language, on, figures, _find_caution(material), filled)


def _find_caution(material: Material) -> Note:
    """Find what is to be said of the actor where it is no partner; empty where it is one."""
    classes = [row.text("thing") for row in material.rows["dossier-places"] if row["what"] == "class"]
    if f"{DEF}TargetGroup" in classes:
        return TARGET_GROUP
    return GENERIC if f"{DEF}GenericActor" in classes else ""


def _list_sections(material: Material, parts: Sequence[Part]) -> list[Section]:
    """List every section, also those that have nothing, in the order in which an adviser wants them."""
    return [
        list_work(material, parts),
        list_through(material),
        list_cooperation(material, parts),
        list_open(material),
        list_sharing(material),
        list_money(material),
        list_agreements(material),
        list_law(material),
        list_responsibilities(material, parts),
        list_rules(material),
        list_agreed(material, parts),
        list_bodies(material),
        list_open_in_themes(material),
        list_named(material),
        list_places(material),
    ]


def _iter_figures(material: Material, parts: Sequence[Part], found: dict[str, Section]) -> Iterator[Figure]:
    """Yield what sums the dossier up, the most telling first; what there is none of is left out, but for measures."""
    active = [part for part in parts if part.is_active]
    measures = {part.subject.thing for part in active if part.kind == "measure"}
    passive = {part.subject.thing for part in parts if part.kind == "measure"} - measures
    themes = {theme.thing for part in active for theme in part.themes}
    rows = material.rows["dossier-means"]
    own = [row for row in rows if row["part"] == "sharing" and row["other"] == material.actor]
    counted = [
        ("work", THEMES, len(themes)),
        ("work", MEASURES, len(measures)),
        ("work", NAMED_IN, len(passive)),
        (
            "through",
            THROUGH,
            len({row["thing"] for row in rows if row["part"] == "through" and row["side"] == "measure"}),
        ),
        ("cooperation", PARTNERS, len(found["cooperation"].entries)),
        ("sharing", SUPPLIES, len({row["thing"] for row in own if row["side"] == "source"})),
        ("sharing", GETS, len({row["thing"] for row in own if row["side"] == "recipient"})),
        ("agreements", AGREEMENTS, len(found["agreements"].entries)),
        ("law", LAW, len(found["law"].entries)),
        ("agreed", AGREED, len(found["agreed"].entries)),
    ]
    yield from (Figure(section, text.fill(count)) for section, text, count in counted if count)
    money = sum_up_money(material)
    if money:
        yield Figure("money", money)
    is_open = len(found["open"].entries)
    if is_open:
        yield Figure("open", OPEN.fill(is_open))
    places = len(found["places"].entries)
    if places and not any(count for _section, _text, count in counted):
        yield Figure("places", PLACES.fill(places))
