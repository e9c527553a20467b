"""Outside payment providers (第三方支付): what one has to do, and the sandbox that does it."""

from hub.canteen.providers.protocol import (
    Asked,
    BadNotice,
    Notice,
    NoticeKind,
    Provider,
    ProviderAway,
    ProviderRefuses,
)
from hub.canteen.providers.sandbox import SANDBOX

__all__ = [
    "SANDBOX",
    "Asked",
    "BadNotice",
    "Notice",
    "NoticeKind",
    "Provider",
    "ProviderAway",
    "ProviderRefuses",
    "provider_named",
]

_KNOWN: dict[str, Provider] = {SANDBOX.name: SANDBOX}


def provider_named(name: str) -> Provider | None:
    """The provider of a name, whether or not payments are asked for from it now."""
    return _KNOWN.get(name)
