# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: judge a declaratie again as known at a moment, and compare. Nothing is written."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import PURPOSE_CHAIN, Vault
from libs.common.problem import Conflict
from services.billing.domain.declaratie import DeclaratieClient
from services.billing.domain.feiten import Feiten
from services.billing.rules.adjudication import adjudicate
from services.billing.rules.factuur import with_open_toewijzingen
from services.billing.rules.verdict import RegelOordeel
from services.billing.store import asof, reading
from services.billing.store.asof import Peil

Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """A line as it was judged, and as it is judged now."""

    toen: Row
    nu: RegelOordeel

    @property
    def verschilt(self) -> bool:
        """Another verdict, or other reasons for it."""
        same = self.toen.toegekend == self.nu.toegekend
        return not same or list(self.nu.retourcodes) != self.toen.retourcodes


async def judge_again(
    session: AsyncSession, vault: Vault, declaratie: Row, moment: datetime | None
) -> tuple[Vergelijking, ...]:
    """All lines of the declaratie, in message order; without a moment as it was judged then.

    Raises `Conflict` for one that was refused as a whole, of which no lines were kept.
    """
    if not declaratie.verwerkt:
        detail = "Deze declaratie is als geheel afgewezen; er zijn geen regels beoordeeld."
        raise Conflict(detail, code="niet-per-regel-beoordeeld")
    rows = await reading.all_regels(session, declaratie.id)
    seen = asof.versions_seen(rows) if moment is None else {}
    return await compare(session, vault, rows, Peil(declaratie, _moment(declaratie, moment), seen))


def _moment(declaratie: Row, moment: datetime | None) -> datetime:
    judged: datetime = declaratie.beoordeeld_op
    return judged if moment is None else moment


async def compare(
    session: AsyncSession, vault: Vault, rows: Sequence[Row], peil: Peil
) -> tuple[Vergelijking, ...]:
    """These lines of one declaratie, judged again with the facts of that moment."""
    regels = [reading.as_regel(row) for row in rows]
    feiten = await asof.load_feiten(session, peil, regels)
    nu = await asyncio.to_thread(_judge, rows, vault, feiten)
    return tuple(Vergelijking(row, nu[row.nummer]) for row in rows)


def _judge(rows: Sequence[Row], vault: Vault, feiten: Feiten) -> dict[int, RegelOordeel]:
    """Thousands of lines take a second, in which the loop must go on."""
    clienten = list(_clienten(rows, vault))
    judged = adjudicate(clienten, with_open_toewijzingen(clienten, feiten))
    return {oordeel.regel.nummer: oordeel for c in judged for oordeel in c.regels}


def _clienten(rows: Sequence[Row], vault: Vault) -> Iterator[DeclaratieClient]:
    """The BSN is opened only to find the pseudonym, by which a toewijzing names its client."""
    for _, found in groupby(rows, key=lambda row: row.client_id):
        lines = list(found)
        bsn = vault.open(lines[0].bsn_verzegeld).decode()
        yield DeclaratieClient(
            plaats="",
            pseudoniem=vault.pseudonym(bsn, PURPOSE_CHAIN),
            bsn_hash=lines[0].bsn_hash,
            bsn_verzegeld=lines[0].bsn_verzegeld,
            regels=tuple(reading.as_regel(row) for row in lines),
        )
