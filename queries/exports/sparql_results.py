"""An answer as SPARQL results, in JSON or XML (SPARQL 1.1 Query Results, W3C 2013), with only its columns."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from graph.terms import to_xml_text

if TYPE_CHECKING:
    from graph.terms import TermJson
    from queries.answers import Answer

_NAMESPACE = "http://www.w3.org/2005/sparql-results#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def to_results_json(answer: Answer) -> bytes:
    """Write *answer* in the SPARQL Query Results JSON Format."""
    names = [column.name for column in answer.columns]
    bindings = [{name: row[name] for name in names if name in row} for row in answer.solutions]
    body = {"head": {"vars": names}, "results": {"bindings": bindings}}
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def to_results_xml(answer: Answer) -> bytes:
    """Write *answer* as SPARQL Query Results XML; a character that XML cannot hold becomes U+FFFD."""
    root = Element("sparql", xmlns=_NAMESPACE)
    head, results = SubElement(root, "head"), SubElement(root, "results")
    for column in answer.columns:
        SubElement(head, "variable", name=column.name)
    for row in answer.solutions:
        result = SubElement(results, "result")
        for column in answer.columns:
            if column.name in row:
                _add_term(SubElement(result, "binding", name=column.name), row[column.name])
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
