"""What the canteen does about what happens elsewhere: cards and deliveries of who is gone."""

from datetime import datetime

from hub.canteen import commands
from hub.kernel.context import Actor
from hub.kernel.events import Event, Handler, handles


def _following(topic: str) -> Handler:
    """Let the card follow what is on record of the resident, whatever the event said of it."""

    async def follow_departure(event: Event, now: datetime) -> None:
        by = Actor.job("canteen.follow_departure")
        await commands.follow_departure(by, resident_id=event.subject_id, now=now)

    return handles(topic)(follow_departure)


@handles("resident.died")
async def drop_stops(event: Event, now: datetime) -> None:
    """Nobody rings at the door of who died."""
    by = Actor.job("canteen.drop_stops")
    await commands.drop_stops(by, resident_id=event.subject_id, reason="居民已去世", now=now)


HANDLERS = [
    drop_stops,
    *(
        _following(topic)
        for topic in (
            "resident.died",
            "resident.moved",
            "resident.departure_revoked",
            "resident.returned",
        )
    ),
]
