# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Records of a gemeente that are kept in versions, one row each; what tells of people is sealed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.crypto import Vault
from libs.common.logboek import Sleutel, note
from libs.common.problem import Conflict
from services.referral.store.rows import Values

VERZEGELD = "verzegeld"
"""The column of what is sealed, as one JSON object."""


class Record(Protocol):
    """What every record has: `versie` counts its changes from 1."""

    @property
    def id(self) -> str:
        """Unique."""
        ...

    @property
    def gemeentecode(self) -> str:
        """Whose it is."""
        ...

    @property
    def versie(self) -> int:
        """1 for a new one."""
        ...

    @property
    def gewijzigd_op(self) -> datetime:
        """The moment of this version."""
        ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Register(Generic[R]):
    """Keeps dataclasses of one kind in a table: its columns are fields, or `derived` properties.

    Fields without a column stand sealed; a field in a JSON column is kept as JSON values.
    """

    table: sa.Table
    kind: type[R]
    derived: frozenset[str] = frozenset()

    @cached_property
    def _adapter(self) -> TypeAdapter[R]:
        return TypeAdapter(self.kind)

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        """The fields with a column of their own."""
        names = (field.name for field in fields(self.kind))  # type: ignore[arg-type]
        return tuple(name for name in names if self._has_column(name))

    @cached_property
    def _sealed(self) -> tuple[str, ...]:
        names = (field.name for field in fields(self.kind))  # type: ignore[arg-type]
        return tuple(name for name in names if not self._has_column(name))

    def _has_column(self, name: str) -> bool:
        return name in self.table.c

    async def save(self, session: AsyncSession, vault: Vault, record: R) -> None:
        """A new one, or the version after the one that is kept; 409 when somebody was first."""
        values = self._values(record, vault)
        if record.versie == 1:
            await session.execute(sa.insert(self.table).values(values))
            return
        c = self.table.c
        kept = sa.update(self.table).where(c.id == record.id, c.versie == record.versie - 1)
        changed = await session.execute(kept.values(values).returning(c.id))
        if changed.one_or_none() is None:
            raise Conflict("De bron is intussen gewijzigd.", code="intussen-gewijzigd")

    async def read(
        self, session: AsyncSession, vault: Vault, gemeentecode: str, record_id: str
    ) -> R | None:
        """One of this gemeente."""
        found = await self.where(session, vault, *self._one(gemeentecode, record_id))
        return found[0] if found else None

    async def take(
        self, session: AsyncSession, vault: Vault, gemeentecode: str, record_id: str
    ) -> R | None:
        """As `read`, locked until the transaction ends."""
        query = sa.select(self.table).where(*self._one(gemeentecode, record_id))
        row = (await session.execute(query.with_for_update())).one_or_none()
        return None if row is None else self._record(session, row, vault)

    async def listed(
        self,
        session: AsyncSession,
        vault: Vault,
        gemeentecode: str,
        page: tuple[str | None, int],
        *conditions: sa.ColumnElement[bool],
    ) -> list[R]:
        """Of this gemeente, newest first; `page` is (before which id, how many)."""
        before, limit = page
        c = self.table.c
        query = sa.select(self.table).where(c.gemeentecode == gemeentecode, *conditions)
        if before is not None:
            query = query.where(c.id < before)
        rows = await session.execute(query.order_by(c.id.desc()).limit(limit))
        return [self._record(session, row, vault) for row in rows]

    async def where(
        self, session: AsyncSession, vault: Vault, *conditions: sa.ColumnElement[bool]
    ) -> list[R]:
        """All for which these hold, oldest first."""
        query = sa.select(self.table).where(*conditions).order_by(self.table.c.id)
        return [self._record(session, row, vault) for row in await session.execute(query)]

    def _one(self, gemeentecode: str, record_id: str) -> Sequence[sa.ColumnElement[bool]]:
        c = self.table.c
        return (c.id == record_id, c.gemeentecode == gemeentecode)

    def _values(self, record: R, vault: Vault) -> Values:
        values = {name: self._as_column(name, getattr(record, name)) for name in self._plain}
        values |= {name: getattr(record, name) for name in self.derived}
        if VERZEGELD in self.table.c:
            told = {name: getattr(record, name) for name in self._sealed}
            values[VERZEGELD] = vault.seal(json.dumps(to_jsonable_python(told)).encode())
        return values

    def _as_column(self, name: str, value: object) -> object:
        is_json = isinstance(self.table.c[name].type, sa.JSON)
        return to_jsonable_python(value) if is_json else value

    def _record(self, session: AsyncSession, row: sa.Row[Any], vault: Vault) -> R:
        if "client_id" in self.table.c and row.client_id is not None:
            note(session, [Sleutel(row.client_id)])
        values = {name: getattr(row, name) for name in self._plain}
        if VERZEGELD in self.table.c:
            values |= json.loads(vault.open(getattr(row, VERZEGELD)))
        return self._adapter.validate_python(values)
