"""What is recorded of people and what is allowed: values in, an answer or a refusal out."""

from hub.people.rules.ages import EARLIEST_BIRTH, age_on, born_by
from hub.people.rules.kinds import (
    WITH_LEVEL,
    WITH_SUBSTANCE,
    AddressKind,
    DepartureKind,
    DietaryNeedKind,
    Relation,
    Severity,
    Sex,
    StatusKind,
)
from hub.people.rules.numbers import (
    IDENTITY,
    PHONE,
    Identity,
    check_identity,
    check_region,
    mask_identity,
    mask_phone,
    read_identity,
    read_phone,
)
from hub.people.rules.proxies import (
    FAMILY_ACCOUNT_SIZE,
    MOVES,
    ConsentMethod,
    ProxyScope,
    ProxyStatus,
)
from hub.people.rules.reasons import PeopleReason, PeopleRefused

__all__ = [
    "EARLIEST_BIRTH",
    "FAMILY_ACCOUNT_SIZE",
    "IDENTITY",
    "MOVES",
    "PHONE",
    "WITH_LEVEL",
    "WITH_SUBSTANCE",
    "AddressKind",
    "ConsentMethod",
    "DepartureKind",
    "DietaryNeedKind",
    "Identity",
    "PeopleReason",
    "PeopleRefused",
    "ProxyScope",
    "ProxyStatus",
    "Relation",
    "Severity",
    "Sex",
    "StatusKind",
    "age_on",
    "born_by",
    "check_identity",
    "check_region",
    "mask_identity",
    "mask_phone",
    "read_identity",
    "read_phone",
]
