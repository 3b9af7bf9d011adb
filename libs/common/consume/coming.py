# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How much is yet to come to a service, of what waits for it in the log."""

from collections.abc import Mapping

from libs.common.eventlog.port import Positions


class Coming:
    """Remembers since when nobody has read on in a partition: what waits there may never come.

    Whoever has it may stand still until an operator looks, in a process of which this one knows
    nothing.
    """

    def __init__(self) -> None:
        self._stood: dict[str, tuple[int, float]] = {}

    def count(
        self, now: float, waiting: Mapping[str, int], at: Positions, patience_s: float
    ) -> int:
        """How many of those `waiting`, by partition, come to who stands `at`; `now` is in seconds
        of a clock that never goes back."""
        moving = 0
        for where, events in waiting.items():
            position = at.get(where, 0)
            before, since = self._stood.get(where, (position, now))
            if not events or before != position:
                since = now
            self._stood[where] = (position, since)
            if now - since <= patience_s:
                moving += events
        return moving
