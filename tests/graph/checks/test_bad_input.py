"""Bad files of a user, from end to end: each is stopped with what to mend, and the version in use stays as it is."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.catalogue import load_catalogue
from graph.errors import DataInvalid, SourceError
from graph.sources.source_text import SourceTexts
from graph.versions.archive import Archive
from ontology.namespaces import PREFIXES, compact_iri
from tests.builds import SMALL_PLAN, SMALL_PLAN_HEADER, build_small_version

if TYPE_CHECKING:
    from graph.sources.source_text import SourceText
    from graph.versions.archive import Version

NAMED = 'skos:prefLabel "Proef"@nl , "Trial"@en'
RESTS = "smd:evidence evidence:l3-gemeente-zilverhaven"
#: A measure that is whole but for what each case leaves out.
MEASURE = f"a smd:Measure ; {NAMED} ; smd:inPlan plan:zilverhaven-2031 ; smd:hasTheme theme:water ; {RESTS}"
INVOLVED = f"a smd:Involvement ; smd:concerns measure:bad-owners ; smd:basis basis:stated ; {RESTS}"
PLACE = "a smd:Evidence ; smd:inDocument document:plan ; smd:inSection section:waarom"

# A file, the node that is wrong in it, the rule, and the remedy.
INVALID = {
    "two_owners": (
        f"""
        measure:bad-owners {MEASURE} .
        involvement:bad-one {INVOLVED} ; smd:role role:owner ; smd:actor actor:havenpolitie .
        involvement:bad-two {INVOLVED} ; smd:role role:owner ; smd:actor gemeente:gm9801 .
        """,
        f"measure:{SMALL_PLAN}/bad-owners",
        "twee eigenaren die elkaar tegenspreken",
        "geef de ander een andere rol",
    ),
    "law_that_ends_first": (
        f"""
        legislation:bad a smd:Law ; {NAMED} ; smd:lawKind law-kind:act ; smd:officialId "BWBR0" ; {RESTS} ;
            smd:inForceFrom "2020-01-01"^^xsd:date ; smd:inForceUntil "2019-01-01"^^xsd:date .
        """,
        "legislation:bad",
        "Een wet eindigt niet voordat zij begint",
        "verbeter smd:inForceFrom of smd:inForceUntil",
    ),
    "law_that_succeeds_its_successor": (
        """
        <urn:bad:new> smd:succeeds <urn:bad:old> . <urn:bad:old> smd:succeeds <urn:bad:new> .
        """,
        "urn:bad:new",
        "Staat met urn:bad:old in smd:succeeds, en omgekeerd ook",
        "Haal een van de twee weg",
    ),
    "theme_above_itself": (
        """
        theme:bad-one a smd:Theme ; skos:broader theme:bad-two .
        theme:bad-two a smd:Theme ; skos:broader theme:bad-one .
        """,
        f"theme:{SMALL_PLAN}/bad-two",
        "Een thema staat niet boven zichzelf, ook niet met een omweg",
        "verbreek de kring",
    ),
    "measure_without_theme": (
        f"measure:bad-theme {MEASURE} .".replace("smd:hasTheme theme:water ;", ""),
        f"measure:{SMALL_PLAN}/bad-theme",
        "Een maatregel hoort bij minstens één thema",
        "voeg smd:hasTheme toe",
    ),
    "measure_without_evidence": (
        f"measure:bad-evidence {MEASURE} .".replace(f"; {RESTS}", ""),
        f"measure:{SMALL_PLAN}/bad-evidence",
        "bewijsplaats",
        "voeg smd:evidence toe",
    ),
    "unknown_role": (
        f"involvement:bad-role {INVOLVED} ; smd:role role:sheriff ; smd:actor gemeente:gm9801 .",
        f"involvement:{SMALL_PLAN}/bad-role",
        "De rol komt uit de lijst van rollen",
        "kies voor smd:role een waarde uit die lijst",
    ),
    "unknown_term": (
        "<urn:bad:term> smd:hasThema theme:water .",
        "urn:bad:term",
        "een term van smd: die het model niet kent",
        "verbeter de spelling",
    ),
    "text_of_a_megabyte": (
        f'<urn:bad:size> dct:description "{"a" * 1_000_000}" .',
        "urn:bad:size",
        "Een tekst telt hooguit 20.000 tekens",
        "kort hem in",
    ),
    "name_in_english_only": (
        f"measure:bad-label {MEASURE} .".replace('"Proef"@nl , ', ""),
        f"measure:{SMALL_PLAN}/bad-label",
        "Alles heeft een Nederlandse naam",
        "voeg een skos:prefLabel met @nl toe",
    ),
    "person": (
        "<urn:bad:person> a foaf:Person .",
        "urn:bad:person",
        "het model kent alleen organisaties, functies en groepen",
        "haal de persoon weg",
    ),
    "day_with_a_time_zone": (
        f"""
        legislation:bad-zone a smd:Law ; {NAMED} ; smd:lawKind law-kind:act ; smd:officialId "BWBR0" ; {RESTS} ;
            smd:inForceUntil "2020-01-01+01:00"^^xsd:date .
        """,
        "legislation:bad-zone",
        "smd:inForceUntil heeft een tijdzone (2020-01-01+01:00)",
        'schrijf alleen de dag, als "2020-01-01"^^xsd:date',
    ),
    "day_that_is_none": (
        f"""
        legislation:bad-day a smd:Law ; {NAMED} ; smd:lawKind law-kind:act ; smd:officialId "BWBR0" ; {RESTS} ;
            smd:inForceUntil "2020-01-01T00:00:00"^^xsd:dateTime .
        """,
        "legislation:bad-day",
        "De dagen van een wet zijn datums",
        "schrijf smd:introducedOn, smd:adoptedBy, smd:inForceFrom, smd:inForceUntil en smd:knownInForceOn als",
    ),
    "two_addresses_of_one": (
        "actor:havenpolitie owl:sameAs actor:brandweer .",
        f"actor:{SMALL_PLAN}/havenpolitie",
        "Heet hetzelfde te zijn als actor:zilverhaven-2031/brandweer",
        "schrijf de andere spelling als skos:hiddenLabel",
    ),
    "id_with_a_hash": (
        f"<{PREFIXES['actor']}{SMALL_PLAN}/h#1> a smd:Partner ; {NAMED} ; smd:kind kind:office ; {RESTS} .",
        f"actor:{SMALL_PLAN}/h#1",
        "'h#1' kan niet in een adres staan",
        "begin met een letter of cijfer",
    ),
    "id_with_a_stroke": (
        f"<{PREFIXES['actor']}{SMALL_PLAN}/a/b> a smd:Partner ; {NAMED} ; smd:kind kind:office ; {RESTS} .",
        f"actor:{SMALL_PLAN}/a/b",
        "dit heeft 4 delen",
        "Geef er twee of drie",
    ),
    "id_that_ends_as_a_format": (
        f"<{PREFIXES['actor']}{SMALL_PLAN}/naam.ttl> a smd:Partner ; {NAMED} ; smd:kind kind:office ; {RESTS} .",
        f"actor:{SMALL_PLAN}/naam.ttl",
        "Een adres dat op '.ttl' eindigt vraagt om die vorm",
        "kies een andere korte naam",
    ),
    "plan_before_itself": (
        f"plan:{SMALL_PLAN} smd:follows plan:{SMALL_PLAN} .",
        f"plan:{SMALL_PLAN}",
        "Een plan komt niet na zichzelf",
        "haal de smd:follows weg die dat zegt",
    ),
    "agreed_without_decision": (
        (
            f"involvement:bad-agreed {INVOLVED.replace('basis:stated', 'basis:agreed')} ; smd:role role:owner ; "
            "smd:actor gemeente:gm9801 ."
        ),
        f"involvement:{SMALL_PLAN}/bad-agreed",
        "Wat later is afgesproken, is dat in een besluit",
        "voeg smd:agreedIn toe",
    ),
    "line_in_words": (
        f'evidence:bad-words {PLACE} ; smd:firstLine "veertien" ; smd:lastLine 14 ; smd:anchor "wijk Kadezicht" .',
        f"evidence:{SMALL_PLAN}/bad-words",
        "De eerste regel is een geheel getal vanaf 1",
        "verbeter smd:firstLine",
    ),
    "line_beyond_the_section": (
        f'evidence:bad-end {PLACE} ; smd:firstLine 14 ; smd:lastLine 2000000000 ; smd:anchor "wijk Kadezicht" .',
        f"evidence:{SMALL_PLAN}/bad-end",
        "loopt niet door na de paragraaf waarin zij ligt",
        "verbeter smd:lastLine of smd:inSection",
    ),
    "anchor_on_another_line": (
        f'evidence:bad-anchor {PLACE} ; smd:firstLine 13 ; smd:lastLine 13 ; smd:anchor "wijk Kadezicht" .',
        f"evidence:{SMALL_PLAN}/bad-anchor",
        "Anker 'wijk Kadezicht' staat niet op regel 13, het staat op regel 14",
        "verbeter de regel of het anker",
    ),
}
NEEDS_PLAN = {"anchor_on_another_line"}

# The bytes of a file, the line that is wrong in it, the rule, and the remedy.
UNREADABLE = {
    "iri_with_a_space": (
        b"<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:c d> .\n",
        2,
        "A space stands in the address that begins in column 17",
        "take the space out",
    ),
    "forgotten_point": (b"<urn:a> <urn:b> <urn:c>\n<urn:d> <urn:e> <urn:f> .\n", 2, "A dot is expected", "usual cause"),
    "unknown_prefix": (b"none:a <urn:b> <urn:c> .\n", 1, "prefix none: has not been declared", "'@prefix none:"),
    "no_end": (b'<urn:a> <urn:b> "c .\n', 1, "begins in column 17 has no quotation mark", "put one there"),
    "latin_1": (
        '<urn:a> <urn:b> "a" .\n<urn:a> <urn:b> "é" .\n'.encode("latin-1"),
        2,
        "not UTF-8",
        "Save the file as UTF-8",
    ),
    "utf_16": ('<urn:a> <urn:b> "é" .\n'.encode("utf-16"), 1, "not UTF-8", "Save the file as UTF-8"),
    "utf_16_without_a_mark": ('<urn:a> <urn:b> "e" .\n'.encode("utf-16-le"), 1, "not UTF-8", "Save"),
}


@dataclass(frozen=True)
class Refused:
    """A data folder with a version in use, the folder of the bad files, and what a build with all of them said."""

    folder: Path
    files: Path
    error: DataInvalid
    before: dict[str, bytes] = field(repr=False)
    proved: bool


def kept(folder: Path) -> dict[str, bytes]:
    """Give every file in *folder* with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def text(request: pytest.FixtureRequest) -> SourceText | None:
    """Read the plan where it is at hand: without it, what needs no document can be shown all the same."""
    try:
        found: SourceText = request.getfixturevalue("plan")
    except pytest.skip.Exception:
        return None
    return found


