# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Escalations."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from services.referral import tables as t
from services.referral.domain.escalatie import Escalatie
from services.referral.store.register import Register

escalaties: Register[Escalatie] = Register(t.escalatie, Escalatie)

_c = t.escalatie.c


async def open_of(session: AsyncSession, vault: Vault, client_id: str) -> Escalatie | None:
    """The one of a client that was not closed."""
    found = await escalaties.where(
        session, vault, _c.client_id == client_id, _c.toestand != "afgesloten"
    )
    return found[0] if found else None
