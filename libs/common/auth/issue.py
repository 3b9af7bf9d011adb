# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Tokens of our own: for the embedded mode and for tests, never for an installation."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from libs.common.auth.keys import OF_EC, key_of_pem
from libs.common.auth.model import OrgType
from libs.common.auth.sources import FixedKey
from libs.common.auth.verify import AUDIENCE, TYPE, TokenVerifier

EMBEDDED_ISSUER = "urn:jeugdregio:embedded"
"""Gives out tokens in the embedded mode; no other program can be set to trust it."""


class TokenIssuer:
    """Makes short-lived tokens with a key of its own, that is never stored."""

    def __init__(self, issuer: str) -> None:
        self._issuer = issuer
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def public_key(self) -> str:
        """The public half as PEM."""
        return (
            self._key.public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            .decode()
        )

    def verifier(self) -> TokenVerifier:
        """Takes tokens of this issuer alone."""
        return TokenVerifier({self._issuer: FixedKey(key_of_pem(self.public_key))})

    def issue(
        self,
        org_type: OrgType,
        code: str,
        scopes: Iterable[str],
        lifetime: timedelta = timedelta(minutes=15),
        persoon: str | None = None,
        oin: str | None = None,
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
        told = {"persoon": persoon, "oin": oin}
        claims |= {name: value for name, value in told.items() if value is not None}
        return jwt.encode(claims, self._key, algorithm=OF_EC[0], headers={"typ": TYPE})
