"""Settings: one table, and a value that cannot be is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.settings import SETTINGS, BadSetting, read_settings

if TYPE_CHECKING:
    from api.settings import Setting

NUMBERS = [setting for setting in SETTINGS if setting.default.isdecimal() and setting.name != "port"]


def test_defaults_are_those_of_the_table() -> None:
    """Without any variable the table's defaults are in force."""
    settings = read_settings({})
    defaults = {setting.name: setting.default for setting in SETTINGS}

    assert settings.data == Path(defaults["data"])
    assert settings.workers == int(defaults["workers"])
    assert settings.limits.seconds == float(defaults["query_seconds"])
    assert settings.limits.memory == int(defaults["query_memory"])
    assert settings.limits.answer == int(defaults["answer_bytes"])


def test_variables_are_read() -> None:
    """Each variable changes its own setting."""
    settings = read_settings(
        {
            "SAMENDOEN_DATA": "elsewhere",
            "SAMENDOEN_WORKERS": "3",
            "SAMENDOEN_QUERY_SECONDS": "0.5",
            "SAMENDOEN_QUERY_MEMORY": "1000",
            "SAMENDOEN_ANSWER_BYTES": "2000",
        }
    )

    assert (settings.data, settings.workers) == (Path("elsewhere"), 3)
    assert (settings.limits.seconds, settings.limits.memory, settings.limits.answer) == (0.5, 1000, 2000)


def test_empty_variable_is_the_default() -> None:
    """A variable that is set to nothing is as one that is not set."""
    assert read_settings({setting.variable: "" for setting in SETTINGS}) == read_settings({})


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.name)
@pytest.mark.parametrize("value", ["abc", "0", "-1", "1,5", "nan", "inf"])
def test_bad_number_is_named(value: str, setting: Setting) -> None:
    """A value that cannot be is refused with the variable, the value, and what would do."""
    with pytest.raises(BadSetting) as caught:
        read_settings({setting.variable: value})

    assert setting.variable in str(caught.value)
    assert repr(value) in str(caught.value)
    assert "above zero" in str(caught.value)


def test_part_of_a_worker_is_refused() -> None:
    """Half a worker would be none, and then nothing is ever answered."""
    with pytest.raises(BadSetting, match="SAMENDOEN_WORKERS"):
        read_settings({"SAMENDOEN_WORKERS": "0.5"})


@pytest.mark.parametrize(
    "value",
    ["beheer", "beheer@plan", "javascript:alert(1)", "plan.example", "mailto:a@b.nl", "https://", "a@b.nl?cc=c@d.nl"],
)
def test_bad_contact_is_named(value: str) -> None:
    """An address that is neither mail nor web is refused, with what would do."""
    with pytest.raises(BadSetting, match="SAMENDOEN_CONTACT"):
        read_settings({"SAMENDOEN_CONTACT": value})


def test_bad_organisation_is_named() -> None:
    """A name of several lines is refused."""
    with pytest.raises(BadSetting, match="SAMENDOEN_ORGANISATION"):
        read_settings({"SAMENDOEN_ORGANISATION": "Gemeente\nHaven"})
