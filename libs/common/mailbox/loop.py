# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The loop that judges what came in."""

import time
from collections.abc import Awaitable, Callable, Iterator, Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.collector import collector_paused
from libs.common.consume import Consumer, is_reached
from libs.common.db import Database, is_passing
from libs.common.mailbox.box import Mailbox
from libs.common.mailbox.model import MailIn, Waiting
from libs.common.metrics import Metrics

MAX_BATCH = 50
"""Messages that are judged in one transaction, where a service can."""

_BATCH_BYTES = 2 * 1024 * 1024
"""More than this at once costs memory and gains nothing."""

_LOOKED_AT = 200

Judge = Callable[[AsyncSession, Sequence[MailIn]], Awaitable[Sequence[MailIn]]]
"""Judges messages in one transaction, one outcome each; gives those that it dealt with now.

Of one sender it deals with the first of them, and with later ones only in their order.
"""

_log = structlog.get_logger()


class MailLoop:
    """Judges what came in, at most `most` messages in a transaction, after their causal barriers.

    The barrier is what the event log held when the message was first picked up. Judging waits
    until this service has consumed up to there, so that nothing published before the message
    arrived can be unknown to the judge. Which messages of one sender go together is up to the
    judge: what is known of a sender must hold until the commit.
    """

    def __init__(
        self,
        db: Database,
        mailbox: Mailbox,
        judge: Judge,
        consumer: Consumer | None,
        metrics: Metrics,
        most: int = 1,
    ) -> None:
        self._db = db
        self._mailbox = mailbox
        self._judge = judge
        self._consumer = consumer
        self._metrics = metrics
        self._most = most

    async def step(self) -> bool:
        """Judge what may be judged now; True when anything was."""
        async with self._db.read() as session:
            waiting = await self._mailbox.pending(session, _LOOKED_AT)
        worked = False
        behind: set[str | None] = set()
        for batch in _batches(await self._free(waiting), self._most):
            ready = [one for one in batch if one.afzender not in behind]
            done = await self._judge_some([one.id for one in ready])
            behind |= {one.afzender for one in ready if one.id not in done}
            worked |= bool(done)
        return worked

    async def _free(self, waiting: list[Waiting]) -> list[Waiting]:
        """Those whose barrier is reached, in order; later ones wait behind an unreached one."""
        if self._consumer is None or not waiting:
            return waiting
        fresh = [one.id for one in waiting if one.barriere is None]
        now = await self._consumer.barrier() if fresh else {}
        if fresh:
            async with self._db.begin() as session:
                await self._mailbox.set_barriers(session, fresh, now)
        async with self._db.read() as session:
            at = await self._consumer.positions(session)
        for count, one in enumerate(waiting):
            if not is_reached(now if one.barriere is None else one.barriere, at):
                return waiting[:count]
        return waiting

    async def _judge_some(self, mail_ids: list[str]) -> set[str]:
        """The ids of those that were dealt with; the others are left for later."""
        if not mail_ids:
            return set()
        began = time.perf_counter()
        try:
            with collector_paused():
                async with self._db.begin() as session:
                    mails = await self._mailbox.take(session, mail_ids)
                    judged = await self._judge(session, mails) if mails else []
        except Exception as error:
            if is_passing(error):
                raise  # no fault of these messages: they keep their place and their attempts
            if len(mail_ids) > 1:  # alone, each of them shows whether it is the one at fault
                return set().union(*[await self._judge_some([mail_id]) for mail_id in mail_ids])
            _log.error("judging failed", mail_id=mail_ids[0], exc_info=error)
            async with self._db.begin() as session:
                await self._mailbox.failed(session, mail_ids[0])
            return set(mail_ids)
        self._measure(judged, time.perf_counter() - began)
        return {mail.id for mail in judged}

    def _measure(self, judged: Sequence[MailIn], seconds: float) -> None:
        for mail in judged:
            self._metrics.observe("judge_seconds", seconds / len(judged), str(mail.soort))
            if mail.uiterlijk is not None:
                outcome = "late" if self._mailbox.is_late(mail) else "in_time"
                self._metrics.count("answers", str(mail.soort), outcome)


def _batches(waiting: Sequence[Waiting], most: int) -> Iterator[list[Waiting]]:
    """In order; behind a message that does not fit no later one of its sender goes first."""
    left = list(waiting)
    while left:
        batch: list[Waiting] = []
        later: list[Waiting] = []
        behind: set[str | None] = set()
        room = _BATCH_BYTES
        for one in left:
            fits = len(batch) < most and (one.grootte <= room or not batch)
            if fits and one.afzender not in behind:
                batch.append(one)
                room -= one.grootte
            else:
                later.append(one)
                behind.add(one.afzender)
        yield batch
        left = later
