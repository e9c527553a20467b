"""What the README promises is so."""

import configparser
import re
import shlex
from collections.abc import Iterator
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import click
import yaml
from pydantic.fields import FieldInfo

from hub.__main__ import COMMANDS, main
from hub.canteen.providers.notices import read_notice
from hub.canteen.providers.protocol import NoticeKind
from hub.canteen.providers.signatures import HEADER
from hub.canteen.webhooks import EVENTS
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.clock import day_of, utc_now
from hub.settings import Settings
from tests import make

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
VARIABLES = {f"HUB_{name.upper()}" for name in Settings.model_fields}
# Compose itself reads it, out of which it makes HUB_DATABASE_URL.
OF_COMPOSE = {"HUB_DATABASE_PASSWORD"}


def blocks(language: str) -> list[str]:
    """The texts of all code blocks of a language."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return found


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(blocks("ini")[0])
    return parser


def compose() -> dict[str, dict[str, dict[str, Any]]]:
    composed: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(blocks("yaml")[0])
    return composed


def commands() -> Iterator[list[str]]:
    """The arguments of every `hub` that is called anywhere, in text, unit or Compose file."""
    called = [line for block in blocks("sh") for line in re.split(r"\n|&&", block)]
    called += re.findall(r"`(hub [^`]*)`", README)
    called += [unit()["Service"][name] for name in ("ExecStart", "ExecStartPre")]
    for line in called:
        words = shlex.split(re.sub(r"\s#.*| > .*|…|\$\(.*", "", line))
        if words and Path(words[0]).name == "hub":
            yield words[1:]
    for service in compose()["services"].values():
        if "command" in service:
            yield shlex.split(service["command"])


def settings_table() -> list[str]:
    """The README's table of settings, made from their declarations."""
    rows = ["| variable | default | what it is |", "|---|---|---|"]
    for name, setting in Settings.model_fields.items():
        rows.append(f"| `HUB_{name.upper()}` | {shown(setting)} | {setting.description} |")
    return rows


def shown(setting: FieldInfo) -> str:
    """A default as one would write it into the environment."""
    default = setting.get_default(call_default_factory=True, validated_data={})
    if default is None or default == []:
        return ""
    if isinstance(default, list):
        default = ",".join(default)
    return f"`{default.value if isinstance(default, Enum) else default}`"


def test_it_documents_every_setting():
    table = "\n".join(settings_table())
    assert table in README, f"The table of settings should be:\n\n{table}\n"


def test_it_names_every_command_and_no_other_setting():
    assert {name for name in COMMANDS if f"hub {name}" not in README} == set()
    named = set(re.findall(r"\bHUB_[A-Z_]*[A-Z]\b", README))
    assert named - VARIABLES == OF_COMPOSE


def test_every_command_line_in_it_can_be_given():
    given = list(commands())
    assert len(given) > 20
    for words in given:
        command: click.Command = main
        rest = list(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            found = command.get_command(click.Context(command), rest.pop(0))
            assert found is not None, words
            command = found
        # Knows the options; what they are set to is another matter.
        command.make_parser(click.Context(command)).parse_args(rest)


def test_the_unit_and_the_compose_file_stop_no_sooner_than_the_hub_drains():
    drains = Settings.model_fields["drain_seconds"].default
    assert int(unit()["Service"]["TimeoutStopSec"]) > drains
    serve = compose()["services"]["serve"]
    assert int(serve["stop_grace_period"].removesuffix("s")) > drains


def test_the_compose_file_has_what_the_hub_needs():
    services = compose()["services"]
    assert set(services) == {"database", "migrate", "serve", "worker"}
    for service in services.values():
        assert set(service["environment"]) <= VARIABLES | {
            "POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_USER"
        }  # fmt: skip
        for needed, how in service.get("depends_on", {}).items():
            assert needed in services
            assert how["condition"] in {"service_healthy", "service_completed_successfully"}
    image = services["database"]["image"]
    assert int(image.removeprefix("postgres:")) >= 15


async def test_its_query_is_answered(ask, database):
    await make.menu_item(await make.menu())
    body = await ask(blocks("graphql")[0])
    assert "errors" not in body
    assert body["data"]["mealSites"][0]["menus"]["nodes"][0]["items"]


async def test_its_first_canteen_is_opened_by_the_first_administrator(ask, database):
    area = await make.area()
    account = await make.account()
    viewer = Viewer(account.id, grants=(Grant(Role.CITY_ADMINISTRATOR),))
    before = utc_now() - timedelta(days=1)
    document = blocks("graphql")[1].replace("2027-01-01", day_of(before).isoformat())
    body = await ask(document, by=viewer, areaId=f"Area_{area.id}")
    assert "errors" not in body
    assert body["data"]["siteOpen"]["site"]["id"].startswith("Site_")


def test_the_notice_of_a_payment_is_one() -> None:
    [body] = [block for block in blocks("json") if "amountFen" in block and "type" in block]
    notice = read_notice(body.encode())
    assert (notice.kind, notice.amount_fen) == (NoticeKind.PAYMENT_CAPTURED, 1200)
    assert all(f"`{kind}`" in README for kind in NoticeKind)
    assert f"`{HEADER}: t=" in README
    assert EVENTS == "/payments/{provider}/events"
