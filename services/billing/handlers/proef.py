# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: what another rule set would have said of the last months. Nothing is written."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.billing.domain.proef import Deel, Uitslag
from services.billing.domain.regelset import Regelset
from services.billing.handlers.herbeoordelen import (
    Opnieuw,
    Vergelijking,
    codes_of,
    compare,
    judge_message_again,
    note_again,
    read_again,
    refused,
)
from services.billing.rules.message import identificatie_is_new
from services.billing.rules.verdict import Oordeel
from services.billing.store import geschiedenis, reading
from services.billing.store.geschiedenis import Beoordeling, Venster
from services.billing.store.peil import Anders, ExtraRegel, Peil, versions_seen


async def try_rules(rt: Runtime, regelset: Regelset, venster: Venster) -> Uitslag:
    """What other rules would have said of all in this window, one aanbieder after the other."""
    uitslag = Uitslag()
    agb_code = ""
    while agb_code := await after(rt, venster, agb_code) or "":
        uitslag.join(await try_aanbieder(rt, regelset, venster, agb_code))
    return uitslag


async def after(rt: Runtime, venster: Venster, agb_code: str) -> str | None:
    """The next aanbieder, in order; None when there is no other."""
    async with rt.db.read() as session:
        return await geschiedenis.next_aanbieder(session, venster, agb_code)


async def try_aanbieder(
    rt: Runtime, regelset: Regelset, venster: Venster, agb_code: str
) -> Uitslag:
    """Judge again all of one aanbieder, in the same order, each with what was known then.

    A line that the other rules approve or refuse otherwise counts so for all lines after it, and
    so does a message that they refuse or take in as a whole. No fact is of two aanbieders. Whose
    lines are judged again is noted, though counts alone are told.
    """
    uitslag, anders = Uitslag(aanbieders=1), Anders()
    async with rt.db.read() as session:
        async for one in geschiedenis.of_aanbieder(session, venster, agb_code):
            again = await _again(rt, session, one, anders, regelset)
            part = uitslag.facturen if again.declaratie.is_factuur else uitslag.declaraties
            _add(part, again)
            note_again(session, one.bericht_id, again)
            _carry(anders, one, again)
    return uitslag


def _add(deel: Deel, again: Opnieuw) -> None:
    """One declaratie, with all its lines."""
    deel.aantal += 1
    for vergelijking in again.regels:
        bedrag = vergelijking.nu.regel.signed
        deel.regels += 1
        deel.anders += vergelijking.verschilt
        deel.toen.add(vergelijking.toen.retourcodes, bedrag)
        deel.nu.add(vergelijking.nu.retourcodes, bedrag)


async def _again(
    rt: Runtime, session: AsyncSession, one: Beoordeling, anders: Anders, regelset: Regelset
) -> Opnieuw:
    row, moment = one.declaratie, one.beoordeeld_op
    if row is not None and row.verwerkt:
        rows = await reading.all_regels(session, row.id)
        declaratie = reading.as_declaratie(row)
        peil = Peil(declaratie, moment, moment, versions_seen(rows), anders, regelset)
        if again := _sent_before(one, rows, peil):
            return again
        return await compare(session, rt.need_vault(), rows, peil)
    kept = None if row is None else reading.as_declaratie(row)
    command = await read_again(rt, session, one.bericht_id, kept)
    peil = Peil(command.declaratie, moment, moment, anders=anders, regelset=regelset)
    codes = row.retourcodes if row is not None else codes_of(command)
    return await judge_message_again(session, peil, command, codes)


def _sent_before(one: Beoordeling, rows: Sequence[sa.Row[Any]], peil: Peil) -> Opnieuw | None:
    """Refused on its header, when one that was refused then would have used its Identificatie."""
    if one.identificatie not in peil.anders.identificaties:
        return None
    if identificatie_is_new.id in peil.regelset.zonder:
        return None
    oordeel = Oordeel("bericht", (identificatie_is_new.finding("/Bericht/Header"),))
    return Opnieuw(peil.declaratie, oordeel, tuple(refused(row, oordeel) for row in rows))


def _carry(anders: Anders, one: Beoordeling, again: Opnieuw) -> None:
    """What later messages must know of this one."""
    taken = one.declaratie is not None and one.declaratie.verwerkt
    by_line = again.oordeel.niveau == "regels"
    if one.identificatie and one.declaratie is None and again.oordeel.niveau != "bericht":
        anders.identificaties.add(one.identificatie)
    if taken and not by_line:
        anders.vervallen.add(again.declaratie.id)
    if by_line and not taken:
        anders.erbij.append(again.declaratie)
    for vergelijking in again.regels:
        _carry_line(anders, again, vergelijking, extra=by_line and not taken)


def _carry_line(anders: Anders, again: Opnieuw, vergelijking: Vergelijking, *, extra: bool) -> None:
    toen, nu = vergelijking.toen, vergelijking.nu
    if extra:
        gemeente = again.declaratie.gemeentecode
        line = ExtraRegel.of(toen.id, gemeente, nu.regel, toegekend=nu.toegekend)
        anders.regels.append(line)
    elif toen.toegekend != nu.toegekend:
        anders.toegekend[toen.id] = nu.toegekend
    if toen.toegekend != nu.toegekend and nu.feiten is not None and nu.feiten.plafond is not None:
        anders.besteed[nu.feiten.plafond.sleutel] += toen.bedrag if nu.toegekend else -toen.bedrag
