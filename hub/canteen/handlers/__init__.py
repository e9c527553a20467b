"""What the canteen does about what has happened, here and elsewhere."""

from hub.canteen.handlers import departures, notices

HANDLERS = [*departures.HANDLERS, *notices.HANDLERS]
