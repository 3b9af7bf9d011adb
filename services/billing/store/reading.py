# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Reads judged declaraties back, and the facts of a line exactly as its rules saw them."""

from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.contract import Contractproduct
from services.billing.domain.declaratie import Declaratie, Regel
from services.billing.domain.feiten import Debetregel, Gebruik, RegelFeiten
from services.billing.domain.toewijzing import Toewijzing, open_toewijzing
from services.billing.store import bounds
from services.billing.store.clienten import note_lines
from services.billing.store.rows import as_contractproduct, as_kern, as_toewijzing

_is_factuur = sa.exists().where(t.factuur.c.declaratie_id == t.declaratie.c.id)


@dataclass(frozen=True, slots=True)
class Partij:
    """Who reads: an aanbieder what it sent, a gemeente what it received."""

    kolom: Literal["agb_code", "gemeentecode"]
    code: str


async def list_declaraties(
    session: AsyncSession, partij: Partij, before: str | None, limit: int
) -> list[sa.Row[Any]]:
    """Those that came as messages, newest first, from before the id `before`."""
    c = t.declaratie.c
    own = sa.select(t.declaratie).where(c[partij.kolom] == partij.code)
    query = own.where(sa.not_(_is_factuur))
    if before is not None:
        query = query.where(c.id < before)
    return list(await session.execute(query.order_by(c.id.desc()).limit(limit)))


async def read_declaratie(
    session: AsyncSession, partij: Partij, declaratie_id: str
) -> sa.Row[Any] | None:
    """None also when it is somebody else's."""
    c = t.declaratie.c
    query = sa.select(t.declaratie).where(c.id == declaratie_id, c[partij.kolom] == partij.code)
    return (await session.execute(query)).one_or_none()


async def list_regels(
    session: AsyncSession, declaratie_id: str, after: int, limit: int
) -> list[sa.Row[Any]]:
    """In message order, from after line `after`."""
    c = t.regel.c
    query = sa.select(t.regel).where(c.declaratie_id == declaratie_id, c.nummer > after)
    rows = list(await session.execute(query.order_by(c.nummer).limit(limit)))
    note_lines(session, rows)
    return rows


async def read_regel(session: AsyncSession, declaratie_id: str, nummer: int) -> sa.Row[Any] | None:
    """One line, with the toewijzingen of another client that stopped it, if any."""
    c = t.regel.c
    query = (
        sa.select(
            t.regel,
            t.declaratie_client.c.andermans_toewijzingen,
            t.declaratie.c.periode_eind.label("declaratie_eind"),
        )
        .join_from(t.regel, t.declaratie_client, t.declaratie_client.c.id == c.client_id)
        .join(t.declaratie, t.declaratie.c.id == c.declaratie_id)
        .where(c.declaratie_id == declaratie_id, c.nummer == nummer)
    )
    row = (await session.execute(query)).one_or_none()
    note_lines(session, [row] if row is not None else [])
    return row


def as_regel(row: sa.Row[Any]) -> Regel:
    """The line as it was judged; its place in the message is not kept."""
    return Regel(
        nummer=row.nummer,
        plaats="",
        referentie_nummer=row.referentie_nummer,
        vorig_referentie_nummer=row.vorig_referentie_nummer,
        toewijzing_nummer=row.toewijzing_nummer,
        categorie=row.categorie,
        code=row.code,
        periode_begin=row.periode_begin,
        periode_eind=row.periode_eind,
        volume=row.volume,
        eenheid=row.eenheid,
        tarief=row.tarief,
        bedrag=abs(row.bedrag),
        credit=row.vorig_referentie_nummer is not None,
    )


def as_declaratie(row: sa.Row[Any]) -> Declaratie:
    """The declaratie as it was judged."""
    return Declaratie(
        id=row.id,
        bericht_id=row.bericht_id,
        gemeentecode=row.gemeentecode,
        agb_code=row.agb_code,
        declaratie_nummer=row.declaratie_nummer,
        periode_begin=row.periode_begin,
        periode_eind=row.periode_eind,
        dagtekening=row.dagtekening,
        ingediend=row.ingediend,
        aantal_regels=row.aantal_regels,
        ontvangen_op=row.ontvangen_op,
    )


