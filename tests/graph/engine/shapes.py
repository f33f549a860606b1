"""Shapes of queries: for each production of the grammar one that repeats it, however often.

This is the table to add one to: `test_shapes.py` holds each line of it against the bounds, and `endurance.py` measures
what the engine bears without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: The longest query that is tried, as a client's.
LONGEST = 100_000


class Shape(NamedTuple):
    """What comes first, what is repeated, what stands within, what closes each repetition, and what comes last.

    `@n` in what is repeated is its number.
    """

    first: str
    repeated: str
    within: str = ""
    closing: str = ""
    last: str = ""

    def repeat(self, count: int) -> str:
        """Repeat the shape *count* times."""
        repeated = (
            "".join(self.repeated.replace("@n", str(number)) for number in range(count))
            if "@n" in self.repeated
            else self.repeated * count
        )
        return f"{self.first}{repeated}{self.within}{self.closing * count}{self.last}"

    def find_most(self, longest: int = LONGEST) -> int:
        """Find how often it can be repeated within *longest* characters."""
        return find_last(lambda count: len(self.repeat(count)) <= longest, 1, longest)


def find_last(holds: Callable[[int], bool], low: int, high: int, step: int = 1) -> int:
    """Find, to within *step*, the last number for which *holds*, which does for *low*, not for what is over *high*."""
    while high - low >= step:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


SHAPES = {
    # Expressions.
    "not": Shape("ASK { FILTER(", "!", "1", "", ") }"),
    "not_of_variables": Shape("ASK { ?s ?p ?o FILTER(", "!", "?o", "", ") }"),
    "unary_minus": Shape("ASK { FILTER(", "- ", "?x", "", ") }"),
    "unary_plus": Shape("ASK { FILTER(", "+ ", "?x", "", ") }"),
    "or": Shape("ASK { FILTER(1", "||1", "", "", ") }"),
    "or_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o", "||?o", "", "", ") }"),
    "and": Shape("ASK { FILTER(1", "&&1", "", "", ") }"),
    "and_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o", "&&?o", "", "", ") }"),
    "plus": Shape("ASK { FILTER(1", "+1", "", "", ") }"),
    "plus_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o", "+?o", "", "", ") }"),
    "minus": Shape("ASK { FILTER(1", "-1", "", "", ") }"),
    "minus_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o", "-?o", "", "", ") }"),
    "times": Shape("ASK { FILTER(1", "*1", "", "", ") }"),
    "times_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o", "*?o", "", "", ") }"),
    "divide": Shape("ASK { FILTER(1", "/1", "", "", ") }"),
    "divide_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o", "/?o", "", "", ") }"),
    "signed_numbers": Shape("ASK { FILTER(1", "+1", "", "", ") }"),
    "signed_numbers_glued": Shape("ASK { FILTER(1", " -1", "", "", ") }"),
    "or_equal": Shape("ASK { ?s ?p ?o FILTER(?o=1", "||?o=@n", "", "", ") }"),
    "or_bound": Shape("ASK { ?s ?p ?o FILTER(?o=1", "||?x@n=1", "", "", ") }"),
    "and_equal": Shape("ASK { ?s ?p ?o FILTER(?o=1", "&&?o!=@n", "", "", ") }"),
    "or_exists": Shape("ASK { ?s ?p ?o FILTER(1", "||EXISTS{}", "", "", ") }"),
    "and_not_exists": Shape("ASK { ?s ?p ?o FILTER(1", "&&NOT EXISTS{}", "", "", ") }"),
    "parens": Shape("ASK { FILTER(", "(", "1", ")", ") }"),
    "equal_nested": Shape("ASK { FILTER(", "1=(", "1", ")", ") }"),
    "less_chain_nested": Shape("ASK { FILTER(", "(1<", "1", ")", ") }"),
    "in_nested": Shape("ASK { FILTER(", "1 IN(", "1", ")", ") }"),
    "if_nested": Shape("ASK { FILTER(", "IF(1,", "1", ",1)", ") }"),
    "str_nested": Shape("ASK { FILTER(", "STR(", "1", ")", ") }"),
    "triple_fn": Shape("ASK { FILTER(", "TRIPLE(?s,?p,", "?o", ")", ") }"),
    "exists_nested_expression": Shape("ASK { FILTER(", "EXISTS{FILTER(", "1", ")}", ") }"),
    # Lists of an expression.
    "in_list": Shape("ASK { FILTER(1 IN (1", ",@n", "", "", ")) }"),
    "in_list_of_variables": Shape("ASK { ?s ?p ?o FILTER(?o IN (1", ",@n", "", "", ")) }"),
    "in_list_variables": Shape("ASK { ?s ?p ?o FILTER(?o IN (1", ",?x@n", "", "", ")) }"),
    "not_in_list": Shape("ASK { ?s ?p ?o FILTER(?o NOT IN (1", ",@n", "", "", ")) }"),
    "concat": Shape("ASK { FILTER(CONCAT(1", ",1", "", "", ")) }"),
    "coalesce": Shape("ASK { FILTER(COALESCE(1", ",1", "", "", ")) }"),
    "coalesce_of_variables": Shape("ASK { FILTER(COALESCE(?x", ",?x@n", "", "", ")) }"),
    "custom_args": Shape("ASK { FILTER(<urn:f>(1", ",1", "", "", ")) }"),
    # Functions that the engine reads twice.
    "group_concat_nested": Shape("SELECT (", "GROUP_CONCAT(", "1", ")", " AS ?x) {}"),
    "substr_nested": Shape("SELECT (", "SUBSTR(", "'x'", ",1)", " AS ?x) {}"),
    "replace_nested": Shape("SELECT (", "REPLACE(", "'x'", ",'a','b')", " AS ?x) {}"),
    "regex_nested": Shape("SELECT (", "REGEX(", "'x'", ",'a')", " AS ?x) {}"),
    "group_concat_distinct_nested": Shape("SELECT (", "GROUP_CONCAT(DISTINCT ", "1", ")", " AS ?x) {}"),
    # What a SELECT says beside its pattern.
    "project_expression": Shape("SELECT ", "(1 AS ?x@n)", "", "", "{}"),
    "project_expression_of_the_last": Shape("SELECT (1 AS ?x)", "(?x+1 AS ?x@n)", "", "", "{}"),
    "project_of_variables": Shape("SELECT ", "?x@n", "", "", "{}"),
    "project_aggregate": Shape("SELECT ", "(COUNT(*)AS?x@n)", "", "", "{}"),
    "project_aggregate_expression": Shape("SELECT ", "(SUM(?o+@n)AS?x@n)", "", "", "{?s ?p ?o}"),
    "aggregate_sum_chain": Shape("SELECT (1", "+SUM(?o)", "", "", " AS ?x){?s ?p ?o}"),
    "count_distinct": Shape("SELECT (COUNT(DISTINCT ?x)", "+COUNT(DISTINCT ?x)", "", "", " AS ?y) {}"),
    "group_of_variables": Shape("SELECT (1 AS ?z) {} GROUP BY", "?x@n"),
    "group_expression": Shape("SELECT (1 AS ?z) {} GROUP BY", "(1)"),
    "group_expression_as": Shape("SELECT (1 AS ?z) {} GROUP BY", "(1 AS?x@n)"),
    "having": Shape("SELECT (1 AS ?z) {} HAVING", "(1)"),
    "having_aggregate": Shape("SELECT (1 AS ?z) {} HAVING", "(SUM(?x)=1)"),
    "order_of_variables": Shape("SELECT * {?s ?p ?o} ORDER BY", "?s"),
    "order_variables": Shape("SELECT * {?s ?p ?o} ORDER BY", "?x@n"),
    "order_expression": Shape("SELECT * {?s ?p ?o} ORDER BY", "(1)"),
    "order_desc": Shape("SELECT * {?s ?p ?o} ORDER BY", "DESC(?s+@n)"),
    "order_subselects": Shape("ASK {", "{SELECT * {} ORDER BY ?x}", "", "", "}"),
    "order_nested": Shape("SELECT * {} ", "ORDER BY EXISTS{SELECT * {} ", "", "}"),
    # Groups beside each other.
    "bind": Shape("ASK {", "BIND(1 AS ?x@n)", "", "", "}"),
    "bind_of_the_last": Shape("ASK { BIND(1 AS ?x)", "BIND(?x+1 AS ?x@n)", "", "", "}"),
    "filter": Shape("ASK {", "FILTER(1)", "", "", "}"),
    "filter_of_variables": Shape("ASK {?s ?p ?o ", "FILTER(?o)", "", "", "}"),
    "filter_str": Shape("ASK {?s ?p ?o ", "FILTER STR(?o)", "", "", "}"),
    "filter_exists": Shape("ASK {?s ?p ?o ", "FILTER EXISTS{}", "", "", "}"),
    "filter_not_exists": Shape("ASK {?s ?p ?o ", "FILTER NOT EXISTS{FILTER(?o)}", "", "", "}"),
    "groups": Shape("ASK {", "{}", "", "", "}"),
    "groups_one": Shape("ASK {?s ?p ?o", "{}", "", "", "}"),
    "groups_dots": Shape("ASK {", "{}.", "", "", "}"),
    "union": Shape("ASK {{}", "UNION{}", "", "", "}"),
    "union_filters": Shape("ASK {{}", "UNION{FILTER(1)}", "", "", "}"),
    "union_binds": Shape("ASK {{}", "UNION{BIND(1 AS ?x@n)}", "", "", "}"),
    "union_values": Shape("ASK {{}", "UNION{VALUES ?x{@n}}", "", "", "}"),
    "optional": Shape("ASK {", "OPTIONAL{}", "", "", "}"),
    "optional_filter": Shape("ASK {", "OPTIONAL{FILTER(1)}", "", "", "}"),
    "optional_bind": Shape("ASK {", "OPTIONAL{BIND(1 AS?x@n)}", "", "", "}"),
    "optional_values": Shape("ASK {VALUES ?x {1}", "OPTIONAL{VALUES ?x{1}}", "", "", "}"),
    "optional_values_y": Shape("ASK {VALUES ?x {1}", "OPTIONAL{VALUES ?y@n{1}}", "", "", "}"),
    "minus_group": Shape("ASK {", "MINUS{}", "", "", "}"),
    "minus_values": Shape("ASK {VALUES ?x{0}", "MINUS{VALUES ?x{1}}", "", "", "}"),
    "graph_of_variables": Shape("ASK {", "GRAPH?g{}", "", "", "}"),
    "graph_iri": Shape("ASK {", "GRAPH<urn:g>{}", "", "", "}"),
    "lateral": Shape("ASK {", "LATERAL{}", "", "", "}"),
    "subselect": Shape("ASK {", "{SELECT*{}}", "", "", "}"),
    "subselect_limit": Shape("ASK {", "{SELECT*{}LIMIT 1}", "", "", "}"),
    "subselect_aggregate": Shape("ASK {", "{SELECT(COUNT(*)AS?x@n){}}", "", "", "}"),
    "join_values": Shape("ASK {VALUES ?x {1}", "{VALUES ?x{1}}", "", "", "}"),
    "values_blocks": Shape("ASK {", "VALUES?x{1}", "", "", "}"),
    "values_blocks_variables": Shape("ASK {", "VALUES?x@n{1}", "", "", "}"),
    # Groups within each other.
    "group_nested": Shape("ASK ", "{", "", "}"),
    "optional_nested": Shape("ASK {", "OPTIONAL{", "", "}", "}"),
    "minus_nested": Shape("ASK {", "MINUS{", "", "}", "}"),
    "graph_nested": Shape("ASK {", "GRAPH ?g{", "", "}", "}"),
    "union_nested": Shape("ASK {", "{}UNION{", "", "}", "}"),
    "union_nested_left": Shape("ASK {", "{", "{}", "}UNION{}", "}"),
    "not_exists_nested": Shape("ASK {", "FILTER NOT EXISTS{", "", "}", "}"),
    "exists_filter_deep": Shape("ASK {", "FILTER EXISTS{?s ?p ?o ", "", "}", "}"),
    "subselect_nested": Shape("ASK {", "{SELECT*", "{}", "}", "}"),
    "select_nested_project": Shape("", "SELECT*{{", "SELECT*{}", "}}"),
    # Rows.
    "values_rows": Shape("ASK { VALUES ?x {", " @n", "", "", "}}"),
    "values_rows_full": Shape("ASK { VALUES (?x) {", "(@n)", "", "", "}}"),
    "values_variables": Shape("ASK { VALUES (", "?x@n", "", "", ") {}}"),
    "values_variables_row": Shape("ASK { VALUES (", "?x@n ", ") {(", "1 ", ")}}"),
    "values_empty_rows": Shape("ASK { VALUES () {", "()", "", "", "}}"),
    "values_end": Shape("ASK {} VALUES ?x {", " @n", "", "", "}"),
    # Triples.
    "triples": Shape("ASK {", "?s?p?o.", "", "", "}"),
    "triples_connected": Shape("ASK {", "?a?b@n?o@n.", "", "", "}"),
    "semicolons": Shape("ASK {?s ?p ?o", ";", "", "", "}"),
    "semicolons_list": Shape("ASK {?s ?p ?o", ";?p@n?o", "", "", "}"),
    "commas": Shape("ASK {?s ?p ?o", ",?o", "", "", "}"),
    "blank_nodes": Shape("ASK {[]?p []", ",[]", "", "", "}"),
    "blank_node_list": Shape("ASK {?s ?p ", "[?p ", "[]", "]", "}"),
    "blank_node_subject": Shape("ASK {", "[?p ", "[]", "]", "}"),
    "collection": Shape("ASK {?s ?p (", "1 ", "", "", ")}"),
    "collection_nested": Shape("ASK {?s ?p ", "(", "1", ")", "}"),
    "collection_nested_subject": Shape("ASK {", "(", "1", ")", "?p ?o}"),
    # Templates.
    "construct_triples": Shape("CONSTRUCT {", "?s ?p ?o.", "", "", "}{}"),
    "construct_commas": Shape("CONSTRUCT {?s ?p ?o", ",@n", "", "", "}{?s ?p ?o}"),
    "construct_semicolons": Shape("CONSTRUCT {?s ?p ?o", ";", "", "", "}{}"),
    "construct_nothing": Shape("CONSTRUCT {?s ?p ?o", ".?s ?p ?o", "", "", "}{}"),
    "blank_node_construct": Shape("CONSTRUCT {?s ?p ", "[?p ", "[]", "]", "} {}"),
    "collection_construct": Shape("CONSTRUCT {?s ?p (", "1 ", "", "", ")} {}"),
    "collection_construct_nested": Shape("CONSTRUCT {?s ?p ", "(", "1", ")", "} {}"),
    "construct_quoted": Shape("CONSTRUCT {", "<<", "?s", "?p ?o>>", " ?p ?o}{}"),
    "construct_reifiers": Shape("CONSTRUCT {?s ?p ?o", "~", "", "", "}{}"),
    # Paths.
    "path_sequence": Shape("ASK {?s <p>", "/<p>", "", "", " ?o}"),
    "path_sequence_bound": Shape("ASK {<s> <p>", "/<p>", "", "", " <o>}"),
    "path_sequence_star": Shape("ASK {<s> <p>*", "/<p>*", "", "", " ?o}"),
    "path_alternative": Shape("ASK {?s <p>", "|<p>", "", "", " ?o}"),
    "path_alternative_inverse": Shape("ASK {?s <p>", "|^<p>", "", "", " ?o}"),
    "path_star_alt": Shape("ASK {?s (<p>", "|<p>", "", "", ")* ?o}"),
    "path_negated": Shape("ASK {?s !(<p>", "|<p>", "", "", ") ?o}"),
    "path_negated_inv": Shape("ASK {?s !(^<p>", "|^<p>", "", "", ") ?o}"),
    "path_nested": Shape("ASK {?s ", "(", "<p>", ")", " ?o}"),
    "path_star_nested": Shape("ASK {?s ", "(", "<p>", ")*", " ?o}"),
    "path_opt_nested": Shape("ASK {?s ", "(", "<p>", ")?", " ?o}"),
    "path_plus_nested": Shape("ASK {?s ", "(", "<p>", ")+", " ?o}"),
    "path_inverse_nested": Shape("ASK {?s ", "^(", "<p>", ")", " ?o}"),
    # Triples about triples.
    "quoted_nested": Shape("ASK {", "<<", "?s", "?p ?o>>", " ?p ?o}"),
    "quoted_nested_obj": Shape("ASK {?s ?p ", "<<?s ?p ", "?o", ">>", "}"),
    "triple_term": Shape("ASK {?s ?p ", "<<(?s ?p ", "?o", ")>>", "}"),
    "triple_term_expression": Shape("ASK { FILTER(", "<<(?s <urn:p> ", "?o", ")>>", ") }"),
    "triple_data": Shape("ASK {VALUES ?x {", "<<(<urn:s> <urn:p> ", "1", ")>>", "}}"),
    "annotation": Shape("ASK {?s ?p ?o ", "{|?p ?o|}", "", "", "}"),
    "annotation_nested": Shape("ASK {?s ?p ?o ", "{|?p ?o ", "", "|}", "}"),
    "reifiers": Shape("ASK {?s ?p ?o ", "~ ?x@n", "", "", "}"),
    "reifiers_anon": Shape("ASK {?s ?p ?o ", "~", "", "", "}"),
    # What stands before and after.
    "describe": Shape("DESCRIBE", "<urn:@n>"),
    "describe_variables": Shape("DESCRIBE", "?x@n", "", "", "{?s ?p ?o}"),
    "from": Shape("SELECT * ", "FROM<urn:@n>", "", "", "{?s ?p ?o}"),
    "from_same": Shape("SELECT * ", "FROM<urn:g>", "", "", "{?s ?p ?o}"),
    "from_named": Shape("SELECT * ", "FROM NAMED<urn:@n>", "", "", "{?s ?p ?o}"),
    "prefix": Shape("", "PREFIX p@n:<u:>", "", "", "ASK{}"),
    "prefix_same": Shape("", "PREFIX :<u:>", "", "", "ASK{}"),
    "base": Shape("", "BASE<u:@n>", "", "", "ASK{}"),
    "base_relative": Shape("BASE<http://x/>", "BASE<a/>", "", "", "ASK{}"),
    "version": Shape("", "VERSION'1.2'", "", "", "ASK{}"),
    "comments": Shape("", "#\n", "", "", "ASK{}"),
    "spaces": Shape("", " ", "", "", "ASK{}"),
    "limit": Shape("ASK {} LIMIT ", "1"),
    "limit0": Shape("ASK {} LIMIT ", "0"),
    "offset": Shape("ASK {} OFFSET ", "1"),
    # Long tokens.
    "long_literal": Shape("ASK { FILTER('", "x", "", "", "') }"),
    "string_escapes": Shape("ASK { FILTER('", "\\n", "", "", "') }"),
    "long_iri": Shape("ASK { ?s <urn:", "x", "", "", "> ?o }"),
    "long_iri_slashes": Shape("ASK { ?s <http://x", "/..", "", "", "> ?o }"),
    "long_iri_rel": Shape("BASE <http://x/> ASK { ?s <", "../", "", "", "> ?o }"),
    "long_variable": Shape("ASK { ?", "x", "", "", " ?p ?o }"),
    "long_local": Shape("PREFIX : <urn:> ASK { :", "x", "", "", " ?p ?o }"),
    "long_local_dots": Shape("PREFIX : <urn:> ASK { :x", "..x", "", "", " ?p ?o }"),
    "long_prefix": Shape("PREFIX ", "x", "", "", ": <urn:> ASK {}"),
    "long_blank_node": Shape("ASK { _:", "x", "", "", " ?p ?o }"),
    "long_language": Shape("ASK { FILTER('x'@en", "-x", "", "", ") }"),
    "long_number": Shape("ASK { FILTER(", "1", "", "", ") }"),
    "long_decimal": Shape("ASK { FILTER(1.", "1", "", "", ") }"),
    "long_exponent": Shape("ASK { FILTER(1e", "1", "", "", ") }"),
    "datatype": Shape("ASK { FILTER('x'^^<urn:", "x", "", "", ">) }"),
    # Regular expressions.
    "regex_optional_groups": Shape("ASK { FILTER(REPLACE('x','", "(", "", "?)", "','')) }"),
    "regex_repeat": Shape("ASK { FILTER(REGEX('x','a", "{9}", "", "", "')) }"),
    "regex_alt": Shape("ASK { FILTER(REGEX('x','a", "|a", "", "", "')) }"),
    "regex_nested_groups": Shape("ASK { FILTER(REGEX('x','", "(", "a", ")", "')) }"),
    "regex_class": Shape("ASK { FILTER(REGEX('x','", "[a", "", "]", "')) }"),
}
