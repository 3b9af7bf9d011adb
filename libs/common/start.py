# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a program is started with: parts made of its settings, or a sentence why not.

No sentence has a value in it that may be secret; names of settings, hosts and databases may be.
"""

import ssl
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import asyncpg
import sqlalchemy as sa
from pydantic import ValidationError

from libs.common.auth import (
    EMBEDDED_ISSUER,
    Claims,
    FixedKey,
    Held,
    KeySet,
    KeySource,
    Login,
    Registration,
    TokenVerifier,
    at_url,
    in_file,
    key_of_pem,
)
from libs.common.clock import SystemClock
from libs.common.commands import RefusedError
from libs.common.crypto import Vault
from libs.common.db import is_passing
from libs.common.eventlog.choose import open_log
from libs.common.eventlog.kafka import BrokerError
from libs.common.eventlog.port import EventLog
from libs.common.keys import decode_key
from libs.common.runtime import Parts, Service
from libs.common.settings import PREFIX, Settings
from libs.oauth import ClientKey


def read_settings() -> Settings:
    """From the environment; `RefusedError` names each that is wrong, without its value."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors()]
        raise RefusedError("; ".join(wrong)) from error


def parts_of(settings: Settings, *, serves: bool = False, pages: bool = False) -> Parts:
    """The parts that the settings name.

    Only who `serves` callers must know their tokens, and only who has `pages` lets people log in:
    the settings of a login may be those of all services, and its key that of one.
    """
    return Parts(
        database_url=database_url(settings),
        log=_log_of(settings),
        clock=SystemClock(),
        verifier=_verifier(settings) if serves else None,
        settings=settings,
        vault=_vault(settings),
        login=_login(settings) if pages else None,
    )


def refuse_without_keys(service: Service) -> None:
    """A program that takes in messages would lose what it cannot seal."""
    if service.runtime.mechanics.mailbox is not None and service.runtime.vault is None:
        raise RefusedError(
            f"{service.runtime.name} holds personal data: set {PREFIX}DATA_KEY and "
            f"{PREFIX}HASH_KEY, 32 bytes each, base64"
        )


def database_url(settings: Settings) -> str:
    """The address of the database; `RefusedError` when there is none, or it is none."""
    name = f"{PREFIX}DATABASE_URL"
    if not settings.database_url:
        raise RefusedError(f"{name} is not set: postgresql://USER:PASSWORD@HOST/DATABASE")
    try:
        kind = sa.make_url(settings.database_url).get_backend_name()
    except sa.exc.ArgumentError:
        kind = ""
    if kind not in ("postgresql", "sqlite"):
        raise RefusedError(f"{name} is not the address of a PostgreSQL or SQLite database")
    return settings.database_url


def why_unreachable(error: BaseException, settings: Settings) -> str | None:
    """A sentence when the database or the broker is the cause; None for a fault of our own."""
    for cause in _causes(error):
        if isinstance(cause, BrokerError):
            return f"Kafka at {_kafka(settings)} cannot be reached ({type(cause).__name__})"
        if isinstance(cause, _DENIED):
            return f"the database refuses: {cause}"
    if is_passing(error):
        url = sa.make_url(settings.database_url)
        where = f"{url.host or 'localhost'}:{url.port or 5432}/{url.database}"
        kind = type(list(_causes(error))[-1]).__name__
        return f"the database {where} cannot be reached ({kind})"
    return None


_DENIED = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or getattr(found, "orig", None)


def _kafka(settings: Settings) -> str:
    return settings.event_log_url.removeprefix("kafka://").partition("?")[0]


def _log_of(settings: Settings) -> EventLog:
    try:
        return open_log(settings)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    except (OSError, ssl.SSLError) as error:
        name = f"{PREFIX}KAFKA_CA_FILE"
        raise RefusedError(
            f"{name}: {settings.kafka_ca_file} has no certificates ({error.strerror})"
        ) from error


def _verifier(settings: Settings) -> TokenVerifier:
    issuers = _issuers(settings)
    if EMBEDDED_ISSUER in issuers:
        raise RefusedError(f"{EMBEDDED_ISSUER} gives out tokens in the embedded mode only")
    return TokenVerifier(issuers)


