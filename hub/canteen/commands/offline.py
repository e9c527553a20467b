"""Counters without a network: a list is taken along, scans come back, nothing is claimed twice."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.commands.proofs import Taken, collector_of
from hub.canteen.commands.redemption import checked_code, hand_over
from hub.canteen.models import OfflineList, OfflineScan
from hub.canteen.reads import ListFacts
from hub.canteen.rules import (
    MANAGERS,
    STAFF,
    CanteenReason,
    CanteenRefused,
    MealPeriod,
    Proof,
    RedemptionFacts,
    RedemptionMethod,
    Scan,
    ScanDecision,
    ScanOutcome,
    check_counter,
    check_proof,
    check_scanned,
    check_text,
    check_upload,
    list_until,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.db import Transaction, command
from hub.kernel.errors import Reason
from hub.kernel.ids import new_key


@command
async def create_offline_list(
    tx: Transaction,
    *,
    point_id: UUID,
    on: date,
    period: MealPeriod,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Begin a list for a counter that may lose its network; the answer is its key.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NOT_SERVED_THEN, OFFLINE_LIST_OVER for a meal that is past.
    """
    await _check_counter(tx, point_id, viewer)
    served_until = await reads.served_until(tx, point_id, on, period)
    if served_until is None:
        raise CanteenRefused(CanteenReason.NOT_SERVED_THEN, field="period")
    until_at = list_until(served_until)
    if now >= until_at:
        raise CanteenRefused(CanteenReason.OFFLINE_LIST_OVER, field="on", closed_at=until_at)
    list_id = new_key()
    await OfflineList.create(
        id=list_id,
        point_id=point_id,
        on=on,
        period=period,
        made_at=now,
        made_by_id=tx.by.account_id,
        until_at=until_at,
    )
    tx.record("offline_list.made", list_id, scope_id=point_id)
    return list_id


@command
async def upload_scans(
    tx: Transaction,
    *,
    list_id: UUID,
    device: str,
    scans: Sequence[Scan],
    viewer: Viewer,
    now: datetime,
) -> list[UUID]:
    """Take in what a device scanned, in any order, as often as it is sent; the keys of the scans.

    Each redeems its order as of the instant of the scan, or is kept as a conflict with the reason
    why not: redeemed elsewhere meanwhile, cancelled, forged. A conflict undoes no other scan.

    Raises:
        CanteenRefused: NO_SUCH_LIST, SCANS_NOT_VALID, OFFLINE_LIST_OVER.
    """
    facts = await _list_here(tx, list_id, viewer)
    check_upload(device, scans, until_at=facts.closed_at or facts.until_at, now=now)
    known = await reads.known_scans(tx, list_id, device, [scan.key for scan in scans])
    for scan in sorted(scans, key=lambda scan: scan.at):
        if scan.key not in known:
            known[scan.key] = await _take_in(tx, facts, device, scan, now)
    return [known[scan.key] for scan in scans]


@command
async def close_offline_list(
    tx: Transaction, *, list_id: UUID, viewer: Viewer, now: datetime
) -> UUID:
    """Say that every device has sent its scans; safe to do twice.

    Raises:
        CanteenRefused: NO_SUCH_LIST.
    """
    facts = await _list_here(tx, list_id, viewer)
    if facts.closed_at is None:
        await OfflineList.filter(id=list_id).update(closed_at=now)
        tx.record("offline_list.closed", list_id, scope_id=facts.point_id)
    return list_id


