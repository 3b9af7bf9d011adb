# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Answers about records in versions: a page, one, one that was made, one that changed."""

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from libs.common.api import Answer, decode_cursor, etag, location, paged
from libs.common.auth import Caller
from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.referral.store.register import Record, Register

R = TypeVar("R", bound=Record)


async def page_of(
    request: Request,
    rt: Runtime,
    caller: Caller,
    page: tuple[Register[R], Callable[[R], BaseModel], str | None, int],
    *conditions: sa.ColumnElement[bool],
) -> Response:
    """A page of the caller's; `page` is (register, how one is shown, cursor, limit)."""
    register, show, cursor, limit = page
    at = (decode_cursor(cursor), limit)
    async with rt.db.read() as session:
        found = await register.listed(session, rt.need_vault(), caller.code, at, *conditions)
    last = found[-1].id if len(found) == limit else None
    return paged(request, [show(one) for one in found], last)


async def one_of(rt: Runtime, caller: Caller, register: Register[R], record_id: str) -> R:
    """One of the caller's; 404 for any other."""
    async with rt.db.read() as session:
        found = await register.read(session, rt.need_vault(), caller.code, record_id)
    if found is None:
        raise NotFound("Deze bron bestaat niet.")
    return found


def tagged(response: Response, versie: int) -> None:
    """Its version as ETag."""
    response.headers["ETag"] = etag(versie)


def made(request: Request, path: str, record: Record, shown: BaseModel) -> Answer:
    """201 with the place of what was made under this path."""
    place = location(request, f"{path}/{record.id}")
    return Answer(201, shown, {"Location": place, "ETag": etag(record.versie)})


def changed(record: Record, shown: BaseModel) -> Answer:
    """200 with the next version."""
    return Answer(200, shown, {"ETag": etag(record.versie)})
