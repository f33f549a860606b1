"""The paths of shapes: from a node to the values that a shape looks at (SHACL, section 2.3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.checks.lookup import NAMELESS, SH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from graph.checks.lookup import Lookup, Term

    #: What finds the values at the end of a path, in what is looked up, from a node.
    Path = Callable[[Lookup, Term], AbstractSet[Term]]


def compile_path(shapes: Lookup, path: Term) -> Path | None:
    """Compile *path* as *shapes* write it; None where it is of a kind that is not known here."""
    if not isinstance(path, str):
        return None
    if not path.startswith(NAMELESS):
        return lambda data, node: data.find_objects(node, path)
    if items := shapes.list_items(path):
        steps = _compile_all(shapes, items)
        return _follow(steps) if steps else None
    kinds = shapes.list_properties(path)
    values = [(kind, value) for kind in kinds for value in shapes.find_objects(path, kind)]
    return _compile_kind(shapes, *values[0]) if len(values) == 1 else None


def _compile_kind(shapes: Lookup, kind: str, value: Term) -> Path | None:
    """Compile a path of this *kind*, over *value*; None where either is not known here."""
    if kind == f"{SH}inversePath":
        is_property = isinstance(value, str) and not value.startswith(NAMELESS)
        return (lambda data, node: data.find_subjects(str(value), node)) if is_property else None
    if kind == f"{SH}alternativePath":
        paths = _compile_all(shapes, shapes.list_items(value))
        return (lambda data, node: {it for path in paths for it in path(data, node)}) if paths else None
    step = compile_path(shapes, value)
    return _REPEATED[kind](step) if step and kind in _REPEATED else None


#: What makes the path that goes a step more or less often, by its name.
_REPEATED: Final[Mapping[str, Callable[[Path], Path]]] = {
    f"{SH}zeroOrOnePath": lambda step: lambda data, node: {node, *step(data, node)},
    f"{SH}zeroOrMorePath": lambda step: lambda data, node: _close(data, step, {node}),
    f"{SH}oneOrMorePath": lambda step: lambda data, node: _close(data, step, step(data, node)),
}


def _compile_all(shapes: Lookup, items: Sequence[Term]) -> list[Path]:
    """Compile the paths in *items*; none of them where one is not known here."""
    paths = [compile_path(shapes, it) for it in items]
    known = [path for path in paths if path is not None]
    return known if len(known) == len(paths) else []


def _follow(steps: Sequence[Path]) -> Path:
    """Make the path that goes along *steps*, one after the other."""

    def find(data: Lookup, node: Term) -> AbstractSet[Term]:
        found: AbstractSet[Term] = {node}
        for step in steps:
            found = {it for at in found for it in step(data, at)}
        return found

    return find


def _close(data: Lookup, step: Path, begin: AbstractSet[Term]) -> AbstractSet[Term]:
    """Find what *step* leads to from *begin*, over and over, with what it begins with."""
    found, todo = set(begin), list(begin)
    while todo:
        new = step(data, todo.pop()) - found
        found |= new
        todo += new
    return found
