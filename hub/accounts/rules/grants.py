"""Who may give which role where, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hub.accounts.rules.reasons import AccountReason, AccountRefused
from hub.kernel.access import Grant, Role


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role is to hold. `area_ids` are the areas around it, itself included.

    Without an area and a site it is the whole city.
    """

    area_id: UUID | None = None
    site_id: UUID | None = None
    area_ids: frozenset[UUID] = frozenset()

    @property
    def is_city(self) -> bool:
        return self.area_id is None and self.site_id is None

    def is_within(self, grant: Grant) -> bool:
        """Whether the scope of a grant holds all of this one."""
        if grant.site_id is not None:
            return grant.site_id == self.site_id
        return grant.area_id is None or grant.area_id in self.area_ids


GRANTABLE: dict[Role, frozenset[Role]] = {
    Role.CITY_ADMINISTRATOR: frozenset(Role) - {Role.RESIDENT},
    Role.COMMUNITY_MANAGER: frozenset(
        {
            Role.CANTEEN_STAFF,
            Role.CANTEEN_MANAGER,
            Role.DELIVERY_VOLUNTEER,
            Role.COUNTER_CLERK,
            Role.CENTRE_MANAGER,
        }
    ),
    Role.CANTEEN_MANAGER: frozenset({Role.CANTEEN_STAFF, Role.DELIVERY_VOLUNTEER}),
    Role.CENTRE_MANAGER: frozenset({Role.COUNTER_CLERK}),
}
"""Who may give which roles, within the scope of their own grant. Nobody gives the role that lets
them give, but the city administrator: a community manager cannot make another."""

GRANTORS = tuple(GRANTABLE)
CITY_WIDE = frozenset({Role.CITY_ADMINISTRATOR, Role.DEVELOPER})
"""Roles that have no meaning within a part of the city."""


def check_role(role: Role, scope: Scope) -> None:
    """Refuse a role that is not granted at all, or not in such a scope."""
    if role is Role.RESIDENT:
        raise AccountRefused(AccountReason.ROLE_NOT_GRANTED, field="role")
    if role in CITY_WIDE and not scope.is_city:
        raise AccountRefused(AccountReason.ROLE_IS_CITY_WIDE, field="role")


def check_authority(grants: Iterable[Grant], role: Role, scope: Scope, now: datetime) -> None:
    """Refuse unless a grant that is active now lets its holder give or take the role there."""
    for grant in grants:
        may = role in GRANTABLE.get(grant.role, frozenset())
        if may and grant.is_active(now) and scope.is_within(grant):
            return
    raise AccountRefused(AccountReason.NOT_YOURS_TO_GRANT, field="role")


def check_period(from_at: datetime, until_at: datetime | None, now: datetime) -> None:
    """Refuse a grant that ends before it starts, or that has ended already."""
    if until_at is not None and until_at <= max(from_at, now):
        raise AccountRefused(AccountReason.PERIOD_NOT_VALID, field="untilAt")


def ended_at(from_at: datetime, until_at: datetime | None, now: datetime) -> datetime:
    """When a grant ends that is revoked now: one that has not begun never does."""
    if until_at is not None and until_at <= now:
        raise AccountRefused(AccountReason.ALREADY_ENDED)
    return max(from_at, now)
