"""Asking: values become terms or are refused, and what is left out widens the answer."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.engine.request import Request
from graph.errors import BadParameter
from ontology.namespaces import ID, PREFIXES
from queries.answers.answer import Answer, ask, ask_rows
from queries.answers.binding import find_today
from queries.answers.choices import find_iri, list_choices
from queries.answers.remark import list_remarks
from queries.plans import Plans
from queries.questions.library import find_question, load_questions
from queries.words import to_phrase
from tests.data.meierij.queries.sampling import CHANGED, COUNTED, sample_choices

if TYPE_CHECKING:
    from graph.engine.store import Store
    from queries.questions.question import Parameter

MEIERIJSTAD = f"{PREFIXES['gemeente']}gm1948"
JEUGD = f"{ID}theme/meierij-2019-2022/jeugd"
#: The first day of the plan, on which laws and standards are shown where no day is chosen.
FIRST_DAY = "2019-01-01"
#: The one goal of the small plan that is measured is of the plan as a whole, so no theme has its indicator.
OF_NO_THEME = ("indicators", "theme")
EVERYTHING = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

# What an attacker writes, and what may stand before or behind it: a hundred and more together.
PAYLOADS = [
    "} UNION { ?s ?p ?o }",
    "> } DROP ALL #",
    '" . ?s ?p ?o . "',
    "' OR '1'='1",
    "?theme",
    "?_theme",
    "*",
    "<urn:x>",
    "theme:jeugd",
    "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
    "# when: theme",
    "\\u007D",
    "%00",
    "../../etc/passwd",
    "${jndi:ldap://127.0.0.1/}",
    "{{7*7}}",
    "%(parameter)s",
    "%s%n",
]
FRAMES = ["{}", "jeugd{}", "{}jeugd", "jeugd {}", f"{JEUGD}{{}}", f"<{JEUGD}>{{}}", "jeugd\n{}"]
INJECTIONS = [frame.replace("{}", payload) for frame, payload in itertools.product(FRAMES, PAYLOADS)]


def measures(store: Store, **values: str) -> Answer:
    """Ask for measures."""
    return ask(Plans(store), find_question("measures"), values)


def chosen(answer: Answer) -> dict[str, str]:
    """Give what was chosen in *answer*: all it was asked with but the day of today, which stands where none is."""
    assert answer.parameters["on"] == find_today()
    return {name: value for name, value in answer.parameters.items() if name != "on"}


def samples(store: Store, parameter: Parameter) -> list[str]:
    """Give values of *parameter*: every thing where there are few, some 25 and the examples where there are many."""
    given = {
        "date": [FIRST_DAY, *parameter.examples],
        "year": ["2019", "2020"],
        "choice": list(parameter.options),
    }
    if parameter.type in {*given, "text", "words", "number"}:
        return given.get(parameter.type, list(parameter.examples))
    return sample_choices(store, parameter, 25)


def count(store: Store) -> int:
    """Count everything that *store* holds."""
    return int(json.loads(store.ask(Request(EVERYTHING)).body)["results"]["bindings"][0]["n"]["value"])


def test_thing_is_given_by_id_or_iri(store: Store) -> None:
    """A theme is the same theme by its local id and by its IRI, and the answer says which."""
    by_id, by_iri = measures(store, theme="jeugd"), measures(store, theme=JEUGD)

    assert by_id.rows == by_iri.rows
    assert len(by_id.rows) == 14
    assert chosen(by_id) == chosen(by_iri) == {"theme": JEUGD}


def test_body_of_government_has_a_local_id_here(store: Store) -> None:
    """A thing whose IRI is TOOI's is given by the local id it has here, or by that IRI."""
    by_id, by_iri = measures(store, actor="meierijstad"), measures(store, actor=MEIERIJSTAD)

    assert chosen(by_id) == {"actor": MEIERIJSTAD}
    assert by_id.rows == by_iri.rows
    assert len(by_id.rows) > 0


def test_choice_is_given_by_id_or_iri(store: Store) -> None:
    """A concept of a scheme is given as a thing is."""
    assert measures(store, horizon="long").rows == measures(store, horizon=f"{ID}horizon/long").rows
    assert {row["horizon"] for row in measures(store, horizon="long").rows} == {"long"}


def test_theme_counts_its_sub_themes(store: Store) -> None:
    """A theme holds exactly the measures of the themes below it."""
    below = ["verwarde-personen", "jeugd", "mensenhandel", "radicalisering"]
    together = [row["measure"] for theme in below for row in measures(store, theme=theme).rows]
    above = [row["measure"] for row in measures(store, theme="zorg-en-veiligheid").rows]

    assert len(above) == 42
    assert sorted(map(str, above)) == sorted(map(str, together))


