# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: what another rule set would have said of the last months. Nothing is written."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from services.billing.domain.regelset import Regelset
from services.billing.handlers.herbeoordelen import Vergelijking, compare
from services.billing.store import asof, reading
from services.billing.store.asof import Anders, Peil

AT_ONCE = 100
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
    session: AsyncSession, vault: Vault, regelset: Regelset, since: datetime
) -> Uitslag:
    """Judge again all that was judged since, in the same order, each with what was known then.

    A line that the other rules approve or refuse otherwise counts so for all lines after it.
    """
    uitslag = Uitslag()
    anders: Mapping[str, Anders] = _PerAanbieder()
    async for declaratie in _since(session, since):
        rows = await reading.all_regels(session, declaratie.id)
        seen = asof.versions_seen(rows)
        own = anders[declaratie.agb_code]
        peil = Peil(declaratie, declaratie.beoordeeld_op, seen, own, regelset)
        found = await compare(session, vault, rows, peil)
        uitslag.declaraties += 1
        for vergelijking in found:
            uitslag.add(vergelijking)
            _note(own, vergelijking)
    return uitslag


class _PerAanbieder(dict[str, Anders]):
    """Facts never cross from one aanbieder to another."""

    def __missing__(self, agb_code: str) -> Anders:
        return self.setdefault(agb_code, Anders())


def _note(anders: Anders, vergelijking: Vergelijking) -> None:
    """What later lines must know of this one."""
    toen, nu = vergelijking.toen, vergelijking.nu
    if toen.toegekend == nu.toegekend:
        return
    anders.toegekend[toen.id] = nu.toegekend
    if nu.feiten is not None and nu.feiten.plafond is not None:
        anders.besteed[nu.feiten.plafond.sleutel] += toen.bedrag if nu.toegekend else -toen.bedrag


async def _since(session: AsyncSession, since: datetime) -> AsyncIterator[sa.Row[Any]]:
    after = None
    while rows := await reading.processed_since(session, since, after, AT_ONCE):
        for row in rows:
            yield row
        after = (rows[-1].beoordeeld_op, rows[-1].id)
