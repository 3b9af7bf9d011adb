# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How far a consumer is behind the log, in events and in seconds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from libs.common.eventlog.port import Positions

MOST_SAMPLES = 1000

Samples = list[tuple[float, int]]
"""When an end of a partition was first seen, in seconds, and that end."""


@dataclass(frozen=True, slots=True)
class Lag:
    """Events not consumed, and seconds since the first of them was seen in the log."""

    events: int = 0
    seconds: float = 0.0

    def joined(self, other: "Lag") -> "Lag":
        """That of two partitions together."""
        return Lag(self.events + other.events, max(self.seconds, other.seconds))


class LagMeter:
    """Remembers when it saw the log grow: positions say how many events wait, never how long.

    What was waiting at its first look counts from that look. On SQLite, where offsets count over
    all topics, the number of events is an upper bound.
    """

    def __init__(self, topics: Iterable[str]) -> None:
        self._topics = tuple(topics)
        self._seen: defaultdict[str, Samples] = defaultdict(list)

    def look(self, now: float, ends: Positions, positions: Positions) -> Mapping[str, Lag]:
        """The lag by topic; `now` is in seconds of a clock that never goes back."""
        lags = dict.fromkeys(self._topics, Lag())
        for where, end in ends.items():
            topic = where.rpartition("/")[0]
            lag = self._of_partition(self._seen[where], now, end, positions.get(where, 0))
            lags[topic] = lags.get(topic, Lag()).joined(lag)
        return lags

    def _of_partition(self, seen: Samples, now: float, end: int, position: int) -> Lag:
        while seen and seen[0][1] <= position:
            del seen[0]
        if end <= position:
            return Lag()
        if not seen or end > seen[-1][1]:
            seen.append((now, end))
        if len(seen) > MOST_SAMPLES:
            del seen[1::2]  # the first one counts, those behind it may be coarser
        return Lag(end - position, now - seen[0][0])