async def restore_feiten(session: AsyncSession, row: sa.Row[Any]) -> RegelFeiten:
    """The facts of a line from `read_regel`, from versions that never change."""
    seen = row.feiten
    product = await _product(session, seen)
    return RegelFeiten(
        declaratie_eind=row.declaratie_eind,
        toewijzing=await _toewijzing(session, row),
        product=product,
        voortgezet_van=seen.get("voortgezetVan"),
        referentie_bekend=seen.get("referentieBekend", False),
        debet=await _debit(session, seen),
        open_debet=seen.get("openDebet"),
        gebruik=Gebruik(seen.get("gebruiktVolume", 0), seen.get("gebruiktBedrag", 0)),
        pgb=await bounds.read_pgb(session, seen),
        plafond=await bounds.read_plafond(session, product, row),
        besteed=seen.get("besteed", 0),
    )


async def _toewijzing(session: AsyncSession, row: sa.Row[Any]) -> Toewijzing | None:
    if row.toewijzing_nummer < 0:  # of before each line had to name one
        return open_toewijzing(row.toewijzing_nummer)
    versie = row.feiten.get("toewijzingVersie")
    if versie is None:
        return None
    c = t.toewijzing.c
    query = sa.select(t.toewijzing).where(
        c.gemeentecode == row.gemeentecode,
        c.toewijzing_nummer == row.toewijzing_nummer,
        c.versie == versie,
    )
    return as_toewijzing((await session.execute(query)).one())


async def _product(session: AsyncSession, seen: dict[str, Any]) -> Contractproduct | None:
    if "productId" not in seen:
        return None
    c = t.contractproduct.c
    query = sa.select(t.contractproduct).where(
        c.product_id == seen["productId"], c.versie == seen["productVersie"]
    )
    product = (await session.execute(query)).one()
    of_contract = sa.select(t.contract).where(
        t.contract.c.contract_id == product.contract_id,
        t.contract.c.versie == seen["contractVersie"],
    )
    return as_contractproduct(product, (await session.execute(of_contract)).one())


async def _debit(session: AsyncSession, seen: dict[str, Any]) -> Debetregel | None:
    if "debetRegelId" not in seen:
        return None
    query = sa.select(t.regel).where(t.regel.c.id == seen["debetRegelId"])
    row = (await session.execute(query)).one()
    credited = seen.get("debetGecrediteerd", False)
    return Debetregel(row.id, row.referentie_nummer, as_kern(row), credited)


async def find_declaratie(
    session: AsyncSession, declaratie_id: str, gemeentecode: str | None
) -> sa.Row[Any] | None:
    """For a gemeente its own; without a gemeente any."""
    c = t.declaratie.c
    query = sa.select(t.declaratie).where(c.id == declaratie_id)
    if gemeentecode is not None:
        query = query.where(c.gemeentecode == gemeentecode)
    return (await session.execute(query)).one_or_none()


async def has_destroyed(session: AsyncSession, declaratie: sa.Row[Any]) -> bool:
    """Whether lines of it are kept no longer; one that was refused as a whole never kept any."""
    query = sa.select(sa.func.count()).where(t.regel.c.declaratie_id == declaratie.id)
    left = int(await session.scalar(query) or 0)
    return bool(declaratie.verwerkt) and left < declaratie.aantal_regels


async def all_regels(session: AsyncSession, declaratie_id: str) -> list[sa.Row[Any]]:
    """Every line in message order, each with the sealed BSN of its client."""
    client, c = t.declaratie_client.c, t.regel.c
    query = (
        sa.select(t.regel, client.bsn_verzegeld, client.bsn_hash)
        .join_from(t.regel, t.declaratie_client, client.id == c.client_id)
        .where(c.declaratie_id == declaratie_id)
        .order_by(c.nummer)
    )
    return list(await session.execute(query))
