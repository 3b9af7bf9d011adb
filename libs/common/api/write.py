# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Writes over HTTP: one transaction each, repeatable under an Idempotency-Key."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Header, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common import idempotency
from libs.common.api.request import runtime_of
from libs.common.auth import Caller
from libs.common.idempotency import StoredAnswer
from libs.common.problem import PreconditionFailed

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=100,
        description="Zelfgekozen sleutel (UUID); dezelfde aanvraag met dezelfde sleutel "
        "wordt niet nog eens uitgevoerd en krijgt hetzelfde antwoord.",
    ),
]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act has to say to the caller."""

    status: int
    body: BaseModel | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def stored(self) -> StoredAnswer:
        """The same as bytes."""
        body = b"" if self.body is None else self.body.model_dump_json(by_alias=True).encode()
        return StoredAnswer(self.status, dict(self.headers), body)


async def write(
    request: Request, caller: Caller, act: Callable[[AsyncSession], Awaitable[Answer]]
) -> Response:
    """Run `act` in one transaction; its answer leaves only after the commit.

    With an `Idempotency-Key` the answer is stored in that same transaction. The same key with
    another request is a 409; a refused request stores nothing.
    """
    runtime = await runtime_of(request)
    key = request.headers.get("Idempotency-Key")
    async with runtime.db.begin() as session:
        if key is None:
            return _response((await act(session)).stored())
        store = idempotency.Store(runtime.mechanics.idempotency, runtime.clock, runtime.vault)
        asked = idempotency.Asked(caller.client_id, key, await _signature(request))
        earlier = await store.find(session, asked)
        if earlier is not None:
            return _response(earlier)
        answer = (await act(session)).stored()
        await store.keep(session, asked, answer)
        return _response(answer)


def etag(versie: int) -> str:
    """Entity tag of a version number."""
    return f'"{versie}"'


def require_match(request: Request, versie: int) -> None:
    """412 when the caller's `If-Match` names another version than the one now held.

    `versie` 0 stands for a resource that is not there: that matches nothing, not even `*`.
    """
    wanted = request.headers.get("If-Match")
    matches = wanted == etag(versie) or (wanted == "*" and versie > 0)
    if wanted is not None and not matches:
        raise PreconditionFailed(
            f"De bron is intussen gewijzigd: de huidige versie is {versie}.",
            headers={"ETag": etag(versie)},
        )


async def _signature(request: Request) -> bytes:
    return f"{request.method} {request.url.path}\n".encode() + await request.body()


def _response(stored: StoredAnswer) -> Response:
    media = "application/json" if stored.body else None
    return Response(stored.body, stored.status, headers=stored.headers, media_type=media)
