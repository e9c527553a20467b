"""At the door: handed over, not handed over, and calling first."""

import strawberry

from hub.canteen import commands, rules
from hub.canteen.schema.access import STAFF
from hub.canteen.schema.rounds import VOLUNTEERS, DeliveryStop
from hub.canteen.schema.types import CanteenRefusal
from hub.people import reads as people
from hub.query import Context, inputs, key_of, mutation, payload, read


@inputs
class DeliveryStopDoneInput:
    """Who took the meal."""

    stop_id: strawberry.ID
    """The stop."""
    signed_by: str
    """The name of who signed, 40 characters at most."""
    signer: rules.DoorSigner = rules.DoorSigner.RESIDENT
    """What they are to the resident."""
    signature: str | None = None
    """The signature as an SVG path of straight strokes in whole numbers: `M10 20 L15 22 L18 30`."""
    label_order_id: strawberry.ID | None = None
    """The order that the label of the box says, when it was scanned; a wrong box is refused."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryStopDone:
    """The meal is handed over, and its order redeemed."""

    stop: DeliveryStop | None = read()
    """The stop as it is now."""


@mutation(*STAFF, *VOLUNTEERS)
async def delivery_stop_done(
    ctx: Context, input: DeliveryStopDoneInput
) -> DeliveryStopDone | CanteenRefusal:
    """Hand a meal over at the door, signed for (送达签收)."""
    label = input.label_order_id
    key = await commands.deliver_stop(
        ctx.actor,
        stop_id=key_of(input.stop_id, "DeliveryStop"),
        signed=rules.Signed(input.signed_by, input.signer, input.signature),
        label_order_id=None if label is None else key_of(label, "MealOrder"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryStopDone(stop=key)


@inputs
class DeliveryStopFailInput:
    """Why a meal was not handed over."""

    stop_id: strawberry.ID
    """The stop."""
    failure: rules.StopFailure
    """What happened."""
    reason: str | None = None
    """In words; needed unless nobody answered."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryStopFailed:
    """The meal is still in the volunteer's hands."""

    stop: DeliveryStop | None = read()
    """The stop as it is now."""


@mutation(*STAFF, *VOLUNTEERS)
async def delivery_stop_fail(
    ctx: Context, input: DeliveryStopFailInput
) -> DeliveryStopFailed | CanteenRefusal:
    """Say that a meal was not handed over (未送达).

    When nobody answered, the grid worker is asked to see whether the person is well, and others
    above them until somebody says so; the meal may still be handed over meanwhile.
    """
    key = await commands.fail_stop(
        ctx.actor,
        stop_id=key_of(input.stop_id, "DeliveryStop"),
        failure=input.failure,
        reason=input.reason,
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryStopFailed(stop=key)


@inputs
class DeliveryStopCallInput:
    """Whom to call."""

    stop_id: strawberry.ID
    """A stop of a round on its way that is not done."""
    idempotency_key: str | None = None
    """The same key again gives the same answer."""


@payload
class DeliveryStopCalled:
    """The number, which somebody is on record to have seen."""

    phone: str | None
    """The telephone number in full; null when none is known."""


@mutation(*STAFF, *VOLUNTEERS)
async def delivery_stop_call(
    ctx: Context, input: DeliveryStopCallInput
) -> DeliveryStopCalled | CanteenRefusal:
    """See a resident's telephone number, to call at the door; each time is logged (联系住户)."""
    resident_id = await commands.reveal_at_stop(
        ctx.actor,
        stop_id=key_of(input.stop_id, "DeliveryStop"),
        viewer=ctx.viewer,
        now=ctx.now,
    )
    return DeliveryStopCalled(phone=(await people.numbers_of(resident_id)).phone)
