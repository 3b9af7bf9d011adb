# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Places where children stay."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from services.referral import tables as t
from services.referral.domain.verblijf import Verblijf
from services.referral.store.register import Register

verblijven: Register[Verblijf] = Register(t.verblijf, Verblijf)

_c = t.verblijf.c


async def of_client(session: AsyncSession, vault: Vault, client_id: str) -> list[Verblijf]:
    """All places of a child, oldest first."""
    return await verblijven.where(session, vault, _c.client_id == client_id)


async def touching(
    session: AsyncSession, vault: Vault, gemeentecode: str, van: date, tot: date
) -> list[Verblijf]:
    """All places, of children of a gemeente who stayed somewhere in this time."""
    stayed = sa.select(_c.client_id).where(
        _c.gemeentecode == gemeentecode,
        _c.begindatum <= tot,
        sa.or_(_c.einddatum.is_(None), _c.einddatum >= van),
    )
    return await verblijven.where(
        session, vault, _c.gemeentecode == gemeentecode, _c.client_id.in_(stayed)
    )
