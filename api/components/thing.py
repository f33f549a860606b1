"""What every page about a thing needs: the thing that a path names, its names, and the evidence for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import abort

from api.components.sentence import find_sentence, list_around
from graph.terms import make_iri, to_json
from ontology.namespaces import compact_iri
from queries.answers import find_iri, parse_value
from queries.questions import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from graph.terms import TermJson
    from queries.answers import Row
    from queries.plans import Plan

#: The day as of which a page speaks of a thing.
DAY = Parameter("on", "date", "", {})


def enter_plan(scope: Scope, key: str) -> Scope:
    """Narrow *scope* to the plan with *key*, which stands in a path, or answer 404."""
    plan = next((plan for plan in scope.plans if plan.key == key), None)
    if plan is None:
        _ = scope.translator.gettext
        abort(404, _("There is no plan called %(key)s here. Choose one from the list of plans.") % {"key": key[:80]})
    return scope.within(plan)


def find_thing_iri(scope: Scope, name: str, local_id: str) -> str:
    """Find the IRI of the thing of class *name* with *local_id*, or answer 404."""
    _ = scope.translator.gettext
    iri = find_iri(scope.engine, name, local_id)
    if iri is None:
        abort(
            404,
            _("The plan has nothing called %(id)s here. Choose one from the list.") % {"id": local_id[:80]},
        )
    return iri


def describe_names(scope: Scope, iri: str) -> dict[str, object]:
    """Describe how the thing *iri* is called: its title, and every name of it by what that is."""
    names: dict[str, list[str]] = defaultdict(list)
    for row in ask_panel(scope, "names", iri):
        names[row.text("what")].append(row.text("value"))
    return {"iri": iri, "names": names, "title": next(iter(names["name"]), iri)}


def describe_thing(scope: Scope, iri: str) -> dict[str, object]:
    """Describe the thing *iri*, as every page about it does: its names and evidence."""
    places = {(row["document"], row["line"]): row for row in reversed(ask_panel(scope, "evidence", iri))}
    evidence = [_show_place(scope, row) for row in reversed(places.values())]
    return {**describe_names(scope, iri), "evidence": evidence}


def find_name(scope: Scope, iri: str) -> str:
    """Find what the thing *iri* is called, or else its compact IRI."""
    return next((row.text("label") for row in ask_panel(scope, "called", iri)), compact_iri(iri))


def _show_place(scope: Scope, place: Row) -> dict[str, object]:
    """Show *place*: what it is, with its sentence and the lines around it where the document is at hand."""
    digest, line = place.text("sha256"), place.optional_integer("line")
    text = scope.texts.get(digest)
    sentence = find_sentence(scope, digest, line, str(place["anchor"] or ""))
    return {**place, "sentence": sentence, "around": list_around(text, line) if text and line else ()}


def ask_panel(scope: Scope, name: str, iri: str, more: Mapping[str, TermJson] | None = None) -> list[Row]:
    """Ask the panel called *name* about the thing *iri*, with *more* bound in it, and list its rows."""
    return scope.ask_panel(name, {"_thing": to_json(make_iri(iri)), **(more or {})})


def find_first_day(scope: Scope) -> str:
    """Find the first day of the one plan that *scope* is about; empty where it is about several, or none is said."""
    return scope.chosen[0].starts if len(scope.chosen) == 1 else ""


def list_days(scope: Scope) -> dict[str, str]:
    """List the days that a page compares: the first of the plan, where it is known, and today."""
    first, today = find_first_day(scope), scope.on.isoformat()
    return {"first": first, "today": today} if first else {"today": today}


def find_speaker(scope: Scope, plans: Sequence[Plan], iri: str) -> Scope:
    """Find the scope in which to describe *iri*, which belongs to no plan: the register, or else the first of *plans*.

    Somebody's data may speak of what the register does not know.
    """
    register = replace(scope, engine=scope.plans.register)
    known = ask_panel(register, "names", iri)
    return register if known or not plans else scope.within(plans[0])


def parse_day(scope: Scope, url: RequestUrl) -> str:
    """Parse the day `on` in *url*; today where none is given.

    :raises BadParameter: when it is no day.
    """
    given = url.parameters.get("on", "")
    return parse_value(scope.engine, DAY, given)["value"] if given else scope.on.isoformat()
