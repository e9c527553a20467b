"""Tokens of an OpenID Connect issuer, which here is a small server on loopback."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from hub.accounts.models import Account, ExternalIdentity
from hub.accounts.reads import BadIssuer, Issuers
from hub.accounts.viewers import Viewers
from hub.kernel import keyring
from hub.kernel.access import NOBODY, Grant, Role
from hub.settings import OidcIssuer
from tests import make

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)
AUDIENCE = "hub"


class Issuer:
    """Publishes keys and signs with them."""

    def __init__(self) -> None:
        self.keys: dict[str, ec.EllipticCurvePrivateKey] = {}
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.add_key("first")

    def add_key(self, kid: str) -> None:
        self.keys[kid] = ec.generate_private_key(ec.SECP256R1())

    def token(self, kid: str = "first", *, algorithm: str = "ES256", **claims: Any) -> str:
        values = {
            "iss": self.url,
            "aud": AUDIENCE,
            "sub": "u-1",
            "name": "王芳",
            "exp": NOW + HOUR,
            "iat": NOW,
            **claims,
        }
        given = {name: value for name, value in values.items() if value is not None}
        return jwt.encode(given, self.keys[kid], algorithm=algorithm, headers={"kid": kid})

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                issuer.asked.append(self.path)
                documents = {
                    "/.well-known/openid-configuration": {
                        "issuer": issuer.url,
                        "jwks_uri": f"{issuer.url}/keys",
                    },
                    "/keys": {"keys": [issuer.public(kid) for kid in issuer.keys]},
                }
                body = json.dumps(documents.get(self.path, {})).encode()
                self.send_response(200 if self.path in documents else 404)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def public(self, kid: str) -> dict[str, Any]:
        algorithm = jwt.get_algorithm_by_name("ES256")
        key = algorithm.to_jwk(self.keys[kid].public_key(), as_dict=True)
        return {**key, "kid": kid, "use": "sig"}


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    running = Issuer()
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    thread.join()


def viewers(issuer: Issuer, **configured: Any) -> Viewers:
    return Viewers(Issuers([OidcIssuer(issuer=issuer.url, audience=AUDIENCE, **configured)]))


async def test_who_is_vouched_for_gets_an_account_when_first_seen(issuer: Issuer) -> None:
    known = viewers(issuer)
    viewer = await known.viewer_for(issuer.token(), NOW)
    account = await Account.get()
    assert viewer.account_id == account.id
    assert (account.display_name, account.name, viewer.roles) == ("王芳", None, frozenset())
    again = await viewers(issuer).viewer_for(issuer.token(iat=NOW - HOUR), NOW)
    assert again.account_id == account.id
    assert await ExternalIdentity.all().count() == 1


async def test_roles_are_mapped_from_claims_for_as_long_as_the_token(issuer: Issuer) -> None:
    community = await make.community(code="C-7")
    known = viewers(
        issuer,
        roles_claim="realm.groups",
        roles={
            "dev": "DEVELOPER",
            "canteen-7": "CANTEEN_STAFF@C-7",
            "canteen-8": "CANTEEN_STAFF@C-8",
        },
    )
    token = issuer.token(realm={"groups": ["dev", "canteen-7", "canteen-8", "other", 5]})
    viewer = await known.viewer_for(token, NOW)
    assert set(viewer.grants) == {
        Grant(Role.DEVELOPER),
        Grant(Role.CANTEEN_STAFF, area_id=community.id),
    }
    assert await known.viewer_for(token, NOW + HOUR) == NOBODY


async def test_roles_granted_here_come_besides(issuer: Issuer) -> None:
    known = viewers(issuer)
    first = await known.viewer_for(issuer.token(), NOW)
    await make.role_grant(await Account.get(id=first.account_id), Role.HR_OFFICER)
    known.forget_all()
    assert (await known.viewer_for(issuer.token(), NOW)).roles == {Role.HR_OFFICER}


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": None},
        {"iss": "https://example.com"},
        {"iss": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 256},
        {"sub": "a\0b"},
        {"exp": None},
        {"exp": NOW},
        {"nbf": NOW + HOUR},
    ],
)
async def test_a_token_that_is_not_for_us_and_now_is_nobody_s(
    issuer: Issuer, claims: dict[str, Any]
) -> None:
    assert await viewers(issuer).viewer_for(issuer.token(**claims), NOW) == NOBODY
    assert await Account.all().count() == 0


async def test_algorithms_are_pinned(issuer: Issuer) -> None:
    claims = {"iss": issuer.url, "aud": AUDIENCE, "sub": "u-1", "exp": NOW + HOUR}
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": "first"})
    shared = jwt.encode(claims, "k" * 32, algorithm="HS256", headers={"kid": "first"})
    known = viewers(issuer)
    for token in (unsigned, shared, issuer.token()[:-8] + "AAAAAAAA"):
        assert await known.viewer_for(token, NOW) == NOBODY
    only_rsa = viewers(issuer, algorithms=("RS256",))
    assert await only_rsa.viewer_for(issuer.token(), NOW) == NOBODY


async def test_a_new_key_is_asked_for_but_unknown_ones_not_without_end(issuer: Issuer) -> None:
    known = viewers(issuer)
    assert not (await known.viewer_for(issuer.token(), NOW)).is_anonymous
    issuer.add_key("second")
    for _ in range(20):
        await known.viewer_for(issuer.token("second"), NOW)
    # Within the half minute after the first look none of these asks again.
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys"]
    fresh = viewers(issuer, jwks_url=f"{issuer.url}/keys")
    assert not (await fresh.viewer_for(issuer.token("second"), NOW)).is_anonymous


async def test_an_issuer_that_fails_is_asked_once(issuer: Issuer) -> None:
    known = viewers(issuer, jwks_url=f"{issuer.url}/nothing")
    for _ in range(5):
        assert await known.viewer_for(issuer.token(), NOW) == NOBODY
    assert issuer.asked == ["/nothing"]


async def test_a_resident_s_issuer_leads_to_the_resident_with_the_verified_phone(
    issuer: Issuer,
) -> None:
    keys = keyring.current()
    resident = await make.resident(
        phone=keys.seal("13800001234", "phone"),
        phone_hash=keys.digest("13800001234", "phone"),
        phone_masked="138****1234",
    )
    known = viewers(issuer, audience_kind="resident", roles={"dev": "DEVELOPER"})
    phone: dict[str, Any] = {"phone_number": "+8613800001234", "roles": ["dev"]}
    stranger = await known.viewer_for(issuer.token(sub="u-2", **phone), NOW)
    assert (stranger.resident_id, stranger.roles) == (None, frozenset())
    viewer = await known.viewer_for(issuer.token(phone_number_verified=True, **phone), NOW)
    assert (viewer.resident_id, viewer.roles) == (resident.id, frozenset({Role.RESIDENT}))


@pytest.mark.parametrize(
    "configured",
    [
        {"issuer": "http://example.com"},
        {"issuer": "ftp://example.com"},
        {"issuer": "https://example.com", "jwks_url": "file:///etc/passwd"},
        {"issuer": "https://example.com", "algorithms": ("RS256", "HS256")},
        {"issuer": "https://example.com", "algorithms": ("none",)},
        {"issuer": "https://example.com", "algorithms": ()},
        {"issuer": "https://example.com", "roles": {"x": "EMPEROR"}},
    ],
)
async def test_an_issuer_that_cannot_be_trusted_is_not_configured(
    configured: dict[str, Any],
) -> None:
    with pytest.raises(BadIssuer):
        Issuers([OidcIssuer(audience=AUDIENCE, **configured)])
