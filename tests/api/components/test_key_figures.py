"""The first line of a page: numbers written as people write them, each leading on where there is something to see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader

import api
from api.components.key_figures import KeyFigure, make_figure, make_warning

if TYPE_CHECKING:
    from api.requests.scope import Scope


def _draw(*figures: KeyFigure) -> str:
    """Draw the line of *figures* as a page does."""
    environment = Environment(loader=FileSystemLoader(f"{api.__path__[0]}/templates"), autoescape=True)
    environment.globals["_"] = str
    template = environment.from_string("{% import 'figures.html' as figures with context %}{{ figures.line(its) }}")
    return template.render(its=figures)


def test_a_figure_is_written_as_in_the_language(scope: Scope) -> None:
    """A Dutch number has a point between the thousands, and an English one a comma."""
    assert make_figure(replace(scope, language="nl"), 1234567, "euro").number == "1.234.567"
    assert make_figure(replace(scope, language="en"), 1234567, "euros").number == "1,234,567"


def test_what_is_missing_warns_only_where_there_is_any(scope: Scope) -> None:
    """Nothing missing is no warning."""
    assert make_warning(scope, 3, "open").warns
    assert not make_warning(scope, 0, "open").warns


def test_a_figure_leads_on_and_its_words_are_no_markup() -> None:
    """Each is one link with number and words in it; without a page it is text, and no line is drawn of nothing."""
    drawn = _draw(KeyFigure("21", "<b>measures", "/measures?theme=a&b=c"), KeyFigure("0", "laws"))
    assert '<a href="/measures?theme=a&amp;b=c"><strong>21</strong> &lt;b&gt;measures</a>' in drawn
    assert "<span><strong>0</strong> laws</span>" in drawn
    assert not _draw().strip()