@pytest.mark.parametrize("name", load_questions())
@pytest.mark.turns(4)
def test_absent_parameter_widens(filled: Store, name: str) -> None:
    """What is asked with a parameter is part of what is asked without it; an empty value is none.

    Counts are left out, for a choice may change what is counted; and of a partner by yardstick the line, for it is that
    of the first place that is counted. What a column says of a choice is not there without it, nor are the sentences
    that an answer, by its own remark, has for whoever chooses a general word. Laws and standards always stand as on a
    day, so there no day means the plan's first; another day gives other rows. What else a choice may change is in
    `CHANGED` and `COUNTED`.
    """
    question = find_question(name)
    everything = ask(Plans(filled), question, {})
    left_out = {"measures", "mentions", "themes", "share", *(["line"] if name == "partners-by-yardstick" else [])}
    left_out |= CHANGED.get(name, set())
    said = [it for it in question.columns if it.type != "lines" and not it.when]
    years = sorted({str(row["year"]) for row in everything.rows if row.get("year")})
    assert len(everything.rows) > 0

    for parameter in question.parameters:
        given = [FIRST_DAY] if parameter.name == "on" and name in {"legislation", "standards"} else []
        keys = [it.name for it in said if it.name not in left_out | COUNTED.get(parameter.name, set())]
        wide = {tuple(row[key] for key in keys) for row in everything.rows}
        assert ask(Plans(filled), question, {parameter.name: ""}).rows == everything.rows
        answers = [
            ask(Plans(filled), question, {parameter.name: value})
            for value in given or (years if parameter.type == "year" else samples(filled, parameter))
        ]
        shown = (it for it in answers if not any(remark.kind == "partly" for remark in list_remarks(it)))
        narrow = [row for it in shown for row in it.rows]
        assert narrow or (name, parameter.name) == OF_NO_THEME
        assert {tuple(row[key] for key in keys) for row in narrow} <= wide


@pytest.mark.parametrize("name", load_questions())
@pytest.mark.turns(4)
def test_parameters_narrow_together(store: Store, name: str) -> None:
    """Every parameter can be given at once; the answer is no larger than with each alone."""
    question = find_question(name)
    values = {parameter.name: samples(store, parameter)[0] for parameter in question.parameters}
    each = [len(ask(Plans(store), question, {key: value}).rows) for key, value in values.items()]

    assert len(ask(Plans(store), question, values).rows) <= min([*each, len(ask(Plans(store), question, {}).rows)])


@pytest.mark.parametrize("name", load_questions())
@pytest.mark.turns(4)
def test_query_to_show_answers_the_same(filled: Store, name: str) -> None:
    """The text that is shown, with its terms written in, gives what the bound query gives of the first plan.

    The names of the plan and of documents are said besides, and the places that it gathers are told as lines.
    """
    question = find_question(name)
    values = {parameter.name: samples(filled, parameter)[0] for parameter in question.parameters}
    assert len(ask(Plans(filled), question, {}).rows) > 0
    for given in ({}, values):
        answer = ask(Plans(filled), question, given)

        assert "?_" not in answer.sparql
        selected = [column.name for column in question.selected if column.type != "lines"]
        rows = ask_rows(filled, answer.sparql, {}, "nl")
        assert [{it: row[it] for it in selected} for row in rows] == [
            {it: row[it] for it in selected} for row in answer.rows
        ]


def test_labels_come_in_the_language_asked_for(store: Store) -> None:
    """The same rows come in Dutch and in English, and only the labels differ."""
    dutch, english = (ask(Plans(store), find_question("themes"), {}, language).rows for language in ("nl", "en"))

    assert [row["theme"] for row in dutch] == [row["theme"] for row in english]
    assert [row["theme_label"] for row in dutch] != [row["theme_label"] for row in english]


def test_unknown_parameter_is_refused(store: Store) -> None:
    """A parameter that a question has not is refused with those it has."""
    with pytest.raises(BadParameter, match="theme, actor, horizon") as caught:
        measures(store, colour="red")

    assert caught.value.values["parameter"] == "colour"


def test_unknown_value_is_refused_with_those_known(store: Store) -> None:
    """A value that names nothing is refused, never answered with nothing, and the known ones are shown."""
    with pytest.raises(BadParameter, match=r"'jeugt'.*jeugd, mensenhandel"):
        measures(store, theme="jeugt")


