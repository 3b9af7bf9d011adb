# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Statements over the terms of settlement of a contract."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.upsert import upsert
from services.contract import tables as t
from services.contract.domain.afrekenvoorwaarden import Afrekenvoorwaarden

_c = t.afrekenvoorwaarden.c
_PLAIN = ("jaar", "grondslag", "budget", "band", "onderschrijding", "overschrijding")


async def read(
    session: AsyncSession, contract_id: str, jaar: int
) -> tuple[Afrekenvoorwaarden, int] | None:
    """The terms of a year with their version; who changes them has locked the contract."""
    query = sa.select(t.afrekenvoorwaarden).where(_c.contract_id == contract_id, _c.jaar == jaar)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        return None
    terms = Afrekenvoorwaarden(
        **{name: getattr(row, name) for name in _PLAIN},
        sleutel=row.sleutel,
        gewichten={(one["categorie"], one["code"]): one["gewicht"] for one in row.gewichten},
    )
    return terms, row.versie


async def save(
    session: AsyncSession, contract_id: str, terms: Afrekenvoorwaarden, versie: int
) -> None:
    """The terms of a year as they now are."""
    values = {
        "contract_id": contract_id,
        **{name: getattr(terms, name) for name in _PLAIN},
        "sleutel": dict(terms.sleutel),
        "gewichten": [
            {"categorie": categorie, "code": code, "gewicht": gewicht}
            for (categorie, code), gewicht in sorted(terms.gewichten.items())
        ],
        "versie": versie,
    }
    await session.execute(upsert(t.afrekenvoorwaarden, values, key=["contract_id", "jaar"]))
