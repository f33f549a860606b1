"""What a request says is read once, by a view, and handed on: nothing below a view looks at the request by itself."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from jinja2 import Environment, meta

import api
from api.requests.frame import build_frame

ROOT = Path(api.__path__[0])
MODULES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}
TEMPLATES = {path.relative_to(ROOT / "templates").as_posix(): path for path in sorted(ROOT.rglob("*.html"))}
#: What looks at the request by itself, and so makes a function depend on more than its arguments.
READERS = {
    "request",
    "g",
    "session",
    "current_app",
    "get_dataset",
    "get_history",
    "get_language",
    "get_translator",
    "get_scope",
    "get_scope_of",
    "get_query_service",
    "is_current_version",
    "read_url",
    "read_query_request",
    "url_for",
}
#: Where a request is read for all others, and nothing is made of what is read but a value.
READING = (
    "http/",  # what HTTP itself says: formats, conditions, errors, the language
    "requests/scope.py",
    "requests/url.py",
    "requests/frame.py",
    "requests/upload.py",  # a file that is sent
    "serving/dataset.py",  # the version is leased to the request
    "sparql/protocol.py",  # the SPARQL Protocol, which says in four ways what is asked
    "app.py",  # the language that is remembered
)
#: What Jinja or Flask has for every template.
GLOBALS = {"_", "_trans", "gettext", "ngettext", "url_for"}
#: What the frame shows of a page that has a heading, and that is handed to the page itself.
OF_THE_PAGE = {"heading", "scope", "dated"}
#: By which names Flask is told to call a function.
HOOKS = {"get", "post", "route", "before_request", "after_request", "before_app_request", "register_error_handler"}


def is_called_by_flask(function: ast.FunctionDef, tree: ast.Module) -> bool:
    """Say whether *function* is a view or a hook: it is decorated as one, or handed to one of the `HOOKS`."""
    for decorator in function.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(target, ast.Attribute) and target.attr in HOOKS:
            return True
    return any(
        isinstance(it.func, ast.Attribute)
        and it.func.attr in HOOKS
        and any(isinstance(one, ast.Name) and one.id == function.name for one in it.args)
        for it in ast.walk(tree)
        if isinstance(it, ast.Call)
    )


def list_assigned(function: ast.FunctionDef) -> set[str]:
    """List the names that *function* assigns."""
    return {it.id for it in ast.walk(function) if isinstance(it, ast.Name) and isinstance(it.ctx, ast.Store)}


def list_trespasses(text: str) -> list[str]:
    """List where the module *text* looks at the request, or takes its language, outside a view or a hook.

    `_` is the language of the request, unless a function has one of its own.
    """
    tree = ast.parse(text)
    views = [it for it in tree.body if isinstance(it, ast.FunctionDef) and is_called_by_flask(it, tree)]
    speaking = [it for it in tree.body if isinstance(it, ast.FunctionDef) and "_" in list_assigned(it)]
    allowed = {id(node) for view in views for node in ast.walk(view)}
    translated = {id(node) for function in speaking for node in ast.walk(function)}
    return [
        f"line {node.lineno}: {node.id}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in READERS and id(node) not in allowed
    ] + [
        f"line {node.lineno}: _"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and id(node) not in allowed | translated
    ]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(READING)])
def test_only_views_look_at_the_request(name: str) -> None:
    """Outside the few modules that read a request for all others, only a view or a hook looks at it."""
    assert list_trespasses(MODULES[name].read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("components/")])
def test_component_knows_no_request(name: str) -> None:
    """A component imports nothing that could look at a request, not even for a view of its own."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    imported = {
        (it.module, alias.name) for it in ast.walk(tree) if isinstance(it, ast.ImportFrom) for alias in it.names
    }

    assert {name for _module, name in imported} & READERS == set()
    assert {name for module, name in imported if (module or "").startswith("api.http")} == set()


def test_a_trespass_is_seen() -> None:
    """A helper that looks at the request is found, one to which its view hands what it needs is not."""
    view = '@blueprint.get("/")\ndef show() -> str:\n    return help(get_scope())\n\n'

    assert list_trespasses(view + "def help(scope) -> str:\n    return scope.language\n") == []
    assert list_trespasses(view + "def help(scope) -> str:\n    return get_language()\n") == ["line 6: get_language"]
    assert list_trespasses(view + 'LIMIT = request.args["limit"]\n') == ["line 5: request"]
    assert list_trespasses(view + 'def help() -> str:\n    return _("No.")\n') == ["line 6: _"]
    assert list_trespasses(view + 'def help(it) -> str:\n    _ = it.gettext\n    return _("No.")\n') == []
    assert list_trespasses("def hook():\n    return g\n\napp.before_request(hook)\n") == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_knows_no_request(name: str) -> None:
    """A template shows what it is handed: none looks at the request, the session or the app."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    parsed = environment.parse(TEMPLATES[name].read_text(encoding="utf-8"))

    assert meta.find_undeclared_variables(parsed) & {"request", "session", "g", "config", "current_app"} == set()


def test_frame_holds_what_every_page_has_and_no_more() -> None:
    """What is put into every template is what the frame shows of any page, and no function besides."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    shown = meta.find_undeclared_variables(environment.parse(TEMPLATES["base.html"].read_text(encoding="utf-8")))
    (names,) = [
        {str(key.value) for key in it.keys if isinstance(key, ast.Constant)}
        for it in ast.walk(ast.parse(inspect.getsource(build_frame)))
        if isinstance(it, ast.Dict)
    ]

    assert shown - GLOBALS - OF_THE_PAGE == names
