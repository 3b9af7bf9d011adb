# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The clock as a dependency: the real one, and one that a demo or a test moves by hand."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def utc_text(moment: datetime) -> str:
    """A moment as it stands in the JSON of answers: in UTC, ending in Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Clock(Protocol):
    """What the time is; legal days are those of Amsterdam, stored moments are UTC."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The present day in the Netherlands."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The present day in the Netherlands."""
        return self.now().astimezone(AMSTERDAM).date()


class SimulatedClock:
    """A clock that stands where it was put, or runs on from there when `ticking`."""

    def __init__(self, start: datetime, ticking: bool = False) -> None:
        self._start = _in_utc(start)
        self._ticking = ticking
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The simulated moment, aware, in UTC."""
        if not self._ticking:
            return self._start
        return self._start + timedelta(seconds=time.monotonic() - self._since)

    def today(self) -> date:
        """The simulated day in the Netherlands."""
        return self.now().astimezone(AMSTERDAM).date()

    def move_to(self, moment: datetime) -> None:
        """Set the clock; `ValueError` when that would turn it back or the moment is naive."""
        target = _in_utc(moment)
        if target < self.now():
            raise ValueError("the clock only moves forward")
        self._start = target
        self._since = time.monotonic()


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)
