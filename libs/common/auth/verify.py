# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Access tokens (RFC 9068, OAuth 2.0 NL profile): whose they are, or why they are refused."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

import jwt

from libs.common.auth.keys import SigningKey
from libs.common.auth.model import Caller
from libs.common.auth.sources import KeySource
from libs.common.problem import Unauthenticated, Unavailable

AUDIENCE = "jeugdregio"
TYPE = "at+jwt"
_TYPES = (TYPE, f"application/{TYPE}")
_LEEWAY = timedelta(seconds=30)
_REQUIRED = ["exp", "iat", "iss", "aud", "sub", "jti", "client_id"]
_RETRY_S = "5"
_MOST_SEEN = 4096

_Keys = list[tuple[str, SigningKey]]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A token that was in order: by which keys, whose it is, and until when (seconds)."""

    keys: _Keys
    caller: Caller
    ends: float


class TokenVerifier:
    """Checks kind, signature, issuer, audience and lifetime; knows only public keys.

    `issuers` are those that are trusted, each to speak for any organisation, with their keys. A key
    counts for its own issuer only. Lifetimes are measured on the real clock, also where the
    services run on a simulated one.
    """

    def __init__(self, issuers: Mapping[str, KeySource]) -> None:
        self._issuers = dict(issuers)
        self._seen: dict[str, _Seen] = {}

    @property
    def loaded(self) -> bool:
        """Whether the keys of all issuers are known."""
        return all(source.loaded for source in self._issuers.values())

    async def refresh(self) -> None:
        """Read all keys anew; raises when one cannot be read, after the others were."""
        sources = self._issuers.values()
        outcomes = await asyncio.gather(*(s.refresh() for s in sources), return_exceptions=True)
        for outcome in outcomes:
            if outcome is not None:
                raise outcome

    async def verify(self, token: str) -> Caller:
        """Raises `Unauthenticated` for any token that is not ours, whole and fresh.

        `Unavailable` when it may be, and the keys of its issuer could not be read yet.
        """
        try:
            kid = _kid_of_access(token.partition(".")[0])
            keys = self._known(kid) or await self._look_again(kid)
            return self._caller(token, keys)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise unauthenticated("Het token is ongeldig of verlopen.") from error

    def _caller(self, token: str, keys: _Keys) -> Caller:
        """Whose it is; of a token seen before, under the same keys, only its end is checked again.

        A sender posts many messages with one token, and a signature takes a tenth of a post.
        """
        seen = self._seen.get(token)
        if seen is None or seen.keys != keys:
            claims = claims_of(token, keys, AUDIENCE, _REQUIRED)
            ends = int(claims["exp"]) + _LEEWAY.total_seconds()
            seen = _Seen(keys, Caller.of(claims), ends)
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen[token] = seen
        if seen.ends <= time.time():
            del self._seen[token]
            raise jwt.ExpiredSignatureError("its time is over")
        return seen.caller

    def _known(self, kid: str | None) -> _Keys:
        """The keys that a token may be signed with: of each issuer at most one."""
        found = ((issuer, source.known(kid)) for issuer, source in self._issuers.items())
        return [(issuer, key) for issuer, key in found if key is not None]

    async def _look_again(self, kid: str | None) -> _Keys:
        await asyncio.gather(*(source.look_again() for source in self._issuers.values()))
        keys = self._known(kid)
        if not keys and not self.loaded:
            raise Unavailable(
                "De sleutels van wie de tokens uitgeeft zijn hier nog niet bekend.",
                headers={"Retry-After": _RETRY_S},
            )
        return keys


@lru_cache(maxsize=64)
def _kid_of_access(header: str) -> str | None:
    """The name of the key in the header of an access token; `PyJWTError` for another kind.

    Tokens of one key share their header, and reading it again takes a fifth as long as the rest.
    """
    read = jwt.get_unverified_header(f"{header}..")
    if str(read.get("typ", "")).lower() not in _TYPES:
        raise jwt.InvalidTokenError(f"no {TYPE}")
    kid: str | None = read.get("kid")
    return kid


def unauthenticated(detail: str) -> Unauthenticated:
    """A refusal that says how to come back."""
    return Unauthenticated(detail, headers={"WWW-Authenticate": 'Bearer realm="jeugdregio"'})


def claims_of(token: str, keys: _Keys, audience: str, required: list[str]) -> dict[str, Any]:
    """What a token says, by the first of these keys that it was signed with, with its issuer.

    `PyJWTError` when it is of nobody here, not for this `audience`, or past.
    """
    refusal: jwt.PyJWTError = jwt.InvalidTokenError("signed with a key that is not known")
    for issuer, key in keys:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.public,
                algorithms=key.algorithms,
                audience=audience,
                issuer=issuer,
                leeway=_LEEWAY,
                options={"require": required},
            )
            return claims
        except jwt.PyJWTError as error:
            refusal = error
    raise refusal
