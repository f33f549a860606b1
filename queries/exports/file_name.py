"""What the file of an answer is called: the question, the plans, what was chosen, and the day that it is of."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from graph.folding import to_plain_text, to_sort_key
from ontology.namespaces import find_plan_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.message import Translator
    from queries.questions import Question

#: As many characters as a name has without its ending, and as a part of it has.
LONGEST, LONGEST_PART = 110, 40
#: As many plans as are named; more are counted.
MOST_NAMED = 2
#: What is no part of a word; a point stays between digits.
_BETWEEN_WORDS = re.compile(r"(?:[^\w.]|_|\.(?!\d)|(?<!\d)\.)+")
_NOT_IN_HEADER = re.compile(r"[^\w.-]+", re.ASCII)


def name_answer(
    question: Question, plans: Sequence[str], values: Mapping[str, str], created: str, translator: Translator
) -> str:
    """Name the file of an answer to *question*, of the *plans* with these keys, in the language of *translator*.

    *values* are those of its parameters, each an IRI or a text, and those that its rows were kept for, by column. The
    day is the one that was chosen, where the answer depends on one, and else that on which the version was *created*:
    the same answer has the same name. It has no ending.
    """
    days = [it.name for it in question.bound if it.type == "date" and values.get(it.name)]
    labels = {it.name: it.label[translator.language] for it in question.columns}
    labels |= {it.name: it.label[translator.language] for it in question.bound}
    chosen = {labels.get(name, name): value for name, value in values.items() if value and name not in days}
    title = question.title[translator.language]
    parts = [title, *_name_plans(plans, translator), *_iter_choices(chosen, plans)]
    return join_parts(parts, values[days[0]] if days else created)


def join_parts(parts: Iterable[str], day: str) -> str:
    """Join *parts*, as many as fit, and *day* into the name of a file without an ending."""
    slugs = [slug for slug in map(to_slug, parts) if slug]
    while len(slugs) > 1 and len("_".join([*slugs, day])) > LONGEST:
        slugs.pop()
    return "_".join(filter(None, [*slugs, day]))


def to_slug(text: str) -> str:
    """Convert *text* to words of small letters with hyphens between, as many as a part of a name has.

    >>> to_slug("Thema's, 1.1: coöperatie (proef)")
    'themas-1.1-coöperatie-proef'
    """
    words = _BETWEEN_WORDS.sub("-", to_plain_text(text).lower().replace("'", "")).strip("-")
    if len(words) <= LONGEST_PART:
        return words
    return words[: LONGEST_PART + 1].rpartition("-")[0] or words[:LONGEST_PART]


def to_ascii_name(name: str) -> str:
    """Convert the *name* of a file to one that any system and any header takes.

    >>> to_ascii_name("coöperatie_2026-12-01.xlsx")
    'cooperatie_2026-12-01.xlsx'
    """
    apart = unicodedata.normalize("NFKD", to_sort_key(name)).encode("ascii", "ignore").decode()
    return re.sub("_{2,}", "_", _NOT_IN_HEADER.sub("-", apart)).strip("-.") or "-"


def _name_plans(keys: Sequence[str], translator: Translator) -> Iterator[str]:
    """Yield the *keys* of plans as parts of a name; of many how many there are."""
    if len(keys) <= MOST_NAMED:
        yield from keys
    else:
        yield translator.gettext("%(count)s plans") % {"count": len(keys)}


def _iter_choices(values: Mapping[str, str], plans: Sequence[str]) -> Iterator[str]:
    """Yield each of *values* with what it is of; a thing by its local id, and its plan if not of *plans*."""
    for label, value in values.items():
        is_thing = "://" in value
        key = find_plan_key(value) if is_thing else ""
        owner = [key] if key and key not in plans else []
        yield " ".join([label, *owner, value.rpartition("/")[2] if is_thing else value])
