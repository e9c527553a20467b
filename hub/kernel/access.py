"""Who asks, and what they may: roles granted within a scope and between dates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a person may do for the hub. The name is the code; nobody has a role by default."""

    RESIDENT = "RESIDENT"
    """A resident of the city, or a relative who acts for one (居民)."""
    CANTEEN_STAFF = "CANTEEN_STAFF"
    """Serves at a canteen or meal point (食堂工作人员)."""
    CANTEEN_MANAGER = "CANTEEN_MANAGER"
    """Runs a canteen: menus, prices, staff (食堂负责人)."""
    DELIVERY_VOLUNTEER = "DELIVERY_VOLUNTEER"
    """Brings meals to the door (送餐志愿者)."""
    COUNTER_CLERK = "COUNTER_CLERK"
    """Serves at a counter of the one-stop service centre (窗口工作人员)."""
    CENTRE_MANAGER = "CENTRE_MANAGER"
    """Runs a service centre (中心负责人)."""
    HR_OFFICER = "HR_OFFICER"
    """Keeps the records of community workers (人事专员)."""
    HR_APPROVER = "HR_APPROVER"
    """Approves posts, grades and pay of community workers (人事审批)."""
    COMMUNITY_MANAGER = "COMMUNITY_MANAGER"
    """Runs a community: its residents, grid and sites (社区负责人)."""
    TOWNSHIP_REVIEWER = "TOWNSHIP_REVIEWER"
    """Approves what its communities have checked, such as settlements (镇街审核员)."""
    CIVIL_AFFAIRS_AUDITOR = "CIVIL_AFFAIRS_AUDITOR"
    """Looks into subsidies and records, changes nothing (民政审计)."""
    CITY_ADMINISTRATOR = "CITY_ADMINISTRATOR"
    """Administers the hub for the whole city (市级管理员)."""
    DEVELOPER = "DEVELOPER"
    """Builds on the API: sees its schema and plans, not its people (开发者)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, within one scope (an area's subtree, a site, or the city), from/to instants."""

    role: Role
    area_id: UUID | None = None
    site_id: UUID | None = None
    from_at: datetime | None = None
    until_at: datetime | None = None

    @property
    def kind(self) -> str:
        """The kind of scope: "city", "area" or "site"."""
        if self.site_id is not None:
            return "site"
        return "city" if self.area_id is None else "area"

    def is_active(self, now: datetime) -> bool:
        """Half-open: active at `from_at`, not at `until_at`."""
        started = self.from_at is None or self.from_at <= now
        return started and (self.until_at is None or now < self.until_at)


@dataclass(frozen=True, slots=True)
class Ward:
    """A resident for whom somebody acts, and in what: members of the domain's `ProxyScope`."""

    resident_id: UUID
    scopes: frozenset[StrEnum]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person behind a request, with the grants and proxies that are in force as of now.

    `account_id` is None for an anonymous caller. `resident_id` is the resident that the account
    belongs to; `wards` are the residents for whom they act as a proxy, each in some scopes.
    """

    account_id: UUID | None = None
    resident_id: UUID | None = None
    session_id: UUID | None = None
    wards: tuple[Ward, ...] = ()
    grants: tuple[Grant, ...] = ()
    roles: frozenset[Role] = field(init=False)
    shape: frozenset[object] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(grant.role for grant in self.grants))
        # What a compiled read depends on: roles and kinds of scope, not whose or which.
        shape: set[object] = {(grant.role, grant.kind) for grant in self.grants}
        if self.account_id is not None:
            shape.add("account")
        if self.resident_id is not None or self.wards:
            shape.add("person")
        object.__setattr__(self, "shape", frozenset(shape))

    @property
    def is_anonymous(self) -> bool:
        return self.account_id is None

    def has(self, *roles: Role) -> bool:
        """Whether any of the roles is held, in whatever scope."""
        return not self.roles.isdisjoint(roles)

    def acting_for(self, *scopes: StrEnum) -> list[UUID]:
        """Themselves, if they are a resident, and the wards that they act for in any of these."""
        own = [] if self.resident_id is None else [self.resident_id]
        return own + [w.resident_id for w in self.wards if not w.scopes.isdisjoint(scopes)]

    def role_among(self, allowed: Iterable[Role]) -> Role | None:
        """The first of the allowed roles that the viewer holds: the role they act as."""
        return next((role for role in allowed if role in self.roles), None)

    def is_city_wide(self, role: Role) -> bool:
        """Whether the role is granted without a scope."""
        return any(
            grant.role is role and grant.area_id is None and grant.site_id is None
            for grant in self.grants
        )

    def site_ids(self, role: Role) -> list[UUID]:
        """The sites that the role is granted at by name."""
        return [g.site_id for g in self.grants if g.role is role and g.site_id is not None]

    def area_ids(self, role: Role) -> list[UUID]:
        """The roots of the area subtrees that the role is granted in."""
        return [g.area_id for g in self.grants if g.role is role and g.area_id is not None]


NOBODY = Viewer()
