"""Family accounts: who may act for whom, in what, and how that begins and ends."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from hub.kernel.limits import Limit
from hub.people.rules.reasons import PeopleReason, PeopleRefused


class ProxyScope(StrEnum):
    """What a proxy may do for the resident, each by itself (代办范围).

    Whatever the scope, a proxy sees who the resident is and how to reach them.
    """

    MEAL_ORDER = "MEAL_ORDER"
    """Order, see and cancel meals, and see what the food must respect (代订餐)."""
    MEAL_COLLECT = "MEAL_COLLECT"
    """Collect meals, and see which are waiting to be collected (代取餐)."""
    SERVICE_APPLY = "SERVICE_APPLY"
    """Book and apply for services (代申请)."""
    SERVICE_SUPPLEMENT = "SERVICE_SUPPLEMENT"
    """Hand in missing materials (代补正)."""
    SERVICE_COLLECT = "SERVICE_COLLECT"
    """Collect results (代领取)."""
    RECORD_READ = "RECORD_READ"
    """See what is on record: statuses, diet, addresses, household (代查档案)."""
    DIET_RECORD = "DIET_RECORD"
    """See and record what the food must respect, yet never end it (代登记饮食需求)."""


KNOWS_PERSON = tuple(ProxyScope)
"""Who knows the resident: name, sex, birth, home and masked telephone. Every proxy does."""
READS_RECORD = (ProxyScope.RECORD_READ,)
"""Who sees what is on record of the resident."""
READS_DIET = (ProxyScope.RECORD_READ, ProxyScope.DIET_RECORD, ProxyScope.MEAL_ORDER)
"""Who sees what the resident's food must respect. Whoever orders the food has to."""
RECORDS_DIET = (ProxyScope.DIET_RECORD,)
"""Who may record what the resident's food must respect. What may be seen of meals and done about
them, MEAL_ORDER and MEAL_COLLECT, is the canteen's to say, and so on for every service."""


class ProxyStatus(StrEnum):
    """Where the binding of a proxy stands (代办绑定状态)."""

    PROPOSED = "PROPOSED"
    """One side has asked, the other has not answered (待同意)."""
    ACTIVE = "ACTIVE"
    """Both sides have agreed (已绑定)."""
    DECLINED = "DECLINED"
    """The other side said no, or the asker took it back (已拒绝)."""
    ENDED = "ENDED"
    """Was active and has been unbound (已解绑)."""


class ConsentMethod(StrEnum):
    """How the resident agreed to a proxy (同意方式)."""

    ONLINE = "ONLINE"
    """Signed in, by own account (线上)."""
    PAPER = "PAPER"
    """On paper, before staff at a counter (书面)."""


FAMILY_ACCOUNT_SIZE = 5
"""The most wards of one family account (Zhengzhou, A7 in the domain reference, 1.5).

The database keeps to it: an active proxy has a slot from 1 to 5 that no other of its holder has.
"""

GUESSES = Limit(5, timedelta(hours=1))
"""How often somebody may be wrong about another's identity number and name. Whoever knows both may
propose; nobody else is to learn who lives here by trying."""

MOVES: dict[ProxyStatus, frozenset[ProxyStatus]] = {
    ProxyStatus.PROPOSED: frozenset({ProxyStatus.ACTIVE, ProxyStatus.DECLINED}),
    ProxyStatus.ACTIVE: frozenset({ProxyStatus.ENDED}),
    ProxyStatus.DECLINED: frozenset(),
    ProxyStatus.ENDED: frozenset(),
}
"""The only moves of a proxy binding."""


def check_move(from_status: ProxyStatus, to_status: ProxyStatus) -> None:
    """Only the moves of `MOVES`."""
    if to_status not in MOVES[from_status]:
        raise PeopleRefused(PeopleReason.PROXY_MOVE_NOT_ALLOWED, field="proxyId")


def check_scopes(scopes: Collection[ProxyScope]) -> list[str]:
    """At least one scope; each once, in the order of the enum."""
    if not scopes:
        raise PeopleRefused(PeopleReason.PROXY_NEEDS_A_SCOPE, field="scopes")
    return [scope.value for scope in ProxyScope if scope in scopes]


def check_pair(ward_id: UUID, holder_id: UUID) -> None:
    """Nobody is his or her own proxy."""
    if ward_id == holder_id:
        raise PeopleRefused(PeopleReason.PROXY_IS_ONESELF, field="holderId")


def check_period(from_on: date, until_on: date | None, *, today: date) -> None:
    """A proxy starts today or later, for consent does not work backwards, and lasts a day."""
    if from_on < today:
        raise PeopleRefused(PeopleReason.TOO_EARLY, field="fromOn", earliest=today)
    if until_on is not None and until_on <= from_on:
        raise PeopleRefused(PeopleReason.ENDS_BEFORE_IT_STARTS, field="untilOn")
