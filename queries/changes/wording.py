"""What is said of things that came, went or changed, right in number and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.message import Message, Translator


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


def describe_gap_change(change: str, count: int, noun: str, filler: Message, translator: Translator) -> str:
    """Describe that *count* things called *noun* gained or lost, by *change*, what fills a gap: the *filler*."""
    if change == "gained":
        text = translator.ngettext("%(count)s %(noun)s got %(what)s", "%(count)s %(noun)s got %(what)s", count)
    else:
        text = translator.ngettext("%(count)s %(noun)s lost %(what)s", "%(count)s %(noun)s lost %(what)s", count)
    return text % {"count": count, "noun": noun, "what": filler.describe(translator)}


def describe_change(change: str, count: int, noun: str, translator: Translator) -> str:
    """Describe that *count* things called *noun* are new or gone, by *change*."""
    if change == "new":
        text = translator.ngettext("%(count)s %(noun)s is new", "%(count)s %(noun)s are new", count)
    else:
        text = translator.ngettext("%(count)s %(noun)s is gone", "%(count)s %(noun)s are gone", count)
    return text % {"count": count, "noun": noun}
