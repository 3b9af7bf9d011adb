# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A signed view of another installation cannot be made into another view."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode

import jwt
import sqlalchemy as sa
from cryptography.hazmat.primitives import serialization

from libs.common.auth import OrgType
from services.reporting.api.federatie import JOSE
from services.reporting.domain.federatie import TYPE
from tests.reporting.story import Json
from tests.reporting.test_reporting_federatie import POST, Federation, a_key, federation

__all__ = ["federation"]


async def test_federation_a_copy_that_was_changed_or_made_by_another_is_refused(
    federation: Federation,
) -> None:
    """Of a view that was delivered: nobody makes another of it, with what is known to all."""
    await federation.federate()
    before = await federation.view()
    rt = federation.holder.service.runtime
    kept = rt.mechanics.outbox.outbox.metadata.tables["federatie_weergave"]
    async with rt.db.read() as session:
        (jws,) = (await session.scalars(sa.select(kept.c.jws))).all()
    region = federation.of(OrgType.REGIO, "BBB")
    for how, copy in copies_of(jws, federation.key).items():
        answer = await region.post(POST, content=copy, headers={"Content-Type": JOSE})
        assert (how, answer.status_code) == (how, 403), answer.text
        assert answer.json()["code"] == "handtekening-ongeldig", how
    assert await federation.view() == before
    again = await region.post(POST, content=jws, headers={"Content-Type": JOSE})
    assert again.json()["uitkomst"] == "ongewijzigd", (
        "the view itself is taken, and changes nothing"
    )


def copies_of(jws: str, private: str) -> dict[str, str]:
    """A signed view, made into another in the ways that are known."""
    head, body, signature = jws.split(".")
    claims = json.loads(_unpadded(body))
    more = json.loads(json.dumps(claims))
    more["weergave"]["peilmoment"] = "2027-01-01T00:00:00Z"
    key = serialization.load_pem_private_key(private.encode(), None)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    by_secret = f"{_packed({'alg': 'HS256', 'typ': TYPE})}.{_packed(more)}"
    stamp = hmac.new(public, by_secret.encode(), hashlib.sha256).digest()
    own: Json = {"algorithm": "ES256", "headers": {"typ": TYPE}}
    return {
        "other content": f"{head}.{_packed(more)}.{signature}",
        "no signature": f"{_packed({'alg': 'none', 'typ': TYPE})}.{_packed(more)}.",
        "its public key as a secret": f"{by_secret}.{_padless(stamp)}",
        "a key of another": jwt.encode(more, a_key()[0], **own),
        "in the name of another": jwt.encode(more | {"iss": "ander"}, private, **own),
        "for something else": jwt.encode(more | {"aud": "jeugdregio"}, private, **own),
        "of another type": jwt.encode(more, private, algorithm="ES256"),
        "with its key in the head": jwt.encode(
            more,
            a_key()[0],
            algorithm="ES256",
            headers={"typ": TYPE, "jwk": {"kty": "EC"}, "jku": "https://elders.test"},
        ),
    }


def _packed(value: object) -> str:
    return _padless(json.dumps(value).encode())


def _padless(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unpadded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
