# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""What gemeenten pay of a lump sum: told by contract as a key, by billing as what was agreed."""

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import TaakafspraakVastgesteld, VerdeelsleutelVastgesteld
from services.reporting import store
from services.reporting import tables as t
from services.reporting.projections.told import Told, rows, sane


async def keep_contributions(
    session: AsyncSession,
    told: Told[VerdeelsleutelVastgesteld] | Told[TaakafspraakVastgesteld],
    bron: Literal["verdeelsleutel", "taakafspraak"],
) -> None:
    """Versions of contributions, by who told them."""
    for event, _ in told:
        for one in event.bijdragen:
            sane("bedrag", one.bedrag)
    found = [
        row | {"bron": bron, "bijdragen": event.payload()["bijdragen"]}
        for row, (event, _) in zip(rows(t.taakbijdrage, told), told, strict=True)
    ]
    await store.keep_versions(session, t.taakbijdrage, found)
