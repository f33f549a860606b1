"""Versions on the command line: what is listed, what going back does, and what is told of two versions."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph.build import build_version
from graph.versions.archive import Archive, Version
from graph.versions.compression import open_version
from ontology.namespaces import make_plan_prefixes
from tests.terminal import run

if TYPE_CHECKING:
    from tests.website import Launch

#: The prefixes of a file that adds to the packaged plan.
OURS = make_plan_prefixes("meierij-2019-2022")
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in OURS.items())
NAMED = 'skos:prefLabel "Nieuw"@nl , "New"@en ; smd:evidence evidence:l27-april-2018'
OWNED = f"a smd:Involvement ; smd:role role:owner ; smd:basis basis:stated ; {NAMED} ; smd:concerns"
#: Three owners, and one of each other thing that a plan can leave open; a partner, and whom it works with.
OWN = f"""
involvement:new-1 {OWNED} measure:jeugd-01 ; smd:actor gemeente:gm1948 .
involvement:new-2 {OWNED} measure:jeugd-02 ; smd:actor gemeente:gm1948 .
involvement:new-3 {OWNED} measure:jeugd-03 ; smd:actor oorg:oorg10264 .
measure:jeugd-01 smd:deadline "2020-12-31"^^xsd:date .
indicator:new a smd:Indicator ; {NAMED} .
goal:jeugd-veilig-opgroeien smd:measuredBy indicator:new .
duty:veiligheid-kerntaak smd:legalBasis legislation:wvggz .
measure:jeugd-02 smd:legalBasis legislation:wvggz .
budget-line:new a smd:BudgetLine ; {NAMED} ; smd:taskField task-field:1.2 ; smd:concerns plan:meierij-2019-2022 ;
    smd:funds measure:jeugd-01 , measure:jeugd-02 .
amount:new a smd:Amount ; {NAMED} ; smd:ofLine budget-line:new ; smd:year 2019 ; smd:euros "1"^^xsd:decimal ;
    smd:budgetStatus budget-status:budgeted .
actor:new a smd:Partner ; {NAMED} ; smd:kind kind:office .
cooperation:new a smd:Cooperation ; {NAMED} ; smd:party actor:new , oorg:oorg10264 ; smd:concerns theme:jeugd ;
    smd:basis basis:stated ; smd:status status:existing .
"""
WORDS = {
    "nl": """
3 maatregelen kregen een eigenaar
    Jongeren waar mogelijk helpen, waar nodig begrenzen en hun initiatieven voor activiteiten faciliteren
    Naar jongeren toe gaan, op straat en thuis, en met hen in gesprek zijn
    Systeemgericht werken vergroten en zo de kracht van netwerk en jeugdige versterken
1 maatregel kreeg een einddatum
    Jongeren waar mogelijk helpen, waar nodig begrenzen en hun initiatieven voor activiteiten faciliteren
1 doel kreeg een indicator
    Kinderen moeten in veiligheid kunnen opgroeien
1 plicht kreeg een rechtsgrond
    De zorg voor veiligheid hoort tot de kerntaken van de gemeente
1 maatregel kreeg een rechtsgrond
    Naar jongeren toe gaan, op straat en thuis, en met hen in gesprek zijn
2 maatregelen kregen geld
    Jongeren waar mogelijk helpen, waar nodig begrenzen en hun initiatieven voor activiteiten faciliteren
    Naar jongeren toe gaan, op straat en thuis, en met hen in gesprek zijn
1 bedrag is nieuw
    Nieuw
1 begrotingspost is nieuw
    Nieuw
1 samenwerking is nieuw
    Nieuw
1 indicator is nieuw
    Nieuw
1 partner is nieuw
    Nieuw
3 samenwerkingen van twee partners zijn nieuw
    Gemeente Meierijstad, De zes gemeenten van het basisteam Meierij: Jeugdoverlast en jeugdcriminaliteit
    Politie, Jeugdreclassering: Jeugdoverlast en jeugdcriminaliteit
    Politie, Nieuw: Jeugdoverlast en jeugdcriminaliteit
Alleen boekhouding:
    3 betrokkenheden zijn nieuw
""",
    "en": """