def _issuers(settings: Settings) -> Mapping[str, KeySource]:
    key, sets = f"{PREFIX}TOKEN_PUBLIC_KEY", f"{PREFIX}TOKEN_ISSUERS"
    if settings.token_public_key and settings.token_issuers:
        raise RefusedError(f"{key} and {sets} are both set, and one of them says whom to trust")
    if settings.token_issuers:
        return {issuer: _keys(sets, place) for issuer, place in settings.token_issuers.items()}
    if not settings.token_public_key:
        raise RefusedError(f"{key} is not set, nor {sets}: the keys that tokens are signed with")
    try:
        return {settings.token_issuer: FixedKey(key_of_pem(settings.token_public_key))}
    except ValueError as error:
        raise RefusedError(f"{key} is not the PEM of a public key: RSA, or P-256") from error


def _keys(name: str, place: str) -> KeySet:
    if place.startswith("https://"):
        return KeySet(at_url(place))
    if not Path(place).is_file():
        raise RefusedError(f"{name}: {place} is neither an address with https:// nor a file")
    return KeySet(in_file(Path(place)))


def _login(settings: Settings) -> Login | None:
    if not settings.login_issuer:
        return None
    key = settings.login_key.get_secret_value()
    needed = {
        "LOGIN_CLIENT_ID": settings.login_client_id,
        "LOGIN_KEY": key,
        "LOGIN_ROLES": settings.login_roles,
    }
    if missing := [f"{PREFIX}{name}" for name, value in needed.items() if not value]:
        raise RefusedError(f"{PREFIX}LOGIN_ISSUER is set, and not {', '.join(missing)}")
    if not settings.login_issuer.startswith("https://"):
        raise RefusedError(f"{PREFIX}LOGIN_ISSUER is no address with https://")
    if "openid" not in settings.login_scope.split():
        raise RefusedError(f"{PREFIX}LOGIN_SCOPE has no openid in it")
    return Login(
        Registration(
            issuer=settings.login_issuer,
            client_id=settings.login_client_id,
            client_secret=settings.login_client_secret.get_secret_value(),
            scope=settings.login_scope,
            public_url=settings.public_url,
            life=timedelta(minutes=settings.login_minutes),
            client_key=_client_key(settings),
            levels=tuple(settings.login_levels.split()),
        ),
        Claims(
            settings.login_organisation_claim,
            settings.login_roles_claim,
            settings.login_person_claim,
            settings.login_roles,
        ),
        Held(_key("LOGIN_KEY", key, settings.master_key.get_secret_value())),
    )


def _client_key(settings: Settings) -> ClientKey | None:
    key, name = settings.login_client_key.get_secret_value(), f"{PREFIX}LOGIN_CLIENT_KEY"
    if not key:
        return None
    if settings.login_client_secret.get_secret_value():
        raise RefusedError(f"{name} and {PREFIX}LOGIN_CLIENT_SECRET are both set, and one will do")
    try:
        return ClientKey.read(key)
    except ValueError as error:
        raise RefusedError(f"{name} is not the PEM of a private key: RSA, or P-256") from error


def _vault(settings: Settings) -> Vault | None:
    keys = {"DATA_KEY": settings.data_key, "HASH_KEY": settings.hash_key}
    given = {name: key for name, key in keys.items() if key.get_secret_value()}
    if not given:
        return None
    if missing := sorted(set(keys) - set(given)):
        raise RefusedError(f"{PREFIX}{missing[0]} is not set, and the other key is")
    master = settings.master_key.get_secret_value()
    data_key, hash_key = (_key(n, key.get_secret_value(), master) for n, key in keys.items())
    others = filter(None, settings.other_data_keys.get_secret_value().split(","))
    return Vault(data_key, hash_key, [_key("OTHER_DATA_KEYS", one, master) for one in others])


def _key(name: str, text: str, master: str) -> bytes:
    try:
        return decode_key(text.strip(), master)
    except ValueError as error:
        raise RefusedError(f"{PREFIX}{name} is not 32 bytes, base64 ({error})") from error
