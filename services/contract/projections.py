# SPDX-FileCopyrightText: 2026 Jeugdregio
# SPDX-License-Identifier: EUPL-1.2

"""Keeps what was approved, once for each event, in whatever order they come."""

from collections import Counter

from sqlalchemy.ext.asyncio import AsyncSession

from libs.common.contracts import DeclaratieBeoordeeld, Envelope
from services.contract.store import bestedingen


async def besteding_of(
    session: AsyncSession, event: DeclaratieBeoordeeld, _envelope: Envelope
) -> None:
    """What this event approves by product and year, a credit below zero; marks the ceilings."""
    sums: Counter[tuple[int, str, str]] = Counter()
    for regel in event.regels:
        if regel.toegekend:
            sums[regel.periode_begin.year, regel.categorie, regel.code] += regel.bedrag
    about = {
        "declaratie_id": event.declaratie_id,
        "client_pseudoniem": event.client_pseudoniem,
        "deel": event.deel,
        "agb_code": event.agb_code,
        "gemeentecode": event.gemeentecode,
    }
    rows = [
        about | {"jaar": jaar, "categorie": categorie, "code": code, "bedrag": bedrag}
        for (jaar, categorie, code), bedrag in sorted(sums.items())
    ]
    await bestedingen.add(session, rows)
    await bestedingen.mark(session, event.agb_code, {jaar for jaar, _, _ in sums})
