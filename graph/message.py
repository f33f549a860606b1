"""What is said to people, as a value: it has no language until somebody describes it in that of who reads.

A `Message` is a sentence in English with its values, a `CountMessage` one of which a number decides the form; whoever
shows it hands it a `Translator`, which has the sentence in other languages. `OwnWords` are what a file of ours says
itself in each language: a shape, or a rule of the house.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping


class Translator(Protocol):
    """The texts of one language, which are found by what they are in English (as in Python's `gettext`)."""

    @property
    def language(self) -> str:
        """The tag of the language (BCP 47), such as "nl"."""

    def gettext(self, message: str, /) -> str:
        """Translate *message*."""

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Translate *one* or *many*, as *number* requires."""

    def pgettext(self, context: str, message: str, /) -> str:
        """Translate *message* as it is said in *context*, where other languages have other words for it elsewhere."""


@runtime_checkable
class Describable(Protocol):
    """What can be described in words."""

    def describe(self, translator: Translator, /) -> str:
        """Describe this in the language of *translator*."""


class English:
    """The translator that leaves each text as it stands in the code."""

    language = "en"

    def gettext(self, message: str, /) -> str:
        """Return *message*.

        >>> English().gettext("two lines")
        'two lines'
        """
        return message

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return *one* if *number* is 1, else *many*.

        >>> English().ngettext("line", "lines", 2)
        'lines'
        """
        return one if number == 1 else many

    def pgettext(self, _context: str, message: str, /) -> str:
        """Return *message*.

        >>> English().pgettext("of a parameter", "all")
        'all'
        """
        return message


ENGLISH = English()


@dataclass(frozen=True)
class Message:
    """A sentence in English with its values: texts, numbers, or messages within this one."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def fill(self, **values: object) -> Message:
        """Return the message with *values* in the places that it names."""
        return Message(self.template, values)

    def describe(self, translator: Translator, /) -> str:
        """Fill the values in, in the language of *translator*.

        >>> Message("Line %(line)s is %(what)s.").fill(line=4, what=Message("empty")).describe(ENGLISH)
        'Line 4 is empty.'
        """
        template = translator.gettext(self.template)
        values = {name: describe_value(value, translator) for name, value in self.values.items()}
        return template % values if values else template

    def __str__(self) -> str:
        """Describe the message in English."""
        return self.describe(ENGLISH)


@dataclass(frozen=True)
class CountMessage:
    """A sentence in English for one and for more, with a `count` that says which it is, and that both may name."""

    one: str
    many: str
    count: int = 0

    def fill(self, count: int) -> CountMessage:
        """Return the sentence for this *count*."""
        return CountMessage(self.one, self.many, count)

    def describe(self, translator: Translator, /) -> str:
        """Fill the count in, in the language of *translator*.

        >>> CountMessage("%(count)s line", "%(count)s lines").fill(2).describe(ENGLISH)
        '2 lines'
        """
        return translator.ngettext(self.one, self.many, self.count) % {"count": self.count}

    def __str__(self) -> str:
        """Describe the sentence in English."""
        return self.describe(ENGLISH)


@dataclass(frozen=True)
class OwnWords:
    """What a file says itself, by language; in a language that it lacks, it is shown in the first that it has."""

    texts: Mapping[str, str] = field(hash=False)

    def describe(self, translator: Translator, /) -> str:
        """Return the text in the language of *translator*.

        >>> OwnWords({"nl": "een regel"}).describe(ENGLISH)
        'een regel'
        """
        return self.texts.get(translator.language) or next(iter(self.texts.values()), "")

    def __str__(self) -> str:
        """Return the text in English, where there is one."""
        return self.describe(ENGLISH)


Words = Message | OwnWords


def describe_value(value: object, translator: Translator) -> object:
    """Describe *value* in the language of *translator*, where it has words; any other stays as it is."""
    return value.describe(translator) if isinstance(value, Describable) else value


def words_to_json(words: Words) -> dict[str, object]:
    """Convert *words* to plain values: `texts` of a file's own words, else a `template` with `values`.

    >>> words_to_json(Message("Line %(line)s is open.").fill(line=4))
    {'template': 'Line %(line)s is open.', 'values': {'line': 4}}
    """
    if isinstance(words, OwnWords):
        return {"texts": dict(words.texts)}
    values = {name: words_to_json(v) if isinstance(v, Words) else v for name, v in words.values.items()}
    return {"template": words.template, "values": values}


def words_from_json(raw: object) -> Words:
    """Make the words that *raw* describes; the inverse of `words_to_json`.

    :raises ValueError: when it describes none.
    """
    match raw:
        case {"texts": dict(texts)} if all(isinstance(it, str) for pair in texts.items() for it in pair):
            return OwnWords(texts)
        case {"template": str(template), "values": dict(values)}:
            found = {name: words_from_json(it) if isinstance(it, dict) else it for name, it in values.items()}
            message = Message(template, found)
            _require_filled(message)
            return message
    raise ValueError(f"No words: {str(raw)[:80]}")


def _require_filled(message: Message) -> None:
    """Refuse a *message* whose template names a value that it lacks, with a ValueError."""
    try:
        str(message)
    except (KeyError, TypeError) as error:
        raise ValueError(f"No values for: {message.template[:80]}") from error
