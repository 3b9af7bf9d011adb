# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Lump sums and what was delivered under them, as rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.ids import new_id
from services.billing import tables as t
from services.billing.domain.taakgericht import (
    Afspraak,
    Contract,
    Contractsleutel,
    Opgave,
    Termijn,
)
from services.billing.store.rows import newest

_a = t.taak_afspraak.c
_o = t.opgave.c
TAAKGERICHT = "taakgericht"


@dataclass(frozen=True, slots=True)
class BewaardeOpgave:
    """A version of a report as it was kept; nothing in it is about a single client."""

    id: str
    contract_id: str
    agb_code: str
    gemeentecode: str
    periode: tuple[Any, Any]
    versie: int
    aantal_regels: int
    aantal_clienten: int
    dagen: int
    ingediend_op: datetime


async def read_contract(session: AsyncSession, contract_id: str) -> Contract | None:
    """The newest version of a contract with the newest of its products."""
    c = t.contract.c
    query = sa.select(t.contract).where(c.contract_id == contract_id)
    row = (await session.execute(query.order_by(c.versie.desc()).limit(1))).one_or_none()
    if row is None:
        return None
    p = t.contractproduct.c
    products = await session.execute(
        sa.select(t.contractproduct).where(p.contract_id == contract_id)
    )
    return Contract(
        contract_id=contract_id,
        agb_code=row.agb_code,
        gemeentecodes=frozenset(row.gemeentecodes),
        geldig_van=row.geldig_van,
        geldig_tot=row.geldig_tot,
        taakproducten=frozenset(
            (product.categorie, product.code)
            for product in newest(products.all(), "product_id")
            if product.variant == TAAKGERICHT
        ),
    )


async def add_afspraak(
    session: AsyncSession, afspraak: Afspraak, termijnen: Iterable[Termijn], now: datetime
) -> None:
    """A lump sum with its instalments."""
    values = {
        "id": afspraak.id,
        "contract_id": afspraak.contract_id,
        "agb_code": afspraak.agb_code,
        "opdrachtgever": afspraak.opdrachtgever,
        "jaar": afspraak.jaar,
        "bedrag": afspraak.bedrag,
        "sleutel": dict(afspraak.sleutel),
        "sleutel_bron": afspraak.sleutel_bron,
        "vastgesteld_op": now,
    }
    await session.execute(sa.insert(t.taak_afspraak).values(values))
    rows = [
        {
            "afspraak_id": afspraak.id,
            "gemeentecode": termijn.gemeentecode,
            "nummer": termijn.nummer,
            "vervaldatum": termijn.vervaldatum,
            "bedrag": termijn.bedrag,
        }
        for termijn in termijnen
    ]
    await session.execute(sa.insert(t.taak_termijn), rows)


async def find_afspraak(session: AsyncSession, contract_id: str, jaar: int) -> Afspraak | None:
    """The lump sum of a year of a contract."""
    query = sa.select(t.taak_afspraak).where(_a.contract_id == contract_id, _a.jaar == jaar)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _afspraak(row)


async def read_sleutel(
    session: AsyncSession, contract_id: str, jaar: int
) -> Contractsleutel | None:
    """How contract splits the lump sum of a year: its newest version."""
    c = t.verdeelsleutel.c
    query = sa.select(t.verdeelsleutel).where(c.contract_id == contract_id, c.jaar == jaar)
    row = (await session.execute(query.order_by(c.versie.desc()).limit(1))).one_or_none()
    if row is None:
        return None
    return Contractsleutel(row.jaar, row.versie, row.budget, row.bijdragen, row.vastgesteld_op)


