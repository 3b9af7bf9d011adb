# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A small OpenID provider over HTTP, strict as a real one is, that lies where a test wants it."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fastapi import FastAPI, Request
from fastapi.security import HTTPBasic
from jwt.algorithms import ECAlgorithm
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from libs.common.serve import serving
from libs.oauth import BY_JWT, METHOD

CLIENT, SECRET = "dashboard", "zeer geheim"
PERSON = "p.de.wit@soest.example"
KID = "een"
ACCESS = "2YotnFZFEjr1zCsicMWpAA"

_PAGE = """<!DOCTYPE html><html lang="nl"><title>Gemeente</title><h1>Gemeente</h1>
<form method="post" action="/inloggen?{query}"><button name="keuze" value="ja">Ik ben het</button>
<button name="keuze" value="nee">Toch niet</button></form></html>"""


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def pem_of(kind: str) -> str:
    """A new private key, P-256 or RSA."""
    made = new_key() if kind == "P-256" else rsa.generate_private_key(65537, 2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


@dataclass
class OidcProvider:
    """What it says of who logs in stands in `claims`; `description` and `form` say it otherwise."""

    claims: dict[str, Any]
    issuer: str = ""
    key: ec.EllipticCurvePrivateKey = field(default_factory=new_key)
    algorithm: str = "ES256"
    sign_with: Any = None
    description: dict[str, Any] = field(default_factory=dict)
    client_key: dict[str, Any] | None = None
    """The JWK of the client, which then proves who it is by that key and by nothing else."""

    faulty: int = 0
    """Answer the token endpoint with this status."""

    granted: dict[str, dict[str, str]] = field(default_factory=dict)
    issued: list[str] = field(default_factory=list)
    proofs: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> FastAPI:
        app = FastAPI()
        app.add_api_route("/.well-known/openid-configuration", self.describe)
        app.add_api_route("/inloggen", self.ask, response_model=None)
        app.add_api_route("/inloggen", self.decide, methods=["POST"], response_model=None)
        app.add_api_route("/sleutels", self.keys)
        app.add_api_route("/token", self.token, methods=["POST"], response_model=None)
        app.add_api_route("/uitloggen", self.leave, response_model=None)
        return app

    async def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/inloggen",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/sleutels",
            "end_session_endpoint": f"{self.issuer}/uitloggen",
            **({"token_endpoint_auth_methods_supported": [METHOD]} if self.client_key else {}),
        } | self.description

    async def ask(self, request: Request) -> Response:
        return HTMLResponse(_PAGE.format(query=urlencode(dict(request.query_params))))

    async def decide(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        answer = {"state": asked["state"], "iss": self.issuer}
        if b"nee" in await request.body():
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.granted[answer["code"]] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 303)

    async def keys(self) -> dict[str, Any]:
        public = ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": KID, "use": "sig", "alg": "ES256"}]}

    async def token(self, request: Request) -> Response:
        if self.faulty:
            return Response(status_code=self.faulty)
        form = {name: value for name, (value,) in parse_qs((await request.body()).decode()).items()}
        if self.client_key is not None:
            assert "Authorization" not in request.headers
            self.proofs.append(proven(form, self.client_key, f"{self.issuer}/token"))
        else:
            told = await HTTPBasic()(request)
            assert told is not None
            assert (told.username, told.password) == (CLIENT, SECRET.replace(" ", "%20"))
        asked = self.granted.pop(form["code"], None)
        hashed = sha256(form["code_verifier"].encode()).digest()
        challenge = urlsafe_b64encode(hashed).decode().rstrip("=")
        fits = asked is not None and (asked["code_challenge"], asked["redirect_uri"]) == (
            challenge,
            form["redirect_uri"],
        )
        if asked is None or not fits:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.issued.append(self._signed(asked["nonce"]))
        return JSONResponse({"id_token": self.issued[-1], "access_token": ACCESS})

    async def leave(self, request: Request) -> Response:
        back = request.query_params["post_logout_redirect_uri"]
        return HTMLResponse(f'<h1>Tot ziens</h1><a href="{back}">Terug</a>')

    def _signed(self, nonce: str) -> str:
        now = datetime.now(UTC)
        common = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": PERSON,
            "nonce": nonce,
            "iat": now,
            "exp": now + timedelta(minutes=5),
        }
        said = {name: value for name, value in (common | self.claims).items() if value is not None}
        key = self.key if self.sign_with is None else self.sign_with
        return jwt.encode(said, key, algorithm=self.algorithm, headers={"kid": KID})


def proven(
    form: dict[str, str], jwk: dict[str, Any], place: str, algorithm: str = ""
) -> dict[str, Any]:
    """What a client says of itself in a form (RFC 7523), as a strict server reads it."""
    algorithm = algorithm or ("ES256" if jwk["kty"] == "EC" else "PS256")
    assert form["client_assertion_type"] == BY_JWT
    assert "client_secret" not in form
    assertion = form["client_assertion"]
    assert jwt.get_unverified_header(assertion)["kid"] == jwk["kid"]
    claims: dict[str, Any] = jwt.decode(
        assertion,
        jwt.PyJWK(jwk, algorithm).key,
        algorithms=[algorithm],
        audience=place,
        issuer=form["client_id"],
        options={"require": ["iss", "sub", "aud", "jti", "exp", "iat"]},
    )
    assert claims["sub"] == form["client_id"]
    assert claims["exp"] - claims["iat"] <= 60
    return claims


@asynccontextmanager
async def oidc_provider(claims: dict[str, Any]) -> AsyncIterator[OidcProvider]:
    """Served at `localhost`, which is another site than 127.0.0.1 to a browser."""
    provider = OidcProvider(claims)
    async with serving(provider.app(), "127.0.0.1", 0) as url:
        provider.issuer = url.replace("127.0.0.1", "localhost")
        yield provider
