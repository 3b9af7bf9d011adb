# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How a program proves at a token endpoint who it is, without a secret that both sides know.

`private_key_jwt` (RFC 7523, OpenID Connect Core 9), as the OAuth 2.0 NL profile asks of clients.
"""

import json
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

METHOD = "private_key_jwt"
BY_JWT = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_LIFE_S = 60
_MIN_RSA_BITS = 2048
_OF_RSA, _OF_EC = ("RS256", "PS256"), ("ES256",)
_IN_THUMBPRINT = ("crv", "e", "kty", "n", "x", "y")


@dataclass(frozen=True, slots=True)
class ClientKey:
    """The private key of a client, and what its public half is called at the server: `kid`."""

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    public: Mapping[str, Any]

    @classmethod
    def read(cls, pem: str) -> "ClientKey":
        """From a PEM without a password: P-256, or RSA of 2048 bits or more. `ValueError`."""
        try:
            key = serialization.load_pem_private_key(pem.encode(), None)
        except (TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("no private key in PEM without a password") from error
        if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
            return cls(key, _named(ECAlgorithm.to_jwk(key.public_key(), as_dict=True)))
        if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _MIN_RSA_BITS:
            return cls(key, _named(RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)))
        raise ValueError(f"neither P-256 nor RSA of {_MIN_RSA_BITS} bits or more")

    @property
    def algorithms(self) -> tuple[str, ...]:
        """Those that it may sign with, the one that every server knows first."""
        return _OF_EC if isinstance(self.private, ec.EllipticCurvePrivateKey) else _OF_RSA

    def jwks(self) -> dict[str, Any]:
        """The public half, as a JWK Set to be registered at the server."""
        return {"keys": [dict(self.public)]}

    def proof(self, client_id: str, audience: str, taken: Collection[str] = ()) -> dict[str, str]:
        """Fields of a form that show it is `client_id` who sends them: once, for a minute.

        `taken` are the algorithms that the server says it takes. `ValueError` when ours is none.
        """
        fit = [one for one in self.algorithms if not taken or one in taken]
        if not fit:
            raise ValueError("the server takes no signature of a key of this kind")
        now = int(time.time())
        claims = {
            "iss": client_id,
            "sub": client_id,
            "aud": audience,
            "jti": str(uuid.uuid4()),
            "iat": now,
            "exp": now + _LIFE_S,
        }
        made = jwt.encode(claims, self.private, fit[0], headers={"kid": self.public["kid"]})
        return {
            "client_id": client_id,
            "client_assertion_type": BY_JWT,
            "client_assertion": made,
        }


def _named(jwk: Mapping[str, Any]) -> dict[str, Any]:
    """With its thumbprint (RFC 7638) as its name, so that nobody has to give it one."""
    told = {name: jwk[name] for name in _IN_THUMBPRINT if name in jwk}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    kid = urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")
    return {**told, "kid": kid, "use": "sig"}
