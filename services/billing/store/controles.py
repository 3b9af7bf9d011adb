# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Controls, who looked at what in them, and what there is to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from services.billing import tables as t
from services.billing.domain.controle import VANAF_AANKONDIGING, Controle
from services.billing.store.clienten import note_lines

_c = t.controle.c
_line = t.regel.c
_client = t.declaratie_client.c


@dataclass(frozen=True, slots=True)
class Audit:
    """One attempt; `dossier` names a client within one control only, `waarom` says what for.

    `reden` is the code of the refusal.
    """

    controle_id: str
    handeling: str
    door: str
    persoon: str | None
    op: datetime
    reden: str | None = None
    dossier: str | None = None
    waarom: str | None = None

    @property
    def toegestaan(self) -> bool:
        """It was allowed: nothing was held against it."""
        return self.reden is None


@dataclass(frozen=True, slots=True)
class Cijfer:
    """Aggregates of one month and product; approved cents, credits taken off."""

    jaar: int
    maand: int
    categorie: str
    code: str
    regels: int
    clienten: int
    toegekend: int


async def add(session: AsyncSession, controle: Controle) -> None:
    """A new one."""
    values = {
        "id": controle.id,
        "gemeentecode": controle.gemeentecode,
        "agb_code": controle.agb_code,
        "periode_begin": controle.periode_begin,
        "periode_eind": controle.periode_eind,
        **_state(controle),
    }
    await session.execute(sa.insert(t.controle).values(values))


async def update(session: AsyncSession, controle: Controle) -> None:
    """Its state after a step."""
    await session.execute(
        sa.update(t.controle).where(_c.id == controle.id).values(_state(controle))
    )


async def read(session: AsyncSession, controle_id: str, *, lock: bool = False) -> Controle | None:
    """One of them; locked until the end of the transaction when it is about to change."""
    query = sa.select(t.controle).where(_c.id == controle_id)
    if lock:
        query = query.with_for_update()
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _controle(row)


async def of_gemeente(
    session: AsyncSession, gemeentecode: str, before: str | None, limit: int
) -> Sequence[Controle]:
    """Newest first."""
    query = sa.select(t.controle).where(_c.gemeentecode == gemeentecode)
    return await _page(session, query, before, limit)


async def announced_to(
    session: AsyncSession, agb_code: str, before: str | None, limit: int
) -> Sequence[Controle]:
    """Those that an aanbieder was told of, newest first."""
    query = sa.select(t.controle).where(
        _c.agb_code == agb_code,
        _c.toestand.in_(sorted(VANAF_AANKONDIGING)),
        _c.start_detail.is_not(None),
    )
    return await _page(session, query, before, limit)


async def _page(
    session: AsyncSession, query: sa.Select[Any], before: str | None, limit: int
) -> Sequence[Controle]:
    if before is not None:
        query = query.where(_c.id < before)
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_controle(row) for row in rows]


async def log(session: AsyncSession, audit: Audit) -> None:
    """Add an attempt."""
    values = {
        "id": new_id(),
        "controle_id": audit.controle_id,
        "handeling": audit.handeling,
        "toegestaan": audit.toegestaan,
        "reden": audit.reden,
        "door": audit.door,
        "persoon": audit.persoon,
        "dossier": audit.dossier,
        "waarom": audit.waarom,
        "op": audit.op,
    }
    await session.execute(sa.insert(t.controle_audit).values(values))


async def log_of(session: AsyncSession, controle_id: str) -> Sequence[Audit]:
    """All attempts, first to last."""
    c = t.controle_audit.c
    query = sa.select(t.controle_audit).where(c.controle_id == controle_id).order_by(c.id)
    return [
        Audit(controle_id, r.handeling, r.door, r.persoon, r.op, r.reden, r.dossier, r.waarom)
        for r in await session.execute(query)
    ]


