# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Every SQL statement on the tables of a mailbox, but for what is counted to watch it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_insert
from libs.common.clock import Clock
from libs.common.crypto import Vault
from libs.common.ids import new_id
from libs.common.mailbox.model import (
    MailIn,
    MailOut,
    MailStatus,
    OutgoingMail,
    Received,
    Settled,
    Waiting,
)
from libs.common.mailbox.tables import MailboxTables
from libs.common.tracing import traceparent
from libs.common.upsert import OnConflict, add_up, insert_ignore

MAX_TRIES = 5

_LAST = "~"
"""Comes after every id."""

_PLAIN_IN = tuple(n for n in Received.__slots__ if n not in ("inhoud", "bevindingen"))
_PLAIN_OUT = tuple(n for n in OutgoingMail.__slots__ if n != "inhoud")


class Mailbox:
    """All SQL of the mail tables. Nothing here commits."""

    def __init__(self, tables: MailboxTables, vault: Vault, clock: Clock) -> None:
        self.tables = self._t = tables
        self._vault = vault
        self._clock = clock
        # Made once: to make it of the values of each message takes a tenth of a post.
        table, key = tables.mail_in, ("ingediend_door", "fingerprint")
        self._store = sa.insert(table).ext(OnConflict(key, (), None)).returning(table.c.id)

    async def receive(self, session: AsyncSession, mail: Received) -> tuple[MailIn, bool]:
        """Store; the same bytes from the same party again give what they gave, and False."""
        table = self._t.mail_in
        fingerprint = self._vault.fingerprint(mail.inhoud)
        plain = {n: getattr(mail, n) for n in _PLAIN_IN} | {
            "id": new_id(),
            "ontvangen_op": self._clock.now(),
            "traceparent": traceparent(),
            "bevindingen": [dict(b) for b in mail.bevindingen],
        }
        values = plain | {
            "fingerprint": fingerprint,
            "pogingen": 0,
            "inhoud": self._vault.seal_packed(mail.inhoud),
        }
        if await session.scalar(self._store, values):
            fresh = {"antwoord_id": None, "afgehandeld_op": None, "open": lambda: mail.inhoud}
            return MailIn(**{n: (plain | fresh)[n] for n in MailIn.__slots__}), True
        same = sa.and_(
            table.c.ingediend_door == mail.ingediend_door, table.c.fingerprint == fingerprint
        )
        row = (await session.execute(sa.select(table).where(same))).one()
        return self._mail_in(row), False

    async def pending(self, session: AsyncSession, limit: int) -> list[Waiting]:
        """What is to be judged, oldest first."""
        c = self._t.mail_in.c
        rows = await session.execute(
            sa.select(c.id, c.afzender, c.grootte, c.barriere)
            .where(c.status == MailStatus.ONTVANGEN)
            .order_by(c.id)
            .limit(limit)
        )
        return [Waiting(*row) for row in rows]

    async def waiting(self, session: AsyncSession, *, before: str | None = None, most: int) -> int:
        """How many messages wait to be judged, or those before this one; counts to `most`."""
        c = self._t.mail_in.c
        query = sa.select(c.id).where(c.status == MailStatus.ONTVANGEN).limit(most)
        if before is not None:
            query = query.where(c.id < before)
        found = await session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
        return found or 0

    async def set_barriers(
        self, session: AsyncSession, mail_ids: Sequence[str], barrier: Mapping[str, int]
    ) -> None:
        """Remember what must have been consumed before these messages are judged."""
        table = self._t.mail_in
        await session.execute(
            sa.update(table).where(table.c.id.in_(mail_ids)).values(barriere=dict(barrier))
        )

    async def take(self, session: AsyncSession, mail_ids: Sequence[str]) -> list[MailIn]:
        """Lock messages for judging, in order; without those that another worker has or had."""
        c = self._t.mail_in.c
        rows = await session.execute(
            sa.select(self._t.mail_in)
            .where(c.id.in_(mail_ids), c.status == MailStatus.ONTVANGEN)
            .order_by(c.id)
            .with_for_update(skip_locked=True)
        )
        return [self._mail_in(row) for row in rows]

    async def in_turn(self, session: AsyncSession, mails: Sequence[MailIn]) -> list[MailIn]:
        """Those before which none of their sender is to be judged still, but others of these."""
        if not mails:
            return []
        c, these = self._t.mail_in.c, {mail.id for mail in mails}
        query = sa.select(c.afzender, c.id).where(
            c.status == MailStatus.ONTVANGEN,
            c.id < max(these),
            c.afzender.in_(sorted({mail.afzender for mail in mails if mail.afzender})),
        )
        first: dict[str | None, str] = {}
        for row in await session.execute(query):
            if row.id not in these:
                first[row.afzender] = min(row.id, first.get(row.afzender, row.id))
        return [mail for mail in mails if mail.id < first.get(mail.afzender, _LAST)]

    def is_late(self, mail: MailIn) -> bool:
        """True when the last day to answer it is over."""
        return mail.uiterlijk is not None and self._clock.today() > mail.uiterlijk

    async def claim_identification(self, session: AsyncSession, mail: MailIn) -> bool:
        """True when this message is the first of its kind and sender with this Identificatie.

        Called only for messages without in-message errors: rejected ones count as never sent.
        """
        return mail.id in await self.claim_identifications(session, [mail])

    async def claim_identifications(
        self, session: AsyncSession, mails: Sequence[MailIn]
    ) -> set[str]:
        """As `claim_identification`; the ids of those that are the first."""
        if not mails:
            return set()
        table = self._t.mail_identification
        key = ("soort", "afzender", "identificatie")
        rows = [{n: getattr(mail, n) for n in key} | {"mail_id": mail.id} for mail in mails]
        claimed = insert_ignore(table, rows, key=key).returning(table.c.mail_id)
        return set((await session.scalars(claimed)).all())

    async def settle(
        self,
        session: AsyncSession,
        mail_id: str,
        status: MailStatus,
        bevindingen: Sequence[Mapping[str, Any]],
        answer: OutgoingMail | None = None,
    ) -> str | None:
        """Record the outcome, sending the answer in the same transaction; gives its id."""
        (answer_id,) = await self.settle_all(
            session, [Settled(mail_id, status, bevindingen, answer)]
        )
        return answer_id

    async def settle_all(
        self, session: AsyncSession, settled: Sequence[Settled]
    ) -> list[str | None]:
        """As `settle`, many in two statements; the ids of the answers in the same order."""
        if not settled:
            return []
        answers = [one.answer for one in settled if one.answer is not None]
        sent = iter(await self._send_all(session, answers))
        ids = [None if one.answer is None else next(sent) for one in settled]
        table = self._t.mail_in
        now = self._clock.now()
        outcomes = [
            {
                "settled": one.mail_id,
                "status": one.status,
                "bevindingen": [dict(b) for b in one.bevindingen],
                "antwoord_id": answer_id,
                "afgehandeld_op": now,
            }
            for one, answer_id in zip(settled, ids, strict=True)
        ]
        await session.execute(
            sa.update(table).where(table.c.id == sa.bindparam("settled")), outcomes
        )
        return ids

    async def failed(self, session: AsyncSession, mail_id: str) -> None:
        """Count a failed attempt; after the last one the message waits for an operator."""
        c = self._t.mail_in.c
        stuck = sa.case((c.pogingen + 1 >= MAX_TRIES, MailStatus.VASTGELOPEN), else_=c.status)
        await session.execute(
            sa.update(self._t.mail_in)
            .where(c.id == mail_id)
            .values(pogingen=c.pogingen + 1, status=stuck)
        )

    async def send(self, session: AsyncSession, mail: OutgoingMail) -> str:
        """Store an outgoing message; its receiver sees it after `release`."""
        (mail_id,) = await self._send_all(session, [mail])
        return mail_id

    async def _send_all(self, session: AsyncSession, mails: Sequence[OutgoingMail]) -> list[str]:
        shared = {"aangemaakt_op": self._clock.now(), "bundle": session.info["bundle"]}
        rows = [
            {n: getattr(mail, n) for n in _PLAIN_OUT}
            | {"id": new_id(), "inhoud": self._vault.seal_packed(mail.inhoud)}
            | shared
            for mail in mails
        ]
        await bulk_insert(session, self._t.mail_out, rows)
        return [row["id"] for row in rows]

    async def release(self, session: AsyncSession, bundles: Sequence[str]) -> None:
        """Make the messages of these transactions visible: all their events stand in the log.

        Numbers come from a row per receiver that stays locked until the commit, so that a
        receiver who reads on from a number misses nothing.
        """
        c = self._t.mail_out.c
        rows = (
            await session.execute(
                sa.select(c.id, c.ontvanger)
                .where(c.bundle.in_(bundles), c.vrijgegeven_op.is_(None))
                .order_by(c.ontvanger, c.id)
            )
        ).all()
        if not rows:
            return
        numbers = await self._next(session, Counter(row.ontvanger for row in rows))
        now = self._clock.now()
        released = [
            {"released": r.id, "vrijgegeven_op": now, "volgnummer": next(numbers[r.ontvanger])}
            for r in rows
        ]
        update = sa.update(self._t.mail_out).where(c.id == sa.bindparam("released"))
        await session.execute(update, released)

    async def _next(
        self, session: AsyncSession, wanted: Mapping[str, int]
    ) -> dict[str, Iterator[int]]:
        """So many numbers for each receiver."""
        table = self._t.mail_counter
        rows = [{"ontvanger": one, "laatste": count} for one, count in sorted(wanted.items())]
        raised = add_up(table, rows, key=("ontvanger",), column="laatste")
        last = await session.execute(raised.returning(table.c.ontvanger, table.c.laatste))
        return {
            row.ontvanger: iter(range(row.laatste - wanted[row.ontvanger] + 1, row.laatste + 1))
            for row in last
        }

    async def read_in(self, session: AsyncSession, mail_id: str) -> MailIn | None:
        """One inbound message."""
        table = self._t.mail_in
        row = (await session.execute(sa.select(table).where(table.c.id == mail_id))).one_or_none()
        return None if row is None else self._mail_in(row)

    async def list_in(
        self, session: AsyncSession, party: str, after: str | None, limit: int
    ) -> list[MailIn]:
        """What this party posted or was sent, newest first, before id `after`, without content."""
        c = self._t.mail_in.c
        wanted = sa.or_(
            c.ingediend_door == party,
            sa.and_(
                sa.or_(c.ontvanger == party, c.afzender == party),
                c.status != MailStatus.AFGEKEURD,
            ),
        )
        listed = [column for column in self._t.mail_in.c if column.name != "inhoud"]
        query = sa.select(*listed).where(wanted).order_by(c.id.desc()).limit(limit)
        if after is not None:
            query = query.where(c.id < after)
        return [self._mail_in(row) for row in await session.execute(query)]

    async def read_out(self, session: AsyncSession, mail_id: str) -> MailOut | None:
        """One outgoing message, released or not."""
        table = self._t.mail_out
        row = (await session.execute(sa.select(table).where(table.c.id == mail_id))).one_or_none()
        return None if row is None else self._mail_out(row)

    async def list_out(
        self, session: AsyncSession, ontvanger: str, after: int, limit: int
    ) -> list[MailOut]:
        """Released messages for this receiver numbered above `after`, in order, without content."""
        c = self._t.mail_out.c
        query = (
            sa.select(*(column for column in c if column.name != "inhoud"))
            .where(c.ontvanger == ontvanger, c.volgnummer > after)
            .order_by(c.volgnummer)
            .limit(limit)
        )
        return [self._mail_out(row) for row in await session.execute(query)]

    async def find_sent(
        self, session: AsyncSession, soort: str, afzender: str, identificatie: str
    ) -> MailOut | None:
        """The message that we sent under this Identificatie."""
        c = self._t.mail_out.c
        row = (
            await session.execute(
                sa.select(self._t.mail_out).where(
                    c.soort == soort, c.afzender == afzender, c.identificatie == identificatie
                )
            )
        ).one_or_none()
        return None if row is None else self._mail_out(row)

    def _content(self, row: Any) -> bytes:  # noqa: ANN401 - a row
        sealed = row._mapping.get("inhoud")
        return b"" if sealed is None else self._vault.open(sealed)

    def _mail_in(self, row: Any) -> MailIn:  # noqa: ANN401 - a row
        return MailIn(
            open=partial(self._content, row),
            status=MailStatus(row.status),
            **{n: getattr(row, n) for n in MailIn.__slots__ if n not in ("open", "status")},
        )

    def _mail_out(self, row: Any) -> MailOut:  # noqa: ANN401 - a row
        return MailOut(
            inhoud=self._content(row),
            **{n: getattr(row, n) for n in MailOut.__slots__ if n != "inhoud"},
        )
