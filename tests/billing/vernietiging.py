# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What billing destroys, and where it looks whether that is gone, for tests of that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import sqlalchemy as sa

from libs.common.auth import OrgType
from libs.common.clock import SimulatedClock
from libs.common.commands.parser import OPERATE, parser_of
from libs.common.crypto import PURPOSE_CHAIN
from libs.common.retention.trace import trace
from libs.common.runtime import Runtime, settle
from services.billing import tables as t
from services.billing.handlers.personen import PURPOSE_OWN
from services.billing.store.eerder import load_used
from services.billing.store.vraag import Partijen
from tests.archief import LISTS, SCOPES, Archief, Json, approved
from tests.billing.claims import AANBIEDER, GEMEENTE, a_regel
from tests.billing.harness import Billing
from tests.billing.messages import BSN, OTHER_BSN, Claim

Make = Callable[..., httpx.AsyncClient]

LATER = datetime(2034, 3, 1, 9, 0, tzinfo=UTC)
"""What was judged in 2026 has outlived its seven years."""

BOTH = Claim(
    {
        BSN: [a_regel(referentie_nummer="RN1")],
        OTHER_BSN: [a_regel(referentie_nummer="RN2", toewijzing_nummer=10074)],
    },
    "ID1",
    "DN1",
)


@dataclass
class Bureau:
    """A gemeente with two people who decide."""

    billing: Billing
    anna: Archief
    bert: Archief
    clock: SimulatedClock

    @property
    def rt(self) -> Runtime:
        return self.billing.service.runtime

    async def settle(self) -> None:
        await settle(self.billing.service)

    async def draw_up(self, **wanted: str) -> Json:
        made = await self.anna.http.post(LISTS, json=wanted)
        assert made.status_code == 201, made.text
        found: Json = made.json()
        return found

    async def approve(self, lijst: Json) -> Json:
        return await approved(self.anna, self.bert, lijst)

    async def later(self) -> Json:
        """A list of all of today, seven years later."""
        await self.settle()
        self.clock.move_to(LATER)
        return await self.draw_up()

    async def destroy(self, lijst: Json) -> None:
        await self.approve(lijst)
        await self.settle()

    async def proofs(self) -> list[Json]:
        answer = await self.anna.http.get("/vernietigingsverklaringen")
        found: list[Json] = answer.json()["resultaten"]
        return found


def bureau_of(make: Make, billing: Billing, clock: SimulatedClock) -> Bureau:
    """Anna prepares, Bert approves."""
    anna, bert = (
        Archief(make(billing.service, OrgType.GEMEENTE, GEMEENTE, SCOPES, persoon=name))
        for name in ("Anna Vos", "Bert Mol")
    )
    return Bureau(billing, anna, bert, clock)


async def command(rt: Runtime, *arguments: str) -> list[str]:
    asked = parser_of("billing").parse_args(["retention", *arguments])
    return [line async for line in OPERATE["retention"](rt, asked)]


async def traces(rt: Runtime, of: str, *doelen: str) -> set[str]:
    """Where a BSN or its keyed hash stands in any table; with `doelen` other hashes of it."""
    vault = rt.need_vault()
    needles = [of, *(vault.pseudonym(of, doel) for doel in doelen or (PURPOSE_OWN,))]
    return set(await trace(rt.db, t.metadata, vault, needles))


async def pseudonyms(rt: Runtime, of: str) -> set[str]:
    """Where its pseudonym stands."""
    vault = rt.need_vault()
    return set(await trace(rt.db, t.metadata, vault, [vault.pseudonym(of, PURPOSE_CHAIN)]))


async def sealed(rt: Runtime) -> set[bytes]:
    """All that is sealed in any table, as it stands there."""
    found = set[bytes]()
    async with rt.db.read() as session:
        for table in t.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, sa.LargeBinary):
                    found |= {one for one in await session.scalars(sa.select(column)) if one}
    return found


async def sums(rt: Runtime) -> list[Any]:
    """The ledger by month and kind, and totals of declaraties."""
    b, d = t.boeking.c, t.declaratie.c
    by = (b.gemeentecode, b.toewijzing_nummer, b.maand, b.soort)
    async with rt.db.read() as session:
        ledger = await session.execute(
            sa.select(*by, sa.func.sum(b.bedrag))
            .where(b.maand < 202701)
            .group_by(*by)
            .order_by(*by)
        )
        totals = await session.execute(sa.select(d.id, d.ingediend, d.toegekend).order_by(d.id))
        return [tuple(row) for row in (*ledger, *totals)]


async def used(rt: Runtime, nummer: int = 10072) -> tuple[int, int]:
    """Minutes and cents that were approved on a toewijzing, as judging counts them."""
    async with rt.db.read() as session:
        found = await load_used(session, [(GEMEENTE, nummer)])
    return found[Partijen(GEMEENTE, AANBIEDER)][nummer]
