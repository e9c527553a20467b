"""Every setting of the hub: the only reader of the environment.

Each setting is the variable `HUB_` + its name in capitals. Lists are separated by commas.
"""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError as UnreadableSetting

from hub.kernel.errors import Trouble

Commas = NoDecode


class Environment(StrEnum):
    """Where the hub runs. Development answers with more (SQL, plans); production with less."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    """How a log line looks: for machines, or coloured for a terminal."""

    JSON = "json"
    CONSOLE = "console"


class DocumentMode(StrEnum):
    """Which GraphQL documents are accepted: any, or only those of the trusted manifest."""

    ANY = "any"
    TRUSTED = "trusted"


class PaymentProvider(StrEnum):
    """Who collects money for the hub outside its counters."""

    SANDBOX = "sandbox"


class OidcIssuer(BaseModel, frozen=True, extra="forbid"):
    """An OpenID Connect issuer whose bearer tokens are accepted."""

    issuer: str
    """The `iss` of its tokens, also where its discovery document is."""
    audience: str
    """The `aud` that its tokens must name."""
    jwks_url: str | None = None
    """Where its keys are; by default what discovery says."""
    algorithms: tuple[str, ...] = ("RS256", "ES256", "EdDSA")
    """The signature algorithms accepted; never `none` nor a symmetric one."""
    roles_claim: str = "roles"
    """The claim that lists the holder's roles, a dotted path."""
    roles: dict[str, str] = {}
    """From a value of that claim to `ROLE`, or to `ROLE@code` within the area of that code."""
    audience_kind: Literal["staff", "resident"] = "staff"
    """Who signs in through it: `staff` or `resident`."""


class BadSetting(Trouble):
    """A setting cannot be what it is. The message is one line and names the variable."""