3 measures got an owner
    Extend system-based working and so strengthen the power of the network and of the young person
    Go to young people, in the street and at home, and talk with them
    Help young people where possible, set limits where necessary and facilitate their initiatives for activities
1 measure got a deadline
    Help young people where possible, set limits where necessary and facilitate their initiatives for activities
1 goal got an indicator
    Children must be able to grow up safely
1 duty got a legal basis
    Care for safety is among the core tasks of the municipality
1 measure got a legal basis
    Go to young people, in the street and at home, and talk with them
2 measures got money
    Go to young people, in the street and at home, and talk with them
    Help young people where possible, set limits where necessary and facilitate their initiatives for activities
1 amount is new
    New
1 line of the budget is new
    New
1 cooperation is new
    New
1 indicator is new
    New
1 partner is new
    New
3 cooperations of two partners are new
    Municipality of Meierijstad, The six municipalities of the Meierij base team: Youth nuisance and youth crime
    Police, New: Youth nuisance and youth crime
    Police, Youth probation service: Youth nuisance and youth crime
Only bookkeeping:
    3 involvements are new
""",
}
STEP = "[1/4]"
#: What the packaged data were made of once.
OLDER = {"ontology/model/plan.ttl": "0" * 64}


def said(*words: str | Path) -> str:
    """Give what `samendoen` with *words* prints; it must go well."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str | Path) -> str:
    """Give the message of `samendoen` with *words*, which must fail without a crash."""
    result = run(*words)
    assert result.exit_code == 1, repr(result.exception)
    assert isinstance(result.exception, SystemExit)
    return result.output


def quads(version: Version) -> set[bytes]:
    """Give the lines of *version*."""
    with open_version(version.path) as file:
        return set(file)


