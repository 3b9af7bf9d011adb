# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Use case: explain the verdict on a line from the facts of that moment."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing.rules.explanation import Stap, explain, explain_client
from services.billing.store import reading
from services.billing.store.reading import Partij

Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Uitgelegd:
    """A line with every rule that was looked at, and the declaratie it stands in."""

    declaratie: Row
    regel: tuple[Row, tuple[Stap, ...]]


async def explain_regel(
    session: AsyncSession, partij: Partij, declaratie_id: str, nummer: int
) -> Uitgelegd | None:
    """None when the line is not this party's to see."""
    declaratie = await reading.read_declaratie(session, partij, declaratie_id)
    if declaratie is None:
        return None
    row = await reading.read_regel(session, declaratie_id, nummer)
    if row is None:
        return None
    foreign = tuple(row.andermans_toewijzingen)
    steps = explain_client(foreign)
    if not foreign:
        feiten = await reading.restore_feiten(session, row)
        steps += explain(reading.as_regel(row), feiten)
    return Uitgelegd(declaratie, (row, steps))
