# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The consumer: reads the log, applies events once in effect, parks what cannot be applied.

Invariants:
- the effect of an event, its claim in the inbox and the position stand in one transaction;
- the log's own position moves only after that transaction;
- an event that fails for a reason of its own is tried a few times and then parked as a dead
  letter, and the position moves on; a database or log that fails parks nothing;
- an event that cannot be, by its content alone, or of a version that only a later program knows,
  is parked and stops nobody, however many there are; it is replayed after a repair;
- when all else becomes a dead letter, the consumer stops instead of emptying the topic into them.
"""

from libs.common.consume.apply import AbsurdEventError, Handler, Subscriptions, Together
from libs.common.consume.consumer import Consumer, Limits, is_reached
from libs.common.consume.dead import replay_dead
from libs.common.consume.tables import ConsumerTables, consumer_tables

__all__ = [
    "AbsurdEventError",
    "Consumer",
    "ConsumerTables",
    "Handler",
    "Limits",
    "Subscriptions",
    "Together",
    "consumer_tables",
    "is_reached",
    "replay_dead",
]
