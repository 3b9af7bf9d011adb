# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What was found about reports when they were taken in: kept with the delivery, gone with it."""

from collections.abc import Callable, Collection, Coroutine, Mapping
from datetime import date
from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import AMSTERDAM
from libs.common.logboek import Sleutel, note
from libs.common.upsert import upsert
from services.referral import tables as t
from services.referral.domain.levering import Melding, StopMelding
from services.referral.domain.signaal import Meldingsoort, Opvallend, Signaal, Toegewezen
from services.referral.store.leveringen import Relatie, as_text
from services.referral.store.signalen import sent_mail

_s = t.meldsignaal.c

List = Callable[[AsyncSession, str, date, str, int], Coroutine[Any, Any, list[Signaal]]]
"""Gemeente, today, the place after which to go on, and how many."""


async def awarded(
    session: AsyncSession, relatie: Relatie, nummers: Collection[int | None]
) -> dict[int, Toegewezen]:
    """The toewijzingen with these numbers, each with the day on which it was first told."""
    award, carried, out = t.toewijzing.c, t.verzonden_toewijzing.c, sent_mail()
    query = (
        sa.select(
            award.toewijzing_nummer,
            award.categorie,
            award.code,
            sa.func.min(out.c.vrijgegeven_op).label("verzonden_op"),
        )
        .join(t.verzonden_toewijzing, carried.toewijzing_id == award.id, isouter=True)
        .join(out, out.c.id == carried.verzending_id, isouter=True)
        .where(award.client_id == relatie.client_id, award.agb_code == relatie.agb_code)
        .where(award.toewijzing_nummer.in_(sorted(n for n in nummers if n is not None)))
        .group_by(award.toewijzing_nummer, award.categorie, award.code)
    )
    found = {}
    for row in await session.execute(query):
        told = row.verzonden_op and row.verzonden_op.astimezone(AMSTERDAM).date()
        found[row.toewijzing_nummer] = Toegewezen(row.categorie, row.code, told)
    return found


async def keep(session: AsyncSession, gemeentecode: str, relatie: Relatie, one: Opvallend) -> None:
    """In the place of what was found about the same report before."""
    values = {
        "client_id": relatie.client_id,
        "agb_code": relatie.agb_code,
        "sleutel": as_text(one.sleutel),
        "soort": one.soort,
        "gemeentecode": gemeentecode,
        "toewijzing_nummer": one.sleutel.toewijzing_nummer,
        "categorie": one.sleutel.categorie,
        "code": one.sleutel.code,
        "begindatum": one.sleutel.begindatum,
        "uiterlijk": one.uiterlijk,
        "gemeld_op": one.gemeld_op,
    }
    key = ("client_id", "agb_code", "sleutel", "soort")
    await session.execute(upsert(t.meldsignaal, values, key=key))


async def drop(session: AsyncSession, relatie: Relatie, melding: Melding) -> None:
    """A report that is taken back takes what was found about it along."""
    query = sa.delete(t.meldsignaal).where(
        _s.client_id == relatie.client_id,
        _s.agb_code == relatie.agb_code,
        _s.sleutel == as_text(melding.sleutel),
    )
    if isinstance(melding, StopMelding):
        query = query.where(_s.soort == "stop-te-laat")
    await session.execute(query)


def of_soort(soort: Meldingsoort) -> List:
    """The list of one kind, in a fixed order."""

    async def listed(
        session: AsyncSession, gemeentecode: str, _today: date, after: str, limit: int
    ) -> list[Signaal]:
        plaats = _s.client_id + "/" + _s.agb_code + "/" + _s.sleutel
        query = (
            sa.select(t.meldsignaal, plaats.label("plaats"))
            .where(_s.gemeentecode == gemeentecode, _s.soort == soort, plaats > after)
            .order_by(plaats)
            .limit(limit)
        )
        rows = (await session.execute(query)).all()
        note(session, {Sleutel(row.client_id) for row in rows})
        return [
            Signaal(
                plaats=row.plaats,
                soort=soort,
                agb_code=row.agb_code,
                uiterlijk=row.uiterlijk,
                toewijzing_nummer=row.toewijzing_nummer,
                begindatum=row.begindatum,
                gemeld_op=row.gemeld_op,
                categorie=row.categorie,
                code=row.code,
            )
            for row in rows
        ]

    return listed


async def count(session: AsyncSession, since: date) -> Mapping[str, int]:
    """How many reports since a day there is something to ask about, of each kind."""
    query = sa.select(_s.soort, sa.func.count()).where(_s.gemeld_op >= since).group_by(_s.soort)
    found = await session.execute(query)
    return dict.fromkeys(get_args(Meldingsoort), 0) | {row[0]: int(row[1]) for row in found}
