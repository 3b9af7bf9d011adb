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
from services.billing.handlers.boeken import AT_ONCE, expected
from services.billing.store import grootboek, grootboekcontrole, verplichtingen, werkvoorraad

CONTROLE = "controle"
_FIRST: Sleutel = ("", 0)

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


async def check_nightly(rt: Runtime) -> bool:
    """Once on each new day: what was found is kept, for the metrics; never more to do."""
    today = rt.clock.today()
    async with rt.db.read() as session:
        seen = await werkvoorraad.stand(session, CONTROLE)
    if (seen is not None and seen.date() >= today) or not await rt.db.leads("grootboek"):
        return False
    count = 0
    async for verschil in differences(rt):
        count += 1
        _log.warning("ledger_difference", place=verschil.plaats, what=verschil.wat)
    async with rt.db.begin() as session:
        tot = datetime.combine(today, time(), UTC)
        await werkvoorraad.move_stand(session, CONTROLE, tot, count)
    return False


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
    async with rt.db.read() as session:
        codes = await grootboekcontrole.gemeenten(session)
    for code in codes:
        async with rt.db.read() as session:
            for verschil in await _of_gemeente(rt, session, code):
                yield verschil
    after = _FIRST
    while True:
        async with rt.db.read() as session:
            sleutels = await verplichtingen.keys_after(session, after, AT_ONCE)
            if not sleutels:
                return
            found = await _of_toewijzingen(rt, session, sleutels)
        for verschil in found:
            yield verschil
        after = sleutels[-1]


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
