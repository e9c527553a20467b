"""The code that a person shows at the counter, as clients get it."""

from datetime import datetime
from uuid import UUID

import segno

from hub.canteen import rules
from hub.kernel import keyring
from hub.query import payload

# Enough that a code survives a scratched screen; the border is what scanners ask for.
_ERROR, _BORDER = "m", 4


@payload
class MealCode:
    """A code that proves who fetches a meal; ask again before it expires (取餐码)."""

    token: str
    """What the code says: signed, and bound to the order and to who shows it."""
    expires_at: datetime
    """From when it is refused."""
    svg: str
    """The code as an SVG image, black on white."""


def meal_code(order_id: UUID, collector_id: UUID, now: datetime) -> MealCode:
    """A code from now on, signed."""
    code = rules.new_code(order_id, collector_id, now)
    token = code.token(keyring.current().sign(code.said(), rules.CODE_PURPOSE))
    return MealCode(token=token, expires_at=code.expires_at, svg=qr_svg(token))


def qr_svg(text: str) -> str:
    """A QR code as an SVG element, which scales to whatever it is put into."""
    drawn: str = segno.make_qr(text, error=_ERROR).svg_inline(
        border=_BORDER, dark="#000", light="#fff", omitsize=True
    )
    return drawn
