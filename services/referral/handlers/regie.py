# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the use cases around a family share: finding, refusing, keeping, telling."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import NotFound
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.handlers.bezwaren import refuse
from services.referral.store import clienten
from services.referral.store.register import Record, Register

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Aan:
    """An act of a gemeente on one of its records; `unchanged` may refuse its version (412)."""

    gemeentecode: str
    id: str
    unchanged: Callable[[int], None]


async def lock_client(
    rt: Runtime, session: AsyncSession, gemeentecode: str, client_id: str
) -> Client:
    """A client of the gemeente, locked; 400 when it has none such."""
    vault = rt.need_vault()
    found = await clienten.read(session, vault, gemeentecode, client_id)
    if found is None:
        refuse([("clientId", "is geen client van de gemeente")], "onbekend")
    return await clienten.lock(session, vault, client_id)


async def held(rt: Runtime, session: AsyncSession, register: Register[R], aan: Aan) -> R:
    """The record, locked, in the version that the caller meant; 404 and 412."""
    found = await register.take(session, rt.need_vault(), aan.gemeentecode, aan.id)
    if found is None:
        raise NotFound("Deze bron bestaat niet.")
    aan.unchanged(found.versie)
    return found
