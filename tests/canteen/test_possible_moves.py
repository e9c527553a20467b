"""Where an order may go next, for whoever looks at it: the rules and the compiled read agree."""

from datetime import timedelta

import pytest

from hub.canteen.models import MealOrder
from hub.canteen.rules import (
    CANCELLED,
    COMPLETED,
    FulfilmentMode,
    OrderStatus,
    possible_moves,
)
from hub.kernel.access import Grant, Role, Viewer
from hub.kernel.ids import new_key
from hub.query import global_id
from tests import make
from tests.make.canteen import BEFORE, CUTOFF, MEAL

pytestmark = pytest.mark.usefixtures("database")

ASK = """query ($id: ID!) { mealOrder(id: $id) { possibleMoves hasDietConflict } }"""


async def stand(order, status, *, has_conflict=False):
    """Put an order where it would otherwise take many moves to get."""
    await MealOrder.filter(id=order.id).update(has_diet_conflict=False)
    facts = {"cancelled_at": BEFORE} if status in CANCELLED else {}
    await MealOrder.filter(id=order.id).update(status=status, **facts)
    await MealOrder.filter(id=order.id).update(has_diet_conflict=has_conflict)


@pytest.mark.parametrize("mode", list(FulfilmentMode))
async def test_the_read_says_what_the_rules_say(ask, mode):
    item = await make.menu_item(await make.menu())
    home = await make.entrance()
    resident = await make.resident(home)
    order = await make.meal_order(item, resident, mode=mode)
    canteen = await order.site
    viewers = {
        "own": Viewer(
            account_id=new_key(), resident_id=resident.id, grants=(Grant(Role.RESIDENT),)
        ),
        "staff": make.staff(canteen),
        "manager": make.manager(canteen),
    }
    over = MEAL + timedelta(hours=3)
    for status in OrderStatus:
        for has_conflict in (False, True):
            await stand(order, status, has_conflict=has_conflict)
            for who, viewer in viewers.items():
                for now in (BEFORE, CUTOFF, over):
                    body = await ask(ASK, by=viewer, now=now, id=global_id("MealOrder", order.id))
                    assert "errors" not in body
                    wanted = possible_moves(
                        status,
                        mode,
                        is_own=who == "own",
                        is_staff=who == "staff",
                        is_manager=who == "manager",
                        is_open=now < CUTOFF,
                        is_over=now is over,
                        has_diet_conflict=has_conflict,
                    )
                    seen = body["data"]["mealOrder"]
                    assert seen == {
                        "possibleMoves": sorted(wanted),
                        "hasDietConflict": has_conflict,
                    }, (status, who, now)


async def test_a_resident_may_cancel_in_time_or_object_and_nothing_else():
    def may(**more):
        facts = {
            "is_own": True,
            "is_staff": False,
            "is_manager": False,
            "is_open": True,
            "is_over": False,
            "has_diet_conflict": False,
        }
        mode = FulfilmentMode.DINE_IN
        return possible_moves(more.pop("status", OrderStatus.PLACED), mode, **{**facts, **more})

    assert may() == {OrderStatus.CANCELLED}
    assert may(is_open=False) == set()
    assert may(status=OrderStatus.LOCKED) == set()
    assert may(is_own=False) == set()
    assert may(status=OrderStatus.SERVED) == {OrderStatus.DISPUTED}
    assert may(status=OrderStatus.NO_SHOW, is_own=False) == set()


async def test_a_manager_may_do_more_than_staff_and_only_in_the_way_of_the_meal():
    def may(is_manager, mode=FulfilmentMode.DINE_IN, **more):
        facts = {"is_open": False, "is_over": True, "has_diet_conflict": False, **more}
        return possible_moves(
            OrderStatus.READY,
            mode,
            is_own=False,
            is_staff=True,
            is_manager=is_manager,
            **facts,
        )

    staff = may(is_manager=False)
    assert staff == {OrderStatus.SERVED, OrderStatus.NO_SHOW, OrderStatus.CANCELLED_LATE}
    assert may(is_manager=True) == staff | {OrderStatus.SITE_CANCELLED}
    for mode, end in COMPLETED.items():
        assert end in may(is_manager=False, mode=mode)
    assert OrderStatus.SERVED not in may(is_manager=False, has_diet_conflict=True)
