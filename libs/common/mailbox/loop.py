# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The loop that judges what came in."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume import Consumer
from libs.common.db import Database, is_passing
from libs.common.mailbox.box import Mailbox
from libs.common.mailbox.model import MailIn
from libs.common.metrics import Metrics
from libs.common.tracing import Tracing

_log = structlog.get_logger()


class MailLoop:
    """Judges what came in, one transaction per message, each after its causal barrier.

    The barrier is what the event log held when the message was first picked up. Judging waits
    until this service has consumed up to there, so that nothing published before the message
    arrived can be unknown to the judge.
    """

    def __init__(
        self,
        db: Database,
        mailbox: Mailbox,
        judge: Callable[[AsyncSession, MailIn], Awaitable[None]],
        consumer: Consumer | None,
        metrics: Metrics,
        tracing: Tracing,
    ) -> None:
        self._db = db
        self._mailbox = mailbox
        self._judge = judge
        self._consumer = consumer
        self._metrics = metrics
        self._tracing = tracing

    async def step(self) -> bool:
        """Judge what may be judged now; True when anything was."""
        async with self._db.read() as session:
            waiting = await self._mailbox.pending(session)
        worked = False
        for mail_id in await self._free(waiting):
            worked |= await self._judge_one(mail_id)
        return worked

    async def _free(self, waiting: list[tuple[str, Any]]) -> list[str]:
        """Those whose barrier is reached, in order; later ones wait behind an unreached one."""
        if self._consumer is None or not waiting:
            return [mail_id for mail_id, _ in waiting]
        fresh = [mail_id for mail_id, barrier in waiting if barrier is None]
        if fresh:
            now = await self._consumer.barrier()
            async with self._db.begin() as session:
                await self._mailbox.set_barriers(session, fresh, now)
            waiting = [(m, b if b is not None else now) for m, b in waiting]
        free: list[str] = []
        async with self._db.read() as session:
            for mail_id, barrier in waiting:
                if not await self._consumer.reached(session, barrier):
                    break
                free.append(mail_id)
        return free

    async def _judge_one(self, mail_id: str) -> bool:
        began = time.perf_counter()
        try:
            async with self._db.begin() as session:
                mail = await self._mailbox.take(session, mail_id)
                if mail is None:
                    return False
                with self._tracing.span(f"judge {mail.soort}", parent=mail.traceparent):
                    await self._judge(session, mail)
        except Exception as error:
            if is_passing(error):
                raise  # no fault of this message: it keeps its place and its attempts
            _log.error("judging failed", mail_id=mail_id, exc_info=error)
            async with self._db.begin() as session:
                await self._mailbox.failed(session, mail_id)
            return True
        self._metrics.observe("judge_seconds", time.perf_counter() - began, str(mail.soort))
        if mail.uiterlijk is not None:
            outcome = "late" if self._mailbox.is_late(mail) else "in_time"
            self._metrics.count("answers", str(mail.soort), outcome)
        return True
