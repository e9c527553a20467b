"""Every field of what is told about money has an answer, also where there is nothing to tell."""

from datetime import timedelta
from typing import Any

import pytest
from graphql import GraphQLNonNull, get_named_type, is_leaf_type

from hub.canteen import jobs
from hub.canteen.models import (
    CashDrawer,
    LedgerPosting,
    MealCard,
    MealPayment,
    MealRefundPolicy,
    MealSite,
    Reconciliation,
    ReconciliationDifference,
    SandboxCharge,
)
from hub.kernel.access import Grant, Role, Viewer
from hub.query import global_id
from hub.schema import SCHEMA
from tests import make
from tests.canteen.money import at_counter, card_id, do, order_id, viewer_of, with_sandbox
from tests.make.canteen import BEFORE

TYPES: dict[str, Any] = {
    "MealCard": MealCard,
    "MealPayment": MealPayment,
    "CardStatementLine": LedgerPosting,
    "CashDrawer": CashDrawer,
    "MealRefundPolicy": MealRefundPolicy,
    "Reconciliation": Reconciliation,
    "ReconciliationDifference": ReconciliationDifference,
}
EVERYTHING = Viewer(
    grants=tuple(Grant(role) for role in (Role.CITY_ADMINISTRATOR, Role.CANTEEN_STAFF))
)


def all_of(name: str, deep: int = 2) -> str:
    """A selection of every field of a type, and of the types that it leads to."""
    parts = ["__typename"]
    type_: Any = SCHEMA._schema.type_map[name]
    for field, of in type_.fields.items():
        if any(isinstance(arg.type, GraphQLNonNull) for arg in of.args.values()):
            continue
        named = get_named_type(of.type)
        if is_leaf_type(named):
            parts.append(field)
        elif deep and hasattr(named, "fields"):
            parts.append(f"{field} {all_of(named.name, deep - 1)}")
    return "{ " + " ".join(parts) + " }"


@pytest.fixture
async def books(ask, database, chosen_settings):
    """One of everything, and most of it at several stages."""
    with with_sandbox(chosen_settings):
        item = await make.menu_item(await make.menu(), price_fen=1213)
        resident = await make.resident()
        viewer = await viewer_of(resident)
        card = await make.meal_card(resident, 5000)
        order = await make.meal_order(item, resident)
        site = await MealSite.get(id=order.site_id)
        staff = await at_counter(site)
        await do(ask, "cashDrawerOpen", staff, siteId=global_id("MealSite", site.id), openingFen=0)
        pay = {"orderId": order_id(order)}
        await do(ask, "mealOrderPay", viewer, **pay, method="CARD", amountFen=200)
        await do(ask, "mealOrderPay", staff, **pay, method="CASH", amountFen=200)
        await do(ask, "mealOrderPay", viewer, **pay, method="PROVIDER", amountFen=813)
        outside = await MealPayment.get(provider="sandbox")
        await make.provider_paid(outside)
        await do(ask, "mealOrderCancel", viewer, orderId=order_id(order))
        await jobs.payments.send_refunds.run(BEFORE)
        await SandboxCharge.filter(reference=str(outside.id)).update(amount_fen=1)
        await jobs.payments.reconcile.run(BEFORE + timedelta(days=1))
        await do(ask, "mealCardFreeze", viewer, cardId=card_id(card))
        counted = {"siteId": global_id("MealSite", site.id), "countedFen": 300}
        await do(ask, "cashUp", staff, **counted, on=str(BEFORE.date()), reason="x")
        admin = Viewer(grants=(Grant(Role.CITY_ADMINISTRATOR),))
        policy = {"lateCancelPercent": 0, "noShowPercent": 0, "source": "x"}
        area = global_id("Area", (await site.site).area_id)
        await do(ask, "mealRefundPolicyPublish", admin, **policy, areaId=area, fromOn="2026-01-01")
        yield


@pytest.mark.parametrize("name", TYPES)
@pytest.mark.usefixtures("books")
async def test_every_field_is_answered(ask, name):
    keys = await TYPES[name].all().values_list("id", flat=True)
    assert keys
    document = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {name} {all_of(name)} }} }}"
    body = await ask(document, by=EVERYTHING, ids=[global_id(name, key) for key in keys])
    assert "errors" not in body, body
    assert all(node["__typename"] == name for node in body["data"]["nodes"])
