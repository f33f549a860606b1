"""Whether a query chooses its own dataset, as the engine's parser has it and no reader of ours.

The engine takes the union of all graphs as default graph where it is told to, and then passes over any FROM in the
query without a word (tried with pyoxigraph 0.5.13; FROM NAMED it does follow). So somebody must know beforehand whether
there is a FROM, and whoever reads a text for it can be misled: by strings, comments, IRIs, names, words without a space
between them. It is asked of the parser instead, which evaluates the query afterwards and cannot disagree with itself:

1. Without the four letters, in any case, no query has a dataset clause (SPARQL 1.1, section 19.8, production 13).
2. Else the same query is parsed with another letter in the place of each `o` in them, a word that is nowhere in it. In
   a string, a comment, an IRI or a name that is another name, the same wherever it stands, and the query parses as it
   did. Where they are the keyword, no other word can stand, so that it parses no longer.

The first takes half a microsecond, the second 12 µs and, for a long query of ours, up to 0.7 ms, once for each text. To
keep the union as a default graph of its own, so that FROM does what it says, takes twice the memory and makes joins up
to twice as slow (docs/decisions/0015).

>>> has_dataset_clause("SELECT * FROM <urn:g> { ?s ?p ?o }"), has_dataset_clause("ASK { ?from ?p 'FROM <urn:g>' }")
(True, False)
"""

from __future__ import annotations

import re
from string import ascii_lowercase

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple, Variable

from graph.engine.screening.screen import QueryBounds, screen
from graph.errors import QueryRefused

#: The word. After `UNDE` it is the end of UNDEF with the start of a name: `VALUES ?x { UNDEFROMe:x }`.
_WORD = re.compile(r"(?<!UNDE)(FR)(O)(M)", re.IGNORECASE)
#: A variable that no query has after the letter is changed: to set it is refused once the query is parsed, so that
#: nothing of the query is evaluated.
_NOWHERE: dict[Variable, NamedNode | BlankNode | Literal | Triple] = {Variable("from"): Literal("")}


def has_dataset_clause(text: str, base: str | None = None, *, is_screened: bool = False) -> bool:
    """Say whether *text*, a query whose relative IRIs are relative to *base*, has a FROM or FROM NAMED of its own.

    Of a text that is no SPARQL it says either; the engine refuses it anyhow. What the parser is given is screened, so
    that it cannot end this process, unless that was done already.

    :raises QueryRefused: when it has every word that could be tried; nobody writes that by accident.
    :raises QueryError: when it is past the usual bounds, or asks for what is never done.
    """
    if not _WORD.search(text):
        return False
    if not is_screened:
        screen(text, QueryBounds(), base)
    try:
        Store().query(_replace_word(text), base_iri=base, substitutions=_NOWHERE)
    except SyntaxError:
        return True
    except (OSError, ValueError, RuntimeError):  # it parses, and then the variable is refused
        return False
    return False


def _replace_word(text: str) -> str:
    """Replace the `o` of the word in *text* by a letter that makes it a word that *text* does not have."""
    lowered = text.lower()
    letter = next((it for it in ascii_lowercase if it != "o" and f"fr{it}m" not in lowered), None)
    if letter is None:
        raise QueryRefused("The engine refuses this query: %(reason)s", reason="it has FRAM, FRBM and so on to FRZM")
    return _WORD.sub(lambda match: f"{match[1]}{letter if match[2] == 'o' else letter.upper()}{match[3]}", text)
