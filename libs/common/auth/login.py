# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Logging in of people at their own organisation: OpenID Connect, by a code with PKCE.

The tokens of a provider never leave this process, and nothing of them is kept: who logged in is a
`Caller` with rights of here, sealed for the browser to hold. Such a provider gives out no access
tokens to our interfaces; who does is another setting.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt

from libs.common.auth.claims import Claims, told_by
from libs.common.auth.held import Held
from libs.common.auth.model import Caller
from libs.common.auth.provider import Credential, Provider
from libs.common.auth.verify import claims_of
from libs.common.problem import Forbidden, Unauthenticated
from libs.oauth import ClientKey

ATTEMPT_LIFE = timedelta(minutes=10)
_ATTEMPT, _SESSION = "poging", "zitting"
_REQUIRED = ["exp", "iat", "iss", "aud", "sub", "nonce"]
_AGAIN = "Begin opnieuw; lukt het dan weer niet, laat het uw beheerder weten."
_REFUSALS = ("access_denied", "unauthorized_client", "consent_required")


@dataclass(frozen=True, slots=True)
class Registration:
    """Us, as the provider knows us: `issuer` is its name, and the address of its description.

    Browsers come back to an address below `public_url`. We prove who we are by the `client_key`, or
    else by the `client_secret`; without both we are a client that can keep none, with PKCE alone.
    `front` is where a browser finds the provider, when that is not where we do. With `levels`
    people come in at one of these levels of assurance (`acr`) and at no other.
    """

    issuer: str
    client_id: str
    client_secret: str
    scope: str
    public_url: str
    life: timedelta
    front: str | None = None
    client_key: ClientKey | None = None
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One login, from here to the organisation and back; the browser holds it meanwhile."""

    naar: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def challenge(self) -> str:
        """What proves, with the verifier, that who fetches the token began the login."""
        return challenge_of(self.verifier)


class AnotherAttempt(Unauthenticated):
    """401: the answer is not to the attempt that the browser holds, which may still be answered."""


def challenge_of(verifier: str) -> str:
    """S256 of PKCE (RFC 7636)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


class Login:
    """The way out to the provider, and back."""

    def __init__(
        self,
        registration: Registration,
        claims: Claims,
        held: Held,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._own = registration
        self.claims = claims
        self._held = held
        self._provider = Provider(registration.issuer, transport)

    async def begin(self, back: str, naar: str) -> tuple[str, str]:
        """Where the browser goes to log in, and the attempt that it holds till it is at `back`.

        `Unavailable` when the provider is away.
        """
        attempt = _Attempt(naar)
        asked = {
            "response_type": "code",
            "client_id": self._own.client_id,
            "redirect_uri": f"{self._own.public_url}{back}",
            "scope": self._own.scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": attempt.challenge,
            "code_challenge_method": "S256",
        }
        if self._own.levels:
            asked["acr_values"] = " ".join(self._own.levels)
        where = self._for_browser((await self._provider.places()).authorization, asked)
        held = self._held.seal(_ATTEMPT, asdict(attempt), ATTEMPT_LIFE)
        return where, held

    async def finish(self, held: str, said: Mapping[str, str], back: str) -> tuple[Caller, str]:
        """Who came back with what the provider `said`, and where they wanted to go.

        `AnotherAttempt` when it is not the answer to the attempt that this browser holds;
        `Unauthenticated` when it does not hold; `Forbidden` for who has no part here;
        `Unavailable` when the provider is away.
        """
        if not held:
            raise Unauthenticated(f"Deze aanmelding is al gebruikt of duurde te lang. {_AGAIN}")
        attempt = _Attempt(**self._held.open(_ATTEMPT, held))
        if not secrets.compare_digest(attempt.state.encode(), said.get("state", "").encode()):
            raise AnotherAttempt(f"Dit is niet het antwoord op uw aanmelding. {_AGAIN}")
        if said.get("iss", self._own.issuer) != self._own.issuer:
            raise Unauthenticated(f"Het antwoord komt niet van uw organisatie. {_AGAIN}")
        if said.get("error") in _REFUSALS:
            raise Forbidden(
                "U hebt het aanmelden afgebroken, of uw organisatie laat u hier niet toe. Begin "
                "opnieuw, of vraag de beheerder van uw organisatie om toegang.",
                code="aanmelden-geweigerd",
            )
        if "error" in said or "code" not in said:
            raise Unauthenticated(f"De aanmelding bij uw organisatie is niet gelukt. {_AGAIN}")
        told = await self._identity(attempt, said["code"], f"{self._own.public_url}{back}")
        self._refuse_too_low(told)
        return self.claims.caller(told), attempt.naar

    def _refuse_too_low(self, told: Mapping[str, Any]) -> None:
        """What was asked in `acr_values` a provider may pass over; what it says of it counts."""
        if self._own.levels and told.get("acr") not in self._own.levels:
            raise Forbidden(
                "U bent aangemeld op een betrouwbaarheidsniveau dat hier te laag is. Begin opnieuw "
                "en kies een middel van een hoger niveau; uw beheerder weet welk dat is.",
                code="niveau-te-laag",
            )

    def session(self, caller: Caller) -> str:
        """For the browser to hold as long as who logged in may stay."""
        return self._held.seal(_SESSION, told_by(caller), self._own.life)

    def caller(self, session: str) -> Caller:
        """Who holds this; `Unauthenticated` when it has ended."""
        return Caller.of(self._held.open(_SESSION, session))

    async def leave(self, back: str) -> str | None:
        """Where a browser logs out of the provider too, to be sent to `back`; None without it.

        `Unavailable` when the provider is away.
        """
        where = (await self._provider.places()).end_session
        if where is None:
            return None
        asked = {
            "client_id": self._own.client_id,
            "post_logout_redirect_uri": f"{self._own.public_url}{back}",
        }
        return self._for_browser(where, asked)

    def _for_browser(self, place: str, asked: Mapping[str, str]) -> str:
        front = self._own.front
        where = place if front is None else front + place.removeprefix(self._own.issuer)
        return f"{where}{'&' if '?' in where else '?'}{urlencode(asked)}"

    async def _identity(self, attempt: _Attempt, code: str, back: str) -> dict[str, Any]:
        """What the identity token for this code says, when it is of this attempt."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": attempt.verifier,
        }
        own = self._own
        as_whom = Credential(own.client_id, own.client_secret, own.client_key)
        token = await self._provider.identity_token(form, as_whom)
        try:
            kid = jwt.get_unverified_header(token).get("kid")
            keys = await self._provider.keys(kid)
            told = claims_of(token, keys, own.client_id, _REQUIRED)
        except jwt.PyJWTError as error:
            raise Unauthenticated(f"Het identiteitsbewijs is ongeldig. {_AGAIN}") from error
        ours = told.get("azp", own.client_id) == own.client_id
        if not ours or not secrets.compare_digest(str(told["nonce"]), attempt.nonce):
            raise Unauthenticated(f"Het identiteitsbewijs is niet van deze aanmelding. {_AGAIN}")
        return told
