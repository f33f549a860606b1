"""When two measures of different plans are alike, by a rule that a reader can check with the two titles before her.

Under the same theme of the yardstick two measures are alike when they have the same title; or when their titles share
two significant words; or when these share one, and both name an instrument of the same name or a partner of the same
common kind. Nothing is learned or weighed: the same two measures are alike or not, whatever else the plans hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.message import Message
from queries.search import find_telling_stems, to_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from queries.comparison.comparison import Cell

#: As many words as titles share to be alike by these alone.
ENOUGH_WORDS = 2
#: How strong it is to be one measure: stronger than to have one title.
_ONE = 2
SAME_MEASURE = Message("it is one measure, of a plan of both")
SAME_TITLE = Message("they have the same title")
SHARED_WORDS = Message("their titles share: %(names)s")
SHARED_INSTRUMENTS = Message("both name the instrument: %(names)s")
SHARED_PARTNERS = Message("both name, of the same kind: %(names)s")
#: Words that stand in the titles of many measures and say little of what one is about.
_COMMON_WORDS = """
    aanpak aanpakken actief actieve afspraak afspraken bekijken beleid beter betere bij blijven breed brede doen
    doorgaan een elk elke extra gaan gebruik gebruiken gemeente gemeentelijk gemeentelijke gemeenten gericht
    gezamenlijk gezamenlijke goed goede houden inwoner inwoners inzet inzetten jaar jaarlijks kennis krijgen
    maatregel maatregelen maken meer nemen nieuw nieuwe ondersteunen onderzoek onderzoeken ontwikkelen opstellen
    opzetten organiseren partner partners plan regio regionaal regionale samen samenwerken samenwerking
    uitvoeren veilig veilige veiligheid verbeteren verder versterken via vergroten voeren vroeg werken zetten
    zorgen
"""
_COMMON_STEMS = frozenset(find_telling_stems(_COMMON_WORDS, "nl"))


@dataclass(frozen=True)
class Described:
    """A measure as it is held against others: its cell, its Dutch title, and what it names.

    `instruments` and `partners` give the names as people read them by what makes two of them the same.
    """

    cell: Cell
    title: str
    words: Mapping[str, str] = field(default_factory=dict)
    instruments: Mapping[str, str] = field(default_factory=dict)
    partners: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Likeness:
    """Why two measures are alike; the stronger, the higher its `strength`."""

    reasons: tuple[Message, ...]
    strength: tuple[int, int, int]


def find_significant_words(title: str) -> dict[str, str]:
    """Find the significant words of a Dutch *title*, each by what its forms share.

    >>> find_significant_words("Samen voorlichting geven over cybercrime op scholen")
    {'voorlicht': 'voorlichting', 'gef': 'geven', 'cybercrim': 'cybercrime', 'schol': 'scholen'}
    """
    return {stem: form for stem, form in find_telling_stems(title, "nl").items() if stem not in _COMMON_STEMS}


def find_likeness(left: Described, right: Described) -> Likeness | None:
    """Find why *left* and *right* are alike; None where they are not. Of a joint plan they can be one measure."""
    if left.cell.thing == right.cell.thing:
        return Likeness((SAME_MEASURE,), (_ONE, 0, 0))
    same = to_phrase(left.title) == to_phrase(right.title)
    words, instruments, partners = (
        sorted(getattr(left, name).keys() & getattr(right, name).keys())
        for name in ("words", "instruments", "partners")
    )
    if not (same or len(words) >= ENOUGH_WORDS or (words and (instruments or partners))):
        return None
    named = (
        SHARED_WORDS.fill(names=_pick(words, left.words, right.words)) if words else None,
        SHARED_INSTRUMENTS.fill(names=_pick(instruments, left.instruments, right.instruments)) if instruments else None,
        SHARED_PARTNERS.fill(names=_pick(partners, left.partners, right.partners)) if partners else None,
    )
    reasons = (SAME_TITLE if same else None, *named)
    return Likeness(tuple(filter(None, reasons)), (int(same), len(words), len(instruments) + len(partners)))


def pair_alike(left: Sequence[Described], right: Sequence[Described]) -> list[tuple[Described, Described, Likeness]]:
    """Pair those of *left* and *right* that are alike, each at most once, the strongest likeness first.

    Of equals the pair comes first whose titles do; so it is the same from either side.
    """
    found = [(a, b, why) for a in left for b in right if (why := find_likeness(a, b))]
    found.sort(key=lambda it: (tuple(-n for n in it[2].strength), sorted(map(_to_key, it[:2]))))
    taken: set[tuple[bool, str]] = set()
    pairs = []
    for a, b, why in found:
        ends = {(True, a.cell.thing), (False, b.cell.thing)}
        if taken.isdisjoint(ends):
            taken |= ends
            pairs.append((a, b, why))
    return pairs


def _to_key(measure: Described) -> tuple[str, str]:
    """Return by what *measure* is put in order."""
    return to_phrase(measure.title), measure.cell.thing


def _pick(keys: Sequence[str], left: Mapping[str, str], right: Mapping[str, str]) -> str:
    """Join the names that go with *keys*; of two forms the shorter one, and of equals the first by the alphabet."""
    return ", ".join(min((left[key], right[key]), key=lambda it: (len(it), it)) for key in keys)
