# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Access tokens: which are taken, and what their issuers may do with their keys meanwhile."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization as as_bytes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from libs.common.auth import (
    FixedKey,
    KeySet,
    OrgType,
    TokenIssuer,
    TokenVerifier,
    at_url,
    in_file,
    key_of_pem,
    keys_of_jwks,
)
from libs.common.auth.sources import MAX_BYTES, PAUSE_S
from libs.common.clock import SimulatedClock
from libs.common.db import new_metadata
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.mechanics import mechanics
from libs.common.problem import Unauthenticated, Unavailable
from libs.common.runtime import Parts
from libs.common.service import Blueprint, assemble
from libs.common.settings import Settings

Json = dict[str, Any]
Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

ISSUER, OTHER = "https://tokens.test", "https://elsewhere.test"
RSA = rsa.generate_private_key(65537, 2048)
EC = ec.generate_private_key(ec.SECP256R1())
NEW = ec.generate_private_key(ec.SECP256R1())


def jwk(key: Private, kid: str, **about: object) -> Json:
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        made = RSAAlgorithm.to_jwk(public, as_dict=True)
    else:
        made = ECAlgorithm.to_jwk(public, as_dict=True)
    return {**made, "kid": kid, "use": "sig", **about}


def pem(key: Private) -> str:
    form = as_bytes.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(as_bytes.Encoding.PEM, form).decode()


def claims(**changes: object) -> Json:
    now = int(time.time())
    made = {
        "iss": ISSUER,
        "aud": "jeugdregio",
        "iat": now,
        "exp": now + 900,
        "jti": "een",
        "sub": "aanbieder:90000101",
        "client_id": "aanbieder:90000101",
        "organisatie": {"type": "aanbieder", "code": "90000101"},
        "scope": "berichten:lezen",
    } | changes
    return {name: value for name, value in made.items() if value is not None}


def token(
    key: Any, algorithm: str, kid: str | None = None, *, typ: str = "at+jwt", **changes: object
) -> str:
    headers = {"typ": typ} | ({"kid": kid} if kid is not None else {})
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers=headers)


@dataclass
class Published:
    """An issuer whose keys can be changed, that can be away, and that counts who asks."""

    keys: list[Json]
    away: bool = False
    asked: int = 0
    now: float = 0.0
    source: KeySet = field(init=False)

    def __post_init__(self) -> None:
        self.source = KeySet(self.read, lambda: self.now)

    async def read(self) -> bytes:
        self.asked += 1
        if self.away:
            raise OSError("away")
        return json.dumps({"keys": self.keys}).encode()


def trusting(*keys: Json) -> TokenVerifier:
    return TokenVerifier({ISSUER: Published([*keys]).source})


async def refuses(verifier: TokenVerifier, given: str) -> bool:
    try:
        await verifier.verify(given)
    except Unauthenticated:
        return True
    return False


async def test_a_token_gives_its_caller(issuer: TokenIssuer) -> None:
    given = issuer.issue(OrgType.AANBIEDER, "90000101", ["berichten:lezen"], persoon="p1")

    caller = await issuer.verifier().verify(given)

    assert (caller.org_type, caller.code) == (OrgType.AANBIEDER, "90000101")
    assert (set(caller.scopes), caller.persoon) == ({"berichten:lezen"}, "p1")


@pytest.mark.parametrize(
    ("key", "algorithm"), [(RSA, "RS256"), (RSA, "PS256"), (EC, "ES256")], ids=lambda v: str(v)[:5]
)
async def test_three_algorithms_are_taken(key: Private, algorithm: str) -> None:
    """Of a published key and of a given one; the media type may be written in full."""
    fixed = TokenVerifier({ISSUER: FixedKey(key_of_pem(pem(key)))})

    for verifier in (fixed, trusting(jwk(key, "k"))):
        assert (await verifier.verify(token(key, algorithm, "k"))).jti == "een"
    assert await fixed.verify(token(key, algorithm, typ="application/AT+JWT"))


async def test_a_key_is_for_its_own_algorithms() -> None:
    """Never a public key as a shared secret, and what its owner does not use neither."""
    verifier = trusting(jwk(RSA, "r", alg="PS256"), jwk(EC, "e"))
    secret = token(b"k" * 64, "HS256", "r").split(".")
    body = ".".join(secret[:2]).encode()
    signature = hmac.digest(pem(RSA).encode(), body, "sha256")
    confused = body + b"." + urlsafe_b64encode(signature).rstrip(b"=")
    other_curve = ec.generate_private_key(ec.SECP384R1())
    refused = {
        "the public key as a secret": confused.decode(),
        "a secret": ".".join(secret),
        "not signed": token("", "none", "r"),
        "not what the key is for": token(RSA, "RS256", "r"),
        "another key": token(RSA, "PS256", "e"),
        "another strength": token(RSA, "RS512", "r"),
        "another curve": token(other_curve, "ES384", "e"),
    }

    assert {name for name, given in refused.items() if not await refuses(verifier, given)} == set()
    assert await verifier.verify(token(RSA, "PS256", "r"))


