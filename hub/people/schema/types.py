"""Residents and what is on record of them, as clients read it."""

from datetime import date, datetime
from typing import Any

from hub.grid.schema.access import on_day
from hub.grid.schema.types import Area
from hub.people import models, rules
from hub.people.schema.access import (
    FAMILY,
    diet_is_seen,
    home_is_seen,
    is_family,
    is_kept,
    person_is_seen,
    record_is_seen,
    resident_is_on_record,
)
from hub.people.schema.listing import ResidentStatusFilter, ResidentStatusOrder
from hub.query import (
    EVERYONE,
    NOBODY,
    Asker,
    Connection,
    Operation,
    Row,
    column,
    connection,
    enumeration,
    exists,
    expression,
    is_unset,
    many,
    node,
    one,
    record,
    refusal,
)

for kind in (
    rules.AddressKind,
    rules.Relation,
    rules.DietaryNeedKind,
    rules.Severity,
    rules.ProxyScope,
    rules.ProxyStatus,
    rules.ConsentMethod,
    rules.DepartureKind,
):
    enumeration(kind)


@refusal(rules.PeopleRefused, rules.PeopleReason)
class PeopleRefusal:
    """People's records decline a change (居民档案操作被拒绝)."""

    taken_code: str | None
    """The code that is taken."""
    earliest: date | None
    """The first day that is possible."""
    most: int | None
    """The most characters, or wards, that are possible."""
    retry_at: datetime | None
    """When it may be tried again."""


@node(models.Resident)
class Resident:
    """A person the city serves, or who acts for one (居民)."""

    name: str
    """The name."""
    name_pinyin: str | None
    """The name in letters, without spaces."""
    sex: rules.Sex | None = column(seen=home_is_seen)
    """The sex in the household register; who only feeds them does not see it, nor their age."""
    born_on: date | None = column(seen=home_is_seen)
    """The day of birth."""
    age: int | None = expression(
        lambda row, viewer: Operation(
            "date_part('year', age({0}, {1}))::int", viewer.today, row.born_on
        ),
        seen=home_is_seen,
    )
    """Completed years today; who was born on 29 February completes one on 1 March (周岁)."""
    identity_masked: str | None = column(seen=resident_is_on_record)
    """The identity number with its middle hidden."""
    phone_masked: str | None
    """The telephone number with its middle hidden."""
    area: Area | None = one(seen=home_is_seen)
    """Home: an entrance, a building or a compound. Null for family who live elsewhere (常住地)."""
    room: str | None = column(seen=home_is_seen)
    """The door."""
    hukou_area: Area | None = one(seen=resident_is_on_record)
    """Where in this city the household is registered (户籍地)."""
    hukou_region: str | None = column(seen=resident_is_on_record)
    """The GB/T 2260 code of where the household is registered."""
    lives_here: bool | None = expression(
        lambda row: is_unset(row.died_on) & is_unset(row.moved_out_on), seen=home_is_seen
    )
    """Whether the resident has neither died nor moved away."""
    died_on: date | None = column(seen=home_is_seen)
    """The day of death."""
    moved_out_on: date | None = column(seen=home_is_seen)
    """The first day elsewhere."""
    registered_at: datetime | None = column(seen=home_is_seen)
    """When the hub came to know the resident."""
    addresses: list["ResidentAddress"] = many(order_by="-from_on")
    """Where the resident lives and is registered, and did before."""
    memberships: list["HouseholdMember"] = many(order_by="-from_on")
    """The households the resident belongs to, and did before."""
    statuses: Connection["ResidentStatus"] = connection(
        filter=ResidentStatusFilter, order=ResidentStatusOrder
    )
    """The circumstances that services depend on."""
    dietary_needs: list["DietaryNeed"] = many(order_by="-from_on")
    """What the resident's food must respect."""
    proxies: list["Proxy"] = many(order_by="-proposed_at")
    """Who acts for the resident, was asked to, or did before."""
    proxy_for: list["Proxy"] = many(order_by="-proposed_at")
    """For whom the resident acts, was asked to, or did before."""
    departures: list["Departure"] = many(order_by="-on")
    """Records of death or moving away."""

    visible = staticmethod(person_is_seen)


@record(models.ResidentAddress)
class ResidentAddress:
    """Where a resident lived or was registered, from a day until a day."""

    kind: rules.AddressKind
    """Home or registration."""
    area: Area | None = one()
    """The area, when it is in this city."""
    room: str | None
    """The door."""
    region: str | None
    """The GB/T 2260 code of the place, for a registration."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which it no longer was so."""

    visible = staticmethod(record_is_seen)


