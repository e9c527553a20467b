"""Households form, and families act for one another."""

from datetime import date
from uuid import UUID

import strawberry

from hub.grid.schema.access import KEEPERS
from hub.kernel.errors import Forbidden
from hub.people import commands, reads, rules
from hub.people.rules import PeopleReason, PeopleRefused
from hub.people.rules.access import Keeper
from hub.people.schema.access import FAMILY
from hub.people.schema.types import Household, HouseholdMember, PeopleRefusal, Proxy
from hub.query import Context, inputs, key_of, mutation, payload, read


@inputs
class HouseholdCreateInput:
    """The new household."""

    code: str | None = None
    """Its number in the register."""
    area_id: strawberry.ID
    """Where it lives: an entrance, a building or a compound."""
    room: str | None = None
    """The door."""
    from_on: date | None = None
    """The day since which it exists (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class HouseholdCreated:
    """The household is on record, without members."""

    household: Household | None = read()
    """The household."""


@mutation(*KEEPERS)
async def household_create(
    ctx: Context, input: HouseholdCreateInput
) -> HouseholdCreated | PeopleRefusal:
    """Put a household on record (立户)."""
    key = await commands.create_household(
        ctx.actor,
        code=input.code,
        area_id=key_of(input.area_id, "Area"),
        room=input.room,
        on=input.from_on or ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return HouseholdCreated(household=key)


@inputs
class HouseholdMemberAddInput:
    """Who joins which household."""

    household_id: strawberry.ID
    """The household."""
    resident_id: strawberry.ID
    """The resident, who is in no other household."""
    relation: rules.Relation
    """What the resident is to the head; a household has one head."""
    from_on: date | None = None
    """The first day (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class HouseholdMemberAdded:
    """The resident belongs to the household."""

    member: HouseholdMember | None = read()
    """The membership."""


@mutation(*KEEPERS)
async def household_member_add(
    ctx: Context, input: HouseholdMemberAddInput
) -> HouseholdMemberAdded | PeopleRefusal:
    """Let a resident join a household (入户)."""
    key = await commands.add_household_member(
        ctx.actor,
        household_id=key_of(input.household_id, "Household"),
        resident_id=key_of(input.resident_id, "Resident"),
        relation=input.relation,
        on=input.from_on or ctx.today,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return HouseholdMemberAdded(member=key)


@inputs
class HouseholdMemberEndInput:
    """Whose membership ends."""

    member_id: strawberry.ID
    """The membership."""
    on: date | None = None
    """The first day on which the resident no longer belongs to it (default: today)."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class HouseholdMemberEnded:
    """The resident leaves the household."""

    member: HouseholdMember | None = read()
    """The membership."""


@mutation(*KEEPERS)
async def household_member_end(
    ctx: Context, input: HouseholdMemberEndInput
) -> HouseholdMemberEnded | PeopleRefusal:
    """Let a resident leave a household (分户)."""
    key = await commands.end_household_member(
        ctx.actor,
        member_id=key_of(input.member_id, "HouseholdMember"),
        on=input.on or ctx.today,
        within=Keeper.of(ctx.viewer).reach,
    )
    return HouseholdMemberEnded(member=key)


@inputs
class ProxyProposeInput:
    """Who should act for whom. One of the two is oneself."""

    identity_number: str
    """The other side's identity number."""
    name: str
    """The other side's name; it has to be the one that belongs to the number."""
    i_act: bool
    """True: I act for them. False: they act for me."""
    relation: rules.Relation
    """What the one who acts is to the other."""
    scopes: list[rules.ProxyScope]
    """What the one who acts may do."""
    from_on: date | None = None
    """The first day (default: today)."""
    until_on: date | None = None
    """The first day on which it no longer holds."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ProxyProposed:
    """The other side is asked."""

    proxy: Proxy | None = read()
    """The proposal."""


@mutation(FAMILY)
async def proxy_propose(ctx: Context, input: ProxyProposeInput) -> ProxyProposed | PeopleRefusal:
    """Ask to act for a relative, or a relative to act for oneself (申请绑定家庭成员)."""
    key = await commands.propose_to(
        ctx.actor,
        identity_number=input.identity_number,
        name=input.name,
        proposer_id=_me(ctx),
        is_holder=input.i_act,
        relation=input.relation,
        scopes=input.scopes,
        from_on=input.from_on or ctx.today,
        until_on=input.until_on,
        now=ctx.now,
    )
    return ProxyProposed(proxy=key)


@inputs
class ProxyRegisterInput:
    """Who acts for whom, on signed consent."""

    ward_id: strawberry.ID
    """For whom."""
    holder_identity_number: str
    """The identity number of the one who acts."""
    holder_name: str
    """The name of the one who acts; it has to be the one that belongs to the number."""
    relation: rules.Relation
    """What the one who acts is to the other."""
    scopes: list[rules.ProxyScope]
    """What the one who acts may do."""
    consent_document: str
    """The number under which the ward's signed consent is kept."""
    from_on: date | None = None
    """The first day (default: today)."""
    until_on: date | None = None
    """The first day on which it no longer holds."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ProxyRegistered:
    """The two are bound."""

    proxy: Proxy | None = read()
    """The binding."""


@mutation(*KEEPERS)
async def proxy_register(
    ctx: Context, input: ProxyRegisterInput
) -> ProxyRegistered | PeopleRefusal:
    """Bind a proxy at the counter, for a resident who has no telephone (窗口绑定)."""
    holder = await reads.resident_by_identity(input.holder_identity_number, input.holder_name)
    if holder is None:
        raise PeopleRefused(PeopleReason.NO_SUCH_RESIDENT, field="holderIdentityNumber")
    key = await commands.register_proxy(
        ctx.actor,
        ward_id=key_of(input.ward_id, "Resident"),
        holder_id=holder,
        relation=input.relation,
        scopes=input.scopes,
        consent_document=input.consent_document,
        from_on=input.from_on or ctx.today,
        until_on=input.until_on,
        now=ctx.now,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ProxyRegistered(proxy=key)


@inputs
class ProxyAcceptInput:
    """Which proposal."""

    proxy_id: strawberry.ID
    """The proposal."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ProxyAccepted:
    """The two are bound."""

    proxy: Proxy | None = read()
    """The binding."""


@mutation(FAMILY)
async def proxy_accept(ctx: Context, input: ProxyAcceptInput) -> ProxyAccepted | PeopleRefusal:
    """Agree to what the other side proposed; five wards at most (同意绑定)."""
    key = await commands.accept_proxy(
        ctx.actor, proxy_id=key_of(input.proxy_id, "Proxy"), answerer_id=_me(ctx), now=ctx.now
    )
    return ProxyAccepted(proxy=key)


@inputs
class ProxyDeclineInput:
    """Which proposal."""

    proxy_id: strawberry.ID
    """The proposal."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ProxyDeclined:
    """Nobody is bound."""

    proxy: Proxy | None = read()
    """The proposal."""


@mutation(FAMILY)
async def proxy_decline(ctx: Context, input: ProxyDeclineInput) -> ProxyDeclined | PeopleRefusal:
    """Say no to a proposal, or take back one's own (拒绝绑定)."""
    key = await commands.decline_proxy(
        ctx.actor, proxy_id=key_of(input.proxy_id, "Proxy"), answerer_id=_me(ctx), now=ctx.now
    )
    return ProxyDeclined(proxy=key)


@inputs
class ProxyEndInput:
    """Which binding ends."""

    proxy_id: strawberry.ID
    """The binding."""
    why: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class ProxyEnded:
    """The two are no longer bound; it stays as history."""

    proxy: Proxy | None = read()
    """The binding."""


@mutation(FAMILY, *KEEPERS)
async def proxy_end(ctx: Context, input: ProxyEndInput) -> ProxyEnded | PeopleRefusal:
    """Unbind a proxy at once: either side, or who keeps the ward's record (解除绑定)."""
    key = await commands.end_proxy(
        ctx.actor,
        proxy_id=key_of(input.proxy_id, "Proxy"),
        ender_id=ctx.viewer.resident_id,
        why=input.why,
        now=ctx.now,
        by_keeper=Keeper.of(ctx.viewer),
    )
    return ProxyEnded(proxy=key)


def _me(ctx: Context) -> UUID:
    """The resident who asks."""
    if ctx.viewer.resident_id is None:
        raise Forbidden
    return ctx.viewer.resident_id
