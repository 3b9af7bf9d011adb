# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeping the log: writes in their own transaction, reads together with those beside them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from opentelemetry import trace
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.clock import Clock
from libs.common.db import Database
from libs.common.ids import new_id
from libs.common.logboek import store
from libs.common.logboek.model import (
    SYSTEM,
    Acting,
    Betrokkene,
    Handeling,
    Noted,
    Register,
    Sleutel,
    VanBericht,
    noted,
)
from libs.common.logboek.tables import LogboekTables

_Kept = tuple[Handeling, set[Betrokkene]]


Resolve = Callable[[AsyncSession, Collection[str]], Awaitable[Mapping[str, Betrokkene]]]
"""Who the persons are that a service knows by these keys, by key."""


@dataclass
class Logboek:
    """The log of one service; `watch` makes it keep what is noted in a database."""

    tables: LogboekTables
    register: Register
    clock: Clock
    resolve: Resolve | None = None
    _waiting: list[_Kept] = field(default_factory=list)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def watch(self, db: Database) -> None:
        """Keep what is noted in the transactions of `db`: no transaction commits without it."""

        async def after_read(session: AsyncSession) -> None:
            await self._read(db, session)

        db.before_commit = self._written
        db.after_read = after_read

    async def _written(self, session: AsyncSession) -> None:
        """In the transaction of what was done."""
        if kept := await self._actions(session, noted(session)):
            await store.keep(session, self.tables, kept)

    async def _read(self, db: Database, session: AsyncSession) -> None:
        """Before the answer leaves: whoever has the turn keeps what came meanwhile as well.

        What a worker reads it reads to write, or to tell nobody.
        """
        told = {doing: seen for doing, seen in noted(session).items() if doing.actor != SYSTEM}
        own = await self._actions(session, told)
        if not own:
            return
        self._waiting += own
        async with self._turn:
            if own[0] not in self._waiting:
                return  # kept by the one before
            taken, self._waiting = self._waiting, []
            try:
                async with db.begin() as writing:
                    await store.keep(writing, self.tables, taken)
            except BaseException:
                # The others keep theirs themselves; this answer does not leave.
                self._waiting = [one for one in taken if one not in own] + self._waiting
                raise

    async def _actions(
        self, session: AsyncSession, actions: Mapping[Acting, Collection[Noted]]
    ) -> list[_Kept]:
        """What was noted in a transaction, as it is kept."""
        now = self.clock.now()
        about = trace.get_current_span().get_span_context()
        kept: list[_Kept] = []
        known = await self._known(session, actions.values())
        for doing, seen in actions.items():
            betrokkenen = await self._persons(session, seen, known)
            if not betrokkenen:
                continue
            handeling = Handeling(
                id=new_id(),
                activiteit=self.register.of(doing.actie).id,
                actie=doing.actie,
                actor=doing.actor,
                onderwerp=doing.onderwerp,
                bundel=str(session.info.get("bundle", "")),
                trace_id=trace.format_trace_id(about.trace_id) if about.is_valid else "",
                span_id=trace.format_span_id(about.span_id) if about.is_valid else "",
                begin_op=now,
                eind_op=now,
            )
            kept.append((handeling, betrokkenen))
        return kept

    async def _known(
        self, session: AsyncSession, noted: Iterable[Iterable[Noted]]
    ) -> Mapping[str, Betrokkene]:
        """Who stand behind the keys of all actions of a transaction: one question."""
        keys = {one.id for seen in noted for one in seen if isinstance(one, Sleutel)}
        if not keys or self.resolve is None:
            return {}
        return await self.resolve(session, keys)

    async def _persons(
        self, session: AsyncSession, seen: Iterable[Noted], known: Mapping[str, Betrokkene]
    ) -> set[Betrokkene]:
        persons, messages = set[Betrokkene](), set[str]()
        for one in seen:
            match one:
                case Betrokkene():
                    persons.add(one)
                case Sleutel():
                    if one.id in known:
                        persons.add(known[one.id])
                case VanBericht():
                    messages.add(one.id)
        if messages:
            persons |= await store.of_messages(session, self.tables, messages)
        return persons
