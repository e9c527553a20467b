"""The body of a notice: JSON with exactly the members that are agreed."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from hub.canteen.providers.protocol import BadNotice, Notice, NoticeKind
from hub.kernel.money import LARGEST_FEN

_Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\x21-\x7e]+$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: _Name
    type: NoticeKind
    reference: _Name
    amountFen: Annotated[int, Field(strict=True, ge=1, le=LARGEST_FEN)]  # noqa: N815 - as sent
    at: AwareDatetime


def read_notice(body: bytes) -> Notice:
    """The event in a body.

    Raises:
        BadNotice: 400 BODY_NOT_VALID, with the member to blame.
    """
    try:
        read = _Body.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise BadNotice(400, "BODY_NOT_VALID", f"{where}: {first['msg']}") from None
    at: datetime = read.at
    return Notice(read.id, read.type, read.reference, read.amountFen, at)
