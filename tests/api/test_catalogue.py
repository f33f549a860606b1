"""The catalogue: every text that people read is in it, in Dutch as in English, and every command speaks both."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad

from api.catalogue import load_catalogue
from api.commands.cli import main
from graph.checks import completeness, contradictions, evidence, mentions
from graph.checks.shapes import validate_data
from graph.explanation import explainer
from graph.message import Message
from ontology.namespaces import PREFIXES
from tests.packages import MODULES, ROOT

if TYPE_CHECKING:
    from babel.messages import Catalog
    from babel.messages.catalog import Message as Translated

#: Dictionaries by language that hold no texts of ours, and why each may stay.
NOT_TEXTS = {
    "api/catalogue.py": "the locale of a language",
    "graph/fault.py": "the line that an older program kept in Dutch",
    "queries/changes/snapshot.py": "the local id of a thing that has no name",
    "queries/questions/question.py": "the labels of columns that no file of a question has, as such a file has them",
    "queries/exports/word.py": "the tag of a language and country",
    "queries/words.py": "the stemmer of a language",
}
#: A place for a value in a text.
PLACE = re.compile(r"%\(\w+\)[a-z]")
#: Texts with a number before a word for several, and why there is never one of them.
NEVER_ONE = {
    "%(count)s faults in the data, so nothing is published:": "one fault has a sentence of its own",
    "Name under 'tells' one to %(most)s columns that say the answer.": "a bound",
    "%(count)s rows": "the editor has another for one",
    "%(count)s plans": "more plans than are named",
    "%(count)s plans have something of this name. Which do you mean?": "one plan would be meant",
    "%(count)s plans; each row says of which it is": "more plans than are named",
    "A network of %(nodes)s things and %(edges)s ties can't be read": "more than are drawn",
    "All %(all)s partners are connected": "who is alone has a sentence of its own",
    "All %(count)s": "more than were shown",
    "From %(name)s, %(count)s of the %(others)s others are reached": "one of them has a sentence of its own",
    "From %(one)s to %(other)s it takes %(count)s steps, by way of": "by way of somebody it takes two",
    "Lines %(first)s-%(last)s are not in the document of": "a document of one line is no plan",
    "The document has %(count)s lines, not %(stated)s": "a document of one line is no plan",
    "No faults in %(files)s files": "the model has thousands",
    "%(used)s of %(count)s statements of this file": "of all that are in a file",
    "The file says more than %(most)s statements": "a bound",
    "The largest has %(count)s partners": "a group has two",
    "There are %(parts)s parts that touch nowhere": "one part touches all",
    "These are the first %(shown)s of %(count)s rows": "more than are set",
    "Without %(name)s, %(count)s partners are cut off": "one of them has a sentence of its own",
    "Without %(name)s, the %(all)s partners": "connected by way of somebody are two",
}
#: A number in a text, and the word after it.
COUNTED = re.compile(r"%\(\w+\)s ([a-zé'-]+)")
#: What makes each command fail, or speak, at once: its words, with FILE for a regular file.
COMMANDS = {
    "ask": ("ask", "measures", "-p", "nonsense"),
    "build": ("build", "--data", "FILE/data"),
    "check": ("check", "absent.ttl"),
    "completeness": ("completeness", "--source", "absent.txt"),
    "diff": ("diff", "--data", "FILE/data"),
    "house-style": ("house-style", "FILE"),
    "network": ("network", "cooperation", "-p", "nonsense"),
    "plan": ("plan", "remove", "nope", "--data", "FILE/data"),
    "questions": ("questions",),
    "rollback": ("rollback", "nope", "--data", "FILE/data"),
    "serve": ("serve", "--host", "192.0.2.1", "--port", "8099"),
    "versions": ("versions", "--data", "FILE/data"),
    "why": ("why", "nonsense", "smd:activeOn", "theme:jeugd"),
}


@cache
def read_catalogue() -> Catalog:
    """Read the Dutch texts."""
    with (ROOT / "api/translations/nl.po").open("rb") as file:
        return read_po(file, locale="nl")


@cache
def list_messages() -> dict[tuple[object, object], Translated]:
    """List the messages of the catalogue, by their keys."""
    return {(it.context, it.id): it for it in read_catalogue() if it.id}


@cache
def extract_texts() -> frozenset[object]:
    """Extract the texts from code and templates, as `make texts` does.

    A text that has a form for several somewhere is one message with that, also where it is asked for alone.
    """
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    (line,) = re.findall(r"^KEYWORDS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    words = {**DEFAULT_KEYWORDS, **parse_keywords(line.replace("-k", "").split())}
    found = extract_from_dir(str(ROOT), methods, options, words, directory_filter=lambda it: "." not in Path(it).name)
    texts = {(context, text) for _, _, text, _, context in found if text}
    return frozenset(texts - {(context, text[0]) for context, text in texts if isinstance(text, tuple)})


def iter_nodes() -> list[tuple[str, ast.AST]]:
    """List every node of the syntax of our packages, with its file."""
    trees = [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in MODULES]
    return [(name, node) for name, tree in trees for node in ast.walk(tree)]


def test_every_text_is_there_in_dutch_and_none_is_left_over() -> None:
    """The catalogue holds exactly the texts of code and templates, each with its Dutch."""
    assert len(extract_texts()) > 500
    assert extract_texts() == list_messages().keys()
    assert not read_catalogue().obsolete


def test_dutch_texts_are_whole() -> None:
    """Each Dutch text is there, is not a guess, and has the same places for values as the English."""
    for message in list_messages().values():
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(texts), message.id
        assert not message.fuzzy, message.id
        assert list(message.check(read_catalogue())) == [], message.id
        keys = message.id if isinstance(message.id, list | tuple) else (message.id,)
        assert {place for text in texts for place in PLACE.findall(str(text))} == {
            place for key in keys for place in PLACE.findall(key)
        }, message.id


def test_one_is_one() -> None:
    """No text has a number before a word for several where there may be one: for that it has a form of its own."""
    whole = list_messages().values()
    forms = [[set(COUNTED.findall(str(text))) for text in it.string] for it in whole if isinstance(it.string, tuple)]
    several = {word for one, many in forms for word in many - one if word.endswith(("en", "s"))}
    alone = [it for it in whole if isinstance(it.string, str) and several & set(COUNTED.findall(it.string))]

    assert {"maatregelen", "partners", "rijen", "regels", "verbanden"} <= several
    assert [it.id for it in alone if not str(it.id).startswith(tuple(NEVER_ONE))] == []
    assert [it for it in NEVER_ONE if not any(str(one.id).startswith(it) for one in alone)] == []


def test_no_text_hides_from_the_extraction() -> None:
    """Each text that code asks the catalogue for is in it, also one within another string, which Babel does not see."""
    asked = [
        (name, node.args[0].value)
        for name, node in iter_nodes()
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in {"_", "gettext", "ngettext", "Message"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    known = {text for _, key in list_messages() for text in (key if isinstance(key, tuple) else (key,))}

    assert len(asked) > 200
    assert [(name, text) for name, text in asked if text not in known] == []


def test_texts_stand_in_the_catalogue_alone() -> None:
    """No code keeps texts by language beside the catalogue; what is by language and no text is named above."""
    found = {
        name
        for name, node in iter_nodes()
        if isinstance(node, ast.Dict)
        and any(isinstance(key, ast.Constant) and key.value in {"nl", "en"} for key in node.keys)
    }

    assert found == NOT_TEXTS.keys()


@pytest.mark.parametrize("module", [completeness, contradictions, evidence, explainer, mentions])
def test_what_a_check_says_has_both_languages(module: object) -> None:
    """Each sentence of a check, or of a rule that derives, is in Dutch other than in English."""
    values = [it for value in vars(module).values() for it in (value.values() if isinstance(value, dict) else [value])]
    said = [it for it in values if isinstance(it, Message)]

    assert len(said) > 1
    assert [it for it in said if load_catalogue("nl").gettext(it.template) == it.template] == []


def test_shape_speaks_both_languages() -> None:
    """A fault of a shape is told in the shape's own words, in the language of who reads; its rule has one name."""
    node, kind = NamedNode(f"{PREFIXES['actor']}x"), NamedNode(f"{PREFIXES['rdf']}type")
    graph = NamedNode("urn:g")
    actor = Quad(node, kind, NamedNode(f"{PREFIXES['smd']}Partner"), graph)
    name = Quad(node, NamedNode(f"{PREFIXES['skos']}prefLabel"), Literal("x", language="nl"), graph)

    found = {fault.rule: fault for fault in validate_data([(actor, "x.ttl"), (name, "x.ttl")])}

    fault = found["shape:Actor smd:kind MinCount"]
    assert fault.describe(load_catalogue("nl")) == "x.ttl: actor:x: Een actor is van een soort; voeg smd:kind toe."
    assert fault.describe(load_catalogue("en")) == "x.ttl: actor:x: An actor has a kind; add smd:kind."
    assert "shape:labelInDutch skos:prefLabel QualifiedMinCount" not in found


