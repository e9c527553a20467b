"""The command line of the hub."""

from importlib import import_module
from typing import Any

import asyncpg
import click

from hub.kernel.errors import Refused, Trouble

# Loaded when it is asked for: a server has no use for what fills a city or reads a workbook, and
# `hub --help` for neither. What `hub --help` says of each is its first sentence.
COMMANDS = {
    "demo": (
        "hub.cli.demonstrating:demo_",
        "Serve a demonstration city, with a database of its own.",
    ),
    "doctor": (
        "hub.cli.maintaining:doctor_",
        "Say what is wrong with the installation, and what to do.",
    ),
    "explain": (
        "hub.explaining:explain",
        "Print the SQL that a GraphQL query becomes.",
    ),
    "import-areas": (
        "hub.files:import_areas",
        "Import areas from a CSV or XLSX file.",
    ),
    "import-menus": (
        "hub.files:import_menus",
        "Import menus and their dishes from a CSV or XLSX file.",
    ),
    "import-residents": (
        "hub.files:import_residents",
        "Import residents from a CSV or XLSX file.",
    ),
    "import-template": (
        "hub.files:import_template",
        "Print a CSV to be filled in and imported.",
    ),
    "migrate": (
        "hub.cli.maintaining:migrate_",
        "Bring the database up to date.",
    ),
    "policies": (
        "hub.schedules:policies",
        "List the shipped subsidy schedules, or check files.",
    ),
    "schema": (
        "hub.cli.maintaining:schema_",
        "Print the GraphQL schema, or how it differs.",
    ),
    "seed": (
        "hub.cli.demonstrating:seed",
        "Fill the empty database at HUB_DATABASE_URL with the demonstration city.",
    ),
    "serve": (
        "hub.cli.running:serve",
        "Serve the API, in production.",
    ),
    "user": (
        "hub.users:user",
        "Accounts of the staff: make them, and say what they may do.",
    ),
    "worker": (
        "hub.cli.running:worker",
        "Run jobs and the handlers of events.",
    ),
}


class Hub(click.Group):
    """Commands whose foreseeable failures are one line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise click.ClickException(refused.message("en")) from None
        except (Trouble, OSError, asyncpg.PostgresError) as trouble:
            words = " ".join(str(trouble).split()) or type(trouble).__name__
            raise click.ClickException(words) from None


@click.group(cls=Hub, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="hub", prog_name="hub")
def main() -> None:
    """The neighbourhood hub: one GraphQL API for a city's community services.

    Try it with `hub demo`, which needs nothing else. In production set HUB_DATABASE_URL,
    HUB_SECRET_KEYS and HUB_ENVIRONMENT=production, run `hub migrate`, then `hub serve` and
    `hub worker`. `hub doctor` says what is missing.

    Exit codes: 0 done; 1 failed, and standard error says why; 2 wrong usage.
    """


if __name__ == "__main__":
    main()
