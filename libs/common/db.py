# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Databases: transactions, types, and the few statements in which SQLite and PostgreSQL differ.

The only file, beside the SQLite log, that knows which of the two it talks to.
"""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from weakref import WeakValueDictionary

import sqlalchemy as sa
import uuid_utils
from sqlalchemy import event
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
)
from sqlalchemy.ext.asyncio import create_async_engine as _create_async_engine
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from libs.common.inline import InlineConnection, connect_inline

BUSY_TIMEOUT_S = 30
STATEMENT_TIMEOUT_S = 120
SYNCHRONOUS = "FULL"
"""What was committed to SQLite is on the disk, also when the machine loses its power."""

_TRUSTED_S = 1.0
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
_READ_ONLY = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
_PASSING_SQLSTATES = ("08", "40", "53", "55", "57", "58")
"""Connection, rollback (deadlock), resources, not in right state, intervention, system."""

_REFUSED_SQLSTATES = frozenset({"22000", "22001", "22003", "22008", "22021", "22P05"})
"""Refused by the driver, a text too long, a number or day out of range, what is no character."""

BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A 64-bit key that counts up; SQLite counts only a column that is called INTEGER."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> sa.MetaData:
    """The metadata of a service; every constraint gets a name, so a migration can change it."""
    return sa.MetaData(naming_convention=NAMING)


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment: aware going in (else `ValueError`), aware UTC coming out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite keeps no zone: what stands there is UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Wake:
    """A hint that there may be work: `set` wakes all who wait at that moment.

    Whoever must not miss a hint takes a `ticket` before looking for work and waits from it.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        """Wake everyone who holds a ticket of before now."""
        event_now, self._event = self._event, asyncio.Event()
        event_now.set()

    def ticket(self) -> asyncio.Event:
        """An event that the next `set` sets."""
        return self._event

    async def wait(self, timeout_s: float, ticket: asyncio.Event | None = None) -> bool:
        """True when woken, False when `timeout_s` seconds went by first."""
        try:
            async with asyncio.timeout(timeout_s):
                return await (ticket or self._event).wait()
        except TimeoutError:
            return False


class _Session(Session):
    """Notes in `info['wrote']` whether anything but a query was executed."""


@event.listens_for(_Session, "do_orm_execute")
def _note_write(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info["wrote"] = True


def open_engine(url: str, *, read_only: bool = False, foreign_keys: bool = True) -> AsyncEngine:
    """An engine for `sqlite:///file` or `postgresql://...`; parameters never reach an error text.

    On SQLite a transaction begins at once with the write lock, unless `read_only`.
    """
    parsed = sa.make_url(url)
    parsed = parsed.set(drivername=_DRIVERS[parsed.get_backend_name()])
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, read_only, foreign_keys)
    engine = _create_async_engine(
        parsed,
        hide_parameters=True,
        pool_size=5,
        max_overflow=5,
        connect_args={"timeout": 10, "command_timeout": STATEMENT_TIMEOUT_S},
        # One read sees one state, however many statements it takes.
        execution_options=_READ_ONLY if read_only else {},
    )
    _ping_the_idle(engine.sync_engine)
    return engine


