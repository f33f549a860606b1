"""What is said of changes, right in number and language; the command and the pages take their words from here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.message import Message
from queries.changes.fillers import GAP_FILLERS
from queries.changes.nouns import name_things
from queries.questions import find_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from graph.message import Translator

    #: What something is called, by language.
    Texts = Mapping[str, str]


@dataclass(frozen=True)
class ChangeGroup:
    """What happened in the same way to `count` things of one class, of the plan with the key `plan` or of none."""

    plan: str
    kind: str
    way: str
    cls: str
    about: str
    count: int

    @property
    def token(self) -> str:
        """What a URL calls the group, whatever plan it is of: such as `gap.gained.Measure.owner`."""
        return f"{self.kind}.{self.way}.{self.cls}.{self.about}".rstrip(".")


def merge_groups(groups: Iterable[ChangeGroup]) -> list[ChangeGroup]:
    """Merge those of *groups* that differ in their plan alone, in the order in which they come.

    >>> merge_groups(ChangeGroup(plan, "title", "changed", "Measure", "", 2) for plan in ("a-2031", "b-2031"))
    [ChangeGroup(plan='', kind='title', way='changed', cls='Measure', about='', count=4)]
    """
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for it in groups:
        counts[it.kind, it.way, it.cls, it.about] += it.count
    return [ChangeGroup("", *key, count) for key, count in counts.items()]


@dataclass(frozen=True)
class Vocabulary:
    """What the terms of the model are called: classes, properties and roles by their local id, each by language."""

    classes: Mapping[str, Texts] = field(default_factory=dict)
    properties: Mapping[str, Texts] = field(default_factory=dict)
    roles: Mapping[str, Texts] = field(default_factory=dict)


def describe_group(group: ChangeGroup, words: Vocabulary, translator: Translator) -> str:
    """Describe *group* in a sentence, such as '3 maatregelen kregen een eigenaar'."""
    label = find_text(words.classes.get(group.cls, {}), translator.language, group.cls)
    sort = "CooperationPair" if group.kind == "cooperation" else group.cls
    values: dict[str, object] = {"count": group.count, "noun": name_things(sort, group.count, translator, label)}
    values |= {"what": describe_about(group, words, translator)}
    return _choose_sentence(group, translator) % values


def describe_about(group: ChangeGroup, words: Vocabulary, translator: Translator) -> str:
    """Describe what *group* is about: a gap by what fills it, a role, or a property; empty where it is none."""
    if group.kind == "gap":
        return GAP_FILLERS[group.about].describe(translator) if group.about in GAP_FILLERS else group.about
    named = words.roles if group.kind == "role" else words.properties
    return find_text(named.get(group.about, {}), translator.language, group.about)


#: A sentence for each way in which things change, whose values are still to be filled in.
_SENTENCES: dict[tuple[str, str], Callable[[Translator, int], str]] = {
    ("gap", "gained"): lambda t, n: t.ngettext("%(count)s %(noun)s got %(what)s", "%(count)s %(noun)s got %(what)s", n),
    ("gap", "lost"): lambda t, n: t.ngettext("%(count)s %(noun)s lost %(what)s", "%(count)s %(noun)s lost %(what)s", n),
    ("", "new"): lambda t, n: t.ngettext("%(count)s %(noun)s is new", "%(count)s %(noun)s are new", n),
    ("", "gone"): lambda t, n: t.ngettext("%(count)s %(noun)s is gone", "%(count)s %(noun)s are gone", n),
    ("role", "gained"): lambda t, _: t.gettext("somebody joined %(count)s %(noun)s (%(what)s)"),
    ("role", "lost"): lambda t, _: t.gettext("somebody left %(count)s %(noun)s (%(what)s)"),
    ("role", "changed"): lambda t, _: t.gettext("somebody else is in %(count)s %(noun)s (%(what)s)"),
    ("deadline", "passed"): lambda t, n: t.ngettext("%(count)s deadline passed", "%(count)s deadlines passed", n),
    ("title", "changed"): lambda t, n: t.ngettext(
        "%(count)s %(noun)s has another title", "%(count)s %(noun)s have another title", n
    ),
    ("address", "changed"): lambda t, n: t.ngettext(
        "%(count)s %(noun)s stands at another address", "%(count)s %(noun)s stand at another address", n
    ),
    ("evidence", "changed"): lambda t, _: t.gettext("the evidence of %(count)s %(noun)s moved"),
    ("value", "gained"): lambda t, _: t.gettext("%(count)s %(noun)s, added: %(what)s"),
    ("value", "lost"): lambda t, _: t.gettext("%(count)s %(noun)s, gone: %(what)s"),
    ("value", "changed"): lambda t, _: t.gettext("%(count)s %(noun)s, changed: %(what)s"),
    ("translation", "changed"): lambda t, _: t.gettext("%(count)s %(noun)s, changed in English alone"),
}
#: What is said of one thing, whose name stands before it.
_PHRASES = {
    ("gap", "gained"): Message("got %(what)s"),
    ("gap", "lost"): Message("lost %(what)s"),
    ("", "new"): Message("is new"),
    ("", "gone"): Message("is gone"),
    ("role", "gained"): Message("somebody joined (%(what)s)"),
    ("role", "lost"): Message("somebody left (%(what)s)"),
    ("role", "changed"): Message("somebody else (%(what)s)"),
    ("deadline", "passed"): Message("the deadline passed"),
    ("title", "changed"): Message("has another title"),
    ("address", "changed"): Message("stands at another address"),
    ("evidence", "changed"): Message("the evidence moved"),
    ("value", "gained"): Message("added: %(what)s"),
    ("value", "lost"): Message("gone: %(what)s"),
    ("value", "changed"): Message("changed: %(what)s"),
}


def _choose_sentence(group: ChangeGroup, translator: Translator) -> str:
    """Choose the sentence for *group*, whose values are still to be filled in."""
    chosen = _SENTENCES.get((group.kind, group.way)) or _SENTENCES.get(("", group.way))
    if chosen is None or group.kind == "wording":
        return translator.gettext("%(count)s %(noun)s, written down otherwise: %(what)s")
    return chosen(translator, group.count)


def describe_change(group: ChangeGroup, words: Vocabulary, translator: Translator) -> str:
    """Describe what happened to the one thing of *group*, whose name stands before it: such as 'got an owner'."""
    usual = Message("written down otherwise: %(what)s")
    phrase = _PHRASES.get((group.kind, group.way)) or _PHRASES.get(("", group.way), usual)
    return phrase.fill(what=describe_about(group, words, translator)).describe(translator)
