"""Residents, their households, proxies, statuses and needs."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from hub.grid.models import Area
from hub.kernel.access import Ward
from hub.kernel.ids import new_key
from hub.people.models import (
    DietaryNeed,
    Household,
    HouseholdMember,
    Proxy,
    Resident,
    ResidentStatus,
)
from hub.people.rules import (
    ConsentMethod,
    DietaryNeedKind,
    ProxyScope,
    ProxyStatus,
    Relation,
    Severity,
    Sex,
    StatusKind,
)
from tests.make import grid

_numbers = count(1)
_LONG_AGO = date(2020, 1, 1)
_AT = datetime(2020, 1, 1, tzinfo=UTC)


async def resident(area: Area | None = None, **facts: Any) -> Resident:
    """A woman of 75 years in 2026, by default in an entrance of her own. No numbers are known."""
    home = area or await grid.entrance()
    values: dict[str, Any] = {
        "name": "王淑芬",
        "name_pinyin": "wangshufen",
        "name_initials": "wsf",
        "sex": Sex.FEMALE,
        "born_on": date(1951, 3, 8),
        "area_id": home.id,
        "room": f"{next(_numbers)}01",
        "registered_at": _AT,
    }
    return await Resident.create(id=new_key(), **{**values, **facts})


async def household(area: Area | None = None, **facts: Any) -> Household:
    """A household with nobody in it."""
    home = area or await grid.entrance()
    values: dict[str, Any] = {"code": f"H-{next(_numbers)}", "room": "101", "from_on": _LONG_AGO}
    return await Household.create(id=new_key(), area_id=home.id, **{**values, **facts})


async def household_member(
    household: Household, resident: Resident, **facts: Any
) -> HouseholdMember:
    """A resident in a household, its head."""
    values: dict[str, Any] = {"relation": Relation.HEAD, "from_on": _LONG_AGO}
    return await HouseholdMember.create(
        id=new_key(), household_id=household.id, resident_id=resident.id, **{**values, **facts}
    )


async def proxy(ward: Resident, holder: Resident, **facts: Any) -> Proxy:
    """An active proxy: the holder is the ward's child and may do everything for the ward."""
    values: dict[str, Any] = {
        "relation": Relation.CHILD,
        "scopes": [scope.value for scope in ProxyScope],
        "status": ProxyStatus.ACTIVE,
        "slot": 1,
        "proposer_id": holder.id,
        "proposed_at": _AT,
        "consent_method": ConsentMethod.ONLINE,
        "consent_at": _AT,
        "from_on": _LONG_AGO,
    }
    return await Proxy.create(
        id=new_key(), ward_id=ward.id, holder_id=holder.id, **{**values, **facts}
    )


def ward(resident: Resident, *scopes: ProxyScope) -> Ward:
    """A resident as who acts for them has them: in these scopes, or in everything."""
    return Ward(resident.id, frozenset(scopes or ProxyScope))


async def status(
    resident: Resident, kind: StatusKind = StatusKind.LIVING_ALONE, **facts: Any
) -> ResidentStatus:
    """A circumstance of a resident."""
    values: dict[str, Any] = {"from_on": _LONG_AGO, "recorded_at": _AT}
    return await ResidentStatus.create(
        id=new_key(), resident_id=resident.id, kind=kind, **{**values, **facts}
    )


async def dietary_need(
    resident: Resident, kind: DietaryNeedKind = DietaryNeedKind.ALLERGY, **facts: Any
) -> DietaryNeed:
    """Something a resident's food must respect, by default a dangerous allergy to peanuts."""
    substance = "PEANUT" if kind is DietaryNeedKind.ALLERGY else None
    values: dict[str, Any] = {
        "substance": substance,
        "severity": Severity.SEVERE,
        "from_on": _LONG_AGO,
        "recorded_at": _AT,
    }
    return await DietaryNeed.create(
        id=new_key(), resident_id=resident.id, kind=kind, **{**values, **facts}
    )
