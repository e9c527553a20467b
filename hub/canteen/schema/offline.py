"""Counters without a network: lists that are taken along, scans that come back, conflicts."""

from base64 import urlsafe_b64encode
from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from hub.canteen import commands, models, reads, rules
from hub.canteen.schema.ordering import MealOrder
from hub.canteen.schema.types import (
    AUDITORS,
    MANAGERS,
    STAFF,
    CanteenRefusal,
    MealSite,
    works_here,
)
from hub.kernel import keyring
from hub.kernel.db import acquire
from hub.query import (
    Asker,
    Connection,
    Context,
    Row,
    any_of,
    connection,
    enumeration,
    expression,
    filters,
    inputs,
    is_set,
    is_unset,
    key_of,
    mutation,
    node,
    one,
    orders,
    payload,
    read,
    root,
    seen_with,
    where,
)

enumeration(rules.ScanOutcome)
enumeration(rules.ScanDecision)


def _list_is_seen(row: Any, viewer: Asker) -> Any:
    who = (*STAFF, *AUDITORS)
    return works_here(viewer, who, row.point) | works_here(viewer, who, row.point.kitchen)


@filters(models.OfflineScan)
class OfflineScanFilter:
    """Which scans."""

    outcomes: list[rules.ScanOutcome] | None = where(lambda row, value: any_of(row.outcome, value))
    """Only those of which this came."""
    is_decided: bool | None = where(
        lambda row, value: (is_set(row.decision) & value) | (is_unset(row.decision) & ~value)
    )
    """Only those that somebody decided on, or only the others."""


@orders(models.OfflineScan)
class OfflineScanOrder(Enum):
    """How scans are sorted."""

    EARLIEST = "scanned_at"
    """The earliest scan first."""
    LATEST = "-scanned_at"
    """The latest scan first."""


@node(models.OfflineScan)
class OfflineScan:
    """One scan of a counter without a network, and what came of it (离线扫码)."""

    order: MealOrder | None = one()
    """The order; null when it names none."""
    device: str
    """Which device scanned it."""
    key: str
    """The name of the scan on that device."""
    method: rules.RedemptionMethod
    """How it was proved who took the meal."""
    reason: str | None
    """Why staff vouch for it."""
    scanned_at: datetime
    """When it was scanned, by the device's clock."""
    uploaded_at: datetime
    """When the hub heard of it."""
    outcome: rules.ScanOutcome
    """What came of it."""
    problem: str | None
    """Why it redeemed nothing: a reason of `CanteenReason`."""
    decision: rules.ScanDecision | None
    """What a manager decided about it."""
    decided_at: datetime | None
    """When that was decided."""
    decided_by: str | None = expression(lambda row: row.decided_by.display_name)
    """Who decided it."""
    decided_reason: str | None
    """Why it was decided so."""

    visible = seen_with("list", _list_is_seen)


@orders(models.OfflineList)
class OfflineListOrder(Enum):
    """How offline lists are sorted."""

    LATEST = "-made_at"
    """The latest first."""


@node(models.OfflineList)
class OfflineList:
    """The orders of one point and meal that a counter took along (离线名单)."""

    point: MealSite | None = one()
    """The canteen or meal point."""
    on: date
    """The day of the meals."""
    period: rules.MealPeriod
    """The meal of the day."""
    made_at: datetime
    """When it was made."""
    until_at: datetime
    """Until when scans are taken in."""
    closed_at: datetime | None
    """When staff said that every device had sent its scans."""
    scans: Connection[OfflineScan] = connection(
        "scans", filter=OfflineScanFilter, order=OfflineScanOrder
    )
    """What came back."""

    visible = staticmethod(_list_is_seen)


@root(*STAFF, *AUDITORS, order=OfflineListOrder)
def offline_lists(
    row: Row, viewer: Asker, point_id: strawberry.ID, on: date
) -> Connection[OfflineList]:
    """The lists that the counters of a point took along for the meals of a day (离线名单).

    Args:
        point_id: The canteen or meal point.
        on: The day of the meals.
    """
    return (row.point_id == key_of(point_id, "MealSite")) & (row.on == on)


@root(*STAFF, *AUDITORS, order=OfflineScanOrder)
def offline_conflicts(row: Row, viewer: Asker, site_id: strawberry.ID) -> Connection[OfflineScan]:
    """The scans at a canteen and its meal points on which somebody has to decide (离线冲突).

    Args:
        site_id: The canteen that cooks, or a meal point.
    """
    key = key_of(site_id, "MealSite")
    is_here = (row.list.point_id == key) | (row.list.point.kitchen_id == key)
    return is_here & (row.outcome == rules.ScanOutcome.CONFLICT.value) & is_unset(row.decision)


