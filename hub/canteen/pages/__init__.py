"""What people print and take along, by signed links: for kitchens, on rounds, of cards.

The API says who may print what and gives a link; whoever has the link gets the page for ten
minutes, so that it opens in a new tab or on another machine, where nobody is signed in.
"""

from starlette.routing import Route

from hub.canteen.pages import reports, rounds, serving, settlement, statements
from hub.canteen.pages.links import KitchenPageKind, Link, link_to
from hub.canteen.pages.reports import MealReportFormat, ReportLink, report_link
from hub.canteen.pages.rounds import RoundLink, RoundPageKind, round_link
from hub.canteen.pages.settlement import SettlementFormat, SettlementLink, settlement_link
from hub.canteen.pages.statements import StatementLink, statement_link

__all__ = [
    "KitchenPageKind",
    "Link",
    "MealReportFormat",
    "ReportLink",
    "RoundLink",
    "RoundPageKind",
    "SettlementFormat",
    "SettlementLink",
    "StatementLink",
    "link_to",
    "report_link",
    "round_link",
    "routes",
    "settlement_link",
    "statement_link",
]


def routes() -> list[Route]:
    """Where signed links lead."""
    return [
        *serving.routes(),
        *statements.routes(),
        *settlement.routes(),
        *rounds.routes(),
        *reports.routes(),
    ]
