"""What an adviser can say aloud of a network as a whole, each sentence with what it does not say."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.networks.voice import Sentence, Voice
    from visualisation import Measurement, Measures

#: In a group each member of which has so many neighbours in it, there are at least three, and none hangs by a thread.
LEAST_CORE = 2


def describe_author(voice: Voice, measures: Measures) -> Sentence | None:
    """Say how many of the pairs are those of who published the plan; None where nobody in the network did."""
    pairs = measures.with_author.pairs
    own = pairs - measures.without_author.pairs
    if not measures.authors or not own:
        return None
    _ = voice.translator.gettext
    if pairs == 1:
        text = _("The only tie is one with who published the plan: %(names)s.")
    else:
        text = voice.translator.ngettext(
            "Of the %(pairs)s ties, %(own)s is with who published the plan: %(names)s.",
            "Of the %(pairs)s ties, %(own)s are with who published the plan: %(names)s.",
            own,
        )
    values = {"pairs": voice.count(pairs), "own": voice.count(own), "names": voice.name_all(measures.authors)}
    unsaid = _(
        "It does not say how much they do: a plan says 'we' of who published it, so that its publisher appears with"
        " nearly everyone."
    )
    return voice.say(text % values, unsaid)


def describe_parts(voice: Voice, measurement: Measurement) -> Sentence:
    """Say in how many parts the network is, how large the largest is, and how many are alone."""
    _ = voice.translator.gettext
    alone = sum(len(part) == 1 for part in measurement.parts)
    text = _choose_parts(voice, measurement) % {
        "parts": voice.count(len(measurement.parts)),
        "largest": voice.count(len(measurement.parts[0]) if measurement.parts else 0),
        "all": voice.count(len(measurement.nodes)),
    }
    if alone and measurement.pairs:
        more = voice.translator.ngettext(
            "%(count)s partner appears together with nobody.", "%(count)s partners appear together with nobody.", alone
        )
        text = f"{text} {more % {'count': voice.count(alone)}}"
    return voice.say(text, _("Parts that are apart in the plan can be connected by what it does not write down."))


def _choose_parts(voice: Voice, measurement: Measurement) -> str:
    """Choose the sentence for the parts of *measurement*."""
    _ = voice.translator.gettext
    if not measurement.nodes:
        return _("There is nobody in this network.")
    if not measurement.pairs:
        return voice.translator.ngettext(
            "There is one partner, who appears together with nobody.",
            "There are %(all)s partners, of whom no two appear together.",
            len(measurement.nodes),
        )
    if len(measurement.parts) == 1:
        return _("All %(all)s partners are connected, directly or by way of others.")
    return _("There are %(parts)s parts that touch nowhere; the largest has %(largest)s of the %(all)s partners.")


def describe_density(voice: Voice, measurement: Measurement) -> Sentence:
    """Say how many of the pairs that there could be appear together."""
    _ = voice.translator.gettext
    possible = comb(len(measurement.nodes), 2)
    if possible <= 1:
        return describe_parts(voice, measurement)
    text = voice.translator.ngettext(
        "Of the %(possible)s pairs that there could be, %(pairs)s appears together: %(share)s.",
        "Of the %(possible)s pairs that there could be, %(pairs)s appear together: %(share)s.",
        measurement.pairs,
    )
    values = {
        "possible": voice.count(possible),
        "pairs": voice.count(measurement.pairs),
        "share": voice.share(measurement.density),
    }
    return voice.say(
        text % values, _("It does not say that more would be better: not everyone has to work with everyone.")
    )


def describe_core(voice: Voice, measurement: Measurement) -> Sentence:
    """Say who are in the innermost core, and what holds them together."""
    _ = voice.translator.gettext
    unsaid = _("It does not say that they work well together, or that who is not among them matters less.")
    if measurement.core < LEAST_CORE:
        return voice.say(_("There is no group in which each appears together with at least two of the others."), unsaid)
    text = _(
        "Most closely knit are %(names)s: each of these %(count)s appears together with at least %(least)s of the"
        " others."
    )
    values = {
        "names": voice.name_all(measurement.innermost),
        "count": voice.count(len(measurement.innermost)),
        "least": voice.count(measurement.core),
    }
    return voice.say(text % values, unsaid)


def describe_communities(voice: Voice, measurement: Measurement) -> Sentence:
    """Say in how many groups the partners can be divided, and how many of the ties are within one of them."""
    _ = voice.translator.gettext
    groups = [group for group in measurement.communities if len(group) > 1]
    unsaid = _(
        "The groups were computed from who appears with whom: the plan does not name them, and another division may be"
        " nearly as good."
    )
    if not groups:
        return voice.say(_("No two partners appear together, so there are no groups."), unsaid)
    text = voice.translator.ngettext(
        "Whoever appears together with someone is in one group.",
        "By who appears with whom there are %(groups)s groups; of the %(pairs)s ties, %(within)s are within one.",
        len(groups),
    ) % {
        "groups": voice.count(len(groups)),
        "pairs": voice.count(measurement.pairs),
        "within": voice.count(measurement.pairs_within),
    }
    largest = _("The largest has %(count)s partners: %(names)s.")
    values = {"count": voice.count(len(groups[0])), "names": voice.name_all(groups[0])}
    return voice.say(f"{text} {largest % values}", unsaid)


def describe_absence(voice: Voice, theme: str, partners: int, missing: int) -> Sentence:
    """Say how many pairs of so many *partners* on *theme* appear together nowhere: as many as are *missing*."""
    _, pairs = voice.translator.gettext, comb(partners, 2)
    if not pairs:
        text = _("On %(theme)s there are no two partners.")
    elif not missing:
        text = _("Whoever is active on %(theme)s appears together with each of the others on it.")
    elif pairs == 1:
        text = _("The only two partners that are active on %(theme)s appear together nowhere.")
    else:
        text = voice.translator.ngettext(
            "Of the %(pairs)s pairs that are active on %(theme)s, %(missing)s appears together nowhere.",
            "Of the %(pairs)s pairs that are active on %(theme)s, %(missing)s appear together nowhere.",
            missing,
        )
    values = {"theme": voice.name(theme), "pairs": voice.count(pairs), "missing": voice.count(missing)}
    unsaid = _("Not together in the plan is not apart in fact; and not every two have something to do together.")
    return voice.say(text % values, unsaid)
