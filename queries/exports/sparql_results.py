"""An answer as SPARQL results, in JSON or XML (SPARQL 1.1 Query Results, W3C 2013), with only its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.terms import to_xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.terms import TermJson
    from queries.answers import Answer

_NAMESPACE = "http://www.w3.org/2005/sparql-results#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def list_names(answer: Answer) -> list[str]:
    """List the names of the columns of *answer*."""
    return [column.name for column in answer.columns]


def build_results(answer: Answer) -> dict[str, object]:
    """Build of *answer* the object of the SPARQL Query Results JSON Format."""
    names = list_names(answer)
    bindings = [{name: row[name] for name in names if name in row} for row in answer.solutions]
    return {"head": {"vars": names}, "results": {"bindings": bindings}}


def write_results_xml(names: Sequence[str], solutions: Iterable[Mapping[str, TermJson]]) -> bytes:
    """Write what *solutions* have under *names* as SPARQL Query Results XML.

    A character that XML cannot hold becomes U+FFFD.
    """
    root = Element("sparql", xmlns=_NAMESPACE)
    head, results = SubElement(root, "head"), SubElement(root, "results")
    for name in names:
        SubElement(head, "variable", name=name)
    for row in solutions:
        result = SubElement(results, "result")
        for name in names:
            if name in row:
                _add_term(SubElement(result, "binding", name=name), row[name])
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add_term(binding: Element, term: TermJson) -> None:
    """Put *term* in *binding*."""
    element = SubElement(binding, term["type"])
    element.text = to_xml_text(term["value"])
    if "xml:lang" in term:
        element.set(_LANG, term["xml:lang"])
    elif "datatype" in term:
        element.set("datatype", term["datatype"])