class Settings(BaseSettings):
    """What can be set, with defaults that suit development."""

    model_config = SettingsConfigDict(env_prefix="HUB_", frozen=True, extra="ignore")

    # Where things are
    environment: Environment = Field(
        Environment.DEVELOPMENT, description="`development` or `production`."
    )
    database_url: str | None = Field(
        None,
        description="PostgreSQL 15 or newer, `postgres://user:password@host/name`. "
        "Compulsory but for `hub demo`, which brings its own.",
    )
    secret_keys: Annotated[list[SecretStr], Commas] = Field(
        default_factory=list,
        description="Keys that encrypt identity numbers and phones and sign what leaves the hub. "
        "The first one is used, all are understood: put a new key in front to rotate. "
        "At least 32 characters each; compulsory in production.",
    )

    # The database
    database_pool_size: int = Field(
        10, ge=1, le=500, description="Most connections a process holds."
    )
    database_statement_timeout_ms: int = Field(
        5000, ge=100, le=600_000, description="A statement that runs longer is stopped, in ms."
    )

    # What a client may send
    max_body_bytes: int = Field(
        256 * 1024, ge=1024, description="Largest request body, in bytes; a larger one gets 413."
    )
    max_cost: int = Field(
        20_000, ge=10, description="Most points one operation may cost (fields times list sizes)."
    )
    max_depth: int = Field(15, ge=3, description="Deepest nesting of fields.")
    max_aliases: int = Field(60, ge=0, description="Most aliases in an operation.")
    max_tokens: int = Field(5_000, ge=100, description="Most tokens in a document.")
    max_root_fields: int = Field(20, ge=1, description="Most root fields in an operation.")
    max_directives: int = Field(60, ge=0, description="Most directives in an operation.")
    max_fields: int = Field(3_000, ge=10, description="Most fields, fragments expanded.")
    max_list_items: int = Field(200, ge=1, description="Longest list in the variables.")
    operation_seconds: float = Field(
        15.0, gt=0, le=600, description="How long an operation may take, in seconds."
    )
    rate_budget: int = Field(
        50_000, ge=100, description="Points a caller may spend at once, at all processes together."
    )
    rate_restore: int = Field(500, ge=1, description="Points that come back per second.")
    document_cache_size: int = Field(
        1_000, ge=16, description="Documents that a process keeps parsed, validated and planned."
    )

    # The endpoint
    cors_origins: Annotated[list[str], Commas] = Field(
        default_factory=list,
        description="Web origins that may call from a browser, `https://a.example,https://b.example`.",
    )
    introspection: bool | None = Field(
        None, description="Whether `__schema` is answered; by default in development only."
    )
    graphiql: bool | None = Field(
        None, description="Whether `/graphiql` is served; by default in development only."
    )
    trusted_documents: Path | None = Field(
        None, description="A JSON file of trusted documents: sha256 in hex to document text."
    )
    document_mode: DocumentMode = Field(
        DocumentMode.ANY, description="`any`, or `trusted` to accept nothing but the manifest."
    )
    trusted_proxies: Annotated[list[str], Commas] = Field(
        default_factory=lambda: ["127.0.0.1"],
        description="Addresses of proxies whose `X-Forwarded-For` is believed; `*` for any.",
    )

    # Signing in
    oidc_issuers: list[OidcIssuer] = Field(
        default_factory=list,
        description="OpenID Connect issuers, a JSON list of "
        '`{"issuer": …, "audience": …, "roles_claim": …, "roles": {…}, "audience_kind": …}`.',
    )
    staff_session_hours: int = Field(
        12, ge=1, le=24 * 90, description="How long a staff session lasts, in hours."
    )
    staff_idle_minutes: int = Field(
        120, ge=5, le=24 * 60, description="How long it lasts without being used, in minutes."
    )
    resident_session_days: int = Field(
        30, ge=1, le=365, description="How long a resident's session lasts, in days."
    )
    session_cookie_secure: bool | None = Field(
        None, description="Whether cookies need HTTPS; by default in production only."
    )

    # Paying
    payment_provider: PaymentProvider | None = Field(
        None,
        description="Who collects payments outside the counters: `sandbox`, which takes no real "
        "money and so is not for production; by default nobody, in `hub demo` the sandbox.",
    )
    payment_webhook_secret: SecretStr | None = Field(
        None,
        description="The secret that the payment provider signs its events with; at least 32 "
        "characters. The sandbox makes its own from the keys.",
    )
    payment_minutes: int = Field(
        30, ge=1, le=24 * 60, description="How long a payment may be paid outside, in minutes."
    )
    public_url: str = Field(
        "",
        description="Where clients reach the hub, `https://hub.example`, for the links that it "
        "gives away; by default these have no host.",
    )

    # Telling people
    notification_webhook_url: str | None = Field(
        None,
        description="Where notifications for telephones are handed over, one signed POST each; by "
        "default they are printed, in production not sent. Inboxes are filled in any case.",
    )
    notification_webhook_secret: SecretStr | None = Field(
        None,
        description="The secret that these are signed with; at least 32 characters.",
    )

    # Watching it
    log_level: str = Field("INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`.")
    log_format: LogFormat | None = Field(
        None, description="`json` or `console`; by default `json` in production."
    )
    metrics_token: SecretStr | None = Field(
        None,
        description="The bearer token that `/metrics` asks for. Without one, `/metrics` answers "
        "only to loopback.",
    )
    drain_seconds: int = Field(
        20, ge=0, le=600, description="How long requests may finish after SIGTERM, in seconds."
    )

    @field_validator("secret_keys", "cors_origins", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value

    @field_validator("secret_keys")
    @classmethod
    def _long_enough(cls, keys: list[SecretStr]) -> list[SecretStr]:
        if any(len(key.get_secret_value()) < 32 for key in keys):
            raise ValueError("each key needs at least 32 characters")
        return keys

    @field_validator("payment_webhook_secret", "notification_webhook_secret")
    @classmethod
    def _long_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < 32:
            raise ValueError("needs at least 32 characters")
        return secret

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("must begin with https://")
        return url.rstrip("/")

    @field_validator("notification_webhook_url")
    @classmethod
    def _gateway_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("https://", "http://")):
            raise ValueError("must begin with https://")
        return url

    @field_validator("database_url")
    @classmethod
    def _postgres(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("postgres://", "postgresql://")):
            raise ValueError("must begin with postgres://")
        return url

    @field_validator("log_level")
    @classmethod
    def _level(cls, level: str) -> str:
        if level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return level.upper()

    @model_validator(mode="after")
    def _production_is_complete(self) -> "Settings":
        if self.is_production and not self.secret_keys:
            raise ValueError("HUB_SECRET_KEYS: production needs at least one key")
        if self.is_production and self.payment_provider is PaymentProvider.SANDBOX:
            raise ValueError("HUB_PAYMENT_PROVIDER: the sandbox takes no real money")
        if (self.notification_webhook_url is None) != (self.notification_webhook_secret is None):
            raise ValueError(
                "HUB_NOTIFICATION_WEBHOOK_URL: needs HUB_NOTIFICATION_WEBHOOK_SECRET, and it this"
            )
        if self.document_mode is DocumentMode.TRUSTED and self.trusted_documents is None:
            raise ValueError("HUB_TRUSTED_DOCUMENTS: document mode `trusted` needs a manifest")
        return self

    @property
    def notification_gateway(self) -> tuple[str, bytes] | None:
        """Where notifications for telephones go, and the secret to sign them with."""
        url, secret = self.notification_webhook_url, self.notification_webhook_secret
        return None if not url or not secret else (url, secret.get_secret_value().encode())

    @property
    def is_production(self) -> bool:
        return self.environment is Environment.PRODUCTION

    @property
    def required_database_url(self) -> str:
        """Where the database is.

        Raises:
            BadSetting: it is not set.
        """
        if self.database_url is None:
            raise BadSetting("HUB_DATABASE_URL: is not set; or try `hub demo`, which needs none")
        return self.database_url

    @property
    def required_secret_keys(self) -> list[str]:
        """The keys, the newest first.

        Raises:
            BadSetting: there is none.
        """
        if not self.secret_keys:
            raise BadSetting("HUB_SECRET_KEYS: is not set; `openssl rand -hex 32` makes a key")
        return [key.get_secret_value() for key in self.secret_keys]

    @property
    def shows_introspection(self) -> bool:
        return not self.is_production if self.introspection is None else self.introspection

    @property
    def shows_graphiql(self) -> bool:
        return not self.is_production if self.graphiql is None else self.graphiql

    @property
    def cookies_are_secure(self) -> bool:
        if self.session_cookie_secure is None:
            return self.is_production
        return self.session_cookie_secure

    @property
    def logs_json(self) -> bool:
        if self.log_format is None:
            return self.is_production
        return self.log_format is LogFormat.JSON


