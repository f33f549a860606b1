"""What the plans leave open: each kind of gap in numbers, and what lacks something, by theme, to be worked off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import Blueprint, Response

from api.components.choice_words import list_field_choices
from api.components.form import build_fields
from api.components.gap_summary import COUNTED_CLASSES, summarise_gaps
from api.components.heading import build_heading
from api.components.lacking import gather_lacking
from api.components.nearest import build_nearest_cell, describe_nearest
from api.components.page import render_page
from api.components.plan_list import build_plan_lines
from api.components.question_page import SIZES, find_result_page
from api.components.step_summary import summarise_steps
from api.components.thing import list_days
from api.http.response import add_etag
from api.requests.question import answer_all, answer_question, find_choices, parse_parameters
from api.requests.scope import get_scope
from api.requests.url import read_url
from queries.answers import assess_trust
from queries.exports import MEDIA_TYPES, Worklist, WorklistRow, draft_worklist, explain_severity
from visualisation import Bar, BarGroup, draw_bars

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.components.gap_summary import GapKind
    from api.components.lacking import Lacking, ThemeGroup
    from api.components.step_summary import StepCount
    from api.requests.scope import Scope
    from api.requests.url import RequestUrl
    from queries.questions import Question

blueprint = Blueprint("gaps", __name__)
#: The kinds that a table by theme has, for it has to fit on a page: those of measures.
THEME_KINDS = ("owner", "deadline", "legal_basis", "money")
#: As many entries as are all shown without unfolding a theme.
MOST_UNFOLDED = 12


@dataclass
class ThemeLine:
    """A theme in numbers: of how many of its measures each kind is missing."""

    theme: str
    label: str
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)


@blueprint.get("/gaps")
def show_gaps() -> str:
    """Show each kind of gap in numbers, of several plans also for each, and what lacks it, by theme.

    `kind`, `theme` and `step` choose what is listed.
    """
    whole, url = get_scope(), read_url()
    scope = whole.narrow(url)
    question = scope.library.find("gaps")
    choices = find_choices(scope, question, url)
    chosen = choices[0][1]
    kind, step = (chosen.get(name, "").rpartition("/")[2] for name in ("kind", "step"))
    themes = [its["theme"] for _plan, its in choices if "theme" in its]
    kinds = summarise_gaps(whole, themes, chosen["on"])
    steps = summarise_steps(whole, themes, chosen["on"])
    fields = build_fields(scope, question, url.parameters)
    return render_page(
        scope,
        url,
        "gaps/index.html",
        question=question,
        fields=fields,
        heading=build_heading(scope, url, list_field_choices(fields, url)),
        days=list_days(scope),
        kinds=kinds,
        kinds_diagram=_draw_kinds(scope, kinds),
        steps=steps,
        steps_diagram=_draw_steps(scope, steps),
        counted=COUNTED_CLASSES,
        chosen=next((gap for gap in kinds if gap.kind == kind), None),
        step=step,
        theme=url.parameters.get("theme", ""),
        here={name: value for name in ("theme", "on") if (value := url.parameters.get(name, ""))},
        lines=[] if scope.plan or themes else build_plan_lines(scope, scope.chosen, chosen["on"]),
        theme_lines=_list_theme_lines(scope, chosen["on"]) if scope.plan and not themes else [],
        theme_kinds=THEME_KINDS,
        **(_build_list(scope, question, url, kind) if kind or step or themes else {}),
    )


@blueprint.get("/gaps/worklist.xlsx")
def download_worklist() -> Response:
    """Write what lacks something as a workbook to fill in: the chosen `kind`, `theme` and `step`, on the day `on`."""
    scope, url = get_scope(), read_url()
    question = scope.library.find("gaps")
    choices = find_choices(scope, question, url)
    values = {name: value for name, value in parse_parameters(url).items() if value}
    key = ("worklist", *sorted(values.items()), *scope.key)
    day = choices[0][1]["on"]
    body = scope.rendering.write(key, lambda: draft_worklist(_build_worklist(scope, values, day), scope.translator))
    response = Response(body, content_type=MEDIA_TYPES["xlsx"])
    name = scope.translator.gettext("worklist")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return add_etag(response, scope.version.digest, by_language=True)


def _build_list(scope: Scope, question: Question, url: RequestUrl, kind: str) -> dict[str, object]:
    """Build what lacks something, or the *kind* where one is chosen, by theme, and how far it can be trusted."""
    answer = answer_all(scope, question, {**parse_parameters(url), "kind": ""})
    groups = gather_lacking(scope, answer.rows, kind, "" if kind else "measure")
    entries = [(group, it) for group in groups for it in group.entries]
    page = find_result_page(url, len(entries))
    shown: dict[tuple[str, str], list[Lacking]] = defaultdict(list)
    for group, it in entries[page.first : page.last]:
        shown[group.plan, group.theme].append(it)
    return {
        "groups": [(group, shown[group.plan, group.theme]) for group in groups if (group.plan, group.theme) in shown],
        "unfolded": len(shown) == 1 or len(entries) <= MOST_UNFOLDED,
        "nearest": lambda row: build_nearest_cell(scope, row),
        "plan_names": {plan.iri: plan.find_label(scope.language) for plan in scope.chosen},
        "page": page,
        "sizes": SIZES,
        "total": len(entries),
        "things": len({it.row["node"] for _group, it in entries}),
        "severity_rule": explain_severity(scope.translator),
        "trust": assess_trust(answer),
    }


def _draw_kinds(scope: Scope, kinds: Sequence[GapKind]) -> str:
    """Draw of how many things each of *kinds* is missing; the table that the page has beside it is called `kinds`."""
    _ = scope.translator.gettext
    groups = [
        BarGroup(
            gap.label[:1].upper() + gap.label[1:],
            [Bar(100 * gap.count / gap.total, _describe_count(scope, gap.count, gap.total), 2, 100)],
        )
        for gap in kinds
        if gap.total
    ]
    return draw_bars(groups, _("Of each kind of gap: how many lack it"), "kinds") if groups else ""


def _draw_steps(scope: Scope, steps: Sequence[StepCount]) -> str:
    """Draw how many measures stand on each of *steps*; the table beside it is called `steps-table`."""
    title = scope.translator.gettext("How many measures stand on each step of ownership")
    groups = [
        BarGroup(
            it.label[:1].upper() + it.label[1:],
            [Bar(it.count, _describe_count(scope, it.count, it.total), 1 if it.step == "owner" else 2, it.total)],
        )
        for it in steps
    ]
    return draw_bars(groups, title, "steps-table") if groups else ""


def _describe_count(scope: Scope, count: int, total: int) -> str:
    """Describe that *count* of *total* are so."""
    return scope.translator.gettext("%(count)s of %(total)s") % {"count": count, "total": total}


def _list_theme_lines(scope: Scope, on: str) -> list[ThemeLine]:
    """List the themes of the one plan of *scope*, with how many of their measures lack what, on the day *on*."""
    lines: dict[str, ThemeLine] = {}
    for row in scope.ask_panel("themes-gap-counts", scope.bind_day(on)):
        line = lines.setdefault(row.text("theme"), ThemeLine(row.text("theme"), row.text("theme_label")))
        line.counts[row.text("kind")] = row.integer("missing"), row.integer("things")
    return [line for line in lines.values() if any(things for _missing, things in line.counts.values())]


def _build_worklist(scope: Scope, values: Mapping[str, str], day: str) -> Worklist:
    """Build the list to work off of what *values* choose on *day*: a row for each thing, and who can be its owner."""
    answer = answer_question(scope, "gaps", {**values, "kind": ""})
    kind = (values.get("kind") or "").rpartition("/")[2]
    groups = gather_lacking(scope, answer.rows, kind, "" if kind else "measure")
    partners: dict[str, dict[str, str]] = defaultdict(dict)
    for row in answer_question(scope, "partners", {}).rows:
        partners[row.text("plan")].setdefault(str(row["actor_label"]), row.text("actor"))
    return Worklist(
        rows=[_make_row(scope, group, it) for group in groups for it in group.entries],
        partners=partners,
        plans={plan.iri: (plan.key, plan.find_label(scope.language)) for plan in scope.chosen},
        version=scope.version.digest,
        day=day,
        question="gaps",
        edition=scope.library.find("gaps").edition,
        choices={name: values.get(name, "") for name in ("kind", "theme", "step")},
        address=f"{scope.origin}{scope.url_for('gaps.show_gaps')}",
    )


def _make_row(scope: Scope, group: ThemeGroup, it: Lacking) -> WorklistRow:
    """Make the row of *it*, which is in *group*, in words of the client."""
    _ = scope.translator.gettext
    severities = {"high": _("heavy"), "medium": _("fair"), "low": _("light")}
    lacks = [it.chosen, *it.others] if it.chosen else it.others
    return WorklistRow(
        thing=it.row.text("node"),
        plan=group.plan,
        title=it.row.text("node_label"),
        theme=group.label,
        lines=str(it.row["lines"] or ""),
        lacks=", ".join(scope.find_concept_label("gap", kind) for kind in lacks),
        step=scope.find_concept_label("ownership-step", it.step) if it.step else "",
        severity=severities[it.severity],
        nearest=describe_nearest(scope, it.row),
    )