async def read_afspraak(session: AsyncSession, afspraak_id: str) -> Afspraak | None:
    """By its id."""
    query = sa.select(t.taak_afspraak).where(_a.id == afspraak_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else _afspraak(row)


async def agreed_after(
    session: AsyncSession, after: str, limit: int
) -> list[tuple[Afspraak, datetime]]:
    """By id, from after this one, with when each was agreed."""
    query = sa.select(t.taak_afspraak).where(_a.id > after).order_by(_a.id).limit(limit)
    return [(_afspraak(row), row.vastgesteld_op) for row in await session.execute(query)]


async def list_afspraken(
    session: AsyncSession, code: str, before: str | None, limit: int
) -> Sequence[Afspraak]:
    """Those that this organisation agreed, is paid by, or pays in; newest first."""
    pays = sa.exists().where(
        t.taak_termijn.c.afspraak_id == _a.id, t.taak_termijn.c.gemeentecode == code
    )
    query = sa.select(t.taak_afspraak).where(
        sa.or_(_a.opdrachtgever == code, _a.agb_code == code, pays)
    )
    if before is not None:
        query = query.where(_a.id < before)
    rows = await session.execute(query.order_by(_a.id.desc()).limit(limit))
    return [_afspraak(row) for row in rows]


async def termijnen_of(session: AsyncSession, afspraak_id: str) -> Sequence[Termijn]:
    """In order of date, then by gemeente."""
    c = t.taak_termijn.c
    query = sa.select(t.taak_termijn).where(c.afspraak_id == afspraak_id)
    rows = await session.execute(query.order_by(c.vervaldatum, c.gemeentecode))
    return [Termijn(r.gemeentecode, r.nummer, r.vervaldatum, r.bedrag) for r in rows]


async def last_version(session: AsyncSession, opgave: Opgave) -> tuple[BewaardeOpgave, str] | None:
    """The newest version of the same report, with the fingerprint of its lines."""
    query = sa.select(t.opgave).where(
        _same_report(opgave), _o.periode_begin == opgave.periode_begin
    )
    row = (await session.execute(query.order_by(_o.versie.desc()).limit(1))).one_or_none()
    return None if row is None else (_opgave(row), row.vingerafdruk)


async def has_other_period(session: AsyncSession, opgave: Opgave) -> bool:
    """Was some day of this period reported in a month where this is a quarter, or the reverse?"""
    query = sa.select(sa.literal(1)).where(
        _same_report(opgave),
        _o.periode_begin <= opgave.periode_eind,
        _o.periode_eind >= opgave.periode_begin,
        sa.or_(_o.periode_begin != opgave.periode_begin, _o.periode_eind != opgave.periode_eind),
    )
    return await session.scalar(query.limit(1)) is not None


def _same_report(opgave: Opgave) -> sa.ColumnElement[bool]:
    return sa.and_(_o.contract_id == opgave.contract_id, _o.gemeentecode == opgave.gemeentecode)


async def add_opgave(
    session: AsyncSession, opgave: Opgave, versie: int, vingerafdruk: str, now: datetime
) -> BewaardeOpgave:
    """A version with its lines: two statements whatever the number of lines."""
    kept = BewaardeOpgave(
        id=new_id(),
        contract_id=opgave.contract_id,
        agb_code=opgave.agb_code,
        gemeentecode=opgave.gemeentecode,
        periode=(opgave.periode_begin, opgave.periode_eind),
        versie=versie,
        aantal_regels=len(opgave.regels),
        aantal_clienten=opgave.aantal_clienten,
        dagen=opgave.dagen,
        ingediend_op=now,
    )
    values = {
        "id": kept.id,
        "contract_id": kept.contract_id,
        "agb_code": kept.agb_code,
        "gemeentecode": kept.gemeentecode,
        "periode_begin": opgave.periode_begin,
        "periode_eind": opgave.periode_eind,
        "versie": versie,
        "vingerafdruk": vingerafdruk,
        "aantal_regels": kept.aantal_regels,
        "aantal_clienten": kept.aantal_clienten,
        "dagen": kept.dagen,
        "ingediend_op": now,
    }
    await session.execute(sa.insert(t.opgave).values(values))
    if opgave.regels:
        await session.execute(sa.insert(t.opgave_regel), _lines(kept.id, opgave))
    return kept


def _lines(opgave_id: str, opgave: Opgave) -> list[dict[str, Any]]:
    return [
        {
            "opgave_id": opgave_id,
            "nummer": regel.nummer,
            "bsn_verzegeld": regel.bsn_verzegeld,
            "bsn_hash": regel.bsn_hash,
            "categorie": regel.categorie,
            "code": regel.code,
            "begindatum": regel.begindatum,
            "einddatum": regel.einddatum,
            "dagen": regel.dagen,
            "uitvoerder": regel.uitvoerder,
        }
        for regel in opgave.regels
    ]


async def list_opgaven(
    session: AsyncSession, column: str, code: str, before: str | None, limit: int
) -> Sequence[BewaardeOpgave]:
    """All versions of the party whose code stands in `column`, newest first."""
    query = sa.select(t.opgave).where(_o[column] == code)
    if before is not None:
        query = query.where(_o.id < before)
    rows = await session.execute(query.order_by(_o.id.desc()).limit(limit))
    return [_opgave(row) for row in rows]


def _afspraak(row: sa.Row[Any]) -> Afspraak:
    return Afspraak(
        id=row.id,
        contract_id=row.contract_id,
        agb_code=row.agb_code,
        opdrachtgever=row.opdrachtgever,
        jaar=row.jaar,
        bedrag=row.bedrag,
        sleutel=row.sleutel,
        sleutel_bron=row.sleutel_bron,
    )


def _opgave(row: sa.Row[Any]) -> BewaardeOpgave:
    return BewaardeOpgave(
        id=row.id,
        contract_id=row.contract_id,
        agb_code=row.agb_code,
        gemeentecode=row.gemeentecode,
        periode=(row.periode_begin, row.periode_eind),
        versie=row.versie,
        aantal_regels=row.aantal_regels,
        aantal_clienten=row.aantal_clienten,
        dagen=row.dagen,
        ingediend_op=row.ingediend_op,
    )
