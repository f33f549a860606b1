"""Names of persons are told from those of what is called after one."""

from __future__ import annotations

import pytest

from graph.checks.persons import names_person

#: What is called after somebody: schools, foundations, streets, prizes, companies.
CALLED_AFTER = [
    "Prof. dr. Leo Proefschool",
    "PROF. DR. LEO PROEFSCHOOL",
    "Prof. Leo Proof school",
    "Prof.\u00a0dr. Leo Proefschool",
    "Mr. Dr. J. Proefschool",
    "Mr. Dr. J. Proef-school",
    "Prof. Leo van der Proefschool",
    "Prof. van der Proeflyceum",
    "Dr. Proef College",
    "Dr. Proefschool te Boxtel",
    "Basisschool Prof. Proef",
    "Basisschool Mr. J. Proef te Boxtel",
    "OBS Dr. Jan Proef",
    "Stichting Jan de Proef",
    "Stichting Dr. J. Proef",
    "Stichting vrienden van dr. Proef",
    "Dr. Proefstichting",
    "Dr. Proefstichting (Boxtel)",
    "Mevrouw Proef-stichting",
    "The Dr. Proof Foundation",
    "Mr. P.J. Proeflaan",
    "Dr. Proof Street",
    "Straat Dr. Proef",
    "Dr. Proefprijs",
    "Prijs Dr. Proef",
    "Ir. Proef B.V.",
    "Mr. Proef Advocaten",
    "Ing. Proef & Zonen",
]
#: What is no person either: an office, a municipality, a word that looks like a title.
OTHERS = [
    "wijkagent",
    "Hof van Twente, burgemeester",
    "de heer of mevrouw",
    "Dhr.Proefstraat",
    "Anna Proefschool, bestuur",
]
PERSONS = [
    "dr. J. Proef",
    "dr.\u00a0J. Proef",
    "Prof. dr. Leo Proef",
    "Mevr. Proef",
    "Mrs. Proof",
    "de heer Proef",
    "burgemeester drs. Proef",
    "Jan de Proef, wijkagent",
    "Piet Proef, beleidsadviseur",
    "dr. J. Proef, directeur van de Proefschool",
    "dr. J. Proef van de Proefschool",
    "dr. J. Proef bij Proefschool",
    "de heer Proef namens Stichting",
    "Stichting Proef, dr. J. Proef",
    "Basisschool De Linde mw. Proef",
    "Proefschool (dr. J. Proef)",
    "dr. J. School",
    "ing. P. Overweg",
    "mr. A. Hoogstraat",
    "dr. J. Nieuwenhuis",
]


@pytest.mark.parametrize("name", CALLED_AFTER + OTHERS)
def test_what_is_called_after_somebody_is_no_person(name: str) -> None:
    """A word for what it is, before the name or at its end, makes a name that of something else."""
    assert not names_person(name)


@pytest.mark.parametrize("name", PERSONS)
def test_person_is_a_person(name: str) -> None:
    """A title, or an office behind a name, is of a person: also of one who works at a school, or is called like one."""
    assert names_person(name)


def test_long_text_is_not_looked_at_closely() -> None:
    """A text without end is read once: to try each of its letters with each other would take an hour."""
    assert names_person("dr. " + "a " * 500_000 + "school")
    assert not names_person("a" * 1_000_000)
