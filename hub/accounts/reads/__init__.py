"""What is looked up about accounts: who holds a token."""

from hub.accounts.reads.issuers import BadIssuer, Issuers
from hub.accounts.reads.standings import Disabled, by_identity, by_token

__all__ = ["BadIssuer", "Disabled", "Issuers", "by_identity", "by_token"]
