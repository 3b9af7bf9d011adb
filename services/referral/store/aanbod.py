# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What can be offered in a gemeente: contracts, client stops, places, and how long it took."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.referral import tables as t
from services.referral.domain.aanbod import Aanbod, Clientenstop, Plaatsen, wachttijd
from services.referral.store.rows import Values

TERUG = timedelta(days=365)
"""How far back starts count for a waiting time."""

Product = tuple[str, str, str]


async def keep_stop(session: AsyncSession, values: Values) -> None:
    """A client stop, if newer."""
    await session.execute(upsert(t.clientenstop, values, key=("dossier_id",), newer="versie"))


async def keep_places(session: AsyncSession, values: Values) -> None:
    """Places, if newer."""
    await session.execute(upsert(t.capaciteit, values, key=("dossier_id",), newer="versie"))


async def stops_of(session: AsyncSession, agb_code: str) -> tuple[Clientenstop, ...]:
    """Those of an aanbieder, past ones too."""
    c = t.clientenstop.c
    query = sa.select(t.clientenstop).where(c.agb_code == agb_code).order_by(c.dossier_id)
    return tuple(_stop(row) for row in await session.execute(query))


async def offered(
    session: AsyncSession,
    gemeentecode: str,
    product: tuple[str | None, str | None],
    today: date,
) -> list[Aanbod]:
    """Each contracted product that fits, by aanbieder and product."""
    contracted = await _contracted(session, gemeentecode, product, today)
    names = await _names(session)
    stops = await _stops(session)
    places = await _places(session, today.year)
    waits = await _waits(session, gemeentecode, today)
    return [
        Aanbod(
            agb_code=agb_code,
            naam=names.get(agb_code),
            categorie=categorie,
            code=code,
            clientenstop=any(
                one.stops((categorie, code), gemeentecode, today) for one in stops[agb_code]
            ),
            wachttijd=wachttijd(waits[agb_code, categorie, code]),
            plaatsen=tuple(places[agb_code]),
        )
        for agb_code, categorie, code in contracted
    ]


async def _contracted(
    session: AsyncSession,
    gemeentecode: str,
    product: tuple[str | None, str | None],
    today: date,
) -> list[Product]:
    p, k = t.contractproduct.c, t.contract.c
    query = (
        sa.select(k.agb_code, p.categorie, p.code, k.gemeentecodes)
        .join(t.contract, k.contract_id == p.contract_id)
        .where(k.geldig_van <= today, sa.or_(k.geldig_tot.is_(None), k.geldig_tot >= today))
    )
    for column, wanted in zip((p.categorie, p.code), product, strict=True):
        if wanted is not None:
            query = query.where(column == wanted)
    rows = await session.execute(query)
    found = {(r.agb_code, r.categorie, r.code) for r in rows if gemeentecode in r.gemeentecodes}
    return sorted(found)


async def _names(session: AsyncSession) -> dict[str, str | None]:
    rows = await session.execute(sa.select(t.aanbieder.c.agb_code, t.aanbieder.c.naam))
    return {row.agb_code: row.naam for row in rows}


async def _stops(session: AsyncSession) -> defaultdict[str, list[Clientenstop]]:
    found: defaultdict[str, list[Clientenstop]] = defaultdict(list)
    for row in await session.execute(sa.select(t.clientenstop)):
        found[row.agb_code].append(_stop(row))
    return found


def _stop(row: sa.Row[Any]) -> Clientenstop:
    return Clientenstop(
        row.agb_code,
        frozenset(row.producten),
        frozenset(row.gemeentecodes),
        row.geldig_van,
        row.geldig_tot,
    )


async def _places(session: AsyncSession, jaar: int) -> defaultdict[str, list[Plaatsen]]:
    c = t.capaciteit.c
    found: defaultdict[str, list[Plaatsen]] = defaultdict(list)
    query = sa.select(t.capaciteit).where(c.jaar == jaar).order_by(c.functie, c.dossier_id)
    for row in await session.execute(query):
        found[row.agb_code].append(Plaatsen(row.functie, row.afgesproken, row.beschikbaar))
    return found


async def _waits(
    session: AsyncSession, gemeentecode: str, today: date
) -> defaultdict[Product, list[int]]:
    """Days from the request to the start of help, of starts in the last year."""
    award, asked, start = t.toewijzing.c, t.verzoek.c, t.levering.c
    begin = sa.func.min(start.begindatum)
    query = (
        sa.select(
            award.agb_code,
            award.categorie,
            award.code,
            asked.ontvangen_op,
            begin.label("begin"),
        )
        .join(t.verzoek, asked.id == award.verzoek_id)
        .join(
            t.levering,
            sa.and_(
                start.client_id == award.client_id,
                start.agb_code == award.agb_code,
                start.toewijzing_nummer == award.toewijzing_nummer,
            ),
        )
        .where(award.gemeentecode == gemeentecode, award.code.is_not(None), ~start.verwijderd)
        .group_by(award.id, award.agb_code, award.categorie, award.code, asked.ontvangen_op)
        .having(begin.between(today - TERUG, today))
    )
    found: defaultdict[Product, list[int]] = defaultdict(list)
    for row in await session.execute(query):
        days = (row.begin - row.ontvangen_op.date()).days
        found[row.agb_code, row.categorie, row.code].append(max(0, days))
    return found
