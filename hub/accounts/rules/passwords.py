"""Which passwords are good enough."""

import re
import unicodedata
from itertools import pairwise

from hub.accounts.rules.reasons import AccountReason, AccountRefused

PASSWORD_LEAST = 10
PASSWORD_MOST = 128
_DISTINCT_LEAST = 5
# What people build long passwords of when made to: such a word with anything around it that is only
# digits and signs is as easily guessed as the word.
_COMMON_WORDS = """abc abcd abcde abcdef admin administrator asdf asdfgh changeme hello huayin hub
huazhou iloveyou letmein mima passw password passwort pass qazwsx qwer qwert qwerty qwertyuiop root
secret shequ shaanxi test tianqi user wang weinan welcome woaini xian zaq zhang zhongguo zxcv
zxcvbnm"""
_COMMON = frozenset(_COMMON_WORDS.split())
_LEET = str.maketrans("@4301$57", "aaeoisst")


def password_text(typed: str) -> str:
    """What is hashed: the same characters however the keyboard composed them (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", typed)


def check_password(typed: str, *, name: str | None, field: str = "password") -> None:
    """Refuse a password that is quickly guessed.

    Long enough, not of few characters, not a common word dressed up, not the name. Nothing is asked
    about kinds of characters: that makes people write `Password1!` (NIST SP 800-63B, 3.1.1.2).
    """
    text = password_text(typed)
    if len(text) < PASSWORD_LEAST:
        raise AccountRefused(AccountReason.PASSWORD_TOO_SHORT, field=field, least=PASSWORD_LEAST)
    if len(text) > PASSWORD_MOST:
        raise AccountRefused(AccountReason.PASSWORD_TOO_LONG, field=field, most=PASSWORD_MOST)
    folded = text.casefold()
    if len(set(folded)) < _DISTINCT_LEAST or _is_run(folded):
        raise AccountRefused(AccountReason.PASSWORD_TOO_SIMPLE, field=field)
    if name is not None and name in folded:
        raise AccountRefused(AccountReason.PASSWORD_HOLDS_NAME, field=field)
    # Undressed both as typed and with the usual signs inside read as letters (`P@ssw0rd2026`).
    inside = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    words = {re.sub(r"[\W\d_]", "", word) for word in (inside, inside.translate(_LEET))}
    if words & (_COMMON | {""}):
        raise AccountRefused(AccountReason.PASSWORD_TOO_COMMON, field=field)


def _is_run(text: str) -> bool:
    """Whether every character is the neighbour of the one before: 1234567890, hgfedcba."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}