@pytest.mark.parametrize("value", [f"{ID}measure/meierij-2019-2022/jeugd-01", MEIERIJSTAD, "short", "politie"])
def test_thing_of_another_kind_is_refused(store: Store, value: str) -> None:
    """What exists, but is no theme, is no theme."""
    with pytest.raises(BadParameter):
        measures(store, theme=value)


@pytest.mark.parametrize("language", ["de", "", "NL", 'nl" || true'])
def test_unknown_language_is_refused(store: Store, language: str) -> None:
    """A language that there are no labels in is refused with those that there are."""
    with pytest.raises(BadParameter, match="nl, en"):
        ask(Plans(store), find_question("themes"), {}, language)


DAYS = [
    "2019-13-01",
    "2019-02-30",
    "2019-1-1",
    "20190101",
    "today",
    "2019-01-01T00:00:00",
    "\u0662\u0660\u0661\u0669-01-01",
    "0000-01-01",
    " 2019-01-01",
]
YEARS = ["19", "20190", "-2019", "2019.0", "1e3", "\u0662\u0660\u0661\u0669", "year", "2019 "]


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        *(("legislation", "on", day) for day in [*DAYS, *PAYLOADS]),
        *(("budget", "year", year) for year in [*YEARS, *PAYLOADS]),
    ],
)
def test_what_is_no_day_or_year_is_refused(store: Store, name: str, parameter: str, value: str) -> None:
    """A day or a year is written in one way; anything else is refused with that way, and nothing of it is run."""
    with pytest.raises(BadParameter, match="Write it") as caught:
        ask(Plans(store), find_question(name), {parameter: value})

    assert caught.value.values["parameter"] == parameter


def test_day_decides_which_law_applied(store: Store) -> None:
    """The plan's first day and a later day give different answers, and no day is the plan's first day."""

    def statuses(**values: str) -> dict[str, object]:
        found = ask(Plans(store), find_question("legislation"), values).rows
        return {str(row["law"]).rsplit("/", 1)[1]: row["status"] for row in found}

    first, later, before = statuses(), statuses(on="2026-11-23"), statuses(on="2018-04-01")

    assert statuses(on="2019-01-01") == first
    assert (first["bopz"], first["wvggz"]) == ("in_force", "adopted")
    assert (later["bopz"], later["wvggz"]) == ("repealed", "in_force")
    assert (before["cybersecuritywet"], before["wbp"], before["avg"]) == ("bill", "in_force", "in_force")
    assert (first["wbni"], later["wbni"], later["cyberbeveiligingswet"]) == ("in_force", "repealed", "in_force")
    assert "cyberbeveiligingswet" not in first
    assert "wbni" not in before


def test_year_gives_its_amounts_and_what_has_no_year(store: Store) -> None:
    """A year leaves out the other years; what was asked for the whole period is there with every year."""
    found = ask(Plans(store), find_question("budget"), {"year": "2020"}).rows

    assert {row["year"] for row in found} == {2020, None}
    assert [row["status"] for row in found if row["year"] is None] == ["requested"]
    assert sum(int(row["amount_eur"] or 0) for row in found if row["year"]) == 3_776_266


def test_required_parameter_is_asked_for(store: Store) -> None:
    """A question that cannot do without a parameter says so."""
    question = find_question("measures")
    required = tuple(replace(it, required=True, examples=("jeugd",)) for it in question.parameters)

    with pytest.raises(BadParameter, match="needs the parameter 'theme'; try jeugd"):
        ask(Plans(store), replace(question, parameters=required), {})


def test_default_is_taken_where_nothing_is_given(store: Store) -> None:
    """A parameter with a default is asked for by itself, and the answer says so."""
    question = find_question("measures")
    standard = tuple(replace(it, default="jeugd") if it.name == "theme" else it for it in question.parameters)
    answer = ask(Plans(store), replace(question, parameters=standard), {})

    assert chosen(answer) == {"theme": JEUGD}
    assert answer.rows == measures(store, theme="jeugd").rows


NUMBERS = ["", " ", "1,5", "1e3", "0x10", "--1", "+1", ".5", "1.", "1" * 16, "NaN", "\u0661", "1 000", "1.2.3"]


@pytest.mark.parametrize("value", [*NUMBERS[2:], *PAYLOADS])
def test_what_is_no_number_is_refused(store: Store, value: str) -> None:
    """A number is written in one way; anything else is refused with that way."""
    with pytest.raises(BadParameter, match="Write it in digits"):
        ask(Plans(store), find_question("budget"), {"minimum": value})


