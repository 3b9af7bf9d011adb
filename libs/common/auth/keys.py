# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Public keys that tokens are signed with, each with the algorithms that it may be used for.

Which those are follows from the key and never from a token: nobody can have a public key taken for
a shared secret, or no signature for one.
"""

import json
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

OF_RSA: tuple[str, ...] = ("RS256", "PS256")
OF_EC: tuple[str, ...] = ("ES256",)
MIN_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key that was read and found fit, so that a token costs one signature only."""

    public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey
    algorithms: tuple[str, ...]


def key_of_pem(pem: str) -> SigningKey:
    """The public key in a PEM; `ValueError` when tokens are not signed with such a key."""
    try:
        return _fit(serialization.load_pem_public_key(pem.encode()), None)
    except UnsupportedAlgorithm as error:
        raise ValueError("no key that tokens are signed with") from error


def keys_of_jwks(document: bytes) -> dict[str, SigningKey]:
    """The keys of a JWK Set (RFC 7517) by `kid`, those that are for something else left out.

    `ValueError` when it is no such set, or has no key to check tokens with.
    """
    read: Any = json.loads(document)
    listed = read.get("keys") if isinstance(read, dict) else None
    if not isinstance(listed, list):
        raise ValueError("no JWK Set")
    found = {}
    for entry in listed:
        try:
            found[str(entry.get("kid", ""))] = _of_jwk(entry)
        except (AttributeError, TypeError, ValueError, jwt.PyJWTError):
            continue  # the other keys of an issuer may be for purposes that are not ours
    if not found:
        raise ValueError("no key in the JWK Set that tokens are signed with")
    return found


def _of_jwk(entry: dict[str, Any]) -> SigningKey:
    if entry.get("use", "sig") != "sig" or "verify" not in entry.get("key_ops", ("verify",)):
        raise ValueError("not for signatures")
    return _fit(jwt.PyJWK(entry).key, entry.get("alg"))


def _fit(key: object, only: str | None) -> SigningKey:
    """With the algorithms of its kind, or the `only` one that its owner uses."""
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS:
        public: rsa.RSAPublicKey | ec.EllipticCurvePublicKey = key
        fit = OF_RSA
    elif isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        public, fit = key, OF_EC
    else:
        raise ValueError(f"neither RSA of {MIN_RSA_BITS} bits or more, nor P-256")
    algorithms = tuple(name for name in fit if only in (None, name))
    if not algorithms:
        raise ValueError("for an algorithm that tokens are not signed with")
    return SigningKey(public, algorithms)
