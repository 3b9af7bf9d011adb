# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Writes over HTTP: one transaction each, repeatable under an Idempotency-Key."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common import idempotency
from libs.common.api.request import runtime_of
from libs.common.auth import Caller
from libs.common.idempotency import StoredAnswer
from libs.common.problem import PreconditionFailed, PreconditionRequired

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


IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=40,
        description="ETag van de versie waarop de wijziging is gebaseerd. Ontbreekt hij bij wat er "
        "al is, dan volgt 428; is de bron intussen gewijzigd, dan volgt 412.",
    ),
]


IfNoneMatch = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=400,
        description="ETag van wat u al hebt. Is het niet veranderd, dan volgt 304, zonder inhoud.",
    ),
]


@dataclass(frozen=True, slots=True)
class ChangeHeaders:
    """What a change carries; `write` and `require_match` read them from the request."""

    if_match: IfMatch = None
    idempotency_key: IdempotencyKey = None


Change = Annotated[ChangeHeaders, Depends()]
"""In the signature of each change, so that the API document lists its headers."""


@dataclass(frozen=True, slots=True)
class StepHeaders:
    """What a step on a case may carry: the state that it was decided on, read by `match_if_given`.

    Without it the machine of the case keeps the order of steps.
    """

    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            max_length=40,
            description="ETag van de stand waarop u beslist. Is er intussen een stap gezet, dan "
            "volgt 412.",
        ),
    ] = None
    idempotency_key: IdempotencyKey = None


Step = Annotated[StepHeaders, Depends()]
"""In the signature of each such step, so that the API document lists its headers."""


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
    request: Request,
    caller: Caller,
    act: Callable[[AsyncSession], Awaitable[Answer]],
    content: bytes | None = None,
) -> Response:
    """Run `act` in one transaction; its answer leaves only after the commit.

    With an `Idempotency-Key` the answer is stored in that same transaction. The same key with
    another request is a 409; a refused request stores nothing. `content` tells requests apart
    where the endpoint read the body itself.
    """
    runtime = await runtime_of(request)
    key = request.headers.get("Idempotency-Key")
    async with runtime.db.begin() as session:
        if key is None:
            return _response((await act(session)).stored())
        store = idempotency.Store(runtime.mechanics.idempotency, runtime.clock, runtime.vault)
        signature = await _signature(request, caller, content)
        asked = idempotency.Asked(caller.client_id, key, signature)
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
    """Every change says of which version it is: 428 without an `If-Match`, 412 with that of another
    version than the one now held. So of two who read the same only one changes it.

    `versie` 0 stands for a resource that is not there: it needs no header, and that matches
    nothing, not even `*`.
    """
    if versie > 0 and "If-Match" not in request.headers:
        raise PreconditionRequired(
            "Stuur in If-Match de ETag mee van de versie die u wijzigt: lees haar eerst."
        )
    match_if_given(request, versie)


def match_if_given(request: Request, versie: int) -> None:
    """412 for another version; for what is registered without being read first (an upsert), and for
    steps that have an order of their own.
    """
    wanted = request.headers.get("If-Match")
    matches = wanted == etag(versie) or (wanted == "*" and versie > 0)
    if wanted is not None and not matches:
        raise PreconditionFailed(
            f"De bron is intussen gewijzigd: de huidige versie is {versie}.",
            headers={"ETag": etag(versie)},
        )


def is_known(request: Request, tag: str) -> bool:
    """Whether the caller says that it has what goes under this entity tag (`If-None-Match`)."""
    told = request.headers.get("If-None-Match", "").split(",")
    return any(one.strip().removeprefix("W/") == tag for one in told)


async def _signature(request: Request, caller: Caller, content: bytes | None) -> bytes:
    """What must be the same for an answer to be given again: for whom it is, too, since one program
    may come for several organisations.
    """
    given = await request.body() if content is None else content
    asked = f"{caller.org_type}:{caller.code} {request.method} {request.url.path}\n"
    return asked.encode() + given


def _response(stored: StoredAnswer) -> Response:
    media = "application/json" if stored.body else None
    return Response(stored.body, stored.status, headers=stored.headers, media_type=media)
