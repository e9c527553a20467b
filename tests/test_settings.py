"""Every setting comes from one variable, and a bad value is one line that names it."""

import pytest

from hub import settings
from hub.settings import BadSetting, Environment, Settings, load

KEY = "k" * 32


def test_nothing_set_suits_development() -> None:
    chosen = load()
    assert chosen.environment is Environment.DEVELOPMENT
    assert chosen.shows_introspection
    assert chosen.shows_graphiql
    assert not chosen.cookies_are_secure
    assert not chosen.logs_json


def test_production_shows_less_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET_KEYS", f"{KEY}, {KEY}2")
    monkeypatch.setenv("HUB_GRAPHIQL", "true")
    chosen = load()
    assert [key.get_secret_value() for key in chosen.secret_keys] == [KEY, f"{KEY}2"]
    assert not chosen.shows_introspection
    assert chosen.shows_graphiql
    assert chosen.cookies_are_secure
    assert chosen.logs_json


@pytest.mark.parametrize(
    ("variable", "value", "complaint"),
    [
        ("HUB_ENVIRONMENT", "prod", "HUB_ENVIRONMENT: input should be 'development' or"),
        ("HUB_ENVIRONMENT", "production", "HUB_SECRET_KEYS: production needs at least one key"),
        ("HUB_DATABASE_URL", "mysql://a/b", "HUB_DATABASE_URL: must begin with postgres://"),
        ("HUB_SECRET_KEYS", "short", "HUB_SECRET_KEYS: each key needs at least 32 characters"),
        ("HUB_DATABASE_POOL_SIZE", "many", "HUB_DATABASE_POOL_SIZE: input should be a valid"),
        ("HUB_MAX_BODY_BYTES", "0", "HUB_MAX_BODY_BYTES: input should be greater than"),
        ("HUB_OIDC_ISSUERS", "{not json", "HUB_OIDC_ISSUERS: is not valid JSON"),
        ("HUB_OIDC_ISSUERS", '[{"issuer": "x"}]', "HUB_OIDC_ISSUERS[0][audience]: field required"),
        ("HUB_LOG_LEVEL", "loud", "HUB_LOG_LEVEL: must be DEBUG"),
        ("HUB_PAYMENT_PROVIDER", "bank", "HUB_PAYMENT_PROVIDER: input should be 'sandbox'"),
        ("HUB_PAYMENT_WEBHOOK_SECRET", "x", "HUB_PAYMENT_WEBHOOK_SECRET: needs at least 32"),
        ("HUB_NOTIFICATION_WEBHOOK_URL", "sms", "HUB_NOTIFICATION_WEBHOOK_URL: must begin with"),
        (
            "HUB_NOTIFICATION_WEBHOOK_URL",
            "https://sms.example",
            "HUB_NOTIFICATION_WEBHOOK_URL: needs",
        ),
        ("HUB_PUBLIC_URL", "hub.example", "HUB_PUBLIC_URL: must begin with https://"),
        ("HUB_DOCUMENT_MODE", "trusted", "HUB_TRUSTED_DOCUMENTS: document mode `trusted` needs"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, complaint: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadSetting) as told:
        load()
    assert str(told.value).startswith(complaint)
    assert "\n" not in str(told.value)


def test_pretended_money_is_not_for_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_ENVIRONMENT", "production")
    monkeypatch.setenv("HUB_SECRET_KEYS", KEY)
    monkeypatch.setenv("HUB_PAYMENT_PROVIDER", "sandbox")
    with pytest.raises(BadSetting, match="HUB_PAYMENT_PROVIDER: the sandbox takes no real money"):
        load()


def test_a_bad_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_SECRET_KEYS", "hunter2")
    with pytest.raises(BadSetting) as told:
        load()
    assert "hunter2" not in str(told.value)
    assert KEY not in repr(load(secret_keys=[KEY]))


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_a_variable_that_means_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_ULR", "postgres://x/y")
    assert settings.unknown() == ["HUB_DATABASE_ULR"]
