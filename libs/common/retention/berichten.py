# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Messages that go by their age, with the last of what they led to.

A message tells of several clients, who are kept for different times. It keeps those of whom
something that it led to is still there; without any of them it is emptied: number, parties, day
and keyed hash stay.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from libs.common.retention import selection, store
from libs.common.retention.lijst import Lijst
from libs.common.retention.model import NogVan
from libs.common.retention.scrub import MOMENT, Gewist, only
from libs.common.retention.trace import pages, text_of, tokens
from libs.common.retention.vernietiging import Vernietiging


def by_age(v: Vernietiging) -> Sequence[sa.Table]:
    """The tables of such messages; none where a client goes out of all messages at once."""
    mail = v.mechanics.mailbox
    return () if mail is None or v.dossiers.nog_van is None else (mail.mail_in, mail.mail_out)


async def wipe(v: Vernietiging, lijst: Lijst, nog_van: NogVan) -> AsyncIterator[None]:
    """Those with the gemeente of a list, of before its day; goes on after each page.

    One that named no gemeente that could be read goes with whichever list comes first.
    """
    for table in by_age(v):
        c, moment = table.c, selection.midnight(lijst.voor)
        parties = (c.afzender == lijst.gemeentecode, c.ontvanger == lijst.gemeentecode)
        old = (c[MOMENT[table.name]] < moment, sa.or_(*parties, c.ontvanger.is_(None)))
        async for rows in pages(v.db, table, *old):
            async with v.db.begin() as session:
                still = await nog_van(session, v.vault, [row.id for row in rows])
                wiped = 0
                for row in rows:
                    plain = v.vault.open(row.inhoud)
                    rest = only(plain, still.get(row.id, ()))
                    if rest == plain:
                        continue
                    sealed = v.vault.seal_packed(rest)
                    await session.execute(
                        sa.update(table).where(c.id == row.id).values(inhoud=sealed)
                    )
                    wiped += 1
                if wiped:
                    await store.add_wiped(session, v.tables, lijst.id, table.name, wiped)
            yield


async def told_of(
    v: Vernietiging, gone: Mapping[str, Gewist]
) -> AsyncIterator[tuple[list[str], set[str]]]:
    """After each page, where a message tells of these persons, by their keys, that was to go; and
    keys of whom one tells that stays: of later, or of another gemeente."""
    for table in by_age(v):
        async for rows in pages(v.db, table):
            left, later = list[str](), set[str]()
            for row in rows:
                text = "\n".join(text_of(value, v.vault) for value in row)
                found = {token for token in tokens(text) if token in gone}
                moment = row._mapping[MOMENT[table.name]]
                was_to_go = {
                    token
                    for token in found
                    if moment < gone[token].op
                    and (row.ontvanger is None or gone[token].gemeentecode in _parties(row))
                }
                later |= found - was_to_go
                left += [f"{table.name}.inhoud"] if was_to_go else []
            yield left, later


def _parties(row: sa.Row[Any]) -> tuple[str | None, str | None]:
    return row.afzender, row.ontvanger
