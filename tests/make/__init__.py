"""One small async factory per row, by domain: `make.resident(name="王淑芬")`.

Every argument has a default, so that a test names only what it is about.
"""

from tests.make.accounts import account, role_grant, session
from tests.make.canteen import (
    canteen,
    closure,
    dish,
    manager,
    meal_order,
    meal_point,
    menu,
    menu_item,
    policy,
    service_time,
    serving,
    staff,
)
from tests.make.grid import (
    area,
    building,
    city,
    community,
    compound,
    entrance,
    leader,
    mode,
    post,
    role_definition,
    site,
    township,
)
from tests.make.money import cash_drawer, meal_card, provider_paid
from tests.make.people import (
    dietary_need,
    household,
    household_member,
    proxy,
    resident,
    status,
    ward,
)

__all__ = [
    "account",
    "area",
    "building",
    "canteen",
    "cash_drawer",
    "city",
    "closure",
    "community",
    "compound",
    "dietary_need",
    "dish",
    "entrance",
    "household",
    "household_member",
    "leader",
    "manager",
    "meal_card",
    "meal_order",
    "meal_point",
    "menu",
    "menu_item",
    "mode",
    "policy",
    "post",
    "provider_paid",
    "proxy",
    "resident",
    "role_definition",
    "role_grant",
    "service_time",
    "serving",
    "session",
    "site",
    "staff",
    "status",
    "township",
    "ward",
]