async def test_a_token_that_was_seen_is_refused_once_it_ends_or_its_key_has_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issuer = Published([jwk(RSA, "r"), jwk(EC, "e")])
    verifier = TokenVerifier({ISSUER: issuer.source})
    of_rsa, of_ec = token(RSA, "RS256", "r"), token(EC, "ES256", "e")
    assert await verifier.verify(of_rsa) == await verifier.verify(of_rsa)
    assert await verifier.verify(of_ec)
    issuer.keys = [jwk(NEW, "r"), jwk(EC, "e")]
    await verifier.refresh()

    assert await refuses(verifier, of_rsa)
    assert await verifier.verify(of_ec)

    later = time.time() + 931
    monkeypatch.setattr("libs.common.auth.verify.time.time", lambda: later)
    assert await refuses(verifier, of_ec)


async def test_tokens_that_are_not_ours_whole_and_fresh_are_refused(issuer: TokenIssuer) -> None:
    good = token(EC, "ES256", "e")
    names = ("exp", "iat", "iss", "aud", "sub", "jti", "client_id", "organisatie", "scope")
    changes: dict[str, Json] = {f"without {name}": {name: None} for name in names} | {
        "expired": {"exp": int(time.time()) - 300},
        "not yet": {"nbf": int(time.time()) + 300},
        "of tomorrow": {"iat": int(time.time()) + 86_400},
        "for another": {"aud": "iets-anders"},
        "of another": {"iss": OTHER},
        "no organisation": {"organisatie": "aanbieder"},
        "another kind of code": {"organisatie": {"type": "gemeente", "code": "90000101"}},
        "digits of another script": {"organisatie": {"type": "gemeente", "code": "٠٣٠٧"}},
        "a number": {"organisatie": {"type": "gemeente", "code": 1234}},
        "an unknown kind": {"organisatie": {"type": "rijk", "code": "1"}},
    }
    refused = {name: token(EC, "ES256", "e", **change) for name, change in changes.items()} | {
        "an identity token": token(EC, "ES256", "e", typ="JWT"),
        "another key": TokenIssuer(ISSUER).issue(OrgType.GEMEENTE, "0307", []),
        "changed": good[:-3] + "abc",
        "empty": "",
        "no token": "a.b.c",
    }
    verifier = trusting(jwk(EC, "e"))

    assert {name for name, given in refused.items() if not await refuses(verifier, given)} == set()
    assert await verifier.verify(good)
    expired = issuer.issue(OrgType.GEMEENTE, "0307", [], timedelta(minutes=-5))
    assert await refuses(issuer.verifier(), expired)


async def test_a_key_counts_for_its_own_issuer_only() -> None:
    """Also where both call it the same."""
    ours, theirs = Published([jwk(EC, "k")]), Published([jwk(NEW, "k")])
    verifier = TokenVerifier({ISSUER: ours.source, OTHER: theirs.source})

    assert await verifier.verify(token(EC, "ES256", "k"))
    assert await verifier.verify(token(NEW, "ES256", "k", iss=OTHER))
    assert await refuses(verifier, token(NEW, "ES256", "k"))
    assert await refuses(verifier, token(EC, "ES256", "k", iss=OTHER))
    assert (ours.asked, theirs.asked) == (1, 1)


async def test_keys_change_while_we_run() -> None:
    """A new key is found when it is first used; the old one works until it is no longer told."""
    published = Published([jwk(EC, "old")])
    verifier = TokenVerifier({ISSUER: published.source})
    old, new = token(EC, "ES256", "old"), token(NEW, "ES256", "new")
    assert await verifier.verify(old)

    published.now += PAUSE_S
    published.keys.append(jwk(NEW, "new"))
    assert await verifier.verify(new)
    assert await verifier.verify(old)
    assert published.asked == 2

    del published.keys[0]
    assert await verifier.verify(old)
    await verifier.refresh()
    assert await refuses(verifier, old)
    assert await verifier.verify(new)


async def test_keys_that_nobody_has_ask_the_issuer_once_in_a_while() -> None:
    published = Published([jwk(EC, "e")])
    verifier = TokenVerifier({ISSUER: published.source})

    for number in range(50):
        assert await refuses(verifier, token(NEW, "ES256", f"k{number}"))
        assert await verifier.verify(token(EC, "ES256", "e"))
    assert published.asked == 1
    published.now += PAUSE_S
    assert await refuses(verifier, token(NEW, "ES256", "k"))
    assert published.asked == 2


