# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Deliveries become effects: decode, claim in the inbox, call the handler, note the position."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from opentelemetry.trace import SpanKind
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import bulk_ignore
from libs.common.clock import Clock
from libs.common.consume.read import read
from libs.common.consume.tables import ConsumerTables
from libs.common.contracts import EVENTS, Envelope, Event
from libs.common.db import is_refused_value
from libs.common.eventlog.port import Delivery
from libs.common.tracing import Tracing
from libs.common.upsert import upsert

EventT = TypeVar("EventT", bound=Event)
Handler: TypeAlias = Callable[[AsyncSession, EventT, Envelope], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Together(Generic[EventT]):
    """A handler of all events of its kind in a batch at once, so that it can write them at once.

    It is called after the handlers of single events, and in the order of the subscriptions: for
    readers to whom the order of events means nothing.
    """

    handle: Callable[[AsyncSession, Sequence[tuple[EventT, Envelope]]], Awaitable[None]]


AnyHandler: TypeAlias = Handler[Any] | Together[Any]
Subscriptions: TypeAlias = Mapping[str, Mapping[type[Event], AnyHandler]]
"""Topic, then event class, then handler. A handler never commits, and is called again when the
transaction it wrote in was rolled back."""


class UnknownVersionError(Exception):
    """A version of an event that this program takes in, but does not know yet."""


class AbsurdEventError(ValueError):
    """What an event says cannot be: whoever takes it in refuses it for its content alone."""


def is_its_own(error: Exception) -> bool:
    """The event itself is wrong, or of later: it fails each time, and says nothing of the next."""
    wrong = isinstance(error, UnknownVersionError | AbsurdEventError | ValidationError)
    return wrong or is_refused_value(error)


@dataclass(slots=True)
class Work:
    """An event as it was read, and who handles it."""

    envelope: Envelope
    event: Event
    handler: AnyHandler


class Applier:
    """Applies deliveries for one group, in the caller's transaction."""

    def __init__(
        self,
        group: str,
        tables: ConsumerTables,
        subscriptions: Subscriptions,
        clock: Clock,
        tracing: Tracing | None = None,
    ) -> None:
        self._group = group
        self._tables = tables
        self._clock = clock
        self._tracing = tracing or Tracing(group, "")
        self._handlers = subscriptions
        self._places = {
            kind.type: place
            for place, kind in enumerate(kind for each in subscriptions.values() for kind in each)
        }

    def decode(self, deliveries: Sequence[Delivery]) -> list[Work]:
        """What there is to do, in order; in any thread.

        Types without a handler are passed over; of a type that has one, a version that nobody here
        knows raises `UnknownVersionError`. Raises what decoding raises.
        """
        return [work for work in map(self._decode, deliveries) if work is not None]

    async def apply(self, session: AsyncSession, works: Sequence[Work]) -> list[Envelope]:
        """Apply in order, each event once; the envelopes of those that had an effect.

        In `session.info` a handler finds `now`, when they are taken in. Raises what it raises.
        """
        session.info["now"] = self._clock.now()
        claimed = await self._claim(session, works)
        done: list[Work] = []
        for work in works:
            if work.envelope.id in claimed:
                claimed.remove(work.envelope.id)
                done.append(work)
        await self._handle_all(session, done)
        return [work.envelope for work in done]

    async def _handle_all(self, session: AsyncSession, works: Sequence[Work]) -> None:
        """The single ones in order, then those that go together, kind by kind."""
        together: dict[str, list[Work]] = {}
        for work in works:
            if isinstance(work.handler, Together):
                together.setdefault(work.event.type, []).append(work)
            else:
                with self._span(work):
                    await work.handler(session, work.event, work.envelope)
        for kind in sorted(together, key=self._places.__getitem__):
            await self._handle_together(session, together[kind])

    async def _handle_together(self, session: AsyncSession, works: Sequence[Work]) -> None:
        handler = works[0].handler
        assert isinstance(handler, Together)  # noqa: S101 - they were chosen by it
        with ExitStack() as spans:
            for work in works:
                if work.envelope.traceparent:
                    spans.enter_context(self._span(work))
            await handler.handle(session, [(work.event, work.envelope) for work in works])

    def _span(self, work: Work) -> AbstractContextManager[object]:
        kind, parent = work.event.type, work.envelope.traceparent
        about = {"messaging_operation_type": "process", "messaging_destination": work.event.topic}
        return self._tracing.span(f"process {kind}", SpanKind.CONSUMER, parent, **about)

    async def advance(self, session: AsyncSession, deliveries: Sequence[Delivery]) -> None:
        """Note that these are dealt with; a position never goes back."""
        ends = {(d.topic, d.partition): d.offset + 1 for d in deliveries}
        rows = [
            {
                "consumer_group": self._group,
                "topic": topic,
                "partition": partition,
                "next_offset": offset,
            }
            for (topic, partition), offset in sorted(ends.items())
        ]
        key = ["consumer_group", "topic", "partition"]
        table = self._tables.consumer_position
        await session.execute(upsert(table, rows, key=key, newer="next_offset"))

    def _decode(self, delivery: Delivery) -> Work | None:
        handlers = self._handlers.get(delivery.topic, {})
        envelope, event = read(delivery.payload, handlers)
        if event is not None:
            return Work(envelope, event, handlers[type(event)])
        families = (_family(kind.type) for kind in handlers)
        if envelope.type not in EVENTS and _family(envelope.type) in families:
            raise UnknownVersionError(envelope.type.rpartition(".")[2])
        return None

    async def _claim(self, session: AsyncSession, works: Sequence[Work]) -> set[str]:
        if not works:
            return set()
        alike = {"consumer_group": self._group, "claimed_at": self._clock.now()}
        rows = [{"event_id": work.envelope.id} for work in works]
        key = ["consumer_group", "event_id"]
        return set(await bulk_ignore(session, self._tables.inbox, rows, key, "event_id", alike))


def _family(event_type: str) -> str:
    """The type without its version."""
    return event_type.rpartition(".v")[0]
