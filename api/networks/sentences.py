"""What an adviser can say aloud of one partner in a network, or of two, each with what it does not say.

A sentence is true of what the plan says: it counts what was written down, and says so. Names are the subject of no
verb, for of a label one does not know whether it is singular.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.networks.voice import Sentence, Voice
    from visualisation import Breakup, Measurement, Missing, Path


def describe_breakup(voice: Voice, breakup: Breakup) -> Sentence:
    """Say who would be cut off from whom without the node of *breakup*."""
    _ = voice.translator.gettext
    unsaid = _(
        "It counts what the plan writes down. In fact they may know each other without %(name)s, and it does not say"
        " that anything really goes by way of %(name)s."
    )
    values = {"name": voice.name(breakup.node), **_count_cut(voice, breakup)}
    return voice.say(_describe_cut(voice, breakup) % values, unsaid % values)


def _describe_cut(voice: Voice, breakup: Breakup) -> str:
    """Choose the sentence for what *breakup* cuts off; all have the same places for values, or fewer."""
    _, parts = voice.translator.gettext, breakup.cut_off
    cut = sum(map(len, parts))
    if breakup.stays == 1:
        return _("Without %(name)s, the %(all)s partners that are connected by way of %(name)s are each on their own.")
    if cut == len(parts):
        return voice.translator.ngettext(
            "Without %(name)s, %(count)s partner is on its own: %(names)s.",
            "Without %(name)s, %(count)s partners are each on their own: %(names)s.",
            cut,
        )
    if len(parts) == 1:
        return _(
            "Without %(name)s, %(count)s partners are cut off from the rest, and connected only with each other:"
            " %(names)s."
        )
    return _("Without %(name)s, %(count)s partners are cut off from the rest, in %(parts)s parts: %(names)s.")


def _count_cut(voice: Voice, breakup: Breakup) -> dict[str, str]:
    """Count whom *breakup* cuts off, and name them: those who stay together between semicolons, where others do not."""
    cut = [name for part in breakup.cut_off for name in part]
    is_apart = 1 < len(breakup.cut_off) < len(cut)
    return {
        "all": voice.count(len(cut) + breakup.stays),
        "count": voice.count(len(cut)),
        "parts": voice.count(len(breakup.cut_off)),
        "names": "; ".join(map(voice.name_all, breakup.cut_off)) if is_apart else voice.name_all(cut),
    }


def describe_broker(voice: Voice, measurement: Measurement, node: str) -> Sentence:
    """Say how many of the shortest ways between two others lead along *node*, and whether there are others at all."""
    _, found = voice.translator.gettext, measurement.find(node)
    text = _describe_ways(voice, found.brokerage, found.pairs) % {
        "name": voice.name(node),
        "share": voice.share(found.brokerage),
        "pairs": voice.count(found.pairs),
    }
    if any(it.node == node for it in measurement.breakups):
        first = _("By way of %(name)s, partners are connected who otherwise are not.") % {"name": voice.name(node)}
        text = f"{first} {text}"
    unsaid = _(
        "It says nothing about influence or power, nor that anything really goes that way: a way is made of ties that"
        " the plan writes down. Where several ways are as short, each counts for its share."
    )
    return voice.say(text, unsaid)


def _describe_ways(voice: Voice, brokerage: float, pairs: int) -> str:
    """Choose the sentence for a *brokerage* over so many *pairs*."""
    _ = voice.translator.gettext
    if not pairs:
        return _("There are no two others that are connected, so no way can lead along %(name)s.")
    if not brokerage:
        return _("No shortest way between two others leads along %(name)s.")
    return voice.translator.ngettext(
        "Of the shortest ways between two others, %(share)s lead along %(name)s, counted over %(pairs)s pair.",
        "Of the shortest ways between two others, %(share)s lead along %(name)s, counted over %(pairs)s pairs.",
        pairs,
    )


def describe_reach(voice: Voice, measurement: Measurement, node: str) -> Sentence:
    """Say how many others *node* reaches in two steps at most, and how many of those directly."""
    _, found = voice.translator.gettext, measurement.find(node)
    text = _choose_reach(voice, found.reach, found.degree, len(measurement.nodes) - 1) % {
        "name": voice.name(node),
        "count": voice.count(found.reach),
        "others": voice.count(len(measurement.nodes) - 1),
        "direct": voice.count(found.degree),
        "more": voice.count(found.reach - found.degree),
    }
    unsaid = _(
        "A step is no more than that the plan has two appear together. It does not say that one would be helped there,"
        " or that they meet."
    )
    return voice.say(text, unsaid)


def _choose_reach(voice: Voice, reach: int, degree: int, others: int) -> str:
    """Choose the sentence for a *reach* among so many *others*, of whom as many as *degree* are reached directly."""
    _ = voice.translator.gettext
    if not reach:
        return _("Nobody appears together with %(name)s.")
    if degree == others:
        return _("Everyone else appears together with %(name)s.")
    if reach == degree:
        return voice.translator.ngettext(
            "From %(name)s, %(count)s of the %(others)s others is reached in two steps at most, and directly.",
            "From %(name)s, %(count)s of the %(others)s others are reached in two steps at most, all directly.",
            reach,
        )
    return _(
        "From %(name)s, %(count)s of the %(others)s others are reached in two steps at most: %(direct)s directly, and"
        " %(more)s by way of those."
    )


def describe_missing(voice: Voice, missing: Missing) -> Sentence:
    """Say that two are nowhere together though active on the same, and with whom both do appear."""
    _ = voice.translator.gettext
    pair = voice.name_all((missing.one, missing.other))
    text = _("%(pair)s are both active on %(themes)s, and appear together nowhere.") % {
        "pair": pair,
        "themes": voice.name_all(missing.themes),
    }
    if missing.common:
        more = _("Both do appear together with %(names)s.") % {"names": voice.name_all(missing.common)}
    else:
        more = _("There is nobody either with whom both appear together.")
    unsaid = _(
        "That the plan does not bring them together does not say that they do not work together, nor that they should."
    )
    return voice.say(f"{text} {more}", unsaid)


def describe_path(voice: Voice, one: str, other: str, path: Path | None) -> Sentence:
    """Say how one comes from *one* to the *other* in the fewest steps, along *path*."""
    text, unsaid = _choose_path(voice, path)
    values = {
        "one": voice.name(one),
        "other": voice.name(other),
        "count": voice.count(len(path.steps) if path else 0),
        "names": voice.name_in_order(path.between if path else ()),
    }
    return voice.say(text % values, unsaid)


def _choose_path(voice: Voice, path: Path | None) -> tuple[str, str]:
    """Choose the sentence for *path*, and what that does not say."""
    _ = voice.translator.gettext
    if path is None:
        return _("There is no way from %(one)s to %(other)s."), _(
            "There may be a way that the plan does not write down."
        )
    if len(path.steps) <= 1:
        unsaid = _("It does not say how often they work together, or how well.")
        direct = _("%(one)s and %(other)s appear together.")
        return (direct if path.steps else _("From %(one)s to %(other)s there is no step to take.")), unsaid
    return _("From %(one)s to %(other)s it takes %(count)s steps, by way of %(names)s."), _(
        "There may be other ways that are as short; this is the one that rests most on what the plan says outright. A"
        " way that the plan does not write down can be shorter."
    )


def describe_common(voice: Voice, one: str, other: str, common: Sequence[str]) -> Sentence:
    """Say with whom both *one* and the *other* appear together: those in *common*."""
    _ = voice.translator.gettext
    if common:
        text = _("%(pair)s both appear together with %(names)s.")
    else:
        text = _("There is nobody with whom both %(one)s and %(other)s appear together.")
    values = {
        "pair": voice.name_all((one, other)),
        "one": voice.name(one),
        "other": voice.name(other),
        "names": voice.name_all(common),
    }
    return voice.say(text % values, _("It does not say that all of them do anything together."))
