"""What changes in people's records. Each command is one transaction."""

from hub.people.commands.departures import (
    record_death,
    record_move_away,
    return_resident,
    revoke_departure,
)
from hub.people.commands.households import (
    add_household_member,
    create_household,
    end_household_member,
)
from hub.people.commands.needs import end_dietary_need, record_dietary_need
from hub.people.commands.proxies import (
    accept_proxy,
    decline_proxy,
    end_proxy,
    propose_proxy,
    propose_to,
    register_proxy,
)
from hub.people.commands.residents import register_resident, update_resident
from hub.people.commands.reveals import reveal_resident
from hub.people.commands.statuses import end_status, record_status

__all__ = [
    "accept_proxy",
    "add_household_member",
    "create_household",
    "decline_proxy",
    "end_dietary_need",
    "end_household_member",
    "end_proxy",
    "end_status",
    "propose_proxy",
    "propose_to",
    "record_death",
    "record_dietary_need",
    "record_move_away",
    "record_status",
    "register_proxy",
    "register_resident",
    "return_resident",
    "reveal_resident",
    "revoke_departure",
    "update_resident",
]
