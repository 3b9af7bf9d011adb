# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Wiping what tells of destroyed persons outside their own rows: messages, events, kept answers.

It is looked for in every row, so that nothing is forgotten; a page at a time, each written in a
transaction of its own. Whoever begins again finds only what was not wiped yet.
"""

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from libs.common.crypto import Vault
from libs.common.db import Database
from libs.common.mechanics import Mechanics
from libs.common.retention.trace import pages, plain_text, text_of, tokens

PASSING = ("idempotency", "dead_letter", "webhook_aflevering")
"""Tables of which each row goes within days anyhow: one that tells of somebody goes now."""

_CLIENT = re.compile(
    rb"<((?:[\w.-]+:)?)Client(?=[\s>])[^>]*>.*?</\1Client\s*>",
    re.DOTALL,
)
_BSN = re.compile(rb"<(?:[\w.-]+:)?Bsn(?=[\s>])[^>]*>\s*(\d{9})\s*<")

_BSN_LENGTH = 9


@dataclass(frozen=True, slots=True)
class Gewist:
    """A destroyed person: by what to find what is left, and what stands for the pseudonym now.

    `elders` is one whom another gemeente knows still: only what is of this one is wiped.
    """

    gemeentecode: str
    pseudoniem: str
    vervangend: str
    sleutels: tuple[str, ...]
    elders: bool

    @property
    def hashes(self) -> tuple[str, ...]:
        """All but BSNs: what may stand in an event, of now or of before a correction."""
        return tuple(one for one in self.sleutels if len(one) != _BSN_LENGTH)


class Scrubber:
    """Wipes in one database; `done` counts by table."""

    def __init__(
        self, db: Database, mechanics: Mechanics, vault: Vault, gone: Collection[Gewist]
    ) -> None:
        self._db = db
        self._mechanics = mechanics
        self._vault = vault
        self._by_key = {key: one for one in gone for key in one.sleutels}
        self.done = Counter[str]()

    async def run(self) -> AsyncIterator[None]:
        """Goes on after each page."""
        outbox, mail = self._mechanics.outbox.outbox, self._mechanics.mailbox
        for table in (mail.mail_in, mail.mail_out) if mail is not None else ():
            async for rows in pages(self._db, table):
                await self._write(table, [self._mail(table, row) for row in rows])
                yield
        async for rows in pages(self._db, outbox):
            await self._write(outbox, [self._event(outbox, row) for row in rows])
            yield
        tables = outbox.metadata.tables
        for table in (tables[name] for name in PASSING if name in tables):
            async for rows in pages(self._db, table):
                await self._write(table, [self._passing(table, row) for row in rows])
                yield

    async def _write(self, table: sa.Table, found: Sequence[sa.Update | sa.Delete | None]) -> None:
        changes = [one for one in found if one is not None]
        if not changes:
            return
        async with self._db.begin() as session:
            for change in changes:
                await session.execute(change)
        self.done[table.name] += len(changes)

    def _found(self, text: str) -> set[Gewist]:
        return {self._by_key[token] for token in tokens(text) if token in self._by_key}

    def _mail(self, table: sa.Table, row: sa.Row[Any]) -> sa.Update | None:
        """The client out of the message; of a message of nobody else, all of it."""
        plain = self._vault.open(row.inhoud)
        found = {
            one
            for one in self._found(plain_text(plain))
            if not one.elders or one.gemeentecode in (row.afzender, row.ontvanger)
        }
        if not found:
            return None
        keys = {key for one in found for key in one.sleutels}
        sealed = self._vault.seal_packed(redacted(plain, keys))
        return sa.update(table).where(table.c.id == row.id).values(inhoud=sealed)

    def _event(self, table: sa.Table, row: sa.Row[Any]) -> sa.Update | None:
        """The same event, of somebody whom nobody can find; once it was brought to the log."""
        found = self._found(row.envelope)
        if any(one.elders for one in found):
            of = json.loads(row.envelope)["data"].get("gemeentecode")
            found = {one for one in found if not one.elders or one.gemeentecode == of}
        if not found or row.sent_at is None:
            return None
        key, envelope = row.key, row.envelope
        for one in found:
            for known in one.hashes:
                key = key.replace(known, one.vervangend)
                envelope = envelope.replace(known, one.vervangend)
        return sa.update(table).where(table.c.seq == row.seq).values(key=key, envelope=envelope)

    def _passing(self, table: sa.Table, row: sa.Row[Any]) -> sa.Delete | None:
        text = "\n".join(text_of(value, self._vault) for value in row)
        if all(one.elders for one in self._found(text)):
            return None
        key = [column == row._mapping[column] for column in table.primary_key.columns]
        return sa.delete(table).where(*key)


def redacted(plain: bytes, keys: Collection[str]) -> bytes:
    """A message without the clients that have these BSNs; nothing, when none is left in it or
    something of them stands elsewhere in it."""
    kept = 0

    def one(client: re.Match[bytes]) -> bytes:
        nonlocal kept
        bsn = _BSN.search(client[0])
        if bsn is not None and bsn[1].decode() in keys:
            return b""
        kept += 1
        return client[0]

    rest = _CLIENT.sub(one, plain)
    return rest if kept and not set(tokens(plain_text(rest))) & set(keys) else b""
