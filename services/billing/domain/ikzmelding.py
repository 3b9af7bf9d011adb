# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""A report of signals to the Informatie Knooppunt Zorgfraude (IKZ): about an aanbieder only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class IkzMelding:
    """That an officer reported; `signalen` are {id, cijfers, drempel} as they were then.

    `kenmerk` is the reference of the officer's own file: what it says of people stays there.
    """

    id: str
    gemeentecode: str
    agb_code: str
    van: date
    tot: date
    score: int
    signalen: tuple[Mapping[str, Any], ...]
    kenmerk: str
    door: str
    persoon: str
    op: datetime
