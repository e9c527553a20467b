"""What orders hold of a subsidy, and of its caps."""

from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.models import Model

from hub.canteen.models.orders import MealOrder
from hub.canteen.models.policies import SubsidyPolicy
from hub.canteen.rules import ClaimStatus, MealPeriod, UseWindow
from hub.people.models import Resident


class SubsidyClaim(Model):
    """The subsidy of one order. Per meal a person has one that is not released, city-wide.

    `windows` are the caps that it counts against, which have it back when it is released.
    """

    id = fields.UUIDField(primary_key=True)
    order_id: UUID
    order: fields.OneToOneRelation[MealOrder] = fields.OneToOneField(
        "models.MealOrder", related_name="claim", on_delete=fields.RESTRICT
    )
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="subsidy_claims", on_delete=fields.RESTRICT
    )
    policy_id: UUID
    policy: fields.ForeignKeyRelation[SubsidyPolicy] = fields.ForeignKeyField(
        "models.SubsidyPolicy", related_name="claims", on_delete=fields.RESTRICT
    )
    on = fields.DateField()
    period = fields.CharEnumField(MealPeriod, max_length=20)
    amount_fen = fields.BigIntField()
    status = fields.CharEnumField(ClaimStatus, max_length=20)
    windows: list[str] = ArrayField("text", default=lambda: ["DAY", "WEEK"])

    class Meta:
        table = "subsidy_claim"


class SubsidyUse(Model):
    """What a person has reserved or redeemed of a cap, by day or week, across sites and policies.

    `policy` is the one that counted last. The database keeps `amount_fen` within `limit_fen` and
    `meals` within `limit_meals`; a null limit does not bind.
    """

    id = fields.UUIDField(primary_key=True)
    resident_id: UUID
    resident: fields.ForeignKeyRelation[Resident] = fields.ForeignKeyField(
        "models.Resident", related_name="subsidy_uses", on_delete=fields.RESTRICT
    )
    policy_id: UUID
    policy: fields.ForeignKeyRelation[SubsidyPolicy] = fields.ForeignKeyField(
        "models.SubsidyPolicy", related_name="uses", on_delete=fields.RESTRICT
    )
    window = fields.CharEnumField(UseWindow, max_length=20)
    from_on = fields.DateField()
    amount_fen = fields.BigIntField()
    limit_fen = fields.BigIntField(null=True)
    meals = fields.IntField()
    limit_meals = fields.IntField(null=True)

    class Meta:
        table = "subsidy_use"
        unique_together = (("resident", "window", "from_on"),)
