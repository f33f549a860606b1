"""A side of a comparison: a plan, a municipality with the plans that it publishes, a theme, or a partner."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import BadParameter
from graph.folding import to_sort_key
from graph.message import Message
from graph.terms import make_iri, make_literal, to_json
from ontology.namespaces import ID, compact_iri, expand_iri, find_plan_key
from queries.answers import LONGEST_TEXT, ask_rows, find_iri, find_labelled_iri, list_things
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.engine import Engine
    from queries.plans import Plan, Plans

#: What each kind of side is called in a message.
KINDS: Mapping[str, Message] = {
    "plan": Message("a plan"),
    "municipality": Message("a municipality"),
    "theme": Message("a theme"),
    "partner": Message("a partner"),
}
#: What may stand before the name of a municipality.
_BEFORE_NAME = "gemeente "
#: The classes of what is a side as well, with the kind that it is then and the parameter that narrows a question to it.
_OWN = (("Theme", "theme", "theme"), ("Actor", "partner", "actor"))
#: In as many plans at most a theme or partner is looked for by its name.
_MOST_NAMED = 15
#: As many characters as a message repeats of what was given.
_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class Side:
    """What is laid beside another: of which `kind`, and the `plans` in which it is looked for.

    `name` is how a URL names it, and `values` what narrows each question to it. `only_for` is the IRI of the
    municipality for which what is said has to hold; empty where that does not matter.
    """

    kind: str
    name: str
    iri: str
    label: str
    plans: tuple[Plan, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    only_for: str = ""


def find_sides(plans: Plans, chosen: Sequence[Plan], given: Mapping[str, str], language: str) -> tuple[Side, Side]:
    """Find the two sides that *given* names under `a` and `b`, of the plans *chosen*, labels in *language*.

    A side is named by the key of a plan; by `gemeente:gm0000` or the name of a municipality that publishes one; by
    `plan/local` for a theme or partner of a plan; by the IRI of any of these; by the local id of a partner in the
    register; or by the name of a theme or partner that is called so in one plan alone.

    :raises BadParameter: when one is missing or unknown, or the two are the same or not of one kind.
    """
    for name in ("a", "b"):
        if not given.get(name, "").strip():
            raise BadParameter(
                name, "Nothing is chosen for %(parameter)r. Choose two plans, municipalities, themes or partners."
            )
    left, right = (find_side(plans, chosen, name, given[name].strip(), language) for name in ("a", "b"))
    if left.iri == right.iri:
        raise BadParameter("b", "%(label)s stands on both sides. Choose another for one of them.", label=left.label)
    if left.kind != right.kind:
        raise BadParameter(
            "b",
            "%(left)s is %(one)s and %(right)s is %(other)s. Choose two of one kind.",
            left=left.label,
            one=KINDS[left.kind],
            right=right.label,
            other=KINDS[right.kind],
        )
    return left, right


def find_side(plans: Plans, chosen: Sequence[Plan], name: str, given: str, language: str) -> Side:
    """Find the side that *given* names, the value of the parameter called *name*, with its label in *language*.

    :raises BadParameter: when it names nothing.
    """
    if len(given) <= LONGEST_TEXT:
        iri = expand_iri(given)
        for find in _FINDERS:
            if side := find(plans, chosen, given, iri, language):
                return side
    raise BadParameter(
        name,
        "%(given)r is no plan, no municipality with a plan, no theme and no partner here. Give the key of a plan, "
        "'gemeente:gm' and a number, or a plan and an id with a stroke between.",
        given=given[:_LONGEST_SHOWN],
    )


def _find_plan(plans: Plans, _chosen: Sequence[Plan], given: str, iri: str, language: str) -> Side | None:
    """Find the plan that has *given* as its key, or *iri* as its IRI, or is called so."""
    for plan in plans:
        names = (plan.key, *(to_sort_key(label) for label in plan.label.values()))
        if iri == plan.iri or given in names or to_sort_key(given) in names[1:]:
            return Side("plan", plan.key, plan.iri, plan.find_label(language), (plan,))
    return None


def _find_municipality(plans: Plans, _chosen: Sequence[Plan], given: str, iri: str, language: str) -> Side | None:
    """Find the municipality that publishes a plan and has *given* as its name or code, or *iri*."""
    bare = to_sort_key(given).removeprefix(_BEFORE_NAME)
    wanted = {iri, bare, f"{_BEFORE_NAME}{bare}"}
    for publisher, labels in _read_publishers(plans, language).items():
        names = {publisher, publisher.rpartition("/")[2], *(to_sort_key(label) for label in labels.values())}
        if not names.isdisjoint(wanted):
            published = tuple(plan for plan in plans if publisher in plan.publishers)
            label = labels.get(language) or labels.get("nl") or compact_iri(publisher)
            return Side("municipality", compact_iri(publisher), publisher, label, published, only_for=publisher)
    return None


def _find_own(plans: Plans, _chosen: Sequence[Plan], given: str, iri: str, language: str) -> Side | None:
    """Find the theme or partner of one plan that *given* names as `plan/local`, or that has *iri*."""
    key, _, local = given.partition("/")
    plan = plans.find_owner(iri) or next((it for it in plans if it.key == key), None)
    if plan is None:
        return None
    wanted = iri if iri.startswith(ID) else local
    for name, kind, parameter in _OWN:
        found = find_iri(plan.engine, name, wanted)
        if found and find_plan_key(found) == plan.key:
            label = find_label(plan.engine, found, language)
            return Side(kind, f"{plan.key}/{found.rpartition('/')[2]}", found, label, (plan,), {parameter: found})
    return None


def _find_partner(plans: Plans, chosen: Sequence[Plan], given: str, iri: str, language: str) -> Side | None:
    """Find the partner in the register that has *given* as local id, or *iri*, in those of *chosen* that name it."""
    name = to_json(make_literal(iri if "://" in iri else given))
    naming: dict[str, set[str]] = defaultdict(set)
    for row in ask_rows(plans.engine, load_panel("naming-plans"), {"_name": name}, "nl"):
        naming[row.text("thing")].add(find_plan_key(row.text("graph")))
    for actor, keys in sorted(naming.items()):
        held = tuple(plan for plan in chosen if plan.key in keys)
        if held and not find_plan_key(actor):
            label = find_label(held[0].engine, actor, language)
            return Side("partner", compact_iri(actor), actor, label, held, {"actor": actor})
    return None


def _find_named(plans: Plans, chosen: Sequence[Plan], given: str, _iri: str, language: str) -> Side | None:
    """Find the theme or partner that is called *given* in one of *chosen*, and nothing else in the others."""
    few = chosen if len(chosen) <= _MOST_NAMED else ()
    found = {(plan.key, find_labelled_iri(list_things(plan.engine, name), given)) for plan in few for name, *_ in _OWN}
    named = {iri: key for key, iri in found if iri}
    if len(named) != 1:
        return None
    iri, key = next(iter(named.items()))
    own = f"{key}/{iri.rpartition('/')[2]}" if find_plan_key(iri) else ""
    return _find_own(plans, chosen, own, iri, language) or _find_partner(plans, chosen, given, iri, language)


def find_label(engine: Engine, iri: str, language: str) -> str:
    """Find what the thing with *iri* is called in *language*, or else its compact IRI."""
    rows = ask_rows(engine, load_panel("called"), {"_thing": to_json(make_iri(iri))}, language)
    return next((row.text("label") for row in rows), compact_iri(iri))


def list_municipalities(plans: Plans, language: str) -> list[tuple[str, str]]:
    """List the municipalities that publish a plan, in order: how a URL names each, and its label in *language*."""
    found = _read_publishers(plans, language)
    named = [
        (compact_iri(it), labels.get(language) or labels.get("nl") or compact_iri(it)) for it, labels in found.items()
    ]
    return sorted(named, key=lambda it: to_sort_key(it[1]))


def _read_publishers(plans: Plans, language: str) -> dict[str, dict[str, str]]:
    """Read what each municipality that publishes one of *plans* is called, in Dutch and in *language*, by its IRI."""
    found: dict[str, dict[str, str]] = {publisher: {} for plan in plans for publisher in plan.publishers}
    for spoken in ("nl", language):
        for row in ask_rows(plans.engine, load_panel("publishers"), {}, spoken):
            found.setdefault(row.text("publisher"), {})[spoken] = row.text("publisher_label")
    return found


_FINDERS: tuple[Callable[[Plans, Sequence[Plan], str, str, str], Side | None], ...] = (
    _find_plan,
    _find_municipality,
    _find_own,
    _find_partner,
    _find_named,
)