@pytest.fixture(scope="module")
def changed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the data folder in which a file of the user was built on top, after the packaged data."""
    home = tmp_path_factory.mktemp("changed")
    (home / "own.ttl").write_text(HEADER + OWN, encoding="utf-8")
    data = Path(shutil.copytree(folder, home / "data"))
    build_version(data, [home / "own.ttl"])
    return data


@pytest.fixture
def moved(version: Version, tmp_path: Path) -> tuple[Path, Version, Version]:
    """Give a data folder, the version in it of older packaged data, and after that the one of the data of now."""
    archive = Archive(tmp_path / "data")
    with open_version(version.path) as file:
        fewer = list(file)[:-1]
    older = archive.publish(fewer, replace(version.manifest, inputs=OLDER, created="2020-01-01T00:00:00+00:00"))
    with archive.open(version) as file:
        return archive.folder, older, archive.publish(file, version.manifest)


@pytest.mark.parametrize("language", WORDS)
def test_difference_in_words(changed: Path, language: str) -> None:
    """What a file of the user added is told in the words of the reader: things by class, and what the plan gained."""
    old, new = Archive(changed).find("previous"), Archive(changed).find("current")
    head, words = said("diff", "--data", changed, "--format", "words", "--lang", language).split("\n\n")

    assert all(part in head for it in (old, new) for part in (it.digest[:12], it.manifest.created))
    assert f"\n{words}" == WORDS[language]


def test_difference_the_other_way_round(changed: Path) -> None:
    """From the later version to the earlier one, what was gained is lost and what was new is gone."""
    told = said("diff", "current", "previous", "--data", changed, "--format", "words")

    assert "\n    3 betrokkenheden zijn weg\n" in told
    assert "\n3 maatregelen verloren een eigenaar\n" in told
    assert "\n1 plicht verloor een rechtsgrond\n" in told
    assert "\n1 partner is weg\n" in told
    assert "nieuw\n" not in told


def test_difference_in_triples(changed: Path) -> None:
    """Every triple that came or went is a line with its sign; together they make the one version of the other."""
    old, new = (quads(Archive(changed).find(name)) for name in ("previous", "current"))

    lines = run("diff", "--data", changed, "--format", "triples").stdout_bytes.splitlines(keepends=True)

    assert {line[2:] for line in lines if line.startswith(b"+ ")} == new - old
    assert {line[2:] for line in lines if line.startswith(b"- ")} == old - new
    assert len(lines) == len(new ^ old)


def test_difference_to_read(changed: Path) -> None:
    """By default the words come first and then the triples of the data; evidence and what is derived is counted."""
    text = said("diff", "--data", changed)
    triples = said("diff", "--data", changed, "--format", "triples").splitlines()
    _, words, rest = text.split("\n\n")
    *shown, total, others = rest.splitlines()
    derived, counted = ([it for it in triples if it.endswith(f"/{name}> .")] for name in ("derived", "summary"))
    evidence = [line for line in triples if "/def#evidence> " in line and line not in derived]

    assert f"\n{words}\n" == WORDS["nl"]
    assert shown == [line for line in triples if line not in {*derived, *counted, *evidence}]
    assert total == f"Triples van de data: {len(shown)} erbij, 0 weg"
    assert others.startswith(
        "Niet getoond, wel met --format triples: "
        f"bewijs {len(evidence)} erbij, 0 weg; afgeleid {len(derived)} erbij, 0 weg; geteld "
    )
    assert all((shown, derived, evidence, counted))


def test_difference_for_programs(changed: Path) -> None:
    """As JSON the same is told with the IRIs of the things, and the triples are counted by part."""
    old, new = Archive(changed).find("previous"), Archive(changed).find("current")
    body = json.loads(said("diff", "--data", changed, "--format", "json", "--lang", "en"))
    texts = [line for line in WORDS["en"].splitlines() if line[:1].isdigit()]

    assert (body["from"]["digest"], body["to"]["digest"]) == (old.digest, new.digest)
    assert [sentence["text"] for sentence in body["sentences"]] == texts
    assert body["counts"][0] == {
        "plan": "meierij-2019-2022",
        "class": "Amount",
        "label": "amount",
        "new": 1,
        "gone": 0,
    }
    assert body["sentences"][0]["things"][0]["iris"] == [f"{OURS['measure']}jeugd-03"]
    assert sum(part["new"] for part in body["triples"].values()) == len(quads(new) - quads(old))


@pytest.mark.parametrize(("language", "nothing"), [("nl", "Geen verschil."), ("en", "No difference.")])
def test_version_does_not_differ_from_itself(changed: Path, language: str, nothing: str) -> None:
    """Of a version with itself it is said that nothing differs, and there is no triple to show."""
    assert nothing in said("diff", "current", "current", "--data", changed, "--lang", language)
    assert said("diff", "current", "current", "--data", changed, "--format", "triples") == ""


def test_difference_without_words(moved: tuple[Path, Version, Version]) -> None:
    """Where only triples differ that no word is for, that is said, and they are shown or counted."""
    told = said("diff", "--data", moved[0], "--lang", "en")

    assert "Nothing changed that a reader of the plan would notice." in told
    assert "1 new, 0 gone" in told


@pytest.mark.parametrize("words", [("diff", "ffff"), ("diff", "ff"), ("rollback", "ffff"), ("rollback", "nope")])
def test_version_that_is_not_there_is_told(changed: Path, words: tuple[str, ...]) -> None:
    """A name that fits no version is refused, with the command that lists them."""
    assert "samendoen versions" in refused(*words, "--data", changed)


@pytest.mark.parametrize("words", [("diff",), ("rollback",)])
def test_nothing_is_published_yet(tmp_path: Path, words: tuple[str, ...]) -> None:
    """In a new folder there is nothing to compare or to go back to; nothing is made there."""
    assert "'samendoen build'" in refused(*words, "--data", tmp_path)
    assert "'samendoen build'" in run("versions", "--data", tmp_path).stderr
    assert list(tmp_path.iterdir()) == []


def test_versions_are_listed(moved: tuple[Path, Version, Version]) -> None:
    """Each version has its line: the current one marked, its date, quads and what the shapes gave, or what is wrong."""
    folder, older, newer = moved
    count = len(newer.manifest.warnings)
    result = f"conforms, {count} warning{'' if count == 1 else 's'}"

    assert said("versions", "--lang", "en", "--data", folder).splitlines() == [
        f"* {newer.digest[:12]}  {newer.manifest.created}  {newer.manifest.quads:>9} quads  {result}",
        f"  {older.digest[:12]}  {older.manifest.created}  {older.manifest.quads:>9} quads  {result}",
    ]

    newer.path.unlink()
    listed = said("versions", "--lang", "en", "--data", folder).splitlines()
    assert listed[0].startswith(f"  {older.digest[:12]}")
    assert listed[1] == f"* {newer.digest[:12]}  broken: {newer.path} is gone."


def test_going_back_is_told(moved: tuple[Path, Version, Version]) -> None:
    """`rollback` tells what is current now and what was; going back further than there is, is refused."""
    folder, older, newer = moved

    told = said("rollback", "--lang", "en", "--data", folder)
    assert f"version {older.digest[:12]} of 2020-01-01T00:00:00+00:00, {older.manifest.quads} quads" in told
    assert newer.digest[:12] in told
    assert "samendoen versions" in refused("rollback", "--data", folder)
    assert newer.digest[:12] in said("rollback", newer.digest[:6], "--data", folder)


def test_going_back_to_what_is_broken_is_refused(moved: tuple[Path, Version, Version]) -> None:
    """A version that cannot be used does not become current."""
    folder, older, newer = moved
    older.path.write_bytes(b"")

    assert f"{older.digest[:12]} cannot be used" in refused("rollback", "--lang", "en", "--data", folder)
    assert Archive(folder).find_current() == newer


def test_version_that_was_chosen_is_served_without_a_build(
    moved: tuple[Path, Version, Version], launch: Launch
) -> None:
    """A folder that was rolled back is served as it was left, by the real server too, and says so in one line."""
    folder, older, newer = moved
    said("rollback", "--data", folder)

    with launch(folder) as running:
        told = running.log.read_text(encoding="utf-8")

    assert STEP not in told
    (line,) = (line for line in told.splitlines() if "teruggegaan" in line)
    assert older.digest[:12] in line
    assert f"samendoen rollback {newer.digest[:12]}" in line
    assert f"versie {older.digest[:12]} van {older.manifest.created}, {older.manifest.quads} quads." in told
    assert older.digest[:12] in said("ask", "themes", "--data", folder)
    assert Archive(folder).find_current() == older


def test_data_that_came_back_are_used_again(moved: tuple[Path, Version, Version]) -> None:
    """Where nobody chose, and a kept version is of the data of now, it is used again, and nothing is built."""
    folder, older, newer = moved
    Archive(folder).use(older)

    result = run("ask", "themes", "--data", folder)

    assert f"Versie {newer.digest[:12]} is van de gegevens van nu gemaakt" in result.stderr
    assert STEP not in result.stderr
    assert newer.digest[:12] in result.stdout
    assert Archive(folder).find_current() == newer


def test_new_data_are_built_also_after_going_back(moved: tuple[Path, Version, Version]) -> None:
    """Where no version that is kept is of the data of now, one is built, also where somebody rolled back before."""
    folder, older, newer = moved
    said("rollback", "--data", folder)
    newer.path.write_bytes(b"")

    result = run("ask", "themes", "--data", folder)

    assert STEP in result.stderr
    assert newer.digest[:12] in result.stdout
    assert Archive(folder).find("current").digest == newer.digest != older.digest


def test_start_tells_what_it_removed_and_serves(moved: tuple[Path, Version, Version], launch: Launch) -> None:
    """A start removes what an interrupted publish left, says so, and says which version it serves."""
    folder, _, newer = moved
    left = [folder / "versions" / "1.part", folder / "versions" / f"{'a' * 64}.nq.gz"]
    for path in left:
        path.write_bytes(b"")

    with launch(folder) as running:
        told = running.log.read_text(encoding="utf-8")

    for path in left:
        assert f"versions/{path.name} is weggehaald; dat was achtergebleven" in told
        assert not path.exists()
    assert f"versie {newer.digest[:12]} van {newer.manifest.created}, {newer.manifest.quads} quads." in told


def test_build_tells_what_it_removed(moved: tuple[Path, Version, Version]) -> None:
    """A build does the same, also one that is refused."""
    folder = moved[0]
    (folder / "versions" / "1.part").write_bytes(b"")

    assert "versions/1.part is weggehaald" in refused("build", "--data", folder, folder / "absent.ttl")
