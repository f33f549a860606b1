"""The form of a question: a field for each parameter, with the choices that the graph has, by group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from api.data import data
from api.language import current
from queries import thing
from queries.selection import to_sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from queries.question import Parameter, Question
    from queries.thing import Thing


@dataclass(frozen=True)
class Option:
    """What can be chosen: its value in the address, its text, and how deep it lies in its tree."""

    value: str
    text: str
    depth: int = 0


@dataclass(frozen=True)
class Field:
    """A field of a form: what can be chosen, by group, and what is chosen now; `kind` is that of its parameter."""

    name: str
    kind: str
    label: str
    groups: Mapping[str, list[Option]]
    chosen: str
    required: bool
    example: str


def fields(question: Question, example: Mapping[str, str] | None = None) -> list[Field]:
    """Give the fields of the form of *question*, filled as the address says, or else with the *example*."""
    language, tried = current(), example or {}
    return [
        Field(
            name=parameter.name,
            kind=parameter.type,
            label=parameter.label[language],
            groups=_groups(parameter, language),
            chosen=_chosen(request.args.get(parameter.name) or tried.get(parameter.name) or parameter.default),
            required=parameter.required,
            example=next(iter(parameter.examples), ""),
        )
        for parameter in question.parameters
    ]


def _groups(parameter: Parameter, language: str) -> Mapping[str, list[Option]]:
    """Give what *parameter* can be set to, by group; what has none stands under an empty name."""
    if parameter.type == "choice":
        return {"": [Option(value, label[language]) for value, label in parameter.options.items()]}
    found = thing.list_choices(data().engine, parameter)
    if any(it.broader for it in found):
        return {"": _tree(found, language)}
    groups: dict[str, list[Option]] = defaultdict(list)
    for it in sorted(found, key=lambda it: to_sort_key(_label(it, language))):
        group = it.group.get(language, "")
        groups[group[:1].upper() + group[1:]].append(Option(it.id, _label(it, language)))
    return dict(sorted(groups.items(), key=lambda group: to_sort_key(group[0])))


def _tree(found: list[Thing], language: str) -> list[Option]:
    """Give the things that were *found*, each followed by those that fall under it; one in a circle is not lost."""
    known = {it.iri for it in found}
    under: dict[str, list[Thing]] = defaultdict(list)
    for it in sorted(found, key=lambda it: to_sort_key(_label(it, language))):
        under[it.broader if it.broader in known else ""].append(it)
    options: dict[str, Option] = {}

    def add(it: Thing, depth: int) -> None:
        if it.iri not in options:
            options[it.iri] = Option(it.id, _label(it, language), depth)
            for below in under[it.iri]:
                add(below, depth + 1)

    for it in [*under[""], *found]:
        add(it, 0)
    return list(options.values())


def _label(it: Thing, language: str) -> str:
    """Give what *it* is called; its local id where it has no name in *language*."""
    return it.label.get(language, it.id)


def _chosen(value: str) -> str:
    """Give the local id of what is chosen, which the address may give as an IRI."""
    local = data().local(value)
    return local[1] if local else value
