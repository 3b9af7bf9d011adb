# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients of declaraties: whose lines are looked at, for the log of processing."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import listed
from libs.common.logboek import Betrokkene, Sleutel, note
from services.billing import tables as t
from services.billing.domain.verplichting import Sleutel as Toewijzing

_c = t.declaratie_client.c


class _OfClient(Protocol):
    @property
    def client_id(self) -> str | None: ...


def note_lines(session: AsyncSession, lines: Iterable[_OfClient]) -> None:
    """These lines are shown or paid in the transaction of `session`; some are nobody's."""
    note(session, {Sleutel(line.client_id) for line in lines if line.client_id is not None})


async def note_regels(session: AsyncSession, ids: Sequence[str]) -> None:
    """The same of lines that are shown by their ids alone."""
    await _note_by(session, t.regel.c.client_id, t.regel.c.id, ids)


async def note_declaraties(session: AsyncSession, ids: Sequence[str]) -> None:
    """The same of all clients of these declaraties."""
    await _note_by(session, _c.id, _c.declaratie_id, ids)


async def note_toewijzing(session: AsyncSession, sleutel: Toewijzing) -> None:
    """What stands on a toewijzing is shown: of whom it is, and was before a correction."""
    c = t.toewijzing.c
    query = sa.select(c.client_pseudoniem).where(
        c.gemeentecode == sleutel[0], c.toewijzing_nummer == sleutel[1]
    )
    found = await session.scalars(query.distinct())
    note(session, {Betrokkene(sleutel[0], pseudoniem) for pseudoniem in found})


async def _note_by(
    session: AsyncSession,
    client: sa.ColumnElement[str],
    column: sa.ColumnElement[str],
    ids: Sequence[str],
) -> None:
    if not ids:
        return
    wanted = listed(session, {"id": sa.String(36)}, [(one,) for one in ids])
    query = sa.select(client).join(wanted, wanted.c.id == column).where(client.is_not(None))
    note(session, {Sleutel(one) for one in await session.scalars(query.distinct())})


async def sealed(session: AsyncSession, ids: Collection[str]) -> list[sa.Row[Any]]:
    """Id, gemeente and sealed BSN of clients of declaraties."""
    wanted = listed(session, {"id": sa.String(36)}, [(one,) for one in sorted(ids)])
    query = (
        sa.select(_c.id, t.declaratie.c.gemeentecode, _c.bsn_verzegeld)
        .join_from(t.declaratie_client, wanted, wanted.c.id == _c.id)
        .join(t.declaratie, t.declaratie.c.id == _c.declaratie_id)
    )
    return list(await session.execute(query))