HIDDEN = [
    "a\nb",
    "a\x00b",
    "\u2028",
    "\u200f",
    "a" * 201,
    "a" * 10_000,
    "\ud800",
]


@pytest.mark.parametrize("value", HIDDEN)
def test_text_with_what_is_not_seen_is_refused(store: Store, value: str) -> None:
    """A text is one line that reads as it is; a sign that hides, turns or breaks it is refused."""
    with pytest.raises(BadParameter, match="one line of at most 200 characters"):
        measures(store, words=value)


@pytest.mark.parametrize("value", ["\u202ejeugd", "jeu\u200bgd", "jeu\u00adgd", "\u2066jeugd\u2069"])
def test_signs_that_come_along_with_words_are_left_out(store: Store, value: str) -> None:
    """What a document hides between its letters is not looked for: the words find what they find without it."""
    found = measures(store, words=value).rows

    assert len(found) > 0
    assert found == measures(store, words="jeugd").rows


def test_text_is_bound(small_store: Store) -> None:
    """Whatever signs stand between words, only the words are looked for, and the data is as it was."""
    everything, before = measures(small_store).rows, count(small_store)
    assert len(INJECTIONS) >= 100

    for text in INJECTIONS:
        if "\n" not in text:
            found = measures(small_store, words=text).rows
            words = to_phrase(text)
            assert found == (measures(small_store, words=words).rows if words else [])
            assert len(found) < len(everything)
    assert count(small_store) == before


@pytest.mark.parametrize("value", ["nobody", "NONE", "none ", *PAYLOADS])
def test_choice_is_one_of_those_in_the_header(store: Store, value: str) -> None:
    """A choice that the header does not name is refused with those that it does."""
    with pytest.raises(BadParameter, match="Known: none, named"):
        measures(store, owner=value)


def test_injection_is_refused(store: Store) -> None:
    """No text becomes part of a query: each is refused by name, and the data is as it was."""
    before = count(store), measures(store, theme="jeugd").rows
    parameters = ["theme", "actor", "horizon"]
    assert len(INJECTIONS) >= 100

    for text in INJECTIONS:
        for parameter in parameters:
            with pytest.raises(BadParameter) as caught:
                measures(store, **{parameter: text})
            assert caught.value.values["parameter"] == parameter
            assert "Known: " in str(caught.value)

    assert (count(store), measures(store, theme="jeugd").rows) == before


def test_injected_name_of_parameter_is_refused(store: Store) -> None:
    """Nor can the name of a parameter become part of a query."""
    assert len(INJECTIONS) >= 100

    for text in INJECTIONS:
        with pytest.raises(BadParameter, match="It takes: theme, actor, horizon, "):
            measures(store, **{text: "jeugd"})


def test_bound_text_stays_text(store: Store) -> None:
    """A text that is bound, whatever it holds, comes back as that text in one row, and selects nothing more."""
    assert len(INJECTIONS) >= 100

    for text in INJECTIONS:
        found = ask_rows(store, "SELECT ?_text {}", {"_text": {"type": "literal", "value": text}}, "nl")
        reply = store.ask(Request("SELECT ?_text {}", {"_text": {"type": "literal", "value": text}}))

        assert found == [{}]
        assert json.loads(reply.body)["results"]["bindings"] == [{"_text": {"type": "literal", "value": text}}]


@pytest.mark.parametrize("name", load_questions())
def test_every_choice_has_one_id_and_two_labels(store: Store, name: str) -> None:
    """Among the values of a parameter each local id is one thing's, with a label in each language."""
    for parameter in find_question(name).parameters:
        choices = list_choices(store, parameter)

        assert (len(choices) > 0) == (parameter.type in ("thing", "concept"))
        assert len({choice.id for choice in choices}) == len(choices)
        assert [choice.iri for choice in choices if set(choice.label) != {"nl", "en"}] == []
        assert list_choices(store, parameter) == choices


def test_thing_is_found_by_id(store: Store) -> None:
    """A page finds its thing by local id, or nothing."""
    assert find_iri(store, "Actor", "meierijstad") == MEIERIJSTAD
    assert find_iri(store, "Actor", MEIERIJSTAD) == MEIERIJSTAD
    assert find_iri(store, "Measure", "meierijstad") is None
    assert find_iri(store, "Actor", "nobody") is None
