"""Everything under another base: the same quads and the same responses, with that base in each IRI of ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from graph.versions.archive import Archive, BrokenVersion
from graph.versions.compression import open_version
from ontology.base import BASE_VARIABLE, DEFAULT_BASE, PARTS, rebase_text
from tests.builds import FIXTURE_FILES
from tests.packages import ROOT
from tests.terminal import make_environ, run

if TYPE_CHECKING:
    from pathlib import Path

    from graph.versions.archive import Version

OTHER = "https://veiligheid.example.org/plannen/"
# Builds the small plan in a folder, and prints its lines.
BUILDER = """
import sys
from pathlib import Path
from graph.versions.compression import open_version
from tests.builds import build_small_version

with open_version(build_small_version(Path(sys.argv[1])).path) as file:
    sys.stdout.buffer.write(file.read())
"""
# Asks the app over a folder for each URL, and prints what came back as JSON.
CLIENT = """
import json, sys
from tests.website import opened

with opened(SAMENDOEN_DATA=sys.argv[1]) as app:
    client = app.test_client()
    found = {}
    for url in sys.argv[2:]:
        response = client.get(url)
        found[url] = [response.status_code, response.headers.get("Location", ""), response.get_data(as_text=True)]
    print(json.dumps(found))
"""
URLS = [
    "/id/theme/zilverhaven-2031/water",
    "/doc/theme/zilverhaven-2031/water.ttl",
    "/doc/theme/zilverhaven-2031/water.jsonld",
    "/def?format=ttl",
    "/def",
    "/def/Measure",
    "/themes/zilverhaven-2031/water",
    "/api/v1/questions/measures",
    "/api/v1/questions/gaps",
    "/api/v1/questions/nope",
    "/api/v1/openapi.json",
    "/catalog?format=ttl",
    "/gaps?lang=en",
    "/network",
    "/sparql?query=SELECT+*+%7B+%3Chttps%3A%2F%2Fexample.org%2F%3E+%3Fp+%3Fo+%7D",
    "/sparql?query=nonsense",
]


def execute(script: str, *words: Path | str, base: str = "") -> bytes:
    """Run *script* with *words* in a process of its own, under *base*."""
    command = [sys.executable, "-c", script, *map(str, words)]
    environ = {**make_environ(), BASE_VARIABLE: base, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True).stdout


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Build the small plan under another base; give the folder and its lines."""
    folder = tmp_path_factory.mktemp("other")
    return folder, execute(BUILDER, folder, base=OTHER).decode().splitlines()


def read_lines(version: Version) -> list[str]:
    """Read the lines of *version*."""
    with open_version(version.path) as file:
        return file.read().decode().splitlines()


def rebase(text: str) -> str:
    """Give *text* with each IRI of ours under the other base, wherever it stands."""
    for part in PARTS:
        text = text.replace(f"{DEFAULT_BASE}{part}", f"{OTHER}{part}")
    return text


def test_every_quad_is_rebased_and_nothing_else(version: Version, other: tuple[Path, list[str]]) -> None:
    """Under another base a version has the same quads with its base, also those that follow and that were counted.

    A place in a document is counted as a text that begins with the IRI of the document, and changes along.
    """
    places = [f"<{OTHER}def#{name}>" for name in ("place", "nearestPlace")]
    expected = [rebase_text(line, DEFAULT_BASE, OTHER) for line in read_lines(version)]
    expected = [rebase(line) if any(it in line for it in places) else line for line in expected]

    assert sorted(expected) == other[1]
    assert not any(f"<{DEFAULT_BASE}" in line for line in other[1])


@pytest.mark.slow
def test_app_answers_the_same_under_another_base(version: Version, other: tuple[Path, list[str]]) -> None:
    """Pages, files, the model, questions and errors are the same under another base, with its base; paths stay."""
    default = json.loads(execute(CLIENT, version.path.parents[1], *URLS))
    found = json.loads(execute(CLIENT, other[0], *URLS, base=OTHER))
    digests = [read_digest(folder) for folder in (version.path.parents[1], other[0])]

    assert default["/id/theme/zilverhaven-2031/water"][0] == 303
    for url, (status, location, body) in default.items():
        expected = rebase(body).replace(f"{DEFAULT_BASE}sparql#", f"{OTHER}sparql#")
        expected = expected.replace(f'"{DEFAULT_BASE[:-1]}"', f'"{OTHER[:-1]}"')
        expected = expected.replace(quote(DEFAULT_BASE, safe=""), quote(OTHER, safe=""))
        assert found[url][:2] == [status, location], url
        assert DEFAULT_BASE not in found[url][2], url
        assert normalise(expected, digests) == normalise(found[url][2], digests), url


def read_digest(folder: Path) -> str:
    """Read which version is current in *folder*."""
    digest = Archive(folder).read_current_digest()
    assert digest
    return digest


def normalise(body: str, digests: list[str]) -> list[str]:
    """List the lines of *body*, in no order, for prefixes are sorted by their IRI, and without the *digests*."""
    for digest in digests:
        body = re.sub(rf"{digest[:12]}[0-9a-f]*", "DIGEST", body)
    return sorted(body.splitlines())


def test_file_in_the_base_that_is_set_is_read_as_it_is(tmp_path: Path) -> None:
    """Files that are written under the base that is set, and those under the default one, give the same version."""
    files = []
    for file in FIXTURE_FILES:
        files.append(tmp_path / file.name)
        files[-1].write_text(rebase_text(file.read_text("utf-8"), DEFAULT_BASE, OTHER), encoding="utf-8")
    script = BUILDER.replace("build_small_version(Path(sys.argv[1]))", "build(Path(sys.argv[1]))").replace(
        "from tests.builds import build_small_version",
        "from graph.build import build_version\nfrom graph.sources import list_model_sources\n"
        "build = lambda folder: build_version(folder, map(Path, sys.argv[2:]), packaged=list_model_sources())",
    )

    assert execute(script, tmp_path / "a", *files, base=OTHER) == execute(BUILDER, tmp_path / "b", base=OTHER)


def test_version_under_another_base_is_not_used(other: tuple[Path, list[str]], version: Version) -> None:
    """A version that was made under another base is refused with both bases, and stays for who sets it back."""
    archive = Archive(other[0])
    (broken,) = archive.list_versions()

    assert isinstance(broken, BrokenVersion)
    assert f"was made under the base {OTHER}, and now that is {DEFAULT_BASE}" in str(broken.reason)
    asked = run("ask", "themes", "--version", broken.digest[:12], "--data", other[0], "--lang", "en")
    assert asked.exit_code == 1
    assert OTHER in asked.stderr
    assert isinstance(Archive(version.path.parents[1]).find_current(), type(version))


@pytest.mark.parametrize("base", ["example.org", "https://example.org", "https://exa mple.org/", "https://x.nl/?a/"])
def test_base_that_cannot_be_one_is_refused(base: str, tmp_path: Path) -> None:
    """A base that cannot be one stops every command, with the variable and what it must be."""
    result = run("plan", "list", "--data", tmp_path, SAMENDOEN_BASE=base, LC_ALL="en_GB.UTF-8")

    assert result.exit_code == 2
    assert f"SAMENDOEN_BASE is '{base}'; give a URL that begins with http:// or https:// and ends in '/'." in (
        result.stderr
    )
