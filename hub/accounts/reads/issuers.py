"""Tokens of OpenID Connect issuers, checked against the keys that those publish."""

import asyncio
import json
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import jwt
import structlog
from jwt import PyJWK, PyJWKClient, PyJWKSet

from hub.accounts.rules import (
    SIGNATURES,
    TOKEN_MOST,
    Identity,
    claimed_role,
    identity_of,
)
from hub.settings import OidcIssuer

_TIMEOUT_SECONDS = 5.0
_KEYS_LIVE_SECONDS = 600.0
# An unknown key, or a failure, makes us ask the issuer again, yet not more often than this.
_COOLDOWN_SECONDS = 30.0
_DISCOVERY_BYTES_MOST = 256 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# What PyJWT would compare with the clock of the machine is compared with the `now` of the request.
_OPTIONS: Any = {
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "require": ["iss", "sub", "aud", "exp"],
}

_log = structlog.get_logger(__name__)


class BadIssuer(Exception):
    """An issuer is configured wrongly, or does not publish what OpenID Connect asks of it."""


class Issuers:
    """The issuers that this process trusts."""

    def __init__(self, configured: Iterable[OidcIssuer]) -> None:
        """Raises BadIssuer when a configuration cannot be right."""
        # One issuer may vouch for staff by one audience and for residents by another.
        self._issuers: defaultdict[str, list[_Issuer]] = defaultdict(list)
        for issuer in configured:
            self._issuers[issuer.issuer].append(_Issuer(issuer))

    async def identify(self, token: str, now: datetime) -> Identity | None:
        """Whom a token speaks of; None when it is not an issuer's, or not good for us now."""
        if len(token) > TOKEN_MOST or not self._issuers:
            return None
        try:
            header = jwt.get_unverified_header(token)
            claimed = jwt.decode(token, options={"verify_signature": False})
        except jwt.PyJWTError:
            return None
        named = claimed.get("iss")
        for issuer in self._issuers.get(named, ()) if isinstance(named, str) else ():
            identity = await issuer.identify(token, header, now)
            if identity is not None:
                return identity
        return None


class _Issuer:
    def __init__(self, configured: OidcIssuer) -> None:
        self._configured = configured
        self._algorithms = [name for name in configured.algorithms if name in SIGNATURES]
        if len(self._algorithms) < len(configured.algorithms) or not self._algorithms:
            raise BadIssuer(f"{configured.issuer}: algorithms must be among {sorted(SIGNATURES)}.")
        try:
            for role in configured.roles.values():
                claimed_role(role)
        except ValueError as error:
            raise BadIssuer(f"{configured.issuer}: {error}.") from None
        for url in filter(None, (configured.issuer, configured.jwks_url)):
            _check_address(url)
        self._keys = _Keys(configured)

    async def identify(self, token: str, header: dict[str, Any], now: datetime) -> Identity | None:
        kid = header.get("kid")
        if header.get("alg") not in self._algorithms or not isinstance(kid, str):
            return None
        try:
            key = await asyncio.to_thread(self._keys.find, kid)
        except (jwt.PyJWTError, BadIssuer, URLError, OSError, ValueError) as error:
            _log.warning(
                "accounts.no_signing_key",
                issuer=self._configured.issuer,
                cause=type(error).__name__,
            )
            return None
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=self._algorithms,
                audience=self._configured.audience,
                issuer=self._configured.issuer,
                options=_OPTIONS,
            )
        except jwt.PyJWTError:
            return None
        return identity_of(
            claims,
            roles_claim=self._configured.roles_claim,
            roles=self._configured.roles,
            is_resident=self._configured.audience_kind == "resident",
            now=now,
        )


class _Keys:
    """The published keys of one issuer. Called in threads: asking for them may take seconds."""

    def __init__(self, configured: OidcIssuer) -> None:
        self._configured = configured
        self._client: PyJWKClient | None = None
        self._failed_at = float("-inf")
        self._one_at_a_time = threading.Lock()

    def find(self, kid: str) -> PyJWK:
        """The key of this id. Only asking the issuer anew cools down: known keys stay good."""
        with self._one_at_a_time:
            known = self._known(kid)
            if known is not None:
                return known
            if time.monotonic() - self._failed_at < _COOLDOWN_SECONDS:
                raise BadIssuer("asked in vain a moment ago")
            try:
                if self._client is None:
                    self._client = self._discover()
                return self._client.get_signing_key(kid)
            except (jwt.PyJWKClientConnectionError, BadIssuer, OSError, ValueError):
                self._failed_at = time.monotonic()
                raise

    def _known(self, kid: str) -> PyJWK | None:
        """The key of this id among those fetched last, while they are fresh."""
        cache = self._client and self._client.jwk_set_cache
        published = cache.get() if cache else None
        keys = published.keys if isinstance(published, PyJWKSet) else []
        fit = (key for key in keys if key.key_id == kid and key.public_key_use in ("sig", None))
        return next(fit, None)

    def _discover(self) -> PyJWKClient:
        url = self._configured.jwks_url or self._published_jwks_url()
        _check_address(url)
        return PyJWKClient(
            url,
            lifespan=_KEYS_LIVE_SECONDS,
            timeout=_TIMEOUT_SECONDS,
            cooldown_duration=_COOLDOWN_SECONDS,
        )

    def _published_jwks_url(self) -> str:
        """OpenID Connect Discovery 1.0, section 4: the document must name its own issuer."""
        issuer = self._configured.issuer
        url = issuer.rstrip("/") + "/.well-known/openid-configuration"
        with _opener.open(url, timeout=_TIMEOUT_SECONDS) as answer:
            document = json.loads(answer.read(_DISCOVERY_BYTES_MOST))
        if not isinstance(document, dict) or document.get("issuer") != issuer:
            raise BadIssuer(f"{issuer}: its discovery document speaks of another issuer.")
        address = document.get("jwks_uri")
        if not isinstance(address, str):
            raise BadIssuer(f"{issuer}: its discovery document names no keys.")
        return address


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect would let somebody else speak for the issuer."""

    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects())


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    is_private = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not is_private and (parts.scheme != "https" or not parts.hostname):
        raise BadIssuer(f"{url}: must begin with https://.")
