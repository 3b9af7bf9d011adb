# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Wiping what tells of destroyed persons outside their own rows: messages, events, kept answers.

It is looked for in every row, so that nothing is forgotten; a page at a time, each written in a
transaction of its own. Whoever begins again finds only what was not wiped yet.
"""

import json
import re
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.retention import store
from libs.common.retention.bekend import where_known
from libs.common.retention.model import Dossiers
from libs.common.retention.trace import pages, plain_text, text_of, tokens
from libs.common.retention.vernietiging import Vernietiging

PASSING = ("idempotency", "dead_letter", "webhook_aflevering")
"""Tables of which each row goes within days anyhow: one that tells of somebody goes now."""

MOMENT = {
    "mail_in": "ontvangen_op",
    "mail_out": "aangemaakt_op",
    "idempotency": "kept_at",
    "dead_letter": "parked_at",
    "webhook_aflevering": "aangemaakt_op",
}
"""The column that says since when a row is there."""

_CLIENT = re.compile(
    rb"<((?:[\w.-]+:)?)Client(?=[\s>])[^>]*>.*?</\1Client\s*>",
    re.DOTALL,
)
_BSN = re.compile(rb"<(?:[\w.-]+:)?Bsn(?=[\s>])[^>]*>\s*(\d{9})\s*<")

BSN_LENGTH = 9


@dataclass(frozen=True, slots=True)
class Gewist:
    """A destroyed person: by what to find what is left, and what stands for each pseudonym now.

    `elders` is one whom another gemeente knows too: only what is of this one is wiped. `terug` is
    one who was registered anew since `op`, the moment of destruction: what is of later stays.
    """

    gemeentecode: str
    vervangend: tuple[tuple[str, str], ...]
    sleutels: tuple[str, ...]
    elders: bool
    op: datetime
    terug: bool = False

    @property
    def hashes(self) -> tuple[str, ...]:
        """All but BSNs: what may stand in an event, of now or of before a correction."""
        return hashes_of(self.sleutels)

    def instead_of(self, known: str) -> str:
        """What stands for one of the hashes: its own, or that of the pseudonym of now."""
        return dict(self.vervangend).get(known, self.vervangend[0][1])


def hashes_of(sleutels: Sequence[str]) -> tuple[str, ...]:
    """All of these keys but BSNs."""
    return tuple(one for one in sleutels if len(one) != BSN_LENGTH)


async def seen_again(session: AsyncSession, d: Dossiers, gone: Collection[Gewist]) -> list[Gewist]:
    """They as they are known now: by another gemeente, or anew by the same."""
    known = await where_known(session, d, [key for one in gone for key in one.hashes])
    found = []
    for one in gone:
        codes = {code for key in one.hashes for code in known.get(key, ())}
        terug = one.gemeentecode in codes
        elders = one.elders or bool(codes - {one.gemeentecode})
        found.append(replace(one, elders=elders, terug=terug))
    return found


class Scrubber:
    """Wipes for a list, which keeps how many rows of which table."""

    def __init__(self, v: Vernietiging, lijst_id: str, gone: Collection[Gewist]) -> None:
        self._v = v
        self._vault = v.vault
        self._lijst_id = lijst_id
        self._gone = gone
        self._by_key: dict[str, Gewist] = {}

    async def run(self) -> AsyncIterator[None]:
        """Goes on after each page."""
        outbox, mail = self._v.mechanics.outbox.outbox, self._v.mechanics.mailbox
        if self._v.dossiers.bron:
            for table in (mail.mail_in, mail.mail_out) if mail is not None else ():
                async for rows in self._pages(table):
                    await self._write(table, [self._mail(table, row) for row in rows])
                    yield
            async for rows in self._pages(outbox):
                await self._write(outbox, [self._event(outbox, row) for row in rows])
                yield
        tables = outbox.metadata.tables
        for table in (tables[name] for name in PASSING if name in tables):
            async for rows in self._pages(table):
                await self._write(table, [self._passing(table, row) for row in rows])
                yield

    async def _pages(self, table: sa.Table) -> AsyncIterator[Sequence[sa.Row[Any]]]:
        """Of each, once it is read, is known who was registered by then."""
        async for rows in pages(self._v.db, table):
            async with self._v.db.read() as session:
                seen = await seen_again(session, self._v.dossiers, self._gone)
            self._by_key = {key: one for one in seen for key in one.sleutels}
            yield rows

    async def _write(self, table: sa.Table, found: Sequence[sa.Update | sa.Delete | None]) -> None:
        changes = [one for one in found if one is not None]
        if not changes:
            return
        async with self._v.db.begin() as session:
            for change in changes:
                await session.execute(change)
            await store.add_wiped(session, self._v.tables, self._lijst_id, table.name, len(changes))

    def _found(self, text: str, moment: datetime) -> set[Gewist]:
        """Who are told of in a row of this moment, and are to be wiped from it."""
        found = {self._by_key[token] for token in tokens(text) if token in self._by_key}
        return {one for one in found if not (one.terug and moment > one.op)}

    def _mail(self, table: sa.Table, row: sa.Row[Any]) -> sa.Update | None:
        """The client out of the message; of a message of nobody else, all of it."""
        plain = self._vault.open(row.inhoud)
        found = {
            one
            for one in self._found(plain_text(plain), row._mapping[MOMENT[table.name]])
            if not one.elders or one.gemeentecode in (row.afzender, row.ontvanger)
        }
        if not found:
            return None
        keys = {key for one in found for key in one.sleutels}
        sealed = self._vault.seal_packed(redacted(plain, keys))
        return sa.update(table).where(table.c.id == row.id).values(inhoud=sealed)

    def _event(self, table: sa.Table, row: sa.Row[Any]) -> sa.Update | None:
        """The same event, of somebody whom nobody can find; once it was brought to the log."""
        found = self._found(row.envelope, row.added_at)
        if any(one.elders for one in found):
            of = json.loads(row.envelope)["data"].get("gemeentecode")
            found = {one for one in found if not one.elders or one.gemeentecode == of}
        if not found or row.sent_at is None:
            return None
        names = {key: one.instead_of(key) for one in found for key in one.hashes}
        return renamed(table, row, names)

    def _passing(self, table: sa.Table, row: sa.Row[Any]) -> sa.Delete | None:
        text = "\n".join(text_of(value, self._vault) for value in row)
        if all(one.elders for one in self._found(text, row._mapping[MOMENT[table.name]])):
            return None
        key = [column == row._mapping[column] for column in table.primary_key.columns]
        return sa.delete(table).where(*key)


def renamed(table: sa.Table, row: sa.Row[Any], names: Mapping[str, str]) -> sa.Update:
    """The event in a row of the outbox as it is with other pseudonyms: key and envelope."""
    key, envelope = row.key, row.envelope
    for known, other in names.items():
        key, envelope = key.replace(known, other), envelope.replace(known, other)
    return sa.update(table).where(table.c.seq == row.seq).values(key=key, envelope=envelope)


def redacted(plain: bytes, keys: Collection[str]) -> bytes:
    """A message without the clients that have these BSNs; nothing, when none is left in it or
    something of them stands elsewhere in it."""
    rest = _with(plain, lambda bsn: bsn not in keys)
    return b"" if set(tokens(plain_text(rest))) & set(keys) else rest


def only(plain: bytes, keys: Collection[str]) -> bytes:
    """A message with none but the clients that have these BSNs; nothing, when none is left.

    An answer that names no client stays; nothing does of which the bytes are no text.
    """
    return b"" if not keys or b"\0" in plain else _with(plain, lambda bsn: bsn in keys)


def _with(plain: bytes, stays: Callable[[str | None], bool]) -> bytes:
    """A message with the clients that stay, by their BSN; nothing, when none of them does."""
    kept = gone = 0

    def one(client: re.Match[bytes]) -> bytes:
        nonlocal kept, gone
        bsn = _BSN.search(client[0])
        if not stays(None if bsn is None else bsn[1].decode()):
            gone += 1
            return b""
        kept += 1
        return client[0]

    rest = _CLIENT.sub(one, plain)
    return rest if kept or not gone else b""
