"""The subsidy policies that make meals cheaper."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from hub.canteen.models import SubsidyPolicy
from hub.canteen.rules import load_policy
from hub.kernel.db import Transaction, command
from hub.kernel.ids import new_key


@command
async def publish_policy(
    tx: Transaction,
    *,
    area_id: UUID,
    code: str,
    name: str,
    source: str,
    from_on: date,
    document: dict[str, Any],
    now: datetime,
    until_on: date | None = None,
) -> UUID:
    """Bring a subsidy policy into force in an area from a day; the one before it ends that day.

    Raises:
        CanteenRefused: POLICY_NOT_VALID, with the first problem in words.
    """
    load_policy(document)
    await SubsidyPolicy.filter(area_id=area_id, from_on__lt=from_on, until_on=None).update(
        until_on=from_on
    )
    policy_id = new_key()
    await SubsidyPolicy.create(
        id=policy_id,
        area_id=area_id,
        code=code,
        version=await SubsidyPolicy.filter(code=code).count() + 1,
        name=name,
        source=source,
        from_on=from_on,
        until_on=until_on,
        document=document,
        published_at=now,
    )
    return policy_id
