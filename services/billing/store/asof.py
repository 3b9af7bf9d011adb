# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""The facts of a declaratie that was judged before, as they were known at a moment.

Lines count that were judged before it; versions count that were recorded by then. What the rules
saw is read back by itself (`store.reading`); here all is collected anew, from nothing but rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import listed
from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.declaratie import Regel, Sleutel
from services.billing.domain.feiten import Debetregel, DeclaratieFeiten, Feiten, Gebruik
from services.billing.domain.grenzen import Pgb, Plafond, PlafondSleutel
from services.billing.domain.toewijzing import Toewijzing
from services.billing.store import bounds, personen
from services.billing.store.peil import Peil
from services.billing.store.reading import as_regel
from services.billing.store.regels import came_as_message
from services.billing.store.rows import (
    as_contractproduct,
    as_kern,
    as_toewijzing,
)
from services.billing.store.vernietigen import signed_bedrag

Row = sa.Row[Any]


async def load_feiten(session: AsyncSession, peil: Peil, regels: Sequence[Regel]) -> Feiten:
    """Everything the rules may look at for these lines, as known then."""
    before = await _lines_before(session, peil, regels)
    toewijzingen = await _toewijzingen(session, peil, regels)
    producten, elders = await _producten(session, peil, regels, toewijzingen)
    plafonds = await _plafonds(session, peil, producten, regels)
    gemeentecode = peil.declaratie.gemeentecode
    corrected = await personen.load(session, [gemeentecode], peil.moment)
    stand = _Stand(before, peil, await _destroyed_before(session, peil, regels))
    return Feiten(
        declaratie_eind=peil.declaratie.periode_eind,
        toewijzingen=toewijzingen,
        producten=producten,
        elders=elders,
        bekende_referenties=stand.referenties & {r.referentie_nummer for r in regels},
        debetregels=stand.debetregels(),
        open_debetten=stand.open_debetten(),
        gebruik=stand.gebruik(),
        pgbs=await _pgbs(session, peil, regels, toewijzingen),
        plafonds=plafonds,
        besteed=await _besteed(session, peil, producten, plafonds),
        regelset=peil.regelset,
        personen=corrected.get(gemeentecode, {}),
    )


class _Stand:
    """What the lines judged before leave: references, debits to credit, volume used."""

    def __init__(self, found: Iterable[Row], peil: Peil, vernietigd: Mapping[int, Gebruik]) -> None:
        self._vernietigd = vernietigd
        rows: list[Any] = [*found, *peil.anders.regels]
        self.referenties = frozenset(row.referentie_nummer for row in rows)
        changed = peil.anders.toegekend
        approved = [row for row in rows if changed.get(row.id, row.toegekend)]
        self._gecrediteerd = {row.vorig_referentie_nummer for row in approved}
        own = peil.declaratie.gemeentecode
        self._approved = [row for row in approved if row.gemeentecode == own]
        self._debits = [row for row in self._approved if row.vorig_referentie_nummer is None]

    def debetregels(self) -> dict[str, Debetregel]:
        return {
            row.referentie_nummer: Debetregel(
                row.id,
                row.referentie_nummer,
                as_kern(row),
                row.referentie_nummer in self._gecrediteerd,
            )
            for row in self._debits
        }

    def open_debetten(self) -> dict[Sleutel, str]:
        return {
            as_kern(row)[0]: row.referentie_nummer
            for row in self._debits
            if row.referentie_nummer not in self._gecrediteerd
        }

    def gebruik(self) -> dict[int, Gebruik]:
        found = dict(self._vernietigd)
        for row in self._approved:
            nummer = row.toewijzing_nummer
            found[nummer] = found.get(nummer, Gebruik()).plus(as_regel(row))
        return found


def _earlier(peil: Peil) -> sa.ColumnElement[bool]:
    """Lines of declaraties that were judged before this one, and before the moment."""
    return t.regel.c.declaratie_id.in_(sa.select(t.declaratie.c.id).where(before(peil)))


def before(peil: Peil) -> sa.ColumnElement[bool]:
    """Declaraties of the aanbieder that were judged line by line by then, also in the trial."""
    c, own = t.declaratie.c, peil.declaratie
    judged = sa.or_(
        c.beoordeeld_op < peil.beoordeeld_op,
        sa.and_(c.beoordeeld_op == peil.beoordeeld_op, c.id < own.id),
    )
    of_aanbieder = sa.and_(c.agb_code == own.agb_code, c.verwerkt, c.beoordeeld_op <= peil.moment)
    return sa.and_(of_aanbieder, judged, c.id.not_in(sorted(peil.anders.vervallen)))


