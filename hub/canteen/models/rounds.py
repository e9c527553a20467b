"""Delivery rounds, their stops, the sequences that staff keep, and the figures of delivery."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import (
    DeliveryFigureKind,
    DoorSigner,
    MealPeriod,
    RoundStatus,
    StopStatus,
    TravelMode,
)
from hub.people.models import Resident


class DeliveryRound(Model):
    """One volunteer's way with the boxes of one meal. `number` counts up within point and meal.

    `volunteer` is null while nobody drives it; `is_offered` while who drives it waits for somebody
    to take it over. Where a volunteer is, is stored nowhere.
    """

    id = fields.UUIDField(primary_key=True)
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="delivery_rounds", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    number = fields.IntField()
    mode = fields.CharEnumField(TravelMode, max_length=20)
    vehicle = fields.CharField(max_length=40, null=True)
    capacity = fields.SmallIntField()
    volunteer_id: UUID | None
    volunteer: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="delivery_rounds", on_delete=fields.RESTRICT
    )
    is_offered = fields.BooleanField(default=False)
    depart_at = fields.DatetimeField()
    status = fields.CharEnumField(RoundStatus, max_length=20)
    status_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    created_by_id: UUID | None
    created_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="planned_rounds", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "delivery_round"
        unique_together = (("point", "on", "period", "number"),)


class DeliveryRoundMove(Model):
    """One thing that happened to a round: a move, or the same state in other hands."""

    id = fields.UUIDField(primary_key=True)
    round_id: UUID
    round: fields.ForeignKeyRelation["DeliveryRound"] = fields.ForeignKeyField(
        "models.DeliveryRound", related_name="moves", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    from_status = fields.CharEnumField(RoundStatus, max_length=20, null=True)
    to_status = fields.CharEnumField(RoundStatus, max_length=20)
    volunteer_id: UUID | None
    volunteer: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="driven_moves", on_delete=fields.RESTRICT
    )
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="delivery_round_moves", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "delivery_round_move"


class DeliveryStop(Model):
    """One order on a round. `planned_at` is when its door is reached, `until_at` when it must be.

    An order is on one stop that is live. `signature` is an SVG path.
    """

    id = fields.UUIDField(primary_key=True)
    round_id: UUID
    round: fields.ForeignKeyRelation["DeliveryRound"] = fields.ForeignKeyField(
        "models.DeliveryRound", related_name="stops", on_delete=fields.RESTRICT
    )
    order_id: UUID
    order: fields.ForeignKeyRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", related_name="delivery_stops", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    planned_at = fields.DatetimeField()
    until_at = fields.DatetimeField()
    status = fields.CharEnumField(StopStatus, max_length=20)
    status_at = fields.DatetimeField()
    signed_by = fields.CharField(max_length=40, null=True)
    signer = fields.CharEnumField(DoorSigner, max_length=20, null=True)
    signature = fields.TextField(null=True)

    class Meta:
        table = "delivery_stop"


class DeliveryStopMove(Model):
    """One move of a stop: who, when, from, to, why; also from one round to another."""

    id = fields.UUIDField(primary_key=True)
    stop_id: UUID
    stop: fields.ForeignKeyRelation["DeliveryStop"] = fields.ForeignKeyField(
        "models.DeliveryStop", related_name="moves", on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    from_status = fields.CharEnumField(StopStatus, max_length=20, null=True)
    to_status = fields.CharEnumField(StopStatus, max_length=20)
    round_id: UUID
    round: fields.ForeignKeyRelation["DeliveryRound"] = fields.ForeignKeyField(
        "models.DeliveryRound", related_name="stop_moves", on_delete=fields.RESTRICT
    )
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="delivery_stop_moves", on_delete=fields.RESTRICT
    )
    reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "delivery_stop_move"


class DeliveryRoute(Model):
    """A sequence of residents that staff of a point keep: rounds follow it as it stands."""

    id = fields.UUIDField(primary_key=True)
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="delivery_routes", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=40)
    set_at = fields.DatetimeField()
    set_by_id: UUID | None
    set_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="delivery_routes", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "delivery_route"
        unique_together = (("point", "name"),)


class DeliveryRouteStop(Model):
    """One resident's place in a kept sequence. A resident is in one sequence of a point."""

    id = fields.UUIDField(primary_key=True)
    route_id: UUID
    route: fields.ForeignKeyRelation["DeliveryRoute"] = fields.ForeignKeyField(
        "models.DeliveryRoute", related_name="stops", on_delete=fields.CASCADE
    )
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="delivery_route_stops", on_delete=fields.RESTRICT
    )
    position = fields.SmallIntField()
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="delivery_route_stops", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "delivery_route_stop"
        unique_together = (("point", "resident"),)


class DeliveryFigure(Model):
    """A figure of delivery, in force on `from_on` and no longer on `until_on`."""

    id = fields.UUIDField(primary_key=True)
    kind = fields.CharEnumField(DeliveryFigureKind, max_length=20)
    value = fields.IntField()
    source = fields.CharField(max_length=200)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)

    class Meta:
        table = "delivery_figure"
