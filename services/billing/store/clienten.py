# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Clients of declaraties: whose lines are looked at, for the log of processing."""

from collections.abc import Collection, Iterable
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.bulk import listed
from libs.common.logboek import Sleutel, note
from services.billing import tables as t

_c = t.declaratie_client.c


class _OfClient(Protocol):
    @property
    def client_id(self) -> str | None: ...


def note_lines(session: AsyncSession, lines: Iterable[_OfClient]) -> None:
    """These lines are shown or paid in the transaction of `session`; some are nobody's."""
    note(session, {Sleutel(line.client_id) for line in lines if line.client_id is not None})


async def sealed(session: AsyncSession, ids: Collection[str]) -> list[sa.Row[Any]]:
    """Id, gemeente and sealed BSN of clients of declaraties."""
    wanted = listed(session, {"id": sa.String(36)}, [(one,) for one in sorted(ids)])
    query = (
        sa.select(_c.id, t.declaratie.c.gemeentecode, _c.bsn_verzegeld)
        .join_from(t.declaratie_client, wanted, wanted.c.id == _c.id)
        .join(t.declaratie, t.declaratie.c.id == _c.declaratie_id)
    )
    return list(await session.execute(query))
