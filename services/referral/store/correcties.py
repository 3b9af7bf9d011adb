# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Corrections of clients, and one record of a person going into another."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.problem import Conflict
from services.referral import tables as t
from services.referral.domain.client import Client
from services.referral.domain.correctie import Gecorrigeerd, Gewijzigd
from services.referral.store.clienten import hash_of

_c = t.clientcorrectie.c

_vernietiging = t.MECHANICS.vernietiging
assert _vernietiging is not None  # noqa: S101 - referral keeps lists of what is to be destroyed

_OF_CLIENT = (
    *(
        reference.parent
        for table in t.metadata.tables.values()
        for reference in table.foreign_keys
        if reference.column is t.client.c.id
    ),
    _vernietiging.bewaarplicht.c.persoon,
)
"""Every column that names a client, but for rows of lists of what is to be destroyed.

Those were approved for what was known of one record: the other is not destroyed by them.
"""


async def keep(session: AsyncSession, vault: Vault, one: Gecorrigeerd) -> None:
    """Add a correction; none ever changes."""
    values: dict[str, Any] = {
        "id": one.id,
        "gemeentecode": one.gemeentecode,
        "client_id": one.client_id,
        "versie": one.versie,
        "reden": one.reden,
        "bron_verzegeld": vault.seal(one.bron.encode()),
        "door": one.door,
        "gewijzigd": [asdict(field) for field in one.gewijzigd],
        "gecorrigeerd_op": one.gecorrigeerd_op,
    }
    await session.execute(sa.insert(t.clientcorrectie).values(values))


async def of_client(
    session: AsyncSession, vault: Vault, client_id: str, page: tuple[str | None, int]
) -> list[Gecorrigeerd]:
    """Newest first; `page` is the last id that was shown, and how many."""
    after, limit = page
    query = sa.select(t.clientcorrectie).where(
        _c.client_id == client_id, sa.true() if after is None else _c.id < after
    )
    rows = await session.execute(query.order_by(_c.id.desc()).limit(limit))
    return [_as_gecorrigeerd(row, vault) for row in rows]


async def absorb(session: AsyncSession, into: str, gone: str) -> None:
    """All that is of one record of a person becomes of the other, and the record goes.

    `Conflict` where both have what a person has once, such as the stay of now.
    """
    for column in _OF_CLIENT:
        moved = sa.update(column.table).where(column == gone).values({column.name: into})
        try:
            await session.execute(moved)
        except IntegrityError as broken:
            what = column.table.name
            raise Conflict(
                f"Beide vastleggingen hebben een lopende of gelijke {what}; beëindig er eerst een.",
                code="dubbel-in-beide",
            ) from broken
    await session.execute(sa.delete(t.client).where(t.client.c.id == gone))


async def is_former(session: AsyncSession, vault: Vault, client: Client, bsn: str) -> bool:
    """Was it the BSN of another client of this gemeente, and corrected?"""
    p = t.vorig_bsn.c
    query = sa.select(p.client_id).where(
        p.gemeentecode == client.gemeentecode, p.bsn_hash == hash_of(vault, bsn)
    )
    found = await session.scalar(query)
    return found is not None and found != client.id


async def replace_bsn(
    session: AsyncSession, vault: Vault, before: Client, after: Client, now: datetime
) -> None:
    """From now on the client has the BSN and pseudonym of `after`, and is found by both BSN's."""
    assert before.bsn is not None  # noqa: S101 - asked before
    assert after.bsn is not None  # noqa: S101 - asked before
    c, p = t.client.c, t.vorig_bsn.c
    right = hash_of(vault, after.bsn)
    of_right = sa.and_(p.gemeentecode == after.gemeentecode, p.bsn_hash == right)
    await session.execute(sa.delete(t.vorig_bsn).where(of_right))
    former = {
        "gemeentecode": before.gemeentecode,
        "bsn_hash": hash_of(vault, before.bsn),
        "client_id": before.id,
        "bsn_verzegeld": vault.seal(before.bsn.encode()),
        "tot": now,
    }
    await session.execute(sa.insert(t.vorig_bsn).values(former))
    values = {
        "bsn_hash": right,
        "bsn_verzegeld": vault.seal(after.bsn.encode()),
        "pseudoniem": after.pseudoniem,
    }
    await session.execute(sa.update(t.client).where(c.id == after.id).values(values))


def _as_gecorrigeerd(row: sa.Row[Any], vault: Vault) -> Gecorrigeerd:
    return Gecorrigeerd(
        id=row.id,
        gemeentecode=row.gemeentecode,
        client_id=row.client_id,
        versie=row.versie,
        reden=row.reden,
        bron=vault.open(row.bron_verzegeld).decode(),
        door=row.door,
        gewijzigd=tuple(Gewijzigd(**one) for one in row.gewijzigd),
        gecorrigeerd_op=row.gecorrigeerd_op,
    )
