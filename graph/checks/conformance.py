"""Which nodes surely conform to the shapes, found by a plain reading of the part of SHACL that ours are written in.

pyshacl judges, and says what is wrong; but it takes long over each node, also where nothing is wrong, which is so for
nearly all. So it is handed only the nodes that may break a shape: those found here to break one, and those of which
that cannot be told here. Whatever is not known here counts as doubt, so that no rule is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal

from graph.checks.constraints import MAKERS
from graph.checks.lookup import SH, TYPE, Unsure
from graph.checks.paths import compile_path

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from graph.checks.constraints import Constraint
    from graph.checks.lookup import Lookup, Term
    from graph.checks.paths import Path

#: What a shape says that demands nothing by itself.
_NO_DEMAND: Final = {
    f"{SH}{name}"
    for name in (
        *("path", "message", "severity", "targetClass", "targetNode", "targetSubjectsOf"),
        *("qualifiedMinCount", "qualifiedMaxCount"),  # read with sh:qualifiedValueShape
    )
}
_KINDS: Final = {f"{SH}NodeShape", f"{SH}PropertyShape"}
#: What no shape here may use, or what is a target is not told here.
_OTHER_TARGETS: Final = (f"{SH}targetObjectsOf", f"{SH}target")


class _Shape(NamedTuple):
    """What a shape asks of the values at the end of its path, or of the node itself."""

    path: Path | None
    constraints: tuple[Constraint, ...]

    def is_met(self, data: Lookup, node: Term) -> bool:
        """Say whether *node* conforms in *data*.

        :raises Unsure: when that is not told here.
        """
        values: Collection[Term] = self.path(data, node) if self.path else (node,)
        return all(asks(data, node, values) for asks in self.constraints)


class ConformanceReader:
    """The shapes, read so that what surely conforms to them is told apart."""

    def __init__(self, shapes: Lookup) -> None:
        """Read *shapes*."""
        self._shapes = shapes
        self._read: dict[str, _Shape] = {}
        self._of_class = self._list_targets("targetClass")
        self._of_property = self._list_targets("targetSubjectsOf")
        self._of_node = self._list_targets("targetNode")
        self._is_known = self._knows_targets()

    @property
    def named(self) -> set[str]:
        """The nodes that a shape names, whatever the data say of them."""
        return {str(node) for node in self._of_node}

    def list_suspects(self, data: Lookup, nodes: Iterable[str]) -> set[str]:
        """List which of *nodes* may break a shape in *data*."""
        return {node for node in nodes if not self._surely_conforms(data, node)}

    def _surely_conforms(self, data: Lookup, node: str) -> bool:
        """Say whether *node* conforms to each shape that looks at it, without doubt."""
        try:
            return self._is_known and all(self._find(it).is_met(data, node) for it in self._list_shapes(data, node))
        except Unsure:
            return False

    def _list_shapes(self, data: Lookup, node: str) -> list[str]:
        """List the shapes that look at *node* (SHACL, section 2.1.3)."""
        found = [self._of_class[cls] for cls in data.find_classes(node) if cls in self._of_class]
        found += [self._of_property[prop] for prop in data.list_properties(node) if prop in self._of_property]
        return list(dict.fromkeys(shape for shapes in [*found, self._of_node.get(node, ())] for shape in shapes))

    def _list_targets(self, kind: str) -> Mapping[Term, list[str]]:
        """List the shapes by what they look at, which is told in this *kind* of way."""
        found: dict[Term, list[str]] = defaultdict(list)
        for shape in sorted(self._shapes.nodes):
            for target in self._shapes.find_objects(shape, f"{SH}{kind}"):
                found[target].append(shape)
        return dict(found)

    def _knows_targets(self) -> bool:
        """Say whether the shapes look at nothing in another way, such as by being a class, and extend nothing."""
        shapes = {it for kind in _KINDS for it in self._shapes.find_subjects(TYPE, kind)}
        kinds = {kind for it in shapes for kind in self._shapes.find_objects(it, TYPE)}
        others = [it for it in self._shapes.nodes for prop in _OTHER_TARGETS if self._shapes.find_objects(it, prop)]
        return kinds <= _KINDS and not others and not self._shapes.find_subjects(TYPE, f"{SH}ConstraintComponent")

    def _find(self, shape: str) -> _Shape:
        """Find what *shape* asks, read once.

        :raises Unsure: when it asks what is not known here.
        """
        if shape not in self._read:
            self._read[shape] = _Shape(None, (_doubt,))  # stays where the shape holds itself, or is not known here
            paths = self._shapes.find_objects(shape, f"{SH}path")
            path = compile_path(self._shapes, next(iter(paths))) if len(paths) == 1 else None
            if paths and path is None:
                raise Unsure
            self._read[shape] = _Shape(path, tuple(self._list_constraints(shape)))
        return self._read[shape]

    def _list_constraints(self, shape: str) -> list[Constraint]:
        """List what *shape* asks."""
        properties = sorted(it for it in self._shapes.list_properties(shape) if it.startswith(SH))
        return [
            self._make_constraint(shape, prop, value)
            for prop in properties
            if prop not in _NO_DEMAND
            for value in sorted(self._shapes.find_objects(shape, prop), key=str)
        ]

    def _make_constraint(self, shape: str, prop: str, value: Term) -> Constraint:
        """Make what *shape* asks by *prop* with this *value*."""
        if prop in MAKERS:
            return MAKERS[prop](self._shapes, value)
        makers: dict[str, Callable[[str, Term], Constraint]] = {
            f"{SH}property": lambda _, part: self._ask_each(part),
            f"{SH}qualifiedValueShape": self._ask_some,
            f"{SH}and": lambda _, parts: self._ask_parts(parts, lambda met, all_of: met == all_of),
            f"{SH}or": lambda _, parts: self._ask_parts(parts, lambda met, _: met > 0),
            f"{SH}xone": lambda _, parts: self._ask_parts(parts, lambda met, _: met == 1),
            f"{SH}not": lambda _, part: self._ask_none(part),
            f"{SH}sparql": lambda _, query: self._ask_query(query),
        }
        if prop not in makers:
            raise Unsure
        return makers[prop](shape, value)

    def _ask_each(self, part: Term) -> Constraint:
        """Ask that each value conforms to the shape *part*."""
        shape = self._find(str(part))
        return lambda data, _, values: all(shape.is_met(data, it) for it in values)

    def _ask_none(self, part: Term) -> Constraint:
        """Ask that no value conforms to the shape *part*."""
        shape = self._find(str(part))
        return lambda data, _, values: not any(shape.is_met(data, it) for it in values)

    def _ask_parts(self, parts: Term, is_right: Callable[[int, int], bool]) -> Constraint:
        """Ask that each value conforms to the right number of the shapes in the list *parts*."""
        shapes = [self._find(str(it)) for it in self._shapes.list_items(parts)]
        return lambda data, _, values: all(
            is_right(sum(shape.is_met(data, it) for shape in shapes), len(shapes)) for it in values
        )

    def _ask_some(self, shape: str, part: Term) -> Constraint:
        """Ask that as many values as *shape* says conform to the shape *part*."""
        if len(self._shapes.find_objects(shape, f"{SH}qualifiedValueShape")) > 1:
            raise Unsure
        inner = self._find(str(part))
        bounds = [
            MAKERS[f"{SH}{plain}"](self._shapes, limit)
            for plain, name in (("minCount", "qualifiedMinCount"), ("maxCount", "qualifiedMaxCount"))
            for limit in self._shapes.find_objects(shape, f"{SH}{name}")
        ]

        def is_met(data: Lookup, node: Term, values: Collection[Term]) -> bool:
            conforming = [it for it in values if inner.is_met(data, it)]
            return all(bound(data, node, conforming) for bound in bounds)

        return is_met

    def _ask_query(self, query: Term) -> Constraint:
        """Ask that the SELECT of *query* finds nothing."""
        (text,) = self._shapes.find_objects(query, f"{SH}select")
        declared = [
            (prefix.value, namespace.value)
            for declaring in self._shapes.find_objects(query, f"{SH}prefixes")
            for one in self._shapes.find_objects(declaring, f"{SH}declare")
            for prefix in self._shapes.find_objects(one, f"{SH}prefix")
            for namespace in self._shapes.find_objects(one, f"{SH}namespace")
            if isinstance(prefix, Literal) and isinstance(namespace, Literal)
        ]
        prologue = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))
        if not isinstance(text, Literal) or "PATH" in text.value:
            raise Unsure
        asked = f"{prologue}{text.value}"
        return lambda data, node, _: not data.is_found(asked, node)


def _doubt(_data: Lookup, _node: Term, _values: Collection[Term]) -> bool:
    """Tell nothing."""
    raise Unsure
