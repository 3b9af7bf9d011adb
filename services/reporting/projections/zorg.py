# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What the referral service told of help: awarded, given, and bought with a budget."""

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import LeveringGemeld, PgbVastgesteld, ToewijzingVastgesteld
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.told import Told, columns, rows

_NO_OMVANG = {"volume": None, "eenheid": None, "frequentie": None}


async def project_toewijzingen(session: AsyncSession, told: Told[ToewijzingVastgesteld]) -> None:
    """Versions of awards, to be valued."""
    found = [
        row | (columns(event.omvang, _NO_OMVANG) if event.omvang else _NO_OMVANG)
        for row, (event, _) in zip(rows(t.toewijzing, told), told, strict=True)
    ]
    await store.keep_versions(session, t.toewijzing, found)
    keys = ((event.gemeentecode, event.toewijzing_nummer) for event, _ in told)
    await store.mark_to_value(session, toewijzingen=keys)


async def project_leveringen(session: AsyncSession, told: Told[LeveringGemeld]) -> None:
    """Versions of deliveries."""
    found = [
        row | {"toewijzing_nummer": row["toewijzing_nummer"] or 0} for row in rows(t.levering, told)
    ]
    kept = await store.keep_deliveries(session, found)
    marks = ((row["client_pseudoniem"], row["begindatum"].year, None) for row in kept)
    await store.mark_to_count(session, marks)


async def project_pgbs(session: AsyncSession, told: Told[PgbVastgesteld]) -> None:
    """Versions of budgets of clients."""
    await store.keep_versions(session, t.pgb, rows(t.pgb, told))
