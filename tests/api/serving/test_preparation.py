"""What is shown before anybody asks: which pages, in which order, and that who comes first finds their answers made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from api.preparation import iter_pages, iter_steps
from graph.engine.workers.lane import Lane
from tests.several import several_app, several_version

if TYPE_CHECKING:
    import pytest
    from flask import Flask

    from api.serving.served import Served

__all__ = ["several_app", "several_version"]

HTML = {"Accept": "text/html"}
#: Pages that everybody comes to, and things of each kind.
SEEN = ("/", "/themes", "/partners", "/gaps", "/coverage", "/calendar", "/money", "/def", "/questions/evidence")


def refuse(*_: object, **__: object) -> Any:
    """Fail, in the place of a worker that is asked."""
    raise AssertionError("a worker was asked")


def test_who_comes_first_asks_no_worker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once all was shown, each page of it is made of answers that are there already."""
    serving: Served = app.extensions["samendoen"]
    for step in iter_steps(app, serving):
        step()
    pages = list(iter_pages(app, serving))
    monkeypatch.setattr(Lane, "ask", refuse)
    answers = {path: app.test_client().get(path, query_string=it, headers=HTML) for path, it in pages}

    assert {path: it.status_code for path, it in answers.items() if it.status_code != 200} == {}
    assert set(SEEN) < answers.keys()
    kinds = {path.split("/")[1] for path in answers}
    assert {"plans", "themes", "partners", "measures", "documents", "legislation", "questions"} < kinds
    assert app.test_client().get("/measures?words=kade", headers=HTML).status_code == 500  # nobody asked that before


def test_setting_bounds_how_many(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more pages are shown than `SAMENDOEN_PREPARED_PAGES` says, and what everybody comes to is first."""
    serving: Served = app.extensions["samendoen"]
    monkeypatch.setattr(serving, "settings", replace(serving.settings, prepared_pages=2))

    assert [step.args[1] for step in iter_steps(app, serving)] == ["/", "/plans"]  # type: ignore[attr-defined]  # partial


def test_first_who_sees_the_network_of_a_theme_finds_it_made(several_app: Flask) -> None:
    """Where there are several plans, each theme of each has its network made, and it is not made again."""
    serving: Served = several_app.extensions["samendoen"]
    networks = [it for path, it in iter_pages(several_app, serving) if path == "/network" and "theme" in it]
    steps = list(iter_steps(several_app, serving))
    (step,) = (it for it in steps if it.args[1:] == ("/network", networks[-1]))  # type: ignore[attr-defined]  # partial

    step()
    made = serving.now.rendering.renderers.made
    answer = several_app.test_client().get("/network", query_string=networks[-1], headers=HTML)

    assert {it["plan"] for it in networks} == {plan.key for plan in serving.now.plans}
    assert answer.status_code == 200
    assert serving.now.rendering.renderers.made == made


def test_each_plan_has_its_pages_of_the_menu(several_app: Flask) -> None:
    """Where there are several plans, the pages of the menu are shown for each."""
    pages = list(iter_pages(several_app, several_app.extensions["samendoen"]))

    for plan in several_app.extensions["samendoen"].now.plans:
        assert {"/", "/themes", "/gaps", "/network"} <= {path for path, it in pages if it.get("plan") == plan.key}
