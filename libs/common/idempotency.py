# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Answers kept under an Idempotency-Key, in the transaction of the write they belong to."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import Clock
from libs.common.crypto import Vault
from libs.common.db import UtcDateTime
from libs.common.problem import Conflict

KEPT_FOR = timedelta(hours=24)


def idempotency_table(metadata: sa.MetaData) -> sa.Table:
    """Declare the table in a service's metadata."""
    return sa.Table(
        "idempotency",
        metadata,
        sa.Column("client_id", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.JSON, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", UtcDateTime, nullable=False),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """One request under a key."""

    client_id: str
    key: str
    signature: bytes


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as bytes."""

    status: int
    headers: dict[str, str]
    body: bytes


class Store:
    """Finds and keeps answers; sealed where the service holds a vault."""

    def __init__(self, table: sa.Table, clock: Clock, vault: Vault | None) -> None:
        self._table = table
        self._clock = clock
        self._vault = vault

    async def find(self, session: AsyncSession, asked: Asked) -> StoredAnswer | None:
        """The earlier answer; `Conflict` when the key was used for another request."""
        t = self._table.c
        await session.execute(
            sa.delete(self._table).where(t.kept_at < self._clock.now() - KEPT_FOR)
        )
        row = (
            await session.execute(
                sa.select(self._table).where(t.client_id == asked.client_id, t.key == asked.key)
            )
        ).one_or_none()
        if row is None:
            return None
        if row.request_hash != self._hash(asked.signature):
            detail = "Deze Idempotency-Key is al gebruikt voor een andere aanvraag."
            raise Conflict(detail, code="sleutel-hergebruikt")
        return StoredAnswer(row.status, dict(row.headers), self._open(row.body))

    async def keep(self, session: AsyncSession, asked: Asked, answer: StoredAnswer) -> None:
        """Store; two requests with one key at once end in one winner by the primary key."""
        await session.execute(
            sa.insert(self._table).values(
                client_id=asked.client_id,
                key=asked.key,
                request_hash=self._hash(asked.signature),
                status=answer.status,
                headers=answer.headers,
                body=self._vault.seal(answer.body) if self._vault else answer.body,
                kept_at=self._clock.now(),
            )
        )

    def _open(self, body: bytes) -> bytes:
        return self._vault.open(body) if self._vault else body

    def _hash(self, signature: bytes) -> str:
        if self._vault:
            return self._vault.fingerprint(signature)
        return hashlib.sha256(signature).hexdigest()
