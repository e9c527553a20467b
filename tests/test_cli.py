"""The command line: what it says, what it does, and its exit codes."""

import asyncio
import signal
import sys
from pathlib import Path

import click
import pytest

from hub import embedded, migrate
from hub.__main__ import COMMANDS as LOADED
from hub.__main__ import main
from hub.kernel.keyring import Keyring
from hub.schema import SDL
from tests import make
from tests.conftest import Databases
from tests.database import execute, kept
from tests.processes import KEY, ROOT, environment, hub

COMMANDS = [
    "demo",
    "doctor",
    "explain",
    "import-areas",
    "import-menus",
    "import-residents",
    "import-template",
    "migrate",
    "policies",
    "schema",
    "seed",
    "serve",
    "user",
    "worker",
]
FULL = "The database 'commanded' on the Unix socket is not empty."
NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"


@pytest.fixture
async def empty(cluster: embedded.Cluster) -> str:
    """The URL of a database with nothing in it."""
    await execute(cluster.url(), "DROP DATABASE IF EXISTS empty WITH (FORCE)")
    await migrate.create_database(cluster.url(), "empty")
    return cluster.url("empty")


@pytest.fixture
async def migrated(databases: Databases) -> str:
    """The URL of a migrated database that other processes may use."""
    server = databases.server.url()
    await execute(
        server,
        "DROP DATABASE IF EXISTS commanded WITH (FORCE)",
        f"CREATE DATABASE commanded TEMPLATE {databases.template}",
    )
    return databases.server.url("commanded")


async def test_help_names_every_command() -> None:
    told = await hub("--help")
    assert told.code == 0
    lines = told.out.split("Commands:")[1].split("\n")
    assert [
        line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "
    ] == COMMANDS


@pytest.mark.parametrize("name", sorted(LOADED))
def test_what_help_says_of_a_command_is_what_it_says_of_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.get_short_help_str(200).rstrip(".") == LOADED[name][1].rstrip(".")


@pytest.mark.parametrize(
    "command",
    [
        "serve --port many",
        "explain no.graphql",
        "user create wang.li",
        "user create wang.li --no-password --password-stdin",
        "user grant wang.li emperor",
    ],
)
async def test_wrong_usage_is_2(command: str) -> None:
    assert (await hub(*command.split())).code == 2


@pytest.mark.parametrize(
    ("command", "url", "more", "complaint"),
    [
        ("serve", None, {}, "HUB_DATABASE_URL: is not set; or try `hub demo`, which needs none"),
        ("migrate", NOWHERE, {}, "Connect call failed"),
        ("serve", NOWHERE, {"HUB_MAX_COST": "much"}, "HUB_MAX_COST: input should be a valid int"),
        ("seed", NOWHERE, {"HUB_ENVIRONMENT": "production"}, "Production is not for demonstra"),
        ("user list", NOWHERE, {}, "'nothing' at 127.0.0.1:1 cannot be used: [Errno"),
        ("worker", "postgres://a:secret@b:many/c", {}, "'c' at b:many cannot be used: invalid"),
        ("serve", NOWHERE, {"HUB_TRUSTED_DOCUMENTS": "/none"}, "/none: No such file or directory"),
        ("serve", NOWHERE, {"HUB_TRUSTED_DOCUMENTS": "README.md"}, "HUB_TRUSTED_DOCUMENTS: READ"),
        ("user list --data /nowhere", None, {}, "/nowhere: there is no demonstration; `hub demo"),
    ],
)
async def test_what_can_be_foreseen_is_one_line_and_1(
    command: str, url: str | None, more: dict[str, str], complaint: str
) -> None:
    ended = await hub(*command.split(), url=url, **more)
    assert ended.code == 1
    assert complaint in ended.err
    assert ended.err.startswith("Error: ")
    assert ended.err.count("\n") == 1


async def test_a_taken_port_is_said_before_anything_is_begun(tmp_path: Path) -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with taken:
        port = taken.sockets[0].getsockname()[1]
        ended = await hub("demo", "--port", str(port), "--data", str(tmp_path / "demo"))
    assert ended.code == 1
    assert f"127.0.0.1:{port} cannot be used" in ended.err
    assert not (tmp_path / "demo").exists()


async def test_nothing_is_done_before_a_database_is_migrated(empty: str) -> None:
    for command in ("serve", "worker", "seed", "user list", "import-areas README.md"):
        before = await hub(*command.split(), url=empty)
        assert (before.code, before.err.count("\n")) == (1, 1), command
        assert "migrations are pending; run `hub migrate` first." in before.err


async def test_migrate_brings_an_empty_database_up_to_date_once(empty: str) -> None:
    first, second = [await hub("migrate", url=empty) for _ in range(2)]
    assert first.out.splitlines()[:2] == ["applied 0_init.py", "applied 1_kernel.py"]
    assert second.out == "0 applied; the database is current.\n"


async def test_schema_prints_what_is_served() -> None:
    assert (await hub("schema")).out == SDL


