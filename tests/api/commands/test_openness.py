"""What `samendoen serve` says at its start where others can reach it: who can read what."""

from __future__ import annotations

import pytest

from api.catalogue import load_catalogue
from api.commands.serve import _describe_openness
from api.settings import read_settings


@pytest.mark.parametrize(
    ("public", "closed"),
    [
        ("", "sentences, metrics"),
        ("data", "sentences, metrics"),
        ("metrics", "sentences"),
        ("sentences,metrics", "nothing"),
    ],
)
def test_warning_says_what_is_closed(public: str, closed: str) -> None:
    """All data are read by whoever reaches it; what is withheld from them is named, and nothing that is not."""
    settings = read_settings({"SAMENDOEN_PUBLIC": public})

    said = _describe_openness(settings, "192.0.2.1", load_catalogue("en"))

    assert "192.0.2.1" in said
    assert f"Not open to them: {closed} (SAMENDOEN_PUBLIC)" in said
