"""What changed between two versions, in words: what came and went, and what policy makers would say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from graph.message import Message
from ontology.namespaces import find_plan_key
from queries.answers import ask, ask_rows
from queries.changes.wording import describe_change, describe_gap_change, name_things
from queries.plans import Plans
from queries.questions import find_question, load_panel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.engine import Engine
    from graph.message import Translator
    from queries.answers import Row

#: What there is once a gap is closed, by the kind of the gap.
GAP_FILLERS = {
    "owner": Message("an owner"),
    "deadline": Message("a deadline"),
    "indicator": Message("an indicator"),
    "baseline": Message("a baseline"),
    "target": Message("a target"),
    "reporting": Message("a time of reporting"),
    "monitor": Message("someone who monitors"),
    "legal_basis": Message("a legal basis"),
    "money": Message("money"),
}

Key = tuple[str, ...]


@dataclass(frozen=True)
class Snapshot:
    """What the sentences about a difference need of one version.

    `classes` gives the label of each class, `things` the class of each thing; the others give the label of each gap (by
    kind and node), of each partner (by itself and the plan that names it), of each cooperation (by the two partners,
    the subject and the plan), and of each plan (by its key).
    """

    classes: Mapping[str, str]
    things: Mapping[str, str]
    gaps: Mapping[Key, str]
    partners: Mapping[Key, str]
    cooperations: Mapping[Key, str]
    plans: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClassCount:
    """How many things of a class came and went in the plan with the key `plan`, or in none."""

    cls: str
    label: str
    new: int
    gone: int
    plan: str = ""

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
    """What happened to things of one class, such as '3 maatregelen kregen een eigenaar', with their labels and keys.

    They are of the plan with the key `plan`, or of none.
    """

    text: str
    cls: str
    change: str
    about: str
    things: tuple[tuple[str, Key], ...]
    plan: str = ""


@dataclass(frozen=True)
class Difference:
    """What changed, in one language; `plans` has the label of each plan in either version, by key."""

    counts: list[ClassCount]
    sentences: list[ChangeSentence]
    plans: Mapping[str, str] = field(default_factory=dict)

    def select(self, plan: str) -> Difference:
        """Select what changed in the plan with the key *plan*; where that is empty, what is of none."""
        counts = [it for it in self.counts if it.plan == plan]
        return Difference(counts, [it for it in self.sentences if it.plan == plan], self.plans)

    def to_json(self) -> dict[str, object]:
        """Describe the difference as plain values; a cooperation has the IRIs of its partners, subject and plan."""
        return {
            "plans": dict(self.plans),
            "counts": [
                {"class": it.cls, "label": it.label, "new": it.new, "gone": it.gone, "plan": it.plan or None}
                for it in self.counts
            ],
            "sentences": [
                {
                    "text": it.text,
                    "plan": it.plan or None,
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
    pair, label = ("actor_a", "actor_b", "subject", "plan"), "{actor_a_label}, {actor_b_label}: {subject_label}"
    return Snapshot(
        classes={_to_local_id(row.text("term")): row.text("term_label") for row in terms if row["kind"] == "class"},
        things={row.text("thing"): _to_local_id(row.text("class")) for row in things},
        gaps=_label_rows(_answer_question(plans, "gaps", language), ("kind", "node"), "{node_label}"),
        partners=_label_rows(_answer_question(plans, "partners", language), ("actor", "plan"), "{actor_label}"),
        cooperations=_label_rows(_answer_question(plans, "cooperation", language), pair, label),
        plans={plan.key: plan.find_label(language) for plan in plans},
    )


def compare_snapshots(old: Snapshot, new: Snapshot, translator: Translator) -> Difference:
    """Describe what changed from *old* to *new*, in the language of *translator*, which is that of their labels.

    Of a plan that came or went that alone is said, with what it holds counted.
    """
    kept = {"", *(old.plans.keys() & new.plans.keys())}
    sentences = [
        *_iter_plan_changes(old, new, translator),
        *_iter_gap_changes(old, new, translator),
        *_iter_new_and_gone("Partner", old.partners, new.partners, kept, translator),
        *_iter_new_and_gone("Cooperation", old.cooperations, new.cooperations, kept, translator),
    ]
    return Difference(_count_changes(old, new), sentences, {**old.plans, **new.plans})


def _iter_plan_changes(old: Snapshot, new: Snapshot, translator: Translator) -> Iterable[ChangeSentence]:
    """Yield a sentence for each plan that is in *new* only, and for each that is in *old* only."""
    texts = {"new": translator.gettext("This plan is new."), "gone": translator.gettext("This plan is gone.")}
    for change, here, there in (("new", new.plans, old.plans), ("gone", old.plans, new.plans)):
        for key, label in here.items():
            if key not in there:
                yield ChangeSentence(texts[change], "Plan", change, "plan", ((label, (key,)),), key)


def _find_plan(key: Key) -> str:
    """Find the key of the plan that owns one of the IRIs in *key*; empty where none is owned."""
    return next(filter(None, map(find_plan_key, key)), "")


def _count_changes(old: Snapshot, new: Snapshot) -> list[ClassCount]:
    """Count how many things of each class came and went in each plan, sorted by label."""
    come = Counter((find_plan_key(it), cls) for it, cls in new.things.items() if it not in old.things)
    gone = Counter((find_plan_key(it), cls) for it, cls in old.things.items() if it not in new.things)
    labels = {**old.classes, **new.classes}
    found = [
        ClassCount(cls, labels.get(cls, cls), come[plan, cls], gone[plan, cls], plan)
        for plan, cls in come.keys() | gone.keys()
    ]
    return sorted(found, key=lambda count: (to_sort_key(count.label), count.cls, count.plan))


def _iter_gap_changes(old: Snapshot, new: Snapshot, translator: Translator) -> Iterable[ChangeSentence]:
    """Yield what things in both versions gained and lost: a gap was closed, or is there since."""
    both = old.things.keys() & new.things.keys()
    for kind, filler in GAP_FILLERS.items():
        for change, before, after in (("gained", old.gaps, new.gaps), ("lost", new.gaps, old.gaps)):
            found: dict[tuple[str, str], list[tuple[str, Key]]] = defaultdict(list)
            for (gap, node), label in before.items():
                if gap == kind and node in both and (gap, node) not in after:
                    found[find_plan_key(node), new.things[node]].append((label, (node,)))
            for (plan, cls), things in sorted(found.items()):
                noun = name_things(cls, len(things), translator) or new.classes.get(cls, cls)
                text = describe_gap_change(change, len(things), noun, filler, translator)
                yield ChangeSentence(text, cls, change, kind, tuple(sorted(things)), plan)


def _iter_new_and_gone(
    cls: str, old: Mapping[Key, str], new: Mapping[Key, str], kept: Collection[str], translator: Translator
) -> Iterable[ChangeSentence]:
    """Yield what of class *cls* is in *new* only, and what is in *old* only, in the plans *kept* and in none."""
    for change, here, there in (("new", new, old), ("gone", old, new)):
        found: dict[str, list[tuple[str, Key]]] = defaultdict(list)
        for key, label in here.items():
            if key not in there:
                found[_find_plan(key)].append((label, key))
        for plan, things in sorted(found.items()):
            if plan in kept:
                text = describe_change(change, len(things), name_things(cls, len(things), translator), translator)
                yield ChangeSentence(text, cls, change, cls.lower(), tuple(sorted(things)), plan)


def _answer_question(plans: Plans, name: str, language: str) -> list[Row]:
    """Ask the question called *name* of all *plans* and return the rows of its answer."""
    return ask(plans, find_question(name), {}, language).rows


def _label_rows(found: Iterable[Row], key: Key, label: str) -> dict[Key, str]:
    """Format *label*, a template that names columns, for each of the rows *found*, by its *key*."""
    return {tuple(row.text(name) for name in key): label.format(**row) for row in found}


def _to_local_id(iri: str) -> str:
    """Return the local id of the term *iri*."""
    return iri.rsplit("#", 1)[-1]
