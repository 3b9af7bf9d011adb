# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Turns rows into domain values."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from operator import attrgetter, itemgetter
from typing import Any

import sqlalchemy as sa

from libs.ijw.shared import Omvang
from services.billing import tables as t
from services.billing.domain.contract import Contractproduct, Tarief
from services.billing.domain.declaratie import Kern
from services.billing.domain.grenzen import Pgb, Plafond
from services.billing.domain.toewijzing import Toewijzing


def newest(rows: Iterable[sa.Row[Any]], *key: str) -> Iterable[sa.Row[Any]]:
    """Of each key only the row with the highest version."""
    named = attrgetter(*key)
    found: dict[Any, sa.Row[Any]] = {}
    for row in rows:
        known = found.get(named(row))
        if known is None or row.versie > known.versie:
            found[named(row)] = row
    return found.values()


TOEWIJZING = tuple(
    t.toewijzing.c[name]
    for name in (
        "gemeentecode",
        "agb_code",
        "toewijzing_nummer",
        "versie",
        "client_pseudoniem",
        "categorie",
        "code",
        "ingangsdatum",
        "einddatum",
        "volume",
        "eenheid",
        "frequentie",
        "budget",
        "reden_wijziging",
        "tarief_gemeentecode",
        "tarief_tot",
    )
)
"""What `toewijzingen_of` takes, in its order: of tens of thousands, a name for each counts."""

versie_of = itemgetter([column.name for column in TOEWIJZING].index("versie"))
"""The version in such a row."""

_of_toewijzing = attrgetter(*(column.name for column in TOEWIJZING))


def toewijzingen_of(rows: Sequence[Iterable[Any]]) -> Iterator[Toewijzing]:
    """Versions of toewijzingen, of rows with the columns of `TOEWIJZING` alone, by column."""
    if not rows:
        return iter(())
    columns = list(zip(*rows, strict=True))
    head, (volumes, eenheden, frequenties), rest = columns[:9], columns[9:12], columns[12:]
    omvangen = [
        None if volume is None else _omvang(volume, eenheid, frequentie)
        for volume, eenheid, frequentie in zip(volumes, eenheden, frequenties, strict=True)
    ]
    values = zip(*head, omvangen, *rest, strict=True)
    return map(_as_toewijzing, values)


_as_toewijzing = partial(tuple.__new__, Toewijzing)
"""Of all its values in their order."""


def as_toewijzing(row: sa.Row[Any]) -> Toewijzing:
    """A version of a toewijzing, of a row that has its columns among others."""
    return next(toewijzingen_of([_of_toewijzing(row)]))


@lru_cache(maxsize=4096)
def _omvang(volume: int, eenheid: str, frequentie: str) -> Omvang:
    """One value for all that are alike."""
    return Omvang(volume=volume, eenheid=eenheid, frequentie=frequentie)


def as_contractproduct(row: sa.Row[Any], contract: sa.Row[Any]) -> Contractproduct:
    """A version of a product in a version of its contract."""
    return Contractproduct(
        contract_id=row.contract_id,
        contract_versie=contract.versie,
        product_id=row.product_id,
        versie=row.versie,
        categorie=row.categorie,
        code=row.code,
        variant=row.variant,
        eenheid=row.eenheid,
        tarieven=tuple(_tarief(stored) for stored in row.tarieven),
        geldig_van=contract.geldig_van,
        geldig_tot=contract.geldig_tot,
        uitloop_tot=contract.uitloop_tot,
    )


def _tarief(stored: dict[str, Any]) -> Tarief:
    tot = stored["geldigTot"]
    return Tarief(
        bedrag=stored["bedrag"],
        geldig_van=date.fromisoformat(stored["geldigVan"]),
        geldig_tot=date.fromisoformat(tot) if tot else None,
    )


def as_pgb(row: sa.Row[Any]) -> Pgb:
    """A version of a budget of a client."""
    return Pgb(
        pgb_id=row.pgb_id,
        versie=row.versie,
        client_pseudoniem=row.client_pseudoniem,
        categorie=row.categorie,
        code=row.code,
        begindatum=row.begindatum,
        einddatum=row.einddatum,
    )


def as_plafond(row: sa.Row[Any]) -> Plafond:
    """A version of a ceiling."""
    return Plafond(row.contract_id, row.jaar, row.versie, row.bedrag)


def as_kern(row: sa.Row[Any]) -> Kern:
    """What a credit of this line must copy."""
    sleutel = (
        row.toewijzing_nummer,
        row.categorie,
        row.code,
        row.periode_begin,
        row.periode_eind,
    )
    return (sleutel, row.volume, row.eenheid, row.tarief, abs(row.bedrag))
