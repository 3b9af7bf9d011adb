# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts with help that asked for no award (R-03) beside all other; indicators leave it out."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.indicatoren.feiten import Feiten
from services.reporting.domain.indicatoren.verdeeld import binnen
from services.reporting.handlers.gevraagd import Gebied, Geladen, Gevraagd
from services.reporting.store.cbs import free_help


async def with_free_help(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, geladen: Geladen
) -> Geladen:
    """The same facts of a place, and this."""
    codes: set[str] | None = None
    if gebied.gemeente is not None:
        codes = {gebied.gemeente}
    elif gebied.regio is not None:
        codes = {lid.gemeentecode for lid in geladen.leden}
    found = Feiten(hulp=await free_help(session, codes, gevraagd.peilmoment))
    if gebied.regio is not None:
        found = binnen(found, geladen.leden)
    hulp = [*geladen.feiten.hulp, *found.hulp]
    return replace(geladen, feiten=replace(geladen.feiten, hulp=hulp))
