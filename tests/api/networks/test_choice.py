"""What a URL chooses of a network, and what it is refused for."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from api.networks.choice import CHOICE_NAMES, MOST_REPEATED, NetworkChoice, parse_choice
from api.requests.url import RequestUrl
from graph.errors import BadParameter
from queries.questions import Library


def parse(*pairs: tuple[str, str]) -> NetworkChoice:
    """Parse the choice of a URL with these parameters."""
    return parse_choice(RequestUrl("/network", ImmutableMultiDict(MultiDict(pairs))))


def test_nothing_is_chosen_without_parameters() -> None:
    """Without parameters everything is left open."""
    assert parse() == NetworkChoice()


def test_everything_is_read() -> None:
    """Parameters of the network are its own, and all others those of the question."""
    choice = parse(
        *(("view", "governance"), ("theme", "jeugd"), ("hide", "team"), ("hide", "office"), ("basis", "stated")),
        *(("weight", "3"), ("author", "without"), ("focus", " politie "), ("within", "2"), ("open", "team")),
        *(
            ("municipality", "Haaren"),
            ("show", "table"),
            ("layout", "list"),
            ("against.theme", ""),
            ("against.plan", "b"),
            ("only.role", "owner"),
        ),
    )

    assert choice == NetworkChoice(
        view="governance",
        values={"theme": "jeugd"},
        hidden=frozenset({"team", "office"}),
        basis="stated",
        least=3,
        author="without",
        focus="politie",
        steps=2,
        opened=frozenset({"team"}),
        show="table",
        layout="list",
        municipality="Haaren",
        against={"theme": "", "plan": "b"},
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("basis", "certain"),
        ("weight", "0"),
        ("weight", "-1"),
        ("weight", "many"),
        ("within", "4"),
        ("author", "no"),
        ("show", "film"),
        ("layout", "spiral"),
    ],
)
def test_value_that_is_none_of_the_known_is_refused(name: str, value: str) -> None:
    """What cannot be is refused, with the name of the parameter."""
    with pytest.raises(BadParameter) as refused:
        parse((name, value))

    assert refused.value.parameter == name


def test_what_may_be_repeated_has_a_bound_and_nothing_else_is_repeated() -> None:
    """A URL that hides a thousand kinds, or has two views, is refused."""
    for pairs in ([("hide", f"k{number}") for number in range(MOST_REPEATED + 1)], [("view", "a"), ("view", "b")]):
        with pytest.raises(BadParameter):
            parse(*pairs)


def test_no_question_that_is_seen_as_a_network_takes_a_name_of_ours() -> None:
    """A parameter of a view is not read as a choice of the network."""
    views = [question for question in Library().questions.values() if question.network]

    assert views
    for question in views:
        assert {it.name for it in question.parameters}.isdisjoint(CHOICE_NAMES), question.name
