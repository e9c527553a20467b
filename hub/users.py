"""`hub user …`: accounts of the staff, on the word of whoever runs the hub."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import click
from rich.console import Console
from rich.table import Table

from hub import app, operating
from hub.accounts.commands import accounts, grants, passwords
from hub.accounts.models import Account, RoleGrant
from hub.grid.models import Area, Site
from hub.kernel.access import Role
from hub.kernel.clock import HUB_ZONE, utc_now
from hub.kernel.context import Actor
from hub.operating import data_option
from hub.settings import Settings

T = TypeVar("T")
Work = Callable[[Actor, datetime], Awaitable[T]]

ROLES = f"Roles are {', '.join(role.value.lower() for role in Role)}."

_NAME = click.argument("name")
_ROLE = click.argument(
    "role", metavar="ROLE", type=click.Choice([role.value for role in Role], False)
)
_AREA = click.option("--area", metavar="CODE", help="Only in this area and what lies in it.")
_SITE = click.option("--site", metavar="NAME", help="Only at this site.")
_REASON = click.option("--reason", default="On the operator's word.", help="Kept with the change.")
_PASSWORD_STDIN = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, one line."
)


@click.group()
def user() -> None:
    """Accounts of the staff: make them, and say what they may do."""


@user.command()
@_NAME
@data_option
@click.option("--display-name", help="How others see them; the name by default.")
@_PASSWORD_STDIN
@click.option("--no-password", is_flag=True, help="They sign in through an issuer only.")
def create(name: str, display_name: str | None, password_stdin: bool, no_password: bool) -> None:
    """Make an account. It may do nothing until a role is granted to it."""
    if no_password and password_stdin:
        raise click.UsageError("Choose --password-stdin or --no-password, not both.")
    password = None if no_password else _password(from_stdin=password_stdin)
    _run(
        "create",
        lambda by, now: accounts.create_account(
            by, name=name, display_name=display_name or name, password=password, now=now
        ),
    )
    click.echo(f"Made {name}. Grant a role with: hub user grant {name} ROLE")


@user.command(short_help="Give an account a new password.")
@_NAME
@data_option
@_PASSWORD_STDIN
def password(name: str, password_stdin: bool) -> None:
    """Give an account a new password, which ends its sessions, and lift its lock-out."""
    new = _password(from_stdin=password_stdin)

    async def work(by: Actor, now: datetime) -> None:
        account = await _account(name)
        await passwords.set_password(by, account_id=account.id, password=new, now=now)
        await passwords.unlock(by, name=name)

    _run("password", work)
    click.echo(f"{name} has a new password.")


@user.command(epilog=ROLES)
@_NAME
@_ROLE
@data_option
@_AREA
@_SITE
@_REASON
def grant(name: str, role: str, area: str | None, site: str | None, reason: str) -> None:
    """Grant a role: in the whole city, in an area, or at a site."""

    async def work(by: Actor, now: datetime) -> UUID:
        account = await _account(name)
        area_id, site_id = await _scope(area, site)
        return await grants.grant_role_as_operator(
            by,
            account_id=account.id,
            role=Role(role),
            area_id=area_id,
            site_id=site_id,
            reason=reason,
            now=now,
        )

    _run("grant", work)
    click.echo(f"{name} is {role}{f' in {area}' if area else f' at {site}' if site else ''}.")


@user.command(short_help="End the grants of a role.", epilog=ROLES)
@_NAME
@_ROLE
@data_option
@_AREA
@_SITE
@_REASON
def revoke(name: str, role: str, area: str | None, site: str | None, reason: str) -> None:
    """End the grants of a role, all of them or those of one area or site."""

    async def work(by: Actor, now: datetime) -> int:
        account = await _account(name)
        area_id, site_id = await _scope(area, site)
        wanted = {"area_id": area_id, "site_id": site_id} if area_id or site_id else {}
        held = await RoleGrant.filter(account_id=account.id, role=role, revoked_at=None, **wanted)
        for each in held:
            await grants.revoke_role_as_operator(by, grant_id=each.id, reason=reason, now=now)
        return len(held)

    count = _run("revoke", work)
    if not count:
        raise click.ClickException(f"{name} is not {role} there.")
    click.echo(f"{name} is no longer {role}.")


@user.command()
@_NAME
@data_option
@_REASON
def disable(name: str, reason: str) -> None:
    """Let an account sign in no more, and end its sessions."""

    async def work(by: Actor, now: datetime) -> UUID:
        account = await _account(name)
        return await accounts.disable_account(by, account_id=account.id, reason=reason, now=now)

    _run("disable", work)
    click.echo(f"{name} is disabled.")


@user.command()
@_NAME
@data_option
def enable(name: str) -> None:
    """Let a disabled account sign in again."""

    async def work(by: Actor, now: datetime) -> UUID:
        account = await _account(name)
        return await accounts.enable_account(by, account_id=account.id)

    _run("enable", work)
    click.echo(f"{name} is enabled.")


@user.command(name="list")
@data_option
def list_() -> None:
    """Show the staff's accounts with their roles as of now."""
    table = Table("Name", "Display name", "Roles", "Last signed in", box=None)

    async def work(by: Actor, now: datetime) -> None:
        staff = Account.exclude(name=None).order_by("name")
        async for account in staff.prefetch_related("grants__area", "grants__site"):
            roles = [_worded(each) for each in account.grants if _is_active(each, now)]
            seen = account.signed_in_at
            table.add_row(
                account.name,
                account.display_name + (" (disabled)" if account.disabled_at else ""),
                "\n".join(sorted(roles)),
                seen.astimezone(HUB_ZONE).strftime("%Y-%m-%d %H:%M") if seen else "never",
            )

    _run("list", work)
    Console().print(table)


def _run(name: str, work: Work[T]) -> T:
    async def run(chosen: Settings) -> T:
        async with app.connected(chosen):
            return await work(Actor(operation=f"hub user {name}", source="command line"), utc_now())

    with operating.chosen() as chosen:
        operating.check_migrated(chosen)
        return asyncio.run(run(chosen))


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    if not sys.stdin.isatty():
        raise click.UsageError("There is no terminal to ask for a password: use --password-stdin.")
    given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return given


async def _account(name: str) -> Account:
    account = await Account.get_or_none(name=name)
    if account is None:
        raise click.ClickException(f"Nobody is called {name}; see `hub user list`.")
    return account


async def _scope(area: str | None, site: str | None) -> tuple[UUID | None, UUID | None]:
    found_area = await Area.get_or_none(code=area) if area else None
    if area and found_area is None:
        raise click.ClickException(f"No area has the code {area}.")
    sites = await Site.filter(name=site) if site else []
    if site and len(sites) != 1:
        number = len(sites) or "No"
        raise click.ClickException(f"{number} site{'s are' if sites else ' is'} called {site}.")
    return found_area.id if found_area else None, sites[0].id if sites else None


def _is_active(each: RoleGrant, now: datetime) -> bool:
    return each.from_at <= now and (each.until_at is None or now < each.until_at)


def _worded(each: RoleGrant) -> str:
    where = each.area.name if each.area else each.site.name if each.site else "the whole city"
    return f"{each.role.value} in {where}"
