"""What kitchens print and take along, by signed links: sheets, packing lists, labels, a workbook.

The API says who may print what and gives a link; whoever has the link gets the page for ten
minutes, so that it opens in a new tab or on another machine, where nobody is signed in.
"""

from hub.canteen.pages.links import KitchenPageKind, Link, link_to
from hub.canteen.pages.serving import routes

__all__ = ["KitchenPageKind", "Link", "link_to", "routes"]