def _ping_the_idle(engine: sa.Engine) -> None:
    """Ask a connection if it lives before it is used, unless it was used just now."""

    @event.listens_for(engine, "checkin")
    def note(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask(connection: DBAPIConnection, record: ConnectionPoolEntry, _held: object) -> None:
        if time.monotonic() - record.info.get("used", 0.0) < _TRUSTED_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except Exception as error:
            raise DisconnectionError from error


def _open_sqlite(url: sa.URL, read_only: bool, foreign_keys: bool) -> AsyncEngine:
    if not url.database or url.database == ":memory:":
        raise ValueError("a SQLite database needs a file")
    path = url.database

    async def connect() -> InlineConnection:
        return await connect_inline(path, BUSY_TIMEOUT_S)

    engine = _create_async_engine(
        url, hide_parameters=True, pool_size=5 if read_only else 1, async_creator=connect
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute(f"PRAGMA synchronous={SYNCHRONOUS}")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.execute(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_explicitly(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


Close = Callable[[AsyncSession], Awaitable[None]]
"""What is done when the block of a transaction ends well."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The connections of one pool, now; `most` is how many it may open."""

    checked_out: Callable[[], int]
    size: Callable[[], int]
    overflow: Callable[[], int]
    most: int


class Database:
    """One database of one service.

    `begin` is a write transaction: it commits when its block ends well and rolls back on any
    exception. SQLite has one writer at a time; writers of one process queue here, in order,
    instead of blocking threads. `wake` is set after each commit that wrote something; who waits for
    what others write looks again every `poll_s` seconds.

    `before_commit` has the last word in a write transaction, `after_read` in a read one.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.wake = Wake()
        self.before_commit: Close | None = None
        self.after_read: Close | None = None
        self._writer = open_engine(url)
        self._reader = open_engine(url, read_only=True)
        self._one_writer = _turn_of(url) if self._writer.dialect.name == "sqlite" else None
        # Other processes give no hint of what they wrote.
        self.poll_s = 0.5 if self._one_writer else 0.1
        self._leading: AsyncConnection | None = None
        self._asking = asyncio.Lock()
        self._write = _sessions(self._writer)
        self._alone = None if self._one_writer else _sessions(_autocommitting(self._writer))
        self._read = _sessions(self._reader)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One write transaction; `session.info['bundle']` names it."""
        async with self._turn(), self._write.begin() as session:
            session.info["bundle"] = str(uuid_utils.uuid7())
            yield session
            if self.before_commit is not None:
                await self.before_commit(session)
        if session.info.get("wrote"):
            self.wake.set()

    @asynccontextmanager
    async def begin_alone(self) -> AsyncIterator[AsyncSession]:
        """As `begin`, for one statement that writes, and queries: two round trips less.

        On PostgreSQL such a statement is a transaction of its own, so a block that fails after it
        takes nothing back.
        """
        if self._alone is None:
            async with self.begin() as session:
                yield session
            return
        async with self._alone() as session:
            yield session
            if self.before_commit is not None:
                await self.before_commit(session)
        self.wake.set()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """One transaction that the database itself keeps from writing."""
        async with self._read() as session:
            yield session
            if self.after_read is not None:
                await self.after_read(session)

    async def leads(self, job: str) -> bool:
        """True when this process is the one that does a job, of all that share the database.

        On PostgreSQL whoever asks first holds a lock for as long as its connection lives, and the
        next one takes over when it does not. A SQLite file has one process.
        """
        if self._one_writer is not None:
            return True
        async with self._asking:  # a connection answers one at a time
            if self._leading is None:
                connection = await self._writer.connect()
                self._leading = await connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                locked = sa.func.pg_try_advisory_lock(zlib.crc32(job.encode()))
                return bool(await self._leading.scalar(sa.select(locked)))
            except BaseException:
                await self._lead_no_more()
                raise

    def pools(self) -> Mapping[str, Pool]:
        """The pools that it draws on, to look at."""
        return {"write": _pool(self._writer), "read": _pool(self._reader)}

    async def dispose(self) -> None:
        """Close all connections; the object opens new ones when used again."""
        await self._lead_no_more()
        await self._writer.dispose()
        await self._reader.dispose()

    async def _lead_no_more(self) -> None:
        """Give the connection up: back in the pool it would still hold its locks."""
        held, self._leading = self._leading, None
        if held is not None:
            await held.invalidate()
            await held.close()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for the turn to write; `TimeoutError` when that takes longer than it may."""
        if self._one_writer is None:
            yield
            return
        async with asyncio.timeout(BUSY_TIMEOUT_S):
            await self._one_writer.acquire()
        try:
            yield
        finally:
            self._one_writer.release()


_TURNS: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()


def _turn_of(url: str) -> asyncio.Lock:
    """The turn to write to a SQLite file, one for all objects of this process on that file."""
    return _TURNS.setdefault(sa.make_url(url).database or "", asyncio.Lock())


def _pool(engine: AsyncEngine) -> Pool:
    # Asked of the engine each time: it has a new pool after `dispose`.
    def of() -> QueuePool:
        return cast(QueuePool, engine.pool)

    return Pool(
        checked_out=lambda: of().checkedout(),
        size=lambda: of().size(),
        overflow=lambda: max(0, of().overflow()),
        most=of().size() + of()._max_overflow,
    )


def _autocommitting(engine: AsyncEngine) -> AsyncEngine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine, expire_on_commit=False, sync_session_class=_Session)


def partial_index(
    name: str, *columns: sa.Column[Any], where: str, unique: bool = False
) -> sa.Index:
    """An index over the rows for which the SQL condition `where` holds."""
    held = sa.text(where)
    return sa.Index(name, *columns, unique=unique, sqlite_where=held, postgresql_where=held)


def is_refused_value(error: BaseException) -> bool:
    """True when a value itself cannot be stored: too long, too large, or with a NUL in it."""
    if isinstance(error, OverflowError):  # of the driver, before the database is asked
        return True
    refused = isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None)
    return refused in _REFUSED_SQLSTATES


async def see_one_moment(session: AsyncSession) -> None:
    """Of a write transaction: all its statements see what there was at the first, and no more.

    Called before any of them. Where one changes what others changed since, it fails with an error
    that passes. On SQLite, where nobody else writes meanwhile, it is always so.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def is_passing(error: BaseException) -> bool:
    """True when the database, and not what was asked of it, is the cause: try again later."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError | OSError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    sqlstate = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or sqlstate.startswith(_PASSING_SQLSTATES)


def guard_migration(connection: sa.Connection, lock_timeout: str) -> None:
    """Let one migration run at a time, and not wait long for the locks of others.

    SQLite needs neither: there the transaction itself is the lock.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7258001)")
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{lock_timeout}'")
