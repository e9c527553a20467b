"""The cookie that keeps a console signed in; apps send their token in a header instead."""

from dataclasses import dataclass

SESSION = "hub_session"


@dataclass(frozen=True, slots=True)
class SessionCookie:
    """Keep a token in the browser for so many seconds; without a token, forget the one it has.

    Scripts cannot read it, and no other site can make the browser send it (RFC 6265bis).
    """

    token: str | None = None
    seconds: int = 0

    def header(self, *, is_secure: bool) -> bytes:
        """The value of `Set-Cookie`. `is_secure` keeps it from being sent without TLS."""
        secure = "; Secure" if is_secure else ""
        seconds = max(0, self.seconds) if self.token else 0
        return (
            f"{SESSION}={self.token or ''}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Strict"
            f"{secure}"
        ).encode("ascii")