@pytest.fixture(scope="module")
def refused(version: Version, text: SourceText | None, tmp_path_factory: pytest.TempPathFactory) -> Refused:
    """Build once with every invalid file on top of the packaged data, over a folder with a version in use."""
    files = tmp_path_factory.mktemp("bad")
    folder = Path(shutil.copytree(version.path.parents[1], files / "data"))
    for name, (turtle, *_) in INVALID.items():
        if text or name not in NEEDS_PLAN:
            (files / f"{name}.ttl").write_text(SMALL_PLAN_HEADER + turtle, encoding="utf-8")
    if text:
        (files / "plan.txt").write_text("\n".join(text.lines), encoding="utf-8", newline="")
        SourceTexts(folder).register(files / "plan.txt")
    before = kept(folder)
    with pytest.raises(DataInvalid) as caught:
        build_small_version(folder, sorted(files.glob("*.ttl")))
    return Refused(folder, files, caught.value, before, proved=text is not None)


@pytest.mark.parametrize("name", INVALID)
def test_invalid_file_is_told(name: str, refused: Refused) -> None:
    """Each bad file is told with its name, the node, the rule it breaks and what to do."""
    _, node, rule, remedy = INVALID[name]
    if name in NEEDS_PLAN and not refused.proved:
        pytest.skip("the source document is not at hand, so nothing can be held against it")
    file = str(refused.files / f"{name}.ttl")

    told = [fault for fault in refused.error.faults if (fault.place, compact_iri(fault.node)) == (file, node)]

    words = [fault.words.describe(load_catalogue("nl")) for fault in told]
    assert len([said for said in words if rule in said and remedy in said]) == 1
    assert all(str(fault).startswith(f"{file}:{fault.line}: {node}: ") for fault in told)
    assert {fault.line for fault in told} <= set(range(len(SMALL_PLAN_HEADER.splitlines()) + 1, 1000))
    assert {fault.severity for fault in told} == {"violation"}


