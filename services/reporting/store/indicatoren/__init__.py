# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Facts for indicators, as known at a moment, only of the kinds that are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting import tables as t
from services.reporting.domain.indicatoren.cellen import Lid
from services.reporting.domain.indicatoren.feiten import Feiten
from services.reporting.domain.indicatoren.indeling import Indeling, Regel
from services.reporting.store.indicatoren.bereik import Bereik
from services.reporting.store.indicatoren.overig import READERS, Overig
from services.reporting.store.indicatoren.zorg import Lezer, Verwijzers, clients, referrers
from services.reporting.store.window import known_at

__all__ = ["Bereik", "load_facts", "members"]

_CARE = {"hulp": Lezer.hulp, "bedragen": Lezer.bedragen, "toewijzingen": Lezer.toewijzingen}


async def load_facts(
    session: AsyncSession, bereik: Bereik, soorten: Iterable[str], leden: Sequence[Lid]
) -> Feiten:
    """The kinds asked for (`verwijzers` among them: by whom clients were referred)."""
    asked = set(soorten)
    indeling = await _indeling(session, bereik, leden)
    found: dict[str, Any] = {}
    care = asked & _CARE.keys()
    if care:
        named = await referrers(session, bereik) if "verwijzers" in asked else Verwijzers()
        lezer = Lezer(session, bereik, indeling, named)
        for kind in care:
            found[kind] = await _CARE[kind](lezer)
    overig = Overig(session, bereik, indeling)
    for kind in asked & READERS.keys():
        found[kind] = await READERS[kind](overig)
    if "clienten" in asked:
        found["clienten"] = await clients(session, bereik)
    return Feiten(**found)


async def members(
    session: AsyncSession, peilmoment: datetime, regio: str | None = None
) -> list[Lid]:
    """Memberships as they were known, of one region or of all."""
    lid, region = t.regio_lid.c, t.regio.c
    of_version = sa.and_(lid.regiocode == region.regiocode, lid.versie == region.versie)
    query = (
        sa.select(lid.regiocode, lid.gemeentecode, lid.geldig_van, lid.geldig_tot)
        .join(t.regio, of_version)
        .where(known_at(t.regio, peilmoment))
        .order_by(lid.regiocode, lid.gemeentecode, lid.geldig_van)
    )
    if regio is not None:
        query = query.where(lid.regiocode == regio)
    return [Lid(*row) for row in await session.execute(query)]


async def _indeling(session: AsyncSession, bereik: Bereik, leden: Sequence[Lid]) -> Indeling:
    """Where products are placed by gemeenten and by the regions that they are in."""
    c = t.productindeling.c
    query = sa.select(
        c.eigenaar,
        c.categorie,
        c.code,
        c.segment,
        c.zorgvorm,
        c.cbs_hulpvorm,
        c.geldig_van,
        c.geldig_tot,
    ).where(known_at(t.productindeling, bereik.peilmoment))
    regels = [Regel(*row) for row in await session.execute(query.order_by(c.dossier_id))]
    eigenaren: defaultdict[str, list[str]] = defaultdict(list)
    for lid in leden:
        if lid.regio not in eigenaren[lid.gemeente]:
            eigenaren[lid.gemeente].append(lid.regio)
    return Indeling(regels, eigenaren)
