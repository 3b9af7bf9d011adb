# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Which event is behind an entry of the ledger, by the name that the entry has for its cause."""

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from services.billing import tables as t
from services.billing.domain.grootboek import Oorzaak
from services.billing.domain.verplichting import Sleutel

Row = sa.Row[Any]


def of_toewijzing(row: Row) -> Oorzaak:
    """A version of a toewijzing."""
    place = f"{row.gemeentecode}/{row.toewijzing_nummer}"
    return Oorzaak("toewijzing", f"{place}/v{row.versie}")


def of_levering(row: Row) -> Oorzaak:
    """A delivery as last reported."""
    place = f"{row.gemeentecode}/{row.agb_code}/{row.toewijzing_nummer}/{row.begindatum}"
    return Oorzaak("levering", f"{place}/v{row.versie}")


def of_contract(row: Row) -> Oorzaak:
    """A version of a contract."""
    return Oorzaak("contract", f"{row.contract_id}/v{row.versie}")


def of_contractproduct(row: Row) -> Oorzaak:
    """A version of a product with its tariffs."""
    return Oorzaak("contractproduct", f"{row.product_id}/v{row.versie}")


async def events_behind(
    session: AsyncSession, sleutel: Sleutel, oorzaken: Iterable[Oorzaak]
) -> dict[Oorzaak, str]:
    """By cause, of the entries of one toewijzing; not of claims and the calendar, nor of what was
    told before it was kept. A delivery that was reported anew since has the name of its version.
    """
    wanted = set(oorzaken)
    found: dict[Oorzaak, str] = {}
    for kind, (table, key, of) in _BY.items():
        named = {one.kenmerk.rpartition("/v")[0] for one in wanted if one.soort == kind}
        if not named:
            continue
        if key is None:
            own = (table.c.gemeentecode, table.c.toewijzing_nummer)
            condition = sa.and_(own[0] == sleutel[0], own[1] == sleutel[1])
        else:
            condition = table.c[key].in_(sorted(named))
        rows = await session.execute(sa.select(table).where(condition))
        found |= {of(row): row.gebeurtenis_id for row in rows if row.gebeurtenis_id}
    return {oorzaak: event for oorzaak, event in found.items() if oorzaak in wanted}


_BY: dict[str, tuple[sa.Table, str | None, Callable[[Row], Oorzaak]]] = {
    "toewijzing": (t.toewijzing, None, of_toewijzing),
    "levering": (t.levering, None, of_levering),
    "contract": (t.contract, "contract_id", of_contract),
    "contractproduct": (t.contractproduct, "product_id", of_contractproduct),
}
"""Where the causes of a kind stand: by which column, or None for those of the toewijzing."""
