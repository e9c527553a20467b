"""Writing down samples, temperatures and waste; setting the limits."""

from datetime import date

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.hygiene import (
    HygieneLimit,
    MealWaste,
    RetainedSample,
    TemperatureReading,
)
from hub.canteen.schema.types import STAFF, CanteenRefusal
from hub.kernel.access import Role
from hub.query import Context, inputs, key_of, mutation, payload, read


@inputs
class RetainedSampleTakeInput:
    """Of which dish a sample was put aside."""

    item_id: strawberry.ID
    """The dish on its menu."""
    grams: int
    """What it weighs."""
    fridge: str | None = None
    """Where it is kept, 60 characters at most."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class RetainedSampleTaken:
    """The sample is on record."""

    sample: RetainedSample | None = read()
    """The sample."""


@mutation(*STAFF)
async def retained_sample_take(
    ctx: Context, input: RetainedSampleTakeInput
) -> RetainedSampleTaken | CanteenRefusal:
    """Write down that a sample of a dish was put aside (登记留样)."""
    key = await commands.retain_sample(
        ctx.actor,
        item_id=key_of(input.item_id, "MenuItem"),
        grams=input.grams,
        fridge=input.fridge,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return RetainedSampleTaken(sample=key)


@inputs
class RetainedSampleDisposeInput:
    """Which sample was thrown away."""

    sample_id: strawberry.ID
    """The sample."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class RetainedSampleDisposed:
    """The sample is gone."""

    sample: RetainedSample | None = read()
    """The sample."""


@mutation(*STAFF)
async def retained_sample_dispose(
    ctx: Context, input: RetainedSampleDisposeInput
) -> RetainedSampleDisposed | CanteenRefusal:
    """Write down that a sample was thrown away, after its time (处理留样)."""
    key = await commands.dispose_sample(
        ctx.actor,
        sample_id=key_of(input.sample_id, "RetainedSample"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return RetainedSampleDisposed(sample=key)


@inputs
class TemperatureRecordInput:
    """What was measured, and where."""

    site_id: strawberry.ID
    """The canteen or meal point."""
    place: rules.TemperaturePlace
    """In what."""
    tenths: int
    """The temperature in tenths of a degree Celsius."""
    equipment: str | None = None
    """Which fridge, counter or box, 60 characters at most."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class TemperatureRecorded:
    """The temperature is on record."""

    reading: TemperatureReading | None = read()
    """The temperature; `isAlarm` when it is out of its limits."""


@mutation(*STAFF)
async def temperature_record(
    ctx: Context, input: TemperatureRecordInput
) -> TemperatureRecorded | CanteenRefusal:
    """Write a temperature down; out of its limits it is an alarm (登记温度)."""
    key = await commands.record_temperature(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        place=input.place,
        tenths=input.tenths,
        equipment=input.equipment,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return TemperatureRecorded(reading=key)


@inputs
class TemperatureAcknowledgeInput:
    """Which alarm was seen to, and how."""

    reading_id: strawberry.ID
    """The temperature."""
    measure: str
    """What was done about it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class TemperatureAcknowledged:
    """The alarm is over."""

    reading: TemperatureReading | None = read()
    """The temperature, with what was done about it."""


@mutation(*STAFF)
async def temperature_acknowledge(
    ctx: Context, input: TemperatureAcknowledgeInput
) -> TemperatureAcknowledged | CanteenRefusal:
    """Say what was done about a temperature out of its limits (处置超温)."""
    key = await commands.acknowledge_alarm(
        ctx.actor,
        reading_id=key_of(input.reading_id, "TemperatureReading"),
        measure=input.measure,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return TemperatureAcknowledged(reading=key)


@inputs
class MealWasteRecordInput:
    """What was thrown away, and why."""

    site_id: strawberry.ID
    """Where: the canteen, or a meal point that it cooks for."""
    item_id: strawberry.ID
    """The dish on its menu."""
    reason: rules.WasteReason
    """Why."""
    portions: int | None = None
    """How many portions; this or `grams`, or both."""
    grams: int | None = None
    """How many grams."""
    note: str | None = None
    """What there is to say about it."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class MealWasteRecorded:
    """The waste is on record."""

    waste: MealWaste | None = read()
    """The waste."""


@mutation(*STAFF)
async def meal_waste_record(
    ctx: Context, input: MealWasteRecordInput
) -> MealWasteRecorded | CanteenRefusal:
    """Write down what was thrown away of a dish (登记餐余)."""
    key = await commands.record_waste(
        ctx.actor,
        site_id=key_of(input.site_id, "MealSite"),
        item_id=key_of(input.item_id, "MenuItem"),
        reason=input.reason,
        portions=input.portions,
        grams=input.grams,
        note=input.note,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return MealWasteRecorded(waste=key)


@inputs
class HygieneLimitSetInput:
    """Which limit is in force from when on."""

    kind: rules.HygieneLimitKind
    """What it is about, and its unit."""
    lowest: int | None = None
    """The least that is allowed; this or `highest`, or both."""
    highest: int | None = None
    """The most that is allowed."""
    source: str
    """Where it was published."""
    from_on: date
    """The first day on which it is in force: today or later."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class HygieneLimitChanged:
    """The limit was set."""

    limit: HygieneLimit | None = read()
    """The limit."""


@mutation(Role.CITY_ADMINISTRATOR)
async def hygiene_limit_set(
    ctx: Context, input: HygieneLimitSetInput
) -> HygieneLimitChanged | CanteenRefusal:
    """Bring a limit of food safety into force; the one before it ends (设置食品安全限值)."""
    key = await commands.set_hygiene_limit(
        ctx.actor,
        kind=input.kind,
        lowest=input.lowest,
        highest=input.highest,
        source=input.source,
        from_on=input.from_on,
        now=ctx.now,
    )
    return HygieneLimitChanged(limit=key)
