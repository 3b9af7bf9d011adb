# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is counted in the tables that every service has: outbox, dead letters, mailbox."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.consume import ConsumerTables
from libs.common.mailbox import MailboxTables, MailStatus
from libs.common.metrics import Metrics
from libs.common.outbox import OutboxTables
from libs.common.runtime import Runtime
from libs.common.webhooks import Status, WebhookTables

_GRID_S = 300
_SETTLED_AFTER = timedelta(minutes=10)
_OPEN = (MailStatus.ONTVANGEN, MailStatus.VASTGELOPEN)


async def count_outbox(
    session: AsyncSession, tables: OutboxTables, metrics: Metrics, now: datetime
) -> None:
    """Events that wait for the relay, and how long the first of them does."""
    c = tables.outbox.c
    waiting = sa.select(sa.func.count()).select_from(tables.outbox).where(c.sent_at.is_(None))
    first = sa.select(c.added_at).where(c.sent_at.is_(None)).order_by(c.seq).limit(1)
    metrics.gauge("outbox_unsent", await session.scalar(waiting) or 0)
    metrics.gauge("outbox_oldest_seconds", seconds_since(await session.scalar(first), now))


async def count_dead(session: AsyncSession, tables: ConsumerTables, metrics: Metrics) -> None:
    """Dead letters that nobody replayed."""
    dead = tables.dead_letter
    query = sa.select(sa.func.count()).select_from(dead).where(dead.c.replayed_at.is_(None))
    metrics.gauge("dead_letters", await session.scalar(query) or 0)


async def count_mail(
    session: AsyncSession, tables: MailboxTables, metrics: Metrics, now: datetime
) -> None:
    """Messages without an outcome, and how long the first of them waits."""
    c = tables.mail_in.c
    by_status = sa.select(c.status, sa.func.count()).where(c.status.in_(_OPEN)).group_by(c.status)
    found = {status: number for status, number in await session.execute(by_status)}
    metrics.gauges("messages_pending", {str(s): found.get(s, 0) for s in _OPEN})
    oldest = sa.select(c.ontvangen_op).where(c.status == MailStatus.ONTVANGEN)
    first = await session.scalar(oldest.order_by(c.id).limit(1))
    metrics.gauge("messages_oldest_seconds", seconds_since(first, now))


async def count_webhooks(session: AsyncSession, tables: WebhookTables, metrics: Metrics) -> None:
    """Deliveries that wait for a try."""
    c = tables.aflevering.c
    query = sa.select(sa.func.count()).where(c.status == Status.WACHTEND)
    metrics.gauge("webhooks_waiting", await session.scalar(query) or 0)


async def count_terms(
    rt: Runtime, session: AsyncSession, kinds: Collection[str], until: date
) -> None:
    """Unanswered messages of these kinds whose legal term is over, or ends by `until`.

    Answers of these kinds are counted from nothing on: of a series that begins with the first late
    ones, after a start, a rate would see no rise.
    """
    for kind in kinds:
        for outcome in ("in_time", "late"):
            rt.metrics.count("answers", kind, outcome, by=0)
    c = rt.need_mailbox().tables.mail_in.c
    today = rt.clock.today()
    query = (
        sa.select(
            c.soort,
            sa.func.sum(sa.case((c.uiterlijk < today, 1), else_=0)),
            sa.func.sum(sa.case((c.uiterlijk.between(today, until), 1), else_=0)),
        )
        .where(c.status.in_(_OPEN), c.uiterlijk <= until)
        .group_by(c.soort)
    )
    found = {soort: (overdue, due) for soort, overdue, due in await session.execute(query)}
    counts = {kind: found.get(kind, (0, 0)) for kind in kinds}
    rt.metrics.gauges("answers_overdue", {kind: overdue for kind, (overdue, _) in counts.items()})
    rt.metrics.gauges("answers_due", {kind: due for kind, (_, due) in counts.items()})


def settled_before(now: datetime) -> datetime:
    """Ten to fifteen minutes ago, at a whole five minutes: the same moment in every service."""
    return datetime.fromtimestamp(now.timestamp() // _GRID_S * _GRID_S, UTC) - _SETTLED_AFTER


def seconds_since(moment: datetime | None, now: datetime) -> float:
    """Never below 0: clocks of two machines differ; 0 when there is no moment."""
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())
