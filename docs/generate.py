"""The pages of the documentation that are made from the code and from what was measured; `make docs` writes them.

Each page is written by hand but for what stands between two marks, `<!-- name -->` and `<!-- /name -->`. The tests hold
every page against what this makes of it now.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from api.app import BLUEPRINTS
from api.commands.cli import main
from api.settings import SETTINGS
from benchmarks import table as speed
from benchmarks.servers_table import write_servers
from docs import kinds, promises
from ontology import ALIGNMENTS, MODEL
from ontology.namespaces import DEF, compact_iri
from queries.questions.library import load_questions
from tests.conformance import table as conformance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rdflib.term import Node
    from werkzeug.routing import Rule

    from queries.questions import Parameter, Question

DOCS = Path(__file__).parent
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
    for context in _iter_commands(above):
        parts += [f"## {context.command_path}", "", "```text", context.get_help(), "```", ""]
    return "\n".join(parts).rstrip("\n")


def _iter_commands(above: click.Context) -> Iterator[click.Context]:
    """Yield each command under that of *above* in order, and after one that has commands, those."""
    if isinstance(above.command, click.Group):
        for name, command in sorted(above.command.commands.items()):
            if not command.hidden:
                context = click.Context(command, info_name=name, parent=above)
                yield context
                yield from _iter_commands(context)


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


def write_classes() -> str:
    """Write a table of the classes of the model, and below it one of the lists of values."""
    graph = Graph()
    for file in (*MODEL, *ALIGNMENTS):
        graph.parse(file)
    found = (it for it in graph.subjects(RDF.type, OWL.Class) if isinstance(it, URIRef))
    classes = sorted(it for it in found if it.startswith(DEF))
    values = {it for it in classes if (it, RDFS.subClassOf, URIRef(f"{DEF}Value")) in graph}
    rows = [_describe_class(graph, it) for it in classes]
    lists = [row[:4] for row, it in zip(rows, classes, strict=True) if it in values]
    things = [row for row, it in zip(rows, classes, strict=True) if it not in values]
    heads = ("class", "English", "Dutch", "is")
    return "\n".join((*_iter_table((*heads, "standard"), things), "", *_iter_table(heads, lists)))


def _describe_class(graph: Graph, term: Node) -> tuple[str, ...]:
    """Describe the class *term* of *graph*: its name, labels, definition, and what it is aligned to."""
    labels = {str(it.language): str(it) for it in graph.objects(term, RDFS.label) if isinstance(it, Literal)}
    definitions = {str(it.language): str(it) for it in graph.objects(term, SKOS.definition) if isinstance(it, Literal)}
    links = (RDFS.subClassOf, SKOS.closeMatch, SKOS.exactMatch, SKOS.broadMatch, SKOS.relatedMatch)
    others = sorted({str(it) for link in links for it in graph.objects(term, link) if isinstance(it, URIRef)})
    aligned = [f"`{compact_iri(it)}`" for it in others if not it.startswith(DEF)]
    return f"`{compact_iri(str(term))}`", labels["en"], labels["nl"], definitions["en"], ", ".join(aligned) or "-"


def write_decisions() -> str:
    """Write a list of the decisions, in the order in which they were numbered."""
    files = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    heads = {path: path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for path in files}
    return "\n".join(f"- [{head}]({path.name})" for path, head in heads.items())


def write_promises() -> str:
    """Write a table for each kind of promise: the sentence, where it stands, and the tests that hold it."""
    parts: list[str] = []
    for kind in promises.KINDS:
        parts += [f"## Of {kind}", "", *_iter_table(("promise", "where", "held by"), promises.iter_rows(kind)), ""]
    return "\n".join(parts).rstrip("\n")


def write_kinds() -> str:
    """Write a table of tests for the classes and for each list of values that says by what test a value is given."""
    parts: list[str] = []
    for title, rows in kinds.list_tables():
        parts += [f"## {title}", "", *_iter_table(kinds.COLUMNS, rows), ""]
    return "\n".join(parts).rstrip("\n")


#: Each page, with what makes the part of it between its marks.
PAGES: dict[str, tuple[Path, Callable[[], str]]] = {
    "urls": (DOCS / "reference/urls.md", write_urls),
    "commands": (DOCS / "reference/commands.md", write_commands),
    "settings": (DOCS / "reference/settings.md", write_settings),
    "questions": (DOCS / "reference/questions.md", write_questions),
    "speed": (DOCS / "reference/speed.md", speed.section),
    "servers": (DOCS / "decisions/0022-the-server-and-its-lanes.md", write_servers),
    "conformance": (DOCS / "reference/conformance.md", conformance.section),
    "promises": (DOCS / "reference/promises.md", write_promises),
    "kinds": (DOCS / "reference/kinds.md", write_kinds),
    "classes": (DOCS / "glossary.md", write_classes),
    "decisions": (DOCS / "decisions/README.md", write_decisions),
}


def fill_page(name: str) -> str:
    """Fill the page called *name* with what stands between its marks as the code has it now; return all of its text."""
    path, write = PAGES[name]
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = path.read_text(encoding="utf-8").split(start)
    _, after = rest.split(end)
    return f"{before}{start}\n{write()}\n{end}{after}"


if __name__ == "__main__":
    for each, (file, _) in PAGES.items():
        file.write_text(fill_page(each), encoding="utf-8")
