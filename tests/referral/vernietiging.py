# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What referral destroys, and where it looks whether that is gone, for tests of that."""

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
from libs.common.retention import store
from libs.common.retention.lijst import Lijst
from libs.common.retention.trace import trace
from libs.common.runtime import Runtime, settle
from services.referral import tables as t
from services.referral.store.clienten import PURPOSE_FIND
from tests.archief import LISTS, SCOPES, Archief, approved
from tests.referral.harness import Json, Referral
from tests.referral.messages import GEMEENTE

Make = Callable[..., httpx.AsyncClient]

LATER = datetime(2047, 3, 1, 9, 0, tzinfo=UTC)
"""What ended in 2026 has outlived its twenty years."""
AT_NIGHT = datetime(2047, 3, 2, 3, 0, tzinfo=UTC)


def person(make: Make, referral: Referral, name: str) -> Archief:
    """Somebody of the gemeente."""
    return Archief(make(referral.service, OrgType.GEMEENTE, GEMEENTE, SCOPES, persoon=name))


@dataclass
class Bureau:
    """A gemeente with two people who decide."""

    referral: Referral
    anna: Archief
    bert: Archief
    clock: SimulatedClock

    @property
    def rt(self) -> Runtime:
        return self.referral.service.runtime

    async def settle(self) -> None:
        await settle(self.referral.service)

    async def approve(self, **request: str) -> Json:
        """A list, drawn up and approved."""
        made = await self.anna.http.post(LISTS, json=request)
        assert made.status_code == 201, made.text
        return await approved(self.anna, self.bert, made.json())

    async def later(self) -> Json:
        """A list of all of today, twenty years later."""
        await self.settle()
        self.clock.move_to(LATER)
        return await self.approve()

    async def approved_list(self) -> Lijst:
        v = self.rt.need_vernietiging()
        async with self.rt.db.read() as session:
            (kept,) = await store.approved(session, v.tables)
        return kept

    async def proofs(self) -> list[Json]:
        answer = await self.anna.http.get("/vernietigingsverklaringen")
        found: list[Json] = answer.json()["resultaten"]
        return found

    async def known(self, client_id: str) -> bool:
        return (await self.referral.gemeente.get(f"/clienten/{client_id}")).is_success


def bureau_of(client: Make, referral: Referral, clock: SimulatedClock) -> Bureau:
    """Anna prepares, Bert approves."""
    people = [person(client, referral, name) for name in ("Anna Vos", "Bert Mol")]
    return Bureau(referral, people[0], people[1], clock)


async def command(rt: Runtime, *arguments: str) -> list[str]:
    asked = parser_of("referral").parse_args(["retention", *arguments])
    return [line async for line in OPERATE["retention"](rt, asked)]


async def traces(rt: Runtime, of: str) -> set[str]:
    """Where something of a BSN stands, but for the log of what was done."""
    vault = rt.need_vault()
    needles = [of, *(vault.pseudonym(of, doel) for doel in (PURPOSE_FIND, PURPOSE_CHAIN))]
    found = await trace(rt.db, t.metadata, vault, needles)
    return set(found) - {"verwerking_betrokkene.pseudoniem"}


async def execute(rt: Runtime, statement: Any) -> None:
    async with rt.db.begin() as session:
        await session.execute(statement)


def planted(rt: Runtime, of: str, toewijzing: int = 1) -> list[sa.Insert]:
    """Rows that tell of a child: in the open, what was approved on a toewijzing; and sealed."""
    vault = rt.need_vault()
    approved_lines = {
        "declaratie_id": "d1",
        "client_pseudoniem": vault.pseudonym(of, PURPOSE_CHAIN),
        "deel": 1,
        "toewijzing_nummer": toewijzing,
        "periode_eind": rt.clock.today(),
        "gemeentecode": "0384",
        "aantal": 1,
    }
    answer = {
        "client_id": "x",
        "key": "k",
        "request_hash": "h",
        "status": 200,
        "headers": {},
        "body": vault.seal(f'{{"bsn": "{of}"}}'.encode()),
        "kept_at": rt.clock.now(),
    }
    return [
        sa.insert(t.goedgekeurd).values(approved_lines),
        sa.insert(t.MECHANICS.idempotency).values(answer),
    ]
