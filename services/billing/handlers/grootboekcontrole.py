# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Checks the obligation ledger: by command, and by a worker each night (B-11)."""

from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.commands import RefusedError
from libs.common.runtime import Runtime
from libs.common.watch import settled_before
from services.billing.domain.grootboek import Cel, Geboekt
from services.billing.domain.verplichting import Sleutel, maand_tekst
from services.billing.handlers.boeken import AT_ONCE, KALENDER, expected, is_busy
from services.billing.store import grootboek, grootboekcontrole, verplichtingen, werkvoorraad

CONTROLE = "controle"
_BEZIG = "controle-bezig"

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Verschil:
    """Where the ledger is not what it should be; amounts in cents."""

    plaats: str
    wat: str
    geboekt: int | str
    verwacht: int | str

    def __str__(self) -> str:
        return f"{self.plaats} {self.wat}: booked {self.geboekt}, expected {self.verwacht}"


@dataclass(frozen=True, slots=True)
class Plek:
    """How far a check got: first through the gemeenten, then (with a number) the toewijzingen."""

    gemeentecode: str = ""
    nummer: int | None = None

    def __str__(self) -> str:
        return self.gemeentecode if self.nummer is None else f"{self.gemeentecode}/{self.nummer}"

    @classmethod
    def of(cls, text: str) -> "Plek":
        """As it was written."""
        code, _, nummer = text.partition("/")
        return cls(code, int(nummer) if nummer else None)


async def check_nightly(rt: Runtime) -> bool:
    """One part of the check of this day, once the ledger has its date.

    True when more should follow at once: with messages to be judged it goes slowly.
    """
    tot = datetime.combine(rt.clock.today(), time(), UTC)
    if not await _is_due(rt, tot) or not await rt.db.leads("grootboek"):
        return False
    async with rt.db.read() as session:
        bezig = await werkvoorraad.progress(session, _BEZIG)
    goes_on = bezig is not None and bezig.tot == tot and bezig.plek is not None
    plek, count = (Plek.of(bezig.plek), bezig.aantal) if bezig and goes_on else (Plek(), 0)
    found, verder = await _check_part(rt, plek)
    for verschil in found:
        _log.warning("ledger_difference", place=verschil.plaats, what=verschil.wat)
    count += len(found)
    async with rt.db.begin() as session:
        place = None if verder is None else str(verder)
        await werkvoorraad.move_stand(session, _BEZIG, tot, count, place)
        if verder is None:
            await werkvoorraad.move_stand(session, CONTROLE, tot, count)
    return verder is not None and not await is_busy(rt)


async def _is_due(rt: Runtime, tot: datetime) -> bool:
    async with rt.db.read() as session:
        turned = await werkvoorraad.stand(session, KALENDER)
        done = await werkvoorraad.stand(session, CONTROLE)
    return turned is not None and turned >= tot and (done is None or done < tot)


async def check_ledger(rt: Runtime, _asked: Namespace) -> AsyncIterator[str]:
    """Tell every difference; `RefusedError` with their number when there is any."""
    count = 0
    async for verschil in differences(rt):
        count += 1
        yield str(verschil)
    if count:
        raise RefusedError(f"{count} differences in the ledger: see docs/runbooks")
    yield "the ledger is what its sources say, to the cent"


async def differences(rt: Runtime) -> AsyncIterator[Verschil]:
    """All of them; what waits to be booked is none. Each part is one state of the database."""
    plek: Plek | None = Plek()
    while plek is not None:
        found, plek = await _check_part(rt, plek)
        for verschil in found:
            yield verschil


async def _check_part(rt: Runtime, plek: Plek) -> tuple[list[Verschil], Plek | None]:
    """What comes after this place, and where that ends; None at the end."""
    async with rt.db.read() as session:
        if plek.nummer is None:
            code = await grootboekcontrole.next_gemeente(session, plek.gemeentecode)
            if code is None:
                return [], Plek("", 0)
            return await _of_gemeente(rt, session, code), Plek(code)
        after = (plek.gemeentecode, plek.nummer)
        sleutels = await verplichtingen.keys_after(session, after, AT_ONCE)
        if not sleutels:
            return [], None
        return await _of_toewijzingen(rt, session, sleutels), Plek(*sleutels[-1])


async def _of_gemeente(rt: Runtime, session: AsyncSession, code: str) -> list[Verschil]:
    found = []
    until = settled_before(rt.clock.now())
    for row in await grootboekcontrole.claims_that_differ(session, code, until):
        plaats = f"{code}/{row.toewijzing_nummer} {maand_tekst(row.maand)}"
        wat = f"{row.soort} by declaratie {row.oorzaak}"
        found.append(Verschil(plaats, wat, int(row.geboekt), int(row.regels)))
    for row in await grootboekcontrole.on_other_accounts(session, code):
        plaats = f"{code}/{row.toewijzing_nummer} {maand_tekst(row.maand)}"
        accounts = f"{row.debet} and {row.credit}"
        found.append(Verschil(plaats, row.soort, accounts, "the accounts of its kind"))
    for row in await grootboekcontrole.about_nothing(session, code):
        plaats = f"{code}/{row.toewijzing_nummer}"
        found.append(Verschil(plaats, "what it is about", "nothing", "a toewijzing"))
    for row in await grootboekcontrole.totals_that_differ(session, code):
        total = int(row.regels)
        found.append(Verschil(f"declaratie {row.id}", "its total", row.toegekend, total))
    return found


async def _of_toewijzingen(
    rt: Runtime, session: AsyncSession, sleutels: list[Sleutel]
) -> list[Verschil]:
    waits = await werkvoorraad.waiting(session, sleutels)
    geboekt = await grootboek.read(session, sleutels)
    gewenst = await expected(rt, session, sleutels, geboekt)
    return [
        verschil
        for key, one in gewenst.items()
        if key not in waits
        for verschil in _cells_that_differ(key, one.cellen, geboekt[key].cellen)
    ]


def _cells_that_differ(
    sleutel: Sleutel, gewenst: dict[Cel, int], geboekt: dict[Cel, Geboekt]
) -> Iterator[Verschil]:
    for cel in sorted(gewenst.keys() | geboekt.keys()):
        stands, should = geboekt.get(cel, Geboekt(0, 0)).bedrag, gewenst.get(cel, 0)
        if stands != should:
            plaats = f"{sleutel[0]}/{sleutel[1]} {maand_tekst(cel.maand)}"
            wat = f"{cel.soort} by {cel.oorzaak.soort} {cel.oorzaak.kenmerk}"
            yield Verschil(plaats, wat, stands, should)
