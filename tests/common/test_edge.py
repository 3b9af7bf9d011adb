# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The shared HTTP edge, seen from outside through a small application of its own."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Annotated

import httpx
import jwt
import pytest
import sqlalchemy as sa
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.api import (
    Answer,
    ApiModel,
    Cursor,
    IdempotencyKey,
    Limit,
    Rt,
    decode_cursor,
    paged,
    write,
)
from libs.common.auth import Caller, OrgType, TokenIssuer, allow
from libs.common.clock import SimulatedClock
from libs.common.db import new_metadata, open_engine
from libs.common.eventlog.sqlite import SqliteEventLog
from libs.common.mechanics import mechanics
from libs.common.problem import Conflict
from libs.common.runtime import Parts
from libs.common.service import Blueprint, assemble
from libs.common.settings import Settings

METADATA = new_metadata()
MECHANICS = mechanics(METADATA)
THINGS = sa.Table("thing", METADATA, sa.Column("name", sa.String(20), primary_key=True))
ROUTER = APIRouter()
Writer = Annotated[Caller, allow("dingen:schrijven", OrgType.GEMEENTE)]


class Ding(ApiModel):
    naam: str = Field(min_length=2)
    sinds_datum: date | None = None
    aantal: int = Field(default=1, ge=1)


@ROUTER.post("/dingen", status_code=201, response_model=Ding)
async def post_thing(
    body: Ding, request: Request, caller: Writer, idempotency_key: IdempotencyKey = None
) -> Response:
    async def act(session: AsyncSession) -> Answer:
        if body.naam == "bezet":
            raise Conflict("Deze naam is bezet.")
        await session.execute(sa.insert(THINGS).values(name=body.naam))
        return Answer(201, body)

    return await write(request, caller, act)


@ROUTER.get("/dingen", response_model=list[Ding])
async def list_things(
    request: Request, rt: Rt, caller: Writer, cursor: Cursor = None, limit: Limit = 2
) -> Response:
    decode_cursor(cursor)
    async with rt.db.read() as session:
        rows = (await session.execute(sa.select(THINGS).limit(limit))).all()
    return paged(request, [Ding(naam=r.name) for r in rows], "volgende")


@ROUTER.get("/stuk", response_model=Ding)
async def break_down(caller: Writer) -> Ding:
    raise RuntimeError("999900006 must not come out")


