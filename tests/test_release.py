"""What a release says of itself: `publiccode.yml` by its standard, the changelog, the version, and the licences."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

import ontology

ROOT = Path(__file__).parents[1]
PUBLICCODE = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
#: Each release in the changelog: its version and its day, newest first.
RELEASES = re.findall(r"^## (\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2})$", CHANGELOG, re.MULTILINE)
#: The keys that publiccode.yml 0.4 wants, as paths; `*` is each language.
MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "categories",
    "releaseDate",
    "developmentStatus",
    "softwareType",
    "description/*/shortDescription",
    "description/*/longDescription",
    "description/*/features",
    "legal/license",
    "maintenance/type",
    "maintenance/contacts",
    "localisation/localisationReady",
    "localisation/availableLanguages",
)
#: The values that the standard allows where it has a list; of the two long lists those that could fit us.
ALLOWED = {
    "publiccodeYmlVersion": {"0.4", "0.4.0"},
    "developmentStatus": {"concept", "development", "beta", "stable", "obsolete"},
    "softwareType": {
        *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
        *("addon", "library", "configurationFiles"),
    },
    "maintenance/type": {"internal", "contract", "community", "none"},
    "categories": {
        *("business-intelligence", "collaboration", "compliance-management", "data-analytics", "data-collection"),
        *("data-visualization", "digital-citizenship", "document-management", "knowledge-management"),
    },
    "intendedAudience/scope": {
        *("emergency-services", "government", "justice", "local-authorities", "research", "security", "society"),
    },
    "platforms": {"web", "windows", "mac", "linux", "ios", "android"},
}
LENGTHS = {"genericName": (1, 35), "shortDescription": (1, 150), "longDescription": (500, 10_000)}
KEYS = {
    *(key.split("/")[0] for key in (*MANDATORY, *ALLOWED)),
    *("landingURL", "softwareVersion", "inputTypes", "outputTypes", "intendedAudience"),
}


def values(path: str) -> list[object]:
    """List what stands under *path*, once for each language where it has a `*`; None where there is nothing."""
    found: list[object] = [PUBLICCODE]
    for step in path.split("/"):
        maps = [it for it in found if isinstance(it, dict)]
        found = [value for it in maps for value in it.values()] if step == "*" else [it.get(step) for it in maps]
    return found


@pytest.mark.parametrize("path", MANDATORY)
def test_mandatory_key_is_there(path: str) -> None:
    """Each key that the standard wants is there and not empty."""
    found = values(path)

    assert found
    assert [it for it in found if it is None or it in ("", [])] == []


@pytest.mark.parametrize("path", ALLOWED)
def test_value_is_one_of_the_standard(path: str) -> None:
    """A value of a list is in that list."""
    (found,) = values(path)

    assert set(found if isinstance(found, list) else [found]) <= ALLOWED[path]


def test_no_key_is_unknown() -> None:
    """No key is misspelled: each is one of the standard."""
    assert set(PUBLICCODE) <= KEYS


@pytest.mark.parametrize("name", LENGTHS)
def test_text_has_its_length(name: str) -> None:
    """Each text is as long as the standard has it, in each language, and the short one is one line."""
    least, most = LENGTHS[name]

    for language, texts in PUBLICCODE["description"].items():
        assert re.fullmatch(r"[a-z]{2}", language)
        assert least <= len(texts[name]) <= most
        assert "\n" not in texts["shortDescription"]


def test_formats_are_those_of_the_standard() -> None:
    """URLs are URLs, days are days, countries and media types are written as the standard has them."""
    assert [urlsplit(PUBLICCODE[key]).scheme for key in ("url", "landingURL")] == ["https", "https"]
    assert date.fromisoformat(PUBLICCODE["releaseDate"])
    assert all(re.fullmatch(r"[a-z]{2}", it) for it in PUBLICCODE["intendedAudience"]["countries"])
    types = PUBLICCODE["inputTypes"] + PUBLICCODE["outputTypes"]
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", it) for it in types)


def test_languages_are_those_of_the_texts() -> None:
    """The languages that the app is said to have are those that it is described in."""
    assert set(PUBLICCODE["localisation"]["availableLanguages"]) == set(PUBLICCODE["description"])


def test_version_is_the_newest_release() -> None:
    """The program, publiccode.yml and the changelog say the same version, of the same day."""
    assert RELEASES[0] == (ontology.__version__, PUBLICCODE["releaseDate"])
    assert PUBLICCODE["softwareVersion"] == ontology.__version__
    assert PUBLICCODE["releaseDate"] == ontology.__released__


def test_changelog_keeps_its_form() -> None:
    """Releases stand newest first, each with parts that Keep a Changelog knows."""
    numbers = [tuple(map(int, version.split("."))) for version, _ in RELEASES]
    parts = set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE))

    assert numbers == sorted(numbers, reverse=True)
    assert [day for _, day in RELEASES] == sorted((day for _, day in RELEASES), reverse=True)
    assert parts <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_licences_have_their_texts() -> None:
    """Each licence that the project is under has its text here, whole, and the README's page leads to it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ids = project["license"].split(" AND ")
    lasts = {"EUPL-1.2": "require the production of a new EUPL version.", "CC0-1.0": "use of the Work."}
    page = (ROOT / "LICENSE.md").read_text(encoding="utf-8")

    for name in ids:
        text = " ".join((ROOT / "LICENSES" / f"{name}.txt").read_text(encoding="utf-8").split())
        assert text.endswith(lasts[name])
        assert f"(LICENSES/{name}.txt)" in page
    assert PUBLICCODE["legal"]["license"] in ids


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.lock")), ids=lambda path: path.name)
def test_lock_has_a_digest_for_each_package(path: Path) -> None:
    """Each package of a lock is pinned to one version and has a digest, so that no other file is installed for it."""
    packages = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", path.read_text(encoding="utf-8")).strip())

    assert packages
    assert [it.split()[0] for it in packages if not re.match(r"[\w.\[\],-]+==\S+ (.*\s)*?\s*--hash=sha256:", it)] == []
