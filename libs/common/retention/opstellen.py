# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Drawing up lists of what is to be destroyed, and deciding on them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from libs.common.problem import Conflict, NotFound
from libs.common.retention import selection, store, store_plichten
from libs.common.retention.bekend import invalid, must_know
from libs.common.retention.lijst import (
    MEESTE_REGELS,
    Dader,
    Handeling,
    Lijst,
    Regel,
    Regeltoestand,
    Stap,
    Toestand,
)
from libs.common.retention.model import GEMEENTECODE
from libs.common.retention.opschorten import holding
from libs.common.retention.vernietiging import Vernietiging


async def draw_up(v: Vernietiging, session: AsyncSession, gemeentecode: str, wie: Dader) -> Lijst:
    """A list of whose term ended, the first `MEESTE_REGELS` of them.

    409 when one is open already, or when there is nothing to destroy.
    """
    termijn, today = v.termijn, v.clock.today()
    if await store.is_open(session, v.tables, gemeentecode, termijn.sleutel):
        raise Conflict("Er ligt al een lijst: handel die eerst af.", code="lijst-open")
    due = await _some_due(v, session, gemeentecode)
    if not due:
        raise Conflict("Van niemand is de termijn voorbij.", code="niets-te-vernietigen")
    lijst = _new(v, gemeentecode, wie)
    rows = await _rows(v, session, lijst.id, due, today)
    if all(row.toestand is Regeltoestand.OPGESCHORT for row in rows):
        raise Conflict("Wie aan de beurt is wordt bewaard.", code="niets-te-vernietigen")
    await store.add(session, v.tables, lijst, rows)
    return lijst


async def on_request(
    v: Vernietiging, session: AsyncSession, wie: Dader, persoon: str, *, van: tuple[str, date]
) -> Lijst:
    """A list of one client who asked (Jeugdwet art. 7.3.9); `van` is (gemeente, day it asked).

    It shows when a hold or help that runs keeps the data: then it can only be refused.
    """
    gemeentecode, asked = van
    if not v.dossiers.bron:
        detail = f"Deze gegevens blijven bewaard tot hun termijn voorbij is: {v.termijn.grondslag}."
        raise Conflict(detail, code="wettelijke-bewaarplicht")
    today = v.clock.today()
    if asked > today:
        raise invalid("verzochtOp", "is een dag die nog komt")
    await must_know(v, session, gemeentecode, persoon)
    on_lists = store.on_open_lists(v.tables).where(v.tables.regel.c.persoon == persoon)
    if await session.scalar(on_lists.limit(1)) is not None:
        raise Conflict("Deze client staat al op een lijst.", code="lijst-open")
    lijst = replace(_new(v, gemeentecode, wie), grond="verzoek", verzocht_op=asked)
    (regel,) = await _rows(v, session, lijst.id, [persoon], today)
    running = selection.in_use(v.termijn, today)
    if regel.toestand is Regeltoestand.OPEN and await selection.has_row(
        session, v.termijn, persoon, running
    ):
        regel = replace(regel, toestand=Regeltoestand.IN_GEBRUIK, reden="dossier-in-gebruik")
    await store.add(session, v.tables, lijst, [regel])
    return lijst


async def decide(
    v: Vernietiging,
    session: AsyncSession,
    aan: tuple[str, str, Callable[[int], None]],
    wat: tuple[Handeling, str | None],
    wie: Dader,
) -> Lijst:
    """Submit, approve or refuse a list; `aan` is (gemeente, list, what refuses another version).

    404, 412, 409 in another state or when nothing is left to destroy, 403 as `Lijst.na`.
    """
    gemeentecode, lijst_id, unchanged = aan
    before = await store.take(session, v.tables, gemeentecode, lijst_id)
    if before is None:
        raise NotFound("Deze lijst bestaat niet.")
    unchanged(before.versie)
    handeling, reden = wat
    after = before.na(handeling, wie, v.clock.now(), reden)
    if handeling != "afwijzen":
        counts = await store.counts(session, v.tables, [lijst_id])
        if not counts.get(lijst_id, {}).get(Regeltoestand.OPEN):
            detail = "Op deze lijst staat niets dat vernietigd mag worden: wijs haar af."
            raise Conflict(detail, code="niets-te-vernietigen")
    await store.update(session, v.tables, after)
    return after


