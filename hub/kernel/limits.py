"""How often something may be tried."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries; the window starts with the first one and, once they are used up, anew."""

    tries: int
    window: timedelta
