# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Views of a provider that another installation made, signed by it (federation). Pure.

A view is a JSON object as in AH, already suppressed; signed it is a JWS in compact form (ES256), so
that it can be shown to be of its source, and unchanged, for as long as it is kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

ALGORITHM = "ES256"
AUDIENCE = "jeugdregio-federatie"
TYPE = "ah-weergave+jwt"
_REQUIRED = ["iss", "aud", "iat", "weergave"]


class SignatureError(ValueError):
    """It is not of the source that it names, or was changed, or is no such thing at all."""


@dataclass(frozen=True, slots=True)
class Ondertekend:
    """What a source says of a provider."""

    bron: str
    weergave: Mapping[str, Any]


def onderteken(bron: str, weergave: Mapping[str, Any], private_key: str, iat: int) -> str:
    """A compact JWS; the private key is PEM (P-256), `iat` seconds of when it was signed."""
    claims = {"iss": bron, "aud": AUDIENCE, "iat": iat, "weergave": dict(weergave)}
    return jwt.encode(claims, private_key, algorithm=ALGORITHM, headers={"typ": TYPE})


def genoemde_bron(jws: str) -> str:
    """The source that it names, before anything is proven. Raises `SignatureError`."""
    try:
        claims = jwt.decode(jws, options={"verify_signature": False})
        return str(claims["iss"])
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise SignatureError("unreadable") from error


def gelezen(jws: str, bron: str, public_key: str) -> Ondertekend:
    """What it says, when it is signed by the source. Raises `SignatureError`.

    It has no end: what is read again later is the same. The clock of the receiver plays no part.
    """
    options: Any = {"require": _REQUIRED, "verify_iat": False}
    try:
        if jwt.get_unverified_header(jws).get("typ") != TYPE:
            raise SignatureError("another type")
        claims = jwt.decode(
            jws,
            public_key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=bron,
            options=options,
        )
    except (jwt.PyJWTError, ValueError) as error:
        raise SignatureError("not signed by its source") from error
    if not isinstance(claims["weergave"], dict):
        raise SignatureError("without a view")
    return Ondertekend(bron, claims["weergave"])


def te_klein(weergave: object, drempel: int) -> Iterator[str]:
    """Numbers of children in a view that its source should have hidden, also in words."""
    if isinstance(weergave, Mapping):
        if set(weergave) == {"waarde", "weergave"}:
            value, text = weergave["waarde"], str(weergave["weergave"])
            shown = (f"<{drempel}", "verborgen") if value is None else (str(value),)
            if text not in shown or (value is not None and 0 < value < drempel):
                yield text
            return
        weergave = list(weergave.values())
    if isinstance(weergave, list):
        for one in weergave:
            yield from te_klein(one, drempel)
