"""Policies as documents: JSON in, a valid policy or a refusal that names the place out."""

from datetime import date
from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails

from hub.canteen.rules.policies import Policy, PolicyProblem, Text, text_of
from hub.canteen.rules.refusals import CanteenReason, CanteenRefused

LONGEST_DOCUMENT = 100_000
"""Characters of a policy in JSON."""
_LONGEST_PLACE = 200
LongText = Annotated[str, text_of(400)]
_OUT_OF_RANGE = frozenset(
    {
        "greater_than_equal",
        "less_than_equal",
        "string_too_long",
        "string_too_short",
        "too_long",
        "too_short",
    }
)


class Schedule(BaseModel):
    """A published schedule as it is shipped: the policy, where it comes from, what is left open.

    `region` is the place that published it; `valid_from` the day from which it says to hold, null
    when it gives none. Notes say what the source leaves open and what was assumed.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True
    )

    code: Annotated[str, text_of(40)]
    name: Text
    source: LongText
    region: Text
    valid_from: date | None
    notes: tuple[LongText, ...]
    notes_en: tuple[LongText, ...]
    document: Policy


def load_policy(document: object) -> Policy:
    """A policy from its document, whose keys are spelt as in GraphQL.

    Raises:
        CanteenRefused: POLICY_FIELD_UNKNOWN, POLICY_FIELD_MISSING, POLICY_OPTION_UNKNOWN,
            POLICY_AGES_SHARED or POLICY_NOT_VALID; the first problem, with its place.
    """
    try:
        return Policy.model_validate(document)
    except ValidationError as error:
        raise _refusal(error, "document") from None


def load_schedule(text: str | bytes) -> Schedule:
    """A schedule from the text of a file.

    Raises:
        CanteenRefused: POLICY_NOT_JSON, or as `load_policy`.
    """
    try:
        return Schedule.model_validate(parse_document(text))
    except ValidationError as error:
        raise _refusal(error, "") from None


def load_file(text: str | bytes) -> Policy:
    """A policy from the text of a file: a schedule like those that are shipped, or a policy alone.

    Raises:
        CanteenRefused: POLICY_NOT_JSON, or as `load_policy`.
    """
    document = parse_document(text)
    return load_schedule(text).document if "document" in document else load_policy(document)


def parse_document(text: str | bytes) -> dict[str, Any]:
    """The object that a JSON text is.

    Raises:
        CanteenRefused: POLICY_NOT_JSON.
    """
    refusal = CanteenRefused(
        CanteenReason.POLICY_NOT_JSON, field="documentJson", most=LONGEST_DOCUMENT
    )
    if len(text) > LONGEST_DOCUMENT:
        raise refusal
    try:
        document = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        raise refusal from None
    if not isinstance(document, dict):
        raise refusal
    return document


def document_of(policy: Policy) -> dict[str, Any]:
    """A policy as JSON that `load_policy` reads, with every field, lists in a fixed order."""
    document = policy.model_dump(mode="json", by_alias=True)
    for name in ("periods", "modes"):
        document[name] = sorted(document[name])
    return document


def _refusal(error: ValidationError, base: str) -> CanteenRefused:
    first: ErrorDetails = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))[:_LONGEST_PLACE] or "document"
    field = ".".join(filter(None, (base, place)))
    match first["type"]:
        case "extra_forbidden":
            return CanteenRefused(CanteenReason.POLICY_FIELD_UNKNOWN, field=field, place=place)
        case "missing":
            return CanteenRefused(CanteenReason.POLICY_FIELD_MISSING, field=field, place=place)
        case "enum":
            options = first["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
            return CanteenRefused(
                CanteenReason.POLICY_OPTION_UNKNOWN, field=field, place=place, options=options
            )
        case kind:
            problem = (
                PolicyProblem.OUT_OF_RANGE if kind in _OUT_OF_RANGE else PolicyProblem.NOT_RIGHT
            )
            return CanteenRefused(
                CanteenReason.POLICY_NOT_VALID, field=field, place=place, problem=problem
            )
