"""What changed between two versions, in words: what came and went, and what policy makers would say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.message import Message
from queries.answers import ask, ask_rows
from queries.plans import Plans
from queries.questions import find_question, load_panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Row

#: What there is once a gap is closed, by the kind of the gap.
GAP_FILLERS = {
    "owner": Message("an owner"),
    "deadline": Message("a deadline"),
    "indicator": Message("an indicator"),
    "legal_basis": Message("a legal basis"),
    "money": Message("money"),
}

Key = tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """What the sentences about a difference need of one version.

    `classes` gives the label of each class, `things` the class of each thing; the others give the label of each gap (by
    kind and node), of each partner, and of each cooperation (by the two partners and the subject).
    """

    classes: Mapping[str, str]
    things: Mapping[str, str]
    gaps: Mapping[Key, str]
    partners: Mapping[Key, str]
    cooperations: Mapping[Key, str]


@dataclass(frozen=True)
class ClassCount:
    """How many things of a class came and went."""

    cls: str
    label: str
    new: int
    gone: int

    def describe(self, translator: Translator, /) -> str:
        """Describe the count in the language of *translator*, such as 'Maatregel: 3 erbij, 1 weg'."""
        counts = [
            (translator.gettext("%(count)s new"), self.new),
            (translator.gettext("%(count)s gone"), self.gone),
        ]
        parts = ", ".join(text % {"count": count} for text, count in counts if count)
        return f"{self.label[:1].upper()}{self.label[1:]}: {parts}"


@dataclass(frozen=True)
class ChangeSentence:
    """What happened to things of one class, such as '3 maatregelen kregen een eigenaar', with their labels and keys."""

    text: str
    cls: str
    change: str
    about: str
    things: tuple[tuple[str, Key], ...]


@dataclass(frozen=True)
class Difference:
    """What changed, in one language."""

    counts: list[ClassCount]
    sentences: list[ChangeSentence]

    def to_json(self) -> dict[str, object]:
        """Describe the difference as plain values; a cooperation has the IRIs of its partners and subject."""
        return {
            "counts": [{"class": it.cls, "label": it.label, "new": it.new, "gone": it.gone} for it in self.counts],
            "sentences": [
                {
                    "text": it.text,
                    "class": it.cls,
                    "change": it.change,
                    "about": it.about,
                    "things": [{"label": label, "iris": list(iris)} for label, iris in it.things],
                }
                for it in self.sentences
            ],
        }


def take_snapshot(engine: Engine, language: str) -> Snapshot:
    """Ask *engine*, which holds one version, for a `Snapshot` of it, with labels in *language*."""
    terms = ask_rows(engine, load_panel("model-terms"), {}, language)
    things = ask_rows(engine, load_panel("stated-things"), {}, language)
    plans = Plans(engine)
    pair, label = ("actor_a", "actor_b", "subject"), "{actor_a_label}, {actor_b_label}: {subject_label}"
    return Snapshot(
        classes={_to_local_id(row.text("term")): row.text("term_label") for row in terms if row["kind"] == "class"},
        things={row.text("thing"): _to_local_id(row.text("class")) for row in things},
        gaps=_label_rows(_answer_question(plans, "gaps", language), ("kind", "node"), "{node_label}"),
        partners=_label_rows(_answer_question(plans, "partners", language), ("actor",), "{actor_label}"),
        cooperations=_label_rows(_answer_question(plans, "cooperation", language), pair, label),
    )


def compare_snapshots(old: Snapshot, new: Snapshot, translator: Translator) -> Difference:
    """Describe what changed from *old* to *new*, in the language of *translator*, which is that of their labels."""
    sentences = [
        *_iter_gap_changes(old, new, translator),
        *_iter_new_and_gone("Partner", old.partners, new.partners, translator),
        *_iter_new_and_gone("Cooperation", old.cooperations, new.cooperations, translator),
    ]
    return Difference(_count_changes(old, new), sentences)


def _count_changes(old: Snapshot, new: Snapshot) -> list[ClassCount]:
    """Count how many things of each class came and went, sorted by label."""
    come = Counter(cls for thing, cls in new.things.items() if thing not in old.things)
    gone = Counter(cls for thing, cls in old.things.items() if thing not in new.things)
    labels = {**old.classes, **new.classes}
    found = [ClassCount(cls, labels.get(cls, cls), come[cls], gone[cls]) for cls in come.keys() | gone.keys()]
    return sorted(found, key=lambda count: (count.label, count.cls))


def _iter_gap_changes(old: Snapshot, new: Snapshot, translator: Translator) -> Iterable[ChangeSentence]:
    """Yield what things in both versions gained and lost: a gap was closed, or is there since."""
    both = old.things.keys() & new.things.keys()
    for kind, filler in GAP_FILLERS.items():
        for change, before, after in (("gained", old.gaps, new.gaps), ("lost", new.gaps, old.gaps)):
            found: dict[str, list[tuple[str, Key]]] = defaultdict(list)
            for (gap, node), label in before.items():
                if gap == kind and node in both and (gap, node) not in after:
                    found[new.things[node]].append((label, (node,)))
            for cls, things in sorted(found.items()):
                noun = name_things(cls, len(things), translator) or new.classes.get(cls, cls)
                text = _describe_gap_change(change, len(things), noun, filler, translator)
                yield ChangeSentence(text, cls, change, kind, tuple(sorted(things)))


def _iter_new_and_gone(
    cls: str, old: Mapping[Key, str], new: Mapping[Key, str], translator: Translator
) -> Iterable[ChangeSentence]:
    """Yield what of class *cls* is in *new* only, and what is in *old* only."""
    for change, here, there in (("new", new, old), ("gone", old, new)):
        things = sorted((label, key) for key, label in here.items() if key not in there)
        if things:
            text = _describe_change(change, len(things), name_things(cls, len(things), translator), translator)
            yield ChangeSentence(text, cls, change, cls.lower(), tuple(things))


def name_things(cls: str, count: int, translator: Translator) -> str:
    """Name *count* things of the class *cls*; one that is not here has no name, and is called by its label."""
    nouns = {
        "Measure": translator.ngettext("measure", "measures", count),
        "Goal": translator.ngettext("goal", "goals", count),
        "Duty": translator.ngettext("duty", "duties", count),
        "Power": translator.ngettext("power", "powers", count),
        "DataSharing": translator.ngettext("data sharing", "data sharings", count),
        "Partner": translator.ngettext("partner", "partners", count),
        "Cooperation": translator.ngettext("cooperation of two partners", "cooperations of two partners", count),
    }
    return nouns.get(cls, "")


def _describe_gap_change(change: str, count: int, noun: str, filler: Message, translator: Translator) -> str:
    """Describe that *count* things called *noun* gained or lost, by *change*, what fills a gap: the *filler*."""
    if change == "gained":
        text = translator.ngettext("%(count)s %(noun)s got %(what)s", "%(count)s %(noun)s got %(what)s", count)
    else:
        text = translator.ngettext("%(count)s %(noun)s lost %(what)s", "%(count)s %(noun)s lost %(what)s", count)
    return text % {"count": count, "noun": noun, "what": filler.describe(translator)}


def _describe_change(change: str, count: int, noun: str, translator: Translator) -> str:
    """Describe that *count* things called *noun* are new or gone, by *change*."""
    if change == "new":
        text = translator.ngettext("%(count)s %(noun)s is new", "%(count)s %(noun)s are new", count)
    else:
        text = translator.ngettext("%(count)s %(noun)s is gone", "%(count)s %(noun)s are gone", count)
    return text % {"count": count, "noun": noun}


def _answer_question(plans: Plans, name: str, language: str) -> list[Row]:
    """Ask the question called *name* of all *plans* and return the rows of its answer."""
    return ask(plans, find_question(name), {}, language).rows


def _label_rows(found: Iterable[Row], key: Key, label: str) -> dict[Key, str]:
    """Format *label*, a template that names columns, for each of the rows *found*, by its *key*."""
    return {tuple(row.text(name) for name in key): label.format(**row) for row in found}


def _to_local_id(iri: str) -> str:
    """Return the local id of the term *iri*."""
    return iri.rsplit("#", 1)[-1]
