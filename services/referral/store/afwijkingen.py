# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Why help was awarded beside the contracts; the words are sealed."""

from typing import cast

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from services.referral import tables as t
from services.referral.domain.contract import Afwijking, Grond

_c = t.contractafwijking.c


async def keep(
    session: AsyncSession, vault: Vault, toewijzing_id: str, afwijking: Afwijking
) -> None:
    """With the toewijzing that it is about."""
    values = {
        "toewijzing_id": toewijzing_id,
        "grond": afwijking.grond,
        "motivering_verzegeld": vault.seal(afwijking.motivering.encode()),
    }
    await session.execute(sa.insert(t.contractafwijking).values(values))


async def of_toewijzing(
    session: AsyncSession, vault: Vault, toewijzing_id: str
) -> Afwijking | None:
    """The ground with the words."""
    query = sa.select(t.contractafwijking).where(_c.toewijzing_id == toewijzing_id)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    return Afwijking(cast(Grond, row.grond), vault.open(row.motivering_verzegeld).decode())


async def grond_of(session: AsyncSession, toewijzing_id: str) -> Grond | None:
    """The ground alone."""
    grond = await session.scalar(sa.select(_c.grond).where(_c.toewijzing_id == toewijzing_id))
    return cast(Grond | None, grond)
