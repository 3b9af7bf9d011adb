# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Settings of one service process, read from the environment (prefix JEUGDREGIO_)."""

import ssl
from ipaddress import ip_network
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.common.codes import Oin

PREFIX = "JEUGDREGIO_"
"""Before the name of each setting in the environment."""

_TEST_OIN = "00000099000000001000"


def _networks(value: str) -> str:
    for one in filter(None, (part.strip() for part in value.split(","))):
        ip_network(one)
    return value


class Settings(BaseSettings):
    """What differs between two installations; nothing here has a secret default."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    database_url: str = ""
    event_log_url: str = ""
    oin: Oin = _TEST_OIN
    public_url: str = "https://jeugdregio.example"
    contact_name: str = "Team Jeugdregio"
    contact_email: str = "team@jeugdregio.example"
    contact_url: str = "https://jeugdregio.example/contact"
    token_issuer: str = "https://jeugdregio.example/tokens"  # noqa: S105 - a name, no secret
    token_public_key: str = ""
    """Of that issuer, PEM: for one that publishes no keys."""

    token_url: str = "https://jeugdregio.example/tokens"  # noqa: S105 - a name, no secret
    """Where callers get their tokens, for the API documents."""

    token_issuers: dict[str, str] = Field(default_factory=dict)
    """Instead: issuers that do, each with where its keys stand: https, or a file."""

    token_keys_s: float = Field(default=300, gt=0)
    """Seconds between two readings of the keys that issuers publish."""

    authorisations: Literal["token", "register"] = "token"
    """Who says what an organisation may do: its token alone, or a token within the register."""

    login_issuer: str = ""
    """Where people log in for the dashboard (OpenID Connect); without it they bring a token."""

    login_client_id: str = ""
    login_client_secret: SecretStr = SecretStr("")
    login_client_key: SecretStr = SecretStr("")
    """Instead of that secret: a private key, PEM (`private_key_jwt`)."""

    login_levels: str = ""
    """Levels of assurance (`acr`) at which people come in, with spaces between them; else any."""

    login_key: SecretStr = SecretStr("")
    """32 bytes, base64: seals what the browser of who logged in holds."""

    login_scope: str = "openid"
    login_minutes: int = Field(default=60, ge=5, le=720)
    """How long who logged in may stay."""

    login_organisation_claim: str = "organisatie"
    login_roles_claim: str = "rollen"
    login_person_claim: str = "sub"
    login_roles: dict[str, str] = Field(default_factory=dict)
    """Scopes, with spaces between them, of each role that the provider knows."""

    break_glass_hours: int = Field(default=4, ge=1, le=24)
    """The most hours for which an operator may open emergency access."""

    break_glass_review_days: int = Field(default=7, ge=1)
    """Days after its end within which another must have judged it."""

    peer_proxies: Annotated[str, AfterValidator(_networks)] = ""
    """Addresses and networks of an inway or ingress that tells the OIN of the other end."""

    peer_header: str = "X-Peer-Oin"
    """The header in which it does."""

    master_key: SecretStr = SecretStr("")
    """32 bytes, base64: the keys below may be wrapped under it."""

    data_key: SecretStr = SecretStr("")
    other_data_keys: SecretStr = SecretStr("")
    """With commas between them: what is sealed under these is read too, as in a rotation."""

    hash_key: SecretStr = SecretStr("")
    webhook_key: SecretStr = SecretStr("")
    """32 bytes, base64: secrets of subscribers are made of it. Without it nobody is told."""

    webhook_hosts: str = ""
    """Hosts that may be told of events, with commas between them, such as `*.gemeente.nl`."""

    webhook_trial: bool = False
    """Plain http and inner addresses may be told too: for the embedded mode and for tests."""

    federation_name: str = ""
    """The name by which other installations know this one."""

    federation_key: SecretStr = SecretStr("")
    """Private key (PEM, P-256) that signs views which others collect; without it there are none."""

    federation_hosts: str = ""
    """Hosts of which views may be collected, with commas between them."""

    log_level: str = "INFO"
    member: str = ""
    """The name of this process among its like, such as that of its pod: keeps its partitions."""

    otlp_endpoint: str = ""
    """Where traces go (OTLP over HTTP), such as http://collector:4318; none are made without."""

    trace_share: float = Field(default=1.0, ge=0, le=1)
    """The share of the traces begun here that is recorded."""

    requests_per_minute: int = Field(default=6_000, ge=0)
    """Of one organisation, that each api process answers; 0 is without bound."""

    max_waiting: int = Field(default=20_000, ge=1)
    """Messages that may wait to be judged before no more are taken in."""

    max_upload_mb: int = Field(default=256, ge=25)
    """Megabytes of messages that one process takes in at the same time."""

    watch_s: float = Field(default=15, gt=0)
    """Seconds between two looks at what stands in the database, for the metrics."""

    kafka_replicas: Annotated[Literal[1, 3], BeforeValidator(int)] = 3
    """Brokers that keep a topic; 1 is for a trial, in which a lost disk is lost events."""

    kafka_user: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_ca_file: str = ""

    def resource_base(self, service: str) -> str:
        """Where the resources of a service stand, for callers from outside."""
        return f"{self.public_url}/{service}/v1"

    def source(self, service: str) -> str:
        """CloudEvents `source`: the organisation by OIN, then the system (NL GOV profile)."""
        return f"urn:nld:oin:{self.oin}:systeem:jeugdregio-{service}"

    def kafka_security(self) -> dict[str, object]:
        """TLS when there is a CA file, SCRAM-SHA-512 when there is a user; else in the clear."""
        if not self.kafka_ca_file and not self.kafka_user:
            return {}
        secured: dict[str, object] = {
            "security_protocol": "SASL_SSL" if self.kafka_user else "SSL",
            "ssl_context": ssl.create_default_context(cafile=self.kafka_ca_file or None),
        }
        if self.kafka_user:
            secured["sasl_mechanism"] = "SCRAM-SHA-512"
            secured["sasl_plain_username"] = self.kafka_user
            secured["sasl_plain_password"] = self.kafka_password.get_secret_value()
        return secured
