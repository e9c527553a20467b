"""What the canteen does about what has happened, here and elsewhere."""

from hub.canteen.handlers import departures, notices, standing

HANDLERS = [*departures.HANDLERS, *notices.HANDLERS, *standing.HANDLERS]
