"""The tables under `docs/reference`, made from the code and from what was measured; `make docs` writes them.

Each page is written by hand but for what stands between two marks, `<!-- name -->` and `<!-- /name -->`. The tests hold
every page against what this makes of it now.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask

from api.app import BLUEPRINTS
from api.commands.cli import main
from api.settings import SETTINGS
from benchmarks import table as speed
from queries.questions.library import load_questions
from tests.conformance import table as conformance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from werkzeug.routing import Rule

    from queries.questions import Parameter, Question

FOLDER = Path(__file__).parent / "reference"
#: As many characters as a line of a command's help has.
HELP_WIDTH = 100
#: The faces of the app, in the order of the page, with what they are for.
FACES = {
    "api.pages": "Pages for people",
    "api.rest": "Data under `/api/v1`",
    "api.sparql": "SPARQL and graphs",
    "api.linked_data": "Linked data",
    "api.serving": "State of the service",
}


def write_urls() -> str:
    """Write a table of routes for each face; what each gives is the first sentence of the view that answers it."""
    app = Flask(__name__, static_folder=None)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    parts = []
    for package, heading in FACES.items():
        of_it = (
            it for it in app.url_map.iter_rules() if app.view_functions[it.endpoint].__module__.startswith(package)
        )
        rules = sorted(of_it, key=lambda it: it.rule)
        rows = ((f"`{it.rule}`", _list_methods(it), _read_summary(app, it)) for it in rules)
        parts += [f"## {heading}", "", *_iter_table(("path", "methods", "what it does"), rows), ""]
    return "\n".join(parts).rstrip("\n")


def _list_methods(rule: Rule) -> str:
    """List the methods that *rule* answers itself; HEAD and OPTIONS come with each GET."""
    return ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _read_summary(app: Flask, rule: Rule) -> str:
    """Read the first sentence of the view of *rule*."""
    return (app.view_functions[rule.endpoint].__doc__ or "").strip().splitlines()[0].replace("*", "`")


def write_commands() -> str:
    """Write the help of each command, as the terminal shows it."""
    above = click.Context(main, info_name="samendoen", terminal_width=HELP_WIDTH, **main.context_settings)
    parts = []
    for name, command in sorted(main.commands.items()):
        context = click.Context(command, info_name=name, parent=above)
        parts += [f"## samendoen {name}", "", "```text", command.get_help(context), "```", ""]
    return "\n".join(parts).rstrip("\n")


def write_settings() -> str:
    """Write a table of the settings."""
    defaults = {it.name: f"`{it.default}`" if it.default else "none" for it in SETTINGS}
    rows = ((f"`{it.name}`", f"`{it.variable}`", defaults[it.name], it.help) for it in SETTINGS)
    return "\n".join(_iter_table(("name", "environment variable", "default", "what for"), rows))


def write_questions() -> str:
    """Write a table of the questions: what each asks, what can be chosen, and what its rows rest on."""
    questions = load_questions().values()
    rows = ((f"`{it.name}`", it.question["en"], _list_parameters(it), f"`{it.basis}`") for it in questions)
    return "\n".join(_iter_table(("name", "asks", "parameters", "rests on"), rows))


def _list_parameters(question: Question) -> str:
    """List the parameters of *question*; an asterisk marks those that are needed."""
    return ", ".join(map(_describe_parameter, question.parameters)) or "-"


def _describe_parameter(parameter: Parameter) -> str:
    """Describe *parameter* by its name and type."""
    return f"`{parameter.name}`{'*' if parameter.required and not parameter.default else ''} ({parameter.type})"


def _iter_table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table with *heads* over *rows*."""
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


#: What makes the part of each page between its marks.
PAGES: dict[str, Callable[[], str]] = {
    "urls": write_urls,
    "commands": write_commands,
    "settings": write_settings,
    "questions": write_questions,
    "speed": speed.section,
    "conformance": conformance.section,
}


def fill_page(name: str, text: str) -> str:
    """Fill the page called *name*, now *text*, with what stands between its marks as the code has it now."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = text.split(start)
    _, after = rest.split(end)
    return f"{before}{start}\n{PAGES[name]()}\n{end}{after}"


if __name__ == "__main__":
    for each in PAGES:
        path = FOLDER / f"{each}.md"
        path.write_text(fill_page(each, path.read_text(encoding="utf-8")), encoding="utf-8")
