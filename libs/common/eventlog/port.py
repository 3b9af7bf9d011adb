# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The port of the event log: what every adapter promises, and nothing more.

The log is a number of *topics*, each cut in *partitions*, each a row of records that have an
*offset*. A record has a *key*; records with one key stand in one partition.

**Promises.** Records with one key are read in the order in which they were appended. A record
that `append` returned for is kept and is delivered to every group at least once. Nothing else:
a record may come twice, and order over keys is not kept.

**Positions.** A *group* is a reader by name; groups know nothing of each other. A subscription
has a *working* position in each of its partitions: the record that `fetch` gives next. The group
has a *committed* position: where a subscription begins that is new, that has come back after a
crash, or that was rewound. A group that never committed begins at the first record kept.
`commit` makes the working position the committed one, so it says: whatever was fetched has had
its effect. All positions are the offset of the next record, never of the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from libs.common.db import Wake

Positions = Mapping[str, int]
"""The offset of the next record by `place`, in a form that can be stored as JSON."""


def place(topic: str, partition: int) -> str:
    """The name of a partition in `Positions`."""
    return f"{topic}/{partition}"


def partition_of(name: str) -> tuple[str, int]:
    """Topic and partition of a `place`."""
    topic, _, partition = name.rpartition("/")
    return topic, int(partition)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record to append; `payload` is an envelope in structured JSON form, UTF-8."""

    topic: str
    key: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """A record as it is read; `payload` may be anything, for anyone may have written it."""

    topic: str
    partition: int
    offset: int
    key: str
    payload: bytes

    @property
    def place(self) -> str:
        """Its partition, as a key of `Positions`."""
        return place(self.topic, self.partition)


class Subscription(Protocol):
    """The hold of one reader in a group on topics. One task uses it at a time."""

    async def fetch(self, limit: int, wait_s: float = 0) -> list[Delivery]:
        """The next records, at most `limit`, and move the working position past them.

        With none there, wait up to `wait_s` seconds for the first; then an empty list.
        """
        ...

    async def commit(self) -> None:
        """Commit the working position, for all partitions. Durable when it returns."""
        ...

    async def rewind(self) -> None:
        """Go back to the committed position: what was fetched since comes again."""
        ...

    async def close(self) -> None:
        """Leave the group without committing."""
        ...


class GroupInUseError(Exception):
    """The position of a group cannot be moved while it has members."""


class EventLog(Protocol):
    """A log, as one process sees it."""

    wake: Wake
    """Set after each append through this object; of what others append no hint comes."""

    wait_s: float
    """Seconds that a reader should wait in one fetch; 0 where `wake` gives all hints."""

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add records in the order given. Durable when it returns; when it raises, part of the
        records may have been added, and the caller appends all of them again."""
        ...

    async def subscribe(self, group: str, topics: Sequence[str]) -> Subscription:
        """Read topics as a member of a group."""
        ...

    async def end_positions(self, topics: Sequence[str]) -> Positions:
        """Where each partition ends now; a partition without records is left out.

        Every record that `append` returned for before this call lies before these positions.
        """
        ...

    async def first_positions(self, topics: Sequence[str]) -> Positions:
        """The first record kept in each partition, or where the first one will stand."""
        ...

    async def committed(self, group: str, topics: Sequence[str]) -> Positions:
        """Where a group begins; a partition for which it never committed is left out."""
        ...

    async def move(self, group: str, positions: Positions) -> None:
        """Commit for a group, back or forth. Raises `GroupInUseError` while it has members, in
        the log that knows of members."""
        ...

    async def close(self) -> None:
        """Let go of everything; subscriptions must have been closed before."""
        ...
