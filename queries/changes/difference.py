"""What changed between two versions, in the words of one language: what came and went, and what happened to things."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.folding import to_sort_key
from queries.changes.rows import to_group
from queries.changes.wording import ChangeGroup, describe_group
from queries.questions import find_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.message import Translator
    from queries.changes.change import Change
    from queries.changes.kept import KeptDifference

Key = tuple[str, ...]


@dataclass(frozen=True)
class ClassCount:
    """How many things of a class came and went in the plan with the key `plan`, or in none."""

    cls: str
    label: str
    new: int
    gone: int
    plan: str = ""


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
    """What changed, in one language; `plans` has the label of each plan in either version, by key.

    `counts` says how many things of each class came and went, and `bookkeeping` what no reader of a plan would notice.
    """

    counts: list[ClassCount]
    sentences: list[ChangeSentence]
    plans: Mapping[str, str] = field(default_factory=dict)
    bookkeeping: list[ChangeSentence] = field(default_factory=list)

    def select(self, plan: str) -> Difference:
        """Select what changed in the plan with the key *plan*; where that is empty, what is of none."""
        counts = [it for it in self.counts if it.plan == plan]
        sentences, rest = ([it for it in its if it.plan == plan] for its in (self.sentences, self.bookkeeping))
        return Difference(counts, sentences, self.plans, rest)

    def to_json(self) -> dict[str, object]:
        """Describe the difference as plain values; a cooperation has the IRIs of its partners and subject."""
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


def describe_difference(kept: KeptDifference, translator: Translator) -> Difference:
    """Describe all that *kept* holds, in the language of *translator*."""
    found: dict[ChangeGroup, list[Change]] = defaultdict(list)
    for change in kept.iter_all():
        found[to_group(change)].append(change)
    sentences = [_describe_changes(kept, changes, translator) for changes in found.values()]
    rest = [
        ChangeSentence(describe_group(it, kept.words, translator), it.cls, it.way, it.about or it.kind, (), it.plan)
        for it in kept.list_bookkeeping()
    ]
    plans = {key: find_text(names, translator.language, key) for key, names in sorted(kept.plans.items())}
    return Difference(count_things(kept, translator), sentences, plans, rest)


def count_things(kept: KeptDifference, translator: Translator) -> list[ClassCount]:
    """Count what came and went by class and plan in *kept*, in the order of their labels."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for group in (*kept.list_groups(), *kept.list_bookkeeping()):
        if group.kind == "thing":
            counts[group.plan, group.cls, group.way] += group.count
    found = [
        ClassCount(cls, _label(kept, cls, translator), counts[plan, cls, "new"], counts[plan, cls, "gone"], plan)
        for plan, cls in {key[:2] for key in counts}
    ]
    return sorted(found, key=lambda count: (to_sort_key(count.label), count.cls, count.plan))


def describe_groups(groups: Iterable[ChangeGroup], kept: KeptDifference, translator: Translator) -> list[str]:
    """Describe each of *groups*, which are of *kept*, in a sentence of the language of *translator*."""
    return [describe_group(it, kept.words, translator) for it in groups]


def _describe_changes(kept: KeptDifference, changes: list[Change], translator: Translator) -> ChangeSentence:
    """Describe *changes*, which are all alike, in a sentence with the names of the things."""
    one = changes[0]
    group = to_group(one, len(changes))
    named = sorted((find_text(it.label, translator.language, it.iris[0]), it.iris) for it in changes)
    text, about = describe_group(group, kept.words, translator), one.about or one.kind
    return ChangeSentence(text, one.cls, one.way, about, tuple(named), one.plan)


def _label(kept: KeptDifference, cls: str, translator: Translator) -> str:
    """Find what the class *cls* is called in the language of *translator*."""
    return find_text(kept.words.classes.get(cls, {}), translator.language, cls)
