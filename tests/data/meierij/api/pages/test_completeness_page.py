"""How much of the real document is in the graph, on its page: what holds of the small one holds here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.checks import measure_version
from tests.api.linked_data.test_things import HTML

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from graph.sources import SourceText
    from graph.versions import Version

DOCUMENT = "/documents/meierij-2019-2022/plan"


def test_page_lists_every_line_of_the_report(reading: FlaskClient, version: Version, plan: SourceText) -> None:
    """Each of the more than three hundred lines with words leads to its own page."""
    (report,) = measure_version(version.path, {plan.sha256: plan})
    text = reading.get(DOCUMENT, headers=HTML).get_data(as_text=True)

    assert len(report.lines) > 300
    assert [
        line.number
        for line in report.lines
        if f'href="/documents/meierij-2019-2022/plan/lines/{line.number}"' not in text
    ] == []


def test_page_tells_what_is_left_out_on_purpose(client: FlaskClient) -> None:
    """More than five omissions stand on the page, each with the lines that it is about."""
    omitted = client.get(DOCUMENT, headers=HTML).get_data(as_text=True).partition('id="omitted"')[2]

    assert omitted.count("/documents/meierij-2019-2022/plan/lines/") > 5
