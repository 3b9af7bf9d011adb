# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: what another rule set would have said of the last months. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.billing.domain.regelset import Regelset
from services.billing.handlers.herbeoordelen import (
    Opnieuw,
    Vergelijking,
    codes_of,
    compare,
    judge_message_again,
    read_again,
    refused,
)
from services.billing.rules.message import identificatie_is_new
from services.billing.rules.verdict import Oordeel
from services.billing.store import geschiedenis, reading
from services.billing.store.geschiedenis import Beoordeling
from services.billing.store.peil import Anders, ExtraRegel, Peil, versions_seen

GOEDGEKEURD = "toegekend"
"""Beside the codes: lines and amounts that were approved."""


@dataclass
class Telling:
    """Lines and signed cents per code; a line with two codes counts under both."""

    regels: Counter[str] = field(default_factory=Counter)
    bedragen: Counter[str] = field(default_factory=Counter)

    def add(self, codes: Iterable[str], bedrag: int) -> None:
        """One line."""
        for code in codes or (GOEDGEKEURD,):
            self.regels[code] += 1
            self.bedragen[code] += bedrag


@dataclass
class Uitslag:
    """What a trial found: as it was, and as it would have been."""

    declaraties: int = 0
    regels: int = 0
    anders: int = 0
    toen: Telling = field(default_factory=Telling)
    nu: Telling = field(default_factory=Telling)

    def add(self, vergelijking: Vergelijking) -> None:
        """One line."""
        bedrag = vergelijking.nu.regel.signed
        self.regels += 1
        self.anders += vergelijking.verschilt
        self.toen.add(vergelijking.toen.retourcodes, bedrag)
        self.nu.add(vergelijking.nu.retourcodes, bedrag)


async def try_rules(
    rt: Runtime,
    session: AsyncSession,
    regelset: Regelset,
    since: datetime,
    gemeentecode: str | None = None,
) -> Uitslag:
    """Judge again all that was judged since, in the same order, each with what was known then.

    A line that the other rules approve or refuse otherwise counts so for all lines after it, and
    so does a message that they refuse or take in as a whole. A gemeente tries on its own.
    """
    uitslag = Uitslag()
    anders: Mapping[str, Anders] = _PerAanbieder()
    async for one in geschiedenis.since(session, since, gemeentecode):
        agb_code, again = await _again(rt, session, one, anders, regelset)
        uitslag.declaraties += 1
        for vergelijking in again.regels:
            uitslag.add(vergelijking)
        _note(anders[agb_code], one, again)
    return uitslag


async def _again(
    rt: Runtime,
    session: AsyncSession,
    one: Beoordeling,
    anders: Mapping[str, Anders],
    regelset: Regelset,
) -> tuple[str, Opnieuw]:
    row = one.declaratie
    if row is not None and row.verwerkt:
        rows = await reading.all_regels(session, row.id)
        own, seen = anders[row.agb_code], versions_seen(rows)
        declaratie = reading.as_declaratie(row)
        peil = Peil(declaratie, one.beoordeeld_op, one.beoordeeld_op, seen, own, regelset)
        if again := _sent_before(one, rows, peil):
            return row.agb_code, again
        return row.agb_code, await compare(session, rt.need_vault(), rows, peil)
    kept = None if row is None else reading.as_declaratie(row)
    command = await read_again(rt, session, one.bericht_id, kept)
    agb_code = command.declaratie.agb_code
    moment = one.beoordeeld_op
    peil = Peil(command.declaratie, moment, moment, anders=anders[agb_code], regelset=regelset)
    codes = row.retourcodes if row is not None else codes_of(command)
    return agb_code, await judge_message_again(session, peil, command, codes)


def _sent_before(one: Beoordeling, rows: Sequence[sa.Row[Any]], peil: Peil) -> Opnieuw | None:
    """Refused on its header, when one that was refused then would have used its Identificatie."""
    if one.identificatie not in peil.anders.identificaties:
        return None
    if identificatie_is_new.id in peil.regelset.zonder:
        return None
    oordeel = Oordeel("bericht", (identificatie_is_new.finding("/Bericht/Header"),))
    return Opnieuw(peil.declaratie, oordeel, tuple(refused(row, oordeel) for row in rows))


class _PerAanbieder(dict[str, Anders]):
    """Facts never cross from one aanbieder to another."""

    def __missing__(self, agb_code: str) -> Anders:
        return self.setdefault(agb_code, Anders())


def _note(anders: Anders, one: Beoordeling, again: Opnieuw) -> None:
    """What later messages must know of this one."""
    taken = one.declaratie is not None and one.declaratie.verwerkt
    by_line = again.oordeel.niveau == "regels"
    if one.declaratie is None and again.oordeel.niveau != "bericht":
        anders.identificaties.add(one.identificatie)
    if taken and not by_line:
        anders.vervallen.add(again.declaratie.id)
    if by_line and not taken:
        anders.erbij.append(again.declaratie)
    for vergelijking in again.regels:
        _note_line(anders, again, vergelijking, extra=by_line and not taken)


def _note_line(anders: Anders, again: Opnieuw, vergelijking: Vergelijking, *, extra: bool) -> None:
    toen, nu = vergelijking.toen, vergelijking.nu
    if extra:
        gemeente = again.declaratie.gemeentecode
        line = ExtraRegel.of(toen.id, gemeente, nu.regel, toegekend=nu.toegekend)
        anders.regels.append(line)
    elif toen.toegekend != nu.toegekend:
        anders.toegekend[toen.id] = nu.toegekend
    if toen.toegekend != nu.toegekend and nu.feiten is not None and nu.feiten.plafond is not None:
        anders.besteed[nu.feiten.plafond.sleutel] += toen.bedrag if nu.toegekend else -toen.bedrag
