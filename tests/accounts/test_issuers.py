"""Tokens of an OpenID Connect issuer."""

from typing import Any

import jwt
import pytest

from hub.accounts import reads
from hub.accounts.models import Account, ExternalIdentity
from hub.accounts.reads import BadIssuer, Issuers
from hub.accounts.viewers import Viewers
from hub.kernel import keyring
from hub.kernel.access import NOBODY, Grant, Role
from hub.settings import OidcIssuer
from tests import make
from tests.accounts.issuer import AUDIENCE, HOUR, NOW, Issuer

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("database")]


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


async def test_keys_that_are_known_stay_good_while_an_issuer_fails(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = viewers(issuer)
    first = issuer.token()
    with monkeypatch.context() as cooled_down:
        # As if the first fetch were long ago.
        cooled_down.setattr(reads.issuers, "_COOLDOWN_SECONDS", 0.0)
        viewer = await known.viewer_for(first, NOW)
    assert not viewer.is_anonymous
    issuer.add_key("second")
    issuer.is_broken = True
    asked = len(issuer.asked)
    for _ in range(5):
        assert await known.viewer_for(issuer.token("second"), NOW) == NOBODY
        known.forget_all()
        assert (await known.viewer_for(first, NOW)).account_id == viewer.account_id
    assert len(issuer.asked) - asked == 1


async def test_an_issuer_that_failed_is_asked_again_when_it_has_cooled_down(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads.issuers, "_COOLDOWN_SECONDS", 0.0)
    known = viewers(issuer)
    issuer.is_broken = True
    for _ in range(3):
        assert await known.viewer_for(issuer.token(), NOW) == NOBODY
    assert len(issuer.asked) == 3
    issuer.is_broken = False
    assert not (await known.viewer_for(issuer.token(), NOW)).is_anonymous


async def test_a_new_key_is_found_once_the_issuer_has_cooled_down(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads.issuers, "_COOLDOWN_SECONDS", 0.0)
    known = viewers(issuer)
    assert not (await known.viewer_for(issuer.token(), NOW)).is_anonymous
    issuer.add_key("second")
    assert not (await known.viewer_for(issuer.token("second"), NOW)).is_anonymous
    assert issuer.asked == ["/.well-known/openid-configuration", "/keys", "/keys"]


@pytest.mark.parametrize("is_staff_first", [True, False])
async def test_one_issuer_vouches_for_staff_and_for_residents_by_their_audiences(
    issuer: Issuer, is_staff_first: bool
) -> None:
    keys = keyring.current()
    resident = await make.resident(
        phone=keys.seal("13800001234", "phone"),
        phone_hash=keys.digest("13800001234", "phone"),
        phone_masked="138****1234",
    )
    configured = [
        OidcIssuer(issuer=issuer.url, audience="staff", roles={"dev": "DEVELOPER"}),
        OidcIssuer(
            issuer=issuer.url,
            audience="app",
            audience_kind="resident",
            roles={"dev": "DEVELOPER"},
            jwks_url=f"{issuer.url}/keys",
        ),
    ]
    known = Viewers(Issuers(configured if is_staff_first else reversed(configured)))
    claims: dict[str, Any] = {
        "roles": ["dev"],
        "phone_number": "+8613800001234",
        "phone_number_verified": True,
    }
    staff = await known.viewer_for(issuer.token(aud="staff", sub="u-1", **claims), NOW)
    assert staff.resident_id is None
    assert staff.roles == {Role.DEVELOPER}
    at_home = await known.viewer_for(issuer.token(aud="app", sub="u-2", **claims), NOW)
    assert at_home.resident_id == resident.id
    assert at_home.roles == {Role.RESIDENT}
    assert await known.viewer_for(issuer.token(aud="other", **claims), NOW) == NOBODY


async def test_an_issuer_that_fails_by_one_configuration_is_trusted_by_the_other(
    issuer: Issuer,
) -> None:
    broken = OidcIssuer(issuer=issuer.url, audience=AUDIENCE, jwks_url=f"{issuer.url}/nothing")
    known = Viewers(Issuers([broken, OidcIssuer(issuer=issuer.url, audience=AUDIENCE)]))
    assert not (await known.viewer_for(issuer.token(), NOW)).is_anonymous


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
