# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What a signal is: a pattern with its figures, to be held against a dated threshold."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.billing.domain.signalering import Drempel, Kengetallen


@dataclass(frozen=True, slots=True)
class Beeld:
    """An aanbieder among the others: `mediaan` is theirs of SG01, None when they are too few."""

    eigen: Kengetallen
    mediaan: int | None


Holds = Callable[[Beeld, Drempel], bool]
Cijfers = Callable[[Beeld], Mapping[str, int | None]]


@dataclass(frozen=True, slots=True)
class Signaal:
    """One pattern: `holds` is True when it is to be seen, `cijfers` are what it looks at."""

    id: str
    naam: str
    uitleg: str
    holds: Holds
    cijfers: Cijfers
