# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What is asked of one declaratie, and between whom it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

import sqlalchemy as sa

from libs.common.bulk import Columns
from services.billing.domain.declaratie import Regel


@dataclass(frozen=True, slots=True)
class Partijen:
    """Between whom a declaratie goes: facts of others do not exist for it."""

    gemeentecode: str
    agb_code: str


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is to be known of one declaratie: its parties, its number, month and lines."""

    partijen: Partijen
    declaratie_nummer: str
    declaratie_eind: date
    regels: Sequence[Regel]


NUMMERS: Columns = {"gemeente": sa.String(), "nummer": sa.Integer()}


def nummers_of(vragen: Sequence[Vraag]) -> list[tuple[str, int]]:
    """Each toewijzing that is claimed on, once, as its gemeente and number."""
    claimed: dict[str, set[int]] = {}
    for v in vragen:
        of_gemeente = claimed.setdefault(v.partijen.gemeentecode, set())
        of_gemeente.update(map(_nummer, v.regels))
    return [(code, nummer) for code in sorted(claimed) for nummer in sorted(claimed[code])]


_nummer = attrgetter("toewijzing_nummer")
