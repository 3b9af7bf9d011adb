# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What organisations may do, as was decided of them: a token only says who calls.

Contract decides, and the others keep a copy, each in a database of its own: one row of an
organisation, found by its key. Nothing is remembered between two calls, so that what was withdrawn
is gone with the commit.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth.model import Caller, OrgType
from libs.common.consume import Handler
from libs.common.contracts import AutorisatieVastgesteld, Envelope
from libs.common.problem import Forbidden
from libs.common.upsert import upsert

KEY = ("soort", "code")


def authorisation_table(metadata: sa.MetaData, info: Mapping[Any, Any]) -> sa.Table:
    """Declare it in a service's metadata; `info` keeps it in place while the rest is rebuilt."""
    return sa.Table(
        "autorisatie",
        metadata,
        sa.Column("soort", sa.String(10), primary_key=True),
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Column("rechten", sa.JSON, nullable=False),
        sa.Column("geldig_van", sa.Date, nullable=False),
        sa.Column("geldig_tot", sa.Date),
        info=dict(info),
    )


async def keep(session: AsyncSession, table: sa.Table, event: AutorisatieVastgesteld) -> None:
    """What was decided, unless something later is known already."""
    values = {
        "soort": event.soort,
        "code": event.code,
        "versie": event.versie,
        "rechten": list(event.rechten),
        "geldig_van": event.geldig_van,
        "geldig_tot": event.geldig_tot,
    }
    await session.execute(upsert(table, values, key=KEY, newer="versie"))


def kept_in(table: sa.Table) -> Handler[AutorisatieVastgesteld]:
    """The handler of a service that keeps a copy."""

    async def handle(
        session: AsyncSession, event: AutorisatieVastgesteld, _envelope: Envelope
    ) -> None:
        await keep(session, table, event)

    return handle


async def limited(session: AsyncSession, table: sa.Table, caller: Caller, day: date) -> Caller:
    """The caller with those rights of the token that it has on this day; 403 when it has none.

    So a token can leave rights out, and never adds one.
    """
    c = table.c
    query = sa.select(c.rechten).where(
        c.soort == caller.org_type, c.code == caller.code, _holds_on(table, day)
    )
    rights = await session.scalar(query)
    if not rights:
        raise Forbidden("Deze organisatie is hier niet geautoriseerd.", code="niet-geautoriseerd")
    return replace(caller, scopes=caller.scopes & frozenset(rights))


async def holders(
    session: AsyncSession, table: sa.Table, right: str, codes: Collection[str], day: date
) -> set[tuple[OrgType, str]]:
    """Which organisations, of those with one of these codes, have a right on this day."""
    c = table.c
    query = sa.select(c.soort, c.code, c.rechten).where(c.code.in_(codes), _holds_on(table, day))
    found = await session.execute(query)
    return {(OrgType(row.soort), row.code) for row in found if right in row.rechten}


def _holds_on(table: sa.Table, day: date) -> sa.ColumnElement[bool]:
    c = table.c
    return sa.and_(c.geldig_van <= day, sa.or_(c.geldig_tot.is_(None), c.geldig_tot >= day))
