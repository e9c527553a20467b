"""When a policy may come into force, and when it may be taken back."""

from dataclasses import dataclass
from datetime import date

from hub.canteen.rules.policies import Policy
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

LONGEST_CODE, LONGEST_POLICY_NAME, LONGEST_SOURCE = 40, 120, 400
"""Characters of a policy's code, name and source."""


@dataclass(frozen=True, slots=True)
class PolicyDraft:
    """A policy to be published: what it is called, where it was decided, and what it says."""

    code: str
    name: str
    source: str
    policy: Policy


def draft_policy(
    code: str | None, name: str | None, source: str | None, policy: Policy
) -> PolicyDraft:
    """A policy with what it is called, trimmed.

    Raises:
        CanteenRefused: POLICY_TEXT_NEEDED.
    """
    return PolicyDraft(
        code=_words("code", code, LONGEST_CODE),
        name=_words("name", name, LONGEST_POLICY_NAME),
        source=_words("source", source, LONGEST_SOURCE),
        policy=policy,
    )


def _words(field: str, text: str | None, most: int) -> str:
    words = (text or "").strip()
    if not 0 < len(words) <= most or not words.isprintable():
        raise CanteenRefused(CanteenReason.POLICY_TEXT_NEEDED, field=field)
    return words


def check_policy_days(from_on: date, until_on: date | None, *, today: date) -> None:
    """Refuse days that are over, and a policy that would hold on none.

    Raises:
        CanteenRefused: POLICY_TOO_LATE, POLICY_ENDS_EARLY.
    """
    if from_on < today:
        raise CanteenRefused(CanteenReason.POLICY_TOO_LATE, field="fromOn", earliest_on=today)
    if until_on is not None and until_on <= from_on:
        raise CanteenRefused(CanteenReason.POLICY_ENDS_EARLY, field="untilOn")


def check_not_begun(from_on: date, *, is_withdrawn: bool, today: date) -> None:
    """Refuse to take back what has begun: meals refer to it.

    Raises:
        CanteenRefused: POLICY_BEGUN.
    """
    if is_withdrawn or from_on <= today:
        raise CanteenRefused(CanteenReason.POLICY_BEGUN, field="policyId")


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, of which null is never."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends, default=None)