async def gemeenten_due(v: Vernietiging, session: AsyncSession) -> Sequence[str]:
    """Those that have clients whose term ended, of whom nothing is held back or on a list."""
    query, persoon, gemeentecode = _due(v)
    free = query.with_only_columns(gemeentecode).where(~_held(v, persoon), ~_listed(v, persoon))
    return (await session.scalars(free.distinct())).all()


async def _some_due(v: Vernietiging, session: AsyncSession, gemeentecode: str) -> list[str]:
    """Whose term ended, of the gemeente and on no open list: the first that may go before those
    that are held back, of whom a list of its own would be no use."""
    due, persoon, code = _due(v)
    query = (
        due.add_columns(_held(v, persoon))
        .where(code == gemeentecode, ~_listed(v, persoon))
        .order_by(_held(v, persoon), persoon)
    )
    rows = (await session.execute(query.limit(MEESTE_REGELS))).all()
    return [one for one, _ in rows] if any(not held for _, held in rows) else []


_Text = sa.ColumnElement[str]


def _due(v: Vernietiging) -> tuple[sa.Select[Any], _Text, _Text]:
    """Whose term ended, with the columns that name a person and its gemeente."""
    due = selection.due(v.termijn, v.termijn.grens(v.clock.today())).subquery("due")
    persoon = due.c.persoon
    if v.dossiers.client is None:
        return sa.select(persoon), persoon, sa.func.substr(persoon, 1, GEMEENTECODE)
    client, gemeentecode = v.dossiers.client
    return sa.select(client).where(client.in_(sa.select(persoon))), client, gemeentecode


def _held(v: Vernietiging, persoon: _Text) -> sa.ColumnElement[bool]:
    return persoon.in_(store_plichten.held_on(v.tables, v.clock.today()))


def _listed(v: Vernietiging, persoon: _Text) -> sa.ColumnElement[bool]:
    return persoon.in_(store.on_open_lists(v.tables))


async def _rows(
    v: Vernietiging, session: AsyncSession, lijst_id: str, them: Collection[str], today: date
) -> list[Regel]:
    goes = selection.going(v.termijn, v.termijn.grens(today))
    begun = await selection.begun(session, v.termijn, them, goes)
    counted = await selection.counted(session, v.termijn, them, goes)
    held = await holding(v, session, them)
    return [
        Regel(
            lijst_id=lijst_id,
            nummer=nummer,
            persoon=persoon,
            begonnen_op=(begon := begun.get(persoon)),
            bewaard_tot=None if begon is None else v.termijn.bewaard_tot(begon),
            rijen=dict(counted.get(persoon, {})),
            toestand=Regeltoestand.OPGESCHORT if persoon in held else Regeltoestand.OPEN,
            bewaarplicht_id=held[persoon].id if persoon in held else None,
            reden=held[persoon].reden if persoon in held else None,
        )
        for nummer, persoon in enumerate(them, 1)
    ]


def _new(v: Vernietiging, gemeentecode: str, wie: Dader) -> Lijst:
    today, now = v.clock.today(), v.clock.now()
    return Lijst(
        id=new_id(),
        gemeentecode=gemeentecode,
        categorie=v.termijn.sleutel,
        grond="termijn",
        peildatum=today,
        voor=v.termijn.grens(today),
        verzocht_op=None,
        toestand=Toestand.VOORGESTELD,
        versie=1,
        stappen=(_opgesteld(wie, now),),
    )


def _opgesteld(wie: Dader, now: datetime) -> Stap:
    return Stap("opstellen", wie.persoon, wie.client_id, now.isoformat())
