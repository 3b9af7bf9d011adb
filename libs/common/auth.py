# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Who calls: signed tokens, with one authorisation rule per endpoint."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import Depends, Request

from libs.common.problem import Forbidden, Unauthenticated

ALGORITHM = "ES256"
AUDIENCE = "jeugdregio"
_LEEWAY = timedelta(seconds=30)
_REQUIRED = ["exp", "iat", "iss", "aud", "sub", "jti"]


class OrgType(StrEnum):
    """Kinds of organisation that call the services."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"
    REGIO = "regio"
    BEHEER = "beheer"


@dataclass(frozen=True, slots=True)
class Caller:
    """The organisation behind a valid token; `code` is a gemeentecode, AGB code or regiocode.

    `persoon` is there when the organisation says which of its people acts.
    """

    client_id: str
    org_type: OrgType
    code: str
    scopes: frozenset[str]
    jti: str
    persoon: str | None = None


class TokenVerifier:
    """Checks signature, issuer, audience and lifetime; knows only public keys.

    Lifetimes are measured on the real clock, also where the services run on a simulated one.
    """

    def __init__(self, public_key: str, issuer: str) -> None:
        key = serialization.load_pem_public_key(public_key.encode())
        if not isinstance(key, ec.EllipticCurvePublicKey):
            raise TypeError(f"tokens are signed with {ALGORITHM}: the key must be of that kind")
        self._public_key = key
        self._issuer = issuer

    def verify(self, token: str) -> Caller:
        """Raises `Unauthenticated` for any token that is not ours, whole and fresh."""
        try:
            claims = jwt.decode(
                token,
                self._public_key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                leeway=_LEEWAY,
                options={"require": _REQUIRED},
            )
            return _caller(claims)
        except (jwt.PyJWTError, KeyError, ValueError) as error:
            raise _unauthenticated("Het token is ongeldig of verlopen.") from error


class TokenIssuer:
    """Makes short-lived tokens with a key of its own: only in the embedded mode and in tests."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self) -> str:
        """The public half as PEM, for a `TokenVerifier`."""
        return (
            self._key.public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            .decode()
        )

    def issue(
        self,
        org_type: OrgType,
        code: str,
        scopes: Iterable[str],
        lifetime: timedelta = timedelta(minutes=15),
        persoon: str | None = None,
    ) -> str:
        """A signed token for one organisation, valid for `lifetime` from now."""
        now = datetime.now(UTC)
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": f"{org_type}:{code}",
            "client_id": f"{org_type}:{code}",
            "organisatie": {"type": str(org_type), "code": code},
            "scope": " ".join(sorted(scopes)),
            "iat": now,
            "exp": now + lifetime,
            "jti": str(uuid.uuid4()),
        }
        if persoon is not None:
            claims["persoon"] = persoon
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers={"typ": "at+jwt"})


@dataclass(frozen=True, slots=True)
class AuthorisationRule:
    """The rule of one endpoint: a scope and the kinds of organisation that may have it.

    Being a dependency it runs before the endpoint does; a test proves that every route has one.
    """

    scope: str
    org_types: tuple[OrgType, ...]

    async def __call__(self, request: Request) -> Caller:
        """401 without a valid token, 403 without the scope or as the wrong kind."""
        verifier: TokenVerifier = request.app.state.runtime.need_verifier()
        return self.admit(verifier.verify(_bearer(request)))

    def admit(self, caller: Caller) -> Caller:
        """The same caller; 403 without the scope or as the wrong kind."""
        if self.scope not in caller.scopes:
            raise Forbidden(f"Het token mist het recht '{self.scope}'.", code="recht-ontbreekt")
        if caller.org_type not in self.org_types:
            kinds = ", ".join(self.org_types)
            raise Forbidden(f"Alleen voor organisaties van soort: {kinds}.", code="verkeerde-soort")
        return caller


def allow(scope: str, *org_types: OrgType) -> Any:  # noqa: ANN401 - FastAPI types Depends so
    """The authorisation rule of an endpoint, for `Annotated[Caller, allow(...)]`."""
    return Depends(AuthorisationRule(scope, org_types))


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _unauthenticated("Stuur een token mee: 'Authorization: Bearer <token>'.")
    return token


def _caller(claims: dict[str, Any]) -> Caller:
    organisation = claims["organisatie"]
    return Caller(
        client_id=str(claims["client_id"]),
        org_type=OrgType(organisation["type"]),
        code=str(organisation["code"]),
        scopes=frozenset(str(claims["scope"]).split()),
        jti=str(claims["jti"]),
        persoon=str(claims["persoon"]) if "persoon" in claims else None,
    )


def _unauthenticated(detail: str) -> Unauthenticated:
    return Unauthenticated(detail, headers={"WWW-Authenticate": 'Bearer realm="jeugdregio"'})
