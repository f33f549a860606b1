"""What changed between two versions, in words: what came and went, and what policy makers would say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from queries.answer import ask, rows
from queries.library import find, panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.engine.store import Engine
    from queries.answer import Row

#: How a thing of a class is called, and more than one; a class that is not here is called by its label.
NOUNS = {
    "nl": {
        "Measure": ("maatregel", "maatregelen"),
        "Goal": ("doel", "doelen"),
        "Duty": ("plicht", "plichten"),
        "Power": ("bevoegdheid", "bevoegdheden"),
        "DataSharing": ("gegevensdeling", "gegevensdelingen"),
        "Partner": ("partner", "partners"),
        "Cooperation": ("samenwerking van twee partners", "samenwerkingen van twee partners"),
    },
    "en": {
        "Measure": ("measure", "measures"),
        "Goal": ("goal", "goals"),
        "Duty": ("duty", "duties"),
        "Power": ("power", "powers"),
        "DataSharing": ("data sharing", "data sharings"),
        "Partner": ("partner", "partners"),
        "Cooperation": ("cooperation of two partners", "cooperations of two partners"),
    },
}
#: What there is once a gap is closed, by the kind of the gap.
FILLED = {
    "nl": {
        "owner": "een eigenaar",
        "deadline": "een einddatum",
        "indicator": "een indicator",
        "legal_basis": "een rechtsgrond",
        "money": "geld",
    },
    "en": {
        "owner": "an owner",
        "deadline": "a deadline",
        "indicator": "an indicator",
        "legal_basis": "a legal basis",
        "money": "money",
    },
}
#: What happened, to one and to more than one.
VERBS = {
    "nl": {
        "gained": ("kreeg", "kregen"),
        "lost": ("verloor", "verloren"),
        "new": ("is nieuw", "zijn nieuw"),
        "gone": ("is weg", "zijn weg"),
    },
    "en": {
        "gained": ("got", "got"),
        "lost": ("lost", "lost"),
        "new": ("is new", "are new"),
        "gone": ("is gone", "are gone"),
    },
}
COUNTED = {"nl": ("{0} erbij", "{0} weg"), "en": ("{0} new", "{0} gone")}

Key = tuple[str, ...]


@dataclass(frozen=True)
class Glance:
    """What the words need of one version.

    `classes` gives the label of each class, `things` the class of each thing; the others give the label of each gap (by
    kind and node), of each partner, and of each cooperation (by the two partners and the subject).
    """

    classes: Mapping[str, str]
    things: Mapping[str, str]
    gaps: Mapping[Key, str]
    partners: Mapping[Key, str]
    cooperations: Mapping[Key, str]


@dataclass(frozen=True)
class Count:
    """How many things of a class came and went."""

    cls: str
    label: str
    new: int
    gone: int

    def text(self, language: str) -> str:
        """Give the count as a line, such as 'Maatregel: 3 erbij, 1 weg'."""
        numbers = zip(COUNTED[language], (self.new, self.gone), strict=True)
        told = ", ".join(words.format(number) for words, number in numbers if number)
        return f"{self.label[:1].upper()}{self.label[1:]}: {told}"


@dataclass(frozen=True)
class Sentence:
    """What happened to things of one class, such as '3 maatregelen kregen een eigenaar', with their labels and keys."""

    text: str
    cls: str
    change: str
    about: str
    things: tuple[tuple[str, Key], ...]


@dataclass(frozen=True)
class Difference:
    """What changed, in one language."""

    counts: list[Count]
    sentences: list[Sentence]

    def to_json(self) -> dict[str, object]:
        """Give the difference as plain values; a cooperation has the IRIs of the two partners and of the subject."""
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


def glance(engine: Engine, language: str) -> Glance:
    """Ask *engine*, which holds one version, what the words need, with labels in *language*."""
    terms = rows(engine, panel("model-terms"), {}, language)
    things = rows(engine, panel("stated-things"), {}, language)
    pair, label = ("actor_a", "actor_b", "subject"), "{actor_a_label}, {actor_b_label}: {subject_label}"
    return Glance(
        classes={_id(row["term"]): str(row["term_label"]) for row in terms if row["kind"] == "class"},
        things={str(row["thing"]): _id(row["class"]) for row in things},
        gaps=_labelled(_asked(engine, "gaps", language), ("kind", "node"), "{node_label}"),
        partners=_labelled(_asked(engine, "partners", language), ("actor",), "{actor_label}"),
        cooperations=_labelled(_asked(engine, "cooperation", language), pair, label),
    )


def compare(old: Glance, new: Glance, language: str) -> Difference:
    """Give what changed from *old* to *new*, in *language*."""
    sentences = [
        *_gaps(old, new, language),
        *_news("Partner", old.partners, new.partners, language),
        *_news("Cooperation", old.cooperations, new.cooperations, language),
    ]
    return Difference(_counts(old, new), sentences)


def _counts(old: Glance, new: Glance) -> list[Count]:
    """Give how many things of each class came and went, by label."""
    come = Counter(cls for thing, cls in new.things.items() if thing not in old.things)
    gone = Counter(cls for thing, cls in old.things.items() if thing not in new.things)
    labels = {**old.classes, **new.classes}
    found = [Count(cls, labels.get(cls, cls), come[cls], gone[cls]) for cls in come.keys() | gone.keys()]
    return sorted(found, key=lambda count: (count.label, count.cls))


def _gaps(old: Glance, new: Glance, language: str) -> Iterable[Sentence]:
    """Give what things that are in both versions gained and lost: a gap was closed, or is there since."""
    both = old.things.keys() & new.things.keys()
    for kind, filled in FILLED[language].items():
        for change, before, after in (("gained", old.gaps, new.gaps), ("lost", new.gaps, old.gaps)):
            found: dict[str, list[tuple[str, Key]]] = defaultdict(list)
            for (gap, node), label in before.items():
                if gap == kind and node in both and (gap, node) not in after:
                    found[new.things[node]].append((label, (node,)))
            for cls, things in sorted(found.items()):
                noun = NOUNS[language].get(cls) or (new.classes.get(cls, cls),) * 2
                text = f"{_told(noun, change, len(things), language)} {filled}"
                yield Sentence(text, cls, change, kind, tuple(sorted(things)))


def _news(cls: str, old: Mapping[Key, str], new: Mapping[Key, str], language: str) -> Iterable[Sentence]:
    """Give what of class *cls* is in *new* only, and what is in *old* only."""
    for change, here, there in (("new", new, old), ("gone", old, new)):
        things = sorted((label, key) for key, label in here.items() if key not in there)
        if things:
            text = _told(NOUNS[language][cls], change, len(things), language)
            yield Sentence(text, cls, change, cls.lower(), tuple(things))


def _told(noun: tuple[str, str], change: str, count: int, language: str) -> str:
    """Say that *change* happened to *count* things called *noun*."""
    return f"{count} {noun[count != 1]} {VERBS[language][change][count != 1]}"


def _asked(engine: Engine, name: str, language: str) -> list[Row]:
    """Give the rows that answer the question called *name*."""
    return ask(engine, find(name), {}, language).rows


def _labelled(found: Iterable[Row], key: Key, label: str) -> dict[Key, str]:
    """Give the *label*, which names columns, of each of the rows *found* by its *key*."""
    return {tuple(str(row[name]) for name in key): label.format(**row) for row in found}


def _id(iri: object) -> str:
    """Give the local id of the term *iri*."""
    return str(iri).rsplit("#", 1)[-1]