def test_every_fault_is_of_a_bad_file(refused: Refused) -> None:
    """Nothing but the bad files is told, and each of them is."""
    assert {fault.place for fault in refused.error.faults} == {str(path) for path in refused.files.glob("*.ttl")}


def test_message_is_short_and_says_that_nothing_changed(refused: Refused) -> None:
    """The message counts the faults, shows the first ten, each on a line that is not endless, and how many more."""
    count = len(refused.error.faults)
    first, *lines, last = str(refused.error).splitlines()

    assert first == f"{count} faults in the data, so nothing is published:"
    assert lines == [str(fault) for fault in refused.error.faults[:10]]
    assert last == f"… and {count - 10} more"

    dutch = load_catalogue("nl")
    first, *lines, last = refused.error.describe(dutch).splitlines()

    assert first == f"{count} fouten in de gegevens, dus er wordt niets gepubliceerd:"
    assert lines == [fault.describe(dutch) for fault in refused.error.faults[:10]]
    assert last == f"… en nog {count - 10}"
    assert max(len(str(fault)) for fault in refused.error.faults) < 1000


def test_version_in_use_stays_after_invalid_files(refused: Refused, version: Version) -> None:
    """What was current is current still, and no file of the data folder was added, changed or removed."""
    current = Archive(refused.folder).find_current()

    assert current is not None
    assert current.digest == version.digest
    assert kept(refused.folder) == refused.before


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_file_is_told(name: str, refused: Refused, tmp_path: Path) -> None:
    """A file that is no data in UTF-8 is told with its name, the line, the rule and the remedy; nothing changes."""
    data, line, rule, remedy = UNREADABLE[name]
    file = tmp_path / f"{name}.ttl"
    file.write_bytes(data)

    with pytest.raises(SourceError) as caught:
        build_small_version(refused.folder, [file])

    assert (caught.value.path, caught.value.line) == (str(file), line)
    assert str(caught.value).startswith(f"{file}:{line}: ")
    assert rule in str(caught.value)
    assert remedy in str(caught.value)
    assert kept(refused.folder) == refused.before
