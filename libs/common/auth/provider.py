# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""An OpenID provider: found by its own description, and called at its own host and nowhere else."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import structlog

from libs.common.auth.keys import SigningKey
from libs.common.auth.sources import KeySet, at_url, bounded
from libs.common.fault import raised_at
from libs.common.problem import Unauthenticated, Unavailable
from libs.oauth import METHOD, ClientKey

_TIMEOUT_S = 10.0
_DESCRIBED_S = 3600.0
_DISCOVERY = "/.well-known/openid-configuration"
_WITH_SECRET = ("client_secret_basic", "client_secret_post")

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Credential:
    """As whom we come to a token endpoint: by a key, by a secret, or by neither."""

    client_id: str
    secret: str = ""
    key: ClientKey | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of a provider, and how clients prove who they are there."""

    authorization: str
    token: str
    end_session: str | None
    ways: tuple[str, ...]
    algorithms: tuple[str, ...]
    """Of the signatures that it takes; none are all."""

    @property
    def in_form(self) -> bool:
        """Whether it wants a client to tell its secret in the form, and not in the header."""
        return _WITH_SECRET[0] not in self.ways and _WITH_SECRET[1] in self.ways


class Provider:
    """Its places are read once an hour, its keys when one is not known; redirects are refused."""

    def __init__(self, issuer: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._issuer = issuer
        self._transport = transport
        self._tls = httpx.create_ssl_context()
        self._places: Places | None = None
        self._keys: KeySet | None = None
        self._until = 0.0

    async def places(self) -> Places:
        """As it describes itself; `Unavailable` when it cannot be asked, or is not who it says."""
        if self._places is None or time.monotonic() >= self._until:
            found = await self._asked("GET", f"{self._issuer.rstrip('/')}{_DISCOVERY}")
            if found.get("issuer") != self._issuer:
                raise self._strange("issuer")
            told = "token_endpoint_auth_methods_supported"
            signed = "token_endpoint_auth_signing_alg_values_supported"
            ending = "end_session_endpoint"
            places = Places(
                self._own(found, "authorization_endpoint"),
                self._own(found, "token_endpoint"),
                self._own(found, ending) if ending in found else None,
                ways=_texts(found.get(told, _WITH_SECRET[:1])),
                algorithms=_texts(found.get(signed, ())),
            )
            if self._keys is None:
                self._keys = KeySet(at_url(self._own(found, "jwks_uri"), self._transport))
            self._places, self._until = places, time.monotonic() + _DESCRIBED_S
        return self._places

    async def keys(self, kid: str | None) -> list[tuple[str, SigningKey]]:
        """Its key of this name, if it has one; `Unavailable` while none could be read."""
        await self.places()
        assert self._keys is not None  # noqa: S101 - read with the places
        if self._keys.known(kid) is None:
            await self._keys.look_again()
        if not self._keys.loaded:
            raise _unreachable()
        key = self._keys.known(kid)
        return [] if key is None else [(self._issuer, key)]

    async def identity_token(self, form: dict[str, str], own: Credential) -> str:
        """What it gives for a code; `Unauthenticated` when it does not take that.

        Who has a key comes with that alone, and not to a provider that says it takes none.
        """
        places = await self.places()
        more: dict[str, Any] = {}
        if own.key is not None:
            form = form | self._proof(places, own.client_id, own.key)
        elif own.secret and not places.in_form:
            more["auth"] = (quote(own.client_id, safe=""), quote(own.secret, safe=""))
        else:
            form = {**form, "client_id": own.client_id}
            form |= {"client_secret": own.secret} if own.secret else {}
        given = await self._asked("POST", places.token, data=form, **more)
        identity = given.get("id_token")
        if not isinstance(identity, str):
            raise self._strange("id_token")
        return identity

    def _proof(self, places: Places, client_id: str, key: ClientKey) -> dict[str, str]:
        if METHOD not in places.ways:
            raise self._strange(METHOD)
        try:
            return key.proof(client_id, places.token, places.algorithms)
        except ValueError as error:
            raise self._strange("algorithm") from error

    def _own(self, found: dict[str, Any], name: str) -> str:
        place = found.get(name)
        if not isinstance(place, str) or urlsplit(place)[:2] != urlsplit(self._issuer)[:2]:
            raise self._strange(name)
        return place

    async def _asked(self, method: str, url: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """The JSON object at an address; what it says of an error stays there."""
        client = httpx.AsyncClient(verify=self._tls, transport=self._transport, timeout=_TIMEOUT_S)
        headers = {"Accept": "application/json"}
        try:
            async with (
                asyncio.timeout(2 * _TIMEOUT_S),
                client,
                client.stream(method, url, headers=headers, **more) as answer,
            ):
                found = httpx.Response(answer.status_code, content=await bounded(answer))
            told = found.json() if found.is_success else None
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            _log.warning("login_unreachable", error=type(error).__name__, at=raised_at(error))
            raise _unreachable() from error
        if method == "POST" and found.status_code == httpx.codes.BAD_REQUEST:
            _log.warning("login_refused")
            raise Unauthenticated(
                "Uw organisatie neemt deze aanmelding niet aan: zij is al gebruikt of duurde te "
                "lang. Begin opnieuw; lukt het dan weer niet, laat het uw beheerder weten."
            )
        if not isinstance(told, dict):
            raise self._strange(f"answer {found.status_code}")
        return told

    def _strange(self, what: str) -> Unavailable:
        """What an operator has to put right, and says so in the log."""
        _log.warning("login_unfit", what=what)
        return _unreachable()


def _texts(value: object) -> tuple[str, ...]:
    """Those of a list; a description may hold anything."""
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _unreachable() -> Unavailable:
    return Unavailable(
        "Aanmelden bij uw organisatie kan nu niet: haar aanmelddienst antwoordt niet goed. Probeer "
        "het over enkele minuten opnieuw; blijft het zo, laat het uw beheerder weten.",
        headers={"Retry-After": "30"},
    )
