"""Whether a name is that of a person, or of what is called after one: a school, a foundation, a street, a prize.

A title stands in the name of a person (`dr. J. Naam`), or a first name, a surname and an office do (`Jan Naam,
wijkagent`). A name is not that of a person where it begins with a word for what it is (`Stichting Dr. Naam`), or ends
in one (`Dr. Naamschool te Boxtel`). Who works there is a person (`dr. J. Naam van de school`), and so is who has a
surname like a street (`dr. P. Overweg`). What cannot be told is taken for a person: whoever writes it is told what to
write before it.
"""

from __future__ import annotations

import re
from typing import Final

from graph.folding import to_plain_text

#: The function of a query that says so of a text.
NAMES_PERSON: Final = "urn:x-samendoen:names-person"
#: As many characters as a name has that is looked at closely: a longer one with a title in it is none of a school.
_LONGEST: Final = 200
_LETTER, _CAPITAL, _SMALL = r"[^\W\d_]", "(?-i:[A-ZÀ-ÖØ-Þ])", "(?-i:[a-zß-öø-ÿ])"
_TITLE = rf"(?:(?:dhr|mevr|mw|mrs|ms|drs|dr|ds|ing|ir|mr|prof)\.\s|(?:de\sheer|mevrouw)\s{_CAPITAL})"
_ARTICLE = r"(?:(?:de|het|the)\s)?"
_FIRST_NAMES = """Jan Johan Hans Piet Pieter Peter Kees Cees Henk Hendrik Willem Wim Gerard Gert Theo Ton Toon Frans
    Harrie Jos Joost Paul Mark Martin Erik Rob Robert Ruud Bart Tom Tim Thomas Mohamed Mohammed Ahmed Ali Anna Anne
    Anita Annemarie Maria Marieke Marloes Marianne Ria Els Ellen Esther Eva Ingrid Irene Inge Johanna Karin Linda Lisa
    Monique Petra Sandra Sophie Wilma Yvonne Fatima John Mary David Sarah"""
#: What the word for an office ends in.
_OFFICES = """agent burgemeester wethouder adviseur officier coördinator voorzitter directeur leider secretaris raadslid
    griffier werker chef manager ambtenaar docent leraar arts rechercheur inspecteur bestuurder boa mayor alderman
    officer adviser advisor coordinator chair director leader worker teacher doctor inspector"""
#: What is called after somebody, and what its word may end in.
_CALLED = """stichting vereniging genootschap fonds instituut bureau bedrijf firma coöperatie maatschap school college
    lyceum gymnasium atheneum academie universiteit kinderopvang ziekenhuis gasthuis kliniek praktijk apotheek hospice
    tehuis zorghuis buurthuis wijkhuis dorpshuis centrum museum bibliotheek sporthal sportpark zwembad club prijs trofee
    beurs lezing leerstoel foundation trust society institute academy university hospital clinic library centre center
    company prize award medal street avenue square"""
#: What schools are called for short.
_SHORT = "o?bs rkbs cbs pcbs sbo roc"
#: What stands behind the name of a company alone.
_BEHIND = r"""b\.?v\.? n\.?v\.? v\.?o\.?f\.? ltd\.? inc\.? holding groep group advies advocaten notarissen accountants
    architecten ingenieurs makelaars zonen partners"""
_STREETS = "straat laan plein kade singel dreef gracht weg park"
#: What a surname begins with that ends like a street.
_LIKE_STREETS = "over land hoge lange hoog nieuw oud kerk dijk berg veld molen"


def _any(words: str) -> str:
    """Write a regular expression for any of *words*."""
    return f"(?:{'|'.join(words.split())})"


_TITLED = re.compile(rf"(?:^|[\s(]){_TITLE}", re.IGNORECASE)
_WITH_OFFICE = re.compile(
    rf"{_any(_FIRST_NAMES)}\s(?:{_CAPITAL}\.\s?)*(?:{_any('van de den der het te ten ter in op el al')}\s)*"
    rf"{_CAPITAL}(?:{_LETTER}|['-])+,\s(?:{_LETTER}|-)*(?i:{_any(_OFFICES)})"
)
_BEGINS = re.compile(
    rf"{_ARTICLE}(?:(?:{_LETTER}|-)*{_any(f'{_CALLED} {_STREETS}')}|{_any(_SHORT)})(?:\s{_SMALL}+)*\s(?!\s)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"{_ARTICLE}{_TITLE}[^,;:/]*"
    rf"(?:{_LETTER}{{2,}}[\s'&-]*{_any(f'{_CALLED} {_BEHIND}')}|{_LETTER}{{4,}}{_any(_STREETS)})"
    r"(?:\s(?:te|in|at)\s[^,;:]+|\s\([^()]*\))?",
    re.IGNORECASE,
)
#: A person behind the name of something else, as in `Basisschool De Linde, mw. Naam`.
_BEHIND_ANOTHER = re.compile(rf"[,;:/(].*{_TITLE}|\s{_CAPITAL}\S*\s{_TITLE}", re.IGNORECASE)
_WORKS_THERE = re.compile(
    rf"{_CAPITAL}{_SMALL}+\s{_any('van bij voor namens uit of from at for')}\s(?:{_any('de het the')}\s)?{_CAPITAL}"
    rf"|\s{_any(_LIKE_STREETS)}{_any(_STREETS)}(?:\s|$)",
    re.IGNORECASE,
)


def names_person(name: str) -> bool:
    """Say whether *name* is that of a person, and not of what is called after one.

    >>> names_person("dr. J. Naam"), names_person("Dr. Naamschool"), names_person("Stichting Dr. Naam")
    (True, False, False)
    """
    text = to_plain_text(name)
    if not _TITLED.search(text):
        return bool(_WITH_OFFICE.match(text))
    return len(text) > _LONGEST or not _is_called_after(text)


def _is_called_after(text: str) -> bool:
    """Say whether *text*, in which a title stands, is the name of what is called after somebody."""
    if _BEGINS.match(text) and not _BEHIND_ANOTHER.search(text):
        return True
    return bool(_ENDS.fullmatch(text)) and not _WORKS_THERE.search(text)