def load(**overrides: Any) -> Settings:
    """The settings of this process: the environment's, with some given instead.

    Raises:
        BadSetting: a value is wrong, or one is missing.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise BadSetting(_one_line(error)) from None
    except UnreadableSetting as error:
        name = str(error).split('"')[1] if '"' in str(error) else "?"
        raise BadSetting(f"HUB_{name.upper()}: is not valid JSON") from None


def unknown() -> list[str]:
    """The `HUB_*` variables that are set but mean nothing: typing errors, most likely."""
    known = {f"HUB_{name.upper()}" for name in Settings.model_fields}
    return sorted(n for n in os.environ if n.startswith("HUB_") and n not in known)


_used: list[Settings] = []


def use(chosen: Settings) -> None:
    """Make these the settings of this process; the command line does so for the demonstration."""
    _used[:] = [chosen]


def hand_down(chosen: Settings) -> None:
    """Let the processes that this one starts have the same database and keys.

    Raises:
        BadSetting: there is none of them.
    """
    os.environ["HUB_ENVIRONMENT"] = chosen.environment.value
    os.environ["HUB_DATABASE_URL"] = chosen.required_database_url
    os.environ["HUB_SECRET_KEYS"] = ",".join(chosen.required_secret_keys)


def settings() -> Settings:
    """The settings of this process, read from the environment unless others are used."""
    if not _used:
        use(load())
    return _used[0]


def _one_line(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    message = str(first["msg"]).removeprefix("Value error, ").replace("\n", " ")
    if not first["loc"]:
        return message
    name, *rest = (str(part) for part in first["loc"])
    where = "".join(f"[{part}]" for part in rest)
    return f"HUB_{name.upper()}{where}: {message[0].lower()}{message[1:]}"
