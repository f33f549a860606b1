"""One word for a page: its module, its blueprint, its folder of templates and the first word of its paths."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import api.pages
from api.serving.thing_paths import PAGE_PATHS

if TYPE_CHECKING:
    from flask import Blueprint, Flask

PAGES = sorted(it.name for it in pkgutil.iter_modules(api.pages.__path__))
#: The modules of linked data, by the word that they are called after; `def` cannot be the name of a module.
LINKED_DATA = {"doc": "doc", "definitions": "def"}
#: First words that are not that of their page, and why.
EXCEPTIONS = {
    ("home", ""): "the start page stands at the root",
    ("home", "static"): "the house style, which is no page and is read by all",
    ("def", "shapes"): "the rules of the model, which its page explains",
    ("doc", "id"): "the identity of a thing, which redirects to its page",
}


def load_blueprint(module: str) -> Blueprint:
    """Load the blueprint of *module*."""
    blueprint: Blueprint = importlib.import_module(module).blueprint
    return blueprint


def list_first_words(app: Flask, blueprint: str) -> set[str]:
    """List the first word of each path of *blueprint*."""
    return {
        rule.rule.split("/")[1] for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] == blueprint
    }


def list_folders(module: str) -> set[str]:
    """List the folders of the templates that *module* names; one that pages share is in none."""
    path = Path(str(importlib.import_module(module).__file__))
    texts = [str(it.value) for it in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(it, ast.Constant)]
    return {it.partition("/")[0] for it in texts if it.endswith(".html") and "/" in it and " " not in it}


@pytest.mark.parametrize(
    ("module", "word"),
    [
        *((f"api.pages.{name}", name) for name in PAGES),
        *((f"api.linked_data.{name}", word) for name, word in LINKED_DATA.items()),
    ],
)
def test_page_has_one_word(app: Flask, module: str, word: str) -> None:
    """Module, blueprint, templates and paths of a page share one word, but for the exceptions that have a reason."""
    others = {first for (page, first) in EXCEPTIONS if page == word}

    assert load_blueprint(module).name == word
    assert list_first_words(app, word) - others <= {word}
    assert list_first_words(app, word) >= others
    assert list_folders(module) <= {word}


def test_list_and_thing_share_their_word(app: Flask) -> None:
    """A path to one thing begins as the path to the list of its kind, where there is such a list."""
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in PAGES}
    things = {rule.partition("/<")[0] for rule in rules if "/<" in rule and not rule.startswith("/static/")}

    assert {it[1:] for it in things} <= set(PAGES)
    assert things <= rules


def test_folder_of_templates_belongs_to_a_page() -> None:
    """There is no folder of templates without a page of its word."""
    folders = {it.name for it in (Path(api.__path__[0]) / "templates").iterdir() if it.is_dir()}

    assert folders <= {*PAGES, *LINKED_DATA.values(), "rest", "sparql"}


def test_thing_has_its_page_under_a_word_of_the_pages() -> None:
    """The page of a type of thing is one of the pages that there are."""
    assert set(PAGE_PATHS.values()) <= set(PAGES)
