"""What food safety asks to be written down: samples, temperatures, waste, and the limits."""

from datetime import date, datetime
from uuid import UUID

from hub.canteen import reads
from hub.canteen.models import HygieneLimit, MealWaste, RetainedSample, TemperatureReading
from hub.canteen.reads import Counter
from hub.canteen.rules import (
    LONGEST_TEXT,
    STAFF,
    CanteenReason,
    CanteenRefused,
    HygieneLimitKind,
    TemperaturePlace,
    WasteReason,
    check_counter,
    check_disposal,
    check_limit,
    check_place,
    check_sample,
    check_temperature,
    check_text,
    check_waste,
    kept_until,
    works_at,
)
from hub.kernel.access import Viewer
from hub.kernel.clock import day_of
from hub.kernel.db import Transaction, command, refusing
from hub.kernel.ids import new_key

_END_LIMIT = """UPDATE hygiene_limit SET until_on = $2
WHERE kind = $1 AND until_on IS NULL AND from_on < $2"""


@command
async def retain_sample(
    tx: Transaction,
    *,
    item_id: UUID,
    grams: int,
    viewer: Viewer,
    now: datetime,
    fridge: str | None = None,
) -> UUID:
    """Write down that a sample of a dish was put aside; how long it is kept is settled then.

    Raises:
        CanteenRefused: NO_SUCH_ITEM, SAMPLE_TOO_LIGHT, WEIGHT_NOT_VALID, SAMPLE_TAKEN.
    """
    place = await reads.item_place(tx, item_id)
    if place is None or not works_at(viewer, STAFF, [place.site_id], place.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_ITEM, field="itemId")
    today = day_of(now)
    check_sample(grams, await reads.limit_on(tx, HygieneLimitKind.SAMPLE_GRAMS, today), fridge)
    hours = await reads.limit_on(tx, HygieneLimitKind.SAMPLE_HOURS, today)
    sample_id = new_key()
    taken = CanteenRefused(CanteenReason.SAMPLE_TAKEN, field="itemId")
    with refusing("retained_sample_item_id_key", taken):
        await RetainedSample.create(
            id=sample_id,
            item_id=item_id,
            site_id=place.site_id,
            grams=grams,
            fridge=fridge,
            taken_at=now,
            taken_by_id=tx.by.account_id,
            keep_until_at=kept_until(now, hours),
        )
    return sample_id


@command
async def dispose_sample(
    tx: Transaction, *, sample_id: UUID, viewer: Viewer, now: datetime
) -> UUID:
    """Write down that a sample was thrown away, after its time.

    Raises:
        CanteenRefused: NO_SUCH_SAMPLE, SAMPLE_DISPOSED, SAMPLE_TO_BE_KEPT.
    """
    facts = await reads.sample(tx, sample_id)
    if facts is None or not works_at(viewer, STAFF, [facts.site_id], facts.ancestors):
        raise CanteenRefused(CanteenReason.NO_SUCH_SAMPLE, field="sampleId")
    check_disposal(facts.keep_until_at, facts.disposed_at, now=now)
    await RetainedSample.filter(id=sample_id).update(
        disposed_at=now, disposed_by_id=tx.by.account_id
    )
    return sample_id


@command
async def record_temperature(
    tx: Transaction,
    *,
    site_id: UUID,
    place: TemperaturePlace,
    tenths: int,
    viewer: Viewer,
    now: datetime,
    equipment: str | None = None,
) -> UUID:
    """Write a temperature down, in tenths of a degree; out of its limits it is an alarm.

    Raises:
        CanteenRefused: NO_SUCH_SITE, TEMPERATURE_NOT_VALID.
    """
    counter = await _working(tx, site_id, viewer)
    check_temperature(tenths)
    check_place("equipment", equipment)
    limit = await reads.limit_on(tx, HygieneLimitKind(place.value), day_of(now))
    is_alarm = not limit.holds(tenths)
    reading_id = new_key()
    await TemperatureReading.create(
        id=reading_id,
        site_id=site_id,
        place=place,
        equipment=equipment,
        tenths=tenths,
        lowest_tenths=limit.lowest,
        highest_tenths=limit.highest,
        is_alarm=is_alarm,
        at=now,
        by_id=tx.by.account_id,
    )
    if is_alarm:
        tx.record(
            "temperature.alarm",
            reading_id,
            scope_id=counter.kitchen_id,
            point_id=site_id,
            place=place,
            tenths=tenths,
        )
    return reading_id


