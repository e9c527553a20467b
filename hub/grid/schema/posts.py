"""Posts are defined, held and left, and modes declared, renewed and ended, within one's reach."""

from datetime import date, datetime

import strawberry

from hub.grid import commands, rules
from hub.grid.rules import Reach
from hub.grid.schema.access import KEEPERS
from hub.grid.schema.types import AreaLeader, AreaMode, GridRefusal, RoleDefinition
from hub.kernel.access import Role
from hub.query import Context, inputs, key_of, mutation, payload, read


def _reach(ctx: Context) -> Reach:
    return Reach.of(ctx.viewer, *KEEPERS)


@inputs
class RoleDefineInput:
    """A post that areas should have."""

    code: str
    """Its code."""
    name: str
    """Its name."""
    name_en: str
    """Its name in English."""
    kind: rules.PostKind
    """Whether it leads or helps."""
    area_kind: rules.AreaKind
    """The kind of area that has it."""
    seats: int = 1
    """How many an area has of it, 1 to 20."""
    source: str
    """The document that says so."""
    from_on: date
    """The day since which it is so."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class RoleDefined:
    """Every open area of the kind has the post, vacant."""

    role: RoleDefinition | None = read()
    """The role."""


@mutation(Role.CITY_ADMINISTRATOR)
async def role_define(ctx: Context, input: RoleDefineInput) -> RoleDefined | GridRefusal:
    """Say that every area of a kind should have a post (设置岗位)."""
    key = await commands.define_role(
        ctx.actor,
        code=input.code,
        name=input.name,
        name_en=input.name_en,
        kind=input.kind,
        area_kind=input.area_kind,
        seats=input.seats,
        source=input.source,
        on=input.from_on,
        within=Reach.of(ctx.viewer, Role.CITY_ADMINISTRATOR),
    )
    return RoleDefined(role=key)


@inputs
class AreaLeaderAppointInput:
    """Who is put in which post."""

    post_id: strawberry.ID
    """The post."""
    name: str
    """The name for the notice board."""
    contact_phone: str | None = None
    """The telephone for the notice board."""
    resident_id: strawberry.ID | None = None
    """The resident who it is, when it is one."""
    is_deputy: bool = False
    """Whether as a deputy."""
    from_on: date
    """The first day."""
    until_on: date | None = None
    """The first day on which the post is no longer held."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaLeaderAppointed:
    """The post is held."""

    leader: AreaLeader | None = read()
    """The appointment."""


@mutation(*KEEPERS)
async def area_leader_appoint(
    ctx: Context, input: AreaLeaderAppointInput
) -> AreaLeaderAppointed | GridRefusal:
    """Put somebody in a post, which has one holder and one deputy a day (任命网格长)."""
    resident = input.resident_id
    key = await commands.appoint_leader(
        ctx.actor,
        post_id=key_of(input.post_id, "AreaPost"),
        name=input.name,
        contact_phone=input.contact_phone,
        resident_id=None if resident is None else key_of(resident, "Resident"),
        is_deputy=input.is_deputy,
        from_on=input.from_on,
        until_on=input.until_on,
        within=_reach(ctx),
    )
    return AreaLeaderAppointed(leader=key)


@inputs
class AreaLeaderEndInput:
    """Whose appointment ends."""

    leader_id: strawberry.ID
    """The appointment."""
    on: date
    """The first day on which the post is no longer held."""
    why: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaLeaderEnded:
    """The appointment ends; from then on the level above does the work."""

    leader: AreaLeader | None = read()
    """The appointment."""


@mutation(*KEEPERS)
async def area_leader_end(ctx: Context, input: AreaLeaderEndInput) -> AreaLeaderEnded | GridRefusal:
    """End an appointment (免去网格长)."""
    key = await commands.end_leader(
        ctx.actor,
        leader_id=key_of(input.leader_id, "AreaLeader"),
        on=input.on,
        why=input.why,
        within=_reach(ctx),
    )
    return AreaLeaderEnded(leader=key)


@inputs
class AreaModeDeclareInput:
    """The mode of a subtree."""

    area_id: strawberry.ID
    """Which area, with everything below it."""
    mode: rules.OperatingMode
    """Which mode."""
    authority: str
    """Who decided it."""
    basis: str
    """The law or plan it rests on."""
    reason: str
    """What happened."""
    until_at: datetime
    """The expected end, at most 30 days ahead: the mode ends then unless it is renewed."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaModeDeclared:
    """The subtree works in the mode, or in a stricter one that an area declared."""

    area_mode: AreaMode | None = read()
    """The declaration."""


@mutation(*KEEPERS)
async def area_mode_declare(
    ctx: Context, input: AreaModeDeclareInput
) -> AreaModeDeclared | GridRefusal:
    """Put a subtree into a mode out of the ordinary (启动应急状态)."""
    key = await commands.declare_mode(
        ctx.actor,
        area_id=key_of(input.area_id, "Area"),
        mode=input.mode,
        authority=input.authority,
        basis=input.basis,
        reason=input.reason,
        until_at=input.until_at,
        now=ctx.now,
        within=_reach(ctx),
    )
    return AreaModeDeclared(area_mode=key)


@inputs
class AreaModeRenewInput:
    """A new expected end."""

    area_mode_id: strawberry.ID
    """Which declaration."""
    until_at: datetime
    """The expected end, at most 30 days ahead."""
    why: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaModeRenewed:
    """The mode goes on until the new end."""

    area_mode: AreaMode | None = read()
    """The declaration."""


@mutation(*KEEPERS)
async def area_mode_renew(ctx: Context, input: AreaModeRenewInput) -> AreaModeRenewed | GridRefusal:
    """Give a mode that is in force another expected end (延长应急状态)."""
    key = await commands.renew_mode(
        ctx.actor,
        area_mode_id=key_of(input.area_mode_id, "AreaMode"),
        until_at=input.until_at,
        why=input.why,
        now=ctx.now,
        within=_reach(ctx),
    )
    return AreaModeRenewed(area_mode=key)


@inputs
class AreaModeEndInput:
    """Which mode is over."""

    area_mode_id: strawberry.ID
    """Which declaration; an emergency is followed by RECOVERY first."""
    why: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class AreaModeEnded:
    """The area has no mode of its own any more."""

    area_mode: AreaMode | None = read()
    """The declaration."""


@mutation(*KEEPERS)
async def area_mode_end(ctx: Context, input: AreaModeEndInput) -> AreaModeEnded | GridRefusal:
    """Go back to normal before the expected end (解除应急状态)."""
    key = await commands.end_mode(
        ctx.actor,
        area_mode_id=key_of(input.area_mode_id, "AreaMode"),
        why=input.why,
        now=ctx.now,
        within=_reach(ctx),
    )
    return AreaModeEnded(area_mode=key)
