# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Payment runs as rows, and what of the judged declaraties is in one."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert
from services.billing import tables as t
from services.billing.domain.betaling import Betaalrun, Betaling, OpenDeclaratie, Voorstel

_d, _p, _r = t.declaratie.c, t.betaalde_declaratie.c, t.regel.c
_run = t.betaalrun.c

ORDER = ("agb_code", "declaratie_id", "nummer")
"""The order of the lines behind a run."""


async def open_declaraties(
    session: AsyncSession, gemeentecode: str, agb_codes: Sequence[str] | None = None
) -> list[OpenDeclaratie]:
    """Judged, with an approved line, and in no run that counts; of some aanbieders, or all."""
    paid = sa.exists().where(_p.declaratie_id == _d.id, _p.telt)
    query = sa.select(_d.id, _d.agb_code, _d.toegekend).where(
        _d.gemeentecode == gemeentecode,
        _d.verwerkt,
        _d.aantal_regels > _d.aantal_afgewezen,
        sa.not_(paid),
    )
    if agb_codes is not None:
        query = query.where(_d.agb_code.in_(agb_codes))
    rows = await session.execute(query.order_by(_d.id))
    return [OpenDeclaratie(row.id, row.agb_code, row.toegekend) for row in rows]


async def add(session: AsyncSession, run: Betaalrun, voorstel: Voorstel) -> None:
    """A new run; its declaraties are refused when another run that counts has them."""
    values = {name: getattr(run, name) for name in _run.keys()}  # noqa: SIM118 - columns
    await session.execute(sa.insert(t.betaalrun).values(values))
    names = ("agb_code", "end_to_end_id", "iban", "tenaamstelling", "bedrag")
    await bulk_insert(
        session,
        t.betaling,
        [
            {"betaalrun_id": run.id} | {name: getattr(one, name) for name in names}
            for one in voorstel.betalingen
        ],
    )
    await bulk_insert(
        session,
        t.betaalde_declaratie,
        [
            {
                "betaalrun_id": run.id,
                "declaratie_id": one.declaratie_id,
                "agb_code": one.agb_code,
                "bedrag": one.bedrag,
                "telt": True,
            }
            for one in voorstel.declaraties
        ],
    )


async def update(session: AsyncSession, run: Betaalrun) -> None:
    """Its state after a step."""
    values = {name: getattr(run, name) for name in ("toestand", "goedgekeurd_op", "versie")}
    await session.execute(sa.update(t.betaalrun).where(_run.id == run.id).values(values))


async def release(session: AsyncSession, run_id: str) -> None:
    """Its declaraties are open again."""
    gone = sa.update(t.betaalde_declaratie).where(_p.betaalrun_id == run_id)
    await session.execute(gone.values(telt=False))


async def read(session: AsyncSession, run_id: str, *, lock: bool = False) -> Betaalrun | None:
    """One of them; locked until the end of the transaction when it is about to change."""
    query = sa.select(t.betaalrun).where(_run.id == run_id)
    if lock:
        query = query.with_for_update()
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _betaalrun(row)


async def of_gemeente(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> list[Betaalrun]:
    """Newest first."""
    query = sa.select(t.betaalrun).where(_run.gemeentecode == gemeentecode)
    if before is not None:
        query = query.where(_run.id < before)
    rows = await session.execute(query.order_by(_run.id.desc()).limit(limit))
    return [_betaalrun(row) for row in rows]


async def payments_of(session: AsyncSession, run_id: str) -> list[Betaling]:
    """In order of AGB code."""
    c = t.betaling.c
    query = sa.select(t.betaling).where(c.betaalrun_id == run_id).order_by(c.agb_code)
    return [
        Betaling(row.agb_code, row.end_to_end_id, row.iban, row.tenaamstelling, row.bedrag)
        for row in await session.execute(query)
    ]


async def lines_of(
    session: AsyncSession,
    run_id: str,
    agb_code: str | None = None,
    after: Mapping[str, Any] | None = None,
    limit: int | None = None,
) -> list[sa.Row[Any]]:
    """The approved lines behind a run, of one aanbieder or all, from after a line."""
    of_payment = sa.and_(
        t.betaling.c.betaalrun_id == _p.betaalrun_id, t.betaling.c.agb_code == _p.agb_code
    )
    order = (_p.agb_code, _p.declaratie_id, _r.nummer)
    query = (
        sa.select(
            *order,
            t.betaling.c.end_to_end_id,
            _d.declaratie_nummer,
            _r.referentie_nummer,
            _r.vorig_referentie_nummer,
            _r.toewijzing_nummer,
            _r.categorie,
            _r.code,
            _r.periode_begin,
            _r.periode_eind,
            _r.bedrag,
        )
        .join_from(t.betaalde_declaratie, t.betaling, of_payment)
        .join(t.declaratie, _d.id == _p.declaratie_id)
        .join(t.regel, _r.declaratie_id == _p.declaratie_id)
        .where(_p.betaalrun_id == run_id, _r.toegekend)
    )
    if agb_code is not None:
        query = query.where(_p.agb_code == agb_code)
    if after is not None:
        query = query.where(sa.tuple_(*order) > sa.tuple_(*after.values()))
    return list(await session.execute(query.order_by(*order).limit(limit)))


def _betaalrun(row: sa.Row[Any]) -> Betaalrun:
    return Betaalrun(**row._mapping)
