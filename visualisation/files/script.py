"""Scripts in modules, joined to one that a page from a stick can hold: a browser loads no module from a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{ ?([^}]*?) ?\} from "\./([\w.-]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def join_modules(modules: Mapping[str, str], entry: str) -> str:
    """Join the *modules* of JavaScript, by the names of their files, that *entry* needs, with itself as the last.

    Each has a scope of its own, as modules have. It takes imports and exports by name, each on a line.

    :raises ValueError: when a module is missing, imports in a circle, or imports or exports in another way.
    """
    order: dict[str, bool] = {}
    _sort_modules(modules, entry, order)
    places = {name: f"module{place}" for place, name in enumerate(order)}
    parts = [f"const {places[name]} = (() => {{\n{_convert(name, modules[name], places)}}})();\n" for name in order]
    return '"use strict";\n{\n' + "".join(parts) + "}\n"


def _sort_modules(modules: Mapping[str, str], name: str, order: dict[str, bool]) -> None:
    """Add to *order* what the module called *name* imports, and then that itself; each is done once it is true."""
    if name not in modules:
        raise ValueError(f"The script {name!r} is imported and not given; give it with the other modules")
    if not order.get(name, True):
        raise ValueError(f"The script {name!r} imports itself by way of others; take one of these imports away")
    if name in order:
        return
    order[name] = False
    for found in _IMPORT.finditer(modules[name]):
        _sort_modules(modules, found[2], order)
    del order[name]
    order[name] = True


def _convert(name: str, text: str, places: Mapping[str, str]) -> str:
    """Convert the *text* of the module called *name* to the body of a function that returns what it exports."""
    exported = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(lambda it: f"const {{ {it[1]} }} = {places[it[2]]};", text))
    other = _OTHER.search(body)
    if other:
        raise ValueError(f"The script {name!r} has {other[0]!r}; import and export by name, each on a line of its own")
    return f"{body.rstrip()}\nreturn {{ {exported} }};\n"
