# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reads what the obligations of toewijzingen follow from, for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import listed
from libs.common.upsert import OnConflict
from libs.ijw.worth import Award, tarief_of
from services.billing import tables as t
from services.billing.domain.eenheden import TAAKGERICHT
from services.billing.domain.verplichting import (
    Contractversie,
    Feiten,
    Prijsfeit,
    Productversie,
    Sleutel,
    Stop,
    Toewijzingversie,
)
from services.billing.store import oorzaken
from services.billing.store.grootboek import Geheel
from services.billing.store.rows import as_toewijzing
from services.billing.store.werkvoorraad import SLEUTEL

Rows = Sequence[sa.Row[Any]]
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_EVER = (date.min, None)
_STOPPED, _REMOVED = "gestopt", "verwijderd"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One toewijzing with its newest version and all that its obligation follows from."""

    nieuwste: sa.Row[Any]
    feiten: Feiten


@dataclass(frozen=True, slots=True)
class _Prijzen:
    """Versions of the contracts and products of some aanbieders."""

    contracten: Mapping[str, Sequence[Contractversie]]
    producten: Mapping[tuple[str, str, str], Sequence[Productversie]] = field(default_factory=dict)

    def of(self, toewijzing: sa.Row[Any]) -> tuple[Prijsfeit, ...]:
        """Those of the product of a toewijzing."""
        key = (toewijzing.agb_code, toewijzing.categorie, toewijzing.code)
        producten = self.producten.get(key, ())
        ids = sorted({product.contract_id for product in producten})
        return (*(one for i in ids for one in self.contracten[i]), *producten)


async def read_dossiers(
    session: AsyncSession, sleutels: Sequence[Sleutel], geboekt: Mapping[Sleutel, Geheel]
) -> dict[Sleutel, Dossier]:
    """Those that are known, with what is booked on them, in four statements."""
    versies = await _versions(session, sleutels)
    nieuwste = {key: max(rows, key=attrgetter("versie")) for key, rows in versies.items()}
    prijzen = await _prices(session, {row.agb_code for row in nieuwste.values()})
    stops = await _stops(session, sleutels)
    return {
        key: Dossier(
            row,
            Feiten(
                gemeentecode=key[0],
                versies=tuple(_versie(one) for one in versies[key]),
                prijzen=prijzen.of(row),
                stop=stops.get((*key, row.agb_code)),
                netto=geboekt[key].netto,
                categorie=row.categorie,
                geclaimd=geboekt[key].geclaimd,
            ),
        )
        for key, row in nieuwste.items()
    }


async def keep(session: AsyncSession, rows: Sequence[Mapping[str, Any]]) -> None:
    """What the entries of these toewijzingen are about, as it now is."""
    if not rows:
        return
    columns = {column.name: column.type for column in t.verplichting.columns}
    given = listed(session, columns, [tuple(row[name] for name in columns) for row in rows])
    values = sa.select(*given.c).where(sa.true())
    insert = sa.insert(t.verplichting).from_select(list(columns), values)
    others = [name for name in columns if name not in SLEUTEL]
    await session.execute(insert.ext(OnConflict(tuple(SLEUTEL), others, None)))


async def keys_after(session: AsyncSession, after: Sleutel, limit: int) -> list[Sleutel]:
    """Toewijzingen in order, from after this one."""
    c = t.toewijzing.c
    key = (c.gemeentecode, c.toewijzing_nummer)
    query = sa.select(*key).where(sa.tuple_(*key) > sa.tuple_(*after)).group_by(*key)
    rows = await session.execute(query.order_by(*key).limit(limit))
    return [(row.gemeentecode, row.toewijzing_nummer) for row in rows]


async def _versions(
    session: AsyncSession, sleutels: Sequence[Sleutel]
) -> dict[Sleutel, list[sa.Row[Any]]]:
    found: defaultdict[Sleutel, list[sa.Row[Any]]] = defaultdict(list)
    for row in await session.execute(_of_keys(session, t.toewijzing, sleutels)):
        found[row.gemeentecode, row.toewijzing_nummer].append(row)
    return found


def _of_keys(session: AsyncSession, table: sa.Table, sleutels: Sequence[Sleutel]) -> sa.Select[Any]:
    keys = listed(session, SLEUTEL, sleutels)
    same = [keys.c[name] == table.c[name] for name in SLEUTEL]
    return sa.select(table).join(keys, sa.and_(*same))


def _versie(row: sa.Row[Any]) -> Toewijzingversie:
    known = as_toewijzing(row)
    return Toewijzingversie(
        bekend_op=row.bekend_op or row.vastgesteld_op,
        oorzaak=oorzaken.of_toewijzing(row),
        versie=known.versie,
        award=Award(
            known.ingangsdatum,
            known.einddatum,
            known.omvang,
            known.budget,
            known.reden_wijziging,
        ),
        tarief_gemeentecode=known.tarief_gemeentecode,
        tarief_tot=known.tarief_tot,
    )


async def _stops(
    session: AsyncSession, sleutels: Sequence[Sleutel]
) -> dict[tuple[str, int, str], Stop]:
    """Where every delivery ended: the last of them, by toewijzing and aanbieder."""
    found: defaultdict[tuple[str, int, str], list[sa.Row[Any]]] = defaultdict(list)
    for row in await session.execute(_of_keys(session, t.levering, sleutels)):
        if row.status != _REMOVED:
            found[row.gemeentecode, row.toewijzing_nummer, row.agb_code].append(row)
    return {
        key: _stop(rows)
        for key, rows in found.items()
        if all(row.status == _STOPPED and row.einddatum for row in rows)
    }


def _stop(rows: Rows) -> Stop:
    last = max(rows, key=attrgetter("einddatum", "begindatum", "categorie", "code"))
    return Stop(oorzaken.of_levering(last), last.einddatum)


async def _prices(session: AsyncSession, agb_codes: Iterable[str]) -> _Prijzen:
    k, p = t.contract.c, t.contractproduct.c
    of_agb = k.agb_code.in_(sorted(agb_codes))
    contracten: defaultdict[str, list[Contractversie]] = defaultdict(list)
    agb_of: dict[str, str] = {}
    for row in await session.execute(sa.select(t.contract).where(of_agb)):
        contracten[row.contract_id].append(_contract(row))
        agb_of[row.contract_id] = row.agb_code
    of_contracts = p.contract_id.in_(sa.select(k.contract_id).where(of_agb))
    producten: defaultdict[tuple[str, str, str], list[Productversie]] = defaultdict(list)
    for row in await session.execute(sa.select(t.contractproduct).where(of_contracts)):
        key = (agb_of[row.contract_id], row.categorie, row.code)
        producten[key].append(_product(row))
    return _Prijzen(contracten, producten)


def _contract(row: sa.Row[Any]) -> Contractversie:
    return Contractversie(
        bekend_op=row.bekend_op or _LONG_AGO,
        oorzaak=oorzaken.of_contract(row),
        contract_id=row.contract_id,
        versie=row.versie,
        gemeentecodes=frozenset(row.gemeentecodes),
        geldig_van=row.geldig_van,
        geldig_tot=row.geldig_tot,
        uitloop_tot=row.uitloop_tot,
    )


def _product(row: sa.Row[Any]) -> Productversie:
    priced = row.tarieven if row.variant != TAAKGERICHT else ()
    return Productversie(
        bekend_op=row.bekend_op or _LONG_AGO,
        oorzaak=oorzaken.of_contractproduct(row),
        product_id=row.product_id,
        contract_id=row.contract_id,
        versie=row.versie,
        tarieven=tuple(tarief_of(stored, row.eenheid, _EVER) for stored in priced),
    )
