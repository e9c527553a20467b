"""Signed links to what a kitchen prints: which sheet, for which point, until when."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from hub.canteen.rules import FulfilmentMode
from hub.kernel import keyring

PATH = "/kitchen"
LASTS = timedelta(minutes=10)
"""Long enough to find the printer; the pages hold names and allergies."""
_PURPOSE = "kitchen page"
_EVERYWHERE = UUID(int=0)
_EVERY_MODE = "ANY"


class KitchenPageKind(StrEnum):
    """What a kitchen prints (打印种类)."""

    PRODUCTION = "PRODUCTION"
    """What to cook, what goes where, and the allergy sheet, on A4 (备餐单、过敏名单)."""
    PACKING = "PACKING"
    """What goes into each box, on A4 (装餐单)."""
    LABELS = "LABELS"
    """A label of 70 × 50 mm for each box (餐盒标签)."""
    WORKBOOK = "WORKBOOK"
    """What to cook and what goes where, as an XLSX file (备餐表)."""


@dataclass(frozen=True, slots=True)
class Link:
    """One thing to print. Without a point, all that the kitchen cooks; without a mode, in any."""

    kind: KitchenPageKind
    sheet_id: UUID
    point_id: UUID | None
    expires_at: datetime
    mode: FulfilmentMode | None = None

    @property
    def said(self) -> str:
        """What is signed."""
        point, mode = self.point_id or _EVERYWHERE, self.mode or _EVERY_MODE
        return f"{self.kind}.{self.sheet_id}.{point}.{mode}.{int(self.expires_at.timestamp())}"

    @property
    def path(self) -> str:
        """Where it is served."""
        signature = keyring.current().sign(self.said, _PURPOSE)
        return f"{PATH}/{self.said}.{base64.urlsafe_b64encode(signature).decode().rstrip('=')}"


def link_to(
    kind: KitchenPageKind,
    sheet_id: UUID,
    point_id: UUID | None,
    now: datetime,
    mode: FulfilmentMode | None = None,
) -> Link:
    """A link from now on."""
    expires_at = (now + LASTS).replace(microsecond=0).astimezone(UTC)
    return Link(kind, sheet_id, point_id, expires_at, mode)


def read_link(text: str, now: datetime) -> Link | None:
    """What a link stands for; null unless the hub made it and it has not expired."""
    said, _, signature = text.rpartition(".")
    try:
        raw = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        kind, sheet, point, mode, seconds = said.split(".")
    except (binascii.Error, ValueError):
        return None
    if not keyring.current().is_signed(said, raw, _PURPOSE):
        return None
    place = UUID(point)
    expires_at = datetime.fromtimestamp(int(seconds), UTC)
    if now >= expires_at:
        return None
    return Link(
        KitchenPageKind(kind),
        UUID(sheet),
        None if place == _EVERYWHERE else place,
        expires_at,
        None if mode == _EVERY_MODE else FulfilmentMode(mode),
    )
