"""Remarks on an answer: what the question leaves out of what was chosen, and where the plan does speak of it.

That a plan mentions none is said only where the question could have known. So whoever chose what it leaves out, a
municipality that takes part under a joint name, or words that could not be looked for, is told that instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.message import Message
from graph.terms import make_iri, make_literal, to_json
from queries.answers.answer import ask_rows
from queries.answers.lines import LINE_SIGN, PAGE_SIGN, Place
from queries.answers.value import NO_WORD
from queries.questions import LANGUAGES, load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.message import Translator
    from graph.terms import TermJson
    from queries.answers.answer import Answer
    from queries.answers.row import Row
    from queries.plans import Plan
    from queries.questions import LeftOut, Parameter

#: What is said of each kind of remark.
WORDS = {
    "left_out": Message("This question leaves out '%(label)s'. %(reason)s"),
    "partly": Message("Of '%(label)s' this question shows a part. %(reason)s"),
    "joint": Message(
        "'%(label)s' publishes the plan together with others. What they do together stands under '%(joint)s', and "
        "'%(label)s' takes part in it through the joint plan. That is derived: no sentence says it of this "
        "municipality alone."
    ),
    "elsewhere": Message("The plan does speak of '%(label)s', in other places than this question looks at."),
    "unnamed": Message("The plan does not name '%(label)s' anywhere."),
    "titles_only": Message(
        "The plan '%(label)s' has no key words here, so only titles were searched: its sentences may have these words."
    ),
    "in_other_sentences": Message("These words are in other sentences of the plan."),
    "no_word": Message("What was typed has no word, so nothing was looked for."),
}
#: The remarks with which it cannot be said that the plan mentions none.
INSTEAD = frozenset({"left_out", "partly", "joint", "titles_only", "no_word"})
NO_ROWS = Message("No rows.")
NO_PLAN = Message("No rows: there is no plan here.")
NONE_MENTIONED = Message("No rows: the plan mentions none for this choice.")
NONE_IN_PLANS = Message("No rows: these plans mention none for this choice.")
NONE_IN_DATA = Message("No rows: the data mention none for this choice.")
#: As many places as are named.
MOST_PLACES = 12


@dataclass(frozen=True)
class Remark:
    """A remark on what was chosen for the parameter called so: its `kind`, what it says, and where to look further.

    `thing` is the IRI of what was chosen, `places` are where the plan speaks of it, `joint` is the IRI of the
    publishers together, and `see` names a question that has what this one leaves out. `plan` is what the plan is
    called, where several were asked.
    """

    kind: str
    parameter: str
    words: Message
    thing: str = ""
    reason: Mapping[str, str] | None = None
    places: tuple[Place, ...] = ()
    joint: str = ""
    see: str = ""
    plan: str = ""

    def describe(self, translator: Translator) -> str:
        """Describe the remark, without its places, in the language of *translator*."""
        values = {**self.words.values, **({"reason": self.reason[translator.language]} if self.reason else {})}
        return f"{self.plan}{': ' if self.plan else ''}{self.words.fill(**values).describe(translator)}"

    def describe_places(self, translator: Translator) -> str:
        """Describe where the plan speaks of it, in the language of *translator*; empty where that is not known."""
        shown = self.places[:MOST_PLACES]
        lines = [str(it) for it in shown if not it.is_page]
        pages = [str(it) for it in shown if it.is_page]
        parts = [
            translator.ngettext("line %(numbers)s", "lines %(numbers)s", len(lines)) % {"numbers": ", ".join(lines)}
            if lines
            else "",
            translator.ngettext("page %(numbers)s", "pages %(numbers)s", len(pages)) % {"numbers": ", ".join(pages)}
            if pages
            else "",
        ]
        named = "; ".join(filter(None, parts)) + (", …" if len(self.places) > MOST_PLACES else "")
        return translator.gettext("See %(places)s.") % {"places": named} if self.places else ""

    def describe_whole(self, translator: Translator) -> str:
        """Describe the remark and its places, in the language of *translator*."""
        return " ".join(filter(None, (self.describe(translator), self.describe_places(translator))))

    def to_json(self, translator: Translator) -> dict[str, object]:
        """Describe the remark as plain values, in the language of *translator*."""
        plain: dict[str, object] = {"kind": self.kind, "parameter": self.parameter}
        plain["text"] = self.describe_whole(translator)
        links = {"thing": self.thing, "joint": self.joint, "see": self.see}
        places = [{"document": it.document, "page" if it.is_page else "line": it.first} for it in self.places]
        return {**plain, **{name: it for name, it in links.items() if it}, "places": places}


def list_remarks(answer: Answer) -> list[Remark]:
    """List the remarks on *answer*: of each plan that it was asked of, on each thing, concept or words chosen."""
    several = len(answer.plans) > 1
    found = [
        replace(remark, plan=plan.find_label(answer.language) if several else "")
        for plan, terms in answer.bound
        if plan
        for parameter in answer.question.parameters
        if parameter.name in terms
        for remark in _iter_remarks(answer, plan, parameter, terms[parameter.name])
    ]
    return [it for place, it in enumerate(found) if it not in found[:place]]


def has_keywords(plan: Plan) -> bool:
    """Say whether the words of the sentences of *plan* are known, so that what it says can be searched by them."""
    return bool(ask_rows(plan.engine, load_panel("has-keywords"), {}, LANGUAGES[0]))


def describe_empty(answer: Answer, translator: Translator) -> str:
    """Describe, in the language of *translator*, what it means that *answer* has no rows, with every remark on it."""
    remarks = list_remarks(answer)
    texts = (it.describe_whole(translator) for it in remarks)
    return " ".join([_deny(answer, remarks).describe(translator), *texts])


def describe_denial(answer: Answer, translator: Translator) -> str:
    """Describe, in the language of *translator*, that *answer* has no rows, without the remarks on it.

    That none is mentioned is said only where this question could have known it.
    """
    return _deny(answer, list_remarks(answer)).describe(translator)


def _deny(answer: Answer, remarks: Iterable[Remark]) -> Message:
    """Choose what is said where *answer* has no rows, by the *remarks* on it."""
    return NO_ROWS if any(it.kind in INSTEAD for it in remarks) else _choose_denial(answer)


def _choose_denial(answer: Answer) -> Message:
    """Choose what is said where *answer* has no rows, and the question could have known."""
    if not answer.question.by_plan:
        return NONE_IN_DATA
    if not answer.plans:
        return NO_PLAN
    return NONE_MENTIONED if len(answer.plans) == 1 else NONE_IN_PLANS


def _iter_remarks(answer: Answer, plan: Plan, parameter: Parameter, term: TermJson) -> Iterator[Remark]:
    """Yield the remarks on *term*, which *plan* was asked with for *parameter*."""
    if parameter.type == "words":
        yield from _iter_word_remarks(answer, plan, parameter, term["value"])
    elif parameter.type in ("thing", "concept"):
        yield from _iter_thing_remarks(answer, plan, parameter, term["value"])


def _iter_word_remarks(answer: Answer, plan: Plan, parameter: Parameter, patterns: str) -> Iterator[Remark]:
    """Yield why the words that became *patterns* could not be looked for in *plan*, or where else its sentences are."""
    if patterns == NO_WORD:
        yield Remark("no_word", parameter.name, WORDS["no_word"])
    elif not has_keywords(plan):
        label = plan.find_label(answer.language)
        yield Remark("titles_only", parameter.name, WORDS["titles_only"].fill(label=label))
    elif not _has_rows(answer, plan):
        bound = {"_words": to_json(make_literal(patterns))}
        if places := _list_places("word-places", plan, bound, answer.language):
            yield Remark("in_other_sentences", parameter.name, WORDS["in_other_sentences"], places=places)


def _has_rows(answer: Answer, plan: Plan) -> bool:
    """Say whether *answer* has a row of *plan*."""
    return any(row.get("plan") == plan.iri for row in answer.rows)


def _iter_thing_remarks(answer: Answer, plan: Plan, parameter: Parameter, iri: str) -> Iterator[Remark]:
    """Yield what the question leaves out of the thing *iri*, chosen for *parameter*, and where *plan* speaks of it."""
    is_actor = parameter.type == "thing" and "Actor" in parameter.of.split()
    listed = [it for it in answer.question.left_out if it.parameter == parameter.name]
    if not (listed or is_actor):
        return
    bound = {"_thing": to_json(make_iri(iri))}
    rows = ask_rows(plan.engine, load_panel("chosen"), bound, answer.language)
    if not rows:
        return
    label = rows[0].text("label")
    places = _list_places("chosen-places", plan, bound, answer.language) if is_actor else ()
    if left := _find_left_out(listed, iri, rows):
        kind = "partly" if left.partly else "left_out"
        yield Remark(kind, parameter.name, WORDS[kind].fill(label=label), iri, left.reason, places, see=left.see)
    elif is_actor and (row := next((it for it in rows if it["joint"]), None)):
        words = WORDS["joint"].fill(label=label, joint=row.text("joint_label"))
        yield Remark("joint", parameter.name, words, iri, joint=row.text("joint"))
    elif is_actor and not _has_rows(answer, plan):
        kind = "elsewhere" if places else "unnamed"
        yield Remark(kind, parameter.name, WORDS[kind].fill(label=label), iri, places=places)


def _find_left_out(listed: Sequence[LeftOut], iri: str, rows: Sequence[Row]) -> LeftOut | None:
    """Find in what is *listed* as left out the thing *iri*, by its classes in *rows* or as a concept."""
    names = {*(row.text("class") for row in rows), iri.rpartition("/")[2]}
    return next((it for it in listed if it.of in names), None)


def _list_places(panel: str, plan: Plan, bound: Mapping[str, TermJson], language: str) -> tuple[Place, ...]:
    """List the places that the *panel* called so finds in *plan* with what is *bound*."""
    rows = ask_rows(plan.engine, load_panel(panel), bound, language)
    return tuple(_make_place(row) for row in rows)


def _make_place(row: Row) -> Place:
    """Make the place of *row*: its line, or its page where the document has pages."""
    line, page = row.optional_integer("line"), row.optional_integer("page") or 0
    number = page if line is None else line
    return Place(row.text("document"), PAGE_SIGN if line is None else LINE_SIGN, number, number)