async def test_a_token_that_names_no_key_is_of_the_only_one() -> None:
    nameless = token(EC, "ES256")

    assert await trusting(jwk(EC, "e")).verify(nameless)
    assert await refuses(trusting(jwk(EC, "e"), jwk(NEW, "n")), nameless)


async def test_an_issuer_that_is_away_shuts_nobody_out() -> None:
    published = Published([jwk(EC, "e")], away=True)
    verifier = TokenVerifier({ISSUER: published.source})
    good = token(EC, "ES256", "e")

    with pytest.raises(Unavailable):
        await verifier.verify(good)
    with pytest.raises(Unavailable):
        await verifier.verify(good)
    assert (published.asked, verifier.loaded) == (1, False)

    published.away, published.now = False, PAUSE_S
    assert await verifier.verify(good)

    for broken in ({"away": True}, {"away": False, "keys": []}):
        published.__dict__.update(broken)
        with pytest.raises((OSError, ValueError)):
            await verifier.refresh()
        assert await verifier.verify(good)


def test_of_a_key_set_the_fit_ones_are_kept() -> None:
    small = rsa.generate_private_key(65537, 1024)  # noqa: S505 - to be refused
    curve = ec.generate_private_key(ec.SECP384R1())
    private = json.loads(ECAlgorithm.to_jwk(NEW))
    unfit: list[Any] = [
        jwk(RSA, "for encryption", use="enc"),
        jwk(RSA, "for wrapping", key_ops=["wrapKey"]),
        jwk(RSA, "for another algorithm", alg="RSA-OAEP"),
        jwk(RSA, "for another strength", alg="RS512"),
        jwk(small, "small"),
        jwk(curve, "another curve"),
        {**private, "kid": "private"},
        {"kty": "oct", "k": "a2V5", "kid": "secret"},
        {"kty": "RSA", "kid": "half", "n": "AQAB"},
        "no key",
    ]
    fit = [jwk(RSA, "r", key_ops=["verify"]), jwk(EC, "e")]

    found = keys_of_jwks(json.dumps({"keys": unfit + fit}).encode())

    assert {kid: key.algorithms for kid, key in found.items()} == {
        "r": ("RS256", "PS256"),
        "e": ("ES256",),
    }
    for nothing in (b"[]", b"{}", b"<html>", json.dumps({"keys": unfit}).encode()):
        with pytest.raises(ValueError, match=r".+"):
            keys_of_jwks(nothing)
    for key in (small, curve):
        with pytest.raises(ValueError, match="neither RSA"):
            key_of_pem(pem(key))


@pytest.mark.parametrize(
    "answer",
    [
        lambda: httpx.Response(302, headers={"Location": "https://elsewhere.test/keys"}),
        lambda: httpx.Response(500),
        lambda: httpx.Response(200, content=b" " * (MAX_BYTES + 1)),
        lambda: httpx.Response(200, content=b"<html>"),
    ],
    ids=["elsewhere", "broken", "endless", "other"],
)
async def test_what_is_no_key_set_is_not_taken(answer: Callable[[], httpx.Response]) -> None:
    asked = []

    def respond(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return answer()

    source = KeySet(at_url("https://tokens.test/keys", httpx.MockTransport(respond)))

    with pytest.raises((httpx.HTTPError, ValueError)):
        await source.refresh()
    assert (asked, source.loaded) == (["https://tokens.test/keys"], False)


async def test_a_key_set_is_read_from_an_address_and_from_a_file(tmp_path: Path) -> None:
    content = json.dumps({"keys": [jwk(EC, "e")]}).encode()
    (tmp_path / "keys.json").write_bytes(content)
    there = httpx.MockTransport(lambda _: httpx.Response(200, content=content))

    for read in (at_url("https://tokens.test/keys", there), in_file(tmp_path / "keys.json")):
        verifier = TokenVerifier({ISSUER: KeySet(read)})
        assert await verifier.verify(token(EC, "ES256", "e"))


async def test_an_api_is_ready_once_it_knows_the_keys(
    tmp_path: Path, event_log: SqliteEventLog, clock: SimulatedClock, settings: Settings
) -> None:
    published = Published([jwk(EC, "e")], away=True)
    verifier = TokenVerifier({ISSUER: published.source})
    url = f"sqlite+aiosqlite:///{tmp_path / 'things.db'}"
    blueprint = Blueprint("dingen", "1.0.0", "Dingen", "Test.", mechanics(new_metadata()), [])
    service = assemble(blueprint, Parts(url, event_log, clock, verifier, settings))
    (keys,) = [loop for loop in service.beside_api if loop.name == "keys"]

    async def unready() -> str:
        transport = httpx.ASGITransport(service.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            return (await http.get("/readyz")).text

    with pytest.raises(OSError, match="away"):
        await keys.step()
    assert "De sleutels" in await unready()
    published.away = False
    assert await keys.step() is False
    assert "De database" in await unready()
    await service.close()
