# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Telling whom pseudonyms of another key mean: of all BSN's that are known, now or by mistake."""

from collections.abc import AsyncIterator

from libs.common.contracts import PseudoniemenVertaald, Vertaling
from libs.common.ids import new_id
from libs.common.retention.trace import pages
from libs.common.runtime import Runtime
from services.referral import tables as t
from services.referral.store.clienten import pseudonym_of


async def tell_translations(rt: Runtime, hash_key: bytes) -> AsyncIterator[tuple[int, int]]:
    """How many pseudonyms were told after each page, and how many have no BSN to make them of.

    Each page is an event in a transaction of its own: who begins again tells them once more.
    """
    vault = rt.need_vault()
    other = vault.with_hash_key(hash_key)
    for table in (t.client, t.vorig_bsn):
        async for rows in pages(rt.db, table):
            known = [vault.open(row.bsn_verzegeld).decode() for row in rows]
            bsns = sorted({bsn for bsn in known if bsn})
            if bsns:
                told = PseudoniemenVertaald(
                    vertaling_id=new_id(),
                    sleutel=other.pseudonym_key,
                    vertalingen=tuple(
                        Vertaling(oud=pseudonym_of(other, bsn), nieuw=pseudonym_of(vault, bsn))
                        for bsn in bsns
                    ),
                )
                async with rt.db.begin() as session:
                    await rt.outbox.add(session, told)
            yield len(bsns), known.count("")