def speak(folder: Path, *words: str, locale: str | None = None) -> Result:
    """Run `samendoen` with *words* in a terminal that speaks *locale*."""
    file = folder / "file"
    file.write_bytes(b"")
    env = {"SAMENDOEN_DATA": str(folder / "data"), "LC_ALL": None, "LC_MESSAGES": None, "LANG": locale}
    return CliRunner(env=env).invoke(main, [word.replace("FILE", str(file)) for word in words])


def test_every_command_takes_a_language() -> None:
    """Each command has `--lang`, and an example below; the older name of one is hidden."""
    groups = {name: it.commands.values() for name, it in main.commands.items() if isinstance(it, click.Group)}
    commands = [it for name, command in main.commands.items() for it in groups.get(name, [command])]
    assert {it.name for it in commands if "--lang" not in {o for p in it.params for o in p.opts}} == set()
    assert {name for name, command in main.commands.items() if not command.hidden} == COMMANDS.keys()
    assert main.commands["coverage"].hidden


@pytest.mark.parametrize("name", COMMANDS)
def test_command_speaks_the_language_of_who_reads(name: str, tmp_path: Path) -> None:
    """What a command prints follows `--lang`, or else the terminal; where that says nothing, it is Dutch."""
    dutch, english = (speak(tmp_path, *COMMANDS[name], "--lang", language).output for language in ("nl", "en"))

    assert dutch.strip()
    assert dutch != english
    assert speak(tmp_path, *COMMANDS[name], locale="en_GB.UTF-8").output == english
    assert speak(tmp_path, *COMMANDS[name], locale="nl_NL.UTF-8").output == dutch
    assert speak(tmp_path, *COMMANDS[name], locale="C.UTF-8").output == dutch
    assert speak(tmp_path, *COMMANDS[name]).output == dutch


def test_older_name_of_completeness_says_so(tmp_path: Path) -> None:
    """`coverage` does what `completeness` does, and says under which name."""
    words = ("--source", "absent.txt", "--lang", "en")
    older, newer = (speak(tmp_path, name, *words) for name in ("coverage", "completeness"))

    assert "'samendoen completeness'" in older.stderr
    assert older.stderr.endswith(newer.stderr)
    assert older.exit_code == newer.exit_code == 1


def test_bad_setting_is_told_in_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that cannot be is a mistake of use, told in the language asked."""
    monkeypatch.setenv("SAMENDOEN_WORKERS", "many")
    result = speak(tmp_path, "serve", "--lang", "nl")

    assert result.exit_code == click.UsageError.exit_code
    assert "SAMENDOEN_WORKERS is 'many'; geef een getal boven nul." in result.output
