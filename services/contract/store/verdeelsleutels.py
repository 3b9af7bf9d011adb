# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over the keys of a contract: versions are added, and never change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.contract import tables as t
from services.contract.domain.verdeelsleutel import Sleuteldeel, Verdeelsleutel
from services.contract.store.rows import Row

_c = t.verdeelsleutel.c


@dataclass(frozen=True, slots=True)
class Vastgesteld:
    """A version with what it made of the budget, as it was kept."""

    sleutel: Verdeelsleutel
    versie: int
    bijdragen: Mapping[str, int]
    vastgesteld_op: date
    motivering: str | None


async def newest(session: AsyncSession, contract_id: str, jaar: int) -> Vastgesteld | None:
    """The version that counts; who adds one has locked the contract."""
    query = sa.select(t.verdeelsleutel).where(_c.contract_id == contract_id, _c.jaar == jaar)
    row = (await session.execute(query.order_by(_c.versie.desc()).limit(1))).one_or_none()
    return None if row is None else _vastgesteld(row)


async def versions(
    session: AsyncSession, contract_id: str, jaar: int, after: int, limit: int
) -> list[Vastgesteld]:
    """Oldest first, of those after a version."""
    query = sa.select(t.verdeelsleutel).where(
        _c.contract_id == contract_id, _c.jaar == jaar, _c.versie > after
    )
    rows = await session.execute(query.order_by(_c.versie).limit(limit))
    return [_vastgesteld(row) for row in rows]


async def add(session: AsyncSession, contract_id: str, made: Vastgesteld) -> None:
    """One more version."""
    sleutel = made.sleutel
    values = {
        "contract_id": contract_id,
        "jaar": sleutel.jaar,
        "versie": made.versie,
        "bedrag": sleutel.bedrag,
        "indexprocent": str(sleutel.index),
        "delen": [_as_json(deel) for deel in sleutel.delen],
        "bijdragen": dict(made.bijdragen),
        "vastgesteld_op": made.vastgesteld_op,
        "motivering": made.motivering,
    }
    await session.execute(sa.insert(t.verdeelsleutel).values(values))


def _as_json(deel: Sleuteldeel) -> dict[str, Any]:
    return {
        "soort": deel.soort,
        "gewicht": deel.gewicht,
        "bron": deel.bron,
        "peildatum": deel.peildatum.isoformat(),
        "jaren": list(deel.jaren),
        "invoer": {code: list(figures) for code, figures in sorted(deel.invoer.items())},
    }


def _deel(kept: Mapping[str, Any]) -> Sleuteldeel:
    return Sleuteldeel(
        soort=kept["soort"],
        gewicht=kept["gewicht"],
        bron=kept["bron"],
        peildatum=date.fromisoformat(kept["peildatum"]),
        jaren=tuple(kept["jaren"]),
        invoer={code: tuple(figures) for code, figures in kept["invoer"].items()},
    )


def _vastgesteld(row: Row) -> Vastgesteld:
    delen = tuple(_deel(one) for one in row.delen)
    sleutel = Verdeelsleutel(row.jaar, row.bedrag, Decimal(row.indexprocent), delen)
    return Vastgesteld(sleutel, row.versie, row.bijdragen, row.vastgesteld_op, row.motivering)
