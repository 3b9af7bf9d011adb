# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements that give awards their value per month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import Columns, bulk_insert, listed
from libs.ijw.months import month_before
from libs.ijw.volumes import Omvang
from libs.ijw.worth import Award
from services.reporting import tables as t
from services.reporting.domain import (
    Contractversie,
    Maandfeit,
    Productversie,
    Toewijzingversie,
)

AwardKey = tuple[str, int]
"""Gemeentecode and number."""
Product = tuple[str, str, str]
"""AGB code, category and code."""

_AWARD: Columns = {"gemeentecode": sa.String(4), "nummer": sa.Integer()}
_PRODUCT: Columns = {"agb": sa.String(8), "categorie": sa.String(2), "code": sa.String(5)}


@dataclass(frozen=True, slots=True)
class Prijzen:
    """Versions of products and contracts, by product."""

    producten: Mapping[Product, Sequence[Productversie]]
    contracten: Mapping[str, Sequence[Contractversie]]

    def of(self, product: Product) -> tuple[list[Productversie], list[Contractversie]]:
        """The versions of a product, and those of its contracts."""
        producten = list(self.producten.get(product, ()))
        ids = {one.contract_id for one in producten}
        return producten, [v for one in ids for v in self.contracten.get(one, ())]


async def marked(session: AsyncSession, limit: int) -> tuple[list[int], list[AwardKey], list[str]]:
    """The oldest marks: their numbers, awards, and contracts."""
    c = t.te_waarderen.c
    rows = (await session.execute(sa.select(t.te_waarderen).order_by(c.seq).limit(limit))).all()
    awards = {(r.gemeentecode, r.toewijzing_nummer) for r in rows if r.contract_id is None}
    contracts = {r.contract_id for r in rows if r.contract_id is not None}
    return [r.seq for r in rows], sorted(awards), sorted(contracts)


async def unmark(session: AsyncSession, seqs: Sequence[int]) -> None:
    """These were dealt with; whatever was marked since stays."""
    done = listed(session, {"seq": sa.BigInteger()}, [(seq,) for seq in seqs])
    await session.execute(
        sa.delete(t.te_waarderen).where(t.te_waarderen.c.seq.in_(sa.select(done.c.seq)))
    )


async def awards_under(session: AsyncSession, contracten: Sequence[str]) -> list[AwardKey]:
    """Awards of any product that a version of these contracts has."""
    c, p = t.toewijzing.c, t.contractproduct.c
    query = (
        sa.select(c.gemeentecode, c.toewijzing_nummer)
        .join(
            t.contractproduct,
            sa.and_(p.agb_code == c.agb_code, p.categorie == c.categorie, p.code == c.code),
        )
        .where(p.contract_id.in_(contracten))
        .distinct()
    )
    return [(row.gemeentecode, row.toewijzing_nummer) for row in await session.execute(query)]


async def versions(
    session: AsyncSession, keys: Sequence[AwardKey]
) -> dict[AwardKey, list[Toewijzingversie]]:
    """All versions of these awards."""
    c = t.toewijzing.c
    given = listed(session, _AWARD, keys)
    query = sa.select(t.toewijzing).join(
        given,
        sa.and_(c.gemeentecode == given.c.gemeentecode, c.toewijzing_nummer == given.c.nummer),
    )
    found: dict[AwardKey, list[Toewijzingversie]] = {}
    for row in await session.execute(query):
        found.setdefault((row.gemeentecode, row.toewijzing_nummer), []).append(_versie(row))
    return found


async def prices(session: AsyncSession, products: Sequence[Product]) -> Prijzen:
    """All versions of these products and of the contracts that they are in."""
    p, k = t.contractproduct.c, t.contract.c
    given = listed(session, _PRODUCT, products)
    same = sa.and_(
        p.agb_code == given.c.agb, p.categorie == given.c.categorie, p.code == given.c.code
    )
    producten: dict[Product, list[Productversie]] = {}
    for row in await session.execute(sa.select(t.contractproduct).join(given, same)):
        product = (row.agb_code, row.categorie, row.code)
        one = Productversie(
            row.product_id,
            row.versie,
            row.bekend_op,
            row.contract_id,
            product,
            row.eenheid,
            row.tarieven,
        )
        producten.setdefault(product, []).append(one)
    ids = sorted({one.contract_id for several in producten.values() for one in several})
    wanted = listed(session, {"id": sa.String(36)}, [(one,) for one in ids])
    contracten: dict[str, list[Contractversie]] = {}
    for row in await session.execute(
        sa.select(t.contract).join(wanted, k.contract_id == wanted.c.id)
    ):
        contracten.setdefault(row.contract_id, []).append(
            Contractversie(
                row.contract_id,
                row.versie,
                row.bekend_op,
                frozenset(row.gemeentecodes),
                row.geldig_van,
                row.geldig_tot,
            )
        )
    return Prijzen(producten, contracten)


async def replace_values(
    session: AsyncSession, values: Mapping[AwardKey, Sequence[Maandfeit]]
) -> None:
    """The monthly values of these awards as they now are."""
    c = t.toewijzing_maand.c
    given = listed(session, _AWARD, list(values))
    await session.execute(
        sa.delete(t.toewijzing_maand).where(
            sa.tuple_(c.gemeentecode, c.toewijzing_nummer).in_(sa.select(*given.c))
        )
    )
    await bulk_insert(
        session,
        t.toewijzing_maand,
        [_row(key, feit) for key, feiten in values.items() for feit in feiten],
    )


def _versie(row: Any) -> Toewijzingversie:  # noqa: ANN401 - a row
    omvang = None
    if row.volume is not None:
        omvang = Omvang(volume=row.volume, eenheid=row.eenheid, frequentie=row.frequentie)
    award = Award(row.ingangsdatum, row.einddatum, omvang, row.budget, row.reden_wijziging)
    return Toewijzingversie(
        row.versie,
        row.bekend_op,
        row.agb_code,
        row.categorie,
        row.code,
        award,
        row.tarief_gemeentecode,
        row.tarief_tot,
    )


def _row(key: AwardKey, feit: Maandfeit) -> dict[str, Any]:
    return {
        "gemeentecode": key[0],
        "toewijzing_nummer": key[1],
        "maand": feit.maand,
        "bekend_op": feit.bekend_op,
        "vervallen_op": feit.vervallen_op,
        "vorige_maand": month_before(feit.maand),
        "agb_code": feit.agb_code,
        "categorie": feit.categorie,
        "code": feit.code,
        "bedrag": feit.bedrag,
        "dubbel": feit.dubbel,
    }