@command
async def acknowledge_alarm(
    tx: Transaction, *, reading_id: UUID, measure: str, viewer: Viewer, now: datetime
) -> UUID:
    """Say what was done about a temperature out of its limits, which ends the alarm.

    Raises:
        CanteenRefused: NO_SUCH_ALARM, also for one that was seen to, REASON_NEEDED.
    """
    facts = await reads.reading(tx, reading_id)
    is_here = facts is not None and works_at(viewer, STAFF, [facts.site_id], facts.ancestors)
    if facts is None or not is_here or not facts.is_open_alarm:
        raise CanteenRefused(CanteenReason.NO_SUCH_ALARM, field="readingId")
    check_text("measure", measure)
    if not measure.strip():
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="measure")
    await TemperatureReading.filter(id=reading_id).update(
        acknowledged_at=now, acknowledged_by_id=tx.by.account_id, measure=measure
    )
    tx.record("temperature.acknowledged", reading_id, scope_id=facts.site_id)
    return reading_id


@command
async def record_waste(
    tx: Transaction,
    *,
    site_id: UUID,
    item_id: UUID,
    reason: WasteReason,
    viewer: Viewer,
    now: datetime,
    portions: int | None = None,
    grams: int | None = None,
    note: str | None = None,
) -> UUID:
    """Write down what was thrown away of a dish, at the kitchen or at a point that serves it.

    Raises:
        CanteenRefused: NO_SUCH_SITE, NO_SUCH_ITEM, WASTE_NOT_VALID.
    """
    counter = await _working(tx, site_id, viewer)
    place = await reads.item_place(tx, item_id)
    if place is None or place.site_id not in counter.site_ids:
        raise CanteenRefused(CanteenReason.NO_SUCH_ITEM, field="itemId")
    check_waste(portions, grams)
    check_text("note", note)
    waste_id = new_key()
    await MealWaste.create(
        id=waste_id,
        item_id=item_id,
        site_id=site_id,
        reason=reason,
        portions=portions,
        grams=grams,
        note=note,
        at=now,
        by_id=tx.by.account_id,
    )
    return waste_id


@command
async def set_hygiene_limit(
    tx: Transaction,
    *,
    kind: HygieneLimitKind,
    source: str,
    from_on: date,
    now: datetime,
    lowest: int | None = None,
    highest: int | None = None,
) -> UUID:
    """Bring a limit into force from a day on; the one before it ends that day.

    Raises:
        CanteenRefused: LIMIT_NOT_VALID, LIMIT_PAST, REASON_NEEDED for one without a source.
    """
    check_limit(lowest, highest)
    check_text("source", source)
    if not source.strip() or len(source) > LONGEST_TEXT:
        raise CanteenRefused(CanteenReason.REASON_NEEDED, field="source")
    past = CanteenRefused(CanteenReason.LIMIT_PAST, field="fromOn")
    if from_on < day_of(now):
        raise past
    await tx.execute(_END_LIMIT, kind, from_on)
    limit_id = new_key()
    with refusing("hygiene_limit_one_at_a_time", past):
        await HygieneLimit.create(
            id=limit_id,
            kind=kind,
            lowest=lowest,
            highest=highest,
            source=source,
            from_on=from_on,
        )
    return limit_id


async def _working(tx: Transaction, site_id: UUID, viewer: Viewer) -> Counter:
    """The site, for who works there or in its kitchen."""
    counter = await reads.counter_at(tx, site_id)
    if counter is None:
        raise CanteenRefused(CanteenReason.NO_SUCH_SITE, field="siteId")
    check_counter(viewer, counter.site_ids, counter.ancestors, field="siteId")
    return counter
