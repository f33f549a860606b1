"""One sheet about a partner, a theme or a measure: what is asked, what was agreed, what is open, where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.message import Message
from graph.terms import make_day, make_iri, to_json
from queries.answers import Lines, ask, ask_rows
from queries.dossiers import compile_dossier
from queries.exports import Handout, HandoutLine, HandoutPart
from queries.handouts.setting import Setter, join_lines, list_labels
from queries.questions import load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.message import Translator
    from graph.terms import TermJson
    from queries.answers import Answer, Row
    from queries.plans import Plan, Plans
    from queries.questions import Library

ASKED, AGREED = Message("What the plan asks of you"), Message("What was agreed later")
AGREEMENTS, SHARING = Message("Agreements"), Message("Which data you supply to whom")
MONEY, LAW, WITH = Message("Money"), Message("What the law asks"), Message("With whom you work")
ANSWERS, OPEN = Message("For what you answer"), Message("What is open")
JOINT, WHERE = Message("Through the joint plan"), Message("Where the plan says so")
WANTS, MEASURES, WHO = Message("What the plan wants"), Message("Measures"), Message("Who works on it")
LAWS, DATA, DECISIONS = Message("Laws and standards"), Message("Data sharing"), Message("Still to be decided")
INVOLVED, LACKS, STANDING = Message("Who is involved"), Message("What is missing"), Message("Theme and owner")
#: What lies around a measure, by what the panel calls it.
AROUND = {"law": LAWS, "agreement": AGREEMENTS, "data": DATA, "money": MONEY, "decision": DECISIONS}
PLACES = Message("%(document)s, lines %(lines)s.")


@dataclass(frozen=True)
class Subject:
    """What a handout is about: its IRI, what it is called, its kind, and the address that gives the handout again."""

    iri: str
    title: str
    kind: Message
    address: str = ""


@dataclass(frozen=True)
class _Asked:
    """A part that is the answer to a question: each row a `thing` with what stands in `others`, the first `most`."""

    question: str
    heading: Message
    thing: str
    others: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class HandoutMaker:
    """What makes handouts of what `plan` says, as of the day `on`, in the language of `translator`.

    `foot` says on each where it comes from.
    """

    plans: Plans
    plan: Plan
    library: Library
    translator: Translator
    on: str
    foot: str

    @property
    def _setter(self) -> Setter:
        """What sets the parts."""
        return Setter(self.plan, self.translator)

    def make_partner(self, about: Subject) -> Handout:
        """Make the handout *about* an actor."""
        dossier = compile_dossier(self.plan, about.iri, self.translator.language, self.on)
        setter, find = self._setter, dossier.find
        places = find("places")
        parts = [
            *setter.set_section(find("work"), ASKED, 12),
            *setter.set_section(find("through"), JOINT, 2),
            *setter.set_section(find("responsibilities"), ANSWERS, 4),
            *setter.set_section(find("agreed"), AGREED, 4),
            *setter.set_section(find("agreements"), AGREEMENTS, 3),
            *setter.set_section(find("sharing"), SHARING, 4),
            *setter.set_section(find("money"), MONEY, 3),
            *setter.set_section(find("law"), LAW, 4),
            *setter.set_paragraph("cooperation", WITH, list_labels(find("cooperation"), setter)),
            *setter.set_section(find("open"), OPEN, 8),
            *self._set_places(entry.lines for entry in (places.entries if places else ())),
        ]
        lead = ", ".join(setter.say(it.text) for it in dossier.figures)
        return self._make(about, lead, parts)

    def make_theme(self, about: Subject) -> Handout:
        """Make the handout *about* a theme."""
        setter, iri = self._setter, about.iri
        theme = {"theme": iri}
        measures, partners = self._ask("measures", theme), self._ask("partner-coverage", theme)
        names = [_count_measures(row) for row in partners.rows if row["theme"] == iri]
        parts = [
            *self._set_question(_Asked("goals-and-effects", WANTS, "node", ("kind",), 4), theme),
            *setter.set_rows(measures, MEASURES, "measure", ("step", "owner_label"), 12),
            *setter.set_paragraph("partners", WHO, names),
            *self._set_question(_Asked("legal-references", LAWS, "law", ("subject_label",), 4), theme),
            *self._set_question(_Asked("agreements", AGREEMENTS, "agreement", ("parties",), 3), theme),
            *self._set_question(_Asked("data-sharing", DATA, "sharing", ("sources", "recipients"), 3), theme),
            *self._set_question(_Asked("open-decisions", DECISIONS, "decision", ("decided_by",), 5), theme),
            *self._set_places(row.get("lines") for row in measures.rows),
        ]
        return self._make(about, "", parts)

    def make_measure(self, about: Subject) -> Handout:
        """Make the handout *about* a measure."""
        setter, iri = self._setter, about.iri
        bound = {"_thing": to_json(make_iri(iri))}
        own = _keep(self._ask("measures", {"on": self.on}), "measure", iri)
        around = self._ask_panel("around-measure", bound)
        gaps = self._ask_panel("measure-gaps", {**bound, "_on": to_json(make_day(self.on))})
        lacks = [HandoutLine(setter.name("gap", row["kind"]), setter.name("reading", row["reading"])) for row in gaps]
        parts = [
            *setter.set_rows(own, STANDING, "theme", ("step", "owner_label", "horizon"), 4),
            *self._set_question(_Asked("actors-of-measures", INVOLVED, "actor", ("role",), 10), {"measure": iri}),
            *setter.set_lines("lacks", LACKS, lacks, 8),
            *(part for what, heading in AROUND.items() for part in self._set_around(around, what, heading)),
            *self._set_places(row.get("lines") for row in own.rows),
        ]
        return self._make(about, "", parts)

    def _set_around(self, around: Iterable[Row], what: str, heading: Message) -> list[HandoutPart]:
        """Set those of the rows *around* a measure that tell *what*, under *heading*."""
        rows = [row for row in around if row["what"] == what]
        place = self._setter.place
        lines = [HandoutLine(it.text("other_label"), "", "", place(it.get("lines")), it.text("other")) for it in rows]
        return self._setter.set_lines(what, heading, lines, 4)

    def _set_question(self, asked: _Asked, values: dict[str, str]) -> list[HandoutPart]:
        """Set the first rows of the answer to what is *asked*, with *values*."""
        answer = self._ask(asked.question, values)
        return self._setter.set_rows(answer, asked.heading, asked.thing, asked.others, asked.most)

    def _ask(self, name: str, values: dict[str, str]) -> Answer:
        """Ask the question called *name* with *values* of the plan."""
        return ask(self.plans, self.library.find(name), values, self.translator.language, (self.plan,))

    def _ask_panel(self, name: str, bound: dict[str, TermJson]) -> list[Row]:
        """Ask the panel called *name* of the plan, with what is *bound*."""
        find = self.plan.find_document_label
        return ask_rows(self.plan.engine, load_panel(name), bound, self.translator.language, find)

    def _set_places(self, found: Iterable[object]) -> list[HandoutPart]:
        """Set where all of it stands: the lines that were *found*, each once."""
        numbers = join_lines(it for it in found if isinstance(it, Lines))
        if not numbers:
            return []
        document = next(iter(self.plan.documents), "")
        label = self.plan.find_document_label(document, self.translator.language) if document else ""
        text = PLACES.fill(document=label, lines=numbers).describe(self.translator)
        return [HandoutPart("places", WHERE.describe(self.translator), paragraph=text)]

    def _make(self, about: Subject, lead: str, parts: list[HandoutPart]) -> Handout:
        """Make the handout *about* something, with its *lead* and *parts*."""
        kind = about.kind.describe(self.translator)
        return Handout(
            self.translator.language, about.title, kind, about.iri, lead, tuple(parts), self.foot, about.address
        )


def _count_measures(partner: Row) -> str:
    """Name the *partner*, with in how many measures it takes part."""
    name, count = partner.text("actor_label"), partner["measures"]
    return f"{name} ({count})" if count else name


def _keep(answer: Answer, column: str, iri: str) -> Answer:
    """Keep the rows of *answer* that have *iri* in *column*."""
    return replace(answer, rows=[row for row in answer.rows if row[column] == iri])
