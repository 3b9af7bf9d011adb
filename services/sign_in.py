# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The identity provider of the embedded mode: whoever sits at this machine says who they are.

It speaks OpenID Connect as any other, so that what is tried here is what an installation does. Its
token endpoint is inside this process, and its issuer is no https address: no other program can be
set to trust it.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from libs.common.api import read_at_most
from libs.common.auth import (
    Claims,
    Held,
    Login,
    OrgType,
    Registration,
    TokenIssuer,
    challenge_of,
)
from libs.common.problem import Forbidden, InvalidInput
from services import sandbox

PATH = "/embedded/aanmelden"
ISSUER = "http://embedded.invalid"
BACK = "/reporting/dashboard/inloggen/terug"
CLIENT = "dashboard"
_LIFE = timedelta(minutes=60)
_MAX_FORM = 16_384
_MOST_CODES = 100
_KEPT = ("state", "nonce", "code_challenge")

ROLES = {
    "medewerker": "weergaven:lezen",
    "accounthouder": "weergaven:lezen accounthouders:lezen",
}
_ROLES_OF = {
    OrgType.BEHEER: ("medewerker",),
    OrgType.REGIO: ("medewerker", "accounthouder"),
    OrgType.GEMEENTE: ("medewerker",),
}
_LISTS = (
    (OrgType.REGIO, "regios", "regiocode"),
    (OrgType.GEMEENTE, "gemeenten", "gemeentecode"),
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """An organisation as it stands on the page."""

    kind: OrgType
    code: str
    name: str

    @property
    def roles(self) -> tuple[str, ...]:
        """In which its people may look."""
        return _ROLES_OF[self.kind]


@dataclass(frozen=True, slots=True)
class _Granted:
    """What a code was given out for."""

    challenge: str
    claims: dict[str, Any]


class SignIn:
    """Asks who it is, and tells the dashboard; `contract` gives the organisations there are."""

    def __init__(self, issuer: TokenIssuer, contract: Callable[[], Starlette]) -> None:
        self._issuer = issuer
        self._contract = contract
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._codes: dict[str, _Granted] = {}
        self.routes = [
            Route(PATH, self.ask, methods=["GET"]),
            Route(PATH, self.choose, methods=["POST"]),
        ]

    def login(self) -> Login:
        """For the dashboard; the provider is asked in this process, and by a browser here."""
        inside = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._description),
                Route("/sleutels", self._keys),
                Route("/token", self._token, methods=["POST"]),
            ]
        )
        return Login(
            Registration(ISSUER, CLIENT, "", "openid", public_url="", life=_LIFE, front=""),
            Claims("organisatie", "rollen", "sub", ROLES),
            Held(secrets.token_bytes(32)),
            httpx.ASGITransport(inside),
        )

    async def ask(self, request: Request) -> Response:
        """The page with all organisations and their roles."""
        _refuse_from_afar(request)
        asked = request.query_params
        wanted = {"client_id": CLIENT, "redirect_uri": BACK, "code_challenge_method": "S256"}
        if any(asked.get(name) != value for name, value in wanted.items()):
            return RedirectResponse("/dashboard", 303)
        kept = {name: asked.get(name, "") for name in _KEPT}
        choices = [_Choice(OrgType.BEHEER, "beheer", "Beheer"), *await self._organisations()]
        return sandbox.page("sign_in.html", pad=PATH, keuzes=choices, bewaard=kept)

    async def choose(self, request: Request) -> Response:
        """Back to the dashboard, with a code that is good once."""
        _refuse_from_afar(request)
        body = (await read_at_most(request, _MAX_FORM, "Een formulier")).decode(errors="replace")
        form = {name: values[0] for name, values in parse_qs(body).items()}
        organisation, _, role = form.get("wie", "").partition(" ")
        if role not in ROLES or not all(name in form for name in _KEPT):
            raise InvalidInput("Kies op de bladzijde hiervoor wie u bent.")
        claims = {"organisatie": organisation, "rollen": [role], "nonce": form["nonce"]}
        code = secrets.token_urlsafe(24)
        while len(self._codes) >= _MOST_CODES:
            self._codes.pop(next(iter(self._codes)))
        self._codes[code] = _Granted(form["code_challenge"], claims)
        answer = urlencode({"code": code, "state": form["state"], "iss": ISSUER})
        return RedirectResponse(f"{BACK}?{answer}", 303)

    async def _organisations(self) -> list[_Choice]:
        token = self._issuer.issue(OrgType.BEHEER, "beheer", ["contracten:lezen"])
        found = []
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(self._contract()),
            base_url="http://contract",
            headers={"Authorization": f"Bearer {token}"},
        ) as http:
            for kind, name, code in _LISTS:
                address: str | None = f"/v1/{name}?limit=100"
                while address is not None:
                    answer = (await http.get(address)).raise_for_status()
                    found += [
                        _Choice(kind, r[code], r["naam"]) for r in answer.json()["resultaten"]
                    ]
                    address = answer.links.get("next", {}).get("url")
        return found

    async def _description(self, _request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}{PATH}",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/sleutels",
            }
        )

    async def _keys(self, _request: Request) -> Response:
        public = ECAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return JSONResponse({"keys": [{**public, "kid": CLIENT, "alg": "ES256", "use": "sig"}]})

    async def _token(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode())
        given = self._codes.pop(form.get("code", [""])[0], None)
        challenge = challenge_of(form.get("code_verifier", [""])[0])
        if given is None or given.challenge != challenge:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = datetime.now(UTC)
        claims = given.claims | {
            "iss": ISSUER,
            "aud": CLIENT,
            "sub": given.claims["organisatie"],
            "iat": now,
            "exp": now + timedelta(minutes=1),
        }
        token = jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": CLIENT})
        return JSONResponse({"id_token": token, "access_token": "geen", "token_type": "Bearer"})


def _refuse_from_afar(request: Request) -> None:
    """Only who is at this machine may say who they are."""
    if not sandbox.is_here(request):
        raise Forbidden(
            "Kiezen wie u bent kan alleen op de machine zelf, op http://127.0.0.1. Meld u elders "
            "aan met een token; hoe u dat krijgt staat waar de proefomgeving is gestart."
        )
