"""What is prepared of several plans when there is time: the network of each theme, and the pages that take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.several import several_app, several_version

if TYPE_CHECKING:
    from flask import Flask

    from api.serving.served import Served

__all__ = ["several_app", "several_version"]

HTML = {"Accept": "text/html"}


def test_first_who_sees_the_network_of_a_theme_finds_it_made(several_app: Flask) -> None:
    """Where there are several plans, each theme of each has its network made, and it is not made again."""
    serving: Served = several_app.extensions["samendoen"]
    steps = [step for steps in serving.unhurried for step in steps()]
    plans = {step.keywords["plan"] for step in steps if "plan" in step.keywords}  # type: ignore[attr-defined]  # partial
    last = steps[-1].keywords  # type: ignore[attr-defined]  # likewise

    steps[-1]()
    made = serving.now.rendering.renderers.made
    answer = several_app.test_client().get("/network", query_string=last, headers=HTML)

    assert plans == {plan.key for plan in serving.now.plans}
    assert answer.status_code == 200
    assert serving.now.rendering.renderers.made == made


def test_one_plan_needs_less(app: Flask) -> None:
    """Of one plan no networks of themes are prepared, as they are there at once; the model and the API are."""
    steps = [step for steps in app.extensions["samendoen"].unhurried for step in steps()]

    assert {step.args[1] for step in steps} == {"/def", "/api/v1"}
    for step in steps:
        step()