async def figures(session: AsyncSession, controle: Controle) -> Sequence[Cijfer]:
    """Counted per month and product; each number of clients is its own distinct count."""
    jaar = sa.extract("year", _line.periode_begin)
    maand = sa.extract("month", _line.periode_begin)
    cell = (jaar, maand, _line.categorie, _line.code)
    query = (
        sa.select(
            jaar.label("jaar"),
            maand.label("maand"),
            _line.categorie,
            _line.code,
            sa.func.count().label("regels"),
            sa.func.count(_client.bsn_hash.distinct()).label("clienten"),
            sa.func.sum(_line.bedrag).label("toegekend"),
        )
        .join(t.declaratie_client, _client.id == _line.client_id)
        .where(_in_scope(controle), _line.toegekend)
        .group_by(*cell)
        .order_by(*cell)
    )
    return [
        Cijfer(
            int(row.jaar),
            int(row.maand),
            row.categorie,
            row.code,
            row.regels,
            row.clienten,
            int(row.toegekend),
        )
        for row in await session.execute(query)
    ]


async def clients(session: AsyncSession, controle: Controle) -> dict[str, int]:
    """Number of lines per client, by the keyed hash of billing itself."""
    query = (
        sa.select(_client.bsn_hash, sa.func.count().label("regels"))
        .join(t.regel, _line.client_id == _client.id)
        .where(_in_scope(controle))
        .group_by(_client.bsn_hash)
    )
    return {row.bsn_hash: row.regels for row in await session.execute(query)}


async def note_clients(session: AsyncSession, controle: Controle) -> None:
    """All of them are shown, by a name, in the transaction of `session`."""
    query = sa.select(_line.client_id).where(_in_scope(controle)).distinct()
    note_lines(session, await session.execute(query))


async def lines_of(
    session: AsyncSession, controle: Controle, bsn_hash: str
) -> Sequence[sa.Row[Any]]:
    """The lines of one client in the period, oldest first."""
    query = (
        sa.select(t.regel)
        .join(t.declaratie_client, _client.id == _line.client_id)
        .where(_in_scope(controle), _client.bsn_hash == bsn_hash)
        .order_by(_line.periode_begin, _line.id)
    )
    rows = (await session.execute(query)).all()
    note_lines(session, rows)
    return rows


async def expired(
    session: AsyncSession, today: date, gemeentecode: str | None = None
) -> Sequence[str]:
    """Controls of which the detail is no longer needed (RJ 6b.6) and still there.

    Of one gemeente, or of all.
    """
    query = sa.select(_c.id).where(_c.bewaren_tot < today, _c.gebonden_persoon.is_not(None))
    if gemeentecode is not None:
        query = query.where(_c.gemeentecode == gemeentecode)
    return (await session.scalars(query)).all()


async def empty(session: AsyncSession, ids: Sequence[str], handelingen: Sequence[str]) -> None:
    """Take out what the steps of the detail control said, and whose files were opened."""
    steps = sa.and_(t.zaak_stap.c.zaak_id.in_(ids), t.zaak_stap.c.handeling.in_(handelingen))
    await session.execute(sa.update(t.zaak_stap).where(steps).values(inhoud={}))
    opened = t.controle_audit.c.controle_id.in_(ids)
    await session.execute(sa.update(t.controle_audit).where(opened).values(dossier=None))
    await session.execute(sa.update(t.controle).where(_c.id.in_(ids)).values(gebonden_persoon=None))


def _in_scope(controle: Controle) -> sa.ColumnElement[bool]:
    return sa.and_(
        _line.gemeentecode == controle.gemeentecode,
        _line.agb_code == controle.agb_code,
        _line.periode_begin.between(controle.periode_begin, controle.periode_eind),
    )


def _state(controle: Controle) -> dict[str, Any]:
    return {
        "toestand": controle.toestand,
        "voldoende_zekerheid": controle.voldoende_zekerheid,
        "gebonden_persoon": controle.gebonden_persoon,
        "start_detail": controle.start_detail,
        "bewaren_tot": controle.bewaren_tot,
        "versie": controle.versie,
    }


def _controle(row: sa.Row[Any]) -> Controle:
    return Controle(
        id=row.id,
        gemeentecode=row.gemeentecode,
        agb_code=row.agb_code,
        periode_begin=row.periode_begin,
        periode_eind=row.periode_eind,
        toestand=row.toestand,
        voldoende_zekerheid=row.voldoende_zekerheid,
        gebonden_persoon=row.gebonden_persoon,
        start_detail=row.start_detail,
        bewaren_tot=row.bewaren_tot,
        versie=row.versie,
    )