@inputs
class OfflineListCreateInput:
    """For which counter and meal."""

    point_id: strawberry.ID
    """The canteen or meal point."""
    on: date
    """The day of the meal."""
    period: rules.MealPeriod
    """The meal of the day."""
    idempotency_key: str | None = None
    """The same key again gives the same list."""


@payload
class OfflineListCreated:
    """The list, for a device to keep."""

    list: OfflineList | None = read()
    """The list."""
    document: str
    """The orders as JSON, with the public keys (Ed25519, hex) that codes are checked with."""
    signature: str
    """Ed25519 over `12:offline list:` and the document, in base64url."""


@mutation(*STAFF)
async def offline_list_create(
    ctx: Context, input: OfflineListCreateInput
) -> OfflineListCreated | CanteenRefusal:
    """Take along what a counter needs while it has no network (生成离线名单)."""
    key = await commands.create_offline_list(
        ctx.actor,
        point_id=key_of(input.point_id, "MealSite"),
        on=input.on,
        period=input.period,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    async with acquire() as connection_:
        document = await reads.list_document(connection_, key)
    return OfflineListCreated(list=key, document=document, signature=_signed(document))


@inputs
class OfflineScanInput:
    """One scan: either a code, or an order that staff vouch for."""

    key: str
    """Its name on the device, 64 characters at most; the same key is taken in once."""
    scanned_at: datetime
    """When it was scanned."""
    qr_token: str | None = None
    """The token of the code."""
    order_id: strawberry.ID | None = None
    """The order, by the id in the list."""
    by_face: bool = False
    """With `orderId`: whether a terminal recognised the face; else `reason` is needed."""
    reason: str | None = None
    """Why staff vouch for it."""


@inputs
class OfflineScansUploadInput:
    """What a device scanned."""

    list_id: strawberry.ID
    """The list that it took along."""
    device: str
    """A name of the device that no other has, 40 characters at most."""
    scans: list[OfflineScanInput]
    """The scans, 200 at most, in any order; those that were sent before do no harm."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class OfflineScansUploaded:
    """The scans were taken in."""

    scans: list[OfflineScan] = read()
    """The scans in the order in which they were sent, with what came of each."""


@mutation(*STAFF)
async def offline_scans_upload(
    ctx: Context, input: OfflineScansUploadInput
) -> OfflineScansUploaded | CanteenRefusal:
    """Send what was scanned without a network; conflicts wait for a manager (上传离线扫码)."""
    keys = await commands.upload_scans(
        ctx.actor,
        list_id=key_of(input.list_id, "OfflineList"),
        device=input.device,
        scans=[
            rules.Scan(
                key=scan.key,
                at=scan.scanned_at,
                token=scan.qr_token,
                order_id=None if scan.order_id is None else key_of(scan.order_id, "MealOrder"),
                by_face=scan.by_face,
                reason=scan.reason,
            )
            for scan in input.scans
        ],
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return OfflineScansUploaded(scans=keys)


@inputs
class OfflineListCloseInput:
    """Which list is done with."""

    list_id: strawberry.ID
    """The list."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class OfflineListClosed:
    """No more scans are taken in."""

    list: OfflineList | None = read()
    """The list."""


@mutation(*STAFF)
async def offline_list_close(
    ctx: Context, input: OfflineListCloseInput
) -> OfflineListClosed | CanteenRefusal:
    """Say that every device has sent its scans (关闭离线名单)."""
    key = await commands.close_offline_list(
        ctx.actor,
        list_id=key_of(input.list_id, "OfflineList"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return OfflineListClosed(list=key)


@inputs
class OfflineScanDecideInput:
    """What becomes of a scan in conflict."""

    scan_id: strawberry.ID
    """The scan."""
    decision: rules.ScanDecision
    """Whether the meal counts."""
    reason: str
    """Why."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class OfflineScanDecided:
    """The conflict is settled."""

    scan: OfflineScan | None = read()
    """The scan."""


@mutation(*MANAGERS)
async def offline_scan_decide(
    ctx: Context, input: OfflineScanDecideInput
) -> OfflineScanDecided | CanteenRefusal:
    """Settle a scan in conflict: redeem its order by hand, or dismiss it (处理离线冲突)."""
    key = await commands.decide_scan(
        ctx.actor,
        scan_id=key_of(input.scan_id, "OfflineScan"),
        decision=input.decision,
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return OfflineScanDecided(scan=key)


def _signed(document: str) -> str:
    signature = keyring.current().sign(document, rules.LIST_PURPOSE)
    return urlsafe_b64encode(signature).decode().rstrip("=")
