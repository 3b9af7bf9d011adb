# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Drawing up lists of what is to be destroyed, and deciding on them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import Clock
from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.ids import new_id
from libs.common.mechanics import Mechanics
from libs.common.outbox import Outbox
from libs.common.problem import Conflict, InvalidInput, InvalidParam, NotFound
from libs.common.retention import selection, store
from libs.common.retention.lijst import (
    MEESTE_REGELS,
    Bewaarplicht,
    Dader,
    Handeling,
    Lijst,
    Reden,
    Regel,
    Regeltoestand,
    Stap,
    Toestand,
)
from libs.common.retention.model import Bewaarschema, Bewaartermijn, Dossiers
from libs.common.retention.tables import VernietigingTables


@dataclass(frozen=True, slots=True)
class Vernietiging:
    """What destroying takes: the tables, the schedule, and what the service is made of."""

    db: Database
    mechanics: Mechanics
    tables: VernietigingTables
    schema: Bewaarschema
    dossiers: Dossiers
    vault: Vault
    outbox: Outbox
    clock: Clock

    @property
    def termijn(self) -> Bewaartermijn:
        """Of the files."""
        found = self.schema.of(self.dossiers.categorie)
        assert found is not None  # noqa: S101 - a schedule names a category of its own
        return found


@dataclass(frozen=True, slots=True)
class Plicht:
    """A hold that is to be placed: why, on what ground, from when until when."""

    reden: Reden
    grondslag: str
    sinds: date
    tot: date | None


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
    await store.add(session, v.tables, lijst, await _rows(v, session, lijst.id, due, today))
    return lijst


async def on_request(
    v: Vernietiging, session: AsyncSession, wie: Dader, persoon: str, *, van: tuple[str, date]
) -> Lijst:
    """A list of one client who asked (Jeugdwet art. 7.3.9); `van` is (gemeente, day it asked).

    It shows when a hold or help that runs keeps the data: then it can only be refused.
    """
    gemeentecode, asked = van
    today = v.clock.today()
    if asked > today:
        raise _invalid("verzochtOp", "is een dag die nog komt")
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


async def hold(
    v: Vernietiging,
    session: AsyncSession,
    gemeentecode: str,
    persoon: str,
    *,
    wie: Dader,
    wat: Plicht,
) -> Bewaarplicht:
    """Hold back the data of a client, on lists that are open too."""
    await must_know(v, session, gemeentecode, persoon)
    if wat.tot is not None and wat.tot < wat.sinds:
        raise _invalid("tot", "ligt voor sinds")
    held = Bewaarplicht(
        id=new_id(),
        gemeentecode=gemeentecode,
        persoon=persoon,
        reden=wat.reden,
        grondslag=wat.grondslag,
        sinds=wat.sinds,
        tot=wat.tot,
        opgelegd_door=wie.persoon,
        opgelegd_op=v.clock.now(),
        opgeheven_door=None,
        opgeheven_op=None,
        versie=1,
    )
    await store.add_plicht(session, v.tables, held)
    if held.geldt(v.clock.today()):
        await store.suspend(session, v.tables, held)
    return held


async def take_off(
    v: Vernietiging,
    session: AsyncSession,
    aan: tuple[str, str, int, Callable[[int], None]],
    *,
    wie: Dader,
    wat: Plicht,
) -> Bewaarplicht:
    """Take a row off a list that is not approved yet, by a hold on whose data it is.

    `aan` is (gemeente, list, number, what refuses another version of the list). 400 for a hold that
    does not hold today: the row would stay on the list, and go.
    """
    gemeentecode, lijst_id, nummer, unchanged = aan
    lijst = await store.take(session, v.tables, gemeentecode, lijst_id)
    found = await store.regels(session, v.tables, lijst_id, nummer - 1, 1) if lijst else []
    if lijst is None or not found or found[0].nummer != nummer:
        raise NotFound("Deze regel bestaat niet.")
    unchanged(lijst.versie)
    persoon = found[0].persoon
    if lijst.toestand not in (Toestand.VOORGESTELD, Toestand.INGEDIEND) or persoon is None:
        detail = f"Deze lijst is {lijst.toestand}: er kan niets meer af."
        raise Conflict(detail, code="verkeerde-toestand")
    if found[0].toestand is not Regeltoestand.OPEN:
        raise Conflict("Deze regel is al van de lijst af.", code="verkeerde-toestand")
    today, reason = v.clock.today(), "geldt vandaag niet: de regel zou op de lijst blijven"
    if wat.sinds > today:
        raise _invalid("sinds", reason)
    if wat.tot is not None and wat.tot < today:
        raise _invalid("tot", reason)
    held = await hold(v, session, gemeentecode, persoon, wie=wie, wat=wat)
    after = lijst.na("opschorten", wie, v.clock.now(), wat.reden)
    await store.update(session, v.tables, after)
    return held