async def load_declaratie_feiten(session: AsyncSession, peil: Peil) -> DeclaratieFeiten:
    """What the rules on the declaratie as a whole may see, as known then.

    An invoice outside the messages has no place in their order (TR318).
    """
    c, own, anders = t.declaratie.c, peil.declaratie, peil.anders
    here = sa.and_(c.gemeentecode == own.gemeentecode, came_as_message)
    query = sa.select(c.periode_begin, here.label("here"), c.declaratie_nummer).where(
        before(peil), sa.or_(here, c.declaratie_nummer == own.declaratie_nummer)
    )
    rows = list(await session.execute(query))
    numbers = {row.declaratie_nummer for row in rows}
    periods = [row.periode_begin for row in rows if row.here]
    extra = [one for one in anders.erbij if one.gemeentecode == own.gemeentecode]
    last = max([*periods, *(one.periode_begin for one in extra)], default=None)
    return DeclaratieFeiten(
        nummer_gebruikt=own.declaratie_nummer
        in numbers | {d.declaratie_nummer for d in anders.erbij},
        laatste_periode=None if own.is_factuur else last,
    )


async def _among(
    session: AsyncSession, query: sa.Select[Any], column: sa.Column[Any], keys: Iterable[Any]
) -> list[Row]:
    """Rows of `query` whose `column` is one of `keys`."""
    wanted = listed(session, {"key": column.type}, [(key,) for key in sorted(keys)])
    return list(await session.execute(query.join(wanted, wanted.c.key == column)))


async def _lines_before(session: AsyncSession, peil: Peil, regels: Sequence[Regel]) -> list[Row]:
    """Those on the same toewijzingen, with the same references, and that credit the same debits."""
    c, own = t.regel.c, peil.declaratie
    of_aanbieder = sa.select(t.regel).where(c.agb_code == own.agb_code, _earlier(peil))
    in_gemeente = of_aanbieder.where(c.gemeentecode == own.gemeentecode)
    previous = {r.vorig_referentie_nummer for r in regels if r.vorig_referentie_nummer}
    named = {r.referentie_nummer for r in regels} | previous
    nummers = {r.toewijzing_nummer for r in regels}
    found = [
        *await _among(session, in_gemeente, c.toewijzing_nummer, nummers),
        *await _among(session, of_aanbieder, c.referentie_nummer, named),
        *await _among(session, of_aanbieder, c.vorig_referentie_nummer, previous),
    ]
    return list({row.id: row for row in found}.values())


async def _destroyed_before(
    session: AsyncSession, peil: Peil, regels: Sequence[Regel]
) -> dict[int, Gebruik]:
    """What lines used of these toewijzingen that are kept no longer."""
    c, own = t.vernietigde_regels.c, peil.declaratie
    query = sa.select(c.toewijzing_nummer, c.volume, signed_bedrag().label("bedrag")).where(
        c.gemeentecode == own.gemeentecode,
        c.agb_code == own.agb_code,
        c.declaratie_id.in_(sa.select(t.declaratie.c.id).where(before(peil))),
    )
    found: dict[int, Gebruik] = {}
    nummers = {r.toewijzing_nummer for r in regels}
    for row in await _among(session, query, c.toewijzing_nummer, nummers):
        used = found.get(row.toewijzing_nummer, Gebruik())
        now = Gebruik(used.volume + row.volume, used.bedrag + row.bedrag)
        found[row.toewijzing_nummer] = now
    return found


async def _toewijzingen(
    session: AsyncSession, peil: Peil, regels: Sequence[Regel]
) -> dict[int, Toewijzing]:
    c, own = t.toewijzing.c, peil.declaratie
    query = sa.select(t.toewijzing).where(
        c.gemeentecode == own.gemeentecode, c.agb_code == own.agb_code
    )
    rows = await _among(session, query, c.toewijzing_nummer, {r.toewijzing_nummer for r in regels})
    known = peil.known(rows, "toewijzing", "toewijzing_nummer")
    return {row.toewijzing_nummer: as_toewijzing(row) for row in known}


_Producten = dict[tuple[str, str], tuple[Contractproduct, ...]]


async def _producten(
    session: AsyncSession,
    peil: Peil,
    regels: Sequence[Regel],
    toewijzingen: Mapping[int, Toewijzing],
) -> tuple[_Producten, dict[str, _Producten]]:
    """Those of the own gemeente, and of those that clients moved from, by gemeente."""
    own, c = peil.declaratie, t.contractproduct.c
    by_aanbieder = sa.select(t.contract).where(t.contract.c.agb_code == own.agb_code)
    versions = list(await session.execute(by_aanbieder))
    ids = {row.contract_id for row in versions}
    codes = sorted({regel.code for regel in regels})
    query = sa.select(t.contractproduct).where(c.code.in_(codes))
    before = {one.tarief_gemeentecode for one in toewijzingen.values() if one.tarief_gemeentecode}
    found: dict[str, _Producten] = {code: {} for code in (*before, own.gemeentecode)}
    seen = peil.gezien.producten
    for row in peil.known(await _among(session, query, c.contract_id, ids), "product", _ID):
        key = (row.categorie, row.code)
        contract = _contract_of(row, versions, peil)
        if contract is None or row.product_id not in seen.get(key, (row.product_id,)):
            continue
        for code in found.keys() & set(contract.gemeentecodes):
            product = as_contractproduct(row, contract)
            found[code][key] = (*found[code].get(key, ()), product)
    return found.pop(own.gemeentecode), found


