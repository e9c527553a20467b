"""Standing orders: whose, where, which meals of the week, their pauses, and what became of each."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from hub.accounts.models import Account
from hub.canteen.models.dishes import Dish
from hub.canteen.models.orders import MealOrder
from hub.canteen.models.sites import MealSite
from hub.canteen.rules import FulfilmentMode, MealPeriod, PauseReason, StandingOutcome
from hub.people.models import Resident


class StandingOrder(Model):
    """A resident's default week, in [from_on, until_on). A resident has one at a time.

    With `pays_by_card` each order is paid by the resident's card when there is enough on it.
    """

    id = fields.UUIDField(primary_key=True)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="standing_orders", on_delete=fields.RESTRICT
    )
    point_id: UUID
    point: fields.ForeignKeyRelation[MealSite] = fields.ForeignKeyField(
        "models.MealSite", related_name="standing_orders", on_delete=fields.RESTRICT
    )
    mode = fields.CharEnumField(FulfilmentMode, max_length=20)
    address = fields.CharField(max_length=200, null=True)
    note = fields.CharField(max_length=200, null=True)
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    pays_by_card = fields.BooleanField(default=False)
    set_at = fields.DatetimeField()
    set_by_id: UUID | None
    set_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="set_standing_orders", on_delete=fields.RESTRICT
    )
    ended_at = fields.DatetimeField(null=True)
    ended_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "standing_order"


class StandingMeal(Model):
    """One meal of a default week: on which weekday (1 is Monday), and what of its menu."""

    id = fields.UUIDField(primary_key=True)
    standing_order_id: UUID
    standing_order: fields.ForeignKeyRelation[StandingOrder] = fields.ForeignKeyField(
        "models.StandingOrder", related_name="meals", on_delete=fields.CASCADE
    )
    weekday = fields.SmallIntField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    portions = fields.SmallIntField(default=1)
    takes_any = fields.BooleanField(default=True)

    class Meta:
        table = "standing_meal"
        unique_together = (("standing_order", "weekday", "period"),)


class StandingDish(Model):
    """A dish that is wanted for one meal of a default week; the first in place is tried first."""

    id = fields.UUIDField(primary_key=True)
    meal_id: UUID
    meal: fields.ForeignKeyRelation[StandingMeal] = fields.ForeignKeyField(
        "models.StandingMeal", related_name="dishes", on_delete=fields.CASCADE
    )
    position = fields.SmallIntField()
    dish_id: UUID
    dish: fields.ForeignKeyRelation[Dish] = fields.ForeignKeyField(
        "models.Dish", related_name="standing_meals", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "standing_dish"
        unique_together = (("meal", "dish"),)


class StandingPause(Model):
    """Days on which a standing order rests: [from_on, until_on), null while no end is known."""

    id = fields.UUIDField(primary_key=True)
    standing_order_id: UUID
    standing_order: fields.ForeignKeyRelation[StandingOrder] = fields.ForeignKeyField(
        "models.StandingOrder", related_name="pauses", on_delete=fields.RESTRICT
    )
    from_on = fields.DateField()
    until_on = fields.DateField(null=True)
    reason = fields.CharEnumField(PauseReason, max_length=20)
    note = fields.CharField(max_length=200, null=True)
    set_at = fields.DatetimeField()
    set_by_id: UUID | None
    set_by: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, related_name="set_standing_pauses", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "standing_pause"


class StandingAttempt(Model):
    """What became of one meal of a standing order, so that it is tried once.

    `payment_refusal` is why the order was placed and not paid, where it was to be.
    """

    id = fields.UUIDField(primary_key=True)
    standing_order_id: UUID
    standing_order: fields.ForeignKeyRelation[StandingOrder] = fields.ForeignKeyField(
        "models.StandingOrder", related_name="attempts", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    at = fields.DatetimeField()
    outcome = fields.CharEnumField(StandingOutcome, max_length=20)
    refusal = fields.CharField(max_length=40, null=True)
    payment_refusal = fields.CharField(max_length=40, null=True)
    order_id: UUID | None
    order: fields.ForeignKeyNullableRelation[MealOrder] = fields.ForeignKeyField(
        "models.MealOrder", null=True, related_name="standing_attempts", on_delete=fields.RESTRICT
    )

    class Meta:
        table = "standing_attempt"
        unique_together = (("standing_order", "on", "period"),)
