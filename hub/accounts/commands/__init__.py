"""What changes about accounts: each is one transaction, or one after its tries were taken."""

from hub.accounts.commands.accounts import create_account, disable_account, enable_account
from hub.accounts.commands.codes import send_code, sign_in_with_code
from hub.accounts.commands.grants import (
    grant_role,
    grant_role_as_operator,
    revoke_role,
    revoke_role_as_operator,
)
from hub.accounts.commands.identities import provision
from hub.accounts.commands.passwords import (
    change_password,
    set_password,
    sign_in_with_password,
    unlock,
)
from hub.accounts.commands.senders import CodeSender, NoSender, PrintingSender, send_by, sent
from hub.accounts.commands.sessions import (
    Device,
    SignedIn,
    revoke_other_sessions,
    revoke_session,
)

__all__ = [
    "CodeSender",
    "Device",
    "NoSender",
    "PrintingSender",
    "SignedIn",
    "change_password",
    "create_account",
    "disable_account",
    "enable_account",
    "grant_role",
    "grant_role_as_operator",
    "provision",
    "revoke_other_sessions",
    "revoke_role",
    "revoke_role_as_operator",
    "revoke_session",
    "send_by",
    "send_code",
    "sent",
    "set_password",
    "sign_in_with_code",
    "sign_in_with_password",
    "unlock",
]