@command
async def decide_scan(
    tx: Transaction,
    *,
    scan_id: UUID,
    decision: ScanDecision,
    reason: str,
    viewer: Viewer,
    now: datetime,
) -> UUID:
    """Settle a conflict, as a manager: the meal counts, by hand, or it does not.

    What counts must still be possible: an order that is redeemed elsewhere is not redeemed again
    before that was taken back.

    Raises:
        CanteenRefused: NO_SUCH_SCAN, REASON_NEEDED, SCAN_DECIDED, SCAN_OF_NOTHING, or whatever
            keeps the order from being redeemed.
    """
    no_such = CanteenRefused(CanteenReason.NO_SUCH_SCAN, field="scanId")
    scan = await reads.scan_to_decide(tx, scan_id)
    if scan is None or not scan.is_conflict:
        raise no_such
    facts = await reads.offline_list(tx, scan.list_id)
    assert facts is not None
    counter = await reads.counter_at(tx, facts.point_id)
    if counter is None or not works_at(viewer, MANAGERS, counter.site_ids, counter.ancestors):
        raise no_such
    check_text("reason", reason)
    if not reason.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="reason")
    if scan.is_decided:
        raise CanteenRefused(CanteenReason.SCAN_DECIDED, field="scanId")
    if decision is ScanDecision.COUNTED:
        if scan.order_id is None:
            raise CanteenRefused(CanteenReason.SCAN_OF_NOTHING, field="decision")
        order = await reads.order_at_counter(tx, scan.order_id, scan.collector_id, scan.scanned_at)
        assert order is not None
        proof = Proof(RedemptionMethod.MANUAL, scan.collector_id, reason=reason)
        taken = Taken(scan.scanned_at, now, scan.list_id)
        await hand_over(tx, order, facts.point_id, proof, taken)
    await OfflineScan.filter(id=scan_id).update(
        decision=decision,
        decided_at=now,
        decided_by_id=tx.by.account_id,
        decided_reason=reason,
    )
    return scan_id


async def _take_in(
    tx: Transaction, facts: ListFacts, device: str, scan: Scan, now: datetime
) -> UUID:
    """Write one scan down, with what came of it."""
    order_id, proof, problem = _shown(scan)
    order = order_id and await reads.order_at_counter(tx, order_id, proof.collector_id, scan.at)
    if order and scan.token is None and order.order.point_id != facts.point_id:
        # A key could be anybody's; a code that the hub made says more.
        order = None
    if problem is None:
        problem = await _problem(
            tx, facts, order or None, proof, Taken(scan.at, now, facts.list_id)
        )
    scan_id = new_key()
    await OfflineScan.create(
        id=scan_id,
        list_id=facts.list_id,
        device=device,
        key=scan.key,
        order_id=order.order.order_id if order else None,
        method=proof.method,
        reason=scan.reason,
        collector_id=collector_of(order.order, proof) if order else None,
        scanned_at=scan.at,
        uploaded_at=now,
        uploaded_by_id=tx.by.account_id,
        outcome=ScanOutcome.REDEEMED if problem is None else ScanOutcome.CONFLICT,
        problem=problem and problem.name,
    )
    if problem is not None:
        tx.record("offline_scan.conflict", scan_id, scope_id=facts.point_id, problem=problem.name)
    return scan_id


def _shown(scan: Scan) -> tuple[UUID | None, Proof, Reason | None]:
    """The order that a scan names, on what proof; a code that the hub did not make names none."""
    if scan.token is None:
        method = RedemptionMethod.FACE if scan.by_face else RedemptionMethod.MANUAL
        return scan.order_id, Proof(method, reason=scan.reason), None
    try:
        code = checked_code(scan.token)
    except CanteenRefused as refused:
        return None, Proof(RedemptionMethod.QR), refused.reason
    proof = Proof(RedemptionMethod.QR, code.collector_id, code.expires_at, scan.reason)
    return code.order_id, proof, None


async def _problem(
    tx: Transaction, facts: ListFacts, order: RedemptionFacts | None, proof: Proof, taken: Taken
) -> Reason | None:
    """Redeem the order of a scan; null, or else why it cannot be."""
    if order is None:
        return CanteenReason.NO_SUCH_ORDER
    try:
        check_scanned(taken.at, made_at=facts.made_at, now=taken.recorded_at)
        check_proof(proof)
        # Whatever a refusal has begun is undone, and the other scans go on.
        async with tx.connection.transaction():
            await hand_over(tx, order, facts.point_id, proof, taken)
    except CanteenRefused as refused:
        return refused.reason
    return None


async def _list_here(tx: Transaction, list_id: UUID, viewer: Viewer) -> ListFacts:
    facts = await reads.offline_list(tx, list_id)
    if facts is not None:
        counter = await reads.counter_at(tx, facts.point_id)
        if counter is not None and works_at(viewer, STAFF, counter.site_ids, counter.ancestors):
            return facts
    raise CanteenRefused(CanteenReason.NO_SUCH_LIST, field="listId")


async def _check_counter(tx: Transaction, point_id: UUID, viewer: Viewer) -> None:
    counter = await reads.counter_at(tx, point_id)
    if counter is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="pointId")
    check_counter(viewer, counter.site_ids, counter.ancestors)