async def test_schema_prints_what_changed_since_another(tmp_path: Path) -> None:
    older = tmp_path / "older.graphql"
    older.write_text(SDL, "utf-8")
    assert (await hub("schema", "--changes", str(older))).out == ""
    older.write_text(SDL + "type Forgotten { a: Int }\n", "utf-8")
    said = (await hub("schema", "--changes", str(older))).out
    assert said == "#### Breaking\n\n* Forgotten was removed.\n"
    wrong = await hub("schema", "--changes", "README.md")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "README.md is no schema: " in wrong.err


async def test_the_doctor_says_what_to_do(empty: str) -> None:
    ill = await hub("doctor", url=empty, HUB_DATABASE_ULR="x")
    assert ill.code == 1
    assert "HUB_DATABASE_ULR mean nothing" in ill.out
    assert "Run `hub migrate`." in ill.out
    await hub("migrate", url=empty)
    well = await hub("doctor", url=empty)
    assert (well.code, "✓ Migrations: all applied" in well.out) == (0, True)
    assert "! Worker: none works" in well.out
    assert "! Administrators: 0 of the whole city" in well.out


async def test_the_doctor_says_that_there_are_no_keys(empty: str) -> None:
    ill = await hub("doctor", url=empty, HUB_SECRET_KEYS="")
    assert (ill.code, "✗ Keys: HUB_SECRET_KEYS is not set\n" in ill.out) == (1, True)
    assert "the first one is used" not in ill.out


async def test_the_doctor_misses_a_key_that_was_taken_away(migrated: str) -> None:
    sealed = Keyring(["o" * 32]).seal("13800000000", "phone")
    async with kept(migrated):
        await make.resident(phone=sealed, phone_hash=b"?", phone_masked="138****0000")
    ill = await hub("doctor", url=migrated)
    assert (ill.code, "1 cannot be opened with the keys known" in ill.out) == (1, True)
    well = await hub("doctor", url=migrated, HUB_SECRET_KEYS=f"{KEY},{'o' * 32}")
    assert (well.code, "1 wait to be sealed with the first key" in well.out) == (0, True)


async def test_the_doctor_finds_a_database_that_is_away() -> None:
    ill = await hub("doctor", url=NOWHERE)
    assert ill.code == 1
    assert "Start PostgreSQL, or correct HUB_DATABASE_URL." in ill.out


async def test_the_doctor_names_the_setting_that_cannot_be() -> None:
    ill = await hub("doctor", HUB_MAX_COST="much")
    assert (ill.code, "✗ Settings: HUB_MAX_COST: " in ill.out) == (1, True)


async def test_a_user_is_made_granted_listed_and_disabled(migrated: str) -> None:
    password = "correct horse battery staple\n"
    made = await hub("user", "create", "wang.li", "--password-stdin", url=migrated, typed=password)
    assert made.code == 0, made.err
    again = await hub("user", "create", "wang.li", "--no-password", url=migrated)
    assert (again.code, again.err.startswith("Error: ")) == (1, True)
    granted = await hub("user", "grant", "wang.li", "CITY_ADMINISTRATOR", url=migrated)
    assert granted.code == 0, granted.err
    listed = await hub("user", "list", url=migrated, COLUMNS="200")
    assert "CITY_ADMINISTRATOR in the whole city" in listed.out
    nobody = await hub("user", "grant", "nobody", "DEVELOPER", url=migrated)
    assert nobody.err == "Error: Nobody is called nobody; see `hub user list`.\n"
    last = await hub("user", "disable", "wang.li", url=migrated)
    assert (last.code, last.err.count("\n")) == (1, 1)


async def test_a_city_is_not_seeded_over_another(migrated: str) -> None:
    async with kept(migrated):
        await make.area()
    ended = await hub("seed", url=migrated)
    assert (ended.code, ended.err) == (1, f"Error: {FULL}\n")


async def test_explain_prints_the_sql_of_a_query(tmp_path: Path) -> None:
    file = tmp_path / "query.graphql"
    file.write_text("{ mealSites { nothing } }")
    wrong = await hub("explain", str(file))
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    file.write_text('mutation { residentCodeSend(input: {phone: "1"}) { __typename } }')
    other = await hub("explain", str(file))
    assert (other.code, "this is a mutation" in other.err) == (1, True)
    file.write_text("{ mealSites { name } }")
    list_ = await hub("explain", str(file), "--variables", "[1]")
    assert (list_.code, list_.err) == (1, "Error: The variables are no JSON object.\n")
    told = await hub("explain", str(file), "--as", "city_administrator")
    assert (told.code, told.out.startswith("SELECT")) == (0, True)


@pytest.mark.parametrize("what", [signal.SIGTERM, signal.SIGINT])
async def test_a_worker_works_until_it_is_told_to_stop(migrated: str, what: signal.Signals) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hub", "worker"),
        cwd=ROOT,
        env=environment(migrated),
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    assert await process.stderr.readline() == b"Working.\n"
    async with asyncio.timeout(120):
        # Something is due every minute.
        assert b"jobs.done" in await process.stderr.readline()
    process.send_signal(what)
    rest = await process.stderr.read()
    assert (await process.wait(), b"Traceback" in rest) == (0, False)
