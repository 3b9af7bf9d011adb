# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case of the quality of the facts (P-09)."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.domain.datakwaliteit import (
    FEITEN,
    Kwaliteit,
    NietIngedeeld,
    afgeschermd,
    afgeschermde_producten,
    kwaliteit,
    niet_ingedeeld,
)
from services.reporting.domain.indicatoren.feiten import Feiten, Vraag
from services.reporting.handlers.gevraagd import Gebied, Gevraagd
from services.reporting.handlers.laden import load_kinds


@dataclass(frozen=True, slots=True)
class Oordeel:
    """Of all providers together, of each, and the products that nobody placed."""

    totaal: Kwaliteit
    aanbieders: Mapping[str, Kwaliteit]
    niet_ingedeeld: Sequence[NietIngedeeld]


async def read_quality(
    session: AsyncSession, gebied: Gebied, gevraagd: Gevraagd, drempel: int
) -> Oordeel:
    """Of a place and a period, as known at a moment, without what is of few clients."""
    geladen = await load_kinds(session, gebied, gevraagd, FEITEN)
    # Beside the loop: every award and line of the period is looked at.
    within = gevraagd.bekend(gevraagd.periode)
    return await asyncio.to_thread(_oordeel, geladen.feiten, within, drempel)


def _oordeel(feiten: Feiten, vraag: Vraag, drempel: int) -> Oordeel:
    shown = afgeschermd(*kwaliteit(feiten, vraag), drempel)
    return Oordeel(*shown, afgeschermde_producten(niet_ingedeeld(feiten, vraag), drempel))
