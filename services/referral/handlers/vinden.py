# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Finding whom an act is about: registered, and locked while it is done."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.problem import InvalidInput, InvalidParam, NotFound
from libs.common.runtime import Runtime
from services.referral.domain.client import Client
from services.referral.store import clienten
from services.referral.store.clienten import Bekend


class OfClient(Protocol):
    """What is kept of one client."""

    @property
    def client_id(self) -> str:
        """Whose it is."""
        ...


O = TypeVar("O", bound=OfClient)  # noqa: E741 - what is of a client


async def registered(rt: Runtime, session: AsyncSession, who: Bekend) -> Client:
    """A client of the gemeente; 400 when it has none such."""
    client = await clienten.find(session, rt.need_vault(), who)
    if client is None:
        reason = "hoort bij een client die de gemeente nog niet heeft geregistreerd"
        given = "bsn" if who.bsn else "kenmerk"
        raise InvalidInput(
            "Registreer eerst de client.", invalid_params=[InvalidParam(given, "onbekend", reason)]
        )
    return client


async def locked(
    rt: Runtime, session: AsyncSession, read: Callable[[], Awaitable[O | None]], absent: str
) -> tuple[O, Client]:
    """What `read` finds, with its client locked; 404 that says `absent` when there is none.

    It is read again once the client is locked: of two acts at once the second sees the first.
    """
    found = await read()
    if found is None:
        raise NotFound(absent)
    client = await clienten.lock(session, rt.need_vault(), found.client_id)
    return await read() or found, client
