# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From where a declaratie is looked at again: which moment, which rules, which trial."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from services.billing.domain.declaratie import Declaratie, Regel
from services.billing.domain.grenzen import PlafondSleutel
from services.billing.domain.regelset import STANDAARD, Regelset
from services.billing.store.rows import newest

Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class ExtraRegel:
    """A line of a message that was refused as a whole, and would have been judged: as a row."""

    id: str
    gemeentecode: str
    referentie_nummer: str
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int
    categorie: str
    code: str
    periode_begin: date
    periode_eind: date
    nummer: int
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool

    @classmethod
    def of(cls, id: str, gemeentecode: str, regel: Regel, *, toegekend: bool) -> "ExtraRegel":
        """`bedrag` is signed, as in a row."""
        own = {n: getattr(regel, n) for n in cls.__slots__ if hasattr(regel, n) and n != "bedrag"}
        return cls(
            id=id, gemeentecode=gemeentecode, toegekend=toegekend, bedrag=regel.signed, **own
        )


@dataclass
class Anders:
    """What a trial found otherwise before this, of one aanbieder.

    `toegekend` is by the id of a line and `besteed` cents under ceilings. `vervallen` are ids of
    declaraties that would have been refused as a whole; `erbij` those that would not have been,
    with their lines in `regels` and their `identificaties`.
    """

    toegekend: dict[str, bool] = field(default_factory=dict)
    besteed: Counter[PlafondSleutel] = field(default_factory=Counter)
    vervallen: set[str] = field(default_factory=set)
    erbij: list[Declaratie] = field(default_factory=list)
    regels: list[ExtraRegel] = field(default_factory=list)
    identificaties: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Peil:
    """Which declaratie is looked at, from which moment, and with which rules.

    `beoordeeld_op` is when it was judged. `gezien` has versions that were seen for certain, by kind
    and key; they go before the moment.
    """

    declaratie: Declaratie
    beoordeeld_op: datetime
    moment: datetime
    gezien: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    anders: Anders = field(default_factory=Anders)
    regelset: Regelset = STANDAARD

    def known(self, rows: Iterable[Row], kind: str, key: str) -> list[Row]:
        """Of each key the version that was seen, else the last that was recorded in time."""
        seen = self.gezien.get(kind, {})
        return list(
            newest(
                (
                    row
                    for row in rows
                    if (
                        row.versie == seen[getattr(row, key)]
                        if getattr(row, key) in seen
                        else row.bekend_op is None or row.bekend_op <= self.moment
                    )
                ),
                key,
            )
        )


def versions_seen(rows: Iterable[Row]) -> dict[str, dict[Any, int]]:
    """The versions that the rules saw when these lines were judged."""
    found: dict[str, dict[Any, int]] = {"toewijzing": {}, "product": {}, "contract": {}}
    for row in rows:
        seen = row.feiten
        if "toewijzingVersie" in seen:
            found["toewijzing"][row.toewijzing_nummer] = seen["toewijzingVersie"]
        if "productId" in seen:
            found["product"][seen["productId"]] = seen["productVersie"]
            found["contract"][seen["productId"]] = seen["contractVersie"]
    return found
