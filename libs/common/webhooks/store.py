# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements about subscriptions and deliveries."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth import OrgType
from libs.common.authorisations import holders
from libs.common.bulk import bulk_ignore, bulk_insert
from libs.common.clock import Clock
from libs.common.ids import new_id
from libs.common.webhooks.hosts import Hosts
from libs.common.webhooks.model import Abonnement, Aflevering, Melding, Status, secret
from libs.common.webhooks.notices import Notices
from libs.common.webhooks.tables import WebhookTables

RIGHT = "abonnementen:beheren"
"""What an organisation must have to subscribe, and to be told."""

PING = "nl.jeugdregio.proef.v1"
"""The type of the delivery by which a subscriber tries out its end."""


class Webhooks:
    """The subscriptions and deliveries of one service; the caller owns the transaction.

    With a `register` of authorisations only who still has `RIGHT` is told anything new.
    """

    def __init__(
        self,
        tables: WebhookTables,
        notices: Notices,
        hosts: Hosts,
        master: bytes,
        clock: Clock,
        register: sa.Table | None = None,
    ) -> None:
        self.tables = tables
        self.notices = notices
        self.hosts = hosts
        self._master = master
        self._clock = clock
        self._register = register

    def secret(self, held: Abonnement) -> str:
        """What the deliveries of a subscription are signed with."""
        return secret(self._master, held.id, held.geheim_versie)

    async def fan_out(self, session: AsyncSession, envelopes: Sequence[str]) -> None:
        """A delivery for each subscriber that is to know of these events; once for each event.

        Only of what happened since it subscribed: events that are published again are told once.
        """
        active = await self._active(session)
        if not active:
            return
        meldingen = [one for raw in envelopes if (one := self.notices.melding(raw)) is not None]
        rows = [
            self._row(abonnement, melding)
            for melding in meldingen
            for abonnement in active
            if (abonnement.soort, abonnement.code) in melding.voor
            and abonnement.wants(melding.type)
            and abonnement.aangemaakt_op <= melding.moment
        ]
        key = ("abonnement_id", "event_id")
        await bulk_ignore(session, self.tables.aflevering, rows, key)

    def _row(self, abonnement: Abonnement, melding: Melding) -> dict[str, Any]:
        now = self._clock.now()
        return {
            "abonnement_id": abonnement.id,
            "event_id": melding.event_id,
            "type": melding.type,
            "bericht": melding.bericht,
            "status": Status.WACHTEND,
            "pogingen": 0,
            "volgende_op": now,
            "aangemaakt_op": now,
        }

    async def _active(self, session: AsyncSession) -> list[Abonnement]:
        table = self.tables.abonnement
        found = await session.execute(sa.select(table).where(table.c.gestopt_op.is_(None)))
        active = [_abonnement(row) for row in found]
        if self._register is None or not active:
            return active
        codes, day = {one.code for one in active}, self._clock.today()
        may = await holders(session, self._register, RIGHT, codes, day)
        return [one for one in active if (one.soort, one.code) in may]

    async def subscribe(
        self, session: AsyncSession, soort: OrgType, code: str, url: str, typen: Sequence[str]
    ) -> Abonnement:
        """A new subscription, of what happens from now on."""
        made = Abonnement(new_id(), soort, code, url, tuple(typen), 1, 1, self._clock.now())
        values = {name: getattr(made, name) for name in made.__dataclass_fields__}
        values |= {"typen": list(typen)}
        await session.execute(sa.insert(self.tables.abonnement).values(values))
        return made

    async def subscriptions(
        self, session: AsyncSession, soort: OrgType, code: str, after: str | None, limit: int
    ) -> list[Abonnement]:
        """Those of one organisation, oldest first, also those that were stopped."""
        c = self.tables.abonnement.c
        query = sa.select(self.tables.abonnement).where(c.soort == soort, c.code == code)
        if after is not None:
            query = query.where(c.id > after)
        return [
            _abonnement(row) for row in await session.execute(query.order_by(c.id).limit(limit))
        ]

    async def read(
        self, session: AsyncSession, abonnement_id: str, *, lock: bool = False
    ) -> Abonnement | None:
        """One of them."""
        table = self.tables.abonnement
        query = sa.select(table).where(table.c.id == abonnement_id)
        row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
        return None if row is None else _abonnement(row)

    async def change(
        self, session: AsyncSession, held: Abonnement, changes: Mapping[str, Any]
    ) -> Abonnement:
        """The subscription with these columns changed, as its next version."""
        table = self.tables.abonnement
        changed = sa.update(table).where(table.c.id == held.id)
        await session.execute(changed.values(**changes, versie=held.versie + 1))
        found = await self.read(session, held.id)
        assert found is not None  # noqa: S101 - it was there to be changed
        return found

    async def stop(self, session: AsyncSession, held: Abonnement, reason: str) -> Abonnement:
        """Nothing is sent to it any more; what waits is given up."""
        t = self.tables.aflevering
        now = self._clock.now()
        waiting = sa.and_(t.c.abonnement_id == held.id, t.c.status == Status.WACHTEND)
        await session.execute(
            sa.update(t)
            .where(waiting)
            .values(status=Status.OPGEGEVEN, volgende_op=None, klaar_op=now)
        )
        return await self.change(session, held, {"gestopt_op": now, "stopreden": reason})

    async def try_out(self, session: AsyncSession, held: Abonnement, source: str) -> Aflevering:
        """A delivery of nothing but a greeting."""
        event_id, now = new_id(), self._clock.now()
        greeting = {
            "id": event_id,
            "source": source,
            "specversion": "1.0",
            "type": PING,
            "subject": held.id,
            "time": now.isoformat(),
        }
        melding = Melding(event_id, PING, json.dumps(greeting), frozenset(), now)
        await bulk_insert(session, self.tables.aflevering, [self._row(held, melding)])
        query = sa.select(self.tables.aflevering)
        found = await session.execute(query.where(self.tables.aflevering.c.event_id == event_id))
        return _aflevering(found.one())

    async def deliveries(
        self,
        session: AsyncSession,
        abonnement_id: str,
        status: Status | None,
        before: int | None,
        limit: int,
    ) -> list[Aflevering]:
        """Those of one subscription, newest first."""
        c = self.tables.aflevering.c
        query = sa.select(self.tables.aflevering).where(c.abonnement_id == abonnement_id)
        if status is not None:
            query = query.where(c.status == status)
        if before is not None:
            query = query.where(c.nummer < before)
        found = await session.execute(query.order_by(c.nummer.desc()).limit(limit))
        return [_aflevering(row) for row in found]

    async def again(
        self, session: AsyncSession, held: Abonnement, since: datetime, *, all_of_them: bool
    ) -> int:
        """Send anew what was given up since a moment, or all since then; how many."""
        t = self.tables.aflevering
        which = [Status.OPGEGEVEN, Status.AFGELEVERD] if all_of_them else [Status.OPGEGEVEN]
        chosen = sa.and_(
            t.c.abonnement_id == held.id,
            t.c.aangemaakt_op >= since,
            t.c.status.in_(which),
        )
        anew = {"status": Status.WACHTEND, "pogingen": 0, "klaar_op": None}
        done = sa.update(t).where(chosen).values(**anew, volgende_op=self._clock.now())
        return len((await session.execute(done.returning(sa.literal(1)))).all())

    async def due(
        self, session: AsyncSession, limit: int
    ) -> list[tuple[Abonnement, list[Aflevering]]]:
        """What is to be sent now, by subscription, each in order of its numbers."""
        t, a = self.tables.aflevering, self.tables.abonnement
        query = (
            sa.select(t)
            .where(t.c.status == Status.WACHTEND, t.c.volgende_op <= self._clock.now())
            .order_by(t.c.nummer)
            .limit(limit)
        )
        by_id: dict[str, list[Aflevering]] = {}
        for row in await session.execute(query):
            by_id.setdefault(row.abonnement_id, []).append(_aflevering(row))
        found = await session.execute(sa.select(a).where(a.c.id.in_(by_id)))
        return [(_abonnement(row), by_id[row.id]) for row in found]

    async def record(self, session: AsyncSession, nummer: int, values: Mapping[str, Any]) -> None:
        """What a try came to, unless the delivery was given up meanwhile."""
        t = self.tables.aflevering
        waiting = sa.and_(t.c.nummer == nummer, t.c.status == Status.WACHTEND)
        await session.execute(sa.update(t).where(waiting).values(**values))


def _abonnement(row: sa.Row[*tuple[Any, ...]]) -> Abonnement:
    values = dict(row._mapping)
    return Abonnement(**values | {"soort": OrgType(row.soort), "typen": tuple(row.typen)})


def _aflevering(row: sa.Row[*tuple[Any, ...]]) -> Aflevering:
    return Aflevering(**dict(row._mapping) | {"status": Status(row.status)})
