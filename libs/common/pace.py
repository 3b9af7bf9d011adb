# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""How often one organisation may ask: so that none takes what is there for all."""

import math
import time
from collections.abc import Callable

from libs.common.auth.model import Caller
from libs.common.problem import TooManyRequests

_MINUTE_S = 60.0
_MANY = 10_000
"""Organisations of which is known when they asked; those that rest longest are forgotten first."""


class Pace:
    """At most `per_minute` calls of an organisation in each minute; 0 is without bound.

    Who was quiet may ask all of a minute at once. One number is kept of each organisation: the
    moment until which its calls would last, were they spread evenly. Each process counts for
    itself, on the real clock.
    """

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._each_s = _MINUTE_S / per_minute if per_minute else 0.0
        self._now = now
        self._until: dict[tuple[str, str], float] = {}

    def take(self, caller: Caller) -> None:
        """One more call. Raises `TooManyRequests`, which says when there is room again."""
        if not self._each_s:
            return
        who, now = (caller.org_type, caller.code), self._now()
        until = max(self._until.get(who, now), now) + self._each_s
        if (too_early := until - now - _MINUTE_S) > 0:
            raise _not_so_fast(too_early)
        if who not in self._until and len(self._until) >= _MANY:
            self._forget(now)
        self._until[who] = until

    def _forget(self, now: float) -> None:
        """Who rests; when nobody does, half of all, those that asked least lately."""
        busy = {who: until for who, until in self._until.items() if until > now}
        if len(busy) >= _MANY:
            last = sorted(busy, key=busy.__getitem__)[_MANY // 2 :]
            busy = {who: busy[who] for who in last}
        self._until = busy


def _not_so_fast(seconds: float) -> TooManyRequests:
    wait = math.ceil(seconds)
    return TooManyRequests(
        f"Uw organisatie vraagt hier meer dan kan. Probeer het over {wait} s opnieuw.",
        headers={"Retry-After": str(wait)},
    )