_ID = "product_id"


def _contract_of(product: Row, versions: Iterable[Row], peil: Peil) -> Row | None:
    """The contract of a product in the version that was seen with it, or was known."""
    own = [row for row in versions if row.contract_id == product.contract_id]
    seen = peil.gezien.versies.get("contract", {}).get(product.product_id)
    if seen is not None:
        own = [row for row in own if row.versie == seen]
        return own[0] if own else None
    return next(iter(peil.known(own, "contract", "contract_id")), None)


async def _pgbs(
    session: AsyncSession,
    peil: Peil,
    regels: Sequence[Regel],
    toewijzingen: Mapping[int, Toewijzing],
) -> dict[str, tuple[Pgb, ...]]:
    """Of the gemeente, by client; without one that would have been met by a line that met none."""
    own = t.pgb.c.gemeentecode == peil.declaratie.gemeentecode
    rows = await session.execute(sa.select(t.pgb).where(own))
    found = bounds.by_client(peil.known(rows, "pgb", "pgb_id"))
    met = peil.gezien.versies.get("pgb", {})
    for regel in regels:
        toewijzing = toewijzingen.get(regel.toewijzing_nummer)
        if toewijzing is None or regel.nummer not in peil.gezien.zonder_pgb:
            continue
        product, client = (regel.categorie, regel.code), toewijzing.client_pseudoniem
        found[client] = tuple(
            pgb
            for pgb in found.get(client, ())
            if pgb.pgb_id in met
            or not pgb.excludes(product, regel.periode_begin, regel.periode_eind)
        )
    return found


async def _plafonds(
    session: AsyncSession,
    peil: Peil,
    producten: bounds.Producten,
    regels: Sequence[Regel],
) -> dict[PlafondSleutel, Plafond]:
    c = t.plafond.c
    contracts = sorted({p.contract_id for found in producten.values() for p in found})
    jaren = sorted({regel.periode_begin.year for regel in regels})
    query = sa.select(t.plafond).where(c.contract_id.in_(contracts), c.jaar.in_(jaren))
    of_product = {p.product_id: p.contract_id for found in producten.values() for p in found}
    seen = {
        (of_product[product_id], jaar): versie
        for (product_id, jaar), versie in peil.gezien.versies.get("plafond", {}).items()
        if product_id in of_product
    }
    return bounds.current_plafonds(
        row
        for row in await session.execute(query)
        if (
            row.versie == seen[row.contract_id, row.jaar]
            if (row.contract_id, row.jaar) in seen
            else row.bekend_op <= peil.moment
        )
    )


async def _besteed(
    session: AsyncSession,
    peil: Peil,
    producten: bounds.Producten,
    plafonds: Iterable[PlafondSleutel],
) -> dict[PlafondSleutel, int]:
    """Cents approved before under each ceiling, by the contract in the version of its products."""
    keys = list(plafonds)
    versions = {p.contract_id: p.contract_versie for found in producten.values() for p in found}
    query = sa.select(t.contract).where(t.contract.c.contract_id.in_([key[0] for key in keys]))
    rows = (await session.execute(query)).all() if keys else []
    contracts = {r.contract_id: r for r in rows if r.versie == versions[r.contract_id]}
    return {
        key: await _paid(session, contracts[key[0]], key[1], _earlier(peil))
        + peil.anders.besteed[key]
        for key in keys
    }


async def _paid(
    session: AsyncSession, contract: Row, jaar: int, earlier: sa.ColumnElement[bool]
) -> int:
    line, product = t.regel.c, t.contractproduct.c
    under = sa.exists().where(
        product.contract_id == contract.contract_id,
        product.categorie == line.categorie,
        product.code == line.code,
    )
    paid = sa.select(sa.func.sum(line.bedrag)).where(
        line.agb_code == contract.agb_code,
        line.toegekend,
        line.gemeentecode.in_(contract.gemeentecodes),
        line.periode_begin.between(*bounds.term(contract, jaar)),
        under,
        earlier,
    )
    return int(await session.scalar(paid) or 0)