async def create_tables(url: str, metadata: sa.MetaData) -> None:
    """The mechanics alone belong to no service, so no migration makes them."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()


@pytest.fixture
async def http(
    tmp_path: Path,
    event_log: SqliteEventLog,
    clock: SimulatedClock,
    issuer: TokenIssuer,
    settings: Settings,
) -> AsyncIterator[httpx.AsyncClient]:
    parts = Parts(
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'things.db'}",
        log=event_log,
        clock=clock,
        verifier=issuer.verifier(),
        settings=settings,
    )
    blueprint = Blueprint("dingen", "1.2.3", "Dingen", "Voor deze test.", MECHANICS, [ROUTER])
    service = assemble(blueprint, parts)
    await create_tables(parts.database_url, METADATA)
    token = issuer.issue(OrgType.GEMEENTE, "0307", ["dingen:schrijven"])
    transport = httpx.ASGITransport(service.app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test/v1", headers=headers
    ) as client:
        yield client
    await service.close()


async def test_every_answer_has_version_and_security_headers(http: httpx.AsyncClient) -> None:
    for path in ("/dingen", "/bestaat-niet", "/stuk", "/openapi.json"):
        answer = await http.get(path)

        assert answer.headers["API-Version"] == "1.2.3"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


async def test_all_invalid_fields_are_named_together(http: httpx.AsyncClient) -> None:
    body = {"naam": "x", "sindsDatum": "31-12-2026", "aantal": 0, "kleur": "rood"}

    answer = await http.post("/dingen", json=body)

    problem = answer.json()
    assert answer.status_code == problem["status"] == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {p["name"] for p in problem["invalidParams"]} == {
        "naam",
        "sindsDatum",
        "aantal",
        "kleur",
    }


async def test_a_fault_of_ours_tells_nothing(http: httpx.AsyncClient) -> None:
    answer = await http.get("/stuk")

    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "999900006" not in answer.text
    assert "RuntimeError" not in answer.text


async def test_paths_and_methods_that_are_not_there(http: httpx.AsyncClient) -> None:
    assert (await http.get("/dingen/")).status_code == 404
    refused = await http.delete("/dingen")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD, POST"
    head = await http.head("/dingen")
    assert (head.status_code, head.content) == (200, b"")


async def test_no_token_and_too_little_token(http: httpx.AsyncClient, issuer: TokenIssuer) -> None:
    def bearer(org_type: OrgType, *scopes: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {issuer.issue(org_type, '0307', scopes)}"}

    nothing = await http.get("/dingen", headers={"Authorization": ""})
    other_scope = await http.get("/dingen", headers=bearer(OrgType.GEMEENTE, "iets:anders"))
    other_kind = await http.get("/dingen", headers=bearer(OrgType.REGIO, "dingen:schrijven"))

    assert nothing.status_code == 401
    assert "WWW-Authenticate" in nothing.headers
    assert (other_scope.status_code, other_kind.status_code) == (403, 403)


async def test_nothing_of_a_stranger_is_read(http: httpx.AsyncClient) -> None:
    """The framework reads a body before it asks who sent it: nobody fills our memory that way."""
    sent = Pieces(64)
    for authorization in ("Bearer geen.echt.token", "Basic x"):
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        answer = await http.post("/dingen", content=sent.sending(), headers=headers)
        assert (answer.status_code, sent.taken) == (401, 0)


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_is_read_to_its_bound(http: httpx.AsyncClient, announced: bool) -> None:
    """One that says how large it is, is not begun with."""
    sent = Pieces(64)
    headers = {"Content-Type": "application/json"}
    if announced:
        headers["Content-Length"] = str(sent.size)
    answer = await http.post("/dingen", content=sent.sending(), headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (413, "te-groot")
    assert "25 MB" in answer.json()["detail"]
    assert sent.taken == (0 if announced else 26)


class Pieces:
    """A body of so many megabytes, that knows how many of them were taken."""

    def __init__(self, count: int) -> None:
        self.size = count * 1024 * 1024
        self.taken = 0
        self._count = count

    async def sending(self) -> AsyncIterator[bytes]:
        for _ in range(self._count):
            self.taken += 1
            yield b" " * (1024 * 1024)


async def test_the_same_key_does_a_thing_once(http: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "0191e1a2-key-1"}

    first = await http.post("/dingen", json={"naam": "een"}, headers=key)
    again = await http.post("/dingen", json={"naam": "een"}, headers=key)
    other = await http.post("/dingen", json={"naam": "twee"}, headers=key)
    unkeyed = await http.post("/dingen", json={"naam": "een"})

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")
    assert unkeyed.status_code == 409


async def test_a_program_of_two_organisations_gets_no_answer_of_the_other(
    http: httpx.AsyncClient, issuer: TokenIssuer
) -> None:
    """By the same key and the same words, of one `client_id`."""

    def bearer(code: str) -> dict[str, str]:
        token = issuer.issue(OrgType.GEMEENTE, code, ["dingen:schrijven"])
        claims = jwt.decode(token, options={"verify_signature": False})
        made = jwt.encode(
            claims | {"client_id": "leverancier"},
            issuer._key,
            algorithm="ES256",
            headers={"typ": "at+jwt"},
        )
        return {"Authorization": f"Bearer {made}", "Idempotency-Key": "een-sleutel"}

    first, other, again = [
        await http.post("/dingen", json={"naam": "een"}, headers=bearer(code))
        for code in ("0307", "0308", "0307")
    ]
    assert (first.status_code, again.status_code, again.text) == (201, 201, first.text)
    assert (other.status_code, other.json()["code"]) == (409, "sleutel-hergebruikt")


async def test_a_refused_write_leaves_nothing_behind(http: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "0191e1a2-key-2"}

    refused = await http.post("/dingen", json={"naam": "bezet"}, headers=key)
    after = await http.post("/dingen", json={"naam": "vrij"}, headers=key)

    assert (refused.status_code, after.status_code) == (409, 201)


async def test_pages_link_to_the_next(http: httpx.AsyncClient) -> None:
    page = await http.get("/dingen")

    assert page.links["next"]["url"].startswith("/v1/dingen?cursor=")
    assert (await http.get("/dingen?cursor=!!")).status_code == 400
    assert (await http.get("/dingen?limit=0")).status_code == 400


async def test_probes_metrics_and_document_are_open(http: httpx.AsyncClient) -> None:
    live = await http.get("http://test/livez", headers={"Authorization": ""})
    metrics = await http.get("http://test/metrics", headers={"Authorization": ""})
    document = (await http.get("/openapi.json", headers={"Authorization": ""})).json()
    not_migrated = await http.get("http://test/readyz", headers={"Authorization": ""})

    assert live.text == "ok"
    assert b"jeugdregio_request_seconds_bucket" in metrics.content
    assert not_migrated.status_code == 503
    operation = document["paths"]["/dingen"]["post"]
    assert operation["security"] == [{"oauth2": ["dingen:schrijven"]}]
    assert "422" not in operation["responses"]
    assert document["components"]["schemas"]["Ding"]["properties"]["sindsDatum"]["type"] == [
        "string",
        "null",
    ]
