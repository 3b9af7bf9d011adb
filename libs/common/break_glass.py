# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Emergency access: an operator looks, for some hours, as the organisation it was opened for.

Contract opens it, and the others keep a copy. It is asked for at each call by name, so that nobody
looks further than usual by accident, and every line of a log says under which access it was.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.auth.model import Caller, OrgType
from libs.common.auth.person import plain
from libs.common.auth.scopes import SCOPES
from libs.common.consume import Handler
from libs.common.contracts import Envelope, NoodtoegangVastgesteld
from libs.common.db import UtcDateTime
from libs.common.ids import is_uuid
from libs.common.problem import Forbidden
from libs.common.upsert import upsert

OPEN = "noodtoegang:openen"
"""The right of an operator to open one, and to look under it."""

_LOOKS = ":lezen"
_MARK_LENGTH = 64

_log = structlog.get_logger()


def break_glass_table(metadata: sa.MetaData, info: Mapping[Any, Any]) -> sa.Table:
    """Declare it in a service's metadata; `info` keeps it in place while the rest is rebuilt."""
    return sa.Table(
        "noodtoegang",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Column("beheer", sa.String(20), nullable=False),
        sa.Column("opener", sa.String(_MARK_LENGTH), nullable=False),
        sa.Column("soort", sa.String(10), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("begint_op", UtcDateTime, nullable=False),
        sa.Column("eindigt_op", UtcDateTime, nullable=False),
        info=dict(info),
    )


def mark_of(access_id: str, persoon: str) -> str:
    """By which other services know who opened one, without being told the name: 64 hex digits.

    Another for each access, so that no two of one person are seen to be of the same.
    """
    return hashlib.sha256(f"{access_id}:{plain(persoon)}".encode()).hexdigest()


async def keep_access(
    session: AsyncSession, table: sa.Table, event: NoodtoegangVastgesteld
) -> None:
    """What was opened or ended, unless something later is known already."""
    values = {
        "id": event.noodtoegang_id,
        "versie": event.versie,
        "beheer": event.beheer,
        "opener": event.opener,
        "soort": event.soort,
        "code": event.code,
        "begint_op": event.begint_op,
        "eindigt_op": event.eindigt_op,
    }
    await session.execute(upsert(table, values, key=["id"], newer="versie"))


def accesses_in(table: sa.Table) -> Handler[NoodtoegangVastgesteld]:
    """The handler of a service that keeps a copy."""

    async def handle(
        session: AsyncSession, event: NoodtoegangVastgesteld, _envelope: Envelope
    ) -> None:
        await keep_access(session, table, event)

    return handle


async def under(
    session: AsyncSession, table: sa.Table, caller: Caller, access_id: str, now: datetime
) -> Caller:
    """The operator as the organisation, with the rights to read of its kind and no others.

    403 for who may not open one, and for an access that is not there, over, or of another person:
    the same answer, so that nothing is told of it. Whom it is logged as is the access itself.
    """
    if caller.org_type != OrgType.BEHEER or OPEN not in caller.scopes:
        raise Forbidden(f"Het token mist het recht '{OPEN}'.", code="recht-ontbreekt")
    c = table.c
    query = sa.select(c.soort, c.code).where(
        c.id == access_id,
        c.beheer == caller.code,
        c.opener == mark_of(access_id, caller.persoon or ""),
        c.eindigt_op > now,
    )
    row = (await session.execute(query)).one_or_none() if is_uuid(access_id) else None
    if row is None:
        named = access_id if is_uuid(access_id) else "not a UUID"
        _log.warning("break_glass_refused", access=named, actor=caller.client_id)
        raise Forbidden("Deze noodtoegang is niet open.", code="noodtoegang-niet-open")
    soort = OrgType(row.soort)
    looks = frozenset(recht for recht in SCOPES[soort] if recht.endswith(_LOOKS))
    return replace(
        caller, client_id=f"noodtoegang:{access_id}", org_type=soort, code=row.code, scopes=looks
    )
