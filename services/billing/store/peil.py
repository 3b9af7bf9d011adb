# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""From where a declaratie is looked at again: which moment, which rules, which trial."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from services.billing.domain.declaratie import Declaratie, Regel
from services.billing.domain.grenzen import PlafondSleutel
from services.billing.domain.regelset import STANDAARD, Regelset
from services.billing.rules.verdict import NIET_BEOORDEELD
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
class Waargenomen:
    """What the rules saw for certain when a declaratie was judged; it goes before the moment.

    A source may have recorded a version before the verdict that was told after it: then the moment
    says that it was known, and it was not. `versies` are by kind and key, 0 where there was none.
    `producten` are the ids that were chosen from, by category and code, and `zonder_pgb` numbers of
    lines that met no pgb.

    Whom a pseudonym meant is not among it: a correction that was recorded before the verdict and
    told after it counts in judging again as then.
    """

    versies: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    producten: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    zonder_pgb: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Peil:
    """Which declaratie is looked at, from which moment, and with which rules.

    `beoordeeld_op` is when it was judged; `gezien` is empty when all is as known at the moment.
    """

    declaratie: Declaratie
    beoordeeld_op: datetime
    moment: datetime
    gezien: Waargenomen = field(default_factory=Waargenomen)
    anders: Anders = field(default_factory=Anders)
    regelset: Regelset = STANDAARD

    def known(self, rows: Iterable[Row], kind: str, key: str) -> list[Row]:
        """Of each key the version that was seen, else the last that was recorded in time."""
        seen = self.gezien.versies.get(kind, {})
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


def versions_seen(rows: Iterable[Row]) -> Waargenomen:
    """What the rules saw when these lines of one declaratie were judged.

    All facts of a declaratie are read at once, so what one line saw was there for each. A line
    that its client stopped tells nothing.
    """
    judged = [row for row in rows if row.retourcodes != [NIET_BEOORDEELD]]
    kinds = ("toewijzing", "product", "contract", "pgb", "plafond")
    versies: dict[str, dict[Any, int]] = {kind: {} for kind in kinds}
    producten: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in judged:
        seen = row.feiten
        versies["toewijzing"][row.toewijzing_nummer] = seen.get("toewijzingVersie", 0)
        if "pgbId" in seen:
            versies["pgb"][seen["pgbId"]] = seen["pgbVersie"]
        chosen = producten[row.categorie, row.code]
        if "productId" in seen:
            chosen.add(seen["productId"])
            _note_product(versies, row)
    return Waargenomen(
        versies,
        {key: frozenset(ids) for key, ids in producten.items()},
        frozenset(row.nummer for row in judged if "pgbId" not in row.feiten),
    )


def _note_product(versies: Mapping[str, dict[Any, int]], row: Row) -> None:
    """Of a product, its contract and the ceiling of that in the year of the care."""
    seen = row.feiten
    product = seen["productId"]
    versies["product"][product] = seen["productVersie"]
    versies["contract"][product] = seen["contractVersie"]
    if "voortgezetVan" not in seen:  # there no ceiling is looked at
        versies["plafond"][product, row.periode_begin.year] = seen.get("plafondVersie", 0)