async def lift(
    v: Vernietiging, session: AsyncSession, held: Bewaarplicht, wie: Dader
) -> Bewaarplicht:
    """End a hold; what it kept comes back on the next list."""
    if held.opgeheven_op is not None:
        raise Conflict("Deze bewaarplicht is al opgeheven.", code="verkeerde-toestand")
    after = replace(
        held,
        opgeheven_door=wie.persoon,
        opgeheven_op=v.clock.now(),
        versie=held.versie + 1,
    )
    await store.lift(session, v.tables, after)
    return after


async def must_know(
    v: Vernietiging, session: AsyncSession, gemeentecode: str, persoon: str
) -> None:
    """400 for a client that is not one of the gemeente; locks it, so that it is not destroyed."""
    c = v.dossiers
    query = sa.select(c.persoon).where(c.persoon == persoon, c.gemeentecode == gemeentecode)
    if await session.scalar(query.with_for_update()) is None:
        raise _invalid("clientId", "is geen client van de gemeente")


async def gemeenten_due(v: Vernietiging, session: AsyncSession) -> Sequence[str]:
    """Those that have clients whose term ended, of whom nothing is held back or on a list."""
    query = _due(v, v.clock.today()).with_only_columns(v.dossiers.gemeentecode)
    return (await session.scalars(query.where(~_held(v), ~_listed(v)).distinct())).all()


async def _some_due(v: Vernietiging, session: AsyncSession, gemeentecode: str) -> list[str]:
    """Whose term ended, of the gemeente and on no open list: the first that may go before those
    that are held back, of whom a list of its own would be no use."""
    query = (
        _due(v, v.clock.today())
        .add_columns(_held(v))
        .where(v.dossiers.gemeentecode == gemeentecode, ~_listed(v))
        .order_by(_held(v), v.dossiers.persoon)
    )
    rows = (await session.execute(query.limit(MEESTE_REGELS))).all()
    return [persoon for persoon, _ in rows] if any(not held for _, held in rows) else []


def _due(v: Vernietiging, today: date) -> sa.Select[Any]:
    """Whose term ended."""
    due = selection.persons_due(v.termijn.owned, v.termijn.grens(today))
    return sa.select(v.dossiers.persoon).where(v.dossiers.persoon.in_(due))


def _held(v: Vernietiging) -> sa.ColumnElement[bool]:
    held = store.held_on(v.tables, v.clock.today())
    return v.dossiers.persoon.in_(held)


def _listed(v: Vernietiging) -> sa.ColumnElement[bool]:
    return v.dossiers.persoon.in_(store.on_open_lists(v.tables))


async def _rows(
    v: Vernietiging, session: AsyncSession, lijst_id: str, them: Collection[str], today: date
) -> list[Regel]:
    begun = await selection.begun(session, v.termijn, them)
    counted = await selection.counted(session, v.termijn, them)
    held = await store.holding(session, v.tables, them, today)
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


def _invalid(name: str, reason: str) -> InvalidInput:
    return InvalidInput(
        "De aanvraag klopt niet.", invalid_params=[InvalidParam(name, "ongeldig", reason)]
    )
