"""What is shown before anybody asks, so that who comes first to a page finds its answers made.

An answer over a version is kept as long as the version is served (`graph.engine.cache`). So each page is shown once,
those that everybody comes to first and those of single things last, as many as the setting says.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from api.catalogue import DEFAULT_LANGUAGE
from api.requests.navigation import FOOT, MENU, MORE
from ontology.namespaces import find_plan_key
from queries.answers import list_concepts, list_things
from queries.questions import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flask import Flask

    from api.serving.served import Served
    from queries.answers import Thing
    from queries.plans import Plan

    #: A path and its parameters.
    Page = tuple[str, dict[str, str]]

#: The page that takes longest: it is there before a version is said to be ready.
PREPARED_PAGES = ("/network",)
#: The classes of what has a page of its own in a plan, those that most come to first.
CLASSES = ("Theme", "Partner", "Measure", "Document")
#: Those of which there is a sheet to hand over.
WITH_HANDOUT = ("Theme", "Partner", "Measure")


def register(app: Flask, serving: Served) -> None:
    """Have *serving* show pages of *app* before anybody asks: some at once, others when there is time."""
    serving.preparations.append(partial(_show_prepared, app))
    serving.unhurried.sources.append(partial(iter_steps, app, serving))


def _show_prepared(app: Flask) -> None:
    """Show the `PREPARED_PAGES` of *app* once in each language."""
    for page, spoken in product(PREPARED_PAGES, LANGUAGES):
        _show_page(app, page, {"lang": spoken})


def iter_steps(app: Flask, serving: Served) -> Iterator[Callable[[], None]]:
    """Yield a step for each page of *app* that is shown when there is time, at most as many as the setting says."""
    return (
        partial(_show_page, app, *page) for page in islice(iter_pages(app, serving), serving.settings.prepared_pages)
    )


def iter_pages(app: Flask, serving: Served) -> Iterator[Page]:
    """Yield the pages of *app*: what everybody comes to in each language, then what is of one plan, in Dutch.

    Where there are several plans, that is the network of each of its themes, which takes seconds among many, and each
    page of the menu; then, as of one, the pages of its things.
    """
    plans = tuple(serving.now.plans)
    menu = _list_menu(app)
    yield from ((path, {"lang": spoken}) for spoken, path in product(LANGUAGES, menu))
    yield from (("/gaps", {"kind": it.id, "lang": DEFAULT_LANGUAGE}) for it in _list_gaps(plans))
    asked = (f"/questions/{name}" for name in serving.now.library.questions)
    yield from ((path, {"lang": DEFAULT_LANGUAGE}) for page in asked for path in (page, f"{page}/memo"))
    yield from ((serving.now.paths.find_page(plan.iri), {"lang": DEFAULT_LANGUAGE}) for plan in plans)
    if len(plans) > 1:
        yield from chain.from_iterable(map(_iter_networks, plans))
        yield from ((path, {"plan": plan.key, "lang": DEFAULT_LANGUAGE}) for plan, path in product(plans, menu))
    yield from chain.from_iterable(_iter_things(serving, plan, name) for name, plan in product(CLASSES, plans))
    yield from chain(_iter_laws(serving), chain.from_iterable(map(_iter_meetings, plans)))


def _list_menu(app: Flask) -> list[str]:
    """List the paths of the pages that the menu and the foot of *app* lead to, each once."""
    paths = app.url_map.bind("localhost")
    return list(dict.fromkeys(paths.build(it.endpoint) for it in (*MENU, *MORE, *FOOT)))


def _list_gaps(plans: Sequence[Plan]) -> list[Thing]:
    """List the kinds of what can be missing, which are the same in all *plans*."""
    return list_concepts(plans[0].engine, "gap") if plans else []


def _list_own(plan: Plan, name: str) -> list[Thing]:
    """List the things of class *name* that *plan* has of its own."""
    return [it for it in list_things(plan.engine, name) if find_plan_key(it.iri) == plan.key]


def _iter_networks(plan: Plan) -> Iterator[Page]:
    """Yield the network of each theme of *plan*."""
    for theme in _list_own(plan, "Theme"):
        yield "/network", {"plan": plan.key, "theme": theme.id, "lang": DEFAULT_LANGUAGE}


def _iter_things(serving: Served, plan: Plan, name: str) -> Iterator[Page]:
    """Yield the page of each thing of class *name* that *plan* has of its own, and its sheet to hand over."""
    for thing in _list_own(plan, name):
        yield serving.now.paths.find_page(thing.iri), {"lang": DEFAULT_LANGUAGE}
        if name in WITH_HANDOUT:
            yield "/handout", {"plan": plan.key, name.lower(): thing.id, "lang": DEFAULT_LANGUAGE}


def _iter_meetings(plan: Plan) -> Iterator[Page]:
    """Yield a meeting on each theme of *plan*, of which the next on that theme has most in common."""
    someone = [it.id for it in list_things(plan.engine, "Partner")][:1]
    for theme in _list_own(plan, "Theme") if someone else ():
        table = {"plan": plan.key, "partner": someone[0], "theme": theme.id}
        yield "/meeting", {**table, "lang": DEFAULT_LANGUAGE}


def _iter_laws(serving: Served) -> Iterator[Page]:
    """Yield the page of each law and standard."""
    for name in ("Law", "Standard"):
        for law in list_things(serving.now.plans.register, name):
            yield serving.now.paths.find_page(law.iri), {"lang": DEFAULT_LANGUAGE}


def _show_page(app: Flask, path: str, parameters: dict[str, str]) -> None:
    """Show the page of *app* at *path* with *parameters* once."""
    app.test_client().get(path, query_string=parameters, headers={"Accept": "text/html"})
