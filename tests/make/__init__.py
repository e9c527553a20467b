"""One small async factory per row, by domain: `make.resident(name="王淑芬")`.

Every argument has a default, so that a test names only what it is about.
"""

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
from tests.make.people import (
    dietary_need,
    household,
    household_member,
    proxy,
    resident,
    status,
)

__all__ = [
    "area",
    "building",
    "city",
    "community",
    "compound",
    "dietary_need",
    "entrance",
    "household",
    "household_member",
    "leader",
    "mode",
    "post",
    "proxy",
    "resident",
    "role_definition",
    "site",
    "status",
    "township",
]