@node(models.Household)
class Household:
    """People who live together behind one door (户)."""

    code: str | None
    """Its number in the register."""
    area: Area | None = one()
    """Where it lives."""
    room: str | None
    """The door."""
    from_on: date
    """The day since which it exists."""
    until_on: date | None
    """The day on which it was dissolved."""
    members: list["HouseholdMember"] = many(order_by="from_on")
    """Who belongs to it, and did before."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return is_kept(row.area_id, viewer) | exists(
            models.HouseholdMember,
            lambda member: (
                (member.household_id == row.id)
                & is_family(member.resident_id, viewer, *rules.READS_RECORD)
                & on_day(member, viewer.today)
            ),
        )


@node(models.HouseholdMember)
class HouseholdMember:
    """A resident's time in a household."""

    household: Household | None = one()
    """The household."""
    resident: Resident | None = one()
    """The resident, for who may see the record."""
    name: str = expression(lambda row: row.resident.name)
    """The resident's name."""
    relation: rules.Relation
    """What the resident is to the head of the household."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which the resident no longer belonged to it."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return is_kept(row.household.area_id, viewer) | exists(
            models.HouseholdMember,
            lambda other: (
                (other.household_id == row.household_id)
                & is_family(other.resident_id, viewer, *rules.READS_RECORD)
                & on_day(other, viewer.today)
            ),
        )


@node(models.ResidentStatus)
class ResidentStatus:
    """A circumstance that services depend on, from a day until a day (身份)."""

    resident: Resident | None = one()
    """Whose it is."""
    kind: rules.StatusKind
    """What it is."""
    level: int | None
    """Its level, 1 to 4, of a care need (4 total) or a disability (1 most severe)."""
    basis: str | None
    """The certificate or decision behind it."""
    is_current: bool = expression(lambda row, viewer: on_day(row, viewer.today))
    """Whether it holds today."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which it no longer holds."""
    recorded_at: datetime
    """When it was recorded."""
    ended_why: str | None
    """Why it ended."""

    visible = staticmethod(record_is_seen)


@node(models.DietaryNeed)
class DietaryNeed:
    """What a resident's food must respect, from a day until a day (饮食需求)."""

    resident: Resident | None = one()
    """Whose it is."""
    kind: rules.DietaryNeedKind
    """What it is."""
    substance: str | None
    """What must not be in the food: of an allergy, the name of an allergen such as PEANUT."""
    severity: rules.Severity
    """How badly it must be respected."""
    note: str | None
    """What else the kitchen should know."""
    is_current: bool = expression(lambda row, viewer: on_day(row, viewer.today))
    """Whether it holds today."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which it no longer holds."""

    visible = staticmethod(diet_is_seen)


@record(models.ProxyMove)
class ProxyMove:
    """One step of the binding of a proxy."""

    at: datetime
    """When."""
    from_status: rules.ProxyStatus | None
    """The state before."""
    to_status: rules.ProxyStatus
    """The state after."""
    why: str | None
    """Why."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        return EVERYONE


@node(models.Proxy)
class Proxy:
    """Who may act for whom, in what, from a day until a day (代办绑定)."""

    ward: Resident | None = one()
    """For whom; seen by the holder once bound."""
    ward_name: str = expression(lambda row: row.ward.name)
    """The name of the one for whom the holder acts."""
    holder: Resident | None = one()
    """Who acts, for who may see that record."""
    holder_name: str = expression(lambda row: row.holder.name)
    """The name of the one who acts."""
    relation: rules.Relation
    """What the holder is to the ward."""
    scopes: list[rules.ProxyScope]
    """What the holder may do."""
    status: rules.ProxyStatus
    """Where the binding stands."""
    is_current: bool = expression(
        lambda row, viewer: (row.status == "ACTIVE") & on_day(row, viewer.today)
    )
    """Whether the holder may act today."""
    is_mine_to_answer: bool = expression(
        lambda row, viewer: (
            (row.status == "PROPOSED")
            & Operation("{0} IS DISTINCT FROM {1}", row.proposer_id, viewer.resident_id)
            & Operation(
                "coalesce({0} IN ({1}, {2}), false)", viewer.resident_id, row.ward_id, row.holder_id
            )
        )
    )
    """Whether the viewer is the side that has not answered."""
    proposed_at: datetime
    """When it was proposed."""
    consent_method: rules.ConsentMethod | None
    """How the ward agreed."""
    consent_document: str | None
    """The number of the signed consent."""
    consent_at: datetime | None
    """When both had agreed."""
    from_on: date
    """The first day."""
    until_on: date | None
    """The first day on which the holder may no longer act."""
    moves: list[ProxyMove] = many(order_by="at")
    """What happened to it, in order."""

    @staticmethod
    def visible(row: Row, viewer: Asker) -> Any:
        mine = (
            (row.ward_id == viewer.resident_id) | (row.holder_id == viewer.resident_id)
            if viewer.has(FAMILY)
            else NOBODY
        )
        return mine | is_kept(row.ward.area_id, viewer)


@node(models.Departure)
class Departure:
    """A record of death or of moving away (去世、迁出登记)."""

    resident: Resident | None = one()
    """Who."""
    kind: rules.DepartureKind
    """Which of the two."""
    on: date
    """The day of death, or the first day elsewhere."""
    known_at: datetime
    """When the hub came to know."""
    source: str
    """Who or what said so."""
    to_region: str | None
    """The GB/T 2260 code of where the resident went."""
    revoked_at: datetime | None
    """When it turned out to be wrong, or when who moved away came back."""
    revoked_why: str | None
    """Why it no longer counts."""

    visible = staticmethod(record_is_seen)
