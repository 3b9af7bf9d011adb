# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Awards get their value per month, a bounded number in a transaction."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.runtime import Runtime
from services.reporting import store
from services.reporting.domain import maandfeiten
from services.reporting.store import AwardKey

_MARKS = 2_000
_AWARDS = 1_000


async def value_awards(rt: Runtime) -> bool:
    """Value what was marked; True when there was anything. One worker does, of any number."""
    if not await rt.db.leads("waardering"):
        return False
    # Looked at often and mostly in vain: without the lock that a writer takes.
    async with rt.db.read() as session:
        seqs, awards, contracts = await store.marked(session, _MARKS)
    if not seqs:
        return False
    async with rt.db.begin() as session:
        under = await store.awards_under(session, contracts) if contracts else []
        keys = sorted({*awards, *under})
        for start in range(0, len(keys), _AWARDS):
            await _value(session, keys[start : start + _AWARDS])
        await store.unmark(session, seqs)
    return True


async def _value(session: AsyncSession, keys: Sequence[AwardKey]) -> None:
    versions = await store.versions(session, keys)
    products = {
        (v.agb_code, v.categorie, v.code)
        for several in versions.values()
        for v in several
        if v.categorie is not None and v.code is not None
    }
    prices = await store.prices(session, sorted(products))
    values = {}
    for key, several in versions.items():
        found = [
            prices.of((v.agb_code, v.categorie, v.code))
            for v in several
            if v.categorie is not None and v.code is not None
        ]
        producten = list({id(p): p for one, _ in found for p in one}.values())
        contracten = list({id(c): c for _, one in found for c in one}.values())
        values[key] = maandfeiten(key[0], several, producten, contracten)
    await store.replace_values(session, values)
    await store.mark_awarded(session, keys)
