"""Subsidy policies come into force, and are taken back before they do."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen.models import SubsidyPolicy
from hub.canteen.rules import (
    CanteenReason,
    CanteenRefused,
    PolicyDraft,
    check_not_begun,
    check_policy_days,
    check_text,
    document_of,
    earlier,
)
from hub.grid.models import Area
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

# Publications come one after the other, so that each knows what it ends. Orders do not wait for it.
_ONE_AT_A_TIME = "LOCK TABLE subsidy_policy IN SHARE ROW EXCLUSIVE MODE"
_IN_FORCE = """SELECT id, until_on FROM subsidy_policy
WHERE area_id = $1 AND from_on < $2 AND (until_on IS NULL OR $2 < until_on)"""
_NEXT = """SELECT min(from_on) FROM subsidy_policy
WHERE area_id = $1 AND from_on >= $2 AND (until_on IS NULL OR until_on > from_on)"""
_VERSION = "SELECT coalesce(max(version), 0) + 1 FROM subsidy_policy WHERE code = $1"


@command
async def publish_policy(
    tx: Transaction,
    *,
    area_id: UUID,
    draft: PolicyDraft,
    from_on: date,
    now: datetime,
    until_on: date | None = None,
) -> UUID:
    """Bring a subsidy policy into force in an area from a day; the one before it ends that day.

    Orders that were accepted keep the subsidy that they were promised. Caps begin anew with it.

    Raises:
        CanteenRefused: NO_SUCH_AREA, POLICY_TOO_LATE, POLICY_ENDS_EARLY, POLICY_OVERLAPS.
    """
    check_policy_days(from_on, until_on, today=day_of(now))
    if not await Area.filter(id=area_id, until_on=None).exists():
        raise CanteenRefused(CanteenReason.NO_SUCH_AREA, field="areaId")
    await tx.execute(_ONE_AT_A_TIME)
    next_on: date | None = await tx.fetchval(_NEXT, area_id, from_on)
    overlaps = CanteenRefused(CanteenReason.POLICY_OVERLAPS, field="fromOn", begins_on=next_on)
    if next_on is not None and (until_on is None or next_on < until_on):
        raise overlaps
    before = await tx.fetchrow(_IN_FORCE, area_id, from_on)
    if before is not None:
        await SubsidyPolicy.filter(id=before["id"]).update(until_on=from_on)
    policy_id = new_key()
    with refusing("subsidy_policy_one_at_a_time", overlaps):
        await SubsidyPolicy.create(
            id=policy_id,
            area_id=area_id,
            code=draft.code,
            version=await tx.fetchval(_VERSION, draft.code),
            name=draft.name,
            source=draft.source,
            from_on=from_on,
            until_on=until_on,
            document=document_of(draft.policy),
            published_at=now,
            published_by_id=tx.by.account_id,
            replaces_id=before and before["id"],
            replaced_until_on=before and before["until_on"],
        )
    tx.record("subsidy_policy.published", policy_id, scope_id=area_id, from_on=from_on)
    return policy_id


@command
async def withdraw_policy(
    tx: Transaction, *, policy_id: UUID, reason: str | None, now: datetime
) -> UUID:
    """Take a policy back before it begins; the one that it would have replaced goes on.

    Orders that were placed ahead keep the subsidy that they were promised.

    Raises:
        CanteenRefused: NO_SUCH_POLICY, POLICY_BEGUN, REASON_NEEDED, TEXT_TOO_LONG, TEXT_NOT_VALID.
    """
    why = (reason or "").strip()
    if not why:
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    check_text("reason", why)
    await tx.execute(_ONE_AT_A_TIME)
    policy = await SubsidyPolicy.get_or_none(id=policy_id)
    if policy is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_POLICY, field="policyId")
    check_not_begun(policy.from_on, is_withdrawn=policy.withdrawn_at is not None, today=day_of(now))
    await SubsidyPolicy.filter(id=policy_id).update(
        until_on=policy.from_on, withdrawn_at=now, withdraw_reason=why
    )
    # Whatever would have replaced this one now replaces what this one would have replaced.
    await SubsidyPolicy.filter(replaces_id=policy_id).update(
        replaces_id=policy.replaces_id, replaced_until_on=policy.replaced_until_on
    )
    if policy.replaces_id is not None:
        next_on = await tx.fetchval(_NEXT, policy.area_id, policy.from_on)
        await SubsidyPolicy.filter(id=policy.replaces_id).update(
            until_on=earlier(policy.replaced_until_on, next_on)
        )
    tx.record("subsidy_policy.withdrawn", policy_id, scope_id=policy.area_id)
    return policy_id
