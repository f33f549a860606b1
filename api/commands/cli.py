"""The command line: `samendoen` with its commands, each in the module that is called after it."""

from __future__ import annotations

import os
from typing import Any

import click

from api.commands.ask import ask
from api.commands.build import build
from api.commands.check import check
from api.commands.completeness import report_completeness, report_coverage
from api.commands.diff import report_difference
from api.commands.house_style import report_house_style
from api.commands.network import give_network
from api.commands.options import load_texts
from api.commands.plan import plan
from api.commands.questions import list_questions
from api.commands.rollback import roll_back
from api.commands.serve import serve
from api.commands.versions import list_versions
from api.commands.why import explain_triple
from api.settings import BadSetting, require_base
from graph.errors import SamendoenError


class Group(click.Group):
    """Commands whose errors are one message, without a trace, in the language that the command speaks."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that the user can mend becomes one message and exit code 1, or 2 for a setting."""
        try:
            require_base(os.environ)
            return super().invoke(ctx)
        except BadSetting as error:
            raise click.UsageError(error.describe(load_texts(ctx))) from error
        except SamendoenError as error:
            raise click.ClickException(error.describe(load_texts(ctx))) from error


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="samendoen")
def main() -> None:
    """Samendoen: who does what, together."""


for command in (
    serve,
    build,
    plan,
    check,
    explain_triple,
    report_completeness,
    report_coverage,
    list_versions,
    roll_back,
    report_difference,
    list_questions,
    ask,
    give_network,
    report_house_style,
):
    main.add_command(command)
